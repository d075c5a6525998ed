//! The request headers of the contract.
//!
//! [`crate::api::extract`] reads them, and the API description lists them with these meanings.

/// The header that holds the state token of a flow.
pub const STATE_TOKEN: &str = "X-state-token";
/// The header by which an application identifies a device.
pub const FINGERPRINT: &str = "X-device-fingerprint";
/// The most of a device header that is used, in bytes. Longer ones are cut: they are
/// only logged or hashed.
pub(crate) const MAX_DEVICE_TEXT: usize = 1024;
/// The device headers. A request without one of them is refused.
pub const DEVICE: [&str; 3] = ["X-operating-sys-version", FINGERPRINT, "X-agent"];

/// A header, or a query parameter, in the API description.
#[derive(Clone, Copy, Debug)]
pub struct Header {
    pub name: &'static str,
    /// Whether a request without it is refused.
    pub is_required: bool,
    /// The description, for readers of the API documentation.
    pub meaning: &'static str,
    /// What it proves, where it proves anything.
    pub proof: Option<Proof>,
}

/// What a header proves: a security scheme of the API description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// Which application calls. It is no secret.
    ClientId,
    /// That a flow began, and how far it is.
    StateToken,
    /// That a user has signed in.
    IdToken,
    /// The same by a signature.
    Signature,
    /// The same by the token of the session.
    SessionToken,
    /// The same under the name of the header that CIAM prints.
    SessionTokenOfCiam,
    /// That the server of an application calls.
    AccessToken,
    /// The same by the secret of the application.
    ClientSecret,
}

/// The headers of every call that an application makes.
pub const CALLER: &[Header] = &[
    proof(
        "X-client-id",
        true,
        "the application, or the template that it was made from",
        Proof::ClientId,
    ),
    header(DEVICE[0], true, "the device's operating system"),
    header(
        FINGERPRINT,
        true,
        "what the application knows the device by",
    ),
    header(DEVICE[2], true, "the device's browser or app"),
    header(
        "X-tenant-id",
        false,
        "the tenant, where X-client-id names a template",
    ),
    LANGUAGE,
    header(
        "Idempotency-Key",
        false,
        "the same text for a request and its repeats, which then do nothing twice: 1 to 255 \
         visible ASCII characters",
    ),
];

const LANGUAGE: Header = header(
    "X-L",
    false,
    "the language: what begins with zh is Chinese, anything else English; messages with codes are \
     also in those that the tenant has wording for, by a tag such as pt-BR; where it is absent, \
     the tenant's",
);

/// The header of calls that continue a flow.
pub const STATE: &[Header] = &[proof(
    STATE_TOKEN,
    true,
    "the state token that the flow began with",
    Proof::StateToken,
)];

/// The header that holds an `id_token`, as in `Bearer …` (RFC 6750).
pub const AUTHORIZATION: &str = "Authorization";
/// The headers that hold a session token: EIAM's, and as CIAM prints it.
pub const SESSION_TOKENS: [&str; 2] = ["X-session-token", "session-token"];

/// The proof of calls after a login.
pub const ID_TOKEN: &[Header] = &[proof(
    AUTHORIZATION,
    false,
    "Bearer, and the id_token of the session",
    Proof::IdToken,
)];

/// The header that holds a session token with a timestamp and a nonce, encrypted under
/// the application's public key.
pub const X_SIGNATURE: &str = "X-signature";

/// The other proof of calls after a login.
pub const SIGNATURE: &[Header] = &[proof(
    X_SIGNATURE,
    false,
    "in place of Authorization: base64 of session_token=…&timestamp=…&nonce=…, encrypted under \
     the key that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256); good once, and for \
     five minutes from its timestamp (milliseconds since 1970)",
    Proof::Signature,
)];

/// The proof of the servers of applications.
pub const ACCESS_TOKEN: &[Header] = &[
    proof(
        AUTHORIZATION,
        false,
        "Bearer, and the access token of the application's server",
        Proof::AccessToken,
    ),
    LANGUAGE,
];

/// The proof for an access token, where it is not in the body or the query.
pub const CLIENT_SECRET: &[Header] = &[proof(
    AUTHORIZATION,
    false,
    "Basic, and client_id:client_secret in base64, in place of both parameters",
    Proof::ClientSecret,
)];

/// The proof of calls that a session token opens.
pub const SESSION: &[Header] = &[
    proof(
        SESSION_TOKENS[0],
        false,
        "the session token; session-token is another name of this header",
        Proof::SessionToken,
    ),
    proof(
        SESSION_TOKENS[1],
        false,
        "the session token, as X-session-token",
        Proof::SessionTokenOfCiam,
    ),
];

/// The query parameter of a logout.
pub const ALL_SESSIONS: &str = "all";

/// The query parameters of a logout.
pub const LOGOUT_QUERY: &[Header] = &[header(
    ALL_SESSIONS,
    false,
    "true to end all sessions of the user, and not this one only",
)];

const fn header(name: &'static str, is_required: bool, meaning: &'static str) -> Header {
    Header {
        name,
        is_required,
        meaning,
        proof: None,
    }
}

const fn proof(
    name: &'static str,
    is_required: bool,
    meaning: &'static str,
    proof: Proof,
) -> Header {
    Header {
        proof: Some(proof),
        ..header(name, is_required, meaning)
    }
}

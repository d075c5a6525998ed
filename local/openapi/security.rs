//! What proves who calls: the security schemes, and which of them a call wants.

use crate::functions::description::Description;
use serde_json::{Map, Value, json};
use shared::request::headers::{Proof, SESSION_TOKENS, STATE_TOKEN, X_SIGNATURE};

/// The name of a scheme.
const fn name(proof: Proof) -> &'static str {
    match proof {
        Proof::ClientId => "clientId",
        Proof::StateToken => "stateToken",
        Proof::IdToken => "idToken",
        Proof::Signature => "signature",
        Proof::SessionToken => "sessionToken",
        Proof::SessionTokenOfCiam => "sessionTokenOfCiam",
        Proof::AccessToken => "accessToken",
        Proof::ClientSecret => "clientSecret",
    }
}

/// All schemes by their names.
pub(super) fn schemes() -> Value {
    let header = |header: &str, text: &str| json!({ "type": "apiKey", "in": "header", "name": header, "description": text });
    json!({
        name(Proof::ClientId): header(
            "X-client-id",
            "The application that calls. It is no secret.",
        ),
        name(Proof::StateToken): header(
            STATE_TOKEN,
            "The state token that an answer of the flow gave, on the same device. It is a JWT, and \
             good for one step of the flow.",
        ),
        name(Proof::IdToken): {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The id_token of a session that is alive.",
        },
        name(Proof::Signature): header(
            X_SIGNATURE,
            "In place of an id_token: session_token=…&timestamp=…&nonce=…, encrypted under the key \
             that public-key answers (RSA-OAEP, SHA-256, MGF1 with SHA-256), in base64. It is good \
             once, and for five minutes from its timestamp (milliseconds since 1970).",
        ),
        name(Proof::SessionToken): header(
            SESSION_TOKENS[0],
            "The session token that a login gave.",
        ),
        name(Proof::SessionTokenOfCiam): header(
            SESSION_TOKENS[1],
            "The same token under the name that clients of CIAM know.",
        ),
        name(Proof::AccessToken): {
            "type": "http",
            "scheme": "bearer",
            "description": "The access token of an application's server.",
        },
        name(Proof::ClientSecret): {
            "type": "http",
            "scheme": "basic",
            "description": "client_id and client_secret of the application.",
        },
    })
}

/// What a call wants: each entry is enough, and wants all of its schemes.
pub(super) fn of(description: &Description) -> Vec<Value> {
    let proofs = |is_required: bool| {
        let headers = description.headers.iter();
        let headers = headers.filter(move |header| header.is_required == is_required);
        headers.filter_map(|header| header.proof)
    };
    let with = |alternative: Option<Proof>| {
        let all = proofs(true).chain(alternative);
        let all: Map<_, _> = all
            .map(|proof| (name(proof).to_owned(), json!([])))
            .collect();
        Value::Object(all)
    };
    let mut wanted: Vec<_> = proofs(false).map(|proof| with(Some(proof))).collect();
    let is_public = wanted.is_empty() && proofs(true).next().is_none();
    if (wanted.is_empty() || description.is_proof_optional) && !is_public {
        wanted.push(with(None));
    }
    wanted
}

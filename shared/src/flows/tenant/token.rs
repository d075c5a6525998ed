//! Exchanges the secret of an application for an access token (RFC 6749, section 4.4).
//!
//! An unknown application and a wrong secret look the same and cost the same: the attempt is
//! counted and the secrets are read in either case, and nothing else is.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
        chain,
    },
    keys::{key_set::KeySet, kinds::PseudonymKey},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    rate_limits::client_secret_quota::ClientSecretQuota,
    request::{
        body::{BodyEncoding, BodyReader, RequestBody},
        client_authentication::{Authentication, ClientContext, ClientCredentials},
    },
    storage::{item_keys::client_secrets_key, store::Store},
    tenants::client_secret::{ClientSecret, SecretHashes},
    tokens::server_token::{SERVER_TOKEN_LIFETIME, ServerToken, ServerTokens},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        identifiers::ClientId,
    },
};
use futures_util::future::join;
use serde::Serialize;
use std::sync::Arc;

/// The only type of grant.
const CLIENT_CREDENTIALS: &str = "client_credentials";

/// The parameters of a request for an access token.
#[derive(Debug)]
pub struct TokenRequest {
    is_supported: bool,
    client_id: Option<ClientName>,
    client_secret: Option<ClientSecret>,
}

/// The type of a grant. One that we do not know is none of its own, as OAuth has an error for it.
struct GrantType {
    is_supported: bool,
}

impl Field for GrantType {
    const SCHEMA: FieldSchema = FieldSchema::one_of(&[CLIENT_CREDENTIALS]);

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self {
            is_supported: text == CLIENT_CREDENTIALS,
        })
    }
}

/// What a request says the application is called. What cannot be a name is an unknown one.
#[derive(Debug)]
struct ClientName(String);

impl Field for ClientName {
    const SCHEMA: FieldSchema = FieldSchema::text(64, "nTo1eRIub60vPb54WeE6aojPwYwImtl4");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self(text.to_owned()))
    }
}

impl RequestBody for TokenRequest {
    const ENCODING: BodyEncoding = BodyEncoding::Form;

    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let grant: GrantType = body.required("grant_type")?;
        Ok(Self {
            is_supported: grant.is_supported,
            client_id: body.optional("client_id")?,
            client_secret: body.optional("client_secret")?,
        })
    }
}

/// An access token, as RFC 6749, section 5.1 has it.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{
        "access_token": "Q4dXw0mJ2sLr8Vt6Bz1Nc3Kf5Gh7Ya9PeRiTuOoSlEk",
        "token_type": "bearer",
        "expires_in": 1800,
        "scope": "all",
    }]))
)]
#[derive(Debug, Serialize)]
pub struct TokenResponse {
    pub access_token: ServerToken,
    /// `bearer`: whoever holds the token may use it.
    pub token_type: &'static str,
    /// How long it is good for, in seconds.
    pub expires_in: u64,
    /// `all`: there are no narrower ones.
    pub scope: &'static str,
}

impl Audited for TokenResponse {}

/// Issues access tokens to the servers of applications.
pub struct IssueToken {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    tokens: ServerTokens,
}

impl IssueToken {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[&[
        ErrorCode::InvalidClient,
        ErrorCode::UnsupportedGrantType,
        ErrorCode::TooMany,
    ]];

    /// Needs the pseudonym key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
            tokens: ServerTokens::new(platform)?,
        })
    }

    /// Issues an access token to whoever knows a secret of the application. Fails with
    /// `InvalidClient` where they do not, and with `TooMany` where they tried too often.
    pub async fn issue(&self, cx: &ClientContext, request: TokenRequest) -> Result<TokenResponse> {
        if !request.is_supported {
            return Err(Error::new(ErrorCode::UnsupportedGrantType));
        }
        let ClientCredentials { client_id, secret } = credentials(cx, request)?;
        let client = ClientId::try_from(client_id).map_err(|_| refused("not a client id"))?;
        let pseudonyms = self.pseudonyms.current(cx.now).await?;
        let quota = ClientSecretQuota::of(&client, cx.address, &pseudonyms.key, cx.now);
        let key = client_secrets_key(&client);
        let secrets = self.store.get::<SecretHashes>(&key);
        let (counted, secrets) = join(quota.count(&self.store), secrets).await;
        let secrets = secrets?;
        if secrets.is_some() {
            // Anything else that looks like a client id may be something else.
            cx.audit.client(&client);
        }
        counted?;
        if !secrets.unwrap_or_default().contain(&client, &secret) {
            return Err(refused("no such secret"));
        }
        let issue = self.tokens.issue(&client, cx.now);
        let (token, given_back) = join(issue, quota.give_back(&self.store)).await;
        if let Err(error) = given_back {
            // One attempt too many is counted until the window ends.
            tracing::warn!("{}", chain(&error));
        }
        Ok(TokenResponse {
            access_token: token?,
            token_type: "bearer",
            expires_in: SERVER_TOKEN_LIFETIME.as_secs(),
            scope: "all",
        })
    }
}

/// What the application proves itself with: one way of two, never both (RFC 6749, section 2.3).
fn credentials(cx: &ClientContext, request: TokenRequest) -> Result<ClientCredentials> {
    let named = request.client_id.map(|ClientName(name)| name);
    match (&cx.authentication, named, request.client_secret) {
        (Authentication::None, Some(client_id), Some(secret)) => {
            Ok(ClientCredentials { client_id, secret })
        }
        (Authentication::None, None, Some(_)) => {
            Err(Error::new(ErrorCode::Missing).with("client_id"))
        }
        (Authentication::None, _, None) => Err(refused("no secret")),
        (Authentication::Unreadable, ..) => Err(refused("not HTTP Basic")),
        (Authentication::Basic(basic), None, None) => Ok(basic.clone()),
        (Authentication::Basic(basic), Some(named), None) if named == basic.client_id => {
            Ok(basic.clone())
        }
        (Authentication::Basic(_), _, Some(_)) => {
            Err(Error::new(ErrorCode::BadValue).with("client_secret"))
        }
        (Authentication::Basic(_), ..) => Err(Error::new(ErrorCode::BadValue).with("client_id")),
    }
}

fn refused(why: &'static str) -> Error {
    Error::new(ErrorCode::InvalidClient).because(why)
}

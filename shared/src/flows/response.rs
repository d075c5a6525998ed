//! What a flow answers with: HTTP 200, and a status.

#[cfg(feature = "schema")]
use crate::tenants::form_policy::FormPolicy;
use crate::{
    error::Result, observability::audit::Audited, tenants::source::Verify,
    tokens::session::SessionToken, values::masked::masked,
};
use serde::Serialize;
use serde_json::json;

/// What the flow goes on with.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct NextStep {
    pub state_token: StateTokenText,
    /// What can be done with it: a JSON document in a string. For `SOCIAL_BIND` and
    /// `USER_REGISTER`, `socialBindOrRegisterFlow` lists the contacts that may be proved; for
    /// `MFA_AUTH`, `mfaAuthFlow` lists those that the user can prove. For `PASSWORD_WARN` and
    /// `PASSWORD_EXPIRED`, `minLength`, `maxLength` and `regEx` are what a new password must keep.
    pub data: String,
}

/// The state token: the header `X-state-token` of the calls that go on with the flow, on the same
/// device.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "StateToken")
)]
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct StateTokenText(pub String);

masked!(StateTokenText);

impl NextStep {
    /// For binding or registering, by one of these contacts.
    #[must_use]
    pub fn binding(state_token: String, verify: &[Verify]) -> Self {
        Self::with("socialBindOrRegisterFlow", state_token, verify)
    }

    /// For a second factor, by one of these contacts.
    #[must_use]
    pub fn second_factor(state_token: String, verify: &[Verify]) -> Self {
        Self::with("mfaAuthFlow", state_token, verify)
    }

    /// For a new password that keeps these rules, a JSON document.
    #[must_use]
    pub const fn new_password(state_token: String, rules: String) -> Self {
        Self {
            state_token: StateTokenText(state_token),
            data: rules,
        }
    }

    fn with(flow: &str, state_token: String, verify: &[Verify]) -> Self {
        Self {
            state_token: StateTokenText(state_token),
            data: json!({ flow: verify }).to_string(),
        }
    }
}

/// How far the flow has come: `status` tells which members there are.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = Self::examples()))
)]
#[derive(Debug, Serialize)]
#[serde(tag = "status")]
pub enum FlowResponse {
    /// The user has signed in.
    #[serde(rename = "SUCCESS")]
    Success {
        /// The token of the session, by which a fresh `id_token` is got.
        session_token: SessionToken,
        /// How long the session token is good for, in seconds.
        expire: u64,
        /// Who the user is: a JWT, signed by RS256 with a key of `oauth2/keys`.
        id_token: String,
    },
    /// The social account is bound to nobody. Go on with a call that binds it to the user whom its
    /// owner is.
    #[serde(rename = "SOCIAL_BIND")]
    SocialBind(NextStep),
    /// The social account is bound to nobody. Go on with a call that binds it to the user whom its
    /// owner is, or, where they are none yet, with one that makes them a user.
    #[serde(rename = "USER_REGISTER")]
    UserRegister(NextStep),
    /// One factor is proved, and the application asks for another. Go on with `mfa/sms` or
    /// `mfa/email`.
    #[serde(rename = "MFA_AUTH")]
    MfaAuth(NextStep),
    /// The password was right, and will soon be too old. Go on with `pwd/update` to replace it now,
    /// or with `pwd/skip-update` to do so later.
    #[serde(rename = "PASSWORD_WARN")]
    PasswordWarn(NextStep),
    /// The password was right, but is too old. Go on with `pwd/update` to replace it.
    #[serde(rename = "PASSWORD_EXPIRED")]
    PasswordExpired(NextStep),
    /// Who it is has been proved, but they are not admitted.
    #[serde(rename = "ACCESS_DENIED")]
    AccessDenied,
}

#[cfg(feature = "schema")]
impl FlowResponse {
    /// One of each status, for the description of the API.
    fn examples() -> [Self; 7] {
        let token = || "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA".to_owned();
        let verify = [Verify::Phone, Verify::Email];
        let rules = || FormPolicy::default().password.client_rules();
        [
            Self::Success {
                session_token: SessionToken::presented("LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa"),
                expire: 604_800,
                id_token: "eyJraWQiOiIxIiwiYWxnIjoiUlMyNTYifQ.eyJzdWIiOiJ6aGFuZ3NhbiJ9.AAAA"
                    .to_owned(),
            },
            Self::SocialBind(NextStep::binding(token(), &verify)),
            Self::UserRegister(NextStep::binding(token(), &verify)),
            Self::MfaAuth(NextStep::second_factor(token(), &verify)),
            Self::PasswordWarn(NextStep::new_password(token(), rules())),
            Self::PasswordExpired(NextStep::new_password(token(), rules())),
            Self::AccessDenied,
        ]
    }
}

impl Audited for FlowResponse {
    fn label(&self) -> &'static str {
        match self {
            Self::Success { .. } => "SUCCESS",
            Self::SocialBind(_) => "SOCIAL_BIND",
            Self::UserRegister(_) => "USER_REGISTER",
            Self::MfaAuth(_) => "MFA_AUTH",
            Self::PasswordWarn(_) => "PASSWORD_WARN",
            Self::PasswordExpired(_) => "PASSWORD_EXPIRED",
            Self::AccessDenied => "ACCESS_DENIED",
        }
    }
}

impl FlowResponse {
    /// Whether the user got further. Where not, what they proved it with is given back.
    #[must_use]
    pub const fn is_progress(response: &Result<Self>) -> bool {
        matches!(
            response,
            Ok(Self::Success { .. }
                | Self::MfaAuth(_)
                | Self::PasswordWarn(_)
                | Self::PasswordExpired(_))
        )
    }
}

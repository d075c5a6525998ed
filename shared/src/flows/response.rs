//! What a flow answers with: HTTP 200, and a status.

use crate::{
    error::Result, observability::audit::Audited, tenants::source::Verify,
    tokens::session::SessionToken, values::masked::masked,
};
use serde::Serialize;
use serde_json::json;

/// What a person goes on with.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct NextStep {
    pub state_token: StateTokenText,
    /// What can be done with it: a JSON document in a string.
    pub data: String,
}

/// A state token on its way out, printed masked.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Where a person got to.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
#[serde(tag = "status")]
pub enum FlowResponse {
    #[serde(rename = "SUCCESS")]
    Success {
        /// To come back with.
        session_token: SessionToken,
        /// How long that is good for, in seconds.
        expire: u64,
        /// Who the person is.
        id_token: String,
    },
    /// A social account that is bound to nobody: the person may bind it to the user they are.
    #[serde(rename = "SOCIAL_BIND")]
    SocialBind(NextStep),
    /// The same, and the person may also become a user.
    #[serde(rename = "USER_REGISTER")]
    UserRegister(NextStep),
    /// One factor is proved, and the application asks for another.
    #[serde(rename = "MFA_AUTH")]
    MfaAuth(NextStep),
    /// The password was right, and will soon be too old: it may be replaced now, or later.
    #[serde(rename = "PASSWORD_WARN")]
    PasswordWarn(NextStep),
    /// The password was right, but is too old: it is to be replaced first.
    #[serde(rename = "PASSWORD_EXPIRED")]
    PasswordExpired(NextStep),
    /// Known, or proved, but not admitted.
    #[serde(rename = "ACCESS_DENIED")]
    AccessDenied,
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

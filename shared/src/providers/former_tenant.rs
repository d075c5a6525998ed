//! The client of a former tenant: `POST /api/v2/sdk/login` of BambooCloud and OneAccess.
//!
//! It learns whether a password is right, and nothing else. The tokens of the answer are dropped
//! unread, and errors never contain a URL or a body.

use crate::{
    error::{Error, ErrorContext, Result},
    observability::call_counter,
    platform::{Platform, https::WebClient, settings::BootError},
    request::{
        caller::Caller,
        headers::{DEVICE, FINGERPRINT},
    },
    tenants::former_tenant::FormerTenant,
    users::password::Password,
    values::profile_text::UserName,
};
use reqwest::{Response, StatusCode, header::HeaderValue};
use serde::Deserialize;
use serde_json::json;

/// Whom an error names to the client.
const WHO: &str = "former tenant";
/// The end of the error code of an unknown `X-client-id`, in every dialect.
const UNKNOWN_APPLICATION: &str = "COMMON.1012";

/// What is read of an answer.
#[derive(Deserialize)]
struct Answer {
    status: String,
}

/// What is read of an error.
#[derive(Deserialize)]
struct Refusal {
    error_code: String,
}

/// A client of the tenants that users come from.
pub struct FormerTenants {
    client: WebClient,
    /// Where all of them are asked, if not at their own addresses.
    url: Option<String>,
}

impl FormerTenants {
    /// Settings: `FORMER_TENANT_URL`, the base URL of all calls, which is not set on AWS;
    /// and those of [`Platform::web`].
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            client: platform.web()?,
            url: platform.settings.optional("FORMER_TENANT_URL"),
        })
    }

    /// Asks whether a password is that of a user there, once. `SUCCESS` says so, and
    /// `PASSWORD_WARN`, which only reminds: whoever has to do something else first, such as to give
    /// a second factor, proved too little. Fails with `UpstreamFailed` where the answer says
    /// nothing about the password.
    pub async fn is_right(
        &self,
        tenant: &FormerTenant,
        name: &UserName,
        password: &Password,
        caller: &Caller,
    ) -> Result<bool> {
        let base = self.url.as_deref().unwrap_or(tenant.url.as_str());
        let body = json!({ "user_name": name.as_str(), "password": password.for_former_tenant() });
        let [system, _, agent] = DEVICE;
        let device = &caller.device;
        let request = self
            .client
            .post(format!("{base}/api/v2/sdk/login"))
            .header("X-client-id", tenant.client_id.as_str())
            .header("X-L", "en")
            .header(system, "unknown")
            .header(FINGERPRINT, header(device.fingerprint()))
            .header(agent, header(device.agent()))
            .json(&body);
        call_counter::count();
        let response = request
            .send()
            .await
            .map_err(reqwest::Error::without_url)
            .upstream(WHO, "calling it")?;
        read(response).await
    }
}

/// A text that came as a header; one that cannot be sent as such says nothing.
fn header(text: &str) -> HeaderValue {
    HeaderValue::from_bytes(text.as_bytes()).unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

async fn read(response: Response) -> Result<bool> {
    let status = response.status();
    let body = response
        .bytes()
        .await
        .map_err(reqwest::Error::without_url)
        .upstream(WHO, "reading its answer")?;
    let unreadable = |_| Error::upstream(WHO, "understanding its answer");
    match status {
        StatusCode::OK => {
            let answer: Answer = serde_json::from_slice(&body).map_err(unreadable)?;
            Ok(matches!(
                answer.status.as_str(),
                "SUCCESS" | "PASSWORD_WARN"
            ))
        }
        // It looked at no password.
        StatusCode::TOO_MANY_REQUESTS => Err(Error::upstream(WHO, "being limited by it")),
        _ if status.is_client_error() => {
            let refusal: Refusal = serde_json::from_slice(&body).map_err(unreadable)?;
            if refusal.error_code.ends_with(UNKNOWN_APPLICATION) {
                return Err(Error::upstream(WHO, "having its client_id refused"));
            }
            Ok(false)
        }
        _ => Err(Error::upstream(WHO, "getting no answer from it")),
    }
}

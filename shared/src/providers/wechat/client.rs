//! The client of WeChat's server API for mini programs.
//!
//! It exchanges a login code for the account ([`Wechat::account`]) and a phone code for the phone
//! number that WeChat has verified ([`Wechat::mobile`]). Errors never contain a URL or a body,
//! since both hold secrets.

use crate::{
    error::{Error, ErrorContext, Result, catalogue::ErrorCode},
    observability::call_counter,
    platform::{Platform, clock::Timestamp, https::WebClient, settings::BootError},
    providers::wechat::access_token::{Lookup, UpstreamTokens},
    storage::{cache::Cache, item::ItemKey, item_keys::source_secret_key, store::Store},
    tenants::source::Source,
    users::social_account::Subject,
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        identifiers::{SourceId, TenantId},
        masked::masked,
        mobile::Mobile,
    },
    verification::verified::Verified,
};
use reqwest::RequestBuilder;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

/// How many times an instance without a token waits for the one that renews it.
const WAITS: u32 = 10;
/// How long it waits each time.
const WAIT: Duration = Duration::from_millis(150);

/// A code that a mini program got from WeChat, for a login or for a phone number: at most 256
/// printable ASCII characters. It prints masked.
pub struct WechatCode(String);

masked!(WechatCode);

masked!(AppSecret);

impl Field for WechatCode {
    const SCHEMA: FieldSchema = FieldSchema::like("^[!-~]+$", 256, "0a1b2c3d");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let is_valid = text.len() <= 256 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

/// The reason why WeChat gave no result.
#[derive(Debug)]
pub enum Refusal {
    /// The code is invalid or was used before (40029, 40163).
    BadCode,
    /// WeChat considers the user a high risk (40226).
    Blocked,
    /// The access token is no longer valid (40001, 42001).
    BadToken,
    /// WeChat refuses the app secret (40125).
    BadSecret,
    /// The call failed in another way, with details for the log.
    Failed(Error),
}

/// The `errcode` of a response. The few that are acted on have names; all others keep their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WechatStatus {
    Success,
    BadCode,
    Blocked,
    BadToken,
    BadSecret,
    Other(i64),
}

impl From<i64> for WechatStatus {
    fn from(errcode: i64) -> Self {
        match errcode {
            0 => Self::Success,
            40029 | 40163 => Self::BadCode,
            40226 => Self::Blocked,
            40001 | 42001 => Self::BadToken,
            40125 => Self::BadSecret,
            other => Self::Other(other),
        }
    }
}

/// The item that holds the app secret of a source.
#[derive(Deserialize)]
struct AppSecret {
    secret: String,
}

#[derive(Deserialize)]
struct Session {
    openid: String,
    #[serde(default)]
    unionid: Option<String>,
}

#[derive(Deserialize)]
struct AccessToken {
    access_token: String,
    expires_in: u64,
}

#[derive(Deserialize)]
struct Phone {
    phone_info: PhoneInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PhoneInfo {
    pure_phone_number: String,
    /// WeChat documents a string, and sends a number at times.
    country_code: Value,
    watermark: Watermark,
}

#[derive(Deserialize)]
struct Watermark {
    appid: String,
}

/// A client of WeChat's server API.
pub struct Wechat {
    store: Arc<Store>,
    secrets: Cache<(TenantId, SourceId), AppSecret>,
    tokens: UpstreamTokens,
    client: WebClient,
    url: String,
}

impl Wechat {
    /// How a call fails that WeChat is to answer for.
    pub const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::UpstreamFailed, ErrorCode::SourceNotConfigured];

    /// Settings: `WECHAT_URL`, the base URL of all calls, and those of [`Platform::web`].
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            secrets: Cache::default(),
            tokens: UpstreamTokens::new(platform)?,
            client: platform.web()?,
            url: platform.settings.get("WECHAT_URL")?,
        })
    }

    /// Exchanges a code of `wx.login` for the account (`sns/jscode2session`). WeChat accepts a code
    /// once, so the call is repeated only with a secret that was changed less than a minute ago.
    /// WeChat documents two numbers for a wrong secret (40125, and 40001 in its general list), and
    /// not whether the code stays good; where it does not, the person logs in once more.
    pub async fn account(
        &self,
        tenant: &TenantId,
        source: &Source,
        code: &WechatCode,
        now: Timestamp,
    ) -> Result<Subject, Refusal> {
        let name = (tenant.clone(), source.id.clone());
        let known = self.secrets.get(&self.store, &name, secret_key, now);
        let known = expected(known.await)?;
        let session = match self.session(source, &known, code).await {
            Err(refusal @ (Refusal::BadSecret | Refusal::BadToken)) => {
                let stored = self.stored_secret(name, now).await?;
                if stored.secret == known.secret {
                    return Err(refusal);
                }
                self.session(source, &stored, code).await
            }
            other => other,
        };
        let Session { openid, unionid } = session?;
        let union_id = unionid.filter(|id| !id.is_empty());
        Ok(Subject {
            app_id: source.app_id.clone(),
            open_id: openid,
            union_id,
        })
    }

    async fn session(
        &self,
        source: &Source,
        secret: &AppSecret,
        code: &WechatCode,
    ) -> Result<Session, Refusal> {
        let query = [
            ("appid", source.app_id.as_str()),
            ("secret", &secret.secret),
            ("js_code", &code.0),
            ("grant_type", "authorization_code"),
        ];
        let url = format!("{}/sns/jscode2session", self.url);
        call(self.client.get(url).query(&query)).await
    }

    /// Exchanges a phone code for the number that WeChat has verified
    /// (`wxa/business/getuserphonenumber`); that of an account, where it is known whose code it
    /// has to be. If WeChat refuses the shared access token, it is
    /// renewed and the call is repeated once: WeChat did not look at the code.
    pub async fn mobile(
        &self,
        tenant: &TenantId,
        source: &Source,
        subject: Option<&Subject>,
        code: &WechatCode,
        now: Timestamp,
    ) -> Result<Verified<Mobile>, Refusal> {
        let mut token = self.token(tenant, source, None, now).await?;
        let phone: Phone = match self.phone(&token, subject, code).await {
            Err(Refusal::BadToken) => {
                token = self.token(tenant, source, Some(&token), now).await?;
                self.phone(&token, subject, code).await?
            }
            other => other?,
        };
        let failed = |doing| Refusal::Failed(Error::upstream("wechat", doing));
        let info = phone.phone_info;
        if info.watermark.appid != source.app_id {
            return Err(failed(
                "reading a phone number meant for another application",
            ));
        }
        let area_code = info
            .country_code
            .as_str()
            .map_or_else(|| info.country_code.to_string(), str::to_owned);
        Mobile::from_e164(area_code.trim_start_matches('+'), &info.pure_phone_number)
            .map(Verified::by_wechat)
            .ok_or_else(|| failed("reading a phone number"))
    }

    async fn phone(
        &self,
        token: &str,
        subject: Option<&Subject>,
        code: &WechatCode,
    ) -> Result<Phone, Refusal> {
        let url = format!("{}/wxa/business/getuserphonenumber", self.url);
        let mut body = json!({ "code": code.0 });
        if let Some(subject) = subject {
            body["openid"] = subject.open_id.as_str().into();
        }
        call(
            self.client
                .post(url)
                .query(&[("access_token", token)])
                .json(&body),
        )
        .await
    }

    /// Returns the access token that all instances share, but not `stale`,
    /// which WeChat has refused.
    async fn token(
        &self,
        tenant: &TenantId,
        source: &Source,
        stale: Option<&str>,
        now: Timestamp,
    ) -> Result<String, Refusal> {
        for _ in 0..WAITS {
            match self
                .tokens
                .look_up(tenant, &source.app_id, stale, now)
                .await
                .map_err(Refusal::Failed)?
            {
                Lookup::Valid(token) => return Ok(token),
                Lookup::Renew(lease) => {
                    let AccessToken {
                        access_token,
                        expires_in,
                    } = self.renew(tenant, source, now).await?;
                    let lifetime = Duration::from_secs(expires_in.min(7200));
                    let stored = self.tokens.keep(lease, &access_token, lifetime, now).await;
                    return stored.map(|()| access_token).map_err(Refusal::Failed);
                }
                Lookup::Wait => tokio::time::sleep(WAIT).await,
            }
        }
        // The instance that renews it takes too long. Asking WeChat twice gives the same token.
        self.renew(tenant, source, now)
            .await
            .map(|renewed| renewed.access_token)
    }

    /// Requests an access token (`cgi-bin/stable_token`). Two requests return the same token, so
    /// one that failed is repeated once.
    async fn renew(
        &self,
        tenant: &TenantId,
        source: &Source,
        now: Timestamp,
    ) -> Result<AccessToken, Refusal> {
        let name = (tenant.clone(), source.id.clone());
        let AppSecret { secret } = &*self.stored_secret(name, now).await?;
        let body = json!({
            "grant_type": "client_credential", "appid": source.app_id, "secret": secret, "force_refresh": false,
        });
        let request = || {
            self.client
                .post(format!("{}/cgi-bin/stable_token", self.url))
                .json(&body)
        };
        match call(request()).await {
            Err(Refusal::Failed(_)) => call(request()).await,
            other => other,
        }
    }

    /// The secret as it is stored now, whatever is in memory.
    async fn stored_secret(
        &self,
        name: (TenantId, SourceId),
        now: Timestamp,
    ) -> Result<Arc<AppSecret>, Refusal> {
        let stored = self.secrets.read(&self.store, &name, secret_key, now);
        expected(stored.await)
    }
}

fn secret_key((tenant, source): &(TenantId, SourceId)) -> ItemKey {
    source_secret_key(tenant, source)
}

/// The secret of a source, which has to be there.
fn expected(found: Result<Option<Arc<AppSecret>>>) -> Result<Arc<AppSecret>, Refusal> {
    found
        .and_then(|found| {
            found.ok_or_else(|| Error::internal("looking for the secret of a source"))
        })
        .map_err(Refusal::Failed)
}

/// Sends a request and parses the response, whose HTTP status is 200 whatever its `errcode`. No URL
/// or body gets into an error: they hold secrets.
async fn call<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Refusal> {
    let unreadable = |doing| Refusal::Failed(Error::upstream("wechat", doing));
    call_counter::count();
    let sent = async { request.send().await?.error_for_status()?.bytes().await };
    let body = sent
        .await
        .map_err(reqwest::Error::without_url)
        .upstream("wechat", "calling it")
        .map_err(Refusal::Failed)?;
    let response: Value =
        serde_json::from_slice(&body).map_err(|_| unreadable("reading an answer"))?;
    let errcode = response
        .get("errcode")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    match WechatStatus::from(errcode) {
        WechatStatus::Success => {
            serde_json::from_value(response).map_err(|_| unreadable("understanding an answer"))
        }
        WechatStatus::BadCode => Err(Refusal::BadCode),
        WechatStatus::Blocked => Err(Refusal::Blocked),
        WechatStatus::BadToken => Err(Refusal::BadToken),
        WechatStatus::BadSecret => Err(Refusal::BadSecret),
        WechatStatus::Other(_) => Err(unreadable("being refused")),
    }
}

impl Refusal {
    /// The error for a client that sent the code in the member `name`; `None` if WeChat blocks the
    /// user, which is a status of the flow and no error.
    #[must_use]
    pub fn into_error(self, name: &'static str) -> Option<Error> {
        match self {
            Self::Blocked => None,
            Self::BadCode => Some(Error::new(ErrorCode::BadValue).with(name)),
            Self::BadToken => Some(Error::upstream("wechat", "having its token refused")),
            Self::BadSecret => Some(Error::upstream("wechat", "having its secret refused")),
            Self::Failed(error) => Some(error),
        }
    }
}

//! WeChat, as its server API answers: who a login code stands for, and which phone number WeChat vouches for.

use crate::{
    error::{Error, ErrorContext, Result, catalogue::ErrorCode},
    observability::call_counter as tally,
    platform::{Platform, clock::Timestamp, settings::BootError},
    providers::wechat::access_token::{Look, UpstreamTokens},
    storage::{item_keys::source_secret_key, store::Store},
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
use reqwest::{Client, RequestBuilder};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

/// How often, and how long each time, an instance without a token waits for the one that renews it.
const WAITS: u32 = 10;
const WAIT: Duration = Duration::from_millis(150);

/// A code that a mini program got from WeChat: printable ASCII, at most 256 characters, printed masked.
pub struct WechatCode(String);

masked!(WechatCode);

masked!(AppSecret);

impl Field for WechatCode {
    const SCHEMA: FieldSchema = FieldSchema::like("^[!-~]+$", 256, "0a1b2c3d");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let legal = text.len() <= 256 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if legal {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

/// What WeChat does not do for us.
#[derive(Debug)]
pub enum Refusal {
    /// The code is wrong or was used.
    BadCode,
    /// WeChat blocks this person.
    Blocked,
    /// The access token is not good any more.
    BadToken,
    /// Anything else; for the log.
    Failed(Error),
}

/// `errcode` of any answer. The few that are acted on have names; all others keep their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WechatStatus {
    Fine,
    BadCode,
    Blocked,
    BadToken,
    Other(i64),
}

impl From<i64> for WechatStatus {
    fn from(errcode: i64) -> Self {
        match errcode {
            0 => Self::Fine,
            40029 | 40163 => Self::BadCode,
            40226 => Self::Blocked,
            40001 | 42001 => Self::BadToken,
            other => Self::Other(other),
        }
    }
}

/// What a source proves itself with.
#[derive(Clone, Deserialize)]
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
    /// A string in some answers, a number in others.
    country_code: Value,
    watermark: Watermark,
}

#[derive(Deserialize)]
struct Watermark {
    appid: String,
}

/// The way to WeChat.
pub struct Wechat {
    store: Arc<Store>,
    tokens: UpstreamTokens,
    client: Client,
    url: String,
}

impl Wechat {
    /// Settings: `WECHAT_URL`, the base of all calls, and those of [`Platform::web`].
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            tokens: UpstreamTokens::new(platform)?,
            client: platform.web()?,
            url: platform.settings.get("WECHAT_URL")?,
        })
    }

    /// Who a code of `wx.login` stands for (`sns/jscode2session`). The code is good once, so the call is made once.
    pub async fn account(
        &self,
        tenant: &TenantId,
        source: &Source,
        code: &WechatCode,
    ) -> Result<Subject, Refusal> {
        let secret = self
            .secret(tenant, &source.id)
            .await
            .map_err(Refusal::Failed)?;
        let query = [
            ("appid", source.app_id.as_str()),
            ("secret", &secret),
            ("js_code", &code.0),
            ("grant_type", "authorization_code"),
        ];
        let request = self
            .client
            .get(format!("{}/sns/jscode2session", self.url))
            .query(&query);
        let Session { openid, unionid } = ask(request).await?;
        let union_id = unionid.filter(|id| !id.is_empty());
        Ok(Subject {
            app_id: source.app_id.clone(),
            open_id: openid,
            union_id,
        })
    }

    /// The phone number that WeChat vouches for (`wxa/business/getuserphonenumber`). Where the shared access token
    /// turns out to be stale, it is renewed once and the call made again: WeChat did not look at the code.
    pub async fn mobile(
        &self,
        tenant: &TenantId,
        source: &Source,
        subject: &Subject,
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
        let text = format!(
            "+{}-{}",
            area_code.trim_start_matches('+'),
            info.pure_phone_number
        );
        let rules = ParseContext {
            area_code: 86,
            code_length: 6,
            today: now.calendar().date(),
        };
        Mobile::read(&text, &rules)
            .map(Verified::by_wechat)
            .map_err(|_| failed("reading a phone number"))
    }

    async fn phone(
        &self,
        token: &str,
        subject: &Subject,
        code: &WechatCode,
    ) -> Result<Phone, Refusal> {
        let url = format!("{}/wxa/business/getuserphonenumber", self.url);
        let body = json!({ "code": code.0, "openid": subject.open_id });
        ask(self
            .client
            .post(url)
            .query(&[("access_token", token)])
            .json(&body))
        .await
    }

    /// The access token that all instances share; another one than `stale`.
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
                .look(tenant, &source.app_id, stale, now)
                .await
                .map_err(Refusal::Failed)?
            {
                Look::Good(token) => return Ok(token),
                Look::Renew(lease) => {
                    let AccessToken {
                        access_token,
                        expires_in,
                    } = self.renew(tenant, source).await?;
                    let lifetime = Duration::from_secs(expires_in.min(7200));
                    let kept = self.tokens.keep(lease, &access_token, lifetime, now).await;
                    return kept.map(|()| access_token).map_err(Refusal::Failed);
                }
                Look::Wait => tokio::time::sleep(WAIT).await,
            }
        }
        // Whoever renews it takes too long. Asking twice gives the same token.
        self.renew(tenant, source)
            .await
            .map(|renewed| renewed.access_token)
    }

    /// Asks for a token (`cgi-bin/stable_token`). Asking twice gives the same, so a failure is tried again.
    async fn renew(&self, tenant: &TenantId, source: &Source) -> Result<AccessToken, Refusal> {
        let secret = self
            .secret(tenant, &source.id)
            .await
            .map_err(Refusal::Failed)?;
        let body = json!({
            "grant_type": "client_credential", "appid": source.app_id, "secret": secret, "force_refresh": false,
        });
        let request = || {
            self.client
                .post(format!("{}/cgi-bin/stable_token", self.url))
                .json(&body)
        };
        match ask(request()).await {
            Err(Refusal::Failed(_)) => ask(request()).await,
            other => other,
        }
    }

    async fn secret(&self, tenant: &TenantId, source: &SourceId) -> Result<String> {
        let found = self
            .store
            .get::<AppSecret>(&source_secret_key(tenant, source))
            .await?;
        Ok(found
            .ok_or_else(|| Error::internal("looking for the secret of a source"))?
            .secret)
    }
}

/// Sends a request and reads the answer, whose HTTP status is 200 whatever WeChat thinks of it. No URL or body gets
/// into an error: they hold secrets.
async fn ask<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Refusal> {
    let unreadable = |doing| Refusal::Failed(Error::upstream("wechat", doing));
    tally::count();
    let sent = async { request.send().await?.error_for_status()?.bytes().await };
    let answer = sent.await.map_err(reqwest::Error::without_url);
    let answer = answer
        .upstream("wechat", "calling it")
        .map_err(Refusal::Failed)?;
    let answer: Value =
        serde_json::from_slice(&answer).map_err(|_| unreadable("reading an answer"))?;
    match WechatStatus::from(
        answer
            .get("errcode")
            .and_then(Value::as_i64)
            .unwrap_or_default(),
    ) {
        WechatStatus::Fine => {
            serde_json::from_value(answer).map_err(|_| unreadable("understanding an answer"))
        }
        WechatStatus::BadCode => Err(Refusal::BadCode),
        WechatStatus::Blocked => Err(Refusal::Blocked),
        WechatStatus::BadToken => Err(Refusal::BadToken),
        WechatStatus::Other(_) => Err(unreadable("being refused")),
    }
}

impl Refusal {
    /// The error it is to a client that gave the code under this name; nothing where the person is blocked.
    #[must_use]
    pub fn into_error(self, name: &'static str) -> Option<Error> {
        match self {
            Self::Blocked => None,
            Self::BadCode => Some(Error::new(ErrorCode::BadValue).with(name)),
            Self::BadToken => Some(Error::upstream("wechat", "having its token refused")),
            Self::Failed(error) => Some(error),
        }
    }
}

//! An emulation of WeChat's server API. The code of a request decides on the response:
//! [`codes`] lists those with a meaning of their own; any other stands for a user or a phone
//! number of its own.

use crate::cloud::page::list_head;
use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};
use shared::providers::code_message::escape;
use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A code with a response of its own.
struct Scripted {
    code: &'static str,
    kind: &'static str,
    answer: &'static str,
    about: &'static str,
}

const SCRIPTED: &[Scripted] = &[
    Scripted {
        code: "union-lily",
        kind: "login",
        answer: "openid, unionid",
        about: "Lily, known across all mini programs of the owner",
    },
    Scripted {
        code: "no-union-lily",
        kind: "login",
        answer: "openid",
        about: "Lily again, before WeChat gives her unionid",
    },
    Scripted {
        code: "busy",
        kind: "login",
        answer: "errcode -1",
        about: "WeChat is busy",
    },
    Scripted {
        code: "invalid",
        kind: "login",
        answer: "errcode 40029",
        about: "not a code",
    },
    Scripted {
        code: "used",
        kind: "login",
        answer: "errcode 40163",
        about: "a code that was used",
    },
    Scripted {
        code: "blocked",
        kind: "login",
        answer: "errcode 40226",
        about: "a person whom WeChat blocks",
    },
    Scripted {
        code: "too-often",
        kind: "login",
        answer: "errcode 45011",
        about: "too many calls",
    },
    Scripted {
        code: "novel",
        kind: "login",
        answer: "errcode 99999",
        about: "an error code that is not documented",
    },
    Scripted {
        code: "slow",
        kind: "login",
        answer: "openid, after 4 s",
        about: "slower than the timeout of the call",
    },
    Scripted {
        code: "broken",
        kind: "login",
        answer: "not JSON",
        about: "a broken answer",
    },
    Scripted {
        code: "down",
        kind: "login",
        answer: "HTTP 502",
        about: "a gateway that gives up",
    },
    Scripted {
        code: "+86-15201657321",
        kind: "phone",
        answer: "that number, countryCode \"86\"",
        about: "any number may be asked for as +code-number",
    },
    Scripted {
        code: "number:+86-15201657321",
        kind: "phone",
        answer: "that number, countryCode 86",
        about: "countryCode as a number",
    },
    Scripted {
        code: "+86-15201657321#2",
        kind: "phone",
        answer: "that number",
        about: "another code for it: each is good once",
    },
    Scripted {
        code: "phone-invalid",
        kind: "phone",
        answer: "errcode 40029",
        about: "not a code",
    },
    Scripted {
        code: "phone-used",
        kind: "phone",
        answer: "errcode 40163",
        about: "a code that was used",
    },
    Scripted {
        code: "phone-busy",
        kind: "phone",
        answer: "errcode -1",
        about: "WeChat is busy",
    },
    Scripted {
        code: "phone-stranger",
        kind: "phone",
        answer: "another appid in the watermark",
        about: "a number meant for another application",
    },
];

/// The state of the emulation: phone codes that were used, and how many access tokens each
/// application was issued. The last one is valid.
#[derive(Default)]
pub struct Wechat {
    used: Mutex<HashSet<String>>,
    tokens: Mutex<HashMap<String, u64>>,
}

impl Wechat {
    /// The number of access tokens that were issued.
    #[must_use]
    pub fn tokens_given(&self) -> u64 {
        self.tokens().values().sum()
    }

    /// Invalidates the current access tokens, as happens when another server forces new ones.
    pub fn forget_token(&self) {
        for issued in self.tokens().values_mut() {
            *issued += 1;
        }
    }

    fn issue_token(&self, app_id: &str) -> String {
        let mut tokens = self.tokens();
        let issued = tokens.entry(app_id.to_owned()).or_default();
        *issued += 1;
        format!("access-token-{issued}-{app_id}")
    }

    /// The application that a valid access token was issued to.
    fn holder(&self, token: &str) -> Option<String> {
        let (number, app_id) = token.strip_prefix("access-token-")?.split_once('-')?;
        let is_last = self.tokens().get(app_id).copied() == number.parse().ok();
        is_last.then(|| app_id.to_owned())
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, u64>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_used(&self, code: &str) -> bool {
        !self
            .used
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(code.to_owned())
    }
}

/// The codes with a meaning of their own, as JSON.
#[must_use]
pub fn codes() -> Value {
    let all = SCRIPTED.iter().map(|scripted| {
        let Scripted {
            code,
            kind,
            answer,
            about,
        } = scripted;
        json!({ "code": code, "kind": kind, "answer": answer, "about": about })
    });
    let others = [
        json!({ "code": "any other", "kind": "login", "answer": "openid", "about": "a person of its own, the same each time" }),
        json!({ "code": "any other", "kind": "phone", "answer": "a +86 number", "about": "a number of its own, the same each time" }),
    ];
    all.chain(others).collect()
}

/// The codes with a meaning of their own, as an HTML page.
#[must_use]
pub fn page() -> String {
    let mut rows = String::new();
    for row in codes().as_array().into_iter().flatten() {
        let cell = |name: &str| escape(row[name].as_str().unwrap_or_default());
        let code = cell("code");
        let kind = cell("kind");
        let answer = cell("answer");
        let about = cell("about");
        let _ = write!(
            rows,
            "<tr><td>{kind}<td><code>{code}</code><td>{answer}<td>{about}"
        );
    }
    let head = list_head("/_local/wechat", "WeChat codes");
    format!(
        "{head}<table><tr><th>kind<th>code<th>answer<th>about{rows}</table></main></body></html>"
    )
}

/// The FNV-1a hash of a text.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The national mobile number for a phone code without a meaning of its own, the same each time.
#[must_use]
pub fn mobile_of(code: &str) -> String {
    format!("1{:010}", digest(code) % 10_000_000_000)
}

/// The routes of the API.
pub fn router(wechat: Arc<Wechat>) -> Router {
    Router::new()
        .route("/sns/jscode2session", get(session))
        .route("/cgi-bin/stable_token", post(stable_token))
        .route("/wxa/business/getuserphonenumber", post(phone))
        .with_state(wechat)
}

fn error(errcode: i64, errmsg: &str) -> Response {
    Json(json!({ "errcode": errcode, "errmsg": errmsg, "rid": "62ff0000-0a0b0c0d" }))
        .into_response()
}

fn scripted_error(code: &str) -> Option<Response> {
    Some(match code {
        "busy" | "phone-busy" => error(-1, "system error"),
        "invalid" | "phone-invalid" => error(40_029, "invalid code"),
        "used" | "phone-used" => error(40_163, "code been used"),
        "blocked" => error(40_226, "code blocked"),
        "too-often" => error(45_011, "api minute-quota reach limit"),
        "novel" => error(99_999, "something new"),
        "broken" => "<html>oops".into_response(),
        "down" => (StatusCode::BAD_GATEWAY, "bad gateway").into_response(),
        _ => return None,
    })
}

async fn session(Query(query): Query<HashMap<String, String>>) -> Response {
    let parameter = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    if parameter("grant_type") != "authorization_code" || parameter("appid").is_empty() {
        return error(40_002, "invalid grant_type");
    }
    if parameter("secret") != secret_of(parameter("appid")) {
        return error(40_125, "invalid appsecret");
    }
    let code = parameter("js_code");
    if let Some(refused) = scripted_error(code) {
        return refused;
    }
    if code == "slow" {
        tokio::time::sleep(Duration::from_secs(4)).await;
    }
    let person = if code == "no-union-lily" {
        "union-lily"
    } else {
        code
    };
    let mut answer = json!({
        "session_key": "HyVFkGl5F5OQWJZZaNzBBg==",
        "openid": format!("o{:016x}{:08x}", digest(person), digest(parameter("appid")) >> 32),
        "novelty": { "nobody": ["knows", "this"] },
    });
    if code == "union-lily" {
        answer["unionid"] = "uLily0000000000000000000000".into();
    }
    Json(answer).into_response()
}

/// The app secret that belongs to an appid.
#[must_use]
pub fn secret_of(app_id: &str) -> String {
    format!("secret-of-{app_id}")
}

async fn stable_token(State(wechat): State<Arc<Wechat>>, Json(body): Json<Value>) -> Response {
    let app_id = body["appid"].as_str().unwrap_or_default();
    if body["grant_type"] != "client_credential" || body["secret"] != secret_of(app_id) {
        return error(40_125, "invalid appsecret");
    }
    let token = wechat.issue_token(app_id);
    Json(json!({ "access_token": token, "expires_in": 7200 })).into_response()
}

async fn phone(
    State(wechat): State<Arc<Wechat>>,
    Query(query): Query<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Response {
    let holder = query
        .get("access_token")
        .and_then(|token| wechat.holder(token));
    let Some(holder) = holder else {
        return error(
            40_001,
            "invalid credential, access_token is invalid or not latest",
        );
    };
    let code = body["code"].as_str().unwrap_or_default();
    if let Some(refused) = scripted_error(code) {
        return refused;
    }
    if wechat.is_used(code) {
        return error(40_163, "code been used");
    }
    let named = code.strip_prefix("number:").unwrap_or(code);
    let named = named.split('#').next().unwrap_or(named);
    let (country, number) = match named
        .strip_prefix('+')
        .and_then(|number| number.split_once('-'))
    {
        Some((country, number)) => (country.to_owned(), number.to_owned()),
        None => ("86".to_owned(), mobile_of(code)),
    };
    let as_number = code
        .starts_with("number:")
        .then(|| country.parse::<u64>().ok())
        .flatten();
    let app_id = if code == "phone-stranger" {
        "wx0000000000000000"
    } else {
        &holder
    };
    Json(json!({
        "errcode": 0,
        "errmsg": "ok",
        "phone_info": {
            "phoneNumber": if country == "86" { number.clone() } else { format!("+{country}{number}") },
            "purePhoneNumber": number,
            "countryCode": as_number.map_or_else(|| Value::from(country), Value::from),
            "watermark": { "timestamp": 1_795_165_200, "appid": app_id },
        },
    }))
    .into_response()
}

//! An emulation of the tenant that users come from: its `POST /api/v2/sdk/login`. The user name
//! decides on the answer.

use axum::{
    Json, Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode, header::LOCATION},
    response::{IntoResponse, Response},
    routing::post,
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// The application that may ask.
pub const CLIENT_ID: &str = "former0client0of0the0owner00000a";
/// The password of every user whose name begins with `former-`, but for [`WEAK_USER`].
pub const PASSWORD: &str = "Former password 1";
/// A user whose password no policy here admits.
pub const WEAK_USER: &str = "former-weak";
/// The password of [`WEAK_USER`].
pub const WEAK_PASSWORD: &str = "123456";
/// A token that is answered, which is to get nowhere.
pub const SESSION_TOKEN: &str = "FormerSessionToken00000000000000";

/// The state of the emulation: the user names that it was asked for, in order.
#[derive(Default)]
pub struct FormerTenant {
    asked: Mutex<Vec<String>>,
}

impl FormerTenant {
    /// The user names that it was asked for so far.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.clone()
    }

    fn note(&self, name: &str) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(name.to_owned());
    }
}

/// The routes of the API.
pub fn router(tenant: Arc<FormerTenant>) -> Router {
    Router::new()
        .route("/api/v2/sdk/login", post(login))
        .with_state(tenant)
}

async fn login(
    State(tenant): State<Arc<FormerTenant>>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let name = body["user_name"].as_str().unwrap_or_default();
    tenant.note(name);
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if header("x-client-id") != Some(CLIENT_ID) {
        return refusal("SDK.COMMON.1012", "The application is not found");
    }
    let device = [
        "x-operating-sys-version",
        "x-device-fingerprint",
        "x-agent",
        "x-l",
    ];
    if device.into_iter().any(|name| header(name).is_none()) {
        return refusal("SDK.COMMON.1011", "device information is incomplete");
    }
    match name {
        "former-down" => return (StatusCode::BAD_GATEWAY, "bad gateway").into_response(),
        "former-garbage" => return "<html>oops".into_response(),
        "former-broken" => return (StatusCode::BAD_REQUEST, "<html>oops").into_response(),
        "former-limited" => return StatusCode::TOO_MANY_REQUESTS.into_response(),
        "former-moved" if !query.contains_key("moved") => {
            let location = [(LOCATION, "login?moved=true")];
            return (StatusCode::TEMPORARY_REDIRECT, location).into_response();
        }
        "former-slow" => tokio::time::sleep(Duration::from_secs(4)).await,
        _ => {}
    }
    let password = if name == WEAK_USER {
        WEAK_PASSWORD
    } else {
        PASSWORD
    };
    if !name.starts_with("former-") || body["password"] != password {
        return refusal("SDK.LOGIN.1005", "Invalid account name or password.");
    }
    if name == "former-mfa" {
        let data = r#"{"mfaAuthFlow":["VERIFY_PHONE"]}"#;
        return Json(json!({ "status": "MFA_AUTH", "state_token": "a", "data": data }))
            .into_response();
    }
    Json(json!({
        "status": "SUCCESS", "session_token": SESSION_TOKEN, "expire": 604_800,
        "id_token": "header.claims.signature",
    }))
    .into_response()
}

fn refusal(error_code: &str, error_msg: &str) -> Response {
    let body = json!({ "error_code": error_code, "error_msg": error_msg });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

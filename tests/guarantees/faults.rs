//! Fault injection: every call that any function makes fails in every way, once and permanently.
//!
//! The calls are those seen on the wire, so a new call is covered without being named here; a new
//! function needs a scenario. Whatever fails, the response is a documented one, a repeated request
//! succeeds, no message is sent twice, and the tables stay consistent.

use crate::test_app::{
    BIND, CIAM, CONFIGURATION, Device, EIAM, LOGIN, LOGIN_AUTH, LOGIN_BY_NAME, LOGIN_EMAIL_CODE,
    LOGIN_EMAIL_PWD, LOGIN_MOBILE_CODE, LOGIN_MOBILE_PWD, LOGIN_PHONE, LOGOUT, MOBILE_BY_TOKEN,
    OTHER_TENANT, PASSWORD_BIND, PHONE_BIND, PHONE_REGISTER_BIND, PROFILE, PWD_CHANGE,
    PWD_CHANGE_BY_EMAIL, PWD_CHANGE_BY_MOBILE, PWD_EXISTS, PWD_SKIP, PWD_UPDATE,
    PWD_UPDATE_BY_EMAIL, PWD_UPDATE_BY_MOBILE, REFRESH, REGISTER_BIND, REGISTER_EMAIL,
    REGISTER_MOBILE, REVOKE, Response, SERVER_REFRESH, SESSIONS, SOCIAL, START, TENANT, TICKET,
    TOKEN, TestApp, UNBIND, UNBIND_ACCOUNT, UPDATE, UPDATE_EMAIL, UPDATE_MOBILE, VERIFY,
    concurrently, grant, receipt, receipts_path,
};
use local::{
    cloud::{
        consistency,
        proxy::{
            call::Call,
            faults::{Fault, Rule},
        },
        services::{carriers::SECRET, former_tenant},
    },
    functions::{self, FunctionEntry},
    template::Template,
};
use serde_json::{Value, json};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write as _,
    io::Write as _,
    time::Duration,
};

/// How many clouds run concurrently: while one waits for a timeout, others go on.
const CLOUDS: usize = 16;
const PASSWORD: &str = "QWE@qwe123";
const LOGOUT_ALL: &str = "/api/v2/sdk/logout?all=true";
/// How long a function waits for the response to a call.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(1);
/// The errors that a fault may cause: the system is busy, a message was not sent, WeChat did not
/// answer.
const DOCUMENTED: [(u16, &str); 5] = [
    (500, "COMMON.1008"),
    (500, "server_error"),
    (400, "CAPTCHA.1006"),
    (400, "LOGIN.1001"),
    (400, "LOGIN.0001"),
];

/// A request that a device is about to make.
struct Scenario<'s> {
    device: Device<'s>,
    method: &'static str,
    path: &'static str,
    body: Value,
    /// The code of the expected error; empty if the request succeeds.
    error: &'static str,
    /// Whether the same request may be repeated after its response.
    is_repeatable: bool,
}

impl Scenario<'_> {
    async fn run(&self) -> Response {
        match &self.body {
            Value::String(form) => self.device.form(self.path, form).await,
            body => {
                let body = body.to_string();
                self.device
                    .send(self.method, self.path, body.as_bytes())
                    .await
            }
        }
    }

    fn is_as_expected(&self, answer: &Response) -> bool {
        match self.error {
            "" => answer.status == 200 && answer.body["status"] != "ACCESS_DENIED",
            code => answer.code().ends_with(code),
        }
    }
}

/// A code that a tenant sends through carriers of its own: of its calls, those that others do not
/// make fail.
const THROUGH_CARRIERS: &str = "a code through carriers";

/// The circumstances in which each function is called.
const SCENARIOS: [(&str, &[&str]); 54] = [
    ("captcha-get", &["a puzzle"]),
    ("captcha-verify", &["a right answer"]),
    ("country-codes", &["all"]),
    ("email-send", &["a code", THROUGH_CARRIERS]),
    (
        "login",
        &[
            "a right password",
            "a wrong password",
            "a user of the former tenant",
        ],
    ),
    ("login-auth", &["a right password"]),
    ("login-email-pwd", &["a right password"]),
    ("login-email-verify-code", &["a right code"]),
    ("login-mobile-pwd", &["a right password"]),
    (
        "login-mobile-verify-code",
        &["a right code", "a wrong code", "a stranger"],
    ),
    (
        "login-wechat-mini-program-mobile",
        &["a user", "a stranger"],
    ),
    (
        "login-wechat-miniprogram",
        &["a stranger", "a user", "a user without a second factor"],
    ),
    ("logout", &["a session", "a session token", "all sessions"]),
    ("mfa-email", &["a right code"]),
    ("mfa-sms", &["a right code"]),
    ("mobile-by-token", &["a user without a second factor"]),
    ("oauth2-keys", &["all"]),
    ("openid-configuration", &["all"]),
    ("profile", &["a session"]),
    ("profile-update", &["a new name"]),
    ("profile-update-email", &["a right code"]),
    ("profile-update-mobile", &["a right code"]),
    ("public-key", &["all"]),
    ("pwd-change", &["a right password", "a first password"]),
    ("pwd-change-by-email", &["a right code"]),
    ("pwd-change-by-mobile", &["a right code"]),
    ("pwd-check-exist", &["a session"]),
    ("pwd-skip-update", &["an old password"]),
    ("pwd-update", &["an old password"]),
    (
        "pwd-update-by-email",
        &["a right code", "a forgotten password"],
    ),
    (
        "pwd-update-by-mobile",
        &["a right code", "a forgotten password"],
    ),
    ("receipts-aliyun", &["a text that did not arrive"]),
    ("receipts-huawei", &["a text that did not arrive"]),
    ("receipts-tencent", &["a text that arrived"]),
    (
        "register-email-verify-code",
        &["a right code", "a wrong code"],
    ),
    (
        "register-mobile-verify-code",
        &["a right code", "a wrong code", "a name that is taken"],
    ),
    ("server-date", &["now"]),
    ("sessions", &["a session"]),
    ("sessions-revoke", &["a session"]),
    (
        "sms-send",
        &["a code", "a code too early", THROUGH_CARRIERS],
    ),
    ("social-bind", &["a right code", "a wrong code"]),
    ("social-list", &["a link"]),
    ("social-register-bind", &["a stranger", "a user"]),
    ("social-unbind", &["a link"]),
    ("social-unbind-account", &["a link"]),
    (
        "social-username-password-bind",
        &["a right password", "a wrong password"],
    ),
    ("social-wechat-mobile-bind", &["a user"]),
    (
        "social-wechat-mobile-register-bind",
        &["a stranger", "a user"],
    ),
    (
        "sso-session-token-id-token",
        &["a session", "a session that is replaced"],
    ),
    (
        "tenant-session-refresh",
        &["a session", "a session that is replaced"],
    ),
    (
        "tenant-sso-ticket",
        &["a session", "for another application"],
    ),
    (
        "tenant-sso-ticket-verify",
        &["a ticket", "a ticket of a session that was replaced"],
    ),
    ("tenant-token", &["a right secret", "a wrong secret"]),
    ("unknown-route", &["nowhere"]),
];

fn mobile(number: usize) -> String {
    format!("139{number:08}")
}

/// Prepares a user with that number in those circumstances, up to the request to the function.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each function reads best in one place"
)]
async fn scenario<'s>(
    app: &'s TestApp,
    function: &str,
    circumstances: &str,
    number: usize,
) -> Scenario<'s> {
    let is_strict = function.starts_with("mfa-") || circumstances.ends_with("second factor");

    let is_replaced = circumstances.ends_with("replaced");
    let device = app.device(match (is_strict, is_replaced) {
        _ if circumstances == THROUGH_CARRIERS => OTHER_TENANT,
        (true, _) => "strict",
        (false, true) => "refreshing",
        (false, false) if circumstances == "a stranger" && function.starts_with("login-m") => {
            "open"
        }
        (false, false) if function == "login-wechat-mini-program-mobile" => "open",
        (false, false) => EIAM,
    });
    let (mobile, email, person) = (
        mobile(number),
        format!("{number}@qq.com"),
        format!("person-{number}"),
    );
    let holding = async || device.with_state_token(&device.state_token(&person).await);
    let form = |name: &str, to: &str, code: String| {
        let code = if circumstances == "a wrong code" {
            crate::test_app::wrong_code(&code)
        } else {
            code
        };
        json!({ name: to, "verify_code": code })
    };
    let error = match circumstances {
        "a wrong code" => "CAPTCHA.1007",
        "a wrong password" => "LOGIN.1005",
        "a name that is taken" => "USER.1003",
        "a code too early" => "CAPTCHA.1008",
        "nowhere" => "COMMON.1404",
        "a wrong secret" => "invalid_client",
        _ => "",
    };
    let user = async |more: Value| {
        device.sign_up(&mobile, more).await.succeeded();
        app.advance(61);
    };
    let wechat_phone = json!({ "wechat_code": format!("+86-{mobile}") });
    let (device, path, body) = match function {
        "captcha-get" => (device.clone(), "/api/v2/sdk/captcha", Value::Null),
        "country-codes" => (device.clone(), "/api/v2/sdk/country-codes", Value::Null),
        "oauth2-keys" => (device.clone(), "/api/v1/oauth2/keys", Value::Null),
        "openid-configuration" => (
            device.clone(),
            "/api/v1/oauth2/.well-known/openid-configuration",
            Value::Null,
        ),
        "public-key" => (device.clone(), "/api/v2/sdk/public-key", Value::Null),
        "unknown-route" => (device.clone(), "/api/v2/sdk/nowhere", Value::Null),
        "server-date" => (device.clone(), "/api/v2/sdk/server-date", Value::Null),
        "profile" | "sessions" | "sessions-revoke" | "logout" | "sso-session-token-id-token" => {
            after_login(&device, function, circumstances, &mobile).await
        }
        "profile-update" | "profile-update-mobile" | "profile-update-email" => {
            changes(&device, function, &mobile).await
        }
        "social-list" | "social-unbind" | "social-unbind-account" => {
            let bound = holding()
                .await
                .post(PHONE_REGISTER_BIND, wechat_phone)
                .await;
            links(&device.signed_in(&bound.succeeded()), function).await
        }
        "tenant-token"
        | "tenant-sso-ticket"
        | "tenant-sso-ticket-verify"
        | "tenant-session-refresh" => {
            of_server(app, &device, function, circumstances, &mobile).await
        }
        "receipts-aliyun" | "receipts-huawei" | "receipts-tencent" => {
            of_carrier(app, function, circumstances, number).await
        }
        "login"
        | "login-auth"
        | "login-email-pwd"
        | "login-mobile-pwd"
        | "login-email-verify-code"
        | "login-mobile-verify-code"
        | "login-wechat-mini-program-mobile"
        | "mobile-by-token"
        | "pwd-update"
        | "pwd-skip-update" => logins(app, &device, function, circumstances, number).await,
        "pwd-check-exist"
        | "pwd-change"
        | "pwd-change-by-mobile"
        | "pwd-change-by-email"
        | "pwd-update-by-mobile"
        | "pwd-update-by-email" => passwords(app, &device, function, circumstances, &mobile).await,
        "captcha-verify" => {
            let (token, x) = device.puzzle().await;
            let point = format!("{{\"x\":{x}.0,\"y\":5.0}}");
            let body = json!({ "token": token, "point_json": point, "sender": mobile });
            (device.clone(), "/api/v2/sdk/captcha/verify", body)
        }
        "sms-send" => {
            if circumstances == "a code too early" {
                device.code(&mobile, "LOGIN_SMS").await;
            }
            let pass = device.captcha_token(&mobile).await;
            let body = json!({ "mobile": mobile, "type": "LOGIN_SMS", "captcha_token": pass });
            (device.clone(), "/api/v2/sdk/sms/send", body)
        }
        "email-send" => {
            let pass = device.captcha_token(&email).await;
            let body = json!({ "email": email, "type": "LOGIN_EMS", "captcha_token": pass });
            (device.clone(), "/api/v2/sdk/email/send", body)
        }
        "register-mobile-verify-code" => {
            let mut body = form(
                "mobile",
                &mobile,
                device.code(&mobile, "REGISTER_SMS").await,
            );
            if circumstances == "a name that is taken" {
                body["user_name"] = "taken".into();
            }
            (device.clone(), REGISTER_MOBILE, body)
        }
        "register-email-verify-code" => (
            device.clone(),
            REGISTER_EMAIL,
            form("email", &email, device.code(&email, "REGISTER_EMS").await),
        ),
        "login-wechat-miniprogram" => {
            if circumstances != "a stranger" {
                holding()
                    .await
                    .post(PHONE_REGISTER_BIND, wechat_phone)
                    .await
                    .succeeded();
            }
            (device.clone(), LOGIN, json!({ "code": person }))
        }
        "social-bind" => {
            user(json!({})).await;
            let code = device.code(&mobile, "BIND_MOBILE_SMS").await;
            (holding().await, BIND, form("mobile", &mobile, code))
        }
        "social-register-bind" => {
            if circumstances == "a user" {
                user(json!({})).await;
            }
            let code = device.code(&mobile, "REGISTER_SMS").await;
            (
                holding().await,
                REGISTER_BIND,
                form("mobile", &mobile, code),
            )
        }
        "social-wechat-mobile-bind" | "social-wechat-mobile-register-bind" => {
            if circumstances == "a user" {
                user(json!({})).await;
            }
            let path = if function.contains("register") {
                PHONE_REGISTER_BIND
            } else {
                PHONE_BIND
            };
            // WeChat's access token expires, so the function renews it.
            app.advance(7200);
            (holding().await, path, wechat_phone)
        }
        "social-username-password-bind" => {
            let name = format!("user{number}");
            user(json!({ "user_name": name, "pwd": "QWE@qwe123" })).await;
            let password = if error.is_empty() {
                "QWE@qwe123"
            } else {
                "QWE@qwe124"
            };
            (
                holding().await,
                PASSWORD_BIND,
                json!({ "user_name": name, "password": password }),
            )
        }
        "mfa-sms" | "mfa-email" => {
            let (name, to, path, kinds) = if function == "mfa-sms" {
                (
                    "mobile",
                    &mobile,
                    "/api/v2/sdk/mfa/sms",
                    ["REGISTER_SMS", "MFA_AUTH_SMS"],
                )
            } else {
                (
                    "email",
                    &email,
                    "/api/v2/sdk/mfa/email",
                    ["REGISTER_EMS", "MFA_AUTH_EMS"],
                )
            };
            let code = device.code(to, kinds[0]).await;
            holding()
                .await
                .post(REGISTER_BIND, form(name, to, code))
                .await
                .succeeded();
            app.advance(61);
            let code = device.code(to, kinds[1]).await;
            (holding().await, path, form(name, to, code))
        }
        other => panic!("no scenario for {other}"),
    };
    let is_get = body.is_null() && path != REFRESH;
    Scenario {
        device: device.with("Idempotency-Key", &person),
        method: if is_get { "GET" } else { "POST" },
        path,
        body,
        error,
        is_repeatable: function != "captcha-verify" && !ENDING.contains(&function),
    }
}

/// The request of a user who has just signed in.
async fn after_login<'s>(
    device: &Device<'s>,
    function: &str,
    circumstances: &str,
    mobile: &str,
) -> (Device<'s>, &'static str, Value) {
    let signed_in = device.sign_up(mobile, json!({})).await.succeeded();
    let token = signed_in.body["session_token"].as_str().unwrap();
    let by_token = device.clone().with("X-session-token", token);
    let by_id_token = device.signed_in(&signed_in);
    match (function, circumstances) {
        ("profile", _) => (by_id_token, PROFILE, Value::Null),
        ("sessions", _) => (by_id_token, SESSIONS, Value::Null),
        ("sessions-revoke", _) => {
            let sessions = by_id_token.get(SESSIONS).await.succeeded();
            let id = &sessions.body["sessions"][0]["id"];
            (by_id_token, REVOKE, json!({ "id": id }))
        }
        ("logout", "a session token") => (by_token, LOGOUT, Value::Null),
        ("logout", "all sessions") => (by_id_token, LOGOUT_ALL, Value::Null),
        ("logout", _) => (by_id_token, LOGOUT, Value::Null),
        _ => (by_token, REFRESH, Value::Null),
    }
}

/// The request of a user who changes something.
async fn changes<'s>(
    device: &Device<'s>,
    function: &str,
    mobile: &str,
) -> (Device<'s>, &'static str, Value) {
    let signed_in = device.sign_up(mobile, json!({})).await.succeeded();
    let device = device.signed_in(&signed_in);
    let (mobile, email) = (format!("136{}", &mobile[3..]), format!("{mobile}@qq.com"));
    match function {
        "profile-update-mobile" => {
            let code = device.code(&mobile, "UPDATE_MOBILE_SMS").await;
            let body = json!({ "mobile": mobile, "verify_code": code });
            (device, UPDATE_MOBILE, body)
        }
        "profile-update-email" => {
            let code = device.code(&email, "UPDATE_EMAIL_EMS").await;
            let body = json!({ "email": email, "verify_code": code });
            (device, UPDATE_EMAIL, body)
        }
        _ => (
            device,
            UPDATE,
            json!({ "user_name": format!("u{mobile}x"), "name": "a name" }),
        ),
    }
}

/// The request of somebody who comes back.
async fn logins<'s>(
    app: &'s TestApp,
    device: &Device<'s>,
    function: &str,
    circumstances: &str,
    number: usize,
) -> (Device<'s>, &'static str, Value) {
    let is_former = circumstances == "a user of the former tenant";
    let (mobile, email, name) = (
        mobile(number),
        format!("{number}@qq.com"),
        format!("{}{number}", if is_former { "former-" } else { "user" }),
    );
    let mut password = PASSWORD;
    if circumstances != "a stranger" && !is_former {
        let form = json!({ "user_name": name, "pwd": PASSWORD });
        device.sign_up(&mobile, form).await.succeeded();
        app.prove_email(&mobile, &email).await;
        app.advance(61);
    }
    match circumstances {
        "a wrong password" => password = "QWE@qwe124",
        "a user of the former tenant" => password = former_tenant::PASSWORD,
        "an old password" => {
            let days = if function == "pwd-update" { 90 } else { 84 };
            app.age_password(&mobile, days).await;
        }
        _ => {}
    }
    let holding = async || {
        let login = device.login_by_password(&mobile, PASSWORD).await;
        device.with_state_token(login.body["state_token"].as_str().unwrap())
    };
    let code = async |to: &str, kind: &str| {
        let code = device.code(to, kind).await;
        if circumstances == "a wrong code" {
            crate::test_app::wrong_code(&code)
        } else {
            code
        }
    };
    match function {
        "login" => (
            device.clone(),
            LOGIN_BY_NAME,
            json!({ "user_name": name, "password": password }),
        ),
        "login-auth" => (
            device.clone(),
            LOGIN_AUTH,
            json!({ "user_name": email, "password": password }),
        ),
        "login-mobile-pwd" => {
            let body = json!({ "mobile": mobile, "password": password });
            (device.clone(), LOGIN_MOBILE_PWD, body)
        }
        "login-email-pwd" => {
            let body = json!({ "email": email, "password": password });
            (device.clone(), LOGIN_EMAIL_PWD, body)
        }
        "login-mobile-verify-code" => {
            let code = code(&mobile, "LOGIN_SMS").await;
            let body = json!({ "mobile": mobile, "verify_code": code });
            (device.clone(), LOGIN_MOBILE_CODE, body)
        }
        "login-email-verify-code" => {
            let code = code(&email, "LOGIN_EMS").await;
            let body = json!({ "email": email, "verify_code": code });
            (device.clone(), LOGIN_EMAIL_CODE, body)
        }
        "login-wechat-mini-program-mobile" => {
            // WeChat's access token expires, so the function renews it.
            app.advance(7200);
            (
                device.clone(),
                LOGIN_PHONE,
                json!({ "code": format!("+86-{mobile}") }),
            )
        }
        "mobile-by-token" => (holding().await, MOBILE_BY_TOKEN, Value::Null),
        "pwd-skip-update" => (holding().await, PWD_SKIP, Value::Null),
        _ => {
            let body = json!({ "old_password": PASSWORD, "new_password": "A new one 1" });
            (holding().await, PWD_UPDATE, body)
        }
    }
}

/// The request of a user who sets a password.
async fn passwords<'s>(
    app: &'s TestApp,
    device: &Device<'s>,
    function: &str,
    circumstances: &str,
    mobile: &str,
) -> (Device<'s>, &'static str, Value) {
    let form = if circumstances == "a first password" {
        json!({})
    } else {
        json!({ "pwd": PASSWORD })
    };
    let signed_in = device.sign_up(mobile, form).await.succeeded();
    let email = format!("{mobile}@qq.com");
    app.prove_email(mobile, &email).await;
    app.advance(61);
    let owner = device.signed_in(&signed_in);
    let is_forgotten = circumstances == "a forgotten password";
    let (path, kind) = match (function, is_forgotten) {
        ("pwd-check-exist", _) => return (owner, PWD_EXISTS, Value::Null),
        ("pwd-change", _) => {
            let mut body = json!({ "new_password": "A new one 1" });
            if circumstances != "a first password" {
                body["old_password"] = PASSWORD.into();
            }
            return (owner, PWD_CHANGE, body);
        }
        ("pwd-change-by-mobile", _) => (PWD_CHANGE_BY_MOBILE, "CHANGE_PWD_SMS"),
        ("pwd-change-by-email", _) => (PWD_CHANGE_BY_EMAIL, "CHANGE_PWD_EMS"),
        ("pwd-update-by-mobile", false) => (PWD_UPDATE_BY_MOBILE, "UPDATE_PWD_SMS"),
        ("pwd-update-by-email", false) => (PWD_UPDATE_BY_EMAIL, "UPDATE_PWD_EMS"),
        ("pwd-update-by-mobile", true) => (PWD_UPDATE_BY_MOBILE, "FORGET_PWD_SMS"),
        _ => (PWD_UPDATE_BY_EMAIL, "FORGET_PWD_EMS"),
    };
    let (name, to) = if kind.ends_with("SMS") {
        ("mobile", mobile)
    } else {
        ("email", email.as_str())
    };
    let code = device.code(to, kind).await;
    let mut body = json!({ "verify_code": code, "password": "A new one 1" });
    if is_forgotten {
        body[name] = to.into();
        return (device.clone(), path, body);
    }
    (owner, path, body)
}

/// The request of a user with a link.
async fn links<'s>(device: &Device<'s>, function: &str) -> (Device<'s>, &'static str, Value) {
    let list = device.get(SOCIAL).await.succeeded();
    let link = &list.body["social"][0];
    let (path, body) = match function {
        "social-list" => (SOCIAL, Value::Null),
        "social-unbind" => {
            let body = json!({ "social_uid": link["social_uid"], "social_type": "weixin" });
            (UNBIND, body)
        }
        _ => (UNBIND_ACCOUNT, json!({ "id": link["id"] })),
    };
    (device.clone(), path, body)
}

/// Functions whose request cannot be made twice.
const ENDING: [&str; 9] = [
    "logout",
    "pwd-change-by-email",
    "pwd-change-by-mobile",
    "pwd-update-by-email",
    "pwd-update-by-mobile",
    "sessions-revoke",
    "social-unbind",
    "social-unbind-account",
    "tenant-sso-ticket-verify",
];

/// The request of the server of an application for a device that has just signed in.
async fn of_server<'s>(
    app: &'s TestApp,
    device: &Device<'s>,
    function: &str,
    circumstances: &str,
    mobile: &str,
) -> (Device<'s>, &'static str, Value) {
    if function == "tenant-token" {
        let mut form = grant(EIAM);
        if circumstances == "a wrong secret" {
            form.push('x');
        }
        return (device.clone(), TOKEN, form.into());
    }
    let signed_in = device.sign_up(mobile, json!({})).await.succeeded();
    let token = signed_in.body["session_token"].as_str().unwrap();
    let server = app.server(&device.headers["x-client-id"]).await;
    let mut body = device.relayed(json!({ "session_token": token }));
    if function == "tenant-session-refresh" {
        return (server, SERVER_REFRESH, body);
    }
    if circumstances == "for another application" {
        body["client_id"] = CIAM.into();
    }
    if function == "tenant-sso-ticket" {
        return (server, TICKET, body);
    }
    let ticket = server.post(TICKET, body.clone()).await.succeeded();
    body["sso_ticket"] = ticket.body["sso_ticket"].clone();
    if circumstances.ends_with("replaced") {
        server.post(SERVER_REFRESH, body.clone()).await.succeeded();
    }
    (server, VERIFY, body)
}

/// The report of a carrier on a text that was sent in the budget of a network.
async fn of_carrier<'s>(
    app: &'s TestApp,
    function: &str,
    circumstances: &str,
    number: usize,
) -> (Device<'s>, &'static str, Value) {
    let company = function.strip_prefix("receipts-").unwrap();
    app.store_carrier_secret(TENANT, company, SECRET).await;
    let reference = format!("text-{number}");
    let budget = json!({ "network": "a-network" });
    app.store_sent_text(company, &reference, &budget).await;
    let path = receipts_path(TENANT, company, SECRET).leak();
    let body = receipt(company, &reference, circumstances == "a text that arrived");
    (app.carrier(), path, body)
}

/// One case: the calls of a function that fail, and how.
#[derive(Clone, Debug)]
struct Case {
    function: &'static str,
    circumstances: &'static str,
    faults: Vec<(String, Fault)>,
    /// Whether all such calls fail, or only the first attempt of the first.
    permanent: bool,
}

impl Case {
    fn script(&self) -> Vec<Rule> {
        let rule = |(call, fault): &(String, Fault)| Rule {
            function: Some(self.function.to_owned()),
            milliseconds: 100,
            times: (!self.permanent).then_some(1),
            ..Rule::of(call, *fault)
        };
        self.faults.iter().map(rule).collect()
    }
}

/// What a fault did to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    /// The response was as without the fault.
    Unnoticed,
    /// The same request succeeded when it was repeated.
    Repeated,
    /// A WeChat code or a puzzle had been consumed, and the request succeeded with a new one.
    Renewed,
}

/// For each call of a function in one circumstance, how many cases had each effect.
#[derive(Default)]
struct CallEffects(BTreeMap<String, BTreeMap<Effect, usize>>);

/// The calls of a function since the meter was started.
fn calls(app: &TestApp, function: &str) -> Vec<Call> {
    let calls = app
        .meter()
        .take_calls()
        .into_iter()
        .map(|counted| counted.call);
    calls
        .filter(|call| call.function.as_deref() == Some(function))
        .collect()
}

/// Runs one case, and returns its effect and the calls that were made.
async fn run_case(app: &TestApp, case: &Case, number: usize) -> (Effect, Vec<Call>) {
    let scenario = scenario(app, case.function, case.circumstances, number).await;
    let sent_before = app.sent().len();
    app.cloud.restart();
    app.cloud.proxy.faults.script(case.script());
    app.meter().start();
    let first = scenario.run().await;
    let seen = calls(app, case.function);
    app.cloud.proxy.faults.script(Vec::new());
    assert!(
        seen.iter().any(|call| call.to_string() == case.faults[0].0),
        "{case:?}: the call was not made"
    );

    let code = first.error().1;
    let is_documented = DOCUMENTED
        .iter()
        .any(|(status, documented)| first.status == *status && code.ends_with(documented));
    let is_unnoticed = scenario.is_as_expected(&first);
    assert!(is_unnoticed || is_documented, "{case:?}: {first:?}");
    if is_unnoticed && !scenario.is_repeatable {
        return (Effect::Unnoticed, seen);
    }
    let mut again = scenario.run().await;
    let is_under_way = again.status == 429 && !scenario.is_as_expected(&again);
    if is_under_way {
        // What became of the send was not recorded: whoever repeats it is told to wait.
        app.advance(again.headers["retry-after"].parse().unwrap());
        again = scenario.run().await;
    }
    let texts = app.sent().len() - sent_before;
    assert!(texts <= 1, "{case:?}: {texts} messages");
    let end = if is_under_way {
        // Nobody knows whether the message went out, so it is not sent again.
        assert_eq!(again.code(), "SDK.CAPTCHA.1006", "{case:?}: {again:?}");
        Effect::Renewed
    } else if scenario.is_as_expected(&again) {
        if is_unnoticed {
            Effect::Unnoticed
        } else {
            Effect::Repeated
        }
    } else {
        assert!(!is_unnoticed, "{case:?}: {first:?}, and then {again:?}");
        renew(case, &scenario, &again, number).await;
        Effect::Renewed
    };
    if case.function.ends_with("-send") && scenario.error.is_empty() && texts == 0 {
        // Whether the message was sent is unknown, so it is not repeated. The user requests another
        // code a minute later.
        app.advance(61);
        let (kind, to) = (
            scenario.body["type"].as_str().unwrap(),
            ["mobile", "email"].map(|name| &scenario.body[name]),
        );
        let to = to.into_iter().find_map(Value::as_str).unwrap();
        scenario
            .device
            .clone()
            .without("Idempotency-Key")
            .code(to, kind)
            .await;
    }
    (end, seen)
}

/// WeChat has consumed its code, or a puzzle has given its pass: with a new one the request must
/// succeed.
async fn renew(case: &Case, scenario: &Scenario<'_>, refused: &Response, number: usize) {
    if case.function == "captcha-verify" {
        // The pass was created, but its response was lost.
        assert!(
            refused.code().ends_with("CAPTCHA.1004"),
            "{case:?}: {refused:?}"
        );
        scenario.device.captcha_token(&mobile(number)).await;
        return;
    }
    if case.function == "tenant-sso-ticket-verify" {
        // The ticket was used, but the response was lost. The body has the session token, too.
        let is_over = refused.code().ends_with("COMMON.1005");
        assert!(is_over, "{case:?}: {refused:?}");
        let server = &scenario.device;
        let ticket = server.post(TICKET, scenario.body.clone()).await.succeeded();
        let mut body = scenario.body.clone();
        body["sso_ticket"] = ticket.body["sso_ticket"].clone();
        server.post(VERIFY, body).await.succeeded();
        return;
    }
    if ENDING.contains(&case.function) {
        // What was to be ended is over, but the response was lost.
        let spent = ["COMMON.1005", "COMMON.1006", "SMS.1005", "SMS.1006"];
        let is_over = spent.map(|code| refused.code().ends_with(code));
        assert!(is_over.contains(&true), "{case:?}: {refused:?}");
        return;
    }
    let is_login = case.function == "login-wechat-mini-program-mobile";
    let is_wechats = is_login || case.function.starts_with("social-wechat-");
    let is_spent = refused.code().ends_with("COMMON.1006");
    assert!(is_wechats && is_spent, "{case:?}: {refused:?}");
    let member = if is_login { "code" } else { "wechat_code" };
    let anew = json!({ member: format!("number:+86-{}", mobile(number)) });
    let answer = scenario
        .device
        .clone()
        .without("Idempotency-Key")
        .post(scenario.path, anew)
        .await;
    assert!(answer.is_success(), "{case:?}: {answer:?}");
}

/// How the messages of the tenant with [`THROUGH_CARRIERS`] are delivered.
const DELIVERY: &str = "{ carriers: [\
    { id: gateway, kind: http_gateway, secret: SECRET, endpoint: \"https://sms.example.com\" }, \
    { id: tencent, kind: tencent_sms, secret: SECRET, key_id: local-access-key, sender: Demo, \
      app_id: \"1400000000\", templates: [{ id: \"449739\" }] }, \
    { id: aliyun, kind: aliyun_mail, secret: SECRET, key_id: local-access-key, \
      sender: no-reply@demo.example }], \
    texts: [{ countries: [CN], carriers: [gateway, tencent] }], mails: [aliyun, ses] }";

/// A cloud with high quotas and an application that requires a second factor.
async fn app() -> TestApp {
    let many = 1_000_000;
    let limits = format!(
        "    limits: {{ address_sends_per_hour: {many}, application_sends_per_minute: {many}, country_sends_per_hour: {many}, \
         tenant_sends_per_hour: {many}, country_unverified_per_hour: {many}, country_unverified_per_day: {many} }}\n    \
         password_max_age_days: 90\n    password_warn_days: 7\n    \
         migrate_from: {{ url: https://former.example, client_id: {}, until: 2099-12-31, reserves_names: false }}\n    form:\n",
        former_tenant::CLIENT_ID
    );
    let strict = "  - client_id: strict\n    tenant: 08f770f51f80d2f40f38c00cb199fd21\n    dialect: eiam\n    name: { en: Strict }\n    \
                  sources: [mini]\n    second_factor: true\n  - client_id: refreshing\n    \
                  tenant: 08f770f51f80d2f40f38c00cb199fd21\n    secret: client-secret-of-refreshing-0123456789\n    \
                  dialect: eiam\n    name: { en: Refreshing }\n    session_auto_refresh: true\n  - client_id: open\n    \
                  tenant: 08f770f51f80d2f40f38c00cb199fd21\n    dialect: eiam\n    name: { en: Open }\n    \
                  sources: [mini]\n    login_registers: true\n  - client_id: stranger";
    let carriers = format!(
        "    language: zh\n    limits: {{ country_unverified_per_hour: {many}, country_unverified_per_day: {many}, \
         country_sends_per_hour: {many}, tenant_sends_per_hour: {many}, application_sends_per_minute: {many} }}\n    \
         delivery: {DELIVERY}\n"
    );
    let changes = [
        ("    form:\n", limits.as_str()),
        ("  - client_id: stranger", strict),
        ("    language: zh\n", carriers.as_str()),
    ];
    let yaml = crate::test_app::changed_configuration(&changes);
    let yaml = yaml.replace("secret: SECRET", &format!("secret: {SECRET}"));
    let app = TestApp::with_options(START, &yaml, |options| {
        options.answer_timeout = Some(ANSWER_TIMEOUT);
    })
    .await;
    app.device(EIAM)
        .sign_up("13800000000", json!({ "user_name": "taken" }))
        .await
        .succeeded();
    app
}

/// Runs every case of some functions, in several clouds concurrently.
async fn run_all(functions: &[&str]) {
    let app = app().await;
    let (mut cases, mut effects) = (VecDeque::new(), BTreeMap::new());
    let mut read_by_all = BTreeSet::new();
    let mut number = 1;
    for (function, circumstances) in SCENARIOS
        .into_iter()
        .filter(|(function, _)| functions.contains(function))
    {
        for circumstances in circumstances {
            number += 1;
            let scenario = scenario(&app, function, circumstances, number).await;
            app.cloud.restart();
            app.meter().start();
            let answer = scenario.run().await;
            assert!(
                scenario.is_as_expected(&answer),
                "{function}, {circumstances}: {answer:?}"
            );
            let mut call_effects = CallEffects::default();
            let case = Case {
                function,
                circumstances,
                faults: Vec::new(),
                permanent: false,
            };
            let mut seen = calls(&app, function);
            // What every request of a function begins with fails as well in one circumstance as in
            // another.
            seen.retain(|call| {
                (!is_read_by_all(call) || read_by_all.insert((function, call.to_string())))
                    && is_of_circumstances(call, circumstances)
            });
            for call in seen {
                enqueue(&mut cases, &mut call_effects, &case, &call);
            }
            effects.insert((function, *circumstances), call_effects);
        }
    }
    let (cases, effects) = (RefCell::new(cases), RefCell::new(effects));
    let worker = async |app: TestApp| {
        let mut number = 1;
        while let Some(case) = { cases.borrow_mut().pop_front() } {
            number += 1;
            let (end, seen) = run_case(&app, &case, number).await;
            let mut effects = effects.borrow_mut();
            let call_effects = effects
                .get_mut(&(case.function, case.circumstances))
                .unwrap();
            *call_effects
                .0
                .entry(case.faults.last().unwrap().0.clone())
                .or_default()
                .entry(end)
                .or_default() += 1;
            // Calls that are made only because of a failure fail as well.
            if case.permanent && case.faults.len() == 1 {
                let is_new = |call: &&Call| {
                    !is_read_by_all(call) && is_of_circumstances(call, case.circumstances)
                };
                for call in seen.iter().filter(is_new) {
                    enqueue(&mut cases.borrow_mut(), call_effects, &case, call);
                }
            }
        }
        let verdict = consistency::check(&app.cloud);
        assert!(verdict.problems.is_empty(), "{verdict}");
    };
    let apps = concurrently((0..CLOUDS).map(|_| self::app())).await;
    concurrently(apps.into_iter().map(worker)).await;
    report(&effects.into_inner());
}

/// Whether a call reads keys, the application or the tenant, which comes before anything that
/// depends on the circumstances.
fn is_read_by_all(call: &Call) -> bool {
    let name = call.to_string();
    let reads = [
        "BatchGetItem KeysTable",
        "BatchGetItem, BatchGetItem KeysTable",
        "GetItem DirectoryTable APP#",
        "GetItem DirectoryTable TENANT#",
    ];
    reads.iter().any(|read| name.starts_with(read))
}

/// Whether the circumstances are what a call is about: how a code is counted does not depend on the
/// carriers.
fn is_of_circumstances(call: &Call, circumstances: &str) -> bool {
    circumstances != THROUGH_CARRIERS
        || call.service.carrier_name().is_some()
        || call.to_string().contains("CARRIER#")
}

/// Queues the cases of a call that was not seen before: every fault, once and permanently; in
/// addition to a fault that is there already, only permanently.
fn enqueue(cases: &mut VecDeque<Case>, call_effects: &mut CallEffects, case: &Case, call: &Call) {
    let name = call.to_string();
    if call_effects.0.contains_key(&name) {
        return;
    }
    call_effects.0.insert(name.clone(), BTreeMap::new());
    for fault in Fault::ALL
        .into_iter()
        .filter(|fault| fault.applies_to(call))
    {
        let faults = [case.faults.clone(), vec![(name.clone(), fault)]].concat();
        if case.faults.is_empty() {
            cases.push_back(Case {
                faults: faults.clone(),
                permanent: false,
                ..case.clone()
            });
        }
        cases.push_back(Case {
            faults,
            permanent: true,
            ..case.clone()
        });
    }
}

/// Prints the matrix to the process's stderr, which the test harness does not capture.
fn report(effects: &BTreeMap<(&str, &str), CallEffects>) {
    let mut text = String::new();
    let all = effects
        .values()
        .flat_map(|CallEffects(calls)| calls.values());
    let cases: usize = all.clone().flat_map(BTreeMap::values).sum();
    let _ = writeln!(text, "{} calls, {cases} cases", all.count());
    for ((function, circumstances), CallEffects(calls)) in effects {
        let _ = writeln!(text, "{function}, {circumstances}");
        for (call, ends) in calls {
            let of = |end: Effect| ends.get(&end).copied().unwrap_or_default();
            let counts = [Effect::Unnoticed, Effect::Repeated, Effect::Renewed].map(of);
            let [unnoticed, repeated, renewed] = counts;
            let cases: usize = counts.iter().sum();
            let _ = writeln!(
                text,
                "  {cases:3} cases: {unnoticed:3} unnoticed, {repeated:3} repeated, {renewed:3} renewed  {call}"
            );
        }
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Calls that are slow but within their timeouts add up to more than the function's own timeout.
#[tokio::test]
async fn a_response_comes_in_time_when_every_call_is_slow() {
    let app = app().await;
    let scenario = scenario(&app, "social-wechat-mobile-register-bind", "a stranger", 1).await;
    app.cloud.restart();
    let slow = u64::try_from(ANSWER_TIMEOUT.as_millis()).unwrap() * 9 / 10;
    app.cloud.proxy.faults.script(vec![Rule {
        milliseconds: slow,
        ..Rule::of("", Fault::Slow)
    }]);
    let late = scenario.run().await;
    assert_eq!((late.status, late.code()), (500, "IDAAS.SDK.COMMON.1008"));
    app.cloud.proxy.faults.script(Vec::new());
    assert!(
        app.items("USER#")
            .iter()
            .all(|item| item["mobile"]["M"]["contact"]["S"] != mobile(1))
    );
}

#[test]
fn every_timeout_is_below_the_enclosing_one() {
    let template = Template::load();
    for (name, mount) in functions::all() {
        let settings: BTreeMap<_, _> = template
            .settings(name, &BTreeMap::new())
            .into_iter()
            .collect();
        let seconds = |name: &str| settings.get(name).map(|text| text.parse::<f64>().unwrap());
        let answer = match mount {
            FunctionEntry::Endpoint(..) => seconds("ANSWER_SECONDS").unwrap(),
            FunctionEntry::Job(_) => template.timeout(name).into(),
        };
        assert!(seconds("CALL_SECONDS").unwrap() * 2.0 < answer, "{name}");
        let delivery = seconds("DELIVERY_SECONDS").unwrap();
        assert!(
            seconds("WEB_SECONDS").unwrap_or_default() < delivery && delivery < answer,
            "{name}"
        );
        let is_job = matches!(mount, FunctionEntry::Job(_));
        assert!(is_job || answer < template.timeout(name).into(), "{name}");
    }
}

/// A rotation that fails leaves a consistent set of keys, and the next one completes it.
#[tokio::test]
async fn key_rotations_survive_every_fault() {
    let day = 24 * 3600;
    let before_rotation = async || {
        // One application, and so two key pairs: finding primes is what takes the time here.
        let (first, _) = CONFIGURATION.split_once("  - client_id: p8").unwrap();
        let app = TestApp::with_options(START, first, |options| {
            options.answer_timeout = Some(ANSWER_TIMEOUT);
        })
        .await;
        // Six days before the next signing key is used, and then once per signing key.
        app.advance(84 * day);
        app.cloud.run_jobs().await.unwrap();
        app
    };
    let rotate = async |app: &TestApp| {
        app.advance(90 * day);
        app.meter().start();
        let _ = app.cloud.run_jobs().await;
        calls(app, "rotate-keys")
    };
    let seen = rotate(&before_rotation().await).await;
    let seen: BTreeMap<_, _> = seen
        .into_iter()
        .map(|call| (call.to_string(), call))
        .collect();
    let inject_each_fault = async |name: &str, call: &Call| {
        let app = before_rotation().await;
        let ids = |kind: &str| -> BTreeSet<String> {
            app.keys(kind)
                .iter()
                .map(|key| key["id"]["S"].as_str().unwrap().to_owned())
                .collect()
        };
        let faults: Vec<_> = Fault::ALL
            .into_iter()
            .filter(|fault| fault.applies_to(call))
            .collect();
        for (number, fault) in faults.iter().enumerate() {
            app.cloud.proxy.faults.script(vec![Rule {
                milliseconds: 100,
                ..Rule::of(name, *fault)
            }]);
            rotate(&app).await;
            app.cloud.proxy.faults.script(Vec::new());
            let halves = || {
                assert_eq!(ids("SIGNING"), ids("PUBLIC"), "{name} {fault:?}");
                assert_eq!(ids("DECRYPTION#"), ids("ENCRYPTION#"), "{name} {fault:?}");
            };
            halves();
            app.cloud.run_jobs().await.unwrap();
            halves();
            assert_eq!(
                ids("SIGNING").len(),
                2,
                "this one and the next after {name} {fault:?}"
            );
            app.device(EIAM)
                .sign_up(&mobile(number), json!({}))
                .await
                .succeeded();
        }
        faults.len()
    };
    let cases: usize = concurrently(
        seen.iter()
            .map(|(name, call)| inject_each_fault(name, call)),
    )
    .await
    .into_iter()
    .sum();
    assert!(cases > 80, "{seen:?}");
    let _ = writeln!(
        std::io::stderr(),
        "rotate-keys: {} calls, {cases} cases",
        seen.len()
    );
}

#[test]
fn every_function_has_a_scenario() {
    let mut functions: Vec<_> = functions::all().into_iter().collect();
    functions.retain(|(_, mount)| matches!(mount, FunctionEntry::Endpoint(..)));
    let mut functions: Vec<_> = functions.into_iter().map(|(name, _)| name).collect();
    functions.sort_unstable();
    assert_eq!(functions, SCENARIOS.map(|(name, _)| name));
}

#[tokio::test]
async fn sessions_survive_every_fault() {
    run_all(&[
        "logout",
        "profile",
        "server-date",
        "sessions",
        "sessions-revoke",
        "sso-session-token-id-token",
    ])
    .await;
}

#[tokio::test]
async fn logins_by_codes_survive_every_fault() {
    run_all(&[
        "login-email-verify-code",
        "login-mobile-verify-code",
        "login-wechat-mini-program-mobile",
        "mobile-by-token",
    ])
    .await;
}

#[tokio::test]
async fn logins_by_passwords_survive_every_fault() {
    run_all(&[
        "login",
        "login-auth",
        "login-email-pwd",
        "login-mobile-pwd",
        "pwd-skip-update",
        "pwd-update",
    ])
    .await;
}

#[tokio::test]
async fn changes_of_a_password_survive_every_fault() {
    run_all(&[
        "pwd-change",
        "pwd-change-by-email",
        "pwd-change-by-mobile",
        "pwd-check-exist",
        "pwd-update-by-email",
        "pwd-update-by-mobile",
    ])
    .await;
}

#[tokio::test]
async fn changes_of_an_account_survive_every_fault() {
    run_all(&[
        "profile-update",
        "profile-update-email",
        "profile-update-mobile",
        "social-list",
        "social-unbind",
        "social-unbind-account",
    ])
    .await;
}

#[tokio::test]
async fn calls_of_servers_survive_every_fault() {
    run_all(&[
        "tenant-session-refresh",
        "tenant-sso-ticket",
        "tenant-sso-ticket-verify",
        "tenant-token",
    ])
    .await;
}

#[tokio::test]
async fn puzzles_keys_and_country_codes_survive_every_fault() {
    run_all(&[
        "captcha-get",
        "captcha-verify",
        "country-codes",
        "oauth2-keys",
        "openid-configuration",
        "public-key",
        "unknown-route",
    ])
    .await;
}

#[tokio::test]
async fn receipts_survive_every_fault() {
    run_all(&["receipts-aliyun", "receipts-huawei", "receipts-tencent"]).await;
}

#[tokio::test]
async fn sends_survive_every_fault() {
    run_all(&["sms-send", "email-send"]).await;
}

#[tokio::test]
async fn registrations_survive_every_fault() {
    run_all(&["register-mobile-verify-code", "register-email-verify-code"]).await;
}

#[tokio::test]
async fn logins_and_second_factors_survive_every_fault() {
    run_all(&["login-wechat-miniprogram", "mfa-sms", "mfa-email"]).await;
}

#[tokio::test]
async fn code_and_password_bindings_survive_every_fault() {
    run_all(&[
        "social-bind",
        "social-register-bind",
        "social-username-password-bind",
    ])
    .await;
}

#[tokio::test]
async fn wechat_phone_bindings_survive_every_fault() {
    run_all(&[
        "social-wechat-mobile-bind",
        "social-wechat-mobile-register-bind",
    ])
    .await;
}

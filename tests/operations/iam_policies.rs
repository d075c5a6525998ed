//! The IAM role of each function allows what the function does and nothing else.
//!
//! In every test the local cloud refuses a call that the role does not allow. Here every path
//! through every function is taken, and no permission may be left unused.

use crate::{
    signing::Signer,
    test_app::{
        BIND, COMPANIES, Device, EIAM, EMAIL, LOGIN_AUTH, LOGIN_BY_NAME, LOGIN_EMAIL_CODE,
        LOGIN_EMAIL_PWD, LOGIN_MOBILE_CODE, LOGIN_MOBILE_PWD, LOGIN_PHONE, LOGOUT, MOBILE,
        MOBILE_BY_TOKEN, PASSWORD_BIND, PHONE_BIND, PHONE_REGISTER_BIND, PROFILE, PWD_CHANGE,
        PWD_CHANGE_BY_EMAIL, PWD_CHANGE_BY_MOBILE, PWD_EXISTS, PWD_SKIP, PWD_UPDATE,
        PWD_UPDATE_BY_EMAIL, PWD_UPDATE_BY_MOBILE, REFRESH, REGISTER_BIND, REVOKE, Response,
        SERVER_REFRESH, SESSIONS, SOCIAL, TICKET, TestApp, UNBIND, UNBIND_ACCOUNT, UPDATE,
        UPDATE_EMAIL, UPDATE_MOBILE, VERIFY, concurrently, receipt, wrong_code,
    },
};
use local::{
    cloud::{
        proxy::{faults::Fault, iam::Policies},
        services::{
            carriers::{ACCESS_KEY, SECRET},
            former_tenant,
        },
    },
    template::{Entry, Template},
};
use serde_json::{Value, json};
use shared::storage::{
    item::Table,
    item_keys::{ItemKind, keys_key},
    store::Store,
    write::Write,
};
use std::collections::{BTreeMap, BTreeSet};

/// Carriers that refuse, the first of which are asked before SNS and SES.
const DELIVERY: &str = "delivery: { \
    carriers: [ \
        { id: india, kind: end_user_messaging, sender: unapproved }, \
        { id: tencent, kind: tencent_sms, key_id: nobody, secret: s, sender: s, app_id: a, templates: [{ id: t }] }, \
        { id: aliyun, kind: aliyun_mail, key_id: nobody, secret: s, sender: s } ], \
    texts: [{ countries: ['*'], carriers: [india, tencent, sns] }], mails: [aliyun, ses] }";
const DAY: u64 = 24 * 3600;
/// No cool-down, high quotas, and a lockout after few failures.
const LIMITS: &str = "cooldown_seconds: 0, sends_per_hour: 50, sends_per_day: 50, address_sends_per_hour: 500, \
    device_sends_per_hour: 500, application_sends_per_minute: 1000, address_unverified_per_hour: 500, \
    address_unverified_per_day: 500, country_unverified_per_hour: 500, country_unverified_per_day: 500, \
    failures_per_day: 3, trier_failures: 2";

/// Looks at the answer to a request that is refused, or may be: it is no failure of ours, as it
/// would be where a role allows too little.
#[track_caller]
fn no_failure(answer: &Response) {
    assert!(answer.status < 500, "{answer:?}");
}

/// Sends a request twice with one Idempotency-Key, so that the second is a replay.
async fn twice(device: &Device<'_>, path: &str, body: Value) {
    let keyed = device
        .clone()
        .with("Idempotency-Key", &format!("{path} {body}"));
    for _ in 0..2 {
        keyed.post(path, body.clone()).await.succeeded();
    }
}

/// Repeats a wrong attempt until the requester and the destination are locked out.
async fn until_locked(device: &Device<'_>, path: &str, body: Value) {
    for _ in 0..3 {
        no_failure(&device.post(path, body.clone()).await);
    }
    let elsewhere = device.clone().at("203.0.113.99");
    for _ in 0..2 {
        no_failure(&elsewhere.post(path, body.clone()).await);
    }
}

async fn sends(device: &Device<'_>, app: &TestApp) {
    let (token, x) = device.puzzle().await;
    no_failure(&device.solve(&token, x + 50, MOBILE).await);
    for (path, name, to, kind, call) in [
        (
            "/api/v2/sdk/sms/send",
            "mobile",
            MOBILE,
            "LOGIN_SMS",
            "Publish",
        ),
        (
            "/api/v2/sdk/email/send",
            "email",
            EMAIL,
            "LOGIN_EMS",
            "SendEmail",
        ),
    ] {
        let send_request = |pass: String| json!({ name: to, "type": kind, "captcha_token": pass });
        twice(device, path, send_request(device.captcha_token(to).await)).await;
        app.script_faults(call, [Fault::Throttle]);
        let keyed = device.clone().with("Idempotency-Key", "refused");
        assert_eq!(
            keyed
                .post(path, send_request(device.captcha_token(to).await))
                .await
                .status,
            400
        );
    }
}

async fn registrations(device: &Device<'_>) {
    for (path, name, to, kind, number) in [
        (
            "/api/v2/sdk/register/mobile-verify-code",
            "mobile",
            MOBILE,
            "REGISTER_SMS",
            1,
        ),
        (
            "/api/v2/sdk/register/email-verify-code",
            "email",
            EMAIL,
            "REGISTER_EMS",
            2,
        ),
    ] {
        let body = |to: &str, code: &str| {
            json!({ name: to, "verify_code": code, "user_name": format!("user{number}"), "pwd": "QWE@qwe123",
                    "extension": { "badge": format!("A00{number}") } })
        };
        let code = device.code(to, kind).await;
        let taken = json!({ name: to, "verify_code": code, "user_name": "+86-15201657399" });
        assert_eq!(device.post(path, taken).await.code(), "SDK.COMMON.1006");
        twice(device, path, body(to, &code)).await;
        // It belongs to somebody now, of whom it is asked whether they are still there.
        let again = json!({ name: to, "verify_code": device.code(to, kind).await });
        assert!(
            device
                .post(path, again)
                .await
                .code()
                .starts_with("SDK.USER.")
        );
        until_locked(
            device,
            path,
            body(
                if number == 1 {
                    "15201657300"
                } else {
                    "x@qq.com"
                },
                &wrong_code(&code),
            ),
        )
        .await;
    }
}

async fn bindings(app: &TestApp, device: &Device<'_>, sister_app: &Device<'_>) {
    let holding = async |person: &str| device.with_state_token(&device.state_token(person).await);
    let bodies = [
        (BIND, "mobile", MOBILE, "BIND_MOBILE_SMS"),
        (BIND, "email", EMAIL, "BIND_EMAIL_EMS"),
        (REGISTER_BIND, "mobile", "15201657302", "REGISTER_SMS"),
        (REGISTER_BIND, "email", "two@qq.com", "REGISTER_EMS"),
    ];
    for (number, (path, name, to, kind)) in bodies.into_iter().enumerate() {
        let code = device.code(to, kind).await;
        let body = |code: &str| json!({ name: to, "verify_code": code });
        let person = holding(&format!("person-{number}")).await;
        no_failure(&person.post(path, body(&wrong_code(&code))).await);
        twice(&person, path, body(&code)).await;
        let nobody = json!({ name: if name == "mobile" { "15201657333" } else { "y@qq.com" }, "verify_code": code });
        until_locked(&holding("nobody").await, path, nobody).await;
        // The contact belongs to a user with another account, so the code is given back.
        let code = device.code(to, kind).await;
        no_failure(&holding("another").await.post(path, body(&code)).await);
    }
    for (number, path) in [PHONE_BIND, PHONE_REGISTER_BIND].into_iter().enumerate() {
        // WeChat's access token has expired, so each endpoint renews it.
        app.advance(7200);
        let person = holding(&format!("phone-{number}")).await;
        let code = if number == 0 {
            "+86-15201657303"
        } else {
            "+86-15201657304"
        };
        if number == 0 {
            device.sign_up("15201657303", json!({})).await.succeeded();
        }
        twice(&person, path, json!({ "wechat_code": code })).await;
    }
    device
        .sign_up(
            "15201657305",
            json!({ "user_name": "five", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let five = |password: &str| json!({ "user_name": "five", "password": password });
    let person = holding("person-five").await;
    no_failure(&person.post(PASSWORD_BIND, five("QWE@qwe124")).await);
    store_foreign_hash(app).await;
    twice(&person, PASSWORD_BIND, five("QWE@qwe123")).await;
    until_locked(&holding("nobody").await, PASSWORD_BIND, five("QWE@qwe125")).await;
    // A WeChat account known by its openid, then by its unionid too, and in a second mini program.
    let lily = holding("no-union-lily").await;
    lily.post(
        PHONE_REGISTER_BIND,
        json!({ "wechat_code": "+86-15201657306" }),
    )
    .await
    .succeeded();
    device.login("union-lily").await.succeeded();
    sister_app.login("union-lily").await.succeeded();
    device
        .clone()
        .with("Idempotency-Key", "login")
        .login("person-0")
        .await
        .succeeded();
    device
        .clone()
        .with("Idempotency-Key", "login")
        .login("person-0")
        .await
        .succeeded();
}

async fn second_factors(app: &TestApp, device: &Device<'_>) {
    app.reconfigure(&[
        (
            "sources: [mini]",
            "sources: [mini]\n    second_factor: true",
        ),
        hasty(),
    ])
    .await;
    for (person, path, name, to, kind) in [
        (
            "person-2",
            "/api/v2/sdk/mfa/sms",
            "mobile",
            "15201657302",
            "MFA_AUTH_SMS",
        ),
        (
            "person-3",
            "/api/v2/sdk/mfa/email",
            "email",
            "two@qq.com",
            "MFA_AUTH_EMS",
        ),
    ] {
        let token = device.login(person).await.body["state_token"]
            .as_str()
            .unwrap()
            .to_owned();
        let code = device.code(to, kind).await;
        let body = |code: &str| json!({ name: to, "verify_code": code });
        let holding = device.with_state_token(&token);
        no_failure(&holding.post(path, body(&wrong_code(&code))).await);
        twice(&holding, path, body(&code)).await;
        let token = device.login(person).await.body["state_token"]
            .as_str()
            .unwrap()
            .to_owned();
        let other = json!({ name: if name == "mobile" { "15201657344" } else { "z@qq.com" }, "verify_code": code });
        until_locked(&device.with_state_token(&token), path, other).await;
    }
    // A number that WeChat verified is no second factor beside WeChat, so another is required.
    for (path, person) in [(PHONE_REGISTER_BIND, "strict-0"), (PHONE_BIND, "strict-1")] {
        let holding = device.with_state_token(&device.state_token(person).await);
        let code = if path == PHONE_BIND {
            "+86-15201657302"
        } else {
            "+86-15201657309"
        };
        no_failure(&holding.post(path, json!({ "wechat_code": code })).await);
    }
    // An account that one code linked counts nothing, so a code is followed by another.
    app.prove_email(MOBILE, "also@qq.com").await;
    for (path, name, to, kind) in [
        ("/api/v2/sdk/mfa/sms", "mobile", MOBILE, "MFA_AUTH_SMS"),
        (
            "/api/v2/sdk/mfa/email",
            "email",
            "also@qq.com",
            "MFA_AUTH_EMS",
        ),
    ] {
        let login = device.login("person-0").await;
        let holding = device.with_state_token(login.body["state_token"].as_str().unwrap());
        let body = json!({ name: to, "verify_code": device.code(to, kind).await });
        let given = holding.post(path, body).await;
        assert_eq!(given.body["status"], "MFA_AUTH", "{path}: {given:?}");
    }
    // The contact is none of the user's, so the code is given back.
    let token = device.login("person-2").await.body["state_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let code = device.code(EMAIL, "MFA_AUTH_EMS").await;
    let holding = device.with_state_token(&token);
    let body = json!({ "email": EMAIL, "verify_code": code });
    no_failure(&holding.post("/api/v2/sdk/mfa/email", body).await);
}

/// Each binding with an application that requires a second factor.
async fn strict_bindings(app: &TestApp, device: &Device<'_>) {
    // A new account is linked only with the second factor, whatever the first was.
    for (number, path) in [
        BIND,
        REGISTER_BIND,
        PHONE_BIND,
        PHONE_REGISTER_BIND,
        PASSWORD_BIND,
    ]
    .into_iter()
    .enumerate()
    {
        let mobile = format!("1520165735{number}");
        let email = format!("linked{number}@qq.com");
        let form = json!({ "user_name": format!("linked{number}"), "pwd": "QWE@qwe123" });
        device.sign_up(&mobile, form).await.succeeded();
        app.prove_email(&mobile, &email).await;
        let token = device.state_token(&format!("linked-{number}")).await;
        let body = match path {
            PASSWORD_BIND => {
                json!({ "user_name": format!("linked{number}"), "password": "QWE@qwe123" })
            }
            BIND | REGISTER_BIND => {
                let kind = if path == BIND {
                    "BIND_MOBILE_SMS"
                } else {
                    "REGISTER_SMS"
                };
                let code = device.code(&mobile, kind).await;
                json!({ "mobile": mobile, "verify_code": code })
            }
            _ => json!({ "wechat_code": format!("+86-{mobile}") }),
        };
        let challenge = device.with_state_token(&token).post(path, body).await;
        assert_eq!(
            challenge.body["status"], "MFA_AUTH",
            "{path}: {challenge:?}"
        );
        let holding = device.with_state_token(challenge.body["state_token"].as_str().unwrap());
        let (path, name, to, kind) = if path == PASSWORD_BIND {
            ("/api/v2/sdk/mfa/sms", "mobile", &mobile, "MFA_AUTH_SMS")
        } else {
            ("/api/v2/sdk/mfa/email", "email", &email, "MFA_AUTH_EMS")
        };
        let code = device.code(to, kind).await;
        let body = json!({ name: to, "verify_code": code });
        assert!(holding.post(path, body).await.is_success());
    }
}

/// Texts while the country's budget is used up: of a known device, and of others in their networks.
async fn narrowed_country(app: &TestApp, known: &Device<'_>, other_app: &str) {
    // What was sent and not used before is more than this.
    let limits = LIMITS
        .replace(
            "country_unverified_per_hour: 500",
            "country_unverified_per_hour: 1",
        )
        .replace(
            "country_unverified_per_day: 500",
            "country_unverified_per_day: 1",
        );
    let limits = format!("    limits: {{ {limits} }}\n    form:\n");
    let strict = "sources: [mini]\n    second_factor: true";
    app.reconfigure(&[("sources: [mini]", strict), ("    form:\n", &limits)])
        .await;
    known.code("15201657602", "LOGIN_SMS").await;
    narrowed_passwords(app, other_app).await;
    let mobile = "15201657603";
    app.device(EIAM)
        .sign_up(mobile, json!({}))
        .await
        .succeeded();
    for (person, path, mobile, kind) in [
        ("narrowed-1", BIND, mobile, "BIND_MOBILE_SMS"),
        ("narrowed-2", REGISTER_BIND, "15201657604", "REGISTER_SMS"),
    ] {
        let device = app.device(other_app);
        let device = device.with_state_token(&device.state_token(person).await);
        let code = device.code(mobile, kind).await;
        let body = json!({ "mobile": mobile, "verify_code": code });
        let bound = device.post(path, body).await;
        assert!(bound.is_success(), "{path}: {bound:?}");
    }
    let device = app.device(EIAM);
    let challenge = device.login("person-2").await;
    let device = device.with_state_token(challenge.body["state_token"].as_str().unwrap());
    let mobile = "15201657302";
    let code = device.code(mobile, "MFA_AUTH_SMS").await;
    let body = json!({ "mobile": mobile, "verify_code": code });
    assert!(device.post("/api/v2/sdk/mfa/sms", body).await.is_success());
}

/// The same at logins and changes of passwords, by devices that are known nowhere yet.
async fn narrowed_passwords(app: &TestApp, other_app: &str) {
    let mobile = "15201657605";
    app.device(EIAM)
        .sign_up(mobile, json!({}))
        .await
        .succeeded();
    let device = app.device(other_app);
    let code = device.code(mobile, "LOGIN_SMS").await;
    let body = json!({ "mobile": mobile, "verify_code": code });
    device.post(LOGIN_MOBILE_CODE, body).await.succeeded();
    let unknown = app.device(other_app);
    let code = unknown.code(mobile, "FORGET_PWD_SMS").await;
    let body = json!({ "mobile": mobile, "verify_code": code, "password": PASSWORD });
    unknown.post(PWD_UPDATE_BY_MOBILE, body).await.succeeded();
    let owner = app.device(other_app);
    let signed_in = owner.login_by_password(mobile, PASSWORD).await.succeeded();
    let code = owner.code(mobile, "CHANGE_PWD_SMS").await;
    let body = json!({ "verify_code": code, "password": "Another new 1" });
    let owner = owner.signed_in(&signed_in);
    owner.post(PWD_CHANGE_BY_MOBILE, body).await.succeeded();
}

/// What a user does after a login, where the application replaces sessions.
async fn after_login(app: &TestApp, known: &Device<'_>) {
    let replaced = "register_session_seconds: 43200\n    session_auto_refresh: true";
    let changes = [("register_session_seconds: 43200", replaced), hasty()];
    app.reconfigure(&changes).await;
    known.get("/api/v2/sdk/server-date").await.succeeded();
    let signed_in = app
        .device(EIAM)
        .sign_up("15201657701", json!({}))
        .await
        .succeeded();
    let device = known.signed_in(&signed_in);
    assert_eq!(device.get(PROFILE).await.status, 400, "another device");
    let device = app.device(EIAM);
    let signed_in = device.sign_up("15201657702", json!({})).await.succeeded();
    let token = signed_in.body["session_token"].as_str().unwrap();
    let by_token = device.clone().with("X-session-token", token);
    by_token.send("POST", REFRESH, b"").await.succeeded();
    by_token.send("POST", REFRESH, b"").await.succeeded();
    let by_id_token = device.signed_in(&signed_in);
    by_id_token.get(PROFILE).await.succeeded();
    let sessions = by_id_token.get(SESSIONS).await.succeeded();
    let revoke = json!({ "id": sessions.body["sessions"][0]["id"] });
    by_id_token.post(REVOKE, revoke).await.succeeded();
    for (mobile, path) in [
        ("15201657703", LOGOUT.to_owned()),
        ("15201657704", format!("{LOGOUT}?all=true")),
    ] {
        let signed_in = device.sign_up(mobile, json!({})).await.succeeded();
        device.signed_in(&signed_in).get(&path).await.succeeded();
    }
    by_signature(app, &device).await;
    let signed_in = device.sign_up("15201657705", json!({})).await.succeeded();
    let token = signed_in.body["session_token"].as_str().unwrap();
    let by_token = device.with("X-session-token", token);
    by_token.get(LOGOUT).await.succeeded();
}

/// Every call after a login, with signatures in place of `id_token`s. What a body says does not
/// matter here: it is read after the proof.
async fn by_signature(app: &TestApp, device: &Device<'_>) {
    let signed_in = device.sign_up("15201657706", json!({})).await.succeeded();
    let signer = Signer::of(device).await;
    let template = Template::load();
    let attached = template.attached_policies();
    let functions = template.functions().into_iter();
    let opens = |entry: &Entry| {
        let policies = attached.get(entry.binary.as_str());
        policies.is_some_and(|policies| policies.contains(&"OpenSessionPolicy"))
    };
    let routes = functions.filter(opens).filter_map(|entry| entry.route);
    let (last, others): (Vec<_>, Vec<_>) = routes.partition(|route| route.path == LOGOUT);
    assert_eq!(last.len(), 1);
    assert!(others.len() >= 3, "{}", others.len());
    for (number, route) in others.iter().chain(&last).enumerate() {
        let signature = signer.sign(app, &signed_in, &number.to_string());
        let asking = device.clone().with("X-signature", &signature);
        // Of a password by a code, the body is read first: it says whether a proof is wanted.
        let body: &[u8] = if route.path.contains("pwd/update-by") {
            br#"{ "verify_code": "000000", "password": "Some new 1" }"#
        } else {
            b"{}"
        };
        let answer = asking.send(&route.method, &route.path, body).await;
        let refused_after = ["SDK.COMMON.1001", "SDK.SMS.1005", "SDK.COMMON.1006"];
        let is_proved = answer.status == 200 || refused_after.contains(&answer.code());
        assert!(is_proved, "{}: {answer:?}", route.path);
    }
}

/// What users change of their account, where they are told by mail or by text.
async fn changes(app: &TestApp) {
    let notified =
        format!("    notices: sms\n    {DELIVERY}\n    limits: {{ {LIMITS} }}\n    form:\n");
    app.reconfigure(&[("    form:\n", &notified)]).await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "first-name", "extension": { "badge": "B001" } });
    let signed_in = device.sign_up("15201657801", form).await.succeeded();
    let device = device.signed_in(&signed_in);
    let named = |number: u32| json!({ "user_name": format!("name-{number}x"), "extension": { "badge": format!("B10{number}") } });
    let updates = (1..4).map(|number| device.post(UPDATE, named(number)));
    for update in concurrently(updates).await {
        update.succeeded();
    }
    for number in 0..4 {
        // Without an address, and with one.
        let mobile = format!("1520165781{number}");
        change(&device, TO_MOBILE, &mobile).await.succeeded();
        if number % 2 == 1 {
            let email = format!("told-{number}@qq.com");
            change(&device, TO_EMAIL, &email).await.succeeded();
        }
        for (person, path) in [("told-1", UNBIND), ("told-2", UNBIND_ACCOUNT)] {
            let person = format!("{person}-{number}");
            let holding = device.with_state_token(&device.state_token(&person).await);
            let to = format!("1520165781{number}");
            let code = holding.code(&to, "BIND_MOBILE_SMS").await;
            let bind = json!({ "mobile": to, "verify_code": code });
            holding.post(BIND, bind).await.succeeded();
            let list = device.get(SOCIAL).await.succeeded();
            let link = &list.body["social"][0];
            let body = json!({ "id": link["id"], "social_uid": link["social_uid"], "social_type": "weixin" });
            let both = concurrently((0..2).map(|_| device.post(path, body.clone()))).await;
            assert!(both.iter().any(|answer| answer.status == 200), "{both:?}");
        }
    }
    for (what, taken) in [(TO_MOBILE, "15201657702"), (TO_EMAIL, EMAIL)] {
        assert_eq!(change(&device, what, taken).await.status, 400);
    }
    // A text of a device that used none, while the budget of the country is used up.
    let narrowed = notified.replace(
        "country_unverified_per_day: 500",
        "country_unverified_per_day: 1",
    );
    app.reconfigure(&[("    form:\n", &narrowed)]).await;
    device.code("15201657899", "LOGIN_SMS").await;
    let unknown = app.device(EIAM);
    let code = unknown.code("unknown@qq.com", "REGISTER_EMS").await;
    let registered = unknown
        .register_email("unknown@qq.com", &code, json!({}))
        .await;
    let unknown = unknown.signed_in(&registered.succeeded());
    change(&unknown, TO_MOBILE, "15201657898").await.succeeded();
}

/// Path, member and type of code of a change.
const TO_MOBILE: [&str; 3] = [UPDATE_MOBILE, "mobile", "UPDATE_MOBILE_SMS"];
const TO_EMAIL: [&str; 3] = [UPDATE_EMAIL, "email", "UPDATE_EMAIL_EMS"];

async fn change(device: &Device<'_>, [path, name, kind]: [&str; 3], to: &str) -> Response {
    let code = device.code(to, kind).await;
    let body = json!({ name: to, "verify_code": code });
    device.post(path, body).await
}

/// What the server of the application asks for, while sessions are replaced.
async fn servers(app: &TestApp) {
    let device = app.device(EIAM);
    let signed_in = device.sign_up("15201657709", json!({})).await.succeeded();
    let session = device.relayed(json!({ "session_token": signed_in.body["session_token"] }));
    let server = app.server(EIAM).await;
    let made = server.post(TICKET, session.clone()).await.succeeded();
    server.post(SERVER_REFRESH, session).await.succeeded();
    // The session of the ticket was replaced by another.
    let verify = device.relayed(json!({ "sso_ticket": made.body["sso_ticket"] }));
    server.post(VERIFY, verify).await.succeeded();
}

/// The settings of the application for logins, with those of its tenant.
fn for_logins(second_factor: bool) -> [(&'static str, String); 2] {
    let application =
        format!("sources: [mini]\n    login_registers: true\n    second_factor: {second_factor}");
    let tenant = format!(
        "    notices: sms\n    password_max_age_days: 90\n    password_warn_days: 7\n    \
         migrate_from: {{ url: https://former.example, client_id: {}, until: 2099-12-31, reserves_names: false }}\n    \
         {DELIVERY}\n    limits: {{ {LIMITS} }}\n    form:\n",
        former_tenant::CLIENT_ID
    );
    [("sources: [mini]", application), ("    form:\n", tenant)]
}

async fn configure_logins(app: &TestApp, second_factor: bool) {
    let changes = for_logins(second_factor);
    let changes: Vec<_> = changes
        .iter()
        .map(|(from, to)| (*from, to.as_str()))
        .collect();
    app.reconfigure(&changes).await;
}

const PASSWORD: &str = "QWE@qwe123";
/// [`PASSWORD`], as another product hashed it.
const FOREIGN_HASH: &str = "$sha256$salt=suffix$c2FsdHNhbHRzYWx0c2FsdA$db2f597978e8a003e76de32b9a41e1297bba2d15865f1621dabb70d291697316";

/// Every way to come back, right and wrong, of users and of people who are none yet.
async fn logins(app: &TestApp) {
    configure_logins(app, false).await;
    let device = app.device(EIAM);
    for (number, (path, name, kind)) in [
        (LOGIN_MOBILE_CODE, "mobile", "LOGIN_SMS"),
        (LOGIN_EMAIL_CODE, "email", "LOGIN_EMS"),
    ]
    .into_iter()
    .enumerate()
    {
        let to = |who: &str| {
            if name == "mobile" {
                format!("1520165790{number}")
            } else {
                format!("{who}@qq.com")
            }
        };
        let stranger = to("login-new");
        for to in [&stranger, &stranger] {
            let code = device.code(to, kind).await;
            let body = |code: &str| json!({ name: to, "verify_code": code });
            no_failure(&device.post(path, body(&wrong_code(&code))).await);
            twice(&device, path, body(&code)).await;
        }
        let wrong = json!({ name: to("login-wrong"), "verify_code": "123456" });
        until_locked(&device, path, wrong).await;
    }
    for code in ["+86-15201657910", "number:+86-15201657910"] {
        app.advance(7200);
        twice(&device, LOGIN_PHONE, json!({ "code": code })).await;
    }
    for (path, name) in [(LOGIN_BY_NAME, "former-a"), (LOGIN_AUTH, "former-b")] {
        let body = json!({ "user_name": name, "password": former_tenant::PASSWORD });
        let learned = device.post(path, body).await;
        assert!(learned.is_success(), "{path}: {learned:?}");
    }
    for second_factor in [false, true] {
        configure_logins(app, second_factor).await;
        let paths = [
            (LOGIN_BY_NAME, "user_name"),
            (LOGIN_AUTH, "user_name"),
            (LOGIN_AUTH, "mobile"),
            (LOGIN_AUTH, "email"),
            (LOGIN_MOBILE_PWD, "mobile"),
            (LOGIN_EMAIL_PWD, "email"),
            (LOGIN_MOBILE_CODE, "mobile"),
            (LOGIN_EMAIL_CODE, "email"),
            (LOGIN_PHONE, "mobile"),
        ];
        for (number, (path, of)) in paths.into_iter().enumerate() {
            let number = number + if second_factor { 10 } else { 0 };
            come_back(app, path, of, number).await;
        }
    }
}

/// One user of each number comes back by one of their names.
async fn come_back(app: &TestApp, path: &str, of: &str, number: usize) {
    let device = app.device(EIAM);
    let (mobile, email) = (
        format!("152016580{number:02}"),
        format!("back{number}@qq.com"),
    );
    let name = format!("coming-back-{number}");
    let form = json!({ "user_name": name, "pwd": PASSWORD });
    device.sign_up(&mobile, form).await.succeeded();
    app.prove_email(&mobile, &email).await;
    let to = match of {
        "mobile" => &mobile,
        "email" => &email,
        _ => &name,
    };
    let member = if path == LOGIN_AUTH { "user_name" } else { of };
    let mut body = json!({ member: to });
    match path {
        LOGIN_MOBILE_CODE => {
            body["verify_code"] = device.code(to, "LOGIN_SMS").await.into();
        }
        LOGIN_EMAIL_CODE => {
            body["verify_code"] = device.code(to, "LOGIN_EMS").await.into();
        }
        LOGIN_PHONE => body = json!({ "code": format!("+86-{mobile}") }),
        _ => {
            store_foreign_hash(app).await;
            body["password"] = PASSWORD.into();
        }
    }
    let keyed = device.clone().with("Idempotency-Key", &name);
    let first = keyed.post(path, body.clone()).await.succeeded();
    keyed.post(path, body.clone()).await.succeeded();
    if let Some(token) = first.body["state_token"].as_str() {
        no_failure(&device.with_state_token(token).get(MOBILE_BY_TOKEN).await);
    }
    if body.get("password").is_some() {
        body["password"] = "QWE@qwe124".into();
        until_locked(&app.device(EIAM), path, body).await;
    }
}

/// Gives every user with a password one that another product had hashed.
async fn store_foreign_hash(app: &TestApp) {
    app.change_users(|key| {
        Write::update(key)
            .set("password = :hash")
            .condition("attribute_exists(password)")
            .text(":hash", FOREIGN_HASH)
    })
    .await;
}

/// Everything that sets a password.
async fn passwords(app: &TestApp) {
    configure_logins(app, false).await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up("15201657920", json!({})).await.succeeded();
    let owner = device.signed_in(&signed_in);
    owner.get(PWD_EXISTS).await.succeeded();
    let mut current: Option<String> = None;
    // Told by text, where there is no address, and then by mail.
    for has_email in [false, true] {
        if has_email {
            app.prove_email("15201657920", "passwords@qq.com").await;
        }
        for (number, (path, contact, kind)) in [
            (PWD_CHANGE, None, ""),
            (PWD_CHANGE_BY_MOBILE, None, "CHANGE_PWD_SMS"),
            (PWD_CHANGE_BY_EMAIL, None, "CHANGE_PWD_EMS"),
            (PWD_UPDATE_BY_MOBILE, None, "UPDATE_PWD_SMS"),
            (PWD_UPDATE_BY_EMAIL, None, "UPDATE_PWD_EMS"),
            (PWD_UPDATE_BY_MOBILE, Some("mobile"), "FORGET_PWD_SMS"),
            (PWD_UPDATE_BY_EMAIL, Some("email"), "FORGET_PWD_EMS"),
        ]
        .into_iter()
        .enumerate()
        {
            if kind.ends_with("EMS") && !has_email {
                continue;
            }
            let device = app.device(EIAM);
            let signed_in = device.login_by_code("15201657920").await.succeeded();
            let device = device.signed_in(&signed_in);
            let next = format!("Next password {has_email} {number}");
            let mut body = json!({ "password": next, "new_password": next });
            if let Some(current) = &current {
                body["old_password"] = current.as_str().into();
            }
            let to = if kind.ends_with("EMS") {
                "passwords@qq.com"
            } else {
                "15201657920"
            };
            if !kind.is_empty() {
                let code = device.code(to, kind).await;
                if let Some(contact) = contact {
                    body[contact] = to.into();
                }
                body["verify_code"] = code.into();
            }
            let both = concurrently((0..2).map(|_| device.post(path, body.clone()))).await;
            assert!(
                both.iter().any(|answer| answer.status == 200),
                "{path} {both:?}"
            );
            current = Some(next);
        }
    }
}

/// Passwords that are too old, or soon will be, at a login and at a binding.
async fn old_passwords(app: &TestApp) {
    configure_logins(app, false).await;
    let device = app.device(EIAM);
    for (number, age) in [(0, 84), (1, 90), (2, 84), (3, 90)] {
        let (mobile, name) = (format!("1520165793{number}"), format!("old-{number}"));
        let form = json!({ "user_name": name, "pwd": PASSWORD });
        device.sign_up(&mobile, form).await.succeeded();
        if number == 3 {
            app.prove_email(&mobile, "old-3@qq.com").await;
        }
        app.age_password(&mobile, age).await;
        let token = device.state_token(&format!("old-{number}")).await;
        let body = json!({ "user_name": name, "password": PASSWORD });
        let (device, path) = if number < 2 {
            (device.clone(), LOGIN_AUTH)
        } else {
            (device.with_state_token(&token), PASSWORD_BIND)
        };
        let keyed = device.clone().with("Idempotency-Key", &name);
        keyed.post(path, body.clone()).await.succeeded();
        let old = keyed.post(path, body).await.succeeded();
        let device = device.with_state_token(old.body["state_token"].as_str().unwrap());
        let keyed = device
            .clone()
            .with("Idempotency-Key", &format!("{name} again"));
        if age < 90 {
            keyed.get(PWD_SKIP).await.succeeded();
            keyed.get(PWD_SKIP).await.succeeded();
        } else {
            let wrong = json!({ "old_password": "not this one", "new_password": "A new one 1" });
            no_failure(&device.post(PWD_UPDATE, wrong).await);
            let new = format!("A new one {number}");
            let body = json!({ "old_password": PASSWORD, "new_password": new });
            twice(&device, PWD_UPDATE, body).await;
        }
    }
}

/// Reports of carriers on texts in each budget, and a text on which one may report.
async fn receipts(app: &TestApp) {
    let delivery = format!(
        "    limits: {{ {LIMITS} }}\n    delivery: {{ carriers: [{{ id: aliyun, kind: aliyun_sms, key_id: {ACCESS_KEY}, \
         sender: Demo, templates: [{{ id: SMS_1 }}], receipts: true }}], \
         texts: [{{ countries: [CN], carriers: [aliyun] }}] }}\n    form:\n"
    );
    app.reconfigure(&[("    form:\n", &delivery)]).await;
    for company in COMPANIES {
        app.store_carrier_secret(crate::test_app::TENANT, company, SECRET)
            .await;
        for budget in [
            json!("country"),
            json!({ "known_device": "a-device" }),
            json!({ "network": "a-network" }),
        ] {
            app.store_sent_text(company, "a-text", &budget).await;
            let report = receipt(company, "a-text", false);
            app.report(company, &report).await.succeeded();
        }
    }
    app.device(EIAM).code("15201657950", "LOGIN_SMS").await;
}

fn hasty() -> (&'static str, &'static str) {
    static CHANGE: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        format!("    {DELIVERY}\n    limits: {{ {LIMITS} }}\n    form:\n")
    });
    ("    form:\n", &CHANGE)
}

#[tokio::test]
async fn the_roles_allow_what_the_functions_do_and_nothing_else() {
    let app = TestApp::with_new_keys(&[hasty()]).await;
    let (device, sister_app) = (app.device(EIAM), app.device(crate::test_app::ONEACCESS));
    device.get("/api/v2/sdk/country-codes").await.succeeded();
    no_failure(&device.get("/api/v2/sdk/nowhere").await);
    sends(&device, &app).await;
    registrations(&device).await;
    bindings(&app, &device, &sister_app).await;
    second_factors(&app, &device).await;
    strict_bindings(&app, &device).await;
    narrowed_country(&app, &device, crate::test_app::ONEACCESS).await;
    after_login(&app, &device).await;
    servers(&app).await;
    changes(&app).await;
    logins(&app).await;
    passwords(&app).await;
    old_passwords(&app).await;
    receipts(&app).await;
    app.advance(84 * DAY);
    app.cloud.run_jobs().await.unwrap();
    app.advance(20 * DAY);
    app.cloud.run_jobs().await.unwrap();
    device.get("/api/v1/oauth2/keys").await.succeeded();

    let policies = &app.cloud.proxy.policies;
    assert_eq!(policies.refused(), BTreeSet::new());
    let granted = policies.grants();
    assert!(granted.len() > 100, "{}", granted.len());
    let used = policies.used();
    let unused: BTreeSet<_> = granted.difference(&used).map(ToString::to_string).collect();
    assert!(
        unused.is_empty(),
        "template.yaml allows what no function does: {unused:#?}"
    );
}

#[test]
fn every_managed_policy_is_attached_and_a_role_has_no_more_than_aws_allows() {
    let template = Template::load();
    let attached = template.attached_policies();
    let used: BTreeSet<_> = attached.values().flatten().copied().collect();
    assert_eq!(used, template.managed_policies());
    for (function, policies) in attached {
        // AWS allows ten for a role, and SAM attaches two: for logs and for traces.
        assert!(policies.len() <= 8, "{function}: {policies:?}");
    }
}

/// What a function finds in its environment, where one parameter has this value.
fn settings(function: &str, parameter: &str, value: &str) -> BTreeMap<String, String> {
    let parameters = BTreeMap::from([(parameter.to_owned(), value.to_owned())]);
    Template::load()
        .settings(function, &parameters)
        .into_iter()
        .collect()
}

#[test]
fn metrics_are_lean_unless_the_owner_asks_for_all() {
    let template = Template::load();
    for entry in template.functions() {
        assert_eq!(
            settings(&entry.binary, "Domain", "")["METRICS_DETAIL"],
            "lean"
        );
        assert_eq!(
            settings(&entry.binary, "Metrics", "full")["METRICS_DETAIL"],
            "full"
        );
    }
}

#[test]
fn no_role_may_send_through_aws_in_the_china_regions() {
    let template = Template::load();
    let senders = |region: &str| {
        let parameters = BTreeMap::from([("AWS::Region".to_owned(), region.to_owned())]);
        let grants = Policies::of(&template, &parameters).grants();
        let sending = |action: &str| action.starts_with("ses:") || action.starts_with("sns:");
        grants.iter().filter(|grant| sending(&grant.action)).count()
    };
    assert!(senders("eu-central-1") > 10);
    for region in ["cn-north-1", "cn-northwest-1"] {
        assert_eq!(senders(region), 0, "{region}");
        let mailing = settings("email-send", "AWS::Region", region);
        assert!(!mailing.contains_key("MAIL_CONFIGURATION_SET"), "{region}");
    }
    assert!(
        settings("email-send", "AWS::Region", "eu-central-1")
            .contains_key("MAIL_CONFIGURATION_SET")
    );
}

#[test]
fn functions_know_the_origin_secret_only_where_there_is_one() {
    let arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:edge-origin-1-AbCdEf";
    for entry in Template::load().functions() {
        assert!(!settings(&entry.binary, "OriginSecretArn", "").contains_key("ORIGIN_SECRET"));
        // CloudFormation puts the secret in place of this.
        let reference = &settings(&entry.binary, "OriginSecretArn", arn)["ORIGIN_SECRET"];
        assert!(
            reference.starts_with("{{resolve:secretsmanager:"),
            "{reference}"
        );
    }
}

#[test]
fn wechat_gets_secrets_over_tls_only_unless_all_of_aws_is_elsewhere_too() {
    let login = "login-wechat-miniprogram";
    let template = Template::load();
    assert!(
        template
            .allowed_pattern("WechatUrl")
            .unwrap()
            .starts_with("^https://")
    );
    assert_eq!(
        settings(login, "WechatUrl", "https://proxy.example")["WECHAT_URL"],
        "https://proxy.example"
    );
    let local = settings(login, "EndpointUrl", "http://127.0.0.1:4001");
    assert_eq!(local["WECHAT_URL"], "http://127.0.0.1:4001");
    assert_eq!(local["AWS_ENDPOINT_URL"], "http://127.0.0.1:4001");
}

#[test]
fn a_former_tenant_is_asked_at_its_own_address_unless_all_of_aws_is_elsewhere_too() {
    let deployed = settings("login", "EndpointUrl", "");
    assert!(!deployed.contains_key("FORMER_TENANT_URL"));
    let local = settings("login", "EndpointUrl", "http://127.0.0.1:4001");
    assert_eq!(local["FORMER_TENANT_URL"], "http://127.0.0.1:4001");
}

#[tokio::test]
async fn a_call_that_the_role_does_not_allow_is_refused() {
    let app = TestApp::start().await;
    let store = Store::of(&app.cloud.platform("sms-send")).unwrap();
    let tenant = shared::storage::item_keys::tenant_key(
        &crate::test_app::TENANT.to_owned().try_into().unwrap(),
    );
    assert!(store.get::<Value>(&tenant).await.unwrap().is_some());
    assert!(store.write(Write::delete(tenant)).await.is_err());
    let kinds = |kinds: &[ItemKind]| kinds.iter().copied().map(keys_key).collect::<Vec<_>>();
    let own = kinds(&[ItemKind::Pepper, ItemKind::PseudonymKey]);
    assert!(store.get_all(&own).await.is_ok());
    let with_another = kinds(&[ItemKind::Pepper, ItemKind::SigningKey]);
    assert!(store.get_all(&with_another).await.is_err());
    let pepper = keys_key(ItemKind::Pepper);
    assert!(store.get::<Value>(&pepper).await.is_err());
    assert!(store.scan(Table::Directory).await.is_err());
}

//! The calls of applications' servers: an access token, and what a session of a device opens.

use crate::test_app::{
    CIAM, Device, EIAM, EMAIL, MOBILE, ONEACCESS, OTHER_TENANT, PROFILE, REFRESH, Response,
    SERVER_REFRESH, TEMPLATE, TENANT, TICKET, TOKEN, TestApp, VERIFY, grant, secret_of,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

const OTHER: &str = "11111111111111111111111111111111";

fn member<'r>(answer: &'r Response, name: &str) -> &'r str {
    answer.body[name].as_str().unwrap()
}

/// What the server sends for a session of the device.
fn of_session(device: &Device<'_>, signed_in: &Response) -> Value {
    device.relayed(json!({ "session_token": signed_in.body["session_token"] }))
}

/// The ticket that the server gets for a session of the device.
async fn ticket(server: &Device<'_>, device: &Device<'_>, signed_in: &Response) -> Value {
    let made = server.post(TICKET, of_session(device, signed_in)).await;
    let made = made.succeeded();
    device.relayed(json!({ "sso_ticket": made.body["sso_ticket"] }))
}

#[tokio::test]
async fn a_secret_is_exchanged_for_an_access_token_by_form_query_or_http_basic() {
    let app = TestApp::start().await;
    // Nothing that a device sends is asked for.
    let mut server = app.device("");
    server.headers.clear();
    let by_form = server.form(TOKEN, &grant(EIAM)).await.succeeded();
    let query = format!("{TOKEN}?{}", grant(EIAM));
    let by_query = server.send("POST", &query, b"").await.succeeded();
    let pair = BASE64_STANDARD.encode(format!("{EIAM}:{}", secret_of(EIAM)));
    let basic = server
        .clone()
        .with("Authorization", &format!("Basic {pair}"));
    let form = "grant_type=client_credentials";
    let by_basic = basic.form(TOKEN, form).await.succeeded();
    let named = format!("{form}&client_id={EIAM}");
    let named = basic.form(TOKEN, &named).await.succeeded();
    let both = format!("{TOKEN}?{form}");
    let rest = grant(EIAM).split_once('&').unwrap().1.to_owned();
    let of_both = server.form(&both, &rest).await.succeeded();
    let tokens = [by_form, by_query, by_basic, named, of_both].map(|answer| {
        assert_eq!(answer.headers["cache-control"], "no-store");
        let mut body = answer.body.clone();
        let token = body.as_object_mut().unwrap().remove("access_token");
        let rest = json!({ "token_type": "bearer", "expires_in": 1800, "scope": "all" });
        assert_eq!(body, rest);
        token.unwrap().as_str().unwrap().to_owned()
    });
    let distinct: std::collections::BTreeSet<_> = tokens.iter().collect();
    assert_eq!(distinct.len(), tokens.len());
}

#[tokio::test]
async fn an_access_token_is_good_for_half_an_hour_whatever_others_there_are() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let first = app.server(EIAM).await;
    app.advance(1799);
    let second = app.server(EIAM).await;
    let asked = of_session(&device, &signed_in);
    first.post(TICKET, asked.clone()).await.succeeded();
    app.advance(1);
    let over = first.post(TICKET, asked.clone()).await;
    assert_eq!(
        over.error(),
        (400, "TENANT.COMMON.1005", "The access_token has expired")
    );
    second.post(TICKET, asked).await.succeeded();
}

#[tokio::test]
async fn a_ticket_is_exchanged_for_its_user_in_the_form_of_the_dialect() {
    for client in [EIAM, CIAM, ONEACCESS] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let form = json!({ "user_name": "zhangsan", "name": "张三", "email": EMAIL });
        let signed_in = device.sign_up(MOBILE, form).await.succeeded();
        let server = app.server(client).await;
        let verify = ticket(&server, &device, &signed_in).await;
        let shown = server.post(VERIFY, verify).await.succeeded();
        let id = app.items("USER#")[0]["id"]["S"].clone();
        // The address was typed, and never proved.
        let user = json!({
            "id": id, "userName": "zhangsan", "name": "张三", "mobile": "+86-15201657315", "email": "",
        });
        let expected = match client {
            ONEACCESS => json!({ "code": "0", "message": "success", "data": { "user": user } }),
            _ => user,
        };
        assert_eq!(shown.body, expected, "{client}");
    }
    // Of whom nothing else is known, the rest is empty.
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    let signed_in = device.register_email(EMAIL, &code, json!({})).await;
    let server = app.server(EIAM).await;
    let verify = ticket(&server, &device, &signed_in).await;
    let shown = server.post(VERIFY, verify).await.succeeded();
    let rest =
        json!({ "id": shown.body["id"], "userName": "", "name": "", "mobile": "", "email": EMAIL });
    assert_eq!(shown.body, rest);
}

#[tokio::test]
async fn a_ticket_has_the_published_form_and_is_stored_as_a_hash() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let server = app.server(EIAM).await;
    let made = server.post(TICKET, of_session(&device, &signed_in)).await;
    let made = made.succeeded();
    assert_eq!(made.body["expire"], 300);
    let ticket = member(&made, "sso_ticket");
    let random = ticket.strip_prefix("ssoTicket-").unwrap();
    assert_eq!(random.len(), 32);
    assert!(random.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let access_token = &server.headers["authorization"]["Bearer ".len()..];
    let stored = Value::from(app.all_items()).to_string();
    for secret in [random, access_token, &secret_of(EIAM)] {
        assert!(!stored.contains(secret), "{secret}");
    }
    assert_eq!(app.items("TICKET#").len(), 1);
    assert_eq!(app.items("SERVER#").len(), 1);
}

#[tokio::test]
async fn a_ticket_for_another_application_of_the_tenant_is_exchanged_by_its_server() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let server = app.server(EIAM).await;
    for other in [CIAM, TEMPLATE] {
        let mut asked = of_session(&device, &signed_in);
        asked["client_id"] = other.into();
        let made = server.post(TICKET, asked).await.succeeded();
        // What the other application calls the device, nobody here knows.
        let verify = app
            .device(other)
            .relayed(json!({ "sso_ticket": made.body["sso_ticket"] }));
        let own = server.post(VERIFY, verify.clone()).await;
        assert_eq!(own.code(), "TENANT.COMMON.1005");
        let shown = app.server(other).await.post(VERIFY, verify).await;
        let user = match other {
            TEMPLATE => &shown.body["data"]["user"],
            _ => &shown.body,
        };
        assert_eq!(user["mobile"], "+86-15201657315", "{shown:?}");
    }
}

#[tokio::test]
async fn the_server_refreshes_a_session_as_its_device_does() {
    for (client, lifetime) in [(EIAM, 7200), (CIAM, 300), (ONEACCESS, 7200)] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        let expire = signed_in.body["expire"].as_u64().unwrap();
        app.advance(4000);
        let server = app.server(client).await;
        let asked = of_session(&device, &signed_in);
        let fresh = server.post(SERVER_REFRESH, asked).await.succeeded();
        let names: Vec<_> = fresh.body.as_object().unwrap().keys().collect();
        assert_eq!(names.len(), 3, "{names:?}");
        assert_eq!(fresh.body["session_token"], signed_in.body["session_token"]);
        assert_eq!(fresh.body["expire"], expire - 4000);
        let claims = app.verified(member(&fresh, "id_token")).await.unwrap();
        let seconds = claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap();
        assert_eq!((&claims["aud"], seconds), (&json!(client), lifetime));
        device.signed_in(&fresh).get(PROFILE).await.succeeded();
    }
}

async fn with_auto_refresh() -> TestApp {
    let setting = "register_session_seconds: 43200\n    session_auto_refresh: true";
    TestApp::with_changes(&[("register_session_seconds: 43200", setting)]).await
}

#[tokio::test]
async fn a_session_that_the_server_replaces_goes_on_at_its_device() {
    let app = with_auto_refresh().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let server = app.server(EIAM).await;
    let asked = of_session(&device, &signed_in);
    let fresh = server.post(SERVER_REFRESH, asked).await.succeeded();
    assert_ne!(fresh.body["session_token"], signed_in.body["session_token"]);
    let refreshing = device
        .clone()
        .with("X-session-token", member(&fresh, "session_token"));
    refreshing.send("POST", REFRESH, b"").await.succeeded();
    // The user's list names where the device is, not where the server is.
    let hints = app.items("SESSION#");
    let hints: Vec<_> = hints
        .iter()
        .map(|item| &item["address_hint"]["S"])
        .collect();
    assert!(hints.contains(&&json!("192.168.1.*")), "{hints:?}");
}

#[tokio::test]
async fn a_ticket_stays_good_when_its_session_is_replaced() {
    let app = with_auto_refresh().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let server = app.server(EIAM).await;
    let verify = ticket(&server, &device, &signed_in).await;
    let asked = of_session(&device, &signed_in);
    server.post(SERVER_REFRESH, asked).await.succeeded();
    // The session that the ticket was made in is over.
    app.advance(299);
    server.post(VERIFY, verify).await.succeeded();
}

/// A cloud whose template serves both tenants, or the first one alone.
async fn with_template(serves_both: bool) -> TestApp {
    let both = format!("template: [{TENANT}, \"{OTHER}\"]");
    let only = format!("template: [{TENANT}]");
    let listed = if serves_both { &both } else { &only };
    TestApp::with_changes(&[
        (&only, listed),
        (
            "    name: { en: Template, zh: 模板 }\n    sources: [mini-bind]",
            "    name: { en: Template, zh: 模板 }\n    sources: [mini]",
        ),
    ])
    .await
}

#[tokio::test]
async fn the_server_of_a_template_opens_the_sessions_of_its_tenants_and_of_no_other() {
    let app = with_template(true).await;
    let server = app.server(TEMPLATE).await;
    let mut asked = Vec::new();
    for tenant in [TENANT, OTHER] {
        let device = app.device(TEMPLATE).with("X-tenant-id", tenant);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        let verify = ticket(&server, &device, &signed_in).await;
        let shown = server.post(VERIFY, verify).await.succeeded();
        let id = member(&signed_in, "id_token");
        let claims = app.verified(id).await.unwrap();
        assert_eq!(shown.body["data"]["user"]["id"], claims["id"]);
        assert_eq!(claims["tenant_id"], tenant);
        let session = of_session(&device, &signed_in);
        let fresh = server.post(SERVER_REFRESH, session.clone()).await;
        let fresh = fresh.succeeded();
        let claims = app.verified(member(&fresh, "id_token")).await.unwrap();
        assert_eq!(claims["tenant_id"], tenant);
        let left = ticket(&server, &device, &signed_in).await;
        asked.push((session, left));
    }
    // The template no longer lists the second tenant.
    app.reconfigure(&[]).await;
    for ((session, left), is_served) in asked.into_iter().zip([true, false]) {
        for (path, body, code) in [
            (TICKET, session.clone(), "TENANT.PARAM.0023"),
            (SERVER_REFRESH, session, "TENANT.PARAM.0023"),
            (VERIFY, left, "TENANT.COMMON.1005"),
        ] {
            let answer = server.post(path, body).await;
            if is_served {
                answer.succeeded();
            } else {
                assert_eq!(answer.code(), code, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn the_calls_of_servers_answer_in_the_language_that_they_ask_for() {
    let app = TestApp::with_changes(&[(
        "  - client_id: stranger\n",
        "  - client_id: stranger\n    secret: client-secret-of-stranger-0123456789\n",
    )])
    .await;
    // The tenant of the stranger speaks Chinese.
    let server = app.server(OTHER_TENANT).await;
    for (server, message) in [
        (server.clone(), "参数session_token不能为空。"),
        (
            server.with("X-L", "en"),
            "Parameter session_token cannot be left blank.",
        ),
    ] {
        let refused = server.post(TICKET, json!({})).await;
        assert_eq!(refused.error(), (400, "TENANT.COMMON.1001", message));
    }
}

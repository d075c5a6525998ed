//! Sessions after a login: fresh `id_token`s, the list of sessions, and their end.

use crate::test_app::{
    CIAM, Device, EIAM, LOGOUT, MOBILE, ONEACCESS, PROFILE, REFRESH, REGISTER_BIND, REVOKE,
    Response, SESSIONS, START, TEMPLATE, TENANT, TestApp, concurrently,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn session_token(answer: &Response) -> &str {
    answer.body["session_token"].as_str().unwrap()
}

async fn refresh(device: &Device<'_>, token: &str) -> Response {
    let device = device.clone().with("X-session-token", token);
    device.send("POST", REFRESH, b"").await
}

async fn with_auto_refresh() -> TestApp {
    let setting = "register_session_seconds: 43200\n    session_auto_refresh: true";
    TestApp::with_changes(&[("register_session_seconds: 43200", setting)]).await
}

#[tokio::test]
async fn a_session_token_gives_fresh_id_tokens_in_every_dialect() {
    for (client, expire, lifetime) in [
        (EIAM, 43_200, 7200),
        (CIAM, 432_000, 300),
        (ONEACCESS, 604_800, 7200),
        (TEMPLATE, 604_800, 7200),
    ] {
        let app = TestApp::start().await;
        let device = app.device(client).with("X-tenant-id", TENANT);
        let first = device.sign_up(MOBILE, json!({})).await.succeeded();
        app.advance(4000);
        let fresh = refresh(&device, session_token(&first)).await.succeeded();
        assert_eq!(session_token(&fresh), session_token(&first));
        assert_eq!(fresh.body["expire"], expire - 4000, "what is left of it");
        let of = async |answer: &Response| {
            let token = answer.body["id_token"].as_str().unwrap();
            app.verified(token).await.expect("signed by us")
        };
        let (old, new) = (of(&first).await, of(&fresh).await);
        assert_eq!(new["exp"], START.secs() + 4000 + lifetime);
        for same in ["sub", "aud", "iss", "sid", "auth_time", "amr", "mobile"] {
            assert_eq!(new[same], old[same], "{same}");
        }
        assert_ne!(new["jti"], old["jti"]);
        device.signed_in(&fresh).get(PROFILE).await.succeeded();
        app.advance(expire - 4000);
        let over = refresh(&device, session_token(&first)).await;
        assert_eq!(over.status, 400, "{over:?}");
    }
}

#[tokio::test]
async fn the_session_token_is_read_from_either_of_its_headers() {
    let app = TestApp::start().await;
    let device = app.device(CIAM);
    let first = device.sign_up(MOBILE, json!({})).await.succeeded();
    let other = device.clone().with("session-token", session_token(&first));
    other.send("POST", REFRESH, b"").await.succeeded();
    let without = device.send("POST", REFRESH, b"").await;
    assert_eq!(without.code(), "IDAAS.SDK.COMMON.1001");
    let unknown = refresh(&device, "LGTiTNVDFPlpefV3F3Hla7RUFTqInsqa").await;
    assert_eq!(unknown.code(), "IDAAS.SDK.PARAM.0023");
}

#[tokio::test]
async fn a_session_that_is_replaced_goes_on_for_two_minutes() {
    let app = with_auto_refresh().await;
    let device = app.device(EIAM);
    let first = device.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(600);
    let second = refresh(&device, session_token(&first)).await.succeeded();
    assert_ne!(session_token(&second), session_token(&first));
    assert_eq!(second.body["expire"], 604_800);

    // A client whose response got lost asks again, and gets the same.
    app.advance(119);
    let again = refresh(&device, session_token(&first)).await.succeeded();
    assert_eq!(session_token(&again), session_token(&second));
    device.signed_in(&first).get(PROFILE).await.succeeded();
    app.advance(1);
    let late = refresh(&device, session_token(&first)).await;
    assert_eq!(late.code(), "SDK.COMMON.1005");
    let late = device.signed_in(&first).get(PROFILE).await;
    assert_eq!(late.code(), "SDK.COMMON.1005");

    let third = refresh(&device, session_token(&second)).await.succeeded();
    let list = device.signed_in(&third).get(SESSIONS).await.succeeded();
    let ids = list.body["sessions"].as_array().unwrap();
    assert_eq!(ids.len(), 1, "one session, whatever its token is: {list:?}");
    assert_eq!(ids[0]["issued_at"], START.secs());
}

#[tokio::test]
async fn of_32_refreshes_at_once_all_get_one_session_that_works() {
    let app = with_auto_refresh().await;
    let device = app.device(EIAM);
    let first = device.sign_up(MOBILE, json!({})).await.succeeded();
    let token = session_token(&first);
    let all = concurrently((0..32).map(|_| refresh(&device, token))).await;
    let tokens: BTreeSet<_> = all
        .iter()
        .map(|answer| {
            assert_eq!(answer.status, 200, "{answer:?}");
            session_token(answer)
        })
        .collect();
    assert_eq!(tokens.len(), 1);
    assert_eq!(app.items("SESSION#").len(), 2);
    for answer in &all {
        device.signed_in(answer).get(PROFILE).await.succeeded();
    }
}

#[tokio::test]
async fn a_logout_ends_the_session_and_no_other() {
    for client in [EIAM, CIAM, ONEACCESS] {
        let app = TestApp::start().await;
        let (one, two) = (app.device(client), app.device(client));
        let first = one.sign_up(MOBILE, json!({})).await.succeeded();
        app.advance(61);
        let second = second_session(&two).await;
        let by_id_token = one.signed_in(&first).get(LOGOUT).await.succeeded();
        assert_eq!(by_id_token.text, "");
        let over = one.signed_in(&first).get(PROFILE).await;
        let code = if client == EIAM {
            "COMMON.1005"
        } else {
            "PARAM.0016"
        };
        assert!(over.code().ends_with(code), "{over:?}");
        assert_eq!(refresh(&one, session_token(&first)).await.status, 400);

        two.signed_in(&second).get(PROFILE).await.succeeded();
        let by_token = two.clone().with("X-session-token", session_token(&second));
        by_token.get(LOGOUT).await.succeeded();
        assert_eq!(two.signed_in(&second).get(PROFILE).await.status, 400);
        assert_eq!(app.items("SESSION#").len(), 0);
    }
}

/// Another session of the user with the mobile, on another device: by WeChat.
async fn second_session(device: &Device<'_>) -> Response {
    let holding = device.with_state_token(&device.state_token("union-lily").await);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    let bind = json!({ "mobile": MOBILE, "verify_code": code });
    holding
        .post("/api/v2/sdk/social/bind", bind)
        .await
        .succeeded()
}

#[tokio::test]
async fn a_logout_of_all_ends_every_session_of_the_user_and_of_nobody_else() {
    let app = TestApp::start().await;
    let (one, two, neighbour) = (app.device(EIAM), app.device(EIAM), app.device(EIAM));
    let first = one.sign_up(MOBILE, json!({})).await.succeeded();
    let theirs = neighbour
        .sign_up("15201657316", json!({}))
        .await
        .succeeded();
    app.advance(61);
    let second = second_session(&two).await;
    let answer = one
        .signed_in(&first)
        .get(&format!("{LOGOUT}?all=true"))
        .await;
    answer.succeeded();
    for (device, session) in [(&one, &first), (&two, &second)] {
        let over = device.signed_in(session).get(PROFILE).await;
        assert_eq!(over.code(), "SDK.COMMON.1005");
        let over = refresh(device, session_token(session)).await;
        assert_eq!(over.code(), "SDK.COMMON.1005");
    }
    neighbour.signed_in(&theirs).get(PROFILE).await.succeeded();

    // In the same second: the new session is no old one.
    let back = two.login("union-lily").await.succeeded();
    two.signed_in(&back).get(PROFILE).await.succeeded();
    let list = two.signed_in(&back).get(SESSIONS).await.succeeded();
    assert_eq!(list.body["sessions"].as_array().unwrap().len(), 1);
    let unclear = two.signed_in(&back).get(&format!("{LOGOUT}?all=1")).await;
    assert_eq!(unclear.error().0, 400);
    assert_eq!(unclear.code(), "SDK.COMMON.1006");
}

#[tokio::test]
async fn users_see_their_sessions_and_end_one_of_them() {
    let app = TestApp::start().await;
    let one = app.device(EIAM).at("203.0.113.7");
    let two = app
        .device(CIAM)
        .at("2001:db8:1:2::7")
        .with("X-agent", "a tablet");
    let first = one.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(61);
    let second = second_session(&two).await;
    let list = one.signed_in(&first).get(SESSIONS).await.succeeded();
    let sessions = list.body["sessions"].as_array().unwrap().clone();
    let members = |session: &Value| {
        let mut session = session.clone();
        session.as_object_mut().unwrap().remove("id");
        session
    };
    let now = START.secs();
    let expected = [
        json!({ "client_id": CIAM, "agent": "a tablet", "address_hint": "2001:db8:1::*",
                "issued_at": now + 61, "expires_at": now + 61 + 432_000, "current": false }),
        json!({ "client_id": EIAM, "agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)",
                "address_hint": "203.0.113.*", "issued_at": now, "expires_at": now + 43_200,
                "current": true }),
    ];
    assert_eq!(sessions.iter().map(members).collect::<Vec<_>>(), expected);

    let revoke = json!({ "id": sessions[0]["id"] });
    let neighbour = app.device(EIAM);
    let theirs = neighbour
        .sign_up("15201657316", json!({}))
        .await
        .succeeded();
    let foreign = neighbour
        .signed_in(&theirs)
        .post(REVOKE, revoke.clone())
        .await;
    assert_eq!(
        foreign.error(),
        (400, "SDK.COMMON.1006", "The id parameter error")
    );
    two.signed_in(&second).get(PROFILE).await.succeeded();

    let one = one.signed_in(&first);
    one.post(REVOKE, revoke.clone()).await.succeeded();
    assert_eq!(two.signed_in(&second).get(PROFILE).await.status, 400);
    assert_eq!(one.post(REVOKE, revoke).await.code(), "SDK.COMMON.1006");
    let malformed = one.post(REVOKE, json!({ "id": "x" })).await;
    assert_eq!(malformed.code(), "SDK.COMMON.1002");
    one.get(PROFILE).await.succeeded();
}

#[tokio::test]
async fn the_end_of_a_session_is_the_end_of_those_before_and_after_it() {
    for by_the_old_one in [true, false] {
        let app = with_auto_refresh().await;
        let device = app.device(EIAM);
        let first = device.sign_up(MOBILE, json!({})).await.succeeded();
        let second = refresh(&device, session_token(&first)).await.succeeded();
        let third = refresh(&device, session_token(&second)).await.succeeded();
        let ending = if by_the_old_one { &first } else { &third };
        device.signed_in(ending).get(LOGOUT).await.succeeded();
        for session in [&first, &second, &third] {
            assert_eq!(device.signed_in(session).get(PROFILE).await.status, 400);
            let over = refresh(&device, session_token(session)).await;
            assert_eq!(over.code(), "SDK.COMMON.1005");
        }
        assert_eq!(app.items("SESSION#").len(), 0);
    }
}

#[tokio::test]
async fn the_profile_shows_what_is_stored_and_only_proved_contacts() {
    for client in [EIAM, CIAM, ONEACCESS] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let form = json!({ "user_name": "zhangsan", "name": "张三", "email": "zhangsan@qq.com",
            "attr_gender": "female", "attr_birthday": "2001-12-31", "attr_nick_name": "三三🌸",
            "industry": "trade", "zip_code": "100000", "extension": { "age": "30" } });
        let first = device.sign_up(MOBILE, form).await.succeeded();
        let profile = device.signed_in(&first).get(PROFILE).await.succeeded();
        let extension = if client == ONEACCESS {
            json!("{\"age\":30}")
        } else {
            json!({ "age": 30 })
        };
        let expected = json!({
            "user_name": "zhangsan", "name": "张三", "head_img": "", "email": "",
            "mobile": "+86-15201657315", "attr_gender": "female", "attr_birthday": "2001-12-31",
            "attr_nick_name": "三三🌸", "mailing_address": "", "zip_code": "100000",
            "first_name": "", "middle_name": "", "last_name": "", "industry": "trade",
            "extension": extension,
        });
        assert_eq!(profile.body, expected);
    }
}

#[tokio::test]
async fn a_user_who_was_created_with_a_wechat_account_has_a_session_like_others() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let holding = device.with_state_token(&device.state_token("union-lily").await);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let bind = json!({ "mobile": MOBILE, "verify_code": code });
    let first = holding.post(REGISTER_BIND, bind).await.succeeded();
    device.signed_in(&first).get(PROFILE).await.succeeded();
    refresh(&device, session_token(&first)).await.succeeded();
}

#[tokio::test]
async fn the_server_date_is_the_time_in_milliseconds() {
    let app = TestApp::start().await;
    let date = app.device(ONEACCESS).get("/api/v2/sdk/server-date").await;
    let expected = json!({ "timestamp": (START.secs() * 1000).to_string() });
    assert_eq!(date.succeeded().body, expected);
    let unknown = app.device("nobody").get("/api/v2/sdk/server-date").await;
    assert_eq!(unknown.status, 400);
}

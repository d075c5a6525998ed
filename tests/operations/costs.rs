//! The cost of each endpoint in DynamoDB: rounds of calls, one after the other, and capacity units.
//! docs/costs.md holds the table that is measured here.

use crate::{
    signing::Signer,
    test_app::{
        BIND, Device, EIAM, LOGIN_BY_NAME, LOGIN_MOBILE_CODE, LOGOUT, PASSWORD_BIND, PHONE_BIND,
        PROFILE, PWD_CHANGE, PWD_UPDATE_BY_MOBILE, REFRESH, REGISTER_BIND, REGISTER_MOBILE,
        Response, SERVER_REFRESH, TICKET, TOKEN, TestApp, VERIFY, grant,
    },
};
use local::cloud::proxy::meter::Cost;
use serde_json::json;
use std::fmt::Write as _;

/// For each endpoint the most rounds, read units and write units, with a reason where it takes
/// more than two rounds.
const BUDGETS: [(&str, usize, f64, f64); 24] = [
    ("captcha", 1, 0.0, 2.0),
    ("captcha/verify", 2, 0.0, 2.0),
    // The pass is read before the transaction, in which a flood of invented ones would hold the
    // items of others. What everybody is counted in follows it, or unrelated people would collide.
    ("sms/send", 3, 1.0, 11.0),
    // A code that was texted is taken off the counters of country and address after the act, for
    // the same reason.
    ("register/mobile-verify-code", 3, 0.0, 15.0),
    ("register/mobile-verify-code, mobile alone", 3, 0.0, 13.0),
    ("login/wechat-miniprogram, unknown", 2, 1.0, 1.0),
    // A check of the user beside the session, so that nobody is let in who is gone by then.
    ("login/wechat-miniprogram, known", 3, 2.0, 5.0),
    // The user's item is read before the transaction: only it has the names for the id_token.
    // The device that used a text is noted, as it is texted when the country's budget is used up.
    // Each session is in the index by user, too.
    ("social/bind", 4, 4.0, 21.0),
    ("social/register-bind, new", 4, 2.0, 20.0),
    // The mobile that WeChat verified is known only after the state token was read.
    ("social/wechat-mobile-bind", 4, 4.0, 12.0),
    // Where nobody has signed in from the device before, the attempt is counted for address and
    // device before the password is compared, and taken off after. That is not side by side with
    // the rest: of a known device, which only its record tells, nothing is counted.
    ("social/username-password-bind", 5, 4.0, 19.0),
    // Whose the contact is, is read beside the attempt; the user's item has the names for the
    // id_token. What the text was counted in is written after the act.
    ("login/mobile-verify-code", 4, 2.0, 14.0),
    ("login, new device", 5, 2.0, 12.0),
    ("login, known device", 3, 2.0, 8.0),
    ("pwd/change", 3, 2.0, 8.0),
    ("pwd/update-by-mobile, forgotten", 4, 2.0, 11.0),
    // Whose a session token is, only its session tells.
    ("sso/session-token/id-token", 2, 2.0, 0.0),
    ("profile", 1, 2.0, 0.0),
    // The same, and the nonce is used up.
    ("profile, by X-signature", 2, 2.0, 1.0),
    ("logout", 2, 2.0, 2.0),
    // The attempt is counted while the secrets are read, and taken off while the token is stored.
    ("tenant/token", 2, 1.0, 3.0),
    // Whose an access token is, and whose the session, only their items tell.
    ("tenant/sso/session-token/sso-ticket", 4, 3.0, 1.0),
    // The ticket is used while session and user are still there: a transaction of three.
    ("tenant/sso/sso-ticket/verify", 4, 4.0, 6.0),
    ("tenant/sso/session-token/refresh", 3, 3.0, 0.0),
];

#[tokio::test]
async fn every_endpoint_stays_within_its_cost_budget_and_the_docs_list_its_cost() {
    let app = TestApp::metered().await;
    let mut measured = Vec::new();
    // The first pass warms every function: it reads keys, application and tenant.
    for (round, number) in [(0, "01"), (1, "02")] {
        measured.clear();
        for (name, cost, answer) in flow(&app, number).await {
            assert_eq!(answer.status, 200, "{name} in round {round}: {answer:?}");
            measured.push((name, cost));
        }
        app.meter().go_far();
    }
    let mut table = String::from(
        "| call | rounds | calls in each round | read units | write units |\n|---|---|---|---|---|\n",
    );
    for (name, cost) in &measured {
        let (_, rounds, reads, writes) = BUDGETS.iter().find(|budget| budget.0 == *name).unwrap();
        let within = cost.rounds.len() <= *rounds && cost.reads <= *reads && cost.writes <= *writes;
        assert!(within, "{name} costs {cost:?}");
        let calls: Vec<_> = cost.rounds.iter().map(|round| round.join(" + ")).collect();
        let _ = writeln!(
            table,
            "| `{name}` | {} | {} | {} | {} |",
            cost.rounds.len(),
            calls.join(", "),
            cost.reads,
            cost.writes
        );
    }
    assert_eq!(measured.len(), BUDGETS.len());
    assert!(
        docs().contains(&table),
        "docs/costs.md should hold:\n{table}"
    );
}

/// One user's journey through every endpoint.
async fn flow(app: &TestApp, number: &str) -> Vec<(&'static str, Cost, Response)> {
    let (device, meter) = (app.device(EIAM), app.meter());
    let mobile = format!("152016573{number}");
    let other = format!("152016574{number}");
    let mut costs = Vec::new();
    let mut note = |name, answer| costs.push((name, meter.take(), answer));
    let _ = meter.take();

    let puzzle = device.get("/api/v2/sdk/captcha").await;
    let token = puzzle.body["token"].as_str().unwrap().to_owned();
    note("captcha", puzzle);
    let x = app
        .cloud
        .puzzles()
        .into_iter()
        .find(|(known, _)| *known == token)
        .unwrap()
        .1;
    let solved = device.solve(&token, x, &mobile).await;
    let pass = solved.body["captcha_token"].as_str().unwrap().to_owned();
    note("captcha/verify", solved);
    let send_request = json!({ "mobile": mobile, "type": "REGISTER_SMS", "captcha_token": pass });
    note(
        "sms/send",
        device.post("/api/v2/sdk/sms/send", send_request).await,
    );
    let form = json!({ "mobile": mobile, "verify_code": app.last_code(), "user_name": format!("user{number}"), "pwd": "QWE@qwe123" });
    note(
        "register/mobile-verify-code",
        device.post(REGISTER_MOBILE, form).await,
    );

    let (alone, mobile_alone) = (app.device(EIAM), format!("152016578{number}"));
    let code = alone.code(&mobile_alone, "REGISTER_SMS").await;
    let _ = meter.take();
    note(
        "register/mobile-verify-code, mobile alone",
        alone.register(&mobile_alone, &code, json!({})).await,
    );

    let login = device.login(&format!("first-{number}")).await;
    let first = device.with_state_token(login.body["state_token"].as_str().unwrap());
    note("login/wechat-miniprogram, unknown", login);
    let code = app
        .device(EIAM)
        .at(&device.address)
        .code(&mobile, "BIND_MOBILE_SMS")
        .await;
    let _ = meter.take();
    note(
        "social/bind",
        first
            .post(BIND, json!({ "mobile": mobile, "verify_code": code }))
            .await,
    );
    note(
        "login/wechat-miniprogram, known",
        device.login(&format!("first-{number}")).await,
    );

    let second = device.with_state_token(&device.state_token(&format!("second-{number}")).await);
    let code = app
        .device(EIAM)
        .at(&device.address)
        .code(&other, "REGISTER_SMS")
        .await;
    let _ = meter.take();
    note(
        "social/register-bind, new",
        second
            .post(
                REGISTER_BIND,
                json!({ "mobile": other, "verify_code": code }),
            )
            .await,
    );

    for (name, path, body, extra) in [
        (
            "social/wechat-mobile-bind",
            PHONE_BIND,
            json!({ "wechat_code": format!("+86-152016575{number}") }),
            "5",
        ),
        (
            "social/username-password-bind",
            PASSWORD_BIND,
            json!({ "user_name": format!("six{number}"), "password": "QWE@qwe123" }),
            "6",
        ),
    ] {
        let owner = format!("15201657{extra}{number}");
        let form = json!({ "user_name": format!("{}{number}", if extra == "6" { "six" } else { "five" }), "pwd": "QWE@qwe123" });
        app.device(EIAM).sign_up(&owner, form).await;
        let holding =
            device.with_state_token(&device.state_token(&format!("{extra}-{number}")).await);
        let _ = meter.take();
        note(name, holding.post(path, body).await);
    }

    costs.extend(coming_back(app, number).await);
    costs.extend(after_login(app, &device, number).await);
    costs
}

/// What a user with a mobile and a password calls to come back, and to change the password.
async fn coming_back(app: &TestApp, number: &str) -> Vec<(&'static str, Cost, Response)> {
    let meter = app.meter();
    let mut costs = Vec::new();
    let mobile = format!("152016577{number}");
    let name = format!("seven{number}");
    let form = json!({ "user_name": name, "pwd": "QWE@qwe123" });
    app.device(EIAM).sign_up(&mobile, form).await.succeeded();
    let device = app.device(EIAM);
    let code = device.code(&mobile, "LOGIN_SMS").await;
    let _ = meter.take();
    let body = json!({ "mobile": mobile, "verify_code": code });
    let login = device.post(LOGIN_MOBILE_CODE, body).await;
    costs.push(("login/mobile-verify-code", meter.take(), login));
    let body = json!({ "user_name": name, "password": "QWE@qwe123" });
    for call in ["login, new device", "login, known device"] {
        let login = device.post(LOGIN_BY_NAME, body.clone()).await;
        costs.push((call, meter.take(), login));
    }
    let owner = device.signed_in(&costs[2].2);
    let body = json!({ "old_password": "QWE@qwe123", "new_password": "A new one 1" });
    let changed = owner.post(PWD_CHANGE, body).await;
    costs.push(("pwd/change", meter.take(), changed));
    let code = device.code(&mobile, "FORGET_PWD_SMS").await;
    let _ = meter.take();
    let body = json!({ "mobile": mobile, "verify_code": code, "password": "Another one 2" });
    let reset = device.post(PWD_UPDATE_BY_MOBILE, body).await;
    costs.push(("pwd/update-by-mobile, forgotten", meter.take(), reset));
    costs
}

/// What the user with a WeChat account calls after a login.
async fn after_login(
    app: &TestApp,
    device: &Device<'_>,
    number: &str,
) -> Vec<(&'static str, Cost, Response)> {
    let meter = app.meter();
    let mut costs = Vec::new();
    let mut note = |name, answer| costs.push((name, meter.take(), answer));
    let login = device.login(&format!("first-{number}")).await;
    let _ = meter.take();
    let token = login.body["session_token"].as_str().unwrap();
    let refreshing = device.clone().with("X-session-token", token);
    note(
        "sso/session-token/id-token",
        refreshing.send("POST", REFRESH, b"").await,
    );
    let signed_in = device.signed_in(&login);
    note("profile", signed_in.get(PROFILE).await);
    let signer = Signer::of(device).await;
    let asking = device
        .clone()
        .with("X-signature", &signer.sign(app, &login, number));
    let _ = meter.take();
    note("profile, by X-signature", asking.get(PROFILE).await);

    let mut server = app.device(EIAM);
    let granted = server.form(TOKEN, &grant(EIAM)).await;
    let access_token = granted.body["access_token"].as_str().unwrap();
    server = server.with("Authorization", &format!("Bearer {access_token}"));
    note("tenant/token", granted);
    let session = device.relayed(json!({ "session_token": token }));
    let made = server.post(TICKET, session.clone()).await;
    let verify = device.relayed(json!({ "sso_ticket": made.body["sso_ticket"] }));
    note("tenant/sso/session-token/sso-ticket", made);
    let shown = server.post(VERIFY, verify).await;
    note("tenant/sso/sso-ticket/verify", shown);
    let fresh = server.post(SERVER_REFRESH, session).await;
    note("tenant/sso/session-token/refresh", fresh);

    note("logout", signed_in.get(LOGOUT).await);
    costs
}

/// docs/costs.md.
pub(super) fn docs() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/costs.md")).unwrap()
}

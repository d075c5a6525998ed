//! What an application's server cannot do, and what nobody can do in its place.

use crate::{
    log_capture::{audit_events, capture_debug, logged},
    test_app::{
        CIAM, Device, EIAM, LOGOUT, MOBILE, ONEACCESS, OTHER_TENANT, Response, SERVER_REFRESH,
        TENANT, TICKET, TOKEN, TestApp, VERIFY, changed_configuration, concurrently, grant,
        secret_of, with_slow_transaction,
    },
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use local::admin::configuration::{ChangeKind, Configuration};
use serde_json::{Value, json};

const WINDOW: u64 = 600;
const MOST: usize = 100;
const EXPIRED: (u16, &str, &str) = (400, "TENANT.COMMON.1005", "The sso_ticket has expired");
const NO_CLIENT: (u16, &str, &str) = (401, "invalid_client", "Client authentication failed");

/// The stranger of the other tenant has a server too.
const STRANGER: (&str, &str) = (
    "  - client_id: stranger\n",
    "  - client_id: stranger\n    secret: client-secret-of-stranger-0123456789\n",
);

/// A form with a secret that is wrong.
fn wrong(client: &str) -> String {
    format!("{}x", grant(client))
}

fn of_session(device: &Device<'_>, signed_in: &Response) -> Value {
    device.relayed(json!({ "session_token": signed_in.body["session_token"] }))
}

/// A user who has just signed in, and the server of their application with a ticket.
struct Visit<'a> {
    device: Device<'a>,
    signed_in: Response,
    server: Device<'a>,
    verify: Value,
}

impl<'a> Visit<'a> {
    async fn of(app: &'a TestApp, client: &str) -> Self {
        let device = app.device(client);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        let server = app.server(client).await;
        let asked = of_session(&device, &signed_in);
        let made = server.post(TICKET, asked).await.succeeded();
        let verify = device.relayed(json!({ "sso_ticket": made.body["sso_ticket"] }));
        Self {
            device,
            signed_in,
            server,
            verify,
        }
    }
}

#[tokio::test]
async fn every_call_of_a_server_wants_an_access_token() {
    let app = TestApp::start().await;
    let Visit {
        device, signed_in, ..
    } = Visit::of(&app, CIAM).await;
    let body = of_session(&device, &signed_in);
    let secret = secret_of(CIAM);
    let id_token = signed_in.body["id_token"].as_str().unwrap();
    for path in [TICKET, VERIFY, SERVER_REFRESH] {
        // As long as nothing is known of who calls, whatever headers come along.
        let none = device.post(path, body.clone()).await;
        let absent = (
            400,
            "TENANT.COMMON.1006",
            "The access_token parameter error",
        );
        assert_eq!(none.error(), absent, "{path}");
        let no_token = (400, "TENANT.COMMON.1005", "The access_token has expired");
        for (authorization, expected) in [
            ("Basic YTpi".to_owned(), absent),
            ("Bearer".to_owned(), absent),
            (format!("Bearer {secret}"), no_token),
            (format!("Bearer {id_token}"), no_token),
            (
                "Bearer 1vUaBsg5gG3Q0sMu2zHkLrXf9Kd7Tn4Wp6YcEjZiRqb".to_owned(),
                no_token,
            ),
        ] {
            let device = device.clone().with("Authorization", &authorization);
            let refused = device.post(path, body.clone()).await;
            assert_eq!(refused.error(), expected, "{path} {authorization}");
        }
    }
}

#[tokio::test]
async fn errors_of_a_server_call_are_in_the_dialect_of_the_application() {
    let app = TestApp::start().await;
    for (client, prefix, session) in [
        (EIAM, "TENANT.", "COMMON.1005"),
        (CIAM, "IDAAS.TENANT.", "PARAM.0023"),
        (ONEACCESS, "TENANT.", "PARAM.0023"),
    ] {
        let server = app.server(client).await;
        let whole = app
            .device(client)
            .relayed(json!({ "session_token": "none", "sso_ticket": "none" }));
        for (path, name, code) in [
            (TICKET, "session_token", session),
            (VERIFY, "sso_ticket", "COMMON.1005"),
            (SERVER_REFRESH, "session_token", session),
        ] {
            let unknown = server.post(path, whole.clone()).await;
            assert_eq!(
                (unknown.status, unknown.code()),
                (400, &*format!("{prefix}{code}"))
            );
            let members = ["operating_sys_version", "device_ip", "device_fingerprint"];
            for member in [name].into_iter().chain(members) {
                let mut body = whole.clone();
                body.as_object_mut().unwrap().remove(member);
                let refused = server.post(path, body.clone()).await;
                let said = format!("Parameter {member} cannot be left blank.");
                let expected = (400, &*format!("{prefix}COMMON.1001"), &*said);
                assert_eq!(refused.error(), expected, "{path}");
                body[member] = 1.into();
                let refused = server.post(path, body).await;
                assert_eq!(
                    refused.code(),
                    format!("{prefix}COMMON.1007"),
                    "{path} {member}"
                );
            }
            let large = vec![b' '; 16 * 1024 + 1];
            let refused = server.send("POST", path, &large).await;
            assert_eq!(refused.code(), format!("{prefix}COMMON.1413"));
            let form = server.form(path, "session_token=none").await;
            assert_eq!(form.code(), format!("{prefix}COMMON.1002"));
        }
        let device = app.device(client);
        let nowhere = device.post("/api/v2/tenant/nowhere", json!({})).await;
        assert_eq!(nowhere.code(), format!("{prefix}COMMON.1404"));
        let method = device.get(TICKET).await;
        assert_eq!(
            (method.status, method.code()),
            (405, &*format!("{prefix}COMMON.1405"))
        );
    }
}

#[tokio::test]
async fn errors_of_a_token_request_have_the_form_of_oauth() {
    let app = TestApp::start().await;
    let server = app.device(EIAM);
    let secret = secret_of(EIAM);
    let name = format!("client_id={EIAM}");
    let grant_type = "grant_type=client_credentials";
    for (form, status, error) in [
        (String::new(), 400, "invalid_request"),
        ("grant_type=".to_owned(), 400, "invalid_request"),
        (
            format!("grant_type=password&{name}&client_secret={secret}"),
            400,
            "unsupported_grant_type",
        ),
        (
            format!("{grant_type}&client_secret={secret}"),
            400,
            "invalid_request",
        ),
        (
            format!("{grant_type}&{}", grant(EIAM)),
            400,
            "invalid_request",
        ),
        (format!("{}&{name}", grant(EIAM)), 400, "invalid_request"),
        (
            format!("{}&client_secret=x", grant(EIAM)),
            400,
            "invalid_request",
        ),
        (grant_type.to_owned(), 401, "invalid_client"),
        (format!("{grant_type}&{name}"), 401, "invalid_client"),
        (wrong(EIAM), 401, "invalid_client"),
        (
            format!("{grant_type}&client_id=a%20b&client_secret={secret}"),
            401,
            "invalid_client",
        ),
        (
            format!("{grant_type}&client_id=nobody&client_secret={secret}"),
            401,
            "invalid_client",
        ),
        (
            format!("{grant_type}&client_id={CIAM}&client_secret={secret}"),
            401,
            "invalid_client",
        ),
    ] {
        let refused = server.form(TOKEN, &form).await;
        assert_eq!((refused.status, refused.code()), (status, error), "{form}");
        let is_challenged = refused.headers.contains_key("www-authenticate");
        assert_eq!(is_challenged, status == 401, "{form}");
        assert_eq!(refused.headers["cache-control"], "no-store");
        assert!(!refused.text.contains(&secret) && refused.text.is_ascii());
    }
    let basic = |pair: &str| {
        let pair = BASE64_STANDARD.encode(pair);
        server
            .clone()
            .with("Authorization", &format!("Basic {pair}"))
    };
    let right = basic(&format!("{EIAM}:{secret}"));
    let twice = right.form(TOKEN, &grant(EIAM)).await;
    assert_eq!((twice.status, twice.code()), (400, "invalid_request"));
    let other = right
        .form(TOKEN, &format!("{grant_type}&client_id={CIAM}"))
        .await;
    assert_eq!((other.status, other.code()), (400, "invalid_request"));
    for device in [
        basic(&format!("{EIAM}:{secret}x")),
        basic(EIAM),
        server.clone().with("Authorization", "Basic !"),
        server
            .clone()
            .with("Authorization", &format!("Bearer {secret}")),
    ] {
        let refused = device.form(TOKEN, grant_type).await;
        assert_eq!(refused.error(), NO_CLIENT);
        assert!(refused.headers["www-authenticate"].starts_with("Basic "));
    }
    let json = server
        .post(TOKEN, json!({ "grant_type": "client_credentials" }))
        .await;
    assert_eq!((json.status, json.code()), (400, "invalid_request"));
    let large = format!("{grant_type}&x={}", "x".repeat(16 * 1024));
    let large = server.form(TOKEN, &large).await;
    assert_eq!((large.status, large.code()), (413, "invalid_request"));
}

#[tokio::test]
async fn an_unknown_application_and_a_wrong_secret_look_the_same_and_cost_the_same() {
    let app = TestApp::start().await;
    let unknown = wrong("nobody-knows-this-application-00");
    let mut seen = Vec::new();
    // The first two warm the function.
    for form in [wrong(EIAM), unknown.clone(), wrong(EIAM), unknown] {
        let server = app.device("");
        app.meter().start();
        let refused = server.form(TOKEN, &form).await;
        assert_eq!(refused.error(), NO_CLIENT);
        let names: Vec<_> = refused.headers.into_keys().collect();
        let calls = app.meter().take_calls().into_iter();
        let mut calls: Vec<_> = calls.map(|made| made.call.to_string()).collect();
        calls.sort();
        seen.push((refused.text, names, calls));
    }
    assert_eq!(seen[2], seen[3]);
    assert_eq!(seen[2].2.len(), 2, "{:?}", seen[2].2);
}

#[tokio::test]
async fn wrong_secrets_are_limited_for_their_application_and_address() {
    let app = TestApp::start().await;
    app.advance(60);
    let server = app.device("");
    for _ in 0..MOST {
        assert_eq!(server.form(TOKEN, &wrong(EIAM)).await.error(), NO_CLIENT);
    }
    // A right one neither gets in from there: the limit would tell that it is right.
    for form in [wrong(EIAM), grant(EIAM)] {
        let refused = server.form(TOKEN, &form).await;
        let left = (WINDOW - 60).to_string();
        let said = format!("Too many requests. Try again in {left} seconds");
        assert_eq!(refused.error(), (429, "temporarily_unavailable", &*said));
        assert_eq!(refused.headers["retry-after"], left);
        let event = audit_events().pop().unwrap();
        assert_eq!(event["rule"], "client_secrets");
        assert_eq!(event["allowed"], false);
    }
    // Nobody is shut out who is elsewhere, or another.
    app.device("").form(TOKEN, &grant(EIAM)).await.succeeded();
    server.form(TOKEN, &grant(CIAM)).await.succeeded();
    app.advance(WINDOW - 60);
    server.form(TOKEN, &grant(EIAM)).await.succeeded();
}

#[tokio::test]
async fn wrong_secrets_in_parallel_are_no_more_than_one_after_the_other() {
    let app = TestApp::start().await;
    let server = app.device("");
    let form = wrong(EIAM);
    let all = concurrently((0..MOST + 40).map(|_| server.form(TOKEN, &form))).await;
    let compared = all.iter().filter(|answer| answer.status == 401).count();
    assert_eq!(compared, MOST);
    assert!(all.iter().all(|answer| [401, 429].contains(&answer.status)));
}

#[tokio::test]
async fn right_secrets_are_not_counted() {
    let app = TestApp::start().await;
    let server = app.device("");
    for _ in 0..MOST {
        server.form(TOKEN, &wrong(CIAM)).await;
    }
    for _ in 0..MOST + 20 {
        server.form(TOKEN, &grant(EIAM)).await.succeeded();
    }
    let counters = app.items("LIMIT#CLIENTSECRET#");
    let counts: Vec<_> = counters.iter().map(|item| &item["failed"]["N"]).collect();
    assert_eq!(counters.len(), 2);
    assert!(
        counts.contains(&&json!("0")) && counts.contains(&&json!("100")),
        "{counts:?}"
    );
}

#[tokio::test]
async fn a_secret_is_rotated_without_an_interruption_and_never_shown() {
    let app = TestApp::start().await;
    let store = app.cloud.store().unwrap();
    let server = app.device("");
    let [old, new] = [secret_of(EIAM), "f".repeat(16) + "0123456789abcdef"];
    let line = format!("    secret: {old}\n");
    let form = |secret: &str| {
        format!("grant_type=client_credentials&client_id={EIAM}&client_secret={secret}")
    };
    let mut said = String::new();
    for (written, expected) in [
        (format!("    secret: [{old}, {new}]\n"), [200, 200]),
        (String::new(), [200, 200]),
        (format!("    secret: [\"{new}\"]\n"), [401, 200]),
        ("    secret: []\n".to_owned(), [401, 401]),
    ] {
        let yaml = changed_configuration(&[(&line, &written)]);
        let configuration = Configuration::read(&yaml).unwrap();
        let plan = configuration.plan(&store).await.unwrap();
        said = plan
            .iter()
            .fold(said, |said, change| said + &change.to_string() + "\n");
        configuration.apply(&store).await.unwrap();
        let again = configuration.plan(&store).await.unwrap();
        assert!(again.iter().all(|change| change.kind == ChangeKind::Keep));
        for (secret, expected) in [&old, &new].into_iter().zip(expected) {
            let answer = server.form(TOKEN, &form(secret)).await;
            assert_eq!(answer.status, expected, "{written}");
        }
    }
    let changed = format!("~ secret of application {EIAM}: hashes\n");
    assert_eq!(said.matches(&changed).count(), 3, "{said}");
    let exported = Configuration::export(&store).await.unwrap();
    let exported = exported.to_yaml().unwrap();
    let stored = Value::from(app.all_items()).to_string();
    for secret in [&old, &new] {
        for text in [&said, &exported, &stored, &logged()] {
            assert!(!text.contains(secret.as_str()), "{text}");
        }
    }
}

#[tokio::test]
async fn an_export_that_is_applied_leaves_the_secrets_as_they_are() {
    let app = TestApp::start().await;
    let store = app.cloud.store().unwrap();
    let exported = Configuration::export(&store).await.unwrap();
    let exported = exported.to_yaml().unwrap();
    let again = Configuration::read(&exported).unwrap();
    again.apply(&store).await.unwrap();
    app.server(EIAM).await;
}

#[tokio::test]
async fn a_ticket_is_good_once_for_its_application_and_five_minutes() {
    for client in [EIAM, CIAM, ONEACCESS] {
        let app = TestApp::with_changes(&[STRANGER]).await;
        let Visit { server, verify, .. } = Visit::of(&app, client).await;
        for other in [EIAM, CIAM, ONEACCESS, OTHER_TENANT] {
            if other != client {
                let refused = app.server(other).await.post(VERIFY, verify.clone()).await;
                assert!(
                    refused.code().ends_with("COMMON.1005"),
                    "{other}: {refused:?}"
                );
            }
        }
        server.post(VERIFY, verify.clone()).await.succeeded();
        let again = server.post(VERIFY, verify).await;
        assert!(again.code().ends_with("COMMON.1005"), "{again:?}");
    }
    let app = TestApp::start().await;
    let Visit { server, verify, .. } = Visit::of(&app, EIAM).await;
    app.advance(300);
    assert_eq!(server.post(VERIFY, verify).await.error(), EXPIRED);
}

#[tokio::test]
async fn of_32_who_present_a_ticket_at_once_one_learns_the_user() {
    let app = TestApp::start().await;
    let Visit { server, verify, .. } = Visit::of(&app, EIAM).await;
    let all = concurrently((0..32).map(|_| server.post(VERIFY, verify.clone()))).await;
    let exchanged = all.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(exchanged, 1);
    for refused in all.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused.error(), EXPIRED);
    }
}

#[tokio::test]
async fn whoever_is_disabled_erased_or_logged_out_meanwhile_is_nobody_to_the_server() {
    for meanwhile in [
        "disabled",
        "erased",
        "logged out",
        "logged out everywhere",
        "nothing",
    ] {
        let app = TestApp::start().await;
        let Visit {
            device,
            signed_in,
            server,
            verify,
        } = Visit::of(&app, EIAM).await;
        let signed_in_device = device.signed_in(&signed_in);
        match meanwhile {
            "disabled" => app.disable_users().await,
            "erased" => app.erase_users().await,
            "logged out" => drop(signed_in_device.get(LOGOUT).await.succeeded()),
            "logged out everywhere" => {
                let all = format!("{LOGOUT}?all=true");
                signed_in_device.get(&all).await.succeeded();
            }
            _ => {}
        }
        let session = of_session(&device, &signed_in);
        for (path, body) in [
            (VERIFY, verify),
            (TICKET, session.clone()),
            (SERVER_REFRESH, session),
        ] {
            let answer = server.post(path, body).await;
            if meanwhile == "nothing" {
                answer.succeeded();
            } else {
                assert_eq!(answer.code(), "TENANT.COMMON.1005", "{meanwhile}, {path}");
            }
        }
    }
}

/// Between the read of the user and the use of the ticket.
#[tokio::test]
async fn a_session_that_ends_while_its_ticket_is_verified_tells_nothing() {
    for meanwhile in ["disabled", "logged out"] {
        let app = TestApp::start().await;
        let Visit {
            device,
            signed_in,
            server,
            verify,
        } = Visit::of(&app, EIAM).await;
        let end = async {
            match meanwhile {
                "disabled" => app.disable_users().await,
                _ => drop(device.signed_in(&signed_in).get(LOGOUT).await.succeeded()),
            }
        };
        let answer = with_slow_transaction(&app, server.post(VERIFY, verify), end).await;
        assert_eq!(answer.error(), EXPIRED, "{meanwhile}");
    }
}

#[tokio::test]
async fn the_server_opens_sessions_of_its_own_application_and_device_only() {
    let app = TestApp::with_changes(&[STRANGER]).await;
    let Visit {
        device,
        signed_in,
        server,
        verify,
    } = Visit::of(&app, EIAM).await;
    let session = of_session(&device, &signed_in);
    for client in [CIAM, ONEACCESS, OTHER_TENANT] {
        let other = app.server(client).await;
        for path in [TICKET, SERVER_REFRESH] {
            let refused = other.post(path, session.clone()).await;
            assert_eq!(refused.status, 400, "{client} {path}: {refused:?}");
        }
    }
    let thief = app.device(EIAM);
    let elsewhere = |body: &Value| {
        let mut body = body.clone();
        body["device_fingerprint"] = thief.headers["x-device-fingerprint"].clone().into();
        body
    };
    for (path, body) in [
        (TICKET, &session),
        (SERVER_REFRESH, &session),
        (VERIFY, &verify),
    ] {
        let refused = server.post(path, elsewhere(body)).await;
        assert_eq!(refused.code(), "TENANT.COMMON.1005", "{path}");
        server.post(path, body.clone()).await.succeeded();
    }
    // An application that binds nothing to a device does not look at it.
    let app = TestApp::start().await;
    let visit = Visit::of(&app, ONEACCESS).await;
    let session = of_session(&visit.device, &visit.signed_in);
    for (path, body) in [
        (TICKET, &session),
        (SERVER_REFRESH, &session),
        (VERIFY, &visit.verify),
    ] {
        visit.server.post(path, elsewhere(body)).await.succeeded();
    }
}

#[tokio::test]
async fn a_ticket_is_made_for_applications_of_the_session_s_tenant_only() {
    let app = TestApp::start().await;
    let Visit {
        device,
        signed_in,
        server,
        ..
    } = Visit::of(&app, EIAM).await;
    let before = app.items("TICKET#").len();
    for client in [OTHER_TENANT, "nobody", "a b"] {
        let mut asked = of_session(&device, &signed_in);
        asked["client_id"] = client.into();
        let refused = server.post(TICKET, asked).await;
        assert_eq!(
            refused.error(),
            (400, "TENANT.COMMON.1006", "The client_id parameter error")
        );
    }
    assert_eq!(app.items("TICKET#").len(), before);
}

#[tokio::test]
async fn a_ticket_leads_into_no_application_that_would_not_let_the_user_in() {
    let with = async |setting: &str| {
        let changed = format!("dialect: ciam\n    {setting}");
        let app = TestApp::with_changes(&[("dialect: ciam", &changed)]).await;
        let device = app.device(EIAM);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        let mut asked = of_session(&device, &signed_in);
        asked["client_id"] = CIAM.into();
        let answer = app.server(EIAM).await.post(TICKET, asked).await;
        answer.status
    };
    assert_eq!(with("open: true").await, 200);
    assert_eq!(with("open: false").await, 400);
    // The user gave one factor.
    assert_eq!(with("second_factor: true").await, 400);
}

#[tokio::test]
async fn each_call_of_a_server_leaves_one_audit_event() {
    let app = TestApp::start().await;
    let Visit {
        device,
        signed_in,
        server,
        verify,
    } = Visit::of(&app, EIAM).await;
    let id = app.items("USER#")[0]["id"]["S"].clone();
    let last = |names: [&str; 5]| {
        let event = audit_events().pop().unwrap();
        names.map(|name| event[name].clone())
    };
    let names = ["event", "outcome", "user", "client", "tenant"];
    let expected = |event: &str, outcome: &str, user: &Value| {
        [
            json!(event),
            json!(outcome),
            user.clone(),
            json!(EIAM),
            json!(TENANT),
        ]
    };
    server
        .post(SERVER_REFRESH, of_session(&device, &signed_in))
        .await
        .succeeded();
    assert_eq!(last(names), expected("refresh", "SUCCESS", &id));
    server
        .post(TICKET, of_session(&device, &signed_in))
        .await
        .succeeded();
    assert_eq!(last(names), expected("issue_ticket", "SUCCESS", &id));
    server.post(VERIFY, verify.clone()).await.succeeded();
    assert_eq!(last(names), expected("verify_ticket", "SUCCESS", &id));
    let address = audit_events().pop().unwrap()["address"].clone();
    assert!(address.is_string());
    server.post(VERIFY, verify).await;
    assert_eq!(
        last(names),
        expected("verify_ticket", "REFUSED", &Value::Null)
    );
    assert_eq!(audit_events().pop().unwrap()["reason"], "no ticket");
    let server = server.without("Authorization");
    server.form(TOKEN, &wrong(EIAM)).await;
    let event = audit_events().pop().unwrap();
    assert_eq!(
        ["event", "outcome", "client", "error", "reason", "address"]
            .map(|name| event[name].clone()),
        [
            json!("issue_token"),
            json!("REFUSED"),
            json!(EIAM),
            json!("OAUTH.1001"),
            json!("no such secret"),
            address
        ]
    );
    server.form(TOKEN, &grant(EIAM)).await.succeeded();
    assert_eq!(last(names)[..2], [json!("issue_token"), json!("SUCCESS")]);
}

#[tokio::test]
async fn no_secret_token_or_ticket_reaches_the_log() {
    capture_debug();
    let app = TestApp::start().await;
    let Visit {
        device,
        signed_in,
        server,
        verify,
    } = Visit::of(&app, EIAM).await;
    let session = of_session(&device, &signed_in);
    let fresh = server
        .post(SERVER_REFRESH, session.clone())
        .await
        .succeeded();
    for (path, body) in [
        (TICKET, &session),
        (VERIFY, &verify),
        (SERVER_REFRESH, &session),
    ] {
        let mut wrong = body.clone();
        wrong["device_fingerprint"] = "marker-fingerprint".into();
        server.post(path, wrong).await;
        server.post(path, json!([body])).await;
        for times in 0..2 {
            let other = body.to_string().replacen(':', ": \u{1}", times);
            server.send("POST", path, other.as_bytes()).await;
        }
    }
    server.post(VERIFY, verify.clone()).await;
    let plain = server.clone().without("Authorization");
    for form in [
        grant(EIAM),
        wrong(EIAM),
        format!("{}&client_id=marker-client", grant(EIAM)),
    ] {
        plain.form(TOKEN, &form).await;
        let query = format!("{TOKEN}?{form}");
        plain.send("POST", &query, b"").await;
        plain.send("POST", &query, form.as_bytes()).await;
        let pair = BASE64_STANDARD.encode(format!("{EIAM}:{form}"));
        let basic = server
            .clone()
            .with("Authorization", &format!("Basic {pair}"));
        basic.form(TOKEN, "grant_type=marker-grant").await;
        basic.form(TOKEN, "grant_type=client_credentials").await;
    }
    let text = logged();
    assert!(
        text.lines()
            .filter(|line| line.contains("issue_token"))
            .count()
            >= 10
    );
    let secret = secret_of(EIAM);
    let fingerprint = device.headers["x-device-fingerprint"].as_str();
    for hidden in [
        &secret,
        &server.headers["authorization"]["Bearer ".len()..],
        verify["sso_ticket"].as_str().unwrap(),
        session["session_token"].as_str().unwrap(),
        fresh.body["id_token"].as_str().unwrap(),
        fingerprint,
        "marker",
        MOBILE,
    ] {
        let line = text.lines().find(|line| line.contains(hidden));
        assert_eq!(line, None, "the log says {hidden}");
    }
}

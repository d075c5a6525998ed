//! Every status of the contract at every call that can have it, in every dialect, with the roles of
//! the template enforced.

use crate::test_app::{
    BIND, CIAM, Device, EIAM, LOGIN, ONEACCESS, PASSWORD_BIND, PHONE_BIND, PHONE_REGISTER_BIND,
    REGISTER_BIND, Response, TestApp,
};
use serde_json::json;
use std::collections::BTreeSet;

/// Each dialect's application, with the line of the configuration that names its sources.
const DIALECTS: [(&str, &str); 3] = [
    (EIAM, "sources: [mini]\n  - client_id: p8"),
    (CIAM, "sources: [mini-bind]\n  - client_id: q7"),
    (ONEACCESS, "sources: [sister]"),
];

const LIMITS: (&str, &str) = (
    "    form:\n",
    "    limits: { cooldown_seconds: 0, sends_per_hour: 50, sends_per_day: 50, \
     device_sends_per_hour: 1000, address_sends_per_hour: 1000, \
     application_sends_per_minute: 1000 }\n    form:\n",
);

/// What an application is set to, and the status that it leads to at a binding to a user who has
/// both contacts and a password.
const SETTINGS: [(&str, &str, &str); 3] = [
    ("mini", "open: false", "ACCESS_DENIED"),
    ("mini", "second_factor: true", "MFA_AUTH"),
    ("mini", "open: true", "SUCCESS"),
];

const CALLS: [&str; 5] = [
    BIND,
    REGISTER_BIND,
    PHONE_BIND,
    PHONE_REGISTER_BIND,
    PASSWORD_BIND,
];

fn mobile(number: usize) -> String {
    format!("152016573{number:02}")
}

fn email(number: usize) -> String {
    format!("person{number}@qq.com")
}

struct Statuses<'a> {
    app: &'a TestApp,
    client: &'a str,
    /// One for all: state tokens are bound to it.
    device: Device<'a>,
    seen: BTreeSet<(String, String)>,
}

impl Statuses<'_> {
    async fn set(&self, sources: &str, source: &str, setting: &str) {
        let with = sources.replacen(
            &sources[..=sources.find(']').unwrap()],
            &format!("sources: [{source}]\n    {setting}"),
            1,
        );
        self.app.reconfigure(&[LIMITS, (sources, &with)]).await;
        self.app.advance(61);
    }

    fn device(&self) -> Device<'_> {
        self.device.clone()
    }

    fn note(&mut self, path: &str, response: &Response) -> String {
        assert_eq!(response.status, 200, "{} {path}: {response:?}", self.client);
        let status = response.body["status"].as_str().unwrap().to_owned();
        let call = path.trim_start_matches("/api/v2/sdk/").to_owned();
        self.seen.insert((call, status.clone()));
        status
    }

    async fn login(&mut self, person: &str) -> Response {
        let response = self.device().login(person).await;
        self.note(LOGIN, &response);
        response
    }

    /// Binds the account of a person to the user or contact of a number.
    async fn bind(&mut self, state_token: &str, path: &str, number: usize) -> Response {
        let device = self.device().with_state_token(state_token);
        let body = match path {
            PHONE_BIND | PHONE_REGISTER_BIND => {
                json!({ "wechat_code": format!("+86-{}", mobile(number)) })
            }
            PASSWORD_BIND => {
                json!({ "user_name": format!("person{number}"), "password": "QWE@qwe123" })
            }
            _ => {
                let kind = if path == BIND {
                    "BIND_MOBILE_SMS"
                } else {
                    "REGISTER_SMS"
                };
                let code = device.code(&mobile(number), kind).await;
                json!({ "mobile": mobile(number), "verify_code": code })
            }
        };
        let response = device.post(path, body).await;
        self.note(path, &response);
        response
    }

    /// Gives the first of these factors that is asked for.
    async fn second_factor(
        &mut self,
        challenge: &Response,
        number: usize,
        preferred: &str,
    ) -> Response {
        let token = challenge.body["state_token"].as_str().unwrap();
        let device = self.device().with_state_token(token);
        let required = challenge.body["data"].as_str().unwrap();
        let is_phone = required.contains("VERIFY_PHONE")
            && (preferred == "VERIFY_PHONE" || !required.contains(preferred));
        let (path, name, to, kind) = if is_phone {
            (
                "/api/v2/sdk/mfa/sms",
                "mobile",
                mobile(number),
                "MFA_AUTH_SMS",
            )
        } else {
            (
                "/api/v2/sdk/mfa/email",
                "email",
                email(number),
                "MFA_AUTH_EMS",
            )
        };
        let code = device.code(&to, kind).await;
        let response = device
            .post(path, json!({ name: to, "verify_code": code }))
            .await;
        self.note(path, &response);
        response
    }
}

#[tokio::test]
async fn every_status_is_given_at_every_call_in_every_dialect() {
    for (client, sources) in DIALECTS {
        let app = TestApp::with_changes(&[LIMITS]).await;
        let mut statuses = Statuses {
            app: &app,
            client,
            device: app.device(client),
            seen: BTreeSet::new(),
        };
        // Each call has users of its own: a user has one account of a source.
        for number in 0..2 * CALLS.len() {
            let form = json!({ "user_name": format!("person{number}"), "pwd": "QWE@qwe123" });
            let signed_up = statuses.device().sign_up(&mobile(number), form).await;
            statuses.note("register/mobile-verify-code", &signed_up);
            app.prove_email(&mobile(number), &email(number)).await;
        }
        for (source, setting, expected) in SETTINGS {
            for (number, path) in CALLS.into_iter().enumerate() {
                let person = format!("{expected}-{path}");
                statuses.set(sources, source, "open: true").await;
                let challenge = statuses.login(&person).await;
                let token = challenge.body["state_token"].as_str().unwrap().to_owned();
                statuses.set(sources, source, setting).await;
                // Whoever gives the second factor is linked, so that user is no other's.
                let user = number
                    + if expected == "MFA_AUTH" {
                        CALLS.len()
                    } else {
                        0
                    };
                let bound = statuses.bind(&token, path, user).await;
                assert_eq!(bound.body["status"], expected, "{client} {path}: {bound:?}");
                if expected == "MFA_AUTH" {
                    statuses.second_factor(&bound, user, "VERIFY_PHONE").await;
                    // From now on the account is one factor, and any contact is the other.
                    let challenge = statuses.login(&person).await;
                    assert_eq!(challenge.body["status"], "MFA_AUTH", "{challenge:?}");
                }
                if expected == "SUCCESS" {
                    let known = statuses.login(&person).await;
                    assert_eq!(known.body["status"], "SUCCESS", "{known:?}");
                }
            }
        }
        // An account that was linked for one code counts nothing where two factors are wanted.
        statuses.set(sources, "mini", "second_factor: true").await;
        for preferred in ["VERIFY_PHONE", "VERIFY_EMAIL"] {
            let challenge = statuses.login(&format!("SUCCESS-{BIND}")).await;
            let given = statuses.second_factor(&challenge, 0, preferred).await;
            assert_eq!(given.body["status"], "MFA_AUTH", "{given:?}");
        }
        // A person of whom nothing is known, by either setting of a source.
        for (source, to_nobody, calls) in [
            ("mini", "USER_REGISTER", &[(70, BIND), (71, PHONE_BIND)][..]),
            ("mini-bind", "SOCIAL_BIND", &[(72, PHONE_BIND)]),
        ] {
            statuses.set(sources, source, "open: true").await;
            for (number, path) in calls {
                let challenge = statuses.login(&format!("{source}-{path}")).await;
                let token = challenge.body["state_token"].as_str().unwrap().to_owned();
                let bound = statuses.bind(&token, path, *number).await;
                assert_eq!(
                    bound.body["status"], to_nobody,
                    "{client} {path}: {bound:?}"
                );
            }
        }
        statuses.set(sources, "mini", "open: true").await;
        app.disable_users().await;
        let denied = statuses.login(&format!("SUCCESS-{BIND}")).await;
        assert_eq!(denied.body["status"], "ACCESS_DENIED");
        for (call, status) in [
            ("login/wechat-miniprogram", "USER_REGISTER"),
            ("login/wechat-miniprogram", "SOCIAL_BIND"),
            ("mfa/sms", "SUCCESS"),
            ("mfa/email", "SUCCESS"),
            ("mfa/sms", "MFA_AUTH"),
            ("mfa/email", "MFA_AUTH"),
        ] {
            let pair = (call.to_owned(), status.to_owned());
            assert!(
                statuses.seen.contains(&pair),
                "{client} {pair:?}: {:?}",
                statuses.seen
            );
        }
    }
}

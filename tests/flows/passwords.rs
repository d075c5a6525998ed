//! Passwords: set, changed by the one before or by a code, forgotten.

use crate::test_app::{
    CIAM, Device, EIAM, EMAIL, MOBILE, ONEACCESS, PROFILE, PWD_CHANGE, PWD_CHANGE_BY_EMAIL,
    PWD_CHANGE_BY_MOBILE, PWD_EXISTS, PWD_UPDATE_BY_EMAIL, PWD_UPDATE_BY_MOBILE, REFRESH, Response,
    TestApp, concurrently, wrong_code,
};
use proptest::{prelude::*, strategy::ValueTree as _, test_runner::TestRunner};
use serde_json::{Value, json};
use shared::storage::write::Write;

const PASSWORD: &str = "correct horse 7";
const OTHER_PASSWORD: &str = "battery staple 8";
const OTHER_MOBILE: &str = "15201657316";
const OTHER_EMAIL: &str = "lisi@qq.com";

async fn changed_to(device: &Device<'_>, old: Option<&str>, new: &str) -> Response {
    let mut body = json!({ "new_password": new });
    if let Some(old) = old {
        body["old_password"] = old.into();
    }
    device.post(PWD_CHANGE, body).await
}

/// The stored hash of the user with a mobile.
fn stored_hash(app: &TestApp, mobile: &str) -> Value {
    let is_theirs =
        |item: &&Value| item["sk"]["S"] == "USER" && item["mobile"].to_string().contains(mobile);
    let users = app.items("USER#");
    users.iter().find(is_theirs).unwrap()["password"].clone()
}

/// The messages that tell of a changed password.
fn notices(app: &TestApp) -> Vec<String> {
    let messages = app.sent().into_iter();
    let is_notice =
        |text: &String| text.contains("password was changed") || text.contains("密码已更改");
    messages
        .map(|message| message.text.clone())
        .filter(is_notice)
        .collect()
}

#[tokio::test]
async fn the_first_password_is_set_without_one_before() {
    for client in [EIAM, CIAM, ONEACCESS] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        let device = device.signed_in(&signed_in);
        let exists = device.get(PWD_EXISTS).await.succeeded();
        assert_eq!(exists.body, json!({ "is_set_pwd": false }));
        assert_eq!(
            changed_to(&device, None, PASSWORD).await.succeeded().text,
            ""
        );
        let exists = device.get(PWD_EXISTS).await.succeeded();
        assert_eq!(exists.body, json!({ "is_set_pwd": true }));
        assert!(
            device
                .login_by_password(MOBILE, PASSWORD)
                .await
                .is_success()
        );
        let missing = changed_to(&device, None, OTHER_PASSWORD).await;
        assert!(missing.code().ends_with("COMMON.1001"), "{missing:?}");
        let without = device
            .clone()
            .without("Authorization")
            .get(PWD_EXISTS)
            .await;
        assert_eq!(without.status, 400);
    }
}

#[tokio::test]
async fn a_change_ends_all_other_sessions_and_tells_the_user() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device
        .sign_up(MOBILE, json!({ "pwd": PASSWORD }))
        .await
        .succeeded();
    app.prove_email(MOBILE, EMAIL).await;
    let elsewhere = app.device(EIAM);
    let other = elsewhere
        .login_by_password(MOBILE, PASSWORD)
        .await
        .succeeded();
    let owner = device.signed_in(&signed_in);
    changed_to(&owner, Some(PASSWORD), OTHER_PASSWORD)
        .await
        .succeeded();
    owner.get(PROFILE).await.succeeded();
    let ended = elsewhere.signed_in(&other).get(PROFILE).await;
    assert_eq!(ended.code(), "SDK.COMMON.1005");
    let token = other.body["session_token"].as_str().unwrap();
    let refresh = elsewhere.clone().with("X-session-token", token);
    assert_eq!(refresh.send("POST", REFRESH, b"").await.status, 400);
    assert_eq!(
        elsewhere.login_by_password(MOBILE, PASSWORD).await.code(),
        "SDK.LOGIN.1005"
    );
    assert!(
        elsewhere
            .login_by_password(MOBILE, OTHER_PASSWORD)
            .await
            .is_success()
    );
    let sent = notices(&app);
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(!sent[0].contains(OTHER_PASSWORD));
}

#[tokio::test]
async fn a_wrong_old_password_is_counted_and_a_repeat_of_the_change_is_done() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device
        .sign_up(MOBILE, json!({ "pwd": PASSWORD }))
        .await
        .succeeded();
    let device = device.signed_in(&signed_in);
    let wrong = changed_to(&device, Some("not this one"), OTHER_PASSWORD).await;
    let message = "Invalid account name or password. Remaining attempts: 9.";
    assert_eq!(wrong.error(), (400, "SDK.LOGIN.1005", message));
    let hash = stored_hash(&app, MOBILE);
    changed_to(&device, Some(PASSWORD), OTHER_PASSWORD)
        .await
        .succeeded();
    let changed = stored_hash(&app, MOBILE);
    assert_ne!(changed, hash);
    // The response got lost, and the client asks again.
    changed_to(&device, Some(PASSWORD), OTHER_PASSWORD)
        .await
        .succeeded();
    assert_eq!(stored_hash(&app, MOBILE), changed);
    // It is no way to find out a password: each is counted.
    for _ in 0..25 {
        changed_to(&device, Some("not this one"), "nor this one").await;
    }
    let locked = changed_to(&device, Some("not this one"), OTHER_PASSWORD).await;
    assert_eq!(locked.code(), "SDK.LOGIN.1003");
}

#[tokio::test]
async fn each_rule_on_new_passwords_has_its_own_error() {
    let policy = "    password_history: 2\n    form:\n      password: { min_length: 8, min_kinds: 2, \
                  max_repeats: 3 }\n";
    for (client, prefix) in [
        (EIAM, "SDK.PWD.1"),
        (CIAM, "IDAAS.SDK.PWD.0"),
        (ONEACCESS, "PWD.0"),
    ] {
        let app = TestApp::with_changes(&[("    form:\n", policy)]).await;
        let device = app.device(client);
        let form = json!({ "user_name": "zhangsan.7", "pwd": PASSWORD });
        let signed_in = device.sign_up(MOBILE, form).await.succeeded();
        let device = device.signed_in(&signed_in);
        let mut current = PASSWORD;
        for next in ["first new one 1", "second new one 2"] {
            changed_to(&device, Some(current), next).await.succeeded();
            current = next;
        }
        for (password, rule) in [
            (PASSWORD, "001"),
            ("first new one 1", "001"),
            ("second new one 2", "001"),
            ("7.nasgnahz", "002"),
            ("I am zhangsan.7", "003"),
            ("15201657315 is mine", "003"),
            ("short 1", "004"),
            ("onlyletters", "004"),
            ("Password1", "005"),
            ("aaaa bbb 111", "006"),
        ] {
            let refused = changed_to(&device, Some(current), password).await;
            assert_eq!(refused.code(), format!("{prefix}{rule}"), "{password}");
        }
        changed_to(&device, Some(current), "third new one 3")
            .await
            .succeeded();
        let again = changed_to(&device, Some("third new one 3"), PASSWORD).await;
        assert_eq!(again.text, "", "only so many are kept: {again:?}");
    }
}

#[tokio::test]
async fn a_code_to_the_own_contact_sets_a_password() {
    for (client, path, kind, to) in [
        (EIAM, PWD_CHANGE_BY_MOBILE, "CHANGE_PWD_SMS", MOBILE),
        (EIAM, PWD_CHANGE_BY_EMAIL, "CHANGE_PWD_EMS", EMAIL),
        (CIAM, PWD_UPDATE_BY_MOBILE, "UPDATE_PWD_SMS", MOBILE),
        (CIAM, PWD_UPDATE_BY_EMAIL, "UPDATE_PWD_EMS", EMAIL),
    ] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
        let device = device.signed_in(&signed_in);
        if to == EMAIL {
            let none = device.post(
                path,
                json!({ "verify_code": "123456", "password": PASSWORD }),
            );
            let none = none.await;
            assert!(none.code().ends_with("COMMON.1006"), "{none:?}");
            app.prove_email(MOBILE, EMAIL).await;
        }
        app.advance(61);
        let code = device.code(to, kind).await;
        let by = |code: &str| {
            let body = json!({ "verify_code": code, "password": PASSWORD });
            let device = device.clone();
            async move { device.post(path, body).await }
        };
        let wrong = by(&wrong_code(&code)).await;
        let expected = match (client, to) {
            (EIAM, MOBILE) => "SDK.SMS.1005",
            (EIAM, _) => "SDK.SMS.1006",
            _ => "IDAAS.SDK.CAPTCHA.0007",
        };
        assert_eq!(wrong.code(), expected);
        assert_eq!(by(&code).await.succeeded().text, "");
        assert_eq!(by(&code).await.code(), expected, "spent");
        device.get(PROFILE).await.succeeded();
        assert!(
            device
                .login_by_password(MOBILE, PASSWORD)
                .await
                .is_success()
        );
    }
}

#[tokio::test]
async fn a_code_that_another_device_asked_for_changes_no_password_of_a_session() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(61);
    let code = app.device(EIAM).code(MOBILE, "CHANGE_PWD_SMS").await;
    let body = json!({ "verify_code": code, "password": PASSWORD });
    let refused = device
        .signed_in(&signed_in)
        .post(PWD_CHANGE_BY_MOBILE, body)
        .await;
    assert_eq!(refused.code(), "SDK.SMS.1005");
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_whoever_has_the_contact() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": PASSWORD });
    let signed_in = device.sign_up(MOBILE, form).await.succeeded();
    app.advance(61);
    let fresh = app.device(EIAM);
    let code = fresh.code(MOBILE, "FORGET_PWD_SMS").await;
    let reset = |mobile: &str, code: &str, password: &str| {
        let body = json!({ "mobile": mobile, "verify_code": code, "password": password });
        let fresh = fresh.clone();
        async move { fresh.post(PWD_UPDATE_BY_MOBILE, body).await }
    };
    // What can be mended spends no code.
    let weak = reset(MOBILE, &code, "password").await;
    assert_eq!(weak.code(), "SDK.PWD.1005");
    let same = reset(MOBILE, &code, PASSWORD).await;
    assert_eq!(same.code(), "SDK.PWD.1001");
    assert_eq!(
        reset(MOBILE, &code, OTHER_PASSWORD).await.succeeded().text,
        ""
    );
    let ended = device.signed_in(&signed_in).get(PROFILE).await;
    assert_eq!(ended.code(), "SDK.COMMON.1005");
    assert!(
        fresh
            .login_by_password("zhangsan", OTHER_PASSWORD)
            .await
            .is_success()
    );

    // Whether anybody has a contact, only a right code tells; a disabled user is as good as none.
    let code = fresh.code(OTHER_MOBILE, "FORGET_PWD_SMS").await;
    let wrong = reset(OTHER_MOBILE, &wrong_code(&code), OTHER_PASSWORD).await;
    assert_eq!(wrong.code(), "SDK.SMS.1005");
    let nobody = reset(OTHER_MOBILE, &code, OTHER_PASSWORD).await;
    assert_eq!(nobody.code(), "SDK.COMMON.1013");
    app.disable_users().await;
    app.advance(61);
    let code = fresh.code(MOBILE, "FORGET_PWD_SMS").await;
    let disabled = reset(MOBILE, &code, PASSWORD).await;
    assert_eq!(disabled.code(), "SDK.COMMON.1013");
}

#[tokio::test]
async fn whoever_taps_twice_sets_their_password_once_and_both_times_well() {
    for client in [EIAM, CIAM, ONEACCESS] {
        for path in [PWD_CHANGE, PWD_CHANGE_BY_MOBILE, PWD_UPDATE_BY_MOBILE] {
            let app = TestApp::start().await;
            let device = app.device(client);
            let form = json!({ "pwd": PASSWORD });
            let signed_in = device.sign_up(MOBILE, form).await.succeeded();
            let owner = device.signed_in(&signed_in);
            app.advance(61);
            let code = async |kind: &str| device.code(MOBILE, kind).await;
            let (device, body) = match path {
                PWD_CHANGE => {
                    let body = json!({ "old_password": PASSWORD, "new_password": OTHER_PASSWORD });
                    (&owner, body)
                }
                PWD_CHANGE_BY_MOBILE => {
                    let code = code("CHANGE_PWD_SMS").await;
                    (
                        &owner,
                        json!({ "verify_code": code, "password": OTHER_PASSWORD }),
                    )
                }
                _ => {
                    let code = code("FORGET_PWD_SMS").await;
                    let body = json!({ "verify_code": code, "password": OTHER_PASSWORD });
                    (&device, with_mobile(body))
                }
            };
            let taps = concurrently((0..2).map(|_| device.post(path, body.clone()))).await;
            let well = taps.iter().filter(|tap| tap.status == 200).count();
            // A code may have been used up before the second tap got to look at it.
            let spent = |tap: &Response| tap.status == 200 || is_wrong_code(tap);
            assert!(
                well > 0 && taps.iter().all(spent),
                "{client} {path}: {taps:?}"
            );
            assert_eq!(notices(&app).len(), 0, "there is no address to tell");
            let fresh = app.device(client);
            let login = fresh.login_by_password(MOBILE, OTHER_PASSWORD).await;
            assert!(login.is_success(), "{client} {path}");
        }
    }
}

#[tokio::test]
async fn a_second_tap_that_finds_the_password_set_is_well_for_ten_seconds() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "pwd": PASSWORD });
    device.sign_up(MOBILE, form).await.succeeded();
    // Of two codes the older one stays good, so that the second tap gets to look at the user.
    let mut codes = Vec::new();
    for _ in 0..3 {
        app.advance(61);
        codes.push(device.code(MOBILE, "FORGET_PWD_SMS").await);
    }
    let reset = async |code: &str| {
        let body = json!({ "verify_code": code, "password": OTHER_PASSWORD });
        device.post(PWD_UPDATE_BY_MOBILE, with_mobile(body)).await
    };
    reset(&codes[2]).await.succeeded();
    reset(&codes[1]).await.succeeded();
    app.advance(10);
    assert_eq!(reset(&codes[1]).await.code(), "SDK.PWD.1001");
}

fn with_mobile(mut body: Value) -> Value {
    body["mobile"] = MOBILE.into();
    body
}

fn is_wrong_code(answer: &Response) -> bool {
    let code = answer.code();
    code.ends_with("SMS.1005") || code.ends_with("CAPTCHA.0007")
}

#[tokio::test]
async fn a_code_to_a_number_that_was_given_up_lets_nobody_in() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(MOBILE, json!({ "pwd": PASSWORD }))
        .await
        .succeeded();
    app.advance(61);
    // As a request sees it that looked up the owner just before.
    let moved = |key| {
        let contact = json!({ "contact": format!("+86-{OTHER_MOBILE}"), "verified": true });
        Write::update(key)
            .set("mobile = :mobile")
            .value(":mobile", &contact)
            .unwrap()
    };
    app.change_users(moved).await;
    let login = device.login_by_code(MOBILE).await;
    assert_eq!(login.code(), "SDK.COMMON.1013", "{login:?}");
    app.advance(61);
    let code = device.code(MOBILE, "FORGET_PWD_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code, "password": OTHER_PASSWORD });
    let reset = device.post(PWD_UPDATE_BY_MOBILE, body).await;
    assert_eq!(reset.code(), "SDK.COMMON.1013", "{reset:?}");
}

/// A request to set a password by a code, of somebody who has one account and wants another's.
#[derive(Clone, Debug)]
struct Mixture {
    dialect: usize,
    /// 0 to 3: `pwd/update-by-mobile`, `-email`, `pwd/change-by-mobile`, `-email`.
    path: usize,
    /// None, their own, broken.
    bearer: usize,
    /// Absent, their own, the other user's, blank, of a wrong type.
    mobile: usize,
    email: usize,
    /// Which of their own contacts the code was sent to.
    code_to_mobile: bool,
    /// `FORGET_PWD`, `CHANGE_PWD`, `UPDATE_PWD`, `LOGIN`.
    code_type: usize,
    is_code_right: bool,
}

fn mixtures() -> impl Strategy<Value = Mixture> {
    let of_kind =
        prop_oneof![3 => Just(0_usize), 3 => Just(1), 3 => Just(2), 1 => Just(3), 1 => Just(4)];
    let of_other =
        prop_oneof![8 => Just(0_usize), 1 => Just(1), 2 => Just(2), 1 => Just(3), 1 => Just(4)];
    let bearer = prop_oneof![1 => Just(0_usize), 3 => Just(1), 1 => Just(2)];
    let request = (0_usize..3, 0_usize..4, bearer, of_kind, of_other);
    let often = || prop_oneof![5 => Just(true), 1 => Just(false)];
    let code = (often(), 0_usize..4, often());
    (request, code).prop_map(|((dialect, path, bearer, of_kind, of_other), code)| {
        let is_by_mobile = path % 2 == 0;
        let (mobile, email) = if is_by_mobile {
            (of_kind, of_other)
        } else {
            (of_other, of_kind)
        };
        Mixture {
            dialect,
            path,
            bearer,
            mobile,
            email,
            code_to_mobile: code.0 == is_by_mobile,
            code_type: code.1,
            is_code_right: code.2,
        }
    })
}

impl Mixture {
    const fn is_by_mobile(&self) -> bool {
        self.path.is_multiple_of(2)
    }

    /// Whether the contract has the request set a password: always their own.
    fn sets_own_password(&self) -> bool {
        let is_code_to_kind = self.code_to_mobile == self.is_by_mobile() && self.is_code_right;
        let (contact, other) = if self.is_by_mobile() {
            (self.mobile, self.email)
        } else {
            (self.email, self.mobile)
        };
        if !is_code_to_kind {
            return false;
        }
        if self.path >= 2 {
            // The contacts in the body are members like any other that is not known.
            return self.bearer == 1 && self.code_type == 1;
        }
        match (contact, other) {
            (_, 1 | 2 | 4) => false,
            (1, _) => self.code_type == 0 || (self.code_type == 1 && self.dialect == 0),
            (0 | 3, _) => self.bearer == 1 && self.code_type == 2,
            _ => false,
        }
    }
}

#[tokio::test]
async fn no_mixture_of_session_contact_and_code_changes_the_password_of_another_user() {
    let limits = "cooldown_seconds: 0, sends_per_hour: 50, sends_per_day: 50, \
                  sends_kept_for_proven: 0, device_sends_per_hour: 5000, \
                  address_sends_per_hour: 5000, address_puzzles_per_hour: 5000, \
                  address_unverified_per_hour: 5000, address_unverified_per_day: 5000, \
                  country_unverified_per_hour: 5000, country_unverified_per_day: 5000, \
                  tenant_sends_per_hour: 5000, tenant_mails_per_hour: 5000, \
                  requester_failures: 50, failures_per_day: 50, proven_failures_per_day: 50, \
                  stranger_failures_per_day: 50";
    let app = TestApp::with_limits(limits).await;
    let victim = app.device(EIAM);
    victim
        .sign_up(OTHER_MOBILE, json!({ "pwd": PASSWORD }))
        .await
        .succeeded();
    app.prove_email(OTHER_MOBILE, OTHER_EMAIL).await;
    let device = app.device(EIAM);
    device
        .sign_up(MOBILE, json!({ "pwd": "attacker's own 0" }))
        .await
        .succeeded();
    app.prove_email(MOBILE, EMAIL).await;
    let others = stored_hash(&app, OTHER_MOBILE);
    let mut password = "attacker's own 0".to_owned();
    let mut runner = TestRunner::deterministic();
    let mut acts = 0;
    for round in 1..=240 {
        // So that the day's counts are new ones.
        app.advance(3600);
        let mixture = mixtures().new_tree(&mut runner).unwrap().current();
        let client = [EIAM, CIAM, ONEACCESS][mixture.dialect];
        let device = app.device(client);
        let mut asking = device.clone();
        match mixture.bearer {
            0 => {}
            1 => {
                let signed_in = device.login_by_password(MOBILE, &password).await;
                assert!(signed_in.is_success(), "{signed_in:?}");
                asking = device.signed_in(&signed_in);
            }
            _ => {
                let broken = "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA";
                asking = device.clone().with("Authorization", broken);
            }
        }
        let to = if mixture.code_to_mobile {
            MOBILE
        } else {
            EMAIL
        };
        let ends = if mixture.code_to_mobile { "SMS" } else { "EMS" };
        let kind = ["FORGET_PWD", "CHANGE_PWD", "UPDATE_PWD", "LOGIN"][mixture.code_type];
        let code = device.code(to, &format!("{kind}_{ends}")).await;
        let code = if mixture.is_code_right {
            code
        } else {
            wrong_code(&code)
        };
        let next = format!("attacker's own {round}");
        let mut body = json!({ "verify_code": code, "password": next });
        for (name, which, own, other) in [
            ("mobile", mixture.mobile, MOBILE, OTHER_MOBILE),
            ("email", mixture.email, EMAIL, OTHER_EMAIL),
        ] {
            match which {
                0 => {}
                1 => body[name] = own.into(),
                2 => body[name] = other.into(),
                3 => body[name] = " ".into(),
                _ => body[name] = json!(["x"]),
            }
        }
        let path = [
            PWD_UPDATE_BY_MOBILE,
            PWD_UPDATE_BY_EMAIL,
            PWD_CHANGE_BY_MOBILE,
            PWD_CHANGE_BY_EMAIL,
        ][mixture.path];
        let before = stored_hash(&app, MOBILE);
        let answer = asking.post(path, body).await;
        assert_eq!(stored_hash(&app, OTHER_MOBILE), others, "{mixture:?}");
        let acted = mixture.sets_own_password();
        assert_eq!(answer.status == 200, acted, "{mixture:?} {answer:?}");
        assert_eq!(stored_hash(&app, MOBILE) != before, acted, "{mixture:?}");
        if acted {
            password = next;
            acts += 1;
        } else {
            assert_eq!(answer.status, 400, "{mixture:?} {answer:?}");
        }
    }
    assert!(acts >= 10, "{acts} of them set a password");
}

//! Verification codes: validity, attempts, and the lockout of destinations and requesters.

use crate::test_app::{
    CIAM, Device, EIAM, EMAIL, MOBILE, OTHER_TENANT, TestApp, concurrently, wrong_code,
};
use serde_json::{Value, json};

const WRONG: (u16, &str, &str) = (400, "SDK.CAPTCHA.1007", "Incorrect verification code");

fn locked(minutes: u64, seconds: u64) -> String {
    format!(
        "The user has been locked due to too many unsuccessful login attempts. \
         It will be unlocked in {minutes} minutes and {seconds} seconds"
    )
}

#[tokio::test]
async fn a_code_registers_once() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    device.register(MOBILE, &code, json!({})).await.succeeded();
    assert_eq!(
        device.register(MOBILE, &code, json!({})).await.error(),
        WRONG
    );
}

#[tokio::test]
async fn a_code_is_valid_only_for_its_type_destination_application_and_tenant() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    for kind in [
        "LOGIN_SMS",
        "MFA_AUTH_SMS",
        "BIND_MOBILE_SMS",
        "UPDATE_MOBILE_SMS",
    ] {
        let code = device.code(MOBILE, kind).await;
        assert_eq!(
            device.register(MOBILE, &code, json!({})).await.error(),
            WRONG,
            "{kind}"
        );
        app.advance(61);
    }
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    assert_eq!(
        device
            .register("15201657399", &code, json!({}))
            .await
            .error(),
        WRONG
    );
    assert_eq!(
        app.device(CIAM)
            .register(MOBILE, &code, json!({}))
            .await
            .code(),
        "IDAAS.SDK.CAPTCHA.0007"
    );
    assert_eq!(
        app.device(OTHER_TENANT)
            .register(MOBILE, &code, json!({}))
            .await
            .error(),
        WRONG
    );
    device.register(MOBILE, &code, json!({})).await.succeeded();
}

#[tokio::test]
async fn five_wrong_attempts_invalidate_a_code() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for _ in 0..5 {
        assert_eq!(
            device
                .register(MOBILE, &wrong_code(&code), json!({}))
                .await
                .error(),
            WRONG
        );
    }
    assert_eq!(
        device.register(MOBILE, &code, json!({})).await.error(),
        WRONG
    );
}

#[tokio::test]
async fn four_wrong_attempts_do_not_invalidate_a_code() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for _ in 0..4 {
        device.register(MOBILE, &wrong_code(&code), json!({})).await;
    }
    device.register(MOBILE, &code, json!({})).await.succeeded();
}

#[tokio::test]
async fn an_sms_code_expires_after_five_minutes_and_a_mailed_one_after_ten() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    for (wait, good) in [(299, true), (300, false)] {
        let mobile = format!("1520165{wait:04}");
        let code = device.code(&mobile, "REGISTER_SMS").await;
        app.advance(wait);
        assert_eq!(
            device
                .register(&mobile, &code, json!({}))
                .await
                .is_success(),
            good,
            "{wait}"
        );
    }
    for (wait, good) in [(599, true), (600, false)] {
        let email = format!("{wait}@qq.com");
        let code = device.code(&email, "REGISTER_EMS").await;
        app.advance(wait);
        assert_eq!(
            device
                .register_email(&email, &code, json!({}))
                .await
                .is_success(),
            good,
            "{wait}"
        );
    }
}

#[tokio::test]
async fn the_two_newest_codes_are_good_and_older_ones_are_not() {
    for newer in [1, 2] {
        let app = TestApp::start().await;
        let device = app.device(EIAM);
        let code = device.code(MOBILE, "REGISTER_SMS").await;
        for _ in 0..newer {
            app.advance(61);
            // A stranger's request, too, leaves the code that is being typed good.
            app.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
        }
        let answer = device.register(MOBILE, &code, json!({})).await;
        assert_eq!(answer.is_success(), newer == 1, "{answer:?}");
    }
}

#[tokio::test]
async fn two_hundred_concurrent_guesses_compare_at_most_five() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let guesses: Vec<_> = (0..200)
        .map(|guess| format!("{guess:06}"))
        .filter(|guess| *guess != code)
        .collect();
    let answers = concurrently(
        guesses
            .iter()
            .map(|guess| device.register(MOBILE, guess, json!({}))),
    )
    .await;
    assert!(
        answers.iter().all(|answer| answer.status == 400),
        "{answers:?}"
    );

    let tries = app.codes()[0].1;
    assert_eq!(
        tries, 10,
        "each guess that was let through was counted before it was compared"
    );
    // This device has no attempts left, and the code is invalid for every device.
    assert_eq!(
        device.register(MOBILE, &code, json!({})).await.code(),
        "SDK.LOGIN.1003"
    );
    assert_eq!(
        app.device(EIAM)
            .register(MOBILE, &code, json!({}))
            .await
            .error(),
        WRONG
    );
    assert!(app.items("USER#").is_empty());
}

#[tokio::test]
async fn a_code_is_not_compared_after_five_attempts() {
    let app = TestApp::start().await;
    let devices: Vec<_> = (0..12).map(|_| app.device(EIAM)).collect();
    let code = devices[0].code(MOBILE, "REGISTER_SMS").await;
    let taken = json!({ "user_name": "+86-15201657399" });
    for device in &devices[..5] {
        assert_eq!(
            device
                .register(MOBILE, &wrong_code(&code), json!({}))
                .await
                .error(),
            WRONG
        );
    }
    // If the right code were compared, the response would be the error of the form.
    let late = concurrently(
        devices
            .iter()
            .map(|device| device.register(MOBILE, &code, taken.clone())),
    )
    .await;
    assert!(
        late.iter().all(|answer| answer.code() != "SDK.COMMON.1006"),
        "{late:?}"
    );
}

/// Three devices ask for a code each and fail five times each: the budget of requesters is used up.
/// 183 seconds pass, 61 of them after the last failure.
async fn lock(app: &TestApp) -> [Device<'_>; 3] {
    let attackers = [app.device(EIAM), app.device(EIAM), app.device(EIAM)];
    for attacker in &attackers {
        let code = attacker.code(MOBILE, "REGISTER_SMS").await;
        for _ in 0..5 {
            let refused = attacker
                .register(MOBILE, &wrong_code(&code), json!({}))
                .await;
            assert_eq!(refused.error(), WRONG);
        }
        app.advance(61);
    }
    attackers
}

#[tokio::test]
async fn fifteen_failures_of_requesters_lock_a_destination_for_them_whatever_the_codes() {
    let app = TestApp::start().await;
    let attackers = lock(&app).await;
    // A right code does not get through, unless it is tried first by the device that asked for it.
    for device in &attackers[1..] {
        let refused = device.register(MOBILE, &app.last_code(), json!({})).await;
        assert_eq!(
            refused.error(),
            (400, "SDK.LOGIN.1003", locked(58, 59).as_str())
        );
    }
    // Another destination is not concerned.
    app.device(EIAM)
        .sign_up("15201657399", json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn strangers_use_up_their_own_budget_and_shut_out_nobody_else() {
    let app = TestApp::start().await;
    let owner = app.device(EIAM);
    let code = owner.code(MOBILE, "REGISTER_SMS").await;
    let guesses = concurrently((0..40).map(|_| async {
        let stranger = app.device(EIAM);
        stranger
            .register(MOBILE, &wrong_code(&code), json!({}))
            .await
    }))
    .await;
    let compared = guesses.iter().filter(|answer| answer.error() == WRONG);
    assert_eq!(compared.count(), 5, "{guesses:?}");
    assert!(guesses.iter().all(|answer| answer.status == 400));
    // The code has had its five guesses; the owner's next one is good, and the strangers still
    // wait.
    app.advance(61);
    owner.sign_up(MOBILE, json!({})).await.succeeded();
    let refused = app.device(EIAM).register(MOBILE, "000000", json!({})).await;
    assert_eq!(refused.error().2, locked(23 * 60 + 58, 59));
}

#[tokio::test]
async fn a_device_that_proved_itself_gets_in_whoever_used_up_what() {
    let app = TestApp::start().await;
    let owner = app.device(EIAM);
    owner.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(3600);
    lock(&app).await;
    for _ in 0..5 {
        app.device(EIAM).register(MOBILE, "000000", json!({})).await;
    }
    // Three of the six texts of a day that are not kept for proven devices are left, and then none.
    for _ in 0..2 {
        app.advance(3600);
        app.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
    }
    app.advance(61);
    let refused = app.device(EIAM).request_code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(refused.code(), "SDK.CAPTCHA.1008");
    // The owner is texted, and is let in from another network; strangers are not.
    let code = owner.code(MOBILE, "REGISTER_SMS").await;
    let moved = owner.clone().at("203.0.113.77");
    // A slip of the finger costs nothing that others could have used up.
    let slip = moved.register(MOBILE, &wrong_code(&code), json!({})).await;
    assert_eq!(slip.error(), WRONG);
    let taken = moved.register(MOBILE, &code, json!({})).await;
    assert_eq!(
        taken.code(),
        "SDK.USER.1001",
        "looked at: the code is right"
    );
    let refused = app.device(EIAM).register(MOBILE, &code, json!({})).await;
    assert_eq!(refused.code(), "SDK.LOGIN.1003");
}

#[tokio::test]
async fn whoever_moves_between_networks_while_typing_gets_in() {
    let app = TestApp::start().await;
    lock(&app).await;
    let owner = app.device(EIAM);
    let code = owner.code(MOBILE, "REGISTER_SMS").await;
    let moved = owner.clone().at("203.0.113.77");
    moved.register(MOBILE, &code, json!({})).await.succeeded();
}

#[tokio::test]
async fn a_code_that_is_right_with_a_wrong_form_is_given_back_ten_times() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up("15201657399", json!({ "user_name": "zhangsan" }))
        .await
        .succeeded();
    app.advance(61);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let taken = json!({ "user_name": "zhangsan" });
    for number in 0..10 {
        let refused = device.register(MOBILE, &code, taken.clone()).await;
        assert_eq!(refused.code(), "SDK.USER.1003", "{number}");
    }
    // Nobody probes further names with it.
    let refused = device.register(MOBILE, &code, taken).await;
    assert_eq!(refused.error(), WRONG);
}

/// A record holds a bounded number of attributes, whatever happens at its destination.
#[tokio::test]
async fn a_record_does_not_grow_with_strangers() {
    let app =
        TestApp::with_limits("cooldown_seconds: 0, sends_per_hour: 50, sends_per_day: 50").await;
    let size = |app: &TestApp| {
        let record = app.items("DEST#").remove(0);
        let members = record.as_object().unwrap().len();
        (members, record.to_string().len())
    };
    let mut largest = (0, 0);
    for day in 0..12 {
        for number in 0..8 {
            let device = app.device(EIAM);
            if number % 2 == 0 {
                device.request_code(MOBILE, "REGISTER_SMS").await;
            }
            for _ in 0..4 {
                device.register(MOBILE, "000000", json!({})).await;
            }
            app.advance(600);
        }
        let now = size(&app);
        largest = (largest.0.max(now.0), largest.1.max(now.1));
        assert!(now.0 < 260 && now.1 < 16 * 1024, "day {day}: {now:?}");
        app.advance(20 * 3600);
    }
    assert!(largest.0 > 60, "{largest:?}: it was hammered at all");
}

#[tokio::test]
async fn one_device_is_locked_out_before_the_destination_is() {
    let app = TestApp::start().await;
    let attacker = app.device(EIAM);
    attacker.code(MOBILE, "REGISTER_SMS").await;
    let mut compared = 0;
    for _ in 0..20 {
        let refused = attacker.register(MOBILE, "000000", json!({})).await;
        compared += u32::from(refused.error() == WRONG);
        assert!(
            refused.error() == WRONG || refused.code() == "SDK.LOGIN.1003",
            "{refused:?}"
        );
        app.advance(6);
    }
    assert_eq!(compared, 10, "less than locks the destination");
    // Whoever is locked out is not sent a code either: it would be of no use.
    assert_eq!(
        attacker.request_code(MOBILE, "REGISTER_SMS").await.code(),
        "SDK.LOGIN.1003"
    );
    // The owner is not affected.
    app.device(EIAM)
        .sign_up(MOBILE, json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn while_requesters_keep_a_destination_locked_its_owner_gets_in_with_a_code_of_their_own() {
    let app = TestApp::start().await;
    let attackers = lock(&app).await;
    let owner = app.device(EIAM);
    let code = owner.code(MOBILE, "REGISTER_SMS").await;
    // An attacker does not get the owner's attempt, neither by the code's type nor by the address.
    for other in [
        attackers[2].clone(),
        attackers[2].clone().at(&owner.address),
    ] {
        assert_eq!(
            other.register(MOBILE, &code, json!({})).await.code(),
            "SDK.LOGIN.1003"
        );
    }
    owner.register(MOBILE, &code, json!({})).await.succeeded();
}

#[tokio::test]
async fn an_owner_gets_one_attempt_with_their_own_code_during_a_lockout() {
    let app = TestApp::start().await;
    lock(&app).await;
    let owner = app.device(EIAM);
    let code = owner.code(MOBILE, "REGISTER_SMS").await;
    let guess = wrong_code(&code);
    let guesses = concurrently((0..20).map(|_| owner.register(MOBILE, &guess, json!({})))).await;
    let compared = guesses.iter().filter(|answer| answer.error() == WRONG);
    assert_eq!(compared.count(), 1, "{guesses:?}");
    assert_eq!(
        owner.register(MOBILE, &code, json!({})).await.code(),
        "SDK.LOGIN.1003"
    );
}

#[tokio::test]
async fn after_a_lockout_one_attempt_is_allowed_and_each_failure_doubles_the_lockout() {
    let app = TestApp::with_changes(&[(
        "language: zh",
        "language: zh\n    limits: { failures_per_day: 3, sends_per_hour: 9 }",
    )])
    .await;
    let device = app.device(OTHER_TENANT);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for _ in 0..3 {
        device.register(MOBILE, &wrong_code(&code), json!({})).await;
    }
    for hours in [1, 2, 4, 8] {
        let refused = device.register(MOBILE, &code, json!({})).await;
        assert_eq!(refused.error().2, locked(hours * 60, 0), "{hours}");
        app.advance(hours * 3600);
        // Whoever asked for no code that is alive would be a stranger.
        device.code(MOBILE, "REGISTER_SMS").await;
        let tries =
            concurrently((0..10).map(|_| device.register(MOBILE, "000000", json!({})))).await;
        assert_eq!(
            tries
                .iter()
                .filter(|answer| answer.error() == WRONG)
                .count(),
            1,
            "{hours}"
        );
    }
    // The owner's right code is accepted once the lockout is over.
    app.advance(16 * 3600);
    device.sign_up(MOBILE, json!({})).await.succeeded();
}

#[tokio::test]
async fn a_right_code_releases_its_reserved_failure() {
    let app = TestApp::with_changes(&[(
        "language: zh",
        "language: zh\n    limits: { failures_per_day: 2, cooldown_seconds: 1 }",
    )])
    .await;
    let device = app.device(OTHER_TENANT);
    device.sign_up(MOBILE, json!({})).await.succeeded();
    let guard = app
        .items("DEST#")
        .into_iter()
        .find(|item| item["sk"]["S"] == "GUARD")
        .unwrap();
    assert_eq!(guard["f0"]["N"], "0");
    for number in 0..4 {
        app.advance(3600);
        // The mobile is taken. Only its owner learns that, and it costs no attempt.
        let taken = device.sign_up(MOBILE, json!({})).await;
        assert_eq!(taken.code(), "SDK.USER.1001", "{number}");
    }
}

#[tokio::test]
async fn a_repeated_request_costs_no_failure() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    device.register(MOBILE, &code, json!({})).await.succeeded();
    for _ in 0..20 {
        assert_eq!(
            device.register(MOBILE, &code, json!({})).await.error(),
            WRONG
        );
    }
    let guard = &app.items("DEST#")[0];
    assert_eq!(guard["f0"]["N"], "0");
}

#[tokio::test]
async fn concurrent_copies_of_a_request_cost_no_failure() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let answers = concurrently((0..4).map(|_| device.register(MOBILE, &code, json!({})))).await;
    assert_eq!(
        answers.iter().filter(|answer| answer.is_success()).count(),
        1,
        "{answers:?}"
    );
    let guard = &app.items("DEST#")[0];
    assert_eq!(guard["f0"]["N"], "0", "{guard}");
}

#[tokio::test]
async fn a_resend_does_not_reset_the_attempts() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let failures = async || {
        let guard = app
            .items("DEST#")
            .into_iter()
            .find(|item| item["sk"]["S"] == "GUARD")
            .unwrap();
        (0..15)
            .filter(|place| {
                guard
                    .get(format!("f{place}"))
                    .is_some_and(|moment| moment["N"] != "0")
            })
            .count()
    };
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for _ in 0..3 {
        device.register(MOBILE, &wrong_code(&code), json!({})).await;
    }
    assert_eq!(failures().await, 3);
    app.advance(61);
    device.code(MOBILE, "REGISTER_SMS").await;
    assert_eq!(failures().await, 3);
}

#[tokio::test]
async fn a_correctable_form_error_costs_no_attempt() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up("15201657399", json!({ "user_name": "taken" }))
        .await
        .succeeded();
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    for _ in 0..10 {
        assert_eq!(
            device
                .register(MOBILE, &code, json!({ "user_name": "Taken" }))
                .await
                .code(),
            "SDK.USER.1003"
        );
    }
    device
        .register(MOBILE, &code, json!({ "user_name": "free" }))
        .await
        .succeeded();
}

#[tokio::test]
async fn a_code_has_as_many_digits_as_the_tenant_says() {
    for length in [4, 6, 8] {
        let app = TestApp::with_changes(&[(
            "language: zh",
            &format!("language: zh\n    code_length: {length}"),
        )])
        .await;
        let device = app.device(OTHER_TENANT);
        let code = device.code(EMAIL, "REGISTER_EMS").await;
        assert_eq!(code.len(), length);
        device
            .register_email(EMAIL, &code, json!({}))
            .await
            .succeeded();
    }
}

#[tokio::test]
async fn neither_code_nor_contact_is_stored_in_plain_text() {
    let app = TestApp::start().await;
    let code = app.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
    let transient: Vec<Value> = app.cloud.items("TransientTable");
    for item in transient {
        let text = item.to_string();
        assert!(!text.contains(&code) && !text.contains(MOBILE), "{text}");
    }
}

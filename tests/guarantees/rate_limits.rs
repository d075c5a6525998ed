//! Send quotas: per destination, device, address, application, country and tenant.

use crate::test_app::{CIAM, EIAM, EMAIL, MOBILE, OTHER_TENANT, Response, TestApp, concurrently};
use local::cloud::proxy::{call::Service, meter::Counted};
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn a_destination_has_a_cooldown_of_one_minute() {
    let app = TestApp::start().await;
    app.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
    app.advance(18);
    // From another device and of another type: the destination is what counts.
    let refused = app.device(EIAM).request_code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(
        refused.error(),
        (
            429,
            "SDK.CAPTCHA.1008",
            "Too many requests. Try again in 42 seconds"
        )
    );
    assert_eq!(refused.headers["retry-after"], "42");
    assert_eq!(app.sent().len(), 1);
    app.advance(42);
    app.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn a_destination_gets_five_sends_in_any_hour_and_ten_in_any_day() {
    // None of the ten is kept for proven devices.
    let app = TestApp::with_limits("sends_kept_for_proven: 0").await;
    let send = async || app.device(EIAM).request_code(EMAIL, "LOGIN_EMS").await;
    for _ in 0..5 {
        send().await.succeeded();
        app.advance(600);
    }
    // 50 minutes after the first of five.
    let refused = send().await;
    assert_eq!(refused.headers["retry-after"], "600", "{refused:?}");
    app.advance(600);
    for _ in 0..5 {
        send().await.succeeded();
        app.advance(3600);
    }
    // Six hours after the first of ten, so the first leaves the window in 18 hours.
    let refused = send().await;
    assert_eq!(
        refused.headers["retry-after"],
        (18 * 3600).to_string(),
        "{refused:?}"
    );
    app.advance(18 * 3600);
    send().await.succeeded();
    assert_eq!(app.sent().len(), 11);
}

#[tokio::test]
async fn concurrent_sends_to_one_destination_are_one_send() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let devices: Vec<_> = (0..16).map(|_| app.device(EIAM)).collect();
    let answers = concurrently(
        devices
            .iter()
            .map(|device| device.request_code(MOBILE, "REGISTER_SMS")),
    )
    .await;
    assert_eq!(
        answers.iter().filter(|answer| answer.status == 200).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(app.sent().len(), 1);
    device
        .register(MOBILE, &app.last_code(), serde_json::json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn a_device_gets_five_codes_an_hour_from_any_address() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    for number in 0..5 {
        device
            .clone()
            .at(&format!("192.0.2.{number}"))
            .code(&format!("1520165000{number}"), "LOGIN_SMS")
            .await;
    }
    let refused = device
        .clone()
        .at("192.0.2.9")
        .request_code(MOBILE, "LOGIN_SMS")
        .await;
    assert_eq!(
        (refused.status, refused.headers["retry-after"].as_str()),
        (429, "3600")
    );
    app.advance(3600);
    device.code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn an_address_gets_ten_codes_an_hour_whatever_its_headers_say() {
    let app = TestApp::start().await;
    let visitor = |number: u32, host: &str| {
        app.device(EIAM)
            .at(&format!("2001:db8:0:7::{host}"))
            .with("X-device-ip", &format!("198.51.100.{number}"))
            .with("X-Forwarded-For", &format!("198.51.100.{number}"))
    };
    for number in 0..10 {
        visitor(number, &number.to_string())
            .code(&format!("{number}@qq.com"), "LOGIN_EMS")
            .await;
    }
    assert_eq!(
        visitor(99, "ffff")
            .request_code(EMAIL, "LOGIN_EMS")
            .await
            .status,
        429
    );
    assert_eq!(
        visitor(99, "ffff")
            .request_code(MOBILE, "LOGIN_SMS")
            .await
            .status,
        429
    );
    assert_eq!(app.sent().len(), 10);
    app.device(EIAM)
        .at("2001:db8:0:8::1")
        .code(EMAIL, "LOGIN_EMS")
        .await;
}

#[tokio::test]
async fn limits_are_counted_per_tenant() {
    let app = TestApp::start().await;
    app.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
    app.device(OTHER_TENANT).code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn a_denied_send_keeps_its_pass() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device.code(MOBILE, "LOGIN_SMS").await;
    let pass = device.captcha_token(MOBILE).await;
    let send_request =
        serde_json::json!({ "mobile": MOBILE, "type": "LOGIN_SMS", "captcha_token": pass });
    assert_eq!(
        device
            .post("/api/v2/sdk/sms/send", send_request.clone())
            .await
            .status,
        429
    );
    app.advance(60);
    device
        .post("/api/v2/sdk/sms/send", send_request)
        .await
        .succeeded();
}

/// Requests an SMS to a number of its own, from a device and an address of its own.
async fn request_sms(app: &TestApp, client: &str, number: usize) -> Response {
    app.device(client)
        .request_code(&format!("152{number:08}"), "LOGIN_SMS")
        .await
}

/// Requests that many SMS, and returns how many were sent.
async fn sent_of(app: &TestApp, texts: usize) -> usize {
    let before = app.sent().len();
    for number in 0..texts {
        request_sms(app, EIAM, number).await;
    }
    app.sent().len() - before
}

#[tokio::test]
async fn application_sends_per_minute_limits_one_application_only() {
    let app = TestApp::with_limits("application_sends_per_minute: 3").await;
    app.advance(50);
    assert_eq!(sent_of(&app, 5).await, 3);
    let refused = app.device(EIAM).request_code(EMAIL, "LOGIN_EMS").await;
    assert_eq!(
        (refused.status, refused.headers["retry-after"].as_str()),
        (429, "10"),
        "mails count too"
    );
    // The tenant's other applications are not affected.
    request_sms(&app, CIAM, 100).await.succeeded();
    app.advance(10);
    request_sms(&app, EIAM, 101).await.succeeded();
}

#[tokio::test]
async fn a_limit_that_everybody_counts_in_is_exact_also_for_sends_concurrently() {
    // One limit alone refuses: what two refuse depends on which of them comes first, as each counts
    // for a moment what the other one refuses.
    let limits = "country_sends_per_hour: 15, country_unverified_per_hour: 200";
    let app = TestApp::with_limits(limits).await;
    let sends = (0..32).map(|number| request_sms(&app, EIAM, number));
    let answers = concurrently(sends).await;
    let with = |status| {
        let those = answers.iter().filter(|answer| answer.status == status);
        those.count()
    };
    assert_eq!((with(200), with(429)), (15, 17), "{answers:?}");
    assert_eq!(app.sent().len(), 15);
    // Whom one of the counters refused was given back by the others, and by their own.
    let counted = |prefix: &str, counter: &str| -> i64 {
        let items = app.items(prefix).into_iter();
        let numbers = items.filter_map(|item| item[counter]["N"].as_str()?.parse().ok());
        numbers.collect::<Vec<i64>>().iter().sum()
    };
    assert_eq!(counted("LIMIT#APPLICATION", "sends"), 15);
    assert_eq!(counted("LIMIT#TENANT", "sends"), 15);
    assert_eq!(counted("LIMIT#DEVICE", "sends"), 15);
    assert_eq!(counted("LIMIT#ADDRESS", "s9"), 15);
    assert_eq!(counted("COUNTRY#", "sent"), 15);
}

#[tokio::test]
async fn no_item_that_unrelated_people_share_is_in_a_transaction() {
    let app = TestApp::start().await;
    app.meter().start();
    let mut items: Vec<BTreeSet<String>> = Vec::new();
    for mobile in [MOBILE, "15200000001"] {
        app.device(EIAM)
            .sign_up(mobile, json!({}))
            .await
            .succeeded();
        let calls = app.meter().take_calls();
        let written = calls
            .iter()
            .filter(|call| call.call.action == "TransactWriteItems")
            .flat_map(|call| &call.call.touches);
        items.push(written.filter_map(|item| item.pk.clone()).collect());
    }
    assert!(items[0].len() > 5, "{items:?}");
    assert!(items[0].is_disjoint(&items[1]), "{items:?}");
}

#[tokio::test]
async fn country_sends_per_hour_limits_one_country_only() {
    let app = TestApp::with_limits("country_sends_per_hour: 4, countries: [CN, GB]").await;
    assert_eq!(sent_of(&app, 6).await, 4);
    let refused = request_sms(&app, CIAM, 7).await;
    assert_eq!(
        (refused.status, refused.headers["retry-after"].as_str()),
        (429, "3600")
    );
    app.device(EIAM).code("+44-7400123456", "LOGIN_SMS").await;
    app.device(EIAM).code(EMAIL, "LOGIN_EMS").await;
    app.advance(3600);
    request_sms(&app, EIAM, 8).await.succeeded();
}

#[tokio::test]
async fn only_listed_countries_receive_sms_and_are_offered() {
    let app = TestApp::with_changes(&[
        (
            "    form:\n",
            "    limits: { countries: [CN, HK] }\n    form:\n",
        ),
        (
            "language: zh",
            "language: zh\n    limits: { countries: [\"*\"] }",
        ),
    ])
    .await;
    let device = app.device(EIAM);
    device.code(MOBILE, "LOGIN_SMS").await;
    device.code("+852-51234567", "LOGIN_SMS").await;
    let before = app.all_items();
    let pass = device.captcha_token("+44-7911123456").await;
    let send_request =
        json!({ "mobile": "+44-7911123456", "type": "LOGIN_SMS", "captcha_token": pass });
    let refused = device.post("/api/v2/sdk/sms/send", send_request).await;
    assert_eq!(
        refused.error(),
        (400, "SDK.COMMON.1006", "The mobile parameter error")
    );
    assert_eq!(
        app.all_items().len(),
        before.len() + 2,
        "a puzzle and its pass, and nothing counted"
    );
    let offered = device.get("/api/v2/sdk/country-codes").await.succeeded();
    let offered = offered.body["phoneAreaCodeDefinitions"]
        .as_array()
        .unwrap()
        .clone();
    let offered: Vec<_> = offered
        .iter()
        .map(|country| country["countryCode"].as_str().unwrap())
        .collect();
    assert_eq!(offered, ["CN", "HK"]);
    // Mail is not affected, and another tenant has its own list.
    device.code(EMAIL, "LOGIN_EMS").await;
    app.device(OTHER_TENANT)
        .code("+44-7911123456", "LOGIN_SMS")
        .await;
}

#[tokio::test]
async fn a_tenant_that_names_no_countries_texts_and_offers_its_own_alone() {
    let area_code = ("language: zh", "language: zh\n    area_code: 852");
    let app = TestApp::with_changes(&[area_code]).await;
    for (client, own, foreign, country) in [
        (EIAM, "+86-15201657315", "+852-51234567", "CN"),
        (OTHER_TENANT, "+852-51234567", "+86-15201657315", "HK"),
    ] {
        let device = app.device(client);
        device.code(own, "LOGIN_SMS").await;
        for number in [foreign, "+44-7911123456", "+1-2015550123"] {
            let refused = device.request_code(number, "LOGIN_SMS").await;
            assert!(refused.code().ends_with("COMMON.1006"), "{refused:?}");
        }
        let offered = device.get("/api/v2/sdk/country-codes").await.succeeded();
        let offered = offered.body["phoneAreaCodeDefinitions"].clone();
        assert_eq!(offered.as_array().unwrap().len(), 1);
        assert_eq!(offered[0]["countryCode"], country);
        // Mails go everywhere.
        device.code(EMAIL, "LOGIN_EMS").await;
    }
    assert_eq!(app.sent().len(), 4);
}

#[tokio::test]
async fn tenant_sends_per_hour_limits_the_whole_tenant() {
    let app = TestApp::with_limits("tenant_sends_per_hour: 3, countries: [\"*\"]").await;
    request_sms(&app, EIAM, 1).await.succeeded();
    request_sms(&app, CIAM, 2).await.succeeded();
    app.device(EIAM).code("+44-7911123456", "LOGIN_SMS").await;
    assert_eq!(request_sms(&app, EIAM, 3).await.status, 429);
    app.device(EIAM).code(EMAIL, "LOGIN_EMS").await;
    request_sms(&app, OTHER_TENANT, 4).await.succeeded();
    app.advance(3600);
    request_sms(&app, EIAM, 5).await.succeeded();
}

#[tokio::test]
async fn unverified_sms_per_address_are_limited() {
    let app = TestApp::with_limits("address_sends_per_hour: 100, device_sends_per_hour: 100").await;
    let visitor = app.device(EIAM);
    let at = async |number: usize| {
        let mobile = format!("152{number:08}");
        app.device(EIAM)
            .at(&visitor.address)
            .request_code(&mobile, "REGISTER_SMS")
            .await
    };
    for number in 0..5 {
        at(number).await.succeeded();
    }
    assert_eq!(at(5).await.headers["retry-after"], "3600");
    // A code that is used no longer counts as unverified.
    visitor
        .register("15200000004", &app.last_code(), json!({}))
        .await
        .succeeded();
    at(6).await.succeeded();
    assert_eq!(at(7).await.status, 429);
    // Five more in the next hour reach the day's limit. The day ends in 13 hours.
    app.advance(3600);
    for number in 10..15 {
        at(number).await.succeeded();
    }
    app.advance(3600);
    assert_eq!(at(20).await.headers["retry-after"], (13 * 3600).to_string());
    app.advance(13 * 3600);
    at(21).await.succeeded();
}

#[tokio::test]
async fn unverified_sms_per_country_are_limited_by_its_conversion_history() {
    let limits = "country_unverified_per_hour: 3, country_unverified_per_day: 5, \
                  application_sends_per_minute: 1000, countries: [CN, GB]";
    let app = TestApp::with_limits(limits).await;
    // All from one network, which gets two more while the country's budget is used up.
    assert_eq!(sent_of(&app, 8).await, 3 + 2, "the hour's floor");
    app.advance(3600);
    assert_eq!(sent_of(&app, 8).await, 2, "the day's floor");
    let refused = request_sms(&app, EIAM, 9).await;
    assert_eq!(
        refused.headers["retry-after"],
        (14 * 3600).to_string(),
        "{refused:?}"
    );
    app.device(EIAM).code("+44-7400123456", "LOGIN_SMS").await;

    // Codes that are used leave no unverified SMS, and raise the country's usual volume.
    app.advance(24 * 3600);
    for number in 0..100 {
        app.device(EIAM)
            .sign_up(&format!("151{number:08}"), json!({}))
            .await
            .succeeded();
    }
    let day = app
        .items("COUNTRY#")
        .into_iter()
        .find(|day| day.get("verified").is_some())
        .unwrap();
    assert_eq!(
        ["sent", "verified", "u"].map(|counter| day[counter]["N"].as_str().unwrap().to_owned()),
        ["100", "100", "0"]
    );
    app.advance(24 * 3600);
    // 100 in 14 days are 7 a day, and 4 times 7 / 24 are 1 in a busy hour, which is below the
    // floor.
    assert_eq!(sent_of(&app, 8).await, 3 + 3);
    app.advance(3600);
    assert_eq!(sent_of(&app, 8).await, 3);
    app.advance(3600);
    assert_eq!(sent_of(&app, 8).await, 1, "7 of the day");
    // After two weeks the history has no effect.
    app.advance(15 * 24 * 3600);
    assert_eq!(sent_of(&app, 8).await, 3 + 2);
    app.advance(3600);
    assert_eq!(sent_of(&app, 8).await, 2);
}

/// The address of a host in a network of its own (a /24).
fn in_network(number: usize) -> String {
    format!("100.{}.{}.7", 64 + number / 256, number % 256)
}

/// Uses up a country's budget of an hour: 30 texts from six addresses, of which no code is used.
async fn use_up_country(app: &TestApp) {
    for number in 0..30 {
        let sent = app
            .device(EIAM)
            .at(&format!("203.0.113.{}", number % 6))
            .request_code(&format!("158{number:08}"), "REGISTER_SMS")
            .await;
        assert_eq!(sent.status, 200, "{number}: {sent:?}");
        app.advance(1);
    }
}

#[tokio::test]
async fn six_addresses_that_use_no_code_do_not_close_a_country_for_others() {
    let app = TestApp::start().await;
    use_up_country(&app).await;
    // The attackers get nothing more in this hour.
    for number in 0..6 {
        let device = app.device(EIAM).at(&format!("203.0.113.{number}"));
        let refused = device
            .request_code(&format!("158{number:08}"), "LOGIN_SMS")
            .await;
        assert_eq!(refused.status, 429);
    }
    for number in 0..60 {
        let device = app.device(EIAM).at(&in_network(number));
        let mobile = format!("159{number:08}");
        let code = device.code(&mobile, "REGISTER_SMS").await;
        // Two of three use their code.
        if number % 3 != 0 {
            device.register(&mobile, &code, json!({})).await.succeeded();
        }
        app.advance(5);
    }
}

#[tokio::test]
async fn many_networks_share_what_is_left_of_a_country() {
    let app = TestApp::start().await;
    use_up_country(&app).await;
    let mut sent = 0;
    for number in 0..200 {
        let device = app.device(EIAM).at(&in_network(number));
        let mobile = format!("159{number:08}");
        let answer = device.request_code(&mobile, "REGISTER_SMS").await;
        sent += usize::from(answer.status == 200);
        app.advance(1);
    }
    assert_eq!(sent, 40, "two thirds of the 60 of a day");
    let day = &app.items("COUNTRY#")[0];
    assert_eq!(
        [&day["u"]["N"], &day["n"]["N"]],
        [&json!("30"), &json!("40")]
    );
}

#[tokio::test]
async fn a_device_that_used_a_code_is_texted_when_a_country_is_used_up() {
    let app = TestApp::start().await;
    let known = app.device(EIAM);
    known.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(3600);
    use_up_country(&app).await;
    for number in 0..60 {
        let device = app.device(EIAM).at(&in_network(number));
        device
            .request_code(&format!("159{number:08}"), "LOGIN_SMS")
            .await;
        app.advance(1);
    }
    let unknown = app.device(EIAM).at(&in_network(99));
    let refused = unknown.request_code("15300000099", "LOGIN_SMS").await;
    assert_eq!(refused.status, 429, "{refused:?}");
    // Three may be unused, from wherever the device is, and a code that is used begins anew.
    for number in 0..3 {
        let moved = known.clone().at(&in_network(100 + number));
        moved
            .code(&format!("1530000000{number}"), "LOGIN_SMS")
            .await;
    }
    let refused = known.request_code("15300000003", "LOGIN_SMS").await;
    assert_eq!(refused.status, 429, "{refused:?}");
    app.advance(31 * 24 * 3600);
    use_up_country(&app).await;
    let day = |name: &str| {
        app.items("COUNTRY#")
            .iter()
            .any(|day| day.get(name).is_some())
    };
    assert!(day("p") && day("n"));
}

#[tokio::test]
async fn a_launch_of_many_who_use_their_codes_refuses_nobody() {
    let app = TestApp::start().await;
    // 150 people in 18 minutes, of whom three of five use their code, 40 seconds later.
    let mut pending = Vec::new();
    for number in 0..150 {
        let device = app.device(EIAM).at(&in_network(number * 7 % 100));
        let mobile = format!("159{number:08}");
        let code = device.code(&mobile, "REGISTER_SMS").await;
        pending.push((device, mobile, code));
        app.advance(7);
        if let Some(place) = number.checked_sub(6).filter(|place| place % 5 < 3) {
            let (device, mobile, code) = &pending[place];
            device.register(mobile, code, json!({})).await.succeeded();
        }
    }
    assert_eq!(app.sent().len(), 150);
}

#[tokio::test]
async fn a_tenant_as_a_whole_sends_so_many_mails_an_hour() {
    let app = TestApp::with_limits("tenant_mails_per_hour: 3").await;
    for number in 0..3 {
        app.device(EIAM)
            .code(&format!("{number}@qq.com"), "LOGIN_EMS")
            .await;
    }
    let refused = app.device(CIAM).request_code(EMAIL, "LOGIN_EMS").await;
    assert_eq!(
        (refused.status, refused.headers["retry-after"].as_str()),
        (429, "3600")
    );
    // Texts and other tenants have budgets of their own.
    app.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
    app.device(OTHER_TENANT).code(EMAIL, "LOGIN_EMS").await;
    app.advance(3600);
    app.device(EIAM).code(EMAIL, "LOGIN_EMS").await;
}

#[tokio::test]
async fn all_addresses_of_one_inbox_are_one_destination_and_stay_different_addresses() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code("li+one@qq.com", "REGISTER_EMS").await;
    for address in ["li+two@qq.com", "li@qq.com", "LI+three@qq.com"] {
        let refused = app.device(EIAM).request_code(address, "REGISTER_EMS").await;
        assert_eq!(refused.status, 429, "{address}");
        let wrong = device.register_email(address, &code, json!({})).await;
        assert_eq!(wrong.code(), "SDK.CAPTCHA.1007", "{address}");
    }
    device
        .register_email("li+one@qq.com", &code, json!({}))
        .await
        .succeeded();
    app.advance(61);
    // Whoever registers another of them is another user.
    device
        .register_email(
            "li@qq.com",
            &device.code("li@qq.com", "REGISTER_EMS").await,
            json!({}),
        )
        .await
        .succeeded();
}

#[tokio::test]
async fn an_address_gets_so_many_puzzles_and_wrong_answers_an_hour_and_others_are_not_concerned() {
    let limits = "address_puzzles_per_hour: 5, address_puzzle_failures_per_hour: 3";
    let app = TestApp::with_limits(limits).await;
    let get = async |address: &str| {
        let device = app.device(EIAM).at(address);
        device.get("/api/v2/sdk/captcha").await
    };
    for _ in 0..5 {
        get("192.0.2.1").await.succeeded();
    }
    let refused = get("192.0.2.1").await;
    assert_eq!(
        (
            refused.status,
            refused.code(),
            refused.headers["retry-after"].as_str()
        ),
        (429, "SDK.CAPTCHA.1008", "3600")
    );
    get("192.0.2.2").await.succeeded();
    app.advance(3600);
    get("192.0.2.1").await.succeeded();

    let guesser = app.device(EIAM).at("192.0.2.3");
    for _ in 0..3 {
        let (token, x) = guesser.puzzle().await;
        guesser.solve(&token, x + 50, MOBILE).await;
    }
    assert_eq!(get("192.0.2.3").await.status, 429);
    get("192.0.2.4").await.succeeded();
    app.advance(3600);
    // Right answers count for nothing.
    for _ in 0..4 {
        let (token, x) = guesser.puzzle().await;
        guesser.solve(&token, x, MOBILE).await.succeeded();
    }
}

#[tokio::test]
async fn an_sms_refused_by_the_provider_is_not_counted_as_unverified() {
    let app =
        TestApp::with_limits("country_unverified_per_hour: 1, address_unverified_per_hour: 1")
            .await;
    let device = app.device(EIAM);
    for number in 0..3 {
        app.script_faults("Publish", [local::cloud::proxy::faults::Fault::Throttle]);
        let failed = device
            .request_code(&format!("1520000000{number}"), "LOGIN_SMS")
            .await;
        assert_eq!(failed.code(), "SDK.CAPTCHA.1006");
    }
    device.code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn a_record_only_limit_denies_nothing_and_the_others_still_do() {
    let all = "destination, address, device, application, country, tenant, address_unverified, country_unverified, countries";
    let tight = "cooldown_seconds: 60, sends_per_hour: 1, sends_per_day: 1, sends_kept_for_proven: 0, address_sends_per_hour: 1, device_sends_per_hour: 1, \
                 application_sends_per_minute: 1, country_sends_per_hour: 1, tenant_sends_per_hour: 1, \
                 address_unverified_per_hour: 1, country_unverified_per_hour: 1, country_unverified_per_day: 1, countries: [HK]";
    let lenient = TestApp::with_limits(&format!("{tight}, record_only: [{all}]")).await;
    let device = lenient.device(EIAM);
    for _ in 0..3 {
        device.code(MOBILE, "LOGIN_SMS").await;
    }
    for rule in all.split(", ") {
        let others: Vec<_> = all.split(", ").filter(|other| *other != rule).collect();
        let app =
            TestApp::with_limits(&format!("{tight}, record_only: [{}]", others.join(", "))).await;
        let device = app.device(EIAM);
        let first = device.request_code(MOBILE, "LOGIN_SMS").await;
        if rule == "countries" {
            assert_eq!(first.code(), "SDK.COMMON.1006");
            continue;
        }
        first.succeeded();
        let mut expected = 1;
        if rule == "country_unverified" {
            // The country is narrowed first: one more for the network.
            device.code(MOBILE, "LOGIN_SMS").await;
            expected += 1;
        }
        assert_eq!(
            device.request_code(MOBILE, "LOGIN_SMS").await.status,
            429,
            "{rule}"
        );
        assert_eq!(app.sent().len(), expected, "{rule}");
    }
}

#[tokio::test]
async fn an_application_may_override_the_limits_of_its_tenant() {
    let own = (
        "sources: [mini]",
        "sources: [mini]\n    limits: { device_sends_per_hour: 1, countries: [CN] }",
    );
    let all = (
        "    form:\n",
        "    limits: { countries: [\"*\"] }\n    form:\n",
    );
    let app = TestApp::with_changes(&[own, all]).await;
    let (device, other) = (app.device(EIAM), app.device(CIAM));
    device.code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(
        device.request_code("15200000001", "LOGIN_SMS").await.status,
        429
    );
    assert_eq!(
        app.device(EIAM)
            .request_code("+44-7911123456", "LOGIN_SMS")
            .await
            .code(),
        "SDK.COMMON.1006"
    );
    other.code("15200000002", "LOGIN_SMS").await;
    other.code("+44-7911123456", "LOGIN_SMS").await;
}

#[tokio::test]
async fn a_denied_send_costs_a_read_and_one_write_and_sends_nothing() {
    let app =
        TestApp::with_limits("sends_per_hour: 1, sends_per_day: 1, sends_kept_for_proven: 0").await;
    let device = app.device(EIAM);
    device.code(MOBILE, "LOGIN_SMS").await;
    for (to, kind) in [(MOBILE, "LOGIN_SMS"), ("15200000001", "LOGIN_SMS")] {
        let pass = device.captcha_token(to).await;
        let send_request = json!({ "mobile": to, "type": kind, "captcha_token": pass });
        if to != MOBILE {
            // The device reaches its own limit as well.
            for number in 0..4 {
                device.code(&format!("{number}@qq.com"), "LOGIN_EMS").await;
            }
        }
        app.meter().start();
        assert_eq!(
            device
                .post("/api/v2/sdk/sms/send", send_request)
                .await
                .status,
            429
        );
        let calls = app.meter().take_calls();
        let of_dynamodb = |counted: &&Counted| counted.call.service == Service::Dynamodb;
        let called: Vec<_> = calls
            .iter()
            .filter(of_dynamodb)
            .map(|counted| counted.call.action.as_str())
            .collect();
        assert_eq!(called, ["GetItem", "TransactWriteItems"]);
        assert_eq!(calls.len(), called.len(), "{calls:?}");
    }
    assert_eq!(app.sent().len(), 5);
}

#[tokio::test]
async fn sends_without_a_good_pass_are_limited_and_those_with_one_are_not_concerned() {
    let app = TestApp::with_limits("address_puzzles_per_hour: 3, cooldown_seconds: 0").await;
    let device = app.device(EIAM);
    let send = async |pass: &str| {
        let body = json!({ "mobile": MOBILE, "type": "LOGIN_SMS", "captcha_token": pass });
        device.post("/api/v2/sdk/sms/send", body).await
    };
    let invented = format!("{:032x}---{{\"x\":120.0,\"y\":5.0}}", 7);
    let of_another = device.captcha_token("15200000001").await;
    let good = device.captcha_token(MOBILE).await;
    assert_eq!(send(&invented).await.code(), "SDK.CAPTCHA.1004");
    // What is usual in the country is known from here on.
    app.meter().start();
    for pass in [&of_another, &invented] {
        assert_eq!(send(pass).await.code(), "SDK.CAPTCHA.1004");
    }
    for _ in 0..3 {
        let refused = send(&invented).await;
        assert_eq!(refused.status, 429, "{refused:?}");
        assert!(refused.headers.contains_key("retry-after"));
    }
    let calls = app.meter().take_calls();
    let is_cheap =
        |counted: &Counted| matches!(counted.call.action.as_str(), "GetItem" | "UpdateItem");
    assert!(calls.iter().all(is_cheap), "{calls:?}");
    assert_eq!(send(&good).await.status, 200);
    // A pass is good once.
    assert_eq!(send(&good).await.status, 429);
    app.advance(3600);
    assert_eq!(send(&good).await.code(), "SDK.CAPTCHA.1004");
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn a_tenant_that_may_send_nothing_sends_nothing() {
    let limits = "tenant_sends_per_hour: 0, tenant_mails_per_hour: 0";
    let app = TestApp::with_limits(limits).await;
    for (to, kind) in [(MOBILE, "LOGIN_SMS"), (EMAIL, "LOGIN_EMS")] {
        for _ in 0..2 {
            let refused = app.device(EIAM).request_code(to, kind).await;
            assert_eq!(refused.status, 429, "{to}: {refused:?}");
        }
    }
    assert!(app.sent().is_empty());
}

#[tokio::test]
async fn the_client_address_of_a_cdn_header_is_trusted_only_if_configured() {
    let on_message = async |app: &TestApp, address: &str, number: usize| {
        let device = app
            .device(EIAM)
            .at("192.0.2.1")
            .with("X-Viewer-5f2c", address);
        device
            .request_code(&format!("{number}@qq.com"), "LOGIN_EMS")
            .await
            .status
    };
    let app = TestApp::start().await;
    for number in 0..10 {
        assert_eq!(
            on_message(&app, &format!("198.51.100.{number}"), number).await,
            200
        );
    }
    assert_eq!(
        on_message(&app, "198.51.100.99", 99).await,
        429,
        "nobody has said so"
    );

    let app = TestApp::with_parameter("AddressHeader", "X-Viewer-5f2c").await;
    for number in 0..11 {
        assert_eq!(
            on_message(&app, &format!("198.51.100.{number}:4653{number}"), number).await,
            200
        );
    }
    for number in 20..30 {
        assert_eq!(on_message(&app, "203.0.113.7:46532", number).await, 200);
    }
    assert_eq!(on_message(&app, "203.0.113.7:46533", 30).await, 429);
}

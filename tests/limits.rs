//! What is too much.

use crate::stage::{EIAM, EMAIL, MOBILE, STRANGER, Stage, at_once};

#[tokio::test]
async fn a_minute_passes_between_two_sends_to_one_destination() {
    let stage = Stage::start().await;
    stage.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
    stage.pass(18);
    // Another device, another type: the destination is what counts.
    let refused = stage.device(EIAM).ask_code(MOBILE, "LOGIN_SMS").await;
    assert_eq!(refused.error(), (429, "SDK.CAPTCHA.1008", "Too many requests. Try again in 42 seconds"));
    assert_eq!(refused.headers["retry-after"], "42");
    assert_eq!(stage.sent().len(), 1);
    stage.pass(42);
    stage.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn five_sends_within_any_hour_and_ten_within_any_day() {
    let stage = Stage::start().await;
    let send = async || stage.device(EIAM).ask_code(EMAIL, "LOGIN_EMS").await;
    for _ in 0..5 {
        send().await.succeeded();
        stage.pass(600);
    }
    // 50 minutes after the first of five.
    let refused = send().await;
    assert_eq!(refused.headers["retry-after"], "600", "{refused:?}");
    stage.pass(600);
    for _ in 0..5 {
        send().await.succeeded();
        stage.pass(3600);
    }
    // Six hours after the first of ten: the day has slid on by then only after 18 more.
    let refused = send().await;
    assert_eq!(refused.headers["retry-after"], (18 * 3600).to_string(), "{refused:?}");
    stage.pass(18 * 3600);
    send().await.succeeded();
    assert_eq!(stage.sent().len(), 11);
}

#[tokio::test]
async fn sends_at_once_to_one_destination_are_one_send() {
    let stage = Stage::start().await;
    let device = stage.device(EIAM);
    let devices: Vec<_> = (0..16).map(|_| stage.device(EIAM)).collect();
    let answers = at_once(devices.iter().map(|device| device.ask_code(MOBILE, "REGISTER_SMS"))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "{answers:?}");
    assert_eq!(stage.sent().len(), 1);
    device.register(MOBILE, &stage.last_code(), serde_json::json!({})).await.succeeded();
}

#[tokio::test]
async fn a_device_asks_for_five_codes_an_hour_wherever_it_is() {
    let stage = Stage::start().await;
    let device = stage.device(EIAM);
    for number in 0..5 {
        device
            .clone()
            .at(&format!("192.0.2.{number}"))
            .code(&format!("1520165000{number}"), "LOGIN_SMS")
            .await;
    }
    let refused = device.clone().at("192.0.2.9").ask_code(MOBILE, "LOGIN_SMS").await;
    assert_eq!((refused.status, refused.headers["retry-after"].as_str()), (429, "3600"));
    stage.pass(3600);
    device.code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn an_address_asks_for_ten_codes_an_hour_whatever_it_says_it_is() {
    let stage = Stage::start().await;
    let visitor = |number: u32, host: &str| {
        stage
            .device(EIAM)
            .at(&format!("2001:db8:0:7::{host}"))
            .with("X-device-ip", &format!("198.51.100.{number}"))
            .with("X-Forwarded-For", &format!("198.51.100.{number}"))
    };
    for number in 0..10 {
        visitor(number, &number.to_string()).code(&format!("1520165000{number}"), "LOGIN_SMS").await;
    }
    assert_eq!(visitor(99, "ffff").ask_code(MOBILE, "LOGIN_SMS").await.status, 429);
    assert_eq!(stage.sent().len(), 10);
    stage.device(EIAM).at("2001:db8:0:8::1").code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn the_limits_of_one_tenant_are_not_those_of_another() {
    let stage = Stage::start().await;
    stage.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
    stage.device(STRANGER).code(MOBILE, "LOGIN_SMS").await;
}

#[tokio::test]
async fn a_limited_send_keeps_its_pass() {
    let stage = Stage::start().await;
    let device = stage.device(EIAM);
    device.code(MOBILE, "LOGIN_SMS").await;
    let pass = device.captcha_token(MOBILE).await;
    let order = serde_json::json!({ "mobile": MOBILE, "type": "LOGIN_SMS", "captcha_token": pass });
    assert_eq!(device.post("/api/v2/sdk/sms/send", order.clone()).await.status, 429);
    stage.pass(60);
    device.post("/api/v2/sdk/sms/send", order).await.succeeded();
}

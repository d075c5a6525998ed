//! The events of people who register by mobile, each with a puzzle, a text and a code of their own.

use local::cloud::{Cloud, gateway::Request};
use serde_json::{Value, json};

const CLIENT: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";

/// The event of somebody who has solved a puzzle and asks for a code.
pub(crate) async fn send(cloud: &Cloud, number: u32) -> String {
    let puzzle = event(cloud, number, ("GET", "captcha"), &Value::Null);
    let puzzle = answer(cloud, "captcha-get", &puzzle).await;
    let hole = cloud
        .puzzles()
        .into_iter()
        .find(|(token, _)| puzzle["token"] == **token)
        .expect("a puzzle")
        .1;
    let (mobile, point) = (mobile(number), format!("{{\"x\":{hole}.0,\"y\":5.0}}"));
    let solution = json!({ "token": puzzle["token"], "point_json": point, "sender": mobile });
    let solution = event(cloud, number, ("POST", "captcha/verify"), &solution);
    let pass = answer(cloud, "captcha-verify", &solution).await;
    let order =
        json!({ "mobile": mobile, "type": "REGISTER_SMS", "captcha_token": pass["captcha_token"] });
    event(cloud, number, ("POST", "sms/send"), &order)
}

/// The event of somebody who has got a code and registers with it, without a password.
pub(crate) async fn registration(cloud: &Cloud, number: u32) -> String {
    answer(cloud, "sms-send", &send(cloud, number).await).await;
    let messages = cloud.outbox.messages();
    let form = json!({ "mobile": mobile(number), "verify_code": messages[0].code() });
    event(
        cloud,
        number,
        ("POST", "register/mobile-verify-code"),
        &form,
    )
}

fn mobile(number: u32) -> String {
    format!("139{number:08}")
}

fn event(cloud: &Cloud, number: u32, (method, call): (&str, &str), body: &Value) -> String {
    let headers = [
        ("content-type", "application/json"),
        ("x-client-id", CLIENT),
        ("x-operating-sys-version", "1"),
        ("x-device-fingerprint", &mobile(number)),
        ("x-agent", "bench"),
    ];
    let (path, body) = (format!("/api/v2/sdk/{call}"), body.to_string());
    let request = Request {
        method,
        path: &path,
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        body: body.as_bytes(),
        source_ip: format!("192.0.2.{}", number % 250),
    };
    request.event(cloud)
}

async fn answer(cloud: &Cloud, function: &str, event: &str) -> Value {
    let answer = cloud.answer(function, event).await.expect("an answer");
    assert_eq!(answer.status(), 200, "{function}");
    serde_json::from_slice(answer.body()).unwrap_or_default()
}

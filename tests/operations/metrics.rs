//! Metrics: one line per request with what alarms and dashboards need, and no personal data.

use crate::test_app::{CONFIGURATION, EIAM, MOBILE, START, TENANT, TestApp, receipt, wrong_code};
use local::cloud::{
    proxy::faults::{Fault, Rule},
    services::carriers::SECRET,
};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// The metrics lines that were written.
#[derive(Clone, Default)]
struct MetricsLines(Arc<Mutex<Vec<Value>>>);

impl MetricsLines {
    /// The lines since the last call.
    fn take(&self) -> Vec<Value> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    fn last(&self) -> Value {
        self.take().pop().unwrap()
    }
}

async fn app() -> (TestApp, MetricsLines) {
    app_with("lean").await
}

/// Deployed with so many metrics.
async fn app_with(metrics: &str) -> (TestApp, MetricsLines) {
    let parameter = ("Metrics".to_owned(), metrics.to_owned());
    let written = MetricsLines::default();
    let lines = written.clone();
    let app = TestApp::with_options(START, CONFIGURATION, |options| {
        options.parameters.extend([parameter]);
        options.lines = Some(Arc::new(move |line: &[u8]| {
            assert!(line.ends_with(b"\n"), "one line each");
            lines
                .0
                .lock()
                .unwrap()
                .push(serde_json::from_slice(line).unwrap());
        }));
    })
    .await;
    (app, written)
}

fn counts<const N: usize>(line: &Value, names: [&str; N]) -> [i64; N] {
    names.map(|name| {
        line[name]
            .as_i64()
            .unwrap_or_else(|| panic!("{name} in {line}"))
    })
}

#[tokio::test]
async fn a_request_is_one_metrics_line_by_function_tenant_and_country() {
    let (app, written) = app_with("full").await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let lines = written.take();
    let functions: Vec<_> = lines
        .iter()
        .filter_map(|line| line["function"].as_str())
        .collect();
    assert_eq!(
        functions,
        ["rotate-keys", "captcha-get", "captcha-verify", "sms-send"]
    );
    let send = &lines[3];
    let directive = &send["_aws"]["CloudWatchMetrics"][0];
    assert_eq!(
        directive["Dimensions"],
        json!([[], ["function"], ["tenant"], ["country"]])
    );
    assert_eq!(directive["Namespace"], "Bindery/${AWS::StackName}");
    assert_eq!(
        (&send["tenant"], &send["country"], &send["outcome"]),
        (&TENANT.into(), &"CN".into(), &"SUCCESS".into())
    );
    assert_eq!(send["_aws"]["Timestamp"], START.secs() * 1000);
    assert!(send["request_id"].as_str().unwrap().starts_with("local-"));
    assert_eq!(
        counts(
            send,
            [
                "Requests",
                "ColdStarts",
                "TextsSent",
                "TextsUsed",
                "Failures"
            ]
        ),
        [1, 1, 1, 0, 0]
    );
    assert!(
        send["Calls"].as_i64().unwrap() >= 4,
        "settings, what is usual, the transaction and the text: {send}"
    );

    device.register(MOBILE, &wrong_code(&code), json!({})).await;
    assert_eq!(
        counts(&written.last(), ["TextsUsed", "LockOuts", "Limited"]),
        [0, 0, 0]
    );
    device.register(MOBILE, &code, json!({})).await.succeeded();
    let used = written.last();
    assert_eq!(
        counts(&used, ["TextsUsed", "TextsSent", "ColdStarts", "Calls"]),
        [1, 0, 0, 5]
    );
    for line in lines.iter().chain([&used]) {
        let text = line.to_string();
        assert!(!text.contains(MOBILE) && !text.contains(&code), "{text}");
    }
}

#[tokio::test]
async fn every_alarm_condition_is_counted() {
    let (app, written) = app().await;
    let device = app.device(EIAM);
    device.code(MOBILE, "REGISTER_SMS").await;
    device.request_code(MOBILE, "REGISTER_SMS").await;
    assert_eq!(counts(&written.last(), ["Limited", "TextsSent"]), [1, 0]);
    for _ in 0..15 {
        app.device(EIAM).register(MOBILE, "000000", json!({})).await;
    }
    app.device(EIAM).register(MOBILE, "000000", json!({})).await;
    assert_eq!(counts(&written.last(), ["LockOuts", "Failures"]), [1, 0]);
    app.script_faults("SendEmail", [Fault::Refuse]);
    app.device(EIAM).request_code("a@qq.com", "LOGIN_EMS").await;
    assert_eq!(
        counts(&written.last(), ["SendFailures", "TextsSent", "Failures"]),
        [1, 0, 0]
    );
    app.cloud
        .proxy
        .faults
        .script(vec![Rule::of("TransactWriteItems", Fault::Refuse)]);
    app.device(EIAM).request_code("b@qq.com", "LOGIN_EMS").await;
    assert_eq!(
        counts(&written.last(), ["SendFailures", "Failures"]),
        [0, 1]
    );
}

#[tokio::test]
async fn each_run_of_rotate_keys_says_how_long_the_signing_key_in_use_still_has() {
    let (app, written) = app().await;
    assert_eq!(counts(&written.last(), ["SigningKeyDaysLeft"]), [90]);
    for (days, left) in [(80, 10), (4, 6), (5, 1), (1, 90)] {
        app.advance(days * 24 * 3600);
        app.cloud.run_jobs().await.unwrap();
        assert_eq!(
            counts(&written.last(), ["SigningKeyDaysLeft"]),
            [left],
            "not the days of the next one, which is there a week before"
        );
    }
    // A deployment whose rotation stood still for months: the key in use is long due.
    app.advance(200 * 24 * 3600);
    app.cloud.run_jobs().await.unwrap();
    assert_eq!(counts(&written.last(), ["SigningKeyDaysLeft"]), [1]);
}

#[tokio::test]
async fn lean_metrics_name_a_country_only_for_texts_sent_and_used() {
    let (app, written) = app().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    device.register(MOBILE, &code, json!({})).await.succeeded();
    app.device(EIAM)
        .request_code("+44-7911123456", "LOGIN_SMS")
        .await;
    let dimensions = |line: &Value| -> Vec<Value> {
        let directives = line["_aws"]["CloudWatchMetrics"].as_array().unwrap();
        directives
            .iter()
            .map(|one| one["Dimensions"].clone())
            .collect()
    };
    for line in written.take() {
        let of_text = ["TextsSent", "TextsUsed"]
            .iter()
            .any(|name| line[name] == 1);
        let expected = if of_text {
            let of_texts = json!([["country"], ["carrier"], ["country", "carrier"]]);
            vec![json!([[]]), of_texts]
        } else {
            vec![json!([[]])]
        };
        assert_eq!(dimensions(&line), expected, "{line}");
    }
}

#[tokio::test]
async fn receipts_are_measured_by_country_and_carrier() {
    let (app, written) = app().await;
    app.store_carrier_secret(TENANT, "aliyun", SECRET).await;
    let mut report = Vec::new();
    for (name, is_delivered) in [("one", true), ("two", false), ("three", true)] {
        app.store_sent_text("aliyun", name, &json!("country")).await;
        let receipt = receipt("aliyun", name, is_delivered);
        report.extend(receipt.as_array().unwrap().clone());
    }
    let report = Value::from(report);
    written.take();
    app.report("aliyun", &report).await.succeeded();
    let lines = written.take();
    let receipts: Vec<_> = lines
        .iter()
        .filter(|line| line.get("TextsDelivered").is_some())
        .collect();
    let [line] = receipts[..] else {
        panic!("{lines:?}")
    };
    let directives = line["_aws"]["CloudWatchMetrics"].as_array().unwrap();
    assert_eq!(directives.len(), 1);
    assert_eq!(directives[0]["Dimensions"], json!([["country", "carrier"]]));
    assert_eq!(counts(line, ["TextsDelivered", "TextsUndelivered"]), [2, 1]);
    assert_eq!(
        (&line["country"], &line["carrier"]),
        (&"CN".into(), &"aliyun".into())
    );
    // What a carrier repeats is counted once.
    app.report("aliyun", &report).await.succeeded();
    let lines = written.take();
    assert!(
        lines
            .iter()
            .all(|line| line.get("TextsDelivered").is_none())
    );
}

#[tokio::test]
async fn every_metric_in_the_template_is_emitted() {
    let (app, written) = app().await;
    app.device(EIAM)
        .get("/api/v2/sdk/country-codes")
        .await
        .succeeded();
    let lines = written.take();
    let known: Vec<_> = lines
        .iter()
        .filter_map(Value::as_object)
        .flatten()
        .map(|(name, _)| name)
        .collect();
    let template = include_str!("../../template.yaml");
    let stack = include_str!("../../stacks/alarms.yaml");
    let alarms = template
        .split("Namespace: !Sub ")
        .skip(1)
        .chain(stack.split("Namespace: !Ref Namespace").skip(1))
        .filter_map(|rest| Some(rest.split_once("MetricName: ")?.1));
    // What a filter of the template itself counts in the log, no function writes.
    let filters = template
        .split("MetricTransformations: [{ MetricName: ")
        .skip(1);
    let filtered: Vec<_> = filters.filter_map(|rest| rest.split(',').next()).collect();
    let watched: Vec<_> = alarms
        .map(|rest| {
            rest.split(|letter: char| !letter.is_alphanumeric())
                .next()
                .unwrap()
        })
        .collect();
    assert!(watched.len() >= 7, "{watched:?}");
    for name in watched {
        let written = known.iter().any(|known| *known == name) || filtered.contains(&name);
        assert!(written, "{name} is never written");
    }
}

//! Delivery receipts: what carriers report of texts is matched, counted once, and nothing else.

use crate::{
    log_capture::logged,
    test_app::{COMPANIES, EIAM, MOBILE, Response, TENANT, TestApp, receipt, receipts_path},
};
use local::cloud::{
    proxy::faults::Fault,
    services::carriers::{ACCESS_KEY, SECRET},
};
use serde_json::{Value, json};

const OTHER_TENANT: &str = "11111111111111111111111111111111";
const THREE_DAYS: u64 = 3 * 24 * 3600;

/// A carrier of a company that has its name.
fn carrier(company: &str) -> String {
    format!(
        "{{ id: {company}, kind: {company}_sms, key_id: {ACCESS_KEY}, sender: Demo, app_id: app, \
         templates: [{{ id: SMS_1 }}], receipts: true }}"
    )
}

/// A cloud whose texts to China go through a company, and then through SNS.
async fn app(company: &str) -> TestApp {
    let own = carrier(company);
    let delivery = format!(
        "    delivery: {{ carriers: [{own}], texts: [{{ countries: [CN], carriers: [{company}, sns] }}] }}\n    form:\n"
    );
    let app = TestApp::with_changes(&[("    form:\n", &delivery)]).await;
    app.store_carrier_secret(TENANT, company, SECRET).await;
    app
}

/// Has a code texted. Returns it, and the name by which the carrier reports on the text.
async fn text(app: &TestApp, company: &str) -> (String, String) {
    let code = app.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
    let named_by = if company == "tencent" {
        "message_id"
    } else {
        "reference"
    };
    let name = app.sent()[0].attributes[named_by].clone();
    (code, name)
}

/// What the counters of the country say.
fn counts<const N: usize>(app: &TestApp, names: [&str; N]) -> [i64; N] {
    let days = app.items("COUNTRY#");
    names.map(|name| days.iter().map(|day| number(day, name)).sum())
}

/// How many texts are unused at all addresses.
fn unused_at_addresses(app: &TestApp) -> i64 {
    let addresses = app.items("LIMIT#ADDRESS#");
    addresses.iter().map(|address| number(address, "u")).sum()
}

fn number(item: &Value, name: &str) -> i64 {
    let number = item[name]["N"].as_str();
    number.map_or(0, |number| number.parse().unwrap())
}

#[tokio::test]
async fn a_delivered_text_is_counted_once_however_often_its_carrier_reports_it() {
    for company in COMPANIES {
        let app = app(company).await;
        let (_, name) = text(&app, company).await;
        for _ in 0..3 {
            let report = receipt(company, &name, true);
            app.report(company, &report).await.succeeded();
            app.advance(60);
        }
        // The first report stands.
        let report = receipt(company, &name, false);
        app.report(company, &report).await.succeeded();
        let expected = [1, 1, 0, 1];
        let counted = counts(&app, ["sent", "delivered", "undelivered", "u"]);
        assert_eq!(counted, expected, "{company}");
        assert_eq!(unused_at_addresses(&app), 1, "{company}");
    }
}

#[tokio::test]
async fn a_text_that_did_not_arrive_is_no_unused_one_and_proves_nothing() {
    for company in COMPANIES {
        let app = app(company).await;
        let (_, name) = text(&app, company).await;
        assert_eq!(unused_at_addresses(&app), 1, "{company}");
        for is_delivered in [false, false, true] {
            let report = receipt(company, &name, is_delivered);
            app.report(company, &report).await.succeeded();
        }
        let names = ["sent", "delivered", "undelivered", "u", "verified"];
        assert_eq!(counts(&app, names), [1, 0, 1, 0, 0], "{company}");
        assert_eq!(unused_at_addresses(&app), 0, "{company}");
        assert!(app.items("PROVEN#").is_empty(), "{company}");
    }
}

#[tokio::test]
async fn a_network_gets_back_one_text_for_one_that_did_not_arrive() {
    let app = app("aliyun").await;
    let budget = json!({ "network": "a-network" });
    app.store_sent_text("aliyun", "a-text", &budget).await;
    let report = receipt("aliyun", "a-text", false);
    app.report("aliyun", &report).await.succeeded();
    assert_eq!(counts(&app, ["n", "u", "undelivered"]), [-1, 0, 1]);
    assert_eq!(number(&app.items("LIMIT#NETWORK#")[0], "u"), -1);
}

#[tokio::test]
async fn a_code_can_be_used_whatever_was_reported() {
    let app = app("aliyun").await;
    let (code, name) = text(&app, "aliyun").await;
    let report = receipt("aliyun", &name, false);
    app.report("aliyun", &report).await.succeeded();
    let device = app.device(EIAM);
    device.register(MOBILE, &code, json!({})).await.succeeded();
    assert_eq!(counts(&app, ["verified", "undelivered"]), [1, 1]);
}

#[tokio::test]
async fn reports_on_other_texts_are_taken_and_change_nothing() {
    let app = app("aliyun").await;
    let (_, name) = text(&app, "aliyun").await;
    for other in ["tencent", "huawei"] {
        app.store_carrier_secret(TENANT, other, SECRET).await;
    }
    let before = app.all_items();
    for report in [
        receipt("aliyun", "nobody", true),
        receipt("aliyun", "", true),
        receipt("aliyun", &"x".repeat(5000), true),
        json!([]),
        json!([{ "phone_number": MOBILE }, { "out_id": 1, "success": 2 }]),
    ] {
        let answer = app.report("aliyun", &report).await.succeeded();
        assert_eq!(answer.body, json!({ "code": 0, "msg": "ok" }), "{report}");
    }
    // A text of another carrier of the tenant.
    for company in ["tencent", "huawei"] {
        let report = receipt(company, &name, true);
        let answer = app.report(company, &report).await.succeeded();
        let expected = match company {
            "tencent" => r#"{"result":0,"errmsg":"OK"}"#,
            _ => "",
        };
        assert_eq!(answer.text, expected);
    }
    assert_eq!(app.all_items(), before);
}

#[tokio::test]
async fn a_report_is_too_late_after_three_days() {
    let app = app("aliyun").await;
    let (_, name) = text(&app, "aliyun").await;
    app.advance(THREE_DAYS);
    let report = receipt("aliyun", &name, true);
    app.report("aliyun", &report).await.succeeded();
    assert_eq!(counts(&app, ["delivered"]), [0]);
}

#[tokio::test]
async fn without_a_token_the_answer_is_that_of_an_unknown_path() {
    let app = app("aliyun").await;
    let (_, name) = text(&app, "aliyun").await;
    app.store_carrier_secret(OTHER_TENANT, "aliyun", SECRET)
        .await;
    let right = receipts_path(TENANT, "aliyun", SECRET);
    let of_other = receipts_path(OTHER_TENANT, "aliyun", SECRET);
    let token = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let nowhere = app.carrier().post("/api/v2/nowhere", json!([])).await;
    assert_eq!(nowhere.status, 404);
    let before = app.all_items();
    for path in [
        right.replace(&token(&right), &token(&of_other)),
        right.replace(&token(&right), &"0".repeat(32)),
        right.replace(&token(&right), &token(&right).to_uppercase()),
        format!("{right}0"),
        right.replace("/receipts/aliyun/", "/receipts/huawei/"),
        right.replace(TENANT, OTHER_TENANT),
        right.replace(TENANT, "00000000000000000000000000000000"),
        right.replace(TENANT, "nobody"),
        receipts_path(TENANT, "aliyun", "another secret"),
        // There is no secret of this one.
        receipts_path(TENANT, "huawei", ""),
    ] {
        for body in [&b"["[..], br#"[{"out_id":"x"}]"#] {
            let refused = app.carrier().send("POST", &path, body).await;
            let (answer, expected) = (&refused, &nowhere);
            assert_eq!(
                (answer.status, &answer.text),
                (expected.status, &expected.text),
                "{path}"
            );
        }
        let report = receipt("aliyun", &name, true);
        assert_eq!(app.report_at(&path, &report).await.status, 404, "{path}");
    }
    assert_eq!(app.all_items(), before);
}

#[tokio::test]
async fn a_body_that_is_no_report_is_refused() {
    let app = app("aliyun").await;
    let path = receipts_path(TENANT, "aliyun", SECRET);
    let large = format!("[{}\"\"]", "\"\",".repeat(30_000));
    for (body, status, code) in [
        ("", 400, "COMMON.1002"),
        ("[", 400, "COMMON.1002"),
        ("{", 400, "COMMON.1007"),
        ("out_id=1", 400, "COMMON.1002"),
        ("{}", 400, "COMMON.1007"),
        ("[1]", 400, "COMMON.1007"),
        ("\"x\"", 400, "COMMON.1007"),
        (&large, 413, "COMMON.1413"),
    ] {
        let refused: Response = app.carrier().send("POST", &path, body.as_bytes()).await;
        assert_eq!(refused.status, status, "{refused:?}");
        assert!(refused.code().ends_with(code), "{refused:?}");
    }
}

#[tokio::test]
async fn a_text_through_huawei_carries_the_address_for_its_report() {
    let app = app("huawei").await;
    text(&app, "huawei").await;
    let path = receipts_path(TENANT, "huawei", SECRET);
    let callback = &app.sent()[0].attributes["status_callback"];
    assert_eq!(*callback, format!("https://id.example.com{path}"));
}

#[tokio::test]
async fn a_text_through_a_carrier_without_receipts_is_not_stored() {
    let app = TestApp::start().await;
    app.device(EIAM).code(MOBILE, "REGISTER_SMS").await;
    assert!(app.items("SENT#").is_empty());
}

#[tokio::test]
async fn a_used_code_is_counted_for_the_carrier_that_took_the_text_over() {
    let app = app("aliyun").await;
    app.script_faults("aliyun:SendSms", [Fault::Refuse]);
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    assert!(!app.sent()[0].attributes.contains_key("carrier"), "by SNS");
    assert!(app.items("SENT#").is_empty());
    device.register(MOBILE, &code, json!({})).await.succeeded();
    let events = crate::log_capture::audit_events();
    let is_of_text = |event: &&Value| event["event"] == "send" || event["event"] == "register";
    let of_text = events.iter().filter(is_of_text);
    let carriers: Vec<_> = of_text.map(|event| &event["carrier"]).collect();
    assert_eq!(carriers, ["sns", "sns"]);
}

#[tokio::test]
async fn neither_storage_nor_log_of_a_report_has_personal_data() {
    for company in COMPANIES {
        let app = app(company).await;
        let (code, name) = text(&app, company).await;
        let stored = app.items("SENT#");
        assert_eq!(stored.len(), 1);
        let path = receipts_path(TENANT, company, SECRET);
        let token = path.rsplit('/').next().unwrap();
        let report = receipt(company, &name, false);
        app.report(company, &report).await.succeeded();
        let refused = path.replace(token, "00000000000000000000000000000000");
        app.report_at(&refused, &report).await;
        let texts = [stored[0].to_string(), logged()];
        for secret in [MOBILE, code.as_str(), SECRET, token] {
            for text in &texts {
                assert!(!text.contains(secret), "{company}: {text}");
            }
        }
    }
}

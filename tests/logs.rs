//! What the log says, and what it never says.

use crate::stage::{BIND, EIAM, EMAIL, LOGIN, MOBILE, PASSWORD_BIND, PHONE_BIND, Stage, wrong};
use local::faults::Fault;
use serde_json::json;
use std::{cell::RefCell, io::Write, sync::Once};

thread_local! {
    /// What was logged by this thread. A test has one of its own.
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.with_borrow_mut(|log| log.write(bytes))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// From now on, everything is logged, each thread's to itself.
pub(crate) fn catch() {
    static CAUGHT: Once = Once::new();
    CAUGHT.call_once(|| {
        let subscriber =
            tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_ansi(false).without_time();
        subscriber.with_writer(|| Log).init();
    });
}

#[tokio::test]
async fn secrets_and_personal_data_never_reach_the_log() {
    // Eight digits, since six of them stand in a log by chance: in a duration, or in a number of the SDK's.
    let stage = Stage::changed(&[("    form:\n", "    code_length: 8\n    form:\n")]).await;
    let device = stage.device(EIAM).with("X-device-fingerprint", "fingerprint-of-mine");
    let form = json!({ "user_name": "zhangsan", "name": "张三丰", "email": EMAIL, "pwd": "QWE@qwe123", "industry": "an unusual trade" });
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    device.register(MOBILE, &wrong(&code), form.clone()).await;
    let right = device.register(MOBILE, &code, form.clone()).await.succeeded();
    device.register(MOBILE, &code, form.clone()).await;
    stage.pass(61);
    let again = device.sign_up(MOBILE, form).await;
    assert_eq!(again.code(), "SDK.USER.1001");
    let mailed = device.code(EMAIL, "REGISTER_EMS").await;
    stage.mishaps("SendEmail", [Fault::Refuse]);
    device.ask_code("victim@qq.com", "LOGIN_EMS").await;
    stage.mishaps("Publish", [Fault::BreakAfter]);
    device.ask_code("15201657399", "LOGIN_SMS").await;
    device.register_email(EMAIL, &mailed, json!({ "extension": { "15201657315": "x" } })).await;

    let token = device.arrive("union-lily").await;
    let holding = device.holding(&token);
    for (path, body) in [
        (BIND, json!({ "mobile": MOBILE, "verify_code": "12345678" })),
        (PASSWORD_BIND, json!({ "user_name": "zhangsan", "password": "QWE@qwe124" })),
        (PHONE_BIND, json!({ "wechat_code": "phone-busy" })),
        (PHONE_BIND, json!({ "wechat_code": "+86-15201657315" })),
        (LOGIN, json!({ "code": "broken" })),
        (LOGIN, json!({ "code": "down" })),
    ] {
        holding.post(path, body).await;
    }

    let text = String::from_utf8(LOG.with_borrow(Clone::clone)).unwrap();
    let answered = text.lines().filter(|line| line.contains("request_id=")).count();
    assert!(answered >= 18, "the requests are logged:\n{text}");
    let private_key = stage.items("SIGNING")[0]["pkcs8"]["S"].as_str().unwrap().to_owned();
    let pepper = stage.items("PEPPER")[0]["secret"]["S"].as_str().unwrap().to_owned();
    let tokens = [&right.body["session_token"], &right.body["id_token"]]
        .map(|token| token.as_str().unwrap().to_owned());
    let known = [code, mailed, private_key, pepper, token].into_iter().chain(tokens);
    let named = [
        MOBILE,
        "15201657399",
        EMAIL,
        "victim@qq.com",
        "QWE@qwe123",
        "张三丰",
        "zhangsan",
        "an unusual trade",
        "fingerprint-of-mine",
        "secret-of-",
        "access-token-",
        "HyVFkGl5F5OQWJZZaNzBBg",
        "uLily",
        "QWE@qwe124",
    ];
    for secret in known.chain(named.map(str::to_owned)) {
        assert!(!text.contains(&secret), "the log says {secret}:\n{text}");
    }
}

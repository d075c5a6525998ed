//! Invalid requests: the error names the parameter, and nothing is stored, sent or counted.

use crate::test_app::{
    BIND, CIAM, Device, EIAM, EMAIL, LOGIN, MOBILE, ONEACCESS, PASSWORD_BIND, PHONE_REGISTER_BIND,
    REGISTER_BIND, REGISTER_MOBILE, TestApp,
};
use serde_json::{Value, json};

/// Every endpoint that takes a body, with a body that is valid but for tokens that do not exist.
fn endpoints() -> Vec<(&'static str, Value)> {
    let pass = "0e83ec1a47c34f6c8f2b54ab11a94b7f---{}";
    vec![
        (
            "/api/v2/sdk/captcha/verify",
            json!({ "point_json": "{\"x\":1,\"y\":5}", "token": "none", "sender": MOBILE }),
        ),
        (
            "/api/v2/sdk/sms/send",
            json!({ "mobile": MOBILE, "type": "REGISTER_SMS", "captcha_token": pass }),
        ),
        (
            "/api/v2/sdk/email/send",
            json!({ "email": EMAIL, "type": "REGISTER_EMS", "captcha_token": pass }),
        ),
        (
            REGISTER_MOBILE,
            json!({ "mobile": MOBILE, "verify_code": "123456" }),
        ),
        (
            "/api/v2/sdk/register/email-verify-code",
            json!({ "email": EMAIL, "verify_code": "123456" }),
        ),
        (LOGIN, json!({ "code": "091zQTFa1i6qMC02AWFa1Vzt0O0zQTF8" })),
        (BIND, json!({ "mobile": MOBILE, "verify_code": "123456" })),
        (
            REGISTER_BIND,
            json!({ "mobile": MOBILE, "verify_code": "123456" }),
        ),
        (
            PHONE_REGISTER_BIND,
            json!({ "wechat_code": "+86-15201657315" }),
        ),
        (
            PASSWORD_BIND,
            json!({ "user_name": "zhangsan", "password": "QWE@qwe123" }),
        ),
        (
            "/api/v2/sdk/mfa/sms",
            json!({ "mobile": MOBILE, "verify_code": "123456" }),
        ),
        (
            "/api/v2/sdk/mfa/email",
            json!({ "email": EMAIL, "verify_code": "123456" }),
        ),
    ]
}

/// A device with a state token, so that every endpoint reads the body.
async fn device_in_flow(app: &TestApp) -> Device<'_> {
    let device = app.device(EIAM);
    let token = device.state_token("a-person").await;
    device.with_state_token(&token)
}

/// Sends a body, and asserts that nothing was stored, sent or counted.
async fn refused(
    app: &TestApp,
    device: &Device<'_>,
    path: &str,
    body: &[u8],
) -> (u16, String, String) {
    let before = app.all_items();
    let answer = device.send("POST", path, body).await;
    assert_eq!(
        app.all_items(),
        before,
        "{path} {}",
        String::from_utf8_lossy(body)
    );
    assert!(app.sent().is_empty());
    let (status, code, message) = answer.error();
    let is_eiam = device.headers["x-client-id"] == EIAM;
    let code = if is_eiam && path == PHONE_REGISTER_BIND {
        // The published document of this endpoint shows another prefix.
        code.strip_prefix("IDAAS.").unwrap()
    } else {
        code
    };
    (status, code.to_owned(), message.to_owned())
}

fn error(status: u16, code: &str, message: &str) -> (u16, String, String) {
    (status, format!("SDK.COMMON.{code}"), message.to_owned())
}

#[tokio::test]
async fn every_required_member_must_be_present_once_and_be_text() {
    let app = TestApp::start().await;
    let device = device_in_flow(&app).await;
    for (path, right) in endpoints() {
        for name in right.as_object().unwrap().keys() {
            let with = |value: Value| {
                let mut body = right.clone();
                body[name] = value;
                body.to_string()
            };
            let mut without = right.clone();
            without.as_object_mut().unwrap().remove(name);
            let blank = error(
                400,
                "1001",
                &format!("Parameter {name} cannot be left blank."),
            );
            for body in [
                without.to_string(),
                with(Value::Null),
                with(json!("")),
                with(json!(" \t")),
            ] {
                assert_eq!(
                    refused(&app, &device, path, body.as_bytes()).await,
                    blank,
                    "{path} {body}"
                );
            }
            let wrong_type = error(400, "1007", &format!("The {name} parameter type error"));
            for value in [json!(1), json!(true), json!([]), json!({})] {
                assert_eq!(
                    refused(&app, &device, path, with(value).as_bytes()).await,
                    wrong_type,
                    "{path} {name}"
                );
            }
            let twice = right
                .to_string()
                .replacen('{', &format!("{{{}:\"x\",", json!(name)), 1);
            let expected = error(400, "1006", &format!("The {name} parameter error"));
            assert_eq!(
                refused(&app, &device, path, twice.as_bytes()).await,
                expected,
                "{path} {twice}"
            );
        }
    }
}

#[tokio::test]
async fn a_body_must_be_an_object_of_json_in_utf8_of_at_most_16_kib() {
    let app = TestApp::start().await;
    let device = device_in_flow(&app).await;
    let bad_format = error(400, "1002", "The body parameter format is incorrect");
    let deep = format!("{{\"x\":{}{}}}", "[".repeat(1_000), "]".repeat(1_000));
    for (path, _) in endpoints() {
        for body in [
            &b"{"[..],
            b"mobile=1",
            b"\xFF\xFE",
            b"{\"mobile\":\"\xC3\x28\"}",
            b"{}{}",
            deep.as_bytes(),
        ] {
            assert_eq!(
                refused(&app, &device, path, body).await,
                bad_format,
                "{path}"
            );
        }
        let wrong_type = error(400, "1007", "The body parameter type error");
        for body in [&b"[]"[..], b"null", b"\"x\"", b"1"] {
            assert_eq!(
                refused(&app, &device, path, body).await,
                wrong_type,
                "{path}"
            );
        }
        let large = json!({ "x": "y".repeat(16 * 1024) }).to_string();
        let too_large = error(413, "1413", "The request body is larger than 16384 bytes");
        assert_eq!(
            refused(&app, &device, path, large.as_bytes()).await,
            too_large,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_base64_body_from_api_gateway_is_decoded() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code }).to_string();
    let request = local::cloud::gateway::Request {
        method: "POST",
        path: REGISTER_MOBILE,
        headers: device.headers.clone(),
        body: body.as_bytes(),
        source_ip: device.address.clone(),
    };
    let mut event: Value = serde_json::from_str(&request.event(&app.cloud)).unwrap();
    event["body"] = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &body).into();
    event["isBase64Encoded"] = true.into();
    let answer = app
        .cloud
        .answer("register-mobile-verify-code", &event.to_string())
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "{answer:?}");
}

#[tokio::test]
async fn only_utf8_json_is_accepted() {
    let app = TestApp::start().await;
    let device = device_in_flow(&app).await;
    for (path, body) in endpoints() {
        for stated in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json;charset=gbk",
        ] {
            let device = device.clone().with("Content-Type", stated);
            let expected = error(
                400,
                "1002",
                "The Content-Type parameter format is incorrect",
            );
            assert_eq!(
                refused(&app, &device, path, body.to_string().as_bytes()).await,
                expected,
                "{path} {stated}"
            );
        }
        let unstated = device.clone().without("Content-Type");
        assert_eq!(
            refused(&app, &unstated, path, body.to_string().as_bytes())
                .await
                .1,
            "SDK.COMMON.1002"
        );
    }
}

#[tokio::test]
async fn an_invalid_form_member_is_named_and_costs_no_attempt() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let long = "长".repeat(10_000);
    let url = format!("https://a.cn/{}", "x".repeat(2100));
    let mut cases = vec![
        ("mobile", json!("12345"), "1002"),
        ("verify_code", json!("12345"), "1002"),
        ("verify_code", json!("12345a"), "1002"),
        ("email", json!("zhangsan"), "1002"),
        ("user_name", json!("a b"), "1002"),
        ("attr_gender", json!("unknown"), "1006"),
        ("attr_birthday", json!("2022-02-30"), "1002"),
        ("attr_birthday", json!("17/02/2022"), "1002"),
        ("attr_birthday", json!("2999-01-01"), "1006"),
        ("head_img", json!("javascript:alert(1)"), "1002"),
        ("head_img", json!("ftp://a.cn/x.png"), "1002"),
        ("head_img", json!(url), "1002"),
        ("pwd", json!("x".repeat(129)), "1002"),
        ("zip_code", json!("1".repeat(17)), "1002"),
        ("extension", json!("age=18"), "1007"),
    ];
    for name in ["name", "first_name", "middle_name", "last_name"] {
        cases.extend([
            (name, json!("张\u{202E}三"), "1002"),
            (name, json!("张三\u{7F}"), "1002"),
            (name, json!(long), "1002"),
        ]);
    }
    for name in ["user_name", "attr_nick_name", "mailing_address", "industry"] {
        cases.extend([
            (name, json!("a\u{200F}b"), "1002"),
            (name, json!("a\u{0}b"), "1002"),
            (name, json!(5), "1007"),
        ]);
    }
    for (name, value, code) in cases {
        let mut body = json!({ "mobile": MOBILE, "verify_code": "123456" });
        body[name] = value.clone();
        let answer = refused(&app, &device, REGISTER_MOBILE, body.to_string().as_bytes()).await;
        let large = body.to_string().len() > 16 * 1024;
        let expected = if large { "1413" } else { code };
        assert_eq!(answer.1, format!("SDK.COMMON.{expected}"), "{name} {value}");
        assert!(
            large || answer.2.contains(name),
            "{answer:?} does not name {name}"
        );
    }
    for (extension, code, named) in [
        (json!({ "age": "old" }), "COMMON.1002", "extension.age"),
        (json!({ "age": [1] }), "COMMON.1007", "extension.age"),
        (json!({ "badge": "a123" }), "COMMON.1002", "extension.badge"),
        (json!({ "size": "XL" }), "COMMON.1006", "extension.size"),
        (json!({ "height": 180 }), "USER.1005", "height"),
    ] {
        let body = json!({ "mobile": MOBILE, "verify_code": "123456", "extension": extension });
        let answer = refused(&app, &device, REGISTER_MOBILE, body.to_string().as_bytes()).await;
        assert_eq!(
            (answer.0, answer.1.as_str()),
            (400, &*format!("SDK.{code}"))
        );
        assert!(answer.2.contains(named), "{answer:?}");
    }
}

#[tokio::test]
async fn unknown_members_are_ignored() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(
            MOBILE,
            json!({ "role": "admin", "status": "disabled", "id": "1", "x": { "y": [1] } }),
        )
        .await
        .succeeded();
    assert_eq!(app.items("USER#")[0]["account_status"]["S"], "active");
}

#[tokio::test]
async fn headers_are_checked_in_the_contracts_order() {
    let app = TestApp::start().await;
    let all = app
        .device(EIAM)
        .without("X-client-id")
        .without("X-agent")
        .with("Content-Type", "text/plain");
    let steps: [(&str, &str, &str, &str); 4] = [
        (
            "X-client-id",
            "nobody",
            "SDK.COMMON.1001",
            "Parameter X-client-id cannot be left blank.",
        ),
        (
            "X-client-id",
            EIAM,
            "SDK.COMMON.1012",
            "The x-client-ID is incorrect and the corresponding application cannot be found",
        ),
        (
            "X-agent",
            "curl",
            "SDK.COMMON.1003",
            "Device information is incomplete",
        ),
        (
            "Content-Type",
            "application/json",
            "SDK.COMMON.1002",
            "The Content-Type parameter format is incorrect",
        ),
    ];
    let mut device = all;
    for (header, mended, code, message) in steps {
        assert_eq!(
            device.send("POST", REGISTER_MOBILE, b"").await.error(),
            (400, code, message)
        );
        device = device.with(header, mended);
    }
    assert_eq!(
        device.send("POST", REGISTER_MOBILE, b"").await.code(),
        "SDK.COMMON.1001"
    );
}

#[tokio::test]
async fn a_header_that_is_not_printable_ascii_is_refused_by_name_and_a_long_one_is_cut() {
    let app = TestApp::start().await;
    for name in ["X-agent", "X-device-fingerprint", "X-operating-sys-version"] {
        for value in ["浏览器", "é"] {
            let answer = app
                .device(EIAM)
                .with(name, value)
                .get("/api/v2/sdk/captcha")
                .await;
            let expected = format!("The {name} parameter format is incorrect");
            assert_eq!(
                answer.error(),
                (400, "SDK.COMMON.1002", expected.as_str()),
                "{value}"
            );
        }
    }
    let long = "x".repeat(2000);
    let device = app.device(EIAM);
    let device = ["X-agent", "X-device-fingerprint", "X-operating-sys-version"]
        .into_iter()
        .fold(device, |device, name| device.with(name, &long));
    device.get("/api/v2/sdk/captcha").await.succeeded();
    for value in ["客户", "a b", "../x", &"a".repeat(65)] {
        let answer = app.device(value).get("/api/v2/sdk/captcha").await;
        assert_eq!(answer.code(), "SDK.COMMON.1012", "{value}");
    }
}

#[tokio::test]
async fn every_dialect_has_its_own_device_error() {
    let app = TestApp::start().await;
    for (client, code) in [
        (EIAM, "SDK.COMMON.1003"),
        (CIAM, "IDAAS.SDK.PARAM.0001"),
        (ONEACCESS, "PARAM.0001"),
    ] {
        let answer = app
            .device(client)
            .without("X-agent")
            .get("/api/v2/sdk/captcha")
            .await;
        assert_eq!(answer.code(), code);
    }
    for (client, code) in [
        (EIAM, "SDK.CAPTCHA.1004"),
        (CIAM, "IDAAS.SDK.CAPTCHA.0004"),
        (ONEACCESS, "CAPTCHA.0004"),
    ] {
        assert_eq!(
            app.device(client).solve("none", 1, MOBILE).await.code(),
            code
        );
    }
}

#[tokio::test]
async fn a_signature_is_looked_at_after_the_headers_and_has_one_error_in_every_dialect() {
    let app = TestApp::start().await;
    for (client, device_error, code) in [
        (EIAM, "SDK.COMMON.1003", "SDK.COMMON.1004"),
        (CIAM, "IDAAS.SDK.PARAM.0001", "IDAAS.SDK.COMMON.1004"),
        (ONEACCESS, "PARAM.0001", "COMMON.1004"),
    ] {
        let device = app.device(client).with("X-signature", "junk");
        for path in [
            "/api/v2/sdk/profile",
            "/api/v2/sdk/sessions",
            "/api/v2/sdk/logout",
        ] {
            let incomplete = device.clone().without("X-agent").get(path).await;
            assert_eq!(incomplete.code(), device_error, "{path}");
            for (lang, message) in [("en", "Signature decryption error"), ("zh", "签名解密错误")]
            {
                let answer = device.clone().with("X-L", lang).get(path).await;
                assert_eq!(answer.error(), (400, code, message), "{path}");
            }
        }
    }
    let unknown = app.device("nobody").with("X-signature", "junk");
    let unknown = unknown.get("/api/v2/sdk/profile").await;
    assert_eq!(unknown.code(), "SDK.COMMON.1012");
    for client in ["nobody", ""] {
        let unknown = app.device(client).get("/api/v2/sdk/public-key").await;
        assert_eq!(unknown.status, 400);
    }
}

#[tokio::test]
async fn ciam_and_oneaccess_have_codes_of_their_own_for_what_is_missing() {
    let app = TestApp::start().await;
    let without = |body: &Value, name: &str| {
        let mut body = body.clone();
        body.as_object_mut().unwrap().remove(name);
        body.to_string()
    };
    let numbers = [
        ("point_json", "PARAM.0004", "Coordinates required."),
        ("token", "PARAM.0005", "Token required."),
        ("sender", "PARAM.0006", "Sender required."),
        ("captcha_token", "PARAM.0008", "CAPTCHA token required."),
        ("verify_code", "PARAM.0009", "Verification code required."),
    ];
    let mut tried = 0;
    for (client, prefix) in [(CIAM, "IDAAS.SDK."), (ONEACCESS, "")] {
        let device = app.device(client);
        let device = device.with_state_token(&device.state_token("a-person").await);
        for (path, body) in endpoints() {
            for (name, number, message) in numbers {
                if body.get(name).is_some() {
                    let body = without(&body, name);
                    let answer = refused(&app, &device, path, body.as_bytes()).await;
                    let expected = (400, format!("{prefix}{number}"), message.to_owned());
                    assert_eq!(answer, expected, "{path} {body}");
                    tried += 1;
                }
            }
        }
        // What has no number of its own keeps the general one.
        let answer = refused(&app, &device, LOGIN, b"{}").await;
        assert_eq!(answer.1, format!("{prefix}COMMON.1001"));
    }
    assert_eq!(tried, 2 * 11);
}

#[tokio::test]
async fn an_application_that_is_not_known_is_refused_in_the_endpoints_own_dialect() {
    let app = TestApp::start().await;
    let unnamed = app.device(EIAM).without("X-client-id");
    let unknown = app.device("nobody");
    for (path, missing, wrong) in [
        (BIND, "IDAAS.SDK.PARAM.0002", "IDAAS.SDK.PARAM.0003"),
        (LOGIN, "IDAAS.SDK.PARAM.0002", "IDAAS.SDK.PARAM.0003"),
        (REGISTER_BIND, "SDK.COMMON.1001", "SDK.COMMON.1012"),
        (REGISTER_MOBILE, "SDK.COMMON.1001", "SDK.COMMON.1012"),
    ] {
        assert_eq!(unnamed.post(path, json!({})).await.code(), missing);
        assert_eq!(unknown.post(path, json!({})).await.code(), wrong);
    }
    let answer = unnamed.post(BIND, json!({})).await;
    assert_eq!(answer.error().2, "clientId cannot be empty");
    let answer = unknown.post(BIND, json!({})).await;
    assert_eq!(answer.error().2, "The application is not registered");
}

#[tokio::test]
async fn an_unknown_route_has_its_own_error() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let nowhere = device.get("/api/v2/sdk/nowhere").await;
    assert_eq!(
        nowhere.error(),
        (404, "SDK.COMMON.1404", "There is nothing at this address")
    );
    let wrong = device.send("DELETE", "/api/v2/sdk/sms/send", b"").await;
    assert_eq!(
        wrong.error(),
        (405, "SDK.COMMON.1405", "This address takes POST only")
    );
    assert_eq!(wrong.headers["allow"], "POST");
}

#[tokio::test]
async fn every_response_is_no_store_and_carries_its_request_id() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    for answer in [
        device.get("/api/v2/sdk/captcha").await,
        device.get("/api/v2/sdk/nowhere").await,
        device.post("/api/v2/sdk/sms/send", json!({})).await,
    ] {
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert!(answer.headers["x-request-id"].starts_with("local-"));
    }
    let keys = device.get("/api/v1/oauth2/keys").await;
    assert_eq!(keys.headers["cache-control"], "public, max-age=3600");
}

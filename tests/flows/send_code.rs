//! Sending codes: the messages, their channels, and failures of the provider.

use crate::test_app::{EIAM, EMAIL, MOBILE, OTHER_TENANT, TestApp};
use local::cloud::proxy::faults::Fault;
use serde_json::json;

#[tokio::test]
async fn an_sms_is_in_the_users_language_and_names_the_application() {
    let app = TestApp::start().await;
    for (language, expected) in [
        (
            Some("zh-CN"),
            "【演示】验证码CODE，用于登录，5分钟内有效。请勿告诉他人。",
        ),
        (Some("en"), "Demo sign-in code CODE, 5 min. Don't share"),
        (Some("fr"), "Demo sign-in code CODE, 5 min. Don't share"),
        (None, "Demo sign-in code CODE, 5 min. Don't share"),
    ] {
        let device = match language {
            Some(language) => app.device(EIAM).with("X-L", language),
            None => app.device(EIAM).without("X-L"),
        };
        let code = device.code(MOBILE, "LOGIN_SMS").await;
        let sent = &app.sent()[0];
        assert_eq!((sent.channel, sent.to.as_str()), ("sms", "+8615201657315"));
        assert_eq!(sent.text, expected.replace("CODE", &code));
        app.advance(61);
    }
    // Without X-L the tenant's language is used.
    app.device(OTHER_TENANT)
        .without("X-L")
        .code(MOBILE, "LOGIN_SMS")
        .await;
    assert!(app.sent()[0].text.starts_with("【邻居】验证码"));
}

/// The wording of a tenant, with a name that has markup in it.
const WORDING: [(&str, &str); 2] = [
    (
        "    form:\n",
        r#"    wording:
      - language: ja
        text: "【{application}】認証コードは{code}です。{minutes}分以内に入力してください。"
        subject: "{application}の認証コード"
        mail_text: "{application}\n\n認証コード: {code}"
        mail_html: "<style>b{color:red}</style><i title='{application}'>{application}</i><b>{code}</b>"
      - language: ja
        purpose: register
        text: "【{application}】登録コード{code}"
      - language: pt-BR
        subject: "{application}: seu código"
        mail_text: "Olá,\n\n{code}\n\nválido por {minutes} minutos."
    form:
"#,
    ),
    (
        "name: { en: Demo, zh: 演示 }",
        r#"name: { en: Demo, zh: 演示, ja: "<デモ>'&{code}" }"#,
    ),
];

#[tokio::test]
async fn a_text_is_in_the_tenants_own_wording_where_it_has_some_in_the_language() {
    let app = TestApp::with_changes(&WORDING).await;
    let own = "【<デモ>'&{code}】認証コードはCODEです。5分以内に入力してください。";
    let english = "Demo sign-in code CODE, 5 min. Don't share";
    for (language, code_type, expected) in [
        ("ja", "LOGIN_SMS", own),
        ("JA-jp", "LOGIN_SMS", own),
        ("ja", "REGISTER_SMS", "【<デモ>'&{code}】登録コードCODE"),
        ("fr", "LOGIN_SMS", english),
        ("pt-BR", "LOGIN_SMS", english),
        (
            "zh-TW",
            "LOGIN_SMS",
            "【演示】验证码CODE，用于登录，5分钟内有效。请勿告诉他人。",
        ),
    ] {
        let device = app.device(EIAM).with("X-L", language);
        let code = device.code(MOBILE, code_type).await;
        let text = &app.sent()[0].text;
        assert_eq!(*text, expected.replace("CODE", &code), "{language}");
        app.advance(3600);
    }
}

#[tokio::test]
async fn a_mail_is_in_the_tenants_own_html_with_values_escaped() {
    let app = TestApp::with_changes(&WORDING).await;
    let device = app.device(EIAM).with("X-L", "ja");
    let code = device.code(EMAIL, "LOGIN_EMS").await;
    let sent = &app.sent()[0];
    let name = "<デモ>'&{code}";
    let subject = format!("{name}の認証コード");
    assert_eq!(sent.subject.as_deref(), Some(subject.as_str()));
    assert_eq!(sent.text, format!("{name}\n\n認証コード: {code}"));
    let name = "&lt;デモ&gt;&#39;&amp;{code}";
    let html = format!("<style>b{{color:red}}</style><i title='{name}'>{name}</i><b>{code}</b>");
    assert_eq!(sent.html.as_deref(), Some(html.as_str()));
}

#[tokio::test]
async fn a_mail_without_html_of_its_own_has_that_of_its_text() {
    let app = TestApp::with_changes(&WORDING).await;
    let device = app.device(EIAM).with("X-L", "pt_BR");
    let code = device.code(EMAIL, "LOGIN_EMS").await;
    let sent = &app.sent()[0];
    assert_eq!(sent.subject.as_deref(), Some("Demo: seu código"));
    assert!(sent.text.ends_with("válido por 10 minutos."), "{sent:?}");
    let html = sent.html.as_deref().unwrap();
    assert!(html.contains("lang=\"pt-BR\""), "{html}");
    assert!(html.contains(&format!("bold\">{code}</p>")), "{html}");
}

#[tokio::test]
async fn errors_stay_in_english_or_chinese_and_no_language_is_refused() {
    let app = TestApp::with_changes(&WORDING).await;
    for language in ["ja", "nonsense", "ja,en;q=0.8", "{code}"] {
        let device = app.device(EIAM).with("X-L", language);
        let refused = device.request_code(MOBILE, "PAY_SMS").await;
        let expected = (400, "SDK.COMMON.1006", "The type parameter error");
        assert_eq!(refused.error(), expected, "{language}");
    }
}

#[tokio::test]
async fn a_message_says_what_its_code_does() {
    let app = TestApp::start().await;
    for (to, code_type, zh, en) in [
        (MOBILE, "BIND_MOBILE_SMS", "关联微信账号", "WeChat link"),
        (MOBILE, "REGISTER_SMS", "注册账号", "registration"),
        (MOBILE, "CHANGE_PWD_SMS", "修改密码", "new password"),
        (
            EMAIL,
            "BIND_EMAIL_EMS",
            "关联微信账号",
            "to link a WeChat account",
        ),
        (
            EMAIL,
            "FORGET_PWD_EMS",
            "找回密码",
            "to reset your password",
        ),
    ] {
        for (language, expected) in [("zh", zh), ("en", en)] {
            let device = app.device(EIAM).with("X-L", language);
            device.code(to, code_type).await;
            let text = &app.sent()[0].text;
            assert!(text.contains(expected), "{text}");
            app.advance(3600);
        }
    }
}

#[tokio::test]
async fn an_sms_has_a_maximum_price() {
    let app = TestApp::start().await;
    app.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
    let attributes = &app.sent()[0].attributes;
    assert_eq!(attributes["AWS.SNS.SMS.MaxPrice"], "0.1");
    assert_eq!(attributes["AWS.SNS.SMS.SMSType"], "Transactional");
}

#[tokio::test]
async fn a_mail_is_text_and_html() {
    let app = TestApp::start().await;
    let code = app
        .device(EIAM)
        .code("ZhangSan@QQ.com", "REGISTER_EMS")
        .await;
    let sent = &app.sent()[0];
    assert_eq!(
        (sent.channel, sent.to.as_str()),
        ("email", "ZhangSan@QQ.com")
    );
    assert_eq!(sent.subject.as_deref(), Some("Your Demo code to register"));
    let html = sent.html.as_deref().unwrap();
    assert!(
        sent.text.contains(&code) && html.contains(&code) && html.starts_with("<!doctype html>"),
        "{sent:?}"
    );
}

#[tokio::test]
async fn a_send_has_an_empty_response() {
    let app = TestApp::start().await;
    let answer = app
        .device(EIAM)
        .request_code(MOBILE, "REGISTER_SMS")
        .await
        .succeeded();
    assert_eq!(answer.text, "");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn a_refused_message_invalidates_the_code_and_refunds_the_send() {
    // One send uses up any of these, so nothing may stay counted.
    let app = TestApp::with_limits(
        "address_sends_per_hour: 1, device_sends_per_hour: 1, application_sends_per_minute: 1, \
         country_sends_per_hour: 1, tenant_sends_per_hour: 1, tenant_mails_per_hour: 1, \
         address_unverified_per_hour: 1, country_unverified_per_hour: 1",
    )
    .await;
    for (to, kind) in [(MOBILE, "REGISTER_SMS"), (EMAIL, "REGISTER_EMS")] {
        let device = app.device(EIAM);
        app.advance(60);
        app.script_faults(
            if to == MOBILE { "Publish" } else { "SendEmail" },
            [Fault::Throttle],
        );
        let failed = device.request_code(to, kind).await;
        assert_eq!(
            failed.error(),
            (400, "SDK.CAPTCHA.1006", "Failed to send verification code")
        );
        assert_eq!(
            app.items("DEST#")
                .iter()
                .filter(|item| item.get("mac").is_some())
                .count(),
            0,
            "{kind}"
        );
        // No cool-down: the user may try again at once.
        let code = device.code(to, kind).await;
        let answer = if to == MOBILE {
            device.register(to, &code, json!({})).await
        } else {
            device.register_email(to, &code, json!({})).await
        };
        assert!(answer.is_success(), "{answer:?}");
    }
}

#[tokio::test]
async fn a_message_of_unknown_delivery_is_not_sent_twice_and_its_code_is_valid() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    app.script_faults("Publish", [Fault::BreakAfter]);
    assert_eq!(
        device.request_code(MOBILE, "REGISTER_SMS").await.code(),
        "SDK.CAPTCHA.1006"
    );
    assert_eq!(app.sent().len(), 1);
    assert_eq!(
        device.request_code(MOBILE, "REGISTER_SMS").await.status,
        429
    );
    assert_eq!(app.sent().len(), 1);
    device
        .register(MOBILE, &app.last_code(), json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn every_type_of_the_contract_is_sent_by_its_own_channel_only() {
    let app = TestApp::with_limits("sends_kept_for_proven: 0").await;
    let device = app.device(EIAM);
    let unknown = |to: &'static str, name: &'static str, path: &'static str, kind: &'static str| {
        let device = &device;
        async move {
            let pass = device.captcha_token(to).await;
            let answer = device
                .post(
                    path,
                    json!({ name: to, "type": kind, "captcha_token": pass }),
                )
                .await;
            assert_eq!(
                answer.error(),
                (400, "SDK.COMMON.1006", "The type parameter error"),
                "{kind}"
            );
        }
    };
    for kind in ["LOGIN_EMS", "register_sms", "PAY_SMS"] {
        unknown(MOBILE, "mobile", "/api/v2/sdk/sms/send", kind).await;
    }
    unknown(EMAIL, "email", "/api/v2/sdk/email/send", "LOGIN_SMS").await;
    assert!(app.sent().is_empty());
    for kind in shared::values::code_type::SmsType::ALL {
        device
            .code(MOBILE, shared::values::code_type::CodeType::wire(*kind))
            .await;
        app.advance(3600);
    }
    for kind in shared::values::code_type::EmailType::ALL {
        device
            .code(EMAIL, shared::values::code_type::CodeType::wire(*kind))
            .await;
        app.advance(3600);
    }
    assert_eq!(app.sent().len(), 17);
}

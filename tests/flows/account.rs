//! What users change of their account: profile, contacts, links. And who is told of it.

use crate::test_app::{
    BIND, CIAM, Device, EIAM, EMAIL, MOBILE, ONEACCESS, PROFILE, REFRESH, Response, SOCIAL,
    TestApp, UNBIND, UNBIND_ACCOUNT, UPDATE, UPDATE_EMAIL, UPDATE_MOBILE, concurrently, wrong_code,
};
use local::cloud::{consistency, proxy::faults::Fault};
use serde_json::{Value, json};

const OTHER_MOBILE: &str = "15201657316";
const OTHER_EMAIL: &str = "lisi@qq.com";

/// A user with a proved mobile, and a proved e-mail address that `change` gave them.
async fn with_both<'s>(app: &'s TestApp, client: &str) -> Device<'s> {
    let device = app.device(client);
    let signed_in = device.sign_up(MOBILE, json!({})).await.succeeded();
    let device = device.signed_in(&signed_in);
    let code = device.code(EMAIL, "UPDATE_EMAIL_EMS").await;
    let change = json!({ "email": EMAIL, "verify_code": code });
    let changed = device.post(UPDATE_EMAIL, change).await.succeeded();
    assert_eq!(changed.text, "");
    device
}

async fn change_mobile(device: &Device<'_>, mobile: &str) -> Response {
    let code = device.code(mobile, "UPDATE_MOBILE_SMS").await;
    let body = json!({ "mobile": mobile, "verify_code": code });
    device.post(UPDATE_MOBILE, body).await
}

fn holds_together(app: &TestApp) {
    let report = consistency::check(&app.cloud);
    assert!(report.problems.is_empty(), "{report}");
}

/// The messages that are no codes: to whom, and what they say.
fn notices(app: &TestApp) -> Vec<(String, String)> {
    let messages = app.sent().into_iter();
    messages
        .filter(|message| {
            ["code", "验证码"]
                .iter()
                .all(|word| !message.text.contains(word))
        })
        .map(|message| (message.to.clone(), message.text.clone()))
        .collect()
}

#[tokio::test]
async fn a_profile_is_changed_member_by_member() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "name": "张三", "extension": { "age": "30", "badge": "A001" } });
    let signed_in = device.sign_up(MOBILE, form).await.succeeded();
    let device = device.signed_in(&signed_in);
    let change = json!({ "name": "李四", "industry": "trade", "extension": { "age": 31 },
                         "mobile": OTHER_MOBILE, "email": null, "zip_code": "" });
    assert_eq!(device.post(UPDATE, change).await.succeeded().text, "");
    let profile = device.get(PROFILE).await.succeeded().body;
    assert_eq!(profile["name"], "李四");
    assert_eq!(profile["industry"], "trade");
    assert_eq!(profile["user_name"], "zhangsan", "what is absent stays");
    assert_eq!(profile["extension"], json!({ "age": 31, "badge": "A001" }));
    assert_eq!(
        profile["mobile"], "+86-15201657315",
        "a contact takes a code"
    );
    device.post(UPDATE, json!({})).await.succeeded();

    for (change, code) in [
        (json!({ "name": 7 }), "SDK.COMMON.1007"),
        (json!({ "attr_birthday": "2001-02-30" }), "SDK.COMMON.1002"),
        (json!({ "attr_gender": "x" }), "SDK.COMMON.1006"),
        (json!({ "extension": { "shoe": 1 } }), "SDK.USER.1005"),
        (json!({ "extension": { "age": "old" } }), "SDK.COMMON.1002"),
        (json!({ "user_name": OTHER_EMAIL }), "SDK.COMMON.1006"),
    ] {
        assert_eq!(device.post(UPDATE, change).await.code(), code);
    }
    holds_together(&app);
}

#[tokio::test]
async fn what_is_unique_moves_with_the_profile() {
    let app = TestApp::start().await;
    let (one, two) = (app.device(EIAM), app.device(EIAM));
    let form = json!({ "user_name": "zhangsan", "extension": { "badge": "A001" } });
    let one = one.signed_in(&one.sign_up(MOBILE, form).await.succeeded());
    let form = json!({ "user_name": "lisi" });
    let two = two.signed_in(&two.sign_up(OTHER_MOBILE, form).await.succeeded());
    let badge = |text: &str| json!({ "extension": { "badge": text } });
    assert_eq!(
        two.post(UPDATE, badge("A001")).await.code(),
        "SDK.COMMON.1006"
    );
    let name = |text: &str| json!({ "user_name": text });
    assert_eq!(
        two.post(UPDATE, name("ZhangSan")).await.code(),
        "SDK.USER.1003"
    );

    one.post(UPDATE, badge("A002")).await.succeeded();
    two.post(UPDATE, badge("A001")).await.succeeded();
    one.post(UPDATE, name("wangwu")).await.succeeded();
    // Applications may know the first user by the name: nobody else gets it, and they get it back.
    assert_eq!(
        two.post(UPDATE, name("zhangsan")).await.code(),
        "SDK.USER.1003"
    );
    one.post(UPDATE, name("ZHANGSAN")).await.succeeded();
    let shown = one.get(PROFILE).await.succeeded();
    assert_eq!(shown.body["user_name"], "ZHANGSAN");
    holds_together(&app);
}

#[tokio::test]
async fn of_changes_at_once_none_is_lost() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let device = device.signed_in(&device.sign_up(MOBILE, json!({})).await.succeeded());
    let changes = [
        json!({ "name": "张三" }),
        json!({ "industry": "trade" }),
        json!({ "zip_code": "100000" }),
        json!({ "user_name": "zhangsan" }),
    ];
    for answer in concurrently(
        changes
            .iter()
            .map(|change| device.post(UPDATE, change.clone())),
    )
    .await
    {
        answer.succeeded();
    }
    let profile = device.get(PROFILE).await.succeeded().body;
    for change in &changes {
        for (name, value) in change.as_object().unwrap() {
            assert_eq!(&profile[name], value, "{name}");
        }
    }
}

#[tokio::test]
async fn a_new_contact_takes_the_place_of_the_old_one_and_ends_other_sessions() {
    for client in [EIAM, CIAM, ONEACCESS] {
        let app = TestApp::start().await;
        let device = with_both(&app, client).await;
        let elsewhere = app.device(client);
        app.advance(61);
        let holding = elsewhere.with_state_token(&elsewhere.state_token("union-lily").await);
        let code = holding.code(MOBILE, "BIND_MOBILE_SMS").await;
        let bind = json!({ "mobile": MOBILE, "verify_code": code });
        let other = holding.post(BIND, bind).await.succeeded();
        elsewhere.signed_in(&other).get(PROFILE).await.succeeded();

        assert_eq!(
            change_mobile(&device, OTHER_MOBILE).await.succeeded().text,
            ""
        );
        let profile = device.get(PROFILE).await.succeeded().body;
        assert_eq!(profile["mobile"], "+86-15201657316");
        assert_eq!(profile["email"], EMAIL);
        assert_eq!(elsewhere.signed_in(&other).get(PROFILE).await.status, 400);
        let token = other.body["session_token"].as_str().unwrap();
        let refreshing = elsewhere.clone().with("X-session-token", token);
        assert_eq!(refreshing.send("POST", REFRESH, b"").await.status, 400);

        // The old number is free, and the new one is taken.
        app.advance(61);
        let newcomer = app.device(client);
        newcomer.sign_up(MOBILE, json!({})).await.succeeded();
        let late = newcomer.sign_up(OTHER_MOBILE, json!({})).await;
        assert!(late.code().ends_with("USER.1001"), "{late:?}");
        holds_together(&app);
    }
}

#[tokio::test]
async fn the_repeat_of_a_change_changes_nothing_more() {
    let app = TestApp::start().await;
    let device = with_both(&app, EIAM).await;
    let code = device.code(OTHER_MOBILE, "UPDATE_MOBILE_SMS").await;
    let body = json!({ "mobile": OTHER_MOBILE, "verify_code": code });
    device.post(UPDATE_MOBILE, body.clone()).await.succeeded();
    let notified = notices(&app).len();
    device.post(UPDATE_MOBILE, body).await.succeeded();
    assert_eq!(notices(&app).len(), notified);
}

#[tokio::test]
async fn a_wrong_code_at_a_change_has_an_error_of_its_own_in_eiam() {
    for (client, mobile, email) in [
        (EIAM, "SDK.SMS.1005", "SDK.SMS.1006"),
        (CIAM, "IDAAS.SDK.CAPTCHA.0007", "IDAAS.SDK.CAPTCHA.0007"),
        (ONEACCESS, "CAPTCHA.0007", "CAPTCHA.0007"),
    ] {
        let app = TestApp::start().await;
        let device = app.device(client);
        let device = device.signed_in(&device.sign_up(MOBILE, json!({})).await.succeeded());
        let code = device.code(OTHER_MOBILE, "UPDATE_MOBILE_SMS").await;
        let wrong = json!({ "mobile": OTHER_MOBILE, "verify_code": wrong_code(&code) });
        assert_eq!(device.post(UPDATE_MOBILE, wrong).await.code(), mobile);
        let wrong = json!({ "email": EMAIL, "verify_code": "000000" });
        assert_eq!(device.post(UPDATE_EMAIL, wrong).await.code(), email);
        let right = json!({ "mobile": OTHER_MOBILE, "verify_code": code });
        device.post(UPDATE_MOBILE, right).await.succeeded();
    }
}

#[tokio::test]
async fn a_code_changes_a_contact_only_for_the_user_who_asked_for_it() {
    let app = TestApp::start().await;
    let (owner, thief) = (app.device(EIAM), app.device(EIAM));
    let owner = owner.signed_in(&owner.sign_up(MOBILE, json!({})).await.succeeded());
    let thief = thief.signed_in(&thief.sign_up("15201657399", json!({})).await.succeeded());
    let code = owner.code(OTHER_MOBILE, "UPDATE_MOBILE_SMS").await;
    let body = json!({ "mobile": OTHER_MOBILE, "verify_code": code });
    let stolen = thief.post(UPDATE_MOBILE, body.clone()).await;
    assert_eq!(stolen.code(), "SDK.SMS.1005", "talked out of its owner");
    // A code for something else changes nothing, and neither does one for another contact.
    let login = owner.code("15201657317", "LOGIN_SMS").await;
    let other = json!({ "mobile": "15201657317", "verify_code": login });
    assert_eq!(
        owner.post(UPDATE_MOBILE, other).await.code(),
        "SDK.SMS.1005"
    );
    let other = json!({ "mobile": "15201657318", "verify_code": code });
    assert_eq!(
        owner.post(UPDATE_MOBILE, other).await.code(),
        "SDK.SMS.1005"
    );
    owner.post(UPDATE_MOBILE, body).await.succeeded();
}

#[tokio::test]
async fn of_two_who_claim_one_mobile_one_gets_it() {
    let app = TestApp::start().await;
    let mut devices = Vec::new();
    let mut codes = Vec::new();
    for number in 0..2 {
        let device = app.device(EIAM);
        let mobile = format!("1520165740{number}");
        devices.push(device.signed_in(&device.sign_up(&mobile, json!({})).await.succeeded()));
    }
    for device in &devices {
        codes.push(device.code(OTHER_MOBILE, "UPDATE_MOBILE_SMS").await);
        app.advance(61);
    }
    let newcomer = app.device(EIAM);
    let code = newcomer.code(OTHER_MOBILE, "REGISTER_SMS").await;
    let changes = devices.iter().zip(&codes).map(async |(device, code)| {
        let body = json!({ "mobile": OTHER_MOBILE, "verify_code": code });
        device.post(UPDATE_MOBILE, body).await
    });
    let registering = newcomer.register(OTHER_MOBILE, &code, json!({}));
    let (answers, registered) = tokio::join!(concurrently(changes), registering);
    let answers: Vec<_> = answers.into_iter().chain([registered]).collect();
    let served = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(served, 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(answer.code(), "SDK.USER.1001", "{answer:?}");
    }
    holds_together(&app);
}

#[tokio::test]
async fn users_are_notified_of_changes_at_the_contact_that_they_had() {
    let app = TestApp::start().await;
    let device = with_both(&app, EIAM).await;
    assert_eq!(
        notices(&app),
        [],
        "nobody is told at the contact that was just added"
    );
    change_mobile(&device, OTHER_MOBILE).await.succeeded();
    let code = device.code(OTHER_EMAIL, "UPDATE_EMAIL_EMS").await;
    let body = json!({ "email": OTHER_EMAIL, "verify_code": code });
    let chinese = device.clone().with("X-L", "zh");
    chinese.post(UPDATE_EMAIL, body).await.succeeded();
    let notified = notices(&app);
    let [(to_new, of_email), (to_old, of_mobile)] = notified.as_slice() else {
        panic!("{notified:?}");
    };
    assert_eq!((to_new.as_str(), to_old.as_str()), (EMAIL, EMAIL));
    assert!(
        of_mobile.contains("your mobile number was changed at Demo on 2026-11-20 09:00 UTC"),
        "{of_mobile}"
    );
    assert!(of_email.contains("演示"), "{of_email}");
    for (_, text) in &notified {
        assert!(!text.contains("http"), "{text}");
        assert!(!text.contains("1520165"), "{text}");
    }
}

#[tokio::test]
async fn a_user_without_an_address_is_notified_by_text_where_the_tenant_says_so() {
    for (setting, expected) in [
        ("email", None),
        ("sms", Some("+8615201657315")),
        ("none", None),
    ] {
        let notices_are = format!("    notices: {setting}\n    form:\n");
        let app = TestApp::with_changes(&[("    form:\n", &notices_are)]).await;
        let device = app.device(EIAM);
        let device = device.signed_in(&device.sign_up(MOBILE, json!({})).await.succeeded());
        change_mobile(&device, OTHER_MOBILE).await.succeeded();
        let notified: Vec<_> = notices(&app).into_iter().map(|(to, _)| to).collect();
        assert_eq!(
            notified,
            Vec::from_iter(expected.map(str::to_owned)),
            "{setting}"
        );
    }
}

#[tokio::test]
async fn a_change_is_done_where_its_notice_cannot_be_delivered() {
    let app = TestApp::start().await;
    let device = with_both(&app, EIAM).await;
    let code = device.code(OTHER_MOBILE, "UPDATE_MOBILE_SMS").await;
    app.script_faults("SendEmail", [Fault::Refuse]);
    let body = json!({ "mobile": OTHER_MOBILE, "verify_code": code });
    device.post(UPDATE_MOBILE, body).await.succeeded();
    assert_eq!(notices(&app), []);
}

/// A user with a mobile and a WeChat account.
async fn with_wechat<'s>(app: &'s TestApp, client: &str) -> Device<'s> {
    let device = app.device(client);
    device.sign_up(MOBILE, json!({})).await.succeeded();
    app.advance(61);
    let holding = device.with_state_token(&device.state_token("union-lily").await);
    let code = holding.code(MOBILE, "BIND_MOBILE_SMS").await;
    let bind = json!({ "mobile": MOBILE, "verify_code": code });
    let bound = holding.post(BIND, bind).await.succeeded();
    device.signed_in(&bound)
}

async fn links(device: &Device<'_>) -> Vec<Value> {
    let list = device.get(SOCIAL).await.succeeded();
    list.body["social"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_linked_account_is_listed_and_unlinked_in_every_dialect() {
    for (client, uid, channel) in [
        (EIAM, "social_uid", false),
        (CIAM, "socialUid", true),
        (ONEACCESS, "social_uid", false),
    ] {
        let app = TestApp::start().await;
        let device = with_wechat(&app, client).await;
        let listed = links(&device).await;
        let [link] = listed.as_slice() else {
            panic!("{listed:?}");
        };
        assert_eq!(link["socialType"], "weixin");
        assert!(link[uid].as_str().unwrap().len() > 5, "{link}");
        assert_eq!(link.get("socialChannelId").is_some(), channel);
        assert_eq!(link["createdAt"], "2026-11-20 09:01:01.000");
        let login = device.login("union-lily").await.succeeded();
        assert!(login.is_success());

        let unlink = json!({ "id": link["id"] });
        let answer = device
            .post(UNBIND_ACCOUNT, unlink.clone())
            .await
            .succeeded();
        assert_eq!(answer.text, "");
        assert_eq!(links(&device).await, [] as [Value; 0]);
        let login = device.login("union-lily").await.succeeded();
        assert_ne!(
            login.body["status"], "SUCCESS",
            "the account opens nothing more"
        );
        let again = device.post(UNBIND_ACCOUNT, unlink).await;
        assert!(again.code().ends_with("COMMON.1006"), "{again:?}");
        assert_eq!(app.items("SOCIAL#").len(), 0);
        holds_together(&app);
    }
}

#[tokio::test]
async fn an_account_is_unlinked_by_its_own_name() {
    let app = TestApp::start().await;
    let device = with_wechat(&app, EIAM).await;
    let uid = links(&device).await[0]["social_uid"].clone();
    let wrong = json!({ "social_uid": uid, "social_type": "qq" });
    assert_eq!(device.post(UNBIND, wrong).await.code(), "SDK.COMMON.1006");
    let wrong = json!({ "social_uid": "nobody", "social_type": "weixin" });
    assert_eq!(device.post(UNBIND, wrong).await.code(), "SDK.COMMON.1006");
    let right = json!({ "social_uid": uid, "social_type": "weixin" });
    device.post(UNBIND, right).await.succeeded();
    assert_eq!(links(&device).await, [] as [Value; 0]);
}

#[tokio::test]
async fn accounts_of_one_person_are_unlinked_together() {
    let app = TestApp::start().await;
    let device = with_wechat(&app, EIAM).await;
    // The sister application knows the person by the same unionid.
    let sister = app.device(ONEACCESS);
    let joined = sister.login("union-lily").await.succeeded();
    assert!(joined.is_success(), "{joined:?}");
    let listed = links(&device).await;
    assert_eq!(listed.len(), 2);
    let unlink = json!({ "id": listed[0]["id"] });
    device.post(UNBIND_ACCOUNT, unlink).await.succeeded();
    assert_eq!(links(&device).await, [] as [Value; 0]);
    assert_eq!(app.items("SOCIAL#").len(), 0);
    let login = sister.login("union-lily").await.succeeded();
    assert_ne!(login.body["status"], "SUCCESS");
}

#[tokio::test]
async fn the_last_way_in_is_not_unlinked() {
    let app = TestApp::start().await;
    let device = with_wechat(&app, EIAM).await;
    app.forget_contacts().await;
    let unlink = json!({ "id": links(&device).await[0]["id"] });
    let refused = device.post(UNBIND_ACCOUNT, unlink.clone()).await;
    assert_eq!(refused.code(), "SDK.SOCIAL.1003");
    assert_eq!(links(&device).await.len(), 1);
    let code = device.code(OTHER_EMAIL, "UPDATE_EMAIL_EMS").await;
    let body = json!({ "email": OTHER_EMAIL, "verify_code": code });
    device.post(UPDATE_EMAIL, body).await.succeeded();
    device.post(UNBIND_ACCOUNT, unlink).await.succeeded();
    assert_eq!(notices(&app)[0].0, OTHER_EMAIL);
}

#[tokio::test]
async fn unlinking_and_logging_in_at_once_leave_no_orphan() {
    for _ in 0..8 {
        let app = TestApp::start().await;
        let device = with_wechat(&app, EIAM).await;
        let sister = app.device(ONEACCESS);
        let unlink = json!({ "id": links(&device).await[0]["id"] });
        let (unlinked, _) = tokio::join!(
            device.post(UNBIND_ACCOUNT, unlink),
            // It joins the unionid to another link.
            sister.login("union-lily")
        );
        assert!([200, 400].contains(&unlinked.status), "{unlinked:?}");
        holds_together(&app);
    }
}

//! Data subject requests: export and erasure of one user.

use crate::test_app::{BIND, EIAM, MOBILE, TENANT, TestApp};
use local::{
    admin::data_subject::{Name, PersonalData, find},
    cloud::consistency,
};
use serde_json::{Value, json};
use shared::{platform::clock::Clock as _, values::identifiers::UserId};

const PERSONAL: [&str; 5] = [
    "15201657315",
    "zhang@qq.com",
    "zhangsan",
    "Zhang San",
    "a-wechat-account",
];

/// A user with every kind of item, and another user. Returns the first.
async fn app() -> (TestApp, UserId) {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": PERSONAL[2], "name": PERSONAL[3], "email": PERSONAL[1], "pwd": "QWE@qwe123" });
    device.sign_up(MOBILE, form).await.succeeded();
    app.device(EIAM)
        .sign_up("15201657399", json!({ "user_name": "other" }))
        .await
        .succeeded();
    app.advance(61);
    let device = device.with_state_token(&device.state_token(PERSONAL[4]).await);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    assert!(
        device
            .post(BIND, json!({ "mobile": MOBILE, "verify_code": code }))
            .await
            .is_success()
    );
    let id = person(&app, Name::Mobile(MOBILE.to_owned())).await.unwrap();
    (app, id)
}

async fn person(app: &TestApp, name: Name) -> Option<UserId> {
    let tenant = TENANT.to_owned().try_into().unwrap();
    find(&name, &tenant, &app.cloud.store().unwrap(), app.clock.now())
        .await
        .unwrap()
}

async fn personal_data(app: &TestApp, id: &UserId) -> PersonalData {
    PersonalData::of(
        id,
        &TENANT.to_owned().try_into().unwrap(),
        &app.cloud.store().unwrap(),
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn an_export_holds_everything_but_credentials() {
    let (app, id) = app().await;
    for name in [
        Name::Mobile(format!("+86-{MOBILE}")),
        Name::Id(id.to_string()),
    ] {
        assert_eq!(person(&app, name).await.as_ref(), Some(&id));
    }
    assert_eq!(
        person(&app, Name::Email(PERSONAL[1].to_owned())).await,
        None,
        "it is not verified"
    );
    let export = personal_data(&app, &id).await.export().unwrap();
    let text = export.to_string();
    for personal in &PERSONAL[..4] {
        assert!(text.contains(personal), "{personal} in {export:#}");
    }
    assert_eq!(export["accounts"][0]["source"], "mini");
    assert_eq!(export["sessions"].as_array().unwrap().len(), 2);
    assert_eq!(
        export["unique"].as_array().unwrap().len(),
        3,
        "mobile, name and account: {export:#}"
    );
    assert!(
        !text.contains("argon2") && !text.contains("SESSION#"),
        "{export:#}"
    );
    assert!(!text.contains("15201657399"));
}

#[tokio::test]
async fn an_erased_user_is_gone_and_their_contacts_are_free() {
    let (app, id) = app().await;
    let others = consistency::check(&app.cloud).counts["USER"];
    assert_eq!(
        personal_data(&app, &id)
            .await
            .erase(&app.cloud.store().unwrap())
            .await
            .unwrap(),
        7
    );
    // State tokens name the account for ten minutes, and are useless without the user.
    let left = app
        .all_items()
        .into_iter()
        .filter(|item| !item["pk"]["S"].as_str().unwrap().starts_with("STATE#"));
    // The name alone stays reserved: it may be the `sub` by which applications know the user.
    let (reserved, left): (Vec<_>, Vec<_>) =
        left.partition(|item| item["pk"]["S"].as_str().unwrap().starts_with("NAME#"));
    let members = |item: &Value| {
        item.as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert!(
        reserved.iter().any(|item| members(item) == ["pk", "sk"]),
        "{reserved:?}"
    );
    for item in left {
        let text = item.to_string();
        let found = PERSONAL.iter().find(|personal| text.contains(*personal));
        assert!(found.is_none() && !text.contains(&id.to_string()), "{text}");
    }
    let verdict = consistency::check(&app.cloud);
    assert_eq!(
        (verdict.problems.as_slice(), verdict.counts["USER"]),
        ([].as_slice(), others - 1)
    );
    assert!(personal_data(&app, &id).await.is_empty());
    assert_eq!(person(&app, Name::Mobile(MOBILE.to_owned())).await, None);

    let device = app.device(EIAM);
    assert_ne!(
        device.login(PERSONAL[4]).await.body["status"],
        "SUCCESS",
        "the account is unknown"
    );
    app.advance(61);
    let taken = device
        .sign_up(MOBILE, json!({ "user_name": PERSONAL[2] }))
        .await;
    assert_eq!(taken.code(), "SDK.USER.1003", "nobody gets the name");
    app.advance(61);
    device.sign_up(MOBILE, json!({})).await.succeeded();
    assert_ne!(
        person(&app, Name::Mobile(MOBILE.to_owned())).await,
        Some(id)
    );
}

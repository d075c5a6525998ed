//! The consistency check of the tables reports missing items and items that never expire.

use crate::test_app::{BIND, EIAM, MOBILE, TestApp};
use local::cloud::consistency;
use serde_json::{Value, json};
use shared::storage::{
    item::{ItemKey, Table},
    write::Write,
};

/// A user with a mobile, a user name, a WeChat account and sessions.
async fn app() -> TestApp {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(MOBILE, json!({ "user_name": "zhangsan" }))
        .await
        .succeeded();
    app.advance(61);
    let device = device.with_state_token(&device.state_token("somebody").await);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    assert!(
        device
            .post(BIND, json!({ "mobile": MOBILE, "verify_code": code }))
            .await
            .is_success()
    );
    app
}

fn key(table: Table, item: &Value) -> ItemKey {
    let part = |name: &str| item[name]["S"].as_str().unwrap().to_owned();
    ItemKey::read(table, part("pk"), part("sk"))
}

#[tokio::test]
async fn a_missing_item_of_a_user_is_reported() {
    let mut taken = Vec::new();
    loop {
        let app = app().await;
        assert_eq!(consistency::check(&app.cloud).problems, [""; 0]);
        let items = app.cloud.items("DirectoryTable");
        let settings = ["APP#", "CLIENTS", "TENANT#"];
        let of_user = |item: &&Value| {
            !settings
                .iter()
                .any(|kind| item["pk"]["S"].as_str().unwrap().starts_with(kind))
        };
        let Some(item) = items.iter().filter(of_user).nth(taken.len()) else {
            break;
        };
        app.cloud
            .store()
            .unwrap()
            .write(Write::delete(key(Table::Directory, item)))
            .await
            .unwrap();
        let verdict = consistency::check(&app.cloud);
        assert!(!verdict.problems.is_empty(), "without {item}: {verdict}");
        taken.push(
            item["pk"]["S"]
                .as_str()
                .unwrap()
                .split('#')
                .next()
                .unwrap()
                .to_owned(),
        );
    }
    taken.sort();
    assert_eq!(
        taken,
        ["MOBILE", "NAME", "SOCIAL", "USER", "USER"],
        "an account and its link are two items"
    );
}

#[tokio::test]
async fn an_item_that_would_never_expire_is_reported() {
    let app = app().await;
    let session = &app.items("SESSION#")[0];
    let forever = Write::update(key(Table::Transient, session)).remove("expires_at");
    app.cloud.store().unwrap().write(forever).await.unwrap();
    assert_eq!(consistency::check(&app.cloud).problems.len(), 1);
}

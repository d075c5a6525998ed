//! The checker of the tables finds what it is for.

use crate::stage::{BIND, EIAM, MOBILE, Stage};
use local::cloud::consistency as checker;
use serde_json::{Value, json};
use shared::storage::{
    item::{Key, Table},
    write::Write,
};

/// A user with a mobile, a name, a unique attribute, an account of WeChat and sessions.
async fn stage() -> Stage {
    let stage = Stage::start().await;
    let device = stage.device(EIAM);
    device.sign_up(MOBILE, json!({ "user_name": "zhangsan" })).await.succeeded();
    stage.pass(61);
    let device = device.holding(&device.arrive("somebody").await);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    assert!(device.post(BIND, json!({ "mobile": MOBILE, "verify_code": code })).await.is_success());
    stage
}

fn key(table: Table, item: &Value) -> Key {
    Key::new(table, item["pk"]["S"].as_str().unwrap(), item["sk"]["S"].as_str().unwrap())
}

#[tokio::test]
async fn whatever_of_a_user_is_taken_away_is_missed() {
    let mut taken = Vec::new();
    loop {
        let stage = stage().await;
        assert_eq!(checker::check(&stage.cloud).problems, [""; 0]);
        let items = stage.cloud.items("DirectoryTable");
        let settings = ["APP#", "TENANT#"];
        let of_user =
            |item: &&Value| !settings.iter().any(|kind| item["pk"]["S"].as_str().unwrap().starts_with(kind));
        let Some(item) = items.iter().filter(of_user).nth(taken.len()) else { break };
        stage.cloud.store().unwrap().write(Write::delete(key(Table::Directory, item))).await.unwrap();
        let verdict = checker::check(&stage.cloud);
        assert!(!verdict.problems.is_empty(), "without {item}: {verdict}");
        taken.push(item["pk"]["S"].as_str().unwrap().split('#').next().unwrap().to_owned());
    }
    taken.sort();
    assert_eq!(taken, ["MOBILE", "NAME", "SOCIAL", "USER", "USER"], "an account and its link are two items");
}

#[tokio::test]
async fn what_would_be_kept_for_ever_is_found() {
    let stage = stage().await;
    let session = &stage.items("SESSION#")[0];
    let forever = Write::update(key(Table::Transient, session)).remove("expires_at");
    stage.cloud.store().unwrap().write(forever).await.unwrap();
    assert_eq!(checker::check(&stage.cloud).problems.len(), 1);
}

//! What an operator does with one user.

use crate::test_app::{BIND, Device, EIAM, MOBILE, PROFILE, TENANT, TestApp};
use local::{
    admin::{
        data_subject::{Name, find},
        users::ManagedUser,
    },
    cloud::consistency,
};
use serde_json::json;
use shared::{
    platform::clock::Clock as _,
    storage::store::Store,
    users::user::Status,
    values::identifiers::{TenantId, UserId},
};
use std::sync::Arc;

fn tenant() -> TenantId {
    TENANT.to_owned().try_into().unwrap()
}

/// A user with a name and a WeChat account, who is signed in on a device.
async fn user(app: &TestApp) -> (Device<'_>, Arc<Store>, UserId) {
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    device.sign_up(MOBILE, form).await.succeeded();
    app.advance(61);
    let holding = device.with_state_token(&device.state_token("union-lily").await);
    let code = holding.code(MOBILE, "BIND_MOBILE_SMS").await;
    let bind = json!({ "mobile": MOBILE, "verify_code": code });
    let signed_in = holding.post(BIND, bind).await.succeeded();
    let store = app.cloud.store().unwrap();
    let name = Name::Mobile(MOBILE.to_owned());
    let id = find(&name, &tenant(), &store, app.clock.now()).await;
    (device.signed_in(&signed_in), store, id.unwrap().unwrap())
}

async fn managed<'s>(id: &UserId, store: &'s Store) -> ManagedUser<'s> {
    let user = ManagedUser::read(id, &tenant(), store).await;
    user.unwrap().unwrap()
}

#[tokio::test]
async fn a_user_is_found_by_every_name() {
    let app = TestApp::start().await;
    let (_, store, id) = user(&app).await;
    let account = app.items("SOCIAL#");
    let account = account
        .iter()
        .map(|item| item["pk"]["S"].as_str().unwrap())
        .find(|pk| pk.contains("#wx"))
        .unwrap();
    let parts: Vec<_> = account.split('#').collect();
    for name in [
        Name::Mobile(format!("+86-{MOBILE}")),
        Name::UserName("ZhangSan".to_owned()),
        Name::Account {
            app_id: parts[2].to_owned(),
            open_id: parts[3].to_owned(),
        },
        Name::Id(id.to_string()),
    ] {
        let found = find(&name, &tenant(), &store, app.clock.now()).await;
        assert_eq!(found.unwrap().as_ref(), Some(&id), "{name:?}");
    }
    let nobody = Name::UserName("nobody".to_owned());
    let found = find(&nobody, &tenant(), &store, app.clock.now()).await;
    assert_eq!(found.unwrap(), None);
    let described = managed(&id, &store).await.describe().await.unwrap();
    assert_eq!(described["status"], "active");
    assert_eq!(described["user_name"], "zhangsan");
    assert_eq!(described["mobile"], "+86-15201657315");
    assert_eq!(described["linked_sources"], json!(["mini"]));
}

#[tokio::test]
async fn an_operator_sees_and_ends_the_sessions_of_a_user() {
    let app = TestApp::start().await;
    let (device, store, id) = user(&app).await;
    let sessions = managed(&id, &store).await.sessions(app.clock.now()).await;
    let sessions = sessions.unwrap();
    assert_eq!(sessions.len(), 2);
    assert!(sessions.iter().all(|session| session["client_id"] == EIAM));
    managed(&id, &store)
        .await
        .sign_out(app.clock.now())
        .await
        .unwrap();
    assert_eq!(device.get(PROFILE).await.code(), "SDK.COMMON.1005");
    let sessions = managed(&id, &store).await.sessions(app.clock.now()).await;
    assert_eq!(sessions.unwrap().len(), 0);
    assert!(device.login("union-lily").await.is_success());
}

#[tokio::test]
async fn a_disabled_user_cannot_sign_in_until_they_are_enabled() {
    let app = TestApp::start().await;
    let (device, store, id) = user(&app).await;
    let set = async |status| managed(&id, &store).await.set_status(status).await.unwrap();
    assert!(set(Status::Disabled).await);
    assert_eq!(device.get(PROFILE).await.code(), "SDK.COMMON.1005");
    let login = device.login("union-lily").await;
    assert_eq!(login.body["status"], "ACCESS_DENIED");
    assert!(set(Status::Active).await);
    device.get(PROFILE).await.succeeded();
    assert!(device.login("union-lily").await.is_success());
}

#[tokio::test]
async fn an_operator_unlinks_the_account_of_a_user() {
    let app = TestApp::start().await;
    let (device, store, id) = user(&app).await;
    let user = managed(&id, &store).await;
    let none = "sister".to_owned().try_into().unwrap();
    assert_eq!(user.links_with(&none).await.unwrap().len(), 0);
    let source = "mini".to_owned().try_into().unwrap();
    let links = user.links_with(&source).await.unwrap();
    assert_eq!(links.len(), 1);
    user.unlink(&links).await.unwrap();
    let login = device.login("union-lily").await;
    assert_eq!(login.body["status"], "USER_REGISTER");
    let report = consistency::check(&app.cloud);
    assert!(report.problems.is_empty(), "{report}");
}

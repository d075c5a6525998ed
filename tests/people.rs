//! What a person may ask the owner for.

use crate::stage::{BIND, EIAM, MOBILE, Stage, TENANT};
use local::{
    admin::data_subject::{Dossier, Name, find},
    cloud::consistency as checker,
};
use serde_json::json;
use shared::{platform::clock::Clock as _, values::identifiers::UserId};

const PERSONAL: [&str; 5] = ["15201657315", "zhang@qq.com", "zhangsan", "Zhang San", "a-wechat-account"];

/// One person with everything a person can have here, and another.
async fn stage() -> (Stage, UserId) {
    let stage = Stage::start().await;
    let device = stage.device(EIAM);
    let form =
        json!({ "user_name": PERSONAL[2], "name": PERSONAL[3], "email": PERSONAL[1], "pwd": "QWE@qwe123" });
    device.sign_up(MOBILE, form).await.succeeded();
    stage.device(EIAM).sign_up("15201657399", json!({ "user_name": "other" })).await.succeeded();
    stage.pass(61);
    let device = device.holding(&device.arrive(PERSONAL[4]).await);
    let code = device.code(MOBILE, "BIND_MOBILE_SMS").await;
    assert!(device.post(BIND, json!({ "mobile": MOBILE, "verify_code": code })).await.is_success());
    let id = person(&stage, Name::Mobile(MOBILE.to_owned())).await.unwrap();
    (stage, id)
}

async fn person(stage: &Stage, name: Name) -> Option<UserId> {
    let tenant = TENANT.to_owned().try_into().unwrap();
    find(&name, &tenant, &stage.cloud.store().unwrap(), stage.clock.now()).await.unwrap()
}

async fn dossier(stage: &Stage, id: &UserId) -> Dossier {
    Dossier::of(id, &TENANT.to_owned().try_into().unwrap(), &stage.cloud.store().unwrap()).await.unwrap()
}

#[tokio::test]
async fn an_export_is_everything_but_what_opens_doors() {
    let (stage, id) = stage().await;
    for name in [Name::Mobile(format!("+86-{MOBILE}")), Name::Id(id.to_string())] {
        assert_eq!(person(&stage, name).await.as_ref(), Some(&id));
    }
    assert_eq!(person(&stage, Name::Email(PERSONAL[1].to_owned())).await, None, "nobody proved it");
    let export = dossier(&stage, &id).await.export().unwrap();
    let text = export.to_string();
    for personal in &PERSONAL[..4] {
        assert!(text.contains(personal), "{personal} in {export:#}");
    }
    assert_eq!(export["accounts"][0]["source"], "mini");
    assert_eq!(export["sessions"].as_array().unwrap().len(), 2);
    assert_eq!(export["unique"].as_array().unwrap().len(), 3, "mobile, name and account: {export:#}");
    assert!(!text.contains("argon2") && !text.contains("SESSION#"), "{export:#}");
    assert!(!text.contains("15201657399"));
}

#[tokio::test]
async fn who_is_erased_is_gone_and_their_contacts_are_free() {
    let (stage, id) = stage().await;
    let others = checker::check(&stage.cloud).counts["USER"];
    assert_eq!(dossier(&stage, &id).await.erase(&stage.cloud.store().unwrap()).await.unwrap(), 7);
    // State tokens name the account for ten minutes, and are no use without the user.
    let left = stage
        .everything()
        .into_iter()
        .filter(|item| !item["pk"]["S"].as_str().unwrap().starts_with("STATE#"));
    for item in left {
        let text = item.to_string();
        let found = PERSONAL.iter().find(|personal| text.contains(*personal));
        assert!(found.is_none() && !text.contains(&id.to_string()), "{text}");
    }
    let verdict = checker::check(&stage.cloud);
    assert_eq!((verdict.problems.as_slice(), verdict.counts["USER"]), ([].as_slice(), others - 1));
    assert!(dossier(&stage, &id).await.is_empty());
    assert_eq!(person(&stage, Name::Mobile(MOBILE.to_owned())).await, None);

    let device = stage.device(EIAM);
    assert_ne!(device.login(PERSONAL[4]).await.body["status"], "SUCCESS", "the account is a stranger's");
    stage.pass(61);
    device.sign_up(MOBILE, json!({ "user_name": PERSONAL[2] })).await.succeeded();
    assert_ne!(person(&stage, Name::Mobile(MOBILE.to_owned())).await, Some(id));
}

//! Values of the contract as clients see them: the country list, numbers, names and pictures.

use crate::test_app::{EIAM, EMAIL, MOBILE, TestApp};
use serde_json::json;

#[tokio::test]
async fn the_country_list_is_the_published_one() {
    let app = TestApp::with_limits("countries: [\"*\"]").await;
    let device = app.device(EIAM).with("X-L", "en");
    let answer = device.get("/api/v2/sdk/country-codes").await.succeeded();
    let members: Vec<_> = answer.body.as_object().unwrap().keys().collect();
    assert_eq!(members, ["phoneAreaCodeDefinitions", "preferredAreaCode"]);
    assert_eq!(answer.body["preferredAreaCode"], "CN");
    let entries = answer.body["phoneAreaCodeDefinitions"].as_array().unwrap();
    let china = r#"{"areaCode":"86","displayMapping":{"zh-TW":"中國大陸","en":"China","zh-CN":"中国大陆"},"countryCode":"CN","mobileRegex":"^(\\+86){0,1}\\-?1\\d{10}$","areaCodeSuffixes":[]}"#;
    let first = format!(r#"{{"phoneAreaCodeDefinitions":[{china},{{"areaCode":"852","#);
    assert!(answer.text.starts_with(&first), "{:.400}", answer.text);
    for (place, country, area_code, regex) in [
        (
            1,
            "HK",
            "852",
            r"^(\+852){1}\-?0{0,1}[1,4,5,6,7,8,9](?:\d{7}|\d{8}|\d{12})$",
        ),
        (2, "TW", "886", r"^(\+886){1}\-?[6,7,9](?:\d{7}|\d{8})$"),
        (
            3,
            "MO",
            "853",
            r"^(\+853){1}\-?0{0,1}[1,4,5,6,7,8,9](?:\d{7}|\d{8}|\d{12})$",
        ),
        (4, "AF", "93", r"^(\+93){1}\-?7\d{8}$"),
    ] {
        let entry = &entries[place];
        assert_eq!(entry["countryCode"], country);
        assert_eq!(entry["areaCode"], area_code);
        assert_eq!(entry["mobileRegex"], regex);
    }
    for entry in &entries[1..] {
        let start = format!(r"^(\+{}){{1}}\-?", entry["areaCode"].as_str().unwrap());
        let regex = entry["mobileRegex"].as_str().unwrap();
        assert!(regex.starts_with(&start) && regex.ends_with('$'), "{entry}");
        assert_eq!(entry["areaCodeSuffixes"], json!([]));
    }
    let rest: Vec<_> = entries[5..]
        .iter()
        .map(|entry| entry["countryCode"].as_str().unwrap())
        .collect();
    assert!(rest.len() > 200 && rest.is_sorted(), "{rest:?}");
}

#[tokio::test]
async fn the_country_list_is_cached_for_an_hour_by_its_client_alone() {
    let app = TestApp::start().await;
    let answer = app
        .device(EIAM)
        .get("/api/v2/sdk/country-codes")
        .await
        .succeeded();
    assert_eq!(answer.headers["cache-control"], "private, max-age=3600");
    assert_eq!(
        answer.headers["vary"],
        "Accept-Encoding, X-client-id, X-tenant-id"
    );
    let unknown = app.device("nobody").get("/api/v2/sdk/country-codes").await;
    assert_eq!(unknown.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn two_spellings_of_a_number_are_one_person() {
    let app = TestApp::with_limits("countries: [CN, HK]").await;
    let device = app.device(EIAM);
    device
        .sign_up("+852-051234567", json!({}))
        .await
        .succeeded();
    for spelled in ["+85251234567", "+852-51234567", "+852051234567"] {
        app.advance(61);
        assert_eq!(
            device.sign_up(spelled, json!({})).await.code(),
            "SDK.USER.1001",
            "{spelled}"
        );
    }
    let user = &app.items("USER#")[0];
    assert_eq!(user["mobile"]["M"]["contact"]["S"], "+85251234567");
    assert!(
        app.sent()
            .iter()
            .all(|message| message.to == "+85251234567")
    );
}

#[tokio::test]
async fn a_user_name_is_stored_as_typed_and_another_spelling_of_it_is_taken() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    device
        .sign_up(MOBILE, json!({ "user_name": "Ｌisı" }))
        .await
        .succeeded();
    assert_eq!(app.items("USER#")[0]["user_name"]["S"], "Ｌisı");
    let key = app.items("NAME#")[0]["pk"]["S"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(key.ends_with("#lisi"), "{key}");
    let code = device.code(EMAIL, "REGISTER_EMS").await;
    for (name, expected) in [
        ("lisi", "SDK.USER.1003"),
        ("LİSİ", "SDK.USER.1003"),
        ("ＬＩＳＩ", "SDK.USER.1003"),
        // Cyrillic i; all Cyrillic; a joiner that nobody sees; the letter for a click.
        ("l\u{456}s\u{456}", "SDK.COMMON.1002"),
        ("сео", "SDK.COMMON.1002"),
        ("li\u{200D}si", "SDK.COMMON.1002"),
        ("\u{1C0}isi", "SDK.COMMON.1002"),
        // A mark at the end, which is overlooked.
        ("lisi.", "SDK.COMMON.1002"),
        ("_lisi", "SDK.COMMON.1002"),
        // Somebody's number, somebody's address.
        ("1234567", "SDK.COMMON.1006"),
        ("１５２０１６５７３９９", "SDK.COMMON.1006"),
        ("ｖictim@qq.com", "SDK.COMMON.1006"),
        ("victim@localhost", "SDK.COMMON.1006"),
        ("victim@qq.com", "SDK.COMMON.1006"),
    ] {
        let refused = device
            .register_email(EMAIL, &code, json!({ "user_name": name }))
            .await;
        assert_eq!(refused.code(), expected, "{name}");
    }
    let own = json!({ "user_name": EMAIL.to_uppercase() });
    device.register_email(EMAIL, &code, own).await.succeeded();
}

#[tokio::test]
async fn names_may_hold_emoji_and_picture_urls_are_stored_in_standard_form() {
    let app = TestApp::start().await;
    let family = "👨\u{200D}👩\u{200D}👧 张三👍🏽🇨🇳❤\u{FE0F}";
    let mut form = json!({ "head_img": "HTTPS://Example.com:443/a/../张.png" });
    let names = [
        "name",
        "first_name",
        "middle_name",
        "last_name",
        "attr_nick_name",
    ];
    for name in names {
        form[name] = family.into();
    }
    app.device(EIAM).sign_up(MOBILE, form).await.succeeded();
    let user = &app.items("USER#")[0];
    for name in names {
        assert_eq!(user[name]["S"], family, "{name}");
    }
    assert_eq!(user["head_img"]["S"], "https://example.com/%E5%BC%A0.png");
}

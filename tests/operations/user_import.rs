//! `bindery user import`: users of another product, from a file.

use crate::{
    log_capture,
    test_app::{EIAM, MOBILE, PASSWORD_BIND, TENANT, TestApp},
};
use local::{
    admin::{
        data_subject::{Name, PersonalData, find},
        user_import::{ImportSummary, UserImport},
    },
    cloud::{consistency, proxy::faults::Fault},
};
use serde::Deserialize;
use serde_json::{Value, json};
use shared::{
    platform::{clock::Clock as _, entropy::OsEntropy},
    storage::write::Write,
    values::identifiers::{TenantId, UserId},
};
use std::{fmt::Write as _, io, sync::Arc};
use tempfile::NamedTempFile;

const VECTORS: &str = include_str!("../cases/foreign_hashes.json");
/// A hash that costs as much as a login may.
const HASH: &str = "$pbkdf2-sha256$i=2000000$8PHy8/T19vf4+fr7/P3+/w$kdhsAOkTC3Sq0ZJJzV0pYyQWhs4";
const TRANSACTION: &str = "TransactWriteItems";

/// A password, and its hash as another product writes it (`tests/cases/foreign_hashes.py`).
#[derive(Deserialize)]
struct Vector {
    name: String,
    password: String,
    hash: String,
}

fn tenant() -> TenantId {
    TENANT.to_owned().try_into().unwrap()
}

fn file(content: impl AsRef<[u8]>) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    io::Write::write_all(&mut file, content.as_ref()).unwrap();
    file
}

fn lines(users: &[Value]) -> NamedTempFile {
    let mut content = String::new();
    for user in users {
        let _ = writeln!(content, "{user}");
    }
    file(content)
}

async fn prepare(app: &TestApp, file: &NamedTempFile) -> UserImport {
    let store = app.cloud.store().unwrap();
    let (entropy, now) = (Arc::new(OsEntropy), app.clock.now());
    let import = UserImport::prepare(file.path(), &tenant(), store, entropy, now).await;
    import.unwrap()
}

/// Runs an import. Returns the summary and the report.
async fn run(app: &TestApp, file: &NamedTempFile) -> (ImportSummary, String) {
    run_as(app, file, false).await
}

async fn run_as(app: &TestApp, file: &NamedTempFile, dry_run: bool) -> (ImportSummary, String) {
    let mut report = Vec::new();
    let import = prepare(app, file).await;
    let summary = import.run(dry_run, &mut report).await.unwrap();
    (summary, String::from_utf8(report).unwrap())
}

fn summary(imported: u64, unchanged: u64, conflicts: u64, invalid: u64) -> ImportSummary {
    ImportSummary {
        imported,
        unchanged,
        conflicts,
        invalid,
    }
}

/// The items of the Directory table, in one order.
fn directory(app: &TestApp) -> Vec<String> {
    let items = app.cloud.items("DirectoryTable");
    let mut items: Vec<_> = items.iter().map(ToString::to_string).collect();
    items.sort();
    items
}

fn assert_consistent(app: &TestApp) {
    let report = consistency::check(&app.cloud);
    assert!(report.problems.is_empty(), "{report}");
}

async fn find_by(app: &TestApp, name: Name) -> Option<UserId> {
    let store = app.cloud.store().unwrap();
    let found = find(&name, &tenant(), &store, app.clock.now()).await;
    found.unwrap()
}

/// A user with everything that a line can have.
fn complete_user() -> Value {
    json!({
        "external_id": "CN=Zhang San, OU=工程#7",
        "user_name": "ZhangSan",
        "name": "张三",
        "attr_gender": "male",
        "attr_birthday": "1990-01-31",
        "industry": "IT",
        "extension": { "age": "18", "badge": "A001" },
        "mobile": { "value": format!("+86-{MOBILE}"), "verified": true },
        "email": { "value": "Zhang@QQ.com", "verified": true },
        "password": HASH,
        "created_at": "2020-02-29T08:00:00+08:00",
        "disabled": false,
    })
}

#[tokio::test]
async fn users_come_in_by_their_old_passwords_whatever_product_hashed_them() {
    let app = TestApp::start().await;
    let vectors: Vec<Vector> = serde_json::from_str(VECTORS).unwrap();
    let user = |(number, vector): (usize, &Vector)| {
        json!({
            "external_id": format!("{number}"),
            "user_name": format!("imported{number}"),
            "password": vector.hash,
        })
    };
    let users: Vec<_> = vectors.iter().enumerate().map(user).collect();
    let (imported, report) = run(&app, &lines(&users)).await;
    assert_eq!(imported, summary(vectors.len() as u64, 0, 0, 0), "{report}");
    assert_consistent(&app);
    for (number, Vector { name, password, .. }) in vectors.iter().enumerate() {
        let device = app.device(EIAM);
        let token = device.state_token(&format!("person-{number}")).await;
        let holding = device.with_state_token(&token);
        let bind = async |password: &str| {
            let user_name = format!("imported{number}");
            let body = json!({ "user_name": user_name, "password": password });
            holding.post(PASSWORD_BIND, body).await
        };
        let wrong = bind(&format!("{password}x")).await;
        assert_eq!(wrong.code(), "SDK.LOGIN.1005", "{name}");
        assert!(bind(password).await.is_success(), "{name}");
    }
}

#[tokio::test]
async fn an_imported_user_has_what_the_line_says() {
    let app = TestApp::start().await;
    // The same person has the same account everywhere: another cloud tells which.
    let elsewhere = TestApp::start().await;
    let device = elsewhere.device(EIAM);
    let holding = device.with_state_token(&device.state_token("union-lily").await);
    let code = holding.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": code });
    let bound = holding.post("/api/v2/sdk/social/register-bind", body).await;
    bound.succeeded();
    let links = elsewhere.items("USER#");
    let link = links
        .iter()
        .find(|item| item["sk"]["S"] == "LINK#mini")
        .unwrap();
    let (openid, unionid) = (&link["open_id"]["S"], &link["union_id"]["S"]);

    let mut user = complete_user();
    // Two sources of one application have the same account, and a person one name across all.
    user["links"] = json!({
        "mini": { "openid": openid, "unionid": unionid },
        "mini-bind": { "openid": openid, "unionid": unionid },
        "sister": { "openid": "o-of-the-sister", "unionid": unionid },
    });
    let other = json!({
        "external_id": "2",
        "mobile": { "value": "15201657399", "verified": false },
        "email": { "value": "zhang@qq.com" },
        "disabled": true,
    });
    let (imported, report) = run(&app, &lines(&[user, other])).await;
    assert_eq!(imported, summary(2, 0, 0, 0), "{report}");
    assert_consistent(&app);

    let names = [
        Name::Mobile(MOBILE.to_owned()),
        Name::Email("zhang@qq.com".to_owned()),
        Name::UserName("zhangsan".to_owned()),
        Name::ExternalId("CN=Zhang San, OU=工程#7".to_owned()),
        Name::Account {
            app_id: "wx5157e200000000aa".to_owned(),
            open_id: "o-of-the-sister".to_owned(),
        },
    ];
    let mut ids = Vec::new();
    for name in names {
        ids.push(find_by(&app, name).await.unwrap().to_string());
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert!(ids[0].starts_with("20200229000000000-"), "{ids:?}");
    let users = app.items("USER#");
    let item = |id: &str| {
        let is_it = |item: &&Value| item["id"]["S"] == *id;
        users.iter().find(is_it).unwrap().clone()
    };
    let of_first = item(&ids[0]);
    for (member, value) in [
        ("user_name", json!({ "S": "ZhangSan" })),
        ("name", json!({ "S": "张三" })),
        ("attr_gender", json!({ "S": "male" })),
        ("attr_birthday", json!({ "S": "1990-01-31" })),
        ("industry", json!({ "S": "IT" })),
        ("password", json!({ "S": HASH })),
        ("created_at", json!({ "N": "1582934400" })),
        ("account_status", json!({ "S": "active" })),
        (
            "extension",
            json!({ "M": { "age": { "N": "18" }, "badge": { "S": "A001" } } }),
        ),
    ] {
        assert_eq!(of_first[member], value, "{member}");
    }
    let id = find_by(&app, Name::ExternalId("2".to_owned())).await;
    let of_second = item(&id.unwrap().to_string());
    assert_eq!(of_second["account_status"]["S"], "disabled");
    assert_eq!(of_second["mobile"]["M"]["verified"]["BOOL"], false);
    assert_eq!(of_second["email"]["M"]["verified"]["BOOL"], false);
    assert_eq!(
        find_by(&app, Name::Mobile("15201657399".into())).await,
        None
    );

    let login = app.device(EIAM).login("union-lily").await;
    assert!(login.is_success(), "{login:?}");
}

#[tokio::test]
async fn a_second_run_of_a_file_changes_nothing() {
    let app = TestApp::start().await;
    let other = json!({ "external_id": "2", "name": "李四" });
    let users = lines(&[complete_user(), other]);
    assert_eq!(run(&app, &users).await.0, summary(2, 0, 0, 0));
    let before = directory(&app);
    app.advance(61);
    for dry_run in [true, false] {
        let (again, report) = run_as(&app, &users, dry_run).await;
        assert_eq!((again, report.as_str()), (summary(0, 2, 0, 0), ""));
        assert_eq!(directory(&app), before);
    }
}

#[tokio::test]
async fn a_changed_line_is_reported_and_not_applied() {
    let app = TestApp::start().await;
    run(&app, &lines(&[complete_user()])).await;
    let before = directory(&app);
    let mut changed = complete_user();
    changed["name"] = "张四".into();
    changed["mobile"]["verified"] = false.into();
    changed["zip_code"] = "100000".into();
    changed.as_object_mut().unwrap().remove("industry");
    let (again, report) = run(&app, &lines(&[changed])).await;
    assert_eq!(again, summary(0, 0, 1, 0));
    assert_eq!(
        report,
        "line 1: conflict: industry was changed since it was imported; mobile was changed since it \
         was imported; name was changed since it was imported; zip_code was changed since it was \
         imported\n"
    );
    assert_eq!(directory(&app), before);
}

#[tokio::test]
async fn the_user_may_change_what_was_imported() {
    let app = TestApp::start().await;
    let users = lines(&[complete_user()]);
    run(&app, &users).await;
    let change = |key| {
        Write::update(key)
            .set("industry = :other")
            .text(":other", "finance")
    };
    app.change_users(change).await;
    let before = directory(&app);
    assert_eq!(run(&app, &users).await.0, summary(0, 1, 0, 0));
    assert_eq!(directory(&app), before);
}

/// A user who registered, and lines that are at odds with them and with each other.
async fn conflicting(app: &TestApp) -> NamedTempFile {
    let form = json!({ "user_name": "zhangsan", "extension": { "badge": "A001" } });
    let device = app.device(EIAM);
    device.sign_up(MOBILE, form).await.succeeded();
    let mobile = |number: &str| json!({ "value": number, "verified": true });
    let link = |id: &str| json!({ "mini": { "openid": id, "unionid": "union" } });
    lines(&[
        json!({ "external_id": "1", "mobile": mobile(MOBILE), "user_name": "ZHANGSAN" }),
        json!({ "external_id": "2", "extension": { "badge": "a001" } }),
        json!({ "external_id": "3", "extension": { "badge": "A001" } }),
        json!({ "external_id": "4", "mobile": mobile("15201657391"), "user_name": "lisi" }),
        json!({ "external_id": "4" }),
        json!({ "external_id": "6", "mobile": mobile("+8615201657391"), "links": link("a") }),
        json!({ "external_id": "7", "user_name": "ＬＩＳＩ", "links": link("b") }),
        // What nobody has proved is nobody's alone.
        json!({ "external_id": "8", "mobile": { "value": MOBILE } }),
        json!({ "external_id": "9", "mobile": { "value": MOBILE, "verified": false } }),
    ])
}

const CONFLICTS: &str = "\
line 1: conflict: mobile belongs to another user, or is reserved; user_name belongs to another user, or is reserved
line 2: invalid: The extension.badge parameter format is incorrect
line 3: conflict: extension.badge belongs to another user, or is reserved
line 5: conflict: external_id is also that of line 4
line 6: conflict: mobile is also that of line 4
line 7: conflict: links.mini is also that of line 6; user_name is also that of line 4
";

#[tokio::test]
async fn a_dry_run_finds_the_conflicts_of_the_run_and_writes_nothing() {
    let app = TestApp::start().await;
    let users = conflicting(&app).await;
    let before = directory(&app);
    let (tried, report) = run_as(&app, &users, true).await;
    assert_eq!(tried, summary(3, 0, 5, 1), "{report}");
    assert_eq!(report, CONFLICTS);
    assert_eq!(directory(&app), before);
    let (imported, report) = run(&app, &users).await;
    assert_eq!(imported, summary(3, 0, 5, 1), "{report}");
    assert_eq!(report, CONFLICTS);
    assert_consistent(&app);
    assert_eq!(app.items("EXTERNAL#").len(), 3);
}

#[tokio::test]
async fn conflicts_between_lines_are_found_in_any_memory() {
    let app = TestApp::start().await;
    let users = conflicting(&app).await;
    for claims in [1, 2, 3, 5, 8] {
        let mut report = Vec::new();
        let import = prepare(&app, &users).await.remembering(claims);
        import.run(true, &mut report).await.unwrap();
        assert_eq!(String::from_utf8(report).unwrap(), CONFLICTS, "{claims}");
    }
}

#[tokio::test]
async fn a_name_of_an_erased_user_is_not_given_to_an_imported_one() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let form = json!({ "user_name": "zhangsan" });
    device.sign_up(MOBILE, form).await.succeeded();
    app.erase_users().await;
    let mobile = json!({ "value": MOBILE, "verified": true });
    let users = lines(&[
        json!({ "external_id": "1", "user_name": "zhangsan" }),
        json!({ "external_id": "2", "mobile": mobile }),
    ]);
    let (imported, report) = run(&app, &users).await;
    assert_eq!(imported, summary(1, 0, 1, 0));
    let refused = "line 1: conflict: user_name belongs to another user, or is reserved\n";
    assert_eq!(report, refused);
    assert_consistent(&app);
}

/// The members of a line beside its external id, and what is said of them.
const FLAWS: [(&str, &str); 24] = [
    (r#""external_id":"2""#, "The external_id parameter error"),
    (r#""nmae":"a""#, "nmae is not known"),
    (r#""+8615201657315":"a""#, "… is not known"),
    (
        r#""user_name":"15201657315""#,
        "The user_name parameter error",
    ),
    (
        r#""user_name":"a@qq.com","email":{"value":"a@qq.com"}"#,
        "user_name reads as a mobile or an e-mail address that is no verified one of the line",
    ),
    (
        r#""mobile":"15201657315""#,
        "The mobile parameter type error",
    ),
    (
        r#""mobile":{"verified":true}"#,
        "Parameter mobile.value cannot be left blank.",
    ),
    (
        r#""mobile":{"value":"1520165731"}"#,
        "The mobile.value parameter format is incorrect",
    ),
    (
        r#""mobile":{"value":"15201657315","verified":"yes"}"#,
        "The mobile.verified parameter type error",
    ),
    (
        r#""mobile":{"value":"15201657315","verfied":true}"#,
        "mobile.verfied is not known",
    ),
    (
        r#""mobile":{"value":"15201657315","verified":true,"verified":false}"#,
        "The mobile parameter error",
    ),
    (
        r#""email":{"value":"a@b"}"#,
        "The email.value parameter format is incorrect",
    ),
    (
        r#""extension":{"age":"x"}"#,
        "The extension.age parameter format is incorrect",
    ),
    (
        r#""extension":{"hobby":"x"}"#,
        "The extended attribute hobby is not defined",
    ),
    (
        r#""links":{"other":{"openid":"a"}}"#,
        "links.other is not known",
    ),
    (
        r#""links":{"mini":{"unionid":"a"}}"#,
        "Parameter links.mini.openid cannot be left blank.",
    ),
    (
        r#""links":{"mini":{"openid":"a b"}}"#,
        "The links.mini.openid parameter format is incorrect",
    ),
    (
        r#""links":{"mini":{"openid":"a","union_id":"b"}}"#,
        "links.mini.union_id is not known",
    ),
    (
        r#""password":"QWE@qwe123""#,
        "password is of no function that can be compared: argon2id, argon2i, bcrypt, pbkdf2, scrypt, or salted sha256, sha512, sm3",
    ),
    (
        r#""password":"$2b$14$abcdefghijklmnopqrstuun3wPhoUkROgTWo6BoU850OflZSEC656""#,
        "password takes more than a login may: at most a cost of 13",
    ),
    (
        r#""created_at":"2020-02-30T00:00:00Z""#,
        "The created_at parameter format is incorrect",
    ),
    (
        r#""created_at":"1969-12-31T23:59:59Z""#,
        "The created_at parameter error",
    ),
    (
        r#""created_at":"2126-11-20T09:00:00Z""#,
        "created_at is in the future",
    ),
    (r#""disabled":"true""#, "The disabled parameter type error"),
];

#[tokio::test]
async fn what_is_no_user_is_refused_with_the_member_that_is_wrong() {
    let app = TestApp::start().await;
    let long = format!(r#"{{"external_id":"{}"}}"#, "a".repeat(70_000));
    let mut flaws: Vec<_> = [
        ("[]", "The body parameter type error"),
        ("{", "The body parameter format is incorrect"),
        (&long, "is longer than 65536 bytes"),
        (
            r#"{"name":"a"}"#,
            "Parameter external_id cannot be left blank.",
        ),
        (
            r#"{"external_id":1}"#,
            "The external_id parameter type error",
        ),
    ]
    .map(|(line, flaw)| (line.to_owned(), flaw))
    .into();
    let line = |members: &str| format!(r#"{{"external_id":"1",{members}}}"#);
    flaws.extend(FLAWS.map(|(members, flaw)| (line(members), flaw)));
    for (line, flaw) in flaws {
        let lines = format!("{line}\n{{\"external_id\":\"valid\"}}\n");
        let (tried, report) = run_as(&app, &file(lines), true).await;
        assert_eq!(tried, summary(1, 0, 0, 1), "{report}");
        assert_eq!(report, format!("line 1: invalid: {flaw}\n"), "{line:.99}");
    }
    assert_eq!(app.items("USER#").len(), 0);
}

#[tokio::test]
async fn a_file_may_have_blank_lines_a_mark_and_the_line_ends_of_any_system() {
    let app = TestApp::start().await;
    let content = "\u{FEFF}{\"external_id\":\"1\"}\r\n\r\n \n{\"external_id\":\"2\"}\n{\"external_id\":\"1\"}";
    let (imported, report) = run(&app, &file(content)).await;
    assert_eq!(imported, summary(2, 0, 1, 0));
    assert_eq!(
        report,
        "line 5: conflict: external_id is also that of line 1\n"
    );
    let (empty, report) = run(&app, &file("")).await;
    assert_eq!((empty, report.as_str()), (summary(0, 0, 0, 0), ""));
}

#[tokio::test]
async fn nothing_of_a_person_is_printed_or_logged() {
    let app = TestApp::start().await;
    log_capture::capture_debug();
    let mut user = complete_user();
    user["links"] = json!({ "mini": { "openid": "o-private", "unionid": "u-private" } });
    let mut twin = user.clone();
    twin["external_id"] = "twin".into();
    let mut changed = user.clone();
    changed["password"] = "$2b$04$abcdefghijklmnopqrstuuFPQRwKphWzuaSmDjmPnQTPtR2ZU7P4y".into();
    let mut invalid = user.clone();
    invalid["external_id"] = "invalid".into();
    invalid["password"] = format!("{HASH}$").into();
    invalid[HASH] = "a".into();
    let mut printed = String::new();
    for users in [[user, twin], [changed, invalid]] {
        let (imported, report) = run(&app, &lines(&users)).await;
        let _ = write!(printed, "{imported} {report}");
    }
    assert_eq!(printed.matches('\n').count(), 3, "{printed}");
    printed += &log_capture::logged();
    for private in [
        &HASH[20..],
        "abcdefghijklmnopqrstuu",
        MOBILE,
        "hang@",
        "hangSan",
        "Zhang San",
        "张三",
        "A001",
        "o-private",
        "u-private",
        "1990-01-31",
    ] {
        assert!(!printed.contains(private), "{private} in {printed}");
    }
}

#[tokio::test]
async fn a_run_that_broke_off_is_taken_up_by_the_next() {
    let app = TestApp::start().await;
    let user = |number: u32| json!({ "external_id": format!("{number}") });
    let users = lines(&(0..40).map(user).collect::<Vec<_>>());
    app.script_faults(TRANSACTION, [Fault::Refuse]);
    let import = prepare(&app, &users).await;
    let broken_off = import.run(false, &mut Vec::new()).await.unwrap_err();
    assert_consistent(&app);
    // What was under way was waited for.
    let written = app.items("EXTERNAL#").len() as u64;
    let expected =
        format!("{written} imported, 0 unchanged, 0 in conflict, 0 invalid. Run it again");
    assert!(broken_off.contains(&expected), "{broken_off}");
    assert!(written < 40, "{written}");
    let (taken_up, report) = run(&app, &users).await;
    assert_eq!(taken_up, summary(40 - written, written, 0, 0), "{report}");
    assert_eq!(app.items("USER#").len(), 40);
    assert_consistent(&app);
}

#[tokio::test]
async fn a_user_is_imported_once_whatever_becomes_of_the_answers() {
    for fault in [
        Fault::Throttle,
        Fault::Conflict,
        Fault::BreakAfter,
        Fault::DropBefore,
        Fault::DropAfter,
        Fault::Garbage,
    ] {
        let app = TestApp::start().await;
        app.script_faults(TRANSACTION, [fault; 2]);
        let (imported, report) = run(&app, &lines(&[complete_user()])).await;
        assert_eq!(imported, summary(1, 0, 0, 0), "{fault:?}: {report}");
        assert_eq!(app.items("USER#").len(), 1);
        assert_consistent(&app);
    }
}

#[tokio::test]
async fn a_user_whose_transaction_is_never_answered_is_looked_up() {
    let app = TestApp::start().await;
    // As often as a transaction is tried.
    app.script_faults(TRANSACTION, [Fault::DropAfter; 12]);
    let (imported, report) = run(&app, &lines(&[complete_user()])).await;
    assert_eq!(imported, summary(1, 0, 0, 0), "{report}");
    assert_eq!(app.items("USER#").len(), 1);
    assert_consistent(&app);
}

#[tokio::test]
async fn two_runs_at_once_import_each_user_once() {
    let app = TestApp::start().await;
    let user = |number: u32| json!({ "external_id": format!("{number}"), "user_name": format!("user{number}") });
    let users = lines(&(0..30).map(user).collect::<Vec<_>>());
    let (one, other) = tokio::join!(run(&app, &users), run(&app, &users));
    assert_eq!(one.0.imported + other.0.imported, 30);
    assert_eq!(one.0.unchanged + other.0.unchanged, 30);
    assert_eq!(app.items("USER#").len(), 30);
    assert_consistent(&app);
}

#[tokio::test]
async fn an_imported_user_is_exported_and_erased_as_a_whole() {
    let app = TestApp::start().await;
    let mut user = complete_user();
    user["links"] = json!({ "mini": { "openid": "o", "unionid": "u" } });
    run(&app, &lines(&[user])).await;
    let id = find_by(&app, Name::ExternalId("CN=Zhang San, OU=工程#7".into())).await;
    let store = app.cloud.store().unwrap();
    let data = PersonalData::of(&id.unwrap(), &tenant(), &store).await;
    let data = data.unwrap();
    let export = data.export().unwrap();
    assert_eq!(export["user"][0]["external_id"], "CN=Zhang San, OU=工程#7");
    assert_eq!(export["unique"].as_array().unwrap().len(), 7, "{export:#}");
    assert!(!export.to_string().contains("pbkdf2"), "{export:#}");
    data.erase(&store).await.unwrap();
    let of_people = |item: &Value| {
        let pk = item["pk"]["S"].as_str().unwrap();
        !["TENANT#", "APP#", "CLIENTS"]
            .iter()
            .any(|kind| pk.starts_with(kind))
    };
    let left = app.cloud.items("DirectoryTable");
    let left: Vec<_> = left.into_iter().filter(of_people).collect();
    let name = format!("NAME#{TENANT}#zhangsan");
    assert_eq!(
        left,
        [json!({ "pk": { "S": name }, "sk": { "S": "OWNER" } })]
    );
    assert_consistent(&app);
}

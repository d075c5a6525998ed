//! The configuration file: validation, plan, export and schema.

use crate::test_app::{CONFIGURATION, EIAM, MOBILE, TestApp, changed_configuration};
use local::admin::configuration::{ChangeKind, Configuration, DEMO};
use serde_json::{Map, Value, json};
use shared::{
    storage::{
        item::ItemKey,
        item_keys::{application_key, source_key, tenant_key},
        write::Write,
    },
    values::identifiers::{ClientId, SourceId, TenantId},
};

const MISTAKEN: &str = "\
tenants:
  - id: 08f770f51f80d2f40f38c00cb199fd21
    code_length: 5
    area_code: eighty
    colour: red
    form:
      required: [shoe_size]
      attributes:
        - { name: age, kind: integral }
  - id: nope
sources:
  - tenant: 08f770f51f80d2f40f38c00cb199fd21
    id: mini
    kind: wechat_miniprogram
    app_id: \"\"
    secret: do-not-print-me
    unassociated: bind
  - tenant: 08f770f51f80d2f40f38c00cb199fd21
    id: mini
    kind: wechat_miniprogram
    app_id: wx1
    unassociated: maybe
applications:
  - client_id: a b
    tenant: 08f770f51f80d2f40f38c00cb199fd21
    dialect: eiam
    name: { en: Demo }
  - client_id: ok
    tenant: \"22222222222222222222222222222222\"
    dialect: eiam
    name: { en: A name that is much longer than twenty characters }
    id_token_seconds: 90000
    register: [mobile]
    sources: [none]
  - client_id: 12345
    tenant: 33333333333333333333333333333333
    dialect: eiam
    name: { en: Demo }
";

#[test]
fn every_mistake_is_reported_with_its_line() {
    let mistakes = Configuration::read(MISTAKEN).unwrap_err();
    for expected in [
        "line 3: tenant, code_length: must be 4, 6 or 8",
        "line 4: tenant, area_code: a whole number from 0 to 65535 is expected, not the text \"eighty\"",
        "line 5: tenant, colour: there is no such member; there are id, language, ",
        "line 7: tenant, form.attributes[0].kind: integral is none of string, integer, ",
        "line 10: tenant, id: not 32 digits and letters from a to f",
        "line 15: source, app_id: must not be empty",
        "line 22: source, unassociated: maybe is none of bind, bind_or_register, fail",
        "line 24: application, client_id: not 1 to 64 letters, digits, _ and -",
        "line 29: application, tenant: there is no tenant 2222",
        "line 31: application, name: a name has 1 to 20 characters",
        "line 32: application, id_token_seconds: must be 1 to 86400",
        "line 33: application: there is no member register",
        "line 34: application, sources: tenant 2222",
        "line 35: application, client_id: a text is expected, not 12345; put it in quotes",
        "line 36: application, tenant: a text is expected, not 3.3",
    ] {
        assert!(
            mistakes.lines().any(|line| line.starts_with(expected)),
            "{expected}\n{mistakes}"
        );
    }
    assert!(!mistakes.contains("do-not-print-me"), "{mistakes}");
}

/// A line of the demo, what stands in its place, and what is said of it.
const WRONG_TYPES: [(&str, &str, &str); 13] = [
    (
        "area_code: 86",
        "area_code: eighty",
        "number from 0 to 65535 is expected",
    ),
    (
        "area_code: 86",
        "area_code: 700000",
        "is expected, not 700000",
    ),
    ("area_code: 86", "area_code: 8.5", "is expected, not 8.5"),
    ("language: en", "language: 5", "a name is expected, not 5"),
    (
        "kind: integer",
        "kind: [a]",
        "a name is expected, not a list",
    ),
    (
        "kind: integer",
        "kind: enum",
        "a name with a value is expected, not a name alone",
    ),
    (
        "kind: integer",
        "kind: { enum: a }",
        "a list is expected, not the text \"a\"",
    ),
    (
        ALL,
        "countries: CN",
        "a list is expected, not the text \"CN\"",
    ),
    (ALL, "sends_per_day: 300", "0 to 255 is expected, not 300"),
    (NAME, "name: Demo", "a mapping (name: value) is expected"),
    (
        ONCE,
        "open: \"yes\"",
        "true or false is expected, not the text \"yes\"",
    ),
    (SECRET, "secret: 12345678", "secret: a text is expected"),
    ("tenants:\n", "tenants: 5\npeople:\n", "a list is expected"),
];
const WRONG_MEMBERS: [(&str, &str, &str); 9] = [
    ("language: en", "language: fr", "fr is none of en, zh"),
    (
        "language: en",
        "language: en\n    language: zh",
        "twice the member language",
    ),
    (", kind: integer", "", "kind is missing"),
    (ALL, "countries: [XX]", "not the two letters of a country"),
    (
        ALL,
        "sends_per_dya: 3",
        "there is no such member; there are cooldown_",
    ),
    (
        NAME,
        "name: { french: Demo }",
        "not a language tag, such as ja or pt-BR",
    ),
    ("    dialect: eiam\n", "", "dialect is missing"),
    (
        TENANCY,
        "    dialect: eiam",
        "tenant or template is missing",
    ),
    (
        "tenants:\n",
        "people: []\ntenants:\n",
        "there is no member people",
    ),
];
const ALL: &str = "countries: [\"*\"]";
const NAME: &str = "name: { en: Demo, zh: 演示 }";
const ONCE: &str = "register_session_seconds: 43200";
const SECRET: &str = "secret: secret-of-wx8f2c41d09a7be365";
const TENANCY: &str = "    tenant: 08f770f51f80d2f40f38c00cb199fd21\n    dialect: eiam";
/// Words of Rust, and of the crate that reads the file.
const WORDS: [&str; 16] = [
    "u8",
    "u16",
    "u32",
    "struct",
    "enum ",
    "variant",
    "invalid type",
    "invalid value",
    "sequence",
    "field",
    "Policy",
    "Tenancy",
    "TenantId",
    "CountryCode",
    "unit",
    "12345678",
];

#[test]
fn a_mistake_is_described_without_words_of_the_implementation() {
    for (from, to, expected) in WRONG_TYPES.into_iter().chain(WRONG_MEMBERS) {
        assert!(DEMO.contains(from), "{from}");
        let said = Configuration::read(&DEMO.replacen(from, to, 1)).unwrap_err();
        assert!(said.contains(expected), "{to}: {said}");
        for word in WORDS {
            assert!(!said.contains(word), "{to}: {said}");
        }
    }
}

#[test]
fn a_weak_secret_of_an_application_is_refused_and_not_printed() {
    for (secret, mistake) in [
        ("do-not-print-me", "a secret has 32 to 128 characters"),
        (
            "[do-not-print-me-do-not-print-me1, \"\"]",
            "a secret has 32 to 128 characters",
        ),
        (
            "do/not/print/me/do/not/print/me/1",
            "a secret has only letters, digits, _ and -",
        ),
        (
            "do-do-do-do-do-do-do-do-do-do-do-",
            "a secret must be random",
        ),
        (
            "12345678901234567890123456789012",
            "must be a text, or a list of texts, in quotes",
        ),
        (
            "{ do: not-print-me }",
            "must be a text, or a list of texts, in quotes",
        ),
    ] {
        let line = "    secret: client-secret-of-ciam-0123456789\n";
        let changed = format!("    secret: {secret}\n");
        let yaml = crate::test_app::changed_configuration(&[(line, &changed)]);
        let number = 1 + yaml
            .lines()
            .position(|line| line == changed.trim_end())
            .unwrap();
        let mistakes = Configuration::read(&yaml).unwrap_err();
        let expected = format!("line {number}: application, secret: ");
        assert!(mistakes.starts_with(&expected), "{secret}: {mistakes}");
        assert!(mistakes.contains(mistake), "{secret}: {mistakes}");
        assert!(
            !mistakes.contains("print-me") && !mistakes.contains("print/me"),
            "{mistakes}"
        );
        assert!(
            !mistakes.contains("do-do") && !mistakes.contains("0123456789"),
            "{mistakes}"
        );
    }
}

#[test]
fn attempt_limits_cannot_be_set_to_record_only() {
    for rule in ["lock", "trier"] {
        let limits = format!("    limits: {{ record_only: [{rule}] }}\n    form:\n");
        let mistakes = Configuration::read(&crate::test_app::changed_configuration(&[(
            "    form:\n",
            &limits,
        )]))
        .unwrap_err();
        assert!(
            mistakes.contains("record_only: wrong tries are always limited"),
            "{rule}: {mistakes}"
        );
    }
}

/// The configuration with a mapping wherever there may be one.
fn with_every_mapping() -> Value {
    let yaml = changed_configuration(&[
        (
            "    form:\n",
            "    limits: { sends_per_day: 9 }\n    wording: [{ language: ja, subject: コード }]\n    \
             form:\n      password: { min_length: 9 }\n",
        ),
        (
            "    register_session_seconds: 43200\n",
            "    limits: { device_sends_per_hour: 9 }\n",
        ),
    ]);
    serde_saphyr::from_str(&yaml).unwrap()
}

/// Calls `change` with every mapping of settings inside a value. The names in `name` are those of
/// languages, and a mapping in `kind` is one value of several.
fn in_every_mapping(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                if name != "name" && name != "kind" {
                    in_every_mapping(member, change);
                }
            }
            change(members);
        }
        Value::Array(items) => {
            for item in items {
                in_every_mapping(item, change);
            }
        }
        _ => {}
    }
}

#[test]
fn a_member_that_is_no_setting_is_refused_wherever_it_is_with_its_line() {
    let sample = with_every_mapping();
    let mut mappings = 0;
    in_every_mapping(&mut sample.clone(), &mut |_| mappings += 1);
    // The file, two tenants, four sources, five applications, and those inside of them.
    assert!(mappings > 16, "{mappings}");
    for chosen in 0..mappings {
        let mut file = sample.clone();
        let mut index = 0;
        in_every_mapping(&mut file, &mut |members| {
            if index == chosen {
                members.insert("zzz".to_owned(), json!(1));
            }
            index += 1;
        });
        let text = serde_json::to_string_pretty(&file).unwrap();
        let line = 1 + text.lines().position(|line| line.contains("zzz")).unwrap();
        let mistakes = Configuration::read(&text).unwrap_err();
        let is_of_file = file.get("zzz").is_some();
        let has_line = is_of_file || mistakes.starts_with(&format!("line {line}: "));
        assert!(has_line, "line {line}? {mistakes}");
        assert!(mistakes.contains("zzz"), "{mistakes}");
        assert!(mistakes.contains("there is no"), "{mistakes}");
        assert_eq!(mistakes.lines().count(), 1, "{mistakes}");
    }
}

#[test]
fn a_misspelled_setting_is_reported_with_the_nearest_one() {
    for (from, to, expected) in [
        (
            "form:\n",
            "form:\n      requird: [name]\n",
            "tenant, form.requird: there is no such member; there are required, password, \
             attributes; did you mean required?",
        ),
        (
            "form:\n",
            "form:\n      password: { maxlength: 20 }\n",
            "tenant, form.password.maxlength: there is no such member; there are min_length, \
             min_kinds, max_length, max_repeats; did you mean max_length?",
        ),
        (
            "kind: integer",
            "kind: integer, requierd: true",
            "tenant, form.attributes[0].requierd: there is no such member; there are name, kind, \
             required, pattern, unique; did you mean required?",
        ),
        (
            "language: en",
            "pasword_history: 3",
            "; did you mean password_history?",
        ),
        (ALL, "sends_per_dya: 3", "; did you mean sends_per_day?"),
        (
            "verify: [phone, email]",
            "verfy: [phone]",
            "source: there is no member verfy; did you mean verify?",
        ),
        (
            ONCE,
            "register: [mobile]",
            "application: there is no member register; did you mean registers?",
        ),
        (
            ONCE,
            "tenants: [mobile]",
            "application: there is no member tenants; did you mean tenant?",
        ),
        (
            ONCE,
            "limits: { sends_per_hour: 5 }",
            "application, limits.sends_per_hour: there is no such member; there are address_",
        ),
    ] {
        assert!(DEMO.contains(from), "{from}");
        let mistakes = Configuration::read(&DEMO.replacen(from, to, 1)).unwrap_err();
        assert_eq!(mistakes.lines().count(), 1, "{mistakes}");
        assert!(mistakes.contains(expected), "{expected}\n{mistakes}");
    }
    let colour = DEMO.replacen("language: en", "colour: red", 1);
    let mistakes = Configuration::read(&colour).unwrap_err();
    assert!(!mistakes.contains("did you mean"), "{mistakes}");
}

#[test]
fn every_member_that_is_no_setting_is_reported_at_once() {
    let yaml = DEMO
        .replacen("language: en", "language: en\n    colour: red", 1)
        .replacen(ALL, "zzz: 1\n      yyy: 2", 1);
    let mistakes = Configuration::read(&yaml).unwrap_err();
    for path in [
        "tenant, colour: ",
        "tenant, limits.zzz: ",
        "tenant, limits.yyy: ",
    ] {
        assert!(mistakes.contains(path), "{path} {mistakes}");
    }
}

#[tokio::test]
async fn settings_that_a_newer_version_stored_keep_no_function_from_answering() {
    let limits = "    limits: { device_sends_per_hour: 9 }\n";
    let app = TestApp::with_changes(&[("    register_session_seconds: 43200\n", limits)]).await;
    let store = app.cloud.store().unwrap();
    let tenant = TenantId::try_from("08f770f51f80d2f40f38c00cb199fd21".to_owned()).unwrap();
    let source = SourceId::try_from("mini".to_owned()).unwrap();
    let client = ClientId::try_from(EIAM.to_owned()).unwrap();
    let keys: [ItemKey; 3] = [
        tenant_key(&tenant),
        source_key(&tenant, &source),
        application_key(&client),
    ];
    let mut mappings = 0;
    for key in keys {
        let mut stored: Value = store.get(&key).await.unwrap().unwrap();
        in_every_mapping(&mut stored, &mut |members| {
            mappings += 1;
            members.insert("setting_of_tomorrow".to_owned(), json!({ "is": "on" }));
        });
        store
            .write(Write::put(key, &stored).unwrap())
            .await
            .unwrap();
    }
    // Tenant, form, password, three attributes, delivery, limits; source; application and its
    // limits.
    assert_eq!(mappings, 11);
    // Settings are read again after a minute.
    app.advance(61);
    let device = app.device(EIAM);
    let form = json!({ "pwd": "QWE@qwe123", "extension": { "age": 18, "size": "M" } });
    device.sign_up(MOBILE, form).await.succeeded();
    let weak = device.register("15201657002", "000000", json!({ "pwd": "password" }));
    assert_eq!(weak.await.code(), "SDK.USER.1004", "known settings hold");
    assert_eq!(
        device.login("a-stranger").await.body["status"],
        "USER_REGISTER"
    );
    // An older version's plan names what it does not know, and would take it away.
    let exported = Configuration::export(&store).await.unwrap();
    let plan = exported.plan(&store).await.unwrap();
    let said: Vec<_> = plan
        .iter()
        .filter(|change| change.kind != ChangeKind::Keep)
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        said,
        [
            "~ tenant 08f770f51f80d2f40f38c00cb199fd21: delivery, form, limits, setting_of_tomorrow",
            "~ source mini of tenant 08f770f51f80d2f40f38c00cb199fd21: setting_of_tomorrow",
            &format!("~ application {EIAM}: limits, setting_of_tomorrow"),
        ]
    );
}

#[test]
fn settings_of_passwords_that_make_no_sense_are_refused() {
    let read = |settings: &str| {
        let yaml = DEMO.replacen(
            "language: en\n",
            &format!("language: en\n    {settings}\n"),
            1,
        );
        Configuration::read(&yaml).map(drop)
    };
    let policy = |settings: &str| {
        let with = format!("form:\n      password: {{ {settings} }}");
        Configuration::read(&DEMO.replacen("form:", &with, 1)).map(drop)
    };
    for (refused, said) in [
        (read("password_max_age_days: 0"), "must be 1 to 3650"),
        (read("password_max_age_days: 3651"), "must be 1 to 3650"),
        (read("password_warn_days: 1"), "less than password_max_age"),
        (
            read("password_max_age_days: 7\n    password_warn_days: 7"),
            "less than password_max_age_days",
        ),
        (read("password_history: 11"), "must be 10 or less"),
        (policy("max_length: 7"), "max_length must be 8 to 128"),
        (policy("max_length: 129"), "max_length must be 8 to 128"),
        (
            policy("max_length: 20, min_length: 21"),
            "and min_length or more",
        ),
        (policy("max_repeats: 0"), "max_repeats must be 1 or more"),
        (policy("min_kinds: 5"), "no password has that many"),
    ] {
        let mistakes = refused.unwrap_err();
        assert_eq!(mistakes.lines().count(), 1, "{mistakes}");
        assert!(mistakes.contains(said), "{said}: {mistakes}");
    }
    let widest =
        "password_max_age_days: 3650\n    password_warn_days: 3649\n    password_history: 10";
    assert_eq!(read(widest), Ok(()));
    assert_eq!(
        policy("min_length: 128, max_length: 128, max_repeats: 1"),
        Ok(())
    );
}

#[test]
fn a_former_tenant_is_asked_over_tls_and_until_a_day_that_exists() {
    let read = |former: &str| {
        let with = format!("language: en\n    migrate_from: {former}\n");
        Configuration::read(&DEMO.replacen("language: en\n", &with, 1))
    };
    for (former, said) in [
        (
            "{ url: http://t.example, client_id: a, until: 2027-03-31 }",
            "not an https address",
        ),
        (
            "{ url: https://t.example, client_id: a, until: 2027-02-29 }",
            "not a date",
        ),
        (
            "{ url: https://t.example, client_id: a b, until: 2027-03-31 }",
            "not 1 to 64",
        ),
        ("{ url: https://t.example, client_id: a }", "until"),
        (
            "{ url: https://t.example, client_id: a, until: 2027-03-31, untl: 1 }",
            "did you mean until?",
        ),
    ] {
        let mistakes = read(former).unwrap_err();
        assert_eq!(mistakes.lines().count(), 1, "{mistakes}");
        assert!(mistakes.contains(said), "{said}: {mistakes}");
    }
    let right = read("{ url: https://t.example, client_id: a, until: 2027-03-31 }").unwrap();
    let again = right.to_yaml().unwrap();
    let again = Configuration::read(&again).unwrap();
    assert!(again.tenants[0].migrate_from.is_some());
    assert_eq!(again.tenants, right.tenants);
}

#[test]
fn the_examples_in_the_docs_can_be_applied() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    let examples: Vec<_> = docs.split("```yaml\n").skip(1).collect();
    assert!(!examples.is_empty());
    for example in examples {
        let yaml = example.split("```").next().unwrap();
        assert_eq!(Configuration::read(yaml).map(drop), Ok(()), "{yaml}");
    }
}

#[test]
fn malformed_yaml_is_refused() {
    for yaml in ["tenants: [", "- a", "tenants: {a: b}", "people: []"] {
        assert!(Configuration::read(yaml).is_err(), "{yaml}");
    }
}

#[tokio::test]
async fn a_plan_lists_only_differences_and_shows_no_secret() {
    let app = TestApp::start().await;
    let store = app.cloud.store().unwrap();
    let plan = async |yaml: &str| {
        let changes = Configuration::read(yaml)
            .unwrap()
            .plan(&store)
            .await
            .unwrap();
        let said: Vec<_> = changes
            .iter()
            .filter(|change| change.kind != ChangeKind::Keep)
            .map(ToString::to_string)
            .collect();
        said
    };
    assert_eq!(plan(CONFIGURATION).await, [""; 0]);
    let changed = CONFIGURATION
        .replace(
            "    language: zh\n",
            "    language: zh\n    code_length: 8\n",
        )
        .replace(
            "    secret: secret-of-wx5157e200000000aa\n",
            "    secret: another\n",
        )
        .replace("client_id: stranger", "client_id: newcomer");
    let before = app.all_items();
    let said = plan(&changed).await;
    assert_eq!(
        said,
        [
            "~ tenant 11111111111111111111111111111111: code_length",
            "~ secret of source sister of tenant 08f770f51f80d2f40f38c00cb199fd21: secret",
            "+ application newcomer",
        ]
    );
    assert_eq!(app.all_items(), before, "a plan changes nothing");
}

#[tokio::test]
async fn an_export_applies_without_changes_and_holds_no_secret() {
    let app = TestApp::start().await;
    let store = app.cloud.store().unwrap();
    app.device(EIAM)
        .sign_up("15201657315", serde_json::json!({}))
        .await
        .succeeded();
    let exported = Configuration::export(&store)
        .await
        .unwrap()
        .to_yaml()
        .unwrap();
    assert!(!exported.contains("secret"), "{exported}");
    let again = Configuration::read(&exported).unwrap();
    assert_eq!(
        (
            again.tenants.len(),
            again.sources.len(),
            again.applications.len()
        ),
        (2, 4, 5)
    );
    let changes = again.plan(&store).await.unwrap();
    assert!(
        changes.iter().all(|change| change.kind == ChangeKind::Keep),
        "{exported}"
    );
}

#[test]
fn the_schema_in_the_docs_is_that_of_the_types() {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.schema.json");
    let is_same = std::fs::read_to_string(path).unwrap() == Configuration::schema();
    assert!(
        is_same,
        "run: cargo run -- schema > docs/configuration.schema.json"
    );
}

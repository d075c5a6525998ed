//! Key rotation: a key is published before its use, and removed once nothing made with it is valid.

use crate::{
    signing::Signer,
    test_app::{
        CIAM, CONFIGURATION, EIAM, MOBILE, PHONE_REGISTER_BIND, PROFILE, TestApp, concurrently,
    },
};
use clap::Parser as _;
use local::admin::commands::Command;
use serde_json::{Value, json};
use shared::{
    keys::rotation::{Replacement, RotatedKind, Rotation},
    platform::clock::{Clock as _, SystemClock, Timestamp},
    storage::{
        item::ItemKey,
        item_keys::{ItemKind, client_keys_key, keys_key},
        write::Write,
    },
};
use std::collections::BTreeSet;

const DAY: u64 = 24 * 3600;

async fn published(app: &TestApp) -> Vec<String> {
    let keys = app
        .device(EIAM)
        .get("/api/v1/oauth2/keys")
        .await
        .succeeded();
    keys.body["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

fn kid(id_token: &str) -> String {
    let header = base64::Engine::decode(
        &base64::prelude::BASE64_URL_SAFE_NO_PAD,
        id_token.split('.').next().unwrap(),
    );
    serde_json::from_slice::<serde_json::Value>(&header.unwrap()).unwrap()["kid"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn token(app: &TestApp, mobile: &str) -> String {
    let answer = app
        .device(EIAM)
        .sign_up(mobile, json!({}))
        .await
        .succeeded();
    answer.body["id_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_first_rotation_creates_one_key_of_each_kind() {
    let app = TestApp::with_new_keys(&[]).await;
    for kind in ["SIGNING", "PUBLIC", "PEPPER", "STATE", "BLIND"] {
        assert_eq!(app.keys(kind).len(), 1, "{kind}");
    }
    for kind in ["DECRYPTION#", "ENCRYPTION#"] {
        assert_eq!(app.keys(kind).len(), 5, "{kind}, one of each application");
    }
    let keys = app
        .device(EIAM)
        .get("/api/v1/oauth2/keys")
        .await
        .succeeded();
    let key = &keys.body["keys"][0];
    assert_eq!(
        (&key["kty"], &key["use"], &key["alg"]),
        (&json!("RSA"), &json!("sig"), &json!("RS256"))
    );
    assert!(!keys.text.contains("pkcs8"), "{}", keys.text);
}

#[tokio::test]
async fn concurrent_rotations_create_one_key_of_each_kind() {
    let app = TestApp::metered().await;
    let meter = app.meter();
    app.advance(85 * DAY);
    let ids = |kind| -> BTreeSet<String> {
        let items = app.keys(kind).into_iter();
        items
            .map(|item| item["id"]["S"].as_str().unwrap().to_owned())
            .collect()
    };
    meter.go_far();
    let _ = meter.take();
    concurrently((0..4).map(|_| app.cloud.run_jobs()))
        .await
        .into_iter()
        .for_each(|run| run.unwrap());
    assert!(
        meter.take().refused > 0,
        "the runs did not overlap, or one overwrote the key of another"
    );
    for kind in ["SIGNING", "PUBLIC", "PEPPER", "STATE"] {
        assert_eq!(app.keys(kind).len(), 2, "{kind}");
    }
    assert_eq!(app.keys("BLIND").len(), 1);
    assert_eq!(app.keys("DECRYPTION#").len(), 2 * 5);
    assert_eq!(ids("DECRYPTION#"), ids("ENCRYPTION#"));
    assert_eq!(
        ids("SIGNING"),
        ids("PUBLIC"),
        "a private half without its public half"
    );
}

#[tokio::test]
async fn a_signing_key_is_published_before_its_use_and_until_its_last_token_has_expired() {
    let app = TestApp::start().await;
    let first = token(&app, "15201650001").await;
    app.advance(84 * DAY);
    app.cloud.run_jobs().await.unwrap();
    let both = published(&app).await;
    assert_eq!(both.len(), 2, "published a week ahead");
    assert_eq!(
        kid(&token(&app, "15201650002").await),
        both[0],
        "and not used yet"
    );

    app.advance(6 * DAY);
    let last = token(&app, "15201650003").await;
    assert_eq!(kid(&last), both[1], "in use from its day on");
    app.cloud.run_jobs().await.unwrap();
    assert!(
        app.verified(&first).await.is_some(),
        "a token of the old key still verifies"
    );

    app.advance(3 * DAY);
    app.cloud.run_jobs().await.unwrap();
    assert_eq!(published(&app).await, both[1..], "the old key is gone");
    assert!(app.verified(&first).await.is_none());
    assert!(app.verified(&last).await.is_some());
}

#[tokio::test]
async fn a_code_outlives_the_rotation_of_its_pepper() {
    let app = TestApp::start().await;
    app.advance(29 * DAY);
    app.cloud.run_jobs().await.unwrap();
    app.advance(DAY - 100);
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    app.advance(200);
    app.cloud.run_jobs().await.unwrap();
    let other = device.code("15201657399", "REGISTER_SMS").await;
    let peppers: Vec<_> = app
        .codes()
        .into_iter()
        .map(|(code, _)| code["pepper"].clone())
        .collect();
    assert_ne!(peppers[0], peppers[1], "the pepper has changed");
    device.register(MOBILE, &code, json!({})).await.succeeded();
    device
        .register("15201657399", &other, json!({}))
        .await
        .succeeded();
}

#[tokio::test]
async fn keys_and_users_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::persistent(CONFIGURATION, folder.path().into()).await;
    let before = token(&app, MOBILE).await;
    drop(app);
    let app = TestApp::persistent(CONFIGURATION, folder.path().into()).await;
    assert!(app.verified(&before).await.is_some());
    app.advance(61);
    let again = app.device(EIAM).sign_up(MOBILE, json!({})).await;
    assert_eq!(again.code(), "SDK.USER.1001");
}

const KINDS: [ItemKind; 7] = [
    ItemKind::SigningKey,
    ItemKind::PublicKey,
    ItemKind::Pepper,
    ItemKind::StateKey,
    ItemKind::PseudonymKey,
    ItemKind::DecryptionKey,
    ItemKind::EncryptionKey,
];

/// The key of the item of a kind; where each application has its own, of that of one of them.
fn item_key(kind: ItemKind) -> ItemKey {
    if kind.prefix().ends_with('#') {
        client_keys_key(kind, &EIAM.to_owned().try_into().unwrap())
    } else {
        keys_key(kind)
    }
}

/// The kinds of the deployment, and that of one application.
fn all_kinds() -> Vec<RotatedKind> {
    let client = EIAM.to_owned().try_into().unwrap();
    let of_client = [RotatedKind::Signature(client)];
    RotatedKind::OF_DEPLOYMENT
        .into_iter()
        .chain(of_client)
        .collect()
}

fn rotation(app: &TestApp) -> Rotation {
    Rotation::new(&app.cloud.operator()).unwrap()
}

fn number(item: &Value, name: &str) -> u64 {
    item[name]["N"].as_str().unwrap().parse().unwrap()
}

/// The number of the key of a kind which is in use.
fn in_use(app: &TestApp, kind: ItemKind) -> Option<u64> {
    in_use_at(app, kind, app.clock.now())
}

fn in_use_at(app: &TestApp, kind: ItemKind, time: Timestamp) -> Option<u64> {
    let now = time.secs();
    let mut begun = app.keys(item_key(kind).pk());
    begun.retain(|key| number(key, "use_from") <= now);
    begun.sort_by_key(|item| number(item, "number"));
    begun.last().map(|item| number(item, "number"))
}

/// Deletes items as somebody would who never read how it is done.
async fn delete(app: &TestApp, kinds: &[ItemKind]) {
    let store = app.cloud.store().unwrap();
    for kind in kinds {
        store.write(Write::delete(item_key(*kind))).await.unwrap();
    }
}

/// Takes the keys in use out of their items, in the same way.
async fn delete_in_use(app: &TestApp) {
    let store = app.cloud.store().unwrap();
    for kind in KINDS {
        let current = in_use(app, kind).unwrap();
        let mut keys: Value = store.get(&item_key(kind)).await.unwrap().unwrap();
        let versions = keys["versions"].as_array_mut().unwrap();
        versions.retain(|version| version["number"] != current);
        let changed = Write::put(item_key(kind), &keys).unwrap();
        store.write(changed).await.unwrap();
    }
}

/// Signs somebody up, whose token verifies and whose signature is read, and carries a state token
/// over to a binding.
async fn works(app: &TestApp, day: u64) {
    let mobile = format!("152016{day:05}");
    let device = app.device(EIAM);
    let signed_up = device.sign_up(&mobile, json!({})).await.succeeded();
    let id_token = signed_up.body["id_token"].as_str().unwrap();
    assert!(app.verified(id_token).await.is_some(), "day {day}");
    let signature = Signer::of(&device).await.sign(app, &signed_up, "a-nonce");
    let signed = device.clone().with("X-signature", &signature);
    signed.get(PROFILE).await.succeeded();
    let state = device.state_token(&format!("person-{day}")).await;
    let by_phone = json!({ "wechat_code": format!("+86-153016{day:05}") });
    let bound = device
        .with_state_token(&state)
        .post(PHONE_REGISTER_BIND, by_phone)
        .await;
    assert!(bound.is_success(), "day {day}");
}

/// The days on which a daily run makes keys, where none is deleted; on others it removes old ones.
const MAKING: [u64; 3] = [23, 53, 83];

#[tokio::test]
async fn whichever_day_the_key_in_use_is_deleted_another_one_is_in_use() {
    let app = TestApp::start().await;
    // What takes the place of a deleted key begins a schedule, so each round begins on its day 0.
    for day in 0..=97 {
        let mut passed = 0;
        for making in MAKING
            .into_iter()
            .filter(|making| *making < day)
            .chain([day])
        {
            app.advance((making - passed) * DAY);
            passed = making;
            app.cloud.run_jobs().await.unwrap();
        }
        delete_in_use(&app).await;
        app.cloud.run_jobs().await.unwrap();
        for kind in KINDS {
            assert!(in_use(&app, kind).is_some(), "{kind} on day {day}");
        }
        for halves in [
            [ItemKind::SigningKey, ItemKind::PublicKey],
            [ItemKind::DecryptionKey, ItemKind::EncryptionKey],
        ] {
            let [private, public] = halves.map(|kind| in_use(&app, kind));
            assert_eq!(private, public, "day {day}");
        }
        works(&app, day).await;
    }
}

#[tokio::test]
async fn whatever_items_are_deleted_the_next_run_makes_them_anew() {
    let app = TestApp::start().await;
    let public = [ItemKind::PublicKey, ItemKind::EncryptionKey];
    let private = [ItemKind::SigningKey, ItemKind::DecryptionKey];
    for (day, kinds) in [&public[..], &private, &KINDS].into_iter().enumerate() {
        let before = public.map(|kind| app.keys(item_key(kind).pk()));
        delete(&app, kinds).await;
        app.cloud.run_jobs().await.unwrap();
        let after = public.map(|kind| app.keys(item_key(kind).pk()));
        assert_eq!(after.clone().map(|keys| keys.len()), [1, 1]);
        assert_eq!(
            after == before,
            day == 0,
            "private halves stay what they are"
        );
        app.advance(601);
        works(&app, day.try_into().unwrap()).await;
    }
}

/// Revokes the keys in use of these kinds; says what takes their places.
async fn revoke_in_use(app: &TestApp, kinds: &[RotatedKind]) -> Vec<Option<Replacement>> {
    let (rotation, now) = (rotation(app), app.clock.now());
    let mut replacements = Vec::new();
    for key in rotation.list(now).await.unwrap() {
        if key.is_in_use && kinds.contains(&key.kind) {
            let revocation = rotation.revocation(&key.kind, key.number, now);
            let revocation = revocation.await.unwrap().unwrap();
            replacements.push(revocation.replacement);
            rotation.revoke(revocation).await.unwrap();
        }
    }
    replacements
}

#[tokio::test]
async fn no_request_fails_when_keys_are_revoked_in_the_week_before_a_rotation() {
    let app = TestApp::start().await;
    for days in [23, 30, 30, 2] {
        app.advance(days * DAY);
        app.cloud.run_jobs().await.unwrap();
    }
    works(&app, 85).await;
    let old = kid(&token(&app, "15201650001").await);
    let before = in_use(&app, ItemKind::SigningKey).unwrap();
    let next = |number| Some(Replacement::Next(number));
    assert_eq!(
        revoke_in_use(&app, &all_kinds()).await,
        [
            Some(Replacement::New(2)),
            next(4),
            next(4),
            next(2),
            next(2)
        ]
    );
    for half in [ItemKind::DecryptionKey, ItemKind::EncryptionKey] {
        assert_eq!(in_use(&app, half), Some(2), "{half}");
    }
    assert_eq!(in_use(&app, ItemKind::SigningKey), Some(before + 1));
    assert_eq!(
        in_use(&app, ItemKind::PublicKey),
        Some(before + 1),
        "both halves"
    );
    for kind in ["SIGNING", "PUBLIC", "PEPPER", "STATE", "BLIND"] {
        let gone = app.keys(kind);
        let ids = gone.iter().map(|item| item["id"]["S"].as_str().unwrap());
        assert!(ids.clone().all(|id| id != old), "{kind}");
    }
    // Functions that know nothing of it yet go on; ten minutes later all of them know.
    works(&app, 86).await;
    app.advance(601);
    works(&app, 87).await;
    let new = token(&app, "15201650002").await;
    assert_ne!(kid(&new), old);
    assert_eq!(published(&app).await, [kid(&new)]);
}

#[tokio::test]
async fn what_is_made_with_a_key_that_replaced_a_revoked_one_is_accepted_at_once() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    app.advance(700);
    // Those that make codes and state tokens read their keys now, those that check them later.
    device.code("15201650001", "REGISTER_SMS").await;
    device.state_token("a-person").await;
    app.advance(300);
    works(&app, 1).await;
    app.advance(290);
    // Another pseudonym key is another name for the same destination: nothing helps there.
    let kinds = [
        RotatedKind::Pepper,
        RotatedKind::State,
        RotatedKind::Signing,
    ];
    let replacements = revoke_in_use(&app, &kinds).await;
    assert_eq!(replacements, [Some(Replacement::New(2)); 3]);
    app.advance(15);
    let code = device.code("15201650002", "REGISTER_SMS").await;
    let peppers: Vec<_> = app
        .codes()
        .into_iter()
        .map(|code| code.0["pepper"].clone())
        .collect();
    let newest = app.keys("PEPPER").pop().unwrap()["id"].clone();
    assert!(peppers.contains(&newest), "it was made with the new one");
    let registered = device.register("15201650002", &code, json!({}));
    registered.await.succeeded();
    let state = device.state_token("another-person").await;
    let by_phone = json!({ "wechat_code": "+86-15201650003" });
    let bound = device
        .with_state_token(&state)
        .post(PHONE_REGISTER_BIND, by_phone)
        .await;
    assert!(bound.is_success());
}

#[tokio::test]
async fn a_key_is_revoked_once_and_only_if_there_is_one() {
    let app = TestApp::start().await;
    let (rotation, now) = (rotation(&app), app.clock.now());
    for kind in all_kinds() {
        assert!(rotation.revocation(&kind, 2, now).await.unwrap().is_none());
        let both = concurrently([1, 1].map(|number| rotation.revocation(&kind, number, now))).await;
        let both = both
            .into_iter()
            .map(|one| rotation.revoke(one.unwrap().unwrap()));
        let done = concurrently(both).await;
        let count = done.iter().filter(|one| one.is_ok()).count();
        assert_eq!(count, 1, "{kind:?}");
    }
    for kind in KINDS {
        assert_eq!(app.keys(item_key(kind).pk()).len(), 1, "{kind}");
        assert_eq!(in_use(&app, kind), Some(2), "{kind}");
    }
    // One that is not in use goes, and nothing takes its place.
    app.advance(84 * DAY);
    app.cloud.run_jobs().await.unwrap();
    let now = app.clock.now();
    let next = rotation
        .revocation(&RotatedKind::Signing, 3, now)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(next.replacement, None);
    rotation.revoke(next).await.unwrap();
    assert_eq!(
        (app.keys("SIGNING").len(), app.keys("PUBLIC").len()),
        (1, 1)
    );
}

#[derive(clap::Parser)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[tokio::test]
async fn the_owner_lists_and_revokes_keys() {
    let app = TestApp::today().await;
    let run = async |words: &str| {
        let line = format!("bindery {words} --endpoint-url {}", app.cloud.aws_url());
        let line = CommandLine::parse_from(line.split_whitespace());
        line.command.run().await
    };
    let listed = run("keys list").await.unwrap();
    // Four of the deployment, and one of each application.
    assert_eq!(listed.matches("in use").count(), 4 + 5, "{listed}");
    assert!(listed.contains("signing      1  "), "{listed}");
    assert!(listed.contains("signature    1  "), "{listed}");
    assert!(
        listed.contains(&format!("  in use  of {EIAM}\n")),
        "{listed}"
    );
    let secrets = ["SIGNING", "PEPPER", "DECRYPTION#"].map(|kind| app.keys(kind));
    for item in secrets.iter().flatten() {
        for name in ["pkcs8", "secret"] {
            let secret = item[name]["S"].as_str().unwrap_or("never");
            assert!(!listed.contains(secret), "{listed}");
        }
    }
    let printed = run("keys revoke signing 1 --dry-run").await.unwrap();
    assert_eq!(
        printed,
        "delete signing key 1\nmake signing key 2 and use it from now on\n"
    );
    // The command reads the wall clock, which is ahead of the app's by now.
    let in_use_now = || in_use_at(&app, ItemKind::SigningKey, SystemClock.now());
    assert_eq!(in_use_now(), Some(1), "nothing is done");
    let done = run("keys revoke signing 1").await.unwrap();
    assert!(done.starts_with(&printed), "{done}");
    assert_eq!(in_use_now(), Some(2));
    let refused = run("keys revoke signing 1").await.unwrap_err();
    assert!(
        refused.starts_with("there is no signing key 1"),
        "{refused}"
    );

    for (words, why) in [
        ("signature 1", "required arguments"),
        ("signature 1 --client nobody", "there is no signature key 1"),
        ("signing 2 --client nobody", "only signature keys"),
        ("signature 1 --client ?", "no client id"),
    ] {
        let line = format!(
            "bindery keys revoke {words} --endpoint-url {}",
            app.cloud.aws_url()
        );
        let refused = match CommandLine::try_parse_from(line.split_whitespace()) {
            Ok(line) => line.command.run().await.unwrap_err(),
            Err(error) => error.to_string(),
        };
        assert!(refused.contains(why), "{words}: {refused}");
    }
    let of_client = format!("keys revoke signature 1 --client {EIAM}");
    let done = run(&of_client).await.unwrap();
    assert!(
        done.starts_with("delete signature key 1\nmake signature key 2 and use it from now on\n"),
        "{done}"
    );
    for half in ["DECRYPTION#", "ENCRYPTION#"] {
        let numbers = |client: &str| -> Vec<_> {
            let items = app.keys(&format!("{half}{client}"));
            items.iter().map(|item| number(item, "number")).collect()
        };
        assert_eq!(numbers(EIAM), [2], "{half}");
        assert_eq!(numbers(CIAM), [1], "{half}");
    }
}

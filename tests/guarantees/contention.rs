//! Contention: DynamoDB refuses every write to an item that is in an ongoing transaction, as the
//! local cloud does. Requests succeed all the same.

use crate::test_app::{
    Device, EIAM, MOBILE, REGISTER_MOBILE, Response, TestApp, concurrently, wrong_code,
};
use local::cloud::proxy::{
    conflicts::Conflicts,
    faults::{Fault, Rule},
};
use serde_json::json;

/// Limits that nobody meets.
const RAISED: &str = "cooldown_seconds: 0, sends_per_hour: 50, sends_per_day: 50, \
    address_sends_per_hour: 100000, device_sends_per_hour: 100000, \
    application_sends_per_minute: 100000, tenant_sends_per_hour: 1000000, \
    country_sends_per_hour: 1000000, country_unverified_per_hour: 1000000, \
    country_unverified_per_day: 1000000";
/// As many as ask at once.
const CROWD: usize = 32;

fn failures(answers: &[Response]) -> Vec<&Response> {
    answers
        .iter()
        .filter(|answer| answer.status >= 500)
        .collect()
}

fn successes(answers: &[Response]) -> usize {
    answers.iter().filter(|answer| answer.is_success()).count()
}

fn mobile(number: usize) -> String {
    format!("139{number:08}")
}

/// Lets transactions end once so many writes were refused because of them.
async fn release_after_refusals(conflicts: &Conflicts, count: usize) {
    conflicts.until_refused(count).await;
    conflicts.release();
}

/// A person who has a code.
async fn with_code(app: &TestApp, number: usize) -> (Device<'_>, String) {
    let device = app.device(EIAM);
    let code = device.code(&mobile(number), "REGISTER_SMS").await;
    (device, code)
}

#[tokio::test]
async fn of_many_requests_with_one_right_code_one_succeeds_and_none_fails() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let requests = (0..CROWD).map(|_| device.register(MOBILE, &code, json!({})));
    let answers = concurrently(requests).await;
    assert_eq!(failures(&answers).len(), 0, "{:?}", failures(&answers));
    assert_eq!(successes(&answers), 1, "{answers:?}");
    assert_eq!(app.items("USER#").len(), 1);
    assert!(
        !app.cloud.proxy.conflicts.take_refused().is_empty(),
        "they did not meet"
    );
}

#[tokio::test]
async fn of_many_who_want_one_user_name_one_gets_it_and_the_others_choose_another() {
    let app = TestApp::with_limits(RAISED).await;
    let mut people = Vec::new();
    for number in 0..CROWD {
        people.push(with_code(&app, number).await);
    }
    let register = async |number: usize, name: &str| {
        let (device, code) = &people[number];
        let form = json!({ "user_name": name });
        device.register(&mobile(number), code, form).await
    };
    let answers = concurrently((0..CROWD).map(|number| register(number, "wanted"))).await;
    assert_eq!(failures(&answers).len(), 0, "{:?}", failures(&answers));
    assert_eq!(successes(&answers), 1, "{answers:?}");
    for (number, answer) in answers.iter().enumerate() {
        if !answer.is_success() {
            assert_eq!(answer.code(), "SDK.USER.1003", "{answer:?}");
            // The same code is good for another name.
            let mended = register(number, &format!("person{number}")).await;
            assert!(mended.is_success(), "{mended:?}");
        }
    }
    assert_eq!(app.items("USER#").len(), CROWD);
}

#[tokio::test]
async fn people_who_have_nothing_to_do_with_each_other_send_and_register_at_once() {
    let app = TestApp::with_limits(RAISED).await;
    let mut sends = Vec::new();
    for number in 0..CROWD {
        let device = app.device(EIAM);
        let pass = device.captcha_token(&mobile(number)).await;
        let body =
            json!({ "mobile": mobile(number), "type": "REGISTER_SMS", "captcha_token": pass });
        sends.push((device, body));
    }
    let send = async |number: usize| {
        let (device, body) = &sends[number];
        device.post(SEND, body.clone()).await
    };
    let answers = concurrently((0..CROWD).map(send)).await;
    assert!(
        answers.iter().all(|answer| answer.status == 200),
        "{answers:?}"
    );
    let messages = app.sent();
    assert_eq!(messages.len(), CROWD);
    let register = async |number: usize| {
        let to = format!("+86{}", mobile(number));
        let message = messages.iter().find(|message| message.to == to).unwrap();
        let (device, _) = &sends[number];
        let code = message.code().unwrap();
        device.register(&mobile(number), code, json!({})).await
    };
    let answers = concurrently((0..CROWD).map(register)).await;
    assert_eq!(successes(&answers), CROWD, "{answers:?}");
}

/// A transaction that is refused holds its items meanwhile, and whoever invents passes solves no
/// puzzle.
#[tokio::test]
async fn a_flood_of_sends_with_invented_passes_is_in_nobodys_way() {
    let app = TestApp::with_limits(RAISED).await;
    let attacker = app.device(EIAM);
    let people = [
        // The owner of the number that the flood is about, from elsewhere.
        (app.device(EIAM), mobile(1)),
        // Somebody behind the address that the flood comes from.
        (app.device(EIAM).at(&attacker.address), mobile(2)),
    ];
    let conflicts = &app.cloud.proxy.conflicts;
    for (person, own) in people {
        let pass = person.captcha_token(&own).await;
        let body = json!({ "mobile": own, "type": "REGISTER_SMS", "captcha_token": pass });
        let junk = async |number: usize| {
            let pass = format!("{number:032x}---{{\"x\":120.0,\"y\":5.0}}");
            let to = mobile(1);
            let body = json!({ "mobile": to, "type": "REGISTER_SMS", "captcha_token": pass });
            attacker.post(SEND, body).await
        };
        let _ = conflicts.take_refused();
        let flood = concurrently((0..150).map(junk));
        let (answers, sent) = tokio::join!(flood, person.post(SEND, body));
        assert_eq!(sent.status, 200, "{sent:?}");
        assert_eq!(failures(&answers).len(), 0, "{:?}", failures(&answers));
        assert!(answers.iter().all(|answer| answer.status != 200));
        assert_eq!(conflicts.take_refused().len(), 0, "they met");
    }
    assert_eq!(app.sent().len(), 2);
}

#[tokio::test]
async fn a_registration_that_is_repeated_while_it_runs_is_one_and_succeeds() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let conflicts = &app.cloud.proxy.conflicts;
    // The connection is lost while the transaction runs, and it runs until it was asked for again.
    conflicts.hold();
    app.script_faults(TRANSACTION, [Fault::DropDuring]);
    let repeated = release_after_refusals(conflicts, 1);
    let (answer, ()) = tokio::join!(device.register(MOBILE, &code, json!({})), repeated);
    assert!(answer.is_success(), "{answer:?}");
    assert_eq!(conflicts.take_refused().get("token"), Some(&1));
    assert_eq!(
        (app.items("USER#").len(), app.items("SESSION#").len()),
        (1, 1)
    );
}

#[tokio::test]
async fn a_keyed_send_that_is_repeated_while_it_is_counted_is_sent_once() {
    let app = TestApp::start().await;
    let device = app.device(EIAM).with("Idempotency-Key", "send");
    let pass = device.captcha_token(MOBILE).await;
    let body = json!({ "mobile": MOBILE, "type": "REGISTER_SMS", "captcha_token": pass });
    let conflicts = &app.cloud.proxy.conflicts;
    conflicts.hold();
    app.script_faults(TRANSACTION, [Fault::DropDuring]);
    let repeated = release_after_refusals(conflicts, 1);
    let send = device.post(SEND, body);
    let (answer, ()) = tokio::join!(send, repeated);
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_lost_after_the_transaction_is_found_again() {
    for fault in [Fault::DropAfter, Fault::BreakAfter, Fault::Garbage] {
        let app = TestApp::start().await;
        let device = app.device(EIAM);
        let code = device.code(MOBILE, "REGISTER_SMS").await;
        app.script_faults(TRANSACTION, [fault, fault]);
        let answer = device.register(MOBILE, &code, json!({})).await;
        assert!(answer.is_success(), "{fault:?}: {answer:?}");
        assert_eq!(app.items("SESSION#").len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_single_write_waits_for_the_transaction_that_holds_its_item() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let conflicts = &app.cloud.proxy.conflicts;
    conflicts.hold();
    let registering = device.register(MOBILE, &code, json!({}));
    let guessing = async {
        conflicts.until_ongoing(1).await;
        let refused = release_after_refusals(conflicts, 2);
        let guess = wrong_code(&code);
        tokio::join!(device.register(MOBILE, &guess, json!({})), refused).0
    };
    let (registered, guessed) = tokio::join!(registering, guessing);
    assert!(registered.is_success(), "{registered:?}");
    assert_eq!(guessed.code(), "SDK.CAPTCHA.1007", "{guessed:?}");
}

#[tokio::test]
async fn a_used_text_is_taken_off_its_address_also_while_a_neighbour_is_texted() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let address = Rule::of("UpdateItem TransientTable LIMIT#ADDRESS#", Fault::Conflict);
    app.cloud.proxy.faults.script(vec![address.times(3)]);
    device.register(MOBILE, &code, json!({})).await.succeeded();
    let addresses = app.items("LIMIT#ADDRESS#");
    let unused: Vec<_> = addresses.iter().map(|address| &address["u"]["N"]).collect();
    assert_eq!(unused, ["0"]);
}

#[tokio::test]
async fn what_collides_each_time_is_busy_and_nothing_was_done() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let pass = device.captcha_token(MOBILE).await;
    let body = json!({ "mobile": MOBILE, "type": "REGISTER_SMS", "captcha_token": pass });
    app.meter().start();
    let faults = &app.cloud.proxy.faults;
    faults.script(vec![Rule::of(TRANSACTION, Fault::Conflict)]);
    let busy = device.post(SEND, body.clone()).await;
    assert_eq!((busy.status, busy.code()), (500, "SDK.COMMON.1008"));
    let calls = app.meter().take_calls();
    let transactions: Vec<_> = calls
        .iter()
        .filter(|counted| counted.call.action == "TransactWriteItems")
        .map(|counted| counted.call.to_string())
        .collect();
    assert!(
        transactions.len() >= 8 && transactions.iter().all(|other| *other == transactions[0]),
        "nothing is to be undone: {transactions:?}"
    );
    faults.script(Vec::new());
    let again = device.post(SEND, body).await;
    assert_eq!(again.status, 200, "the pass is good: {again:?}");
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn a_code_is_tried_as_often_as_it_may_be_however_many_guess_at_once() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    let code = device.code(MOBILE, "REGISTER_SMS").await;
    let body = json!({ "mobile": MOBILE, "verify_code": wrong_code(&code) });
    let guesses = (0..CROWD).map(|_| device.post(REGISTER_MOBILE, body.clone()));
    let answers = concurrently(guesses).await;
    assert_eq!(failures(&answers).len(), 0, "{:?}", failures(&answers));
    // Five were compared, so even the right code is used up, for whoever may still attempt.
    let other = app.device(EIAM).at(&device.address);
    assert!(!other.register(MOBILE, &code, json!({})).await.is_success());
    let (_, tries) = app.codes()[0];
    assert!(tries > 5, "{tries}");
}

const TRANSACTION: &str = "TransactWriteItems";
const SEND: &str = "/api/v2/sdk/sms/send";

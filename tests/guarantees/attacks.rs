//! Attacks, replayed against the limits that a tenant has who sets none. docs/security.md holds what comes out.

use crate::test_app::{Answer, Device, EIAM, MOBILE, PASSWORD_BIND, TestApp, at_once, wrong};
use serde_json::json;
use std::fmt::Write as _;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// How many people the guesser has at work at a time.
const HANDS: usize = 16;

/// Asks for texts for a day, as fast as they come, and tries again every five minutes where they do not: the texts of the first
/// hour, and of the day.
async fn texts(ask: impl AsyncFn(&TestApp, usize) -> Answer) -> (usize, usize) {
    let app = TestApp::start().await;
    let (mut elapsed, mut asked, mut hour) = (0, 0, None);
    while elapsed < DAY {
        let answer = ask(&app, asked).await;
        asked += 1;
        let seconds = if answer.status == 200 { 1 } else { 300 };
        app.pass(seconds);
        elapsed += seconds;
        if elapsed >= HOUR {
            hour.get_or_insert(app.sent().len());
        }
    }
    (hour.unwrap(), app.sent().len())
}

fn mobile(number: usize) -> String {
    format!("139{number:08}")
}

/// Somebody new.
fn anybody(app: &TestApp) -> Device<'_> {
    app.device(EIAM)
}

/// Guesses that were compared with a code: those that were told they are wrong.
fn compared(answers: &[Answer]) -> usize {
    answers
        .iter()
        .filter(|answer| answer.code() == "SDK.CAPTCHA.1007")
        .count()
}

/// Has new devices ask for codes and guess at them, many at once, every ten minutes: the guesses of each day.
async fn guesses_at_codes<const DAYS: usize>() -> [usize; DAYS] {
    let app = TestApp::start().await;
    let mut days = [0; DAYS];
    for day in &mut days {
        for _ in 0..DAY / 600 {
            let asker = anybody(&app);
            let answer = asker.ask_code(MOBILE, "REGISTER_SMS").await;
            let code = if answer.status == 200 {
                wrong(&app.last_code())
            } else {
                "000000".to_owned()
            };
            let mut hands: Vec<_> = (1..HANDS).map(|_| anybody(&app)).collect();
            hands.push(asker);
            let answers = at_once(
                hands
                    .iter()
                    .map(|hand| hand.register(MOBILE, &code, json!({}))),
            )
            .await;
            *day += compared(&answers);
            app.pass(600);
        }
    }
    days
}

/// Has new accounts of WeChat guess at a password, many at once, every ten minutes of a day.
async fn guesses_at_a_password(accounts: usize) -> usize {
    let app = TestApp::start().await;
    anybody(&app)
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let guess = async |account: usize| {
        let device = anybody(&app);
        let device = device.holding(&device.arrive(&format!("account-{account}")).await);
        device
            .post(
                PASSWORD_BIND,
                json!({ "user_name": "zhangsan", "password": "QWE@qwe124" }),
            )
            .await
    };
    let mut compared = 0;
    for turn in 0..DAY / 600 {
        let first = usize::try_from(turn).unwrap() * 4;
        let answers = at_once((first..first + 4).map(|number| guess(number % accounts))).await;
        compared += answers
            .iter()
            .filter(|answer| answer.code() == "SDK.LOGIN.1005")
            .count();
        app.pass(600);
    }
    compared
}

#[tokio::test]
async fn attacks_come_to_what_the_docs_say() {
    let mut table =
        String::from("| attack | texts in the first hour | in the first day |\n|---|---|---|\n");
    let mut texted = |attack: &str, (hour, day): (usize, usize)| {
        let _ = writeln!(table, "| {attack} | {hour} | {day} |");
    };
    texted(
        "one address, many devices, many numbers",
        texts(async |app, number| {
            anybody(app)
                .at("192.0.2.1")
                .ask_code(&mobile(number), "REGISTER_SMS")
                .await
        })
        .await,
    );
    texted(
        "one IPv6 network, many hosts, many devices, many numbers",
        texts(async |app, number| {
            anybody(app)
                .at(&format!("2001:db8::{number:x}"))
                .ask_code(&mobile(number), "REGISTER_SMS")
                .await
        })
        .await,
    );
    texted(
        "many addresses, many devices, one number",
        texts(async |app, _| anybody(app).ask_code(MOBILE, "REGISTER_SMS").await).await,
    );
    texted(
        "one device, many addresses, many numbers",
        texts(async |app, number| {
            let device = anybody(app).with("X-device-fingerprint", "one");
            device.ask_code(&mobile(number), "REGISTER_SMS").await
        })
        .await,
    );
    texted(
        "one country, many addresses, many devices, many numbers",
        texts(async |app, number| anybody(app).ask_code(&mobile(number), "REGISTER_SMS").await)
            .await,
    );

    let [first, second, third] = guesses_at_codes().await;
    table.push_str(
        "\n| guesses in parallel | compared | chance that one is right |\n|---|---|---|\n",
    );
    let chance = |guesses: usize| format!("1 in {}", 1_000_000 / guesses);
    for (day, guesses) in [("first", first), ("second", second), ("third", third)] {
        let _ = writeln!(
            table,
            "| at codes to one number, from ever new addresses and devices, the {day} day | {guesses} | {} |",
            chance(guesses)
        );
    }
    for accounts in [1, 10, 50] {
        let guesses = guesses_at_a_password(accounts).await;
        let accounts = if accounts == 1 {
            "1 WeChat account".to_owned()
        } else {
            format!("{accounts} WeChat accounts")
        };
        let _ = writeln!(
            table,
            "| at one user's password, from {accounts}, in a day | {guesses} | the password's own |"
        );
    }
    let docs = include_str!("../../docs/security.md");
    assert!(
        docs.contains(&table),
        "docs/security.md should hold:\n{table}"
    );
}

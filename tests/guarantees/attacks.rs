//! Simulates attacks against the default limits, and compares the figures with docs/security.md.

use crate::test_app::{
    Device, EIAM, MOBILE, PASSWORD_BIND, Response, TestApp, concurrently, wrong_code,
};
use serde_json::json;
use std::fmt::Write as _;

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
/// How many guesses are made concurrently.
const PARALLEL: usize = 16;

/// Requests SMS for a day, one a second while they are sent and one every five minutes while they
/// are denied. Returns the SMS sent in the first hour and in the day.
async fn texts(ask: impl AsyncFn(&TestApp, usize) -> Response) -> (usize, usize) {
    let app = TestApp::start().await;
    let (mut elapsed, mut asked, mut hour) = (0, 0, None);
    while elapsed < DAY {
        let answer = ask(&app, asked).await;
        asked += 1;
        let seconds = if answer.status == 200 { 1 } else { 300 };
        app.advance(seconds);
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

/// A new device at a new address.
fn new_device(app: &TestApp) -> Device<'_> {
    app.device(EIAM)
}

/// How many guesses were compared with a code: those with the response that the code is wrong.
fn compared(answers: &[Response]) -> usize {
    answers
        .iter()
        .filter(|answer| answer.code() == "SDK.CAPTCHA.1007")
        .count()
}

/// New devices request codes and guess at them concurrently, every ten minutes. Returns the guesses
/// compared on each day.
async fn guesses_at_codes<const DAYS: usize>() -> [usize; DAYS] {
    let app = TestApp::start().await;
    let mut days = [0; DAYS];
    for day in &mut days {
        for _ in 0..DAY / 600 {
            let requester = new_device(&app);
            let answer = requester.request_code(MOBILE, "REGISTER_SMS").await;
            let code = if answer.status == 200 {
                wrong_code(&app.last_code())
            } else {
                "000000".to_owned()
            };
            let mut devices: Vec<_> = (1..PARALLEL).map(|_| new_device(&app)).collect();
            devices.push(requester);
            let answers = concurrently(
                devices
                    .iter()
                    .map(|device| device.register(MOBILE, &code, json!({}))),
            )
            .await;
            *day += compared(&answers);
            app.advance(600);
        }
    }
    days
}

/// WeChat accounts guess at a password concurrently, every ten minutes for a day. Returns the
/// guesses compared.
async fn guesses_at_a_password(accounts: usize) -> usize {
    let app = TestApp::start().await;
    new_device(&app)
        .sign_up(
            MOBILE,
            json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" }),
        )
        .await
        .succeeded();
    let guess = async |account: usize| {
        let device = new_device(&app);
        let device =
            device.with_state_token(&device.state_token(&format!("account-{account}")).await);
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
        let answers = concurrently((first..first + 4).map(|number| guess(number % accounts))).await;
        compared += answers
            .iter()
            .filter(|answer| answer.code() == "SDK.LOGIN.1005")
            .count();
        app.advance(600);
    }
    compared
}

#[tokio::test]
async fn simulated_attacks_match_the_documented_figures() {
    let mut table =
        String::from("| attack | texts in the first hour | in the first day |\n|---|---|---|\n");
    let mut texted = |attack: &str, (hour, day): (usize, usize)| {
        let _ = writeln!(table, "| {attack} | {hour} | {day} |");
    };
    texted(
        "one address, many devices, many numbers",
        texts(async |app, number| {
            new_device(app)
                .at("192.0.2.1")
                .request_code(&mobile(number), "REGISTER_SMS")
                .await
        })
        .await,
    );
    texted(
        "one IPv6 network, many hosts, many devices, many numbers",
        texts(async |app, number| {
            new_device(app)
                .at(&format!("2001:db8::{number:x}"))
                .request_code(&mobile(number), "REGISTER_SMS")
                .await
        })
        .await,
    );
    texted(
        "many addresses, many devices, one number",
        texts(async |app, _| new_device(app).request_code(MOBILE, "REGISTER_SMS").await).await,
    );
    texted(
        "one device, many addresses, many numbers",
        texts(async |app, number| {
            let device = new_device(app).with("X-device-fingerprint", "one");
            device.request_code(&mobile(number), "REGISTER_SMS").await
        })
        .await,
    );
    texted(
        "one country, many networks, many devices, many numbers",
        texts(async |app, number| {
            new_device(app)
                .at(&format!(
                    "100.{}.{}.7",
                    64 + number / 256 % 64,
                    number % 256
                ))
                .request_code(&mobile(number), "REGISTER_SMS")
                .await
        })
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

/// Guesses at passwords by logins, 16 at a time every ten minutes. `guess` makes the one of that
/// number. Returns the guesses compared.
async fn guesses_at_logins(
    seconds: u64,
    guess: impl AsyncFn(&TestApp, usize) -> Response,
) -> usize {
    let app = TestApp::start().await;
    let form = json!({ "user_name": "zhangsan", "pwd": "QWE@qwe123" });
    let owner = new_device(&app);
    owner.sign_up(MOBILE, form).await.succeeded();
    app.prove_email(MOBILE, "zhangsan@example.com").await;
    let mut compared = 0;
    for turn in 0..usize::try_from(seconds / 600).unwrap() {
        let numbers = turn * PARALLEL..(turn + 1) * PARALLEL;
        let answers = concurrently(numbers.map(|number| guess(&app, number))).await;
        let is_compared = |answer: &&Response| answer.code() == "SDK.LOGIN.1005";
        compared += answers.iter().filter(is_compared).count();
        app.advance(600);
    }
    // Whatever was tried, codes are not in the way of the owner.
    assert!(owner.login_by_code(MOBILE).await.is_success());
    compared
}

async fn guess_at(device: &Device<'_>, name: &str) -> Response {
    device.login_by_password(name, "QWE@qwe124").await
}

#[tokio::test]
async fn simulated_guesses_at_logins_match_the_documented_figures() {
    let mut table = String::from("| guesses at logins | compared |\n|---|---|\n");
    let mut compared = |attack: &str, guesses: usize| {
        let _ = writeln!(table, "| {attack} | {guesses} |");
    };
    let one_name = guesses_at_logins(DAY, async |app, _| {
        guess_at(&new_device(app), "zhangsan").await
    });
    compared(
        "at one user by their name, from ever new addresses and devices, in a day",
        one_name.await,
    );
    let all_names = guesses_at_logins(DAY, async |app, number| {
        let names = ["zhangsan", MOBILE, "zhangsan@example.com"];
        guess_at(&new_device(app), names[number % 3]).await
    });
    compared(
        "at one user by name, mobile and address, likewise",
        all_names.await,
    );
    let of_device = guesses_at_logins(HOUR, async |app, number| {
        let device = new_device(app).with("X-device-fingerprint", "one");
        guess_at(&device, &format!("user-{number}")).await
    });
    compared(
        "at ever other users, from one device at ever new addresses, in an hour",
        of_device.await,
    );
    let of_address = guesses_at_logins(HOUR, async |app, number| {
        let device = new_device(app).at("192.0.2.1");
        guess_at(&device, &format!("user-{number}")).await
    });
    compared(
        "at ever other users, from one address with ever new devices, in an hour",
        of_address.await,
    );
    let docs = include_str!("../../docs/security.md");
    assert!(
        docs.contains(&table),
        "docs/security.md should hold:\n{table}"
    );
}

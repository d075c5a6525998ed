//! Every way to come back, for whoever registered in every way.

use crate::test_app::{
    Device, EIAM, LOGIN_BY_NAME, LOGIN_EMAIL_CODE, LOGIN_EMAIL_PWD, LOGIN_MOBILE_CODE,
    LOGIN_MOBILE_PWD, LOGIN_PHONE, MFA_EMAIL, MFA_SMS, PHONE_REGISTER_BIND, REGISTER_BIND,
    Response, TestApp,
};
use serde_json::{Value, json};

const PASSWORD: &str = "correct horse 7";

/// How somebody registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Registered {
    Mobile,
    MobileWithPassword,
    Email,
    EmailWithPassword,
    WechatAndCode,
    WechatAndPhone,
}

/// How they come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    MobileCode,
    EmailCode,
    UserName,
    MobilePassword,
    EmailPassword,
    AnyName,
    WechatAccount,
    WechatPhone,
}

const REGISTERED: [Registered; 6] = [
    Registered::Mobile,
    Registered::MobileWithPassword,
    Registered::Email,
    Registered::EmailWithPassword,
    Registered::WechatAndCode,
    Registered::WechatAndPhone,
];

const WAYS: [Way; 8] = [
    Way::MobileCode,
    Way::EmailCode,
    Way::UserName,
    Way::MobilePassword,
    Way::EmailPassword,
    Way::AnyName,
    Way::WechatAccount,
    Way::WechatPhone,
];

/// What becomes of it: a session, a second factor, or a refusal by its code or status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Success,
    /// And then, by a code to the contact of that kind, a session.
    SecondFactor(&'static str),
    Denied,
    NoSuchUser,
    WrongPassword,
    /// An account that is bound to nobody.
    Register,
}

impl Registered {
    const fn has_mobile(self) -> bool {
        !matches!(self, Self::Email | Self::EmailWithPassword)
    }

    const fn has_password(self) -> bool {
        matches!(self, Self::MobileWithPassword | Self::EmailWithPassword)
    }

    const fn has_wechat(self) -> bool {
        matches!(self, Self::WechatAndCode | Self::WechatAndPhone)
    }
}

fn expected(registered: Registered, way: Way, second_factor: bool) -> Answer {
    let contact = if registered.has_mobile() {
        "mobile"
    } else {
        "email"
    };
    let asked = if second_factor {
        Answer::SecondFactor(contact)
    } else {
        Answer::Success
    };
    // The contact is what a second factor can be given by; whoever gave it first has no other.
    let by_contact = if second_factor {
        Answer::Denied
    } else {
        Answer::Success
    };
    let by_password = if registered.has_password() {
        asked
    } else {
        Answer::WrongPassword
    };
    match way {
        Way::MobileCode | Way::WechatPhone if registered.has_mobile() => by_contact,
        Way::EmailCode if !registered.has_mobile() => by_contact,
        Way::MobileCode | Way::WechatPhone | Way::EmailCode => Answer::NoSuchUser,
        Way::UserName | Way::AnyName => by_password,
        Way::MobilePassword if registered.has_mobile() => by_password,
        Way::EmailPassword if !registered.has_mobile() => by_password,
        Way::MobilePassword | Way::EmailPassword => Answer::WrongPassword,
        // A number of WeChat's is no kind of its own beside the account that it came with; it is
        // one beside any account later.
        Way::WechatAccount if registered.has_wechat() => asked,
        Way::WechatAccount => Answer::Register,
    }
}

/// Somebody who is to come back.
struct Person {
    registered: Registered,
    user_name: String,
    mobile: String,
    email: String,
    wechat_code: String,
}

impl Person {
    fn of(registered: Registered) -> Self {
        let name = format!("{registered:?}").to_lowercase();
        Self {
            registered,
            user_name: format!("user.{name}"),
            mobile: format!("1520165760{}", registered as u8),
            email: format!("{name}@example.com"),
            wechat_code: format!("account-of-{name}"),
        }
    }

    fn contact(&self) -> (&'static str, &str) {
        if self.registered.has_mobile() {
            ("mobile", &self.mobile)
        } else {
            ("email", &self.email)
        }
    }

    async fn register(&self, device: &Device<'_>) {
        let mut form = json!({ "user_name": self.user_name });
        if self.registered.has_password() {
            form["pwd"] = PASSWORD.into();
        }
        let answer = match self.registered {
            Registered::Mobile | Registered::MobileWithPassword => {
                device.sign_up(&self.mobile, form).await
            }
            Registered::Email | Registered::EmailWithPassword => {
                let code = device.code(&self.email, "REGISTER_EMS").await;
                device.register_email(&self.email, &code, form).await
            }
            Registered::WechatAndCode => {
                let token = device.state_token(&self.wechat_code).await;
                let code = device.code(&self.mobile, "REGISTER_SMS").await;
                let bind = json!({ "mobile": self.mobile, "verify_code": code });
                device
                    .with_state_token(&token)
                    .post(REGISTER_BIND, bind)
                    .await
            }
            Registered::WechatAndPhone => {
                let token = device.state_token(&self.wechat_code).await;
                let bind = json!({ "wechat_code": format!("+86-{}", self.mobile) });
                let device = device.with_state_token(&token);
                device.post(PHONE_REGISTER_BIND, bind).await
            }
        };
        assert!(answer.is_success(), "{:?} {answer:?}", self.registered);
    }

    async fn come_back(&self, device: &Device<'_>, way: Way) -> Response {
        let (path, body) = match way {
            Way::MobileCode => {
                let code = device.code(&self.mobile, "LOGIN_SMS").await;
                let body = json!({ "mobile": self.mobile, "verify_code": code });
                (LOGIN_MOBILE_CODE, body)
            }
            Way::EmailCode => {
                let code = device.code(&self.email, "LOGIN_EMS").await;
                let body = json!({ "email": self.email, "verify_code": code });
                (LOGIN_EMAIL_CODE, body)
            }
            Way::UserName => {
                let body = json!({ "user_name": self.user_name, "password": PASSWORD });
                (LOGIN_BY_NAME, body)
            }
            Way::MobilePassword => {
                let body = json!({ "mobile": self.mobile, "password": PASSWORD });
                (LOGIN_MOBILE_PWD, body)
            }
            Way::EmailPassword => {
                let body = json!({ "email": self.email, "password": PASSWORD });
                (LOGIN_EMAIL_PWD, body)
            }
            Way::AnyName => return device.login_by_password(self.contact().1, PASSWORD).await,
            Way::WechatAccount => return device.login(&self.wechat_code).await,
            Way::WechatPhone => {
                // WeChat looks at a code once, so it is another one for the same number.
                let code = format!("number:+86-{}", self.mobile);
                (LOGIN_PHONE, json!({ "code": code }))
            }
        };
        device.post(path, body).await
    }
}

/// What an answer amounts to. Gives the second factor, where one is wanted.
async fn answer_of(device: &Device<'_>, person: &Person, answer: Response) -> Answer {
    if answer.status == 400 {
        let code = answer.code();
        return if code.ends_with("COMMON.1013") {
            Answer::NoSuchUser
        } else if code.ends_with("LOGIN.1005") || code.ends_with("LOGIN.0002") {
            Answer::WrongPassword
        } else {
            panic!("{answer:?}")
        };
    }
    match answer.body["status"].as_str().unwrap() {
        "SUCCESS" => Answer::Success,
        "ACCESS_DENIED" => Answer::Denied,
        "USER_REGISTER" => Answer::Register,
        "MFA_AUTH" => {
            let data: Value = serde_json::from_str(answer.body["data"].as_str().unwrap()).unwrap();
            let offered = data["mfaAuthFlow"][0].as_str().unwrap();
            let (name, to) = person.contact();
            let (path, kind) = if offered == "VERIFY_PHONE" {
                (MFA_SMS, "MFA_AUTH_SMS")
            } else {
                (MFA_EMAIL, "MFA_AUTH_EMS")
            };
            let code = device.code(to, kind).await;
            let device = device.with_state_token(answer.body["state_token"].as_str().unwrap());
            let body = json!({ name: to, "verify_code": code });
            let given = device.post(path, body).await;
            assert!(given.is_success(), "{given:?}");
            Answer::SecondFactor(name)
        }
        other => panic!("{other}"),
    }
}

async fn cloud(dialect: &str, second_factor: bool) -> TestApp {
    // Bounds that a whole matrix on one device does not come near to.
    let limits = "    limits: { cooldown_seconds: 0, sends_per_hour: 50, sends_per_day: 50, \
                  device_sends_per_hour: 1000, address_sends_per_hour: 1000, \
                  address_puzzles_per_hour: 1000, address_unverified_per_hour: 1000, \
                  address_unverified_per_day: 1000, country_unverified_per_hour: 1000, \
                  country_unverified_per_day: 1000, requester_failures: 50, \
                  failures_per_day: 50, proven_failures_per_day: 50 }\n    form:\n";
    let dialect = format!("dialect: {dialect}");
    let sources = format!("sources: [mini]\n    second_factor: {second_factor}");
    TestApp::with_changes(&[
        ("    form:\n", limits),
        ("dialect: eiam", &dialect),
        ("sources: [mini]", &sources),
    ])
    .await
}

#[tokio::test]
async fn whoever_registered_comes_back_in_every_way_that_is_theirs_and_in_no_other() {
    for dialect in ["eiam", "ciam", "oneaccess"] {
        for second_factor in [false, true] {
            let app = cloud(dialect, second_factor).await;
            let device = app.device(EIAM);
            for registered in REGISTERED {
                let person = Person::of(registered);
                person.register(&device).await;
                for way in WAYS {
                    app.advance(61);
                    let answer = person.come_back(&device, way).await;
                    let found = answer_of(&device, &person, answer).await;
                    let cell = (dialect, second_factor, registered, way);
                    assert_eq!(found, expected(registered, way, second_factor), "{cell:?}");
                }
            }
        }
    }
}

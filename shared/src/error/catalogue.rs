//! The error codes of the contract, with their status, number and message in
//! each dialect and language.
//!
//! One row of [`ErrorCode`] defines an error. Numbers are published: they are never renamed or used
//! again. Groups and numbers are those of BambooCloud `IDaaS` and Huawei OneAccess; where those
//! have none, they are ours.

use serde::{Deserialize, Serialize};

/// The product whose clients an application serves: it decides on error
/// numbers and default lifetimes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// BambooCloud `IDaaS` for employees (EIAM).
    #[default]
    Eiam,
    /// BambooCloud `IDaaS` for customers (CIAM).
    Ciam,
    /// Huawei OneAccess, a service of Huawei Cloud.
    Oneaccess,
}

impl Dialect {
    /// Every dialect, in the order of the contract.
    pub const ALL: [Self; 3] = [Self::Eiam, Self::Ciam, Self::Oneaccess];

    /// What the codes of errors begin with, at the calls of that form.
    const fn prefix(self, form: ErrorForm) -> &'static str {
        match (form, self) {
            (ErrorForm::Sdk, Self::Eiam) => "SDK.",
            (ErrorForm::Sdk, Self::Ciam) => "IDAAS.SDK.",
            (ErrorForm::Sdk, Self::Oneaccess) => "",
            (ErrorForm::Tenant | ErrorForm::OAuth, Self::Ciam) => "IDAAS.TENANT.",
            (ErrorForm::Tenant | ErrorForm::OAuth, Self::Eiam | Self::Oneaccess) => "TENANT.",
        }
    }
}

/// The form of the errors that a call answers with. It follows from who calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ErrorForm {
    /// Code and message, at the calls of devices (`/api/v2/sdk`).
    #[default]
    Sdk,
    /// The same with other prefixes, at the calls of applications' servers (`/api/v2/tenant`).
    Tenant,
    /// That of an OAuth token endpoint (RFC 6749, section 5.2).
    OAuth,
}

impl ErrorForm {
    /// Every form that an error can have in an answer.
    pub const ALL: [Self; 3] = [Self::Sdk, Self::Tenant, Self::OAuth];
}

/// A language of error messages and of the messages that carry codes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Lang {
    /// English, also for a language that is unknown.
    #[default]
    #[serde(rename = "en")]
    En,
    /// Chinese in simplified characters.
    #[serde(rename = "zh")]
    Zh,
}

impl Lang {
    /// Parses the value of an `X-L` header: `zh*` is Chinese, anything else English.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name.get(..2) {
            Some(zh) if zh.eq_ignore_ascii_case("zh") => Self::Zh,
            _ => Self::En,
        }
    }
}

/// Errors that a call may answer with, in groups, for the description of the API.
pub type ErrorGroups = &'static [&'static [ErrorCode]];

/// Declares the errors. A row is the whole definition, so an error cannot lack a status, its
/// numbers, a message in a language, or what a caller should do about it. Values in brackets stand
/// in for the message's placeholders in an example. The comment of a row and what should be done
/// are part of the description of the API.
macro_rules! catalogue {
    ($(
        $(#[doc = $doc:literal])* $variant:ident = $status:literal $eiam:literal $other:literal
            $en:literal $zh:literal $([$($sample:literal),+])? => $remedy:literal;
    )+) => {
        /// An error as clients see it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ErrorCode { $($(#[doc = $doc])* $variant,)+ }

        impl ErrorCode {
            /// Every error, in the order of the contract.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The HTTP status of the response.
            #[must_use]
            pub const fn status(self) -> u16 { match self { $(Self::$variant => $status),+ } }

            /// Group and number, first of EIAM, then of the other dialects.
            const fn numbers(self) -> (&'static str, &'static str) {
                match self { $(Self::$variant => ($eiam, $other)),+ }
            }

            /// The message, with the placeholders `{0}` and `{1}`.
            const fn template(self, lang: Lang) -> &'static str {
                match (lang, self) {
                    $((Lang::En, Self::$variant) => $en, (Lang::Zh, Self::$variant) => $zh,)+
                }
            }
        }

        /// What the description of the API says of errors.
        #[cfg(feature = "schema")]
        impl ErrorCode {
            /// When it occurs, in sentences.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii()),+ }
            }

            /// What the caller should do about it, in sentences.
            #[must_use]
            pub const fn remedy(self) -> &'static str {
                match self { $(Self::$variant => $remedy),+ }
            }

            /// Values of the message's placeholders, for an example.
            #[must_use]
            pub const fn sample_params(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($($sample),+)?]),+ }
            }
        }
    };
}

catalogue! {
    /// A parameter is absent, `null` or empty. `{0}` is its name.
    Missing = 400 "COMMON.1001" "COMMON.1001"
        "Parameter {0} cannot be left blank." "参数{0}不能为空。" ["mobile"]
        => "Send what the message names. Where it is a field that a person left empty, ask for it \
            before the call.";
    /// A parameter is not written as it should be. `{0}` is its name.
    BadFormat = 400 "COMMON.1002" "COMMON.1002"
        "The {0} parameter format is incorrect" "参数{0}格式不正确" ["mobile"]
        => "Correct what the message names, as the description of the call has it. Where a person \
            typed it, have them correct it.";
    /// A device header is missing.
    DeviceIncomplete = 400 "COMMON.1003" "PARAM.0001"
        "Device information is incomplete" "设备信息不完整"
        => "Send X-operating-sys-version, X-device-fingerprint and X-agent with every call.";
    /// The signature cannot be decrypted or read, is not of now, or was used. The client
    /// is not told which.
    BadSignature = 400 "COMMON.1004" "COMMON.1004"
        "Signature decryption error" "签名解密错误"
        => "Get the key from public-key, and sign again with the time of server-date and a new \
            nonce. Where that is refused as well, have the user sign in.";
    /// A value is too old. `{0}` is its name.
    Expired = 400 "COMMON.1005" "COMMON.1005"
        "The {0} has expired" "{0}已过期" ["id_token"]
        => "For id_token, get a fresh one with the session token. Where the session token is \
            refused, have the user sign in. Of the token or the ticket of an application's server, \
            get a new one.";
    /// A parameter is well written but not one of the values allowed. `{0}` is its name.
    BadValue = 400 "COMMON.1006" "COMMON.1006"
        "The {0} parameter error" "参数{0}错误" ["mobile"]
        => "Correct what the message names. For code or wechat_code, get a new one from WeChat. \
            For id_token, get a fresh one with the session token. Where the session token is \
            refused, have the user sign in.";
    /// A parameter is of another JSON type. `{0}` is its name.
    WrongType = 400 "COMMON.1007" "COMMON.1007"
        "The {0} parameter type error" "参数{0}类型错误" ["mobile"]
        => "Send the member as the type that the description names; almost all are strings.";
    /// The state token is forged, expired, spent, or of another client or device.
    BadStateToken = 400 "COMMON.1007" "COMMON.1007"
        "state_token parameter error" "state_token参数错误"
        => "The flow cannot go on. Start it again, from the same device, with the login that gives \
            a state token.";
    /// A bug, or a failure of AWS.
    Busy = 500 "COMMON.1008" "COMMON.1008"
        "The system is busy. Try again later" "系统繁忙，请稍后再试"
        => "Repeat the call after a moment with the same Idempotency-Key, at growing intervals. \
            Where it stays, report the x-request-id of the answer.";
    /// The application has no such identity source, or the source does not allow this.
    SourceNotConfigured = 400 "COMMON.1009" "COMMON.1009"
        "Unknown authentication configuration" "未知的认证配置"
        => "A user can do nothing about it: the owner of the deployment has to give the \
            application an identity source that allows this.";
    /// The application is unknown.
    UnknownApplication = 400 "COMMON.1012" "COMMON.1012"
        "The x-client-ID is incorrect and the corresponding application cannot be found"
        "x-client-id不正确，找不到对应的应用"
        => "Correct X-client-id: this deployment has no application of that id.";
    /// No user has proved to own the contact.
    NoSuchUser = 400 "COMMON.1013" "COMMON.1013"
        "The corresponding user is not found" "找不到对应的用户"
        => "Offer to register, or to try another contact.";
    /// There is no such route.
    UnknownRoute = 404 "COMMON.1404" "COMMON.1404"
        "There is nothing at this address" "请求的地址不存在"
        => "Correct the path.";
    /// The route exists for another method. `{0}` is the method to use.
    WrongMethod = 405 "COMMON.1405" "COMMON.1405"
        "This address takes {0} only" "该地址仅支持{0}请求" ["POST"]
        => "Use a method that the header Allow names.";
    /// The body is over the limit. `{0}` is the limit in bytes.
    BodyTooLarge = 413 "COMMON.1413" "COMMON.1413"
        "The request body is larger than {0} bytes" "请求体超过{0}字节" ["16384"]
        => "Send less. No call needs a body of that size.";
    /// A third party failed, or its answer makes no sense. `{0}` is its name, such as `wechat`.
    UpstreamFailed = 400 "LOGIN.1001" "LOGIN.0001"
        "Error calling interface {0}" "调用接口{0}出错" ["wechat"]
        => "Repeat the call after a moment, with a new code from WeChat. Where it stays, the owner \
            of the deployment has to look at the identity source.";
    /// Too many wrong codes or passwords were given. `{0}` minutes and `{1}` seconds remain.
    LockedOut = 400 "LOGIN.1003" "LOGIN.0003"
        "The user has been locked due to too many unsuccessful login attempts. It will be unlocked in {0} minutes and {1} seconds"
        "由于登录失败次数过多，用户已被锁定，将在{0}分{1}秒后解锁" ["14", "59"]
        => "Show the message, and offer no further attempt before that time is over.";
    /// The user name or the password is wrong. `{0}` attempts remain.
    WrongPassword = 400 "LOGIN.1005" "LOGIN.0002"
        "Invalid account name or password. Remaining attempts: {0}." "账号或密码错误，还可尝试{0}次。" ["4"]
        => "Show the message, have the user type the password again, and offer to reset it.";
    /// The puzzle was not solved.
    CaptchaNotSolved = 400 "CAPTCHA.1002" "CAPTCHA.0002"
        "Graphic verification code verification failed" "图形验证码校验失败"
        => "Get a new puzzle: this one is spent.";
    /// The puzzle, or the pass it gave, is too old.
    CaptchaExpired = 400 "CAPTCHA.1003" "CAPTCHA.0003"
        "CAPTCHA token expired." "图形验证码token已过期。"
        => "Get a new puzzle, and send the code right after it is solved.";
    /// The puzzle, or the pass it gave, is unknown, spent, or was given to another application.
    CaptchaInvalid = 400 "CAPTCHA.1004" "CAPTCHA.0004"
        "Invalid CAPTCHA token." "图形验证码token无效。"
        => "Get a new puzzle. A puzzle and its pass are good once each, in one application, and \
            the pass for the sender that was named.";
    /// SNS or SES refused to send a code.
    SendingFailed = 400 "CAPTCHA.1006" "CAPTCHA.0006"
        "Failed to send verification code" "验证码发送失败"
        => "Offer another contact, or a later attempt with a new puzzle.";
    /// The code is wrong, expired, used up, or was never sent. The client is not told which.
    WrongCode = 400 "CAPTCHA.1007" "CAPTCHA.0007"
        "Incorrect verification code" "验证码错误"
        => "Have the user type the code again, and offer to send a new one, which replaces the one \
            before.";
    /// A rate limit is reached. `{0}` seconds remain.
    TooMany = 429 "CAPTCHA.1008" "CAPTCHA.0008"
        "Too many requests. Try again in {0} seconds" "请求过于频繁，请在{0}秒后重试" ["60"]
        => "Show the message, and make the next call after the seconds of Retry-After.";
    /// Another user has proved to own the mobile number.
    MobileTaken = 400 "USER.1001" "USER.1001"
        "The mobile number is already registered" "该手机号已被注册"
        => "Offer to sign in with this mobile, or to use another one.";
    /// Another user has proved to own the e-mail address.
    EmailTaken = 400 "USER.1002" "USER.1002"
        "The email is already registered" "该邮箱已被注册"
        => "Offer to sign in with this e-mail address, or to use another one.";
    /// Another user of the tenant has the user name.
    UserNameTaken = 400 "USER.1003" "USER.1003"
        "The user name is already registered" "该用户名已被注册"
        => "Have the user choose another user name.";
    /// The password is weak. `{0}` says what it lacks.
    WeakPassword = 400 "USER.1004" "USER.1004"
        "The password does not meet the policy: {0}" "密码不符合策略：{0}" ["at least 8 characters"]
        => "Show the message and have the user choose another password. The verification code is \
            still good.";
    /// The tenant has no such extended attribute. `{0}` is its name.
    UndefinedAttribute = 400 "USER.1005" "USER.1005"
        "The extended attribute {0} is not defined" "扩展属性{0}未定义" ["age"]
        => "Leave the attribute out, or have the owner of the deployment define it.";
    /// The tenant admits no new users.
    RegistrationClosed = 400 "USER.1006" "USER.1006"
        "Registration is not open" "未开放注册"
        => "Do not offer to register: the tenant admits no new users.";
    /// The new password is the current one, or one of the last ones that the tenant keeps.
    PasswordUsedBefore = 400 "PWD.1001" "PWD.0001"
        "The password was used before" "该密码已使用过"
        => "Have the user choose a password that they have not had.";
    /// The new password is the user name read backwards.
    PasswordIsUserNameReversed = 400 "PWD.1002" "PWD.0002"
        "The password cannot be the user name reversed" "密码不能为用户名的倒序"
        => "Have the user choose another password.";
    /// The new password contains the user name, the mobile number, or what stands before the `@`.
    PasswordContainsName = 400 "PWD.1003" "PWD.0003"
        "The password cannot contain the user name, mobile number or email prefix"
        "密码不能包含用户名、手机号或邮箱前缀"
        => "Have the user choose a password without their name and contacts.";
    /// The new password is not of the length or the kinds of characters of the policy. `{0}` says
    /// which requirement it is.
    PasswordComplexity = 400 "PWD.1004" "PWD.0004"
        "The password does not meet the complexity requirements: {0}" "密码不符合复杂度要求：{0}" ["at least 8 characters"]
        => "Show the message and have the user choose another password.";
    /// The new password is one that attackers try first.
    PasswordCommon = 400 "PWD.1005" "PWD.0005"
        "The password is too weak" "密码强度过低"
        => "Have the user choose a password that is harder to guess.";
    /// The new password repeats a character too often. `{0}` is how often it may stand in a row.
    PasswordRepeats = 400 "PWD.1006" "PWD.0006"
        "The password cannot have more than {0} equal characters in a row" "密码中同一字符不能连续出现超过{0}次" ["3"]
        => "Have the user choose a password without such a row.";
    /// The social account belongs to another user.
    SocialTaken = 400 "SOCIAL.1001" "SOCIAL.1001"
        "The social account is already bound to another user" "该社交账号已绑定其他用户"
        => "Have the user sign in as the user whom the account is bound to, or unbind it there \
            first.";
    /// The social account is the only way in that the user has.
    LastWayIn = 400 "SOCIAL.1003" "SOCIAL.1003"
        "This is the only way to sign in; set a password or bind a contact first"
        "这是唯一的登录方式，请先设置密码或绑定联系方式"
        => "Have the user set a password or add a contact, and unbind then.";
    /// The user is bound to another account of the same source.
    UserBound = 400 "SOCIAL.1002" "SOCIAL.1002"
        "The user is already bound to another account of this source" "该用户已绑定此认证源的其他账号"
        => "Have the user unbind the other account of this source first.";
    /// An application's server gave no secret, or none of an application.
    InvalidClient = 401 "OAUTH.1001" "OAUTH.0001"
        "Client authentication failed" "客户端认证失败"
        => "Correct client_id and client_secret before the next call: wrong secrets are counted.";
    /// The grant type is not the one that there is.
    UnsupportedGrantType = 400 "OAUTH.1002" "OAUTH.0002"
        "The grant type must be client_credentials" "授权类型必须为client_credentials"
        => "Send grant_type=client_credentials.";
}

/// What the documents of some dialects print in place of a row, for one parameter or for all.
struct Exception {
    code: ErrorCode,
    /// The parameter that it is about; all of them, where there is none.
    parameter: Option<&'static str>,
    dialects: &'static [Dialect],
    number: &'static str,
    en: &'static str,
    zh: &'static str,
}

const EIAM: &[Dialect] = &[Dialect::Eiam];
const CIAM: &[Dialect] = &[Dialect::Ciam];
const CIAM_AND_ONEACCESS: &[Dialect] = &[Dialect::Ciam, Dialect::Oneaccess];

/// What is wrong with an `id_token`, these dialects do not tell.
const BAD_ID_TOKEN: Exception = Exception {
    code: ErrorCode::BadValue,
    parameter: Some("id_token"),
    dialects: CIAM_AND_ONEACCESS,
    number: "PARAM.0016",
    en: "IdToken is invalid or expired",
    zh: "IdToken无效或已过期",
};

const EXCEPTIONS: [Exception; 12] = [
    missing(
        "X-client-id",
        "PARAM.0002",
        "clientId cannot be empty",
        "clientId不能为空",
    ),
    Exception {
        code: ErrorCode::UnknownApplication,
        parameter: None,
        dialects: CIAM,
        number: "PARAM.0003",
        en: "The application is not registered",
        zh: "应用未注册",
    },
    BAD_ID_TOKEN,
    Exception {
        code: ErrorCode::Expired,
        ..BAD_ID_TOKEN
    },
    Exception {
        code: ErrorCode::Expired,
        parameter: Some("session_token"),
        dialects: CIAM_AND_ONEACCESS,
        number: "PARAM.0023",
        en: "Invalid or expired session token",
        zh: "session token无效或已过期",
    },
    Exception {
        code: ErrorCode::WrongCode,
        parameter: Some("mobile"),
        dialects: EIAM,
        number: "SMS.1005",
        en: "SMS verification code verification is incorrect",
        zh: "短信验证码校验错误",
    },
    Exception {
        code: ErrorCode::WrongCode,
        parameter: Some("email"),
        dialects: EIAM,
        number: "SMS.1006",
        en: "The email verification code is incorrect",
        zh: "邮箱验证码错误",
    },
    missing(
        "point_json",
        "PARAM.0004",
        "Coordinates required.",
        "坐标不能为空。",
    ),
    missing("token", "PARAM.0005", "Token required.", "token不能为空。"),
    missing(
        "sender",
        "PARAM.0006",
        "Sender required.",
        "接收者不能为空。",
    ),
    missing(
        "captcha_token",
        "PARAM.0008",
        "CAPTCHA token required.",
        "图形验证码token不能为空。",
    ),
    missing(
        "verify_code",
        "PARAM.0009",
        "Verification code required.",
        "验证码不能为空。",
    ),
];

const fn missing(
    parameter: &'static str,
    number: &'static str,
    en: &'static str,
    zh: &'static str,
) -> Exception {
    Exception {
        code: ErrorCode::Missing,
        parameter: Some(parameter),
        dialects: CIAM_AND_ONEACCESS,
        number,
        en,
        zh,
    }
}

/// An error as a client gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The code: prefix, group and number.
    pub code: String,
    /// The sentence for a person, with its parameters filled in.
    pub message: String,
}

impl ErrorCode {
    /// What a client of that dialect gets, in that language, of a call of that form. `params` go
    /// into the sentence; the first of them may decide which code and sentence it is.
    #[must_use]
    pub fn wording(
        self,
        form: ErrorForm,
        dialect: Dialect,
        lang: Lang,
        params: &[String],
    ) -> Wording {
        let exception = self.exceptions(dialect).find(|exception| {
            exception
                .parameter
                .is_none_or(|parameter| params.first().is_some_and(|name| name == parameter))
        });
        let (code, template) = match (exception, lang) {
            (None, _) => (self.wire(form, dialect), self.template(lang)),
            (Some(exception), Lang::En) => (exception.wire(form, dialect), exception.en),
            (Some(exception), Lang::Zh) => (exception.wire(form, dialect), exception.zh),
        };
        let fill = |text: String, (position, value): (usize, &String)| {
            text.replacen(&format!("{{{position}}}"), value, 1)
        };
        let message = params.iter().enumerate().fold(template.to_owned(), fill);
        Wording { code, message }
    }

    /// The code on the wire, but for exceptions. Published: never reuse or rename one.
    #[must_use]
    pub fn wire(self, form: ErrorForm, dialect: Dialect) -> String {
        let (eiam, other) = self.numbers();
        let number = if dialect == Dialect::Eiam {
            eiam
        } else {
            other
        };
        format!("{}{number}", dialect.prefix(form))
    }

    /// Every code on the wire that it may have in a dialect, where it may be about the parameters
    /// that `is_about` knows.
    pub fn all_wire(
        self,
        form: ErrorForm,
        dialect: Dialect,
        is_about: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = String> {
        let exceptions = self.exceptions(dialect);
        let exceptions = exceptions
            .filter(move |exception| exception.parameter.is_none_or(&is_about))
            .map(move |exception| exception.wire(form, dialect));
        std::iter::once(self.wire(form, dialect)).chain(exceptions)
    }

    /// The value of `error` at a token endpoint. RFC 6749 has none for its section 5.2 where the
    /// server is at fault or the client has to wait, so these are those of its section 4.1.2.1.
    #[must_use]
    pub const fn oauth_error(self) -> &'static str {
        match self {
            Self::InvalidClient => "invalid_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::TooMany => "temporarily_unavailable",
            Self::Busy => "server_error",
            _ => "invalid_request",
        }
    }

    /// The code in logs, audit events and metrics: EIAM's group and number, whatever the dialect.
    #[must_use]
    pub const fn log_code(self) -> &'static str {
        self.numbers().0
    }

    fn exceptions(self, dialect: Dialect) -> impl Iterator<Item = &'static Exception> {
        let applies = move |exception: &&Exception| {
            exception.code == self && exception.dialects.contains(&dialect)
        };
        EXCEPTIONS.iter().filter(applies)
    }
}

impl Exception {
    fn wire(&self, form: ErrorForm, dialect: Dialect) -> String {
        format!("{}{}", dialect.prefix(form), self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_errors_share_a_number_but_those_of_the_contract() {
        for dialect in [Dialect::Eiam, Dialect::Ciam, Dialect::Oneaccess] {
            let distinct = ErrorCode::ALL
                .iter()
                .filter(|code| **code != ErrorCode::BadStateToken);
            let numbers: Vec<_> = distinct
                .flat_map(|code| code.all_wire(ErrorForm::Sdk, dialect, |_| true))
                .collect();
            // How many exceptions there are, and how many share their number with another.
            let (exceptions, shared) = match dialect {
                Dialect::Eiam => (2, 0),
                Dialect::Ciam => (10, 1),
                Dialect::Oneaccess => (9, 1),
            };
            let expected = ErrorCode::ALL.len() - 1 + exceptions;
            assert_eq!(numbers.len(), expected, "{dialect:?}");
            let once: BTreeSet<_> = numbers.iter().collect();
            assert_eq!(once.len(), expected - shared, "{dialect:?}");
            assert_eq!(
                ErrorCode::BadStateToken.wire(ErrorForm::Sdk, dialect),
                ErrorCode::WrongType.wire(ErrorForm::Sdk, dialect)
            );
        }
    }

    #[test]
    fn both_languages_take_the_same_parameters() {
        for code in ErrorCode::ALL {
            for place in ["{0}", "{1}", "{2}"] {
                let en = code.template(Lang::En);
                let zh = code.template(Lang::Zh);
                assert_eq!(en.contains(place), zh.contains(place), "{code:?} {place}");
            }
        }
    }

    #[test]
    fn each_dialect_has_its_prefix_and_numbering() {
        let wire = |form, dialect| ErrorCode::WrongCode.wire(form, dialect);
        let device = |dialect| wire(ErrorForm::Sdk, dialect);
        assert_eq!(device(Dialect::Eiam), "SDK.CAPTCHA.1007");
        assert_eq!(device(Dialect::Ciam), "IDAAS.SDK.CAPTCHA.0007");
        assert_eq!(device(Dialect::Oneaccess), "CAPTCHA.0007");
        let server = |dialect| wire(ErrorForm::Tenant, dialect);
        assert_eq!(server(Dialect::Eiam), "TENANT.CAPTCHA.1007");
        assert_eq!(server(Dialect::Ciam), "IDAAS.TENANT.CAPTCHA.0007");
        assert_eq!(server(Dialect::Oneaccess), "TENANT.CAPTCHA.0007");
    }

    #[test]
    fn ciam_and_oneaccess_have_codes_of_their_own_for_some_missing_parameters() {
        let wording = |dialect, lang, name: &str| {
            let Wording { code, message } =
                ErrorCode::Missing.wording(ErrorForm::Sdk, dialect, lang, &[name.to_owned()]);
            format!("{code} {message}")
        };
        for (dialect, lang, name, expected) in [
            (
                Dialect::Eiam,
                Lang::En,
                "sender",
                "SDK.COMMON.1001 Parameter sender cannot be left blank.",
            ),
            (
                Dialect::Ciam,
                Lang::En,
                "sender",
                "IDAAS.SDK.PARAM.0006 Sender required.",
            ),
            (
                Dialect::Oneaccess,
                Lang::Zh,
                "verify_code",
                "PARAM.0009 验证码不能为空。",
            ),
            (
                Dialect::Ciam,
                Lang::Zh,
                "mobile",
                "IDAAS.SDK.COMMON.1001 参数mobile不能为空。",
            ),
        ] {
            assert_eq!(wording(dialect, lang, name), expected);
        }
        let sender = ["sender".to_owned()];
        let of = |code: ErrorCode| code.wording(ErrorForm::Sdk, Dialect::Ciam, Lang::En, &sender);
        assert_eq!(of(ErrorCode::BadValue).code, "IDAAS.SDK.COMMON.1006");
        assert_eq!(
            of(ErrorCode::UnknownApplication).code,
            "IDAAS.SDK.PARAM.0003"
        );
    }

    #[test]
    fn a_wrong_code_at_a_change_has_codes_of_its_own_in_eiam_alone() {
        let change = |dialect, contact: &str| {
            let contact = [contact.to_owned()];
            let of =
                |params| ErrorCode::WrongCode.wording(ErrorForm::Sdk, dialect, Lang::En, params);
            // At any other call, the error has no parameter.
            (of(&contact).code, of(&[]).code)
        };
        for (dialect, mobile, email, other) in [
            (
                Dialect::Eiam,
                "SDK.SMS.1005",
                "SDK.SMS.1006",
                "SDK.CAPTCHA.1007",
            ),
            (
                Dialect::Ciam,
                "IDAAS.SDK.CAPTCHA.0007",
                "IDAAS.SDK.CAPTCHA.0007",
                "IDAAS.SDK.CAPTCHA.0007",
            ),
            (
                Dialect::Oneaccess,
                "CAPTCHA.0007",
                "CAPTCHA.0007",
                "CAPTCHA.0007",
            ),
        ] {
            assert_eq!(change(dialect, "mobile"), (mobile.into(), other.into()));
            assert_eq!(change(dialect, "email"), (email.into(), other.into()));
        }
    }

    #[test]
    fn the_rules_on_new_passwords_are_numbered_as_the_contract_lists_them() {
        let listed = [
            ErrorCode::PasswordUsedBefore,
            ErrorCode::PasswordIsUserNameReversed,
            ErrorCode::PasswordContainsName,
            ErrorCode::PasswordComplexity,
            ErrorCode::PasswordCommon,
            ErrorCode::PasswordRepeats,
        ];
        for (code, number) in listed.into_iter().zip(1..) {
            let wire = |dialect| code.wire(ErrorForm::Sdk, dialect);
            assert_eq!(wire(Dialect::Eiam), format!("SDK.PWD.100{number}"));
            assert_eq!(wire(Dialect::Ciam), format!("IDAAS.SDK.PWD.000{number}"));
            assert_eq!(wire(Dialect::Oneaccess), format!("PWD.000{number}"));
            assert_eq!(code.status(), 400);
        }
    }

    #[test]
    fn anything_that_begins_with_zh_is_chinese() {
        for (name, lang) in [
            ("zh", Lang::Zh),
            ("ZH-cn", Lang::Zh),
            ("en", Lang::En),
            ("de", Lang::En),
            ("中", Lang::En),
        ] {
            assert_eq!(Lang::named(name), lang, "{name}");
        }
    }
}

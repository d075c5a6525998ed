//! What the members of requests mean. Their types, patterns and examples are those of the parsers.

/// A state token, for examples.
pub const STATE_TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.AAAA";

/// The point of the example of `point_json`, encrypted under the key of the example of a puzzle.
pub const ENCRYPTED_POINT: &str = "btBATSPJegdJ1TBtgvi7rqct+1KO8gCEpMKaTfACr3I=";

/// Members by their names. Where calls mean different things by one name, the name has the
/// function before it.
const MEANINGS: &[(&str, &str)] = &[
    (
        "agent",
        "The device's browser or app, as its calls have it in `X-agent`.",
    ),
    ("attr_birthday", "The date of birth: year, month and day."),
    ("attr_gender", "The gender, in one of the three words."),
    ("attr_nick_name", "What the user wants to be called."),
    ("captcha_token", "The pass that `captcha/verify` gave."),
    (
        "client_id",
        "The application. For a ticket, the one whose server may exchange it, of the same tenant: \
         without, it is the one that asks. For an access token, HTTP Basic may say it instead.",
    ),
    (
        "client_secret",
        "The secret of the application. HTTP Basic may say it instead.",
    ),
    (
        "device_fingerprint",
        "The device that the user signed in on, as its calls have it in `X-device-fingerprint`.",
    ),
    ("device_ip", "The address of the device."),
    (
        "email",
        "An e-mail address. Upper and lower case are the same.",
    ),
    (
        "extension",
        "The tenant's extended attributes by their names.",
    ),
    (
        "extend",
        "The name that the text was sent under. A report on another text is ignored.",
    ),
    ("first_name", "The first name."),
    ("grant_type", "The grant of RFC 6749, section 4.4."),
    ("head_img", "The address of a picture."),
    ("industry", "The industry that the user works in."),
    ("last_name", "The last name."),
    (
        "login-wechat-mini-program-mobile/code",
        "The phone code that WeChat's `getPhoneNumber` gave the mini program. It is good once.",
    ),
    (
        "login-wechat-miniprogram/code",
        "The login code that WeChat's `wx.login` gave the mini program. It is good once.",
    ),
    ("mailing_address", "The postal address."),
    ("middle_name", "The middle name."),
    (
        "mobile",
        "A mobile number. Without an area code (`+852-51234567`), it is one of the tenant's country.",
    ),
    ("name", "The name of the user."),
    ("new_password", "The password to be set."),
    (
        "old_password",
        "The password that the user has. It is left out only where none is set.",
    ),
    (
        "operating_sys_version",
        "The device's operating system, as its calls have it in `X-operating-sys-version`.",
    ),
    (
        "out_id",
        "The name that the text was sent under. An entry for another text is ignored.",
    ),
    ("password", "The password."),
    (
        "point_json",
        "Where the piece was let go: a JSON document in a string, with `x` in pixels of the background, \
         0 at the left, and `y`, which is always 5. It is right within 5 pixels. It may be encrypted with \
         AES-128-ECB and PKCS #7 padding under the puzzle's `secretKey` (its 16 characters are the \
         key), and is then in base64.",
    ),
    ("pwd", "The password to be set."),
    (
        "report_status",
        "Whether the text is on the phone. An entry with another status is ignored.",
    ),
    (
        "sender",
        "The mobile number or e-mail address that the code is to be sent to.",
    ),
    (
        "session_token",
        "The session token that a login gave the device.",
    ),
    ("sessions-revoke/id", "The session, as `sessions` lists it."),
    (
        "sid",
        "The name that the carrier gave the text. An entry for another text is ignored.",
    ),
    (
        "social-unbind-account/id",
        "The link, as `social` lists it.",
    ),
    ("social_type", "The social network that the account is of."),
    ("social_uid", "The account, as the social network calls it."),
    ("sso_ticket", "The ticket. It is good once."),
    (
        "status",
        "What became of the text: on the phone (`DELIVRD`), on its way (`ACCEPTD`, `UNKNOWN`), or \
         not delivered, which all others mean.",
    ),
    (
        "success",
        "Whether the text is on the phone. An entry without it is ignored.",
    ),
    ("token", "The puzzle, as `captcha` gave it."),
    ("type", "What the code is for. It is good for nothing else."),
    (
        "login-auth/user_name",
        "The user name, the mobile number or the e-mail address of the user.",
    ),
    (
        "user_name",
        "The user name, unique in the tenant without regard to case.",
    ),
    (
        "verify_code",
        "The code that was sent to the contact: 4, 6 or 8 digits, as the tenant has it.",
    ),
    (
        "wchat_code",
        "The same as `wechat_code`, misspelt as in a published document.",
    ),
    (
        "wechat_code",
        "The phone code that WeChat's `getPhoneNumber` gave the mini program. It is good once.",
    ),
    ("zip_code", "The postal code."),
];

/// What a member of a function's request means.
pub(super) fn meaning(function: &str, member: &str) -> Result<&'static str, String> {
    let of = |name: &str| MEANINGS.iter().find(|(known, _)| *known == name);
    let found = of(&format!("{function}/{member}")).or_else(|| of(member));
    found
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| format!("local/openapi/members.rs does not say what {member} means"))
}

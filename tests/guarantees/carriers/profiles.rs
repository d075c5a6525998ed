//! The carriers of the conformance suite: how each is set up, and what its vendor answers.

use local::cloud::services::carriers::ACCESS_KEY;
use serde_json::{Value, json};

/// A carrier that every case is played with.
pub(super) struct Profile {
    /// Its `kind` in a configuration.
    pub kind: &'static str,
    /// Its call, as the proxy names it.
    pub call: &'static str,
    /// The members of its entry beside `id`, `kind` and `secret`.
    pub members: fn() -> Value,
    pub has_secret: bool,
    /// The template that a message in the outbox names.
    pub template: Option<&'static str>,
    /// Whether the carrier is given a reference of ours.
    pub has_reference: bool,
    /// Codes that say that nothing was sent.
    pub refusals: &'static [&'static str],
    /// The code for a number or an address that there is not, where the carrier has one.
    pub invalid_recipient: Option<&'static str>,
    /// Codes that say that something broke, maybe after the message was sent.
    pub breakdowns: &'static [&'static str],
    /// How many seconds the date of a request may be off, where that is verified.
    pub clock_tolerance: Option<u64>,
}

impl Profile {
    /// Whether it delivers text messages; otherwise e-mails.
    pub(super) fn is_for_texts(&self) -> bool {
        !["ses", "ses_v2", "aliyun_mail"].contains(&self.kind)
    }

    /// Its name in the outbox; SNS and SES have none.
    pub(super) fn name_in_outbox(&self) -> Option<String> {
        (!["sns", "ses"].contains(&self.kind)).then(|| self.kind.replace('_', "-"))
    }

    /// The carrier that is behind it in its route: one of another kind.
    pub(super) fn second(&self) -> &'static Self {
        match (self.is_for_texts(), self.kind) {
            (true, "sns") => &HTTP_GATEWAY,
            (true, _) => &SNS,
            (false, "ses") => &ALIYUN_MAIL,
            (false, _) => &SES,
        }
    }
}

pub(super) static TEXTS: [&Profile; 7] = [
    &SNS,
    &END_USER_MESSAGING,
    &ALIYUN_SMS,
    &ALIYUN_PNVS,
    &TENCENT_SMS,
    &HUAWEI_SMS,
    &HTTP_GATEWAY,
];
pub(super) static MAILS: [&Profile; 3] = [&SES, &SES_V2, &ALIYUN_MAIL];

pub(super) static SNS: Profile = Profile {
    kind: "sns",
    call: "Publish",
    members: || json!({}),
    has_secret: false,
    template: None,
    has_reference: false,
    refusals: &[
        "OptedOut",
        "ThrottledException",
        "InvalidClientTokenId",
        "SignatureDoesNotMatch",
    ],
    invalid_recipient: Some("InvalidParameter"),
    breakdowns: &[],
    clock_tolerance: None,
};

pub(super) static END_USER_MESSAGING: Profile = Profile {
    kind: "end_user_messaging",
    call: "sms-voice:SendTextMessage",
    members: || json!({ "sender": "+8610690000" }),
    has_secret: false,
    template: None,
    has_reference: true,
    refusals: &[
        "ConflictException",
        "ResourceNotFoundException",
        "ServiceQuotaExceededException",
        "ValidationException",
    ],
    invalid_recipient: None,
    breakdowns: &["InternalServerException"],
    clock_tolerance: None,
};

pub(super) static ALIYUN_SMS: Profile = Profile {
    kind: "aliyun_sms",
    call: "aliyun:SendSms",
    members: || json!({ "key_id": ACCESS_KEY, "sender": "演示", "templates": [{ "id": "SMS_1" }] }),
    has_secret: true,
    template: Some("SMS_1"),
    has_reference: true,
    refusals: &[
        "isv.SMS_TEMPLATE_ILLEGAL",
        "isv.OUT_OF_SERVICE",
        "isv.AMOUNT_NOT_ENOUGH",
        "isv.DENY_IP_RANGE",
        "isv.DAY_LIMIT_CONTROL",
        "isv.BLACK_KEY_CONTROL_LIMIT",
        "isp.RAM_PERMISSION_DENY",
        "InvalidAccessKeyId.NotFound",
        "Throttling.User",
    ],
    invalid_recipient: Some("isv.MOBILE_NUMBER_ILLEGAL"),
    breakdowns: &[
        "isp.SYSTEM_ERROR",
        "isp.GATEWAY_ERROR",
        "isp.UNKNOWN",
        "SignatureNonceUsed",
    ],
    clock_tolerance: Some(15 * 60),
};

pub(super) static ALIYUN_PNVS: Profile = Profile {
    kind: "aliyun_pnvs",
    call: "aliyun:SendSmsVerifyCode",
    members: || {
        json!({ "key_id": ACCESS_KEY, "sender": "速通互联验证码",
                "templates": [{ "id": "100001" }] })
    },
    has_secret: true,
    template: Some("100001"),
    has_reference: true,
    refusals: &[
        "FUNCTION_NOT_OPENED",
        "BUSINESS_LIMIT_CONTROL",
        "isv.TEMPLATE_MISSING_PARAMETERS",
        "InvalidAccessKeyId.NotFound",
    ],
    invalid_recipient: Some("MOBILE_NUMBER_ILLEGAL"),
    breakdowns: &["isp.SYSTEM_ERROR"],
    clock_tolerance: Some(15 * 60),
};

pub(super) static TENCENT_SMS: Profile = Profile {
    kind: "tencent_sms",
    call: "tencent:SendSms",
    members: || {
        json!({ "key_id": ACCESS_KEY, "sender": "演示", "app_id": "1400000000",
                "templates": [{ "id": "449739" }] })
    },
    has_secret: true,
    template: Some("449739"),
    has_reference: true,
    refusals: &[
        "FailedOperation.TemplateIncorrectOrUnapproved",
        "FailedOperation.PhoneNumberInBlacklist",
        "FailedOperation.InsufficientBalanceInSmsPackage",
        "LimitExceeded.PhoneNumberDailyLimit",
        "UnauthorizedOperation.RequestIpNotInWhitelist",
        "AuthFailure.SecretIdNotFound",
        "RequestLimitExceeded",
    ],
    invalid_recipient: Some("InvalidParameterValue.IncorrectPhoneNumber"),
    breakdowns: &["InternalError.OtherError", "InternalError.Timeout"],
    clock_tolerance: Some(5 * 60),
};

pub(super) static HUAWEI_SMS: Profile = Profile {
    kind: "huawei_sms",
    call: "huawei:batchSendSms",
    members: || {
        json!({ "key_id": ACCESS_KEY, "sender": "Demo", "app_id": "10690000",
                "templates": [{ "id": "8ff55eac1d0b478ab3c06c3c6a492300" }] })
    },
    has_secret: true,
    template: Some("8ff55eac1d0b478ab3c06c3c6a492300"),
    has_reference: true,
    refusals: &["E000112", "E000503", "E000620", "E200028"],
    invalid_recipient: None,
    breakdowns: &["E000000"],
    clock_tolerance: Some(24 * 60 * 60),
};

pub(super) static HTTP_GATEWAY: Profile = Profile {
    kind: "http_gateway",
    call: "gateway:send",
    members: || json!({ "endpoint": "https://sms.example.com/texts" }),
    has_secret: true,
    template: None,
    has_reference: true,
    refusals: &["authentication", "unsupported", "rejected"],
    invalid_recipient: Some("invalid_number"),
    breakdowns: &["another-reason"],
    clock_tolerance: Some(5 * 60),
};

pub(super) static SES: Profile = Profile {
    kind: "ses",
    call: "SendEmail",
    members: || json!({}),
    has_secret: false,
    template: None,
    has_reference: false,
    refusals: &[
        "MailFromDomainNotVerified",
        "ConfigurationSetDoesNotExist",
        "AccountSendingPausedException",
        "AccessDenied",
    ],
    invalid_recipient: Some("InvalidParameterValue"),
    breakdowns: &[],
    clock_tolerance: None,
};

pub(super) static SES_V2: Profile = Profile {
    kind: "ses_v2",
    call: "sesv2:SendEmail",
    members: || json!({ "sender": "no-reply@demo.example" }),
    has_secret: false,
    template: None,
    has_reference: false,
    refusals: &[
        "AccountSuspendedException",
        "MailFromDomainNotVerifiedException",
        "NotFoundException",
        "SendingPausedException",
        "LimitExceededException",
    ],
    invalid_recipient: None,
    breakdowns: &["InternalServiceErrorException"],
    clock_tolerance: None,
};

pub(super) static ALIYUN_MAIL: Profile = Profile {
    kind: "aliyun_mail",
    call: "aliyun:SingleSendMail",
    members: || json!({ "key_id": ACCESS_KEY, "sender": "no-reply@demo.example" }),
    has_secret: true,
    template: None,
    has_reference: false,
    refusals: &[
        "InvalidMailAddressStatus.Malformed",
        "InvalidMailAddressDomain.Malformed",
        "InvalidSendMail.Spam",
        "Forbidden.RAM",
        "SignatureDoesNotMatch",
    ],
    invalid_recipient: Some("InvalidToAddress"),
    breakdowns: &["InternalError"],
    clock_tolerance: Some(15 * 60),
};

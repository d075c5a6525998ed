//! What carriers report of texts, each in the format that its company documents.
//!
//! An account at a carrier may serve others beside us, so reports name texts that are not ours, by
//! whatever names; companies add members and statuses as they like. What cannot be read of an entry
//! therefore leaves out this entry and refuses nothing. Numbers stand in every report: they are
//! never read.

use crate::{
    error::Result,
    providers::channel::MessageId,
    rate_limits::sent_text::DeliveryStatus,
    request::body::{BodyEncoding, BodyReader, RequestBody},
    values::field::{Field, FieldError, FieldSchema, ParseContext},
};

/// How many entries of a report are read. Carriers send up to some dozens at once.
const MOST: usize = 100;

/// What a report says of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What the report names the text by.
    pub reference: MessageId,
    pub status: DeliveryStatus,
}

/// A report of Aliyun's (`SmsReport`).
#[derive(Debug)]
pub struct AliyunReport(pub Vec<Receipt>);

/// A report of Tencent Cloud's.
#[derive(Debug)]
pub struct TencentReport(pub Vec<Receipt>);

/// A report of Huawei Cloud's, which is of one text.
#[derive(Debug)]
pub struct HuaweiReport(pub Option<Receipt>);

/// The name of a text: ours, which Aliyun and Huawei repeat.
struct Reference(MessageId);

/// The name of a text: the carrier's own.
struct SerialNumber(MessageId);

/// The status that Tencent reports.
struct ReportStatus(Option<DeliveryStatus>);

/// The status that Huawei reports.
struct NetworkStatus(Option<DeliveryStatus>);

impl Field for Reference {
    const SCHEMA: FieldSchema = FieldSchema::text(128, "a1B2c3D4e5F6");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self(MessageId::of(text)))
    }
}

impl Field for SerialNumber {
    const SCHEMA: FieldSchema = FieldSchema::text(128, "5000:1045710669157053657849499619");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self(MessageId::of(text)))
    }
}

impl Field for ReportStatus {
    const SCHEMA: FieldSchema = FieldSchema::one_of(&["SUCCESS", "FAIL"]);

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self(match text {
            "SUCCESS" => Some(DeliveryStatus::Delivered),
            "FAIL" => Some(DeliveryStatus::Undelivered),
            _ => None,
        }))
    }
}

impl Field for NetworkStatus {
    const SCHEMA: FieldSchema = FieldSchema::text(16, "DELIVRD");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        Ok(Self(match text {
            "DELIVRD" => Some(DeliveryStatus::Delivered),
            // On its way, or nobody knows.
            "ACCEPTD" | "ENROUTE" | "UNKNOWN" => None,
            _ => Some(DeliveryStatus::Undelivered),
        }))
    }
}

/// A receipt, where the report names a text and says what became of it.
fn receipt(reference: Option<MessageId>, status: Option<DeliveryStatus>) -> Option<Receipt> {
    let reference = reference.filter(|reference| !reference.as_str().is_empty())?;
    Some(Receipt {
        reference,
        status: status?,
    })
}

/// A member that can be read; nothing, where it is absent or of another type.
fn lenient<F: Field>(entry: &impl BodyReader, name: &'static str) -> Option<F> {
    entry.optional(name).ok().flatten()
}

impl RequestBody for AliyunReport {
    const ENCODING: BodyEncoding = BodyEncoding::List;

    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let entries = body.entries(MOST, |entry| {
            let reference = lenient(entry, "out_id").map(|Reference(reference)| reference);
            let status = entry.flag("success").ok().flatten().map(|success| {
                if success {
                    DeliveryStatus::Delivered
                } else {
                    DeliveryStatus::Undelivered
                }
            });
            Ok(receipt(reference, status))
        })?;
        Ok(Self(entries.into_iter().flatten().collect()))
    }
}

impl RequestBody for TencentReport {
    const ENCODING: BodyEncoding = BodyEncoding::List;

    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let entries = body.entries(MOST, |entry| {
            let reference = lenient(entry, "sid").map(|SerialNumber(reference)| reference);
            let status = lenient(entry, "report_status").and_then(|ReportStatus(status)| status);
            Ok(receipt(reference, status))
        })?;
        Ok(Self(entries.into_iter().flatten().collect()))
    }
}

impl RequestBody for HuaweiReport {
    const ENCODING: BodyEncoding = BodyEncoding::Form;

    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let reference = lenient(body, "extend").map(|Reference(reference)| reference);
        let status = lenient(body, "status").and_then(|NetworkStatus(status)| status);
        Ok(Self(receipt(reference, status)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        request::body::ParsedBody, tenants::form_policy::FormPolicy, values::field::TEST_CONTEXT,
    };
    use std::sync::LazyLock;
    use url::form_urlencoded;

    static POLICY: LazyLock<FormPolicy> = LazyLock::new(FormPolicy::default);

    fn list<B: RequestBody>(body: &str) -> B {
        let body = ParsedBody::list(body.as_bytes(), &TEST_CONTEXT, &POLICY).unwrap();
        B::read(&body).unwrap()
    }

    fn huawei(body: &str) -> Option<Receipt> {
        let parameters = form_urlencoded::parse(body.as_bytes());
        let body = ParsedBody::form(parameters, &TEST_CONTEXT, &POLICY);
        HuaweiReport::read(&body).unwrap().0
    }

    fn receipts(all: &[(&str, DeliveryStatus)]) -> Vec<Receipt> {
        let receipt = |(reference, status): &(&str, DeliveryStatus)| Receipt {
            reference: MessageId::of(reference),
            status: *status,
        };
        all.iter().map(receipt).collect()
    }

    #[test]
    fn aliyuns_report_is_read_as_it_is_published() {
        let AliyunReport(read) = list(
            r#"[{"phone_number":"13900000001","send_time":"2017-01-01 00:00:00",
                "report_time":"2017-01-01 00:00:00","success":true,"err_code":"DELIVERED",
                "err_msg":"用户接收成功","sms_size":"1","biz_id":"12345","out_id":"67890"},
               {"phone_number":"13900000002","success":false,"err_code":"MOBILE_NOT_ON_SERVICE",
                "biz_id":"12346","out_id":"67891"}]"#,
        );
        let expected = [
            ("67890", DeliveryStatus::Delivered),
            ("67891", DeliveryStatus::Undelivered),
        ];
        assert_eq!(read, receipts(&expected));
    }

    #[test]
    fn tencents_report_is_read_as_it_is_published() {
        let TencentReport(read) = list(
            r#"[{"user_receive_time":"2015-10-17 08:03:04","nationcode":"86","mobile":"13900000001",
                "report_status":"SUCCESS","errmsg":"DELIVRD","description":"用户短信送达成功",
                "sid":"5000:1045710669157053657849499619"},
               {"report_status":"FAIL","errmsg":"MK:1008","sid":"2"},
               {"report_status":"LATER","sid":"3"}]"#,
        );
        let expected = [
            (
                "5000:1045710669157053657849499619",
                DeliveryStatus::Delivered,
            ),
            ("2", DeliveryStatus::Undelivered),
        ];
        assert_eq!(read, receipts(&expected));
    }

    #[test]
    fn huaweis_report_is_read_as_it_is_published() {
        let report = |status: &str| {
            huawei(&format!(
                "sequence=1&total=1&updateTime=2018-04-13T06%3A31%3A46Z&source=2&\
                 smsMsgId=2ea20735-f856-4376-afbf-570bd70a46ee_11840135&status={status}&\
                 extend=a1B2&to=%2B8613900000001"
            ))
        };
        for (status, expected) in [
            ("DELIVRD", Some(DeliveryStatus::Delivered)),
            ("EXPIRED", Some(DeliveryStatus::Undelivered)),
            ("UNDELIV", Some(DeliveryStatus::Undelivered)),
            ("REJECTD", Some(DeliveryStatus::Undelivered)),
            ("E200018", Some(DeliveryStatus::Undelivered)),
            ("ACCEPTD", None),
            ("UNKNOWN", None),
            ("", None),
        ] {
            let read = report(status).map(|receipt| receipt.status);
            assert_eq!(read, expected, "{status}");
        }
        assert_eq!(report("DELIVRD").unwrap().reference, MessageId::of("a1B2"));
        assert_eq!(huawei("status=DELIVRD&smsMsgId=1"), None);
    }

    #[test]
    fn what_cannot_be_read_leaves_out_its_entry_alone() {
        let AliyunReport(read) = list(
            r#"[{}, {"out_id":1,"success":true}, {"out_id":"a","success":"yes"}, {"out_id":"b"},
               {"success":true}, {"out_id":" ","success":true}, {"out_id":"\u0000\n","success":true},
               {"out_id":"c","out_id":"d","success":true}, {"out_id":"e","success":false}]"#,
        );
        assert_eq!(read, receipts(&[("e", DeliveryStatus::Undelivered)]));
    }

    #[test]
    fn at_most_a_hundred_entries_are_read() {
        let entry = r#"{"sid":"1","report_status":"SUCCESS"}"#;
        let TencentReport(read) = list(&format!("[{}]", [entry; 101].join(",")));
        assert_eq!(read.len(), 100);
    }
}

//! A call that a function makes to something outside of it, as it is read off the wire.

use axum::http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};
use shared::storage::{item::Table, item_keys::ItemKind};
use std::{collections::HashMap, fmt};

/// Whom a function calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    Dynamodb,
    Sns,
    Ses,
    Wechat,
    /// The tenant that users come from.
    FormerTenant,
    /// AWS End User Messaging SMS.
    EndUserMessaging,
    SesV2,
    AliyunSms,
    /// Alibaba Cloud's number verification service, with the texts of its own templates.
    AliyunPnvs,
    /// Alibaba Cloud's `DirectMail`.
    AliyunMail,
    TencentSms,
    HuaweiSms,
    /// A server of the operator's that takes texts over HTTP.
    HttpGateway,
    /// A mail server.
    Smtp,
}

/// The carriers, with their names in addresses and in the outbox. SNS and SES are apart.
const CARRIERS: [(Service, &str); 9] = [
    (Service::EndUserMessaging, "end-user-messaging"),
    (Service::SesV2, "ses-v2"),
    (Service::AliyunSms, "aliyun-sms"),
    (Service::AliyunPnvs, "aliyun-pnvs"),
    (Service::AliyunMail, "aliyun-mail"),
    (Service::TencentSms, "tencent-sms"),
    (Service::HuaweiSms, "huawei-sms"),
    (Service::HttpGateway, "http-gateway"),
    (Service::Smtp, "smtp"),
];

impl Service {
    /// Its name as a carrier, such as `aliyun-sms`; `None` for what is no carrier, and for SNS and
    /// SES.
    #[must_use]
    pub fn carrier_name(self) -> Option<&'static str> {
        let found = CARRIERS.iter().find(|(service, _)| *service == self);
        found.map(|(_, name)| *name)
    }

    /// The carrier of a name.
    pub(crate) fn of_carrier(name: &str) -> Option<Self> {
        let found = CARRIERS.iter().find(|(_, known)| *known == name);
        found.map(|(service, _)| *service)
    }
}

#[derive(Clone, Debug)]
pub struct Call {
    /// The folder of the function that makes it, where the address said so.
    pub function: Option<String>,
    pub service: Service,
    /// What it asks for, such as `GetItem`, `Publish`, `jscode2session` or `aliyun:SendSms`.
    pub action: String,
    /// What of the tables it touches.
    pub touches: Vec<TouchedItem>,
    /// For SES, in both versions, the sender that it names.
    pub source: Option<String>,
    /// For a transaction, its client request token.
    pub token: Option<String>,
}

/// An item, or the items under one key, that a call touches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TouchedItem {
    /// What is done to it, as IAM names it without `dynamodb:`.
    pub action: String,
    pub table: String,
    /// Its partition key; absent for a scan.
    pub pk: Option<String>,
    /// Its sort key, where the call is about one item.
    pub sk: Option<String>,
}

impl Call {
    /// Reads a call off a request. The first part of the path may be the function that makes it.
    #[must_use]
    pub fn read(
        path: &str,
        headers: &HeaderMap,
        body: &[u8],
        is_function: impl Fn(&str) -> bool,
    ) -> Self {
        let first = path
            .trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or_default();
        let function = is_function(first).then(|| first.to_owned());
        let mut call = Self {
            function,
            service: Service::Wechat,
            action: String::new(),
            touches: Vec::new(),
            source: None,
            token: None,
        };
        if let Some((service, action)) = carrier(path, headers) {
            call.service = service;
            action.clone_into(&mut call.action);
            if service == Service::SesV2 {
                let request: Value = serde_json::from_slice(body).unwrap_or_default();
                call.source = request["FromEmailAddress"].as_str().map(str::to_owned);
            }
            return call;
        }
        if let Some(target) = text(headers, "x-amz-target") {
            call.service = Service::Dynamodb;
            target
                .rsplit('.')
                .next()
                .unwrap_or_default()
                .clone_into(&mut call.action);
            let request: Value = serde_json::from_slice(body).unwrap_or_default();
            call.touches = touches(&call.action, &request);
            call.token = request["ClientRequestToken"].as_str().map(str::to_owned);
        } else if headers.contains_key("authorization") {
            let form: HashMap<_, _> = url::form_urlencoded::parse(body).into_owned().collect();
            call.action = form.get("Action").cloned().unwrap_or_default();
            call.service = if call.action == "Publish" {
                Service::Sns
            } else {
                Service::Ses
            };
            call.source = form.get("Source").cloned();
        } else {
            if path.ends_with("/api/v2/sdk/login") {
                call.service = Service::FormerTenant;
            }
            path.rsplit('/')
                .next()
                .unwrap_or_default()
                .clone_into(&mut call.action);
        }
        call
    }

    /// A step of a mail over SMTP, which does not say which function it comes from.
    pub(crate) fn smtp(command: &str) -> Self {
        Self {
            function: None,
            service: Service::Smtp,
            action: format!("smtp:{command}"),
            touches: Vec::new(),
            source: None,
            token: None,
        }
    }

    /// Whether it changes a table.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.service == Service::Dynamodb
            && !matches!(
                self.action.as_str(),
                "BatchGetItem" | "GetItem" | "Query" | "Scan"
            )
    }

    /// What is left of a path without the function.
    #[must_use]
    pub fn rest<'p>(&self, path: &'p str) -> &'p str {
        let function = self.function.as_deref().unwrap_or_default();
        path.strip_prefix('/')
            .and_then(|path| path.strip_prefix(function))
            .unwrap_or(path)
    }
}

/// Without what is different each time: `UpdateItem TransientTable DEST#`.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            action, touches, ..
        } = self;
        f.write_str(action)?;
        match touches.as_slice() {
            [] => Ok(()),
            [touch] if touch.action == *action => write!(f, " {touch}"),
            several => several
                .iter()
                .try_for_each(|touch| write!(f, ", {} {touch}", touch.action)),
        }
    }
}

impl TouchedItem {
    /// What kind of item it is, for people to read.
    #[must_use]
    pub fn kind(&self) -> String {
        let Self { table, pk, sk, .. } = self;
        let tables = [Table::Directory, Table::Transient, Table::Keys];
        let table = tables
            .into_iter()
            .find(|known| table.starts_with(&format!("{known:?}")));
        let (pk, sk) = (pk.as_deref(), sk.as_deref());
        let kind = table
            .and_then(|table| ItemKind::of(table, pk.unwrap_or_default(), sk.unwrap_or_default()));
        kind.map_or_else(|| "other".to_owned(), |kind| kind.to_string())
    }
}

impl fmt::Display for TouchedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pk = self.pk.as_deref().unwrap_or("*");
        let kind = pk.find('#').map_or(pk, |end| &pk[..=end]);
        write!(f, "{} {kind}", self.table)
    }
}

/// The carrier that a request is for, and what it asks of it.
fn carrier(path: &str, headers: &HeaderMap) -> Option<(Service, &'static str)> {
    let header = |name| text(headers, name);
    if let Some(target) = header("x-amz-target") {
        return target
            .starts_with("PinpointSMSVoiceV2.")
            .then_some((Service::EndUserMessaging, "sms-voice:SendTextMessage"));
    }
    if let Some(action) = header("x-acs-action") {
        return Some(match action {
            "SendSmsVerifyCode" => (Service::AliyunPnvs, "aliyun:SendSmsVerifyCode"),
            "SingleSendMail" => (Service::AliyunMail, "aliyun:SingleSendMail"),
            _ => (Service::AliyunSms, "aliyun:SendSms"),
        });
    }
    if header("x-tc-action").is_some() {
        return Some((Service::TencentSms, "tencent:SendSms"));
    }
    if path.ends_with("/sms/batchSendSms/v1") {
        return Some((Service::HuaweiSms, "huawei:batchSendSms"));
    }
    if path.ends_with("/v2/email/outbound-emails") {
        return Some((Service::SesV2, "sesv2:SendEmail"));
    }
    let is_for_gateway = ["x-bindery-signature", "x-bindery-timestamp"]
        .into_iter()
        .any(|name| headers.contains_key(name));
    is_for_gateway.then_some((Service::HttpGateway, "gateway:send"))
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// An index of a table, as the resource of a policy names it.
fn index_of(table: &str, index: &str) -> String {
    format!("{table}.Arn}}/index/{index}")
}

fn touches(action: &str, request: &Value) -> Vec<TouchedItem> {
    let touch = |action: &str, request: &Value| {
        let text = |parts: &[&Value]| {
            let text = parts.iter().find_map(|part| part["S"].as_str());
            text.map(str::to_owned)
        };
        let values = &request["ExpressionAttributeValues"];
        let table = request["TableName"].as_str().unwrap_or_default();
        TouchedItem {
            action: action.to_owned(),
            table: match request["IndexName"].as_str() {
                Some(index) => index_of(table, index),
                None => table.to_owned(),
            },
            pk: text(&[
                &request["Key"]["pk"],
                &request["Item"]["pk"],
                &values[":pk"],
            ]),
            sk: text(&[&request["Key"]["sk"], &request["Item"]["sk"]]),
        }
    };
    if let Some(tables) = request["RequestItems"].as_object() {
        let of_table = |(table, request): (&String, &Value)| {
            let keys = request["Keys"].as_array().cloned().unwrap_or_default();
            let one = |key| touch(action, &json!({ "TableName": table, "Key": key }));
            keys.into_iter().map(one).collect::<Vec<_>>()
        };
        return tables.iter().flat_map(of_table).collect();
    }
    match request["TransactItems"].as_array() {
        None => vec![touch(action, request)],
        Some(writes) => {
            let each = writes.iter().filter_map(Value::as_object).flatten();
            each.map(|(kind, write)| touch(&format!("{kind}Item"), write))
                .collect()
        }
    }
}

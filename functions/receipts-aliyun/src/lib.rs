//! `POST /api/v2/receipts/aliyun/{tenant_id}/{carrier}/{token}`: takes Aliyun's report on
//! the texts of one of a tenant's carriers.
//!
//! Aliyun sends it (`SmsReport`) to the address that its console has for the account, and repeats
//! it after 1, 5 and 10 minutes until it is answered with the code 0. It names a text by the
//! `OutId` that it was sent with.

use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{receipt_reports::AliyunReport, receipts::Receipts},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::receipt_context::ReceiptContext,
};

pub struct ReceiptsAliyun(Receipts);

/// What Aliyun takes for an answer.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "AliyunAnswer",
        extend("examples" = [{ "code": 0, "msg": "ok" }]))
)]
#[derive(Debug, Serialize)]
pub struct Answer {
    /// Always 0: the report need not be repeated.
    code: u32,
    /// Always `ok`.
    msg: &'static str,
}

impl Audited for Answer {}

impl Endpoint for ReceiptsAliyun {
    const ERRORS: ErrorGroups = &[];
    type Context = ReceiptContext;
    type Request = AliyunReport;
    type Response = Answer;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Receipts::new(platform).map(Self)
    }

    async fn call(
        &self,
        cx: &ReceiptContext,
        AliyunReport(receipts): AliyunReport,
    ) -> Result<Answer> {
        self.0.record(cx, receipts).await?;
        Ok(Answer { code: 0, msg: "ok" })
    }
}

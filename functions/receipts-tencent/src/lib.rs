//! `POST /api/v2/receipts/tencent/{tenant_id}/{carrier}/{token}`: takes Tencent Cloud's
//! report on the texts of one of a tenant's carriers.
//!
//! Tencent Cloud sends it to the address that its console has for the application. It names a text
//! by the `SerialNo` that Tencent Cloud gave it.

use serde::Serialize;
use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{receipt_reports::TencentReport, receipts::Receipts},
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    request::receipt_context::ReceiptContext,
};

pub struct ReceiptsTencent(Receipts);

/// What Tencent Cloud takes for an answer.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "TencentAnswer",
        extend("examples" = [{ "result": 0, "errmsg": "OK" }]))
)]
#[derive(Debug, Serialize)]
pub struct Answer {
    /// Always 0: the report need not be repeated.
    result: u32,
    /// Always `OK`.
    errmsg: &'static str,
}

impl Audited for Answer {}

impl Endpoint for ReceiptsTencent {
    const ERRORS: ErrorGroups = &[];
    type Context = ReceiptContext;
    type Request = TencentReport;
    type Response = Answer;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Receipts::new(platform).map(Self)
    }

    async fn call(
        &self,
        cx: &ReceiptContext,
        TencentReport(receipts): TencentReport,
    ) -> Result<Answer> {
        self.0.record(cx, receipts).await?;
        Ok(Answer {
            result: 0,
            errmsg: "OK",
        })
    }
}

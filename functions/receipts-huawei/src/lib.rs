//! `POST /api/v2/receipts/huawei/{tenant_id}/{carrier}/{token}`: takes Huawei Cloud's
//! report on a text of one of a tenant's carriers.
//!
//! Huawei Cloud sends it to the address that the request to send the text named
//! (`statusCallback`). It names a text by the `extend` that it was sent with. Of a text in several
//! parts, the first report stands.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{receipt_reports::HuaweiReport, receipts::Receipts},
    platform::{Platform, settings::BootError},
    request::receipt_context::ReceiptContext,
};

pub struct ReceiptsHuawei(Receipts);

impl Endpoint for ReceiptsHuawei {
    const ERRORS: ErrorGroups = &[];
    type Context = ReceiptContext;
    type Request = HuaweiReport;
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Receipts::new(platform).map(Self)
    }

    async fn call(&self, cx: &ReceiptContext, HuaweiReport(receipt): HuaweiReport) -> Result<()> {
        self.0.record(cx, receipt).await
    }
}

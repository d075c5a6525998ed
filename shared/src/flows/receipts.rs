//! Delivery receipts: counts which texts arrived, and takes what did not off the budgets of texts
//! whose codes are unused.
//!
//! A receipt is a hint and never a proof. It is matched to a text that we sent through this very
//! carrier in the last three days, and counts once, however often the carrier repeats it: the
//! first one stands. What a receipt names that is not ours is ignored, and answered no differently.

use crate::{
    error::{Error, Result, chain},
    flows::receipt_reports::Receipt,
    observability::metrics::{CountedReceipts, Metrics},
    platform::{
        Platform,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    rate_limits::{
        send_quotas::UnverifiedText,
        sent_text::{DeliveryStatus, Report, SentText},
    },
    request::receipt_context::ReceiptContext,
    storage::{store::Store, write::Written},
};
use std::{collections::BTreeMap, sync::Arc};

/// Counts what carriers report.
pub struct Receipts {
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
    metrics: Option<Arc<Metrics>>,
}

impl Receipts {
    /// Needs the Transient table, and what [`Metrics::of`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            metrics: Metrics::of(platform)?,
        })
    }

    /// Counts the receipts of one report. Fails where one could not be looked up: the carrier
    /// repeats the report then, and what was counted stays so.
    pub async fn record(
        &self,
        cx: &ReceiptContext,
        receipts: impl IntoIterator<Item = Receipt>,
    ) -> Result<()> {
        let mut counts: BTreeMap<String, [u32; 2]> = BTreeMap::new();
        let mut failure: Option<Error> = None;
        // One after the other: several texts of one report may count at one address.
        for receipt in receipts {
            match self.settle(cx, receipt).await {
                Ok(None) => {}
                Ok(Some((country, status))) => {
                    let [delivered, undelivered] = counts.entry(country).or_default();
                    match status {
                        DeliveryStatus::Delivered => *delivered += 1,
                        DeliveryStatus::Undelivered => *undelivered += 1,
                    }
                }
                Err(error) => failure = Some(error),
            }
        }
        self.measure(cx, &counts);
        failure.map_or(Ok(()), Err)
    }

    /// Counts one receipt. Returns the country of its text, unless it is unknown or was counted
    /// before.
    async fn settle(
        &self,
        cx: &ReceiptContext,
        receipt: Receipt,
    ) -> Result<Option<(String, DeliveryStatus)>> {
        let Receipt { reference, status } = receipt;
        let report = Report {
            tenant: &cx.tenant,
            carrier: &cx.carrier,
            reference: reference.as_str(),
            status,
        };
        let name = self.entropy.text(ALPHANUMERIC, 12);
        let Written::Done(item) = self.store.write(report.mark(&name, cx.now)).await? else {
            return Ok(None);
        };
        let text = SentText::read(item)?;
        self.count(cx, text.unverified(), status).await;
        Ok(Some((text.unverified().country().to_owned(), status)))
    }

    /// Moves the counters. The text is marked by now, so what fails here is lost, as where a
    /// process dies in between: the counters of a day are one off.
    async fn count(&self, cx: &ReceiptContext, text: &UnverifiedText, status: DeliveryStatus) {
        let counted = match status {
            DeliveryStatus::Delivered => text.delivered(&cx.tenant),
            DeliveryStatus::Undelivered => text.undelivered(&cx.tenant),
        };
        if let Err(error) = self.store.commit(counted).await {
            tracing::warn!("a receipt was not counted: {}", chain(&Error::from(error)));
        }
    }

    fn measure(&self, cx: &ReceiptContext, counts: &BTreeMap<String, [u32; 2]>) {
        let Some(metrics) = &self.metrics else {
            return;
        };
        for (country, [delivered, undelivered]) in counts {
            metrics.receipts(&CountedReceipts {
                tenant: &cx.tenant,
                country,
                carrier: &cx.carrier,
                delivered: *delivered,
                undelivered: *undelivered,
                now: cx.now,
            });
        }
    }
}

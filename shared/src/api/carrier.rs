//! Establishes which carrier reports: by the token in its address.
//!
//! A wrong token, a tenant or a carrier that is not there, and an address that is none of ours are
//! refused alike, before the body is looked at: nobody learns by asking whose carriers there are.

use crate::{
    api::extract::{FromRequest, ResponseStyle, parsing_for_no_tenant},
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    platform::{Platform, clock::Timestamp, settings::BootError},
    request::{headers::Header, receipt_context::ReceiptContext},
    storage::{item_keys::carrier_secret_key, store::Store},
    tenants::{delivery::StoredCarrierSecret, form_policy::FormPolicy},
    tokens::receipt_address::ReceiptAddress,
    values::field::ParseContext,
};
use lambda_http::{Request, RequestExt};
use std::sync::Arc;

impl FromRequest for ReceiptContext {
    const HEADERS: &[&[Header]] = &[];
    const ERRORS: ErrorGroups = &[&[ErrorCode::UnknownRoute]];
    type State = Arc<Store>;

    /// Needs the Keys table.
    fn state(platform: &Platform, _: bool) -> Result<Self::State, BootError> {
        Store::of(platform)
    }

    async fn from_request(
        store: &Arc<Store>,
        request: &Request,
        now: Timestamp,
        _: &mut ResponseStyle,
    ) -> Result<Self> {
        let unknown = || Error::new(ErrorCode::UnknownRoute);
        let address = ReceiptAddress::read(request.raw_http_path()).ok_or_else(unknown)?;
        let key = carrier_secret_key(&address.tenant, &address.carrier);
        let stored: Option<StoredCarrierSecret<'_>> = store.get(&key).await?;
        let secret = stored.as_ref().map(|stored| &*stored.secret);
        if !address.is_proved_by(secret) {
            return Err(unknown());
        }
        Ok(Self {
            tenant: address.tenant,
            carrier: address.carrier,
            now,
        })
    }

    fn parsing(&self) -> (ParseContext, &FormPolicy) {
        parsing_for_no_tenant(self.now)
    }
}

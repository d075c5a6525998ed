//! `GET /api/v2/sdk/country-codes`: lists the countries whose mobile numbers may get codes.
//!
//! `mobileRegex` is for a number as a client composes it: `+`, `areaCode`, `-` and the national
//! number. The list may be kept for an hour.

mod country_list;

use crate::country_list::CountryList;
use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    platform::{Platform, settings::BootError},
    request::context::Context,
};
use std::time::Duration;

pub struct CountryCodes;

impl Endpoint for CountryCodes {
    const CACHE_FOR: Duration = Duration::from_hours(1);
    const ERRORS: ErrorGroups = &[];
    type Context = Context;
    type Request = ();
    type Response = CountryList;

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self)
    }

    async fn call(&self, cx: &Context, (): ()) -> Result<CountryList> {
        Ok(CountryList::new(
            cx.caller.tenant.area_code,
            &cx.caller.limits,
        ))
    }
}

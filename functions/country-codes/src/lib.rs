//! `GET /api/v2/sdk/country-codes`: the countries whose mobiles are taken.

mod country_list;

use crate::country_list::CountryList;
use shared::{
    api::endpoint::Endpoint,
    error::Result,
    platform::{Platform, settings::BootError},
    request::context::Context,
};
use std::time::Duration;

pub struct CountryCodes;

impl Endpoint for CountryCodes {
    const CACHE_FOR: Duration = Duration::from_hours(1);
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

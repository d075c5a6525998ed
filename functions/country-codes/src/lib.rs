//! `GET /api/v2/sdk/country-codes`: the countries whose mobiles are taken.

mod country_list;

use crate::country_list::CountryList;
use shared::{
    api::endpoint::{Call, Endpoint},
    error::Result,
    platform::{Platform, settings::BootError},
    request::caller::Caller,
};

/// The endpoint.
pub struct CountryCodes;

impl Endpoint for CountryCodes {
    type Caller = Caller;
    type Request = ();
    type Response = CountryList;

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self)
    }

    async fn call(&self, call: Call<Self>) -> Result<CountryList> {
        Ok(CountryList::new(
            call.caller.tenant.area_code,
            &call.caller.limits,
        ))
    }
}

//! `GET /api/v2/sdk/country-codes`: the countries whose mobiles are taken.

use shared::prelude::*;
use std::time::Duration;

/// The endpoint.
pub struct CountryCodes;

impl Function for CountryCodes {
    const KEPT_FOR: Duration = Duration::from_hours(1);
    type Caller = Caller;
    type Ask = ();
    type Answer = CountryList;

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self)
    }

    async fn call(&self, call: Call<Self>) -> Result<CountryList> {
        Ok(CountryList::new(call.caller.tenant.area_code, &call.caller.limits))
    }
}

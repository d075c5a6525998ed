//! `GET /api/v2/sdk/mobile-by-token`: tells which mobile the code for a second factor goes to.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::second_factor::{SecondFactorMobile, SecondFactorMobiles},
    platform::{Platform, settings::BootError},
    tokens::flow_context::FlowContext,
};

pub struct MobileByToken(SecondFactorMobiles);

impl Endpoint for MobileByToken {
    const ERRORS: ErrorGroups = &[];
    type Context = FlowContext;
    type Request = ();
    type Response = SecondFactorMobile;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        SecondFactorMobiles::new(platform).map(Self)
    }

    async fn call(&self, flow: &FlowContext, (): ()) -> Result<SecondFactorMobile> {
        self.0.find(flow).await
    }
}

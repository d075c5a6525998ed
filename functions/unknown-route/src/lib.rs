//! Whatever is no route: 404, or 405 where the path has another method. A known application hears
//! it in its own dialect.

use shared::{
    api::{endpoint::Endpoint, extract::Unrouted, routes::Routes},
    error::Result,
    platform::{Platform, settings::BootError},
};

/// The endpoint.
pub struct UnknownRoute(Routes);

impl Endpoint for UnknownRoute {
    type Context = Unrouted;
    type Request = ();
    type Response = ();

    fn build(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self(Routes::new(platform)?))
    }

    async fn call(&self, cx: &Unrouted, _: ()) -> Result<()> {
        Err(self.0.refuse(&cx.0))
    }
}

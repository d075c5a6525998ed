//! Answers every request that matches no route: 404, or 405 where the path has another method.

use shared::{
    api::{endpoint::Endpoint, extract::Anonymous, routes::Routes},
    error::Result,
    platform::{Platform, settings::BootError},
};

/// The endpoint.
pub struct UnknownRoute(Routes);

impl Endpoint for UnknownRoute {
    type Context = Anonymous;
    type Request = ();
    type Response = ();

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self(Routes::new(include_str!("routes.txt"))))
    }

    async fn call(&self, cx: &Anonymous, (): ()) -> Result<()> {
        Err(self.0.refuse(cx))
    }
}

//! Answers every request that matches no route: 404, or 405 where the path has other methods. A
//! known application gets the error in its own dialect.

use shared::{
    api::{endpoint::Endpoint, extract::Unrouted, routes::Routes},
    error::{Result, catalogue::ErrorGroups},
    platform::{Platform, settings::BootError},
};

pub struct UnknownRoute(Routes);

impl Endpoint for UnknownRoute {
    const ERRORS: ErrorGroups = Routes::ERRORS;
    type Context = Unrouted;
    type Request = ();
    type Response = ();

    fn build(_: &Platform) -> Result<Self, BootError> {
        Ok(Self(Routes::new(include_str!("routes.txt"))))
    }

    async fn call(&self, cx: &Unrouted, (): ()) -> Result<()> {
        Err(self.0.refuse(&cx.0))
    }
}

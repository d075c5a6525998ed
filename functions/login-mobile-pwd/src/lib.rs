//! `POST /api/v2/sdk/login/mobile-pwd`: signs in the owner of a mobile by a password.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        login::by_password::{ContactPasswordRequest, PasswordLogin},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
    values::mobile::Mobile,
};

pub struct LoginMobilePwd(PasswordLogin);

impl Endpoint for LoginMobilePwd {
    const EVENT: Option<Event> = Some(Event::Login);
    const ERRORS: ErrorGroups = PasswordLogin::ERRORS;
    const STATUSES: &'static [&'static str] = PasswordLogin::STATUSES;
    type Context = Context;
    type Request = ContactPasswordRequest<Mobile>;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        PasswordLogin::new(platform).map(Self)
    }

    async fn call(
        &self,
        cx: &Context,
        request: ContactPasswordRequest<Mobile>,
    ) -> Result<FlowResponse> {
        self.0.log_in(cx, request).await
    }
}

//! `POST /api/v2/sdk/login/auth`: signs in by a user name, a mobile or an e-mail address, and a
//! password.

use shared::{
    api::endpoint::Endpoint,
    error::{Result, catalogue::ErrorGroups},
    flows::{
        login::by_password::{AnyNameRequest, PasswordLogin},
        response::FlowResponse,
    },
    observability::audit::Event,
    platform::{Platform, settings::BootError},
    request::context::Context,
};

pub struct LoginAuth(PasswordLogin);

impl Endpoint for LoginAuth {
    const EVENT: Option<Event> = Some(Event::Login);
    const ERRORS: ErrorGroups = PasswordLogin::USER_NAME_ERRORS;
    const STATUSES: &'static [&'static str] = PasswordLogin::STATUSES;
    type Context = Context;
    type Request = AnyNameRequest;
    type Response = FlowResponse;

    fn build(platform: &Platform) -> Result<Self, BootError> {
        PasswordLogin::by_user_name(platform).map(Self)
    }

    async fn call(&self, cx: &Context, request: AnyNameRequest) -> Result<FlowResponse> {
        self.0.log_in(cx, request).await
    }
}

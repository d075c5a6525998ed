//! Binding by the phone number that WeChat vouches for.

use crate::{
    error::{Error, Result, catalogue::ErrorGroups},
    flows::{
        bind::{
            apply::{Binding, BindingProof},
            decision::{BindEndpoint, Decision, decide_by_policy},
            ownership::Ownership,
        },
        create_user::UserCreation,
        response::FlowResponse,
        sign_in::Acted,
    },
    platform::{Platform, settings::BootError},
    providers::wechat::client::{Wechat, WechatCode},
    request::body::{BodyReader, RequestBody},
    storage::item_keys::contact_owner_key,
    tenants::source::Verify,
    tokens::flow_context::FlowContext,
    users::{factor::Factor, user::ContactOf, user::UniqueClaim},
    values::{
        contact::{Contact, ContactKind},
        mobile::Mobile,
    },
};

/// The body: a code of `wx.getPhoneNumber`, and the name that the client gave it.
#[derive(Debug)]
pub struct WechatPhoneRequest {
    code: WechatCode,
    name: &'static str,
}

impl RequestBody for WechatPhoneRequest {
    /// `wechat_code`, or as the published table misspells it.
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let name = if body.contains("wchat_code") && !body.contains("wechat_code") {
            "wchat_code"
        } else {
            "wechat_code"
        };
        Ok(Self {
            code: body.required(name)?,
            name,
        })
    }
}

/// Binds by the phone number that WeChat vouches for.
pub struct BindByWechatPhone {
    wechat: Wechat,
    binding: Binding,
    endpoint: BindEndpoint,
}

impl BindByWechatPhone {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Wechat::ERRORS, Binding::ERRORS];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &[
        "SUCCESS",
        "SOCIAL_BIND",
        "USER_REGISTER",
        "MFA_AUTH",
        "ACCESS_DENIED",
    ];
    /// The errors where it may create a user.
    pub const REGISTERING_ERRORS: ErrorGroups = &[
        Wechat::ERRORS,
        Binding::ERRORS,
        UserCreation::ERRORS,
        &[Mobile::TAKEN],
    ];
    /// The statuses where it may create a user.
    pub const REGISTERING_STATUSES: &'static [&'static str] =
        &["SUCCESS", "MFA_AUTH", "ACCESS_DENIED"];

    /// Needs what [`Wechat`] and [`Binding`] need.
    pub fn new(platform: &Platform, endpoint: BindEndpoint) -> Result<Self, BootError> {
        Ok(Self {
            wechat: Wechat::new(platform)?,
            binding: Binding::new(platform)?,
            endpoint,
        })
    }

    /// Binds the account of the state token to the user with the number.
    pub async fn bind(
        &self,
        flow: &FlowContext,
        request: WechatPhoneRequest,
    ) -> Result<FlowResponse> {
        let action = self.bind_number(flow, request);
        self.binding.sign_in.run(&flow.cx, action).await
    }

    async fn bind_number(&self, flow: &FlowContext, request: WechatPhoneRequest) -> Result<Acted> {
        let cx = &flow.cx;
        let tenant = &cx.caller.tenant.id;
        let attempt = self.binding.open(flow, self.endpoint).await?;
        // WeChat's code is good once, so all that can be refused without it is refused before.
        attempt
            .source
            .refuse_unlisted(Verify::Phone, request.name)?;
        if !cx.caller.application.open {
            return Ok(FlowResponse::AccessDenied.into());
        }
        match decide_by_policy(attempt.source.unassociated, self.endpoint) {
            Some(Decision::Refuse(code)) => return Err(Error::new(code)),
            Some(_) => return Ok(FlowResponse::AccessDenied.into()),
            None => {}
        }
        let number = self
            .wechat
            .mobile(
                tenant,
                &attempt.source,
                Some(&attempt.link.subject),
                &request.code,
                cx.now,
            )
            .await;
        let verified = match number {
            Ok(verified) => verified,
            Err(refusal) => {
                return match refusal.into_error(request.name) {
                    Some(error) => Err(error),
                    None => Ok(FlowResponse::AccessDenied.into()),
                };
            }
        };
        let mobile = verified.contact().normal();
        let key = contact_owner_key(tenant, ContactKind::Mobile, &mobile);
        let owner = self.binding.store.get::<UniqueClaim>(&key).await?;
        let owner = owner.map(|owner| owner.user_id);
        let ownership =
            Ownership::of(&attempt.link, owner.as_ref(), cx, &self.binding.store).await?;
        let (contact, proof) = verified.into_parts();
        let proved = BindingProof {
            contact: Some(contact),
            factor: Factor::WechatPhone,
            owner,
            proof,
            rehashed: None,
        };
        Ok(self.binding.apply(attempt, proved, ownership).await)
    }
}

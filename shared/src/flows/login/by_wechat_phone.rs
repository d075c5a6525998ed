//! Login by the phone number that WeChat vouches for.

use crate::{
    error::{Result, catalogue::ErrorGroups},
    flows::{
        login::contact_owner::{ContactOwners, ProvedContact},
        response::FlowResponse,
        sign_in::Acted,
    },
    platform::{Platform, settings::BootError},
    providers::wechat::client::{Wechat, WechatCode},
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
    },
    storage::{item_keys::contact_owner_key, store::Store},
    tenants::{registry::Registry, source::SourceKind},
    users::{factor::Factor, user::ContactOf, user::UniqueClaim},
    values::{
        contact::{Contact as _, ContactKind},
        mobile::Mobile,
    },
};
use std::sync::Arc;

/// The body: a code of `wx.getPhoneNumber`.
#[derive(Debug)]
pub struct WechatPhoneLoginRequest(WechatCode);

impl RequestBody for WechatPhoneLoginRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        body.required("code").map(Self)
    }
}

/// Signs people in by the phone numbers that WeChat vouches for.
pub struct WechatPhoneLogin {
    store: Arc<Store>,
    registry: Arc<Registry>,
    wechat: Wechat,
    owners: ContactOwners,
}

impl WechatPhoneLogin {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Wechat::ERRORS, ContactOwners::ERRORS, &[Mobile::TAKEN]];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = ContactOwners::STATUSES;

    /// Needs what [`Wechat`] and [`SignIn`](crate::flows::sign_in::SignIn) need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            registry: Registry::of(platform)?,
            wechat: Wechat::new(platform)?,
            owners: ContactOwners::new(platform)?,
        })
    }

    /// Signs in the user who owns the number. Whose WeChat account asks is not known here,
    /// so none is linked.
    pub async fn log_in(
        &self,
        cx: &Context,
        request: WechatPhoneLoginRequest,
    ) -> Result<FlowResponse> {
        let action = async { self.act(cx, request).await.map(Acted::from) };
        self.owners.sign_in.run(cx, action).await
    }

    async fn act(
        &self,
        cx: &Context,
        WechatPhoneLoginRequest(code): WechatPhoneLoginRequest,
    ) -> Result<FlowResponse> {
        let (application, tenant) = (&cx.caller.application, &cx.caller.tenant.id);
        // WeChat's code is good once, so what can be refused without it is refused before.
        if !application.open {
            return Ok(FlowResponse::AccessDenied);
        }
        let kind = SourceKind::WechatMiniprogram;
        let source = self
            .registry
            .source_of_kind(application, tenant, kind, cx.now);
        let source = source.await?;
        let number = self.wechat.mobile(tenant, &source, None, &code, cx.now);
        let verified = match number.await {
            Ok(verified) => verified,
            Err(refusal) => {
                let denied = Ok(FlowResponse::AccessDenied);
                return refusal.into_error("code").map_or(denied, Err);
            }
        };
        let (contact, proof) = verified.into_parts();
        let key = contact_owner_key(tenant, ContactKind::Mobile, &contact.normal());
        let owner = self.store.get::<UniqueClaim>(&key).await?;
        let proved = ProvedContact {
            contact,
            factor: Factor::WechatPhone,
            owner: owner.map(|owner| owner.user_id),
        };
        self.owners.sign_in(cx, proved, proof.consume).await
    }
}

//! Login by a code that was sent to a contact.

use crate::{
    error::{Result, catalogue::ErrorGroups},
    flows::{
        contact_code::ContactCodeRequest,
        login::contact_owner::{ContactOwners, ProvedContact},
        response::FlowResponse,
        sign_in::Acted,
    },
    platform::{Platform, settings::BootError},
    request::context::Context,
    storage::{item_keys::contact_owner_key, store::Store},
    users::user::{ContactOf, UniqueClaim},
    verification::codes::{Claim, CodeUse, Codes},
};
use std::sync::Arc;

/// Signs people in by codes.
pub struct CodeLogin {
    store: Arc<Store>,
    codes: Codes,
    owners: ContactOwners,
}

impl CodeLogin {
    /// The errors of the call itself.
    #[must_use]
    pub const fn errors<C: ContactOf>() -> ErrorGroups {
        const { &[Codes::ERRORS, ContactOwners::ERRORS, &[C::TAKEN]] }
    }

    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = ContactOwners::STATUSES;

    /// Needs what [`Codes`] and [`SignIn`](crate::flows::sign_in::SignIn) need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            owners: ContactOwners::new(platform)?,
        })
    }

    /// Signs in the user who owns the contact. Whether there is one, only a right code tells.
    pub async fn log_in<C: ContactOf>(
        &self,
        cx: &Context,
        request: ContactCodeRequest<C>,
    ) -> Result<FlowResponse> {
        let ContactCodeRequest { contact, code } = request;
        let key = contact_owner_key(&cx.caller.tenant.id, C::kind(), &contact.normal());
        let claim = Claim {
            contact,
            types: &[C::LOGIN],
            code: &code,
            used_for: CodeUse::SignIn,
        };
        let action = async {
            let owner = self.store.get::<UniqueClaim>(&key);
            let (verified, owner) = self.codes.verify_while(cx, claim, owner).await?;
            let (contact, proof) = verified.into_parts();
            let proved = ProvedContact {
                contact,
                factor: C::FACTOR,
                owner: owner.map(|owner| owner.user_id),
            };
            Ok(Acted {
                response: self.owners.sign_in(cx, proved, proof.consume).await,
                refund: proof.refund,
            })
        };
        self.owners.sign_in.run(cx, action).await
    }
}

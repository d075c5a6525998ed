//! The second factor: a code to a contact that the user has proved before. Whether one
//! is needed, [`SignIn::admit`] decides.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    flows::{
        contact_code::ContactCodeRequest,
        response::FlowResponse,
        sign_in::{Acted, Evidence, SignIn},
    },
    observability::audit::Audited,
    platform::{Platform, settings::BootError},
    storage::{item_keys::user_key, store::Store, transaction::Transaction},
    tokens::{
        flow_context::FlowContext,
        state_token::{PendingSignIn, Purpose, States},
    },
    users::{
        factor::{FactorKind, SetUp},
        social_account::Subject,
        user::{ContactOf, User},
    },
    values::{contact::Contact as _, mobile::Mobile},
    verification::codes::{Claim, CodeUse, Codes},
};
use serde::Serialize;
use std::sync::Arc;

pub struct SecondFactor {
    codes: Codes,
    sign_in: SignIn,
}

impl SecondFactor {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Codes::ERRORS, Subject::LINK_ERRORS];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &[
        "SUCCESS",
        "MFA_AUTH",
        "PASSWORD_WARN",
        "PASSWORD_EXPIRED",
        "ACCESS_DENIED",
    ];

    /// Needs what [`Codes`] and [`SignIn`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            codes: Codes::new(platform)?,
            sign_in: SignIn::new(platform)?,
        })
    }

    /// Signs in a user who has given one factor, or asks for one more where that one counts
    /// nothing, by a code of one of these types. A link that the first factor left pending
    /// is written with it.
    pub async fn verify<C: ContactOf>(
        &self,
        flow: &FlowContext,
        request: ContactCodeRequest<C>,
        types: &[C::CodeType],
    ) -> Result<FlowResponse> {
        let FlowContext { cx, state } = flow;
        let ContactCodeRequest { contact, code } = request;
        let claim = Claim {
            contact,
            types,
            code: &code,
            used_for: CodeUse::SignIn,
        };
        let pending = async {
            match self.sign_in.states()?.enter(state, cx.now).await? {
                Purpose::SecondFactor(pending) => Ok(pending),
                Purpose::Bind { .. } | Purpose::NewPassword { .. } => {
                    Err(Error::new(ErrorCode::BadStateToken).because("purpose"))
                }
            }
        };
        let action = async {
            let (verified, pending) = self.codes.verify_while(cx, claim, pending).await?;
            let (contact, proof) = verified.into_parts();
            let response = self.sign_in(flow, &contact, proof.consume, pending).await;
            Ok(Acted {
                response,
                refund: proof.refund,
            })
        };
        self.sign_in.run(cx, action).await
    }

    async fn sign_in<C: ContactOf>(
        &self,
        FlowContext { cx, state }: &FlowContext,
        contact: &C,
        consume: Transaction<'static>,
        pending: PendingSignIn,
    ) -> Result<FlowResponse> {
        let Some(user) = self.sign_in.pending_user(cx, &pending).await? else {
            return Ok(FlowResponse::AccessDenied);
        };
        if !user.has_proved(contact) || pending.factors.count_as(C::FACTOR.kind()) {
            return Err(Error::new(ErrorCode::BadValue).with(C::NAME));
        }
        let mut evidence = Evidence::from(pending);
        evidence.factors = evidence.factors.with(C::FACTOR, SetUp::TwoKinds);
        // Where the first factor counted nothing, one is still missing.
        let prepared = self.sign_in.admit(cx, &user, evidence).await?;
        let writes = consume.with(state.spend(cx.now));
        self.sign_in.commit(cx, writes, prepared).await
    }
}

/// The mobile that the code for a second factor goes to.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [{ "mobile": hidden("15201657315") }]))
)]
#[derive(Debug, Serialize)]
pub struct SecondFactorMobile {
    /// The number, without the calling code where that is the tenant's own: `15201657315`, or
    /// `152****7315` unless the application shows the whole number.
    pub mobile: String,
}

impl Audited for SecondFactorMobile {}

/// Tells clients where the code for a second factor goes.
pub struct SecondFactorMobiles {
    store: Arc<Store>,
    states: States,
}

impl SecondFactorMobiles {
    /// Needs what [`States`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            states: States::new(platform)?,
        })
    }

    /// The mobile of the user whose sign-in waits. Counts no use of the state token. Fails with
    /// `BadValue` where they have none, or have given a factor of that kind already.
    pub async fn find(
        &self,
        FlowContext { cx, state }: &FlowContext,
    ) -> Result<SecondFactorMobile> {
        let Purpose::SecondFactor(pending) = self.states.look_up(state, cx.now).await? else {
            return Err(Error::new(ErrorCode::BadStateToken).because("purpose"));
        };
        let caller = &cx.caller;
        let user: Option<User> = self
            .store
            .get(&user_key(&caller.tenant.id, &pending.user_id))
            .await?;
        let mobile = user
            .as_ref()
            .filter(|user| pending.is_open_to(user))
            .and_then(Mobile::proved_by)
            .filter(|_| !pending.factors.count_as(FactorKind::Mobile))
            .ok_or_else(|| Error::new(ErrorCode::BadValue).with(Mobile::NAME))?;
        let number = mobile.local(caller.tenant.area_code);
        Ok(SecondFactorMobile {
            mobile: if caller.application.reveal_mobile {
                number
            } else {
                hidden(&number)
            },
        })
    }
}

/// A number of which only the first three and the last four characters are shown.
fn hidden(number: &str) -> String {
    let last = number.len().saturating_sub(4).max(3.min(number.len()));
    let first = 3.min(last);
    format!("{}****{}", &number[..first], &number[last..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_hidden_but_for_its_ends() {
        assert_eq!(hidden("15201657315"), "152****7315");
        assert_eq!(hidden("+852-51234567"), "+85****4567");
        assert_eq!(hidden("12345"), "123****45");
    }
}

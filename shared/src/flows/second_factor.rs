//! The second factor: a code to a contact that the user has proved before.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        response::FlowResponse,
        sign_in::{Acted, Evidence, SignIn},
    },
    platform::{Platform, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::transaction::Transaction,
    tenants::application::SignInOrigin,
    tokens::{
        flow_context::FlowContext,
        state_token::{Purpose, SecondFactorState},
    },
    users::{
        factor::Factor,
        user::{ContactOf, Status},
    },
    values::{contact::Contact, verification_code::VerifyCode},
    verification::codes::{Claim, CodeUse, Codes},
};

/// The body: a contact, and the code that was sent there.
#[derive(Debug)]
pub struct SecondFactorRequest<C> {
    contact: C,
    code: VerifyCode,
}

impl<C: Contact> RequestBody for SecondFactorRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            contact: body.required(C::NAME)?,
            code: body.required("verify_code")?,
        })
    }
}

pub struct SecondFactor {
    codes: Codes,
    sign_in: SignIn,
}

impl SecondFactor {
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
        request: SecondFactorRequest<C>,
        types: &[C::CodeType],
    ) -> Result<FlowResponse> {
        let FlowContext { cx, state } = flow;
        let SecondFactorRequest { contact, code } = request;
        let claim = Claim {
            contact,
            types,
            code: &code,
            used_for: CodeUse::SignIn,
        };
        let pending = async {
            match self.sign_in.states()?.enter(state, cx.now).await? {
                Purpose::SecondFactor(pending) => Ok(pending),
                Purpose::Bind { .. } => {
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
        pending: SecondFactorState,
    ) -> Result<FlowResponse> {
        cx.audit.user(&pending.user_id);
        let Some(user) = self.sign_in.user(cx, &pending.user_id).await? else {
            return Ok(FlowResponse::AccessDenied);
        };
        let is_own = C::proved_by(&user).is_some_and(|own| own.normal() == contact.normal());
        let is_another_kind = |given: &Factor| given.kind() != C::FACTOR.kind();
        if !is_own || !pending.factors.iter().all(is_another_kind) {
            return Err(Error::new(ErrorCode::BadValue).with(C::NAME));
        }
        if user.status == Status::Disabled {
            return Ok(FlowResponse::AccessDenied);
        }
        let mut factors = pending.factors;
        factors.push(C::FACTOR);
        let evidence = Evidence {
            origin: SignInOrigin::Login,
            factors,
            link: pending.link,
        };
        // Where the first factor counted nothing, one is still missing.
        let prepared = self.sign_in.admit(cx, &user, evidence).await?;
        let writes = consume.with(state.spend(cx.now));
        self.sign_in.commit(cx, writes, prepared).await
    }
}

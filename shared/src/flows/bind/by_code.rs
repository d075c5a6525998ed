//! Binding by a code that was sent to a contact.

use crate::{
    error::{
        Error, Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    flows::{
        bind::{
            apply::{Binding, BindingProof},
            decision::BindEndpoint,
            ownership::Ownership,
        },
        create_user::UserCreation,
        response::FlowResponse,
        sign_in::Acted,
    },
    platform::{Platform, settings::BootError},
    request::body::{BodyReader, RequestBody},
    storage::item_keys::contact_owner_key,
    tokens::flow_context::FlowContext,
    users::user::{ContactOf, UniqueClaim},
    values::{contact::Contact, email::Email, mobile::Mobile, verification_code::VerifyCode},
    verification::codes::{Claim, CodeUse, Codes},
};

/// The body: a mobile or an e-mail address, with the code that was sent there.
#[derive(Debug)]
pub enum VerifiedContactRequest {
    Mobile(Mobile, VerifyCode),
    Email(Email, VerifyCode),
}

impl RequestBody for VerifiedContactRequest {
    /// One of the two, and not both.
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        match (body.contains(Mobile::NAME), body.contains(Email::NAME)) {
            (true, true) => Err(Error::new(ErrorCode::BadValue).with(Mobile::NAME)),
            (false, true) => {
                let email = body.required(Email::NAME)?;
                Ok(Self::Email(email, body.required("verify_code")?))
            }
            _ => {
                let mobile = body.required(Mobile::NAME)?;
                Ok(Self::Mobile(mobile, body.required("verify_code")?))
            }
        }
    }
}

/// Binds by a code: one for binding or, where the endpoint may create a user, for registering.
pub struct BindByCode {
    codes: Codes,
    binding: Binding,
    endpoint: BindEndpoint,
}

impl BindByCode {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Codes::ERRORS, Binding::ERRORS, &[ErrorCode::NoSuchUser]];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] =
        &["SUCCESS", "USER_REGISTER", "MFA_AUTH", "ACCESS_DENIED"];
    /// The errors where it may create a user.
    pub const REGISTERING_ERRORS: ErrorGroups = &[
        Codes::ERRORS,
        Binding::ERRORS,
        UserCreation::ERRORS,
        &[Mobile::TAKEN, Email::TAKEN],
    ];
    /// The statuses where it may create a user.
    pub const REGISTERING_STATUSES: &'static [&'static str] =
        &["SUCCESS", "MFA_AUTH", "ACCESS_DENIED"];

    /// Needs what [`Codes`] and [`Binding`] need.
    pub fn new(platform: &Platform, endpoint: BindEndpoint) -> Result<Self, BootError> {
        Ok(Self {
            codes: Codes::new(platform)?,
            binding: Binding::new(platform)?,
            endpoint,
        })
    }

    /// Binds the account of the state token to the user with the contact.
    pub async fn bind(
        &self,
        flow: &FlowContext,
        request: VerifiedContactRequest,
    ) -> Result<FlowResponse> {
        match request {
            VerifiedContactRequest::Mobile(mobile, code) => {
                let action = self.bind_contact(flow, mobile, code);
                self.binding.sign_in.run(&flow.cx, action).await
            }
            VerifiedContactRequest::Email(email, code) => {
                let action = self.bind_contact(flow, email, code);
                self.binding.sign_in.run(&flow.cx, action).await
            }
        }
    }

    async fn bind_contact<C: ContactOf>(
        &self,
        flow: &FlowContext,
        contact: C,
        code: VerifyCode,
    ) -> Result<Acted> {
        let cx = &flow.cx;
        let key = contact_owner_key(&cx.caller.tenant.id, C::kind(), &contact.normal());
        let lookup = async {
            let opened = async {
                let attempt = self.binding.open(flow, self.endpoint).await?;
                attempt.source.refuse_unlisted(C::VERIFY, C::NAME)?;
                Ok(attempt)
            };
            tokio::try_join!(opened, self.binding.store.get::<UniqueClaim>(&key))
        };
        let code_type = if self.endpoint.registers() {
            C::REGISTER
        } else {
            C::BIND
        };
        let claim = Claim {
            contact,
            types: &[code_type],
            code: &code,
            used_for: CodeUse::SignIn,
        };
        let (verified, (attempt, owner)) = self.codes.verify_while(cx, claim, lookup).await?;
        let (contact, proof) = verified.into_parts();
        let owner = owner.map(|owner| owner.user_id);
        let ownership = Ownership::of(&attempt.link, owner.as_ref(), cx, &self.binding.store).await;
        let proved = BindingProof {
            contact: Some(contact),
            factor: C::FACTOR,
            owner,
            proof,
            rehashed: None,
        };
        match ownership {
            Ok(ownership) => Ok(self.binding.apply(attempt, proved, ownership).await),
            Err(error) => Ok(Acted {
                response: Err(error),
                refund: proved.proof.refund,
            }),
        }
    }
}

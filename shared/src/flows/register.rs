//! Registration: the owner of a contact, which a code proves, becomes a user.

use crate::{
    error::{Result, catalogue::ErrorGroups},
    flows::{
        create_user::{NewUser, ProfileForm, UserCreation},
        response::FlowResponse,
        sign_in::{Acted, Evidence, SignIn},
    },
    platform::{Platform, settings::BootError},
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
    },
    tenants::application::SignInOrigin,
    users::{factor::ProvedFactors, user::ContactOf},
    values::{contact::Contact, verification_code::VerifyCode},
    verification::codes::{Claim, CodeUse, Codes},
};

/// The body of a registration: a contact with the code that proves it, and what the
/// user says of themselves.
#[derive(Debug)]
pub struct RegistrationRequest<C> {
    /// The contact to be proved.
    pub contact: C,
    pub code: VerifyCode,
    /// The rest of the form.
    pub form: ProfileForm,
}

impl<C: Contact> RequestBody for RegistrationRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let contact = body.required(C::NAME)?;
        let code = body.required("verify_code")?;
        let form = ProfileForm::read_beside(&contact, body)?;
        Ok(Self {
            contact,
            code,
            form,
        })
    }
}

pub struct Registration {
    codes: Codes,
    creation: UserCreation,
    sign_in: SignIn,
}

impl Registration {
    /// The errors of the call itself.
    #[must_use]
    pub const fn errors<C: ContactOf>() -> ErrorGroups {
        const {
            &[
                Codes::ERRORS,
                UserCreation::ERRORS,
                ProfileForm::ERRORS,
                &[C::TAKEN],
            ]
        }
    }

    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &["SUCCESS", "ACCESS_DENIED"];

    /// Needs what [`Codes`] and [`SignIn`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            codes: Codes::new(platform)?,
            creation: UserCreation::new(platform)?,
            sign_in: SignIn::without_second_factor(platform)?,
        })
    }

    /// Registers the owner of a contact, which a code proves, and signs them in.
    ///
    /// One transaction consumes the code, claims all that is unique, and writes user and session.
    pub async fn register<C: ContactOf>(
        &self,
        cx: &Context,
        request: RegistrationRequest<C>,
    ) -> Result<FlowResponse> {
        let RegistrationRequest {
            contact,
            code,
            form,
        } = request;
        let claim = Claim {
            contact,
            types: &[C::REGISTER],
            code: &code,
            used_for: CodeUse::SignIn,
        };
        let action = async {
            let verified = self.codes.verify(cx, claim).await?;
            let (contact, proof) = verified.into_parts();
            let new = NewUser {
                contact,
                form,
                evidence: Evidence {
                    origin: SignInOrigin::Registration,
                    factors: ProvedFactors::of(C::FACTOR),
                    link: None,
                },
                gone: None,
            };
            let created = self.creation.create(cx, &self.sign_in, new, proof.consume);
            Ok(Acted {
                response: created.await,
                refund: proof.refund,
            })
        };
        self.sign_in.run(cx, action).await
    }
}

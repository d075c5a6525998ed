//! The act of registering: who is created, decided in one place and written in one transaction.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        response::{FlowResponse, came_to_nothing},
        sign_in::SignIn,
    },
    platform::{Platform, clock::Timestamp, entropy::Entropy, settings::BootError},
    request::{
        body::{BodyReader, RequestBody},
        caller::{Caller, admits_new},
    },
    storage::{store::Store, transaction::Transaction},
    users::{
        password::Password,
        profile::Profile,
        user::{User, UserContact},
    },
    values::{
        contact::Contact,
        email::Email,
        field::{Field, ParseContext},
        identifiers::UserId,
        mobile::Mobile,
        verification_code::VerifyCode,
    },
    verification::codes::Codes,
};
use std::sync::Arc;

/// The registration form: a contact with the code that proves it, and what a person says of themselves.
#[derive(Debug)]
pub struct RegistrationRequest<C> {
    /// To be proved.
    pub contact: C,
    /// The proof.
    pub code: VerifyCode,
    /// The rest.
    pub person: ProfileForm,
}

/// What a person says of themselves, proved by nothing.
#[derive(Debug)]
pub struct ProfileForm {
    mobile: Option<Mobile>,
    email: Option<Email>,
    password: Option<Password>,
    profile: Profile,
}

impl<C: Contact> RequestBody for RegistrationRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            contact: body.required(C::NAME)?,
            code: body.required("verify_code")?,
            person: ProfileForm::read(body)?,
        })
    }
}

impl RequestBody for ProfileForm {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let person = Self {
            mobile: body.optional(Mobile::NAME)?,
            email: body.optional(Email::NAME)?,
            password: body.optional("pwd")?,
            profile: Profile::read(body)?,
        };
        if let Some(password) = &person.password {
            password.from_request(body.policy().password)?;
        }
        Ok(person)
    }
}

/// Creates users.
pub struct Registration {
    store: Arc<Store>,
    codes: Codes,
    sign_in: SignIn,
    entropy: Arc<dyn Entropy>,
}

impl Registration {
    /// Needs what [`Codes`] and [`Entry`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            sign_in: SignIn::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Registers the owner of a contact, which a code proves, and lets them in.
    ///
    /// One transaction spends the code, gives the reserved failure back, claims all that is unique, and writes user and
    /// session. Where it comes to nothing, the try of the code is given back.
    pub async fn register<C: Contact>(
        &self,
        caller: &Caller,
        sign_up: RegistrationRequest<C>,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        self.sign_in
            .once(
                caller,
                None,
                now,
                Box::pin(self.register_now(caller, sign_up, now)),
            )
            .await
    }

    async fn register_now<C: Contact>(
        &self,
        caller: &Caller,
        RegistrationRequest {
            contact,
            code,
            person,
        }: RegistrationRequest<C>,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let proved = self
            .codes
            .check(caller, contact, C::REGISTER, &code, now)
            .await?;
        let (contact, spend, refund) = proved.into_parts();
        let outcome = self.create(caller, &contact, spend, person, now).await;
        if came_to_nothing(&outcome) {
            // Refused where the code was spent all the same: then there is nothing to give back.
            let _ = self.store.commit(refund).await;
        }
        outcome
    }

    async fn create<C: Contact>(
        &self,
        caller: &Caller,
        contact: &C,
        spend: Transaction,
        person: ProfileForm,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let Caller {
            tenant,
            application,
            ..
        } = caller;
        if !admits_new(caller, C::kind())? {
            return Ok(FlowResponse::AccessDenied);
        }
        refuse_borrowed_name(&person.profile, contact, &tenant.rules(now))?;
        let mut user = User::new(
            UserId::draw(&*self.entropy, now),
            tenant.id.clone(),
            person.profile,
            now,
        );
        user.mobile = person.mobile.map(|contact| UserContact {
            contact,
            verified: C::NAME == Mobile::NAME,
        });
        user.email = person.email.map(|contact| UserContact {
            contact,
            verified: C::NAME == Email::NAME,
        });
        user.password = person
            .password
            .map(|password| password.hash(&*self.entropy))
            .transpose()?;

        let lifetime = application.register_session_lifetime();
        let (session, success) = self.sign_in.open(caller, &user, lifetime, now).await?;
        self.store
            .commit(spend.with(user.create(tenant, contact)?).with(session))
            .await?;
        caller.audit.created();
        Ok(success)
    }
}

/// A user name that reads as a mobile or an e-mail must be the one just proved: nobody goes by the contact of another.
fn refuse_borrowed_name(
    profile: &Profile,
    proved: &impl Contact,
    rules: &ParseContext,
) -> Result<()> {
    let Some(name) = profile
        .user_name
        .as_ref()
        .map(crate::values::profile_text::UserName::as_str)
    else {
        return Ok(());
    };
    let mobile = Mobile::read(name, rules).map(|mobile| mobile.normal());
    let looks_like = mobile.or_else(|_| Email::read(name, rules).map(|email| email.normal()));
    match looks_like {
        Ok(contact) if contact != proved.normal() => {
            Err(Error::new(ErrorCode::BadValue).with("user_name"))
        }
        _ => Ok(()),
    }
}

//! Registration: who is created, decided in one place and written in one transaction.

use crate::{
    error::Result,
    flows::{
        response::FlowResponse,
        sign_in::{Acted, Evidence, SignIn},
    },
    platform::{Platform, entropy::Entropy, settings::BootError},
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
    },
    storage::{store::Store, transaction::Transaction},
    tenants::application::SignInOrigin,
    users::{
        password::Password,
        profile::Profile,
        user::{ContactOf, User, UserContact, gone_owner},
    },
    values::{
        contact::{Contact, ContactKind},
        email::Email,
        identifiers::UserId,
        mobile::Mobile,
        verification_code::VerifyCode,
    },
    verification::codes::{Claim, CodeUse, Codes},
};
use std::sync::Arc;

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

/// What a user says of themselves, proved by nothing: the contact that they prove is not in it.
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
            form: ProfileForm::read_beside(C::kind(), body)?,
        })
    }
}

impl ProfileForm {
    /// Reads the form, but for the contact that is to be proved.
    fn read_beside<R: BodyReader>(proved: ContactKind, body: &R) -> Result<Self> {
        let (mobile, email) = match proved {
            ContactKind::Mobile => (None, body.optional(Email::NAME)?),
            ContactKind::Email => (body.optional(Mobile::NAME)?, None),
        };
        let read = Self {
            mobile,
            email,
            password: body.optional("pwd")?,
            profile: Profile::read(body)?,
        };
        if let Some(password) = &read.password {
            password.check_policy(body.policy().password)?;
        }
        Ok(read)
    }
}

pub struct Registration {
    store: Arc<Store>,
    codes: Codes,
    sign_in: SignIn,
    entropy: Arc<dyn Entropy>,
}

impl Registration {
    /// Needs what [`Codes`] and [`SignIn`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            sign_in: SignIn::without_second_factor(platform)?,
            entropy: Arc::clone(&platform.entropy),
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
            let response = self.create(cx, &contact, proof.consume, form).await;
            Ok(Acted {
                response,
                refund: proof.refund,
            })
        };
        self.sign_in.run(cx, action).await
    }

    async fn create<C: ContactOf>(
        &self,
        cx: &Context,
        contact: &C,
        consume: Transaction<'static>,
        form: ProfileForm,
    ) -> Result<FlowResponse> {
        let tenant = &cx.caller.tenant;
        if !cx.caller.admits_new(C::kind())? {
            return Ok(FlowResponse::AccessDenied);
        }
        let context = tenant.parse_context(cx.now);
        form.profile
            .refuse_borrowed_name(&[contact.normal()], &context)?;
        let id = UserId::draw(&*self.entropy, cx.now);
        let mut user = User::new(id, tenant.id.clone(), form.profile, cx.now);
        user.mobile = form.mobile.map(UserContact::unproved);
        user.email = form.email.map(UserContact::unproved);
        user.password = form
            .password
            .map(|password| password.hash(&*self.entropy))
            .transpose()?;
        contact.clone().give_to(&mut user);
        let response = self.commit(cx, &user, (contact, None), consume.clone());
        let response = match response.await {
            // Most contacts that are taken have a living owner, so it is looked at only here: a
            // user who is gone leaves the item of their contact behind where an erasure broke off.
            Err(error) => match gone_owner(&tenant.id, contact, &self.store).await? {
                Some(gone) => self.commit(cx, &user, (contact, Some(gone)), consume).await,
                None => Err(error),
            },
            done => done,
        }?;
        cx.audit.created();
        Ok(response)
    }

    /// Writes the new user, with the contact that they proved; in place of its owner who is gone,
    /// if one is named.
    async fn commit<C: ContactOf>(
        &self,
        cx: &Context,
        user: &User,
        (contact, gone): (&C, Option<UserId>),
        consume: Transaction<'static>,
    ) -> Result<FlowResponse> {
        let created = user.create(&cx.caller.tenant, contact, gone.as_ref())?;
        let evidence = Evidence {
            origin: SignInOrigin::Registration,
            factors: vec![C::FACTOR],
            link: None,
        };
        let prepared = self.sign_in.start_first_session(cx, user, evidence).await?;
        let writes = consume.with(created);
        self.sign_in.commit(cx, writes, prepared).await
    }
}

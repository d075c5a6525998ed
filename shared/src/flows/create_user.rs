//! Creates users and signs them in: who is created is decided and written in one place, for
//! registrations, for logins that register, and for bindings.

use crate::{
    error::{Result, catalogue::ErrorCode},
    flows::{
        response::FlowResponse,
        sign_in::{Evidence, SignIn},
    },
    platform::{Platform, entropy::Entropy, settings::BootError},
    request::{body::BodyReader, context::Context},
    storage::{store::Store, transaction::Transaction},
    users::{
        password::Password,
        password_policy::{self, PasswordFlaw, PasswordNames},
        profile::Profile,
        user::{ContactOf, User, UserContact, gone_owner},
    },
    values::{
        contact::{Contact, ContactKind},
        email::Email,
        identifiers::UserId,
        mobile::Mobile,
    },
};
use std::sync::Arc;

/// What a user says of themselves, proved by nothing: the contact that they prove is not in it.
#[derive(Debug, Default)]
pub struct ProfileForm {
    mobile: Option<Mobile>,
    email: Option<Email>,
    password: Option<Password>,
    profile: Profile,
}

/// A user who is to be created.
pub struct NewUser<C> {
    /// The contact that they proved to own.
    pub contact: C,
    pub form: ProfileForm,
    /// What they are signed in by.
    pub evidence: Evidence,
    /// The user who owned the contact and is gone, where that is known already.
    pub gone: Option<UserId>,
}

impl ProfileForm {
    /// How a form is refused that can be read.
    pub const ERRORS: &'static [ErrorCode] = &[
        ErrorCode::WeakPassword,
        ErrorCode::UserNameTaken,
        ErrorCode::UndefinedAttribute,
    ];

    /// Reads the form, but for the contact that is to be proved.
    pub(super) fn read_beside<C: Contact, R: BodyReader>(proved: &C, body: &R) -> Result<Self> {
        let (mobile, email) = match C::kind() {
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
            let names = PasswordNames::of_profile(&read.profile)
                .with_contact(Some(proved))
                .with_contact(read.mobile.as_ref())
                .with_contact(read.email.as_ref());
            password_policy::check(password, body.policy().password, &names)
                .map_err(PasswordFlaw::at_registration)?;
        }
        Ok(read)
    }
}

/// Creates users and signs them in.
pub struct UserCreation {
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
}

impl UserCreation {
    /// How a user is not created; a contact may moreover be taken.
    pub const ERRORS: &'static [ErrorCode] = &[ErrorCode::RegistrationClosed];

    /// Needs the Directory table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Creates a user and signs them in, in the transaction that consumes the proof of their
    /// contact. Answers `ACCESS_DENIED` where the application admits no new users of that kind.
    pub async fn create<C: ContactOf>(
        &self,
        cx: &Context,
        sign_in: &SignIn,
        new: NewUser<C>,
        consume: Transaction<'static>,
    ) -> Result<FlowResponse> {
        let NewUser {
            contact,
            form,
            evidence,
            gone,
        } = new;
        let tenant = &cx.caller.tenant;
        if !cx.caller.admits_new(C::kind())? {
            return Ok(FlowResponse::AccessDenied);
        }
        let proved = [contact.normal()];
        form.profile.check_chosen_name(&proved, tenant, cx.now)?;
        let id = UserId::draw(&*self.entropy, cx.now);
        let mut user = User::new(id, tenant.id.clone(), form.profile, cx.now);
        user.mobile = form.mobile.map(UserContact::unproved);
        user.email = form.email.map(UserContact::unproved);
        user.password = form
            .password
            .map(|password| password.hash(&*self.entropy))
            .transpose()?;
        contact.clone().give_to(&mut user);
        let commit = async |gone: Option<&UserId>| {
            let created = user.create(tenant, &contact, gone)?;
            let prepared = sign_in.start_first_session(cx, &user, evidence.clone());
            let writes = consume.clone().with(created);
            sign_in.commit(cx, writes, prepared.await?).await
        };
        let response = match commit(gone.as_ref()).await {
            // Most contacts that are taken have a living owner, so it is looked at only here: a
            // user who is gone leaves the item of their contact behind where an erasure broke off.
            Err(error) => match gone_owner(&tenant.id, &contact, &self.store).await? {
                Some(gone) => commit(Some(&gone)).await,
                None => Err(error),
            },
            done => done,
        }?;
        cx.audit.created();
        Ok(response)
    }
}

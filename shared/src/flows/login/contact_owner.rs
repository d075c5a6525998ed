//! Signs in the owner of a contact that was proved, or registers them where
//! the application does so.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        create_user::{NewUser, ProfileForm, UserCreation},
        response::FlowResponse,
        sign_in::{Evidence, SignIn},
    },
    platform::{Platform, settings::BootError},
    request::context::Context,
    storage::transaction::Transaction,
    tenants::application::SignInOrigin,
    users::{
        factor::{Factor, ProvedFactors},
        user::{ContactOf, Status},
    },
    values::identifiers::UserId,
};

/// Signs in owners of contacts.
pub(super) struct ContactOwners {
    pub(super) sign_in: SignIn,
    creation: UserCreation,
}

/// A contact that was proved, and who owns it.
pub(super) struct ProvedContact<C> {
    pub(super) contact: C,
    /// What it was proved by.
    pub(super) factor: Factor,
    /// Who owns it, by the item that says so.
    pub(super) owner: Option<UserId>,
}

impl ContactOwners {
    /// How the owner of a contact is not signed in.
    pub(super) const ERRORS: &'static [ErrorCode] =
        &[ErrorCode::NoSuchUser, ErrorCode::RegistrationClosed];
    /// The statuses that it answers with.
    pub(super) const STATUSES: &'static [&'static str] = &["SUCCESS", "MFA_AUTH", "ACCESS_DENIED"];

    /// Needs what [`SignIn`] needs.
    pub(super) fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            sign_in: SignIn::new(platform)?,
            creation: UserCreation::new(platform)?,
        })
    }

    /// Signs the owner in, in the transaction that consumes the proof. Where nobody owns the
    /// contact, a user is created if the application registers at logins; else it fails with
    /// `NoSuchUser`, which only whoever proved the contact gets to hear.
    pub(super) async fn sign_in<C: ContactOf>(
        &self,
        cx: &Context,
        proved: ProvedContact<C>,
        consume: Transaction<'static>,
    ) -> Result<FlowResponse> {
        let application = &cx.caller.application;
        if !application.open {
            return Ok(FlowResponse::AccessDenied);
        }
        let evidence = Evidence {
            origin: SignInOrigin::Login,
            factors: ProvedFactors::of(proved.factor),
            link: None,
        };
        let user = match &proved.owner {
            Some(owner) => self.sign_in.user(cx, owner).await?,
            None => None,
        };
        let Some(user) = user else {
            if !application.login_registers {
                return Err(Error::new(ErrorCode::NoSuchUser));
            }
            let new = NewUser {
                contact: proved.contact,
                form: ProfileForm::default(),
                evidence,
                gone: proved.owner,
            };
            return self.creation.create(cx, &self.sign_in, new, consume).await;
        };
        cx.audit.user(&user.id);
        if user.status == Status::Disabled {
            return Ok(FlowResponse::AccessDenied);
        }
        if !user.has_proved(&proved.contact) {
            // They gave it up while this was looked up.
            return Err(Error::new(ErrorCode::NoSuchUser));
        }
        let prepared = self.sign_in.admit(cx, &user, evidence).await?;
        self.sign_in.commit(cx, consume, prepared).await
    }
}

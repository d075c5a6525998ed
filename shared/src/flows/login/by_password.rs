//! Login by a password, and by whatever its user goes by.

use crate::{
    error::Result,
    flows::{
        bind::by_password::PasswordRequest,
        response::FlowResponse,
        sign_in::{Acted, Evidence, SignIn, counted},
    },
    platform::{Platform, settings::BootError},
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
    },
    storage::{
        item::ItemKey,
        item_keys::{contact_owner_key, name_owner_key, user_key},
        store::Store,
    },
    tenants::application::SignInOrigin,
    users::{
        factor::Factor,
        password::Password,
        user::{NameClaim, Status, UniqueClaim, User},
    },
    values::{
        contact::Contact,
        email::Email,
        field::{Field, FieldError, FieldSchema, ParseContext},
        identifiers::{TenantId, UserId},
        mobile::Mobile,
        profile_text::UserName,
    },
    verification::{
        destination::Identifier,
        passwords::{PasswordClaim, Passwords},
        verified::Proof,
    },
};
use std::sync::Arc;

/// What somebody says they go by, and the password.
#[derive(Debug)]
pub struct Credentials {
    identifier: Identifier,
    /// Another way to read the same text: an e-mail address can be a user name, too.
    user_name: Option<UserName>,
    password: Password,
}

impl From<PasswordRequest> for Credentials {
    fn from(request: PasswordRequest) -> Self {
        Self {
            identifier: Identifier::UserName(request.user_name),
            user_name: None,
            password: request.password,
        }
    }
}

/// The body: a contact, and a password.
#[derive(Debug)]
pub struct ContactPasswordRequest<C> {
    contact: C,
    password: Password,
}

impl<C: Contact> RequestBody for ContactPasswordRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            contact: body.required(C::NAME)?,
            password: body.required("password")?,
        })
    }
}

impl<C: Contact + Into<Identifier>> From<ContactPasswordRequest<C>> for Credentials {
    fn from(request: ContactPasswordRequest<C>) -> Self {
        Self {
            identifier: request.contact.into(),
            user_name: None,
            password: request.password,
        }
    }
}

/// The body: a user name, a mobile or an e-mail address under one name, and a password.
#[derive(Debug)]
pub struct AnyNameRequest(Credentials);

impl From<AnyNameRequest> for Credentials {
    fn from(request: AnyNameRequest) -> Self {
        request.0
    }
}

/// A text that is a mobile, an e-mail address or a user name.
#[derive(Clone, Debug)]
struct AnyName {
    identifier: Identifier,
    user_name: Option<UserName>,
}

impl Field for AnyName {
    const SCHEMA: FieldSchema = FieldSchema::text(254, "zhangsan");

    fn read(text: &str, context: &ParseContext) -> Result<Self, FieldError> {
        let user_name = UserName::read(text, context);
        if let Ok(mobile) = Mobile::read(text, context) {
            return Ok(Self {
                identifier: mobile.into(),
                user_name: user_name.ok(),
            });
        }
        if let Ok(email) = Email::read(text, context) {
            return Ok(Self {
                identifier: email.into(),
                user_name: user_name.ok(),
            });
        }
        Ok(Self {
            identifier: Identifier::UserName(user_name?),
            user_name: None,
        })
    }
}

impl RequestBody for AnyNameRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        let AnyName {
            identifier,
            user_name,
        } = body.required("user_name")?;
        Ok(Self(Credentials {
            identifier,
            user_name,
            password: body.required("password")?,
        }))
    }
}

/// Signs people in by passwords.
pub struct PasswordLogin {
    store: Arc<Store>,
    passwords: Passwords,
    sign_in: SignIn,
}

impl PasswordLogin {
    /// Needs what [`Passwords`] and [`SignIn`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            passwords: Passwords::new(platform)?,
            sign_in: SignIn::new(platform)?,
        })
    }

    /// Signs in the user who knows the password. Nobody of that name, a user without a password and
    /// a wrong password cost the same work and get the same answer. Attempts are counted by what
    /// the user is said to go by.
    pub async fn log_in(
        &self,
        cx: &Context,
        request: impl Into<Credentials> + Send,
    ) -> Result<FlowResponse> {
        let action = self.act(cx, request.into());
        self.sign_in.run(cx, action).await
    }

    async fn act(&self, cx: &Context, credentials: Credentials) -> Result<Acted> {
        if !cx.caller.application.open {
            return Ok(FlowResponse::AccessDenied.into());
        }
        let tenant = &cx.caller.tenant.id;
        let owner = self.owner(tenant, &credentials).await?;
        // A user is looked for in any case, so that a name of nobody costs as much.
        let key = user_key(tenant, &owner.unwrap_or_else(UserId::nobody));
        let claim = PasswordClaim {
            identifier: &credentials.identifier,
            password: &credentials.password,
            account: None,
        };
        let lookup = async {
            let user: Option<User> = self.store.get(&key).await?;
            let password = user.as_ref().and_then(|user| user.password.clone());
            Ok((password, user))
        };
        let verified = self.passwords.verify_while(cx, claim, lookup).await?;
        let Proof { consume, refund } = verified.proof;
        let response = match verified.found {
            Some(user) if user.status == Status::Active => {
                cx.audit.user(&user.id);
                let evidence = Evidence {
                    origin: SignInOrigin::Login,
                    factors: counted(cx, Factor::Password, user.password_set_up()),
                    link: None,
                };
                let mut prepared = self.sign_in.admit(cx, &user, evidence).await?;
                if let Some(hash) = &verified.rehashed {
                    prepared = prepared.changing_user(user.rehash_password(hash)?);
                }
                self.sign_in.commit(cx, consume, prepared).await
            }
            _ => Ok(FlowResponse::AccessDenied),
        };
        Ok(Acted { response, refund })
    }

    /// Who goes by that, by the item that says so.
    async fn owner(&self, tenant: &TenantId, credentials: &Credentials) -> Result<Option<UserId>> {
        let contact_key = match &credentials.identifier {
            Identifier::UserName(name) => return self.named(tenant, name).await,
            Identifier::Mobile(mobile) => owner_key(tenant, mobile),
            Identifier::Email(email) => owner_key(tenant, email),
            Identifier::User(id) => return Ok(Some(id.clone())),
        };
        let of_contact = self.store.get::<UniqueClaim>(&contact_key);
        let Some(name) = &credentials.user_name else {
            return Ok(of_contact.await?.map(|claim| claim.user_id));
        };
        let (of_contact, of_name) = tokio::try_join!(of_contact, self.named(tenant, name))?;
        Ok(of_name.or(of_contact.map(|claim| claim.user_id)))
    }

    async fn named(&self, tenant: &TenantId, name: &UserName) -> Result<Option<UserId>> {
        let key = name_owner_key(tenant, &name.folded());
        let claim = self.store.get::<NameClaim>(&key).await?;
        Ok(claim.and_then(|claim| claim.user_id))
    }
}

fn owner_key<C: Contact>(tenant: &TenantId, contact: &C) -> ItemKey {
    contact_owner_key(tenant, C::kind(), &contact.normal())
}

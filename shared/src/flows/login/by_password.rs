//! Login by a password, and by whatever its user goes by.

use crate::{
    error::{
        Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    flows::{
        login::former_user::{FormerUser, FormerUsers},
        name_password::NamePasswordRequest,
        response::FlowResponse,
        sign_in::{Acted, Evidence, SignIn},
    },
    platform::{Platform, settings::BootError},
    rate_limits::password_quota::PasswordQuota,
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
    },
    storage::{
        item::ItemKey,
        item_keys::{contact_owner_key, name_owner_key, user_key},
        store::Store,
        transaction::Transaction,
    },
    tenants::application::SignInOrigin,
    users::{
        factor::{Factor, ProvedFactors},
        password::{Password, StoredPassword},
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

impl From<NamePasswordRequest> for Credentials {
    fn from(request: NamePasswordRequest) -> Self {
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
    /// Nothing where users are signed in by contacts only.
    former_users: Option<FormerUsers>,
}

/// The owner of an identifier.
enum Owner {
    User(UserId),
    Nobody,
    /// The name is nobody's, and is kept from everybody.
    Reserved,
}

impl From<Option<NameClaim>> for Owner {
    fn from(claim: Option<NameClaim>) -> Self {
        match claim {
            Some(NameClaim { user_id: Some(id) }) => Self::User(id),
            Some(NameClaim { user_id: None }) => Self::Reserved,
            None => Self::Nobody,
        }
    }
}

impl From<Option<UniqueClaim>> for Owner {
    fn from(claim: Option<UniqueClaim>) -> Self {
        claim.map_or(Self::Nobody, |claim| Self::User(claim.user_id))
    }
}

impl PasswordLogin {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[Passwords::ERRORS, PasswordQuota::ERRORS];
    /// The errors of a login by a user name, for which a former tenant may be called.
    pub const USER_NAME_ERRORS: ErrorGroups = &[
        Passwords::ERRORS,
        PasswordQuota::ERRORS,
        &[ErrorCode::UpstreamFailed],
    ];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &[
        "SUCCESS",
        "MFA_AUTH",
        "PASSWORD_WARN",
        "PASSWORD_EXPIRED",
        "ACCESS_DENIED",
    ];

    /// Needs what [`Passwords`] and [`SignIn`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            passwords: Passwords::new(platform)?,
            sign_in: SignIn::new(platform)?,
            former_users: None,
        })
    }

    /// For logins by user names, which users of a former tenant have too. Needs what
    /// [`FormerUsers`] needs as well.
    pub fn by_user_name(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            former_users: Some(FormerUsers::new(platform)?),
            ..Self::new(platform)?
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
        let id = match &owner {
            Owner::User(id) => id.clone(),
            Owner::Nobody | Owner::Reserved => UserId::nobody(),
        };
        let key = user_key(tenant, &id);
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
        let former = match (&self.former_users, owner) {
            (Some(former_users), Owner::Nobody) => former_users.find(cx, &credentials.identifier),
            _ => None,
        };
        let elsewhere = async {
            match &former {
                Some(former) => former.has_password(cx, &credentials.password).await,
                None => Ok(false),
            }
        };
        let verified = self.passwords.verify_here_or(cx, claim, lookup, elsewhere);
        let verified = verified.await?;
        let Proof { consume, refund } = verified.proof;
        let response = match (verified.found, former, &verified.rehashed) {
            (Some(user), _, rehashed) => self.welcome(cx, &user, rehashed.as_ref(), consume).await,
            (None, Some(former), Some(hash)) => {
                let password = &credentials.password;
                self.learn(cx, &former, (password, hash), consume).await
            }
            _ => Ok(FlowResponse::AccessDenied),
        };
        Ok(Acted { response, refund })
    }

    /// Signs in a user whose password was right.
    async fn welcome(
        &self,
        cx: &Context,
        user: &User,
        rehashed: Option<&StoredPassword>,
        consume: Transaction<'static>,
    ) -> Result<FlowResponse> {
        if user.status != Status::Active {
            return Ok(FlowResponse::AccessDenied);
        }
        cx.audit.user(&user.id);
        let prepared = self.sign_in.admit(cx, user, evidence(user)).await?;
        let prepared = prepared.rehashing(user, rehashed)?;
        self.sign_in.commit(cx, consume, prepared).await
    }

    /// Creates the user whose password the former tenant knows, in the transaction that signs them
    /// in. They are no newcomers, so it does not matter whether registration is open.
    async fn learn(
        &self,
        cx: &Context,
        former: &FormerUser<'_>,
        (password, hash): (&Password, &StoredPassword),
        consume: Transaction<'static>,
    ) -> Result<FlowResponse> {
        let tenant = &cx.caller.tenant;
        let user = former.user(cx, hash.clone());
        let created = user.create_with(Transaction::default(), tenant)?;
        let prepared = self.sign_in.admit(cx, &user, evidence(&user)).await?;
        let writes = consume.clone().with(created);
        let prepared = prepared.of_new_user();
        let response = self.sign_in.commit(cx, writes, prepared).await;
        if FlowResponse::is_progress(&response) {
            cx.audit.created();
            tracing::info!(tenant = %tenant.id, "a user of the former tenant was learned");
        }
        let Err(error) = response else {
            return response;
        };
        // Another request may have created the user meanwhile, who signs in by what is stored now.
        let claim = self.name_claim(&tenant.id, former.name()).await?;
        let Owner::User(id) = Owner::from(claim) else {
            return Err(error);
        };
        let Some(other) = self.sign_in.user(cx, &id).await? else {
            return Err(error);
        };
        let stored = other.password.as_ref();
        match stored.map(|stored| password.matches(stored)).transpose()? {
            Some(true) => self.welcome(cx, &other, None, consume).await,
            _ => Ok(FlowResponse::AccessDenied),
        }
    }

    /// Finds the owner of an identifier by its uniqueness item.
    async fn owner(&self, tenant: &TenantId, credentials: &Credentials) -> Result<Owner> {
        let contact_key = match &credentials.identifier {
            Identifier::UserName(name) => return Ok(self.name_claim(tenant, name).await?.into()),
            Identifier::Mobile(mobile) => owner_key(tenant, mobile),
            Identifier::Email(email) => owner_key(tenant, email),
            Identifier::User(id) => return Ok(Owner::User(id.clone())),
        };
        let of_contact = self.store.get::<UniqueClaim>(&contact_key);
        let Some(name) = &credentials.user_name else {
            return Ok(of_contact.await?.into());
        };
        let of_name = self.name_claim(tenant, name);
        let (of_contact, of_name) = tokio::try_join!(of_contact, of_name)?;
        // Whoever proved the contact goes before whoever is called so and had it once.
        Ok(match Owner::from(of_contact) {
            Owner::User(id) => Owner::User(id),
            Owner::Nobody | Owner::Reserved => of_name.into(),
        })
    }

    async fn name_claim(&self, tenant: &TenantId, name: &UserName) -> Result<Option<NameClaim>> {
        self.store
            .get(&name_owner_key(tenant, &name.folded()))
            .await
    }
}

fn evidence(user: &User) -> Evidence {
    Evidence {
        origin: SignInOrigin::Login,
        factors: ProvedFactors::default().with(Factor::Password, user.password_set_up()),
        link: None,
    }
}

fn owner_key<C: Contact>(tenant: &TenantId, contact: &C) -> ItemKey {
    contact_owner_key(tenant, C::kind(), &contact.normal())
}

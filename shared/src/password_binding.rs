//! The act of binding by user name and password.

use crate::{
    binding::{Binding, Proof},
    caller::Arrived,
    catalogue::Code,
    clock::Timestamp,
    decision::Call,
    directory::{Owner, User, owner_key, user_key},
    error::{Error, Result},
    form::{Ask, Form},
    guard::Guard,
    keys::{BlindKey, KeySet},
    outcome::Outcome,
    password::{Password, StoredPassword},
    platform::{BootError, Platform},
    store::Store,
    text::UserName,
    write::Transaction,
};
use std::sync::Arc;

/// A user name and its password.
#[derive(Debug)]
pub struct Credentials {
    user_name: UserName,
    password: Password,
}

impl Ask for Credentials {
    fn read(form: &Form<'_>) -> Result<Self> {
        Ok(Self { user_name: form.required("user_name")?, password: form.required("password")? })
    }
}

/// Binds whoever knows a password.
pub struct PasswordBinding {
    store: Arc<Store>,
    blind: KeySet<BlindKey>,
    binding: Binding,
}

impl PasswordBinding {
    /// Needs the blinding key and what [`Binding`] needs.
    pub async fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: platform.store()?,
            blind: KeySet::load(platform).await?,
            binding: Binding::new(platform).await?,
        })
    }

    /// Checks the password and binds. A name that nobody has, and a user without a password, cost the same work and get the
    /// same answer as a wrong password. Failures are guarded like those of codes, by name.
    pub async fn bind(&self, arrived: &Arrived, credentials: Credentials, now: Timestamp) -> Result<Outcome> {
        let Credentials { user_name, password } = credentials;
        let tenant = &arrived.caller.tenant;
        let name_key = owner_key(&tenant.id, "NAME", &user_name.folded());
        let (bound, owner) =
            tokio::try_join!(self.binding.enter(arrived, now), self.store.get::<Owner>(&name_key))?;

        let blind = self.blind.current(now).await?.key;
        let id = tenant.id.to_string();
        let destination = format!("DEST#{id}#{}", blind.blind(&["NAME", &id, &user_name.folded()]));
        let guard = Guard { destination: &destination, limits: tenant.limits, now };
        let user = async {
            match &owner {
                None => Ok(None),
                Some(owner) => self.store.get::<User>(&user_key(&tenant.id, &owner.user_id)).await,
            }
        };
        let (reserved, user) = tokio::join!(guard.reserve(&self.store), user);
        let (reserved, user) = (reserved?, user?);
        let stored =
            user.as_ref().and_then(|user| user.password.clone()).unwrap_or_else(StoredPassword::nobodys);
        if !password.matches(&stored)? {
            guard.failed(&reserved, &self.store).await?;
            return Err(Error::new(Code::WrongPassword).with(guard.remaining(&reserved)));
        }
        let unreserve = || Transaction::default().and_always(guard.unreserve());
        let proof = Proof {
            owner: user.map(|user| user.id),
            spend: unreserve(),
            refund: unreserve(),
            is_second_factor: true,
        };
        self.binding.settle(arrived, &bound, Call::PasswordBind, proof, || Ok(None), now).await
    }
}

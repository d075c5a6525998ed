//! The act of binding by user name and password.

use crate::{
    binding::{Binding, Proof},
    caller::Arrived,
    catalogue::Code,
    clock::Timestamp,
    decision::Call,
    destination::Names,
    directory::{Owner, User, owner_key, user_key},
    entropy::{ALPHANUMERIC, Entropy},
    error::{Error, Result},
    form::{Ask, Form},
    guard::{Guard, Reserved},
    identifiers::UserId,
    keys::{BlindKey, KeySet},
    outcome::Outcome,
    password::{Password, StoredPassword},
    platform::{BootError, Platform},
    store::Store,
    text::UserName,
    write::{Transaction, Write},
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
    blind: Arc<KeySet<BlindKey>>,
    entropy: Arc<dyn Entropy>,
    binding: Binding,
}

impl PasswordBinding {
    /// Needs the blinding key and what [`Binding`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: platform.store()?,
            blind: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            binding: Binding::new(platform)?,
        })
    }

    /// Checks the password and binds. A name that nobody has, and a user without a password, cost the same work and get the
    /// same answer as a wrong password. Failures are guarded like those of codes, by name.
    pub async fn bind(&self, arrived: &Arrived, credentials: Credentials, now: Timestamp) -> Result<Outcome> {
        self.binding.once(arrived, now, Box::pin(self.bind_now(arrived, credentials, now))).await
    }

    async fn bind_now(&self, arrived: &Arrived, credentials: Credentials, now: Timestamp) -> Result<Outcome> {
        let Credentials { user_name, password } = credentials;
        let tenant = &arrived.caller.tenant;
        let name_key = owner_key(&tenant.id, "NAME", &user_name.folded());
        let (bound, owner) =
            tokio::try_join!(self.binding.enter(arrived, now), self.store.get::<Owner>(&name_key))?;

        let blind = self.blind.current(now).await?.key;
        let names = Names::of_user_name(&blind, &arrived.caller, &user_name);
        let guard = names.guard(&arrived.caller, now);
        let account = format!("v_{}", bound.account(&blind));
        let name = self.entropy.text(ALPHANUMERIC, 12);
        // A user is looked for in any case, so that a name of nobody costs as much.
        let id = owner.as_ref().map_or_else(UserId::nobody, |owner| owner.user_id.clone());
        let key = user_key(&tenant.id, &id);
        let (reserved, user) =
            tokio::join!(self.reserve(&guard, &account, &name), self.store.get::<User>(&key));
        let (reserved, user) = (reserved?, user?);
        if let Some(user) = &user {
            arrived.caller.trail.user(&user.id);
        }
        let stored =
            user.as_ref().and_then(|user| user.password.clone()).unwrap_or_else(StoredPassword::nobodys);
        if !password.matches(&stored)? {
            guard.failed(&reserved, &self.store).await?;
            return Err(Error::new(Code::WrongPassword).with(guard.remaining(&reserved)));
        }
        // Given back once: with what it is spent on, or, where that came to nothing, by itself.
        let unreserve = guard.unreserve().remove("mark").when("mark = :mark").text(":mark", name);
        let proof = Proof {
            owner: user.map(|user| user.id),
            spend: Transaction::default().and_always(guard.unreserve().remove("mark")),
            refund: Transaction::default().and(unreserve, |_| Error::impossible("giving a failure back")),
            is_second_factor: true,
        };
        self.binding.settle(arrived, &bound, Call::PasswordBind, proof, || Ok(None), now).await
    }

    /// Reserves a failure. While the name is locked, the first try of each social account is let through: accounts are dear.
    async fn reserve(&self, guard: &Guard<'_>, account: &str, name: &str) -> Result<Reserved> {
        let counting = Write::update(guard.key()).once_by(name).set(format!("{account} = :now"));
        guard.reserve(counting, &format!("attribute_not_exists({account})"), &self.store).await
    }
}

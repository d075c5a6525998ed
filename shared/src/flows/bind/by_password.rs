//! The act of binding by user name and password.

use crate::{
    error::{Error, Result, catalogue::Code},
    flows::{
        bind::{
            apply::{Binding, Proof},
            decision::Call,
        },
        response::Outcome,
    },
    keys::{key_set::KeySet, kinds::BlindKey},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::body::{Ask, Form},
    storage::{item_keys::owner_key, store::Store, transaction::Transaction, write::Write},
    tokens::flow_caller::Arrived,
    users::{
        password::{Password, StoredPassword},
        user::Owner,
    },
    values::{identifiers::UserId, profile_text::UserName},
    verification::{
        attempt_record::{Guard, Reserved},
        destination::Names,
    },
};
use std::{future::ready, sync::Arc};

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
            store: Store::of(platform)?,
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
        let looked_up = self.binding.look(&arrived.caller, &bound, Some(&id));
        let (reserved, standing) = tokio::join!(self.reserve(&guard, &account, &name), looked_up);
        let standing = match standing {
            Ok(standing) => standing,
            Err(error) => {
                // Nothing was compared, so giving back what was counted helps nobody to guess.
                if reserved.is_ok() {
                    self.store.write(guard.ignore()).await?;
                }
                return Err(error);
            }
        };
        let reserved = reserved?;
        let stored = standing.user.as_ref().and_then(|user| user.password.clone());
        let stored = stored.unwrap_or_else(StoredPassword::nobodys);
        if !password.matches(&stored)? {
            guard.failed(&reserved, &self.store).await?;
            return Err(Error::new(Code::WrongPassword).with(guard.remaining(&reserved)));
        }
        // Given back once: with what it is spent on, or, where that came to nothing, by itself.
        let unreserve = guard.unreserve().remove("mark").when("mark = :mark").text(":mark", name);
        let proof = Proof {
            spend: Transaction::default().and_always(guard.unreserve().remove("mark")),
            refund: Transaction::default().and(unreserve, |_| Error::impossible("giving a failure back")),
            is_second_factor: true,
        };
        self.binding
            .settle(arrived, &bound, Call::PasswordBind, proof, ready(Ok(standing)), || Ok(None), now)
            .await
    }

    /// Reserves a failure. While the name is locked, the first try of each social account is let through: accounts are dear.
    async fn reserve(&self, guard: &Guard<'_>, account: &str, name: &str) -> Result<Reserved> {
        let counting = Write::update(guard.key()).once_by(name).set(format!("{account} = :now"));
        guard.reserve(counting, &format!("attribute_not_exists({account})"), &self.store).await
    }
}

//! The act of binding by user name and password.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        bind::{
            apply::{Binding, Proof},
            decision::BindEndpoint,
        },
        response::FlowResponse,
    },
    keys::{key_set::KeySet, kinds::PseudonymKey},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::body::{BodyReader, RequestBody},
    storage::{item_keys::owner_key, store::Store, transaction::Transaction, write::Write},
    tokens::flow_caller::FlowCaller,
    users::{
        password::{Password, StoredPassword},
        user::UniqueClaim,
    },
    values::{identifiers::UserId, profile_text::UserName},
    verification::{
        attempt_record::{AttemptRecord, Reserved},
        destination::Destination,
    },
};
use std::{future::ready, sync::Arc};

/// A user name and its password.
#[derive(Debug)]
pub struct PasswordRequest {
    user_name: UserName,
    password: Password,
}

impl RequestBody for PasswordRequest {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            user_name: body.required("user_name")?,
            password: body.required("password")?,
        })
    }
}

/// Binds whoever knows a password.
pub struct BindByPassword {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    entropy: Arc<dyn Entropy>,
    binding: Binding,
}

impl BindByPassword {
    /// Needs the blinding key and what [`Binding`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            binding: Binding::new(platform)?,
        })
    }

    /// Checks the password and binds. A name that nobody has, and a user without a password, cost the same work and get the
    /// same answer as a wrong password. Failures are guarded like those of codes, by name.
    pub async fn bind(
        &self,
        flow_caller: &FlowCaller,
        credentials: PasswordRequest,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        self.binding
            .once(
                flow_caller,
                now,
                Box::pin(self.bind_now(flow_caller, credentials, now)),
            )
            .await
    }

    async fn bind_now(
        &self,
        flow_caller: &FlowCaller,
        credentials: PasswordRequest,
        now: Timestamp,
    ) -> Result<FlowResponse> {
        let PasswordRequest {
            user_name,
            password,
        } = credentials;
        let tenant = &flow_caller.caller.tenant;
        let name_key = owner_key(&tenant.id, "NAME", &user_name.folded());
        let (bound, owner) = tokio::try_join!(
            self.binding.enter(flow_caller, now),
            self.store.get::<UniqueClaim>(&name_key)
        )?;

        let pseudonyms = self.pseudonyms.current(now).await?.key;
        let names = Destination::of_user_name(&pseudonyms, &flow_caller.caller, &user_name);
        let guard = names.guard(&flow_caller.caller, now);
        let account = format!("v_{}", bound.account(&pseudonyms));
        let name = self.entropy.text(ALPHANUMERIC, 12);
        // A user is looked for in any case, so that a name of nobody costs as much.
        let id = owner
            .as_ref()
            .map_or_else(UserId::nobody, |owner| owner.user_id.clone());
        let looked_up = self.binding.look(&flow_caller.caller, &bound, Some(&id));
        let (reserved, ownership) = tokio::join!(self.reserve(&guard, &account, &name), looked_up);
        let ownership = match ownership {
            Ok(ownership) => ownership,
            Err(error) => {
                // Nothing was compared, so giving back what was counted helps nobody to guess.
                if reserved.is_ok() {
                    self.store.write(guard.ignore()).await?;
                }
                return Err(error);
            }
        };
        let reserved = reserved?;
        let stored = ownership
            .user
            .as_ref()
            .and_then(|user| user.password.clone());
        let stored = stored.unwrap_or_else(StoredPassword::nobodys);
        if !password.matches(&stored)? {
            guard.failed(&reserved, &self.store).await?;
            return Err(Error::new(ErrorCode::WrongPassword).with(guard.remaining(&reserved)));
        }
        // Given back once: with what it is spent on, or, where that came to nothing, by itself.
        let unreserve = guard
            .unreserve()
            .remove("mark")
            .condition("mark = :mark")
            .text(":mark", name);
        let proof = Proof {
            spend: Transaction::default().and_always(guard.unreserve().remove("mark")),
            refund: Transaction::default()
                .and(unreserve, |_| Error::internal("giving a failure back")),
            is_second_factor: true,
        };
        self.binding
            .settle(
                flow_caller,
                &bound,
                BindEndpoint::PasswordBind,
                proof,
                ready(Ok(ownership)),
                || Ok(None),
                now,
            )
            .await
    }

    /// Reserves a failure. While the name is locked, the first try of each social account is let through: accounts are dear.
    async fn reserve(
        &self,
        guard: &AttemptRecord<'_>,
        account: &str,
        name: &str,
    ) -> Result<Reserved> {
        let counting = Write::update(guard.key())
            .idempotent_by(name)
            .set(format!("{account} = :now"));
        guard
            .reserve(
                counting,
                &format!("attribute_not_exists({account})"),
                &self.store,
            )
            .await
    }
}

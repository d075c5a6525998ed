//! Binding by user name and password.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    flows::{
        bind::{
            apply::{Binding, BindingAttempt, BindingProof},
            decision::BindEndpoint,
            ownership::Ownership,
        },
        response::FlowResponse,
        sign_in::Acted,
    },
    keys::{key_set::KeySet, kinds::PseudonymKey},
    platform::{
        Platform,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::body::{BodyReader, RequestBody},
    storage::item_keys::name_owner_key,
    tokens::flow_context::FlowContext,
    users::{
        factor::Factor,
        password::{Password, StoredPassword},
        user::NameClaim,
    },
    values::{identifiers::UserId, mobile::Mobile, profile_text::UserName},
    verification::{attempt_record::Exemption, destination::Destination},
};
use std::sync::Arc;

/// The body: a user name and its password.
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

/// Binds by a password.
pub struct BindByPassword {
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    entropy: Arc<dyn Entropy>,
    binding: Binding,
}

impl BindByPassword {
    /// Needs the pseudonym key and what [`Binding`] needs.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            pseudonyms: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            binding: Binding::new(platform)?,
        })
    }

    /// Binds the account of the state token to the user who knows the password. A name that nobody
    /// has, and a user without a password, cost the same work and get the same answer as a wrong
    /// password. Attempts are counted like those of codes, by name.
    pub async fn bind(&self, flow: &FlowContext, request: PasswordRequest) -> Result<FlowResponse> {
        let action = self.bind_name(flow, request);
        self.binding.sign_in.run(&flow.cx, action).await
    }

    async fn bind_name(&self, flow: &FlowContext, request: PasswordRequest) -> Result<Acted> {
        let PasswordRequest {
            user_name,
            password,
        } = request;
        let cx = &flow.cx;
        let store = &self.binding.store;
        let key = name_owner_key(&cx.caller.tenant.id, &user_name.folded());
        let (binding, owner) = tokio::try_join!(
            self.binding.open(flow, BindEndpoint::PasswordBind),
            store.get::<NameClaim>(&key)
        )?;

        let pseudonyms = self.pseudonyms.current(cx.now).await?.key;
        let destination = Destination::of_user_name(&pseudonyms, cx, &user_name);
        let account = account_tag(&pseudonyms, &binding);
        let name = self.entropy.text(ALPHANUMERIC, 12);
        let attempt = destination.record(cx).begin_attempt(
            Vec::new(),
            Exemption::FirstOfSocialAccount(account),
            &name,
            store,
        );
        // A user is looked for in any case, so that a name of nobody costs as much.
        let owner = owner.and_then(|claim| claim.user_id);
        let id = owner.clone().unwrap_or_else(UserId::nobody);
        let looked_up = Ownership::of(&binding.link, Some(&id), cx, store);
        let (attempt, ownership) = match tokio::join!(attempt, looked_up) {
            (Ok(attempt), Ok(ownership)) => (attempt, ownership),
            (Err(refused), ownership) => return Err(ownership.err().unwrap_or(refused)),
            (Ok(attempt), Err(error)) => {
                attempt.withdraw(store).await?;
                return Err(error);
            }
        };
        let stored = ownership
            .user
            .as_ref()
            .and_then(|user| user.password.clone())
            .unwrap_or_else(StoredPassword::nobodys);
        if !password.matches(&stored)? {
            let remaining = attempt.remaining();
            attempt.reject(store).await?;
            return Err(Error::new(ErrorCode::WrongPassword).with(remaining));
        }
        let proved = BindingProof::<Mobile> {
            contact: None,
            factor: Factor::Password,
            owner,
            proof: attempt.accept()?,
        };
        Ok(self.binding.apply(binding, proved, ownership).await)
    }
}

/// A tag of the social account, which may be part of a record.
fn account_tag(pseudonyms: &PseudonymKey, binding: &BindingAttempt<'_>) -> String {
    let subject = &binding.link.subject;
    pseudonyms.tag(&["ACCOUNT", &subject.app_id, &subject.open_id])
}

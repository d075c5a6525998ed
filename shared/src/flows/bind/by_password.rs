//! Binding by user name and password.

use crate::{
    error::{
        Result,
        catalogue::{ErrorCode, ErrorGroups},
    },
    flows::{
        bind::{
            apply::{Binding, BindingProof},
            decision::BindEndpoint,
            ownership::Ownership,
        },
        name_password::NamePasswordRequest,
        response::FlowResponse,
        sign_in::Acted,
    },
    platform::{Platform, settings::BootError},
    rate_limits::password_quota::PasswordQuota,
    storage::item_keys::name_owner_key,
    tokens::flow_context::FlowContext,
    users::{factor::Factor, user::NameClaim},
    values::{identifiers::UserId, mobile::Mobile},
    verification::{
        destination::Identifier,
        passwords::{PasswordClaim, Passwords},
    },
};

/// Binds by a password.
pub struct BindByPassword {
    passwords: Passwords,
    binding: Binding,
}

impl BindByPassword {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[
        Passwords::ERRORS,
        PasswordQuota::ERRORS,
        Binding::ERRORS,
        &[ErrorCode::NoSuchUser],
    ];
    /// The statuses that it answers with.
    pub const STATUSES: &'static [&'static str] = &[
        "SUCCESS",
        "MFA_AUTH",
        "PASSWORD_WARN",
        "PASSWORD_EXPIRED",
        "ACCESS_DENIED",
    ];

    /// Needs what [`Passwords`] and [`Binding`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            passwords: Passwords::new(platform)?,
            binding: Binding::new(platform)?,
        })
    }

    /// Binds the account of the state token to the user who knows the password. A name that nobody
    /// has, and a user without a password, cost the same work and get the same answer as a wrong
    /// password. Attempts are counted like those of codes, by name.
    pub async fn bind(
        &self,
        flow: &FlowContext,
        request: NamePasswordRequest,
    ) -> Result<FlowResponse> {
        let action = self.bind_name(flow, request);
        self.binding.sign_in.run(&flow.cx, action).await
    }

    async fn bind_name(&self, flow: &FlowContext, request: NamePasswordRequest) -> Result<Acted> {
        let NamePasswordRequest {
            user_name,
            password,
        } = request;
        let cx = &flow.cx;
        let store = &self.binding.store;
        let key = name_owner_key(&cx.caller.tenant.id, &user_name.folded());
        let (attempt, owner) = tokio::try_join!(
            self.binding.open(flow, BindEndpoint::PasswordBind),
            store.get::<NameClaim>(&key)
        )?;
        // A user is looked for in any case, so that a name of nobody costs as much.
        let owner = owner.and_then(|claim| claim.user_id);
        let id = owner.clone().unwrap_or_else(UserId::nobody);
        let claim = PasswordClaim {
            identifier: &Identifier::UserName(user_name),
            password: &password,
            account: Some(&attempt.link.subject),
        };
        let lookup = async {
            let ownership = Ownership::of(&attempt.link, Some(&id), cx, store).await?;
            let user = ownership.user.as_ref();
            Ok((user.and_then(|user| user.password.clone()), ownership))
        };
        let verified = self.passwords.verify_while(cx, claim, lookup).await?;
        let proved = BindingProof::<Mobile> {
            contact: None,
            factor: Factor::Password,
            owner,
            proof: verified.proof,
            rehashed: verified.rehashed,
        };
        Ok(self.binding.apply(attempt, proved, verified.found).await)
    }
}

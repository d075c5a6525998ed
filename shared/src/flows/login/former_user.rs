//! Users of a former tenant, who become users of ours at their first login by a password.

use crate::{
    error::Result,
    platform::{Platform, entropy::Entropy, settings::BootError},
    providers::former_tenant::FormerTenants,
    request::context::Context,
    tenants::former_tenant::FormerTenant,
    users::{
        factor::Factor,
        password::{Password, StoredPassword},
        profile::Profile,
        user::User,
    },
    values::{identifiers::UserId, profile_text::UserName},
    verification::destination::Identifier,
};
use std::sync::Arc;

/// Looks for users in the tenants that they come from.
pub(super) struct FormerUsers {
    tenants: FormerTenants,
    entropy: Arc<dyn Entropy>,
}

/// Somebody whom nobody knows here, and a former tenant may know.
pub(super) struct FormerUser<'a> {
    users: &'a FormerUsers,
    tenant: &'a FormerTenant,
    name: UserName,
    profile: Profile,
}

impl FormerUsers {
    /// Needs what [`FormerTenants`] needs.
    pub(super) fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            tenants: FormerTenants::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Whom the former tenant may know by an identifier that is nobody's here. That is by a user
    /// name only, and by none that reads as a mobile or an e-mail address: nobody proved to own it.
    #[must_use]
    pub(super) fn find<'a>(
        &'a self,
        cx: &'a Context,
        identifier: &Identifier,
    ) -> Option<FormerUser<'a>> {
        let Identifier::UserName(name) = identifier else {
            return None;
        };
        let tenant = cx.caller.tenant.migrate_from.as_ref()?;
        let profile = Profile {
            user_name: Some(name.clone()),
            ..Profile::default()
        };
        let context = cx.caller.tenant.parse_context(cx.now);
        let is_own_name = profile.refuse_borrowed_name(&[], &context).is_ok();
        (tenant.is_in_force(cx.now) && is_own_name).then(|| FormerUser {
            users: self,
            tenant,
            name: name.clone(),
            profile,
        })
    }
}

impl FormerUser<'_> {
    pub(super) const fn name(&self) -> &UserName {
        &self.name
    }

    /// Asks the former tenant whether a password is theirs.
    pub(super) async fn has_password(&self, cx: &Context, password: &Password) -> Result<bool> {
        let tenants = &self.users.tenants;
        tenants
            .is_right(self.tenant, &self.name, password, &cx.caller)
            .await
    }

    /// Makes the user, with the name and the password and nothing else: contacts that the former
    /// tenant tells of are proved by nothing here.
    #[must_use]
    pub(super) fn user(&self, cx: &Context, password: StoredPassword) -> User {
        let id = UserId::draw(&*self.users.entropy, cx.now);
        let tenant = cx.caller.tenant.id.clone();
        let mut user = User::new(id, tenant, self.profile.clone(), cx.now);
        user.password = Some(password);
        // How it was set there is not known: one code may have been enough to reset it.
        user.password_proved_by = Some(vec![Factor::Password]);
        user
    }
}

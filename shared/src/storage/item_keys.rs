//! The key of every item of the three tables, one constructor each. Nobody else writes a `pk`.

use crate::{
    storage::item::{ItemKey, Table},
    values::{
        identifiers::{ClientId, SourceId, TenantId, UserId},
        pseudonym::Pseudonym,
    },
};

/// Directory: a tenant's settings.
#[must_use]
pub fn tenant_key(tenant: &TenantId) -> ItemKey {
    ItemKey::new(Table::Directory, format!("TENANT#{tenant}"), "TENANT")
}

/// Directory: an identity source, in its tenant's partition.
#[must_use]
pub fn source_key(tenant: &TenantId, source: &SourceId) -> ItemKey {
    tenant_key(tenant).beside(format!("SOURCE#{source}"))
}

/// Directory: an application's settings.
#[must_use]
pub fn application_key(client: &ClientId) -> ItemKey {
    ItemKey::new(Table::Directory, format!("APP#{client}"), "APP")
}

/// Directory: a user.
#[must_use]
pub fn user_key(tenant: &TenantId, user: &UserId) -> ItemKey {
    ItemKey::new(Table::Directory, format!("USER#{tenant}#{user}"), "USER")
}

/// Directory: the social account of one source that a user has, in the user's partition.
#[must_use]
pub fn link_key(tenant: &TenantId, user: &UserId, source: &SourceId) -> ItemKey {
    user_key(tenant, user).beside(format!("LINK#{source}"))
}

/// Directory: who owns a unique value of a tenant. `kind` is `MOBILE`, `EMAIL`, `NAME`, `SOCIAL` or
/// `ATTRIBUTE#<name>`.
#[must_use]
pub fn owner_key(tenant: &TenantId, kind: &str, value: &str) -> ItemKey {
    ItemKey::new(
        Table::Directory,
        format!("{kind}#{tenant}#{value}"),
        "OWNER",
    )
}

/// Transient: the codes, sends and attempts of one destination.
#[must_use]
pub fn destination_key(tenant: &TenantId, destination: &Pseudonym) -> ItemKey {
    ItemKey::new(
        Table::Transient,
        format!("DEST#{tenant}#{destination}"),
        "GUARD",
    )
}

/// Transient: a puzzle's solution.
#[must_use]
pub fn puzzle_key(token: &str) -> ItemKey {
    ItemKey::new(Table::Transient, format!("PUZZLE#{token}"), "-")
}

/// Transient: the pass that a solved puzzle gave.
#[must_use]
pub fn pass_key(token: &str) -> ItemKey {
    ItemKey::new(Table::Transient, format!("PASS#{token}"), "-")
}

/// Transient: what a state token stands for. `jti` is the token's name.
#[must_use]
pub fn state_key(jti: &str) -> ItemKey {
    ItemKey::new(Table::Transient, format!("STATE#{jti}"), "-")
}

/// Transient: a session. `token_hash` is the hash of the session token.
#[must_use]
pub fn session_key(token_hash: &str) -> ItemKey {
    ItemKey::new(Table::Transient, format!("SESSION#{token_hash}"), "-")
}

/// Transient: what was done for a request that may be repeated.
#[must_use]
pub fn idempotency_key(request: &Pseudonym) -> ItemKey {
    ItemKey::new(Table::Transient, format!("ONCE#{request}"), "-")
}

/// Transient: what one address asked for on one day (days since the epoch, UTC).
#[must_use]
pub fn address_key(address: &Pseudonym, day: u64) -> ItemKey {
    limit_key(&format!("ADDRESS#{address}#{day}"))
}

/// Transient: what one device asked for in one hour (hours since the epoch).
#[must_use]
pub fn device_key(device: &Pseudonym, hour: u64) -> ItemKey {
    limit_key(&format!("DEVICE#{device}#{hour}"))
}

/// Transient: what one application asked for in one minute (minutes since the epoch).
#[must_use]
pub fn application_quota_key(tenant: &TenantId, client: &ClientId, minute: u64) -> ItemKey {
    limit_key(&format!("APPLICATION#{tenant}#{client}#{minute}"))
}

/// Transient: what one tenant asked for in one hour (hours since the epoch).
#[must_use]
pub fn tenant_quota_key(tenant: &TenantId, hour: u64) -> ItemKey {
    limit_key(&format!("TENANT#{tenant}#{hour}"))
}

fn limit_key(of: &str) -> ItemKey {
    ItemKey::new(Table::Transient, format!("LIMIT#{of}"), "0")
}

/// Transient: the texts to one country on one day (days since the epoch, UTC).
#[must_use]
pub fn country_key(tenant: &TenantId, country: &str, day: u64) -> ItemKey {
    ItemKey::new(
        Table::Transient,
        country_partition(tenant, country),
        format!("{day:06}#0"),
    )
}

/// The partition of all days of a country.
#[must_use]
pub fn country_partition(tenant: &TenantId, country: &str) -> String {
    format!("COUNTRY#{tenant}#{country}")
}

/// Transient: an access token of somebody else's API, such as WeChat's for one of their
/// applications.
#[must_use]
pub fn access_token_key(tenant: &TenantId, app_id: &str) -> ItemKey {
    ItemKey::new(Table::Transient, format!("UPSTREAM#{tenant}#{app_id}"), "-")
}

/// Keys: one version of a kind of key.
#[must_use]
pub fn key_version_key(kind: &str, number: u64) -> ItemKey {
    ItemKey::new(Table::Keys, kind, format!("{number:08}"))
}

/// Keys: the secret of an identity source.
#[must_use]
pub fn source_secret_key(tenant: &TenantId, source: &SourceId) -> ItemKey {
    ItemKey::new(Table::Keys, format!("SECRET#{tenant}#{source}"), "-")
}

//! The keys of all items of the three tables: the kinds of items, and one constructor for each.
//! Nobody else writes a `pk`. The checker, erasure, export and the tests of docs/architecture.md
//! and of the policies in template.yaml go by [`ItemKind`].
//!
//! Stored names are data and stay as they are, also where the code calls a thing
//! otherwise: `DEST#…` / `GUARD` is the record of a destination, `ONCE#` an answered
//! request, `BLIND` the pseudonym keys.

use crate::{
    storage::item::{ItemKey, Table},
    values::{
        contact::ContactKind,
        identifiers::{CarrierId, ClientId, ExternalId, SourceId, TenantId, UserId},
        pseudonym::Pseudonym,
    },
};
use std::fmt;

/// What the sort keys of a kind look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// Each item has this one.
    Is(&'static str),
    /// They begin so, and go on with what is named here.
    Begins(&'static str, &'static str),
    /// They are what is named here.
    Any(&'static str),
}

impl ItemKey {
    /// What kind of item it is the key of.
    #[must_use]
    pub fn kind(&self) -> Option<ItemKind> {
        ItemKind::of(self.table, &self.pk, &self.sk)
    }

    /// The part of the partition key that is not its kind's alone.
    #[must_use]
    pub fn name(&self) -> &str {
        self.kind().map_or("", |kind| kind.strip(&self.pk))
    }
}

/// Declares the kinds. A row is the whole definition: the table, how the partition key begins and
/// goes on, the sort key, and what the item is.
macro_rules! item_kinds {
    ($($variant:ident = $table:ident $prefix:literal $rest:literal / $sk:expr, $what:literal;)+) => {
        /// A kind of item.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemKind { $(#[doc = $what] $variant,)+ }

        impl ItemKind {
            /// All kinds, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The table it is in.
            #[must_use]
            pub const fn table(self) -> Table { match self { $(Self::$variant => Table::$table),+ } }

            /// What its partition keys begin with, up to and with a `#`; without one, it
            /// is the whole key.
            #[must_use]
            pub const fn prefix(self) -> &'static str { match self { $(Self::$variant => $prefix),+ } }

            /// What its partition keys go on with, for people to read.
            const fn rest(self) -> &'static str { match self { $(Self::$variant => $rest),+ } }

            #[must_use]
            pub const fn sort_key(self) -> SortKey { match self { $(Self::$variant => $sk),+ } }

            /// What it is, for people to read.
            #[must_use]
            pub const fn what(self) -> &'static str { match self { $(Self::$variant => $what),+ } }
        }
    };
}

use SortKey::{Any, Begins, Is};

item_kinds! {
    Tenant = Directory "TENANT#" "tenant" / Is("TENANT"), "tenant";
    Source = Directory "TENANT#" "tenant" / Begins("SOURCE#", "id"), "identity source";
    Application = Directory "APP#" "client" / Is("APP"), "application";
    Client = Directory "CLIENTS" "" / Any("client"), "application that has keys of its own";
    User = Directory "USER#" "tenant#id" / Is("USER"), "user";
    Link = Directory "USER#" "tenant#id" / Begins("LINK#", "source"), "link to a social account";
    MobileOwner = Directory "MOBILE#" "tenant#e164" / Is("OWNER"), "owner of a mobile";
    EmailOwner = Directory "EMAIL#" "tenant#lower" / Is("OWNER"), "owner of an e-mail address";
    NameOwner = Directory "NAME#" "tenant#lower" / Is("OWNER"), "owner of a user name";
    AttributeOwner = Directory "ATTRIBUTE#" "name#tenant#value" / Is("OWNER"), "owner of a unique attribute";
    AccountOwner = Directory "SOCIAL#" "tenant#appid#openid" / Is("OWNER"), "owner of a social account";
    ExternalIdOwner = Directory "EXTERNAL#" "tenant#id" / Is("OWNER"), "owner of an id of another product";
    Destination = Transient "DEST#" "tenant#hash" / Is("GUARD"), "codes, sends and attempts of a destination";
    Puzzle = Transient "PUZZLE#" "token" / Is("-"), "puzzle";
    Pass = Transient "PASS#" "token" / Is("-"), "pass of a solved puzzle";
    State = Transient "STATE#" "jti" / Is("-"), "state token";
    Session = Transient "SESSION#" "hash" / Is("-"), "session";
    Nonce = Transient "NONCE#" "hash" / Is("-"), "nonce of a signature";
    ServerToken = Transient "SERVER#" "hash" / Is("-"), "access token of an application's server";
    SsoTicket = Transient "TICKET#" "hash" / Is("-"), "ticket for a session";
    Answered = Transient "ONCE#" "hash" / Is("-"), "request that was answered";
    AddressQuota = Transient "LIMIT#ADDRESS#" "hash#day" / Is("0"), "sends of an address";
    DeviceQuota = Transient "LIMIT#DEVICE#" "hash#hour" / Is("0"), "sends of a device";
    NetworkQuota = Transient "LIMIT#NETWORK#" "hash#day" / Is("0"), "unused texts of a network while a country's budget is used up";
    PuzzleQuota = Transient "LIMIT#PUZZLE#" "hash#hour" / Is("0"), "puzzles of an address";
    ClientSecretQuota = Transient "LIMIT#CLIENTSECRET#" "hash#window" / Is("0"), "wrong secrets of an application from an address";
    PasswordQuota = Transient "LIMIT#PASSWORD#" "hash#hour" / Is("0"), "wrong passwords from an address or a device";
    ApplicationQuota = Transient "LIMIT#APPLICATION#" "tenant#client#minute" / Is("0"), "sends of an application";
    TenantQuota = Transient "LIMIT#TENANT#" "tenant#hour" / Is("0"), "sends of a tenant";
    CountryDay = Transient "COUNTRY#" "tenant#country" / Any("day#0"), "texts to a country";
    KnownDevice = Transient "PROVEN#" "hash" / Is("-"), "device that used a texted code";
    SentText = Transient "SENT#" "tenant#reference" / Is("-"), "text that its carrier may report on";
    AccessToken = Transient "UPSTREAM#" "tenant#appid" / Is("-"), "access token of WeChat";
    SigningKey = Keys "SIGNING" "" / Is("-"), "keys that sign the tokens of clients";
    PublicKey = Keys "PUBLIC" "" / Is("-"), "their public halves";
    Pepper = Keys "PEPPER" "" / Is("-"), "peppers of codes";
    StateKey = Keys "STATE" "" / Is("-"), "keys that sign state tokens";
    PseudonymKey = Keys "BLIND" "" / Is("-"), "key of pseudonyms";
    DecryptionKey = Keys "DECRYPTION#" "client" / Is("-"), "keys that decrypt an application's signatures";
    EncryptionKey = Keys "ENCRYPTION#" "client" / Is("-"), "their public halves";
    SourceSecret = Keys "SECRET#" "tenant#source" / Is("-"), "secret of an identity source";
    CarrierSecret = Keys "CARRIER#" "tenant#carrier" / Is("-"), "secret of a carrier";
    ClientSecrets = Keys "CLIENTSECRET#" "client" / Is("-"), "hashes of the secrets of an application";
}

impl ItemKind {
    /// The kind of the item with this key; none where nobody here writes such items.
    #[must_use]
    pub fn of(table: Table, pk: &str, sk: &str) -> Option<Self> {
        let fits = |kind: &&Self| {
            let prefix = kind.prefix();
            let has_partition = if prefix.ends_with('#') {
                pk.starts_with(prefix)
            } else {
                pk == prefix
            };
            let has_sort_key = match kind.sort_key() {
                Is(only) => sk == only,
                Begins(beginning, _) => sk.starts_with(beginning),
                Any(_) => true,
            };
            kind.table() == table && has_partition && has_sort_key
        };
        Self::ALL.iter().find(fits).copied()
    }

    /// Whether it says who owns something unique.
    #[must_use]
    pub fn is_owner(self) -> bool {
        self.sort_key() == Is("OWNER")
    }

    /// What says who owns a contact.
    #[must_use]
    pub const fn owner_of(contact: ContactKind) -> Self {
        match contact {
            ContactKind::Mobile => Self::MobileOwner,
            ContactKind::Email => Self::EmailOwner,
        }
    }

    /// The patterns of its partition and sort keys, for people to read, such as
    /// `USER#tenant#id` and `USER` of a user.
    #[must_use]
    pub fn patterns(self) -> (String, String) {
        let sk = match self.sort_key() {
            Is(only) | Any(only) => only.to_owned(),
            Begins(beginning, rest) => format!("{beginning}{rest}"),
        };
        (format!("{}{}", self.prefix(), self.rest()), sk)
    }

    /// The part of a partition key that is not its kind's alone.
    #[must_use]
    pub fn strip(self, pk: &str) -> &str {
        pk.strip_prefix(self.prefix()).unwrap_or_default()
    }

    fn key(self, rest: impl fmt::Display) -> ItemKey {
        let sk = match self.sort_key() {
            Is(only) => only,
            Begins(..) | Any(_) => "",
        };
        ItemKey::new(self.table(), format!("{}{rest}", self.prefix()), sk)
    }
}

/// One word: the beginning of its partition key, or of its sort key where that is what
/// tells it from others.
impl fmt::Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.sort_key() {
            Begins(beginning, _) => beginning,
            Is(_) | Any(_) => self.prefix(),
        };
        f.write_str(word.trim_end_matches('#'))
    }
}

/// An index of a table. Reads of it lag behind the table, by less than a second as a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its name in template.yaml.
    pub(crate) name: &'static str,
    /// The attribute that is its partition key. Items without it are not in the index.
    pub(crate) key: &'static str,
}

/// The sessions of the Transient table by their users.
pub const SESSIONS_BY_USER: Index = Index {
    name: "sessions_by_user",
    key: "user_key",
};

/// Items under one partition key, all or those between two sort keys.
#[derive(Clone, Debug)]
pub struct KeyRange {
    pub(crate) table: Table,
    /// The index whose partition key it is, if it is not the table's.
    pub(crate) index: Option<Index>,
    pub(crate) pk: String,
    /// The first sort key, and one after the last that is no sort key itself.
    pub(crate) between: Option<(String, String)>,
}

impl KeyRange {
    const fn all(table: Table, pk: String) -> Self {
        Self {
            table,
            index: None,
            pk,
            between: None,
        }
    }
}

#[must_use]
pub fn tenant_key(tenant: &TenantId) -> ItemKey {
    ItemKind::Tenant.key(tenant)
}

/// A tenant with what lies in its partition: the identity sources.
#[must_use]
pub fn tenant_items(tenant: &TenantId) -> KeyRange {
    let key = tenant_key(tenant);
    KeyRange::all(key.table, key.pk)
}

/// An identity source, in its tenant's partition.
#[must_use]
pub fn source_key(tenant: &TenantId, source: &SourceId) -> ItemKey {
    tenant_key(tenant).beside(format!("SOURCE#{source}"))
}

#[must_use]
pub fn application_key(client: &ClientId) -> ItemKey {
    ItemKind::Application.key(client)
}

/// Says that an application has keys of its own, in the list of all such applications.
#[must_use]
pub fn listed_client_key(client: &ClientId) -> ItemKey {
    ItemKind::Client.key("").beside(client.as_str())
}

/// The list of the applications that have keys of their own.
#[must_use]
pub fn listed_clients() -> KeyRange {
    KeyRange::all(
        ItemKind::Client.table(),
        ItemKind::Client.prefix().to_owned(),
    )
}

#[must_use]
pub fn user_key(tenant: &TenantId, user: &UserId) -> ItemKey {
    ItemKind::User.key(format_args!("{tenant}#{user}"))
}

/// A user with what lies in their partition: the links.
#[must_use]
pub fn user_items(tenant: &TenantId, user: &UserId) -> KeyRange {
    let key = user_key(tenant, user);
    KeyRange::all(key.table, key.pk)
}

/// The social account of one source that a user has, in the user's partition.
#[must_use]
pub fn link_key(tenant: &TenantId, user: &UserId, source: &SourceId) -> ItemKey {
    user_key(tenant, user).beside(format!("LINK#{source}"))
}

/// Who owns a contact in a tenant, in the contact's normal form.
#[must_use]
pub fn contact_owner_key(tenant: &TenantId, kind: ContactKind, normal: &str) -> ItemKey {
    ItemKind::owner_of(kind).key(format_args!("{tenant}#{normal}"))
}

/// Who owns a user name in a tenant, in the name's folded form.
#[must_use]
pub fn name_owner_key(tenant: &TenantId, folded: &str) -> ItemKey {
    ItemKind::NameOwner.key(format_args!("{tenant}#{folded}"))
}

/// Who owns a value of an attribute that is unique in a tenant, in its folded form.
#[must_use]
pub fn attribute_owner_key(tenant: &TenantId, attribute: &str, folded: &str) -> ItemKey {
    ItemKind::AttributeOwner.key(format_args!("{attribute}#{tenant}#{folded}"))
}

/// Who owns a social account, by its name within an application over there.
#[must_use]
pub fn account_owner_key(tenant: &TenantId, app_id: &str, open_id: &str) -> ItemKey {
    ItemKind::AccountOwner.key(format_args!("{tenant}#{app_id}#{open_id}"))
}

/// Who owns a social account, by its name across all applications of their owner.
#[must_use]
pub fn union_owner_key(tenant: &TenantId, union_id: &str) -> ItemKey {
    account_owner_key(tenant, UNION, union_id)
}

/// Who has an id of the product that the users of a tenant were imported from.
#[must_use]
pub fn external_id_owner_key(tenant: &TenantId, external_id: &ExternalId) -> ItemKey {
    ItemKind::ExternalIdOwner.key(format_args!("{tenant}#{}", external_id.as_str()))
}

/// Stands for the application in the key of who is known across all.
pub const UNION: &str = "union";

/// The codes, sends and attempts of one destination.
#[must_use]
pub fn destination_key(tenant: &TenantId, destination: &Pseudonym) -> ItemKey {
    ItemKind::Destination.key(format_args!("{tenant}#{destination}"))
}

/// Where the solution of a puzzle is kept.
#[must_use]
pub fn puzzle_key(token: &str) -> ItemKey {
    ItemKind::Puzzle.key(token)
}

/// The pass that a solved puzzle gave.
#[must_use]
pub fn pass_key(token: &str) -> ItemKey {
    ItemKind::Pass.key(token)
}

/// What a state token stands for. `jti` is the token's name.
#[must_use]
pub fn state_key(jti: &str) -> ItemKey {
    ItemKind::State.key(jti)
}

/// A session. `token_hash` is the hash of the session token.
#[must_use]
pub fn session_key(token_hash: &str) -> ItemKey {
    ItemKind::Session.key(token_hash)
}

/// The value of `user_key` in the sessions of a user, by which [`SESSIONS_BY_USER`] finds them: the
/// partition key of the user.
#[must_use]
pub fn session_owner(tenant: &TenantId, user: &UserId) -> String {
    user_key(tenant, user).pk
}

/// The sessions of a user.
#[must_use]
pub fn sessions_of(tenant: &TenantId, user: &UserId) -> KeyRange {
    KeyRange {
        index: Some(SESSIONS_BY_USER),
        ..KeyRange::all(ItemKind::Session.table(), session_owner(tenant, user))
    }
}

/// A nonce that was used. `hash` is that of the nonce and of what it is used once in.
#[must_use]
pub fn nonce_key(hash: &str) -> ItemKey {
    ItemKind::Nonce.key(hash)
}

/// An access token of an application's server. `token_hash` is the hash of the token.
#[must_use]
pub fn server_token_key(token_hash: &str) -> ItemKey {
    ItemKind::ServerToken.key(token_hash)
}

/// An `sso_ticket`. `ticket_hash` is its hash.
#[must_use]
pub fn sso_ticket_key(ticket_hash: &str) -> ItemKey {
    ItemKind::SsoTicket.key(ticket_hash)
}

/// What was done for a request that may be repeated.
#[must_use]
pub fn idempotency_key(request: &Pseudonym) -> ItemKey {
    ItemKind::Answered.key(request)
}

/// What one address asked for on one day (days since the epoch, UTC).
#[must_use]
pub fn address_key(address: &Pseudonym, day: u64) -> ItemKey {
    ItemKind::AddressQuota.key(format_args!("{address}#{day}"))
}

/// What one device asked for in one hour (hours since the epoch).
#[must_use]
pub fn device_key(device: &Pseudonym, hour: u64) -> ItemKey {
    ItemKind::DeviceQuota.key(format_args!("{device}#{hour}"))
}

/// What one network asked for on one day (days since the epoch, UTC).
#[must_use]
pub fn network_key(network: &Pseudonym, day: u64) -> ItemKey {
    ItemKind::NetworkQuota.key(format_args!("{network}#{day}"))
}

/// The puzzles that one address asked for in one hour (hours since the epoch).
#[must_use]
pub fn puzzle_quota_key(address: &Pseudonym, hour: u64) -> ItemKey {
    ItemKind::PuzzleQuota.key(format_args!("{address}#{hour}"))
}

/// The wrong secrets of one application that one address gave in one window
/// (counted since the epoch).
#[must_use]
pub fn client_secret_quota_key(requester: &Pseudonym, window: u64) -> ItemKey {
    ItemKind::ClientSecretQuota.key(format_args!("{requester}#{window}"))
}

/// The wrong passwords that came from one address or one device in one hour
/// (hours since the epoch).
#[must_use]
pub fn password_quota_key(requester: &Pseudonym, hour: u64) -> ItemKey {
    ItemKind::PasswordQuota.key(format_args!("{requester}#{hour}"))
}

/// A device that used a code which was texted.
#[must_use]
pub fn known_device_key(device: &Pseudonym) -> ItemKey {
    ItemKind::KnownDevice.key(device)
}

/// A text on whose delivery its carrier may report. `reference` is what the report names it by.
#[must_use]
pub fn sent_text_key(tenant: &TenantId, reference: &str) -> ItemKey {
    ItemKind::SentText.key(format_args!("{tenant}#{reference}"))
}

/// What one application asked for in one minute (minutes since the epoch).
#[must_use]
pub fn application_quota_key(tenant: &TenantId, client: &ClientId, minute: u64) -> ItemKey {
    ItemKind::ApplicationQuota.key(format_args!("{tenant}#{client}#{minute}"))
}

/// What one tenant asked for in one hour (hours since the epoch).
#[must_use]
pub fn tenant_quota_key(tenant: &TenantId, hour: u64) -> ItemKey {
    ItemKind::TenantQuota.key(format_args!("{tenant}#{hour}"))
}

/// The texts to one country on one day (days since the epoch, UTC).
#[must_use]
pub fn country_key(tenant: &TenantId, country: &str, day: u64) -> ItemKey {
    let key = ItemKind::CountryDay.key(format_args!("{tenant}#{country}"));
    key.beside(format!("{day:06}#0"))
}

/// The texts to one country from one day on and before another (days since the epoch, UTC).
#[must_use]
pub fn country_days(tenant: &TenantId, country: &str, first: u64, end: u64) -> KeyRange {
    let key = ItemKind::CountryDay.key(format_args!("{tenant}#{country}"));
    KeyRange {
        between: Some((format!("{first:06}"), format!("{end:06}"))),
        ..KeyRange::all(key.table, key.pk)
    }
}

/// An access token of somebody else's API, such as WeChat's for one of their applications.
#[must_use]
pub fn access_token_key(tenant: &TenantId, app_id: &str) -> ItemKey {
    ItemKind::AccessToken.key(format_args!("{tenant}#{app_id}"))
}

/// All versions of a kind of key.
#[must_use]
pub fn keys_key(kind: ItemKind) -> ItemKey {
    kind.key("")
}

/// All versions of a kind of key that each application has of its own.
#[must_use]
pub fn client_keys_key(kind: ItemKind, client: &ClientId) -> ItemKey {
    kind.key(client)
}

/// The secret of an identity source.
#[must_use]
pub fn source_secret_key(tenant: &TenantId, source: &SourceId) -> ItemKey {
    ItemKind::SourceSecret.key(format_args!("{tenant}#{source}"))
}

/// The secret of a carrier of messages.
#[must_use]
pub fn carrier_secret_key(tenant: &TenantId, carrier: &CarrierId) -> ItemKey {
    ItemKind::CarrierSecret.key(format_args!("{tenant}#{carrier}"))
}

/// The hashes of the secrets of an application.
#[must_use]
pub fn client_secrets_key(client: &ClientId) -> ItemKey {
    ItemKind::ClientSecrets.key(client)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "08f770f51f80d2f40f38c00cb199fd21";

    /// One key of each kind, in the order of the kinds.
    fn keys() -> Vec<ItemKey> {
        let tenant: TenantId = TENANT.to_owned().try_into().unwrap();
        let source: SourceId = "s".to_owned().try_into().unwrap();
        let client: ClientId = "c".to_owned().try_into().unwrap();
        let user = UserId::nobody();
        let hash = Pseudonym("h".to_owned());
        vec![
            tenant_key(&tenant),
            source_key(&tenant, &source),
            application_key(&client),
            listed_client_key(&client),
            user_key(&tenant, &user),
            link_key(&tenant, &user, &source),
            contact_owner_key(&tenant, ContactKind::Mobile, "+8613900000000"),
            contact_owner_key(&tenant, ContactKind::Email, "a@b.c"),
            name_owner_key(&tenant, "n"),
            attribute_owner_key(&tenant, "badge", "a"),
            union_owner_key(&tenant, "u"),
            external_id_owner_key(&tenant, &"e".to_owned().try_into().unwrap()),
            destination_key(&tenant, &hash),
            puzzle_key("p"),
            pass_key("p"),
            state_key("j"),
            session_key("h"),
            nonce_key("h"),
            server_token_key("h"),
            sso_ticket_key("h"),
            idempotency_key(&hash),
            address_key(&hash, 1),
            device_key(&hash, 1),
            network_key(&hash, 1),
            puzzle_quota_key(&hash, 1),
            client_secret_quota_key(&hash, 1),
            password_quota_key(&hash, 1),
            application_quota_key(&tenant, &client, 1),
            tenant_quota_key(&tenant, 1),
            country_key(&tenant, "CN", 1),
            known_device_key(&hash),
            sent_text_key(&tenant, "r"),
            access_token_key(&tenant, "wx"),
            keys_key(ItemKind::SigningKey),
            keys_key(ItemKind::PublicKey),
            keys_key(ItemKind::Pepper),
            keys_key(ItemKind::StateKey),
            keys_key(ItemKind::PseudonymKey),
            client_keys_key(ItemKind::DecryptionKey, &client),
            client_keys_key(ItemKind::EncryptionKey, &client),
            source_secret_key(&tenant, &source),
            carrier_secret_key(&tenant, &CarrierId::of_stack("carrier")),
            client_secrets_key(&client),
        ]
    }

    #[test]
    fn each_key_belongs_to_one_kind() {
        let kinds: Vec<_> = keys().iter().filter_map(ItemKey::kind).collect();
        assert_eq!(kinds, ItemKind::ALL);
        assert_eq!(ItemKind::of(Table::Keys, "OTHER", "-"), None);
        assert_eq!(ItemKind::of(Table::Keys, "SIGNING#", "1"), None);
    }

    #[test]
    fn each_kind_has_a_word_of_its_own_within_its_table() {
        for kind in ItemKind::ALL {
            let same = |other: &&ItemKind| {
                other.to_string() == kind.to_string() && other.table() == kind.table()
            };
            assert_eq!(ItemKind::ALL.iter().filter(same).count(), 1, "{kind}");
        }
    }

    #[test]
    fn stored_keys_are_what_they_always_were() {
        let written: Vec<_> = keys()
            .iter()
            .map(|key| format!("{} {}", key.pk, key.sk))
            .collect();
        let nobody = UserId::nobody();
        let user = format!("USER#t#{nobody}");
        let expected = [
            "TENANT#t TENANT",
            "TENANT#t SOURCE#s",
            "APP#c APP",
            "CLIENTS c",
            &format!("{user} USER"),
            &format!("{user} LINK#s"),
            "MOBILE#t#+8613900000000 OWNER",
            "EMAIL#t#a@b.c OWNER",
            "NAME#t#n OWNER",
            "ATTRIBUTE#badge#t#a OWNER",
            "SOCIAL#t#union#u OWNER",
            "EXTERNAL#t#e OWNER",
            "DEST#t#h GUARD",
            "PUZZLE#p -",
            "PASS#p -",
            "STATE#j -",
            "SESSION#h -",
            "NONCE#h -",
            "SERVER#h -",
            "TICKET#h -",
            "ONCE#h -",
            "LIMIT#ADDRESS#h#1 0",
            "LIMIT#DEVICE#h#1 0",
            "LIMIT#NETWORK#h#1 0",
            "LIMIT#PUZZLE#h#1 0",
            "LIMIT#CLIENTSECRET#h#1 0",
            "LIMIT#PASSWORD#h#1 0",
            "LIMIT#APPLICATION#t#c#1 0",
            "LIMIT#TENANT#t#1 0",
            "COUNTRY#t#CN 000001#0",
            "PROVEN#h -",
            "SENT#t#r -",
            "UPSTREAM#t#wx -",
            "SIGNING -",
            "PUBLIC -",
            "PEPPER -",
            "STATE -",
            "BLIND -",
            "DECRYPTION#c -",
            "ENCRYPTION#c -",
            "SECRET#t#s -",
            "CARRIER#t#carrier -",
            "CLIENTSECRET#c -",
        ];
        let expected = expected.map(|key| key.replace("#t", &format!("#{TENANT}")));
        assert_eq!(written, expected);
    }
}

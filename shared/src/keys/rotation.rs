//! The rotation of keys: when a new version is made and used, when an old one is removed, and
//! how one is revoked at once. `rotate-keys` runs [`Rotation::rotate`] daily, the owner's
//! tool lists and revokes.
//!
//! Whatever was deleted from the Keys table, a run leaves exactly one key of each kind in use, and
//! of pairs both halves: where no key is in use, the next one that is published is used from now
//! on, or a new one is made.

use crate::{
    error::{Error, ErrorContext, Result, chain},
    keys::{
        key_set::{KeyVersion, StoredKeys},
        kinds::{
            DECRYPTION_GRACE, DecryptionKey, EncryptionKey, Pepper, PseudonymKey, PublicKey,
            Secret, SigningKey, StateKey,
        },
        oaep::OaepKeyPair,
    },
    observability::{audit, metrics::Metrics},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{Entropy, HEX},
        settings::BootError,
    },
    storage::{
        item::{Item, ItemKey, from_item},
        item_keys::{ItemKind, client_keys_key, keys_key, listed_clients},
        store::{CommitError, Store},
        transaction::Transaction,
        write::Write,
    },
    tenants::{MAX_CODE_LIFETIME, MAX_ID_TOKEN_LIFETIME, application::ListedClient},
    values::identifiers::ClientId,
};
use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
    signature::{KeyPair as _, RsaPublicKeyComponents},
};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use std::{sync::Arc, time::Duration};

const DAY: Duration = Duration::from_hours(24);
/// How long before its use a key is written. Key sets are kept by clients for an hour and keys by
/// functions for ten minutes; the rest is for an operator to notice that something went wrong.
const NOTICE: Duration = Duration::from_hours(24 * 7);
/// The least notice, however late the rotation runs.
const LEAST_NOTICE: Duration = DAY;

/// When keys of one kind come and go.
struct Schedule {
    /// How long a key is in use.
    used_for: Duration,
    /// How long it stays after its successor's use began: until the last thing made with it
    /// has expired, and some.
    kept_for: Duration,
}

const SIGNING: Schedule = Schedule {
    used_for: Duration::from_hours(24 * 90),
    kept_for: MAX_ID_TOKEN_LIFETIME.saturating_add(DAY),
};
const PEPPER: Schedule = Schedule {
    used_for: Duration::from_hours(24 * 30),
    kept_for: MAX_CODE_LIFETIME.saturating_add(DAY),
};
const STATE: Schedule = Schedule {
    used_for: Duration::from_hours(24 * 30),
    kept_for: MAX_CODE_LIFETIME.saturating_add(DAY),
};
const SIGNATURE: Schedule = Schedule {
    used_for: Duration::from_hours(24 * 90),
    kept_for: DECRYPTION_GRACE,
};
/// In use for ever: see [`PseudonymKey`].
const PSEUDONYM: Schedule = Schedule {
    used_for: Duration::MAX,
    kept_for: Duration::MAX,
};

/// A kind of key that is rotated and revoked as one: of key pairs, both halves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RotatedKind {
    /// The key of pseudonyms.
    Pseudonym,
    /// The pepper of verification codes.
    Pepper,
    /// The key of state tokens.
    State,
    /// The key pair of `id_tokens`.
    Signing,
    /// The key pair of the signatures (`X-signature`) of an application's clients.
    Signature(ClientId),
}

impl RotatedKind {
    /// Those that the deployment has, and not each application.
    pub const OF_DEPLOYMENT: [Self; 4] =
        [Self::Pseudonym, Self::Pepper, Self::State, Self::Signing];

    /// The kind of its item with the secrets.
    const fn private(&self) -> ItemKind {
        match self {
            Self::Pseudonym => ItemKind::PseudonymKey,
            Self::Pepper => ItemKind::Pepper,
            Self::State => ItemKind::StateKey,
            Self::Signing => ItemKind::SigningKey,
            Self::Signature(_) => ItemKind::DecryptionKey,
        }
    }

    /// The kind of its item with the public halves, if it is one of pairs.
    const fn public(&self) -> Option<ItemKind> {
        match self {
            Self::Pseudonym | Self::Pepper | Self::State => None,
            Self::Signing => Some(ItemKind::PublicKey),
            Self::Signature(_) => Some(ItemKind::EncryptionKey),
        }
    }

    fn item(&self, kind: ItemKind) -> ItemKey {
        match self {
            Self::Signature(client) => client_keys_key(kind, client),
            Self::Pseudonym | Self::Pepper | Self::State | Self::Signing => keys_key(kind),
        }
    }

    const fn schedule(&self) -> &'static Schedule {
        match self {
            Self::Pseudonym => &PSEUDONYM,
            Self::Pepper => &PEPPER,
            Self::State => &STATE,
            Self::Signing => &SIGNING,
            Self::Signature(_) => &SIGNATURE,
        }
    }

    /// Makes the public half of a key.
    fn public_half(&self, private: &KeyVersion<RawKey>) -> Result<KeyVersion<RawKey>> {
        let key = match self {
            Self::Pseudonym | Self::Pepper | Self::State => {
                return Err(Error::internal("halving a key that is no pair"));
            }
            Self::Signing => public_key(&private.key.parse()?)?,
            Self::Signature(_) => {
                let pair: DecryptionKey = private.key.parse()?;
                let spki = pair.pkcs8.public_half().to_owned();
                RawKey::of(&EncryptionKey { spki })?
            }
        };
        Ok(KeyVersion {
            key,
            ..private.clone()
        })
    }

    /// Records what became of a key in the audit log; of a pair, of both halves.
    fn record(&self, number: u64, outcome: &str) {
        audit::record_key(self.item(self.private()).pk(), number, outcome);
    }
}

/// A key as its item has it, whatever its kind. Cannot be printed, as most are secret.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
struct RawKey(Map<String, Value>);

impl RawKey {
    fn of<K: Serialize>(key: &K) -> Result<Self> {
        let members = serde_json::to_value(key).and_then(serde_json::from_value);
        members.map(Self).internal("making a key's item")
    }

    fn parse<K: DeserializeOwned>(&self) -> Result<K> {
        serde_json::from_value(Value::Object(self.0.clone())).internal("understanding a key")
    }
}

/// The keys of a kind as they were read.
struct ReadKeys {
    private: StoredKeys<RawKey>,
    /// Whether there is a public half of each, and none of others.
    are_halves_complete: bool,
}

impl ReadKeys {
    fn dates(&self) -> Vec<Date> {
        dates(&self.private.versions)
    }
}

/// A version of a key as the owner sees it: without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedKey {
    pub kind: RotatedKind,
    /// Its place among its kind, from 1.
    pub number: u64,
    /// Its name: the `kid` of a signing key.
    pub id: String,
    /// From when on it is used.
    pub use_from: Timestamp,
    /// Whether it is the one that new things are made with.
    pub is_in_use: bool,
}

/// What takes the place of a key that is revoked while it is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// The next one, which was published already and is used from now on.
    Next(u64),
    /// A new one, which nobody knows yet.
    New(u64),
}

/// A revocation that is ready to be done.
pub struct Revocation {
    kind: RotatedKind,
    number: u64,
    /// What is used instead; nothing where the key is not the one in use.
    pub replacement: Option<Replacement>,
    transaction: Transaction<'static>,
}

/// Makes and removes keys.
pub struct Rotation {
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
    metrics: Option<Arc<Metrics>>,
}

impl Rotation {
    /// Needs nothing but the Keys table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        let metrics = Metrics::of(platform)?;
        Ok(Self {
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
            metrics,
        })
    }

    /// Does what is due at this moment. Running it twice, or twice at once, does no more than
    /// running it once: of two that change the keys of a kind, one is refused. A
    /// run that is cut short, as by the time limit of the function where many applications are new,
    /// has done a part, and the next one goes on.
    ///
    /// Where the keys of one application cannot be rotated, those of the others are all the same,
    /// and the run fails at its end.
    pub async fn rotate(&self, now: Timestamp) -> Result<()> {
        for kind in RotatedKind::OF_DEPLOYMENT {
            self.rotate_kind(&kind, now).await?;
        }
        let mut failed = Ok(());
        for client in self.clients().await? {
            let kind = RotatedKind::Signature(client);
            if let Err(error) = self.rotate_kind(&kind, now).await {
                tracing::error!("rotating {kind:?}: {}", chain(&error));
                failed = Err(error);
            }
        }
        failed
    }

    /// The applications that have keys of their own.
    async fn clients(&self) -> Result<Vec<ClientId>> {
        let listed = self.store.query(&listed_clients()).await?;
        let listed = listed.into_iter().map(from_item::<ListedClient>);
        listed.map(|one| one.map(|one| one.client_id)).collect()
    }

    async fn rotate_kind(&self, kind: &RotatedKind, now: Timestamp) -> Result<()> {
        let read = self.read(kind).await?;
        let plan = Plan::new(&read.dates(), kind.schedule(), now);
        let mut versions = read.private.versions.clone();
        let mut changes = Vec::new();
        match plan.next {
            Some(Next::New(date)) => {
                versions.push(self.make(kind, date).await?);
                changes.push((date.number, "MADE"));
            }
            Some(Next::Advanced(number)) => {
                advance(&mut versions, number, now);
                changes.push((number, "ADVANCED"));
            }
            None => {}
        }
        versions.retain(|version| !plan.over.contains(&version.number));
        changes.extend(plan.over.iter().map(|number| (*number, "REMOVED")));
        if !changes.is_empty() || !read.are_halves_complete {
            let replaced = replace_items(kind, &read, versions)?;
            match self.store.commit(replaced).await {
                Ok(()) => {
                    for (number, outcome) in changes {
                        kind.record(number, outcome);
                    }
                }
                // Losing the race against another run is as good as winning it.
                Err(CommitError::Refused { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if let (RotatedKind::Signing, Some(metrics)) = (kind, &self.metrics) {
            metrics.signing_key(now.until(plan.in_use_until), now);
        }
        Ok(())
    }

    /// All versions of all kinds, oldest first.
    pub async fn list(&self, now: Timestamp) -> Result<Vec<ListedKey>> {
        let mut listed = Vec::new();
        let of_clients = self.clients().await?;
        let of_clients = of_clients.into_iter().map(RotatedKind::Signature);
        for kind in RotatedKind::OF_DEPLOYMENT.into_iter().chain(of_clients) {
            let read = self.read(&kind).await?;
            let in_use = in_use(&read.dates(), now).map(|date| date.number);
            let keys = read.private.versions.into_iter().map(|version| ListedKey {
                kind: kind.clone(),
                number: version.number,
                id: version.id,
                use_from: version.use_from,
                is_in_use: in_use == Some(version.number),
            });
            listed.extend(keys);
        }
        Ok(listed)
    }

    /// What it takes to revoke a key at once; nothing where there is no such key. Where it
    /// is the one in use, the next one takes its place in the same transaction, so that
    /// there is always one.
    pub async fn revocation(
        &self,
        kind: &RotatedKind,
        number: u64,
        now: Timestamp,
    ) -> Result<Option<Revocation>> {
        let read = self.read(kind).await?;
        let dates = read.dates();
        if !dates.iter().any(|date| date.number == number) {
            return Ok(None);
        }
        let is_in_use = in_use(&dates, now).is_some_and(|date| date.number == number);
        let mut versions = read.private.versions.clone();
        let instead = match dates.iter().find(|date| date.use_from > now) {
            _ if !is_in_use => None,
            Some(next) => {
                advance(&mut versions, next.number, now);
                Some(Replacement::Next(next.number))
            }
            None => {
                let newest = dates.last().map_or(0, |date| date.number);
                let next = Date {
                    number: newest + 1,
                    use_from: now,
                };
                versions.push(self.make(kind, next).await?);
                Some(Replacement::New(next.number))
            }
        };
        versions.retain(|version| version.number != number);
        Ok(Some(Revocation {
            kind: kind.clone(),
            number,
            replacement: instead,
            transaction: replace_items(kind, &read, versions)?,
        }))
    }

    /// Revokes a key: both of its halves go, and its replacement is in use from now on.
    pub async fn revoke(&self, revocation: Revocation) -> Result<()> {
        self.store.commit(revocation.transaction).await?;
        revocation.kind.record(revocation.number, "REVOKED");
        Ok(())
    }

    async fn read(&self, kind: &RotatedKind) -> Result<ReadKeys> {
        let halves = [Some(kind.private()), kind.public()].into_iter().flatten();
        let items: Vec<ItemKey> = halves.map(|half| kind.item(half)).collect();
        let items = self.store.get_all(&items).await?.into_iter();
        let halves = items.map(StoredKeys::<RawKey>::of);
        let mut halves = halves.collect::<Result<Vec<_>>>()?.into_iter();
        let private = halves
            .next()
            .ok_or_else(|| Error::internal("reading keys: there are none"))?;
        let are_complete =
            |public: StoredKeys<RawKey>| dates(&public.versions) == dates(&private.versions);
        Ok(ReadKeys {
            are_halves_complete: halves.next().is_none_or(are_complete),
            private,
        })
    }

    /// Makes a key; of a pair, the private half.
    async fn make(&self, kind: &RotatedKind, date: Date) -> Result<KeyVersion<RawKey>> {
        let key = match kind {
            RotatedKind::Pseudonym => RawKey::of(&self.secret(PseudonymKey::of))?,
            RotatedKind::Pepper => RawKey::of(&self.secret(Pepper::of))?,
            RotatedKind::State => RawKey::of(&self.secret(StateKey::of))?,
            RotatedKind::Signature(_) => {
                let pkcs8 = apart(OaepKeyPair::generate).await?;
                RawKey::of(&DecryptionKey { pkcs8 })?
            }
            RotatedKind::Signing => {
                let generate =
                    || KeyPair::generate(KeySize::Rsa2048).internal("generating a signing key");
                let pair = apart(generate).await?;
                let der: Pkcs8V1Der<'_> = pair.as_der().internal("encoding a signing key")?;
                let pkcs8 = BASE64_STANDARD.encode(der.as_ref());
                RawKey::of(&SigningKey { pkcs8 })?
            }
        };
        Ok(KeyVersion {
            number: date.number,
            id: self.entropy.text(HEX, 16),
            use_from: date.use_from,
            key,
        })
    }

    fn secret<K>(&self, kind: fn(Secret) -> K) -> K {
        let mut bytes = [0; 32];
        self.entropy.fill(&mut bytes);
        kind(Secret::new(bytes))
    }
}

/// The writes that put other versions into the items of a kind, unless another run did so since
/// they were read. The public halves are all made anew, as somebody may have deleted them by hand.
fn replace_items(
    kind: &RotatedKind,
    read: &ReadKeys,
    versions: Vec<KeyVersion<RawKey>>,
) -> Result<Transaction<'static>> {
    let revision = read.private.revision + 1;
    let public = kind.public().map(|public| -> Result<Write> {
        let halves = versions.iter().map(|private| kind.public_half(private));
        let halves = StoredKeys {
            revision,
            versions: halves.collect::<Result<_>>()?,
        };
        Write::put(kind.item(public), &halves)
    });
    let private = StoredKeys { revision, versions };
    let key = kind.item(kind.private());
    let private = match read.private.revision {
        0 => Write::create(key, &private)?,
        seen => Write::put(key, &private)?
            .condition("revision = :seen")
            .number(":seen", seen),
    };
    let mut writes = Transaction::default().and(private, raced);
    if let Some(public) = public.transpose()? {
        writes = writes.and_always(public);
    }
    Ok(writes)
}

/// Has a published key used from now on, earlier than planned.
fn advance(versions: &mut [KeyVersion<RawKey>], number: u64, now: Timestamp) {
    for version in versions
        .iter_mut()
        .filter(|version| version.number == number)
    {
        version.use_from = now;
    }
}

fn public_key(private: &SigningKey) -> Result<RawKey> {
    let der = BASE64_STANDARD
        .decode(&private.pkcs8)
        .internal("understanding a signing key")?;
    let pair = KeyPair::from_pkcs8(&der).internal("understanding a signing key")?;
    let RsaPublicKeyComponents { n, e }: RsaPublicKeyComponents<Vec<u8>> = pair.public_key().into();
    RawKey::of(&PublicKey {
        n: BASE64_URL_SAFE_NO_PAD.encode(n),
        e: BASE64_URL_SAFE_NO_PAD.encode(e),
    })
}

/// Does something that takes long and waits for nothing on a thread of its own: finding two primes
/// would keep whatever else is under way from its answers until it is late.
async fn apart<T: Send + 'static>(work: fn() -> Result<T>) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.internal("working on another thread")?
}

/// Another run has changed the keys since they were read.
fn raced(_: &Item) -> Error {
    Error::internal("writing a key: another run did meanwhile")
}

/// A key, as far as its dates go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    number: u64,
    use_from: Timestamp,
}

fn dates(versions: &[KeyVersion<RawKey>]) -> Vec<Date> {
    let date = |version: &KeyVersion<RawKey>| Date {
        number: version.number,
        use_from: version.use_from,
    };
    versions.iter().map(date).collect()
}

/// Of all keys of a kind, oldest first, the one in use.
fn in_use(keys: &[Date], now: Timestamp) -> Option<&Date> {
    keys.iter().rev().find(|key| key.use_from <= now)
}

/// Which key comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// One that is to be made.
    New(Date),
    /// A published one, which is to be used from now on.
    Advanced(u64),
}

#[derive(Debug, PartialEq, Eq)]
struct Plan {
    next: Option<Next>,
    over: Vec<u64>,
    /// Until when the key in use, once all this is done, is the one in use.
    in_use_until: Timestamp,
}

impl Plan {
    /// `keys` from the oldest to the newest.
    fn new(keys: &[Date], schedule: &Schedule, now: Timestamp) -> Self {
        let next = Self::next(keys, schedule, now);
        let mut after = keys.to_vec();
        match next {
            Some(Next::New(date)) => after.push(date),
            Some(Next::Advanced(number)) => {
                let mut advanced = after.iter_mut().filter(|key| key.number == number);
                advanced.by_ref().for_each(|key| key.use_from = now);
            }
            None => {}
        }
        let successor = after.iter().find(|key| key.use_from > now);
        let in_use_until = in_use(&after, now).map_or(now, |key| match successor {
            Some(successor) => successor.use_from,
            None => key.use_from + schedule.used_for,
        });
        let is_over = |pair: &&[Date]| pair[1].use_from + schedule.kept_for <= now;
        Self {
            next,
            in_use_until,
            over: keys
                .windows(2)
                .filter(is_over)
                .map(|pair| pair[0].number)
                .collect(),
        }
    }

    fn next(keys: &[Date], schedule: &Schedule, now: Timestamp) -> Option<Next> {
        let (Some(oldest), Some(newest)) = (keys.first(), keys.last()) else {
            return Some(Next::New(Date {
                number: 1,
                use_from: now,
            }));
        };
        if oldest.use_from > now {
            return Some(Next::Advanced(oldest.number));
        }
        let ends = newest.use_from + schedule.used_for;
        let is_due = ends - NOTICE <= now;
        is_due.then_some(Next::New(Date {
            number: newest.number + 1,
            use_from: ends.max(now + LEAST_NOTICE),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_secs(1_795_165_200);

    fn days(count: u64) -> Timestamp {
        START + DAY * u32::try_from(count).unwrap()
    }

    fn date(number: u64, day: u64) -> Date {
        Date {
            number,
            use_from: days(day),
        }
    }

    fn new(number: u64, day: u64) -> Next {
        Next::New(date(number, day))
    }

    #[test]
    fn the_first_key_is_used_at_once() {
        let plan = Plan {
            next: Some(new(1, 0)),
            over: vec![],
            in_use_until: days(90),
        };
        assert_eq!(Plan::new(&[], &SIGNING, START), plan);
    }

    #[test]
    fn the_next_key_is_written_a_week_before_its_use() {
        let keys = [date(1, 0)];
        assert_eq!(Plan::new(&keys, &SIGNING, days(82)).next, None);
        assert_eq!(Plan::new(&keys, &SIGNING, days(83)).next, Some(new(2, 90)));
    }

    #[test]
    fn a_key_is_known_a_day_before_its_use_however_late_the_rotation() {
        assert_eq!(
            Plan::new(&[date(1, 0)], &SIGNING, days(200)).next,
            Some(new(2, 201))
        );
    }

    #[test]
    fn an_old_key_stays_until_what_was_made_with_it_has_expired() {
        let keys = [date(1, 0), date(2, 90)];
        assert_eq!(Plan::new(&keys, &SIGNING, days(91)).over, Vec::<u64>::new());
        assert_eq!(Plan::new(&keys, &SIGNING, days(92)).over, vec![1]);
    }

    #[test]
    fn the_key_of_pseudonyms_is_for_ever() {
        let plan = Plan::new(&[date(1, 0)], &PSEUDONYM, days(36_500));
        assert_eq!((plan.next, plan.over), (None, vec![]));
    }

    #[test]
    fn where_no_key_is_in_use_the_published_one_is_used_at_once() {
        let plan = Plan::new(&[date(2, 90), date(3, 180)], &SIGNING, days(85));
        assert_eq!(plan.next, Some(Next::Advanced(2)));
        assert_eq!(plan.in_use_until, days(180));
        let plan = Plan::new(&[date(2, 90)], &SIGNING, days(85));
        assert_eq!(plan.in_use_until, days(85 + 90));
    }

    #[test]
    fn the_time_left_is_that_of_the_key_in_use() {
        let until = |keys: &[Date], day| Plan::new(keys, &SIGNING, days(day)).in_use_until;
        assert_eq!(until(&[date(1, 0)], 80), days(90));
        assert_eq!(until(&[date(1, 0), date(2, 90)], 85), days(90));
        assert_eq!(until(&[date(1, 0), date(2, 90)], 90), days(180));
    }
}

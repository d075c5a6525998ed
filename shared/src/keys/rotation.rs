//! The rotation of keys: when a new version is made and used, when an old one is removed, and
//! how one is revoked at once. `rotate-keys` runs [`Rotation::rotate`] daily, the owner's
//! tool lists and revokes.
//!
//! Whatever was deleted from the Keys table, a run leaves exactly one key of each kind in use:
//! where none is, the next one that is published is used from now on, or a new one is made.

use crate::{
    error::{Error, ErrorContext, Result, chain},
    keys::{
        key_set::{KeyKind, KeyVersion},
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
        item_keys::{
            ItemKind, KeyRange, client_key_version_key, client_key_versions, key_version_key,
            key_versions, listed_clients,
        },
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
use serde::{Deserialize, Serialize};
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

/// A kind of key that is rotated and revoked as one: a key pair is two items, its private
/// and its public half.
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

    /// The kinds of its items; the first has the secret.
    const fn items(&self) -> &'static [ItemKind] {
        match self {
            Self::Pseudonym => &[ItemKind::PseudonymKey],
            Self::Pepper => &[ItemKind::Pepper],
            Self::State => &[ItemKind::StateKey],
            Self::Signing => &[ItemKind::SigningKey, ItemKind::PublicKey],
            Self::Signature(_) => &[ItemKind::DecryptionKey, ItemKind::EncryptionKey],
        }
    }

    const fn client(&self) -> Option<&ClientId> {
        match self {
            Self::Signature(client) => Some(client),
            Self::Pseudonym | Self::Pepper | Self::State | Self::Signing => None,
        }
    }

    /// The key of one of its items.
    fn version_key(&self, item: ItemKind, number: u64) -> ItemKey {
        match self.client() {
            Some(client) => client_key_version_key(item, client, number),
            None => key_version_key(item, number),
        }
    }

    /// The items that have the secrets.
    fn versions(&self) -> KeyRange {
        let item = self.items()[0];
        match self.client() {
            Some(client) => client_key_versions(item, client),
            None => key_versions(item),
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

    fn delete(&self, number: u64) -> Transaction<'static> {
        let mut both = Transaction::default();
        for item in self.items() {
            both = both.and_always(Write::delete(self.version_key(*item, number)));
        }
        both
    }

    /// The write that stores a key for the first time.
    fn create<K: KeyKind + Serialize>(&self, next: &KeyVersion<K>) -> Result<Write> {
        Write::create(self.version_key(K::ITEM, next.number), next)
    }

    /// Records what became of a key in the audit log, for each of its items by itself.
    fn record(&self, number: u64, outcome: &str) {
        for item in self.items() {
            audit::record_key(self.version_key(*item, number).pk(), number, outcome);
        }
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
    /// running it once: the keys of a kind are numbered, and only one can have the next number. A
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
        let items = self.items(kind).await?;
        let plan = Plan::new(&dates(&items)?, kind.schedule(), now);
        match plan.next {
            Some(Next::New(date)) => {
                let made = self.make(kind, date).await?;
                self.commit_once(made, kind, date.number, "MADE").await?;
            }
            Some(Next::Advanced(number)) => {
                let advanced = advance(kind, &items, number, now)?;
                self.commit_once(advanced, kind, number, "ADVANCED").await?;
            }
            None => {}
        }
        for number in plan.over {
            self.store.commit(kind.delete(number)).await?;
            kind.record(number, "REMOVED");
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
            let items = self.items(&kind).await?;
            let dates = dates(&items)?;
            let in_use = in_use(&dates, now).map(|date| date.number);
            for (item, date) in items.into_iter().zip(dates) {
                listed.push(ListedKey {
                    kind: kind.clone(),
                    number: date.number,
                    id: from_item::<Named>(item)?.id,
                    use_from: date.use_from,
                    is_in_use: in_use == Some(date.number),
                });
            }
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
        let items = self.items(kind).await?;
        let dates = dates(&items)?;
        if !dates.iter().any(|date| date.number == number) {
            return Ok(None);
        }
        let is_in_use = in_use(&dates, now).is_some_and(|date| date.number == number);
        let (replacement, replace) = match dates.iter().find(|date| date.use_from > now) {
            _ if !is_in_use => (None, Transaction::default()),
            Some(next) => {
                let advanced = advance(kind, &items, next.number, now)?;
                (Some(Replacement::Next(next.number)), advanced)
            }
            None => {
                let newest = dates.last().map_or(0, |date| date.number);
                let next = Date {
                    number: newest + 1,
                    use_from: now,
                };
                (
                    Some(Replacement::New(next.number)),
                    self.make(kind, next).await?,
                )
            }
        };
        Ok(Some(Revocation {
            kind: kind.clone(),
            number,
            replacement,
            transaction: replace.with(kind.delete(number)),
        }))
    }

    /// Revokes a key: all of its items go, and its replacement is in use from now on.
    pub async fn revoke(&self, revocation: Revocation) -> Result<()> {
        self.store.commit(revocation.transaction).await?;
        revocation.kind.record(revocation.number, "REVOKED");
        Ok(())
    }

    async fn items(&self, kind: &RotatedKind) -> Result<Vec<Item>> {
        self.store.query(&kind.versions()).await
    }

    /// The writes that make a key. The halves of a pair come and go together.
    async fn make(&self, kind: &RotatedKind, date: Date) -> Result<Transaction<'static>> {
        let created = match kind {
            RotatedKind::Pseudonym => {
                kind.create(&self.dated(date, self.secret(PseudonymKey::of)))?
            }
            RotatedKind::Pepper => kind.create(&self.dated(date, self.secret(Pepper::of)))?,
            RotatedKind::State => kind.create(&self.dated(date, self.secret(StateKey::of)))?,
            RotatedKind::Signature(_) => {
                let pkcs8 = apart(OaepKeyPair::generate).await?;
                let private = self.dated(date, DecryptionKey { pkcs8 });
                let public = kind.create(&encryption_half(&private))?;
                return Ok(Transaction::default()
                    .and(kind.create(&private)?, raced)
                    .and(public, raced));
            }
            RotatedKind::Signing => {
                let generate =
                    || KeyPair::generate(KeySize::Rsa2048).internal("generating a signing key");
                let pair = apart(generate).await?;
                let der: Pkcs8V1Der<'_> = pair.as_der().internal("encoding a signing key")?;
                let private = self.dated(
                    date,
                    SigningKey {
                        pkcs8: BASE64_STANDARD.encode(der.as_ref()),
                    },
                );
                let public = kind.create(&public_half(&private, &pair))?;
                return Ok(Transaction::default()
                    .and(kind.create(&private)?, raced)
                    .and(public, raced));
            }
        };
        Ok(Transaction::default().and(created, raced))
    }

    fn secret<K>(&self, kind: fn(Secret) -> K) -> K {
        let mut bytes = [0; 32];
        self.entropy.fill(&mut bytes);
        kind(Secret::new(bytes))
    }

    fn dated<K>(&self, Date { number, use_from }: Date, key: K) -> KeyVersion<K> {
        KeyVersion {
            number,
            id: self.entropy.text(HEX, 16),
            use_from,
            key,
        }
    }

    /// Losing the race against another run is as good as winning it.
    async fn commit_once(
        &self,
        transaction: Transaction<'static>,
        kind: &RotatedKind,
        number: u64,
        outcome: &str,
    ) -> Result<()> {
        match self.store.commit(transaction).await {
            Ok(()) => {
                let made = kind.version_key(kind.items()[0], number);
                audit::record_key(made.pk(), number, outcome);
            }
            Err(CommitError::Refused { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}

/// The writes that make a published key the one in use. The public half is written whole, from the
/// private one: whoever deleted keys by hand may have taken it.
fn advance(
    kind: &RotatedKind,
    items: &[Item],
    number: u64,
    now: Timestamp,
) -> Result<Transaction<'static>> {
    let early = Early {
        kind,
        items,
        number,
        now,
    };
    let advanced = match kind {
        RotatedKind::Pseudonym => early.advance::<PseudonymKey>()?.1,
        RotatedKind::Pepper => early.advance::<Pepper>()?.1,
        RotatedKind::State => early.advance::<StateKey>()?.1,
        RotatedKind::Signing => {
            let (private, write) = early.advance::<SigningKey>()?;
            let der = BASE64_STANDARD
                .decode(&private.key.pkcs8)
                .internal("understanding a signing key")?;
            let pair = KeyPair::from_pkcs8(&der).internal("understanding a signing key")?;
            let public = early.put(&public_half(&private, &pair))?;
            return Ok(Transaction::default().and(write, raced).and_always(public));
        }
        RotatedKind::Signature(_) => {
            let (private, write) = early.advance::<DecryptionKey>()?;
            let public = early.put(&encryption_half(&private))?;
            return Ok(Transaction::default().and(write, raced).and_always(public));
        }
    };
    Ok(Transaction::default().and(advanced, raced))
}

/// A published key that is to be used from now on, earlier than planned.
struct Early<'a> {
    kind: &'a RotatedKind,
    items: &'a [Item],
    number: u64,
    now: Timestamp,
}

impl Early<'_> {
    /// The key as it is once it is used from now on, and the write that says so.
    fn advance<K: KeyKind + Serialize>(&self) -> Result<(KeyVersion<K>, Write)> {
        for item in self.items {
            let mut version: KeyVersion<K> = from_item(item.clone())?;
            if version.number == self.number {
                version.use_from = self.now;
                let write = self
                    .put(&version)?
                    .condition("use_from > :now")
                    .number(":now", self.now.secs());
                return Ok((version, write));
            }
        }
        Err(Error::internal("using a key early: it is gone"))
    }

    fn put<K: KeyKind + Serialize>(&self, version: &KeyVersion<K>) -> Result<Write> {
        Write::put(self.kind.version_key(K::ITEM, self.number), version)
    }
}

fn encryption_half(private: &KeyVersion<DecryptionKey>) -> KeyVersion<EncryptionKey> {
    KeyVersion {
        number: private.number,
        id: private.id.clone(),
        use_from: private.use_from,
        key: EncryptionKey {
            spki: private.key.pkcs8.public_half().to_owned(),
        },
    }
}

fn public_half(private: &KeyVersion<SigningKey>, pair: &KeyPair) -> KeyVersion<PublicKey> {
    let RsaPublicKeyComponents { n, e }: RsaPublicKeyComponents<Vec<u8>> = pair.public_key().into();
    KeyVersion {
        number: private.number,
        id: private.id.clone(),
        use_from: private.use_from,
        key: PublicKey {
            n: BASE64_URL_SAFE_NO_PAD.encode(n),
            e: BASE64_URL_SAFE_NO_PAD.encode(e),
        },
    }
}

/// Does something that takes long and waits for nothing on a thread of its own: finding two primes
/// would keep whatever else is under way from its answers until it is late.
async fn apart<T: Send + 'static>(work: fn() -> Result<T>) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.internal("working on another thread")?
}

/// Another run has written the key of that number, or uses it already.
fn raced(_: &Item) -> Error {
    Error::internal("writing a key: another run did meanwhile")
}

/// The members of a version that the owner's list shows.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// A key, as far as its dates go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
struct Date {
    number: u64,
    use_from: Timestamp,
}

fn dates(items: &[Item]) -> Result<Vec<Date>> {
    items.iter().cloned().map(from_item).collect()
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

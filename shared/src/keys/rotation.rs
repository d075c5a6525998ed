//! The rotation of keys: who follows whom, and when the old ones go.

use crate::{
    error::{Error, ErrorContext, Result},
    keys::{
        key_set::{KeyKind, KeyVersion},
        kinds::{Pepper, PseudonymKey, PublicKey, Secret, SigningKey, StateKey},
    },
    observability::{audit, metrics::Metrics},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{Entropy, HEX},
        settings::BootError,
    },
    storage::{
        item::{Item, from_item},
        item_keys::{ItemKind, key_version_key, key_versions},
        store::{CommitError, Store},
        transaction::Transaction,
        write::Write,
    },
    tenants::{MAX_CODE_LIFETIME, MAX_ID_TOKEN_LIFETIME},
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
use serde::Serialize;
use std::{sync::Arc, time::Duration};

const DAY: Duration = Duration::from_hours(24);
/// How long before its use a key is written. Key sets are kept by clients for an hour and keys by functions for ten
/// minutes; the rest is for an operator to notice that something went wrong.
const NOTICE: Duration = Duration::from_hours(24 * 7);
/// The least notice, however late the rotation runs.
const LEAST_NOTICE: Duration = DAY;

/// When keys of one kind come and go.
struct Schedule {
    /// How long a key is in use.
    used_for: Duration,
    /// How long it stays after its successor's use began: until the last thing made with it has expired, and some.
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
/// In use for ever: see [`BlindKey`].
const BLIND: Schedule = Schedule {
    used_for: Duration::MAX,
    kept_for: Duration::MAX,
};

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

    /// Does what is due at this moment. Running it twice, or twice at once, does no more than running it once:
    /// the keys of a kind are numbered, and only one can have the next number.
    pub async fn rotate(&self, now: Timestamp) -> Result<()> {
        self.rotate_secret::<PseudonymKey>(&BLIND, now, |secret| PseudonymKey { secret })
            .await?;
        self.rotate_secret::<Pepper>(&PEPPER, now, |secret| Pepper { secret })
            .await?;
        self.rotate_secret::<StateKey>(&STATE, now, |secret| StateKey { secret })
            .await?;
        self.rotate_signing(now).await
    }

    async fn rotate_secret<K: KeyKind + Serialize>(
        &self,
        schedule: &Schedule,
        now: Timestamp,
        kind: fn(Secret) -> K,
    ) -> Result<()> {
        let plan = self.plan::<K>(schedule, now).await?;
        if let Some(next) = plan.next {
            let mut bytes = [0; 32];
            self.entropy.fill(&mut bytes);
            let next = self.dated(next, kind(Secret::new(bytes)));
            self.add::<K>(
                next.number,
                Transaction::default().and(create(&next)?, raced),
            )
            .await?;
        }
        for number in plan.over {
            self.remove(delete::<K>(number), number, &[K::ITEM]).await?;
        }
        Ok(())
    }

    /// The private half and the public half come and go together.
    async fn rotate_signing(&self, now: Timestamp) -> Result<()> {
        let plan = self.plan::<SigningKey>(&SIGNING, now).await?;
        if let Some(next) = plan.next {
            let pair = KeyPair::generate(KeySize::Rsa2048).internal("generating a signing key")?;
            let der: Pkcs8V1Der<'_> = pair.as_der().internal("encoding a signing key")?;
            let RsaPublicKeyComponents { n, e }: RsaPublicKeyComponents<Vec<u8>> =
                pair.public_key().into();
            let encode = |bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes);
            let private = self.dated(
                next,
                SigningKey {
                    pkcs8: BASE64_STANDARD.encode(der.as_ref()),
                },
            );
            let public = KeyVersion {
                number: private.number,
                id: private.id.clone(),
                use_from: private.use_from,
                key: PublicKey {
                    n: encode(n),
                    e: encode(e),
                },
            };
            let both = Transaction::default()
                .and(create(&private)?, raced)
                .and(create(&public)?, raced);
            self.add::<SigningKey>(private.number, both).await?;
        }
        for number in plan.over {
            let both = delete::<SigningKey>(number).with(delete::<PublicKey>(number));
            self.remove(both, number, &[SigningKey::ITEM, PublicKey::ITEM])
                .await?;
        }
        if let Some(metrics) = &self.metrics {
            metrics.signing_key(now.until(plan.good_until), now);
        }
        Ok(())
    }

    async fn plan<K: KeyKind>(&self, schedule: &Schedule, now: Timestamp) -> Result<Plan> {
        let items = self.store.query(&key_versions(K::ITEM)).await?;
        let keys = items
            .into_iter()
            .map(from_item)
            .collect::<Result<Vec<KeyVersion<K>>>>()?;
        let dates: Vec<_> = keys
            .iter()
            .map(|key| Date {
                number: key.number,
                use_from: key.use_from,
            })
            .collect();
        Ok(Plan::new(&dates, schedule, now))
    }

    fn dated<K>(&self, Date { number, use_from }: Date, key: K) -> KeyVersion<K> {
        KeyVersion {
            number,
            id: self.entropy.text(HEX, 16),
            use_from,
            key,
        }
    }

    /// Losing the race for a number is as good as winning it.
    async fn add<K: KeyKind>(&self, number: u64, transaction: Transaction<'static>) -> Result<()> {
        match self.store.commit(transaction).await {
            Ok(()) => audit::record_key(K::ITEM.prefix(), number, "MADE"),
            Err(CommitError::Refused { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    async fn remove(
        &self,
        deletion: Transaction<'static>,
        number: u64,
        kinds: &[ItemKind],
    ) -> Result<()> {
        self.store.commit(deletion).await?;
        for kind in kinds {
            audit::record_key(kind.prefix(), number, "REMOVED");
        }
        Ok(())
    }
}

fn delete<K: KeyKind>(number: u64) -> Transaction<'static> {
    Transaction::default().and_always(Write::delete(key_version_key(K::ITEM, number)))
}

fn create<K: KeyKind + Serialize>(next: &KeyVersion<K>) -> Result<Write> {
    Write::create(key_version_key(K::ITEM, next.number), next)
}

/// Another run has written the key of that number.
fn raced(_: &Item) -> Error {
    Error::internal("writing a key: its number is taken")
}

/// A key, as far as its dates go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Date {
    number: u64,
    use_from: Timestamp,
}

/// What is due.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    next: Option<Date>,
    over: Vec<u64>,
    /// Until when the newest key, the next one included, is in use.
    good_until: Timestamp,
}

impl Plan {
    /// `keys` from the oldest to the newest.
    fn new(keys: &[Date], schedule: &Schedule, now: Timestamp) -> Self {
        let next = match keys.last() {
            None => Some(Date {
                number: 1,
                use_from: now,
            }),
            Some(newest) => {
                let ends = newest.use_from + schedule.used_for;
                let use_from = ends.max(now + LEAST_NOTICE);
                (ends - NOTICE <= now).then_some(Date {
                    number: newest.number + 1,
                    use_from,
                })
            }
        };
        let is_over = |pair: &&[Date]| pair[1].use_from + schedule.kept_for <= now;
        let newest = next.as_ref().or(keys.last());
        let good_until = newest.map_or(now, |newest| newest.use_from + schedule.used_for);
        Self {
            next,
            good_until,
            over: keys
                .windows(2)
                .filter(is_over)
                .map(|pair| pair[0].number)
                .collect(),
        }
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

    #[test]
    fn the_first_key_is_used_at_once() {
        let (next, over, good_until) = (Some(date(1, 0)), vec![], days(90));
        assert_eq!(
            Plan::new(&[], &SIGNING, START),
            Plan {
                next,
                over,
                good_until
            }
        );
    }

    #[test]
    fn the_next_key_is_written_a_week_before_its_use() {
        let keys = [date(1, 0)];
        assert_eq!(Plan::new(&keys, &SIGNING, days(82)).next, None);
        assert_eq!(Plan::new(&keys, &SIGNING, days(83)).next, Some(date(2, 90)));
    }

    #[test]
    fn a_key_is_known_a_day_before_its_use_however_late_the_rotation() {
        assert_eq!(
            Plan::new(&[date(1, 0)], &SIGNING, days(200)).next,
            Some(date(2, 201))
        );
    }

    #[test]
    fn an_old_key_stays_until_what_was_made_with_it_has_expired() {
        let keys = [date(1, 0), date(2, 90)];
        assert_eq!(Plan::new(&keys, &SIGNING, days(91)).over, Vec::<u64>::new());
        assert_eq!(Plan::new(&keys, &SIGNING, days(92)).over, vec![1]);
    }

    #[test]
    fn the_blinding_key_is_for_ever() {
        let plan = Plan::new(&[date(1, 0)], &BLIND, days(36_500));
        assert_eq!((plan.next, plan.over), (None, vec![]));
    }
}

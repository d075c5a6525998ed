//! How many wrong secrets of one application an address may give in ten minutes.
//!
//! No number of tries finds a random secret. The limit is for one that is not as random as it
//! should be, and makes whoever tries show in the audit events. An attempt is counted before the
//! secret is compared, so that tries in parallel gain nothing, and a right one is taken off again.
//!
//! Whoever shares the address of the application's server can use its limit up, and keep it out
//! until the window ends. The window is shorter than the lifetime of an access token: a server
//! that renews its token ten minutes before the end is never without one.

use crate::{
    error::{Error, Result, rule::Rule},
    keys::kinds::PseudonymKey,
    platform::clock::Timestamp,
    request::client_address::Address,
    storage::{
        item_keys::client_secret_quota_key,
        store::Store,
        write::{Write, Written},
    },
    values::{identifiers::ClientId, pseudonym::Pseudonym},
};
use std::time::Duration;

/// The length of a window of the clock, in seconds.
const WINDOW: u64 = 600;
/// The most wrong secrets, and right ones that are being compared, in a window. A fleet of servers
/// behind one address that starts all at once stays below.
const MOST: u64 = 100;
/// How long a counter is kept after its window, in which a right secret may be taken off.
const KEPT: Duration = Duration::from_mins(1);

/// The attempts of an address at the secrets of an application.
pub struct ClientSecretQuota {
    requester: Pseudonym,
    now: Timestamp,
}

impl ClientSecretQuota {
    /// The quota of an address at an application, be there such an application or not.
    #[must_use]
    pub fn of(
        client: &ClientId,
        address: Address,
        pseudonyms: &PseudonymKey,
        now: Timestamp,
    ) -> Self {
        let parts = ["CLIENT SECRET", client.as_str(), &address.network()];
        Self {
            requester: pseudonyms.pseudonym(&parts),
            now,
        }
    }

    /// Counts an attempt, or refuses it as one too many.
    pub async fn count(&self, store: &Store) -> Result<()> {
        let count = self
            .change(1)
            .set("expires_at = :ends")
            .condition("attribute_not_exists(failed) OR failed < :most")
            .number(":most", MOST)
            .number(":ends", (self.end() + KEPT).secs());
        match store.write(count).await? {
            Written::Done(_) => Ok(()),
            Written::Refused(_) => {
                let rest = self.now.until(self.end());
                Err(Error::too_many(Rule::ClientSecrets, rest))
            }
        }
    }

    /// Takes an attempt off, whose secret was right.
    pub async fn give_back(&self, store: &Store) -> Result<()> {
        let back = self.change(-1).condition("attribute_exists(pk)");
        store.write(back).await.map(drop)
    }

    fn change(&self, by: i8) -> Write {
        let key = client_secret_quota_key(&self.requester, self.now.secs() / WINDOW);
        Write::update(key).add("failed :by").number(":by", by)
    }

    fn end(&self) -> Timestamp {
        Timestamp::from_secs((self.now.secs() / WINDOW + 1) * WINDOW)
    }
}

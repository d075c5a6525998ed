//! Attempts at passwords: counted before anything is compared, by the identifier that they are made
//! at, like those at codes.

use crate::{
    error::{Error, Result, catalogue::ErrorCode, chain},
    keys::{key_set::KeySet, kinds::PseudonymKey},
    platform::{
        Platform,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    rate_limits::password_quota::PasswordQuota,
    request::context::Context,
    storage::store::Store,
    users::{
        password::{Password, StoredPassword},
        social_account::Subject,
    },
    verification::{
        attempt_record::Exemption,
        destination::{Destination, Identifier},
        verified::Proof,
    },
};
use std::sync::Arc;

/// A password that is said to be that of whoever goes by an identifier.
pub struct PasswordClaim<'a> {
    pub identifier: &'a Identifier,
    pub password: &'a Password,
    /// The social account that is to be linked for it, whose first attempt no lock stops.
    pub account: Option<&'a Subject>,
}

/// A password that was right.
pub struct VerifiedPassword<T> {
    pub proof: Proof,
    /// What was looked up meanwhile.
    pub found: T,
    /// The password under a hash of our own, where it is stored under another one or elsewhere.
    pub rehashed: Option<StoredPassword>,
}

/// Verifies passwords against stored hashes.
pub struct Passwords {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    entropy: Arc<dyn Entropy>,
}

impl Passwords {
    /// How a password is refused.
    pub const ERRORS: &'static [ErrorCode] = &[ErrorCode::WrongPassword, ErrorCode::LockedOut];

    /// Needs the pseudonym key.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Compares a password with the one that is stored, which is looked up meanwhile. Where that
    /// fails, nothing is compared, and the attempt is given back. Where there is no user, or the
    /// user has no password, the same work is done, and the answer is the same.
    ///
    /// Fails with `WrongPassword`, which says how many attempts are left; with `LockedOut` where
    /// there are none; and with `TooMany` where too many wrong passwords, be they at whatever
    /// users, came from the address or the device, unless it is known here.
    pub async fn verify_while<T>(
        &self,
        cx: &Context,
        claim: PasswordClaim<'_>,
        lookup: impl Future<Output = Result<(Option<StoredPassword>, T)>>,
    ) -> Result<VerifiedPassword<T>> {
        self.verify_here_or(cx, claim, lookup, async { Ok(false) })
            .await
    }

    /// Does the same, and where no password is stored, `elsewhere` tells whether this is the right
    /// one, once the attempt is counted everywhere: nobody guesses there by way of us. Where that
    /// fails, the attempt at the identifier is given back.
    pub async fn verify_here_or<T>(
        &self,
        cx: &Context,
        claim: PasswordClaim<'_>,
        lookup: impl Future<Output = Result<(Option<StoredPassword>, T)>>,
        elsewhere: impl Future<Output = Result<bool>>,
    ) -> Result<VerifiedPassword<T>> {
        let pseudonyms = self.pseudonyms.current(cx.now).await?.key;
        let destination = Destination::of_identifier(&pseudonyms, cx, claim.identifier);
        let tag =
            |account: &Subject| pseudonyms.tag(&["ACCOUNT", &account.app_id, &account.open_id]);
        let exemption = claim.account.map_or(Exemption::None, |account| {
            Exemption::FirstOfSocialAccount(tag(account))
        });
        let name = self.entropy.text(ALPHANUMERIC, 12);
        let record = destination.record(cx);
        let attempt = record.begin_attempt(Vec::new(), exemption, &name, &self.store);
        let (attempt, (stored, found)) = match tokio::join!(attempt, lookup) {
            (Ok(attempt), Ok(found)) => (attempt, found),
            (Err(refused), found) => return Err(found.err().unwrap_or(refused)),
            (Ok(attempt), Err(error)) => {
                attempt.withdraw(&self.store).await?;
                return Err(error);
            }
        };
        // Whoever signed in here before from this device is not kept out by what others try from
        // the same address, and whoever has signed in tries no passwords of others.
        let is_signed_in = matches!(claim.identifier, Identifier::User(_));
        let quota = PasswordQuota::of(cx, &pseudonyms);
        let is_counted = !is_signed_in && !attempt.is_of_proven_device();
        if is_counted && let Err(error) = quota.count(&self.store).await {
            attempt.withdraw(&self.store).await?;
            return Err(error);
        }
        let asked = match &stored {
            Some(_) => Ok(false),
            None => elsewhere.await,
        };
        let is_right_elsewhere = match asked {
            Ok(is_right) => is_right,
            Err(error) => {
                // Still counted for address and device: the answer tells that nobody here has the
                // name, and is not to be had without end.
                attempt.withdraw(&self.store).await?;
                return Err(error);
            }
        };
        let stored = stored.unwrap_or_else(StoredPassword::nobodys);
        if is_right_elsewhere || claim.password.matches(&stored)? {
            if is_counted && let Err(error) = quota.give_back(&self.store).await {
                // No reason to refuse a right password: one count too many ends with the hour.
                tracing::warn!("a right password was not taken off: {}", chain(&error));
            }
            let is_rehashed = is_right_elsewhere || stored.is_outdated();
            let rehashed = is_rehashed.then(|| claim.password.hash(&*self.entropy));
            return Ok(VerifiedPassword {
                proof: attempt.accept()?,
                found,
                rehashed: rehashed.transpose()?,
            });
        }
        let remaining = attempt.remaining();
        attempt.reject(&self.store).await?;
        Err(Error::new(ErrorCode::WrongPassword).with(remaining))
    }
}

//! Verification codes: kept with the guard of their destination, tried at most five times, used once.
//!
//! A code stands in the guard's item as `code_…`, and the tries of it as `tries_…`, so that one write counts a try of the
//! code, of the destination and of whoever makes it, and one write spends the code and takes the failure back.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    keys::{
        key_set::KeySet,
        kinds::{Pepper, PseudonymKey},
    },
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    rate_limits::send_quotas::UnverifiedText,
    request::caller::Caller,
    storage::{item::attribute, store::Store, transaction::Transaction, write::Write},
    values::{code_type::CodeType, contact::Contact, verification_code::VerifyCode},
    verification::{
        attempt_record::{AttemptRecord, CodeSlot, Reserved},
        destination::Destination,
        verified::Verified,
    },
};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How often one code may be tried.
const TRIES: u64 = 5;

/// A code as it is kept: not the digits, but a MAC over them and all they are good for.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StoredCode {
    mac: String,
    salt: String,
    pepper: String,
    /// Who asked for it: the first try of it is theirs, even while the destination is locked.
    requester: String,
    expires_at: Timestamp,
    /// Where it counts as sent and not used, if it was texted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) unverified_text: Option<UnverifiedText>,
    /// Whether it was used.
    #[serde(default)]
    spent: bool,
}

/// Issues and checks codes.
pub struct Codes {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    peppers: Arc<KeySet<Pepper>>,
    entropy: Arc<dyn Entropy>,
}

impl Codes {
    /// Needs the blinding key and the peppers.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
            peppers: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// The key that names are blinded with.
    pub(crate) async fn pseudonyms(&self, now: Timestamp) -> Result<PseudonymKey> {
        Ok(self.pseudonyms.current(now).await?.key)
    }

    /// Draws a code for somebody who asked for it, and what is to be kept of it.
    pub(crate) async fn draw<C: Contact>(
        &self,
        caller: &Caller,
        to: &C,
        kind: C::CodeType,
        requester: &str,
        lifetime: Duration,
        now: Timestamp,
    ) -> Result<(VerifyCode, StoredCode)> {
        let pepper = self.peppers.current(now).await?;
        let code = VerifyCode::draw(&*self.entropy, caller.tenant.code_length);
        let salt = self.entropy.text(ALPHANUMERIC, 22);
        let kept = StoredCode {
            mac: mac(&pepper.key, &salt, caller, to, kind, &code),
            salt,
            pepper: pepper.id,
            requester: requester.to_owned(),
            expires_at: now + lifetime,
            unverified_text: None,
            spent: false,
        };
        Ok((code, kept))
    }

    /// Checks a code. Wrong, expired, used up and never sent all look the same.
    pub async fn check<C: Contact>(
        &self,
        caller: &Caller,
        contact: C,
        kind: C::CodeType,
        code: &VerifyCode,
        now: Timestamp,
    ) -> Result<Verified<C>> {
        let nothing = async { Ok(()) };
        self.check_while(caller, contact, &[kind], code, nothing, now)
            .await
            .map(|(proved, ())| proved)
    }

    /// Checks a code that may be of several kinds, the first that was sent, while something else is looked up. Where that
    /// fails, the code is not looked at, and its try is given back.
    ///
    /// The try is counted, and a failure reserved with the destination's guard, before anything is compared: guessing
    /// in parallel gains nothing, and neither does making the rest of the request fail.
    pub async fn check_while<C: Contact, B>(
        &self,
        caller: &Caller,
        contact: C,
        kinds: &[C::CodeType],
        code: &VerifyCode,
        beside: impl Future<Output = Result<B>>,
        now: Timestamp,
    ) -> Result<(Verified<C>, B)> {
        if let Some(country) = contact.country() {
            caller.audit.country(country);
        }
        let pseudonyms = self.pseudonyms(now).await?;
        let names = Destination::of_contact(&pseudonyms, caller, &contact);
        let guard = names.guard(caller, now);
        let places: Vec<_> = kinds
            .iter()
            .map(|kind| CodeSlot::of(&pseudonyms, caller, *kind))
            .collect();
        let (reserved, beside) = tokio::join!(self.count(&guard, &places), beside);
        let (reserved, beside) = match (reserved, beside) {
            (Ok(reserved), Ok(beside)) => (reserved, beside),
            (Err(refused), beside) => return Err(beside.err().unwrap_or(refused)),
            (Ok(_), Err(error)) => {
                // Nothing was compared, so giving back what was counted helps nobody to guess.
                let undo = places.iter().fold(guard.ignore(), uncount);
                self.store.write(undo).await?;
                return Err(error);
            }
        };
        let found = kinds.iter().zip(&places).filter_map(|(kind, place)| {
            Some((
                *kind,
                place,
                attribute::<StoredCode>(&reserved.0, &place.code)?,
            ))
            .filter(|(.., kept)| kept.expires_at > now)
        });
        // A code that was used counts only where there is no other.
        let Some((kind, place, kept)) = found.min_by_key(|(.., kept)| kept.spent) else {
            return self.wrong(&guard, &reserved).await;
        };
        let pepper = self.peppers.named(&kept.pepper, now).await?;
        let given = pepper.map(|pepper| mac(&pepper.key, &kept.salt, caller, &contact, kind, code));
        let is_right = given.is_some_and(|given| {
            verify_slices_are_equal(given.as_bytes(), kept.mac.as_bytes()).is_ok()
        });
        let tries: u64 = attribute(&reserved.0, &place.tries).unwrap_or_default();
        if !is_right || (tries > TRIES && !kept.spent) {
            return self.wrong(&guard, &reserved).await;
        }
        if kept.spent {
            // The same request once more, from somebody who knows the code: no guess.
            self.store.write(guard.ignore()).await?;
            return Err(wrong());
        }
        let of_this = |write: Write, and: &str| {
            let condition = format!("{0}.mac = :mac AND ({0}.spent = :no{and})", place.code);
            write
                .condition(condition)
                .text(":mac", &kept.mac)
                .flag(":no", false)
        };
        let us = attribute::<String>(&reserved.0, "mark").unwrap_or_default();
        let spend = guard
            .unreserve()
            .set(format!("{0}.spent = :yes, {0}.spent_by = :us", place.code));
        let spend = of_this(spend.flag(":yes", true).text(":us", &us), "");
        if kept.unverified_text.is_some() {
            caller.audit.used_text();
        }
        let used = kept
            .unverified_text
            .as_ref()
            .map(|unverified_text| unverified_text.used(caller))
            .unwrap_or_default();
        // A twin of the request may have spent it; only where we did ourselves, there is nothing to give back.
        let refund = uncount(guard.unreserve(), place).text(":us", us);
        let refund = of_this(refund, &format!(" OR {}.spent_by <> :us", place.code));
        let proved = Verified {
            contact,
            spend: Transaction::default().and(spend, |_| wrong()).with(used),
            refund: Transaction::default().and(refund, |_| wrong()),
        };
        Ok((proved, beside))
    }

    /// Counts a try of each of these codes, and reserves a failure. While the destination is locked, that is let through which is the
    /// first try of a code by whoever asked for it.
    async fn count(&self, guard: &AttemptRecord<'_>, places: &[CodeSlot]) -> Result<Reserved> {
        let name = self.entropy.text(ALPHANUMERIC, 12);
        let counting = Write::update(guard.key())
            .idempotent_by(&name)
            .text(":trier", guard.requester);
        let counting = places.iter().fold(counting, |write, place| {
            write.add(format!("{} :one", place.tries))
        });
        let own = |place: &CodeSlot| {
            format!(
                "({}.trier = :trier AND {} = :never)",
                place.code, place.tries
            )
        };
        let exempt: Vec<_> = places.iter().map(own).collect();
        guard
            .reserve(counting, &exempt.join(" OR "), &self.store)
            .await
    }

    async fn wrong<T>(&self, guard: &AttemptRecord<'_>, reserved: &Reserved) -> Result<T> {
        guard.failed(reserved, &self.store).await?;
        Err(wrong())
    }
}

fn wrong() -> Error {
    Error::new(ErrorCode::WrongCode)
}

/// Takes a try of one code back.
fn uncount(write: Write, place: &CodeSlot) -> Write {
    write
        .add(format!("{} :back", place.tries))
        .number(":back", -1)
}

/// Everything that a code is good for, under a pepper that is kept elsewhere.
fn mac<C: Contact>(
    pepper: &Pepper,
    salt: &str,
    caller: &Caller,
    to: &C,
    kind: C::CodeType,
    code: &VerifyCode,
) -> String {
    let (tenant, client) = (
        caller.tenant.id.to_string(),
        caller.application.client_id.to_string(),
    );
    let parts = [
        &tenant,
        &client,
        kind.wire(),
        C::NAME,
        &to.normal(),
        salt,
        code.reveal(),
    ];
    BASE64_URL_SAFE_NO_PAD.encode(pepper.secret.mac(&parts))
}

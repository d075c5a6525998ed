//! Verification codes: drawn for a destination, attempted at most five times, consumed once.
//!
//! A code is stored in its destination's record (see [`attempt_record`](super::attempt_record)), so
//! that one write counts an attempt at the code, at the destination and by the requester, and one
//! write consumes the code and takes the failure back.

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
    request::{context::Context, pseudonyms::pseudonyms_of},
    storage::store::Store,
    values::{code_type::CodeType, contact::Contact, verification_code::VerifyCode},
    verification::{
        attempt_record::{Attempt, CodeSlot, Exemption},
        destination::Destination,
        requester::Requester,
        stored_code::StoredCode,
        verified::Verified,
    },
};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use std::{sync::Arc, time::Duration};

/// How often one code may be attempted.
const MAX_TRIES: u64 = 5;

/// Issues and verifies codes.
pub struct Codes {
    store: Arc<Store>,
    pseudonyms: Arc<KeySet<PseudonymKey>>,
    peppers: Arc<KeySet<Pepper>>,
    entropy: Arc<dyn Entropy>,
}

/// A contact with the code that is said to have been sent there.
pub struct Claim<'a, C: Contact> {
    pub contact: C,
    /// The types of code that are accepted, the preferred one first.
    pub types: &'a [C::CodeType],
    pub code: &'a VerifyCode,
    /// What the code is given for.
    pub used_for: CodeUse,
}

/// What a code is given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeUse {
    /// To come in, by whoever has the contact.
    SignIn,
    /// To set a new password in place of a forgotten one, by whoever has the contact.
    Reset,
    /// To change something for a user who has signed in. The code must have been asked for by the
    /// device that holds the session, where the application binds devices: so nobody changes
    /// anything by a code that another user asked for and was talked into reading out.
    Change,
}

impl Codes {
    /// How a code is refused.
    pub const ERRORS: &'static [ErrorCode] = &[ErrorCode::WrongCode, ErrorCode::LockedOut];

    /// Needs the pseudonym key and the peppers.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            pseudonyms: KeySet::of(platform)?,
            peppers: KeySet::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// The key of pseudonyms.
    pub(crate) async fn pseudonyms(&self, now: Timestamp) -> Result<PseudonymKey> {
        Ok(self.pseudonyms.current(now).await?.key)
    }

    /// Draws a code for a requester, and what is to be stored of it.
    pub(crate) async fn draw<C: Contact>(
        &self,
        cx: &Context,
        to: &C,
        code_type: C::CodeType,
        requester: &Requester,
    ) -> Result<(VerifyCode, StoredCode)> {
        let pepper = self.peppers.current(cx.now).await?;
        let code = VerifyCode::draw(&*self.entropy, cx.caller.tenant.code_length);
        let salt = self.entropy.text(ALPHANUMERIC, 22);
        let claim = Claim {
            contact: to.clone(),
            types: &[code_type],
            code: &code,
            used_for: CodeUse::SignIn,
        };
        let stored = StoredCode {
            mac: mac(&pepper.key, &salt, cx, &claim, code_type),
            salt,
            pepper: pepper.id,
            device: requester.device.clone(),
            address: requester.address.clone(),
            expires_at: cx.now + lifetime::<C>(cx),
            unverified_text: None,
            spent: false,
        };
        Ok((code, stored))
    }

    /// Verifies a code. Wrong, expired, used up and never sent all look the same.
    pub async fn verify<C: Contact>(
        &self,
        cx: &Context,
        claim: Claim<'_, C>,
    ) -> Result<Verified<C>> {
        let nothing = async { Ok(()) };
        let (verified, ()) = self.verify_while(cx, claim, nothing).await?;
        Ok(verified)
    }

    /// Verifies a code while something else is looked up. Where that fails, the code is not looked
    /// at, and its attempt is given back.
    ///
    /// The attempt is counted before anything is compared: guessing in parallel gains nothing, and
    /// neither does making the rest of the request fail.
    pub async fn verify_while<C: Contact, T>(
        &self,
        cx: &Context,
        claim: Claim<'_, C>,
        lookup: impl Future<Output = Result<T>>,
    ) -> Result<(Verified<C>, T)> {
        if let Some(country) = claim.contact.country() {
            cx.audit.country(country);
        }
        let pseudonyms = self.pseudonyms(cx.now).await?;
        let destination = Destination::of_contact(&pseudonyms, cx, &claim.contact);
        let slots = claim
            .types
            .iter()
            .map(|code_type| slot(&pseudonyms, cx, *code_type))
            .collect();
        let name = self.entropy.text(ALPHANUMERIC, 12);
        let attempt = destination.record(cx).begin_attempt(
            slots,
            Exemption::CodeOfOwnRequest,
            &name,
            &self.store,
        );
        let (attempt, found) = match tokio::join!(attempt, lookup) {
            (Ok(attempt), Ok(found)) => (attempt, found),
            (Err(refused), found) => return Err(found.err().unwrap_or(refused)),
            (Ok(attempt), Err(error)) => {
                attempt.withdraw(&self.store).await?;
                return Err(error);
            }
        };
        let requester = &destination.requester;
        let verified = self.settle(cx, claim, attempt, requester).await?;
        Ok((verified, found))
    }

    /// Compares the code with those that the attempt found.
    async fn settle<C: Contact>(
        &self,
        cx: &Context,
        claim: Claim<'_, C>,
        attempt: Attempt<'_>,
        requester: &Requester,
    ) -> Result<Verified<C>> {
        let wrong = wrong_for::<C>(claim.used_for);
        let is_bound = claim.used_for == CodeUse::Change && cx.caller.application.binds_device();
        let mut right = None;
        for found in attempt.codes() {
            let stored = &found.code;
            let Some(pepper) = self.peppers.named(&stored.pepper, cx.now).await? else {
                continue;
            };
            let given = mac(
                &pepper.key,
                &stored.salt,
                cx,
                &claim,
                claim.types[found.slot],
            );
            if verify_slices_are_equal(given.as_bytes(), stored.mac.as_bytes()).is_ok() {
                right = Some(found);
                break;
            }
        }
        match right {
            Some(found) if found.code.spent => {
                // The same request once more, from somebody who knows the code: no guess.
                attempt.withdraw(&self.store).await?;
                Err(wrong().because("spent"))
            }
            Some(found) if is_bound && found.code.device != requester.device => {
                attempt.reject(&self.store).await?;
                Err(wrong().because("another device"))
            }
            Some(found) if found.tries <= MAX_TRIES => {
                let mut proof = attempt.accept_code(&found, wrong)?;
                if let Some(text) = &found.code.unverified_text {
                    cx.audit.used_text(text.carrier());
                    let pseudonyms = self.pseudonyms(cx.now).await?;
                    let (_, device) = pseudonyms_of(cx, &pseudonyms);
                    let used = text.used(&cx.caller.tenant.id, &device, cx.now);
                    proof.consume = proof.consume.with(used);
                }
                Ok(Verified::by_code(claim.contact, proof))
            }
            right => {
                let reason = match right {
                    Some(_) => "used up",
                    None if !attempt.codes().is_empty() => "wrong",
                    None if attempt.has_codes_of_other_types() => "other type",
                    None => "none",
                };
                attempt.reject(&self.store).await?;
                Err(wrong().because(reason))
            }
        }
    }
}

/// Where codes of a type of the caller's application are in a record.
pub(crate) fn slot(pseudonyms: &PseudonymKey, cx: &Context, code_type: impl CodeType) -> CodeSlot {
    let client = cx.caller.application.client_id.as_str();
    CodeSlot::new(pseudonyms.tag(&["CODE", code_type.wire(), client]))
}

/// How long a code for this kind of contact lives.
pub(crate) fn lifetime<C: Contact>(cx: &Context) -> Duration {
    let tenant = &cx.caller.tenant;
    tenant.code_lifetime(C::kind())
}

/// What a client hears of a wrong code. At a change, some dialects have errors of their own by
/// the kind of contact.
fn wrong_for<C: Contact>(used_for: CodeUse) -> fn() -> Error {
    match used_for {
        CodeUse::SignIn => || Error::new(ErrorCode::WrongCode),
        CodeUse::Reset | CodeUse::Change => || Error::new(ErrorCode::WrongCode).with(C::NAME),
    }
}

/// Everything that a code is good for, under a pepper that is kept elsewhere.
fn mac<C: Contact>(
    pepper: &Pepper,
    salt: &str,
    cx: &Context,
    claim: &Claim<'_, C>,
    code_type: C::CodeType,
) -> String {
    let tenant = cx.caller.tenant.id.as_str();
    let client = cx.caller.application.client_id.as_str();
    let contact = claim.contact.normal();
    let parts = [
        tenant,
        client,
        code_type.wire(),
        C::NAME,
        &contact,
        salt,
        claim.code.reveal(),
    ];
    BASE64_URL_SAFE_NO_PAD.encode(pepper.secret.mac(&parts))
}

//! Verification codes: sent at most as often as the limits allow, tried at most five times, used once.

use crate::{
    caller::Caller,
    captcha::{self, PassToken},
    catalogue::Code,
    clock::Timestamp,
    contact::{CodeType, Contact, ContactKind, Destination},
    entropy::{ALPHANUMERIC, Entropy},
    error::{Context, Error, Result},
    guard::{self, Guard},
    keys::{BlindKey, KeySet, Pepper},
    limits,
    messages::{Channel, CodeMessage},
    mobile::Mobile,
    platform::{BootError, Platform},
    store::Store,
    verify_code::VerifyCode,
    write::{Key, Table, Transaction, Write, Written, understand},
};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::{sync::Arc, time::Duration};

/// How often one code may be tried.
const TRIES: u64 = 5;
/// The longest that any code lives.
pub const LONGEST_LIFETIME: Duration = Duration::from_mins(10);

/// A code as it is kept: not the digits, but a MAC over them and all they are good for.
#[derive(Serialize, Deserialize)]
struct Kept {
    mac: String,
    salt: String,
    pepper: String,
    tries: u64,
    expires_at: Timestamp,
}

/// Issues and checks codes.
pub struct Codes {
    store: Arc<Store>,
    blind: KeySet<BlindKey>,
    peppers: KeySet<Pepper>,
    entropy: Arc<dyn Entropy>,
}

/// A contact that the caller has proved to own, and what is written once that has served its purpose.
///
/// Only [`Codes`] and WeChat's answer make one, so nobody is registered or bound under a contact that nobody proved.
#[must_use]
pub struct Proved<C> {
    contact: C,
    spend: Transaction,
    refund: Transaction,
}

impl Proved<Mobile> {
    /// By WeChat's word, which costs no code of ours. For [`crate::wechat`] alone.
    pub(crate) fn vouched(mobile: Mobile) -> Self {
        Self { contact: mobile, spend: Transaction::default(), refund: Transaction::default() }
    }
}

impl<C> Proved<C> {
    /// The contact.
    pub const fn contact(&self) -> &C {
        &self.contact
    }

    /// Takes it apart: the contact, what spends the proof, and what makes up for the try where it was not spent.
    pub fn into_parts(self) -> (C, Transaction, Transaction) {
        (self.contact, self.spend, self.refund)
    }
}

impl Codes {
    /// Needs the blinding key and the peppers.
    pub async fn new(platform: &Platform) -> Result<Self, BootError> {
        let (blind, peppers) = tokio::try_join!(KeySet::load(platform), KeySet::load(platform))?;
        Ok(Self { store: platform.store()?, blind, peppers, entropy: Arc::clone(&platform.entropy) })
    }

    /// Makes a new code, in place of any earlier one of its kind, and sends it.
    ///
    /// One transaction spends the pass, counts the send for destination, address and device, and keeps the code. Where
    /// the message was definitely not sent, code and send are taken back; where nobody knows, they stay.
    pub async fn send<C: Contact>(
        &self,
        caller: &Caller,
        to: &C,
        kind: C::CodeType,
        pass: &PassToken,
        channel: &impl Channel<C>,
        now: Timestamp,
    ) -> Result<()> {
        let (blind, pepper) = tokio::try_join!(self.blind.current(now), self.peppers.current(now))?;
        let tenant = &caller.tenant;
        let code = VerifyCode::draw(&*self.entropy, tenant.code_length);
        let salt = self.entropy.text(ALPHANUMERIC, 22);
        let lifetime = lifetime(caller, C::kind());
        let kept = Kept {
            mac: mac(&pepper.key, &salt, caller, to, kind, &code),
            salt,
            pepper: pepper.id,
            tries: 0,
            expires_at: now.after(lifetime),
        };
        let destination = destination(&blind.key, caller, to);
        let guard = || Guard { destination: &destination, limits: tenant.limits, now };
        let key = code_key(&destination, caller, kind);

        let limits = tenant.limits;
        let transaction = captcha::spend_pass(pass, caller, &blind.key, &Destination::of(to), now)
            .and(guard().send(), move |item| guard::send_refused(item, limits, now))
            .with(limits::count_send(caller, &blind.key, now))
            .and_always(Write::put(key.clone(), &kept)?);
        self.store.commit(transaction).await?;

        let name = caller.application.called(caller.lang);
        let message = CodeMessage {
            code: &code,
            application: name,
            minutes: lifetime.as_secs() / 60,
            lang: caller.lang,
        };
        let Err(undelivered) = channel.deliver(to, &message).await else { return Ok(()) };
        if undelivered.is_definite {
            let void = Write::delete(key).when("mac = :mac").text(":mac", kept.mac);
            let not_ours = |_: &_| Error::impossible("taking a send back");
            let undo = Transaction::default().and(void, not_ours).and(guard().unsend(), not_ours);
            self.store.commit(undo).await?;
        }
        Err(undelivered).or_code(Code::SendingFailed, "sending a code")
    }

    /// Checks a code. Wrong, expired, used up and never sent all look the same.
    pub async fn check<C: Contact>(
        &self,
        caller: &Caller,
        contact: C,
        kind: C::CodeType,
        code: &VerifyCode,
        now: Timestamp,
    ) -> Result<Proved<C>> {
        self.check_beside(caller, contact, &[kind], code, async { Ok(()) }, now)
            .await
            .map(|(proved, ())| proved)
    }

    /// Checks a code that may be of several kinds, the first that was sent, while something else is looked up. Where that
    /// fails, the code is not looked at, and its try is given back.
    ///
    /// The try is counted, and a failure reserved with the destination's guard, before anything is compared: guessing
    /// in parallel gains nothing, and neither does making the rest of the request fail.
    pub async fn check_beside<C: Contact, B>(
        &self,
        caller: &Caller,
        contact: C,
        kinds: &[C::CodeType],
        code: &VerifyCode,
        beside: impl Future<Output = Result<B>>,
        now: Timestamp,
    ) -> Result<(Proved<C>, B)> {
        let blind = self.blind.current(now).await?;
        let destination = destination(&blind.key, caller, &contact);
        let guard = Guard { destination: &destination, limits: caller.tenant.limits, now };
        let (counted, reserved, beside) =
            tokio::join!(self.count(&destination, caller, kinds, now), guard.reserve(&self.store), beside);
        let (counted, reserved, beside) = match (counted, reserved, beside) {
            (Ok(counted), Ok(reserved), Ok(beside)) => (counted, reserved, beside),
            (counted, reserved, beside) => {
                // Nothing was compared, so giving back what was counted helps nobody to guess.
                let mut undo = Transaction::default();
                if let Ok(Some((_, key, kept))) = &counted {
                    undo = undo.and(uncount(key.clone(), kept.mac.clone()), |_| wrong());
                }
                if reserved.is_ok() {
                    undo = undo.and_always(guard.unreserve());
                }
                let undone = self.store.commit(undo).await;
                return Err(beside
                    .err()
                    .or(reserved.err())
                    .or(counted.err())
                    .or(undone.err())
                    .unwrap_or_else(wrong));
            }
        };
        let right = match counted {
            None => None,
            Some((kind, key, kept)) => {
                let pepper = self.peppers.named(&kept.pepper, now).await?;
                let given = pepper.map(|pepper| mac(&pepper.key, &kept.salt, caller, &contact, kind, code));
                let equal =
                    |mac: &String| verify_slices_are_equal(mac.as_bytes(), kept.mac.as_bytes()).is_ok();
                given.filter(equal).map(|mac| (key, mac))
            }
        };
        let Some((key, mac)) = right else {
            guard.failed(&reserved, &self.store).await?;
            return Err(wrong());
        };
        let spend = Write::delete(key.clone()).when("mac = :mac").text(":mac", mac.clone());
        let proved = Proved {
            contact,
            spend: Transaction::default().and(spend, |_| wrong()).and_always(guard.unreserve()),
            refund: Transaction::default().and(uncount(key, mac), |_| wrong()).and_always(guard.unreserve()),
        };
        Ok((proved, beside))
    }

    /// Counts a try of the first of these codes that lives and has tries left.
    async fn count<T: CodeType>(
        &self,
        destination: &str,
        caller: &Caller,
        kinds: &[T],
        now: Timestamp,
    ) -> Result<Option<(T, Key, Kept)>> {
        for kind in kinds {
            let key = code_key(destination, caller, *kind);
            let count = Write::update(key.clone(), "ADD tries :one")
                .when("tries < :limit AND expires_at > :now")
                .number(":one", 1)
                .number(":limit", TRIES)
                .number(":now", now.secs());
            if let Written::Done(item) = self.store.write(count).await? {
                return Ok(Some((*kind, key, understand(item)?)));
            }
        }
        Ok(None)
    }
}

fn wrong() -> Error {
    Error::new(Code::WrongCode)
}

/// Takes a try of one code back.
fn uncount(key: Key, mac: String) -> Write {
    Write::update(key, "ADD tries :back").when("mac = :mac").text(":mac", mac).number(":back", -1)
}

fn lifetime(caller: &Caller, kind: ContactKind) -> Duration {
    let seconds = match kind {
        ContactKind::Mobile => caller.tenant.sms_code_seconds,
        ContactKind::Email => caller.tenant.email_code_seconds,
    };
    Duration::from_secs(seconds.into()).min(LONGEST_LIFETIME)
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
    let (tenant, client) = (caller.tenant.id.to_string(), caller.application.client_id.to_string());
    let parts = [&tenant, &client, kind.wire(), C::NAME, &to.normal(), salt, code.reveal()];
    BASE64_URL_SAFE_NO_PAD.encode(pepper.secret.mac(&parts))
}

fn destination(blind: &BlindKey, caller: &Caller, to: &impl Contact) -> String {
    let tenant = caller.tenant.id.to_string();
    format!("DEST#{tenant}#{}", blind.blind(&["DEST", &tenant, &to.normal()]))
}

fn code_key(destination: &str, caller: &Caller, kind: impl CodeType) -> Key {
    Key::new(Table::Transient, destination, format!("CODE#{}#{}", kind.wire(), caller.application.client_id))
}

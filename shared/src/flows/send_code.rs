//! The act of sending a code: a solved puzzle is spent, everybody's share is counted, and a person is written to once.

use crate::{
    captcha::{
        pass::{Pass, PassToken},
        token::Destination,
    },
    error::{Context, Error, Result, catalogue::Code, chain, limit::Rule},
    flows::idempotency::{Done, Once},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    providers::{channel::Channel, code_message::CodeMessage},
    rate_limits::{
        send_quotas::{Counters, blinded},
        sms_conversion::{Usage, Usual},
    },
    request::{
        body::{Ask, Form},
        caller::Caller,
    },
    storage::{store::Store, transaction::Transaction},
    tenants::MAX_CODE_LIFETIME,
    values::contact::{Contact, ContactKind},
    verification::{
        attempt_record::{Guard, Place},
        codes::{Codes, Kept},
        destination::Names,
    },
};
use std::{collections::BTreeSet, error::Error as _, sync::Arc, time::Duration};

/// Where to, what for, and the puzzle's pass.
#[derive(Debug)]
pub struct Order<C: Contact> {
    to: C,
    kind: C::CodeType,
    pass: PassToken,
}

impl<C: Contact> Ask for Order<C> {
    fn read(form: &Form<'_>) -> Result<Self> {
        Ok(Self {
            to: form.required(C::NAME)?,
            kind: form.required("type")?,
            pass: form.required("captcha_token")?,
        })
    }
}

/// Sends codes one way.
pub struct Sending<W> {
    store: Arc<Store>,
    codes: Codes,
    usage: Usage,
    once: Once,
    entropy: Arc<dyn Entropy>,
    way: W,
}

/// A send on its way: all that it takes to count it, and to take it back.
struct Send<'a> {
    caller: &'a Caller,
    pass: Pass<'a>,
    guard: Guard<'a>,
    place: Place,
    kept: Kept,
    now: Timestamp,
}

impl<W> Sending<W> {
    /// Needs what [`Codes`] needs, and the way out.
    pub fn new(platform: &Platform, way: W) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            usage: Usage::new(platform)?,
            once: Once::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
            way,
        })
    }

    /// Makes a new code, in place of any earlier one of its kind, and sends it, unless it was done for this very request before.
    ///
    /// One transaction spends the pass, counts the send for everybody who has a share, and keeps the code. Where the message was
    /// definitely not sent, all of it is taken back; where nobody knows, it stays.
    pub async fn send<C: Contact>(&self, caller: &Caller, order: Order<C>, now: Timestamp) -> Result<()>
    where
        W: Channel<C>,
    {
        if self.once.done(caller, now).await?.is_some() {
            return Ok(());
        }
        let sent = self.send_now(caller, order, now).await;
        // A twin of the request may have been faster; but where we sent and nobody knows what became of it, we say so.
        let may_be_a_twins = sent.as_ref().is_err_and(|error| error.code() != Code::SendingFailed);
        if may_be_a_twins && let Ok(Some(_)) = self.once.done(caller, now).await {
            return Ok(());
        }
        sent
    }

    async fn send_now<C: Contact>(&self, caller: &Caller, order: Order<C>, now: Timestamp) -> Result<()>
    where
        W: Channel<C>,
    {
        let Order { to, kind, pass } = order;
        let blind = self.codes.blind(now).await?;
        let names = Names::of_contact(&blind, caller, &to);
        let (address, device) = blinded(caller, &blind);
        caller.trail.blinded("address", &address);
        caller.trail.blinded("device", &device);
        let country = self.country(caller, &to, now).await?;
        let lifetime = lifetime(caller, C::kind());
        let (code, kept) = self.codes.draw(caller, &to, kind, &names.trier, lifetime, now).await?;
        let mut send = Send {
            caller,
            pass: pass.spent_by(self.entropy.text(ALPHANUMERIC, 12), caller, &blind, &Destination::of(&to)),
            guard: names.guard(caller, now),
            place: Place::of(&blind, caller, kind),
            kept,
            now,
        };
        let spared = BTreeSet::new();
        self.count(&mut send, Counters { caller, address, device, country, spared, now }).await?;

        let message = CodeMessage {
            code: &code,
            application: caller.application.called(caller.lang),
            minutes: lifetime.as_secs() / 60,
            lang: caller.lang,
        };
        let Err(undelivered) = self.way.deliver(&to, &message).await else { return Ok(()) };
        if undelivered.is_definite {
            self.take_back(&send).await;
        }
        Err(undelivered).or_code(Code::SendingFailed, "sending a code")
    }

    /// Where a text goes to, and what is usual there.
    async fn country<C: Contact>(
        &self,
        caller: &Caller,
        to: &C,
        now: Timestamp,
    ) -> Result<Option<(&'static str, Usual)>> {
        let Some(country) = to.country() else { return Ok(None) };
        caller.trail.country(country);
        if !caller.limits.texts(country) {
            if !caller.limits.record_only.contains(&Rule::Countries) {
                return Err(Error::new(Code::BadValue).with(C::NAME).by(Rule::Countries));
            }
            caller.trail.recorded(Rule::Countries);
        }
        Ok(Some((country, self.usage.of(&caller.tenant.id, country, now).await?)))
    }

    /// Counts the send and keeps its code. A limit that only records is counted past, once it has refused.
    async fn count(&self, send: &mut Send<'_>, mut counters: Counters<'_>) -> Result<()> {
        loop {
            let (counts, outstanding) = counters.count(&*self.entropy);
            send.kept.outstanding = outstanding;
            let is_limited = !counters.spared.contains(&Rule::Destination);
            let remember = self.once.remember(send.caller, Done::Sent, send.now).await?;
            let refused = match self.store.commit(send.writes(is_limited)?.with(counts).with(remember)).await
            {
                Ok(()) => return Ok(()),
                Err(refused) => refused,
            };
            let limits = &send.caller.limits;
            match refused.rule().filter(|rule| limits.record_only.contains(rule)) {
                Some(rule) if counters.spared.insert(rule) => send.caller.trail.recorded(rule),
                _ if refused.code() == Code::Busy => {
                    // It may have been done all the same, and nothing is sent: whoever asks again is to find their pass.
                    self.take_back(send).await;
                    return Err(refused);
                }
                _ => return Err(refused),
            }
        }
    }

    /// Undoes what was counted and kept, if it was. Where that fails, it costs the person a minute and a puzzle.
    async fn take_back(&self, send: &Send<'_>) {
        let (Ok(undo), Ok(forget)) = (send.undo(), self.once.forget(send.caller, send.now).await) else {
            return;
        };
        // A refusal has no cause: nothing was done that is to be undone.
        if let Err(failure) = self.store.commit(undo.with(forget)).await
            && failure.source().is_some()
        {
            tracing::warn!("a send was not taken back: {}", chain(&failure));
        }
    }
}

impl Send<'_> {
    fn writes(&self, is_limited: bool) -> Result<Transaction> {
        let Place { code, tries } = &self.place;
        let send = self
            .guard
            .send(is_limited)
            .set(format!("{code} = :code, {tries} = :never"))
            .value(":code", &self.kept)?;
        let (trier, limits, destination, now) = (
            self.guard.trier.to_owned(),
            self.guard.limits.clone(),
            self.guard.destination.to_owned(),
            self.now,
        );
        Ok(self.pass.spend(now).and(send, move |item| {
            Guard { destination: &destination, trier: &trier, limits: &limits, now }.send_refused(item)
        }))
    }

    fn undo(&self) -> Result<Transaction> {
        let Place { code, tries } = &self.place;
        let void = self.guard.unsend().remove(format!("{code}, {tries}"));
        let void = void.when(format!("{code} = :code")).value(":code", &self.kept)?;
        let not_ours = |_: &_| Error::impossible("taking a send back");
        let unsent = self.kept.outstanding.as_ref().map(|outstanding| outstanding.unsent(self.caller));
        Ok(self.pass.give_back().and(void, not_ours).with(unsent.unwrap_or_default()))
    }
}

fn lifetime(caller: &Caller, kind: ContactKind) -> Duration {
    let seconds = match kind {
        ContactKind::Mobile => caller.tenant.sms_code_seconds,
        ContactKind::Email => caller.tenant.email_code_seconds,
    };
    Duration::from_secs(seconds.into()).min(MAX_CODE_LIFETIME)
}

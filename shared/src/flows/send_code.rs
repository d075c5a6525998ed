//! The act of sending a code: a solved puzzle is spent, everybody's share is counted, and a person is written to once.

use crate::{
    captcha::{
        pass::{Pass, PassToken},
        token::Recipient,
    },
    error::{Error, ErrorContext, Result, catalogue::ErrorCode, chain, limit::Rule},
    flows::idempotency::{Idempotency, Recorded},
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    providers::{channel::Channel, code_message::CodeMessage},
    rate_limits::{
        send_quotas::{SendQuotas, pseudonyms_of},
        sms_conversion::{ConversionHistory, SmsConversion},
    },
    request::{
        body::{BodyReader, RequestBody},
        caller::Caller,
    },
    storage::{store::Store, transaction::Transaction},
    tenants::MAX_CODE_LIFETIME,
    values::contact::{Contact, ContactKind},
    verification::{
        attempt_record::{AttemptRecord, CodeSlot},
        codes::{Codes, StoredCode},
        destination::Destination,
    },
};
use std::{collections::BTreeSet, error::Error as _, sync::Arc, time::Duration};

/// Where to, what for, and the puzzle's pass.
#[derive(Debug)]
pub struct SendCodeRequest<C: Contact> {
    to: C,
    kind: C::CodeType,
    pass: PassToken,
}

impl<C: Contact> RequestBody for SendCodeRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            to: body.required(C::NAME)?,
            kind: body.required("type")?,
            pass: body.required("captcha_token")?,
        })
    }
}

/// Sends codes one way.
pub struct SendCode<W> {
    store: Arc<Store>,
    codes: Codes,
    usage: ConversionHistory,
    once: Idempotency,
    entropy: Arc<dyn Entropy>,
    channel: W,
}

/// A send on its way: all that it takes to count it, and to take it back.
struct PendingSend<'a> {
    caller: &'a Caller,
    pass: Pass<'a>,
    guard: AttemptRecord<'a>,
    place: CodeSlot,
    kept: StoredCode,
    now: Timestamp,
}

impl<W> SendCode<W> {
    /// Needs what [`Codes`] needs, and the way out.
    pub fn new(platform: &Platform, channel: W) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            usage: ConversionHistory::new(platform)?,
            once: Idempotency::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
            channel,
        })
    }

    /// Makes a new code, in place of any earlier one of its kind, and sends it, unless it was done for this very request before.
    ///
    /// One transaction spends the pass, counts the send for everybody who has a share, and keeps the code. Where the message was
    /// definitely not sent, all of it is taken back; where nobody knows, it stays.
    pub async fn send<C: Contact>(
        &self,
        caller: &Caller,
        order: SendCodeRequest<C>,
        now: Timestamp,
    ) -> Result<()>
    where
        W: Channel<C>,
    {
        if self.once.done(caller, now).await?.is_some() {
            return Ok(());
        }
        let sent = self.send_now(caller, order, now).await;
        // A twin of the request may have been faster; but where we sent and nobody knows what became of it, we say so.
        let may_be_a_twins = sent
            .as_ref()
            .is_err_and(|error| error.code() != ErrorCode::SendingFailed);
        if may_be_a_twins && let Ok(Some(_)) = self.once.done(caller, now).await {
            return Ok(());
        }
        sent
    }

    async fn send_now<C: Contact>(
        &self,
        caller: &Caller,
        order: SendCodeRequest<C>,
        now: Timestamp,
    ) -> Result<()>
    where
        W: Channel<C>,
    {
        let SendCodeRequest { to, kind, pass } = order;
        let pseudonyms = self.codes.pseudonyms(now).await?;
        let names = Destination::of_contact(&pseudonyms, caller, &to);
        let (address, device) = pseudonyms_of(caller, &pseudonyms);
        caller.audit.pseudonym("address", &address);
        caller.audit.pseudonym("device", &device);
        let country = self.country(caller, &to, now).await?;
        let lifetime = lifetime(caller, C::kind());
        let (code, kept) = self
            .codes
            .draw(caller, &to, kind, &names.requester, lifetime, now)
            .await?;
        let mut send = PendingSend {
            caller,
            pass: pass.spent_by(
                self.entropy.text(ALPHANUMERIC, 12),
                caller,
                &pseudonyms,
                &Recipient::of(&to),
            ),
            guard: names.guard(caller, now),
            place: CodeSlot::of(&pseudonyms, caller, kind),
            kept,
            now,
        };
        let waived = BTreeSet::new();
        self.count(
            &mut send,
            SendQuotas {
                caller,
                address,
                device,
                country,
                waived,
                now,
            },
        )
        .await?;

        let message = CodeMessage {
            code: &code,
            application: caller.application.called(caller.lang),
            minutes: lifetime.as_secs() / 60,
            lang: caller.lang,
        };
        let Err(undelivered) = self.channel.deliver(&to, &message).await else {
            return Ok(());
        };
        if undelivered.is_definite {
            self.take_back(&send).await;
        }
        Err(undelivered).or_error(ErrorCode::SendingFailed, "sending a code")
    }

    /// Where a text goes to, and what is usual there.
    async fn country<C: Contact>(
        &self,
        caller: &Caller,
        to: &C,
        now: Timestamp,
    ) -> Result<Option<(&'static str, SmsConversion)>> {
        let Some(country) = to.country() else {
            return Ok(None);
        };
        caller.audit.country(country);
        if !caller.limits.texts(country) {
            if !caller.limits.record_only.contains(&Rule::Countries) {
                return Err(Error::new(ErrorCode::BadValue)
                    .with(C::NAME)
                    .by(Rule::Countries));
            }
            caller.audit.recorded(Rule::Countries);
        }
        Ok(Some((
            country,
            self.usage.of(&caller.tenant.id, country, now).await?,
        )))
    }

    /// Counts the send and keeps its code. A limit that only records is counted past, once it has refused.
    async fn count(&self, send: &mut PendingSend<'_>, mut counters: SendQuotas<'_>) -> Result<()> {
        loop {
            let (counts, unverified_text) = counters.count(&*self.entropy);
            send.kept.unverified_text = unverified_text;
            let is_limited = !counters.waived.contains(&Rule::Destination);
            let remember = self
                .once
                .remember(send.caller, Recorded::Sent, send.now)
                .await?;
            let refused = match self
                .store
                .commit(send.writes(is_limited)?.with(counts).with(remember))
                .await
            {
                Ok(()) => return Ok(()),
                Err(refused) => refused,
            };
            let limits = &send.caller.limits;
            match refused
                .rule()
                .filter(|rule| limits.record_only.contains(rule))
            {
                Some(rule) if counters.waived.insert(rule) => send.caller.audit.recorded(rule),
                _ if refused.code() == ErrorCode::Busy => {
                    // It may have been done all the same, and nothing is sent: whoever asks again is to find their pass.
                    self.take_back(send).await;
                    return Err(refused);
                }
                _ => return Err(refused),
            }
        }
    }

    /// Undoes what was counted and kept, if it was. Where that fails, it costs the person a minute and a puzzle.
    async fn take_back(&self, send: &PendingSend<'_>) {
        let (Ok(undo), Ok(forget)) = (send.undo(), self.once.forget(send.caller, send.now).await)
        else {
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

impl PendingSend<'_> {
    fn writes(&self, is_limited: bool) -> Result<Transaction> {
        let CodeSlot { code, tries } = &self.place;
        let send = self
            .guard
            .send(is_limited)
            .set(format!("{code} = :code, {tries} = :never"))
            .value(":code", &self.kept)?;
        let (requester, limits, destination, now) = (
            self.guard.requester.to_owned(),
            self.guard.limits.clone(),
            self.guard.destination.to_owned(),
            self.now,
        );
        Ok(self.pass.spend(now).and(send, move |item| {
            AttemptRecord {
                destination: &destination,
                requester: &requester,
                limits: &limits,
                now,
            }
            .send_refused(item)
        }))
    }

    fn undo(&self) -> Result<Transaction> {
        let CodeSlot { code, tries } = &self.place;
        let void = self.guard.unsend().remove(format!("{code}, {tries}"));
        let void = void
            .condition(format!("{code} = :code"))
            .value(":code", &self.kept)?;
        let not_ours = |_: &_| Error::internal("taking a send back");
        let unsent = self
            .kept
            .unverified_text
            .as_ref()
            .map(|unverified_text| unverified_text.unsent(self.caller));
        Ok(self
            .pass
            .give_back()
            .and(void, not_ours)
            .with(unsent.unwrap_or_default()))
    }
}

fn lifetime(caller: &Caller, kind: ContactKind) -> Duration {
    let seconds = match kind {
        ContactKind::Mobile => caller.tenant.sms_code_seconds,
        ContactKind::Email => caller.tenant.email_code_seconds,
    };
    Duration::from_secs(seconds.into()).min(MAX_CODE_LIFETIME)
}

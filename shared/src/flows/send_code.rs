//! Sends a verification code: spends a captcha pass, counts the send against every quota, stores
//! the code, and sends the message at most once.

use crate::{
    captcha::{
        pass::{Pass, PassToken},
        token::Recipient,
    },
    error::{
        Error, ErrorContext, Result,
        catalogue::{ErrorCode, ErrorGroups},
        chain,
        rule::Rule,
    },
    flows::idempotency::{Earlier, Idempotency, Recorded},
    platform::{Platform, settings::BootError},
    providers::{
        channel::{Channel, DeliveryError, Envelope, RefusalKind, Sent},
        code_message::CodeMessage,
    },
    rate_limits::{
        puzzle_quota::count_refused_pass,
        send_quotas::{SendQuotas, TextBudget, UnverifiedText},
        sent_text::SentText,
        sms_conversion::{ConversionHistory, SmsConversion},
    },
    request::{
        body::{BodyReader, RequestBody},
        context::Context,
        pseudonyms::{network_of, pseudonyms_of},
    },
    storage::{
        store::{CommitError, Store},
        transaction::Transaction,
    },
    tenants::{delivery::ReceiptName, wording::MessageWording},
    values::{code_type::CodeType as _, contact::Contact},
    verification::{
        attempt_record::CodeSlot,
        codes::{self, Codes},
        destination::Destination,
        stored_code::StoredCode,
    },
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// How long a send may be under way. An instance that has not said by then what became of it died.
const SENDING_LIFETIME: Duration = Duration::from_secs(30);

/// The body: where to, what for, and the pass of a solved puzzle.
#[derive(Debug)]
pub struct SendCodeRequest<C: Contact> {
    to: C,
    code_type: C::CodeType,
    pass: PassToken,
}

impl<C: Contact> RequestBody for SendCodeRequest<C> {
    fn read<R: BodyReader>(body: &R) -> Result<Self> {
        Ok(Self {
            to: body.required(C::NAME)?,
            code_type: body.required("type")?,
            pass: body.required("captcha_token")?,
        })
    }
}

/// Sends codes through one channel.
pub struct SendCode<W> {
    store: Arc<Store>,
    codes: Codes,
    conversion: ConversionHistory,
    idempotency: Idempotency,
    channel: W,
}

/// A send under way: all that it takes to count it, and to take it back.
struct PendingSend<'a> {
    cx: &'a Context,
    pass: Pass<'a>,
    destination: &'a Destination,
    slot: CodeSlot,
    code: StoredCode,
}

impl<W> SendCode<W> {
    /// The errors of the call itself.
    pub const ERRORS: ErrorGroups = &[&[
        ErrorCode::CaptchaExpired,
        ErrorCode::CaptchaInvalid,
        ErrorCode::SendingFailed,
        ErrorCode::LockedOut,
        ErrorCode::TooMany,
    ]];

    /// Needs what [`Codes`] needs, and the channel.
    pub fn new(platform: &Platform, channel: W) -> Result<Self, BootError> {
        Ok(Self {
            store: Store::of(platform)?,
            codes: Codes::new(platform)?,
            conversion: ConversionHistory::new(platform)?,
            idempotency: Idempotency::new(platform)?,
            channel,
        })
    }

    /// Draws a new code and sends it, unless that was done for this very request before.
    ///
    /// A send without a good pass is refused before anything that others use is touched. Then one
    /// transaction spends the pass, counts the send for destination, address and device, and stores
    /// the code; application, tenant and country are counted by single writes after it. If one
    /// refuses, or the message was definitely not sent, all of it is taken back. If nobody knows
    /// whether it was sent, it stays.
    pub async fn send<C: Contact>(&self, cx: &Context, request: SendCodeRequest<C>) -> Result<()>
    where
        W: Channel<C>,
    {
        if let Some(earlier) = self.idempotency.find(cx).await? {
            return self.repeat(cx, &request, earlier).await;
        }
        let name = self.idempotency.draw_name();
        let sent = self.send_as(&name, cx, &request).await;
        if sent.is_err()
            && let Ok(Some(earlier)) = self.idempotency.find(cx).await
            && earlier.by != name
        {
            // A simultaneous request was faster.
            return self.repeat(cx, &request, earlier).await;
        }
        sent
    }

    /// Answers for what an earlier request did. If it died while sending, its pass is given back
    /// and the client hears [`ErrorCode::SendingFailed`]: whether the message went out is unknown.
    async fn repeat<C: Contact>(
        &self,
        cx: &Context,
        request: &SendCodeRequest<C>,
        earlier: Earlier,
    ) -> Result<()> {
        let Recorded::Sending { pass } = earlier.done else {
            return Ok(());
        };
        let ends = earlier.at + SENDING_LIFETIME;
        if cx.now < ends {
            return Err(Error::too_many(Rule::Destination, cx.now.until(ends)));
        }
        let pseudonyms = self.codes.pseudonyms(cx.now).await?;
        let recipient = Recipient::of(&request.to);
        let pass = request.pass.spent_by(pass, cx, &pseudonyms, &recipient);
        let forget = self.idempotency.forget(cx, &earlier.by).await?;
        // Refused where another repeat has done so already.
        let _ = self.store.commit(pass.give_back().with(forget)).await;
        Err(Error::new(ErrorCode::SendingFailed))
    }

    async fn send_as<C: Contact>(
        &self,
        name: &str,
        cx: &Context,
        request: &SendCodeRequest<C>,
    ) -> Result<()>
    where
        W: Channel<C>,
    {
        let SendCodeRequest {
            to,
            code_type,
            pass,
        } = request;
        let pseudonyms = self.codes.pseudonyms(cx.now).await?;
        let destination = Destination::of_contact(&pseudonyms, cx, to);
        let (address, device) = pseudonyms_of(cx, &pseudonyms);
        let country = self.country(cx, to).await?;
        let pass = pass.spent_by(name.to_owned(), cx, &pseudonyms, &Recipient::of(to));
        if let Some(refusal) = pass.find_refusal(&self.store).await? {
            count_refused_pass(cx, &address, &self.store).await?;
            return Err(refusal);
        }
        let requester = &destination.requester;
        let (code, stored) = self.codes.draw(cx, to, *code_type, requester).await?;
        let mut send = PendingSend {
            cx,
            pass,
            destination: &destination,
            slot: codes::slot(&pseudonyms, cx, *code_type),
            code: stored,
        };
        let carrier = self.channel.first_carrier(&cx.caller.tenant, to);
        let mut quotas = SendQuotas {
            cx,
            address,
            device,
            network: network_of(cx, &pseudonyms),
            country,
            waived: BTreeSet::new(),
        };
        send.code.unverified_text = quotas.unverified_text(carrier);
        let budget = self.count(&mut send, name, &mut quotas).await?;

        let language = &cx.caller.language;
        let purpose = code_type.purpose();
        let message = CodeMessage {
            code: &code,
            purpose,
            application: cx.caller.application.called(language),
            minutes: codes::lifetime::<C>(cx).as_secs() / 60,
            language,
            wording: MessageWording::find(&cx.caller.tenant.wording, language, purpose),
        };
        let envelope = Envelope {
            tenant: &cx.caller.tenant,
            to,
            reference: name,
            domain: &cx.caller.domain,
            now: cx.now,
        };
        match self.channel.deliver(&envelope, &message).await {
            Ok(delivery) => {
                cx.audit
                    .carrier(&delivery.carrier, delivery.message_id.as_str());
                let recorded = self.record_sent(cx, name);
                tokio::join!(recorded, self.note_delivery(send, name, delivery));
                Ok(())
            }
            Err(DeliveryError::NotSent(refusal)) => {
                let counted = match refusal.kind {
                    RefusalKind::InvalidRecipient => quotas.give_back_shared(&budget),
                    _ => quotas.give_back(&budget),
                };
                self.take_back(&send, name, counted).await;
                Err(refusal).or_error(ErrorCode::SendingFailed, "sending a code")
            }
            Err(DeliveryError::Unknown(cause)) => {
                self.record_sent(cx, name).await;
                Err(cause).or_error(ErrorCode::SendingFailed, "sending a code")
            }
        }
    }

    /// Turns *sending* into *sent*. Where that fails, a repeat hears that nothing was sent: the
    /// person has the code all the same, or asks for another.
    async fn record_sent(&self, cx: &Context, name: &str) {
        let recorded = async {
            match self.idempotency.sent(cx, name).await? {
                Some(write) => self.store.write(write).await.map(drop),
                None => Ok(()),
            }
        };
        if let Err(failure) = recorded.await {
            tracing::warn!("a send was not recorded: {}", chain(&failure));
        }
    }

    /// Keeps of a text what its use and its receipt are matched with: who delivers it, where that
    /// is not who was to be tried first, and the name by which its carrier reports on it. Both are
    /// for counters alone, so nothing depends on them.
    async fn note_delivery(&self, mut send: PendingSend<'_>, name: &str, delivery: Sent) {
        let Some(text) = send.code.unverified_text.take() else {
            return;
        };
        let is_another = text.carrier() != Some(&delivery.carrier);
        let text = text.through(delivery.carrier.clone());
        send.code.unverified_text = Some(text.clone());
        let noted = async {
            if is_another {
                self.note_text(&send).await
            } else {
                Ok(())
            }
        };
        let (noted, awaited) =
            tokio::join!(noted, self.await_receipt(send.cx, name, &delivery, text));
        if let Err(error) = noted {
            tracing::warn!("the carrier of a text was not noted: {}", chain(&error));
        }
        if let Err(error) = awaited {
            tracing::warn!("the receipt of a text is not awaited: {}", chain(&error));
        }
    }

    /// Keeps a text on which its carrier reports until the report comes.
    async fn await_receipt(
        &self,
        cx: &Context,
        name: &str,
        delivery: &Sent,
        text: UnverifiedText,
    ) -> Result<()> {
        let tenant = &cx.caller.tenant;
        let carrier = tenant.delivery.carrier(&delivery.carrier);
        let Some(source) = carrier.and_then(|carrier| carrier.receipt_source()) else {
            return Ok(());
        };
        let reference = match source.named_by {
            ReceiptName::Reference => name,
            ReceiptName::MessageId => delivery.message_id.as_str(),
        };
        if reference.is_empty() {
            return Ok(());
        }
        let awaited = SentText::new(delivery.carrier.clone(), text, cx.now);
        let keep = awaited.keep(&tenant.id, reference)?;
        self.store.write(keep).await.map(drop)
    }

    /// The country that a text goes to, and its conversion.
    async fn country<C: Contact>(
        &self,
        cx: &Context,
        to: &C,
    ) -> Result<Option<(&'static str, SmsConversion)>> {
        let Some(country) = to.country() else {
            return Ok(None);
        };
        cx.audit.country(country);
        let limits = &cx.caller.limits;
        if !limits.texts(country, cx.caller.tenant.area_code) {
            if !limits.record_only.contains(&Rule::Countries) {
                let error = Error::new(ErrorCode::BadValue).with(C::NAME);
                return Err(error.by(Rule::Countries));
            }
            cx.audit.recorded(Rule::Countries);
        }
        let tenant = &cx.caller.tenant.id;
        let conversion = self.conversion.of(tenant, country, cx.now).await?;
        Ok(Some((country, conversion)))
    }

    /// Counts the send and stores its code. A limit that only records is counted past,
    /// once it has refused.
    ///
    /// What the caller alone is counted in is part of the transaction. What everybody is counted in
    /// comes after it (see [`send_quotas`](crate::rate_limits::send_quotas)); where it refuses, the
    /// transaction is taken back.
    async fn count(
        &self,
        send: &mut PendingSend<'_>,
        name: &str,
        quotas: &mut SendQuotas<'_>,
    ) -> Result<TextBudget> {
        loop {
            let is_limited = !quotas.waived.contains(&Rule::Destination);
            let sending = Recorded::Sending {
                pass: name.to_owned(),
            };
            let record = self.idempotency.record(send.cx, sending, name).await?;
            let writes = send.writes(is_limited)?.with(quotas.count_own());
            match self.store.commit(writes.with(record)).await {
                Ok(()) => break,
                Err(CommitError::OutcomeUnknown(error)) => {
                    // It may have been done all the same, and nothing is sent: whoever asks again
                    // is to find their pass.
                    self.take_back(send, name, quotas.give_back_own()).await;
                    return Err(error);
                }
                Err(error) => waive(send.cx, quotas, error.into())?,
            }
        }
        loop {
            let error = match quotas.count_shared(&self.store).await {
                Ok(TextBudget::Country) => return Ok(TextBudget::Country),
                Ok(budget) => {
                    self.note_budget(send, &budget).await;
                    return Ok(budget);
                }
                Err(error) => error,
            };
            if let Err(error) = waive(send.cx, quotas, error) {
                self.take_back(send, name, quotas.give_back_own()).await;
                return Err(error);
            }
        }
    }

    /// Keeps with the code the budget that its text was counted in, for when the code is used.
    async fn note_budget(&self, send: &mut PendingSend<'_>, budget: &TextBudget) {
        let text = send.code.unverified_text.take();
        send.code.unverified_text = text.map(|text| text.counted_in(budget.clone()));
        if let Err(error) = self.note_text(send).await {
            // The text is taken off the country's budget instead once it is used.
            tracing::warn!("the budget of a text was not noted: {}", chain(&error));
        }
    }

    /// Keeps with the code what is known of its text by now.
    async fn note_text(&self, send: &PendingSend<'_>) -> Result<()> {
        let record = send.destination.record(send.cx);
        let note = record.note_text(&send.slot, &send.code)?;
        self.store.write(note).await.map(drop)
    }

    /// Undoes what was counted and stored, if it was, and `counted` with it. Where that fails, it
    /// costs the person a minute and a puzzle.
    async fn take_back(&self, send: &PendingSend<'_>, name: &str, counted: Transaction<'static>) {
        let undone = async {
            let forget = self.idempotency.forget(send.cx, name).await?;
            let undo = send.undo().with(counted).with(forget);
            match self.store.commit(undo).await {
                // Nothing was done that is to be undone.
                Ok(()) | Err(CommitError::Refused { .. }) => Ok(()),
                Err(error) => Err(Error::from(error)),
            }
        };
        if let Err(failure) = undone.await {
            tracing::warn!("a send was not taken back: {}", chain(&failure));
        }
    }
}

/// Lets a limit that only records be counted past from now on. Any other error stays one.
fn waive(cx: &Context, quotas: &mut SendQuotas<'_>, error: Error) -> Result<()> {
    let record_only = &cx.caller.limits.record_only;
    match error.rule().filter(|rule| record_only.contains(rule)) {
        Some(rule) if quotas.waived.insert(rule) => {
            cx.audit.recorded(rule);
            Ok(())
        }
        _ => Err(error),
    }
}

impl PendingSend<'_> {
    fn writes(&self, is_limited: bool) -> Result<Transaction<'_>> {
        let record = self.destination.record(self.cx);
        let issue = record.issue(&self.slot, &self.code, is_limited)?;
        let refused = move |item: &_| record.issue_refused(item);
        Ok(self.pass.spend().and(issue, refused))
    }

    /// Gives the pass back and withdraws the code.
    fn undo(&self) -> Transaction<'static> {
        let record = self.destination.record(self.cx);
        let withdraw = record.withdraw_issue(&self.slot, &self.code);
        let not_ours = |_: &_| Error::internal("taking a send back");
        self.pass.give_back().and(withdraw, not_ours)
    }
}

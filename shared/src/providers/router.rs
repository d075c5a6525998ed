//! Delivers messages through the carriers of their tenant: one after the other, until one has taken
//! the message over or may have.
//!
//! The next carrier is asked only where the one before has certainly sent nothing. After a timeout,
//! a lost connection or an answer that cannot be understood, the message may be on its way: another
//! one would be a second text to pay for, and a second code to type. All attempts share one span of
//! time, and none begins in its second half, so that it rarely ends in the middle of one.

use crate::{
    error::chain,
    platform::{Platform, settings::BootError},
    providers::{
        carriers::{
            aliyun,
            aws::AwsApi,
            gateway, huawei,
            ses::Ses,
            smtp::Smtp,
            sns::Sns,
            tencent,
            web::{Account, CarrierApi},
        },
        channel::{
            Channel, DeliveryError, Envelope, MessageId, MessageText, Refusal, RefusalKind, Sent,
        },
    },
    storage::{item_keys::carrier_secret_key, store::Store},
    tenants::{
        delivery::{Carrier, CarrierKind, Price, StoredCarrierSecret},
        tenant::Tenant,
    },
    values::{
        email::Email,
        identifiers::{CarrierId, TenantId},
        mobile::Mobile,
    },
};
use std::{borrow::Cow, error::Error as StdError, sync::Arc, time::Duration};
use tokio::time::{Instant, timeout, timeout_at};

/// The channel that sends messages to mobile numbers.
pub struct Texts {
    sns: Sns,
    carriers: Carriers,
    max_price: Price,
}

/// The channel that sends messages to e-mail addresses.
pub struct Mails {
    ses: Ses,
    smtp: Smtp,
    carriers: Carriers,
}

/// What the carriers of both channels need.
struct Carriers {
    api: CarrierApi,
    aws: AwsApi,
    store: Arc<Store>,
    /// How long all attempts at one message may take.
    budget: Duration,
}

impl Texts {
    /// Settings: `SMS_MAX_PRICE` (in US dollars; a text message that costs more is not sent),
    /// `DELIVERY_SECONDS`, for all attempts at one message, optionally `SMS_SENDER_ID`, and those
    /// of [`Platform::aws`] and [`Platform::web`]. Needs the Keys table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        let price: f64 = platform.settings.get("SMS_MAX_PRICE")?;
        let max_price = Price::try_from(price)
            .map_err(|reason| BootError::of_setting("SMS_MAX_PRICE", reason))?;
        Ok(Self {
            sns: Sns::new(platform, max_price)?,
            carriers: Carriers::new(platform, Some(max_price))?,
            max_price,
        })
    }

    async fn send_through(
        &self,
        carrier: &Carrier,
        envelope: &Envelope<'_, Mobile>,
        message: &impl MessageText,
    ) -> Result<MessageId, DeliveryError> {
        if carrier.price.is_some_and(|price| price > self.max_price) {
            let kind = RefusalKind::Unsupported;
            return Err(DeliveryError::refused(kind, "price"));
        }
        let Carriers { api, aws, .. } = &self.carriers;
        match carrier.kind {
            CarrierKind::Sns => return self.sns.send(carrier, envelope.to, message).await,
            CarrierKind::EndUserMessaging => {
                return aws.send_text(api, carrier, envelope, message).await;
            }
            _ => {}
        }
        let secret = self.carriers.secret(&envelope.tenant.id, carrier).await?;
        let account = &Account {
            carrier,
            secret: &secret,
        };
        if carrier.kind == CarrierKind::HttpGateway {
            return gateway::send(api, account, envelope, message).await;
        }
        let values = message.template_values();
        match carrier.kind {
            CarrierKind::AliyunSms => aliyun::send_sms(api, account, envelope, values).await,
            CarrierKind::AliyunPnvs => {
                aliyun::send_verify_code(api, account, envelope, values).await
            }
            CarrierKind::TencentSms => tencent::send_sms(api, account, envelope, values).await,
            CarrierKind::HuaweiSms => huawei::send_sms(api, account, envelope, values).await,
            _ => Err(DeliveryError::refused(RefusalKind::Unsupported, "mails")),
        }
    }
}

impl Mails {
    /// Settings: `MAIL_FROM` and optionally `MAIL_CONFIGURATION_SET`, of the stack's SES;
    /// `DELIVERY_SECONDS`, for all attempts at one message; and those of [`Platform::aws`],
    /// [`Platform::web`] and [`Smtp`]. Needs the Keys table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            ses: Ses::new(platform)?,
            smtp: Smtp::new(platform)?,
            carriers: Carriers::new(platform, None)?,
        })
    }

    async fn send_through(
        &self,
        carrier: &Carrier,
        envelope: &Envelope<'_, Email>,
        message: &impl MessageText,
    ) -> Result<MessageId, DeliveryError> {
        let Carriers { api, aws, .. } = &self.carriers;
        match carrier.kind {
            CarrierKind::Ses => return self.ses.send(envelope.to, message).await,
            CarrierKind::SesV2 => return aws.send_mail(api, carrier, envelope, message).await,
            _ => {}
        }
        let secret = self.carriers.secret(&envelope.tenant.id, carrier).await?;
        let account = &Account {
            carrier,
            secret: &secret,
        };
        match carrier.kind {
            CarrierKind::AliyunMail => aliyun::send_mail(api, account, envelope, message).await,
            CarrierKind::Smtp => self.smtp.send(account, envelope, message).await,
            _ => Err(DeliveryError::refused(RefusalKind::Unsupported, "texts")),
        }
    }
}

impl Channel<Mobile> for Texts {
    fn first_carrier(&self, tenant: &Tenant, to: &Mobile) -> Option<CarrierId> {
        first(&text_carriers(tenant, to))
    }

    async fn deliver(
        &self,
        envelope: &Envelope<'_, Mobile>,
        message: &impl MessageText,
    ) -> Result<Sent, DeliveryError> {
        let carriers = text_carriers(envelope.tenant, envelope.to);
        let attempt = |carrier| self.send_through(carrier, envelope, message);
        self.carriers.in_order(&carriers, attempt).await
    }
}

impl Channel<Email> for Mails {
    fn first_carrier(&self, tenant: &Tenant, _: &Email) -> Option<CarrierId> {
        first(&tenant.delivery.mail_carriers())
    }

    async fn deliver(
        &self,
        envelope: &Envelope<'_, Email>,
        message: &impl MessageText,
    ) -> Result<Sent, DeliveryError> {
        let carriers = envelope.tenant.delivery.mail_carriers();
        let attempt = |carrier| self.send_through(carrier, envelope, message);
        self.carriers.in_order(&carriers, attempt).await
    }
}

fn text_carriers<'t>(tenant: &'t Tenant, to: &Mobile) -> Vec<Cow<'t, Carrier>> {
    tenant
        .delivery
        .text_carriers(to.country().unwrap_or_default())
}

fn first(carriers: &[Cow<'_, Carrier>]) -> Option<CarrierId> {
    carriers.first().map(|carrier| carrier.id.clone())
}

impl Carriers {
    fn new(platform: &Platform, max_price: Option<Price>) -> Result<Self, BootError> {
        Ok(Self {
            api: CarrierApi::new(platform)?,
            aws: AwsApi::new(platform, max_price)?,
            store: Store::of(platform)?,
            budget: platform.settings.seconds("DELIVERY_SECONDS")?,
        })
    }

    /// Asks the carriers one after the other, until one has sent the message or may have.
    async fn in_order<'c, F, A>(
        &self,
        carriers: &'c [Cow<'c, Carrier>],
        attempt: F,
    ) -> Result<Sent, DeliveryError>
    where
        F: Fn(&'c Carrier) -> A,
        A: Future<Output = Result<MessageId, DeliveryError>>,
    {
        let began = Instant::now();
        let mut refused = None;
        for carrier in carriers {
            if refused.is_some() && began.elapsed() > self.budget / 2 {
                break;
            }
            // Boxed: the compiler gives up on the layout of so deep a future.
            let sent = timeout_at(began + self.budget, Box::pin(attempt(carrier)));
            let refusal = match sent.await {
                Ok(Ok(message_id)) => {
                    let carrier = carrier.id.clone();
                    return Ok(Sent {
                        carrier,
                        message_id,
                    });
                }
                Ok(Err(DeliveryError::NotSent(refusal))) => refusal,
                Ok(Err(DeliveryError::Unknown(cause))) => {
                    warn_of(&carrier.id, "unknown", &cause);
                    return Err(DeliveryError::Unknown(cause));
                }
                Err(timeout) => {
                    warn_of(&carrier.id, "unknown", &timeout);
                    return Err(DeliveryError::unknown("timeout"));
                }
            };
            let may_go_on = refusal.kind.is_of_the_carrier();
            warn_of(&carrier.id, refusal.kind.name(), &refusal);
            refused = Some(refusal);
            if !may_go_on {
                break;
            }
        }
        let none = || Refusal::new(RefusalKind::Unsupported, "no carrier");
        Err(DeliveryError::NotSent(refused.unwrap_or_else(none)))
    }

    /// The secret of the account at a carrier. Without one, the carrier cannot be asked; nor where
    /// it cannot be read in time, since nothing was sent then.
    async fn secret(&self, tenant: &TenantId, carrier: &Carrier) -> Result<String, DeliveryError> {
        let key = carrier_secret_key(tenant, &carrier.id);
        let read = timeout(self.budget / 4, self.store.get(&key)).await;
        let unreachable = |_| DeliveryError::refused(RefusalKind::Unreachable, "secret");
        let stored: Option<StoredCarrierSecret<'_>> = read
            .map_err(unreachable)?
            .map_err(DeliveryError::not_sent)?;
        match stored {
            Some(stored) => Ok(stored.secret.into_owned()),
            None => Err(DeliveryError::refused(
                RefusalKind::Authentication,
                "no secret",
            )),
        }
    }
}

fn warn_of(carrier: &CarrierId, outcome: &str, cause: &(dyn StdError + 'static)) {
    let carrier = carrier.as_str();
    tracing::warn!(carrier, outcome, "{}", chain(cause));
}

//! Tells users what was changed in their account, at a contact that they had before.

use crate::{
    error::chain,
    platform::{
        Platform,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    providers::{
        change_notice::{Change, ChangeNotice},
        channel::{Channel as _, DeliveryError, Envelope},
        router::{Mails, Texts},
    },
    request::context::Context,
    tenants::tenant::NoticeChannel,
    users::user::{ContactOf as _, User},
    values::{email::Email, mobile::Mobile},
};
use std::sync::Arc;

/// Tells users of changes.
pub struct Notices {
    mails: Mails,
    texts: Texts,
    entropy: Arc<dyn Entropy>,
}

impl Notices {
    /// Needs what [`Mails`] and [`Texts`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            mails: Mails::new(platform)?,
            texts: Texts::new(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Tells the user as they were before the change. The change is done: where nobody can be told,
    /// that is logged, and fails nothing.
    pub async fn tell(&self, cx: &Context, before: &User, change: Change) {
        let caller = &cx.caller;
        let notice = ChangeNotice {
            change,
            application: caller.application.called(&caller.lang.into()),
            at: cx.now,
            lang: caller.lang,
        };
        let channel = caller.tenant.notices;
        let reference = self.entropy.text(ALPHANUMERIC, 16);
        let delivered = match (channel, Email::proved_by(before), Mobile::proved_by(before)) {
            (NoticeChannel::Email | NoticeChannel::Sms, Some(email), _) => {
                let envelope = envelope(cx, email, &reference);
                self.mails.deliver(&envelope, &notice).await
            }
            (NoticeChannel::Sms, None, Some(mobile)) => {
                let envelope = envelope(cx, mobile, &reference);
                self.texts.deliver(&envelope, &notice).await
            }
            (NoticeChannel::None, ..) | (_, None, _) => return,
        };
        let failed = match delivered {
            Ok(_) => return,
            Err(DeliveryError::NotSent(refusal)) => chain(&refusal),
            Err(DeliveryError::Unknown(cause)) => chain(&cause),
        };
        tracing::warn!("telling a user of a change: {failed}");
    }
}

fn envelope<'a, C>(cx: &'a Context, to: &'a C, reference: &'a str) -> Envelope<'a, C> {
    Envelope {
        tenant: &cx.caller.tenant,
        to,
        reference,
        domain: &cx.caller.domain,
        now: cx.now,
    }
}

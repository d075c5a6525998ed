//! Tells users what was changed in their account, at a contact that they had before.

use crate::{
    error::{ErrorContext as _, chain},
    platform::{Platform, settings::BootError},
    providers::{
        change_notice::{Change, ChangeNotice},
        channel::{Channel as _, DeliveryError},
        email::Mail,
        sms::Sms,
    },
    request::context::Context,
    tenants::tenant::NoticeChannel,
    users::user::{ContactOf as _, User},
    values::{email::Email, mobile::Mobile},
};

/// Tells users of changes.
pub struct Notices {
    mail: Mail,
    sms: Sms,
}

impl Notices {
    /// Needs what [`Mail`] and [`Sms`] need.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            mail: Mail::new(platform)?,
            sms: Sms::new(platform)?,
        })
    }

    /// Tells the user as they were before the change. The change is done: where nobody can be told,
    /// that is logged, and fails nothing.
    pub async fn tell(&self, cx: &Context, before: &User, change: Change) {
        let caller = &cx.caller;
        let notice = ChangeNotice {
            change,
            application: caller.application.called(caller.lang),
            at: cx.now,
            lang: caller.lang,
        };
        let channel = caller.tenant.notices;
        let delivered = match (channel, Email::proved_by(before), Mobile::proved_by(before)) {
            (NoticeChannel::Email | NoticeChannel::Sms, Some(email), _) => {
                self.mail.deliver(email, &notice).await
            }
            (NoticeChannel::Sms, None, Some(mobile)) => self.sms.deliver(mobile, &notice).await,
            (NoticeChannel::None, ..) | (_, None, _) => return,
        };
        let delivered = delivered.map_err(|error| match error {
            DeliveryError::NotSent(cause) | DeliveryError::Unknown(cause) => cause,
        });
        if let Err(error) = delivered.internal("telling a user of a change") {
            tracing::warn!("{}", chain(&error));
        }
    }
}

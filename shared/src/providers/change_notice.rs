//! The wording of the messages that tell users what was changed in their account. They hold no
//! link: whoever gets one is to find the application by themselves.

use crate::{
    error::catalogue::Lang,
    platform::clock::Timestamp,
    providers::{
        channel::{MessageText, TemplateValues},
        code_message::html,
    },
};
use time::macros::format_description;

/// The changes of an account that its user is notified of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another mobile number took the place of the old one, or the first was added.
    Mobile,
    /// Another e-mail address took the place of the old one, or the first was added.
    Email,
    /// A social account was unlinked.
    SocialAccount,
    /// A password was set, in place of another or for the first time.
    Password,
}

/// A change, and what its message says beside it.
pub struct ChangeNotice<'a> {
    pub change: Change,
    /// The name of the application, in the language of the message.
    pub application: &'a str,
    pub at: Timestamp,
    pub lang: Lang,
}

impl ChangeNotice<'_> {
    /// When it was changed, such as `2026-11-20 09:00`. In UTC, as nobody knows where the user is.
    fn moment(&self) -> String {
        let form = format_description!("[year]-[month]-[day] [hour]:[minute]");
        self.at.calendar().format(form).unwrap_or_default()
    }

    const fn what(&self) -> &'static str {
        match (self.lang, self.change) {
            (Lang::Zh, Change::Mobile) => "手机号已更换",
            (Lang::Zh, Change::Email) => "邮箱已更换",
            (Lang::Zh, Change::SocialAccount) => "微信账号已解绑",
            (Lang::Zh, Change::Password) => "登录密码已更改",
            (Lang::En, Change::Mobile) => "mobile number was changed",
            (Lang::En, Change::Email) => "e-mail address was changed",
            (Lang::En, Change::SocialAccount) => "WeChat account was unlinked",
            (Lang::En, Change::Password) => "password was changed",
        }
    }
}

impl MessageText for ChangeNotice<'_> {
    fn text(&self) -> String {
        let (application, what, moment) = (self.application, self.what(), self.moment());
        match self.lang {
            Lang::Zh => {
                format!("【{application}】您的{what}（{moment} UTC）。如非本人操作请联系客服。")
            }
            Lang::En => format!("{application}: your {what} on {moment} UTC. Not you? Contact us."),
        }
    }

    fn subject(&self) -> String {
        let (application, what) = (self.application, self.what());
        match self.lang {
            Lang::Zh => format!("{application}：您的{what}"),
            Lang::En => format!("{application}: your {what}"),
        }
    }

    fn mail_text(&self) -> String {
        let (application, what, moment) = (self.application, self.what(), self.moment());
        match self.lang {
            Lang::Zh => format!(
                "您好，\n\n您在{application}的{what}，时间：{moment}（UTC）。\n\n\
                 如果不是您本人操作，请尽快打开{application}查看您的账号，并联系客服。\n"
            ),
            Lang::En => format!(
                "Hello,\n\nyour {what} at {application} on {moment} UTC.\n\n\
                 If it was not you, open {application}, look at your account, and contact its support.\n"
            ),
        }
    }

    fn mail_html(&self) -> String {
        html(self.lang, &self.mail_text(), None)
    }

    fn template_values(&self) -> Option<TemplateValues<'_>> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_fits_one_text_message_and_holds_no_link() {
        for change in [
            Change::Mobile,
            Change::Email,
            Change::SocialAccount,
            Change::Password,
        ] {
            for (lang, application, longest) in [
                (Lang::Zh, "一二三四五六七八九十一二三四五六七八九十", 70),
                (Lang::En, "A name of twenty chr", 160),
            ] {
                let notice = ChangeNotice {
                    change,
                    application,
                    at: Timestamp::from_secs(1_795_165_200),
                    lang,
                };
                let text = notice.text();
                assert!(text.encode_utf16().count() <= longest, "{text}");
                assert!(text.contains("2026-11-20 09:00"), "{text}");
                for text in [
                    text,
                    notice.subject(),
                    notice.mail_text(),
                    notice.mail_html(),
                ] {
                    assert!(text.contains(application), "{text}");
                    assert!(!text.contains("http") && !text.contains("href"), "{text}");
                }
            }
        }
    }
}

//! The outbox: the text messages and e-mails that a deployment would have sent to users.

use crate::cloud::page::list_head;
use serde::Serialize;
use shared::{platform::clock::Timestamp, providers::code_message::escape};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, Mutex, PoisonError},
};

/// A text message or an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// The channel by which it was sent, `sms` or `email`.
    pub channel: &'static str,
    /// A mobile number in E.164, or an e-mail address.
    pub to: String,
    /// The subject line of an e-mail.
    pub subject: Option<String>,
    /// The text message, or the plain-text part of the e-mail.
    pub text: String,
    /// The HTML part of an e-mail.
    pub html: Option<String>,
    /// The message attributes of SNS, such as the maximum price; of another carrier, its name as
    /// `carrier`, the `message_id`, and what it was told beside the text, such as `sign_name`,
    /// `template` and `reference`.
    pub attributes: BTreeMap<String, String>,
    /// When it was sent, in seconds since the epoch.
    pub sent_at: u64,
}

impl Message {
    /// The verification code in the text: the first word of 4 to 8 digits. A date is one word with
    /// its hyphens, so its year is none. `codeIn` of the page reads texts alike.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.text
            .split(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')))
            .find(|word| {
                (4..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
            })
    }
}

/// All messages, and a function that is called for each new one. Clones share the messages.
#[derive(Clone)]
pub struct Outbox {
    messages: Arc<Mutex<Vec<Message>>>,
    on_message: fn(&Message),
}

impl Outbox {
    /// Makes an empty outbox.
    #[must_use]
    pub fn new(on_message: fn(&Message)) -> Self {
        Self {
            messages: Arc::default(),
            on_message,
        }
    }

    /// Calls `on_message` and adds the message.
    pub fn file(&self, message: Message) {
        (self.on_message)(&message);
        self.messages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(message);
    }

    /// Returns all messages, newest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let mut messages = self
            .messages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        messages.reverse();
        messages
    }

    /// The HTML page of the outbox, for phones and desktops. It says when there is more to see.
    #[must_use]
    pub fn page(&self) -> String {
        let mut cards = String::new();
        for message in self.messages() {
            let Message {
                channel,
                to,
                subject,
                text,
                html,
                sent_at,
                ..
            } = &message;
            let (hour, minute, second) = Timestamp::from_secs(*sent_at).calendar().time().as_hms();
            let subject = subject
                .as_ref()
                .map(|subject| format!("<h2>{}</h2>", escape(subject)))
                .unwrap_or_default();
            let code = message
                .code()
                .map(|code| format!("<p class=code><strong>{code}</strong></p>"))
                .unwrap_or_default();
            let html = html.as_ref().map(|html| {
                format!("<details><summary>HTML</summary><iframe sandbox title=HTML srcdoc=\"{}\"></iframe></details>", escape(html))
            });
            let _ = write!(
                cards,
                "<li class={channel}><article><header><span class=tag>{channel}</span> <span class=to>{}</span> \
                 <time>{hour:02}:{minute:02}:{second:02} UTC</time></header>{subject}{code}<pre>{}</pre>{}</article></li>",
                escape(to),
                escape(text),
                html.unwrap_or_default()
            );
        }
        if cards.is_empty() {
            cards.push_str("<li>Nothing was sent yet.</li>");
        }
        let head = list_head("/_local/outbox", "Outbox");
        format!(
            "{head}<p id=news role=status hidden><a href=/_local/outbox>There is more: show it</a></p>\
             <ol class=cards>{cards}</ol></main><script type=module src=/_local/page/news.js></script></body></html>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_a_message_and_a_date_is_none() {
        for (text, code) in [
            (
                "Demo sign-up code 123456, 5 min. Don't share",
                Some("123456"),
            ),
            (
                "【演示】验证码0042，用于注册，5分钟内有效。请勿告诉他人。",
                Some("0042"),
            ),
            ("Your code:\n\n    12345678\n", Some("12345678")),
            ("Shop-2025 code 654321, 5 min.", Some("654321")),
            (
                "Demo: your password was changed on 2026-11-20 09:00 UTC. Not you? Contact us.",
                None,
            ),
            ("【演示】您的手机号已更换（2026-11-20 09:00 UTC）。", None),
            ("Your number +86-13800138000 was changed", None),
        ] {
            let message = Message {
                channel: "sms",
                to: String::new(),
                subject: None,
                text: text.to_owned(),
                html: None,
                attributes: BTreeMap::new(),
                sent_at: 0,
            };
            assert_eq!(message.code(), code, "{text}");
        }
    }
}

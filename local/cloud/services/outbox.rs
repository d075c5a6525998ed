//! The outbox: the text messages and e-mails that a deployment would have sent to users.

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
    /// The message attributes of SNS, such as the maximum price.
    pub attributes: BTreeMap<String, String>,
    /// When it was sent, in seconds since the epoch.
    pub sent_at: u64,
}

impl Message {
    /// The verification code in the text: the first run of 4 to 8 digits.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.text
            .split(|letter: char| !letter.is_ascii_digit())
            .find(|run| (4..=8).contains(&run.len()))
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

    /// The HTML page of the outbox, for phones and desktops. It reloads every three seconds.
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
                .map(|code| format!("<b class=code>{code}</b>"))
                .unwrap_or_default();
            let html = html.as_ref().map(|html| {
                format!("<details><summary>HTML</summary><iframe sandbox title=HTML srcdoc=\"{}\"></iframe></details>", escape(html))
            });
            let _ = write!(
                cards,
                "<article class={channel}><header><span class=tag>{channel}</span> <span class=to>{}</span> \
                 <time>{hour:02}:{minute:02}:{second:02} UTC</time></header>{subject}{code}<pre>{}</pre>{}</article>",
                escape(to),
                escape(text),
                html.unwrap_or_default()
            );
        }
        if cards.is_empty() {
            cards.push_str(
                "<p class=empty>Nothing was sent yet. Codes appear here as they are sent.</p>",
            );
        }
        format!("{HEAD}<main><h1>Outbox</h1>{cards}</main></html>")
    }
}

const HEAD: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Outbox</title>\
<meta name=viewport content=\"width=device-width,initial-scale=1\"><meta http-equiv=refresh content=3><style>\
:root{color-scheme:light dark;font-family:system-ui,'Noto Sans CJK SC',sans-serif}\
body{margin:0;background:light-dark(#f2f4f7,#14171c)}\
main{max-width:40rem;margin:auto;padding:1rem}\
h1{font-size:1.25rem}h2{font-size:1rem;margin:.6rem 0 0}\
article{background:light-dark(#fff,#1f242c);border-radius:.6rem;padding:.8rem 1rem;margin:.8rem 0;border-left:.3rem solid #2f7d4f}\
article.email{border-left-color:#3566b8}\
header{display:flex;flex-wrap:wrap;gap:.5rem;align-items:baseline;font-size:.85rem}\
.to{font-weight:600;overflow-wrap:anywhere}time{margin-left:auto;opacity:.7}\
.tag{text-transform:uppercase;font-size:.7rem;letter-spacing:.05em;opacity:.8}\
.code{display:block;font:700 1.8rem ui-monospace,monospace;letter-spacing:.25em;margin:.5rem 0}\
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.4rem 0 0}\
iframe{width:100%;height:20rem;border:0;background:#fff}summary{font-size:.85rem;opacity:.8;margin-top:.5rem}\
.empty{opacity:.75}</style>";

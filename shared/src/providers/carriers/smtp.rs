//! SMTP: mails through any server that takes a user name and a password.
//!
//! Each mail has a connection of its own. Lambda freezes a function between requests, and a pooled
//! connection would be a dead one by the next mail, which would have to find that out first. The
//! round trips of a new one are few beside the time that a mail takes to arrive.
//!
//! Until the text of a mail is on its way, whatever fails is definite: nothing was sent. After that
//! only the server's own answer is. An error carries the codes of an answer and never its words,
//! in which servers quote addresses.

use crate::{
    observability::call_counter,
    platform::{
        Platform,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    providers::{
        carriers::{
            smtp_stream::{MailServers, MailStream},
            web::Account,
        },
        channel::{DeliveryError, Envelope, MessageId, MessageText, RefusalKind},
    },
    values::email::Email,
};
use futures_util::FutureExt as _;
use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        Error as SmtpError,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, AsyncTokioStream},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use std::{error::Error as _, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::time::timeout;

/// How much of `DELIVERY_SECONDS` it may take until the server wants the text of a mail: less than
/// half, in which another carrier is still asked.
const BEFORE_TEXT: f64 = 0.45;

/// A client of mail servers.
pub struct Smtp {
    servers: MailServers,
    entropy: Arc<dyn Entropy>,
    /// How long it may take until the server wants the text.
    before_text: Duration,
    /// How long the server may take to answer to the text.
    step: Duration,
}

/// A mail as it is sent.
struct Outgoing {
    from: Address,
    to: Address,
    bytes: Vec<u8>,
}

impl Smtp {
    /// Settings: `WEB_SECONDS` and `DELIVERY_SECONDS`; `SMTP_URL`, the server that all mails go to,
    /// which is not set on AWS; `SSL_CERT_FILE`.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        let step = platform.settings.seconds("WEB_SECONDS")?;
        let delivery = platform.settings.seconds("DELIVERY_SECONDS")?;
        Ok(Self {
            servers: MailServers::new(platform, step)?,
            entropy: Arc::clone(&platform.entropy),
            before_text: delivery.mul_f64(BEFORE_TEXT),
            step,
        })
    }

    /// Mails a message.
    pub(in crate::providers) async fn send(
        &self,
        account: &Account<'_>,
        envelope: &Envelope<'_, Email>,
        message: &impl MessageText,
    ) -> Result<MessageId, DeliveryError> {
        let unsupported = |reason| DeliveryError::refused(RefusalKind::Unsupported, reason);
        let carrier = account.carrier;
        let server = carrier.mail_server().ok_or_else(|| unsupported("server"))?;
        let sender = carrier.mailbox().ok_or_else(|| unsupported("sender"))?;
        let domain = sender.email.domain().to_owned();
        let id = envelope.reference;
        let boundary = self.entropy.text(ALPHANUMERIC, 20);
        let mail = compose(sender, [id, &boundary], envelope, message)?;
        let user = account.key_id().to_owned();
        let credentials = Credentials::new(user, account.secret.to_owned());
        call_counter::count();
        let hello = ClientId::Domain(domain.clone());
        let connect = async {
            let stream = self.servers.connect(server, &domain).await?;
            let connecting = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello);
            let mut connection = before_text(connecting).await?;
            prepare(&mut connection, &credentials, mail.from, mail.to).await?;
            Ok::<_, DeliveryError>(connection)
        };
        // Where it takes longer, another carrier has the time that is left.
        let connection = timeout(self.before_text, connect).await;
        let lost = |_| DeliveryError::refused(RefusalKind::Unreachable, "timeout");
        let mut connection = connection.map_err(lost)??;
        let sent = self.deliver(&mut connection, &mail.bytes).await;
        // The farewell is written, and its answer not waited for: somebody waits for ours.
        let _ = connection.quit().now_or_never();
        sent.map(|()| MessageId::of(id))
    }

    async fn deliver(
        &self,
        connection: &mut AsyncSmtpConnection,
        text: &[u8],
    ) -> Result<(), DeliveryError> {
        match timeout(self.step, connection.message(text)).await {
            Ok(Ok(answer)) if answer.has_code(250) => Ok(()),
            Ok(Ok(answer)) => Err(DeliveryError::unknown(&answer.code().to_string())),
            Ok(Err(error)) => {
                Err(refusal(&error).unwrap_or_else(|| DeliveryError::unknown(name(&error))))
            }
            Err(_) => Err(DeliveryError::unknown("timeout")),
        }
    }
}

/// Goes as far as the server wants the text of the mail. Where that fails, nothing was sent.
async fn prepare(
    connection: &mut AsyncSmtpConnection,
    credentials: &Credentials,
    from: Address,
    to: Address,
) -> Result<(), DeliveryError> {
    let offered = connection.server_info();
    if offered.get_auth_mechanism(DEFAULT_MECHANISMS).is_none() {
        let kind = RefusalKind::Authentication;
        return Err(DeliveryError::refused(kind, "no mechanism"));
    }
    before_text(connection.auth(DEFAULT_MECHANISMS, credentials)).await?;
    before_text(connection.command(Mail::new(Some(from), Vec::new()))).await?;
    before_text(connection.command(Rcpt::new(to, Vec::new()))).await?;
    let go = before_text(connection.command(Data)).await?;
    if go.has_code(354) {
        Ok(())
    } else {
        let code = go.code().to_string();
        Err(DeliveryError::refused(RefusalKind::Rejected, &code))
    }
}

/// A step before the text of the mail is sent: where it fails, nothing was.
async fn before_text<T>(
    step: impl Future<Output = Result<T, SmtpError>>,
) -> Result<T, DeliveryError> {
    let lost = |error: &_| DeliveryError::refused(RefusalKind::Unreachable, name(error));
    step.await
        .map_err(|error| refusal(&error).unwrap_or_else(|| lost(&error)))
}

impl AsyncTokioStream for MailStream {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer())
    }
}

/// Makes the mail, with its id and what is between its parts. All lines are ASCII.
fn compose(
    sender: Mailbox,
    [id, boundary]: [&str; 2],
    envelope: &Envelope<'_, Email>,
    message: &impl MessageText,
) -> Result<Outgoing, DeliveryError> {
    let from = sender.email.clone();
    let to = envelope.to.as_given().parse::<Address>();
    // Not with its cause: that may be the address.
    let to = to.map_err(|_| DeliveryError::refused(RefusalKind::Unsupported, "address"))?;
    // So that no vacation notice comes back (RFC 3834).
    let automatic = HeaderValue::new(
        HeaderName::new_from_ascii_str("Auto-Submitted"),
        "auto-generated".to_owned(),
    );
    let parts = MultiPart::alternative()
        .boundary(boundary)
        .singlepart(SinglePart::plain(message.mail_text()))
        .singlepart(SinglePart::html(message.mail_html()));
    let mail = Message::builder()
        .message_id(Some(format!("<{id}@{}>", from.domain())))
        .date(envelope.now.into())
        .from(sender)
        .to(to.clone().into())
        .subject(message.subject())
        .raw_header(automatic)
        .multipart(parts)
        .map_err(DeliveryError::not_sent)?;
    Ok(Outgoing {
        from,
        to,
        bytes: mail.formatted(),
    })
}

/// The refusal that a server answered with; `None` where it answered nothing that can be
/// understood. A refusal is definite at each step: whoever refuses the text of a mail has not taken
/// it over (RFC 5321, 4.2.5).
fn refusal(error: &SmtpError) -> Option<DeliveryError> {
    let code: u16 = error.status()?.into();
    let words = error.source().map(ToString::to_string).unwrap_or_default();
    let detail = enhanced_code(&words);
    let kind = kind_of(code, detail);
    let reason = detail.map_or_else(|| code.to_string(), |detail| format!("{code}-{detail}"));
    Some(DeliveryError::refused(kind, &reason))
}

/// What a refusal means: its code, and the enhanced status code (RFC 3463) where the server has
/// them.
///
/// Only an enhanced code says that there is no such mailbox. A bare 550 may as well be the opinion
/// that this server has of us, and another one may deliver the mail.
fn kind_of(code: u16, detail: Option<&str>) -> RefusalKind {
    match (code, detail) {
        // No such mailbox, system or syntax of the recipient, has moved, accepts no mails at all.
        (500..600, Some("5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10")) => {
            RefusalKind::InvalidRecipient
        }
        (432 | 525 | 530 | 534 | 535 | 538, _) => RefusalKind::Authentication,
        // 454 is how SES says that it is too much.
        (421 | 450 | 452 | 454, _) => RefusalKind::RateLimited,
        _ => RefusalKind::Rejected,
    }
}

/// The enhanced status code at the beginning of an answer, such as `5.1.1`.
fn enhanced_code(words: &str) -> Option<&str> {
    let first = words.split_whitespace().next()?;
    let is_number = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_code = first.split('.').count() == 3 && first.split('.').all(is_number);
    is_code.then_some(first)
}

/// What an error without an answer is called.
fn name(error: &SmtpError) -> &'static str {
    if error.is_timeout() {
        "timeout"
    } else if error.is_response() || error.is_client() {
        "unreadable"
    } else {
        "connection"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        platform::clock::Timestamp,
        providers::channel::TemplateValues,
        tenants::tenant::Tenant,
        values::field::{Field as _, TEST_CONTEXT},
    };
    use serde_json::json;

    struct Note<'a> {
        subject: &'a str,
        text: &'a str,
    }

    impl MessageText for Note<'_> {
        fn text(&self) -> String {
            String::new()
        }

        fn subject(&self) -> String {
            self.subject.to_owned()
        }

        fn mail_text(&self) -> String {
            self.text.to_owned()
        }

        fn mail_html(&self) -> String {
            format!("<p>{}</p>", self.text)
        }

        fn template_values(&self) -> Option<TemplateValues<'_>> {
            None
        }
    }

    fn composed(sender: &str, note: &Note<'_>) -> String {
        let tenant = json!({ "id": "08f770f51f80d2f40f38c00cb199fd21" });
        let tenant: Tenant = serde_json::from_value(tenant).unwrap();
        let envelope = Envelope {
            tenant: &tenant,
            to: &Email::read("zhangsan@qq.com", &TEST_CONTEXT).unwrap(),
            reference: "r1",
            domain: "",
            now: Timestamp::from_secs(1_795_165_200),
        };
        let mail = compose(sender.parse().unwrap(), ["r1.x", "b1"], &envelope, note);
        String::from_utf8(mail.unwrap().bytes).unwrap()
    }

    #[test]
    fn a_mail_has_its_headers_and_both_parts() {
        let note = Note {
            subject: "Your code",
            text: "Your code:\n\n123456\n",
        };
        let mail = composed("Demo <no-reply@demo.example>", &note);
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        for header in [
            "Message-ID: <r1.x@demo.example>",
            "Date: Fri, 20 Nov 2026 09:00:00 +0000",
            "From: Demo <no-reply@demo.example>",
            "To: zhangsan@qq.com",
            "Subject: Your code",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
        ] {
            let count = head.lines().filter(|line| *line == header).count();
            assert_eq!(count, 1, "{header}\n{head}");
        }
        assert!(head.contains("multipart/alternative"), "{head}");
        let plain = body.find("Content-Type: text/plain").unwrap();
        let html = body.find("Content-Type: text/html").unwrap();
        assert!(plain < html, "the part that is shown comes last");
        assert!(body.contains("Your code:\r\n\r\n123456\r\n"), "{body}");
    }

    #[test]
    fn nothing_that_is_written_becomes_a_header_or_a_command() {
        let note = Note {
            subject: "Code\r\nBcc: all@qq.com\nX-A: 1\r\r\n\r\n验证码",
            text: "one\r\n.\r\nRCPT TO:<all@qq.com>\n.\nlast",
        };
        let mail = composed("演示 <no-reply@demo.example>", &note);
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        assert!(mail.is_ascii());
        for part in [head, body] {
            assert!(!part.replace("\r\n", "").contains(['\r', '\n']), "{part}");
        }
        let names = head.lines().filter(|line| !line.starts_with(' '));
        let mut names: Vec<_> = names.map(|line| line.split(':').next().unwrap()).collect();
        names.sort_unstable();
        let expected = [
            "Auto-Submitted",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To",
        ];
        assert_eq!(names, expected, "{head}");
    }

    #[test]
    fn an_answer_means_what_its_codes_say() {
        use RefusalKind::{Authentication, InvalidRecipient, RateLimited, Rejected};
        for (code, words, kind) in [
            (550, "5.1.1 <zhangsan@qq.com> unknown", InvalidRecipient),
            (553, "5.1.3 bad address", InvalidRecipient),
            (556, "5.1.10 null MX", InvalidRecipient),
            (550, "no such user", Rejected),
            (550, "5.7.1 looks like spam", Rejected),
            // Those are about the sender.
            (553, "5.1.8 bad sender", Rejected),
            (450, "4.1.1 not now", RateLimited),
            (535, "5.7.8 wrong password", Authentication),
            (530, "5.7.0 log in first", Authentication),
            (534, "5.7.9 too weak", Authentication),
            (454, "Throttling failure", RateLimited),
            (421, "4.7.0 too much", RateLimited),
            (452, "4.2.2 full", RateLimited),
            (451, "4.3.0 broken", Rejected),
            (554, "", Rejected),
        ] {
            assert_eq!(kind_of(code, enhanced_code(words)), kind, "{code} {words}");
        }
        for words in [
            "",
            "5.1",
            "5.1.1.1",
            "5.1.x",
            "5..1",
            "zhangsan@qq.com",
            "5.1.1111",
        ] {
            assert_eq!(enhanced_code(words), None, "{words}");
        }
    }
}

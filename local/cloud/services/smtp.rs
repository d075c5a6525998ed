//! A mail server in the clear, for the carrier `smtp`: EHLO, AUTH, MAIL, RCPT, DATA, RSET, NOOP and
//! QUIT, for the one user of all carriers. What it accepts goes to the outbox.
//!
//! Each answer is a call for the meter and for the script of faults, by its command, such as
//! `smtp:RCPT`. `smtp:CONNECT` is the greeting. `smtp:DATA` is the answer to the text of a mail,
//! which decides whether it was sent; whether the server wants the text at all has no fault.

use crate::cloud::{
    proxy::{
        call::{Call, Service},
        faults::{Fault, Faults, Rule},
        meter::Meter,
    },
    services::{
        carriers::{ACCESS_KEY, Carriers, SECRET, UNAPPROVED, attributes},
        outbox::Message,
    },
};
use axum::{http::StatusCode, response::IntoResponse as _};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use mail_parser::MessageParser;
use std::{future::Future, io, pin::pin, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

/// The longest line and the longest mail, in bytes.
const MAX_LINE: u64 = 2048;
const MAX_MAIL: usize = 1024 * 1024;
/// The answer to EHLO.
const EXTENSIONS: &str =
    "250-local\r\n250-8BITMIME\r\n250-AUTH PLAIN LOGIN\r\n250 ENHANCEDSTATUSCODES";

/// The server.
#[derive(Clone)]
pub(in crate::cloud) struct MailServer {
    carriers: Arc<Carriers>,
    faults: Faults,
    meter: Meter,
}

/// A connection, and how far its mail is.
struct Session {
    stream: BufReader<TcpStream>,
    is_known: bool,
    from: Option<String>,
    to: Option<String>,
}

/// What becomes of an answer.
enum Fate {
    Sent(String),
    /// The connection is closed instead.
    Lost,
    /// Nothing is answered until the client gives up.
    Withheld,
}

impl MailServer {
    pub(in crate::cloud) const fn new(
        carriers: Arc<Carriers>,
        faults: Faults,
        meter: Meter,
    ) -> Self {
        Self {
            carriers,
            faults,
            meter,
        }
    }

    /// Serves until told to stop.
    pub(in crate::cloud) async fn serve(
        self,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send,
    ) {
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut stop => return,
            };
            if let Ok((stream, _)) = accepted {
                let server = self.clone();
                // A client that goes away is no concern of the server's.
                tokio::spawn(async move { server.converse(stream).await.ok() });
            }
        }
    }

    async fn converse(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut session = Session {
            stream: BufReader::new(stream),
            is_known: false,
            from: None,
            to: None,
        };
        let greeting = |_: &mut Session| "220 local ESMTP".to_owned();
        let hello = |_: &mut Session| EXTENSIONS.to_owned();
        let mut goes_on = self.answer(&mut session, "CONNECT", greeting).await?;
        while goes_on {
            let line = session.line().await?;
            let line = String::from_utf8_lossy(&line).trim().to_owned();
            let (command, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let command = command.to_ascii_uppercase();
            goes_on = match command.as_str() {
                "EHLO" | "HELO" => self.answer(&mut session, "EHLO", hello).await?,
                "AUTH" => {
                    let is_known = session.authenticate(rest).await?;
                    let work = move |session: &mut Session| session.admit(is_known);
                    self.answer(&mut session, "AUTH", work).await?
                }
                "MAIL" => {
                    let work = |session: &mut Session| session.mail_from(rest);
                    self.answer(&mut session, "MAIL", work).await?
                }
                "RCPT" => {
                    let work = |session: &mut Session| session.rcpt_to(rest);
                    self.answer(&mut session, "RCPT", work).await?
                }
                "DATA" if session.to.is_none() => session.say("503 5.5.1 no recipient").await?,
                "DATA" => {
                    session.say("354 go on").await?;
                    let mail = session.text().await?;
                    let work = |session: &mut Session| self.file(session, &mail);
                    self.answer(&mut session, "DATA", work).await?
                }
                "RSET" => {
                    (session.from, session.to) = (None, None);
                    session.say("250 2.0.0 ok").await?
                }
                "NOOP" => session.say("250 2.0.0 ok").await?,
                "QUIT" => {
                    session.say("221 2.0.0 bye").await?;
                    false
                }
                _ => session.say("502 5.5.1 no such command").await?,
            };
        }
        Ok(())
    }

    /// Answers a command, if the script lets it. Returns whether the connection goes on.
    async fn answer(
        &self,
        session: &mut Session,
        command: &str,
        work: impl FnOnce(&mut Session) -> String,
    ) -> io::Result<bool> {
        let call = Call::smtp(command);
        let place = self.meter.begin(&call, 0).await;
        let fate = match self.faults.next(&call) {
            None => Fate::Sent(work(session)),
            Some(rule) => apply_fault(&rule, || work(session)).await,
        };
        match fate {
            Fate::Sent(answer) => {
                let is_refusal = answer.starts_with(['4', '5']);
                let status = if is_refusal {
                    StatusCode::BAD_REQUEST
                } else {
                    StatusCode::OK
                };
                self.meter.end(place, status.into_response()).await;
                let goes_on = session.say(&answer).await?;
                Ok(goes_on && !answer.starts_with("421"))
            }
            Fate::Lost => Ok(false),
            Fate::Withheld => {
                tokio::io::copy(&mut session.stream, &mut tokio::io::sink()).await?;
                Ok(false)
            }
        }
    }

    /// Files a mail, and answers with the id that it was given.
    fn file(&self, session: &mut Session, mail: &[u8]) -> String {
        let (from, to) = (session.from.take(), session.to.take());
        let read = MessageParser::default().parse(mail);
        let (Some(from), Some(to), Some(mail)) = (from, to, read) else {
            return "554 5.6.0 not a mail".to_owned();
        };
        let raw = |name: &'static str| mail.header_raw(name).unwrap_or_default().trim();
        let unix = |text: &str| text.replace("\r\n", "\n");
        let beside = [
            ("auto_submitted", raw("Auto-Submitted")),
            ("date", raw("Date")),
            ("from", raw("From")),
            ("reference", mail.message_id().unwrap_or_default()),
            ("sender", &from),
            ("to", raw("To")),
        ];
        let message = Message {
            channel: "email",
            to,
            subject: mail.subject().map(str::to_owned),
            text: unix(&mail.body_text(0).unwrap_or_default()),
            html: mail.body_html(0).map(|html| unix(&html)),
            attributes: attributes(&beside).collect(),
            sent_at: 0,
        };
        let id = self.carriers.accept(Service::Smtp, message);
        format!("250 2.0.0 taken as {id}")
    }
}

/// What becomes of an answer by a fault. `work` makes the answer, and does what it says.
async fn apply_fault(rule: &Rule, work: impl FnOnce() -> String) -> Fate {
    match rule.fault {
        Fault::Throttle => Fate::Sent("421 4.7.0 on a script".to_owned()),
        Fault::Refuse => {
            let code = rule.code.as_deref().unwrap_or("550");
            Fate::Sent(format!("{code} on a script"))
        }
        Fault::Break => Fate::Sent("451 4.3.0 on a script".to_owned()),
        Fault::TimeoutBefore => Fate::Withheld,
        Fault::TimeoutAfter => {
            work();
            Fate::Withheld
        }
        Fault::DropBefore => Fate::Lost,
        // A mail server that says that it broke down has not taken the mail over. Having taken it,
        // it can only be gone.
        Fault::BreakAfter | Fault::DropAfter | Fault::DropDuring => {
            work();
            Fate::Lost
        }
        Fault::Garbage => {
            work();
            Fate::Sent("<html>".to_owned())
        }
        Fault::Slow => {
            tokio::time::sleep(Duration::from_millis(rule.milliseconds)).await;
            Fate::Sent(work())
        }
        // Of the tables only.
        Fault::Conflict => Fate::Sent(work()),
    }
}

impl Session {
    /// A line with its end. Fails where the client is gone, or the line is too long.
    async fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let mut limited = (&mut self.stream).take(MAX_LINE);
        limited.read_until(b'\n', &mut line).await?;
        if line.ends_with(b"\n") {
            Ok(line)
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }

    async fn say(&mut self, answer: &str) -> io::Result<bool> {
        let line = format!("{answer}\r\n");
        self.stream.get_mut().write_all(line.as_bytes()).await?;
        Ok(true)
    }

    /// Reads user name and password, by PLAIN or LOGIN. Returns whether they are right.
    async fn authenticate(&mut self, arguments: &str) -> io::Result<bool> {
        let (mechanism, initial) = arguments.split_once(' ').unwrap_or((arguments, ""));
        if mechanism.eq_ignore_ascii_case("LOGIN") {
            let user = match initial {
                "" => self.secret("VXNlcm5hbWU6").await?,
                initial => decoded(initial.as_bytes()),
            };
            let password = self.secret("UGFzc3dvcmQ6").await?;
            return Ok(user == ACCESS_KEY && password == SECRET);
        }
        let credentials = match initial {
            "" => self.secret("").await?,
            initial => decoded(initial.as_bytes()),
        };
        let is_plain = mechanism.eq_ignore_ascii_case("PLAIN");
        Ok(is_plain && credentials == format!("\0{ACCESS_KEY}\0{SECRET}"))
    }

    async fn secret(&mut self, challenge: &str) -> io::Result<String> {
        self.say(&format!("334 {challenge}")).await?;
        Ok(decoded(&self.line().await?))
    }

    fn admit(&mut self, is_known: bool) -> String {
        self.is_known = is_known;
        let answer = if is_known {
            "235 2.7.0 welcome"
        } else {
            "535 5.7.8 wrong user name or password"
        };
        answer.to_owned()
    }

    fn mail_from(&mut self, arguments: &str) -> String {
        if !self.is_known {
            return "530 5.7.0 who is it?".to_owned();
        }
        match address(arguments, "FROM:") {
            Some((UNAPPROVED, _)) => "550 5.7.1 not for this sender".to_owned(),
            Some((local, domain)) => {
                self.from = Some(format!("{local}@{domain}"));
                "250 2.1.0 ok".to_owned()
            }
            None => "501 5.1.7 no address".to_owned(),
        }
    }

    fn rcpt_to(&mut self, arguments: &str) -> String {
        if self.from.is_none() {
            return "503 5.5.1 from whom?".to_owned();
        }
        match address(arguments, "TO:") {
            Some((local, domain)) => {
                self.to = Some(format!("{local}@{domain}"));
                "250 2.1.5 ok".to_owned()
            }
            None => "501 5.1.3 no address".to_owned(),
        }
    }

    /// The text of a mail, to the line with a dot.
    async fn text(&mut self) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        loop {
            let line = self.line().await?;
            if line == b".\r\n" {
                return Ok(text);
            }
            // A dot at the beginning was doubled.
            text.extend(line.strip_prefix(b".").unwrap_or(&line));
            if text.len() > MAX_MAIL {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
    }
}

/// Base64 as text; empty where it is neither.
fn decoded(base64: &[u8]) -> String {
    let bytes = BASE64_STANDARD.decode(base64.trim_ascii());
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_default()
}

/// Both parts of an address such as `FROM:<a@b.example> BODY=8BITMIME`.
fn address<'a>(arguments: &'a str, before: &str) -> Option<(&'a str, &'a str)> {
    let (name, rest) = arguments.split_at_checked(before.len())?;
    let (address, _) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    let (local, domain) = address.rsplit_once('@')?;
    let is_address = !local.is_empty() && !domain.is_empty();
    (name.eq_ignore_ascii_case(before) && is_address).then_some((local, domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_between_angle_brackets() {
        let found = Some(("a", "b.example"));
        assert_eq!(address("FROM:<a@b.example>", "FROM:"), found);
        assert_eq!(address("from: <a@b.example> BODY=8BITMIME", "FROM:"), found);
        for arguments in [
            "",
            "TO:<a@b>",
            "FROM:a@b",
            "FROM:<>",
            "FROM:<a>",
            "FROM:<@b>",
        ] {
            assert_eq!(address(arguments, "FROM:"), None, "{arguments}");
        }
    }
}

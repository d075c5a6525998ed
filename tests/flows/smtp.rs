//! Mails through a mail server of the tenant's own: what arrives there, which carrier is asked
//! next, and what is said before and after TLS.

use crate::{
    log_capture,
    test_app::{EIAM, EMAIL, START, TENANT, TestApp},
};
use local::cloud::{
    proxy::faults::{Fault, Rule},
    services::{
        carriers::{ACCESS_KEY, SECRET},
        outbox::Message,
    },
};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::{Value, json};
use shared::{
    platform::Platform,
    providers::{
        channel::{
            Channel as _, DeliveryError, Envelope, MessageText, RefusalKind, Sent, TemplateValues,
        },
        router::Mails,
    },
    tenants::tenant::Tenant,
    values::{
        email::Email,
        field::{Field as _, ParseContext},
    },
};
use std::{fs, io, sync::Arc};
use tempfile::TempDir;
use tokio::{
    io::{
        AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, copy_bidirectional,
    },
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivateKeyDer},
};

/// The carrier of the tenant, at this address.
fn carrier(server: &str) -> Value {
    json!({
        "id": "post", "kind": "smtp", "server": server, "key_id": ACCESS_KEY, "secret": SECRET,
        "sender": "Demo 演示 <no-reply@shop.example>",
    })
}

/// A cloud whose tenant mails through a server of its own, and through SES where that fails.
async fn app() -> TestApp {
    let delivery = json!({
        "carriers": [carrier("smtp.shop.example:465")], "mails": ["post", "ses"],
    });
    // In one line, as the indentation of a line means something in YAML.
    let delivery = format!("{delivery:#}").replace('\n', " ");
    let with_delivery = format!("    delivery: {delivery}\n    form:\n");
    TestApp::with_changes(&[("    form:\n", &with_delivery)]).await
}

/// The carrier in the outbox; SES has no name there.
fn carrier_of(message: &Message) -> &str {
    let carrier = message.attributes.get("carrier");
    carrier.map_or("ses", String::as_str)
}

#[tokio::test]
async fn a_mail_through_smtp_says_what_it_says_through_ses() {
    let own = app().await;
    let plain = TestApp::start().await;
    for language in ["zh-CN", "en"] {
        let [by_smtp, by_ses] = [&own, &plain].map(|app| app.device(EIAM).with("X-L", language));
        let code = by_smtp.code(EMAIL, "REGISTER_EMS").await;
        let other = by_ses.code(EMAIL, "REGISTER_EMS").await;
        let (mail, like) = (&own.sent()[0], &plain.sent()[0]);
        let carriers = [mail, like].map(carrier_of);
        assert_eq!(carriers, ["smtp", "ses"]);
        let said = |message: &Message, code: &str| {
            let Message {
                to,
                subject,
                text,
                html,
                ..
            } = message.clone();
            let html = html.unwrap().replace(code, "CODE");
            (to, subject, text.trim_end().replace(code, "CODE"), html)
        };
        let [one, two] = [said(mail, &code), said(like, &other)];
        assert_eq!((one.0, one.1, one.2), (two.0, two.1, two.2));
        assert_eq!(one.3.trim_end(), two.3.trim_end());
        own.advance(61);
        plain.advance(61);
    }
}

#[tokio::test]
async fn a_mail_names_its_sender_its_time_and_that_nobody_wrote_it() {
    let app = app().await;
    app.device(EIAM).code(EMAIL, "REGISTER_EMS").await;
    let mail = &app.sent()[0];
    for (name, value) in [
        ("auto_submitted", "auto-generated"),
        ("date", "Fri, 20 Nov 2026 09:00:00 +0000"),
        ("sender", "no-reply@shop.example"),
        ("to", EMAIL),
    ] {
        assert_eq!(mail.attributes[name], value);
    }
    assert!(mail.attributes["from"].ends_with("<no-reply@shop.example>"));
    assert!(mail.attributes["reference"].ends_with("@shop.example"));
}

#[tokio::test]
async fn a_server_that_has_not_taken_the_mail_is_followed_by_the_next_carrier() {
    let app = app().await;
    for (number, (call, fault)) in [
        ("smtp:CONNECT", Fault::Refuse),
        ("smtp:CONNECT", Fault::DropBefore),
        ("smtp:EHLO", Fault::Garbage),
        ("smtp:AUTH", Fault::Refuse),
        ("smtp:MAIL", Fault::DropAfter),
        ("smtp:RCPT", Fault::Throttle),
        ("smtp:RCPT", Fault::Garbage),
        ("smtp:DATA", Fault::Refuse),
        ("smtp:DATA", Fault::Throttle),
        ("smtp:DATA", Fault::Break),
    ]
    .into_iter()
    .enumerate()
    {
        app.script_faults(call, [fault]);
        let to = format!("user{number}@qq.com");
        app.device(EIAM).code(&to, "REGISTER_EMS").await;
        assert_eq!(app.sent().len(), number + 1, "{call} {fault:?}");
        assert_eq!(carrier_of(&app.sent()[0]), "ses", "{call} {fault:?}");
        app.advance(61);
    }
}

#[tokio::test]
async fn a_mail_that_may_have_been_taken_is_not_sent_through_another_carrier() {
    let app = app().await;
    for (number, (fault, is_taken)) in [
        (Fault::DropAfter, true),
        (Fault::BreakAfter, true),
        (Fault::Garbage, true),
        (Fault::DropBefore, false),
    ]
    .into_iter()
    .enumerate()
    {
        let before = app.sent().len();
        app.script_faults("smtp:DATA", [fault]);
        let to = format!("user{number}@qq.com");
        app.device(EIAM).request_code(&to, "REGISTER_EMS").await;
        let sent = app.sent();
        assert_eq!(sent.len(), before + usize::from(is_taken), "{fault:?}");
        let carriers = sent.iter().map(carrier_of);
        assert!(carriers.clone().all(|name| name == "smtp"), "{fault:?}");
        app.advance(61);
    }
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_is_asked_of_no_other_carrier_and_named_in_no_log() {
    let app = app().await;
    log_capture::capture_debug();
    let code = format!("550 5.1.1 <{EMAIL}> unknown");
    let rule = Rule::of("smtp:RCPT", Fault::Refuse).with_code(code);
    app.cloud.proxy.faults.script(vec![rule]);
    let refused = app.device(EIAM).request_code(EMAIL, "REGISTER_EMS").await;
    assert!(!refused.is_success());
    assert!(app.sent().is_empty());
    let log = log_capture::logged();
    assert!(log.contains("550-5.1.1"), "{log}");
    for secret in [EMAIL, "> unknown", SECRET] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

/// A mail server with STARTTLS in front of the local cloud's.
struct Relay {
    port: u16,
    folder: TempDir,
    /// What was said to it in the clear, by each client.
    heard: UnboundedReceiver<String>,
}

impl Relay {
    /// With a certificate for `localhost`, and this answer to STARTTLS.
    async fn start(app: &TestApp, ready: &'static str) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("roots.pem"), cert.pem()).unwrap();
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
        let server = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(server));
        let environment = app.cloud.environment("email-send");
        let url = environment.iter().find(|(name, _)| name == "SMTP_URL");
        let behind = url.unwrap().1.strip_prefix("smtp://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (listening, heard) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let mut said = String::new();
                let _ = relayed(client, &acceptor, (&behind, ready), &mut said).await;
                listening.send(said).unwrap();
            }
        });
        Self {
            port,
            folder,
            heard,
        }
    }

    /// The path of its root certificate.
    fn roots(&self) -> String {
        self.folder.path().join("roots.pem").display().to_string()
    }
}

async fn relayed(
    client: TcpStream,
    acceptor: &TlsAcceptor,
    (behind, ready): (&str, &str),
    said: &mut String,
) -> io::Result<()> {
    let mut client = BufReader::new(client);
    client.write_all(b"220 relay\r\n").await?;
    for answer in ["250-relay\r\n250 STARTTLS\r\n", ready] {
        client.read_line(said).await?;
        client.write_all(answer.as_bytes()).await?;
    }
    if !ready.starts_with('2') {
        client.read_to_string(said).await?;
        return Ok(());
    }
    let mut client = acceptor.accept(client).await?;
    let mut server = BufReader::new(TcpStream::connect(behind).await?);
    // A server does not greet again after STARTTLS.
    server.read_line(&mut String::new()).await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

/// The platform of a function on Lambda, where mails go to the servers of their carriers.
fn deployed(app: &TestApp, roots: &str) -> Platform {
    let mut platform = app.cloud.platform("email-send");
    let own = [("SMTP_URL", ""), ("SSL_CERT_FILE", roots)];
    let own = own.map(|(name, value)| (name.to_owned(), value.to_owned()));
    platform.settings = platform.settings.clone().with(own);
    platform
}

struct Note;

impl MessageText for Note {
    fn text(&self) -> String {
        String::new()
    }

    fn subject(&self) -> String {
        "A note".to_owned()
    }

    fn mail_text(&self) -> String {
        "one\n.\n..two\n".to_owned()
    }

    fn mail_html(&self) -> String {
        "<p>one</p>".to_owned()
    }

    fn template_values(&self) -> Option<TemplateValues<'_>> {
        None
    }
}

async fn deliver(platform: &Platform, server: &str) -> Result<Sent, DeliveryError> {
    let delivery = json!({ "carriers": [carrier(server)], "mails": ["post"] });
    let tenant = json!({ "id": TENANT, "delivery": delivery });
    let tenant: Tenant = serde_json::from_value(tenant).unwrap();
    let context = ParseContext::new(START.calendar().date());
    let envelope = Envelope {
        tenant: &tenant,
        to: &Email::read(EMAIL, &context).unwrap(),
        reference: "r1",
        domain: "",
        now: START,
    };
    let mails = Mails::new(platform).unwrap();
    mails.deliver(&envelope, &Note).await
}

fn is_unreachable(delivered: &Result<Sent, DeliveryError>) -> bool {
    match delivered {
        Err(DeliveryError::NotSent(refusal)) => refusal.kind == RefusalKind::Unreachable,
        _ => false,
    }
}

#[tokio::test]
async fn a_mail_goes_by_tls_to_the_server_that_its_certificate_names() {
    let app = app().await;
    let relay = Relay::start(&app, "220 go\r\n").await;
    let platform = deployed(&app, &relay.roots());
    let port = relay.port;
    let sent = deliver(&platform, &format!("localhost:{port}")).await;
    let id = sent.unwrap().message_id;
    let mail = &app.sent()[0];
    assert_eq!(mail.text.trim_end(), "one\n.\n..two");
    let reference = format!("{}@shop.example", id.as_str());
    assert_eq!(mail.attributes["reference"], reference);

    let other_name = deliver(&platform, &format!("127.0.0.1:{port}")).await;
    assert!(is_unreachable(&other_name), "{other_name:?}");
    let unknown_root = deliver(&deployed(&app, ""), &format!("localhost:{port}")).await;
    assert!(is_unreachable(&unknown_root), "{unknown_root:?}");
    assert_eq!(app.sent().len(), 1);
}

#[tokio::test]
async fn without_starttls_or_with_answers_before_it_nothing_is_said() {
    let app = app().await;
    for ready in [
        "502 5.5.1 no TLS\r\n",
        "454 4.7.0 not now\r\n",
        "220 go\r\n250-appended\r\n250 AUTH PLAIN\r\n",
    ] {
        let mut relay = Relay::start(&app, ready).await;
        let server = format!("localhost:{}", relay.port);
        let refused = deliver(&deployed(&app, &relay.roots()), &server).await;
        assert!(is_unreachable(&refused), "{ready}: {refused:?}");
        let said = relay.heard.recv().await.unwrap();
        assert_eq!(said, "EHLO shop.example\r\nSTARTTLS\r\n", "{ready}");
    }
    assert!(app.sent().is_empty());
}

//! Connections to mail servers: TLS from the start at port 465, STARTTLS at any other, and never a
//! user name or a message in the clear.
//!
//! The TLS is that of the HTTP client: the same root certificates, and the name of the server is
//! verified. STARTTLS is spoken here, and its answers are read to their last byte and no further.
//! Whoever is in between could append answers of his own to them; a client that buffers those and
//! reads them after the handshake takes them for the server's.

use crate::{
    platform::{Platform, settings::BootError},
    providers::channel::{DeliveryError, Refusal, RefusalKind},
};
use rustls::pki_types::ServerName;
use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

/// The port at which TLS begins with the connection.
const IMPLICIT_TLS: u16 = 465;
/// The longest answer in the clear, in bytes.
const MAX_ANSWER: usize = 4096;

/// Where mail servers are, and how long each step of a connection may take.
pub(super) struct MailServers {
    tls: TlsConnector,
    /// The server that all mails go to, in the clear.
    local: Option<String>,
    step: Duration,
}

/// A connection of which a greeting is still to be read.
#[derive(Debug)]
pub(super) struct MailStream {
    stream: Box<dyn Stream>,
    /// What is read before the stream: a server says nothing of itself after STARTTLS, and clients
    /// wait for its greeting.
    greeting: &'static [u8],
    peer: SocketAddr,
}

/// What bytes go through, both ways.
trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin + fmt::Debug {}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin + fmt::Debug> Stream for S {}

impl MailServers {
    /// Settings: `SMTP_URL`, such as `smtp://127.0.0.1:2525`, which is not set on AWS, and
    /// `SSL_CERT_FILE`.
    pub(super) fn new(platform: &Platform, step: Duration) -> Result<Self, BootError> {
        let local = platform.settings.optional("SMTP_URL");
        let address = |url: String| {
            let address = url.strip_prefix("smtp://").map(str::to_owned);
            address.ok_or_else(|| BootError::of_setting("SMTP_URL", "not smtp://HOST:PORT"))
        };
        Ok(Self {
            tls: TlsConnector::from(platform.tls()?),
            local: local.map(address).transpose()?,
            step,
        })
    }

    /// Connects to a server, as a client of this name. Whatever fails, nothing was sent.
    pub(super) async fn connect(
        &self,
        (host, port): (&str, u16),
        hello: &str,
    ) -> Result<MailStream, DeliveryError> {
        if let Some(local) = &self.local {
            // The local cloud's mails stay on the machine, as its HTTP calls do: no TLS either.
            let stream = self.within(TcpStream::connect(local.as_str())).await?;
            return MailStream::new(&stream.peer_addr(), stream, b"");
        }
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| DeliveryError::refused(RefusalKind::Unsupported, "server"))?;
        let mut tcp = self.within(TcpStream::connect((host, port))).await?;
        // Commands are small, and each waits for the answer to the one before.
        tcp.set_nodelay(true).map_err(unreachable)?;
        let peer = tcp.peer_addr();
        let mut greeting: &[u8] = b"";
        if port != IMPLICIT_TLS {
            self.start_tls(&mut tcp, hello).await?;
            greeting = b"220 TLS\r\n";
        }
        let stream = self.within(self.tls.connect(name, tcp)).await?;
        MailStream::new(&peer, stream, greeting)
    }

    /// Has the server begin TLS.
    async fn start_tls(&self, tcp: &mut TcpStream, hello: &str) -> Result<(), DeliveryError> {
        let hello = format!("EHLO {hello}\r\n");
        for (command, expected) in [("", 220), (&*hello, 250), ("STARTTLS\r\n", 220)] {
            let code = self.within(ask(tcp, command)).await?;
            if code != expected {
                let reason = format!("STARTTLS-{code}");
                return Err(DeliveryError::refused(RefusalKind::Unreachable, &reason));
            }
        }
        Ok(())
    }

    async fn within<T>(
        &self,
        step: impl Future<Output = io::Result<T>>,
    ) -> Result<T, DeliveryError> {
        match timeout(self.step, step).await {
            Ok(done) => done.map_err(unreachable),
            Err(_) => Err(unreachable(io::ErrorKind::TimedOut.into())),
        }
    }
}

impl MailStream {
    fn new(
        peer: &io::Result<SocketAddr>,
        stream: impl Stream + 'static,
        greeting: &'static [u8],
    ) -> Result<Self, DeliveryError> {
        let peer = peer
            .as_ref()
            .map_err(|error| unreachable(error.kind().into()))?;
        Ok(Self {
            stream: Box::new(stream),
            greeting,
            peer: *peer,
        })
    }

    /// The address of the server.
    pub(super) const fn peer(&self) -> SocketAddr {
        self.peer
    }
}

impl AsyncRead for MailStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.greeting.is_empty() {
            return Pin::new(&mut self.stream).poll_read(context, buffer);
        }
        let (now, later) = self
            .greeting
            .split_at(buffer.remaining().min(self.greeting.len()));
        buffer.put_slice(now);
        self.greeting = later;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for MailStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// Sends a command in the clear, and reads the code of the answer, to its end and no further.
async fn ask(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), command: &str) -> io::Result<u16> {
    stream.write_all(command.as_bytes()).await?;
    let mut line = Vec::new();
    for _ in 0..MAX_ANSWER {
        line.push(stream.read_u8().await?);
        if !line.ends_with(b"\n") {
            continue;
        }
        // `250-` announces another line.
        if line.get(3) != Some(&b'-') {
            let code = line.get(..3).and_then(|code| str::from_utf8(code).ok());
            let code = code.and_then(|code| code.parse().ok());
            return code.ok_or_else(|| io::ErrorKind::InvalidData.into());
        }
        line.clear();
    }
    Err(io::ErrorKind::InvalidData.into())
}

/// There is no connection, or none that may be used.
fn unreachable(error: io::Error) -> DeliveryError {
    DeliveryError::NotSent(Refusal::with_cause(RefusalKind::Unreachable, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn answered(bytes: &[u8]) -> (io::Result<u16>, String) {
        let (mut client, mut server) = tokio::io::duplex(8192);
        server.write_all(bytes).await.unwrap();
        server.shutdown().await.unwrap();
        let code = ask(&mut client, "").await;
        let mut rest = String::new();
        client.read_to_string(&mut rest).await.unwrap();
        (code, rest)
    }

    #[tokio::test]
    async fn an_answer_is_read_to_its_end_and_no_further() {
        for (bytes, code, rest) in [
            (&b"220 ready\r\n"[..], 220, ""),
            (
                b"250-mail.example\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n",
                250,
                "",
            ),
            (b"220 go\r\n235 appended\r\n", 220, "235 appended\r\n"),
            (b"502\r\n", 502, ""),
        ] {
            let (read, left) = answered(bytes).await;
            assert_eq!(read.unwrap(), code);
            assert_eq!(left, rest);
        }
        for bytes in [&b""[..], b"220 cut", b"<html>\r\n", b"\n", &[b'2'; 5000]] {
            assert!(answered(bytes).await.0.is_err());
        }
    }
}

//! TLS before the local cloud, which has none: what functions reach in AWS, they reach by TLS.

use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};
use tempfile::TempDir;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs, pki_types::PrivateKeyDer},
};

/// A way to a server by TLS.
pub(crate) struct Tls {
    port: u16,
    folder: TempDir,
}

impl Tls {
    /// Before the server at this address.
    pub(crate) async fn before(address: String) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
        let folder = TempDir::new().expect("a folder");
        let tls = Self { port: 0, folder };
        fs::write(tls.roots(), cert.pem()).expect("a file");
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
        let server = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let server = server
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth();
        let server = server
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("a certificate");
        let acceptor = TlsAcceptor::from(Arc::new(server));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (acceptor, address) = (acceptor.clone(), address.clone());
                tokio::spawn(async move {
                    let mut server = TcpStream::connect(address).await?;
                    server.set_nodelay(true)?;
                    client.set_nodelay(true)?;
                    copy_bidirectional(&mut acceptor.accept(client).await?, &mut server).await
                });
            }
        });
        Self { port, ..tls }
    }

    fn roots(&self) -> PathBuf {
        self.folder.path().join("roots.pem")
    }

    /// The environment of a function that reaches AWS this way.
    pub(crate) fn environment(
        &self,
        mut environment: BTreeMap<String, String>,
    ) -> BTreeMap<String, String> {
        if let Some(url) = environment.get_mut("AWS_ENDPOINT_URL") {
            let function = url.rsplit('/').next().unwrap_or_default();
            *url = format!("https://127.0.0.1:{}/{function}", self.port);
        }
        environment.insert(
            "SSL_CERT_FILE".to_owned(),
            self.roots().display().to_string(),
        );
        environment
    }
}

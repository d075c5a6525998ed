//! The HTTP client of a function, for AWS and for web APIs outside of it: one pool of connections,
//! and one set of root certificates, which connections other than HTTP share.

use crate::platform::settings::{BootError, Settings};
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        http::{
            HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector,
            http_client_fn,
        },
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
    },
    http::{Headers, StatusCode},
};
use aws_smithy_types::body::SdkBody;
use reqwest::{Client, RequestBuilder, redirect::Policy};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use std::{sync::Arc, time::Duration};

/// How long a connection may take to come about, with its TLS. Before that nothing was sent, which
/// a limit of the whole call does not tell.
const CONNECT: Duration = Duration::from_millis(1500);

/// Builds the TLS of all connections. Certificates and server names are verified.
///
/// Mozilla's root certificates are built in, as reading those of the system takes 40 % of a start.
/// Where `SSL_CERT_FILE` is set, those of that file, in PEM, take their place.
pub(super) fn tls(settings: &Settings) -> Result<ClientConfig, BootError> {
    let roots = match settings.optional("SSL_CERT_FILE") {
        Some(file) => read_roots(&file)?,
        None => RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        },
    };
    let tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| BootError::while_doing("choosing versions of TLS", &error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(tls)
}

/// Builds the client that everything shares. Redirects are not followed: what is sent are secrets,
/// which are for nobody but whom the owner named.
pub(super) fn client(tls: &ClientConfig) -> Result<Client, BootError> {
    Client::builder()
        .connect_timeout(CONNECT)
        .tls_backend_preconfigured(tls.clone())
        .redirect(Policy::none())
        .build()
        .map_err(|error| BootError::while_doing("building an HTTP client", &error))
}

fn read_roots(file: &str) -> Result<RootCertStore, BootError> {
    let doing = "reading SSL_CERT_FILE";
    let certificates = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| BootError::while_doing(doing, &error))?;
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(certificates);
    if added == 0 {
        return Err(BootError::while_doing(
            doing,
            &rustls::Error::NoCertificatesPresented,
        ));
    }
    Ok(roots)
}

/// The client in the form that the AWS clients take. These limit the time of each call themselves.
pub(super) fn for_aws(client: Client) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(AwsConnector(client));
    http_client_fn(move |_, _| connector.clone())
}

#[derive(Debug)]
struct AwsConnector(Client);

impl HttpConnector for AwsConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let client = self.0.clone();
        HttpConnectorFuture::new(async move {
            let request = request_of(request)?;
            let answer = client.execute(request).await.map_err(failure)?;
            response_of(answer).await
        })
    }
}

/// A request as the client takes it. All requests to AWS are in memory.
fn request_of(request: HttpRequest) -> Result<reqwest::Request, ConnectorError> {
    let request = request
        .try_into_http1x()
        .map_err(|error| ConnectorError::user(error.into()))?;
    let (parts, body) = request.into_parts();
    let bytes = body.bytes().unwrap_or_default().to_vec();
    let request = lambda_http::http::Request::from_parts(parts, bytes);
    request.try_into().map_err(failure)
}

async fn response_of(answer: reqwest::Response) -> Result<HttpResponse, ConnectorError> {
    let unreadable = |error: BoxError| ConnectorError::other(error, None);
    let status = StatusCode::try_from(answer.status().as_u16());
    let status = status.map_err(|error| unreadable(error.into()))?;
    let headers = Headers::try_from(answer.headers().clone());
    let headers = headers.map_err(|error| unreadable(error.into()))?;
    let bytes = answer.bytes().await.map_err(failure)?;
    let mut response = HttpResponse::new(status, SdkBody::from(bytes));
    *response.headers_mut() = headers;
    Ok(response)
}

/// A failure of a call, by what it means for a repetition: AWS may or may not have heard of it,
/// unless the request itself is no valid one.
fn failure(error: reqwest::Error) -> ConnectorError {
    if error.is_builder() {
        ConnectorError::user(error.into())
    } else if error.is_timeout() {
        ConnectorError::timeout(error.into())
    } else {
        ConnectorError::io(error.into())
    }
}

/// The client for web APIs outside of AWS. No call is ever repeated.
pub struct WebClient {
    client: Client,
    /// How long a call may take, with its connection.
    timeout: Duration,
}

impl WebClient {
    pub(super) const fn new(client: Client, timeout: Duration) -> Self {
        Self { client, timeout }
    }

    /// Starts a `GET` request.
    pub fn get(&self, url: String) -> RequestBuilder {
        self.client.get(url).timeout(self.timeout)
    }

    /// Starts a `POST` request.
    pub fn post(&self, url: String) -> RequestBuilder {
        self.client.post(url).timeout(self.timeout)
    }
}

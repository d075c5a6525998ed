//! What a function depends on from outside: settings, clock, randomness, clients for
//! AWS and the web.
//!
//! [`Platform`] is built once per process and passed to every constructor. Constructors share parts
//! through [`Platform::shared`] and register work for the start with [`Platform::while_starting`].

pub mod clock;
pub mod entropy;
pub mod https;
pub mod settings;

use crate::{
    error::{Result, chain},
    platform::{
        clock::{Clock, SystemClock},
        entropy::{Entropy, OsEntropy},
        https::WebClient,
        settings::{BootError, Settings},
    },
};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_types::{retry::RetryConfig, timeout::TimeoutConfig};
use aws_types::{SdkConfig, region::Region};
use futures_util::future::join_all;
use reqwest::Client;
use rustls::ClientConfig;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    io::Write as _,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The initial backoff before an AWS call is tried again. A person waits for the response; the
/// SDK's default of a second is made for batches.
const BACKOFF: Duration = Duration::from_millis(50);

/// Settings, clock, randomness and clients.
///
/// [`Platform::lambda`] builds it of the real ones. The local cloud and the tests build one of
/// their own with [`Platform::new`], so that they control time and randomness.
pub struct Platform {
    pub settings: Settings,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    /// The output for metrics; without it, none are written.
    pub lines: Option<Lines>,
    parts: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    starting: Mutex<Vec<Task>>,
}

/// Work that is done while a function starts.
type Task = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

impl Platform {
    /// Builds the platform of a function on Lambda.
    #[must_use]
    pub fn lambda() -> Self {
        Self {
            lines: Some(output()),
            ..Self::new(
                Settings::of_process(),
                Arc::new(SystemClock),
                Arc::new(OsEntropy),
            )
        }
    }

    /// Builds a platform that writes no metrics.
    #[must_use]
    pub fn new(settings: Settings, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            settings,
            clock,
            entropy,
            lines: None,
            parts: Mutex::default(),
            starting: Mutex::default(),
        }
    }

    /// Returns the instance of `T` that all parts of a function share. `make` is called by the
    /// first that asks for one.
    pub fn shared<T: Send + Sync + 'static>(
        &self,
        make: impl FnOnce() -> Result<Arc<T>, BootError>,
    ) -> Result<Arc<T>, BootError> {
        let known = lock(&self.parts).get(&TypeId::of::<T>()).cloned();
        if let Some(Ok(part)) = known.map(Arc::downcast) {
            return Ok(part);
        }
        let part = make()?;
        lock(&self.parts).insert(TypeId::of::<T>(), part.clone());
        Ok(part)
    }

    /// Registers work to be done before the first request, concurrently with all other such work.
    /// If it fails, the function starts all the same: AWS may have recovered by the first request.
    pub fn while_starting(&self, task: impl Future<Output = Result<()>> + Send + 'static) {
        lock(&self.starting).push(Box::pin(task));
    }

    /// Does the work that was registered. Failures are logged.
    pub(crate) async fn start(&self) {
        let tasks = std::mem::take(&mut *lock(&self.starting));
        for failure in join_all(tasks).await.into_iter().filter_map(Result::err) {
            tracing::warn!("while starting: {}", chain(&failure));
        }
    }

    /// Builds the configuration for the client of one AWS service, such as `DYNAMODB`.
    ///
    /// Region, credentials and endpoint (`AWS_ENDPOINT_URL_<SERVICE>`, or `AWS_ENDPOINT_URL`,
    /// absent on AWS) come from the settings that Lambda provides; the SDK's chain of other sources
    /// took a third of a cold start.
    ///
    /// An attempt times out after `CALL_SECONDS` and a call after twice that, below every
    /// function's own time limit. At most `attempts` attempts are made, where AWS says that the one
    /// before did nothing, or where repeating it does nothing more. For a service whose calls do
    /// more when they are repeated, `attempts` must be 1.
    pub fn aws(&self, service: &str, attempts: u32) -> Result<SdkConfig, BootError> {
        let optional = |name: &str| self.settings.optional(name);
        let credentials = self.credentials()?;
        let attempt = self.settings.seconds("CALL_SECONDS")?;
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(attempt)
            .operation_attempt_timeout(attempt)
            .operation_timeout(attempt * 2)
            .build();
        let mut config = SdkConfig::builder()
            .behavior_version(aws_sdk_dynamodb::config::BehaviorVersion::latest())
            .region(Region::new(self.settings.get::<String>("AWS_REGION")?))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .http_client(https::for_aws(self.http()?))
            .retry_config(
                RetryConfig::standard()
                    .with_max_attempts(attempts)
                    .with_initial_backoff(BACKOFF),
            )
            .timeout_config(timeouts);
        config.set_endpoint_url(
            optional(&format!("AWS_ENDPOINT_URL_{service}"))
                .or_else(|| optional("AWS_ENDPOINT_URL")),
        );
        Ok(config.build())
    }
}

impl Platform {
    /// The credentials of the function's role.
    pub fn credentials(&self) -> Result<Credentials, BootError> {
        Ok(Credentials::new(
            self.settings.get::<String>("AWS_ACCESS_KEY_ID")?,
            self.settings.get::<String>("AWS_SECRET_ACCESS_KEY")?,
            self.settings.optional("AWS_SESSION_TOKEN"),
            None,
            "environment",
        ))
    }

    /// Builds a client for web APIs outside of AWS. A call, with its connection,
    /// times out after `WEB_SECONDS`.
    pub fn web(&self) -> Result<WebClient, BootError> {
        Ok(WebClient::new(
            self.http()?,
            self.settings.seconds("WEB_SECONDS")?,
        ))
    }

    /// The TLS of connections that are not HTTP: that of the HTTP client, with the same root
    /// certificates.
    pub fn tls(&self) -> Result<Arc<ClientConfig>, BootError> {
        self.shared(|| https::tls(&self.settings).map(Arc::new))
    }

    fn http(&self) -> Result<Client, BootError> {
        let tls = self.tls()?;
        let client = self.shared(|| https::client(&tls).map(Arc::new))?;
        Ok(Client::clone(&client))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An output that takes the bytes of one line at a time.
pub type Lines = Arc<dyn Fn(&[u8]) + Send + Sync>;

/// Writes lines to standard output, from where Lambda takes them to the log.
fn output() -> Lines {
    Arc::new(|line| {
        // Metrics that nobody reads are not worth a failed request.
        let _ = std::io::stdout().lock().write_all(line);
    })
}

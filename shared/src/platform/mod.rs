//! What a function is given when it starts.

pub mod clock;
pub mod entropy;
pub mod settings;

use crate::{
    error::{Result, chain},
    platform::{
        clock::{Clock, SystemClock},
        entropy::{Entropy, OsEntropy},
        settings::{BootError, Settings},
    },
};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_types::{retry::RetryConfig, timeout::TimeoutConfig};
use aws_types::{SdkConfig, region::Region};
use futures_util::future::join_all;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    io::Write as _,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

/// How long to wait before a second attempt, about: a person waits for the answer, and the SDK's own second is for batches.
const BACKOFF: Duration = Duration::from_millis(50);

/// The outside world: settings, AWS, time and chance.
///
/// Built once per process by [`Platform::lambda`], or by the local cloud and the
/// tests out of parts they control.
pub struct Platform {
    /// The function's settings, as template.yaml spells them.
    pub settings: Settings,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Arc<dyn Entropy>,
    /// Where metrics are written to, if anywhere.
    pub lines: Option<Lines>,
    https: OnceLock<SharedHttpClient>,
    parts: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
    starting: Mutex<Vec<Task>>,
}

/// Something to do while a function starts.
type Task = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

impl Platform {
    /// The real one.
    #[must_use]
    pub fn lambda() -> Self {
        let real = Self::new(
            Settings::of_process(),
            Arc::new(SystemClock),
            Arc::new(OsEntropy),
        );
        Self {
            lines: Some(output()),
            ..real
        }
    }

    /// One made of given parts.
    #[must_use]
    pub fn new(settings: Settings, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        let (parts, starting) = (Mutex::default(), Mutex::default());
        Self {
            settings,
            clock,
            entropy,
            lines: None,
            https: OnceLock::new(),
            parts,
            starting,
        }
    }

    /// The one part of its type that all other parts of a function share, made by whoever needs it first.
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

    /// Does something before the first request comes, side by side with whatever else there is to do. Where it fails, the function
    /// starts all the same: AWS may have come round by then.
    pub fn while_starting(&self, task: impl Future<Output = Result<()>> + Send + 'static) {
        lock(&self.starting).push(Box::pin(task));
    }

    /// Does what there is to do before the first request.
    pub(crate) async fn start(&self) {
        let tasks = std::mem::take(&mut *lock(&self.starting));
        for failure in join_all(tasks).await.into_iter().filter_map(Result::err) {
            tracing::warn!("while starting: {}", chain(&failure));
        }
    }

    /// What a client of one AWS service is built from.
    ///
    /// Region, credentials and endpoint (`AWS_ENDPOINT_URL_<SERVICE>`, or `AWS_ENDPOINT_URL`, absent on AWS)
    /// come from the settings that Lambda provides; the chain of other places to look was a third of a cold start.
    ///
    /// An attempt is given up after `CALL_SECONDS` and a call after twice that, below every function's own time limit. A
    /// second and a third attempt are made where AWS says that the first did nothing, or where repeating it does nothing more;
    /// a service whose calls do more when repeated sets `attempts` to 1.
    pub fn aws(&self, service: &str, attempts: u32) -> Result<SdkConfig, BootError> {
        let optional = |name: &str| self.settings.optional(name);
        let key = self.settings.get::<String>("AWS_ACCESS_KEY_ID")?;
        let secret = self.settings.get::<String>("AWS_SECRET_ACCESS_KEY")?;
        let credentials = Credentials::new(
            key,
            secret,
            optional("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let https = self.https.get_or_init(|| {
            Builder::new()
                .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
                .build_https()
        });
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
            .http_client(https.clone())
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
    /// A client for others' web APIs. One call, with its connection, takes at most `WEB_SECONDS`, and is made once.
    pub fn web(&self) -> Result<reqwest::Client, BootError> {
        let answer_timeout = self.settings.seconds("WEB_SECONDS")?;
        let client = reqwest::Client::builder()
            .timeout(answer_timeout)
            .connect_timeout(answer_timeout)
            .build();
        client.map_err(|error| BootError::while_doing("building a web client", &error))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where lines go.
pub type Lines = Arc<dyn Fn(&[u8]) + Send + Sync>;

/// Lines of this process's output, as Lambda takes them to the log.
fn output() -> Lines {
    Arc::new(|line| {
        // Whoever does not read does not count either.
        let _ = std::io::stdout().lock().write_all(line);
    })
}

//! The local cloud: DynamoDB, SNS, SES and the other carriers, WeChat and a former tenant on one
//! machine, behind the real clients, and every function behind its route.

pub mod consistency;
pub mod database;
pub mod gateway;
pub mod options;
pub(crate) mod page;
pub mod proxy;
pub mod services;

use crate::{
    admin::configuration::Configuration,
    cloud::{
        database::{Database, RemoteDatabase},
        options::CloudOptions,
        proxy::{CallProxy, Destinations, conflicts::Conflicts, iam::Policies},
        services::{
            carriers::{self, Carriers},
            former_tenant::{self, FormerTenant},
            outbox::Outbox,
            smtp::MailServer,
            sns_ses,
            wechat::{self, Wechat},
        },
    },
    functions::{self, FunctionEntry, RunningEndpoint},
    template::{Cors, Entry, Template},
};
use axum::Router;
use lambda_http::{Body, Response};
use shared::{
    api::{event::read_event, routes::matches_route},
    platform::{
        Lines, Platform,
        clock::Clock,
        entropy::Entropy,
        settings::{BootError, Settings},
    },
    storage::{item_keys::ItemKind, store::Store},
};
use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};
use tokio::{
    net::TcpListener,
    sync::{OnceCell, watch},
};

/// The longest that a call to WeChat or a former tenant may take: less than
/// their slowest answers here.
const WEB: Duration = Duration::from_secs(3);

/// The sender that the local SES knows.
const MAIL_FROM: &str = "no-reply@demo.example";

/// Why a cloud could not start.
#[derive(Debug)]
pub struct Problem(String);

impl Problem {
    fn new(doing: &str, cause: &dyn fmt::Display) -> Self {
        Self(format!("{doing}: {cause}"))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Problem {}

/// The cloud. Its AWS stops when it is dropped.
pub struct Cloud {
    pub outbox: Outbox,
    pub wechat: Arc<Wechat>,
    pub former_tenant: Arc<FormerTenant>,
    pub clock: Arc<dyn Clock>,
    /// What the functions say to everything outside of them.
    pub proxy: CallProxy,
    entropy: Arc<dyn Entropy>,
    lines: Option<Lines>,
    template: Arc<Template>,
    parameters: BTreeMap<String, String>,
    base_environment: Vec<(String, String)>,
    functions: HashMap<String, DeployedFunction>,
    database: Database,
    url: String,
    /// Where its mail server answers.
    smtp_url: String,
    requests: AtomicU64,
    _running: watch::Sender<()>,
}

struct DeployedFunction {
    entry: Entry,
    mount: FunctionEntry,
    /// The process that answers, once there is one.
    process: Mutex<Process>,
}

type Process = Arc<OnceCell<Arc<dyn RunningEndpoint>>>;

impl Cloud {
    /// Starts it: tables from the template, the configuration, and the first keys.
    pub async fn start(parts: CloudOptions) -> Result<Arc<Self>, Problem> {
        let template = Template::load();
        let database = Database::open(&parts.tables)?;
        database.create_tables(&template, &parts.keys)?;
        let (running, stopped) = watch::channel(());
        let outbox = Outbox::new(parts.on_message);
        let wechat = Arc::new(Wechat::default());
        let services = sns_ses::router(outbox.clone(), Arc::clone(&parts.clock), MAIL_FROM.into());
        let services = services.merge(wechat::router(Arc::clone(&wechat)));
        let former_tenant = Arc::new(FormerTenant::default());
        let services = services.merge(former_tenant::router(Arc::clone(&former_tenant)));
        let carriers = Carriers::new(outbox.clone(), Arc::clone(&parts.clock), MAIL_FROM.into());
        let carriers = Arc::new(carriers);
        let services = services.merge(carriers::router(Arc::clone(&carriers)));
        let dynamodb = address(&database, &stopped).await?;
        let services_url = serve(services, 0, &stopped).await?;
        let names = template
            .functions()
            .into_iter()
            .map(|entry| entry.binary)
            .collect();
        let mut parameters = parts.parameters;
        parameters.insert("MailFrom".to_owned(), MAIL_FROM.to_owned());
        let policies = Policies::of(&template, &parameters);
        let destinations = Destinations {
            dynamodb,
            others: services_url,
        };
        let conflicts = Conflicts::new(parts.transaction_hold);
        let proxy = CallProxy::new(names, policies, conflicts, destinations)
            .map_err(|error| Problem::new("building a proxy", &error))?;
        let url = serve(proxy.clone().router(), parts.aws_port, &stopped).await?;
        let mail_server = MailServer::new(carriers, proxy.faults.clone(), proxy.meter.clone());
        let (listener, address) = listen(0).await?;
        tokio::spawn(mail_server.serve(listener, gone(stopped)));
        let mut base_environment = vec![
            ("AWS_REGION".to_owned(), "local-1".to_owned()),
            ("AWS_ACCESS_KEY_ID".to_owned(), "local".to_owned()),
            ("AWS_SECRET_ACCESS_KEY".to_owned(), "local".to_owned()),
        ];
        if let Some(answer_timeout) = parts.answer_timeout {
            let spans = [
                ("CALL_SECONDS", answer_timeout),
                ("ANSWER_SECONDS", answer_timeout * 4),
                ("DELIVERY_SECONDS", answer_timeout * 2),
                ("WEB_SECONDS", answer_timeout.min(WEB)),
            ];
            base_environment.extend(
                spans.map(|(name, span)| (name.to_owned(), span.as_secs_f64().to_string())),
            );
        }
        let cloud = Self {
            functions: functions(&template)?,
            template,
            outbox,
            wechat,
            former_tenant,
            clock: parts.clock,
            proxy,
            entropy: parts.entropy,
            lines: parts.lines,
            parameters,
            base_environment,
            database,
            url,
            smtp_url: format!("smtp://{address}"),
            requests: AtomicU64::default(),
            _running: running,
        };
        cloud.configure(&parts.configuration).await?;
        Ok(Arc::new(cloud))
    }

    /// Writes tenants and applications, and makes the keys that the applications lack. Functions
    /// that have read others go on with them for a minute.
    pub async fn configure(&self, configuration: &Configuration) -> Result<(), Problem> {
        let store = self
            .store()
            .map_err(|error| Problem::new("reaching the tables", &error))?;
        configuration
            .apply(&store)
            .await
            .map_err(|error| Problem::new("configuring", &error))?;
        self.run_jobs().await
    }

    /// Runs what runs by the calendar.
    pub async fn run_jobs(&self) -> Result<(), Problem> {
        for function in self.functions.values() {
            if let FunctionEntry::Job(run) = function.mount {
                let done = run(self.platform(&function.entry.binary), self.clock.now()).await;
                done.map_err(|error| Problem::new(&function.entry.id, &error))?;
            }
        }
        Ok(())
    }

    /// The way to the tables for their owner, who may do anything.
    pub fn store(&self) -> Result<Arc<Store>, BootError> {
        Store::of(&self.operator())
    }

    /// What the owner's tool is built from: the tables, without the role of a function.
    #[must_use]
    pub fn operator(&self) -> Platform {
        let own = ("AWS_ENDPOINT_URL".to_owned(), self.url.clone());
        let settings = self
            .environment("rotate-keys")
            .into_iter()
            .chain([own])
            .collect();
        Platform::new(settings, Arc::clone(&self.clock), Arc::clone(&self.entropy))
    }

    /// What a function is built from: its own settings, and the way here.
    #[must_use]
    pub fn platform(&self, function: &str) -> Platform {
        let settings: Settings = self.environment(function).into_iter().collect();
        let mut platform =
            Platform::new(settings, Arc::clone(&self.clock), Arc::clone(&self.entropy));
        platform.lines.clone_from(&self.lines);
        platform
    }

    /// The same settings as they stand in a process's environment.
    #[must_use]
    pub fn environment(&self, function: &str) -> Vec<(String, String)> {
        let url = format!("{}/{function}", self.url);
        let mut parameters = self.parameters.clone();
        parameters.insert("WechatUrl".to_owned(), url.clone());
        let mut settings = self.template.settings(function, &parameters);
        settings.extend(self.base_environment.iter().cloned());
        settings.push(("AWS_ENDPOINT_URL".to_owned(), url.clone()));
        settings.push(("FORMER_TENANT_URL".to_owned(), url.clone()));
        settings.push(("CARRIER_URL".to_owned(), url));
        settings.push(("SMTP_URL".to_owned(), self.smtp_url.clone()));
        settings.push(("AWS_LAMBDA_FUNCTION_NAME".to_owned(), function.to_owned()));
        settings
    }

    /// Which function a request goes to: that of its route, or of none.
    #[must_use]
    pub fn function_for(&self, method: &str, path: &str) -> &str {
        let route = |function: &&DeployedFunction| {
            function
                .entry
                .routes()
                .any(|route| route.method == method && matches_route(&route.path, path))
        };
        self.functions
            .values()
            .find(route)
            .map_or("unknown-route", |function| &function.entry.binary)
    }

    /// Ends the processes of all functions: the next request to each starts a new one.
    pub fn restart(&self) {
        for function in self.functions.values() {
            *function
                .process
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Process::default();
        }
    }

    /// Answers an API Gateway event as the function would on Lambda.
    pub async fn answer(&self, function: &str, event: &str) -> Result<Response<Body>, Problem> {
        let problem = |cause: &dyn fmt::Display| Problem::new(function, cause);
        let function = self
            .functions
            .get(function)
            .ok_or_else(|| problem(&"no such function"))?;
        let FunctionEntry::Endpoint(build, _) = function.mount else {
            return Err(problem(&"not an endpoint"));
        };
        let process = Arc::clone(
            &function
                .process
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        );
        let ready = process
            .get_or_try_init(|| build(self.platform(&function.entry.binary)))
            .await;
        let request = read_event(event).map_err(|error| problem(&error))?;
        Ok(ready
            .map_err(|error| problem(&error))?
            .respond(request)
            .await)
    }

    /// Where its AWS answers.
    #[must_use]
    pub fn aws_url(&self) -> &str {
        &self.url
    }

    pub(crate) fn next_request(&self) -> u64 {
        self.requests.fetch_add(1, Relaxed) + 1
    }

    /// What scripts of web pages may do, and of which origins they may be.
    pub(crate) fn cors(&self) -> Option<(Cors, Vec<String>)> {
        self.template.cors(&self.parameters)
    }

    /// The functions of the template.
    #[must_use]
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// Every item of a table, as DynamoDB writes JSON.
    ///
    /// # Panics
    ///
    /// If the table cannot be read: it must not pass for an empty one.
    #[must_use]
    pub fn items(&self, table: &str) -> Vec<serde_json::Value> {
        self.database
            .items(table)
            .unwrap_or_else(|problem| panic!("{problem}"))
    }

    /// Writes items of a table, as DynamoDB writes JSON. Nothing that functions check is checked.
    pub fn import(&self, table: &str, items: Vec<serde_json::Value>) -> Result<(), Problem> {
        self.database.import(table, items)
    }

    /// The puzzles that wait to be solved: token and x.
    #[must_use]
    pub fn puzzles(&self) -> Vec<(String, u64)> {
        let puzzle = |item: &serde_json::Value| {
            let token = item["pk"]["S"]
                .as_str()?
                .strip_prefix(ItemKind::Puzzle.prefix())?
                .to_owned();
            if item.get("mark").is_some() {
                return None;
            }
            Some((token, item["x"]["N"].as_str()?.parse().ok()?))
        };
        self.items("TransientTable")
            .iter()
            .filter_map(puzzle)
            .collect()
    }

    /// Serves everything on one port until told to stop.
    pub async fn serve(
        self: Arc<Self>,
        listener: TcpListener,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        gateway::serve(self, listener, stop).await
    }
}

fn functions(template: &Template) -> Result<HashMap<String, DeployedFunction>, Problem> {
    let mounts: HashMap<_, _> = functions::all().into_iter().collect();
    let function = |entry: Entry| match mounts.get(entry.binary.as_str()) {
        Some(mount) => Ok((
            entry.binary.clone(),
            DeployedFunction {
                mount: *mount,
                process: Mutex::default(),
                entry,
            },
        )),
        None => Err(Problem::new(
            &entry.id,
            &"template.yaml has a function that is not in local/functions",
        )),
    };
    template.functions().into_iter().map(function).collect()
}

/// Returns where the database answers. The embedded one begins to, until the cloud is gone.
async fn address(
    database: &Database,
    stopped: &watch::Receiver<()>,
) -> Result<RemoteDatabase, Problem> {
    let embedded = match database {
        Database::Remote(remote) => return Ok(remote.clone()),
        Database::Embedded(embedded) => embedded.clone(),
    };
    let (listener, address) = listen(0).await?;
    let url = format!("http://{address}");
    let until = gone(stopped.clone());
    tokio::spawn(dynoxide::server::serve_with_shutdown(
        listener, embedded, until,
    ));
    Ok(RemoteDatabase {
        url,
        access_key_id: "local".to_owned(),
    })
}

/// Serves on a port of its own until the cloud is gone.
async fn serve(
    router: Router,
    port: u16,
    stopped: &watch::Receiver<()>,
) -> Result<String, Problem> {
    let (listener, address) = listen(port).await?;
    let serving = axum::serve(listener, router).with_graceful_shutdown(gone(stopped.clone()));
    tokio::spawn(serving.into_future());
    Ok(format!("http://{address}"))
}

async fn listen(port: u16) -> Result<(TcpListener, SocketAddr), Problem> {
    let problem = |error| Problem::new(&format!("listening on port {port}"), &error);
    let listener = TcpListener::bind(("127.0.0.1", port))
        .await
        .map_err(problem)?;
    let address = listener.local_addr().map_err(problem)?;
    Ok((listener, address))
}

async fn gone(mut cloud: watch::Receiver<()>) {
    // An error says that the sender, and so the cloud, is gone.
    let _ = cloud.changed().await;
}

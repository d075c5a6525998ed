//! `cargo run`: the whole service on this machine. `bindery apply` and `bindery export`: what the owner sets up, here or in AWS.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a person started it and reads what it says")]

use clap::{Args, Parser, Subcommand};
use local::{
    cloud::{Cloud, Parts},
    config::{self, ChangeKind, Configuration},
    openapi,
    outbox::Message,
    people::{self, Dossier, Name},
};
use shared::{
    clock::{Clock as _, SystemClock},
    entropy::OsEntropy,
    error::chain,
    identifiers::TenantId,
    log,
    platform::{Platform, Settings},
    store::Store,
};
use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};
use tokio::net::TcpListener;

/// Bindery on this machine: all endpoints, with a DynamoDB of its own and an outbox in place of SNS and SES.
#[derive(Parser)]
#[command(name = "bindery", version, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: Run,
}

#[derive(Args)]
struct Run {
    /// Where to listen on this machine; 0 for any free port
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// Where its AWS and its WeChat listen, for functions that are run apart from it; 0 for any free port
    #[arg(long, default_value_t = 4001)]
    aws_port: u16,
    /// Folder to keep the data in; without it, everything is gone at the end
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Writes tenants, sources and applications from a file; what is the same stays as it is
    Apply {
        /// The file
        file: PathBuf,
        /// Only say what would change
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        tables: Tables,
    },
    /// Prints the file that would set up what is there, without secrets
    Export {
        #[command(flatten)]
        tables: Tables,
    },
    /// Prints the JSON schema of the file, for editors
    Schema,
    /// Prints the description of the API (`OpenAPI` 3.1), for clients and their tools
    Openapi,
    /// What a person may ask for: what is kept of them, and that it be gone
    #[command(subcommand)]
    User(UserCommand),
}

#[derive(Subcommand)]
enum UserCommand {
    /// Prints what is kept of a person, as JSON
    Export {
        #[command(flatten)]
        person: Person,
        #[command(flatten)]
        tables: Tables,
    },
    /// Deletes a person: the user, their contacts, accounts and sessions
    Erase {
        #[command(flatten)]
        person: Person,
        #[command(flatten)]
        tables: Tables,
    },
}

/// Who it is, by one of the three.
#[derive(Args)]
struct Person {
    /// Whose user they are
    #[arg(long)]
    tenant: String,
    #[command(flatten)]
    name: PersonName,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct PersonName {
    /// Their mobile
    #[arg(long)]
    mobile: Option<String>,
    /// Their e-mail address
    #[arg(long)]
    email: Option<String>,
    /// Their id; also for what is left of somebody who is gone
    #[arg(long)]
    id: Option<String>,
}

impl Person {
    /// What is kept of them, if they are known.
    async fn dossier(self, store: &Store) -> Result<Dossier, String> {
        let tenant = TenantId::try_from(self.tenant).map_err(|_| "that is no tenant's id".to_owned())?;
        let PersonName { mobile, email, id } = self.name;
        let name = mobile.map(Name::Mobile).or(email.map(Name::Email)).or(id.map(Name::Id));
        let name = name.ok_or("say who it is")?;
        let id = people::find(&name, &tenant, store, SystemClock.now()).await?;
        let id = id.ok_or("there is no such person")?;
        let dossier = Dossier::of(&id, &tenant, store).await.map_err(|error| chain(&error))?;
        if dossier.is_empty() { Err("there is no such person".to_owned()) } else { Ok(dossier) }
    }
}

/// Where the tables are. Region and credentials are those of the environment (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, …).
#[derive(Args)]
struct Tables {
    /// Where DynamoDB answers, if not in AWS; `cargo run` says where its own does
    #[arg(long, value_name = "URL")]
    endpoint_url: Option<String>,
    /// Name of the Directory table
    #[arg(long, env = "DIRECTORY_TABLE", default_value = "DirectoryTable")]
    directory_table: String,
    /// Name of the Transient table
    #[arg(long, env = "TRANSIENT_TABLE", default_value = "TransientTable")]
    transient_table: String,
    /// Name of the Keys table
    #[arg(long, env = "KEYS_TABLE", default_value = "KeysTable")]
    keys_table: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { command, run } = Arguments::parse();
    let done = match command {
        None => serve(run).await,
        Some(Command::Apply { file, dry_run, tables }) => apply(&file, dry_run, tables).await,
        Some(Command::Export { tables }) => export(tables).await,
        Some(Command::User(UserCommand::Export { person, tables })) => export_user(person, tables).await,
        Some(Command::User(UserCommand::Erase { person, tables })) => erase_user(person, tables).await,
        Some(Command::Openapi) => openapi::document().map(|document| println!("{document:#}")),
        Some(Command::Schema) => {
            print!("{}", Configuration::schema());
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bindery: {}", problem.trim_end());
            ExitCode::FAILURE
        }
    }
}

impl Tables {
    fn open(self) -> Result<Arc<Store>, String> {
        let local =
            [("AWS_REGION", "local-1"), ("AWS_ACCESS_KEY_ID", "local"), ("AWS_SECRET_ACCESS_KEY", "local")];
        let own = [
            ("CALL_SECONDS", "10".to_owned()),
            ("DIRECTORY_TABLE", self.directory_table),
            ("TRANSIENT_TABLE", self.transient_table),
            ("KEYS_TABLE", self.keys_table),
        ];
        let own = own.map(|(name, value)| (name.to_owned(), value));
        let mut settings = Settings::of_process();
        if let Some(url) = self.endpoint_url {
            // Another DynamoDB asks for no credentials of ours, and gets none.
            let local = local.map(|(name, value)| (name.to_owned(), value.to_owned()));
            settings = settings.with(local).with([("AWS_ENDPOINT_URL_DYNAMODB".to_owned(), url)]);
        }
        let platform = Platform::new(settings.with(own), Arc::new(SystemClock), Arc::new(OsEntropy));
        platform.store().map_err(|error| error.to_string())
    }
}

async fn apply(file: &PathBuf, dry_run: bool, tables: Tables) -> Result<(), String> {
    let yaml = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let configuration =
        Configuration::read(&yaml).map_err(|mistakes| format!("{}:\n{mistakes}", file.display()))?;
    let store = tables.open()?;
    let changes = configuration.plan(&store).await.map_err(|error| chain(&error))?;
    for change in changes.iter().filter(|change| change.kind != ChangeKind::Keep) {
        println!("{change}");
    }
    let kept = changes.iter().filter(|change| change.kind == ChangeKind::Keep).count();
    println!("{} to change, {kept} the same", changes.len() - kept);
    if !dry_run {
        config::carry_out(changes, &store).await.map_err(|error| chain(&error))?;
        println!("Done. Functions take it up within a minute.");
    }
    Ok(())
}

async fn export(tables: Tables) -> Result<(), String> {
    let configuration = Configuration::export(&*tables.open()?).await.map_err(|error| chain(&error))?;
    print!("{}", configuration.to_yaml()?);
    Ok(())
}

async fn export_user(person: Person, tables: Tables) -> Result<(), String> {
    let dossier = person.dossier(&*tables.open()?).await?.export().map_err(|error| chain(&error))?;
    println!("{dossier:#}");
    Ok(())
}

async fn erase_user(person: Person, tables: Tables) -> Result<(), String> {
    let store = tables.open()?;
    let erased = person.dossier(&store).await?.erase(&store).await.map_err(|error| chain(&error))?;
    println!("{erased} items erased. Backups of the Directory table keep them for up to 35 days.");
    Ok(())
}

async fn serve(Run { port, aws_port, data }: Run) -> Result<(), String> {
    log::to_output(&Settings::of_process());
    let wanted = SocketAddr::from(([127, 0, 0, 1], port));
    let listener = TcpListener::bind(wanted).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => format!("port {port} is in use; choose another with --port"),
        _ => format!("cannot listen on {wanted}: {error}"),
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let configuration = Configuration::read(config::DEMO)?;
    let clients: Vec<_> = configuration
        .applications
        .iter()
        .map(|application| (application.client_id.to_string(), application.dialect))
        .collect();
    let parts = Parts::new(Arc::new(SystemClock), Arc::new(OsEntropy), configuration);
    let parts = Parts { data, told, aws_port, ..parts.with("Domain", &address.to_string()) };
    let cloud = Cloud::start(parts).await.map_err(|problem| problem.to_string())?;
    println!("Bindery on http://{address}");
    println!("  outbox    http://{address}/_local/outbox");
    println!("  puzzles   http://{address}/_local/puzzles.json");
    println!("  WeChat    http://{address}/_local/wechat");
    println!("  AWS       {}", cloud.aws_url());
    for (client, dialect) in &clients {
        println!("  client id {client}  ({dialect:?})");
    }
    let client = clients.first().map(|(client, _)| client.as_str()).unwrap_or_default();
    println!(
        "\nTry it:\n  curl http://{address}/api/v2/sdk/captcha -H 'X-client-id: {client}' \\\n    \
         -H 'X-operating-sys-version: 1' -H 'X-device-fingerprint: mine' -H 'X-agent: curl'\n\nCtrl-C ends it.\n"
    );
    cloud.serve(listener, interrupted()).await.map_err(|error| error.to_string())?;
    println!("\nEnded.");
    Ok(())
}

fn told(message: &Message) {
    let Message { channel, to, text, .. } = message;
    println!("{channel} to {to}: {}", message.code().unwrap_or(text));
}

async fn interrupted() {
    // Without a signal handler there is nothing to wait for, and the default action ends the process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

//! The command `bindery`. Without a subcommand, as in `cargo run`, it runs the local cloud until
//! Ctrl-C; the subcommands are those of the operator.

use clap::{Args, Parser};
use local::{
    admin::{
        commands::Command,
        configuration::{self, Configuration},
    },
    cloud::{
        Cloud,
        database::{RemoteDatabase, TableLocation},
        options::CloudOptions,
        services::outbox::Message,
    },
};
use shared::{
    observability::log,
    platform::{clock::SystemClock, entropy::OsEntropy, settings::Settings},
};
use std::{
    fmt::Write as _, io::Write as _, net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc,
};
use tokio::net::TcpListener;

/// Bindery on this machine: all endpoints, an embedded DynamoDB, and an outbox for SNS and SES
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
    /// Port of the endpoints on this machine; 0 for any free port
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// Port of its AWS and WeChat services, for functions that run in processes of their own; 0 for
    /// any free port
    #[arg(long, default_value_t = 4001)]
    aws_port: u16,
    /// Folder for the data; without it, the data is lost at the end
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Address of a DynamoDB to use instead of the embedded one, such as that of DynamoDB Local,
    /// which keeps the data for as long as it runs
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    dynamodb: Option<String>,
}

impl Run {
    fn tables(&self) -> TableLocation {
        let remote = |url: &String| RemoteDatabase {
            url: url.clone(),
            access_key_id: "local".to_owned(),
        };
        match (&self.dynamodb, &self.data) {
            (Some(url), _) => TableLocation::Remote(remote(url)),
            (None, Some(folder)) => TableLocation::Folder(folder.clone()),
            (None, None) => TableLocation::Memory,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let Arguments { command, run } = Arguments::parse();
    let done = match command {
        None => serve(run).await,
        Some(command) => command.run().await.map(|text| print(&text)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // If standard error is closed, there is nowhere left to report it.
            let _ = writeln!(std::io::stderr(), "bindery: {}", problem.trim_end());
            ExitCode::FAILURE
        }
    }
}

/// Writes to standard output. A reader that has closed the pipe (`bindery export |
/// head`) is no error.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

async fn serve(run: Run) -> Result<(), String> {
    let tables = run.tables();
    let Run { port, aws_port, .. } = run;
    log::to_output(&Settings::of_process());
    let requested = SocketAddr::from(([127, 0, 0, 1], port));
    let listener = TcpListener::bind(requested)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                format!("port {port} is in use; choose another with --port")
            }
            _ => format!("cannot listen on {requested}: {error}"),
        })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let configuration = Configuration::read(configuration::DEMO)?;
    let clients: Vec<_> = configuration
        .applications
        .iter()
        .map(|application| (application.client_id.to_string(), application.dialect))
        .collect();
    let defaults = CloudOptions::new(Arc::new(SystemClock), Arc::new(OsEntropy), configuration);
    let options = CloudOptions {
        tables,
        on_message,
        aws_port,
        ..defaults
            .with("Domain", &address.to_string())
            .with("AllowedOrigins", "*")
    };
    let cloud = Cloud::start(options)
        .await
        .map_err(|problem| problem.to_string())?;
    let mut greeting = format!(
        "Bindery on http://{address}\n  page      http://{address}/\n  outbox    http://{address}/_local/outbox\n  \
         puzzles   http://{address}/_local/puzzles.json\n  WeChat    http://{address}/_local/wechat\n  \
         AWS       {}\n",
        cloud.aws_url()
    );
    for (client, dialect) in &clients {
        let _ = writeln!(greeting, "  client id {client}  ({dialect:?})");
    }
    let client = clients
        .first()
        .map(|(client, _)| client.as_str())
        .unwrap_or_default();
    print(&format!(
        "{greeting}\nTry it:\n  curl http://{address}/api/v2/sdk/captcha -H 'X-client-id: {client}' \\\n    \
         -H 'X-operating-sys-version: 1' -H 'X-device-fingerprint: mine' -H 'X-agent: curl'\n\nCtrl-C ends it.\n\n"
    ));
    cloud
        .serve(listener, interrupted())
        .await
        .map_err(|error| error.to_string())?;
    print("\nEnded.\n");
    Ok(())
}

fn on_message(message: &Message) {
    let Message {
        channel, to, text, ..
    } = message;
    print(&format!(
        "{channel} to {to}: {}\n",
        message.code().unwrap_or(text)
    ));
}

async fn interrupted() {
    // Without a signal handler there is nothing to wait for, and the default
    // action ends the process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

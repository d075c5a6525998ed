//! `cargo run`: the whole service on this machine.
#![expect(clippy::print_stdout, reason = "a person started it and reads what it says")]

use clap::Parser;
use local::{
    cloud::{Cloud, Parts},
    config::{self, Configuration},
    outbox::Message,
};
use shared::{clock::SystemClock, entropy::OsEntropy};
use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};
use tokio::net::TcpListener;

/// Bindery on this machine: all endpoints, with a DynamoDB of its own and an outbox in place of SNS and SES.
#[derive(Parser)]
#[command(name = "bindery", version)]
struct Arguments {
    /// Where to listen on this machine; 0 for any free port
    #[arg(long, default_value_t = 4000)]
    port: u16,
    /// Folder to keep the data in; without it, everything is gone at the end
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("bindery: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(Arguments { port, data }: Arguments) -> Result<(), String> {
    lambda_http::tracing::init_default_subscriber();
    let wanted = SocketAddr::from(([127, 0, 0, 1], port));
    let listener = TcpListener::bind(wanted).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => format!("port {port} is in use; choose another with --port"),
        _ => format!("cannot listen on {wanted}: {error}"),
    })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let configuration = Configuration::read(config::DEMO)?;
    welcome(address, &configuration);
    let parts = Parts {
        clock: Arc::new(SystemClock),
        entropy: Arc::new(OsEntropy),
        domain: address.to_string(),
        data,
        configuration,
        told,
    };
    let cloud = Cloud::start(parts).await.map_err(|problem| problem.to_string())?;
    println!("Ready. Ctrl-C ends it.\n");
    cloud.serve(listener, interrupted()).await.map_err(|error| error.to_string())?;
    println!("\nEnded.");
    Ok(())
}

fn welcome(address: SocketAddr, configuration: &Configuration) {
    println!("Bindery on http://{address}");
    println!("  outbox    http://{address}/_local/outbox");
    println!("  puzzles   http://{address}/_local/puzzles.json");
    println!("  WeChat    http://{address}/_local/wechat");
    for application in &configuration.applications {
        println!("  client id {}  ({:?})", application.client_id, application.dialect);
    }
    let client =
        configuration.applications.first().map(|first| first.client_id.to_string()).unwrap_or_default();
    println!(
        "\nTry it:\n  curl http://{address}/api/v2/sdk/captcha -H 'X-client-id: {client}' \\\n    \
         -H 'X-operating-sys-version: 1' -H 'X-device-fingerprint: mine' -H 'X-agent: curl'\n"
    );
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

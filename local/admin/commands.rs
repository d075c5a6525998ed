//! The operator's commands: they read and write the tables of a deployment, or those of a running local cloud.

use crate::{
    admin::{
        configuration::{self, ChangeKind, Configuration},
        data_subject::{self, Name, PersonalData},
    },
    generated, openapi,
};
use clap::{Args, Subcommand};
use shared::{
    error::chain,
    platform::{
        Platform,
        clock::{Clock as _, SystemClock},
        entropy::OsEntropy,
        settings::Settings,
    },
    storage::store::Store,
    values::identifiers::TenantId,
};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

#[derive(Subcommand)]
pub enum Command {
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
    /// Writes what this repository generates from template.yaml and the code
    #[command(hide = true)]
    Generate,
    /// What a person may ask for: what is kept of them, and that it be gone
    #[command(subcommand)]
    User(UserCommand),
}

impl Command {
    /// Runs the command and returns the text for standard output.
    pub async fn run(self) -> Result<String, String> {
        match self {
            Self::Apply {
                file,
                dry_run,
                tables,
            } => apply(&file, dry_run, tables).await,
            Self::Export { tables } => export(tables).await,
            Self::User(UserCommand::Export { person, tables }) => export_user(person, tables).await,
            Self::User(UserCommand::Erase { person, tables }) => erase_user(person, tables).await,
            Self::Openapi => openapi::document().map(|document| format!("{document:#}\n")),
            Self::Generate => generated::write(Path::new(env!("CARGO_MANIFEST_DIR"))),
            Self::Schema => Ok(Configuration::schema().to_string()),
        }
    }
}

#[derive(Subcommand)]
pub enum UserCommand {
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
pub struct Person {
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
    async fn personal_data(self, store: &Store) -> Result<PersonalData, String> {
        let tenant =
            TenantId::try_from(self.tenant).map_err(|_| "that is no tenant's id".to_owned())?;
        let PersonName { mobile, email, id } = self.name;
        let name = mobile
            .map(Name::Mobile)
            .or(email.map(Name::Email))
            .or(id.map(Name::Id));
        let name = name.ok_or("say who it is")?;
        let id = data_subject::find(&name, &tenant, store, SystemClock.now()).await?;
        let id = id.ok_or("there is no such person")?;
        let personal_data = PersonalData::of(&id, &tenant, store)
            .await
            .map_err(|error| chain(&error))?;
        if personal_data.is_empty() {
            Err("there is no such person".to_owned())
        } else {
            Ok(personal_data)
        }
    }
}

/// Where the tables are. Region and credentials are those of the environment (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, …).
#[derive(Args)]
pub struct Tables {
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

impl Tables {
    fn open(self) -> Result<Arc<Store>, String> {
        let local = [
            ("AWS_REGION", "local-1"),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
        ];
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
            settings = settings
                .with(local)
                .with([("AWS_ENDPOINT_URL_DYNAMODB".to_owned(), url)]);
        }
        let platform = Platform::new(
            settings.with(own),
            Arc::new(SystemClock),
            Arc::new(OsEntropy),
        );
        Store::of(&platform).map_err(|error| error.to_string())
    }
}

async fn apply(file: &PathBuf, dry_run: bool, tables: Tables) -> Result<String, String> {
    let yaml =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let configuration = Configuration::read(&yaml)
        .map_err(|mistakes| format!("{}:\n{mistakes}", file.display()))?;
    let store = tables.open()?;
    let changes = configuration
        .plan(&store)
        .await
        .map_err(|error| chain(&error))?;
    let mut report = String::new();
    for change in changes
        .iter()
        .filter(|change| change.kind != ChangeKind::Keep)
    {
        let _ = writeln!(report, "{change}");
    }
    let kept = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Keep)
        .count();
    let _ = writeln!(
        report,
        "{} to change, {kept} the same",
        changes.len() - kept
    );
    if !dry_run {
        configuration::carry_out(changes, &store)
            .await
            .map_err(|error| chain(&error))?;
        report.push_str("Done. Functions take it up within a minute.\n");
    }
    Ok(report)
}

async fn export(tables: Tables) -> Result<String, String> {
    let configuration = Configuration::export(&*tables.open()?)
        .await
        .map_err(|error| chain(&error))?;
    configuration.to_yaml()
}

async fn export_user(person: Person, tables: Tables) -> Result<String, String> {
    let personal_data = person
        .personal_data(&*tables.open()?)
        .await?
        .export()
        .map_err(|error| chain(&error))?;
    Ok(format!("{personal_data:#}\n"))
}

async fn erase_user(person: Person, tables: Tables) -> Result<String, String> {
    let store = tables.open()?;
    let erased = person
        .personal_data(&store)
        .await?
        .erase(&store)
        .await
        .map_err(|error| chain(&error))?;
    Ok(format!(
        "{erased} items erased. Backups of the Directory table keep them for up to 35 days.\n"
    ))
}

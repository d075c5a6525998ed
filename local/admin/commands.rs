//! The subcommands of `bindery`, with their arguments.
//!
//! They work on the tables of a deployment in AWS or, with `--endpoint-url`, of a running local
//! cloud. The doc comments of arguments are the text of `--help`.

use crate::{
    admin::{
        configuration::{self, ChangeKind, Configuration},
        data_subject::{self, Name, PersonalData},
        receipts_url,
        route::Question,
        user_import::UserImport,
        users::ManagedUser,
    },
    generated, openapi,
};
use clap::{Args, Subcommand, ValueEnum};
use serde_json::Value;
use shared::{
    error::chain,
    keys::rotation::{Replacement, RotatedKind, Rotation},
    platform::{
        Platform,
        clock::{Clock as _, SystemClock, Timestamp},
        entropy::OsEntropy,
        settings::Settings,
    },
    storage::store::Store,
    users::user::Status,
    values::{
        identifiers::{CarrierId, ClientId, SourceId, TenantId, UserId},
        language_tag::LanguageTag,
    },
};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};
use time::format_description::well_known::Rfc3339;

/// A subcommand. Without one, `bindery` runs the local cloud.
#[derive(Subcommand)]
pub enum Command {
    /// Writes tenants, sources and applications from a file; what is the same stays as it is
    Apply {
        /// The configuration file, in YAML
        file: PathBuf,
        /// Only print what would change
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
    /// Prints the carriers that a message would go through, and what each would send
    Route(Route),
    /// Prints the path of the address to which a carrier is to report; give it to nobody else
    ReceiptsUrl {
        /// The id of the tenant whose carrier it is
        #[arg(long)]
        tenant: String,
        /// The id of the carrier
        #[arg(long)]
        carrier: String,
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
    /// Finds a user, and does what an operator may do with one
    #[command(subcommand)]
    User(UserCommand),
    /// The keys that tokens, codes and pseudonyms are made with
    #[command(subcommand)]
    Keys(KeysCommand),
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
            Self::Route(route) => route.run().await,
            Self::ReceiptsUrl {
                tenant,
                carrier,
                tables,
            } => receipts_url(tenant, carrier, tables).await,
            Self::User(UserCommand::Export { person, tables }) => export_user(person, tables).await,
            Self::User(UserCommand::Erase { person, tables }) => erase_user(person, tables).await,
            Self::User(UserCommand::Import(import)) => import_users(import).await,
            Self::User(UserCommand::Find { person, tables }) => find_user(person, tables).await,
            Self::User(UserCommand::Sessions { person, tables }) => {
                list_sessions(person, tables).await
            }
            Self::User(UserCommand::SignOut(change)) => change_user(change, Change::SignOut).await,
            Self::User(UserCommand::Disable(change)) => change_user(change, Change::Disable).await,
            Self::User(UserCommand::Enable(change)) => change_user(change, Change::Enable).await,
            Self::User(UserCommand::Unbind { source, change }) => {
                change_user(change, Change::Unbind(source)).await
            }
            Self::Keys(KeysCommand::List { tables }) => list_keys(tables).await,
            Self::Keys(KeysCommand::Revoke(revoke)) => revoke_key(revoke).await,
            Self::Openapi => openapi::document().map(|document| format!("{document:#}\n")),
            Self::Generate => generated::write(Path::new(env!("CARGO_MANIFEST_DIR"))),
            Self::Schema => Ok(Configuration::schema()),
        }
    }
}

/// The arguments of `bindery route`.
#[derive(Args)]
pub struct Route {
    /// A mobile number, or an e-mail address
    to: String,
    /// The id of the tenant that sends
    #[arg(long)]
    tenant: String,
    /// What the code would do, such as `sign_in`, `register` or `reset_password`
    #[arg(long, default_value = "sign_in")]
    purpose: String,
    /// The language that the request would ask for, such as `zh`; without it, the tenant's own
    #[arg(long)]
    language: Option<String>,
    #[command(flatten)]
    tables: Tables,
}

impl Route {
    async fn run(self) -> Result<String, String> {
        let tenant =
            TenantId::try_from(self.tenant).map_err(|_| "that is no tenant's id".to_owned())?;
        let purpose = serde_json::from_value(Value::String(self.purpose));
        let purpose = purpose.map_err(|_| "a code has no such purpose".to_owned())?;
        let language = self.language.map(LanguageTag::try_from).transpose()?;
        let question = Question {
            tenant,
            to: self.to,
            purpose,
            language,
        };
        question.answer(&*self.tables.open()?).await
    }
}

/// A subcommand of `bindery user`.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Prints all personal data of a user, as JSON
    Export {
        #[command(flatten)]
        person: Person,
        #[command(flatten)]
        tables: Tables,
    },
    /// Deletes a user with all contacts, social accounts and sessions
    Erase {
        #[command(flatten)]
        person: Person,
        #[command(flatten)]
        tables: Tables,
    },
    /// Takes over the users of another product from a file in JSON Lines, one user a line
    Import(Import),
    /// Prints who a user is, as JSON
    Find {
        #[command(flatten)]
        person: Person,
        #[command(flatten)]
        tables: Tables,
    },
    /// Prints the sessions of a user that are alive, as JSON
    Sessions {
        #[command(flatten)]
        person: Person,
        #[command(flatten)]
        tables: Tables,
    },
    /// Ends all sessions of a user
    SignOut(UserChange),
    /// Keeps a user out, who is there still; their sessions are of no use meanwhile
    Disable(UserChange),
    /// Lets a user in again
    Enable(UserChange),
    /// Unlinks a social account of a user, and those of the same person at the social network
    Unbind {
        /// The id of the identity source that the account is of
        #[arg(long)]
        source: String,
        #[command(flatten)]
        change: UserChange,
    },
}

/// The arguments of `bindery user import`.
#[derive(Args)]
pub struct Import {
    /// The file; docs/migration.md describes its lines
    file: PathBuf,
    /// The id of the tenant that takes the users over
    #[arg(long)]
    tenant: String,
    /// Only say what would be imported, and which lines would be refused
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    tables: Tables,
}

/// The arguments of a change of a user.
#[derive(Args)]
pub struct UserChange {
    #[command(flatten)]
    person: Person,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    tables: Tables,
}

/// What an operator changes of a user.
enum Change {
    SignOut,
    Disable,
    Enable,
    /// The identity source of the account.
    Unbind(String),
}

/// The subcommands of `bindery keys`.
#[derive(Subcommand)]
pub enum KeysCommand {
    /// Prints kind, number, id and first use of every key, and which are in use; no key itself
    List {
        #[command(flatten)]
        tables: Tables,
    },
    /// Deletes a key that somebody else may know; another one takes its place at once
    Revoke(Revoke),
}

/// The arguments of `bindery keys revoke`.
#[derive(Args)]
pub struct Revoke {
    /// What it is for
    kind: KeyName,
    /// Its number, as `bindery keys list` shows it
    number: u64,
    /// The client id of the application whose key it is, for `signature`
    #[arg(long, value_name = "CLIENT ID", required_if_eq("kind", "signature"))]
    client: Option<String>,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    tables: Tables,
}

#[derive(Clone, Copy, ValueEnum)]
enum KeyName {
    /// Signs `id_tokens`
    Signing,
    /// Signs state tokens
    State,
    /// Keys the MACs of verification codes
    Pepper,
    /// Turns destinations, devices and addresses into pseudonyms
    Pseudonym,
    /// Decrypts the signatures (`X-signature`) of an application's clients
    Signature,
}

impl Revoke {
    fn kind(&self) -> Result<RotatedKind, String> {
        let client = self.client.clone().map(ClientId::try_from).transpose();
        let client = client.map_err(|_| "that is no client id".to_owned())?;
        match (self.kind, client) {
            (KeyName::Signature, Some(client)) => Ok(RotatedKind::Signature(client)),
            (KeyName::Signature, None) => Err("say whose it is (--client)".to_owned()),
            (_, Some(_)) => Err("only signature keys are those of an application".to_owned()),
            (KeyName::Signing, None) => Ok(RotatedKind::Signing),
            (KeyName::State, None) => Ok(RotatedKind::State),
            (KeyName::Pepper, None) => Ok(RotatedKind::Pepper),
            (KeyName::Pseudonym, None) => Ok(RotatedKind::Pseudonym),
        }
    }
}

/// The arguments that name a user: the tenant and one of their names.
#[derive(Args)]
pub struct Person {
    /// The id of the user's tenant
    #[arg(long)]
    tenant: String,
    #[command(flatten)]
    name: PersonName,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct PersonName {
    /// A mobile number that the user has proved to own
    #[arg(long)]
    mobile: Option<String>,
    /// An e-mail address that the user has proved to own
    #[arg(long)]
    email: Option<String>,
    /// The user name
    #[arg(long)]
    user_name: Option<String>,
    /// A WeChat account, as APPID/OPENID
    #[arg(long)]
    openid: Option<String>,
    /// The id in the product that the user was imported from
    #[arg(long)]
    external_id: Option<String>,
    /// The user's id, which also finds what is left after an erasure that was interrupted
    #[arg(long)]
    id: Option<String>,
}

impl Person {
    /// Finds the user. Fails with a message for the operator if nobody has that name.
    async fn find(self, store: &Store) -> Result<(UserId, TenantId), String> {
        let tenant =
            TenantId::try_from(self.tenant).map_err(|_| "that is no tenant's id".to_owned())?;
        let PersonName {
            mobile,
            email,
            user_name,
            openid,
            external_id,
            id,
        } = self.name;
        let account = openid.map(|account| match account.split_once('/') {
            Some((app_id, open_id)) => Ok(Name::Account {
                app_id: app_id.to_owned(),
                open_id: open_id.to_owned(),
            }),
            None => Err("write an account as APPID/OPENID"),
        });
        let name = mobile
            .map(Name::Mobile)
            .or(email.map(Name::Email))
            .or(user_name.map(Name::UserName))
            .or(account.transpose()?)
            .or(external_id.map(Name::ExternalId))
            .or(id.map(Name::Id));
        let name = name.ok_or("say who it is")?;
        let id = data_subject::find(&name, &tenant, store, SystemClock.now()).await?;
        let id = id.ok_or("there is no such person")?;
        Ok((id, tenant))
    }

    /// Reads the user. Fails with a message for the operator if there is none.
    async fn managed(self, store: &Store) -> Result<ManagedUser<'_>, String> {
        let (id, tenant) = self.find(store).await?;
        let user = ManagedUser::read(&id, &tenant, store).await;
        let user = user.map_err(|error| chain(&error))?;
        user.ok_or_else(|| "there is no such person".to_owned())
    }

    /// Collects the data of the user. Fails with a message for the operator if there is none.
    async fn personal_data(self, store: &Store) -> Result<PersonalData, String> {
        let (id, tenant) = self.find(store).await?;
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

/// The arguments that name the tables. Region and credentials come from the
/// environment (`AWS_REGION`, `AWS_ACCESS_KEY_ID`, …).
#[derive(Clone, Args)]
pub struct Tables {
    /// Endpoint of a DynamoDB outside of AWS; `cargo run` prints that of its own
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
        Store::of(&self.platform()).map_err(|error| error.to_string())
    }

    fn platform(self) -> Platform {
        Platform::new(
            self.settings(Settings::of_process()),
            Arc::new(SystemClock),
            Arc::new(OsEntropy),
        )
    }

    /// The settings of the store: the environment's region and credentials, these tables.
    fn settings(self, environment: Settings) -> Settings {
        let tables = [
            ("CALL_SECONDS", "10".to_owned()),
            ("DIRECTORY_TABLE", self.directory_table),
            ("TRANSIENT_TABLE", self.transient_table),
            ("KEYS_TABLE", self.keys_table),
        ];
        let settings = environment.with(tables.map(|(name, value)| (name.to_owned(), value)));
        let Some(url) = self.endpoint_url else {
            return settings;
        };
        // An emulator accepts any region and credentials, but the SDK insists on having some. Those
        // of the environment are used if there are any: DynamoDB behind a VPC endpoint checks them.
        let missing = [
            ("AWS_REGION", "local-1"),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
        ]
        .into_iter()
        .filter(|(name, _)| settings.optional(name).is_none())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect::<Vec<_>>();
        settings
            .with(missing)
            .with([("AWS_ENDPOINT_URL_DYNAMODB".to_owned(), url)])
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
    let unchanged = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Keep)
        .count();
    let _ = writeln!(
        report,
        "{} to change, {unchanged} the same",
        changes.len() - unchanged
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

async fn receipts_url(tenant: String, carrier: String, tables: Tables) -> Result<String, String> {
    let tenant = TenantId::try_from(tenant).map_err(|_| "that is no tenant's id".to_owned())?;
    let carrier = CarrierId::try_from(carrier).map_err(|_| "that is no carrier's id".to_owned())?;
    let path = receipts_url::path(&tenant, &carrier, &*tables.open()?).await?;
    Ok(format!("{path}\n"))
}

async fn export_user(person: Person, tables: Tables) -> Result<String, String> {
    let personal_data = person
        .personal_data(&*tables.open()?)
        .await?
        .export()
        .map_err(|error| chain(&error))?;
    Ok(format!("{personal_data:#}\n"))
}

async fn import_users(import: Import) -> Result<String, String> {
    let Import {
        file,
        tenant,
        dry_run,
        tables,
    } = import;
    let tenant = TenantId::try_from(tenant).map_err(|_| "that is no tenant's id".to_owned())?;
    let store = tables.open()?;
    let entropy = Arc::new(OsEntropy);
    let import = UserImport::prepare(&file, &tenant, store, entropy, SystemClock.now()).await?;
    let summary = import.run(dry_run, &mut std::io::stdout()).await?;
    let text = if dry_run {
        format!("nothing was written; it would be: {summary}")
    } else {
        summary.to_string()
    };
    if summary.is_complete() {
        Ok(format!("{text}\n"))
    } else {
        Err(text)
    }
}

async fn find_user(person: Person, tables: Tables) -> Result<String, String> {
    let store = tables.open()?;
    let user = person.managed(&store).await?;
    let described = user.describe().await.map_err(|error| chain(&error))?;
    Ok(format!("{described:#}\n"))
}

async fn list_sessions(person: Person, tables: Tables) -> Result<String, String> {
    let store = tables.open()?;
    let user = person.managed(&store).await?;
    let sessions = user.sessions(SystemClock.now()).await;
    let sessions = Value::Array(sessions.map_err(|error| chain(&error))?);
    Ok(format!("{sessions:#}\n"))
}

async fn change_user(arguments: UserChange, change: Change) -> Result<String, String> {
    let UserChange {
        person,
        dry_run,
        tables,
    } = arguments;
    let store = tables.open()?;
    let user = person.managed(&store).await?;
    let id = &user.user.id;
    let links = match &change {
        Change::Unbind(source) => {
            let source = SourceId::try_from(source.clone()).map_err(str::to_owned)?;
            let links = user.links_with(&source).await;
            let links = links.map_err(|error| chain(&error))?;
            if links.is_empty() {
                return Err("the user has no account of that source".to_owned());
            }
            links
        }
        Change::SignOut | Change::Disable | Change::Enable => Vec::new(),
    };
    let (would, done) = match &change {
        Change::SignOut => ("would be signed out everywhere", "is signed out everywhere"),
        Change::Disable => ("would be disabled", "is disabled"),
        Change::Enable => ("would be enabled", "is enabled"),
        Change::Unbind(_) => ("would lose these accounts:", "has lost these accounts:"),
    };
    let sources: Vec<_> = links.iter().map(|link| link.source.as_str()).collect();
    let suffix = if sources.is_empty() {
        String::new()
    } else {
        format!(" {}", sources.join(", "))
    };
    if dry_run {
        return Ok(format!("{id} {would}{suffix}\n"));
    }
    let changed = match change {
        Change::SignOut => user.sign_out(SystemClock.now()).await,
        Change::Disable => user.set_status(Status::Disabled).await.map(drop),
        Change::Enable => user.set_status(Status::Active).await.map(drop),
        Change::Unbind(_) => user.unlink(&links).await.map_err(Into::into),
    };
    changed.map_err(|error| chain(&error))?;
    Ok(format!("{id} {done}{suffix}\n"))
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

async fn list_keys(tables: Tables) -> Result<String, String> {
    let rotation = Rotation::new(&tables.platform()).map_err(|error| error.to_string())?;
    let listed = rotation
        .list(SystemClock.now())
        .await
        .map_err(|error| chain(&error))?;
    let mut report = String::new();
    for key in listed {
        let _ = writeln!(
            report,
            "{:<9} {:>4}  {}  {}{}{}",
            name_of(&key.kind),
            key.number,
            key.id,
            date(key.use_from),
            if key.is_in_use { "  in use" } else { "" },
            owner_of(&key.kind),
        );
    }
    Ok(report)
}

async fn revoke_key(revoke: Revoke) -> Result<String, String> {
    let platform = revoke.tables.clone().platform();
    let rotation = Rotation::new(&platform).map_err(|error| error.to_string())?;
    let (kind, number) = (revoke.kind()?, revoke.number);
    let name = name_of(&kind);
    let revocation = rotation
        .revocation(&kind, number, SystemClock.now())
        .await
        .map_err(|error| chain(&error))?
        .ok_or_else(|| format!("there is no {name} key {number}; bindery keys list has them"))?;
    let mut report = format!("delete {name} key {number}\n");
    let _ = match revocation.replacement {
        Some(Replacement::Next(next)) => writeln!(report, "use {name} key {next} from now on"),
        Some(Replacement::New(next)) => {
            writeln!(report, "make {name} key {next} and use it from now on")
        }
        None => writeln!(report, "it is not the one in use, so none takes its place"),
    };
    if kind == RotatedKind::Pseudonym {
        report.push_str("Every limit, lock and pending code begins anew with another key.\n");
    }
    if !revoke.dry_run {
        rotation
            .revoke(revocation)
            .await
            .map_err(|error| chain(&error))?;
        report.push_str("Done. Functions take it up within ten minutes.\n");
    }
    Ok(report)
}

const fn name_of(kind: &RotatedKind) -> &'static str {
    match kind {
        RotatedKind::Signing => "signing",
        RotatedKind::State => "state",
        RotatedKind::Pepper => "pepper",
        RotatedKind::Pseudonym => "pseudonym",
        RotatedKind::Signature(_) => "signature",
    }
}

/// Whose key it is, where each application has its own.
fn owner_of(kind: &RotatedKind) -> String {
    match kind {
        RotatedKind::Signature(client) => format!("  of {client}"),
        RotatedKind::Signing
        | RotatedKind::State
        | RotatedKind::Pepper
        | RotatedKind::Pseudonym => String::new(),
    }
}

/// As RFC 3339 writes it, in UTC.
fn date(moment: Timestamp) -> String {
    moment.calendar().format(&Rfc3339).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(endpoint_url: Option<&str>, environment: &[(&str, &str)]) -> Settings {
        let tables = Tables {
            endpoint_url: endpoint_url.map(str::to_owned),
            directory_table: "Directory".to_owned(),
            transient_table: "Transient".to_owned(),
            keys_table: "Keys".to_owned(),
        };
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        tables.settings(environment)
    }

    const CREDENTIALS: [(&str, &str); 3] = [
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "key"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];

    #[test]
    fn an_endpoint_url_leaves_region_and_credentials_of_the_environment_alone() {
        let settings = settings(Some("http://127.0.0.1:4001"), &CREDENTIALS);
        for (name, value) in CREDENTIALS {
            assert_eq!(settings.optional(name).as_deref(), Some(value), "{name}");
        }
        assert_eq!(
            settings.optional("AWS_ENDPOINT_URL_DYNAMODB").as_deref(),
            Some("http://127.0.0.1:4001")
        );
    }

    #[test]
    fn an_endpoint_url_needs_no_credentials() {
        for environment in [&[][..], &[("AWS_REGION", ""), ("AWS_ACCESS_KEY_ID", "")]] {
            let settings = settings(Some("http://127.0.0.1:4001"), environment);
            for (name, _) in CREDENTIALS {
                assert!(settings.optional(name).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn nothing_is_made_up_for_aws() {
        let settings = settings(None, &[]);
        for (name, _) in CREDENTIALS {
            assert_eq!(settings.optional(name), None, "{name}");
        }
        assert_eq!(settings.optional("AWS_ENDPOINT_URL_DYNAMODB"), None);
        assert_eq!(
            settings.optional("DIRECTORY_TABLE").as_deref(),
            Some("Directory")
        );
    }
}

//! The DynamoDB of the local cloud, with the tables of template.yaml: an embedded one, or another
//! at a URL, such as Amazon's DynamoDB Local.
//!
//! DynamoDB Local keeps the tables of each access key id apart, so clouds with different ids share
//! one without meeting, and every table has the name that template.yaml gives it.

use crate::{cloud::Problem, template::Template};
use dynoxide::{Database as Embedded, ImportOptions, actions::list_tables::ListTablesRequest};
use serde_json::{Value, json};
use std::{fmt, path::PathBuf};

/// Where the tables are.
#[derive(Clone, Debug)]
pub enum TableLocation {
    /// In the memory of this process.
    Memory,
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a DynamoDB outside of this process.
    Remote(RemoteDatabase),
}

/// A DynamoDB at a URL that does not verify signatures.
#[derive(Clone, Debug)]
pub struct RemoteDatabase {
    /// Its base address, such as `http://127.0.0.1:8000`.
    pub url: String,
    /// The access key id that every call bears, of letters and digits.
    pub access_key_id: String,
}

/// An open database, for those who need no HTTP.
pub(crate) enum Database {
    Embedded(Embedded),
    Remote(RemoteDatabase),
}

impl Database {
    pub(crate) fn open(location: &TableLocation) -> Result<Self, Problem> {
        let embedded = match location {
            TableLocation::Remote(remote) => return Ok(Self::Remote(remote.clone())),
            TableLocation::Memory => Embedded::memory(),
            TableLocation::Folder(folder) => {
                std::fs::create_dir_all(folder)
                    .map_err(|error| Problem::new("making the data folder", &error))?;
                Embedded::new(&folder.join("dynamodb.sqlite").to_string_lossy())
            }
        };
        embedded
            .map(Self::Embedded)
            .map_err(|error| Problem::new("opening the tables", &error))
    }

    /// Creates the tables that are not there yet, that of keys with these items.
    pub(crate) fn create_tables(&self, template: &Template, keys: &[Value]) -> Result<(), Problem> {
        let known = self.table_names()?;
        for table in template.tables() {
            if known.iter().any(|name| table["TableName"] == **name) {
                continue;
            }
            let is_of_keys = table["TableName"] == "KeysTable";
            self.create_table(table)?;
            if is_of_keys {
                self.import("KeysTable", keys.to_vec())?;
            }
        }
        Ok(())
    }

    fn table_names(&self) -> Result<Vec<String>, Problem> {
        let problem = |cause: &dyn fmt::Display| Problem::new("listing tables", cause);
        match self {
            Self::Embedded(database) => database
                .list_tables(ListTablesRequest::default())
                .map(|tables| tables.table_names)
                .map_err(|error| problem(&error)),
            Self::Remote(remote) => {
                let mut tables = remote.call("ListTables", &json!({}))?;
                serde_json::from_value(tables["TableNames"].take()).map_err(|error| problem(&error))
            }
        }
    }

    fn create_table(&self, table: Value) -> Result<(), Problem> {
        let problem = |cause: &dyn fmt::Display| Problem::new("creating tables", cause);
        match self {
            Self::Embedded(database) => {
                let table = serde_json::from_value(table).map_err(|error| problem(&error))?;
                database
                    .create_table(table)
                    .map_err(|error| problem(&error))?;
            }
            Self::Remote(remote) => {
                remote.call("CreateTable", &table)?;
            }
        }
        Ok(())
    }

    /// Writes items of a table, as DynamoDB writes JSON.
    pub(crate) fn import(&self, table: &str, items: Vec<Value>) -> Result<(), Problem> {
        let problem = |cause: &dyn fmt::Display| Problem::new("writing items", cause);
        match self {
            Self::Embedded(database) => {
                let items: Result<_, _> = items.into_iter().map(serde_json::from_value).collect();
                let items = items.map_err(|error| problem(&error))?;
                database
                    .import_items(table, items, ImportOptions::default())
                    .map_err(|error| problem(&error))?;
            }
            Self::Remote(remote) => {
                for item in items {
                    remote.call("PutItem", &json!({ "TableName": table, "Item": item }))?;
                }
            }
        }
        Ok(())
    }

    /// Returns every item of a table, as DynamoDB writes JSON.
    pub(crate) fn items(&self, table: &str) -> Result<Vec<Value>, Problem> {
        let (mut items, mut from) = (Vec::new(), Value::Null);
        loop {
            let mut scan = json!({ "TableName": table, "ConsistentRead": true });
            if !from.is_null() {
                scan["ExclusiveStartKey"] = from;
            }
            let mut found = self.scan(scan)?;
            items.extend(found["Items"].as_array().cloned().unwrap_or_default());
            from = found["LastEvaluatedKey"].take();
            if from.is_null() {
                return Ok(items);
            }
        }
    }

    fn scan(&self, scan: Value) -> Result<Value, Problem> {
        let problem = |cause: &dyn fmt::Display| Problem::new("reading a table", cause);
        match self {
            Self::Embedded(database) => {
                let scan = serde_json::from_value(scan).map_err(|error| problem(&error))?;
                let found = database.scan(scan).map_err(|error| problem(&error))?;
                serde_json::to_value(found).map_err(|error| problem(&error))
            }
            Self::Remote(remote) => remote.call("Scan", &scan),
        }
    }
}

impl RemoteDatabase {
    /// The `Authorization` header that says whose tables a call is about.
    pub(crate) fn authorization(&self) -> String {
        format!(
            "AWS4-HMAC-SHA256 Credential={}/20260101/local-1/dynamodb/aws4_request, \
             SignedHeaders=host, Signature=0",
            self.access_key_id
        )
    }

    /// Makes a call and waits for its answer without a runtime: whoever looks into the tables
    /// need not be asynchronous.
    fn call(&self, action: &str, request: &Value) -> Result<Value, Problem> {
        let problem = |cause: &dyn fmt::Display| Problem::new(action, cause);
        let answered = ureq::post(&self.url)
            .header("Authorization", self.authorization())
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", format!("DynamoDB_20120810.{action}"))
            .config()
            .http_status_as_error(false)
            .build()
            .send(request.to_string());
        let mut answer = answered.map_err(|error| problem(&error))?;
        let text = answer
            .body_mut()
            .with_config()
            .limit(u64::MAX)
            .read_to_string()
            .map_err(|error| problem(&error))?;
        if !answer.status().is_success() {
            return Err(problem(&text));
        }
        serde_json::from_str(&text).map_err(|error| problem(&error))
    }
}

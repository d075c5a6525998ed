//! The embedded DynamoDB, with the tables of template.yaml.

use crate::{cloud::Problem, template::Template};
use dynoxide::{Database, actions::list_tables::ListTablesRequest};
use std::{fmt, path::PathBuf};

pub(crate) fn open(data: Option<&PathBuf>) -> Result<Database, Problem> {
    let database = match data {
        None => Database::memory(),
        Some(folder) => {
            std::fs::create_dir_all(folder)
                .map_err(|error| Problem::new("making the data folder", &error))?;
            Database::new(&folder.join("dynamodb.sqlite").to_string_lossy())
        }
    };
    database.map_err(|error| Problem::new("opening the tables", &error))
}

pub(crate) fn create_tables(database: &Database, template: &Template) -> Result<(), Problem> {
    let problem = |cause: &dyn fmt::Display| Problem::new("creating tables", cause);
    let known = database
        .list_tables(ListTablesRequest::default())
        .map_err(|error| problem(&error))?
        .table_names;
    for table in template.tables() {
        if !known.iter().any(|name| table["TableName"] == **name) {
            let table = serde_json::from_value(table).map_err(|error| problem(&error))?;
            database
                .create_table(table)
                .map_err(|error| problem(&error))?;
        }
    }
    Ok(())
}

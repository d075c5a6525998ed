//! What a local cloud is made of.

use crate::{
    admin::configuration::Configuration,
    cloud::{database::TableLocation, proxy::conflicts::HOLD, services::outbox::Message},
};
use serde_json::Value;
use shared::platform::{Lines, clock::Clock, entropy::Entropy};
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// What a cloud is made of.
pub struct CloudOptions {
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    /// Parameters of the template, where they are not the defaults.
    pub parameters: BTreeMap<String, String>,
    /// Where the tables are.
    pub tables: TableLocation,
    /// Items that the table of keys begins with, as DynamoDB writes JSON. Whatever key is not among
    /// them is generated; a table that is there already is left as it is.
    pub keys: Vec<Value>,
    pub configuration: Configuration,
    /// Who is told of what was sent.
    pub on_message: fn(&Message),
    /// How long a function waits for an answer, where that is not what the template says.
    pub answer_timeout: Option<Duration>,
    /// Where metrics are written to, if anywhere.
    pub lines: Option<Lines>,
    /// How long a transaction keeps other writers from its items, as in AWS: see the module
    /// [`conflicts`](crate::cloud::proxy::conflicts), which refuses them.
    pub transaction_hold: Duration,
    /// The port on which its AWS and its WeChat answer; 0 for any that is free.
    pub aws_port: u16,
}

impl CloudOptions {
    /// Of a cloud that keeps nothing, tells nobody and measures nothing, on any port, with the
    /// defaults of the template.
    #[must_use]
    pub fn new(
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        configuration: Configuration,
    ) -> Self {
        Self {
            clock,
            entropy,
            parameters: BTreeMap::new(),
            tables: TableLocation::Memory,
            keys: Vec::new(),
            configuration,
            on_message: |_| (),
            answer_timeout: None,
            lines: None,
            transaction_hold: HOLD,
            aws_port: 0,
        }
    }

    /// With another value of a parameter of the template.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: &str) -> Self {
        self.parameters
            .insert(parameter.to_owned(), value.to_owned());
        self
    }
}

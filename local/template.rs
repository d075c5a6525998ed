//! Reads template.yaml: the functions with their routes, settings and policies, and the tables.
//!
//! The local cloud, the API description and the tests take all of that from here, so that the
//! template is the only place that states it.

use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, LazyLock},
};

const TEMPLATE: &str = include_str!("../template.yaml");
const MANAGED_POLICY: &str = "AWS::IAM::ManagedPolicy";
/// The name of the event that is the main route of a function, beside which it may have others.
const MAIN_ROUTE: &str = "Route";
/// The pseudo parameter of a setting that is left out.
const NO_VALUE: &str = "AWS::NoValue";

/// The parts of the template that this crate uses.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Template {
    parameters: BTreeMap<String, Parameter>,
    conditions: BTreeMap<String, Value>,
    globals: Globals,
    resources: BTreeMap<String, Resource>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Parameter {
    #[serde(default)]
    default: Option<String>,
    #[serde(default)]
    allowed_pattern: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Globals {
    function: Properties,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Resource {
    r#type: String,
    #[serde(default)]
    metadata: Metadata,
    #[serde(default)]
    properties: Properties,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Metadata {
    build_properties: BuildProperties,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct BuildProperties {
    binary: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Properties {
    timeout: Option<u32>,
    memory_size: Option<u32>,
    environment: Environment,
    policies: Vec<Attached>,
    policy_document: Policy,
    events: BTreeMap<String, Event>,
    attribute_definitions: Json,
    key_schema: Json,
    global_secondary_indexes: Json,
    cors_configuration: Option<Cors>,
}

/// What scripts of web pages may do (Fetch standard, section 3.3).
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Cors {
    allow_origins: Value,
    /// The methods that they may use.
    pub allow_methods: Vec<String>,
    /// The headers that they may send, in lower case.
    pub allow_headers: Vec<String>,
    /// The headers of a response that they may read, in lower case.
    pub expose_headers: Vec<String>,
    /// How long a browser may remember all this, in seconds.
    pub max_age: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Environment {
    variables: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    r#type: String,
    #[serde(default)]
    properties: Trigger,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Trigger {
    method: String,
    path: String,
}

/// A policy of a function's role: a managed policy of the template by its name, or one of its own.
#[derive(Debug, Deserialize)]
enum Attached {
    Ref(String),
    #[serde(untagged)]
    Own(Policy),
}

/// A policy of the role of a function.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Policy {
    pub(crate) statement: Vec<Statement>,
}

/// A statement of a policy.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Statement {
    effect: Value,
    action: Value,
    resource: Value,
    #[serde(default)]
    condition: BTreeMap<String, BTreeMap<String, Value>>,
}

impl Statement {
    /// Tells whether the statement allows its actions; else it denies them.
    pub(crate) fn allows(&self) -> bool {
        matches!(&self.effect, Value::Plain(effect) if effect == "Allow")
    }

    pub(crate) fn actions(&self) -> impl Iterator<Item = &str> {
        self.action.texts()
    }

    /// The table or key that the statement is about, by its logical id, or `*`.
    pub(crate) fn resource(&self) -> &str {
        match &self.resource {
            Value::GetAtt(attribute) => attribute.split('.').next().unwrap_or_default(),
            // An index of a table, as in `${TransientTable.Arn}/index/sessions_by_user`.
            Value::Sub(arn) if arn.contains("/index/") => arn.trim_start_matches("${"),
            // All SES identities of the account; the condition says which of them. The numbers,
            // pools and sender ids of End User Messaging are named in the configuration.
            Value::Sub(arn) if arn.contains(":ses:") || arn.contains(":sms-voice:") => "*",
            Value::Sub(text) | Value::Plain(text) => text,
            _ => "",
        }
    }

    /// The patterns of the partition keys that the statement is about; `*` if it
    /// has no such condition.
    pub(crate) fn leading_keys(&self) -> Vec<&str> {
        let likes = self.condition.get("ForAllValues:StringLike");
        let keys = likes.and_then(|likes| likes.get("dynamodb:LeadingKeys"));
        keys.map_or_else(|| vec!["*"], |keys| keys.texts().collect())
    }

    /// The parameter that the sender of an e-mail must equal, if the statement
    /// has such a condition.
    pub(crate) fn sender(&self) -> Option<&str> {
        match self.condition.get("StringEquals")?.get("ses:FromAddress")? {
            Value::Ref(parameter) => Some(parameter),
            _ => None,
        }
    }
}

/// A value, which may be one of the intrinsic functions that settings and policies use.
#[derive(Clone, Debug, Deserialize)]
enum Value {
    Ref(String),
    Sub(String),
    GetAtt(String),
    If(Vec<Value>),
    Not(Vec<Value>),
    Or(Vec<Value>),
    Equals(Vec<Value>),
    /// The separator, and what is joined.
    Join(Vec<Value>),
    #[serde(untagged)]
    Plain(String),
    #[serde(untagged)]
    List(Vec<String>),
}

impl Value {
    /// The text, or the texts of a list.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = match self {
            Self::Plain(text) => std::slice::from_ref(text),
            Self::List(texts) => texts,
            _ => &[],
        };
        texts.iter().map(String::as_str)
    }
}

/// A function of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The logical id, such as `SmsSend`.
    pub id: String,
    /// The name of its binary and folder, such as `sms-send`.
    pub binary: String,
    /// The route. A function that runs on a schedule has none.
    pub route: Option<Route>,
    /// Further routes, for another method or under another path.
    pub more_routes: Vec<Route>,
}

impl Entry {
    /// Returns all of its routes.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.route.iter().chain(&self.more_routes)
    }
}

/// The route by which API Gateway calls a function.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `GET`, `HEAD`, `POST`, or `any`.
    pub method: String,
    /// A path, in which a segment may be a name in braces; `$default` for requests that
    /// fit no other route.
    pub path: String,
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl Template {
    /// Returns the template of this workspace, which is parsed once.
    ///
    /// # Panics
    /// If it cannot be parsed. The tests do that before a release does.
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "the template is compiled in, so it is the same in every run"
    )]
    pub fn load() -> Arc<Self> {
        static LOADED: LazyLock<Arc<Template>> = LazyLock::new(|| {
            serde_saphyr::from_str(TEMPLATE)
                .unwrap_or_else(|error| panic!("template.yaml: {error}"))
        });
        Arc::clone(&LOADED)
    }

    /// Returns what scripts of web pages may do, and of which origins they may be: `*` for all.
    #[must_use]
    pub fn cors(&self, parameters: &BTreeMap<String, String>) -> Option<(Cors, Vec<String>)> {
        let mut apis = self.resources.values();
        let cors = apis.find_map(|api| api.properties.cors_configuration.clone())?;
        let origins = self.text(&cors.allow_origins, parameters);
        let origins = origins.split(',').map(str::trim);
        let origins = origins.filter(|origin| !origin.is_empty() && *origin != NO_VALUE);
        let origins = origins.map(str::to_owned).collect();
        Some((cors, origins))
    }

    /// Returns every function of the template.
    #[must_use]
    pub fn functions(&self) -> Vec<Entry> {
        let ours = |resource: &&Resource| resource.r#type == "AWS::Serverless::Function";
        let route = |event: &Event| Route {
            method: event.properties.method.clone(),
            path: event.properties.path.clone(),
        };
        let entry = |(id, resource): (&String, &Resource)| {
            let events = resource.properties.events.iter();
            let (main, more): (Vec<_>, Vec<_>) = events
                .filter(|(_, event)| event.r#type == "HttpApi")
                .partition(|(name, _)| *name == MAIN_ROUTE);
            Entry {
                id: id.clone(),
                binary: resource.metadata.build_properties.binary.clone(),
                route: main.first().map(|(_, event)| route(event)),
                more_routes: more.iter().map(|(_, event)| route(event)).collect(),
            }
        };
        self.resources
            .iter()
            .filter(|(_, resource)| ours(resource))
            .map(entry)
            .collect()
    }

    /// Returns the policies of each function's role, by the name of its binary. An effect that
    /// depends on a condition is resolved with these parameters.
    #[must_use]
    pub fn policies(&self, parameters: &BTreeMap<String, String>) -> BTreeMap<String, Vec<Policy>> {
        let functions = self
            .resources
            .values()
            .filter(|resource| !resource.metadata.build_properties.binary.is_empty());
        let policy = |attached: &Attached| {
            let mut policy = match attached {
                Attached::Ref(id) => self.managed_policy(id),
                Attached::Own(policy) => policy.clone(),
            };
            for statement in &mut policy.statement {
                statement.effect = Value::Plain(self.text(&statement.effect, parameters));
            }
            policy
        };
        let own = |resource: &Resource| {
            let policies = resource.properties.policies.iter().map(policy).collect();
            (resource.metadata.build_properties.binary.clone(), policies)
        };
        functions.map(own).collect()
    }

    /// The policies that functions share, by their logical ids.
    #[must_use]
    pub fn managed_policies(&self) -> BTreeSet<&str> {
        let managed = self
            .resources
            .iter()
            .filter(|(_, resource)| resource.r#type == MANAGED_POLICY);
        managed.map(|(id, _)| id.as_str()).collect()
    }

    /// Which of them the role of each function has, by the function's binary.
    #[must_use]
    pub fn attached_policies(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut attached: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for resource in self.resources.values() {
            for policy in &resource.properties.policies {
                if let Attached::Ref(id) = policy {
                    attached
                        .entry(&resource.metadata.build_properties.binary)
                        .or_default()
                        .push(id);
                }
            }
        }
        attached
    }

    /// A policy that several functions share. `CloudFormation` refuses a template that names one
    /// which is not there; here it allows nothing, so what needs it fails.
    fn managed_policy(&self, id: &str) -> Policy {
        let resource = self
            .resources
            .get(id)
            .filter(|resource| resource.r#type == MANAGED_POLICY);
        resource
            .map(|resource| resource.properties.policy_document.clone())
            .unwrap_or_default()
    }

    /// Returns the input of `CreateTable` for every table. A table has the name of its resource.
    #[must_use]
    pub fn tables(&self) -> Vec<Json> {
        let is_table = |resource: &&Resource| resource.r#type == "AWS::DynamoDB::Table";
        let table = |(id, resource): (&String, &Resource)| {
            let mut table = json!({
                "TableName": id,
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": resource.properties.attribute_definitions,
                "KeySchema": resource.properties.key_schema,
            });
            let indexes = &resource.properties.global_secondary_indexes;
            if !indexes.is_null() {
                table["GlobalSecondaryIndexes"] = indexes.clone();
            }
            table
        };
        self.resources
            .iter()
            .filter(|(_, resource)| is_table(resource))
            .map(table)
            .collect()
    }

    /// Returns the environment of a function. Parameters that are not in
    /// `parameters` have their defaults.
    #[must_use]
    pub fn settings(
        &self,
        function: &str,
        parameters: &BTreeMap<String, String>,
    ) -> Vec<(String, String)> {
        let own = self
            .resources
            .values()
            .find(|resource| resource.metadata.build_properties.binary == function)
            .into_iter()
            .flat_map(|resource| &resource.properties.environment.variables);
        let globals = &self.globals.function.environment.variables;
        globals
            .iter()
            .chain(own)
            .map(|(name, value)| (name.clone(), self.text(value, parameters)))
            .filter(|(_, value)| value != NO_VALUE)
            .collect()
    }

    /// The regular expression that `CloudFormation` holds a parameter's value to, if any.
    #[must_use]
    pub fn allowed_pattern(&self, parameter: &str) -> Option<&str> {
        self.parameters.get(parameter)?.allowed_pattern.as_deref()
    }

    /// The timeout of a function in seconds.
    #[must_use]
    pub fn timeout(&self, function: &str) -> u32 {
        // 3 seconds are the default of Lambda.
        self.number(function, |properties| properties.timeout)
            .unwrap_or(3)
    }

    /// The memory of a function in MB.
    #[must_use]
    pub fn memory(&self, function: &str) -> u32 {
        // 128 MB are the default of Lambda.
        self.number(function, |properties| properties.memory_size)
            .unwrap_or(128)
    }

    /// A property of a function, or of all.
    fn number(&self, function: &str, of: impl Fn(&Properties) -> Option<u32>) -> Option<u32> {
        let own = self
            .resources
            .values()
            .find(|resource| resource.metadata.build_properties.binary == function);
        own.and_then(|own| of(&own.properties))
            .or_else(|| of(&self.globals.function))
    }

    fn text(&self, value: &Value, parameters: &BTreeMap<String, String>) -> String {
        match value {
            Value::Plain(text) | Value::Sub(text) | Value::GetAtt(text) => text.clone(),
            Value::Ref(name) => match (parameters.get(name), self.parameters.get(name)) {
                (Some(given), _) => given.clone(),
                (None, Some(parameter)) => parameter.default.clone().unwrap_or_default(),
                (None, None) => name.clone(),
            },
            Value::If(choice) => {
                let [Value::Plain(condition), yes, no] = choice.as_slice() else {
                    return String::new();
                };
                let holds = self
                    .conditions
                    .get(condition)
                    .is_some_and(|value| self.holds(value, parameters));
                self.text(if holds { yes } else { no }, parameters)
            }
            // Lists come as they are written on a command line, with commas.
            Value::Join(parts) => {
                let [Value::Plain(separator), list] = parts.as_slice() else {
                    return String::new();
                };
                self.text(list, parameters).replace(',', separator)
            }
            Value::Not(_) | Value::Or(_) | Value::Equals(_) => {
                self.holds(value, parameters).to_string()
            }
            Value::List(texts) => texts.join(","),
        }
    }

    fn holds(&self, value: &Value, parameters: &BTreeMap<String, String>) -> bool {
        match value {
            Value::Not(values) => !values.iter().all(|value| self.holds(value, parameters)),
            Value::Or(values) => values.iter().any(|value| self.holds(value, parameters)),
            Value::Equals(values) => {
                let texts: Vec<_> = values
                    .iter()
                    .map(|value| self.text(value, parameters))
                    .collect();
                texts.windows(2).all(|pair| pair[0] == pair[1])
            }
            other => self.text(other, parameters) == "true",
        }
    }
}

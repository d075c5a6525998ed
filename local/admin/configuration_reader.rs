//! Reads the configuration file and finds every mistake in it, each with its line.
//!
//! Serde stops at the first mistake. So each entry is read again without the member that was wrong,
//! until the rest can be read.

use crate::admin::{
    configuration::{Configuration, OwnedSource},
    located::{Lines, Located},
    mistakes::{in_plain_words, of_yaml},
    unknown_members::{Finder, UnknownMember},
    wording::{self, MAX_NAME},
};
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use serde_saphyr::Spanned;
use shared::{
    tenants::{
        MAX_CODE_LIFETIME, MAX_ID_TOKEN_LIFETIME, MAX_PASSWORD_HISTORY,
        application::{Application, Tenancy},
        attribute::AttributeDefinition,
        client_secret,
        limits::Limits,
        tenant::Tenant,
    },
    values::{
        identifiers::{ClientId, SourceId, TenantId},
        numbering_plan,
    },
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// Members of a registration that a tenant may require.
const FORM: [&str; 14] = [
    "user_name",
    "name",
    "mobile",
    "email",
    "pwd",
    "head_img",
    "attr_gender",
    "attr_birthday",
    "attr_nick_name",
    "mailing_address",
    "zip_code",
    "first_name",
    "middle_name",
    "last_name",
];

/// A list of entries, each with its members and the lines of all that is in them.
type Entries = Vec<Spanned<BTreeMap<String, Spanned<Located>>>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    tenants: Entries,
    #[serde(default)]
    sources: Entries,
    #[serde(default)]
    applications: Entries,
}

/// Messages about mistakes, by line.
#[derive(Default)]
struct Mistakes(BTreeSet<(u64, String)>);

impl Mistakes {
    fn add(&mut self, line: u64, what: impl Into<String>) {
        self.0.insert((line, what.into()));
    }
}

/// An entry of the file with the lines of the values in it.
struct Placed<T> {
    value: T,
    line: u64,
    lines: Lines,
}

impl<T> Placed<T> {
    fn line(&self, member: &str) -> u64 {
        self.lines.get(member).copied().unwrap_or(self.line)
    }
}

fn values<T>(placed: Vec<Placed<T>>) -> Vec<T> {
    placed.into_iter().map(|placed| placed.value).collect()
}

/// Reads the file, or returns a list of all mistakes.
pub(crate) fn read(yaml: &str) -> Result<Configuration, String> {
    let raw: Raw = serde_saphyr::from_str(yaml).map_err(|error| of_yaml(&error.to_string()))?;
    let mut mistakes = Mistakes::default();
    let tenants: Vec<Placed<Tenant>> = entries("tenant", raw.tenants, &mut mistakes);
    let sources: Vec<Placed<OwnedSource>> = entries("source", raw.sources, &mut mistakes);
    let applications: Vec<Placed<Application>> =
        entries("application", raw.applications, &mut mistakes);

    let mut known_tenants = BTreeSet::new();
    for tenant in &tenants {
        check_tenant(tenant, &mut mistakes);
        check_wording(tenant, &applications, &mut mistakes);
        if !known_tenants.insert(tenant.value.id.clone()) {
            mistakes.add(
                tenant.line("id"),
                format!("tenant {} stands here a second time", tenant.value.id),
            );
        }
    }
    let mut known_sources = BTreeSet::new();
    for source in &sources {
        check_source(source, &known_tenants, &mut mistakes);
        if !known_sources.insert((source.value.tenant.clone(), source.value.source.id.clone())) {
            mistakes.add(
                source.line("id"),
                format!(
                    "source {} of this tenant stands here a second time",
                    source.value.source.id
                ),
            );
        }
    }
    let mut known_applications: BTreeSet<ClientId> = BTreeSet::new();
    for application in &applications {
        check_application(application, &known_tenants, &known_sources, &mut mistakes);
        if !known_applications.insert(application.value.client_id.clone()) {
            let again = format!(
                "application {} stands here a second time",
                application.value.client_id
            );
            mistakes.add(application.line("client_id"), again);
        }
    }
    if mistakes.0.is_empty() {
        return Ok(Configuration {
            tenants: values(tenants),
            sources: values(sources),
            applications: values(applications),
        });
    }
    Err(mistakes
        .0
        .into_iter()
        .fold(String::new(), |mut text, (line, what)| {
            let _ = writeln!(text, "line {line}: {what}");
            text
        }))
}

/// Reads each entry. One with a mistake is read again without the member in question, so that all
/// its mistakes are found.
fn entries<T: DeserializeOwned + JsonSchema>(
    what: &str,
    raw: Entries,
    mistakes: &mut Mistakes,
) -> Vec<Placed<T>> {
    let mut read = Vec::new();
    for entry in raw {
        let line = entry.defined.line();
        let mut lines = Lines::new();
        let mut members = Map::new();
        for (name, member) in entry.value {
            lines.insert(name.clone(), member.defined.line());
            let value = member.value.into_value(&name, &mut lines);
            members.insert(name, value);
        }
        let mut left_out = BTreeSet::new();
        loop {
            let finder = Finder::of::<T>();
            let found = serde_path_to_error::deserialize::<_, T>(finder.strict(members.clone()));
            for unknown in finder.into_found() {
                let line = lines.get(&unknown.path).copied().unwrap_or(line);
                mistakes.add(line, said_of(what, &unknown));
            }
            let error = match found {
                Ok(value) => {
                    // What was left out is at its default here, so the rest can be checked.
                    read.push(Placed { value, line, lines });
                    break;
                }
                Err(error) => error,
            };
            let path = error.path().to_string();
            let said = error.inner().to_string();
            let named = path
                .split(['.', '['])
                .next()
                .filter(|name| members.contains_key(*name))
                .map(str::to_owned);
            // Flattened members lose their path, but the message quotes the value.
            let is_said = |value: &Value| match value {
                Value::String(text) => said.contains(&format!("`{text}`")),
                Value::Number(number) => said
                    .replace('+', "")
                    .contains(&format!("`{number}`").replace('+', "")),
                _ => false,
            };
            let quoted = members
                .iter()
                .find(|(_, value)| is_said(value))
                .map(|(name, _)| name.clone());
            let Some(member) = named.or(quoted) else {
                let is_left_out = left_out
                    .iter()
                    .any(|name: &String| said.contains(&format!("`{name}`")));
                if !is_left_out {
                    mistakes.add(line, format!("{what}: {}", in_plain_words(&said)));
                }
                break;
            };
            if !left_out.contains(&member) {
                let place = if path == "." { &member } else { &path };
                // A key of the wrong type has no path.
                let place = place.trim_end_matches(".?");
                // What was found stays unsaid.
                let said = match (member.as_str(), what.starts_with("application")) {
                    ("secret", true) => "must be a text, or a list of texts, in quotes".to_owned(),
                    _ if path.ends_with("secret") => {
                        "a text is expected; put it in quotes".to_owned()
                    }
                    _ => in_plain_words(&said),
                };
                let line = lines.get(&member).copied().unwrap_or(line);
                mistakes.add(line, format!("{what}, {place}: {said}"));
            }
            // A number in place of a string is read as its text from here on, since other members
            // may be wrong too.
            let is_secret = member == "secret";
            let text = members
                .remove(&member)
                .filter(|value| value.is_number() && !is_secret)
                .map(|number| number.to_string());
            members.extend(text.map(|text| (member.clone(), Value::String(text))));
            left_out.insert(member);
        }
    }
    read
}

/// What is said of a member that is no setting.
fn said_of(what: &str, unknown: &UnknownMember) -> String {
    let UnknownMember {
        path,
        known,
        is_flattened,
    } = unknown;
    let advice = unknown
        .nearest()
        .map(|nearest| format!("; did you mean {nearest}?"))
        .unwrap_or_default();
    if *is_flattened {
        return format!("{what}: there is no member {path}{advice}");
    }
    let known = known.join(", ");
    format!("{what}, {path}: there is no such member; there are {known}{advice}")
}

fn check_tenant(tenant: &Placed<Tenant>, mistakes: &mut Mistakes) {
    let Tenant {
        area_code,
        code_length,
        sms_code_seconds,
        email_code_seconds,
        form,
        limits,
        delivery,
        ..
    } = &tenant.value;
    let mut expect = |holds: bool, member: &str, what: &str| {
        if !holds {
            mistakes.add(tenant.line(member), format!("tenant, {member}: {what}"));
        }
    };
    let known_code = numbering_plan::all().any(|region| region.area_code == area_code.to_string());
    expect(known_code, "area_code", "not a country calling code");
    expect(
        matches!(code_length, 4 | 6 | 8),
        "code_length",
        "must be 4, 6 or 8",
    );
    let code_lifetimes = 1..=MAX_CODE_LIFETIME.as_secs();
    let allowed = format!("must be 1 to {}", code_lifetimes.end());
    expect(
        code_lifetimes.contains(&u64::from(*sms_code_seconds)),
        "sms_code_seconds",
        &allowed,
    );
    expect(
        code_lifetimes.contains(&u64::from(*email_code_seconds)),
        "email_code_seconds",
        &allowed,
    );
    for what in mistakes_of(limits) {
        expect(false, "limits", what);
    }
    for what in delivery.mistakes() {
        expect(false, "delivery", &what);
    }
    for (member, what) in mistakes_about_passwords(&tenant.value) {
        expect(false, member, what);
    }
    for name in &form.required {
        expect(
            FORM.contains(&name.as_str()) || name == "industry",
            "form",
            &format!("required: the form has no {name}"),
        );
    }
    let mut names = BTreeSet::new();
    for attribute in &form.attributes {
        let AttributeDefinition { name, pattern, .. } = attribute;
        let legal = name.len() <= 64
            && name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        expect(
            legal,
            "form",
            &format!("attribute {name}: a name is a letter and up to 63 letters, digits, _ and -"),
        );
        expect(
            names.insert(name),
            "form",
            &format!("attribute {name} stands here a second time"),
        );
        let compiles = pattern
            .as_ref()
            .is_none_or(|pattern| shared::tenants::attribute::compiles(pattern));
        expect(
            compiles,
            "form",
            &format!("attribute {name}: the pattern is not a regular expression"),
        );
    }
}

fn check_wording(
    tenant: &Placed<Tenant>,
    applications: &[Placed<Application>],
    mistakes: &mut Mistakes,
) {
    let id = &tenant.value.id;
    let of_tenant = applications
        .iter()
        .map(|application| &application.value)
        .filter(|application| application.home.tenants().contains(id));
    let of_tenant: Vec<_> = of_tenant.collect();
    for (path, what) in wording::mistakes_of(&tenant.value, &of_tenant) {
        mistakes.add(tenant.line(&path), format!("tenant, {path}: {what}"));
    }
}

/// The mistakes in a tenant's settings of passwords, each with its member.
fn mistakes_about_passwords(tenant: &Tenant) -> impl Iterator<Item = (&'static str, &'static str)> {
    let policy = tenant.form.password;
    let max_age = tenant.password_max_age_days;
    let warning = tenant.password_warn_days;
    let rules = [
        (
            policy.min_length <= 128 && policy.min_kinds <= 4,
            "form",
            "no password has that many characters or kinds of them",
        ),
        (
            (8..=128).contains(&policy.max_length) && policy.min_length <= policy.max_length,
            "form",
            "password.max_length must be 8 to 128, and min_length or more",
        ),
        (
            policy.max_repeats != Some(0),
            "form",
            "password.max_repeats must be 1 or more",
        ),
        (
            max_age.is_none_or(|days| (1..=3650).contains(&days)),
            "password_max_age_days",
            "must be 1 to 3650",
        ),
        (
            warning == 0 || max_age.is_some_and(|days| warning < days),
            "password_warn_days",
            "must be less than password_max_age_days",
        ),
        (
            usize::from(tenant.password_history) <= MAX_PASSWORD_HISTORY,
            "password_history",
            "must be 10 or less",
        ),
    ];
    rules
        .into_iter()
        .filter(|(holds, ..)| !holds)
        .map(|(_, member, what)| (member, what))
}

/// The mistakes in a set of limits.
fn mistakes_of(limits: &Limits) -> impl Iterator<Item = &'static str> {
    let Limits {
        sends_per_hour,
        sends_per_day,
        sends_kept_for_proven,
        failures_per_day,
        stranger_failures_per_day,
        proven_failures_per_day,
        requester_failures,
        lock_seconds,
        ..
    } = *limits;
    // Not those of the whole tenant: none at all is how an operator stops its sending.
    let counters = [
        limits.address_sends_per_hour,
        limits.device_sends_per_hour,
        limits.application_sends_per_minute,
        limits.country_sends_per_hour,
        limits.address_unverified_per_hour,
        limits.address_unverified_per_day,
        limits.country_unverified_per_hour,
        limits.country_unverified_per_day,
        limits.address_password_failures_per_hour,
        limits.device_password_failures_per_hour,
    ];
    let rules = [
        (
            sends_per_hour > 0 && sends_per_day >= sends_per_hour,
            "sends_per_day must be sends_per_hour or more, and that 1 or more",
        ),
        (
            sends_kept_for_proven < sends_per_day,
            "sends_kept_for_proven must be less than sends_per_day",
        ),
        (
            [
                sends_per_day,
                failures_per_day,
                stranger_failures_per_day,
                proven_failures_per_day,
            ]
            .iter()
            .all(|limit| *limit <= 50),
            "sends_per_day and all failures_per_day must be 50 or less",
        ),
        (
            failures_per_day > 0
                && stranger_failures_per_day > 0
                && proven_failures_per_day > 0
                && requester_failures > 0
                && lock_seconds > 0,
            "all failures and lock_seconds must be 1 or more",
        ),
        (
            counters.iter().all(|counter| *counter > 0),
            "everything that is counted must be 1 or more",
        ),
        (
            limits
                .record_only
                .iter()
                .all(|rule| rule.may_be_recorded_only()),
            "record_only: wrong tries are always limited",
        ),
    ];
    rules
        .into_iter()
        .filter(|(holds, _)| !holds)
        .map(|(_, what)| what)
}

fn check_source(
    source: &Placed<OwnedSource>,
    tenants: &BTreeSet<TenantId>,
    mistakes: &mut Mistakes,
) {
    let OwnedSource {
        tenant,
        source: own,
        ..
    } = &source.value;
    if !tenants.contains(tenant) {
        mistakes.add(
            source.line("tenant"),
            format!("source, tenant: there is no tenant {tenant} in this file"),
        );
    }
    if own.app_id.is_empty() {
        mistakes.add(source.line("app_id"), "source, app_id: must not be empty");
    }
    if own.verify.is_empty() {
        mistakes.add(source.line("verify"), "source, verify: must not be empty");
    }
}

fn check_application(
    application: &Placed<Application>,
    tenants: &BTreeSet<TenantId>,
    sources: &BTreeSet<(TenantId, SourceId)>,
    mistakes: &mut Mistakes,
) {
    let own = &application.value;
    let (member, homes) = match &own.home {
        Tenancy::Tenant(tenant) => ("tenant", std::slice::from_ref(tenant)),
        Tenancy::Template(tenants) => ("template", tenants.as_slice()),
    };
    for tenant in homes.iter().filter(|tenant| !tenants.contains(tenant)) {
        mistakes.add(
            application.line(member),
            format!("application, {member}: there is no tenant {tenant} in this file"),
        );
    }
    for source in &own.sources {
        for tenant in homes
            .iter()
            .filter(|tenant| !sources.contains(&((*tenant).clone(), source.clone())))
        {
            mistakes.add(
                application.line("sources"),
                format!(
                    "application, sources: tenant {tenant} has no source {source} in this file"
                ),
            );
        }
    }
    let mut expect = |holds: bool, member: &str, what: &str| {
        if !holds {
            mistakes.add(
                application.line(member),
                format!("application, {member}: {what}"),
            );
        }
    };
    for what in mistakes_of(&own.limits.over(&Limits::default())) {
        expect(false, "limits", what);
    }
    expect(
        !own.name.is_empty(),
        "name",
        "needs a name in one language at least",
    );
    let fits = own.name.values().all(|name| {
        (1..=MAX_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control)
    });
    expect(
        fits,
        "name",
        "a name has 1 to 20 characters, so that a code fits one text message",
    );
    let mistake = client_secret::mistake_of(own.secret.as_deref().unwrap_or_default());
    expect(mistake.is_none(), "secret", mistake.unwrap_or_default());
    let id_token_lifetimes = 1..=MAX_ID_TOKEN_LIFETIME.as_secs();
    expect(
        own.id_token_seconds
            .is_none_or(|seconds| id_token_lifetimes.contains(&seconds.into())),
        "id_token_seconds",
        &format!("must be 1 to {}", id_token_lifetimes.end()),
    );
    expect(
        own.session_seconds != Some(0),
        "session_seconds",
        "must be 1 or more",
    );
    expect(
        own.register_session_seconds != Some(0),
        "register_session_seconds",
        "must be 1 or more",
    );
}

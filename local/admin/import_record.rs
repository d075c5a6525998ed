//! A line of the file of `bindery user import`, which docs/migration.md describes: parsed, and
//! checked as far as it can be by itself.
//!
//! The values are parsed as those of a registration are. No message quotes one: a line holds
//! contacts and a password hash.

use serde_json::{Map, Value};
use shared::{
    error::{
        Error,
        catalogue::{Dialect, ErrorCode, ErrorForm, Lang},
    },
    platform::clock::Timestamp,
    request::body::{BodyReader, ParsedBody},
    storage::{
        item::ItemKey,
        item_keys::{
            attribute_owner_key, contact_owner_key, external_id_owner_key, name_owner_key,
        },
        transaction::Transaction,
        write::Write,
    },
    tenants::{attribute, source::Source, tenant::Tenant},
    users::{
        imported::{ImportedUser, MemberDigests},
        password::StoredPassword,
        profile::Profile,
        social_account::{AccountClaim, Subject, link_first},
        user::{ContactOf, Status, User, UserContact},
    },
    values::{
        contact::Contact,
        email::Email,
        field::{Field, FieldError, FieldSchema, ParseContext, is_absent},
        identifiers::{ExternalId, SourceId, UserId},
        mobile::Mobile,
    },
};
use std::{collections::BTreeMap, fmt};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// The members of a line beside those of a profile.
const MEMBERS: [&str; 7] = [
    "external_id",
    "mobile",
    "email",
    "links",
    "password",
    "created_at",
    "disabled",
];
/// The members of a profile.
const PROFILE: [&str; 13] = [
    "user_name",
    "name",
    "head_img",
    "attr_gender",
    "attr_birthday",
    "attr_nick_name",
    "mailing_address",
    "zip_code",
    "first_name",
    "middle_name",
    "last_name",
    "industry",
    "extension",
];
/// The most writes of one transaction of DynamoDB, and so the most items of a user.
const MAX_WRITES: usize = 100;

/// Into whose directory users are imported, and what is known of it.
pub(crate) struct Target {
    pub(crate) tenant: Tenant,
    pub(crate) sources: BTreeMap<SourceId, Source>,
    pub(crate) now: Timestamp,
}

/// A user who is to be imported.
#[derive(Clone)]
pub(crate) struct ImportRecord {
    pub(crate) external_id: ExternalId,
    /// What tells a changed line from this one.
    pub(crate) digests: MemberDigests,
    profile: Profile,
    mobile: Option<UserContact<Mobile>>,
    email: Option<UserContact<Email>>,
    links: BTreeMap<SourceId, Subject>,
    password: Option<StoredPassword>,
    pub(crate) created_at: Timestamp,
    status: Status,
}

/// Something unique that a line claims for its user.
pub(crate) struct RecordClaim {
    /// The member that names it.
    pub(crate) member: String,
    /// The key of the item that says whose it is.
    pub(crate) key: ItemKey,
}

/// The reason why a line is refused: which member, and what is wrong with it. It quotes no value.
#[derive(Debug)]
pub(crate) struct Flaw(String);

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Flaw {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// The errors of parsing name the member and nothing else.
impl From<Error> for Flaw {
    fn from(error: Error) -> Self {
        let params = error.params();
        let code = error.code();
        let wording = code.wording(ErrorForm::Sdk, Dialect::Eiam, Lang::En, params);
        Self(wording.message)
    }
}

impl Target {
    /// Parses a line, and checks it by the settings of the tenant.
    pub(crate) fn read(&self, line: &[u8]) -> Result<ImportRecord, Flaw> {
        let context = self.tenant.parse_context(self.now);
        let body = ParsedBody::json(line, &context, &self.tenant.form)?;
        let known = |name: &&str| MEMBERS.contains(name) || PROFILE.contains(name);
        if let Some(unknown) = body.names().find(|name| !known(name)) {
            return Err(unknown_member("", unknown));
        }
        let external_id: ExternalId = body.required("external_id")?;
        let record = ImportRecord {
            digests: digests(&external_id, &body)?,
            external_id,
            profile: Profile::read_given(&body)?,
            mobile: contact(&body, &context)?,
            email: contact(&body, &context)?,
            links: self.links(&body, &context)?,
            password: password(&body)?,
            created_at: self.created_at(&body)?,
            status: status(&body)?,
        };
        let proved = |contact: Option<String>| contact.into_iter();
        let mobile = UserContact::proved(record.mobile.as_ref()).map(Contact::normal);
        let email = UserContact::proved(record.email.as_ref()).map(Contact::normal);
        let proved: Vec<_> = proved(mobile).chain(proved(email)).collect();
        let borrowed = record.profile.refuse_borrowed_name(&proved, &context);
        borrowed.map_err(|_| {
            Flaw::new(
                "user_name reads as a mobile or an e-mail address that is no verified one of the \
                 line",
            )
        })?;
        let writes = record.claims(&self.tenant).len() + record.links.len() + 1;
        if writes > MAX_WRITES {
            return Err(Flaw::new("links are too many to be written at once"));
        }
        Ok(record)
    }

    fn links(
        &self,
        body: &ParsedBody<'_>,
        context: &ParseContext,
    ) -> Result<BTreeMap<SourceId, Subject>, Flaw> {
        let mut links = BTreeMap::new();
        for (name, link) in body.object("links")?.into_iter().flatten() {
            let source = SourceId::try_from(name.clone()).ok();
            let source = source.and_then(|id| self.sources.get(&id));
            let source = source.ok_or_else(|| unknown_member("links.", name))?;
            let path = format!("links.{name}");
            let members = object(link, &path, &["openid", "unionid"])?;
            let account = |member: &str| -> Result<Option<String>, Flaw> {
                let account = text(members, &path, member)?;
                let account = account.map(|text| field::<AccountId>(text, &path, member, context));
                Ok(account.transpose()?.map(|AccountId(id)| id))
            };
            let missing = || Error::new(ErrorCode::Missing).with(format_args!("{path}.openid"));
            let subject = Subject {
                app_id: source.app_id.clone(),
                open_id: account("openid")?.ok_or_else(missing)?,
                union_id: account("unionid")?,
            };
            links.insert(source.id.clone(), subject);
        }
        Ok(links)
    }

    /// When the user was created; now, where the line does not say.
    fn created_at(&self, body: &ParsedBody<'_>) -> Result<Timestamp, Flaw> {
        let Some(CreationTime(created_at)) = body.optional("created_at")? else {
            return Ok(self.now);
        };
        if created_at <= self.now {
            Ok(created_at)
        } else {
            Err(Flaw::new("created_at is in the future"))
        }
    }
}

impl ImportRecord {
    /// Returns what the line claims that is unique in the tenant, the external id first.
    pub(crate) fn claims(&self, tenant: &Tenant) -> Vec<RecordClaim> {
        let id = &tenant.id;
        let claim = |member: &str, key| RecordClaim {
            member: member.to_owned(),
            key,
        };
        let mut claims = vec![claim(
            "external_id",
            external_id_owner_key(id, &self.external_id),
        )];
        if let Some(mobile) = UserContact::proved(self.mobile.as_ref()) {
            let key = contact_owner_key(id, Mobile::kind(), &mobile.normal());
            claims.push(claim(Mobile::NAME, key));
        }
        if let Some(email) = UserContact::proved(self.email.as_ref()) {
            let key = contact_owner_key(id, Email::kind(), &email.normal());
            claims.push(claim(Email::NAME, key));
        }
        if let Some(name) = &self.profile.user_name {
            claims.push(claim("user_name", name_owner_key(id, &name.folded())));
        }
        let unique = tenant.form.attributes.iter().filter(|known| known.unique);
        for name in unique.map(|definition| &definition.name) {
            if let Some(value) = self.profile.extension.get(name) {
                let key = attribute_owner_key(id, name, &attribute::folded(value));
                claims.push(claim(&format!("extension.{name}"), key));
            }
        }
        for (source, subject) in &self.links {
            let member = format!("links.{source}");
            let keys = subject.owner_keys(id).into_iter();
            claims.extend(keys.map(|key| claim(&member, key)));
        }
        claims
    }

    /// Returns the writes that create the user under an id, with all that the line claims. They are
    /// refused if any of it belongs to somebody.
    pub(crate) fn create(self, id: UserId, target: &Target) -> Result<Transaction<'static>, Error> {
        let Target { tenant, now, .. } = target;
        let mut user = User::new(id, tenant.id.clone(), self.profile, self.created_at);
        user.status = self.status;
        user.mobile = self.mobile;
        user.email = self.email;
        user.password_changed_at = self.password.is_some().then_some(*now);
        user.password = self.password;
        user.external_id = Some(self.external_id.clone());
        let imported = ImportedUser::new(user.id.clone(), *now, self.digests);
        let key = external_id_owner_key(&tenant.id, &self.external_id);
        let was_imported = |_: &_| Error::internal("importing a user: they were imported");
        let mut claims = Transaction::default().and(Write::create(key, &imported)?, was_imported);
        if let Some(mobile) = Mobile::proved_by(&user) {
            claims = claims.with(user.claim_contact(mobile, None)?);
        }
        if let Some(email) = Email::proved_by(&user) {
            claims = claims.with(user.claim_contact(email, None)?);
        }
        // Nobody here saw what the user proved when the account was linked.
        let owner = AccountClaim {
            user_id: user.id.clone(),
            proved_by: Vec::new(),
        };
        let links = link_first(&self.links, &owner, &tenant.id, *now)?;
        user.create_with(claims.with(links), tenant)
    }
}

/// The name of an account at a social network: 1 to 128 visible characters of ASCII.
struct AccountId(String);

impl Field for AccountId {
    const SCHEMA: FieldSchema = FieldSchema::like("^[!-~]+$", 128, "oLVPpjqs9BhvzwPj5A-vTYAX3GLc");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let is_visible = text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_visible && (1..=128).contains(&text.len()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FieldError::Format)
        }
    }
}

/// A moment as RFC 3339 writes it, not before 1970.
struct CreationTime(Timestamp);

impl Field for CreationTime {
    const SCHEMA: FieldSchema = FieldSchema::text(64, "2024-01-31T09:30:00+08:00");

    fn read(text: &str, _: &ParseContext) -> Result<Self, FieldError> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| FieldError::Format)?;
        let millis = moment.unix_timestamp_nanos() / 1_000_000;
        let millis = u64::try_from(millis).map_err(|_| FieldError::Value)?;
        Ok(Self(Timestamp::from_millis(millis)))
    }
}

fn contact<C: ContactOf>(
    body: &ParsedBody<'_>,
    context: &ParseContext,
) -> Result<Option<UserContact<C>>, Flaw> {
    let Some(member) = body.member(C::NAME)? else {
        return Ok(None);
    };
    let members = object(member, C::NAME, &["value", "verified"])?;
    let value = text(members, C::NAME, "value")?;
    let value = value
        .ok_or_else(|| Error::new(ErrorCode::Missing).with(format_args!("{}.value", C::NAME)))?;
    Ok(Some(UserContact {
        contact: field(value, C::NAME, "value", context)?,
        verified: flag(members.get("verified"), &format!("{}.verified", C::NAME))?,
    }))
}

fn password(body: &ParsedBody<'_>) -> Result<Option<StoredPassword>, Flaw> {
    match body.member("password")? {
        None => Ok(None),
        Some(Value::String(hash)) => StoredPassword::import(hash.trim().to_owned())
            .map(Some)
            .map_err(|error| Flaw(format!("password {error}"))),
        Some(_) => Err(Error::new(ErrorCode::WrongType).with("password").into()),
    }
}

fn status(body: &ParsedBody<'_>) -> Result<Status, Flaw> {
    let is_disabled = flag(body.member("disabled")?, "disabled")?;
    Ok(if is_disabled {
        Status::Disabled
    } else {
        Status::Active
    })
}

/// The digests of all members of the line that are there.
fn digests(external_id: &ExternalId, body: &ParsedBody<'_>) -> Result<MemberDigests, Flaw> {
    let mut members = Map::new();
    for name in MEMBERS.iter().chain(&PROFILE) {
        if let Some(value) = body.member(name)? {
            members.insert((*name).to_owned(), value.clone());
        }
    }
    Ok(MemberDigests::of(external_id, &members))
}

/// The members of an object that has none beside these.
fn object<'v>(
    value: &'v Value,
    path: &str,
    known: &[&str],
) -> Result<&'v Map<String, Value>, Flaw> {
    let Value::Object(members) = value else {
        return Err(Error::new(ErrorCode::WrongType).with(path).into());
    };
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        Some(unknown) => Err(unknown_member(&format!("{path}."), unknown)),
        None => Ok(members),
    }
}

/// A text of an object, trimmed. `None` if there is none but white space.
fn text<'v>(
    members: &'v Map<String, Value>,
    path: &str,
    name: &str,
) -> Result<Option<&'v str>, Flaw> {
    match members.get(name).filter(|value| !is_absent(value)) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim())),
        Some(_) => Err(Error::new(ErrorCode::WrongType)
            .with(format_args!("{path}.{name}"))
            .into()),
    }
}

fn field<F: Field>(text: &str, path: &str, name: &str, context: &ParseContext) -> Result<F, Flaw> {
    F::read(text, context).map_err(|error| {
        let code = match error {
            FieldError::Format => ErrorCode::BadFormat,
            FieldError::Value => ErrorCode::BadValue,
        };
        Error::new(code).with(format_args!("{path}.{name}")).into()
    })
}

/// Reads `true` or `false`; what is absent is `false`.
fn flag(value: Option<&Value>, path: &str) -> Result<bool, Flaw> {
    match value {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(is_set)) => Ok(*is_set),
        Some(_) => Err(Error::new(ErrorCode::WrongType).with(path).into()),
    }
}

/// A name that nobody knows is repeated only if it looks like one: where the writer of the file got
/// names and values mixed up, it is a value.
fn unknown_member(path: &str, name: &str) -> Flaw {
    let is_name = name.len() <= 32
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || b"_-".contains(&byte));
    if is_name {
        Flaw(format!("{path}{name} is not known"))
    } else {
        Flaw(format!("{path}… is not known"))
    }
}

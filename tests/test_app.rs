//! A local cloud for one test, and the devices that call it.

use crate::described;
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use futures_util::future::join_all;
use local::{
    admin::{configuration::Configuration, data_subject::PersonalData},
    cloud::{
        Cloud,
        database::{RemoteDatabase, TableLocation},
        gateway::Request,
        options::CloudOptions,
        proxy::{
            faults::{Fault, Rule},
            meter::Meter,
        },
        services::{carriers::SECRET, outbox::Message},
    },
};
use serde_json::{Value, json};
use shared::{
    platform::{
        clock::{Clock as _, ManualClock, SystemClock, Timestamp},
        entropy::{ALPHANUMERIC, Entropy as _, OsEntropy, SeededEntropy},
        settings::Settings,
    },
    storage::{
        item::{ItemKey, Table},
        item_keys::{
            ItemKind, carrier_secret_key, contact_owner_key, sent_text_key, source_secret_key,
            user_key,
        },
        store::Store,
        write::Write,
    },
    tenants::delivery::StoredCarrierSecret,
    tokens::receipt_address,
    values::contact::ContactKind,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

/// The companies whose carriers report on texts.
pub(crate) const COMPANIES: [&str; 3] = ["aliyun", "huawei", "tencent"];

/// The path to which the carrier reports that has the name of its company.
pub(crate) fn receipts_path(tenant: &str, company: &str, secret: &str) -> String {
    let carrier = json!({ "id": company, "kind": format!("{company}_sms"), "receipts": true });
    let carrier = serde_json::from_value(carrier).unwrap();
    receipt_address::path_of(&carrier, &tenant.to_owned().try_into().unwrap(), secret).unwrap()
}

/// A company's report on one text; a form where it is a text.
pub(crate) fn receipt(company: &str, reference: &str, is_delivered: bool) -> Value {
    match company {
        "aliyun" => json!([{
            "phone_number": MOBILE, "success": is_delivered, "err_code": "any", "biz_id": "1",
            "out_id": reference,
        }]),
        "tencent" => json!([{
            "mobile": MOBILE, "nationcode": "86", "errmsg": "any", "sid": reference,
            "report_status": if is_delivered { "SUCCESS" } else { "FAIL" },
        }]),
        _ => {
            let status = if is_delivered { "DELIVRD" } else { "UNDELIV" };
            format!(
                "smsMsgId=1&total=1&sequence=1&status={status}&extend={reference}&to=%2B86{MOBILE}"
            )
            .into()
        }
    }
}

/// 2026-11-20, 09:00:00 UTC.
pub(crate) const START: Timestamp = Timestamp::from_secs(1_795_165_200);

pub(crate) const EIAM: &str = "nTo1eRIub60vPb54WeE6aojPwYwImtl4";
pub(crate) const CIAM: &str = "p8mC2vXq4Lr7Tz1Nw6Yb3Kd9Hs5Gf0Ja";
pub(crate) const ONEACCESS: &str = "q7Vd3Rk9Zx1Mn5Bt8Lc2Wf6Hj4Gs0PyA";
/// The client id of the application of another tenant.
pub(crate) const OTHER_TENANT: &str = "stranger";
/// The client id of an ISV's template application: it serves the tenant that the caller names.
pub(crate) const TEMPLATE: &str = "DRrYIqauwN0I8myTMoDTPys6ezGZxnm";
pub(crate) const TENANT: &str = "08f770f51f80d2f40f38c00cb199fd21";

pub(crate) const MOBILE: &str = "15201657315";
pub(crate) const EMAIL: &str = "zhangsan@qq.com";
pub(crate) const REGISTER_MOBILE: &str = "/api/v2/sdk/register/mobile-verify-code";
pub(crate) const LOGIN: &str = "/api/v2/sdk/login/wechat-miniprogram";
pub(crate) const BIND: &str = "/api/v2/sdk/social/bind";
pub(crate) const REGISTER_BIND: &str = "/api/v2/sdk/social/register-bind";
pub(crate) const PHONE_BIND: &str = "/api/v2/sdk/social/wechat-mobile-bind";
pub(crate) const PHONE_REGISTER_BIND: &str = "/api/v2/sdk/social/wechat-mobile-register-bind";
pub(crate) const PASSWORD_BIND: &str = "/api/v2/sdk/social/username-password-bind";
pub(crate) const REGISTER_EMAIL: &str = "/api/v2/sdk/register/email-verify-code";

pub(crate) const REFRESH: &str = "/api/v2/sdk/sso/session-token/id-token";
pub(crate) const LOGOUT: &str = "/api/v2/sdk/logout";
pub(crate) const SESSIONS: &str = "/api/v2/sdk/sessions";
pub(crate) const REVOKE: &str = "/api/v2/sdk/sessions/revoke";
pub(crate) const PROFILE: &str = "/api/v2/sdk/profile";

pub(crate) const LOGIN_BY_NAME: &str = "/api/v2/sdk/login";
pub(crate) const LOGIN_AUTH: &str = "/api/v2/sdk/login/auth";
pub(crate) const LOGIN_MOBILE_CODE: &str = "/api/v2/sdk/login/mobile-verify-code";
pub(crate) const LOGIN_EMAIL_CODE: &str = "/api/v2/sdk/login/email-verify-code";
pub(crate) const LOGIN_MOBILE_PWD: &str = "/api/v2/sdk/login/mobile-pwd";
pub(crate) const LOGIN_EMAIL_PWD: &str = "/api/v2/sdk/login/email-pwd";
pub(crate) const LOGIN_PHONE: &str = "/api/v2/sdk/login/wechat-mini-program-mobile";
pub(crate) const MOBILE_BY_TOKEN: &str = "/api/v2/sdk/mobile-by-token";
pub(crate) const MFA_SMS: &str = "/api/v2/sdk/mfa/sms";
pub(crate) const MFA_EMAIL: &str = "/api/v2/sdk/mfa/email";
pub(crate) const PWD_EXISTS: &str = "/api/v2/sdk/pwd/check-exist";
pub(crate) const PWD_CHANGE: &str = "/api/v2/sdk/pwd/change";
pub(crate) const PWD_CHANGE_BY_MOBILE: &str = "/api/v2/sdk/pwd/change-by-mobile";
pub(crate) const PWD_CHANGE_BY_EMAIL: &str = "/api/v2/sdk/pwd/change-by-email";
pub(crate) const PWD_UPDATE_BY_MOBILE: &str = "/api/v2/sdk/pwd/update-by-mobile";
pub(crate) const PWD_UPDATE_BY_EMAIL: &str = "/api/v2/sdk/pwd/update-by-email";
pub(crate) const PWD_UPDATE: &str = "/api/v2/sdk/pwd/update";
pub(crate) const PWD_SKIP: &str = "/api/v2/sdk/pwd/skip-update";
pub(crate) const UPDATE: &str = "/api/v2/sdk/profile/update";
pub(crate) const UPDATE_MOBILE: &str = "/api/v2/sdk/profile/update-mobile";
pub(crate) const UPDATE_EMAIL: &str = "/api/v2/sdk/profile/update-email";
pub(crate) const SOCIAL: &str = "/api/v2/sdk/social";
pub(crate) const UNBIND: &str = "/api/v2/sdk/social/unbind";
pub(crate) const UNBIND_ACCOUNT: &str = "/api/v2/sdk/social/unbind-account";
pub(crate) const TOKEN: &str = "/api/v2/tenant/token";
pub(crate) const TICKET: &str = "/api/v2/tenant/sso/session-token/sso-ticket";
pub(crate) const VERIFY: &str = "/api/v2/tenant/sso/sso-ticket/verify";
pub(crate) const SERVER_REFRESH: &str = "/api/v2/tenant/sso/session-token/refresh";

/// Two tenants, an application of each dialect, one of the other tenant, and an ISV's template.
pub(crate) const CONFIGURATION: &str = include_str!("test_app.yaml");

/// The keys that clouds which began at [`START`] generated, by their item's key: those that begin
/// later have them from the start.
static KEYS: Mutex<BTreeMap<String, Value>> = Mutex::new(BTreeMap::new());

pub(crate) struct TestApp {
    pub(crate) cloud: Arc<Cloud>,
    pub(crate) clock: Arc<ManualClock>,
    devices: AtomicU32,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::with_configuration(CONFIGURATION).await
    }

    /// With limits of the first tenant, such as `device_sends_per_hour: 2`.
    pub(crate) async fn with_limits(limits: &str) -> Self {
        Self::with_changes(&[(
            "    form:\n",
            &format!("    limits: {{ {limits} }}\n    form:\n"),
        )])
        .await
    }

    /// With lines of the configuration replaced.
    pub(crate) async fn with_changes(changes: &[(&str, &str)]) -> Self {
        Self::with_configuration(&changed_configuration(changes)).await
    }

    async fn with_configuration(yaml: &str) -> Self {
        Self::with_options(START, yaml, |_| ()).await
    }

    /// With tables that survive a restart: those of the same folder are the same.
    pub(crate) async fn persistent(yaml: &str, folder: PathBuf) -> Self {
        let name = folder
            .to_string_lossy()
            .replace(|c: char| !c.is_ascii_alphanumeric(), "");
        let tables = remote_tables(name).unwrap_or(TableLocation::Folder(folder));
        Self::with_options(START, yaml, |options| {
            options.tables = tables;
            // The keys of a restart are those that were kept, or none.
            options.keys.clear();
            // After a restart, nothing is drawn a second time: not even tokens of transactions.
            options.entropy = Arc::new(OsEntropy);
        })
        .await
    }

    /// Deployed with a parameter of the template.
    pub(crate) async fn with_parameter(name: &str, value: &str) -> Self {
        let parameter = (name.to_owned(), value.to_owned());
        Self::with_options(START, CONFIGURATION, |options| {
            options.parameters.extend([parameter]);
        })
        .await
    }

    /// With lines of the configuration replaced, and keys that are generated as it starts.
    pub(crate) async fn with_new_keys(changes: &[(&str, &str)]) -> Self {
        let yaml = changed_configuration(changes);
        Self::with_options(START, &yaml, |options| options.keys.clear()).await
    }

    /// With a clock that begins now, for binaries, which read the wall clock.
    pub(crate) async fn today() -> Self {
        Self::with_options(SystemClock.now(), CONFIGURATION, |_| ()).await
    }

    /// With a meter that counts calls from the start.
    pub(crate) async fn metered() -> Self {
        // Without a cool-down the clock need not be advanced, so what functions cache for a minute
        // stays cached.
        let configuration = changed_configuration(&[(
            "    form:\n",
            "    limits: { cooldown_seconds: 0 }\n    form:\n",
        )]);
        let app = Self::with_configuration(&configuration).await;
        app.meter().start();
        app
    }

    pub(crate) fn meter(&self) -> &Meter {
        &self.cloud.proxy.meter
    }

    /// Makes the next calls whose description begins with `call` fail, one per fault.
    pub(crate) fn script_faults<const N: usize>(&self, call: &str, faults: [Fault; N]) {
        self.cloud
            .proxy
            .faults
            .script(faults.map(|fault| Rule::of(call, fault).times(1)).into());
    }

    pub(crate) async fn with_options(
        start: Timestamp,
        yaml: &str,
        adjust: impl FnOnce(&mut CloudOptions),
    ) -> Self {
        crate::log_capture::install();
        let clock = Arc::new(ManualClock::new(start));
        let entropy = Arc::new(SeededEntropy::new(1));
        let configuration = Configuration::read(yaml).unwrap();
        let keys = known_keys(start, &configuration);
        let options = CloudOptions::new(clock.clone(), entropy, configuration)
            .with("Domain", "id.example.com");
        // Many tests share the machine, so a function may need longer than on Lambda.
        let mut options = CloudOptions {
            answer_timeout: Some(Duration::from_secs(30)),
            tables: own_tables(),
            keys,
            ..options
        };
        adjust(&mut options);
        let cloud = Cloud::start(options).await.unwrap();
        if start == START {
            remember_keys(&cloud);
        }
        Self {
            cloud,
            clock,
            devices: AtomicU32::new(1),
        }
    }

    pub(crate) async fn reconfigure(&self, changes: &[(&str, &str)]) {
        self.cloud
            .configure(&Configuration::read(&changed_configuration(changes)).unwrap())
            .await
            .unwrap();
        self.advance(61);
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// A new device with an address of its own.
    pub(crate) fn device(&self, client_id: &str) -> Device<'_> {
        let number = self.devices.fetch_add(1, Relaxed);
        let mut headers = BTreeMap::new();
        for (name, value) in [
            ("content-type", "application/json"),
            (
                "x-agent",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X)",
            ),
            ("x-client-id", client_id),
            ("x-device-fingerprint", &format!("fingerprint-{number}")),
            ("x-operating-sys-version", "ios13"),
            ("x-l", "en"),
        ] {
            headers.insert(name.to_owned(), value.to_owned());
        }
        let [_, b, c, d] = number.to_be_bytes();
        Device {
            app: self,
            headers,
            address: format!("10.{b}.{c}.{d}"),
        }
    }

    /// The server of an application, at an address of its own, with an access token.
    pub(crate) async fn server(&self, client_id: &str) -> Device<'_> {
        let mut server = self.device("");
        server.headers.clear();
        let token = server.form(TOKEN, &grant(client_id)).await.succeeded();
        let token = token.body["access_token"].as_str().unwrap().to_owned();
        server
            .with("Content-Type", "application/json")
            .with("Authorization", &format!("Bearer {token}"))
    }

    /// A carrier, which says nothing of itself.
    pub(crate) fn carrier(&self) -> Device<'_> {
        let mut carrier = self.device("");
        carrier.headers.clear();
        carrier.with("Content-Type", "application/json")
    }

    /// The way to the tables for an operator.
    fn store(&self) -> Arc<Store> {
        self.cloud.store().unwrap()
    }

    /// Stores the secret of a tenant's carrier, as `bindery apply` does.
    pub(crate) async fn store_carrier_secret(&self, tenant: &str, carrier: &str, secret: &str) {
        let tenant = tenant.to_owned().try_into().unwrap();
        let key = carrier_secret_key(&tenant, &carrier.to_owned().try_into().unwrap());
        let stored = StoredCarrierSecret {
            secret: secret.into(),
        };
        let store = self.store();
        store
            .write(Write::put(key, &stored).unwrap())
            .await
            .unwrap();
    }

    /// Stores the app secret of a tenant's WeChat source, as `bindery apply` does.
    pub(crate) async fn store_source_secret(&self, tenant: &str, source: &str, secret: &str) {
        let tenant = tenant.to_owned().try_into().unwrap();
        let key = source_secret_key(&tenant, &source.to_owned().try_into().unwrap());
        let stored = json!({ "secret": secret });
        let store = self.store();
        store
            .write(Write::put(key, &stored).unwrap())
            .await
            .unwrap();
    }

    /// Stores a text on which a carrier of [`TENANT`] may report, counted in a budget.
    pub(crate) async fn store_sent_text(&self, carrier: &str, reference: &str, budget: &Value) {
        let now = self.clock.now().secs();
        let key = sent_text_key(&TENANT.to_owned().try_into().unwrap(), reference);
        let text = json!({
            "carrier": carrier,
            "unverified": {
                "address": "an-address", "country": "CN", "sent_at": now, "budget": budget,
                "carrier": carrier,
            },
            "expires_at": now + 3600,
        });
        let store = self.store();
        store.write(Write::put(key, &text).unwrap()).await.unwrap();
    }

    /// Has a carrier of [`TENANT`], which has the name of its company, report on a text.
    pub(crate) async fn report(&self, company: &str, receipt: &Value) -> Response {
        let path = receipts_path(TENANT, company, SECRET);
        self.report_at(&path, receipt).await
    }

    /// Posts a report.
    pub(crate) async fn report_at(&self, path: &str, receipt: &Value) -> Response {
        match receipt {
            Value::String(form) => self.carrier().form(path, form).await,
            list => self.carrier().post(path, list.clone()).await,
        }
    }

    /// The items of all tables.
    pub(crate) fn all_items(&self) -> Vec<Value> {
        ["DirectoryTable", "TransientTable", "KeysTable"]
            .into_iter()
            .flat_map(|table| self.cloud.items(table))
            .collect()
    }

    /// The items whose partition key begins with the prefix.
    pub(crate) fn items(&self, prefix: &str) -> Vec<Value> {
        let begins = |item: &Value| item["pk"]["S"].as_str().unwrap().starts_with(prefix);
        self.all_items().into_iter().filter(begins).collect()
    }

    /// The keys of a kind, or of all that begin so, with all their versions.
    pub(crate) fn keys(&self, prefix: &str) -> Vec<Value> {
        let versions = |item: Value| item["versions"]["L"].as_array().unwrap().clone();
        let versions = self.items(prefix).into_iter().flat_map(versions);
        versions.map(|version| version["M"].clone()).collect()
    }

    /// The codes that are not used yet, each with its number of attempts.
    pub(crate) fn codes(&self) -> Vec<(Value, u64)> {
        let mut codes = Vec::new();
        for item in self.items("DEST#") {
            for (name, code) in item.as_object().unwrap() {
                if let Some(tag) = name
                    .strip_prefix("code_")
                    .filter(|_| code["M"]["spent"]["BOOL"] == false)
                {
                    let tries = item[&format!("tries_{tag}")]["N"]
                        .as_str()
                        .unwrap()
                        .parse()
                        .unwrap();
                    codes.push((code["M"].clone(), tries));
                }
            }
        }
        codes
    }

    pub(crate) fn sent(&self) -> Vec<Message> {
        self.cloud.outbox.messages()
    }

    /// Disables every user, as an operator would in the table.
    pub(crate) async fn disable_users(&self) {
        let disable = |key| {
            Write::update(key)
                .set("account_status = :status")
                .text(":status", "disabled")
        };
        self.change_users(disable).await;
    }

    /// Ends the sessions of every user, likewise.
    pub(crate) async fn end_sessions(&self) {
        let now = self.clock.now().secs();
        let end = |key| {
            Write::update(key)
                .set("sessions_valid_from = :now")
                .number(":now", now)
        };
        self.change_users(end).await;
    }

    /// Changes the item of every user.
    pub(crate) async fn change_users(&self, change: impl Fn(ItemKey) -> Write) {
        let store = self.cloud.store().unwrap();
        let users = self.items("USER#");
        for user in users.iter().filter(|item| item["sk"]["S"] == "USER") {
            let text = |name: &str| user[name]["S"].as_str().unwrap().to_owned();
            let (tenant, id) = (
                text("tenant").try_into().unwrap(),
                text("id").try_into().unwrap(),
            );
            store.write(change(user_key(&tenant, &id))).await.unwrap();
        }
    }

    /// Takes every user's contacts away, as for users who came from elsewhere
    /// with a social account.
    pub(crate) async fn forget_contacts(&self) {
        let store = self.cloud.store().unwrap();
        for item in self.all_items() {
            let text = |name: &str| item[name]["S"].as_str().unwrap_or_default().to_owned();
            let key = ItemKey::read(Table::Directory, text("pk"), text("sk"));
            let write = match key.kind() {
                Some(ItemKind::User) => Write::update(key).remove("mobile").remove("email"),
                Some(ItemKind::MobileOwner | ItemKind::EmailOwner) => Write::delete(key),
                _ => continue,
            };
            store.write(write).await.unwrap();
        }
    }

    /// Erases every user, as the owner's tool does.
    pub(crate) async fn erase_users(&self) {
        let store = self.cloud.store().unwrap();
        let users = self.items("USER#");
        for user in users.iter().filter(|item| item["sk"]["S"] == "USER") {
            let text = |name: &str| user[name]["S"].as_str().unwrap().to_owned();
            let (tenant, id) = (
                text("tenant").try_into().unwrap(),
                text("id").try_into().unwrap(),
            );
            let data = PersonalData::of(&id, &tenant, &store).await.unwrap();
            data.erase(&store).await.unwrap();
        }
    }

    /// The item of the user with a mobile.
    fn user_with(&self, mobile: &str) -> (ItemKey, Value) {
        let is_theirs = |item: &&Value| {
            item["sk"]["S"] == "USER" && item["mobile"].to_string().contains(mobile)
        };
        let users = self.items("USER#");
        let user = users.iter().find(is_theirs).unwrap().clone();
        let text = |name: &str| user[name]["S"].as_str().unwrap().to_owned();
        let tenant = text("tenant").try_into().unwrap();
        (user_key(&tenant, &text("id").try_into().unwrap()), user)
    }

    /// Makes the password of the user with a mobile older.
    pub(crate) async fn age_password(&self, mobile: &str, days: u64) {
        let (key, _) = self.user_with(mobile);
        let write = Write::update(key)
            .set("password_changed_at = :at")
            .number(":at", self.clock.now().secs() - days * 86_400);
        self.cloud.store().unwrap().write(write).await.unwrap();
    }

    /// Gives the user with a mobile a proved e-mail address, as a later change of contacts does.
    pub(crate) async fn prove_email(&self, mobile: &str, email: &str) {
        let (key, user) = self.user_with(mobile);
        let contact = json!({ "contact": email, "verified": true });
        let write = Write::update(key)
            .set("email = :email")
            .value(":email", &contact)
            .unwrap();
        let store = self.cloud.store().unwrap();
        store.write(write).await.unwrap();
        let tenant = user["tenant"]["S"].as_str().unwrap().to_owned();
        let tenant = tenant.try_into().unwrap();
        let key = contact_owner_key(&tenant, ContactKind::Email, &email.to_lowercase());
        let claim = Write::create(key, &json!({ "user_id": user["id"]["S"] })).unwrap();
        store.write(claim).await.unwrap();
    }

    /// The code of the latest message.
    pub(crate) fn last_code(&self) -> String {
        self.sent()[0].code().unwrap().to_owned()
    }

    /// The claims of an `id_token`, if a key of the published set signed it.
    pub(crate) async fn verified(&self, id_token: &str) -> Option<Value> {
        let keys = self.device(EIAM).get("/api/v1/oauth2/keys").await;
        let (signed, signature) = id_token.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        let decode = |part: &str| BASE64_URL_SAFE_NO_PAD.decode(part).ok();
        let header: Value = serde_json::from_slice(&decode(header)?).ok()?;
        let key = keys.body["keys"]
            .as_array()?
            .iter()
            .find(|key| key["kid"] == header["kid"])?;
        let component = |name: &str| decode(key[name].as_str()?);
        let key = RsaPublicKeyComponents {
            n: component("n")?,
            e: component("e")?,
        };
        key.verify(
            &RSA_PKCS1_2048_8192_SHA256,
            signed.as_bytes(),
            &decode(signature)?,
        )
        .ok()?;
        assert_eq!(header["alg"], "RS256");
        serde_json::from_slice(&decode(claims)?).ok()
    }
}

/// The secret of an application, in the configuration or added to it by a test.
pub(crate) fn secret_of(client_id: &str) -> String {
    let name = match client_id {
        EIAM => "eiam",
        CIAM => "ciam",
        ONEACCESS => "oneaccess",
        TEMPLATE => "template",
        added => added,
    };
    format!("client-secret-of-{name}-0123456789")
}

/// The form by which an application asks for an access token.
pub(crate) fn grant(client_id: &str) -> String {
    let secret = secret_of(client_id);
    format!("grant_type=client_credentials&client_id={client_id}&client_secret={secret}")
}

/// The keys that another cloud with such a start has generated, as far as applications of the
/// configuration have them: finding primes would be most of what many tests take.
fn known_keys(start: Timestamp, configuration: &Configuration) -> Vec<Value> {
    if start != START {
        return Vec::new();
    }
    let clients = configuration.applications.iter();
    let clients: BTreeSet<_> = clients.map(|client| client.client_id.as_str()).collect();
    let is_of_it = |key: &&Value| match key["pk"]["S"].as_str().unwrap().split_once('#') {
        Some((_, client)) => clients.contains(client),
        None => true,
    };
    let keys = KEYS.lock().unwrap();
    keys.values().filter(is_of_it).cloned().collect()
}

/// Keeps the keys of a cloud that began at [`START`], where none are known of their kinds. Both
/// halves of a pair come from one cloud, as all are added at once.
fn remember_keys(cloud: &Cloud) {
    let mut keys = KEYS.lock().unwrap();
    for key in cloud.items("KeysTable") {
        keys.entry(key["pk"]["S"].to_string()).or_insert(key);
    }
}

/// Tables that no other test has.
fn own_tables() -> TableLocation {
    let access_key_id = OsEntropy.text(ALPHANUMERIC, 20);
    remote_tables(access_key_id).unwrap_or(TableLocation::Memory)
}

/// The tables of an access key id in the DynamoDB that `BINDERY_DYNAMODB` names, if it names one.
fn remote_tables(access_key_id: String) -> Option<TableLocation> {
    let url = Settings::of_process().optional("BINDERY_DYNAMODB")?;
    Some(TableLocation::Remote(RemoteDatabase { url, access_key_id }))
}

/// The configuration with lines replaced.
pub(crate) fn changed_configuration(changes: &[(&str, &str)]) -> String {
    changes
        .iter()
        .fold(CONFIGURATION.to_owned(), |yaml, (from, to)| {
            assert!(yaml.contains(from), "the configuration has no {from}");
            yaml.replacen(from, to, 1)
        })
}

/// A device with an app: its headers, and its address as API Gateway sees it.
#[derive(Clone)]
pub(crate) struct Device<'s> {
    app: &'s TestApp,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) address: String,
}

/// A response; `body` is null if it is not JSON.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) text: String,
    pub(crate) body: Value,
}

impl Response {
    /// Status, code and message, for an error of whichever form.
    pub(crate) fn error(&self) -> (u16, &str, &str) {
        let is_oauth = self.body.get("error").is_some();
        let member = |name: &str| {
            let name = match name {
                "error_code" if is_oauth => "error",
                "error_msg" if is_oauth => "error_description",
                name => name,
            };
            self.body[name].as_str().unwrap_or_default()
        };
        assert!(
            self.status == 200 || self.body.as_object().unwrap().len() == 2,
            "{self:?}"
        );
        (self.status, member("error_code"), member("error_msg"))
    }

    pub(crate) fn code(&self) -> &str {
        self.error().1
    }

    #[track_caller]
    pub(crate) fn succeeded(self) -> Self {
        assert_eq!(self.status, 200, "{self:?}");
        self
    }

    pub(crate) fn is_success(&self) -> bool {
        self.body["status"] == "SUCCESS"
    }
}

impl Device<'_> {
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers
            .insert(name.to_ascii_lowercase(), value.to_owned());
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.remove(&name.to_ascii_lowercase());
        self
    }

    pub(crate) fn at(mut self, address: &str) -> Self {
        address.clone_into(&mut self.address);
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.send("GET", path, b"").await
    }

    /// Posts a form.
    pub(crate) async fn form(&self, path: &str, form: &str) -> Response {
        let media_type = "application/x-www-form-urlencoded";
        let device = self.clone().with("Content-Type", media_type);
        device.send("POST", path, form.as_bytes()).await
    }

    /// What an application's server says of this device, with further members of a body.
    pub(crate) fn relayed(&self, members: Value) -> Value {
        let device = json!({
            "operating_sys_version": self.headers["x-operating-sys-version"],
            "device_ip": "192.168.1.2",
            "device_fingerprint": self.headers["x-device-fingerprint"],
            "agent": self.headers["x-agent"],
        });
        merged(device, members)
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Response {
        self.send("POST", path, body.to_string().as_bytes()).await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &[u8]) -> Response {
        let cloud = &self.app.cloud;
        let request = Request {
            method,
            path,
            headers: self.headers.clone(),
            body,
            source_ip: self.address.clone(),
        };
        let route = path.split('?').next().unwrap_or_default();
        let response = cloud
            .answer(cloud.function_for(method, route), &request.event(cloud))
            .await
            .unwrap();
        let header = |(name, value): (
            &lambda_http::http::HeaderName,
            &lambda_http::http::HeaderValue,
        )| { (name.to_string(), value.to_str().unwrap().to_owned()) };
        let text = String::from_utf8(response.body().to_vec()).unwrap();
        described::check(method, path, response.status().as_u16(), &text);
        Response {
            status: response.status().as_u16(),
            headers: response.headers().iter().map(header).collect(),
            body: serde_json::from_str(&text).unwrap_or_default(),
            text,
        }
    }

    /// Requests a puzzle: its token and the x of its hole.
    pub(crate) async fn puzzle(&self) -> (String, u64) {
        let puzzle = self.get("/api/v2/sdk/captcha").await.succeeded();
        let token = puzzle.body["token"].as_str().unwrap().to_owned();
        let x = self
            .app
            .cloud
            .puzzles()
            .into_iter()
            .find(|(known, _)| *known == token)
            .unwrap()
            .1;
        (token, x)
    }

    /// Submits a solution for a destination (`sender` on the wire).
    pub(crate) async fn solve(&self, token: &str, x: u64, sender: &str) -> Response {
        let point = format!("{{\"x\":{x}.0,\"y\":5.0}}");
        let answer = json!({ "token": token, "point_json": point, "sender": sender });
        self.post("/api/v2/sdk/captcha/verify", answer).await
    }

    /// Solves a puzzle, and returns the pass for one code to the destination.
    pub(crate) async fn captcha_token(&self, sender: &str) -> String {
        let (token, x) = self.puzzle().await;
        let pass = self.solve(&token, x, sender).await.succeeded();
        pass.body["captcha_token"].as_str().unwrap().to_owned()
    }

    /// Requests a code with a new pass.
    pub(crate) async fn request_code(&self, to: &str, kind: &str) -> Response {
        let pass = self.captcha_token(to).await;
        let (path, name) = if kind.ends_with("_EMS") {
            ("/api/v2/sdk/email/send", "email")
        } else {
            ("/api/v2/sdk/sms/send", "mobile")
        };
        self.post(
            path,
            json!({ name: to, "type": kind, "captcha_token": pass }),
        )
        .await
    }

    /// Requests a code, and returns the one that was sent.
    pub(crate) async fn code(&self, to: &str, kind: &str) -> String {
        self.request_code(to, kind).await.succeeded();
        self.app.last_code()
    }

    /// Registers with a mobile, a code and further members of the form.
    pub(crate) async fn register(&self, mobile: &str, code: &str, form: Value) -> Response {
        self.post(
            REGISTER_MOBILE,
            merged(json!({ "mobile": mobile, "verify_code": code }), form),
        )
        .await
    }

    /// Registers with an e-mail address likewise.
    pub(crate) async fn register_email(&self, email: &str, code: &str, form: Value) -> Response {
        self.post(
            REGISTER_EMAIL,
            merged(json!({ "email": email, "verify_code": code }), form),
        )
        .await
    }

    /// Logs in from the mini program with an unknown account, and returns the state token.
    pub(crate) async fn state_token(&self, wechat_code: &str) -> String {
        let response = self
            .clone()
            .without("X-state-token")
            .login(wechat_code)
            .await
            .succeeded();
        response.body["state_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{response:?}"))
            .to_owned()
    }

    /// Logs in from the mini program.
    pub(crate) async fn login(&self, wechat_code: &str) -> Response {
        self.post(LOGIN, json!({ "code": wechat_code })).await
    }

    /// The same device with a state token.
    pub(crate) fn with_state_token(&self, state_token: &str) -> Self {
        self.clone().with("X-state-token", state_token)
    }

    /// The same device with the `id_token` of a sign-in.
    pub(crate) fn signed_in(&self, answer: &Response) -> Self {
        let token = answer.body["id_token"].as_str().unwrap();
        self.clone()
            .with("Authorization", &format!("Bearer {token}"))
    }

    /// Logs in by a user name, a mobile or an e-mail address, and a password.
    pub(crate) async fn login_by_password(&self, name: &str, password: &str) -> Response {
        let body = json!({ "user_name": name, "password": password });
        self.post(LOGIN_AUTH, body).await
    }

    /// Requests a code and logs in with it.
    pub(crate) async fn login_by_code(&self, mobile: &str) -> Response {
        let code = self.code(mobile, "LOGIN_SMS").await;
        let body = json!({ "mobile": mobile, "verify_code": code });
        self.post(LOGIN_MOBILE_CODE, body).await
    }

    /// Requests a code and registers with it.
    pub(crate) async fn sign_up(&self, mobile: &str, form: Value) -> Response {
        let code = self.code(mobile, "REGISTER_SMS").await;
        self.register(mobile, &code, form).await
    }
}

fn merged(mut one: Value, mut other: Value) -> Value {
    one.as_object_mut()
        .unwrap()
        .append(other.as_object_mut().unwrap());
    one
}

/// Another code of as many digits.
pub(crate) fn wrong_code(code: &str) -> String {
    let first = if code.starts_with('0') { '1' } else { '0' };
    format!("{first}{}", &code[1..])
}

/// Runs all futures concurrently on the test's thread.
pub(crate) async fn concurrently<F: Future>(
    futures: impl IntoIterator<Item = F>,
) -> Vec<F::Output> {
    join_all(futures).await
}

/// Runs a request while its transaction is on the way: `meanwhile` is done after all reads and
/// before the transaction arrives.
pub(crate) async fn with_slow_transaction(
    app: &TestApp,
    request: impl Future<Output = Response>,
    meanwhile: impl Future<Output = ()>,
) -> Response {
    let faults = &app.cloud.proxy.faults;
    faults.script(vec![Rule::of("TransactWriteItems", Fault::Slow).times(1)]);
    let meanwhile = async {
        while faults.left()[0].times != Some(0) {
            tokio::task::yield_now().await;
        }
        meanwhile.await;
    };
    let (response, ()) = tokio::join!(request, meanwhile);
    faults.script(Vec::new());
    response
}

//! People who call the local cloud over HTTP at once, each from a device and an address of their
//! own.

use crate::person::{CLIENT, solution};
use local::{
    admin::configuration::{Configuration, DEMO},
    cloud::{Cloud, options::CloudOptions},
};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use shared::{
    platform::{clock::SystemClock, entropy::OsEntropy},
    storage::store::Store,
    tenants::{limits::Limits, tenant::Tenant},
};
use std::{net::Ipv4Addr, sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// Where the clients' addresses are said; the clients are all on this machine.
const ADDRESS_HEADER: &str = "X-Viewer";

/// All of them, and the cloud that they call.
pub(crate) struct Crowd {
    url: String,
    http: Client,
    store: Arc<Store>,
}

/// The demo with its tenants changed, without the limits of everybody together; those of each
/// person are what they are by default.
pub(crate) fn options(change: impl Fn(&mut Tenant)) -> CloudOptions {
    let mut demo = Configuration::read(DEMO).expect("the demo");
    for tenant in &mut demo.tenants {
        tenant.limits = Limits {
            application_sends_per_minute: u32::MAX,
            tenant_sends_per_hour: u32::MAX,
            country_sends_per_hour: u32::MAX,
            country_unverified_per_hour: u32::MAX,
            country_unverified_per_day: u32::MAX,
            ..Limits::default()
        };
        change(tenant);
    }
    let options = CloudOptions::new(Arc::new(SystemClock), Arc::new(OsEntropy), demo)
        .with("AddressHeader", ADDRESS_HEADER)
        .with("Domain", "id.example.com");
    // A machine with everything on it is slower than a cloud.
    CloudOptions {
        answer_timeout: Some(Duration::from_secs(30)),
        ..options
    }
}

impl Crowd {
    /// Opens a port of the cloud to them.
    pub(crate) async fn calling(cloud: &Arc<Cloud>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(Arc::clone(cloud).serve(listener, std::future::pending()));
        Self {
            url,
            http: Client::new(),
            store: cloud.store().expect("the tables"),
        }
    }

    /// A call from the device of one of them: a GET, where there is no body.
    pub(crate) fn request(&self, number: u32, path: &str, body: &Value) -> RequestBuilder {
        let url = format!("{}{path}", self.url);
        let request = if body.is_null() {
            self.http.get(url)
        } else {
            self.http.post(url).json(body)
        };
        let address = Ipv4Addr::from(0x0a00_0000 + number).to_string();
        request
            .header(ADDRESS_HEADER, address)
            .header("X-client-id", CLIENT)
            .header("X-operating-sys-version", "1")
            .header("X-device-fingerprint", format!("device-{number}"))
            .header("X-agent", "crowd")
    }

    /// The body that solves a puzzle, for whoever is about to get a code.
    pub(crate) async fn solution(&self, puzzle: &Value, number: u32) -> Option<Value> {
        solution(&self.store, puzzle, number).await
    }
}

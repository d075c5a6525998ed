//! The proxy between functions and their services. Every call passes here: it is held to the role
//! of its function, metered, and made to fail where a test says so.

use crate::cloud::{
    database::RemoteDatabase,
    proxy::{
        call::{Call, Service},
        conflicts::Conflicts,
        faults::Faults,
        iam::Policies,
        meter::Meter,
    },
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc};

pub mod call;
pub mod conflicts;
pub mod faults;
pub mod iam;
pub mod meter;

/// The `Host` that a carrier's client sent.
pub(crate) const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
/// The path that a carrier's client sent, with the function at its beginning.
pub(crate) const FORWARDED_URI: HeaderName = HeaderName::from_static("x-forwarded-uri");
/// Where AWS names an error.
pub(crate) const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");

/// What DynamoDB takes at most.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// What passes calls on.
#[derive(Clone)]
pub struct CallProxy {
    pub meter: Meter,
    pub faults: Faults,
    pub policies: Policies,
    /// What is being written by transactions.
    pub conflicts: Conflicts,
    functions: Arc<BTreeSet<String>>,
    client: reqwest::Client,
    dynamodb: RemoteDatabase,
    others: String,
}

/// Where the proxy passes calls on to.
pub struct Destinations {
    pub dynamodb: RemoteDatabase,
    /// The address of everybody else.
    pub others: String,
}

impl CallProxy {
    /// To a DynamoDB and everybody else. A call's path may begin with one of the functions. Fails
    /// where no client can be built.
    pub fn new(
        functions: BTreeSet<String>,
        policies: Policies,
        conflicts: Conflicts,
        Destinations { dynamodb, others }: Destinations,
    ) -> Result<Self, reqwest::Error> {
        // Whether redirects are followed is up to the functions.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self {
            meter: Meter::default(),
            faults: Faults::default(),
            policies,
            conflicts,
            functions: functions.into(),
            client,
            dynamodb,
            others,
        })
    }

    pub fn router(self) -> Router {
        Router::new()
            .fallback(pass)
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(self)
    }

    async fn forward(
        &self,
        call: &Call,
        method: Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Response {
        let base = if call.service == Service::Dynamodb {
            &self.dynamodb.url
        } else {
            &self.others
        };
        let query = uri
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let mut headers = headers.clone();
        let path = call.service.carrier_name().map_or_else(
            || call.rest(uri.path()).to_owned(),
            |carrier| {
                // Their signatures cover host and path as the client sent them.
                if let Some(host) = headers.get(header::HOST).cloned() {
                    headers.insert(FORWARDED_HOST, host);
                }
                if let Ok(path) = HeaderValue::try_from(uri.path()) {
                    headers.insert(FORWARDED_URI, path);
                }
                format!("/_carrier/{carrier}")
            },
        );
        let url = format!("{base}{path}{query}");
        for of_the_connection in [
            header::HOST,
            header::CONTENT_LENGTH,
            header::CONNECTION,
            header::TRANSFER_ENCODING,
        ] {
            headers.remove(of_the_connection);
        }
        let body = if call.service == Service::Dynamodb {
            // The tables are those of this cloud, whoever calls. A signature would not hold
            // anyway, as the body becomes another one.
            if let Ok(authorization) = HeaderValue::try_from(self.dynamodb.authorization()) {
                headers.insert(header::AUTHORIZATION, authorization);
            }
            with_consumed_capacity(&body)
        } else {
            body
        };
        let answered = async {
            let answer = self
                .client
                .request(method, url)
                .headers(headers)
                .body(body)
                .send()
                .await?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            Ok::<_, reqwest::Error>((status, headers, answer.bytes().await?))
        };
        match answered.await {
            Ok((status, headers, body)) => {
                let mut response = Response::new(Body::from(body));
                *response.status_mut() = status;
                for name in [header::CONTENT_TYPE, header::LOCATION, ERROR_TYPE] {
                    if let Some(value) = headers.get(&name) {
                        response.headers_mut().insert(name, value.clone());
                    }
                }
                response
            }
            Err(_) => StatusCode::BAD_GATEWAY.into_response(),
        }
    }
}

/// Has DynamoDB say what a call costs.
fn with_consumed_capacity(body: &Bytes) -> Bytes {
    let mut request: Value = serde_json::from_slice(body).unwrap_or_default();
    request["ReturnConsumedCapacity"] = "TOTAL".into();
    request.to_string().into()
}

async fn pass(
    State(proxy): State<CallProxy>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let call = Call::read(uri.path(), &headers, &body, |name| {
        proxy.functions.contains(name)
    });
    if !proxy.policies.allow(&call) {
        tracing::error!(
            "the role of {} does not allow: {call}",
            call.function.as_deref().unwrap_or_default()
        );
        return faults::refused(call.service);
    }
    let place = proxy.meter.begin(&call, body.len()).await;
    let rule = proxy.faults.next(&call);
    let sender = proxy.clone();
    let sent = call.clone();
    let forwarding = async move { sender.forward(&sent, method, &uri, &headers, body).await };
    let (owner, of) = (proxy.clone(), call.clone());
    let work = async move {
        let answer = owner.conflicts.apply(&of, forwarding).await;
        owner.meter.end(place, answer).await
    };
    match rule {
        None => work.await,
        Some(rule) => Box::pin(faults::apply_fault(&rule, &call, work)).await,
    }
}

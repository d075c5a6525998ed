//! The HTTP server of the local cloud, in place of API Gateway.
//!
//! It turns a request into an event of an HTTP API, passes it to the function of its
//! route, and turns the result into a response. The pages of the local cloud itself are
//! `/` and those under `/_local/`.

use crate::cloud::{Cloud, page, proxy::faults::Rule, services::wechat};
use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{ConnectInfo, DefaultBodyLimit, Path, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, Uri, uri::PathAndQuery},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::{collections::BTreeMap, net::SocketAddr, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The largest body that API Gateway accepts, in bytes.
const MAX_BODY: usize = 10 * 1024 * 1024;

/// Serves requests until `stop` is ready.
pub(crate) async fn serve(
    cloud: Arc<Cloud>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = Router::new()
        .route(
            "/_local/outbox",
            get(async |State(cloud): State<Arc<Cloud>>| Html(cloud.outbox.page())),
        )
        .route(
            "/_local/outbox.json",
            get(async |State(cloud): State<Arc<Cloud>>| Json(cloud.outbox.messages())),
        )
        .route("/_local/puzzles.json", get(puzzles))
        .route("/_local/environment/{function}", get(environment))
        .route("/_local/faults.json", get(faults).put(script))
        .route("/_local/wechat", get(async || Html(wechat::page())))
        .route("/_local/wechat.json", get(async || Json(wechat::codes())))
        .merge(page::router())
        .fallback(forward)
        .layer(cors(&cloud))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(cloud);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await
}

/// What browsers are told before a script of a web page may call, as API Gateway tells it.
fn cors(cloud: &Cloud) -> CorsLayer {
    let Some((cors, origins)) = cloud.cors() else {
        return CorsLayer::new();
    };
    let origins = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().filter_map(|origin| origin.parse().ok()))
    };
    let headers = |names: &[String]| -> Vec<HeaderName> {
        names.iter().filter_map(|name| name.parse().ok()).collect()
    };
    let methods: Vec<Method> = cors
        .allow_methods
        .iter()
        .filter_map(|method| method.parse().ok())
        .collect();
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods(methods)
        .allow_headers(headers(&cors.allow_headers))
        .expose_headers(headers(&cors.expose_headers))
        .max_age(Duration::from_secs(cors.max_age))
}

async fn puzzles(State(cloud): State<Arc<Cloud>>) -> Json<Vec<Value>> {
    Json(
        cloud
            .puzzles()
            .into_iter()
            .map(|(token, x)| json!({ "token": token, "x": x }))
            .collect(),
    )
}

/// The environment for a function that runs in a process of its own.
async fn environment(
    State(cloud): State<Arc<Cloud>>,
    Path(function): Path<String>,
) -> Json<BTreeMap<String, String>> {
    Json(cloud.environment(&function).into_iter().collect())
}

async fn faults(State(cloud): State<Arc<Cloud>>) -> Json<Vec<Rule>> {
    Json(cloud.proxy.faults.left())
}

async fn script(State(cloud): State<Arc<Cloud>>, Json(rules): Json<Vec<Rule>>) -> StatusCode {
    cloud.proxy.faults.script(rules);
    StatusCode::NO_CONTENT
}

async fn forward(
    State(cloud): State<Arc<Cloud>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let texts = headers
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())));
    let request = Request {
        method: method.as_str(),
        path: uri.path_and_query().map_or("/", PathAndQuery::as_str),
        headers: texts
            .map(|(name, value)| (name.to_owned(), value.into_owned()))
            .collect(),
        body: &body,
        source_ip: peer.ip().to_string(),
    };
    let function = cloud.function_for(request.method, uri.path()).to_owned();
    match cloud.answer(&function, &request.event(&cloud)).await {
        Ok(response) => response.map(|body| Body::from(body.to_vec())),
        Err(problem) => {
            tracing::error!("{problem}");
            // The response of API Gateway if a function fails.
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                Json(json!({ "message": "Internal Server Error" })),
            )
                .into_response()
        }
    }
}

/// A request as API Gateway receives it.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub method: &'a str,
    /// The path, with the query string where there is one.
    pub path: &'a str,
    /// The headers, with names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: &'a [u8],
    /// The IP address of the client.
    pub source_ip: String,
}

impl Request<'_> {
    /// Converts the request to the event of an HTTP API, payload format 2.0. A body that is not
    /// UTF-8 is encoded in base64.
    #[must_use]
    pub fn event(&self, cloud: &Cloud) -> String {
        let Self {
            method,
            path,
            headers,
            body,
            source_ip,
        } = self;
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parameters = url::form_urlencoded::parse(query.as_bytes());
        // Values of one name are joined by commas.
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in parameters.into_owned() {
            values.entry(name).or_default().push(value);
        }
        let parameters: BTreeMap<_, _> = values
            .into_iter()
            .map(|(name, values)| (name, values.join(",")))
            .collect();
        let now = cloud.clock.now();
        let text = str::from_utf8(body).ok();
        let id = format!("local-{}", cloud.next_request());
        json!({
            "version": "2.0",
            "routeKey": format!("{method} {path}"),
            "rawPath": path,
            "rawQueryString": query,
            "queryStringParameters": parameters,
            "headers": headers,
            "requestContext": {
                "accountId": "000000000000",
                "apiId": "local",
                "domainName": "localhost",
                "domainPrefix": "localhost",
                "http": { "method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": source_ip, "userAgent": "" },
                "requestId": id,
                "routeKey": format!("{method} {path}"),
                "stage": "$default",
                "time": "",
                "timeEpoch": now.secs() * 1000,
            },
            "body": text.map_or_else(|| BASE64_STANDARD.encode(body), str::to_owned),
            "isBase64Encoded": text.is_none(),
        })
        .to_string()
    }
}

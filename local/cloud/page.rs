//! The page at `/`: a phone that signs up, and what it sends and receives.
//!
//! Its files are part of the program, so that it needs none at run time. It uses the modules of
//! `clients/js` as they are published: they are served from the same files.

use crate::{admin::configuration::Configuration, cloud::Cloud};
use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    routing::get,
};
use std::{fmt::Display, sync::Arc};

const HTML: &str = "text/html; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Where a file is, of which media type, and its text.
type PageFile = (&'static str, &'static str, &'static str);

macro_rules! own {
    ($name:literal, $media_type:expr) => {
        (
            concat!("/_local/page/", $name),
            $media_type,
            include_str!(concat!("../page/", $name)),
        )
    };
}

macro_rules! client {
    ($name:literal) => {
        (
            concat!("/_local/client/", $name),
            SCRIPT,
            include_str!(concat!("../../clients/js/src/", $name)),
        )
    };
}

const FILES: &[PageFile] = &[
    ("/", HTML, include_str!("../page/index.html")),
    ("/docs", HTML, include_str!("../page/docs.html")),
    (
        "/openapi.json",
        "application/json",
        include_str!("../../docs/openapi.json"),
    ),
    own!("page.css", STYLE),
    own!("icon.svg", "image/svg+xml"),
    own!("main.js", SCRIPT),
    own!("phone.js", SCRIPT),
    own!("wire.js", SCRIPT),
    own!("texts.js", SCRIPT),
    own!("dom.js", SCRIPT),
    own!("docs.js", SCRIPT),
    own!("news.js", SCRIPT),
    client!("index.js"),
    client!("client.js"),
    client!("caller.js"),
    client!("session.js"),
    client!("captcha.js"),
    client!("errors.js"),
    client!("platform.js"),
    client!("bindery-captcha.js"),
];

/// The head of the page at a path that is a list, and the way to the others.
pub(crate) fn list_head(path: &str, title: &str) -> String {
    let links = [
        ("/", "Try it"),
        ("/_local/outbox", "Outbox"),
        ("/_local/wechat", "WeChat"),
        ("/docs", "API"),
    ]
    .map(|(target, name)| {
        let current = if target == path {
            " aria-current=page"
        } else {
            ""
        };
        format!("<a href={target}{current}>{name}</a>")
    })
    .concat();
    format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>\
         <meta name=viewport content=\"width=device-width,initial-scale=1\">\
         <link rel=icon href=/_local/page/icon.svg><link rel=stylesheet href=/_local/page/page.css></head>\
         <body><header class=bar><a class=brand href=/>Bindery</a><nav id=pages aria-label=Pages>{links}\
         </nav></header><main class=list><h1>{title}</h1>"
    )
}

/// The routes of the page, and of what it reads.
pub(crate) fn router() -> Router<Arc<Cloud>> {
    let files = FILES
        .iter()
        .fold(Router::new(), |router, &(path, media_type, text)| {
            // A browser revalidates it each time: another build may answer on the same port.
            let headers = [
                (header::CONTENT_TYPE, media_type),
                (header::CACHE_CONTROL, "no-cache"),
            ];
            router.route(path, get(async move || (headers, text)))
        });
    files.route("/_local/configuration.json", get(configuration))
}

/// What a page is told of what failed here.
fn failed(problem: &dyn Display) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, problem.to_string())
}

/// The configuration as it is now, without secrets.
async fn configuration(
    State(cloud): State<Arc<Cloud>>,
) -> Result<Json<Configuration>, (StatusCode, String)> {
    let store = cloud.store().map_err(|error| failed(&error))?;
    let configuration = Configuration::export(&store)
        .await
        .map_err(|error| failed(&error))?;
    Ok(Json(configuration))
}

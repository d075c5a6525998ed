//! The HTTP server of the local cloud: its pages, and how it passes requests on.

use crate::test_app::{EIAM, MOBILE, TestApp};
use serde_json::Value;
use std::{collections::BTreeSet, sync::Arc};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

/// The local cloud's HTTP server on a free port.
struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Server {
    async fn of(app: &TestApp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let serving = Arc::clone(&app.cloud).serve(listener, async { drop(stopped.await) });
        Self {
            address,
            stop,
            ended: tokio::spawn(serving),
        }
    }

    async fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8(answer).unwrap()
    }

    async fn get(&self, path: &str) -> String {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes())
            .await
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_str(self.get(path).await.split_once("\r\n\r\n").unwrap().1).unwrap()
    }
}

#[tokio::test]
async fn the_outbox_shows_what_was_sent_newest_first_and_as_text() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    assert!(
        server
            .get("/_local/outbox")
            .await
            .contains("Nothing was sent yet")
    );
    let first = app.device(EIAM).code(MOBILE, "LOGIN_SMS").await;
    let second = app.device(EIAM).code("a&'c@qq.com", "LOGIN_EMS").await;

    let json = server.json("/_local/outbox.json").await;
    assert_eq!(
        (&json[0]["channel"], &json[1]["channel"]),
        (&"email".into(), &"sms".into())
    );
    for member in ["channel", "to", "subject", "text", "html", "sent_at"] {
        assert!(json[0].get(member).is_some(), "{member}");
    }
    let page = server.get("/_local/outbox").await;
    assert!(page.find(&second).unwrap() < page.find(&first).unwrap());
    assert!(
        page.contains("a&amp;&#39;c@qq.com") && !page.contains("a&'c@"),
        "{page}"
    );
}

#[tokio::test]
async fn puzzles_are_listed_with_their_solutions() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    let (token, x) = app.device(EIAM).puzzle().await;
    let puzzles = server.json("/_local/puzzles.json").await;
    assert_eq!(puzzles, serde_json::json!([{ "token": token, "x": x }]));
}

#[tokio::test]
async fn requests_reach_the_functions_with_the_client_address() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    let request = format!(
        "GET /api/v2/sdk/captcha HTTP/1.1\r\nHost: x\r\nX-Client-ID: {EIAM}\r\nX-OPERATING-SYS-VERSION: 1\r\n\
         x-device-fingerprint: f\r\nX-Agent: raw\r\nConnection: close\r\n\r\n"
    );
    let answer = server.raw(request.as_bytes()).await;
    assert!(
        answer.starts_with("HTTP/1.1 200 OK") && answer.contains("originalImageBase64"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_header_with_a_control_character_is_refused_by_the_gateway() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    let request =
        b"GET /api/v2/sdk/captcha HTTP/1.1\r\nHost: x\r\nX-agent: a\x01b\r\nConnection: close\r\n\r\n";
    assert!(
        server
            .raw(request)
            .await
            .starts_with("HTTP/1.1 400 Bad Request")
    );
}

#[tokio::test]
async fn the_wechat_codes_are_listed_as_html_and_as_json() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    let codes = server.json("/_local/wechat.json").await;
    let page = server.get("/_local/wechat").await;
    for row in codes.as_array().unwrap() {
        for member in ["code", "kind", "answer", "about"] {
            assert!(
                page.contains(&shared::providers::code_message::escape(
                    row[member].as_str().unwrap()
                )),
                "{row}"
            );
        }
    }
}

/// The files that a page or a module of it names: links, and what it imports.
fn named_files(path: &str, text: &str) -> Vec<String> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let names_files = |line: &&str| {
        let imports = ["import ", "export ", "} from"];
        let line = line.trim_start();
        imports.iter().any(|start| line.starts_with(start)) || line.contains("=\"/")
    };
    text.lines()
        .filter(names_files)
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter_map(|name| match name.strip_prefix("./") {
            Some(sibling) => Some(format!("{folder}/{sibling}")),
            None => name.starts_with('/').then(|| name.to_owned()),
        })
        .collect()
}

#[tokio::test]
async fn the_page_finds_every_file_that_it_names() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    let mut found = BTreeSet::new();
    let mut open = vec!["/".to_owned()];
    while let Some(path) = open.pop() {
        if !found.insert(path.clone()) {
            continue;
        }
        let answer = server.get(&path).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{path}: {answer}");
        let media_type = match path.rsplit_once('.') {
            Some((_, "js")) => "text/javascript",
            Some((_, "css")) => "text/css",
            Some((_, "svg")) => "image/svg+xml",
            Some((_, "json")) => "application/json",
            _ => "text/html",
        };
        assert!(answer.contains(media_type), "{path}");
        if ["/", "/docs"].contains(&path.as_str()) || media_type == "text/javascript" {
            open.extend(named_files(&path, &answer));
        }
    }
    for path in ["/_local/client/session.js", "/docs", "/openapi.json"] {
        assert!(found.contains(path), "{path} of {found:?}");
    }
}

#[tokio::test]
async fn the_page_gets_the_configuration_without_its_secrets() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    let configuration = server.json("/_local/configuration.json").await;
    let applications = configuration["applications"].as_array().unwrap();
    let is_eiam = |application: &&Value| application["client_id"] == EIAM;
    let eiam = applications.iter().find(is_eiam).unwrap();
    assert_eq!(eiam["dialect"], "eiam");
    let secrets = include_str!("../test_app.yaml")
        .split("secret: ")
        .skip(1)
        .filter_map(|rest| rest.split_whitespace().next());
    let text = configuration.to_string();
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn it_shuts_down_on_request() {
    let app = TestApp::start().await;
    let server = Server::of(&app).await;
    server.get("/_local/outbox").await;
    server.stop.send(()).unwrap();
    server.ended.await.unwrap().unwrap();
}

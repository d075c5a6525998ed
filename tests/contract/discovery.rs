//! Discovery: whoever knows the issuer of an `id_token` finds the keys that verify it.

use crate::test_app::{CIAM, EIAM, MOBILE, TEMPLATE, TENANT, TestApp};
use serde_json::json;

const DOCUMENT: &str = "/.well-known/openid-configuration";
const ROOT: &str = "/api/v1/oauth2/.well-known/openid-configuration";

#[tokio::test]
async fn the_issuer_of_every_id_token_has_a_document_that_names_the_keys() {
    let app = TestApp::start().await;
    let of_deployment = "https://id.example.com/api/v1/oauth2";
    let of_tenant = format!("{of_deployment}/{TENANT}");
    for (client, mobile, issuer) in [
        (EIAM, "15201657311", of_deployment),
        (CIAM, "15201657312", of_deployment),
        (TEMPLATE, "15201657313", of_tenant.as_str()),
    ] {
        let device = app.device(client).with("X-tenant-id", TENANT);
        let registered = device.sign_up(mobile, json!({})).await.succeeded();
        let token = registered.body["id_token"].as_str().unwrap();
        let claims = app.verified(token).await.expect("signed by us");
        assert_eq!(claims["iss"], issuer);

        let path = issuer.strip_prefix("https://id.example.com").unwrap();
        let caller = app.device("").without("X-client-id");
        let document = caller.get(&format!("{path}{DOCUMENT}")).await.succeeded();
        let expected = json!({
            "issuer": issuer,
            "jwks_uri": "https://id.example.com/api/v1/oauth2/keys",
            "response_types_supported": ["id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        });
        assert_eq!(document.body, expected);
        assert_eq!(document.headers["cache-control"], "public, max-age=3600");
        let keys = document.body["jwks_uri"].as_str().unwrap();
        let keys = keys.strip_prefix("https://id.example.com").unwrap();
        let keys = caller.get(keys).await.succeeded();
        assert!(!keys.body["keys"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn where_no_domain_is_set_the_issuer_is_the_host_that_was_called() {
    let app = TestApp::with_parameter("Domain", "").await;
    let device = app.device(EIAM);
    let registered = device.sign_up(MOBILE, json!({})).await.succeeded();
    let token = registered.body["id_token"].as_str().unwrap();
    let claims = app.verified(token).await.expect("signed by us");
    let document = device.get(ROOT).await.succeeded();
    assert_eq!(document.body["issuer"], "https://localhost/api/v1/oauth2");
    assert_eq!(document.body["issuer"], claims["iss"]);
}

#[tokio::test]
async fn what_cannot_be_a_tenant_has_no_document() {
    let app = TestApp::start().await;
    let device = app.device(EIAM);
    for tenant in [
        "x",
        "08F770F51F80D2F40F38C00CB199FD21",
        "%2e%2e",
        "{tenant_id}",
    ] {
        let path = format!("/api/v1/oauth2/{tenant}{DOCUMENT}");
        let answer = device.get(&path).await;
        let text = "There is nothing at this address";
        assert_eq!(answer.error(), (404, "SDK.COMMON.1404", text), "{path}");
    }
}

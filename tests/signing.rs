//! Makes `X-signature` as clients do.

use crate::test_app::{Device, Response, TestApp};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use shared::platform::clock::Clock as _;

pub(crate) const PUBLIC_KEY: &str = "/api/v2/sdk/public-key";

/// What encrypts under the public key of an application.
pub(crate) struct Signer(OaepPublicEncryptingKey);

impl Signer {
    /// Asks for the key of the device's application.
    pub(crate) async fn of(device: &Device<'_>) -> Self {
        let answer = device.get(PUBLIC_KEY).await.succeeded();
        let der = BASE64_STANDARD.decode(answer.body["public_key"].as_str().unwrap());
        let key = PublicEncryptingKey::from_der(&der.unwrap()).unwrap();
        Self(OaepPublicEncryptingKey::new(key).unwrap())
    }

    pub(crate) fn encrypt(&self, text: &str) -> Vec<u8> {
        let mut ciphertext = vec![0; self.0.ciphertext_size()];
        let algorithm = &OAEP_SHA256_MGF1SHA256;
        let encrypted = self
            .0
            .encrypt(algorithm, text.as_bytes(), &mut ciphertext, None);
        encrypted.unwrap().to_vec()
    }

    /// A signature with a timestamp in milliseconds.
    pub(crate) fn sign_at(&self, millis: u64, session_token: &str, nonce: &str) -> String {
        let text = format!("session_token={session_token}&timestamp={millis}&nonce={nonce}");
        BASE64_STANDARD.encode(self.encrypt(&text))
    }

    /// A signature of now, for the session of a sign-in.
    pub(crate) fn sign(&self, app: &TestApp, signed_in: &Response, nonce: &str) -> String {
        let token = signed_in.body["session_token"].as_str().unwrap();
        self.sign_at(app.clock.now().millis(), token, nonce)
    }
}

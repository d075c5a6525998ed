//! `X-signature`: a session token that nobody on the way can read, good once and for five minutes.
//!
//! The client encrypts `session_token=…&timestamp=…&nonce=…` under the public key of its
//! application. Anybody can encrypt, so what proves something is the session token within; that the
//! text was not sent before is what timestamp and nonce are for.
//!
//! Whatever is wrong with a signature, the client is told the same, so that nobody learns from the
//! answers what a text decrypts to.

use crate::{
    error::{Error, Result, catalogue::ErrorCode},
    keys::{
        key_set::{ClientKeySets, KeyVersion, accepted},
        kinds::{DECRYPTION_GRACE, DecryptionKey},
        oaep::CIPHERTEXT_LENGTH,
    },
    platform::{
        Platform,
        clock::Timestamp,
        entropy::{ALPHANUMERIC, Entropy},
        settings::BootError,
    },
    request::context::Context,
    storage::{
        item_keys::nonce_key,
        store::Store,
        write::{Write, Written},
    },
    tokens::{session::SessionToken, token_hash},
    values::masked::masked,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use std::{sync::Arc, time::Duration};

/// How far a timestamp may be from our clock, either way.
const TOLERANCE: Duration = Duration::from_mins(5);
/// How long a nonce is kept: as long as a signature from the future may be good for, and a minute
/// for functions whose clocks differ.
const NONCE_KEPT_FOR: Duration = TOLERANCE
    .saturating_mul(2)
    .saturating_add(Duration::from_mins(1));
/// The length of a signature's base64, with padding.
const BASE64_LENGTH: usize = CIPHERTEXT_LENGTH.div_ceil(3) * 4;

/// What a signature holds, once it was decrypted and is of now.
#[derive(PartialEq, Eq)]
pub struct SignedSession {
    session_token: String,
    nonce: String,
}

masked!(SignedSession);

impl SignedSession {
    /// Returns the session token that the client encrypted.
    #[must_use]
    pub fn token(&self) -> SessionToken {
        SessionToken::presented(&self.session_token)
    }
}

/// Reads the signatures that clients present.
pub struct Signatures {
    keys: Arc<ClientKeySets<DecryptionKey>>,
    store: Arc<Store>,
    entropy: Arc<dyn Entropy>,
}

impl Signatures {
    /// Needs the decryption keys and the Transient table.
    pub fn new(platform: &Platform) -> Result<Self, BootError> {
        Ok(Self {
            keys: ClientKeySets::of(platform)?,
            store: Store::of(platform)?,
            entropy: Arc::clone(&platform.entropy),
        })
    }

    /// Decrypts a signature with the keys of the caller's application, and checks that it is of
    /// now. Whether it was used before says [`Self::use_once`].
    pub async fn read(&self, cx: &Context, signature: &str) -> Result<SignedSession> {
        // Checked first, so that no more than that is ever decoded.
        if signature.len() != BASE64_LENGTH {
            return Err(bad("length"));
        }
        let ciphertext = BASE64_STANDARD.decode(signature);
        let ciphertext = ciphertext.map_err(|_| bad("not base64"))?;
        let plaintext = self.decrypt(cx, &ciphertext).await?;
        parse(&plaintext, cx.now).map_err(bad)
    }

    async fn decrypt(&self, cx: &Context, ciphertext: &[u8]) -> Result<Vec<u8>> {
        let keys = self.keys.of_client(&cx.caller.application.client_id);
        let known = keys.all(cx.now).await?;
        if let Some(plaintext) = decrypt(&known, ciphertext, cx.now) {
            return Ok(plaintext);
        }
        // It may be a key that replaced a revoked one since.
        let renewed = keys.renewed(cx.now).await?;
        let is_new = !Arc::ptr_eq(&known, &renewed);
        let plaintext = is_new.then(|| decrypt(&renewed, ciphertext, cx.now));
        plaintext.flatten().ok_or_else(|| bad("no key decrypts it"))
    }

    /// Uses up the nonce of a signature. Of several requests with one nonce of one session, at once
    /// or one after the other, the first is let through.
    ///
    /// The item is named after a hash, which tells nobody whose session it is, and has one size
    /// whatever the client's nonces look like.
    pub async fn use_once(&self, cx: &Context, signed: &SignedSession) -> Result<()> {
        let session = signed.token().session_id();
        let used = format!("{session}\n{}", signed.nonce);
        let write = Write::update(nonce_key(&token_hash::of(&used)))
            .set("expires_at = :ends")
            // Where the answer to the write got lost, it is tried again and finds the nonce used:
            // by this same request.
            .idempotent_by(&self.entropy.text(ALPHANUMERIC, 12))
            .condition("attribute_not_exists(pk) OR expires_at <= :now")
            .number(":ends", (cx.now + NONCE_KEPT_FOR).secs())
            .number(":now", cx.now.secs());
        match self.store.write(write).await? {
            Written::Done(_) => Ok(()),
            Written::Refused(_) => Err(bad("used")),
        }
    }
}

/// The error of every signature that is not accepted; the log alone has the reason.
#[must_use]
pub const fn bad(why: &'static str) -> Error {
    Error::new(ErrorCode::BadSignature).because(why)
}

fn decrypt(
    keys: &[KeyVersion<DecryptionKey>],
    ciphertext: &[u8],
    now: Timestamp,
) -> Option<Vec<u8>> {
    accepted(keys, now, DECRYPTION_GRACE).find_map(|key| key.key.pkcs8.decrypt(ciphertext))
}

/// Takes `session_token=…&timestamp=…&nonce=…` apart: each of these once, in any order, and nothing
/// else. Nothing is percent-decoded: what comes after the first `=` is the value.
fn parse(plaintext: &[u8], now: Timestamp) -> Result<SignedSession, &'static str> {
    let text = std::str::from_utf8(plaintext).map_err(|_| "not UTF-8")?;
    let (mut session_token, mut timestamp, mut nonce) = (None, None, None);
    for member in text.split('&') {
        let (name, value) = member.split_once('=').ok_or("a member without a value")?;
        let place = match name {
            "session_token" => &mut session_token,
            "timestamp" => &mut timestamp,
            "nonce" => &mut nonce,
            _ => return Err("a member of another name"),
        };
        if value.is_empty() || place.replace(value).is_some() {
            return Err("a member that is empty or there twice");
        }
    }
    let (Some(session_token), Some(timestamp), Some(nonce)) = (session_token, timestamp, nonce)
    else {
        return Err("a member is missing");
    };
    let is_number = timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let timestamp = timestamp.parse::<u64>().ok().filter(|_| is_number);
    let timestamp = timestamp.ok_or("not a timestamp")?;
    if u128::from(timestamp.abs_diff(now.millis())) > TOLERANCE.as_millis() {
        return Err("not of now");
    }
    Ok(SignedSession {
        session_token: session_token.to_owned(),
        nonce: nonce.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_165_200_123);

    fn parsed(text: &str) -> Result<SignedSession, &'static str> {
        parse(text.as_bytes(), NOW)
    }

    fn of(millis: u64) -> bool {
        parsed(&format!("session_token=t&timestamp={millis}&nonce=n")).is_ok()
    }

    #[test]
    fn token_timestamp_and_nonce_are_each_there_once_in_any_order() {
        let now = NOW.millis();
        let expected = Ok(SignedSession {
            session_token: "t".to_owned(),
            nonce: "a=b%26".to_owned(),
        });
        for text in [
            format!("session_token=t&timestamp={now}&nonce=a=b%26"),
            format!("nonce=a=b%26&timestamp={now}&session_token=t"),
        ] {
            assert_eq!(parsed(&text), expected, "{text}");
        }
        for text in [
            String::new(),
            "&".to_owned(),
            format!("session_token=t&timestamp={now}"),
            format!("session_token=t&timestamp={now}&nonce="),
            format!("session_token=t&timestamp={now}&nonce"),
            format!("session_token=t&timestamp={now}&nonce=n&"),
            format!("session_token=t&timestamp={now}&nonce=n&nonce=m"),
            format!("session_token=t&timestamp={now}&nonce=n&more=m"),
            format!("session_token=t&timestamp=+{now}&nonce=n"),
            format!("session_token=t&timestamp={now}.0&nonce=n"),
            "session_token=t&timestamp=99999999999999999999&nonce=n".to_owned(),
        ] {
            assert!(parsed(&text).is_err(), "{text}");
        }
        assert!(parse(b"session_token=\xFF&timestamp=1&nonce=n", NOW).is_err());
    }

    #[test]
    fn a_timestamp_may_be_five_minutes_off_either_way() {
        let five_minutes = 300_000;
        assert!(of(NOW.millis() - five_minutes));
        assert!(of(NOW.millis() + five_minutes));
        assert!(!of(NOW.millis() - five_minutes - 1));
        assert!(!of(NOW.millis() + five_minutes + 1));
        assert!(!of(0));
        assert!(!of(u64::MAX));
        assert!(!of(NOW.secs()), "seconds");
    }

    #[test]
    fn what_a_signature_holds_prints_masked() {
        let text = format!("session_token=t&timestamp={}&nonce=n", NOW.millis());
        assert_eq!(format!("{:?}", parsed(&text)), "Ok(SignedSession(***))");
    }

    proptest! {
        #[test]
        fn any_plaintext_is_read_or_refused(text in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&text, NOW);
        }
    }
}

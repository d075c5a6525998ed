//! The pass that a solved puzzle gives: good for one code to one destination.

use crate::{
    captcha::token::{
        Recipient, StoredPuzzle, Token, issued_to, recipient_pseudonym, refusal, refused,
    },
    error::{Error, Result},
    keys::kinds::PseudonymKey,
    platform::clock::Timestamp,
    request::context::Context,
    storage::{item_keys::pass_key, store::Store, transaction::Transaction, write::Write},
    values::{
        field::{Field, FieldError, FieldSchema, ParseContext},
        pseudonym::Pseudonym,
    },
};
use serde::Serialize;
use std::time::Duration;

/// How long a solved puzzle is good for a code.
pub(crate) const PASS_LIFETIME: Duration = Duration::from_mins(3);

/// A solved puzzle as it is kept.
#[derive(Serialize)]
pub(crate) struct PassRecord {
    pub(super) destination: Pseudonym,
    #[serde(rename = "given_to")]
    pub(super) issued_to: String,
    /// Who made it: one request of several.
    pub(super) made_by: String,
    pub(super) expires_at: Timestamp,
}

/// The pass that a solved puzzle gave: `<token>---<point>`.
#[derive(Debug)]
pub struct PassToken(Token);

impl Field for PassToken {
    const SCHEMA: FieldSchema = FieldSchema::text(
        512,
        "6f1ed002ab5595859014ebf0951522d9---{\"x\":237.0,\"y\":5.0}",
    );

    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        let name = text.split_once("---").map_or(text, |(name, _)| name);
        Token::read(name, rules).map(Self)
    }
}

/// A pass in the hands of somebody who spends it, under a name of their own.
pub struct Pass<'a> {
    token: &'a PassToken,
    name: String,
    cx: &'a Context,
    destination: Pseudonym,
}

impl PassToken {
    /// For a send to a destination.
    #[must_use]
    pub fn spent_by<'a>(
        &'a self,
        name: String,
        cx: &'a Context,
        pseudonyms: &PseudonymKey,
        destination: &Recipient,
    ) -> Pass<'a> {
        Pass {
            token: self,
            name,
            cx,
            destination: recipient_pseudonym(pseudonyms, cx, destination),
        }
    }
}

impl Pass<'_> {
    /// Why it is not good for this send, where it is not. Asked before the transaction that spends
    /// it: a transaction holds the items of the destination and the address while it is refused,
    /// so that a flood of invented passes would keep their owners from sending.
    pub async fn find_refusal(&self, store: &Store) -> Result<Option<Error>> {
        let stored: Option<StoredPuzzle> = store.get(&pass_key(&self.token.0.0)).await?;
        let is_good = stored.as_ref().is_some_and(|stored| {
            stored.spent.is_none()
                && stored.expires_at > self.cx.now
                && stored.issued_to == issued_to(self.cx)
                && stored.destination.as_ref() == Some(&self.destination)
        });
        Ok((!is_good).then(|| refusal(stored, self.cx)))
    }

    /// Spends it, along with whatever else the send writes.
    #[must_use]
    pub fn spend(&self) -> Transaction<'static> {
        let cx = self.cx;
        let spend = Write::update(pass_key(&self.token.0.0))
            .set("spent = :name")
            .condition("attribute_not_exists(spent) AND expires_at > :now")
            .condition("given_to = :caller AND destination = :destination")
            .number(":now", cx.now.secs())
            .text(":name", &self.name)
            .text(":caller", issued_to(self.cx))
            .text(":destination", self.destination.to_string());
        let cx = cx.clone();
        Transaction::default().and(spend, move |item| refused(item, &cx))
    }

    /// Makes it good again, for a send that came to nothing.
    #[must_use]
    pub fn give_back(&self) -> Transaction<'static> {
        let give = Write::update(pass_key(&self.token.0.0))
            .remove("spent")
            .condition("spent = :name");
        let not_ours = |_: &_| Error::internal("giving a pass back");
        Transaction::default().and(give.text(":name", &self.name), not_ours)
    }
}

//! The item of an imported user's id in the product that they come from. It makes an import
//! repeatable: whoever has such an item was imported before.

use crate::{
    platform::clock::Timestamp,
    values::{
        identifiers::{ExternalId, UserId},
        masked::masked,
    },
};
use aws_lc_rs::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Says which user was imported under an id, and from what. It is erased with its user.
#[derive(Clone, Serialize, Deserialize)]
pub struct ImportedUser {
    pub user_id: UserId,
    imported_at: Timestamp,
    members: MemberDigests,
}

masked!(ImportedUser);

/// Four bytes of a digest of each member of a line, in hexadecimal digits, by the member's name:
/// enough to notice that a line was changed. The values are those of the user's item, or were once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberDigests(BTreeMap<String, String>);

masked!(MemberDigests);

impl MemberDigests {
    /// The digests of the members that a line has for the user of an id.
    #[must_use]
    pub fn of(external_id: &ExternalId, members: &Map<String, Value>) -> Self {
        let digest = |(name, value): (&String, &Value)| {
            let mut context = Context::new(&SHA256);
            for part in [external_id.as_str(), name, &value.to_string()] {
                context.update(part.as_bytes());
                context.update(&[0]);
            }
            let mut text = hex::encode(context.finish());
            text.truncate(8);
            (name.clone(), text)
        };
        Self(members.iter().map(digest).collect())
    }
}

impl ImportedUser {
    /// Makes the item of a user who is imported at `now`.
    #[must_use]
    pub const fn new(user_id: UserId, now: Timestamp, members: MemberDigests) -> Self {
        Self {
            user_id,
            imported_at: now,
            members,
        }
    }

    /// The names of the members in which another line for the same id differs.
    #[must_use]
    pub fn changed_members<'s>(&'s self, other: &'s MemberDigests) -> BTreeSet<&'s str> {
        let (before, after) = (&self.members.0, &other.0);
        let names = before.keys().chain(after.keys());
        names
            .filter(|name| before.get(*name) != after.get(*name))
            .map(String::as_str)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn digests(line: &Value) -> MemberDigests {
        let id = "u-1".to_owned().try_into().unwrap();
        MemberDigests::of(&id, line.as_object().unwrap())
    }

    #[test]
    fn a_changed_line_is_noticed_by_its_members() {
        let members = digests(&json!({ "name": "a", "email": { "value": "b" }, "zip_code": "1" }));
        let imported = ImportedUser::new(UserId::nobody(), Timestamp::default(), members.clone());
        assert!(imported.changed_members(&members).is_empty());
        let other = digests(&json!({ "name": "b", "email": { "value": "b" }, "industry": "1" }));
        let changed = imported.changed_members(&other);
        assert_eq!(Vec::from_iter(changed), ["industry", "name", "zip_code"]);
    }
}

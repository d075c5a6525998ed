//! The decision of every binding, in one place: who is linked, who is created, who is sent on, who is refused.

use crate::{error::catalogue::ErrorCode, tenants::source::Unassociated};
use BindEndpoint as C;
use ContactOwner as O;
use Decision as D;
use SocialOwner as S;
use Unassociated as U;
use std::fmt;

/// Which of the binding calls it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BindEndpoint {
    /// `social/bind`
    Bind,
    /// `social/register-bind`
    RegisterBind,
    /// `social/wechat-mobile-bind`
    WechatMobileBind,
    /// `social/wechat-mobile-register-bind`
    WechatMobileRegisterBind,
    /// `social/username-password-bind`
    PasswordBind,
}

/// Whose the proved contact is, as seen from the social account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContactOwner {
    /// Nobody's.
    Nobody,
    /// A user who may come in, and who has no account of this source.
    Active,
    /// A user who may not come in.
    Disabled,
    /// A user who has another account of this source.
    BoundToOther,
    /// The user who has this very account.
    BoundToThis,
}

/// Whose the social account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SocialOwner {
    /// Nobody's.
    Nobody,
    /// Some user's.
    Somebody,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The account is linked to the contact's owner, who comes in.
    Link,
    /// A user is created with the contact and the account, and comes in.
    CreateAndLink,
    /// They are linked already: the user comes in.
    Enter,
    /// `SOCIAL_BIND`: another contact may be tried.
    SocialBind,
    /// `USER_REGISTER`: the person may register.
    UserRegister,
    /// `ACCESS_DENIED`
    Deny,
    /// An error.
    Refuse(ErrorCode),
}

impl BindEndpoint {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Bind,
        Self::RegisterBind,
        Self::WechatMobileBind,
        Self::WechatMobileRegisterBind,
        Self::PasswordBind,
    ];

    /// Whether it may create a user.
    #[must_use]
    pub const fn registers(self) -> bool {
        matches!(self, Self::RegisterBind | Self::WechatMobileRegisterBind)
    }
}

impl ContactOwner {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Nobody,
        Self::Active,
        Self::Disabled,
        Self::BoundToOther,
        Self::BoundToThis,
    ];
}

/// A row: the policies, calls, contact's owners and account's owners that it is about (none named: all), and what is done.
type Row = (
    &'static [Unassociated],
    &'static [BindEndpoint],
    &'static [ContactOwner],
    &'static [SocialOwner],
    Decision,
);

/// The first row that fits decides. docs/binding.md is this table.
pub const TABLE: &[Row] = &[
    (&[U::Fail], &[], &[], &[], D::Deny),
    (
        &[U::Bind],
        &[C::RegisterBind, C::WechatMobileRegisterBind],
        &[],
        &[],
        D::Refuse(ErrorCode::SourceNotConfigured),
    ),
    (&[], &[], &[O::Disabled], &[], D::Deny),
    (&[], &[], &[O::BoundToThis], &[S::Somebody], D::Enter),
    (
        &[],
        &[],
        &[],
        &[S::Somebody],
        D::Refuse(ErrorCode::SocialTaken),
    ),
    (
        &[],
        &[],
        &[O::BoundToOther, O::BoundToThis],
        &[],
        D::Refuse(ErrorCode::UserBound),
    ),
    (&[], &[], &[O::Active], &[], D::Link),
    (
        &[],
        &[C::RegisterBind, C::WechatMobileRegisterBind],
        &[O::Nobody],
        &[],
        D::CreateAndLink,
    ),
    (
        &[],
        &[C::PasswordBind],
        &[O::Nobody],
        &[],
        D::Refuse(ErrorCode::NoSuchUser),
    ),
    (
        &[U::BindOrRegister],
        &[C::Bind, C::WechatMobileBind],
        &[O::Nobody],
        &[],
        D::UserRegister,
    ),
    (
        &[U::Bind],
        &[C::WechatMobileBind],
        &[O::Nobody],
        &[],
        D::SocialBind,
    ),
    (
        &[U::Bind],
        &[C::Bind],
        &[O::Nobody],
        &[],
        D::Refuse(ErrorCode::NoSuchUser),
    ),
];

/// What is done.
#[must_use]
pub fn decide(
    policy: Unassociated,
    call: BindEndpoint,
    contact: ContactOwner,
    social: SocialOwner,
) -> Decision {
    // Every case has a row, as a test goes to see; one that had none would be let nowhere.
    deciding_row(policy, call, contact, social).map_or(Decision::Deny, |row| TABLE[row].4)
}

/// The place in the table of the first row that fits.
fn deciding_row(
    policy: Unassociated,
    call: BindEndpoint,
    contact: ContactOwner,
    social: SocialOwner,
) -> Option<usize> {
    let fits = |row: &Row| {
        (row.0.is_empty() || row.0.contains(&policy))
            && (row.1.is_empty() || row.1.contains(&call))
            && (row.2.is_empty() || row.2.contains(&contact))
            && (row.3.is_empty() || row.3.contains(&social))
    };
    TABLE.iter().position(fits)
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("link, SUCCESS"),
            Self::CreateAndLink => f.write_str("create and link, SUCCESS"),
            Self::Enter => f.write_str("SUCCESS, nothing new is linked"),
            Self::SocialBind => f.write_str("SOCIAL_BIND"),
            Self::UserRegister => f.write_str("USER_REGISTER"),
            Self::Deny => f.write_str("ACCESS_DENIED"),
            Self::Refuse(code) => {
                write!(
                    f,
                    "{code:?}: {}",
                    code.wire(crate::error::catalogue::Dialect::Oneaccess)
                )
            }
        }
    }
}

/// The table for people, in Markdown.
#[must_use]
pub fn as_markdown() -> String {
    fn any<T: fmt::Debug>(values: &[T]) -> String {
        if values.is_empty() {
            return "any".to_owned();
        }
        values
            .iter()
            .map(|value| format!("{value:?}"))
            .collect::<Vec<_>>()
            .join(", ")
    }
    let row = |(policy, call, contact, social, decision): &Row| {
        format!(
            "| {} | {} | {} | {} | {decision} |\n",
            any(policy),
            any(call),
            any(contact),
            any(social)
        )
    };
    let head = "| source policy | call | contact belongs to | account belongs to | what is done |\n|---|---|---|---|---|\n";
    TABLE
        .iter()
        .fold(head.to_owned(), |text, one| text + &row(one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const POLICIES: [Unassociated; 3] = [U::Bind, U::BindOrRegister, U::Fail];

    fn cases() -> impl Iterator<Item = (Unassociated, BindEndpoint, ContactOwner, SocialOwner)> {
        POLICIES.into_iter().flat_map(|policy| {
            BindEndpoint::ALL.into_iter().flat_map(move |call| {
                ContactOwner::ALL.into_iter().flat_map(move |contact| {
                    [S::Nobody, S::Somebody].map(|social| (policy, call, contact, social))
                })
            })
        })
    }

    #[test]
    fn every_case_has_a_row_and_every_row_a_case() {
        let row = |case @ (policy, call, contact, social)| {
            deciding_row(policy, call, contact, social)
                .unwrap_or_else(|| panic!("no row for {case:?}"))
        };
        let rows: HashSet<_> = cases().map(row).collect();
        assert_eq!(rows.len(), TABLE.len());
    }

    #[test]
    fn nobody_is_created_or_linked_against_the_policy_or_over_somebody_else() {
        for case @ (policy, call, contact, social) in cases() {
            let decision = decide(policy, call, contact, social);
            if decision == D::CreateAndLink {
                assert_eq!(
                    (policy, contact, social),
                    (U::BindOrRegister, O::Nobody, S::Nobody),
                    "{case:?}"
                );
                assert!(call.registers(), "{case:?}");
            }
            if decision == D::Link {
                assert_ne!(policy, U::Fail, "{case:?}");
                assert_eq!((contact, social), (O::Active, S::Nobody), "{case:?}");
            }
            if decision == D::Enter {
                assert_eq!((contact, social), (O::BoundToThis, S::Somebody), "{case:?}");
            }
            if contact == O::Disabled {
                assert!(
                    matches!(
                        decision,
                        D::Deny | D::Refuse(ErrorCode::SourceNotConfigured)
                    ),
                    "{case:?}"
                );
            }
        }
    }

    #[test]
    fn the_contracts_own_sentences_hold() {
        let nobody = |policy, call| decide(policy, call, O::Nobody, S::Nobody);
        assert_eq!(nobody(U::BindOrRegister, C::Bind), D::UserRegister);
        assert_eq!(
            nobody(U::BindOrRegister, C::WechatMobileBind),
            D::UserRegister
        );
        assert_eq!(nobody(U::Bind, C::WechatMobileBind), D::SocialBind);
        assert_eq!(nobody(U::Bind, C::Bind), D::Refuse(ErrorCode::NoSuchUser));
        assert_eq!(
            nobody(U::Bind, C::RegisterBind),
            D::Refuse(ErrorCode::SourceNotConfigured)
        );
        assert_eq!(nobody(U::BindOrRegister, C::RegisterBind), D::CreateAndLink);
    }
}

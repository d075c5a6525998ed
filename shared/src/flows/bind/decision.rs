//! The decision of every binding, in one place: who is linked, who is created, who is sent
//! on, who is refused.

use crate::{
    error::catalogue::{Dialect, ErrorCode, ErrorForm},
    tenants::source::Unassociated,
};
use std::fmt::{self, Write as _};

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
    Nobody,
    /// A user who may sign in, and who has no account of this source.
    Active,
    /// A user who may not sign in.
    Disabled,
    /// A user who has another account of this source.
    BoundToOther,
    /// The user who has this very account.
    BoundToThis,
}

/// Whose the social account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SocialOwner {
    Nobody,
    User,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The account is linked to the contact's owner, who is signed in.
    Link,
    /// A user is created with the contact and the account, and is signed in.
    CreateAndLink,
    /// They are linked already: the user is signed in.
    SignIn,
    /// `SOCIAL_BIND`: another contact may be tried.
    SocialBind,
    /// `USER_REGISTER`: the person may register.
    UserRegister,
    /// `ACCESS_DENIED`
    Deny,
    Refuse(ErrorCode),
}

impl BindEndpoint {
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
    pub const ALL: [Self; 5] = [
        Self::Nobody,
        Self::Active,
        Self::Disabled,
        Self::BoundToOther,
        Self::BoundToThis,
    ];
}

/// The factors that count where the application wants two: those that the user had before. An
/// account that is linked just now proves nothing, whoever brings it along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CountedFactors {
    /// Nobody who had anything before is signed in.
    None,
    /// The proof that was given.
    Proof,
    /// The proof that was given, and the social account.
    ProofAndAccount,
}

/// What a row is about: some of the values, or any.
#[derive(Clone, Copy, Debug)]
struct Of<T: 'static>(&'static [T]);

impl<T: PartialEq> Of<T> {
    const ANY: Self = Self(&[]);

    fn fits(self, value: &T) -> bool {
        self.0.is_empty() || self.0.contains(value)
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
struct Row {
    policy: Of<Unassociated>,
    endpoint: Of<BindEndpoint>,
    contact: Of<ContactOwner>,
    account: Of<SocialOwner>,
    then: Decision,
    counts: CountedFactors,
}

/// A row about everything, which does nothing: the rows below say where they differ.
const ANY: Row = Row {
    policy: Of::ANY,
    endpoint: Of::ANY,
    contact: Of::ANY,
    account: Of::ANY,
    then: Decision::Deny,
    counts: CountedFactors::None,
};

/// The endpoints that may create a user.
const REGISTERING: Of<BindEndpoint> = Of(&[
    BindEndpoint::RegisterBind,
    BindEndpoint::WechatMobileRegisterBind,
]);

/// The first row that fits decides. docs/binding.md is this table.
const TABLE: &[Row] = &[
    Row {
        policy: Of(&[Unassociated::Fail]),
        then: Decision::Deny,
        ..ANY
    },
    Row {
        policy: Of(&[Unassociated::Bind]),
        endpoint: REGISTERING,
        then: Decision::Refuse(ErrorCode::SourceNotConfigured),
        ..ANY
    },
    Row {
        contact: Of(&[ContactOwner::Disabled]),
        then: Decision::Deny,
        ..ANY
    },
    Row {
        contact: Of(&[ContactOwner::BoundToThis]),
        account: Of(&[SocialOwner::User]),
        then: Decision::SignIn,
        counts: CountedFactors::ProofAndAccount,
        ..ANY
    },
    Row {
        account: Of(&[SocialOwner::User]),
        then: Decision::Refuse(ErrorCode::SocialTaken),
        ..ANY
    },
    Row {
        contact: Of(&[ContactOwner::BoundToOther, ContactOwner::BoundToThis]),
        then: Decision::Refuse(ErrorCode::UserBound),
        ..ANY
    },
    Row {
        contact: Of(&[ContactOwner::Active]),
        then: Decision::Link,
        counts: CountedFactors::Proof,
        ..ANY
    },
    Row {
        endpoint: REGISTERING,
        contact: Of(&[ContactOwner::Nobody]),
        then: Decision::CreateAndLink,
        ..ANY
    },
    Row {
        endpoint: Of(&[BindEndpoint::PasswordBind]),
        contact: Of(&[ContactOwner::Nobody]),
        then: Decision::Refuse(ErrorCode::NoSuchUser),
        ..ANY
    },
    Row {
        policy: Of(&[Unassociated::BindOrRegister]),
        endpoint: Of(&[BindEndpoint::Bind, BindEndpoint::WechatMobileBind]),
        contact: Of(&[ContactOwner::Nobody]),
        then: Decision::UserRegister,
        ..ANY
    },
    Row {
        policy: Of(&[Unassociated::Bind]),
        endpoint: Of(&[BindEndpoint::WechatMobileBind]),
        contact: Of(&[ContactOwner::Nobody]),
        then: Decision::SocialBind,
        ..ANY
    },
    Row {
        policy: Of(&[Unassociated::Bind]),
        endpoint: Of(&[BindEndpoint::Bind]),
        contact: Of(&[ContactOwner::Nobody]),
        then: Decision::Refuse(ErrorCode::NoSuchUser),
        ..ANY
    },
];

/// What is done, and which factors count for it.
#[must_use]
pub fn decide(
    policy: Unassociated,
    endpoint: BindEndpoint,
    contact: ContactOwner,
    account: SocialOwner,
) -> (Decision, CountedFactors) {
    // Every case has a row, as a test goes to see; one that had none would be let nowhere.
    let row = deciding_row(policy, endpoint, contact, account).map_or(&ANY, |row| &TABLE[row]);
    (row.then, row.counts)
}

/// What is decided whoever owns what: asked before a one-time code of WeChat's is used.
#[must_use]
pub fn decide_by_policy(policy: Unassociated, endpoint: BindEndpoint) -> Option<Decision> {
    let is_of_any_owner = |row: &&Row| row.contact.0.is_empty() && row.account.0.is_empty();
    let mut rows = TABLE
        .iter()
        .take_while(is_of_any_owner)
        .filter(|row| row.policy.fits(&policy) && row.endpoint.fits(&endpoint));
    rows.next().map(|row| row.then)
}

/// The place in the table of the first row that fits.
fn deciding_row(
    policy: Unassociated,
    endpoint: BindEndpoint,
    contact: ContactOwner,
    account: SocialOwner,
) -> Option<usize> {
    TABLE.iter().position(|row| {
        row.policy.fits(&policy)
            && row.endpoint.fits(&endpoint)
            && row.contact.fits(&contact)
            && row.account.fits(&account)
    })
}

impl fmt::Display for CountedFactors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "–",
            Self::Proof => "the proof",
            Self::ProofAndAccount => "the proof and the account",
        })
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link => f.write_str("link, SUCCESS"),
            Self::CreateAndLink => f.write_str("create and link, SUCCESS"),
            Self::SignIn => f.write_str("SUCCESS, nothing new is linked"),
            Self::SocialBind => f.write_str("SOCIAL_BIND"),
            Self::UserRegister => f.write_str("USER_REGISTER"),
            Self::Deny => f.write_str("ACCESS_DENIED"),
            Self::Refuse(code) => {
                let wire = code.wire(ErrorForm::Sdk, Dialect::Oneaccess);
                write!(f, "{code:?}: {wire}")
            }
        }
    }
}

/// The table for people, in Markdown.
#[must_use]
pub fn as_markdown() -> String {
    fn cell<T: fmt::Debug>(Of(values): Of<T>) -> String {
        if values.is_empty() {
            return "any".to_owned();
        }
        let values: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
        values.join(", ")
    }
    let mut text = String::from(
        "| source policy | call | contact belongs to | account belongs to | what is done | factors that count |\n\
         |---|---|---|---|---|---|\n",
    );
    for row in TABLE {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            cell(row.policy),
            cell(row.endpoint),
            cell(row.contact),
            cell(row.account),
            row.then,
            row.counts
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use {
        BindEndpoint as C, ContactOwner as O, Decision as D, SocialOwner as S, Unassociated as U,
    };

    const POLICIES: [Unassociated; 3] = [U::Bind, U::BindOrRegister, U::Fail];

    fn cases() -> impl Iterator<Item = (Unassociated, BindEndpoint, ContactOwner, SocialOwner)> {
        POLICIES.into_iter().flat_map(|policy| {
            BindEndpoint::ALL.into_iter().flat_map(move |call| {
                ContactOwner::ALL.into_iter().flat_map(move |contact| {
                    [S::Nobody, S::User].map(|social| (policy, call, contact, social))
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
    fn no_row_creates_or_links_against_the_policy_or_over_another_user() {
        for case @ (policy, call, contact, social) in cases() {
            let (decision, counts) = decide(policy, call, contact, social);
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
            let expected = match decision {
                D::Link => CountedFactors::Proof,
                D::SignIn => CountedFactors::ProofAndAccount,
                _ => CountedFactors::None,
            };
            assert_eq!(counts, expected, "{case:?}");
            if decision == D::SignIn {
                assert_eq!((contact, social), (O::BoundToThis, S::User), "{case:?}");
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
    fn what_the_policy_decides_alone_is_what_is_decided() {
        for policy in POLICIES {
            for call in C::ALL {
                let decided = cases()
                    .filter(|case| (case.0, case.1) == (policy, call))
                    .map(|(policy, call, contact, social)| decide(policy, call, contact, social).0);
                let decided: HashSet<_> = decided.collect();
                if let Some(decision) = decide_by_policy(policy, call) {
                    assert_eq!(decided, HashSet::from([decision]), "{policy:?} {call:?}");
                } else {
                    assert!(decided.len() > 1, "{policy:?} {call:?}");
                }
            }
        }
    }

    #[test]
    fn the_contracts_own_sentences_hold() {
        let nobody = |policy, call| decide(policy, call, O::Nobody, S::Nobody).0;
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

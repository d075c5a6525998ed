//! Authentication factors, as sessions and `id_token`s record them, and which of them count where
//! an application wants two.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt::Write as _};

/// A proof of identity that a user gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A WeChat account that was linked to the user before.
    Wechat,
    /// A phone number that WeChat has verified.
    WechatPhone,
    /// A code sent to the mobile phone.
    Sms,
    /// A code sent to the e-mail address.
    Mail,
    Password,
}

/// The kind of a factor. Two factors of one kind count as one: whoever has the phone has all that
/// is sent to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactorKind {
    Social,
    Mobile,
    Email,
    Password,
}

impl Factor {
    /// The kind as which the factor counts.
    #[must_use]
    pub const fn kind(self) -> FactorKind {
        match self {
            Self::Wechat => FactorKind::Social,
            Self::WechatPhone | Self::Sms => FactorKind::Mobile,
            Self::Mail => FactorKind::Email,
            Self::Password => FactorKind::Password,
        }
    }

    /// Its value in the `amr` claim, from RFC 8176, or one of our own if that has none.
    const fn amr(self) -> &'static str {
        match self {
            Self::Wechat | Self::WechatPhone => "wechat",
            Self::Sms => "sms",
            Self::Mail => "otp",
            Self::Password => "pwd",
        }
    }
}

/// What was proved when a password was set, or a social account was linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// Factors of one kind, or none. Whoever has that factor could have set this up by themselves,
    /// so it is no second one beside it.
    OneKind,
    /// Factors of two kinds; or the user was created with it, when there was nothing to steal yet.
    TwoKinds,
}

impl SetUp {
    /// By what was proved then.
    #[must_use]
    pub fn by(proved: &[Factor]) -> Self {
        if count_kinds(proved) > 1 {
            Self::TwoKinds
        } else {
            Self::OneKind
        }
    }
}

/// A row of the table of factors.
struct Row {
    factor: Factor,
    /// How it was set up; any way, where that makes no difference.
    set_up: Option<SetUp>,
    counts: bool,
}

/// Which factors count where an application wants two of different kinds. Every way to sign in
/// follows this table: logins, bindings and second factors. docs/logins.md shows it.
const TABLE: &[Row] = &[
    Row {
        factor: Factor::Sms,
        set_up: None,
        counts: true,
    },
    Row {
        factor: Factor::Mail,
        set_up: None,
        counts: true,
    },
    Row {
        factor: Factor::WechatPhone,
        set_up: None,
        counts: true,
    },
    Row {
        factor: Factor::Password,
        set_up: Some(SetUp::TwoKinds),
        counts: true,
    },
    Row {
        factor: Factor::Password,
        set_up: Some(SetUp::OneKind),
        counts: false,
    },
    Row {
        factor: Factor::Wechat,
        set_up: Some(SetUp::TwoKinds),
        counts: true,
    },
    Row {
        factor: Factor::Wechat,
        set_up: Some(SetUp::OneKind),
        counts: false,
    },
];

impl Factor {
    /// Tells whether the factor counts where two are wanted.
    #[must_use]
    pub fn counts(self, set_up: SetUp) -> bool {
        let fits = |row: &&Row| row.factor == self && row.set_up.is_none_or(|of| of == set_up);
        TABLE.iter().find(fits).is_some_and(|row| row.counts)
    }
}

/// The table for people, in Markdown.
#[must_use]
pub fn as_markdown() -> String {
    let mut text = String::from(
        "| factor | proved by | set up with | counts as | `amr` |\n|---|---|---|---|---|\n",
    );
    for row in TABLE {
        let by = match row.factor {
            Factor::Sms => "a code to the mobile",
            Factor::Mail => "a code to the e-mail address",
            Factor::WechatPhone => "the number that WeChat vouches for",
            Factor::Password => "the password",
            Factor::Wechat => "the WeChat account",
        };
        let set_up = match row.set_up {
            None => "any",
            Some(SetUp::OneKind) => "one kind of factor",
            Some(SetUp::TwoKinds) => "two kinds, or the user was created with it",
        };
        let counts = if row.counts {
            format!("{:?}", row.factor.kind())
        } else {
            "nothing".to_owned()
        };
        let (factor, amr) = (row.factor, row.factor.amr());
        let _ = writeln!(
            text,
            "| {factor:?} | {by} | {set_up} | {counts} | `{amr}` |"
        );
    }
    text
}

/// Counts the kinds of these factors.
#[must_use]
pub fn count_kinds(factors: &[Factor]) -> usize {
    let kinds: BTreeSet<_> = factors.iter().map(|factor| factor.kind()).collect();
    kinds.len()
}

/// The `amr` claim: one value for each factor, and `mfa` if they are of several kinds.
#[must_use]
pub fn amr(factors: &[Factor]) -> Vec<&'static str> {
    let mut words: Vec<_> = factors.iter().map(|factor| factor.amr()).collect();
    words.dedup();
    if count_kinds(factors) > 1 {
        words.push("mfa");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Factor; 5] = [
        Factor::Wechat,
        Factor::WechatPhone,
        Factor::Sms,
        Factor::Mail,
        Factor::Password,
    ];

    #[test]
    fn every_factor_has_one_row_for_each_way_of_setting_it_up() {
        for factor in ALL {
            for set_up in [SetUp::OneKind, SetUp::TwoKinds] {
                let rows = TABLE
                    .iter()
                    .filter(|row| row.factor == factor && row.set_up.is_none_or(|of| of == set_up));
                assert_eq!(rows.count(), 1, "{factor:?} {set_up:?}");
            }
        }
    }

    #[test]
    fn what_one_factor_can_set_up_is_no_second_factor() {
        for factor in ALL {
            assert!(factor.counts(SetUp::TwoKinds), "{factor:?}");
            let is_set_up = matches!(factor, Factor::Wechat | Factor::Password);
            assert_eq!(factor.counts(SetUp::OneKind), !is_set_up, "{factor:?}");
        }
    }

    #[test]
    fn factors_of_one_kind_are_one() {
        assert_eq!(SetUp::by(&[]), SetUp::OneKind);
        assert_eq!(
            SetUp::by(&[Factor::Sms, Factor::WechatPhone]),
            SetUp::OneKind
        );
        assert_eq!(SetUp::by(&[Factor::Sms, Factor::Password]), SetUp::TwoKinds);
    }
}

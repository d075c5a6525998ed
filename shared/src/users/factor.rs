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

fn count_kinds(factors: &[Factor]) -> usize {
    let kinds: BTreeSet<_> = factors.iter().map(|factor| factor.kind()).collect();
    kinds.len()
}

/// What a user proved to start a session. What counts nothing by [the table](self) is told apart in
/// every application: a session of one that wants a single factor may set a password, or go on to
/// an application that wants two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvedFactors {
    /// Those that count by the table.
    #[serde(rename = "factors", default)]
    counting: Vec<Factor>,
    /// Those that count nothing by the table.
    #[serde(
        rename = "weak_factors",
        skip_serializing_if = "Vec::is_empty",
        default
    )]
    weak: Vec<Factor>,
}

impl ProvedFactors {
    /// One factor of a sort that counts however it was set up, or that was set up with two kinds.
    #[must_use]
    pub fn of(factor: Factor) -> Self {
        Self::default().with(factor, SetUp::TwoKinds)
    }

    /// Adds a factor that was set up in that way.
    #[must_use]
    pub fn with(mut self, factor: Factor, set_up: SetUp) -> Self {
        if factor.counts(set_up) {
            self.counting.push(factor);
        } else {
            self.weak.push(factor);
        }
        self
    }

    /// The factors that count by the table.
    #[must_use]
    pub fn counting(&self) -> &[Factor] {
        &self.counting
    }

    /// Tells whether a factor was given, be it one that counts or not.
    #[must_use]
    pub fn contain(&self, factor: Factor) -> bool {
        self.counting.contains(&factor) || self.weak.contains(&factor)
    }

    /// Tells whether a factor of that kind counts.
    #[must_use]
    pub fn count_as(&self, kind: FactorKind) -> bool {
        self.counting.iter().any(|factor| factor.kind() == kind)
    }

    /// How many kinds of factors count.
    #[must_use]
    pub fn kinds(&self) -> usize {
        count_kinds(&self.counting)
    }

    /// The `amr` claim: one value for each factor, and `mfa` if those that count
    /// are of several kinds.
    #[must_use]
    pub fn amr(&self) -> Vec<&'static str> {
        let given = self.weak.iter().chain(&self.counting);
        let mut words: Vec<_> = given.map(|factor| factor.amr()).collect();
        words.dedup();
        if self.kinds() > 1 {
            words.push("mfa");
        }
        words
    }
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
    fn what_counts_nothing_is_named_and_is_no_second_factor() {
        let weak = ProvedFactors::default().with(Factor::Password, SetUp::OneKind);
        let with_code = weak.with(Factor::Sms, SetUp::OneKind);
        assert_eq!(with_code.amr(), ["pwd", "sms"]);
        assert_eq!(SetUp::by(with_code.counting()), SetUp::OneKind);
        assert!(with_code.contain(Factor::Password) && !with_code.count_as(FactorKind::Password));
        let strong = ProvedFactors::of(Factor::Password).with(Factor::Sms, SetUp::OneKind);
        assert_eq!(strong.amr(), ["pwd", "sms", "mfa"]);
        assert_eq!(strong.kinds(), 2);
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

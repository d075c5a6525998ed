//! The world's mobile number plans, from `data/regions.in`, which `data/generate.py` writes.
//!
//! A library that knows every number plan took longer to start than all the rest of a
//! function (docs/performance.md), so the plans are a table that is compiled in. A process
//! compiles the pattern of a region once, when a number of it is first read.

use regex_lite::Regex;
use std::sync::OnceLock;

/// By calling code; within one, in the order in which regions are asked for a number.
static PLANS: [Plan; 244] = include!("../../data/regions.in");

/// The national plans that the contract prints to the letter. They are wider than the plans in
/// force (`0{0,1}` is a trunk zero), and a number that either admits is taken. The commas in the
/// brackets are the contract's own; a number has digits only, so they admit nothing.
const PUBLISHED: [(&str, &str); 4] = [
    ("CN", r"1\d{10}"),
    ("HK", r"0{0,1}[1,4,5,6,7,8,9](?:\d{7}|\d{8}|\d{12})"),
    ("TW", r"[6,7,9](?:\d{7}|\d{8})"),
    ("MO", r"0{0,1}[1,4,5,6,7,8,9](?:\d{7}|\d{8}|\d{12})"),
];

/// One region's numbering plan and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// ISO 3166-1 alpha-2, such as `CN`.
    pub country_code: &'static str,
    /// Country calling code without the plus, such as `86`.
    pub area_code: &'static str,
    /// Where regions share a calling code: how this one's numbers begin, comma-separated.
    pub suffixes: &'static str,
    /// Whether it is the one that its calling code stands for, among several.
    is_main: bool,
    /// What the national number of a mobile matches, in full.
    pub mobile_regex: &'static str,
    /// Traditional Chinese, English and simplified Chinese.
    pub names: [&'static str; 3],
}

impl Region {
    /// The national plan as the contract prints it: its own where it has one, else
    /// the one in force.
    #[must_use]
    pub fn published_plan(&self) -> &'static str {
        self.own_plan().unwrap_or(self.mobile_regex)
    }

    /// A national number without the zero that is dialled before it within the country only, so
    /// that `051234567` and `51234567` of Hong Kong are one number.
    #[must_use]
    pub fn without_trunk_zero<'a>(&self, national: &'a str) -> &'a str {
        let has_trunk_zero = self.published_plan().starts_with("0{0,1}");
        national
            .strip_prefix('0')
            .filter(|_| has_trunk_zero)
            .unwrap_or(national)
    }

    fn own_plan(&self) -> Option<&'static str> {
        PUBLISHED
            .iter()
            .find(|(country, _)| *country == self.country_code)
            .map(|(_, plan)| *plan)
    }
}

/// A region with the pattern of its numbers, compiled on first use.
struct Plan {
    region: Region,
    pattern: OnceLock<Option<Regex>>,
}

impl Plan {
    const fn of(region: Region) -> Self {
        Self {
            region,
            pattern: OnceLock::new(),
        }
    }

    fn admits(&self, national: &str) -> bool {
        self.pattern()
            .is_some_and(|pattern| pattern.is_match(national))
    }

    /// An empty list of beginnings fits any number.
    fn has_beginning_of(&self, national: &str) -> bool {
        self.region
            .suffixes
            .split(',')
            .any(|suffix| national.starts_with(suffix))
    }

    fn pattern(&self) -> Option<&Regex> {
        let compile = || {
            let in_force = self.region.mobile_regex;
            let pattern = match self.region.own_plan() {
                Some(published) => format!("^(?:{published}|{in_force})$"),
                None => format!("^(?:{in_force})$"),
            };
            Regex::new(&pattern).ok()
        };
        self.pattern.get_or_init(compile).as_ref()
    }
}

/// Every region, those of one calling code together.
pub fn all() -> impl Iterator<Item = &'static Region> {
    PLANS.iter().map(|plan| &plan.region)
}

/// The calling code that international digits begin with. No calling code begins with another.
#[must_use]
pub fn area_code_of(digits: &str) -> Option<&'static str> {
    let candidates = (1..=3).filter_map(|length| digits.get(..length));
    candidates
        .filter_map(|code| plans_of(code).first())
        .map(|plan| plan.region.area_code)
        .next()
}

/// The region with this calling code that gives such numbers to mobiles, with or without the
/// trunk zero that its numbers may have.
#[must_use]
pub fn region_of(area_code: &str, national: &str) -> Option<&'static Region> {
    if !national.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let plans = plans_of(area_code).iter();
    let mut likely = plans.clone().filter(|plan| plan.has_beginning_of(national));
    // Some plans have numbers beside the beginnings that are said to be theirs, such as
    // +44-7457643571 of the Isle of Man.
    let mut unlikely = plans.filter(|plan| !plan.has_beginning_of(national));
    let admits = |plan: &&Plan| plan.admits(national);
    likely
        .find(admits)
        .or_else(|| unlikely.find(admits))
        .map(|plan| &plan.region)
}

/// The region that a calling code stands for where no number is given, such as `US` for 1.
#[must_use]
pub fn main_region_of(area_code: &str) -> Option<&'static Region> {
    let plans = plans_of(area_code);
    plans
        .iter()
        .find(|plan| plan.region.is_main)
        .or(plans.first())
        .map(|plan| &plan.region)
}

fn plans_of(area_code: &str) -> &'static [Plan] {
    let first = PLANS.partition_point(|plan| plan.region.area_code < area_code);
    let plans = &PLANS[first..];
    &plans[..plans.partition_point(|plan| plan.region.area_code == area_code)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for plan in &PLANS {
            assert!(plan.pattern().is_some(), "{:?}", plan.region);
            assert!(
                plan.region.area_code.parse::<u16>().is_ok(),
                "{:?}",
                plan.region
            );
        }
    }

    #[test]
    fn the_table_is_in_the_order_that_searches_rely_on() {
        let place = |region: &Region| {
            (
                region.area_code,
                region.suffixes.is_empty(),
                !region.is_main,
                region.country_code,
            )
        };
        assert!(all().is_sorted_by_key(place));
    }

    #[test]
    fn a_calling_code_stands_for_one_region() {
        for (area_code, country) in [
            ("1", "US"),
            ("7", "RU"),
            ("39", "IT"),
            ("44", "GB"),
            ("86", "CN"),
            ("212", "MA"),
            ("358", "FI"),
            ("599", "CW"),
            ("852", "HK"),
        ] {
            let region = main_region_of(area_code).unwrap();
            assert_eq!(
                (region.area_code, region.country_code),
                (area_code, country)
            );
        }
        assert_eq!(main_region_of("999"), None);
        // Who shares a calling code is either the one that is meant, or one that is not.
        for region in all() {
            let of_code = || all().filter(|other| other.area_code == region.area_code);
            assert!(of_code().count() == 1 || of_code().filter(|other| other.is_main).count() == 1);
        }
    }

    #[test]
    fn only_the_trunk_zero_that_a_plan_has_is_left_out() {
        for (area_code, national, without) in [
            ("852", "051234567", "51234567"),
            ("852", "51234567", "51234567"),
            ("853", "066123456", "66123456"),
            ("229", "0151234567", "0151234567"),
        ] {
            let region = region_of(area_code, national).unwrap();
            assert_eq!(region.without_trunk_zero(national), without, "+{area_code}");
        }
    }

    #[test]
    fn a_number_of_a_shared_calling_code_has_one_region() {
        for (area_code, national, country) in [
            ("86", "15201657315", "CN"),
            ("1", "6042345678", "CA"),
            ("1", "2025550143", "US"),
            ("1", "8765551234", "JM"),
            ("7", "7011234567", "KZ"),
            ("7", "9161234567", "RU"),
            ("44", "7400123456", "GB"),
            ("44", "7911123456", "GG"),
            ("44", "7624123456", "IM"),
            ("44", "7797123456", "JE"),
            ("590", "690001234", "GP"),
            ("852", "51234567", "HK"),
        ] {
            let region = region_of(area_code, national);
            assert_eq!(
                region.map(|region| region.country_code),
                Some(country),
                "+{area_code} {national}"
            );
        }
    }

    #[test]
    fn no_calling_code_begins_with_another() {
        for one in all() {
            for other in all().filter(|other| other.area_code != one.area_code) {
                assert!(
                    !other.area_code.starts_with(one.area_code),
                    "{one:?} {other:?}"
                );
            }
        }
    }
}

//! The world's mobile number plans, from `data/regions.tsv`.
//!
//! A library that knows every number plan took longer to start than all the rest of a
//! function (docs/performance.md), so the plans are a table, and only the one in question is compiled.

use regex_lite::Regex;

const TABLE: &str = include_str!("../../data/regions.tsv");

/// One region's numbering plan and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// ISO 3166-1 alpha-2, such as `CN`.
    pub country_code: &'static str,
    /// Country calling code without the plus, such as `86`.
    pub area_code: &'static str,
    /// Where regions share a calling code: how this one's numbers begin, comma-separated.
    pub suffixes: &'static str,
    /// What the national number of a mobile matches, in full.
    pub mobile_regex: &'static str,
    /// Traditional Chinese, English and simplified Chinese.
    pub names: [&'static str; 3],
}

/// Every region, by country code.
pub fn all() -> impl Iterator<Item = Region> {
    TABLE.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        Some(Region {
            country_code: next()?,
            area_code: next()?,
            suffixes: next()?,
            mobile_regex: next()?,
            names: [next()?, next()?, next()?],
        })
    })
}

/// The calling code that international digits begin with. No calling code begins with another.
#[must_use]
pub fn area_code_of(digits: &str) -> Option<&'static str> {
    all()
        .map(|region| region.area_code)
        .find(|code| digits.starts_with(code))
}

/// Where regions share a calling code and neither beginnings nor patterns tell them apart, the one that is meant.
const MAIN: [&str; 11] = [
    "US", "RU", "IT", "GB", "NO", "AU", "MA", "RE", "FI", "GP", "CW",
];

/// The region with this calling code that gives such numbers to mobiles.
#[must_use]
pub fn region_of(area_code: &str, national: &str) -> Option<Region> {
    let gives = |region: &Region| {
        Regex::new(&format!("^(?:{})$", region.mobile_regex))
            .is_ok_and(|regex| regex.is_match(national))
    };
    // An empty list of beginnings fits any number, so whoever has none comes last.
    let begins = |region: &Region| {
        region
            .suffixes
            .split(',')
            .any(|suffix| national.starts_with(suffix))
    };
    let mut regions: Vec<_> = all()
        .filter(|region| region.area_code == area_code)
        .collect();
    regions.sort_by_key(|region| {
        (
            region.suffixes.is_empty(),
            !MAIN.contains(&region.country_code),
        )
    });
    regions.into_iter().filter(begins).find(gives)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_region_and_every_pattern_compiles() {
        assert_eq!(all().count(), TABLE.lines().count());
        for region in all() {
            assert!(Regex::new(region.mobile_regex).is_ok(), "{region:?}");
            assert!(region.area_code.parse::<u16>().is_ok(), "{region:?}");
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

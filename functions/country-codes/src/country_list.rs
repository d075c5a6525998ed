//! The country list: which countries' mobiles are taken, as the contract publishes it.

use serde::Serialize;
use shared::{
    observability::audit::Audited,
    tenants::limits::Limits,
    values::numbering_plan::{self, Region},
};

/// The countries that the published list begins with, in its order. The rest
/// follow by country code.
const FIRST: [&str; 5] = ["CN", "HK", "TW", "MO", "AF"];

/// What a client offers for choice.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(extend("examples" = [Self::example()]))
)]
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountryList {
    /// CN, HK, TW, MO and AF first, then by country code.
    pub phone_area_code_definitions: Vec<Definition>,
    /// The tenant's country by ISO 3166-1 alpha-2, such as `CN`.
    pub preferred_area_code: &'static str,
}

/// One country or region.
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Country")
)]
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// Country calling code without the plus, such as `86`.
    pub area_code: &'static str,
    /// What people call it.
    pub display_mapping: DisplayMapping,
    /// Region by ISO 3166-1 alpha-2, such as `CN`.
    pub country_code: &'static str,
    /// What a mobile number matches as clients compose it: `+`, calling code, `-`, national
    /// number. Every number of digits that matches is accepted.
    pub mobile_regex: String,
    /// Always empty: the published list has no such thing.
    pub area_code_suffixes: Vec<&'static str>,
}

/// A name in each language.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
pub struct DisplayMapping {
    #[serde(rename = "zh-TW")]
    zh_tw: &'static str,
    en: &'static str,
    #[serde(rename = "zh-CN")]
    zh_cn: &'static str,
}

impl Audited for CountryList {}

impl CountryList {
    /// For a tenant with this calling code, and those countries that its limits let be texted.
    #[must_use]
    pub fn new(calling_code: u16, limits: &Limits) -> Self {
        let texted =
            numbering_plan::all().filter(|region| limits.texts(region.country_code, calling_code));
        let mut definitions: Vec<_> = texted.map(Definition::from).collect();
        definitions.sort_by_key(|definition| {
            let place = FIRST
                .iter()
                .position(|first| *first == definition.country_code);
            (place.unwrap_or(FIRST.len()), definition.country_code)
        });
        let preferred = numbering_plan::main_region_of(&calling_code.to_string());
        Self {
            phone_area_code_definitions: definitions,
            preferred_area_code: preferred.map_or("", |region| region.country_code),
        }
    }
}

#[cfg(feature = "schema")]
impl CountryList {
    /// The first entry of the published list.
    fn example() -> Self {
        let mut list = Self::new(86, &Limits::default());
        list.phone_area_code_definitions.truncate(1);
        list
    }
}

impl From<&Region> for Definition {
    fn from(region: &Region) -> Self {
        let [zh_tw, en, zh_cn] = region.names;
        Self {
            area_code: region.area_code,
            display_mapping: DisplayMapping { zh_tw, en, zh_cn },
            country_code: region.country_code,
            mobile_regex: mobile_regex(region),
            area_code_suffixes: Vec::new(),
        }
    }
}

/// In the contract's spelling. Only China's numbers may come without their calling code.
fn mobile_regex(region: &Region) -> String {
    let times = if region.country_code == "CN" {
        "{0,1}"
    } else {
        "{1}"
    };
    let plan = region.published_plan();
    let plan = if is_alternation(plan) {
        format!("(?:{plan})")
    } else {
        plan.to_owned()
    };
    format!(r"^(\+{}){times}\-?{plan}$", region.area_code)
}

/// Whether a pattern has alternatives outside of any group, so that it needs one of its own.
fn is_alternation(plan: &str) -> bool {
    let mut depth = 0_u32;
    plan.bytes().any(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        byte == b'|' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{
        strategy::{Strategy, ValueTree},
        string::string_regex,
        test_runner::TestRunner,
    };
    use regex_lite::Regex;
    use shared::values::{
        field::{Field, ParseContext},
        mobile::Mobile,
    };
    use std::collections::{BTreeSet, HashMap};
    use time::macros::date;

    const CONTEXT: ParseContext = ParseContext::new(date!(2026 - 11 - 20));

    fn list() -> Vec<Definition> {
        let limits = Limits {
            countries: BTreeSet::from(["*".to_owned().try_into().unwrap()]),
            ..Limits::default()
        };
        CountryList::new(86, &limits).phone_area_code_definitions
    }

    #[test]
    fn patterns_with_alternatives_are_grouped_and_others_are_not() {
        let of = |country| {
            list()
                .into_iter()
                .find(|one| one.country_code == country)
                .unwrap()
        };
        assert_eq!(of("AF").mobile_regex, r"^(\+93){1}\-?7\d{8}$");
        assert_eq!(
            of("AD").mobile_regex,
            r"^(\+376){1}\-?(?:690\d{6}|[356]\d{5})$"
        );
        assert_eq!(of("BH").mobile_regex.matches("(?:(?:").count(), 0);
    }

    /// A number that a client finds good, by the entry's own pattern, is good; and however it is
    /// spelled, with or without hyphen and trunk zero, it is one number.
    #[test]
    fn what_the_pattern_of_an_entry_accepts_is_accepted_and_is_one_number() {
        let mut runner = TestRunner::deterministic();
        for definition in list() {
            let published = Regex::new(&definition.mobile_regex).unwrap();
            // The generator knows neither anchors nor ASCII digits, and a comma is no digit.
            let pattern = definition
                .mobile_regex
                .trim_start_matches('^')
                .trim_end_matches('$');
            let pattern = pattern.replace(r"\d", "[0-9]").replace(r"\-", "-");
            let pattern = pattern
                .replace("[1,4,5,6,7,8,9]", "[1456789]")
                .replace("[6,7,9]", "[679]");
            let numbers = string_regex(&pattern).unwrap();
            let mut spellings: HashMap<String, String> = HashMap::new();
            for _ in 0..40 {
                let text = numbers.new_tree(&mut runner).unwrap().current();
                assert!(published.is_match(&text), "{definition:?} {text}");
                let read = Mobile::read(&text, &CONTEXT);
                let mobile = read.unwrap_or_else(|flaw| panic!("{definition:?} {text} {flaw:?}"));
                let (area_code, national) = mobile.parts();
                assert_eq!(area_code, definition.area_code, "{text}");
                for other in [mobile.shown(), mobile.e164().to_owned()] {
                    assert_eq!(
                        Mobile::read(&other, &CONTEXT).as_ref(),
                        Ok(&mobile),
                        "{text}"
                    );
                }
                // Nothing but hyphen, calling code and trunk zero is left out.
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                assert!(digits.ends_with(national), "{text}");
                let key = digits
                    .trim_start_matches(area_code)
                    .trim_start_matches('0')
                    .to_owned();
                if matches!(definition.country_code, "HK" | "MO" | "TW") {
                    assert_eq!(
                        *spellings.entry(key).or_insert(national.to_owned()),
                        national
                    );
                    let zero = format!("+{area_code}-0{national}");
                    let with_zero = Mobile::read(&zero, &CONTEXT).ok();
                    let expected = (area_code != "886").then(|| mobile.clone());
                    assert_eq!(with_zero, expected, "{text}");
                }
            }
        }
    }
}

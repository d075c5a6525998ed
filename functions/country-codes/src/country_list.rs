//! The countries whose mobiles we take, in the shape of the contract.

use serde::Serialize;
use shared::{
    observability::audit::Audited,
    tenants::limits::Limits,
    values::numbering_plan::{self, Region},
};

/// What a client offers for choice.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountryList {
    /// Every region, by country code.
    pub phone_area_code_definitions: Vec<Definition>,
    /// The tenant's own, such as `+86`.
    pub preferred_area_code: String,
}

/// One region.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// Country calling code, such as `+86`.
    pub area_code: String,
    /// What people call the region.
    pub display_mapping: DisplayMapping,
    /// ISO 3166-1 alpha-2.
    pub country_code: &'static str,
    /// What the national number of a mobile matches.
    pub mobile_regex: String,
    /// Where regions share a calling code: how this one's numbers begin.
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
    pub fn new(preferred: u16, limits: &Limits) -> Self {
        let texted = numbering_plan::all().filter(|region| limits.texts(region.country_code));
        let definitions = texted.map(Definition::from).collect();
        Self {
            phone_area_code_definitions: definitions,
            preferred_area_code: format!("+{preferred}"),
        }
    }
}

impl From<Region> for Definition {
    fn from(region: Region) -> Self {
        let [zh_tw, en, zh_cn] = region.names;
        Self {
            area_code: format!("+{}", region.area_code),
            display_mapping: DisplayMapping { zh_tw, en, zh_cn },
            country_code: region.country_code,
            mobile_regex: format!("^(?:{})$", region.mobile_regex),
            area_code_suffixes: region
                .suffixes
                .split(',')
                .filter(|suffix| !suffix.is_empty())
                .collect(),
        }
    }
}

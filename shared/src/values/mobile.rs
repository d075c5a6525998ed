//! Mobile numbers, as far as the numbering plan ([`numbering_plan`]) knows them.

use crate::values::{
    field::{Field, FieldError, FieldSchema, ParseContext},
    masked::masked,
    numbering_plan,
};
use serde::{Deserialize, Serialize};

/// A mobile number in E.164 form. It prints masked.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mobile {
    e164: String,
    /// The number of digits of the country calling code.
    area: usize,
}

masked!(Mobile);

impl Mobile {
    /// The number as `+8615201657321`, for SNS and for item keys.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The number as `+86-15201657321`, the form of the contract.
    #[must_use]
    pub fn shown(&self) -> String {
        let (area_code, national) = self.parts();
        format!("+{area_code}-{national}")
    }

    /// The number as people of a country write it: without the calling code, where that is theirs.
    #[must_use]
    pub fn local(&self, area_code: u16) -> String {
        let (own, national) = self.parts();
        if own == area_code.to_string() {
            national.to_owned()
        } else {
            self.shown()
        }
    }

    /// The country that assigned the number, by ISO 3166-1 alpha-2.
    #[must_use]
    pub fn country(&self) -> Option<&'static str> {
        let (area_code, national) = self.parts();
        numbering_plan::region_of(area_code, national).map(|region| region.country_code)
    }

    /// The country calling code and the national number.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        self.e164[1..].split_at(self.area)
    }

    /// Makes a number of the two parts of E.164, each in digits: a country calling code, such as
    /// `86`, and a national number. `None` if that is no mobile number of such a country.
    #[must_use]
    pub fn from_e164(calling_code: &str, national: &str) -> Option<Self> {
        let calling_code =
            numbering_plan::area_code_of(calling_code).filter(|code| *code == calling_code)?;
        numbering_plan::region_of(calling_code, national)?;
        Some(Self {
            e164: format!("+{calling_code}{national}"),
            area: calling_code.len(),
        })
    }
}

impl Field for Mobile {
    const SCHEMA: FieldSchema =
        FieldSchema::like(r"^(\+[1-9][0-9]{0,2})?-?[0-9]{4,14}$", 20, "15201657321");

    /// Accepts `15201657321` (with the tenant's area code), `+8615201657321` and
    /// `+86-15201657321`, and `-15201657321`, which the pattern of the country list admits too.
    ///
    /// Numbers of Hong Kong and Macau may have a trunk zero, which is no part of the number.
    /// The longest numbers that the country list admits there have 16 digits, one more than E.164
    /// allows; they are read like any other, and no provider will deliver to them.
    fn read(text: &str, rules: &ParseContext) -> Result<Self, FieldError> {
        let (area_code, rest) = match text.strip_prefix('+') {
            None => {
                let area_code = rules.area_code.to_string();
                let known =
                    numbering_plan::area_code_of(&area_code).filter(|code| *code == area_code);
                (known, text)
            }
            Some(international) => {
                let area_code = numbering_plan::area_code_of(international);
                (area_code, &international[area_code.map_or(0, str::len)..])
            }
        };
        let area_code = area_code.ok_or(FieldError::Format)?;
        let national = rest.strip_prefix('-').unwrap_or(rest);
        let region = numbering_plan::region_of(area_code, national).ok_or(FieldError::Format)?;
        let national = region.without_trunk_zero(national);
        Ok(Self {
            e164: format!("+{area_code}{national}"),
            area: area_code.len(),
        })
    }
}

impl TryFrom<String> for Mobile {
    type Error = &'static str;

    /// Reads the stored form. The national number was checked when it was stored.
    fn try_from(e164: String) -> Result<Self, &'static str> {
        let area_code = e164
            .strip_prefix('+')
            .and_then(numbering_plan::area_code_of)
            .ok_or("not E.164")?;
        Ok(Self {
            area: area_code.len(),
            e164,
        })
    }
}

impl From<Mobile> for String {
    fn from(mobile: Mobile) -> Self {
        mobile.e164
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::field::TEST_CONTEXT;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Mobile, FieldError> {
        Mobile::read(text, &TEST_CONTEXT)
    }

    #[test]
    fn the_same_number_written_differently_is_one_number() {
        let plain = read("15201657315").unwrap();
        assert_eq!(read("+8615201657315"), Ok(plain.clone()));
        assert_eq!(read("+86-15201657315"), Ok(plain.clone()));
        assert_eq!(plain.e164(), "+8615201657315");
        assert_eq!(plain.shown(), "+86-15201657315");
    }

    #[test]
    fn the_published_samples_are_numbers() {
        for text in ["11012345678", "12345678901", "15907132852"] {
            assert!(read(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn other_countries_carry_their_area_code() {
        assert_eq!(read("+44-7911123456").unwrap().shown(), "+44-7911123456");
        assert_eq!(read("+14155550100").unwrap().e164(), "+14155550100");
        assert_eq!(read("+852-61234567").unwrap().shown(), "+852-61234567");
    }

    #[test]
    fn a_number_without_area_code_takes_the_tenants() {
        let rules = ParseContext {
            area_code: 852,
            ..TEST_CONTEXT
        };
        assert_eq!(
            Mobile::read("61234567", &rules).unwrap().e164(),
            "+85261234567"
        );
    }

    #[test]
    fn the_country_list_lets_a_hyphen_stand_alone() {
        assert_eq!(read("-15201657315"), read("15201657315"));
        assert_eq!(read("--15201657315"), Err(FieldError::Format));
    }

    #[test]
    fn a_trunk_zero_is_no_part_of_the_number() {
        for (area_code, zero, plain) in [
            ("852", "051234567", "51234567"),
            ("853", "066123456", "66123456"),
        ] {
            let number = read(&format!("+{area_code}-{plain}")).unwrap();
            assert_eq!(number.e164(), format!("+{area_code}{plain}"));
            for spelled in [
                format!("+{area_code}{zero}"),
                format!("+{area_code}-{zero}"),
            ] {
                assert_eq!(read(&spelled).as_ref(), Ok(&number), "{spelled}");
            }
            let rules = ParseContext {
                area_code: area_code.parse().unwrap(),
                ..TEST_CONTEXT
            };
            assert_eq!(Mobile::read(zero, &rules).as_ref(), Ok(&number));
            assert_eq!(
                read(&format!("+{area_code}-0{zero}")),
                Err(FieldError::Format)
            );
        }
        // No other plan has one: these are other numbers, or none.
        for text in [
            "+86-015201657315",
            "+886-0912345678",
            "+44-07911123456",
            "+49-015123456789",
        ] {
            assert_eq!(read(text), Err(FieldError::Format), "{text}");
        }
        assert_eq!(read("+229-0151234567").unwrap().e164(), "+2290151234567");
    }

    #[test]
    fn numbers_of_the_plans_in_force_are_taken_beside_the_published_ones() {
        for text in [
            "+886-400010123",
            "+886-912345678",
            "+886-61234567",
            "+852-1234567890123",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
        // The comma in the brackets of a published pattern is a slip, and no digit.
        for text in ["+852-,1234567", "+886-,1234567"] {
            assert_eq!(read(text), Err(FieldError::Format), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "+",
            "-",
            "+86",
            "+86-",
            "+86--15201657315",
            "+86 15201657315",
            "8615201657315",
            "1520165731",
            "152016573150",
            "25201657315",
            "1520165731O",
            "１５２０１６５７３１５",
            "+44-2079460000",
            "+999-15201657315",
            "15201657315\n",
            "+86-15201657315;ext=1",
        ] {
            assert_eq!(read(text), Err(FieldError::Format), "{text}");
        }
    }

    #[test]
    fn it_prints_masked() {
        assert_eq!(format!("{:?}", read("15201657315").unwrap()), "Mobile(***)");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = read(&text);
        }

        #[test]
        fn what_is_shown_reads_as_the_same_number(national in "1[0-9]{10}") {
            let mobile = read(&national).unwrap();
            prop_assert_eq!(read(&mobile.shown()), Ok(mobile.clone()));
            prop_assert_eq!(Mobile::try_from(String::from(mobile.clone())), Ok(mobile));
        }
    }
}

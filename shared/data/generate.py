"""Writes regions.in: the numbering plan of every region, and its name in three languages.

    pip install phonenumbers==9.0.43 babel==2.18.0
    python shared/data/generate.py

The number plans are Google's libphonenumber, the names Unicode's CLDR. Run it again when a
country opens a new range of mobile numbers, and commit what it wrote. It is an array in Rust, so
that nothing is left to be read when a function starts; shared/src/regions.rs includes it.
"""

import itertools
import pathlib
import re

import babel
import phonenumbers

# The contract's own rule (published samples hold 11012345678 and 12345678901).
OVERRIDES = {"CN": r"1\d{10}"}
LANGUAGES = ["zh_TW", "en", "zh_CN"]
# The contract prints these four names, which are not the ones of CLDR.
PUBLISHED_NAMES = {
    "CN": ["中國大陸", "China", "中国大陆"],
    "HK": ["中國香港", "Hong Kong", "中国香港"],
    "MO": ["中國澳門", "Macau", "中国澳门"],
    "TW": ["中國臺灣", "Taiwan", "中国台湾"],
}


def suffixes(pattern):
    """The shortest digit strings that the leading-digits pattern of a shared area code stands for."""
    found = []
    if pattern is None:
        return found
    for length in range(1, 5):
        for digits in itertools.product("0123456789", repeat=length):
            text = "".join(digits)
            if re.fullmatch(pattern, text) and not any(text.startswith(known) for known in found):
                found.append(text)
    return found


# Where regions share a calling code and neither beginnings nor patterns tell them apart, the one that is meant.
MAIN = {"US", "RU", "IT", "GB", "NO", "AU", "MA", "RE", "FI", "GP", "CW"}


def text(value):
    return f'r"{value}"'


def rows():
    """Each region with its place: by calling code, and within one in the order in which it is asked.

    Beginnings are surer than patterns, so whoever has none comes last.
    """
    names = [babel.Locale.parse(language).territories for language in LANGUAGES]
    for region in phonenumbers.SUPPORTED_REGIONS:
        plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
        pattern = OVERRIDES.get(region) or (plan.mobile and plan.mobile.national_number_pattern)
        if pattern is None or any(region not in name for name in names):
            continue
        area_code = str(plan.country_code)
        beginnings = suffixes(plan.leading_digits)
        printed = PUBLISHED_NAMES.get(region, [name[region] for name in names])
        yield (area_code, not beginnings, region not in MAIN, region), (
            f"Plan::of(Region {{ country_code: {text(region)}, area_code: {text(area_code)}, "
            f"suffixes: {text(','.join(beginnings))}, is_main: {str(region in MAIN).lower()}, "
            f"mobile_regex: {text(re.sub(chr(92) + 's', '', pattern))}, "
            f"names: [{', '.join(map(text, printed))}] }}),"
        )


lines = [line for _, line in sorted(rows())]
target = pathlib.Path(__file__).with_name("regions.in")
target.write_text("\n".join(["[", *lines, "]", ""]), encoding="utf-8")

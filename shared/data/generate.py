"""Writes regions.tsv: the numbering plan of every region, and its name in three languages.

    pip install phonenumbers==9.0.43 babel==2.18.0
    python shared/data/generate.py

The number plans are Google's libphonenumber, the names Unicode's CLDR. Run it again when a
country opens a new range of mobile numbers, and commit what it wrote.
"""

import itertools
import pathlib
import re

import babel
import phonenumbers

# The contract's own rule (published samples hold 11012345678 and 12345678901).
OVERRIDES = {"CN": r"1\d{10}"}
LANGUAGES = ["zh_TW", "en", "zh_CN"]


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


def rows():
    names = [babel.Locale.parse(language).territories for language in LANGUAGES]
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
        pattern = OVERRIDES.get(region) or (plan.mobile and plan.mobile.national_number_pattern)
        if pattern is None or any(region not in name for name in names):
            continue
        yield [
            region,
            str(plan.country_code),
            ",".join(suffixes(plan.leading_digits)),
            re.sub(r"\s", "", pattern),
            *(name[region] for name in names),
        ]


target = pathlib.Path(__file__).with_name("regions.tsv")
target.write_text("".join("\t".join(row) + "\n" for row in rows()), encoding="utf-8")

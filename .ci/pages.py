"""Holds the pages that a reader follows with a terminal to what they say.

`pages.py check` compares the translations with their originals, and looks for headings that links name
and for what zsh would not take. (That the files are there is a test in tests/operations.)
`pages.py follow SHELL URL` pastes the blocks of README and tutorial into a shell, one page after the
other, and compares what the local cloud at URL answers.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What starts the local cloud, tests or deploys has to be done elsewhere.
ELSEWHERE = re.compile(r"cargo |sam |aws ")
# What the answers say, in the order of the page: a newcomer who sees something else gives up.
ANSWERS = {
    "README.md": ["USER_REGISTER", "SUCCESS", "SUCCESS"],
    "docs/tutorial.md": [
        "SUCCESS",  # registration by text message
        *["USER_REGISTER", "SUCCESS", "SUCCESS"],  # a stranger registers by mail
        *["SOCIAL_BIND", "SUCCESS"],  # a user binds
        "SDK.COMMON.1005",  # after the log-out
        *["SDK.LOGIN.1005", "SDK.COMMON.1005", "SUCCESS"],  # the old password, its session, the new one
        "TENANT.COMMON.1005",  # a ticket's second use
        *["SUCCESS", "SUCCESS"],  # the same request again
        "SDK.CAPTCHA.1007",  # a code's second use
    ],
}
SHELLS = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i", "+o", "promptsp", "+o", "promptcr"],
}


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def blocks(path):
    """The language and the text of each fenced block."""
    return re.findall(r"^ *```(\w*)\n(.*?)^ *```$", read(path), re.DOTALL | re.MULTILINE)


def headings(path):
    """The names that GitHub gives to the headings of a page."""
    prose = re.sub(r"^ *```.*?^ *```$", "", read(path), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def check():
    faults = []
    pages = glob.glob("*.md", root_dir=ROOT) + glob.glob("docs/*.md", root_dir=ROOT)
    for path in sorted(pages):
        original = path.replace(".zh-CN.", ".")
        if blocks(path) != blocks(original):
            faults.append(f"{path}: its code is not that of {original}")
        for target, heading in re.findall(r"\]\(([\w./-]*\.md)?#([^)]+)\)", read(path)):
            linked = os.path.join(os.path.dirname(path), target) if target else path
            if heading not in headings(linked):
                faults.append(f"{path}: {linked} has no heading {heading}")
        for language, text in blocks(path):
            # zsh knows no comments in what is typed or pasted.
            if language == "sh" and re.search(r"(^|\s)#\s", text):
                faults.append(f"{path}: a comment in what is pasted:\n{text}")
    return faults


def script(path, url):
    """The page as it is pasted. What the commands complain of goes to a file of its own, apart from
    what an interactive shell itself prints."""
    parts = []
    for language, text in blocks(path):
        if language == "python":
            text = f"\"$PYTHON\" <<'END'\n{text}END\n"
        elif language != "sh" or ELSEWHERE.match(text):
            continue
        parts.append(f'{{\n{text}}} 2>> "$COMPLAINTS"\n')
    return "".join(parts).replace("http://127.0.0.1:4000", url)


def follow(shell, url):
    faults = []
    for path, expected in ANSWERS.items():
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as complaints:
            environment = os.environ | {
                "COMPLAINTS": complaints.name,
                "HISTFILE": "/dev/null",
                "PS1": "",
                "PS2": "",
                "PYTHON": sys.executable,
            }
            typed = script(path, url)
            ran = subprocess.run(
                SHELLS[shell], input=typed, env=environment, capture_output=True, text=True, check=False
            )
            answers = re.findall(r'"(?:status|error_code)":"([\w.]+)"', ran.stdout)
            complained = complaints.read()
        if answers != expected or complained:
            faults.append(
                f"{path} in {shell}: {answers} instead of {expected}\n{ran.stdout}\n{complained}\n{ran.stderr}"
            )
        else:
            print(f"{path} in {shell}: as it says", flush=True)
    return faults


def main():
    faults = check() if sys.argv[1] == "check" else follow(*sys.argv[2:])
    if faults:
        raise SystemExit("\n".join(faults))


main()

#!/usr/bin/env python3
"""Packages a release: all functions of one architecture with a template that points at them, so that
they are deployed without Rust; and the local cloud of one target.

    .ci/package.py check v0.1.0                       the tag and all that names a version agree
    .ci/package.py build arm64                        builds the functions, with cargo-lambda
    .ci/package.py functions arm64                    packages them
    .ci/package.py bindery aarch64-apple-darwin FILE  packages the local cloud

The same files make the same archives, byte by byte. Needs Python 3.11 or newer, and Cargo.
"""

import argparse
import gzip
import io
import json
import pathlib
import re
import subprocess
import tarfile
import tomllib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
# By the name that Lambda has for an architecture: the machine in an ELF header, Rust's target.
ARCHITECTURES = {
    "arm64": (183, "aarch64-unknown-linux-gnu"),
    "x86_64": (62, "x86_64-unknown-linux-gnu"),
}
FUNCTION = re.compile(
    r"^(  \w+:\n    Type: AWS::Serverless::Function\n)"
    r"    Metadata:\s+\{ BuildMethod: rust-cargolambda,\s+BuildProperties: \{\s+Binary: ([\w-]+) \} \}\n"
    r"(    Properties:\n)",
    re.MULTILINE,
)
ARCHITECTURE = "Default: arm64, AllowedValues: [arm64, x86_64],"
SOURCE = "    CodeUri: .\n"
CLIENTS = ["clients/js/package.json", "clients/miniprogram/package.json"]
LICENCE = re.compile(r"licen[cs]e|copying|copyright|notice|unlicense", re.IGNORECASE)


class Refused(Exception):
    pass


def read(name):
    return (ROOT / name).read_text("utf-8")


def version():
    return tomllib.loads(read("Cargo.toml"))["workspace"]["package"]["version"]


def check(tag, changelog):
    """The newest entry has a date, since that is what says that it is complete."""
    newest = re.search(r"^## \[(\d[^\]]*)\] - (\S+)$", changelog, re.MULTILINE)
    if newest is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", newest[2]):
        raise Refused(f"the newest entry of CHANGELOG.md has no date: {newest and newest[0]}")
    found = {"the tag": tag, "Cargo.toml": f"v{version()}", "CHANGELOG.md": f"v{newest[1]}"}
    for name in CLIENTS:
        found[name] = f"v{json.loads(read(name))['version']}"
    if len(set(found.values())) > 1:
        raise Refused(f"these should be one version: {found}")


def notes(changelog):
    """The newest entry, without its heading: what the release says of itself."""
    return re.split(r"^## \[.*$", changelog, flags=re.MULTILINE)[1].strip() + "\n"


def template(text, architecture):
    """template.yaml with archives in place of sources, and the names of the binaries."""
    names = [name for _, name, _ in FUNCTION.findall(text)]
    expected = sorted(folder.name for folder in (ROOT / "functions").iterdir())
    if sorted(names) != expected or text.count(SOURCE) != 1 or text.count(ARCHITECTURE) != 1:
        raise Refused("template.yaml is not as this script expects it to be written")
    text = FUNCTION.sub(r"\1\3      CodeUri: functions/\2.zip\n", text).replace(SOURCE, "")
    return text.replace(ARCHITECTURE, f"Default: {architecture}, AllowedValues: [{architecture}],"), names


def build(architecture):
    _, names = template(read("template.yaml"), architecture)
    binaries = [argument for name in names for argument in ("--bin", name)]
    flag = "--" + architecture.replace("_", "-")
    # As `sam build` does, which builds one after the other.
    command = ["cargo", "lambda", "build", "--release", "--locked", flag, *binaries]
    subprocess.run(command, cwd=ROOT, check=True)


def archive(members):
    """A zip of (name, content, whether it is a program)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content, is_program in members:
            member = zipfile.ZipInfo(name)  # its time is the first that a zip can hold
            member.create_system = 3  # Unix: the modes count
            member.external_attr = (0o100755 if is_program else 0o100644) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(member, content)
    return packed.getvalue()


def tarball(members):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as file:
        for name, content, is_program in members:
            member = tarfile.TarInfo(name)
            member.mode = 0o755 if is_program else 0o644
            member.size = len(content)
            file.addfile(member, io.BytesIO(content))
    return gzip.compress(packed.getvalue(), 9, mtime=0)


def binary_of(path, machine):
    content = path.read_bytes()
    if content[:4] != b"\x7fELF" or int.from_bytes(content[18:20], "little") != machine:
        raise Refused(f"{path} is not a Linux program for this architecture")
    return content


def third_parties(packages, target):
    """The licences of the crates that are linked into `packages`, as these ask of whoever passes on
    what was made of them."""
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    crates = {crate["id"]: crate for crate in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    waiting = [crate["id"] for crate in crates.values() if not crate["source"] and crate["name"] in packages]
    linked = set()
    while waiting:
        crate = waiting.pop()
        if crate in linked:
            continue
        linked.add(crate)
        for dependency in nodes[crate]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    crates = sorted((crates[name] for name in linked), key=lambda crate: (crate["name"], crate["version"]))
    texts = {}
    for crate in (crate for crate in crates if crate["source"]):
        said = f"{crate['name']} {crate['version']} ({crate['license']}), {crate['repository'] or 'crates.io'}"
        folder = pathlib.Path(crate["manifest_path"]).parent
        files = [path for path in sorted(folder.iterdir()) if path.is_file() and LICENCE.match(path.name)]
        found = [path.read_text("utf-8", "replace").strip() for path in files]
        for text in found or ["(The package holds no text of its licence.)"]:
            # Most differ in nothing but white space.
            texts.setdefault(" ".join(text.split()), (text, []))[1].append(said)
    parts = ["\n".join(crates) + "\n\n" + text for text, crates in texts.values()]
    return ("This product contains:\n\n" + ("\n\n" + "-" * 80 + "\n\n").join(parts) + "\n").encode()


def papers(packages, target):
    own = [(name, (ROOT / name).read_bytes()) for name in ("LICENSE", "NOTICE")]
    return [*own, ("THIRD-PARTY.txt", third_parties(packages, target))]


def package_functions(architecture, binaries):
    machine, target = ARCHITECTURES[architecture]
    text, names = template(read("template.yaml"), architecture)
    members = [("template.yaml", text.encode())]
    for path in sorted([*(ROOT / "stacks").glob("*.yaml"), ROOT / "docs/edge.yaml"]):
        members.append((path.relative_to(ROOT).as_posix(), path.read_bytes()))
    for name in sorted(names):
        content = binary_of(binaries / name / "bootstrap", machine)
        members.append((f"functions/{name}.zip", archive([("bootstrap", content, True)])))
    members += papers(names, target)
    folder = f"bindery-functions-{version()}-{architecture}"
    return f"{folder}.zip", archive([(f"{folder}/{name}", content, False) for name, content in members])


def package_bindery(target, binary):
    folder = f"bindery-{version()}-{target}"
    members = [(binary.name, binary.read_bytes(), True)]
    members += [(name, content, False) for name, content in papers(["bindery"], target)]
    members = [(f"{folder}/{name}", content, is_program) for name, content, is_program in members]
    if "windows" in target:
        return f"{folder}.zip", archive(members)
    return f"{folder}.tar.gz", tarball(members)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("check").add_argument("tag")
    actions.add_parser("notes")
    actions.add_parser("build").add_argument("architecture", choices=ARCHITECTURES)
    functions = actions.add_parser("functions")
    functions.add_argument("architecture", choices=ARCHITECTURES)
    functions.add_argument("--binaries", type=pathlib.Path, default=ROOT / "target/lambda")
    bindery = actions.add_parser("bindery")
    bindery.add_argument("target")
    bindery.add_argument("binary", type=pathlib.Path)
    for action in (functions, bindery):
        action.add_argument("--output", type=pathlib.Path, default=ROOT / "dist")
    given = parser.parse_args()
    changelog = read("CHANGELOG.md")
    try:
        if given.action == "check":
            check(given.tag, changelog)
        elif given.action == "notes":
            print(notes(changelog), end="")
        elif given.action == "build":
            build(given.architecture)
        else:
            if given.action == "functions":
                name, content = package_functions(given.architecture, given.binaries)
            else:
                name, content = package_bindery(given.target, given.binary)
            given.output.mkdir(parents=True, exist_ok=True)
            (given.output / name).write_bytes(content)
            print(given.output / name)
    except Refused as refused:
        parser.exit(1, f"{refused}\n")


if __name__ == "__main__":
    main()

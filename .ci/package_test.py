"""What .ci/package.py promises, tried with binaries that are none: a header and a name. Leaves a package
in the folder that is named, for the linters."""

import io
import pathlib
import sys
import tarfile
import tempfile
import unittest
import zipfile

import package

FOLDERS = sorted(folder.name for folder in (package.ROOT / "functions").iterdir())
TEMPLATE = package.read("template.yaml")
DATED = "# Changelog\n\n## [{}] - 2026-01-31\n\nThe newest.\n\n## [0.0.9] - 2025-12-01\n\nThe one before.\n"


def binaries(folder, machine):
    """As cargo-lambda leaves them."""
    for name in FOLDERS:
        path = pathlib.Path(folder) / name / "bootstrap"
        path.parent.mkdir()
        path.write_bytes(b"\x7fELF" + bytes(14) + machine.to_bytes(2, "little") + name.encode())
    return pathlib.Path(folder)


def packaged(architecture, machine):
    with tempfile.TemporaryDirectory() as folder:
        return package.package_functions(architecture, binaries(folder, machine))


class Functions(unittest.TestCase):
    def test_a_package_has_every_function_and_a_template_that_points_at_it(self):
        for architecture, machine in {"arm64": 0xB7, "x86_64": 0x3E}.items():
            name, content = packaged(architecture, machine)
            folder = name.removesuffix(".zip")
            self.assertEqual(folder, f"bindery-functions-{package.version()}-{architecture}")
            with zipfile.ZipFile(io.BytesIO(content)) as file:
                template = file.read(f"{folder}/template.yaml").decode()
                self.assertNotIn("BuildMethod", template)
                self.assertEqual(template.count("CodeUri:"), len(FOLDERS))
                self.assertIn(f"Default: {architecture}, AllowedValues: [{architecture}],", template)
                for function in FOLDERS:
                    path = f"functions/{function}.zip"
                    self.assertEqual(template.count(f"      CodeUri: {path}\n"), 1)
                    with zipfile.ZipFile(io.BytesIO(file.read(f"{folder}/{path}"))) as code:
                        (member,) = code.infolist()
                        self.assertEqual(member.filename, "bootstrap")
                        self.assertEqual(member.external_attr >> 16, 0o100755)
                        self.assertTrue(code.read(member).endswith(function.encode()))
                licences = file.read(f"{folder}/THIRD-PARTY.txt").decode()
                self.assertIn("\nlambda_runtime ", licences)
                for linked in ("stacks/alarms.yaml", "stacks/audit-bus.yaml", "docs/edge.yaml", "LICENSE", "NOTICE"):
                    original = (package.ROOT / linked).read_bytes()
                    self.assertEqual(file.read(f"{folder}/{linked}"), original)

    def test_the_rest_of_the_template_stays_as_it_is(self):
        text, _ = package.template(TEMPLATE, "arm64")
        kept = [line for line in text.splitlines() if "CodeUri:" not in line and "AllowedValues: [arm64]" not in line]
        lines = iter(TEMPLATE.splitlines())
        self.assertTrue(all(line in lines for line in kept))

    def test_the_same_files_make_the_same_archive(self):
        self.assertEqual(packaged("arm64", 0xB7), packaged("arm64", 0xB7))

    def test_binaries_of_another_architecture_are_refused(self):
        with self.assertRaisesRegex(package.Refused, "architecture"):
            packaged("x86_64", 0xB7)

    def test_a_missing_binary_is_an_error(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(FileNotFoundError):
            package.package_functions("arm64", pathlib.Path(folder))

    def test_a_template_that_is_written_otherwise_is_refused(self):
        for old, new in [
            ("Binary: sms-send }", "Binary: sms-sent }"),
            ("BuildMethod: rust-cargolambda, BuildProperties: { Binary: sms-send }", "BuildMethod: makefile"),
            ("    CodeUri: .\n", "    CodeUri: ./\n"),
            ("Default: arm64,", "Default: x86_64,"),
        ]:
            self.assertEqual(TEMPLATE.count(old), 1, old)
            with self.assertRaises(package.Refused):
                package.template(TEMPLATE.replace(old, new), "arm64")


class Bindery(unittest.TestCase):
    def test_the_local_cloud_is_packaged_as_a_program(self):
        with tempfile.TemporaryDirectory() as folder:
            binary = pathlib.Path(folder) / "bindery"
            binary.write_bytes(b"program")
            name, content = package.package_bindery("aarch64-apple-darwin", binary)
            again = package.package_bindery("aarch64-apple-darwin", binary)
            windows, zipped = package.package_bindery("x86_64-pc-windows-msvc", binary)
        self.assertEqual((name, content), again)
        folder = f"bindery-{package.version()}-aarch64-apple-darwin"
        self.assertEqual(name, f"{folder}.tar.gz")
        with tarfile.open(fileobj=io.BytesIO(content)) as file:
            self.assertEqual(file.getmember(f"{folder}/bindery").mode, 0o755)
            self.assertEqual(file.extractfile(f"{folder}/bindery").read(), b"program")
            self.assertIn(f"{folder}/THIRD-PARTY.txt", file.getnames())
        self.assertTrue(windows.endswith("-x86_64-pc-windows-msvc.zip"))
        self.assertTrue(zipfile.is_zipfile(io.BytesIO(zipped)))


class Versions(unittest.TestCase):
    def test_the_tag_and_all_that_names_a_version_are_one(self):
        version = package.version()
        package.check(f"v{version}", DATED.format(version))
        for tag, changelog in [
            ("v9.9.9", DATED.format(version)),
            (version, DATED.format(version)),
            (f"v{version}", DATED.format("9.9.9")),
            (f"v{version}", DATED.format(version).replace("2026-01-31", "unreleased")),
            (f"v{version}", "# Changelog\n"),
        ]:
            with self.assertRaises(package.Refused):
                package.check(tag, changelog)

    def test_the_notes_are_those_of_the_newest_entry(self):
        self.assertEqual(package.notes(DATED.format("1.0.0")), "The newest.\n")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _, content = packaged("arm64", 0xB7)
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            file.extractall(sys.argv.pop(1))
    unittest.main()

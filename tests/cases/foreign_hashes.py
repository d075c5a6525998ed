"""Writes foreign_hashes.json: passwords, and their hashes as other products write them.

    pip install argon2-cffi==25.1.0 bcrypt==5.0.0 gmssl==3.2.2 passlib==1.7.4
    python tests/cases/foreign_hashes.py

Needs Python 3.11 or 3.12 on Linux, whose module `crypt` is the C library's. No hash is made by a
library that Bindery uses. Salts are fixed, so it writes the same file each time.
"""

import base64
import crypt
import hashlib
import json
import pathlib
import warnings

import argon2.low_level as argon2
import bcrypt
import gmssl.sm3
import passlib.hash

warnings.simplefilter("ignore", DeprecationWarning)

SALT = bytes(range(0xF0, 0x100))
BCRYPT_SALT = "abcdefghijklmnopqrstuu"


def b64(data: bytes) -> str:
    """Base64 without padding, as the PHC string format has it."""
    return base64.b64encode(data).decode().rstrip("=")


def argon2_hash(password, kind=argon2.Type.ID, version=19, **cost):
    return argon2.hash_secret(
        password, SALT, hash_len=32, type=kind, version=version, **cost
    ).decode()


def pbkdf2(password, name, iterations, length):
    key = hashlib.pbkdf2_hmac(name, password, SALT, iterations, length)
    return f"$pbkdf2-{name}$i={iterations},l={length}${b64(SALT)}${b64(key)}"


def scrypt(password):
    key = hashlib.scrypt(password, salt=SALT, n=1 << 15, r=8, p=1, maxmem=1 << 26, dklen=64)
    return f"$scrypt$ln=15,r=8,p=1${b64(SALT)}${b64(key)}"


def salted(password, name, place, encode):
    """A digest of salt and password. The salt is text, as most products have it."""
    salt = "盐-pepper-7".encode()
    data = salt + password if place == "prefix" else password + salt
    if name == "sm3":
        digest = bytes.fromhex(gmssl.sm3.sm3_hash(list(data)))
    else:
        digest = hashlib.new(name, data).digest()
    return f"${name}$salt={place}${b64(salt)}${encode(digest)}"


def padded(data: bytes) -> str:
    return base64.b64encode(data).decode()


MAKERS = {
    "argon2id": lambda p: argon2_hash(p, time_cost=3, memory_cost=65536, parallelism=4),
    "argon2id, cheaper than ours": lambda p: argon2_hash(
        p, time_cost=1, memory_cost=8192, parallelism=1
    ),
    "argon2id, version 16": lambda p: argon2_hash(
        p, version=16, time_cost=2, memory_cost=4096, parallelism=1
    ),
    "argon2i": lambda p: argon2_hash(
        p, argon2.Type.I, time_cost=4, memory_cost=16384, parallelism=2
    ),
    "bcrypt 2a": lambda p: bcrypt.hashpw(p, f"$2a$10${BCRYPT_SALT}".encode()).decode(),
    "bcrypt 2b": lambda p: bcrypt.hashpw(p, f"$2b$10${BCRYPT_SALT}".encode()).decode(),
    "bcrypt 2y": lambda p: crypt.crypt(p.decode(), f"$2y$08${BCRYPT_SALT}"),
    "pbkdf2-sha1": lambda p: pbkdf2(p, "sha1", 10_000, 20),
    "pbkdf2-sha1, two blocks": lambda p: pbkdf2(p, "sha1", 1000, 32),
    "pbkdf2-sha256": lambda p: pbkdf2(p, "sha256", 600_000, 32),
    "pbkdf2-sha512": lambda p: pbkdf2(p, "sha512", 210_000, 64),
    "pbkdf2-sha1 of passlib": lambda p: passlib.hash.pbkdf2_sha1.using(
        salt=SALT, rounds=10_000
    ).hash(p),
    "pbkdf2-sha256 of passlib": lambda p: passlib.hash.pbkdf2_sha256.using(
        salt=SALT, rounds=29_000
    ).hash(p),
    "pbkdf2-sha512 of passlib": lambda p: passlib.hash.pbkdf2_sha512.using(
        salt=SALT, rounds=25_000
    ).hash(p),
    "scrypt": scrypt,
    "scrypt of passlib": lambda p: passlib.hash.scrypt.using(
        salt=SALT, rounds=14, block_size=8, parallelism=2
    ).hash(p),
    "sha256, salt before, hex": lambda p: salted(p, "sha256", "prefix", bytes.hex),
    "sha256, salt after, base64": lambda p: salted(p, "sha256", "suffix", b64),
    "sha512, salt before, base64": lambda p: salted(p, "sha512", "prefix", padded),
    "sha512, salt after, upper-case hex": lambda p: salted(
        p, "sha512", "suffix", lambda data: data.hex().upper()
    ),
    "sm3, salt before, base64": lambda p: salted(p, "sm3", "prefix", b64),
    "sm3, salt after, hex": lambda p: salted(p, "sm3", "suffix", bytes.hex),
}

vectors = []
for number, (name, make) in enumerate(MAKERS.items(), 1):
    password = f"Old-密码-Pässword-{number:02}"
    vectors.append({"name": name, "password": password, "hash": make(password.encode())})
file = pathlib.Path(__file__).with_suffix(".json")
file.write_text(json.dumps(vectors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

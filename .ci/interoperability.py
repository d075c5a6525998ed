"""What clients do with libraries of others: X-signature made with Python's `cryptography` and with
Node's `crypto`, and an id_token verified by PyJWT, which is told the issuer and nothing else.

The argument is the address of the local cloud.
"""

import base64
import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid

import jwt
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

URL = sys.argv[1]
# The demo's applications, one of each dialect.
CLIENTS = {
    "eiam": "nTo1eRIub60vPb54WeE6aojPwYwImtl4",
    "ciam": "p8mC2vXq4Lr7Tz1Nw6Yb3Kd9Hs5Gf0Ja",
    "oneaccess": "q7Vd3Rk9Zx1Mn5Bt8Lc2Wf6Hj4Gs0PyA",
}


def fetch(url, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, json.loads(response.read() or "null")
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def call(client, path, body=None, **headers):
    common = {
        "Content-Type": "application/json",
        "X-client-id": client,
        "X-operating-sys-version": "1",
        "X-device-fingerprint": "interoperability",
        "X-agent": "python",
    }
    return fetch(f"{URL}/api/v2/sdk/{path}", body, common | headers)


def succeeded(answer):
    status, body = answer
    assert status == 200, answer
    return body


def register(client, mobile):
    """Signs a user up as a person with eyes and a telephone would."""
    token = succeeded(call(client, "captcha"))["token"]
    puzzles = succeeded(fetch(f"{URL}/_local/puzzles.json"))
    x = next(puzzle["x"] for puzzle in puzzles if puzzle["token"] == token)
    solution = {"token": token, "sender": mobile, "point_json": json.dumps({"x": x, "y": 5})}
    passed = succeeded(call(client, "captcha/verify", solution))["captcha_token"]
    send = {"mobile": mobile, "type": "REGISTER_SMS", "captcha_token": passed}
    succeeded(call(client, "sms/send", send))
    texts = succeeded(fetch(f"{URL}/_local/outbox.json"))
    text = next(text["text"] for text in texts if text["to"].endswith(mobile))
    code = re.search(r"\d{6}", text)[0]
    return succeeded(
        call(client, "register/mobile-verify-code", {"mobile": mobile, "verify_code": code})
    )


def by_python(public_key, text):
    key = load_der_public_key(base64.b64decode(public_key))
    assert key.key_size == 2048, key.key_size
    oaep = padding.OAEP(mgf=padding.MGF1(SHA256()), algorithm=SHA256(), label=None)
    return base64.b64encode(key.encrypt(text.encode(), oaep)).decode()


def by_node(public_key, text):
    command = ["node", ".ci/interoperability.mjs", public_key]
    made = subprocess.run(command, input=text.encode(), check=True, stdout=subprocess.PIPE)
    return made.stdout.decode()


def signatures(client, mobile, signed_up):
    public_key = succeeded(call(client, "public-key"))["public_key"]
    for encrypt in (by_python, by_node):
        text = "session_token={}&timestamp={}&nonce={}".format(
            signed_up["session_token"], time.time_ns() // 1_000_000, uuid.uuid4()
        )
        signature = {"X-signature": encrypt(public_key, text)}
        profile = succeeded(call(client, "profile", **signature))
        assert profile["mobile"] == f"+86-{mobile}", profile
        status, refused = call(client, "profile", **signature)
        assert status == 400 and refused["error_code"].endswith("COMMON.1004"), refused


def over_http(url):
    # Issuers are https, as clients insist. The local cloud has no certificate: it stands behind
    # what ends TLS in production, and so does this script.
    assert url.startswith("https://"), url
    return "http://" + url.removeprefix("https://")


def id_token(client, signed_up):
    """Verifies it by the rules of API Gateway's JWT authorizer, which is set up by issuer and
    audience: discovery, key set, `kid`, signature, `iss`, `aud`, `exp`, `nbf` and `iat`."""
    issuer = "https://" + URL.removeprefix("http://") + "/api/v1/oauth2"
    document = succeeded(fetch(over_http(issuer + "/.well-known/openid-configuration")))
    assert document["issuer"] == issuer, document
    keys = jwt.PyJWKClient(over_http(document["jwks_uri"]))
    token = signed_up["id_token"]
    key = keys.get_signing_key_from_jwt(token)
    algorithms = document["id_token_signing_alg_values_supported"]
    required = {"require": ["iss", "aud", "sub", "exp", "nbf", "iat"]}

    def verify(audience):
        return jwt.decode(
            token, key, algorithms=algorithms, audience=audience, issuer=issuer, options=required
        )

    claims = verify(client)
    assert claims["aud"] == client and claims["sub"], claims
    try:
        verify("another")
    except jwt.InvalidAudienceError:
        return
    raise AssertionError("a token for another audience was taken")


for number, (dialect, client) in enumerate(CLIENTS.items()):
    mobile = f"1520165731{number}"
    signed_up = register(client, mobile)
    signatures(client, mobile, signed_up)
    id_token(client, signed_up)
    print(f"{dialect}: X-signature by cryptography and Node.js, id_token by PyJWT")

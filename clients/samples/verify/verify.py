"""Checks an id_token on an app's own server, in Python with PyJWT (`pyjwt[crypto]`), and prints its
claims:

    python verify.py https://id.example.com CLIENT_ID < token

The keys are fetched once and kept; an unknown key id fetches them again.
"""

import json
import sys
from urllib.parse import urlsplit

import jwt

address, client_id = sys.argv[1:]
host = urlsplit(address).netloc
keys = jwt.PyJWKClient(f"{address}/api/v1/oauth2/keys")

token = sys.stdin.read().strip()
claims = jwt.decode(
    token,
    keys.get_signing_key_from_jwt(token).key,
    algorithms=["RS256"],
    # A token of another application is of no worth to this one.
    audience=client_id,
    issuer=f"https://{host}/api/v1/oauth2",
    options={"require": ["exp", "sub"]},
)
print(json.dumps(claims))

"""A small real OpenID provider over HTTP for the tests: discovery, authorize, token, keys, userinfo.

Strict where a provider should be (client, PKCE, redirect address, one-use codes); `bend` makes it answer
wrongly in one way.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = ("danchu-thu", "bi-mat-thu")


class Provider:
    """Runs on a free port of this machine. `who` is the person who will press "agree"."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.who = {"sub": "vn-001", "name": "Nguyễn Thị Lan", "email": "Lan@vidu.vn", "email_verified": True}
        self.bend = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def discovery(self) -> dict:
        i = self.issuer
        issuer = "http://another.example" if self.bend == "discovery" else i
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{i}/authorize",
            "token_endpoint": f"{i}/token",
            "jwks_uri": f"{i}/keys",
            "userinfo_endpoint": f"{i}/userinfo",
        }

    def keys(self) -> dict:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT[0]
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        state = "made-up" if self.bend == "state" else asked["state"]
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': state})}"

    def token(self, asked: dict[str, str], client: tuple[str, str]) -> dict | None:
        begun = self.codes.pop(asked["code"], None)
        if begun is None or client != CLIENT or asked["redirect_uri"] != begun["redirect_uri"]:
            return None
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != begun["code_challenge"]:
            return None
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        return {"access_token": access, "token_type": "Bearer", "id_token": self._id_token(begun["nonce"])}

    def _id_token(self, nonce: str) -> str:
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT[0],
            "sub": self.who["sub"],
            "nonce": nonce,
            "iat": now,
            "exp": now + 300,
        }
        said |= {
            "nonce": {"nonce": "old"},
            "audience": {"aud": "another"},
            "issuer": {"iss": "http://x.example"},
            "expired": {"iat": now - 900, "exp": now - 600},
        }.get(self.bend, {})
        if self.bend == "unsigned":
            return jwt.encode(said, None, algorithm="none")
        if self.bend == "shared secret":  # signed with what the client believes to be a public key
            return jwt.encode(said, CLIENT[1].ljust(32, "x"), algorithm="HS256", headers={"kid": "one"})
        key = self.stranger if self.bend == "signature" else self.key
        return jwt.encode(
            said, key, algorithm="RS256", headers={"kid": "two" if self.bend == "kid" else "one"}
        )

    def userinfo(self, bearer: str) -> dict | None:
        if bearer not in self.tokens:
            return None
        return {**self.who, "sub": "someone-else"} if self.bend == "userinfo" else self.who


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there = urlsplit(self.path)
            asked = {k: v[0] for k, v in parse_qs(there.query).items()}
            if there.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
                return
            bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
            self._say(
                {
                    "/.well-known/openid-configuration": provider.discovery,
                    "/keys": provider.keys,
                    "/userinfo": lambda: provider.userinfo(bearer),
                }.get(there.path, lambda: None)()
            )

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            basic = base64.b64decode(
                self.headers.get("Authorization", "Basic Og==").removeprefix("Basic ")
            ).decode()
            self._say(
                provider.token({k: v[0] for k, v in parse_qs(body).items()}, tuple(basic.split(":", 1)))
            )

        def _say(self, what: dict | None) -> None:
            body = json.dumps(what or {"error": "invalid_request"}).encode()
            self.send_response(200 if what else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler

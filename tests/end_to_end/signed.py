"""Requests signed by botocore, by hand: another clock, another body than the signed one, a presigned URL."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
import requests
from botocore.auth import HmacV1Auth, HmacV1QueryAuth, SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from running import Server, run

REGION = "us-east-1"
ACCOUNT = "123456789012"
JSON = "application/x-amz-json-1.1"


@dataclass(frozen=True)
class Key:
    """An access key of a server."""

    id: str
    secret: str = field(repr=False)
    token: str | None = field(default=None, repr=False)

    @property
    def credentials(self) -> Credentials:
        return Credentials(self.id, self.secret, self.token)


def create_key(data: Path, policy: str | Path, *flags: str) -> Key:
    """`spotter keys create` over a server's data folder."""
    done = run(
        "keys", "create", "--data", data, "--account-id", ACCOUNT, "--description", "a test",
        "--policy", policy, "--json", *flags,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    return Key(made["accessKeyId"], made["secretAccessKey"], made.get("sessionToken"))


def rekognition(server: Server, key: Key, **config: Any) -> Any:
    """boto3's client, without its retries."""
    return boto3.client(
        "rekognition",
        endpoint_url=server.url,
        region_name=REGION,
        aws_access_key_id=key.id,
        aws_secret_access_key=key.secret,
        aws_session_token=key.token,
        config=Config(retries={"total_max_attempts": 1}, **config),
    )


def call(server: Server, operation: str, body: dict[str, Any] | None = None) -> AWSRequest:
    """A call of Rekognition that is not signed yet."""
    headers = {"Content-Type": JSON, "X-Amz-Target": f"RekognitionService.{operation}"}
    return AWSRequest("POST", server.url + "/", headers, json.dumps(body or {}).encode())


def request(server: Server, method: str, path: str, body: bytes = b"", **headers: str) -> AWSRequest:
    """A request of the REST side that is not signed yet; `Content_Type` is the header Content-Type.

    A body's hash stands in a header, as uploads need it.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if body:
        named["X-Amz-Content-SHA256"] = hashlib.sha256(body).hexdigest()
    return AWSRequest(method, server.url + path, named, body)


@contextmanager
def clock_off_by(minutes: float) -> Iterator[None]:
    """botocore's clock goes wrong."""
    wrong = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)
    with mock.patch("botocore.auth.get_current_datetime", return_value=wrong.replace(tzinfo=None)):
        yield


def sign(unsigned: AWSRequest, key: Key, service: str = "rekognition") -> AWSRequest:
    SigV4Auth(key.credentials, service, REGION).add_auth(unsigned)
    return unsigned


def presign(unsigned: AWSRequest, key: Key, service: str, seconds: int = 300) -> AWSRequest:
    SigV4QueryAuth(key.credentials, service, REGION, expires=seconds).add_auth(unsigned)
    return unsigned


def sign_as_version_2(unsigned: AWSRequest, key: Key, by_query: bool = False) -> AWSRequest:
    auth = HmacV1QueryAuth(key.credentials) if by_query else HmacV1Auth(key.credentials)
    auth.add_auth(unsigned)
    return unsigned


def send(signed: AWSRequest, body: bytes | None = None, **headers: str) -> requests.Response:
    """Sends a request as it was signed, but for another body or other headers."""
    prepared = signed.prepare()
    kept = {name: value for name, value in prepared.headers.items() if name != "Content-Length"}
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.request(
        signed.method,
        prepared.url,
        data=signed.data if body is None else body,
        headers={**kept, **changed},
        timeout=120,
    )


def error_code(answer: requests.Response) -> str:
    """The code of an error on the AWS door, as SDKs read it."""
    assert answer.headers["Content-Type"] == JSON, answer.text
    return answer.json()["__type"].split("#")[-1]

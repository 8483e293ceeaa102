"""Access keys with the real binary: making them, what a server asks for then, and revoking them."""

from __future__ import annotations

import json
import re
import socket
import stat
from hashlib import sha256
from pathlib import Path

import boto3
import pytest
import requests
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from conftest import StartServer
from running import Server, run

STATS = "/api/v1/stats"


def create(data: Path, *flags: str) -> dict[str, str]:
    """A new key, by the command."""
    done = run("keys", "create", "--data", data, "--description", "a test", "--json", *flags, seconds=30)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def signed(server: Server, key: dict[str, str], method: str, path: str, body: bytes = b"") -> requests.Response:
    """A request signed by botocore, as scripts of AWS's users sign."""
    request = AWSRequest(method=method, url=server.url + path, data=body)
    credentials = Credentials(key["accessKeyId"], key["secretAccessKey"], key.get("sessionToken"))
    SigV4Auth(credentials, "spotter", "us-east-1").add_auth(request)
    return requests.request(method, server.url + path, data=body, headers=dict(request.headers), timeout=30)


def signed_headers(server: Server, key: dict[str, str], method: str, path: str, body: bytes) -> dict[str, str]:
    """Those of an upload, whose hash is stated as S3's are."""
    request = AWSRequest(method=method, url=server.url + path, data=body)
    request.headers["X-Amz-Content-SHA256"] = sha256(body).hexdigest()
    credentials = Credentials(key["accessKeyId"], key["secretAccessKey"])
    SigV4Auth(credentials, "spotter", "us-east-1").add_auth(request)
    return dict(request.headers)


def own_address() -> str:
    """An address of this machine that is not loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no address but loopback")
        return probe.getsockname()[0]


def test_a_key_is_shown_once_and_kept_encrypted(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = run("keys", "create", "--data", data, "--description", "nightly import", "--policy", "role")
    assert done.returncode == 0
    secret = re.search(r"^export AWS_SECRET_ACCESS_KEY=(\S{40})$", done.stdout, re.MULTILINE)
    key_id = re.search(r"^export AWS_ACCESS_KEY_ID=(AKIA[A-Z2-7]{16})$", done.stdout, re.MULTILINE)
    assert secret and key_id
    listed = run("keys", "list", "--data", data)
    assert key_id[1] in listed.stdout
    assert secret[1] not in listed.stdout
    for file in data.rglob("*"):
        if file.is_file():
            assert secret[1].encode() not in file.read_bytes(), file
    assert stat.S_IMODE((data / "secrets.key").stat().st_mode) == 0o600


def test_a_policy_is_asked_for(tmp_path: Path) -> None:
    done = run("keys", "create", "--data", tmp_path / "data", "--description", "x")
    assert done.returncode == 2
    assert "--policy" in done.stderr


def test_a_secrets_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    create(data, "--policy", "all")
    (data / "secrets.key").chmod(0o644)
    done = run("keys", "create", "--data", data, "--description", "x", "--policy", "all")
    assert done.returncode == 1
    assert "chmod 600" in done.stderr


def test_a_server_listens_beyond_loopback_only_with_keys(tmp_path: Path) -> None:
    data, address = tmp_path / "data", own_address()
    server = Server(data)
    server.address = f"{address}:{server.address.rpartition(':')[2]}"
    server.url = f"http://{server.address}"
    server.start()
    assert server.running.wait(30) == 1
    assert "spotter keys create" in server.log.read_text()
    key = create(data, "--policy", "all")
    server.start().wait_for("/healthz")
    try:
        assert server.get(STATS).status_code == 401
        assert signed(server, key, "GET", STATS).status_code == 200
        # Without its last key it goes on to ask everybody.
        assert run("keys", "revoke", "--data", data, key["accessKeyId"]).returncode == 0
        assert signed(server, key, "GET", STATS).status_code == 401
        assert server.get(STATS).status_code == 401
    finally:
        server.stop()


def test_a_key_holds_as_soon_as_it_is_made_and_no_longer_than_it_stands(
    start_server: StartServer, tmp_path: Path
) -> None:
    server = start_server().wait_for("/healthz")
    assert server.get(STATS).status_code == 200
    admin = create(tmp_path / "data", "--policy", "all")
    other = create(tmp_path / "data", "--policy", "all", "--session-token", "--expires", "1")
    assert server.get(STATS).status_code == 401
    assert signed(server, admin, "GET", STATS).status_code == 200
    assert signed(server, other, "GET", STATS).status_code == 200
    token = signed(server, other, "POST", "/api/v1/tokens", b"{}").json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert server.get(STATS, headers=bearer).status_code == 200
    page = requests.Session()
    login = {name: other[name] for name in ("accessKeyId", "secretAccessKey", "sessionToken")}
    assert page.post(server.url + "/api/v1/session", json=login, timeout=30).status_code == 200
    assert page.get(server.url + STATS, timeout=30).status_code == 200
    done = run("keys", "revoke", "--data", tmp_path / "data", other["accessKeyId"])
    assert done.returncode == 0
    assert page.get(server.url + STATS, timeout=30).status_code == 401
    assert server.get(STATS, headers=bearer).status_code == 401
    assert signed(server, other, "GET", STATS).status_code == 401
    assert signed(server, admin, "GET", STATS).status_code == 200


def test_a_key_may_do_what_its_policy_allows(
    start_server: StartServer, tmp_path: Path, photos: dict[str, Path]
) -> None:
    server = start_server().wait_for("/healthz")
    policy = tmp_path / "uploads.json"
    policy.write_text(
        json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "spotter:Upload", "Resource": "*"}],
            }
        )
    )
    key = create(tmp_path / "data", "--policy", str(policy))
    body = photos["chelsea"].read_bytes()
    token = create(tmp_path / "data", "--policy", "all")
    uploaded = requests.post(
        server.url + "/upload",
        data=body,
        headers=signed_headers(server, key, "POST", "/upload", body),
        timeout=30,
    )
    assert uploaded.status_code == 202, uploaded.text
    place = uploaded.headers["Location"]
    assert signed(server, key, "GET", place).status_code == 403
    assert signed(server, token, "GET", place).status_code == 200


def test_the_log_holds_no_secret(start_server: StartServer, tmp_path: Path) -> None:
    server = start_server("--log-level", "trace").wait_for("/healthz")
    key = create(tmp_path / "data", "--policy", "all")
    login = {name: key[name] for name in ("accessKeyId", "secretAccessKey")}
    answer = server.post("/api/v1/session", json=login)
    assert answer.status_code == 200
    url = boto3.client(
        "s3",
        endpoint_url=server.url,
        region_name="us-east-1",
        aws_access_key_id=key["accessKeyId"],
        aws_secret_access_key=key["secretAccessKey"],
        config=boto3.session.Config(signature_version="s3v4"),
    ).generate_presigned_url("get_object", Params={"Bucket": "api", "Key": "v1/stats"})
    assert requests.get(url, timeout=30).status_code == 200
    server.stop()
    log = server.log.read_text()
    assert key["accessKeyId"] in log
    assert key["secretAccessKey"] not in log
    assert answer.cookies["spotter_session"] not in log
    assert "Signature" not in log

"""Access keys against the real binary: who is answered, who is refused and with which of AWS's errors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError
from running import Server
from signed import (
    ACCOUNT,
    Key,
    call,
    clock_off_by,
    create_key,
    error_code,
    presign,
    rekognition,
    request,
    send,
    sign,
    sign_as_version_2,
)

MISMATCH = (
    "The request signature we calculated does not match the signature you provided. Check your AWS "
    "Secret Access Key and signing method. Consult the service documentation for details."
)
COLLECTION = f"arn:aws:rekognition:us-east-1:{ACCOUNT}:collection/visitors"


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Key]]:
    """A server that has keys, and one of them that may do everything."""
    data = tmp_path_factory.mktemp("locked") / "data"
    key = create_key(data, "all")
    running = Server(data, "--account-id", ACCOUNT).start().ready()
    yield running, key
    running.stop()


@pytest.fixture(scope="module")
def server(locked: tuple[Server, Key]) -> Server:
    return locked[0]


@pytest.fixture(scope="module")
def key(locked: tuple[Server, Key]) -> Key:
    return locked[1]


@pytest.fixture(scope="module")
def picture(photos: dict[str, Path]) -> bytes:
    return photos["astronaut"].read_bytes()


def refused(client_call: Any, **parameters: Any) -> tuple[str, str, int]:
    """Code, message and status with which a call of boto3 is refused."""
    with pytest.raises(ClientError) as caught:
        client_call(**parameters)
    error = caught.value.response
    return error["Error"]["Code"], error["Error"]["Message"], error["ResponseMetadata"]["HTTPStatusCode"]


def expect_refused(answer: requests.Response, code: str, words: str = "") -> None:
    assert (answer.status_code, error_code(answer)) == (400, code), answer.text
    assert words in answer.json()["message"], answer.text


def test_what_boto3_signs_is_answered(server: Server, key: Key, picture: bytes) -> None:
    answer = rekognition(server, key).detect_labels(Image={"Bytes": picture})
    assert "Person" in [label["Name"] for label in answer["Labels"]]


def test_a_temporary_key_needs_its_token(server: Server, key: Key) -> None:
    temporary = create_key(server.data, "all", "--session-token")
    assert temporary.token
    assert rekognition(server, temporary).list_collections()["CollectionIds"] == []
    for token in (None, "another"):
        stripped = rekognition(server, Key(temporary.id, temporary.secret, token))
        assert refused(stripped.list_collections)[0] == "UnrecognizedClientException"
    assert refused(rekognition(server, Key(key.id, key.secret, "a token")).list_collections)[0] == (
        "UnrecognizedClientException"
    )


def test_a_wrong_secret_is_refused(server: Server, key: Key) -> None:
    wrong = rekognition(server, Key(key.id, "not the secret"))
    assert refused(wrong.list_collections) == ("InvalidSignatureException", MISMATCH, 400)


def test_an_unknown_key_is_refused(server: Server) -> None:
    unknown = rekognition(server, Key("AKIAIOSFODNN7EXAMPLE", "any"))
    assert refused(unknown.list_collections) == (
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        400,
    )


def test_no_signature_is_refused(server: Server) -> None:
    unsigned = call(server, "ListCollections")
    expect_refused(send(unsigned), "MissingAuthenticationTokenException", "Missing Authentication Token")
    assert server.get("/api/v1/images").status_code == 401
    assert server.get("/healthz").status_code == 200


def test_a_changed_body_is_refused(server: Server, key: Key) -> None:
    signed = sign(call(server, "ListCollections", {"MaxResults": 1}), key)
    assert send(signed).status_code == 200
    expect_refused(send(signed, json.dumps({"MaxResults": 2}).encode()), "InvalidSignatureException", MISMATCH)
    expect_refused(send(signed, b""), "InvalidSignatureException", MISMATCH)


def test_a_body_that_is_not_the_stated_one_is_refused(server: Server, key: Key) -> None:
    unsigned = request(server, "POST", "/upload", b"one body", Content_Type="image/png")
    unsigned.headers.replace_header("X-Amz-Content-SHA256", "0" * 64)
    assert send(sign(unsigned, key, "spotter")).status_code == 401


def test_other_headers_are_refused(server: Server, key: Key) -> None:
    signed = sign(call(server, "ListCollections"), key)
    expect_refused(
        send(signed, X_Amz_Target="RekognitionService.DeleteCollection"), "InvalidSignatureException", MISMATCH
    )
    expect_refused(send(signed, Host="localhost:1"), "InvalidSignatureException", MISMATCH)
    expect_refused(send(signed, X_Amz_Date="20261124T000000Z"), "InvalidSignatureException")
    expect_refused(
        send(signed, X_Amz_Meta_Added="1"),
        "InvalidSignatureException",
        "'x-amz-meta-added' must be a 'SignedHeader' in the AWS Authorization.",
    )


def test_a_clock_may_be_off_by_fifteen_minutes(server: Server, key: Key) -> None:
    for minutes, code, words in (
        (-14, None, ""),
        (14, None, ""),
        (-16, "InvalidSignatureException", "Signature expired: "),
        (16, "InvalidSignatureException", "Signature not yet current: "),
    ):
        with clock_off_by(minutes):
            answer = send(sign(call(server, "ListCollections"), key))
        if code is None:
            assert answer.status_code == 200, answer.text
        else:
            expect_refused(answer, code, words)
            assert "15 min.)" in answer.json()["message"]


def test_a_presigned_url_ends(server: Server, key: Key) -> None:
    fresh = presign(request(server, "GET", "/api/v1/images"), key, "spotter", seconds=300)
    assert requests.get(fresh.url, timeout=60).status_code == 200
    with clock_off_by(-6):
        late = presign(request(server, "GET", "/api/v1/images"), key, "spotter", seconds=300)
    answer = requests.get(late.url, timeout=60)
    assert answer.status_code == 401, answer.text
    assert "Signature expired: " in answer.json()["detail"]
    longer = late.url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000")
    assert requests.get(longer, timeout=60).json()["detail"] == MISMATCH
    elsewhere = fresh.url.replace("/api/v1/images?", "/api/v1/stats?")
    assert requests.get(elsewhere, timeout=60).status_code == 401


def test_a_presigned_call_of_rekognition_ends_too(server: Server, key: Key) -> None:
    answer = send(presign(call(server, "ListCollections"), key, "rekognition"))
    assert answer.status_code == 200, answer.text
    with clock_off_by(-6):
        late = presign(call(server, "ListCollections"), key, "rekognition", seconds=300)
    expect_refused(send(late), "InvalidSignatureException", "- 5 min.)")


def test_version_2_is_refused_with_the_way_out(server: Server, key: Key) -> None:
    for by_query in (False, True):
        answer = send(sign_as_version_2(call(server, "ListCollections"), key, by_query))
        expect_refused(answer, "InvalidRequest", "Please use AWS4-HMAC-SHA256")
        assert "signature_version='s3v4'" in answer.json()["message"]


def test_another_service_is_refused(server: Server, key: Key) -> None:
    signed = sign(call(server, "ListCollections"), key, service="s3")
    expect_refused(send(signed), "InvalidSignatureException", "correct service: 'rekognition'")


def test_half_a_signature_is_refused_with_what_is_missing(server: Server, key: Key) -> None:
    answer = send(call(server, "ListCollections"), Authorization="AWS4-HMAC-SHA256 Credential=a")
    expect_refused(answer, "IncompleteSignatureException", "requires 'Signature' parameter.")


def test_a_policy_can_hold_a_key_to_an_address(server: Server, tmp_path: Path) -> None:
    for network, good in (("127.0.0.0/8", True), ("203.0.113.0/24", False)):
        policy = tmp_path / "policy.json"
        statement = {
            "Effect": "Allow",
            "Action": "rekognition:List*",
            "Resource": "*",
            "Condition": {"IpAddress": {"aws:SourceIp": network}},
        }
        policy.write_text(json.dumps({"Version": "2012-10-17", "Statement": statement}))
        client = rekognition(server, create_key(server.data, policy))
        if good:
            assert client.list_collections()["CollectionIds"] == []
        else:
            assert refused(client.list_collections)[0] == "AccessDeniedException"


class Outcomes:
    """What a key may do: made by doing it, and printed."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []

    def add(self, what: str, action: str, answer: str) -> None:
        self.rows.append((what, action, answer))

    def answer_to(self, what: str) -> str:
        return next(answer for name, _, answer in self.rows if name == what)

    def text(self) -> str:
        widths = [max(len(row[column]) for row in self.rows) for column in range(2)]
        lines = [f"{what:<{widths[0]}}  {action:<{widths[1]}}  {answer}" for what, action, answer in self.rows]
        return "\n".join(lines)


def outcome_of(client: Any, operation: str, parameters: dict[str, Any]) -> str:
    try:
        getattr(client, operation)(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "allowed"


def snake(operation: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in operation).lstrip("_")


def rekognition_calls(picture: bytes, stored: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation: what it is called in the table, its name, its parameters."""
    image = {"Bytes": picture}
    visitors = {"CollectionId": "visitors"}
    face = "11111111-2222-3333-4444-555555555555"
    user = {**visitors, "UserId": "ann"}
    own = {"S3Object": {"Bucket": "uploads", "Name": stored}}
    other = {"S3Object": {"Bucket": "elsewhere", "Name": stored}}
    operations: dict[str, dict[str, Any]] = {
        "DetectLabels": {"Image": image},
        "DetectText": {"Image": image},
        "DetectFaces": {"Image": image},
        "RecognizeCelebrities": {"Image": image},
        "DetectModerationLabels": {"Image": image},
        "CompareFaces": {"SourceImage": image, "TargetImage": image},
        "GetCelebrityInfo": {"Id": "1aB2c"},
        "CreateCollection": visitors,
        "DescribeCollection": visitors,
        "ListCollections": {},
        "DeleteCollection": visitors,
        "IndexFaces": {**visitors, "Image": image},
        "ListFaces": visitors,
        "DeleteFaces": {**visitors, "FaceIds": [face]},
        "SearchFaces": {**visitors, "FaceId": face},
        "SearchFacesByImage": {**visitors, "Image": image},
        "CreateUser": user,
        "DeleteUser": user,
        "ListUsers": visitors,
        "AssociateFaces": {**user, "FaceIds": [face]},
        "DisassociateFaces": {**user, "FaceIds": [face]},
        "SearchUsers": {**visitors, "UserId": "ann"},
        "SearchUsersByImage": {**visitors, "Image": image},
        "TagResource": {"ResourceArn": COLLECTION, "Tags": {"a": "b"}},
        "UntagResource": {"ResourceArn": COLLECTION, "TagKeys": ["a"]},
        "ListTagsForResource": {"ResourceArn": COLLECTION},
    }
    calls = [(name, name, parameters) for name, parameters in operations.items()]
    calls.append(("DetectLabels of an object of its bucket", "DetectLabels", {"Image": own}))
    calls.append(("DetectLabels of an object elsewhere", "DetectLabels", {"Image": other}))
    return calls


def rest_calls(stored: str) -> list[tuple[str, str, str]]:
    image = f"/api/v1/images/{stored}"
    return [
        ("POST", "/upload", "spotter:Upload"),
        ("GET", "/api/v1/images", "spotter:ListImages"),
        ("GET", image, "spotter:GetImage"),
        ("GET", f"{image}/content", "spotter:GetImageContent"),
        ("POST", f"{image}/recognise", "spotter:RecogniseImage"),
        ("DELETE", image, "spotter:EraseImage"),
        ("GET", "/api/v1/people", "spotter:ListPeople"),
        ("GET", "/api/v1/inbox", "spotter:ListInbox"),
        ("GET", "/api/v1/stats", "spotter:GetStats"),
        ("GET", "/api/v1/keys", "spotter:ListKeys"),
        ("GET", "/metrics", "spotter:GetMetrics"),
    ]


def test_the_role_may_do_what_it_is_for_and_nothing_else(
    server: Server, key: Key, picture: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    upload = request(server, "POST", "/upload?wait=60", picture, Content_Type="image/png")
    uploaded = send(sign(upload, key, "spotter"))
    assert uploaded.ok, uploaded.text
    stored = uploaded.json()["imageId"]
    role = create_key(server.data, "role")
    client = rekognition(server, role)
    outcomes = Outcomes()
    for what, operation, parameters in rekognition_calls(picture, stored):
        outcomes.add(what, f"rekognition:{operation}", outcome_of(client, snake(operation), parameters))
    for method, path, action in rest_calls(stored):
        body = {"Content_Type": "image/png"} if method == "POST" else {}
        answer = send(sign(request(server, method, path, picture if body else b"", **body), role, "spotter"))
        outcomes.add(
            f"{method} {path.replace(stored, 'ID')}",
            action,
            "allowed" if answer.ok else f"denied ({answer.status_code})",
        )
    with capsys.disabled():
        print(f"\nA key with the policy `role`:\n{outcomes.text()}")

    allowed = {what for what, _, answer in outcomes.rows if answer == "allowed"}
    assert allowed == {
        "DetectLabels",
        "DetectText",
        "DetectFaces",
        "RecognizeCelebrities",
        "DetectModerationLabels",
        "DetectLabels of an object of its bucket",
    }
    # Who may not read an object hears no more of it than that it can't be had.
    assert outcomes.answer_to("DetectLabels of an object elsewhere") == "InvalidS3ObjectException"
    denied = {answer for what, _, answer in outcomes.rows if what not in allowed and "elsewhere" not in what}
    assert denied == {"AccessDeniedException", "denied (403)"}


def test_what_is_denied_is_told_in_aws_s_words(server: Server) -> None:
    role = create_key(server.data, "role")
    code, message, status = refused(rekognition(server, role).create_collection, CollectionId="visitors")
    assert (code, status) == ("AccessDeniedException", 400)
    assert message == (
        f"User: arn:aws:iam::{ACCOUNT}:user/{role.id} is not authorized to perform: "
        f"rekognition:CreateCollection on resource: {COLLECTION}"
    )


def test_a_key_that_may_do_everything_may(server: Server, key: Key) -> None:
    client = rekognition(server, key)
    client.create_collection(CollectionId="visitors")
    try:
        assert client.list_collections()["CollectionIds"] == ["visitors"]
    finally:
        client.delete_collection(CollectionId="visitors")

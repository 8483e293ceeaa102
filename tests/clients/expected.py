"""What each step of the plan must give, whatever the client: README.md tells what each step calls.

A value is compared; a function of a value must say True.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Expected = dict[str, Any]
NAME = "Barack Obama"
URLS = ["www.wikidata.org/wiki/Q76"]
NO_FACES = "There are no faces in the image. Should be at least 1."
INVALID = "Request has invalid parameters"
NO_OBJECT = "Unable to get object metadata from S3. Check object key, region and/or access permissions."
CONSTRAINT = "1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: Member must {}"
VERSION = r"\d+\.\d+"
ARN = "rekognition:us-east-1:[0-9]{12}:collection/plan-"
SECRET = "The request signature we calculated does not match the signature you provided."


def like(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.DOTALL) is not None


def within(*most: Any) -> Callable[[list], bool]:
    return lambda values: len(values) > 0 and set(values) <= set(most)


def having(*least: Any) -> Callable[[list], bool]:
    return lambda values: set(least) <= set(values)


def lacking(*none: Any) -> Callable[[list], bool]:
    return lambda values: len(values) > 0 and not set(none) & set(values)


def both_ways(step: str, **got: Any) -> dict[str, Expected]:
    return {f"{step} {way}": got for way in ("bytes", "s3")}


def error(step: str, code: str, message: str | Callable[[Any], bool], typed: bool = True) -> dict[str, Expected]:
    return {step: {"code": code, "message": message, "typed": typed}}


def refused(step: str, value: str, path: str, rule: str) -> dict[str, Expected]:
    """A breach of a constraint of the model; the SDKs have no class for it."""
    return error(step, "ValidationException", CONSTRAINT.format(value, path, rule), typed=False)


PICTURES = {
    **both_ways(
        "DetectLabels",
        labels=lambda labels: len(labels) == 4 and {"Animal", "Bear"} <= set(labels),
        boxes=1,
        parents=["Animal", "Mammal", "Wildlife"],
        categories=["Animals and Pets"],
        version="3.0",
        colours=3,
    ),
    **both_ways(
        "DetectText",
        lines=["WHY PAY FOR", "NOTHING?"],
        words=having("WHY", "PAY", "FOR", "NOTHING?"),
        parents=True,
        corners=4,
        version="3.0",
    ),
    **both_ways(
        "DetectFaces",
        faces=4,
        landmarks=[30] * 4,
        emotions=["HAPPY"] * 4,
        genders=["Female", "Female", "Male", "Male"],
        ages=True,
    ),
    **both_ways(
        "RecognizeCelebrities",
        celebrities=lambda found: [[name, urls, gender] for name, _, urls, gender in found] == [[NAME, URLS, "Male"]],
        sure=True,
        others=1,
    ),
    **both_ways(
        "DetectModerationLabels",
        labels=lambda found: sorted(found) == [["Violence", "", 1], ["Weapons", "Violence", 2]],
        version="7.0",
    ),
    **both_ways("CompareFaces", source=True, similar=[True], unmatched=1),
}

SETTINGS = {
    "DetectLabels included": {"labels": lambda labels: sorted(labels) == ["Bicycle", "Dog"]},
    "DetectLabels excluded": {"labels": lambda labels: having("Dog")(labels) and lacking("Car", "Vehicle")(labels)},
    "DetectLabels categories": {"labels": lambda labels: having("Dog")(labels) and lacking("Car", "Vehicle")(labels)},
    "DetectLabels properties": {"colours": True, "parts": [True, True], "contrast": True},
    "DetectText confidence": {"words": within("WHY", "PAY", "FOR")},
    "DetectText size": {"words": []},
    "DetectText box": {"words": ["WHY"]},
    "DetectText polygon": {"words": ["WHY"]},
    "DetectFaces default": {
        "landmarks": 5,
        "members": ["BoundingBox", "Confidence", "Landmarks", "Pose", "Quality"],
    },
    "GetCelebrityInfo": {"name": NAME, "urls": URLS, "gender": "Male"},
}

COLLECTIONS = {
    "CreateCollection": {"status": 200, "arn": like(f"aws:{ARN}.*"), "version": like(VERSION)},
    **error("CreateCollection again", "ResourceAlreadyExistsException", like("The collection id: .* already exists")),
    "ListCollections": {
        "collections": lambda ids: len(ids) == 2 and ids[1] == ids[0] + ".2",
        "single": True,
    },
    "DescribeCollection": {"faces": 0, "users": 0, "arn": like(f"arn:aws:{ARN}.*"), "new": True},
    "DeleteCollection": {"status": 200},
    **error("DeleteCollection again", "ResourceNotFoundException", like("The collection id: .* does not exist")),
}

FACES = {
    "IndexFaces bytes": {"external": "obama", "landmarks": 30, "unindexed": 0},
    "IndexFaces s3": {"external": "obama2", "landmarks": 30, "unindexed": 0},
    "IndexFaces again": {"same": True},
    "IndexFaces largest": {"faces": 1, "reasons": [["EXCEEDS_MAX_FACES"]] * 3},
    "ListFaces": {"pages": 2, "faces": ["family:1", "obama", "obama2"]},
    "SearchFaces": {"searched": True, "faces": ["obama2"], "similar": True},
    **both_ways("SearchFacesByImage", faces=["obama2", "obama"], searched=True),
    "ListFaces user": {"faces": ["obama", "obama2"], "users": ["president"]},
    "DeleteFaces": {"deleted": True, "refused": [["ASSOCIATED_TO_AN_EXISTING_USER"], ["FACE_NOT_FOUND"]]},
}

USERS = {
    **error("CreateUser again", "ConflictException", like(".+")),
    **error(
        "CreateUser token",
        "IdempotentParameterMismatchException",
        like("The ClientRequestToken: plan-.*-1 you have supplied is already in use."),
    ),
    "ListUsers": {"pages": 2, "users": [["nobody", "CREATED"], ["president", "CREATED"]]},
    "AssociateFaces": {"faces": 2, "refused": [[True, ["FACE_NOT_FOUND"]]], "status": "ACTIVE"},
    "SearchUsers face": {"users": [["president", True]], "searched": True},
    "SearchUsers user": {"users": [], "searched": "president"},
    **both_ways("SearchUsersByImage", users=[["president", True]], searched=True),
    "SearchUsersByImage no face": {"users": [], "searched": False},
    "DisassociateFaces": {"faces": [True], "status": "ACTIVE"},
    "DeleteUser": {"users": ["nobody"], "freed": [None, None]},
}

TAGS = {
    "ListTagsForResource": {"tags": {"made-by": "plan"}},
    "TagResource": {"tags": {"made-by": "the plan", "stage": "one of two"}},
    "UntagResource": {"tags": {"stage": "one of two"}},
}

ERRORS = {
    **error("error no collection", "ResourceNotFoundException", "The collection id: nowhere does not exist"),
    **error("error no celebrity", "ResourceNotFoundException", like(".+")),
    **error("error no picture", "InvalidParameterException", INVALID),
    **error("error no face", "InvalidParameterException", NO_FACES),
    **error("error no face to compare", "InvalidParameterException", INVALID),
    **error("error unknown face", "InvalidParameterException", "faceId was not found in the collection"),
    **error("error format", "InvalidImageFormatException", "Request has invalid image format"),
    **error("error dimensions", "ImageTooLargeException", like(".*10001 x 100.* exceed.* 10000 pixels")),
    **error("error too small", "InvalidParameterException", INVALID),
    **error("error no object", "InvalidS3ObjectException", NO_OBJECT),
    **error("error token", "InvalidPaginationTokenException", like("Invalid (Pagination )?Token")),
    **error("error operation", "UnknownOperationException", like(".*"), typed=False),
    **refused("error confidence", "101.0", "minConfidence", "have value less than or equal to 100"),
    **refused(
        "error bytes",
        "java.nio.HeapByteBuffer[pos=0 lim=5242881 cap=5242881]",
        "image.bytes",
        "have length less than or equal to 5242880",
    ),
    **refused(
        "error name",
        "a collection",
        "collectionId",
        r"satisfy regular expression pattern: [a-zA-Z0-9_.\-]+",
    ),
}

ACCESS = {
    **error("access secret", "InvalidSignatureException", like(f"{SECRET}.*"), typed=False),
    **error(
        "access key",
        "UnrecognizedClientException",
        like("The security token included in the request is invalid.?"),
        False,
    ),
    **error(
        "access denied",
        "AccessDeniedException",
        like("User: arn:aws:iam::.* is not authorized to perform: rekognition:CreateCollection on resource: .*"),
    ),
    "access allowed": {"labels": having("Animal")},
}

EXPECTED: dict[str, Expected] = {
    **PICTURES,
    **SETTINGS,
    **COLLECTIONS,
    **FACES,
    **USERS,
    **TAGS,
    **ERRORS,
    **ACCESS,
    "throttling": {"served": lambda calls: calls > 0, "retried": True},
}

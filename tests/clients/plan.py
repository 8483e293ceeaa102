"""The plan of README.md in Python, for clients that look like boto3's: run(sdk) says a line of JSON a step."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, Protocol

from botocore.exceptions import ClientError

case = json.loads(Path(sys.argv[1]).read_text())
nobody = "00000000-0000-4000-8000-000000000000"
Keys = dict[str, str]


class Sdk(Protocol):
    name: str

    def client(self, keys: Keys | None = None) -> Any:
        """A client as boto3.client("rekognition") gives it, with the environment's keys or others."""

    def retries_of(self, calls: int, picture: Path) -> list[int]:
        """How often each of so many DetectLabels that are made at once was tried again."""


rekognition: Any
collection: str


def say(step: str, **got: Any) -> None:
    print(json.dumps({"step": step, "got": got}), flush=True)


def image(name: str, way: str) -> dict:
    if way == "s3":
        return {"S3Object": {"Bucket": case["bucket"], "Name": case["objects"][name]}}
    return {"Bytes": Path(case["pictures"][name]).read_bytes()}


def fails(step: str, call: Any, **request: Any) -> None:
    """Says which exception a call raised; `typed`: it is a class of the SDK's own for this error."""
    try:
        call(**request)
        say(step, code=None)
    except ClientError as error:
        code, message = error.response["Error"]["Code"], error.response["Error"]["Message"]
        say(step, code=code, message=message, typed=type(error).__name__ == code)


def labels_of(answer: dict) -> list[str]:
    return [label["Name"] for label in answer["Labels"]]


def pictures(way: str) -> None:
    both = {
        "Features": ["GENERAL_LABELS", "IMAGE_PROPERTIES"],
        "Settings": {"ImageProperties": {"MaxDominantColors": 3}},
    }
    seen = rekognition.detect_labels(Image=image("bear", way), MaxLabels=4, MinConfidence=60, **both)
    bear = next(label for label in seen["Labels"] if label["Name"] == "Bear")
    say(
        f"DetectLabels {way}",
        labels=labels_of(seen),
        boxes=len(bear["Instances"]),
        parents=[parent["Name"] for parent in bear["Parents"]],
        categories=[category["Name"] for category in bear["Categories"]],
        version=seen["LabelModelVersion"],
        colours=len(seen["ImageProperties"]["DominantColors"]),
    )
    read = rekognition.detect_text(Image=image("sign", way))
    found = read["TextDetections"]
    lines = {one["Id"]: one["DetectedText"] for one in found if one["Type"] == "LINE"}
    words = [one for one in found if one["Type"] == "WORD"]
    say(
        f"DetectText {way}",
        lines=list(lines.values()),
        words=[word["DetectedText"] for word in words],
        parents=all(word["DetectedText"] in lines[word["ParentId"]] for word in words),
        corners=len(found[0]["Geometry"]["Polygon"]),
        version=read["TextModelVersion"],
    )
    faces = rekognition.detect_faces(Image=image("family", way), Attributes=["ALL"])["FaceDetails"]
    say(
        f"DetectFaces {way}",
        faces=len(faces),
        landmarks=[len(face["Landmarks"]) for face in faces],
        emotions=[face["Emotions"][0]["Type"] for face in faces],
        genders=sorted(face["Gender"]["Value"] for face in faces),
        ages=all(face["AgeRange"]["Low"] < face["AgeRange"]["High"] for face in faces),
    )
    known = rekognition.recognize_celebrities(Image=image("two", way))
    say(
        f"RecognizeCelebrities {way}",
        celebrities=[
            [one["Name"], one["Id"], one["Urls"], one["KnownGender"]["Type"]] for one in known["CelebrityFaces"]
        ],
        sure=all(one["MatchConfidence"] > 80 for one in known["CelebrityFaces"]),
        others=len(known["UnrecognizedFaces"]),
    )
    moderated = rekognition.detect_moderation_labels(Image=image("rifle", way), MinConfidence=60)
    say(
        f"DetectModerationLabels {way}",
        labels=[[one["Name"], one["ParentName"], one["TaxonomyLevel"]] for one in moderated["ModerationLabels"]],
        version=moderated["ModerationModelVersion"],
    )
    compared = rekognition.compare_faces(SourceImage=image("obama", way), TargetImage=image("two", way))
    say(
        f"CompareFaces {way}",
        source=compared["SourceImageFace"]["Confidence"] > 80,
        similar=[one["Similarity"] >= 80 for one in compared["FaceMatches"]],
        unmatched=len(compared["UnmatchedFaces"]),
    )


def settings() -> None:
    """Filters and single features."""

    def general(**filters: list[str]) -> list[str]:
        return labels_of(rekognition.detect_labels(Image=image("dog", "s3"), Settings={"GeneralLabels": filters}))

    say("DetectLabels included", labels=general(LabelInclusionFilters=["Dog", "Bicycle", "Bear"]))
    say("DetectLabels excluded", labels=general(LabelExclusionFilters=["Car", "Vehicle"]))
    say(
        "DetectLabels categories",
        labels=general(
            LabelCategoryInclusionFilters=["Animals and Pets", "Vehicles and Automotive"],
            LabelCategoryExclusionFilters=["Vehicles and Automotive"],
        ),
    )
    seen = rekognition.detect_labels(Image=image("dog", "bytes"), Features=["IMAGE_PROPERTIES"])["ImageProperties"]
    say(
        "DetectLabels properties",
        colours=0 < len(seen["DominantColors"]) <= 10,
        parts=["DominantColors" in seen["Foreground"], "DominantColors" in seen["Background"]],
        contrast=seen["Quality"]["Contrast"] > 0,
    )
    left = {"BoundingBox": {"Left": 0.0, "Top": 0.0, "Width": 0.5, "Height": 1.0}}
    corners = {"Polygon": [{"X": 0.0, "Y": 0.0}, {"X": 0.5, "Y": 0.0}, {"X": 0.5, "Y": 1.0}]}
    for name, filters in (
        ("confidence", {"WordFilter": {"MinConfidence": 99.9}}),
        ("size", {"WordFilter": {"MinBoundingBoxHeight": 0.5, "MinBoundingBoxWidth": 0.5}}),
        ("box", {"RegionsOfInterest": [left]}),
        ("polygon", {"RegionsOfInterest": [corners]}),
    ):
        read = rekognition.detect_text(Image=image("sign", "s3"), Filters=filters)["TextDetections"]
        say(f"DetectText {name}", words=[one["DetectedText"] for one in read if one["Type"] == "WORD"])
    (face,) = rekognition.detect_faces(Image=image("obama", "s3"))["FaceDetails"]
    say("DetectFaces default", landmarks=len(face["Landmarks"]), members=sorted(face))
    info = rekognition.get_celebrity_info(Id=case["celebrity"])
    say("GetCelebrityInfo", name=info["Name"], urls=info["Urls"], gender=info["KnownGender"]["Type"])


def collections() -> str:
    """Collections and faces; the ARN for the tags."""
    made = rekognition.create_collection(CollectionId=collection, Tags={"made-by": "plan"})
    say("CreateCollection", status=made["StatusCode"], arn=made["CollectionArn"], version=made["FaceModelVersion"])
    rekognition.create_collection(CollectionId=collection + ".2")
    fails("CreateCollection again", rekognition.create_collection, CollectionId=collection)
    pages = list(rekognition.get_paginator("list_collections").paginate(PaginationConfig={"PageSize": 1}))
    ids = [one for page in pages for one in page["CollectionIds"] if one.startswith(collection)]
    say("ListCollections", collections=ids, single=all(len(page["CollectionIds"]) <= 1 for page in pages))
    seen = rekognition.describe_collection(CollectionId=collection)
    age = time.time() - seen["CreationTimestamp"].timestamp()
    say(
        "DescribeCollection",
        faces=seen["FaceCount"],
        users=seen["UserCount"],
        arn=seen["CollectionARN"],
        new=abs(age) < 600,
    )
    return seen["CollectionARN"]


def index(name: str, way: str, external: str, **more: Any) -> dict:
    return rekognition.index_faces(CollectionId=collection, Image=image(name, way), ExternalImageId=external, **more)


def externals(faces: list[dict]) -> list[str]:
    return [face["ExternalImageId"] for face in faces]


def faces() -> list[str]:
    """Indexing and searching; the ids of the face of each photograph."""
    ids = []
    for way, name in (("bytes", "obama"), ("s3", "obama2")):
        done = index(name, way, name, DetectionAttributes=["ALL"])
        (record,) = done["FaceRecords"]
        ids.append(record["Face"]["FaceId"])
        say(
            f"IndexFaces {way}",
            external=record["Face"]["ExternalImageId"],
            landmarks=len(record["FaceDetail"]["Landmarks"]),
            unindexed=len(done["UnindexedFaces"]),
        )
    again = index("obama", "bytes", "obama")["FaceRecords"]
    say("IndexFaces again", same=[one["Face"]["FaceId"] for one in again] == ids[:1])
    largest = index("family", "bytes", "family:1", MaxFaces=1, QualityFilter="NONE")
    ids.append(largest["FaceRecords"][0]["Face"]["FaceId"])
    say(
        "IndexFaces largest",
        faces=len(largest["FaceRecords"]),
        reasons=[one["Reasons"] for one in largest["UnindexedFaces"]],
    )
    pages = list(
        rekognition.get_paginator("list_faces").paginate(CollectionId=collection, PaginationConfig={"PageSize": 2})
    )
    say("ListFaces", pages=len(pages), faces=sorted(one for page in pages for one in externals(page["Faces"])))
    found = rekognition.search_faces(CollectionId=collection, FaceId=ids[0])
    say(
        "SearchFaces",
        searched=found["SearchedFaceId"] == ids[0],
        faces=externals([one["Face"] for one in found["FaceMatches"]]),
        similar=all(one["Similarity"] >= 80 for one in found["FaceMatches"]),
    )
    for way in ("bytes", "s3"):
        found = rekognition.search_faces_by_image(CollectionId=collection, Image=image("obama2", way), MaxFaces=5)
        say(
            f"SearchFacesByImage {way}",
            faces=externals([one["Face"] for one in found["FaceMatches"]]),
            searched=found["SearchedFaceConfidence"] > 80,
        )
    return ids


def users(ids: list[str]) -> None:
    place, token = {"CollectionId": collection}, f"{collection}-1"
    rekognition.create_user(**place, UserId="president", ClientRequestToken=token)
    rekognition.create_user(**place, UserId="president", ClientRequestToken=token)
    rekognition.create_user(**place, UserId="nobody")
    fails("CreateUser again", rekognition.create_user, **place, UserId="president")
    fails("CreateUser token", rekognition.create_user, **place, UserId="other", ClientRequestToken=token)
    pages = list(rekognition.get_paginator("list_users").paginate(**place, PaginationConfig={"PageSize": 1}))
    say(
        "ListUsers",
        pages=len(pages),
        users=[[one["UserId"], one["UserStatus"]] for page in pages for one in page["Users"]],
    )
    joined = rekognition.associate_faces(**place, UserId="president", FaceIds=[*ids[:2], nobody])
    say(
        "AssociateFaces",
        faces=len(joined["AssociatedFaces"]),
        refused=[[one["FaceId"] == nobody, one["Reasons"]] for one in joined["UnsuccessfulFaceAssociations"]],
        status=joined["UserStatus"],
    )
    own = rekognition.list_faces(**place, UserId="president")["Faces"]
    say("ListFaces user", faces=sorted(externals(own)), users=sorted({one["UserId"] for one in own}))

    def matches(answer: dict) -> list[list]:
        return [[one["User"]["UserId"], one["Similarity"] >= 80] for one in answer["UserMatches"]]

    found = rekognition.search_users(**place, FaceId=ids[0])
    say("SearchUsers face", users=matches(found), searched=found["SearchedFace"]["FaceId"] == ids[0])
    found = rekognition.search_users(**place, UserId="president")
    say("SearchUsers user", users=matches(found), searched=found["SearchedUser"]["UserId"])
    for way in ("bytes", "s3"):
        found = rekognition.search_users_by_image(**place, Image=image("obama2", way), MaxUsers=3)
        say(
            f"SearchUsersByImage {way}",
            users=matches(found),
            searched=found["SearchedFace"]["FaceDetail"]["Confidence"] > 80,
        )
    found = rekognition.search_users_by_image(**place, Image=image("bear", "bytes"))
    say("SearchUsersByImage no face", users=matches(found), searched="SearchedFace" in found)
    gone = rekognition.delete_faces(**place, FaceIds=[ids[0], ids[2], nobody])
    refused = {one["FaceId"]: one["Reasons"] for one in gone["UnsuccessfulFaceDeletions"]}
    say("DeleteFaces", deleted=gone["DeletedFaces"] == [ids[2]], refused=[refused.get(ids[0]), refused.get(nobody)])
    parted = rekognition.disassociate_faces(**place, UserId="president", FaceIds=[ids[0]])
    say(
        "DisassociateFaces",
        faces=[one["FaceId"] == ids[0] for one in parted["DisassociatedFaces"]],
        status=parted["UserStatus"],
    )
    rekognition.delete_user(**place, UserId="president")
    left = rekognition.list_users(**place)["Users"]
    freed = [one.get("UserId") for one in rekognition.list_faces(**place)["Faces"]]
    say("DeleteUser", users=[one["UserId"] for one in left], freed=freed)


def tags(arn: str) -> None:
    def now() -> dict:
        return rekognition.list_tags_for_resource(ResourceArn=arn)["Tags"]

    say("ListTagsForResource", tags=now())
    rekognition.tag_resource(ResourceArn=arn, Tags={"stage": "one of two", "made-by": "the plan"})
    say("TagResource", tags=now())
    rekognition.untag_resource(ResourceArn=arn, TagKeys=["made-by", "never-there"])
    say("UntagResource", tags=now())


def errors() -> None:
    detect, search, place = rekognition.detect_labels, rekognition.search_faces_by_image, {"CollectionId": collection}
    fails("error no collection", rekognition.describe_collection, CollectionId="nowhere")
    fails("error no celebrity", rekognition.get_celebrity_info, Id="0NoSuch0")
    fails("error no picture", detect, Image={})
    fails("error no face", search, **place, Image=image("bear", "bytes"))
    fails(
        "error no face to compare",
        rekognition.compare_faces,
        SourceImage=image("bear", "s3"),
        TargetImage=image("two", "s3"),
    )
    fails("error unknown face", rekognition.search_faces, **place, FaceId=nobody)
    fails("error format", detect, Image={"Bytes": b"Dear Sir or Madam, this is a letter.\n" * 10})
    fails("error dimensions", detect, Image=image("wide", "bytes"))
    fails("error too small", detect, Image=image("small", "bytes"))
    fails("error no object", detect, Image={"S3Object": {"Bucket": case["bucket"], "Name": "never/put.jpg"}})
    fails("error confidence", detect, Image=image("bear", "s3"), MinConfidence=101)
    fails("error bytes", detect, Image={"Bytes": b"\xff" * 5_242_881})
    fails("error name", rekognition.create_collection, CollectionId="a collection")
    fails("error token", rekognition.list_faces, **place, NextToken="never given")
    fails("error operation", rekognition.list_stream_processors)


def access(sdk: Sdk) -> None:
    for step, keys in case["keys"].items():
        fails(step, sdk.client(keys).create_collection, CollectionId=collection + ".3")
    for keys in [case["keys"]["access denied"]] if case["keys"] else []:
        seen = sdk.client(keys).detect_labels(Image=image("bear", "bytes"), MaxLabels=1)
        say("access allowed", labels=labels_of(seen))


def throttling(sdk: Sdk) -> None:
    """More calls at once than there are places: the SDK waits and comes again by itself."""
    retries = sdk.retries_of(case["at_once"], Path(case["pictures"]["large"]))
    say("throttling", served=len(retries), retried=any(retries))


def run(sdk: Sdk) -> None:
    global rekognition, collection  # one plan a process
    rekognition = sdk.client()
    collection = f"{case['collection']}-{sdk.name}"
    for way in ("bytes", "s3"):
        pictures(way)
    settings()
    arn = collections()
    users(faces())
    tags(arn)
    errors()
    access(sdk)
    throttling(sdk)
    rekognition.delete_collection(CollectionId=collection + ".2")
    say("DeleteCollection", status=rekognition.delete_collection(CollectionId=collection)["StatusCode"])
    fails("DeleteCollection again", rekognition.delete_collection, CollectionId=collection)

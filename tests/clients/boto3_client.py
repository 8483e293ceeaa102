"""boto3: boto3_client.py CASE.json, with endpoint, region and keys from the environment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

import plan


class Boto3:
    name = "boto3"

    def client(self, keys: plan.Keys | None = None) -> Any:
        if keys is None:
            return boto3.client("rekognition")
        return boto3.client("rekognition", aws_access_key_id=keys["id"], aws_secret_access_key=keys["secret"])

    def retries_of(self, calls: int, picture: Path) -> list[int]:
        patience = Config(retries={"mode": "standard", "max_attempts": 15}, max_pool_connections=calls)
        patient = boto3.client("rekognition", config=patience)

        def call(_: int) -> int:
            seen = patient.detect_labels(Image={"Bytes": picture.read_bytes()})
            return seen["ResponseMetadata"]["RetryAttempts"]

        with ThreadPoolExecutor(calls) as threads:
            return list(threads.map(call, range(calls)))


plan.run(Boto3())

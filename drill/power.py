"""Cutting the power: a copy of the block device under the database, taken while petitions come in.

The writer is stopped, the device's backing file copied (what had reached the disk, and nothing of what the
kernel still held), the copy mounted elsewhere as after a restart, and every code acknowledged so far looked
for. With `synchronous=FULL` none may be missing; with OFF some must: a drill that cannot fail proves nothing.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from drill.house import build, database, environment

DISK = 192 * 1024 * 1024  # bytes
CONTROL_CUTS = 5
NEEDS = ("mkfs.ext4", "mount", "umount")


def drill(rounds: int) -> bool:
    """True if FULL lost nothing and the control lost something."""
    if why := _cannot():
        print(f"✗ power: không diễn tập được trên máy này: {why}", flush=True)
        return False
    with tempfile.TemporaryDirectory(prefix="danchu-power-") as folder:
        build(Path(folder) / "var")
        full = _cuts(Path(folder), "FULL", rounds)
        control = _cuts(Path(folder), "OFF", CONTROL_CUTS)
    print(f"{'✗' if full[1] else '✓'} cắt điện, FULL: {rounds} lần, {full[0]} đơn đã báo nhận, mất {full[1]}")
    moral = "" if control[1] else ": phải mất, nếu không bài này không chứng tỏ gì"
    print(f"{'✓' if control[1] else '✗'} đối chứng OFF: {CONTROL_CUTS} lần, {control[0]} đơn đã báo nhận,"
          f" mất {control[1]}{moral}", flush=True)
    return not full[1] and control[1] > 0


def _cannot() -> str:
    if os.geteuid() != 0:
        return "cần quyền root để gắn đĩa ảo (sudo python3 run.py drill power)"
    missing = [name for name in NEEDS if not shutil.which(name)]
    if missing:
        return f"thiếu {', '.join(missing)} (apt install e2fsprogs mount)"
    if not Path("/dev/loop-control").exists():
        return "không có thiết bị loop (modprobe loop)"
    return ""


def _cuts(folder: Path, synchronous: str, rounds: int) -> tuple[int, int]:
    """(codes acknowledged, the most that were missing after one cut)."""
    image, copy = folder / f"{synchronous}.img", folder / f"{synchronous}.cut.img"
    _new_disk(image)
    with _mounted(image, folder / "disk") as disk:
        shutil.copytree(folder / "var", disk / "var")
        os.sync()
        with _writing(disk / "var", synchronous) as (writer, told):
            lost = max(_one_cut(folder, image, copy, writer, told) for _ in range(rounds))
    return len(told), lost


def _one_cut(folder: Path, image: Path, copy: Path, writer: subprocess.Popen[str], told: list[str]) -> int:
    goal = len(told) + random.randint(5, 60)
    while len(told) < goal:
        if writer.poll() is not None:
            raise SystemExit("✗ power: chương trình ghi đơn dừng giữa chừng; lý do ở các dòng trên.")
        time.sleep(0.002)
    writer.send_signal(signal.SIGSTOP)
    time.sleep(0.01)  # what it said before it stopped is still in the pipe
    acknowledged = list(told)
    _copy_when_still(image, copy)
    writer.send_signal(signal.SIGCONT)
    with _mounted(copy, folder / "after") as after:
        stored = _codes(database(after / "var"))
    return len(set(acknowledged) - stored)


def _copy_when_still(image: Path, copy: Path) -> None:
    """A cut is one moment: copy again while the kernel was writing underneath."""
    while True:
        before = _fingerprint(image)
        subprocess.run(["cp", "--sparse=always", image, copy], check=True)
        if before == _fingerprint(copy) == _fingerprint(image):
            return


def _codes(place: Path) -> set[str]:
    """The petitions that are there, each with its journal row, in a database that is whole."""
    opened = sqlite3.connect(place)
    try:
        if opened.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            return set()
        return {code for code, in opened.execute(
            "SELECT code FROM petitions_petition JOIN journal_entry ON subject = code AND verb = 'submit'")}
    except sqlite3.DatabaseError:
        return set()
    finally:
        opened.close()


@contextmanager
def _writing(var: Path, synchronous: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A process that takes petitions in, and the growing list of codes it acknowledged."""
    writer = subprocess.Popen([sys.executable, "-m", "drill.writer"], stdout=subprocess.PIPE, text=True,
                              env=environment(var, DANCHU_SQLITE_SYNC=synchronous))
    told: list[str] = []

    def listen() -> None:
        for line in writer.stdout or ():
            if line.endswith("\n"):
                told.append(line.strip())

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield writer, told
    finally:
        writer.kill()
        writer.wait()
        listener.join()


def _new_disk(image: Path) -> None:
    with image.open("wb") as disk:
        disk.truncate(DISK)
    # everything initialised now: nothing but our writes reaches the disk later
    at_once = "lazy_itable_init=0,lazy_journal_init=0"
    subprocess.run(["mkfs.ext4", "-q", "-F", "-E", at_once, image], check=True)


@contextmanager
def _mounted(image: Path, where: Path) -> Iterator[Path]:
    where.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop,noatime", image, where], check=True)
    try:
        yield where
    finally:
        for _ in range(50):
            if subprocess.run(["umount", where], stderr=subprocess.DEVNULL).returncode == 0:
                break
            time.sleep(0.1)


def _fingerprint(image: Path) -> bytes:
    with image.open("rb") as content:
        digest = sha256()
        while piece := content.read(1 << 20):
            digest.update(piece)
    return digest.digest()

"""Guard: what is held against a file before anything in it is parsed, so that no file costs much time or memory."""

from __future__ import annotations

import zipfile
from pathlib import Path

from minzheng_domain.text import Text
from minzheng_domain_excel.reading.refusals import HARMLESS, damaged, refusal, too_large

MEBIBYTE = 1 << 20
LARGEST_FILE = 50 * MEBIBYTE
MOST_MEMBERS = 2_000
LARGEST_MEMBER = 300 * MEBIBYTE
LARGEST_PACKAGE = 500 * MEBIBYTE
"""How many bytes all members of a package may unpack to."""

HIGHEST_RATIO = 200
"""How many times its packed size a member may unpack to, if it is larger than :data:`SMALL_MEMBER`."""

SMALL_MEMBER = 10 * MEBIBYTE

_ENCRYPTED = 0x1
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def require_size(path: Path) -> None:
    """Make sure that a file is neither empty nor larger than is read.

    Raises:
        ReadError: it is.
        OSError: the system does not tell.
    """
    size = path.stat().st_size
    if not size:
        raise refusal(path, Text("空文件（0 字节）", "an empty file (0 bytes)"))
    if size > LARGEST_FILE:
        raise too_large(path, _sizes(size, LARGEST_FILE))


def require_package(path: Path, package: zipfile.ZipFile) -> None:
    """Make sure that a package (a zip file) holds nothing that costs much or leads out of it, by its directory alone.

    A member yields no more bytes than the directory says, whatever is packed in it: ``zipfile`` sees to that.

    Raises:
        ReadError: it does.
    """
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        count = len(members)
        raise too_large(
            path, Text(f"包内有 {count} 个文件，至多 {MOST_MEMBERS} 个", f"{count} parts; {MOST_MEMBERS} at most")
        )
    for member in members:
        _require_member(path, member)
    if (size := sum(member.file_size for member in members)) > LARGEST_PACKAGE:
        raise too_large(path, _sizes(size, LARGEST_PACKAGE, unpacked=True))


def _require_member(path: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename
    if member.flag_bits & _ENCRYPTED:
        raise refusal(path, Text("设有密码的压缩包", "a package with a password"), where=name)
    if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
        raise refusal(
            path, Text(f"包内文件名指向包外：{name}", f"a part whose name leads out of the file: {name}"), HARMLESS
        )
    if member.compress_type not in _PACKINGS:
        raise damaged(
            path,
            Text(
                f"压缩方法 {member.compress_type} 不能读取",
                f"packed by method {member.compress_type}, which is not read",
            ),
            where=name,
        )
    size, packed = member.file_size, member.compress_size
    if size > LARGEST_MEMBER:
        raise too_large(path, _sizes(size, LARGEST_MEMBER, unpacked=True), where=name)
    if size > SMALL_MEMBER and size > packed * HIGHEST_RATIO:
        raise too_large(
            path,
            Text(
                f"解压后是原来的 {size // max(packed, 1)} 倍，至多 {HIGHEST_RATIO} 倍（压缩炸弹）",
                f"it unpacks to {size // max(packed, 1)} times its size, {HIGHEST_RATIO} times at most (a zip bomb)",
            ),
            where=name,
        )


def _sizes(size: int, limit: int, *, unpacked: bool = False) -> Text:
    shown, most = f"{size / MEBIBYTE:.1f} MiB", f"{limit // MEBIBYTE} MiB"
    if unpacked:
        return Text(f"解压后 {shown}，至多 {most}", f"it unpacks to {shown}, {most} at most")
    return Text(f"{shown}，至多 {most}", f"{shown}, {most} at most")

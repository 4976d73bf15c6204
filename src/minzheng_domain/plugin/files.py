"""Files: what the system says of a file that cannot be read or written, and how one is made whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from minzheng_domain.errors import MinzhengError, Problem, ReadError, WriteError
from minzheng_domain.text import Text

_REASONS = {
    errno.ENOENT: Text("文件或文件夹不存在", "there is no such file or folder"),
    errno.ENOTDIR: Text("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: Text("是文件夹，不是文件", "it is a folder, not a file"),
    errno.EEXIST: Text("同名文件已存在", "a file of this name exists"),
    errno.EACCES: Text("没有权限", "permission denied"),
    errno.EPERM: Text("没有权限", "permission denied"),
    errno.EROFS: Text("磁盘为只读", "the disk is read-only"),
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EDQUOT: Text("磁盘配额已用完", "the disk quota is used up"),
    errno.EFBIG: Text("文件超过允许的大小", "the file is larger than allowed"),
    errno.ENAMETOOLONG: Text("文件名过长", "the name is too long"),
    errno.ELOOP: Text("符号链接循环", "symbolic links lead in a circle"),
    errno.EIO: Text("磁盘读写错误", "the disk failed"),
}
_FILE = Text("可读取的文件", "a file that can be read")


def reason_of(error: OSError | ValueError) -> Text:
    """Say in both languages what the system refused.

    A ``ValueError`` is what Python says of a path that no system takes, as one with a null character.
    """
    if isinstance(error, ValueError):
        return Text(f"路径无效：{error}", f"not a path: {error}")
    known = _REASONS.get(error.errno or 0)
    said = error.strerror or str(error) or type(error).__name__
    return known or Text(f"系统提示“{said}”", f"the system says: {said}")


def require_file(path: Path) -> int:
    """Make sure that a path names a file with something in it, before an importer opens it.

    Returns:
        Its size in bytes.

    Raises:
        ReadError: the file is missing, empty, a folder, or cannot be read.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise _unreadable(path, Text("文件夹", "a folder"))
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(path, Text("不是普通文件", "no regular file"))
        with path.open("rb") as file:
            if not file.read(1):
                raise _unreadable(path, Text("空文件（0 字节）", "an empty file (0 bytes)"))
    except (OSError, ValueError) as error:
        raise _unreadable(path, reason_of(error)) from error
    return found.st_size


def unreadable(path: Path, error: OSError | ValueError) -> ReadError:
    """Return the error that says why the system does not let a file be read."""
    return _unreadable(path, reason_of(error))


def _unreadable(path: Path, found: Text) -> ReadError:
    return ReadError(str(path), [Problem("$", f"{found.zh} ({found.en})", _FILE)])


def make_folder(folder: Path) -> Path:
    """Make a folder, and those above it, unless it is there.

    Raises:
        WriteError: it cannot be made, or a file stands in its place.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise WriteError(str(folder), Text("是文件，不是文件夹", "it is a file, not a folder")) from error
    except (OSError, ValueError) as error:
        raise WriteError(str(folder), reason_of(error)) from error
    return folder


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Open a file that stands at the target when the block ends, and not at all if it does not.

    What is written goes to a file beside the target, which takes the target's place in one step when all of it is on
    the disk. Whatever happens before (an error, Ctrl-C), the file is removed and the target stays as it was. A target
    that is a symbolic link stays one: the file that it leads to is replaced.

    Raises:
        WriteError: the folder is missing or cannot be written, the disk is full, the target is a folder or read-only.
    """
    try:
        place = Path(os.path.realpath(target))
        mode = _mode_of(place, target)
    except (OSError, ValueError) as error:
        raise WriteError(str(target), reason_of(error)) from error
    temporary = place.with_name(f".minzheng-{secrets.token_hex(8)}.tmp")
    try:
        with _removed_on_failure(temporary):
            with temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(place)
    except OSError as error:
        raise WriteError(str(target), _reason_with_file(error, {temporary, place})) from error


def write_whole(target: Path, author: Text, write: Callable[[BinaryIO], None]) -> Path:
    """Let a plugin write a file, whole or not at all, and say in words whatever keeps it from that.

    Args:
        target: where the file shall stand.
        author: who writes it, for messages.
        write: writes to the open file.

    Returns:
        The target.

    Raises:
        WriteError: the file cannot be written, or its author fails. What stood at the target still stands.
    """
    try:
        with whole_file(target) as file:
            write(file)
    except WriteError as error:
        if error.target == str(target):
            raise
        raise WriteError(str(target), error.reason) from error
    except MinzhengError as error:
        raise WriteError(str(target), error.message) from error
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        reason = Text(f"{author.zh} 出错（{said}）", f"{author.en} failed ({said})")
        raise WriteError(str(target), reason) from error
    return target


def _reason_with_file(error: OSError, known: set[Path]) -> Text:
    """Say what the system refused, and of which file if it is neither the target nor the one beside it."""
    reason = reason_of(error)
    if not isinstance(error.filename, str) or Path(error.filename) in known:
        return reason
    return Text(f"{error.filename} {reason.zh}", f"{error.filename}: {reason.en}")


def _mode_of(place: Path, target: Path) -> int | None:
    """Return the permissions of the file that is to be replaced; ``None`` if there is none."""
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise WriteError(str(target), _REASONS[errno.EISDIR])
    if not stat.S_ISREG(mode):
        raise WriteError(str(target), Text("不是普通文件", "it is no regular file"))
    # The system would let a read-only file be replaced, since that changes its folder only; whoever set it meant it.
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(place, os.W_OK):
        raise WriteError(str(target), Text("文件为只读", "the file is read-only"))
    return stat.S_IMODE(mode)


@contextmanager
def _removed_on_failure(temporary: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as error:  # Ctrl-C too must leave nothing behind
        try:
            temporary.unlink(missing_ok=True)
        except OSError as left:
            error.add_note(f"{temporary}: {left}")
        raise

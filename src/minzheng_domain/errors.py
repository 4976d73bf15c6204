"""Every exception that the library raises on purpose.

Each carries its message in both languages (:attr:`MinzhengError.message`) and the parts of the message as
attributes, so that a program need not read prose. ``str(error)`` is the Chinese wording, then the English one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import attrs

from minzheng_domain.text import Text

SHOWN = 12
"""How many of the names that exist a message shows at most."""


class MinzhengError(Exception):
    """The base of all; catch it to catch whatever a user of the library can cause."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.zh, message.en)
        self.message = message

    def __str__(self) -> str:
        return f"{self.message.zh}\n{self.message.en}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle with all parts: what a worker process raises reaches the other side."""
        return _restore, (type(self), self.args, vars(self).copy())


def _restore(kind: type[MinzhengError], args: tuple[str, ...], parts: dict[str, Any]) -> MinzhengError:
    error = kind.__new__(kind, *args)
    vars(error).update(parts)
    return error


class DeclarationError(MinzhengError):
    """A declaration (record, code list, measure, rule, plugin) contradicts itself; raised where it is declared."""


class UnknownNameError(MinzhengError):
    """A measure, rule, format, code list or kind of record was asked for by a name that nothing bears.

    Attributes:
        kind: what was looked for, in both languages.
        name: the name that was asked for.
        known: the names that exist, sorted.
    """

    def __init__(self, kind: Text, name: str, known: Iterable[str]) -> None:
        import difflib  # noqa: PLC0415 - only on the way out; it is dear to import

        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        close = difflib.get_close_matches(name, self.known, n=3)
        hint = Text("", "")
        if close:
            hint = Text(f"；是不是 {'、'.join(close)}？", f"; did you mean {', '.join(close)}?")
        elif self.known:
            shown, left = self.known[:SHOWN], len(self.known[SHOWN:])
            more = Text(f" 等 {len(self.known)} 个", f" and {left} more") if left else Text("", "")
            hint = Text(f"；已有：{'、'.join(shown)}{more.zh}", f"; known: {', '.join(shown)}{more.en}")
        super().__init__(
            Text("没有名为“{name}”的{kind}{hint}", "no {kind} is called '{name}'{hint}").format(
                name=name, kind=kind, hint=hint
            )
        )


class InvalidIdentifierError(MinzhengError):
    """An identifier (统一社会信用代码, division code) is not valid.

    Attributes:
        identifier: what was given.
        position: the first wrong character, counted from 1; ``None`` where the whole is meant.
    """

    fault: ClassVar[str] = "invalid"

    def __init__(self, message: Text, identifier: str, position: int | None = None) -> None:
        super().__init__(message)
        self.identifier, self.position = identifier, position


class InvalidLengthError(InvalidIdentifierError):
    """The identifier is too short or too long."""

    fault = "length"


class InvalidFormatError(InvalidIdentifierError):
    """A character of the identifier is not allowed at its place."""

    fault = "format"


class InvalidChecksumError(InvalidIdentifierError):
    """A check character of the identifier does not agree with the others."""

    fault = "checksum"


class InvalidComponentError(InvalidIdentifierError):
    """A part of the identifier (division, department, kind) does not exist."""

    fault = "component"


class NotAdditiveError(MinzhengError):
    """Figures were to be added that do not add (distinct counts, stocks of different days)."""


@attrs.frozen
class Problem:
    """One reason why something could not be read: where, what was found, what is wanted."""

    path: str
    """Where in the file, e.g. ``$.records.organizations[3].founded_on`` or ``第 3 行``; ``$`` is the whole."""
    found: str
    wanted: Text

    @property
    def message(self) -> Text:
        """The problem in words."""
        return Text("{path}：应为{wanted}，实为 {found}", "{path}: wanted {wanted}, found {found}").format(
            path=self.path, wanted=self.wanted, found=self.found
        )


class ReadError(MinzhengError):
    """A file could not be read as a ledger; nothing of it was taken.

    Attributes:
        source: the file.
        problems: every reason found, in the order of the file.
        omitted: how many further problems were found but are not listed.
    """

    def __init__(self, source: str, problems: Iterable[Problem], *, omitted: int = 0) -> None:
        self.source, self.problems, self.omitted = source, tuple(problems), omitted
        more = Text(f"\n……另有 {omitted} 处", f"\n... and {omitted} more") if omitted else Text("", "")
        super().__init__(
            Text(
                f"无法读取 {source}：\n" + "\n".join(problem.message.zh for problem in self.problems) + more.zh,
                f"cannot read {source}:\n" + "\n".join(problem.message.en for problem in self.problems) + more.en,
            )
        )


class WriteError(MinzhengError):
    """A file could not be written; what stood there before still stands.

    Attributes:
        target: the file.
        reason: what the system or the exporter said.
    """

    def __init__(self, target: str, reason: Text) -> None:
        self.target, self.reason = target, reason
        super().__init__(
            Text("无法写入 {target}：{reason}。原有文件未改动。", "cannot write {target}: {reason}; nothing was changed").format(
                target=target, reason=reason
            )
        )


class PluginError(MinzhengError):
    """A plugin could not be loaded, or what it offers is not what its hook asks for.

    Attributes:
        distribution: name and version of the distribution at fault, e.g. ``minzheng-domain-excel 0.1.0``.
    """

    def __init__(self, message: Text, distribution: str) -> None:
        super().__init__(message)
        self.distribution = distribution


class InvalidPeriodError(MinzhengError):
    """The days of a reporting period contradict each other, or are no days."""

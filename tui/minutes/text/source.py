"""A minutes file as bytes and as text, losslessly: encoding, BOM, each line's own newline, splices.

Lines are counted by `\n` (and `\r\n`) alone, as editors and git do; `str.splitlines` would also break at
form feeds, U+2028 and more. A file that has `\r` and no `\n` at all (classic Mac OS) is split at `\r`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

_LF_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")
_CR_LINES: Final = re.compile(r"[^\r]*\r|[^\r]+")
_CHUNK: Final = 65_536  # characters compared at a time
_NEAR: Final = 1000  # lines
_BINARY_SAMPLE: Final = 8192  # bytes looked at; what git and grep look at is of this order
_BINARY_SHARE: Final = 0.1  # more control bytes than this share of the sample is no text
_NO_CONTROLS: Final = b"\t\n\r\f\x0b\x1b" + bytes(range(0x20, 0x100))  # what text is made of


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of lines, counted from 0."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, line: int) -> bool:
        return self.start <= line < self.end

    def __reduce__(self) -> tuple[type[Span], tuple[int, int]]:
        """As a dataclass it would be given to another process in five times as long."""
        return Span, (self.start, self.end)


@dataclass(frozen=True)
class Source:
    """The text of a file and what it takes to write the very same bytes again.

    `text` keeps every newline as the file has it and leaves the byte order mark out.
    `problem` is None for UTF-8; otherwise a sentence that says why the text is only a guess
    and must not be written back.
    """

    text: str = ""
    bom: bool = False
    encoding: str = "utf-8"
    problem: str | None = None
    _raw: bytes | None = field(default=None, repr=False)

    @classmethod
    def from_bytes(cls, data: bytes) -> Source:
        """Read any bytes; never fails. What is not UTF-8 carries a `problem` and keeps its bytes."""
        bom = data.startswith(codecs.BOM_UTF8)
        body = data[len(codecs.BOM_UTF8) :] if bom else data
        try:
            return cls(body.decode("utf-8"), bom)
        except UnicodeDecodeError as error:
            encoding = guess_encoding(data)
            at = data.count(b"\n", 0, error.start) + 1
            problem = f"not UTF-8 at line {at} (byte 0x{body[error.start]:02X}); shown as {encoding}, a guess"
            return cls(data.decode(encoding, "replace"), False, encoding, problem, data)

    def to_bytes(self) -> bytes:
        """The bytes of the file; for an untouched source exactly those it was read from."""
        if self._raw is not None:
            return self._raw
        mark = codecs.BOM_UTF8 if self.bom else b""
        return mark + self.text.encode("utf-8", "surrogatepass")

    def with_text(self, text: str) -> Source:
        """The same file with another text. Raises ValueError where the encoding is only a guess."""
        if self.problem is not None:
            raise ValueError(self.problem)
        return replace(self, text=text)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Every line with its own newline; joined they are `text`."""
        return tuple(split_lines(self.text))

    def lines_in(self, span: Span) -> tuple[str, ...]:
        """Some of the lines; those near the top of a long text without cutting all of it into lines."""
        if "lines" in vars(self) or span.end > _NEAR or is_classic_mac(self.text):
            return self.lines[span.start : span.end]
        edges = [0]
        for _ in range(span.end):
            newline = self.text.find("\n", edges[-1])
            edges.append(newline + 1 if newline >= 0 else len(self.text))
        return tuple(_LF_LINES.findall(self.text, edges[span.start], edges[span.end]))

    def cut_like(self, other: Source) -> None:
        """Cut the text into lines now; what another has in common with it at both ends is not cut again."""
        old, new = other.text, self.text
        if is_classic_mac(old) or is_classic_mac(new):
            _ = self.lines
            return
        start = new.rfind("\n", 0, common_head(old, new)) + 1
        same = common_tail(old, new, min(len(old), len(new)) - start)
        end = new.find("\n", len(new) - same) + 1
        before = new.count("\n", 0, start)
        behind = new.count("\n", end) + (not new.endswith("\n")) if end and end < len(new) else 0
        middle = new[start:end] if behind else new[start:]
        known = other.lines
        vars(self)["lines"] = (*known[:before], *_LF_LINES.findall(middle), *known[len(known) - behind :])

    @cached_property
    def newline(self) -> str:
        """The newline that new lines are written with: the file's most frequent one, else a line feed."""
        if "\r" not in self.text:
            return "\n"
        if is_classic_mac(self.text):
            return "\r"
        crlf = self.text.count("\r\n")
        return "\r\n" if crlf > self.text.count("\n") - crlf else "\n"

    def slice(self, span: Span) -> str:
        """The text of a span of lines, newlines as they are."""
        return "".join(self.lines[span.start : span.end])

    def splice(self, span: Span, lines: Iterable[str]) -> Source:
        """Replace a span by new lines (given without newlines); every other byte stays.

        Lines of the span that are given again unchanged keep their newline and so their bytes. A last
        line without a newline gets one only when something follows it, and the new last line has none then.
        """
        old, ends = self.lines, self._newlines
        new = self._keep_newlines(old[span.start : span.end], list(lines))
        joint = ""  # what is put behind a last line that gets lines after it
        if new and span.start and not old[span.start - 1].endswith(ends):
            joint = self.newline
            new[-1] = without_newline(new[-1])
        if span.end == len(old) and span.end > span.start and not old[-1].endswith(ends):
            if new:
                new[-1] = without_newline(new[-1])
        elif new and span.end < len(old) and not new[-1].endswith(ends):
            new[-1] += self.newline
        start = self._offset(span.start)
        end = start + sum(map(len, old[span.start : span.end]))
        spliced = self.with_text("".join((self.text[:start], joint, *new, self.text[end:])))
        if ends == ("\n",) and "\n" in spliced.text and not any("\n" in line[:-1] for line in new):
            # known already: a long text is not cut up again
            before = old[: span.start] if not joint else (*old[: span.start - 1], old[span.start - 1] + joint)
            vars(spliced)["lines"] = before + tuple(filter(None, new)) + old[span.end :]
        return spliced

    def _offset(self, line: int) -> int:
        """Where a line starts in the text, counted from the end that is nearer."""
        if line <= len(self.lines) // 2:
            return sum(map(len, self.lines[:line]))
        return len(self.text) - sum(map(len, self.lines[line:]))

    @property
    def _newlines(self) -> tuple[str, ...]:
        return ("\r",) if is_classic_mac(self.text) else ("\n",)

    def _keep_newlines(self, old: Sequence[str], new: list[str]) -> list[str]:
        """New lines with newlines: a line that the old ones have too keeps theirs."""
        bare = [without_newline(line) for line in old]
        if bare == new:
            return list(old)
        from difflib import SequenceMatcher  # noqa: PLC0415 - only for a change of several lines

        result = [line + self.newline for line in new]
        for i, j, size in SequenceMatcher(None, bare, new, autojunk=False).get_matching_blocks():
            for offset in range(size):
                if old[i + offset].endswith(self._newlines):
                    result[j + offset] = old[i + offset]
        return result


def is_classic_mac(text: str) -> bool:
    """True for a text whose only newline is the carriage return."""
    return "\r" in text and "\n" not in text


def split_lines(text: str) -> list[str]:
    """The lines of a text with their newlines, counted as this module's rule says."""
    return (_CR_LINES if is_classic_mac(text) else _LF_LINES).findall(text)


def common_head(a: str, b: str) -> int:
    """How many characters two texts have in common at their start; the C code compares."""
    limit = min(len(a), len(b))
    at, step = 0, _CHUNK
    while at < limit and step:
        end = min(at + step, limit)
        if a[at:end] == b[at:end]:
            at = end
        else:
            step = min(step, end - at) // 2
    return at


def common_tail(a: str, b: str, limit: int) -> int:
    """How many characters two texts have in common at their end, at most `limit`."""
    size, step = 0, _CHUNK
    while size < limit and step:
        end = min(size + step, limit)
        if a[len(a) - end : len(a) - size] == b[len(b) - end : len(b) - size]:
            size = end
        else:
            step = min(step, end - size) // 2
    return size


def without_newline(line: str) -> str:
    """A line as people see it."""
    return line.removesuffix("\n").removesuffix("\r")


def guess_encoding(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8: UTF-16 by its mark, else Windows-1252, Latin-1."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def looks_binary(data: bytes) -> bool:
    """True for bytes that are no text: many control bytes near the start, UTF-16 excepted."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    sample = data[:_BINARY_SAMPLE]
    controls = sample.translate(None, _NO_CONTROLS)
    return len(controls) > max(4, len(sample) * _BINARY_SHARE)

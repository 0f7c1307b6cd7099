"""Files that are no meetings of their own: conflict copies of sync programs, and our own exports.

A sync program that meets two versions of one file keeps the other one beside it, under a name of its making.
Some of these names say so; others could be anybody's, and count only where the file they would be a copy of
stands beside and begins alike.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.minutes.text.dates import date_in
from tui.minutes.text.source import Source, looks_binary

if TYPE_CHECKING:
    from tui.minutes.text.merge import Merged

_HEAD: Final = 4096  # bytes in which two copies begin alike
_NEAR: Final = 4  # kept versions that a copy may be a change of
_ALIKE: Final = 0.7  # share of their lines that two copies without a date in their name have in common
_CONFLICT: Final = r"(?:conflict|konflikt|conflit|conflit?to|競合|冲突|衝突)"
_SAYS_SO: Final = re.compile(rf"{_CONFLICT}|_(?:BACKUP|BASE|LOCAL|REMOTE)_", re.IGNORECASE)
_COULD: Final = re.compile(r"[ (A-Z]")

_CERTAIN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Dropbox, Nextcloud, Seafile, pCloud
        rf"(?P<of>.+?)[ _]?[(\[][^()\[\]]*{_CONFLICT}[^()\[\]]*[)\]](?: ?\d+)?",
        r"(?P<of>.+?)\.sync-conflict-\d{8}-\d{6}(?:-\w+)?",  # Syncthing
        rf"(?P<of>.+?)[._-]{_CONFLICT}[ed]*-?\d[\d-]*",  # ownCloud
        rf"(?P<of>.+?)\.{_CONFLICT}(?:ed)?",  # Resilio and others
        r"(?P<of>.+?)_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+",  # git mergetool
    )
)
_POSSIBLE: Final = re.compile(
    r" \d{1,2}"  # iCloud, Finder
    r"| ?\(\d{1,2}\)|_conf\(\d{1,2}\)"  # Google Drive, browsers
    r"| (?:- )?(?i:copy|kopie|copie|copia|cópia)(?: \d{1,2}| \(\d{1,2}\))?"  # Explorer, Finder
    r"|-(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*"  # OneDrive: the computer's name
    r"|-[\w-]*(?:MacBook|iMac|PC|Laptop|Desktop)[\w-]*"
    r"| \([^()\d][^()]*\)"  # Box: the person's name
)
"""What stands between the name of a file and its ending, in names that could be anybody's."""

EXPORTED: Final = "-clean"
"""What the names of cleaned minutes end with, before `.md`."""


def copy_of(path: Path, names: Collection[str]) -> Path | None:
    """The file that one is a conflict copy of, gone or not; None for a file of its own.

    `names` are those in its folder. Reads the start of both files where the name alone does not tell.
    """
    if (certain := _certain(path.name)) is not None:
        return path.with_name(certain)
    possible = _possible(path.name, names)
    if possible is None or not _alike(path, path.with_name(possible)):
        return None
    return path.with_name(possible)


def copies_of(path: Path) -> list[Path]:
    """The conflict copies that lie beside a file, in the order of their names. Blocks; none in trouble."""
    try:
        names = os.listdir(path.parent)  # noqa: PTH208 - names, not paths
    except OSError:
        return []
    likely = sorted(name for name in names if may_be_copy(name, path.name))
    return [
        path.with_name(name)
        for name in likely
        if path.with_name(name).is_file() and copy_of(path.with_name(name), names) == path
    ]


def may_be_copy(name: str, of: str) -> bool:
    """Whether a name could be that of a conflict copy of a file of another name."""
    return name != of and name.startswith(Path(of).stem) and of in (_certain(name), _possible(name, (of,)))


def is_export_name(name: str) -> bool:
    """Whether a file's name is one that cleaned minutes are given."""
    return Path(name).stem.endswith(EXPORTED)


def _certain(name: str) -> str | None:
    if _SAYS_SO.search(name) is None:
        return None
    stem, ending = Path(name).stem, Path(name).suffix
    return next((found["of"] + ending for each in _CERTAIN if (found := each.fullmatch(stem))), None)


def _possible(name: str, among: Collection[str]) -> str | None:
    stem, ending = Path(name).stem, Path(name).suffix
    if _COULD.search(stem) is None:
        return None
    ends = (at for at in range(1, len(stem)) if stem[at] in " (-_" and stem[:at] + ending in among)
    return next((stem[:at] + ending for at in ends if _POSSIBLE.fullmatch(stem, at)), None)


def _alike(copy: Path, original: Path) -> bool:
    """Whether two files begin alike: with one title where the name has a date, else by most lines."""
    one, other = _lines(copy), _lines(original)
    if not one or not other or one[0] != other[0]:
        return False
    return date_in(original.stem) is not None or len({*one} & {*other}) >= _ALIKE * min(len(one), len(other))


def _lines(path: Path) -> list[bytes]:
    """The lines with words that a file begins with; none where it cannot be read."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return []
    lines = [line.strip() for line in head.split(b"\n")]
    return [] if looks_binary(head) else [line for line in lines if line.strip(b"#-=* \t")]


def merged_copy(ours: Source, copy: Source, older: Sequence[Source]) -> Merged:
    """Our text with what a conflict copy has and it has not. `older` are versions of ours, newest first.

    The copy is a change of one of these where it is closer to that than to our text, or where all of that
    change is in our text; then what it took away goes. Else nobody can tell what either took away, and all
    lines of both stay.
    """
    from tui.minutes.text.diff import diff  # noqa: PLC0415 - a list of files needs neither
    from tui.minutes.text.merge import merge  # noqa: PLC0415

    def distance(version: Source) -> int:
        return sum(len(change.old) + len(change.new) for change in diff(version, copy))

    near = sorted((version for version in older if version != ours), key=distance)
    merged = [merge(version, ours, copy) for version in near[:_NEAR]]
    if all_in := next((each for each in merged if each.source == ours), None):
        return all_in
    if merged and distance(near[0]) < distance(ours):
        return merged[0]
    common, at = list[str](), 0
    for change in diff(ours, copy):
        common += ours.lines[at : change.old.start]
        at = change.old.end
    return merge(Source("".join([*common, *ours.lines[at:]]), ours.bom), ours, copy)

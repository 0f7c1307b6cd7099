"""The check: each rule by what it finds and what it leaves alone, repairs, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.support.corpus import OWN
from tests.support.markdown import plain_text
from tests.support.minutes import meeting_of
from tui.cli import main
from tui.commands import check as check_command
from tui.commands.check import check_files
from tui.minutes.check import checking
from tui.minutes.check.checking import MeetingBefore, Series, check
from tui.minutes.check.findings import RULES, UnknownCodeError, known_codes
from tui.minutes.check.fixes import fix
from tui.minutes.export.tokens import said
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.model import Meeting
from tui.minutes.noting.edits import EditError
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

FINDS: dict[str, tuple[str, ...]] = {
    "M100": ("# T\n- K\udcf6ln\n",),
    "M101": ("# T\n- KÃ¶per\n",),
    "M102": ("# T\n- a\n-- b\n",),
    "M103": ("# T\n- a \n", "# T\n- a\n  - b\t\n", "# T\n- a  \n"),
    "M104": ("# T\n- a\n\t- b\n", "# T\n-\ta\n"),
    "M105": ("# T\n<<<<<<< HEAD\n- TBD\n=======\n- b \n>>>>>>> other\n",),
    "M201": ("# T\n## News\n[add here]\n", "# T\n- TBD\n"),
    "M202": ("# T\n## Projects\n### CLI - Ada Obi\n", "# T\n## Projects\n### CLI - Ada Obi\n<!-- x -->\n"),
    "M204": ("# T\n## Agenda\n- Docs\n\n## Docs\n- a\n## Budget\n- b\n",),
    "M205": ("# T\n## Agenda\n- Docs\n- Budget\n\n## Docs\n- a\n",),
    "M206": ("# T\n## Projects\n### CLI - Ada Obi\n- a\n### Core\n- b\n",),
    "M208": ("# T\n## Docs\n- a\n## docs\n- b\n",),
    "M209": ("# T\n### Docs\n- a\n",),
    "M301": ("# T\n- [ ] **ACTION:** TBD: do (due 2026-06-01)\n",),
    "M302": ("# T\n- [ ] **ACTION:** Ada: do\n",),
    "M303": ("# T 2026-05-05\n- [ ] **ACTION:** Ada: do (due 2026-05-04)\n",),
    "M304": (
        "# T\n- Proposal: move\n",
        "# T\n- Propose to move\n  - why?\n",
        "# T\n## Talk\n- Discuss/Approve it\n- Other\n",
    ),
    "M311": (
        (
            "# T 2026-05-05\n\nAttendees: Ada Obi, Al Orr, Bo Ek\n\n## CLI - Bo Ek\n- Shipped\n"
            "- **REVIEWED:** AO, Bo Ek\n"
        ),
        "# T\n\nAttendees: Ada Obi, Al Orr\n\n## CLI - Bo Ek\n- Shipped\n- [ ] **FLAG:** AO: signed?\n",
        (
            "# T\n\nAttendees: Ada Obi, Al Orr\n\n## Talk\n"
            "- **VOTE:** rent (for: AO; against: none; abstained: none; carried)\n"
        ),
    ),
    "M310": (
        (
            "# T\n## Discussion\n- rent\n  - Bo: high\n  - **DECISION:** pay\n"
            "- logo\n  - Bo: blue\n  - agreed\n- ropes\n  - Bo: wet\n"
        ),
    ),
    "M401": ("# T 2026-05-06\n",),
    "M402": ("# T\n- [a]()\n", "# T\n- [a](#)\n"),
    "M403": ("# T\n- [a](javascript:x)\n", "# T\n- <ftp://x.y>\n", '# T\n<a href="data:x">y</a>\n'),
}
"""Code to minutes of 2026-05-05 in which it, and nothing else, is found."""

LEAVES = (
    "# T\n## Discussion\n- rent\n  - Bo: high\n  - agreed\n- ropes\n  - Bo: wet\n",
    "# T 2026-05-05\n- [ ] **ACTION:** Ada: do (due 2026-05-05)\n",
    "# T\n## Agenda\n- Backlog Review\n- Docs\n## Backlog Reviews\n### CLI - Ada Obi\n- a\n## Doc\n- b\n",
    "# T\n- a line  \n  that goes on after a break\n",
    "# T\n- `KÃ` and SÃO\n",
    "# T\n\n```\n- a \n\t- b\n-- c\n```\n",
    "# T\n## Projects\n### Core\n- no lead anywhere\n### CLI\n- a\n",
    "# T\n## Projects\n### CLI - Ada Obi\nN/A\n### Core - Bo Ek\n- no update\n",
    "# T\n## Projects\n### CLI - Ada Obi\n#### Plug-ins\n- a\n#### Docs\n",
    "# T\n- Proposal: move\n  - **DECISION:** approved\n- Propose to go\n  - no objections\n- Proposed\n",
    "# T\n- Proposal: move\n-- approved by all\n".replace("-- ", "  - "),
    "# T\n- [x] **ACTION:** TBD: do\n- [x] **ACTION:** Ada: do (due 2020-01-01)\n",
    "# T\n- [a](other.md) [b](https://x.y) <mailto:a@b.c> [c](#t) `[d](javascript:x)`\n",
    "# T 5 May 2026\n## A\n### B\n### C\n## D\n### B\n- a\n",
    "# T\n## Agenda\n- Docs\n## Links\n- a\n## Docs\n- b\n...\n## Next meeting\n- c\n",
    "No headings at all\n",
    "",
)
"""Minutes in which nothing is wrong."""


def codes(text: str, before: MeetingBefore | None = None) -> list[str]:
    meeting = meeting_of(text.encode("utf-8", "surrogateescape"))
    return [found.code for found in check(meeting, Path("2026-05-05-test.md"), before)]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in FINDS.items() for text in texts])
def test_found(code: str, text: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize("text", LEAVES)
def test_left_alone(text: str) -> None:
    assert codes(text) == []


def test_compared_with_the_meeting_before() -> None:
    team = "# T\n## Projects\n### CLI - {}\n- Released the thing we promised{}\n"
    before = MeetingBefore(meeting_of(team.format("Dies KÃ¶per", "")), "old.md")
    assert codes(team.format("D. Köper, Dies Köper", "."), before) == ["M207"]
    assert codes(team.format("Dies Köper", "."), before) == []
    assert codes(team.format("Dies Köper", ""), before) == ["M203"]
    assert codes(team.format("Ada Obi", "."), before) == ["M207"]


def test_the_date_of_the_meeting_before_left_at_the_top() -> None:
    text = "# Board 2016-08-23\n\nDate: {}\n\n## Agenda\n- {}\n"
    before = MeetingBefore(meeting_of(text.format("2016-08-09", "x").replace("08-23", "08-09")), "old.md")
    found = check(meeting_of(text.format("August 9th, 2016", "x")), None, before)
    assert [(each.line, each.code) for each in found] == [(2, "M404")]
    for line in ("approve the minutes of 2016-08-09", "[last time](2016-08-09.md)"):
        assert check(meeting_of(text.format("2016-08-23", line)), None, before) == []


def test_every_rule_is_tried() -> None:
    elsewhere = {"M203", "M207", "M404", "M305", "M306", "M307", "M308", "M309"}
    assert {*FINDS, *elsewhere} == {rule.code for rule in RULES}


def test_the_meeting_before_is_of_the_same_series(tmp_path: Path) -> None:
    for name in (
        "2026-03-10-bosh.md",
        "2026-02-24-runtime.md",
        "2026-03-10-runtime.md",
        "2026-03-24-runtime.md",
    ):
        (tmp_path / name).write_text(f"# {name}\n")
    path = tmp_path / "2026-03-24-runtime.md"
    found = Series().before(path, meeting_of(path.read_bytes(), path.name))
    assert found is not None
    assert found.name == "2026-03-10-runtime.md"
    first = tmp_path / "2026-02-24-runtime.md"
    assert Series().before(first, meeting_of(first.read_bytes(), first.name)) is None


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_repairs_change_no_word_and_no_other_byte(path: Path) -> None:
    meeting = meeting_of(path.read_bytes(), path.name)
    found = check(meeting)
    safe = [each for each in found if each.rule.safe and each.code != "M101"]
    if not safe:
        return
    edit = fix(meeting, safe, path.name)
    joined = "".join(said(edit.source.text))
    assert joined == "".join(said(meeting.source.text)).replace("--", "") or "--" in joined
    lines = {each.line for each in safe}
    for n, (old, new) in enumerate(zip(meeting.source.lines, edit.source.lines, strict=True)):
        assert old == new or n in lines or old.lstrip() == new.lstrip()


def test_one_repair_at_a_time() -> None:
    meeting = meeting_of("# T\r\n- a \r\n-- b\r\n- KÃ¶per \r\n")
    found = check(meeting)
    assert [(each.line, each.code) for each in found] == [(1, "M103"), (2, "M102"), (3, "M101"), (3, "M103")]
    assert fix(meeting, [found[1]]).source.text == "# T\r\n- a \r\n  - b\r\n- KÃ¶per \r\n"
    assert fix(meeting, found).source.text == "# T\r\n- a\r\n  - b\r\n- Köper\r\n"
    with pytest.raises(EditError, match="Nothing here"):
        fix(meeting, [])


@given(plain_text)
@settings(max_examples=150, deadline=None)
def test_any_text_is_checked_and_repaired_once(text: str) -> None:
    meeting = meeting_of(text)
    safe = [each for each in check(meeting) if each.rule.safe]
    if safe:
        try:
            edit = fix(meeting, safe)
        except EditError:
            return
        assert len(edit.source.lines) == len(meeting.source.lines)


def test_names_and_codes_turn_rules_off() -> None:
    assert known_codes("m101, no-due") == {"M101", "M302"}
    with pytest.raises(UnknownCodeError, match="no rule 'M999'"):
        known_codes("M999")


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "2026-05-05-test.md"
    path.write_text("# T 2026-05-05\n- a\n-- KÃ¶per, 100 %\n- Proposal: x\n", "utf-8")
    return path


def test_the_command_tells_as_a_linter(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(minutes)]) == 1
    assert capsys.readouterr().out == (
        f"{minutes}:3: M101 broken encoding: KÃ¶per, for Köper,\n"
        f"{minutes}:3: M102 two dashes: make it a reply\n"
        f"{minutes}:4: M304 proposal without outcome: Proposal: x\n"
    )
    assert main(["check", str(minutes), "--format", "json", "--ignore", "M101,M102"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": str(minutes),
            "line": 4,
            "code": "M304",
            "name": "no-outcome",
            "message": "proposal without outcome: Proposal: x",
            "fixable": False,
        }
    ]
    assert (
        main(["check", str(minutes.parent), "--format", "github", "--ignore", "M102", "--ignore", "M304"])
        == 1
    )
    assert capsys.readouterr().out.endswith(
        ",line=3,title=M101 broken-encoding::broken encoding: KÃ¶per, for Köper,\n"
    )


def test_the_command_repairs(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(minutes), "--fix"]) == 1
    out, err = capsys.readouterr()
    assert out == f"{minutes}:4: M304 proposal without outcome: Proposal: x\n"
    assert err == f"{minutes}: repaired line 3\n"
    assert minutes.read_text("utf-8") == "# T 2026-05-05\n- a\n  - Köper, 100 %\n- Proposal: x\n"


def test_exit_status(minutes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMC_TUI_CHECK_IGNORE", "M101 M102 M304")
    assert main(["check", str(minutes)]) == 0
    assert main(["check", str(tmp_path / "none.md")]) == 2
    assert main(["check", str(minutes), "--ignore", "what"]) == 2
    monkeypatch.setenv("PMC_TUI_CHECK_IGNORE", "what")
    assert main(["check", str(minutes)]) == 2


@pytest.mark.parametrize(("same_title", "times"), [(False, 6), (True, 7)])
def test_a_file_of_a_series_is_not_read_again_and_again(
    same_title: bool, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(10, 16):
        title = "Sync 2026-04-01" if same_title else f"Sync 2026-03-{day}"
        (tmp_path / f"2026-03-{day}.md").write_text(f"# {title}\n\n## CLI - Ada Obi\n- same\n")
    reads: list[Source] = []

    def counted(source: Source, file_name: str) -> Meeting:
        reads.append(source)
        return read(source, file_name)

    monkeypatch.setattr(checking, "read", counted)
    monkeypatch.setattr(check_command, "read", counted)
    check_files([str(tmp_path)], StateFolder(tmp_path / "state"))
    assert len(reads) == times


def test_a_line_end_in_a_file_s_name_ends_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever may write into the folder could else forge what a script reads."""
    (tmp_path / "2026-05-12\nother.md:1: M100 forged\x1b[2J.md").write_bytes(b"- K\xf6ln\n")
    assert main(["check", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert {line.partition(":")[0] for line in told.splitlines()} == {f"{tmp_path}/2026-05-12␤other.md"}
    assert "\x1b" not in told
    main(["check", str(tmp_path), "--format", "json"])
    assert {each["file"] for each in json.loads(capsys.readouterr().out)} == {
        f"{tmp_path}/2026-05-12\nother.md:1: M100 forged\x1b[2J.md"
    }
    assert main(["check", str(tmp_path / "no\nsuch.md")]) == 2
    assert "no␤such.md" in capsys.readouterr().err


def test_who_has_reviewed_a_report_is_no_placeholder() -> None:
    text = "# T 2026-03-10\n\n## Cranes - Ada Obi\n\n- Painted\n- **REVIEWED:** AO, Bo Lind\n"
    assert [each for each in check(meeting_of(text)) if each.code == "M201"] == []

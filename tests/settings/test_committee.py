"""The settings of a committee: where they are found, what they can set, who has the last word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.desk import opened
from tui.cli import main
from tui.minutes.ahead.elsewhere import ask
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from tui.settings.values import COMMITTEE_FILE, Settings, SettingsError, committee_file, load_settings, speak
from tui.start import begin, committee_told

FORBIDDEN = ("me", "walk", "editor", "keys", "theme", "plain", "keep_versions_mb")


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A minutes file two folders below the root of a repository."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    path = tmp_path / "repo" / "Runtime" / "2026" / "2026-03-10.md"
    path.parent.mkdir(parents=True)
    path.write_text("# T 2026-03-10\n\n## A\n* a\n")
    return path


def load(minutes: Path, own: str = "", **environment: str) -> Settings:
    file = minutes.with_name("settings.toml")
    file.write_text(own)
    return load_settings(file, environment, minutes)


def test_the_nearest_up_to_the_repositorys_root(minutes: Path, tmp_path: Path) -> None:
    assert committee_file(minutes) is None
    (tmp_path / COMMITTEE_FILE).write_text("quorum = 9\n")  # outside of the repository
    assert committee_file(minutes) is None
    for folder in (tmp_path / "repo", minutes.parent.parent, minutes.parent):
        (folder / COMMITTEE_FILE).write_text("quorum = 3\n")
        assert committee_file(minutes) == folder / COMMITTEE_FILE
        assert committee_file(minutes.parent) == folder / COMMITTEE_FILE


def test_without_a_repository_only_beside_the_minutes(tmp_path: Path) -> None:
    path = tmp_path / "a" / "m.md"
    path.parent.mkdir()
    (tmp_path / COMMITTEE_FILE).write_text("quorum = 3\n")
    assert committee_file(path) is None
    (tmp_path / "a" / COMMITTEE_FILE).write_text("quorum = 3\n")
    assert committee_file(path) is not None


def test_a_persons_own_settings_are_over_it_and_the_environment_over_both(minutes: Path) -> None:
    minutes.with_name(COMMITTEE_FILE).write_text('quorum = 3\nslot_minutes = 60\nexport_keep = "agenda"\n')
    found = load(minutes, "slot_minutes = 30\n")
    assert (found.quorum, found.slot_minutes, found.export_keep) == (3, 30, "agenda")
    assert load(minutes, PMC_TUI_QUORUM="5").quorum in (5, "5")


def test_it_holds_how_the_committee_reviews_and_votes(minutes: Path) -> None:
    minutes.with_name(COMMITTEE_FILE).write_text(
        'reviews = "signed"\nwalk_order = "agenda"\nconsent_reviews = 3\nmajority = "2/3"\nscale = "SF F N"\n'
        'voting = "3 of the last 4"\nquorum = "50%"\nshepherds = { CLI = "Ada Obi" }\n'
    )
    found = load(minutes)
    assert (found.reviews, found.walk_order, found.consent_reviews) == ("signed", "agenda", 3)
    assert (found.majority, found.scale, found.shepherds) == ("2/3", "SF F N", {"CLI": "Ada Obi"})


@pytest.mark.parametrize("name", FORBIDDEN)
def test_it_sets_nothing_that_is_a_persons(name: str, minutes: Path) -> None:
    minutes.with_name(COMMITTEE_FILE).write_text(f'quorum = 3\n{name} = "vi"\n')
    with pytest.raises(SettingsError, match=rf"{COMMITTEE_FILE}, line 2: {name} is for each person to set"):
        load(minutes)


def test_its_faults_are_told_with_file_and_line(minutes: Path) -> None:
    minutes.with_name(COMMITTEE_FILE).write_text("slot_minutes = -1\nquorom = 3\n")
    with pytest.raises(SettingsError) as told:
        load(minutes)
    assert f"{COMMITTEE_FILE}, line 1: slot_minutes = -1 does not do" in str(told.value)
    assert "line 2: there is no setting quorom. Did you mean quorum?" in str(told.value)


def test_exports_and_checks_follow_it(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    minutes.with_name(COMMITTEE_FILE).write_text('export_keep = "bullets"\n')
    assert main(["export", str(minutes), "--to", "md"]) == 0
    assert "* a" in capsys.readouterr().out
    minutes.with_name(COMMITTEE_FILE).write_text('export_keep = "comments"\n')
    assert main(["export", str(minutes), "--to", "md"]) == 2
    assert "cannot be turned off" in capsys.readouterr().err
    minutes.with_name(COMMITTEE_FILE).write_text('editor = "vi"\n')
    for command in (["export", str(minutes), "--to", "md"], ["check", str(minutes)]):
        assert main(command) == 2
        assert "editor is for each person to set" in capsys.readouterr().err


def test_every_setting_is_told_with_where_it_comes_from(
    minutes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    committee = minutes.with_name(COMMITTEE_FILE)
    committee.write_text('quorum = 3\nslot_minutes = 60\nmail_to = "list@example.org"\n')
    own = tmp_path / "own.toml"
    own.write_text("slot_minutes = 30\n")
    monkeypatch.setenv("PMC_TUI_CONFIG", str(own))
    monkeypatch.setenv("PMC_TUI_VOTING", "3 of the last 4")
    assert main(["settings", str(minutes)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert f"quorum = 3  {committee}" in told
    assert f'mail_to = "list@example.org"  {committee}' in told
    assert f"slot_minutes = 30  {own}" in told
    assert 'voting = "3 of the last 4"  environment variable PMC_TUI_VOTING' in told
    assert "autosave = true  default" in told
    assert {line.partition(" =")[0] for line in told} == set(Settings._fields)
    committee.write_text("quorum = 3\neditor = 'vi'\n")
    assert main(["settings", str(minutes)]) == 2


def test_a_committees_settings_are_told_once(minutes: Path) -> None:
    assert committee_told(minutes) == ""
    minutes.with_name(COMMITTEE_FILE).write_text('quorum = 3\nrepo = "o/r"\n')
    assert committee_told(minutes) == "Settings of this committee: 2  ^p Settings"
    assert committee_told(minutes) == ""
    other = minutes.parent / "other"
    other.mkdir()
    (other / COMMITTEE_FILE).write_text("quorum = 3\n")
    assert committee_told(other / "m.md") == "Settings of this committee: 1  ^p Settings"


async def test_the_palette_shows_them(minutes: Path) -> None:
    minutes.with_name(COMMITTEE_FILE).write_text("quorum = 3\n")
    async with opened(minutes) as desk:
        desk.screen.action_command("settings")
        await desk.until_seen("Settings", "autosave_after = 1.0", "default")


SAYS_NOTHING = "# 2026-03-10\n\n## Ada\n\n- x\n"
ENGLISH = "# Meeting 2026-03-10\n\n## Attendees\n\n- Ada\n\n## Announcements\n\n- x\n"


@pytest.mark.parametrize(
    ("language", "text", "made"),
    [
        ("de", SAYS_NOTHING, "## Diskussion"),
        ("en", SAYS_NOTHING, "## Discussion"),
        ("de", ENGLISH, "## Discussion"),
    ],
)
def test_minutes_that_do_not_say_their_language_are_in_the_committee_s(
    tmp_path: Path, language: str, text: str, made: str
) -> None:
    path = tmp_path / "2026-03-10.md"
    path.write_text(text)
    (tmp_path / COMMITTEE_FILE).write_text(f'language = "{language}"\n')
    assert main(["note", str(path), "!i it is said"]) == 0
    assert path.read_text() == f"{text}\n{made}\n- **INFO:** it is said\n"


def test_a_file_to_begin_with_is_in_the_committee_s_language(tmp_path: Path) -> None:
    speak(Settings(language="fr"))
    path = tmp_path / "new.md"
    assert begin(path, date(2026, 3, 10), lambda _: "y") is not None
    assert path.read_text().startswith("# Réunion 2026-03-10\n\n## Présents\n\n## Ordre du jour\n")


async def test_another_process_reads_in_the_committee_s_language() -> None:
    minutes = Source("# Meeting 03/04/2026\n")
    assert (await ask(read, minutes)).date is None
    speak(Settings(language="fr"))
    assert (await ask(read, minutes)).date == date(2026, 4, 3)

"""Settings: what is read, and that a wrong one is told with its place, what is allowed and what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tui.settings.file import settings_table, wrong_setting
from tui.settings.values import Settings, SettingsError, load_settings, strange_variables


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def faults(file: Path, **environment: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load_settings(file, environment)
    return str(caught.value).split("\n")


def test_defaults_without_a_file(file: Path) -> None:
    assert load_settings(file, {}) == Settings()


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Settings().autosave = False  # type: ignore[misc]


def test_file_is_read(file: Path) -> None:
    file.write_text(
        'autosave = false\nautosave_after = 3\nkeep_versions_mb = 4\n\n[keys]\nsave = "f2"\n', "utf-8"
    )
    assert load_settings(file, {}) == Settings(
        autosave=False, autosave_after=3.0, keep_versions_mb=4, keys={"save": "f2"}
    )


def test_environment_wins_over_the_file(file: Path) -> None:
    file.write_text("autosave = false\nkeep_versions_mb = 1\n", "utf-8")
    given = {"PMC_TUI_AUTOSAVE": "yes", "PMC_TUI_KEYS": '{save = "f2"}', "PMC_TUI_KEEP_VERSIONS_DAYS": "0"}
    assert load_settings(file, given) == Settings(
        autosave=True, keep_versions_mb=1, keep_versions_days=0, keys={"save": "f2"}
    )


def test_empty_variable_is_not_set(file: Path) -> None:
    assert load_settings(file, {"PMC_TUI_AUTOSAVE": "", "PMC_TUI_THEME": ""}) == Settings()


def test_places_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMC_TUI_CONFIG", str(tmp_path / "mine.toml"))
    (tmp_path / "mine.toml").write_text("mouse = false\n", "utf-8")
    assert load_settings() == Settings(mouse=False)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\nautosave = 1\n", 2, ["autosave = 1 ", "true or false", "default, true"]),
        ("autosave_after = 0.1\n", 1, ["autosave_after = 0.1 ", "a number from 0.2 to 60", "default, 1.0"]),
        ("autosave_after = nan\n", 1, ["a number from 0.2 to 60"]),
        (
            '# mine\n"keep_versions_mb" = "two"\n',
            2,
            ['keep_versions_mb = "two" ', "a whole number from 0 to 100000"],
        ),
        ("keep_versions_days = -1\n", 1, ["from 0 to 36500", "default, 90"]),
        ("theme = 3\n", 1, ["allowed is text"]),
        ('mouse = true\n[keys]\nsave = "f2"\nquit = 7\n', 4, ["keys.quit = 7 "]),
        ("keys.quit = 7\n", 1, ["keys.quit = 7 "]),
        ("mouse = true\nkeys = { quit = 7 }\n", 2, ["keys.quit = 7 "]),
        ("mouse = true\nkeys = 3\n", 2, ["keys = 3 ", "a table"]),
        ("\n\nautosafe = true\n", 3, ["no setting autosafe", "Did you mean autosave?"]),
        ("\n[keyz]\n", 2, ["no setting keyz", "Did you mean keys?"]),
        ("qqqq = 1\n", 1, ["There are theme, autosave"]),
        ("mouse = true\nmouse = false\n", 2, ["not TOML", "overwrite"]),
        ("mouse = yes\n", 1, ["not TOML", "Mend the line"]),
        ("keys = [", 1, ["not TOML"]),
    ],
)
def test_a_wrong_setting_says_where_what_and_how(file: Path, text: str, line: int, words: list[str]) -> None:
    file.write_text(text, "utf-8")
    (message,) = faults(file)
    assert message.startswith(f"{file}, line {line}: ")
    for word in words:
        assert word in message
    assert message.endswith(".")


def test_all_faults_are_told_at_once(file: Path) -> None:
    file.write_text('autosave = 1\nthem = "x"\n[keys]\nsave = 1\nquit = 2\n', "utf-8")
    assert len(faults(file, PMC_TUI_MOUSE="few")) == 5


def test_a_wrong_variable_is_named(file: Path) -> None:
    (message,) = faults(file, PMC_TUI_AUTOSAVE_AFTER="soon")
    assert message.startswith('environment variable PMC_TUI_AUTOSAVE_AFTER: autosave_after = "soon" ')
    (message,) = faults(file, PMC_TUI_KEYS="save=f2")
    assert message.startswith("environment variable PMC_TUI_KEYS: ")


def test_what_a_message_quotes_is_inert_and_short(file: Path) -> None:
    file.write_text(f'autosave = "\\u001b[31m{"x" * 500}"\n"a\\u001b[0m" = 1\n', "utf-8")
    first, second = faults(file)
    assert "\x1b" not in first + second
    assert "␛[31m" in first
    assert len(first) < 300 + len(str(file))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, file: Path) -> None:
    (message,) = faults(tmp_path)
    assert "cannot be read" in message
    assert "PMC_TUI_CONFIG" in message
    file.write_bytes(b'theme = "\xff"\n')
    (message,) = faults(file)
    assert "not UTF-8 at byte 9" in message


def test_a_value_the_app_refuses_is_told_with_its_place(
    file: Path, monkeypatch: pytest.MonkeyPatch, isolated: Path
) -> None:
    own = isolated / ".config" / "pmc-tui" / "settings.toml"
    own.write_text('mouse = true\ntheme = "pink"\n[keys]\nsaev = "f2"\n', "utf-8")
    message = str(wrong_setting("theme", "pink", "one of dark, light"))
    assert message.startswith(f'{own}, line 2: theme = "pink" does not do; allowed is one of dark, light.')
    message = str(wrong_setting("keys", "f2", "a command's id", entry="saev"))
    assert message.startswith(f'{own}, line 4: keys.saev = "f2" ')
    monkeypatch.setenv("PMC_TUI_THEME", "pink")
    assert str(wrong_setting("theme", "pink", "dark")).startswith("environment variable PMC_TUI_THEME: ")


def test_variables_that_do_nothing_are_told(tmp_path: Path) -> None:
    there = tmp_path / "there.toml"
    there.write_text("", "utf-8")
    assert strange_variables({"PMC_TUI_MOUSE": "no", "PMC_TUI_CONFIG": str(there), "TERM": "x"}) == []
    slip, missing = strange_variables(
        {"PMC_TUI_AUTOSAFE": "1", "PMC_TUI_CONFIG": str(tmp_path / "gone.toml")}
    )
    assert "PMC_TUI_AUTOSAFE" in slip
    assert "PMC_TUI_AUTOSAVE" in slip
    assert "gone.toml, which is not there" in missing


def test_the_table_has_a_row_for_every_setting() -> None:
    rows = settings_table().split("\n")
    assert len(rows) == 2 + len(Settings._fields)
    assert rows[3] == (
        "| `autosave` | true or false | `true` "
        "| Save by itself after typing; otherwise only on `ctrl+s` and on leaving. |"
    )


def test_nothing_heavy_is_imported_for_the_defaults() -> None:
    program = (
        "import sys; from tui.settings.values import load_settings; load_settings();"
        "print([name for name in ('pydantic', 'tomllib', 'tui.settings.file') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

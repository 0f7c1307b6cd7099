"""`pmc-tui publish --issues`, a mail without sendmail, and programs that do not do what is asked of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.programs import own_programs, program
from tests.support.repositories import clone, git, hub, minutes, pushed
from tui.cli import main
from tui.minutes import programs

TEXT = """# Storage sync 2026-03-10

## Garden - Bo Lind
- Grootfs is in <!-- Zyxomma -->
- [ ] **ACTION:** Ada Obi: tell the *list* <!-- Zyxomma --> (due 2026-03-24)
- [ ] **ACTION:** Bo Lind: paint it
- [x] **ACTION:** Bo Lind: was done
- [ ] **ACTION:** Cy Dee: has one, #7
- [ ] !p Dee Eff: Zyxomma
"""
GH = """echo "$@" >> words; cat >> bodies; echo x >> count
echo "https://github.com/o/r/issues/$(wc -l < count)"
"""

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_programs(monkeypatch, tmp_path)
    monkeypatch.setenv("PMC_TUI_REPO", "o/r")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "board" / "2026-03-10.md"
    place.parent.mkdir()
    place.write_text(TEXT)
    return place


def test_issues_are_made_and_their_addresses_written(tmp_path: Path, path: Path, capsys: Capsys) -> None:
    program(tmp_path, "gh", GH)
    assert main(["publish", str(path), "--issues", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "gh issue create, in https://github.com/o/r:\n  line 5: tell the list\n" in told
    assert path.read_text() == TEXT
    assert main(["publish", str(path), "--issues"]) == 0
    one, two = (f"https://github.com/o/r/issues/{n}" for n in (1, 2))
    assert capsys.readouterr().out == f"{one}\n{two}\n"
    changed = [line for line in path.read_text().split("\n") if line not in TEXT.split("\n")]
    assert len(changed) == 2
    assert changed[0].startswith("- [ ] **ACTION:** Ada Obi: tell the *list*")
    assert changed[0].endswith(f"{one} (due 2026-03-24)")
    assert changed[1] == f"- [ ] **ACTION:** Bo Lind: paint it {two}"
    words, bodies = (tmp_path / "words").read_text(), (tmp_path / "bodies").read_text()
    assert "issue create --repo=github.com/o/r --title=tell the list --body-file=-" in words
    assert "Action of Storage sync 2026-03-10, Garden.\nOwner: Ada Obi\nDue: 2026-03-24\n" in bodies
    assert "Zyxomma" not in words + bodies
    assert main(["publish", str(path), "--issues"]) == 1  # each has one
    assert "no open action" in capsys.readouterr().err


def test_only_the_actions_chosen(tmp_path: Path, path: Path, capsys: Capsys) -> None:
    program(tmp_path, "gh", GH)
    assert main(["publish", str(path), "--issues", "--action", "PAINT"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert "paint it https" in path.read_text()
    assert "tell the *list* <!-- Zyxomma --> (due" in path.read_text()


def test_gitlab_has_its_own_program(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.setenv("PMC_TUI_REPO", "https://gitlab.com/o/r")
    program(tmp_path, "glab", 'echo "$@" >> words; echo https://gitlab.com/o/r/-/issues/4')
    assert main(["publish", str(path), "--issues", "--action", "paint"]) == 0
    assert capsys.readouterr().out == "https://gitlab.com/o/r/-/issues/4\n"
    assert (
        "--repo=https://gitlab.com/o/r --title=paint it --description=Action of"
        in (tmp_path / "words").read_text()
    )


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "which is not installed here"),
        ("echo 'HTTP 403' >&2; exit 1", "gh says: HTTP 403"),
        ("sleep 60", "took longer than 1 s and was ended; look at https://github.com/o/r"),
        ("echo done", "names no address"),
    ],
)
def test_where_none_is_made_the_file_stays(
    tmp_path: Path, path: Path, script: str | None, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    if script is None:
        monkeypatch.setattr("tui.minutes.publishing.tickets.first_installed", lambda names: None)
    else:
        program(tmp_path, "gh", script)
    monkeypatch.setattr(programs.run, "__kwdefaults__", {**(programs.run.__kwdefaults__ or {}), "limit": 1.0})
    monkeypatch.setattr(programs.Done.why, "__defaults__", (1.0,))
    assert main(["publish", str(path), "--issues"]) == 2
    assert said in capsys.readouterr().err
    assert path.read_text() == TEXT


def test_without_a_repository_nobody_knows_where(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.setenv("PMC_TUI_REPO", "")
    assert main(["publish", str(path), "--issues"]) == 2
    assert "set repo" in capsys.readouterr().err


def test_an_issue_tells_nothing_unasked(tmp_path: Path, path: Path, capsys: Capsys) -> None:
    program(tmp_path, "gh", GH)
    path.write_text("# T\n\n- [ ] **ACTION:** Ada: call +49 30 1234 567\n")
    assert main(["publish", str(path), "--issues"]) == 1
    assert "a phone number" in capsys.readouterr().err
    assert main(["publish", str(path), "--issues", "--strike", "+49 30 1234 567"]) == 0
    assert "1234 567" not in (tmp_path / "words").read_text()
    assert "call +49 30 1234 567 https://github.com/o/r/issues/1" in path.read_text()


def no_sendmail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.minutes.publishing.mail.SENDMAIL", ("no-sendmail-here",))


def test_without_sendmail_the_mail_is_opened(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    no_sendmail(monkeypatch)
    program(tmp_path, "xdg-email", 'echo "$@" > words')
    words = ["publish", str(path), "--mail", "--to-address", "a@b.org"]
    assert main([*words, "--dry-run"]) == 0
    assert "xdg-email mailto:…" in capsys.readouterr().out
    assert not (tmp_path / "words").exists()
    assert main(words) == 0
    assert capsys.readouterr().out == "Opened in your mail program, to a@b.org: it goes out from there.\n"
    link = (tmp_path / "words").read_text()
    assert link.startswith("mailto:a@b.org?subject=Storage%20sync%202026-03-10&body=")
    assert "Zyxomma" not in link
    path.write_text(TEXT + "".join(f"- point {n}\n" for n in range(400)))
    assert main(words) == 2
    assert "too long for a mailto: link" in capsys.readouterr().err
    monkeypatch.setattr("tui.minutes.publishing.mail.OPENERS", ("no-opener-here",))
    assert main(words) == 2
    assert "Nothing here sends mail: install" in capsys.readouterr().err


def test_a_mail_program_that_cannot_open_says_so(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    no_sendmail(monkeypatch)
    program(tmp_path, "xdg-email", "echo 'no display' >&2; exit 3")
    assert main(["publish", str(path), "--mail", "--to-address", "a@b.org"]) == 2
    assert "no display" in capsys.readouterr().err


def test_a_mail_of_five_megabytes(tmp_path: Path, path: Path) -> None:
    program(tmp_path, "sendmail", "cat > sent")
    path.write_text(
        "# T 2026-03-10\n\n" + f"- a point that was made{', and what came of it' * 10}\n" * 21_000
    )
    assert main(["publish", str(path), "--mail", "--to-address", "a@b.org"]) == 0
    assert (tmp_path / "sent").stat().st_size > 4_000_000


def test_a_request_that_gh_does_not_make_is_told(tmp_path: Path, capsys: Capsys) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    file = minutes(ada)
    file.write_text(file.read_text() + "- said\n")
    program(tmp_path, "gh", "cat > /dev/null; echo 'not logged in' >&2; exit 4")
    git(ada, "config", "url." + str(bare) + ".insteadOf", "https://github.com/o/r.git")
    git(ada, "remote", "set-url", "origin", "https://github.com/o/r.git")
    assert main(["publish", str(file), "--pr"]) == 0
    told = capsys.readouterr().out
    assert "Pushed to minutes/2026-03-10, but no pull request was made: gh says: not logged in." in told
    assert "- said" not in pushed(bare)


def test_the_export_of_a_commit_has_the_name_by_which_it_is_known(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    file = minutes(clone(bare, tmp_path / "ada", "ada"))
    file.write_text(file.read_text() + "- said\n")
    assert main(["publish", str(file), "--commit", "--export", "md", "--export", "txt"]) == 0
    listed = git(bare, "show", "--name-only", "--format=", "main").split()
    assert sorted(listed) == [f"minutes/2026-03-10{end}" for end in ("-clean.md", ".md", ".txt")]

"""`pmc-tui publish`: mail through a program on PATH, commits and requests against a bare repository."""

from __future__ import annotations

from email import message_from_bytes
from email.utils import getaddresses
from pathlib import Path

import pytest

from tests.support.programs import own_programs, program
from tests.support.repositories import clone, git, hub, minutes, pushed, state_of, web_edit
from tui.cli import main
from tui.minutes.git.engine import Sharing, State
from tui.minutes.git.repository import Repository, Target
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.publishing.mail import Mail, MailError, checked

TEXT = """# Storage sync 2026-03-10

## Garden - Bo Lind
- Grootfs is in <!-- Zyxomma -->
- [ ] **ACTION:** Ada Obi: tell the list (due 2026-03-24)

## Discussion
- Next call moves
"""


Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_programs(monkeypatch, tmp_path)


def board(tmp_path: Path, text: str = TEXT) -> Path:
    path = tmp_path / "board" / "2026-03-10.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_a_mail_has_the_summary_first_and_nothing_hidden(tmp_path: Path, capsys: Capsys) -> None:
    path = board(tmp_path)
    program(tmp_path, "sendmail", 'echo "$@" > words; cat > sent')
    assert main(["publish", str(path), "--mail", "--to-address", "pmc@example.org, Bo <bo@example.org>"]) == 0
    assert capsys.readouterr().out == "Sent to pmc@example.org, Bo <bo@example.org>.\n"
    assert (tmp_path / "words").read_text() == "-t -i\n"
    sent = message_from_bytes((tmp_path / "sent").read_bytes())
    assert (sent["To"], sent["Subject"]) == (
        "pmc@example.org, Bo <bo@example.org>",
        "Storage sync 2026-03-10",
    )
    body = str(sent.get_payload(decode=True), "utf-8")  # type: ignore[arg-type]
    assert body.index("tell the list (due 2026-03-24)") < body.index("Grootfs is in")
    assert "Zyxomma" not in body
    (tmp_path / "sent").unlink()
    assert main(["publish", str(path), "--mail"]) == 0  # to whom the last one went
    assert "bo@example.org" in (tmp_path / "sent").read_text()


def test_a_dry_run_sends_nothing(tmp_path: Path, capsys: Capsys) -> None:
    program(tmp_path, "sendmail", "cat > sent")
    assert main(["publish", str(board(tmp_path)), "--mail", "--to-address", "a@b.org", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "sendmail -t -i" in told
    assert "Subject: Storage sync 2026-03-10" in told
    assert not (tmp_path / "sent").exists()


@pytest.mark.parametrize(
    "to", ["a@b.org\nBcc: c@d.org", "a@b.org\r\n\r\nbody", "nobody", "a@b.org,,c@d.org", " ", "a b@c"]
)
def test_recipients_that_are_none_send_nothing(tmp_path: Path, to: str, capsys: Capsys) -> None:
    program(tmp_path, "sendmail", "cat > sent")
    assert main(["publish", str(board(tmp_path)), "--mail", "--to-address", to]) == 2
    assert capsys.readouterr().err.startswith("pmc-tui: ")
    assert not (tmp_path / "sent").exists()
    with pytest.raises(MailError):
        checked(to)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u2028"])
def test_recipients_end_with_no_line_end(end: str) -> None:
    with pytest.raises(MailError, match="one line"):
        checked(f"a@b.org{end}")
    with pytest.raises(MailError, match="one line"):
        _ = Mail(f"a@b.org,{end}c@d.org", "Subject", "text").message


def test_a_name_may_have_commas(tmp_path: Path) -> None:
    program(tmp_path, "sendmail", "cat > sent")
    to = '"Obi, Ada" <ada@example.org>, bo@example.org'
    assert main(["publish", str(board(tmp_path)), "--mail", "--to-address", to]) == 0
    header = message_from_bytes((tmp_path / "sent").read_bytes())["To"]
    assert getaddresses([header]) == [("Obi, Ada", "ada@example.org"), ("", "bo@example.org")]
    assert Mail(to, "S", "x").link == "mailto:ada@example.org,bo@example.org?subject=S&body=x"
    for broken in ('"Obi, Ada <ada@example.org>', '"a\\" <ada@example.org>', '"a" "b" <ada@example.org>'):
        with pytest.raises(MailError):
            checked(broken)


def test_a_title_with_line_ends_is_one_subject() -> None:
    message = Mail("a@b.org", "One\r\nBcc: c@d.org", "text").message
    assert message_from_bytes(message).keys() == ["To", "Subject", *message_from_bytes(message).keys()[2:]]
    assert message_from_bytes(message)["Bcc"] is None
    assert Mail("a@b.org", "One & two", "x").link == "mailto:a@b.org?subject=One%20%26%20two&body=x"


def test_a_program_that_fails_is_told(tmp_path: Path, capsys: Capsys) -> None:
    program(tmp_path, "sendmail", "cat > /dev/null; echo 'no relay' >&2; exit 75")
    assert main(["publish", str(board(tmp_path)), "--mail", "--to-address", "a@b.org"]) == 2
    assert "was not sent" in (err := capsys.readouterr().err)
    assert "no relay" in err


def test_the_persons_own_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = program(tmp_path, "my mail", 'echo "$1" > words; cat > sent')
    monkeypatch.setenv("PMC_TUI_MAIL_COMMAND", f"'{own}' --now")
    monkeypatch.setenv("PMC_TUI_MAIL_TO", "list@example.org")
    assert main(["publish", str(board(tmp_path)), "--mail"]) == 0
    assert (tmp_path / "words").read_text() == "--now\n"
    assert "To: list@example.org" in (tmp_path / "sent").read_text()


@pytest.mark.parametrize("way", ["--mail", "--commit", "--pr"])
def test_what_it_tells_is_looked_at_first(tmp_path: Path, way: str, capsys: Capsys) -> None:
    program(tmp_path, "sendmail", "cat > sent")
    path = board(tmp_path, TEXT + "- call +49 30 1234 567\n")
    words = ["publish", str(path), way, "--to-address", "a@b.org"]
    assert main(words) == 1
    assert "look at this first: a phone number, “+49 30 1234 567”" in capsys.readouterr().err
    if way == "--mail":
        assert main([*words, "--strike", "+49 30 1234 567"]) == 0
        assert "1234 567" not in (tmp_path / "sent").read_text()
        assert main([*words, "--keep-told"]) == 0
        assert "1234 567" in (tmp_path / "sent").read_text()


@pytest.mark.parametrize("way", ["--commit", "--pr"])
def test_what_is_struck_is_not_in_the_commit_nor_in_the_file(tmp_path: Path, way: str) -> None:
    bare = hub(tmp_path)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    before = path.read_text()
    path.write_text(before + "- call +49 30 1234 567\n")
    assert main(["publish", str(path), way, "--strike", "+49 30 1234 567"]) == 0
    assert path.read_text() == before + "- call [struck]\n"
    branch = "main" if way == "--commit" else "minutes/2026-03-10"
    assert git(bare, "show", f"{branch}:minutes/2026-03-10.md").strip() == path.read_text().strip()


def test_one_commit_of_the_file_and_the_exports_chosen(tmp_path: Path, capsys: Capsys) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    path = minutes(ada)
    path.write_text(path.read_text() + "- said\n")
    (ada / "other.txt").write_text("mine")
    before = state_of(ada)
    assert main(["publish", str(path), "--commit", "--export", "html", "--dry-run"]) == 0
    assert "one commit to" in capsys.readouterr().out
    assert "- said" not in pushed(bare)
    assert main(["publish", str(path), "--commit", "--export", "html"]) == 0
    assert "- said\n" in pushed(bare)
    listed = git(bare, "show", "--name-only", "--format=%s", "main").split("\n")
    assert listed[0].endswith(": minutes")
    assert sorted(filter(None, listed[1:])) == ["minutes/2026-03-10.html", "minutes/2026-03-10.md"]
    assert state_of(ada)[:1] == before[:1]
    assert not path.with_suffix(".html").exists()


def test_a_request_goes_by_a_branch_of_its_own(tmp_path: Path, capsys: Capsys) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    path = minutes(ada)
    main_before = pushed(bare)
    path.write_text(path.read_text() + "- said\n")
    program(tmp_path, "gh", 'echo "$@" > words; cat > body; echo https://github.com/o/r/pull/7')
    git(ada, "config", "url." + str(bare) + ".insteadOf", "https://github.com/o/r.git")
    git(ada, "remote", "set-url", "origin", "https://github.com/o/r.git")
    assert main(["publish", str(path), "--pr"]) == 0
    assert capsys.readouterr().out.endswith("https://github.com/o/r/pull/7\n")
    assert pushed(bare) == main_before
    assert "- said" in git(bare, "show", f"minutes/{path.stem}:minutes/{path.name}")
    words = (tmp_path / "words").read_text()
    assert words.startswith("pr create --head minutes/2026-03-10 --base main --title Storage sync 2026-03-10")
    assert "- said" in (tmp_path / "body").read_text()


def test_what_was_shared_on_a_branch_goes_as_one_commit_in_one_request(tmp_path: Path) -> None:
    bare, live = hub(tmp_path), "minutes/2026-03-10"
    state, target = StateFolder(tmp_path / "state"), Target("origin", "main", live)
    for who in ("ada", "bo", "ada", "bo", "ada"):
        folder = tmp_path / who
        path = minutes(folder if folder.exists() else clone(bare, folder, who))
        path.write_text(path.read_text().replace("## Disc", f"- {who}\n\n## Disc"))
        sharing = Sharing(Repository.of(path), LiveFile.open(path, state), target, lambda: "live")
        assert sharing.tick().state is State.SHARED
    main_before, live_before = pushed(bare), git(bare, "rev-parse", live)
    program(tmp_path, "gh", 'echo "$@" > words; cat > body; echo https://github.com/o/r/pull/7')
    git(tmp_path / "ada", "config", f"url.{bare}.insteadOf", "https://github.com/o/r.git")
    git(tmp_path / "ada", "remote", "set-url", "origin", "https://github.com/o/r.git")
    path = minutes(tmp_path / "ada")
    assert main(["publish", str(path), "--pr"]) == 0
    assert "--head minutes/2026-03-10-request --base main" in (tmp_path / "words").read_text()
    assert git(bare, "rev-list", "--count", f"main..{live}-request") == "1"
    assert git(bare, "log", "-1", "--format=%an|%b", f"{live}-request").strip() == (
        "Ada Obi|Co-authored-by: Bo Lind <bo@example.org>"
    )
    assert pushed(bare, f"{live}-request") == path.read_text() == pushed(bare, live)
    assert (pushed(bare), git(bare, "rev-parse", live)) == (main_before, live_before)
    path.write_text(path.read_text() + "- later\n")  # a second one adds to the first
    assert main(["publish", str(path), "--pr"]) == 0
    assert git(bare, "rev-list", "--count", f"main..{live}-request") == "2"


@pytest.mark.parametrize("way", ["--commit", "--pr"])
def test_what_others_wrote_meanwhile_is_not_written_over(tmp_path: Path, way: str, capsys: Capsys) -> None:
    bare = hub(tmp_path)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    for number in range(2):  # ours, published twice, are nobody else's
        path.write_text(path.read_text() + f"- said {number}\n")
        assert main(["publish", str(path), way]) == 0
    web_edit(bare, tmp_path / "web", "cem", "- Grootfs is in\n", "- Grootfs is in\n- theirs\n")
    before = pushed(bare)
    path.write_text(path.read_text() + "- said last\n")
    capsys.readouterr()
    assert main(["publish", str(path), way]) == 2
    assert "was changed on main by others" in capsys.readouterr().err
    assert pushed(bare) == before


def test_without_gh_the_address_that_the_server_prints_is_told(tmp_path: Path, capsys: Capsys) -> None:
    bare = hub(tmp_path)
    hook = bare / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\necho 'open https://forge.example.org/new/7 for a request' >&2\n")
    hook.chmod(0o755)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    path.write_text(path.read_text() + "- said\n")
    assert main(["publish", str(path), "--pr"]) == 0
    assert capsys.readouterr().out.endswith("\nhttps://forge.example.org/new/7\n")


def test_a_remote_that_refuses_is_told(tmp_path: Path, capsys: Capsys) -> None:
    bare = hub(tmp_path)
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'main is protected' >&2\nexit 1\n")
    hook.chmod(0o755)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    before = pushed(bare)
    path.write_text(path.read_text() + "- said\n")
    assert main(["publish", str(path), "--commit"]) == 2
    assert "main is protected" in capsys.readouterr().err
    assert pushed(bare) == before


def test_private_parts_are_committed_only_when_said(tmp_path: Path, capsys: Capsys) -> None:
    bare = hub(tmp_path)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    path.write_text(path.read_text() + "- !p pay\n")
    assert main(["publish", str(path), "--commit"]) == 1
    assert "is private" in capsys.readouterr().err
    assert "pay" not in pushed(bare)
    assert main(["publish", str(path), "--commit", "--with-private"]) == 0
    assert "- !p pay" in pushed(bare)


def test_without_a_repository_nothing_is_committed(tmp_path: Path, capsys: Capsys) -> None:
    assert main(["publish", str(board(tmp_path)), "--commit"]) == 2
    assert "no git repository" in capsys.readouterr().err


def test_the_name_of_what_was_written_is_inert(tmp_path: Path, capsys: Capsys) -> None:
    path = board(tmp_path)
    path = path.rename(path.with_name("2026-03-10-\033[31mred.md"))
    assert main(["publish", str(path), "--ics"]) == 0
    assert capsys.readouterr().out.endswith("2026-03-10-␛[31mred.ics\n")


def test_the_calendar_stands_beside_the_file(tmp_path: Path) -> None:
    path = board(tmp_path)
    assert main(["publish", str(path), "--ics"]) == 0
    assert "SUMMARY:Ada Obi: tell the list" in path.with_suffix(".ics").read_text()

"""Where else minutes lie, and what else stands in the way: each with real git, and told in a sentence."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.support.repositories import (
    NAME,
    TEXT,
    clone,
    edit,
    git,
    hub,
    minutes,
    pushed,
    sharing,
    state_of,
    web_edit,
)
from tui.cli import main
from tui.minutes.git.engine import State
from tui.minutes.git.process import Git
from tui.minutes.git.repository import NotShared, Repository
from tui.minutes.programs import Done

SOON = 5.0
"""Seconds in which what would ask is refused."""

LINE = "- Released 6.21\n"


def named(folder: Path) -> Path:
    """A clone with somebody's name."""
    for name, value in (("user.name", "Ada Obi"), ("user.email", "ada@example.org")):
        git(folder, "config", name, value)
    return folder


def sparse(bare: Path, folder: Path) -> Path:
    clone(bare, folder, "ada")
    git(folder, "sparse-checkout", "set", "--cone", "--sparse-index", "minutes")
    return minutes(folder)


def in_a_worktree(bare: Path, folder: Path) -> Path:
    first = clone(bare, folder.with_name("beside"), "ada")
    git(first, "switch", "-q", "-c", "mine")
    git(first, "worktree", "add", "-q", str(folder), "main")
    return minutes(folder)


def in_a_submodule(bare: Path, folder: Path) -> Path:
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(bare), "notes")
    named(folder / "notes")
    return minutes(folder / "notes")


def with_autocrlf(bare: Path, folder: Path) -> Path:
    git(bare.parent, "clone", "-q", "-c", "core.autocrlf=true", str(bare), str(folder))
    return minutes(named(folder))


def by_a_link(bare: Path, folder: Path) -> Path:
    clone(bare, folder, "ada")
    link = folder.with_name("a link to it.md")
    link.symlink_to(minutes(folder))
    return link


def partial_clone(bare: Path, folder: Path) -> Path:
    git(bare, "config", "uploadpack.allowFilter", "true")
    git(bare.parent, "clone", "-q", "--filter=blob:none", f"file://{bare}", str(folder))
    return minutes(named(folder))


@pytest.mark.parametrize(
    "made", [sparse, in_a_worktree, in_a_submodule, with_autocrlf, by_a_link, partial_clone]
)
def test_it_is_shared_from_there(tmp_path: Path, made: Callable[[Path, Path], Path]) -> None:
    bare = hub(tmp_path)
    file = made(bare, tmp_path / "ada")
    folder = file.resolve().parents[1]
    web_edit(bare, tmp_path / "web", "cem", "- Next call moves\n", "- Next call moves\n- theirs\n")
    end = "\r\n" if b"\r\n" in file.read_bytes() else "\n"
    assert (end == "\r\n") is (made is with_autocrlf)
    edit(file, LINE.replace("\n", end), LINE.replace("\n", end) + f"- mine{end}")
    member = sharing(file, tmp_path / "s")
    before = state_of(folder)[1:]
    assert member.tick().state is State.SHARED
    text = pushed(bare)
    assert text == TEXT.replace(LINE, f"{LINE}- mine\n").replace("moves\n", "moves\n- theirs\n")
    assert file.read_bytes().decode() == text.replace("\n", end)
    assert git(bare, "ls-tree", "-r", "--name-only", "main") == f"minutes/{NAME}\nother.txt"
    assert state_of(folder)[1:] == before


def test_a_path_with_blanks_quotes_and_letters_of_anywhere(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "zwölf 'Uhr' $(x)", "ada")
    name = 'minutes/März 9 "früh" \\ -:(glob)*.md'
    git(ada, "mv", f"minutes/{NAME}", name)
    git(ada, "commit", "-qm", "Rename")
    git(ada, "push", "-q")
    edit(ada / name, LINE, f"{LINE}- schön\n")
    assert sharing(ada / name, tmp_path / "s").tick().pushed
    assert "- schön\n" in pushed(bare, name=name)


def test_a_file_that_is_new_is_added_and_nothing_else(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    for name in ("new.md", "private.txt"):
        (ada / "minutes" / name).write_text(TEXT, "utf-8")
    assert sharing(ada / "minutes" / "new.md", tmp_path / "s").tick().pushed
    assert git(bare, "diff", "--name-only", "main~1", "main") == "minutes/new.md"


def test_an_ignored_file_stays_here(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    (ada / ".git" / "info" / "exclude").write_text("own*.md\n")
    own = ada / "minutes" / "own.md"
    own.write_text(TEXT, "utf-8")
    ticked = sharing(own, tmp_path / "s").tick()
    assert (ticked.state, "ignored" in ticked.said) == (State.GUARDED, True)
    assert "own.md" not in git(bare, "ls-tree", "-r", "--name-only", "main")


def test_a_file_beside_the_repository_or_inside_git(tmp_path: Path) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    link = ada / "minutes" / "link.md"
    link.symlink_to(tmp_path / "beside.md")
    (tmp_path / "beside.md").write_text(TEXT, "utf-8")
    inside = ada / ".git" / "notes.md"
    inside.write_text(TEXT, "utf-8")
    for file in (link, inside):
        with pytest.raises(NotShared, match="no git repository"):
            Repository.of(file)


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n"


@pytest.mark.parametrize("whose", ["ours", "theirs"])
def test_a_pointer_of_lfs_is_no_minutes(tmp_path: Path, whose: str) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    if whose == "ours":
        minutes(ada).write_text(POINTER)
    else:
        web_edit(bare, tmp_path / "web", "cem", TEXT, POINTER)
    ticked = sharing(minutes(ada), tmp_path / "s").tick()
    assert (ticked.state, "git lfs pull" in ticked.said) == (State.GUARDED, True)
    assert minutes(ada).read_text("utf-8") == (POINTER if whose == "ours" else TEXT)
    assert pushed(bare) == (TEXT if whose == "ours" else POINTER)


def test_filters_run_both_ways(tmp_path: Path) -> None:
    """As Git LFS, or a tool that encrypts, does it: another text in the repository than in the checkout."""
    bare = hub(tmp_path)
    first = tmp_path / "first"
    (first / ".gitattributes").write_text("*.md filter=turned\n")
    git(first, "add", ".gitattributes")
    git(first, "commit", "-qm", "Filter")
    git(first, "push", "-q")
    ada = clone(bare, tmp_path / "ada", "ada")
    for way in ("clean", "smudge"):
        git(ada, "config", f"filter.turned.{way}", "tr a-zA-Z n-za-mN-ZA-M")
    minutes(ada).write_text("# Storage sync\n\n## CLI\n- Released\n", "utf-8")
    member = sharing(minutes(ada), tmp_path / "s")
    assert member.tick().pushed
    assert pushed(bare) == "# Fgbentr flap\n\n## PYV\n- Eryrnfrq\n"
    web_edit(bare, tmp_path / "web", "cem", "- Eryrnfrq\n", "- Eryrnfrq\n- gurvef\n")
    assert member.tick().pulled
    assert minutes(ada).read_text("utf-8") == "# Storage sync\n\n## CLI\n- Released\n- theirs\n"


def test_what_others_wrote_in_another_encoding_is_not_merged(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    member = sharing(minutes(ada), tmp_path / "s")
    minutes(tmp_path / "first").write_bytes(b"# Z\xfcrich\n")
    git(tmp_path / "first", "commit", "-qam", "Latin-1")
    git(tmp_path / "first", "push", "-q")
    assert "not shared before it is UTF-8" in member.tick().said
    assert minutes(ada).read_text("utf-8") == TEXT


@contextmanager
def asking_server() -> Iterator[str]:
    """A web server that wants a name and a password of everybody."""

    class Asks(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="minutes"')
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Asks)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hub.git"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_password_is_never_asked_for(tmp_path: Path) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    with asking_server() as address:
        git(ada, "remote", "set-url", "origin", address)
        edit(minutes(ada), LINE, f"{LINE}- mine\n")
        began = time.monotonic()
        ticked = sharing(minutes(ada), tmp_path / "s").tick()
    assert time.monotonic() - began < SOON * 4  # a machine under load; a question would wait for ever
    assert ticked.state is State.LOGIN
    assert "Username" in ticked.said
    assert ticked.unpushed == 1


ASKS = """\
#!/bin/sh
echo "$@" >> '{log}'
case "$*" in *BatchMode=yes*ConnectTimeout=5*) echo '{said}' >&2; exit 255;; esac
read answer < /dev/tty
"""


@pytest.mark.parametrize(
    "said", ["Host key verification failed.", "ada@example.org: Permission denied (publickey)."]
)
def test_ssh_is_told_not_to_ask(tmp_path: Path, said: str) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    ssh = tmp_path / "own ssh"
    ssh.write_text(ASKS.format(log=tmp_path / "log", said=said))
    ssh.chmod(0o755)
    git(ada, "config", "core.sshCommand", f"'{ssh}' -p 2222")
    git(ada, "remote", "set-url", "origin", "git@example.org:minutes.git")
    ticked = sharing(minutes(ada), tmp_path / "s").tick()
    assert ticked.state is State.LOGIN
    assert said.rstrip(".") in ticked.said
    assert (tmp_path / "log").read_text().startswith("-p 2222 -o BatchMode=yes")


def test_a_word_of_the_address_is_no_refusal(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    git(ada, "remote", "set-url", "origin", str(tmp_path / "hooks" / "never-given.git"))
    assert sharing(minutes(ada), tmp_path / "s").tick().state is State.OFFLINE


def test_an_old_git_and_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    with pytest.raises(NotShared, match="git is not installed here"):
        Repository.of(minutes(ada))
    (programs / "git").write_text("#!/bin/sh\necho git version 2.28.1\n")
    (programs / "git").chmod(0o755)
    with pytest.raises(NotShared, match=r"git 2\.28\.1 is too old to share minutes: 2\.29"):
        Repository.of(minutes(ada))


@pytest.mark.parametrize("case", ["no name", "signing", "read-only"])
def test_what_this_clone_cannot_do_is_told(
    tmp_path: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    edit(minutes(ada), LINE, f"{LINE}- mine\n")
    if case == "no name":
        git(ada, "config", "--unset", "user.name")
    elif case == "signing":
        git(ada, "config", "commit.gpgSign", "true")
        git(ada, "config", "gpg.program", "/bin/false")
    else:
        (bare / "hooks" / "pre-receive").write_text("#!/bin/sh\necho You may only read. >&2\nexit 1\n")
        (bare / "hooks" / "pre-receive").chmod(0o755)
    assert main(["sync", str(minutes(ada))]) == 1
    said = capsys.readouterr().err
    assert {"no name": "git config --global user.name", "signing": "gpg", "read-only": "only read"}[
        case
    ] in said
    assert said.count("\n") == 1
    assert pushed(bare) == TEXT
    assert "- mine\n" in minutes(ada).read_text("utf-8")


def test_a_lock_that_a_dead_git_left_is_told(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    lock = ada / ".git" / "refs" / "remotes" / "origin" / "main.lock"
    lock.touch()
    web_edit(bare, tmp_path / "web", "cem", "- Next call moves\n", "- Next call moves\n- theirs\n")
    member = sharing(minutes(ada), tmp_path / "s")
    ticked = member.tick()
    assert (ticked.state, "main.lock" in ticked.said) == (State.GUARDED, True)
    lock.unlink()
    assert member.tick().pulled


def test_a_locked_index_only_keeps_the_checkout_from_being_settled(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    lock = ada / ".git" / "index.lock"
    lock.touch()
    edit(minutes(ada), LINE, f"{LINE}- mine\n")
    member = sharing(minutes(ada), tmp_path / "s")
    assert member.tick().pushed
    assert not member.settle()
    lock.unlink()
    assert member.settle()
    assert git(ada, "status", "--porcelain") == ""


def test_a_large_repository_costs_no_more_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a tick calls names the one file and the tips: nothing walks the checkout or the history."""
    bare = hub(tmp_path)
    first = tmp_path / "first"
    (first / "large.bin").write_bytes(os.urandom(40 << 20))
    for number in range(500):
        (first / f"{number}.txt").write_text(f"{number}\n")
    git(first, "add", ".")
    git(first, "commit", "-qm", "Much")
    git(first, "push", "-q")
    ada = clone(bare, tmp_path / "ada", "ada")
    calls: list[tuple[str, ...]] = []
    run = Git.run

    def counted(self: Git, *words: str, **more: Any) -> Done:
        calls.append(words)
        return run(self, *words, **more)

    monkeypatch.setattr(Git, "run", counted)
    (ada / "large.bin").unlink()  # never read, never put back
    member = sharing(minutes(ada), tmp_path / "s")
    edit(minutes(ada), LINE, f"{LINE}- mine\n")
    assert member.tick().pushed
    assert git(bare, "diff", "--name-only", "main~1", "main") == f"minutes/{NAME}"
    calls.clear()
    assert member.tick().state is State.SHARED
    assert len(calls) <= 4  # 12 ticks a minute at 3 to 10 ms of processor for each
    assert not (ada / "large.bin").exists()


def test_a_checkout_of_no_branch_is_left_where_it_is(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    edit(minutes(ada), LINE, f"{LINE}- mine\n")
    member = sharing(minutes(ada), tmp_path / "s")
    assert member.tick().pushed
    git(ada, "checkout", "-q", "--detach")
    head = git(ada, "rev-parse", "HEAD")
    assert not member.settle()
    assert git(ada, "rev-parse", "HEAD") == head

"""Minutes as one commit: straight to the branch that all use, or on one of their own with a pull request.

The commit is made beside the checkout (`minutes.git.commit`): nothing of that is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.export.forms import FORMS, Export
from tui.minutes.git.commit import Refused, commit_file, fetch, push
from tui.minutes.git.process import GitError
from tui.minutes.git.repository import NotShared, Repository, Target, has_markers
from tui.minutes.git.share import Habits, habits, own_branch
from tui.minutes.model import Meeting
from tui.minutes.noting.editing import Edit, check_writable
from tui.minutes.programs import first_installed, run
from tui.minutes.publishing.secrets import struck as without
from tui.minutes.series.copies import EXPORTED
from tui.minutes.text.source import Source, Span

_URL: Final = re.compile(r"https?://[^\s'\"<>]+")
_PUBLISHED: Final = "published/"  # among our own refs, what was published last on a branch
_REQUEST: Final = "-request"
COMMITTED: Final = ("md", "html", "txt")
"""The forms of which an export can go into the commit."""


class PublishError(Exception):
    """Nothing, or no more than the message says, was published; the message says why and what to do."""


class RequestPlan(NamedTuple):
    """What would be committed, where to, and with which words."""

    repository: Repository
    target: Target
    usual: Habits
    files: Mapping[str, bytes]
    message: str

    @property
    def told(self) -> list[str]:
        """The plan in lines for a person."""
        address = self.repository.address(self.target.remote)
        files = [f"  {path} ({len(content)} bytes)" for path, content in self.files.items()]
        of_all = f", all of {self.live} in one" if self.live else ""
        to = f"one commit to {address}, branch {self.target.pushed}{of_all}:"
        return [to, *files, f"  “{self.message}”"]

    @property
    def live(self) -> str:
        """The branch on which the file was shared until now; empty where it was on none of its own."""
        return self.target.own.removesuffix(_REQUEST) if self.target.own.endswith(_REQUEST) else ""


class Published(NamedTuple):
    """What came of it."""

    commit: str
    url: str = ""
    said: str = ""


def exports_of(export: Export, path: Path, names: Iterable[str]) -> dict[Path, bytes]:
    """Exports of a minutes file in some forms, by where they go: beside it."""
    return {
        path.with_name(f"{path.stem}{EXPORTED if name == 'md' else ''}.{name}"): str(
            FORMS[name].make(export)
        ).encode("utf-8", "replace")
        for name in names
    }


def struck_out(meeting: Meeting, words: frozenset[str]) -> Edit:
    """The minutes without some words: what git gets, and what is sent later, has them no more.

    Raises EditError where the file cannot be written.
    """
    check_writable(meeting)
    source = meeting.source
    after = source.with_text(without(source.text, words))
    changed = [n for n, line in enumerate(source.lines) if any(each in line for each in words)]
    span = Span(changed[0], changed[-1] + 1) if changed else Span(0, 0)
    return Edit(source, after, span, f"struck {', '.join(sorted(words))}")


def plan(
    path: Path,
    exports: Mapping[Path, bytes],
    message: str,
    *,
    request: bool,
    struck: frozenset[str] = frozenset(),
) -> RequestPlan:
    """One commit of a minutes file, without the words `struck`, and some exports.

    Raises PublishError where that cannot be.
    """
    try:
        repository = Repository.of(path)
        target = repository.target()
        if said := repository.under_way or next(repository.guards(target), ""):
            raise PublishError(said)
    except NotShared as error:
        raise PublishError(str(error)) from error
    if request:
        target = target._replace(own=_request_branch(repository, target, own_branch(path)))
    content = path.read_bytes()
    if struck:
        source = Source.from_bytes(content)
        content = source.with_text(without(source.text, struck)).to_bytes()
    if has_markers(content.decode("utf-8", "replace")):
        raise PublishError("Not published while <<<<<<< and >>>>>>> stand in the text: choose first.")
    files = {repository.path: content}
    for place, made in exports.items():
        inside = place.resolve()
        if not inside.is_relative_to(repository.root.resolve()):
            raise PublishError(f"{place} lies outside of the repository, and cannot go into the commit.")
        files[inside.relative_to(repository.root.resolve()).as_posix()] = made
    return RequestPlan(repository, target, habits(repository), files, message)


def publish(plan: RequestPlan, title: str, body: str) -> Published:
    """Commit and push; for a branch of its own ask for a pull request. Raises PublishError."""
    repository, target = plan.repository, plan.target
    refusal = fetch(repository, target)
    if refusal is not None:
        raise PublishError(f"Nothing was pushed: {refusal.said}")
    if (live := plan.live) and (refusal := fetch(repository, target._replace(own=live))) is not None:
        raise PublishError(f"Nothing was pushed: {refusal.said}")
    for branch in filter(None, (target.branch, target.own, live)):
        _check_has_all(plan, branch)
    tips = (repository.commit_of(target.tracking(branch)) for branch in (target.pushed, target.branch))
    tip = next(filter(None, tips), "")
    try:
        commit = commit_file(repository, tip, plan.files, _words(plan))
    except GitError as error:
        raise PublishError(f"Nothing was committed: git says: {error}") from error
    if commit == tip and not target.own:
        return Published(commit, said="All of it is there already.")
    address = repository.git.asked("config", f"remote.{target.remote}.url")
    is_gitlab = bool(target.own) and "gitlab" in address.casefold()
    asks = ("-o", "merge_request.create", "-o", f"merge_request.target={target.branch}")
    answer = push(repository, target, commit, *(asks if is_gitlab else ()))
    if isinstance(answer, Refused):
        raise PublishError(f"The remote refused: {answer.said}. Nothing was pushed.")
    repository.git.run("update-ref", repository.base_ref(_PUBLISHED + target.pushed), commit)
    if not target.own:
        return Published(commit)
    url, said = _requested(plan, title, body) if "github" in address.casefold() else ("", "")
    return Published(commit, url or _url_in(answer), said)


def _request_branch(repository: Repository, target: Target, own: str) -> str:
    """The branch of a request; another than the one that was shared on, whose many commits it has as one.

    That one stays as it is: nothing that others push to is written anew.
    """
    is_live = repository.base(own) and repository.commit_of(target.tracking(own))
    return own + _REQUEST if is_live else own


def _check_has_all(plan: RequestPlan, branch: str) -> None:
    """Raise PublishError where a branch has words of others that the file here has not."""
    repository = plan.repository
    tip = repository.commit_of(plan.target.tracking(branch))
    theirs = repository.text_at(tip)
    had = (
        repository.base(branch) or repository.git.asked("merge-base", "HEAD", tip),
        repository.base(_PUBLISHED + branch),
    )
    mine = Source.from_bytes(plan.files[repository.path])
    if theirs is not None and theirs not in (mine, *map(repository.text_at, had)):
        raise PublishError(
            f"Nothing was pushed: {repository.path} was changed on {branch} by others. "
            "Bring that in first: git pull, or share the file (s, pmc-tui sync)."
        )


def _requested(plan: RequestPlan, title: str, body: str) -> tuple[str, str]:
    """The address of the pull request that `gh` makes, and what is said where it makes none."""
    pushed = f"Pushed to {plan.target.own}, but no pull request was made"
    program = first_installed(["gh"])
    if program is None:
        return "", f"{pushed}: install gh (https://cli.github.com), or open one by hand."
    words = ["pr", "create", "--head", plan.target.own, "--base", plan.target.branch, "--title", title]
    done = run(
        [program, *words, "--body-file", "-"], body.encode("utf-8", "replace"), folder=plan.repository.root,
        environment={"GH_PROMPT_DISABLED": "1", "NO_COLOR": "1"},
    )  # fmt: skip
    if not done.ok and (there := _url_in(done.err)) and plan.target.own in done.err:
        return there, ""  # it was made before
    if not done.ok:
        return "", f"{pushed}: {done.why('gh')}. Open one by hand."
    return _url_in(done.text), ""


def _url_in(text: str) -> str:
    match = _URL.search(text)
    return match[0] if match is not None else ""


def _words(plan: RequestPlan) -> str:
    """The message of the commit; one of many people's commits names them."""
    git, target = plan.repository.git, plan.target
    me = git.asked("var", "GIT_COMMITTER_IDENT").rpartition(">")[0] + ">"
    trailers = []
    if plan.live:
        wanted = f"{target.tracking(target.branch)}..{target.tracking(plan.live)}"
        authors = git.asked("log", "--reverse", "--no-merges", "--format=%an <%ae>", wanted).split("\n")
        trailers = [f"Co-authored-by: {who}" for who in dict.fromkeys(authors) if who not in ("", me)]
    if plan.usual.signed_off:
        trailers.append(f"Signed-off-by: {me}")
    return "\n".join([plan.message, "", *trailers]).rstrip() + "\n"

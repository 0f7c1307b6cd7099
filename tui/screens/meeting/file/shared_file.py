"""The open file shared with other machines: looked at every few seconds, told in the header.

The exchange works on the file on disk, as any other program would; what it brings in arrives by the watch.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Final

from rich.text import Text

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.wiped_lines import WipedLines
from widgets.display_text import for_display
from widgets.meeting_header import Fact
from widgets.wrapping import counted

if TYPE_CHECKING:
    from tui.minutes.git.engine import Sharing, Ticked
    from tui.minutes.git.pace import Pace
    from tui.minutes.git.share import Way
    from tui.screens.share import Proposal

LAST: Final = 5.0
"""Seconds that leaving waits for the last push."""

WEIGHT: Final = 8
"""How hard the header is to do without it."""


class SharedFile:
    """What `s` does, and the loop behind it."""

    def __init__(
        self,
        desk: Desk,
        save_then: Callable[[Callable[[], object]], None],
        look: Callable[[], Awaitable[None]],
        wiped: WipedLines,
    ) -> None:
        """`save_then` saves, and goes on when everything is in the file; `look` shows what others wrote.

        `wiped` is told what saves of others took out.
        """
        self._wiped = wiped
        self._look = look
        self._desk = desk
        self._save_then = save_then
        self._sharing: Sharing | None = None
        self._pace: Pace | None = None
        self._turn = asyncio.Lock()
        self._now = asyncio.Event()
        self._last: Ticked | None = None
        self._failed_at: datetime | None = None
        self._shared_at: datetime | None = None
        self._proposal: Proposal | None = None  # as somebody agreed to it
        desk.left.append(self.stop)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"share": self.share}

    def share(self) -> None:
        """Exchange now; ask first how, where this file is not shared yet, or the remote refused that way."""
        if self._sharing is not None:
            last, own = self._last, self._sharing.target.own
            if last is not None and last.asks:
                self._save_then(self._ask_about_private)
            elif last is not None and last.state == "login":
                self._save_then(self._log_in)
            elif last is not None and last.state == "denied" and not own:
                self._save_then(partial(self._ask_for_a_branch, last.said))
            else:
                self._save_then(self._now.set)
            return
        if self._desk.settings.share == "no":
            self._desk.say("Sharing is switched off here, by the setting share.")
            return
        self._save_then(lambda: self._desk.work(self._ask(), "share", exclusive=True))

    def _log_in(self) -> None:
        """Let the remote ask who this is, at the terminal, and exchange then."""
        if self._proposal is not None:
            self._say_hello(self._proposal)
        self._now.set()

    def _ask_about_private(self) -> None:
        """Private parts go out only when somebody says so, each of them once."""
        from tui.screens.prompt import Answer, Choice  # noqa: PLC0415 - most minutes have none

        sharing, last = self._sharing, self._last
        if sharing is None or last is None:
            return

        async def agree() -> None:
            async with self._turn:
                await asyncio.to_thread(sharing.agree)
            self._now.set()

        def answered(key: str | None) -> None:
            if key is not None:
                self._desk.work(agree(), "agree")

        told = f"{last.said}\n\nA line typed behind !p goes into no file, and so is never shared."
        answers = [Answer("p", "share what is private, too")]
        self._desk.ask(Choice("Private parts would be shared", Text(told), answers, "keep it here"), answered)

    def _ask_for_a_branch(self, said: str) -> None:
        """The remote takes nothing on its branch: the file may go on one of its own, for a request."""
        from tui.minutes.git.share import Way, own_branch  # noqa: PLC0415 - not before somebody refuses
        from tui.screens.prompt import Answer, Choice  # noqa: PLC0415

        proposal = self._proposal
        if proposal is None:
            return

        def answered(key: str | None) -> None:
            if key == "b":
                self._desk.work(self._begin(proposal, Way.BRANCH), "share", exclusive=True)
            elif key == "t":
                self._now.set()

        text = Text(f"It says: {for_display(said)}\n\nYour lines are safe: they are in the file here.")
        branch = for_display(own_branch(self._desk.path))
        answers = [Answer("b", f"share on the branch {branch}"), Answer("t", "try again")]
        self._desk.ask(
            Choice(f"The remote refused {proposal.target.branch}", text, answers, "stay"), answered
        )

    def fact(self) -> Fact | None:
        """What the header says; nothing for a file that is not shared."""
        if self._sharing is None:
            return None
        key = self._desk.key("share")
        last = self._last
        if last is None:
            return Fact("sharing …", "unsaved", "share", "sharing", WEIGHT)
        since = f"{self._failed_at:%H:%M}" if self._failed_at is not None else "now"
        lines = f", {counted(last.unpushed, 'line')} to push" if last.unpushed else ""
        crowded = self._pace is not None and self._pace.is_crowded(time.monotonic())
        waiting = f"↑ {counted(last.unpushed, 'line')} " + ("in turn: many push" if crowded else "not pushed")
        told = {
            "offline": (f"⇅ off: no answer since {since}{lines}", "notice"),
            "login": (f"⇅ off: {key} logs in{lines}", "trouble"),
            "denied": (f"↑ refused{lines} · {key}", "trouble"),
            "guarded": (f"⇅ stopped{lines} · {key}", "trouble"),
            "waiting": (waiting, "unsaved"),
            "behind": (waiting, "unsaved"),
        }
        if last.state in told:
            text, role = told[last.state]
            return Fact(text, role, "share", text.partition(":")[0].partition(",")[0], WEIGHT)
        shared = f"shared {self._shared_at:%H:%M:%S}" if self._shared_at is not None else "shared"
        return Fact(shared, "saved", "share", "shared", WEIGHT)

    def stop(self) -> None:
        """The meeting is left: what was written goes out, for a few seconds at most; then nothing runs on."""
        sharing, self._sharing = self._sharing, None
        if sharing is None:
            return

        def send() -> None:
            sharing.tick()
            sharing.settle()

        last = Thread(target=send, daemon=True)
        last.start()
        last.join(LAST)
        sharing.stop()

    async def _ask(self) -> None:
        """Show what sharing would be, and begin when somebody says so."""
        from tui.minutes.git.repository import NotShared, Repository  # noqa: PLC0415 - not before somebody shares
        from tui.minutes.git.share import Way, habits, load_way, message_for  # noqa: PLC0415
        from tui.screens.share import Proposal, ShareDialog  # noqa: PLC0415

        desk = self._desk

        def look() -> Proposal:
            repository = Repository.of(desk.path)
            target, usual = repository.target(), habits(repository)
            way = load_way(desk.live.state, desk.live.target) if desk.live.state else None
            if way is None and (proposed := desk.settings.share) != "ask":
                way = Way(proposed)
            return Proposal(
                repository,
                target,
                usual,
                way,
                message_for(desk.live, usual),
                repository.address(target.remote),
                repository.author,
                repository.has_hook("pre-commit"),
            )

        try:
            proposal = await asyncio.to_thread(look)
        except NotShared as error:
            desk.say(str(error), trouble=True)
            return

        def answered(way: Way | None) -> None:
            if way is not None:
                desk.work(self._begin(proposal, way), "share", exclusive=True)

        desk.ask(ShareDialog(proposal), answered)

    async def _begin(self, proposal: Proposal, way: Way) -> None:
        """Keep the choice, see whether the remote answers, and exchange from now on."""
        from tui.minutes.git.engine import Sharing  # noqa: PLC0415 - not before somebody shares
        from tui.minutes.git.pace import Pace  # noqa: PLC0415
        from tui.minutes.git.share import Way, message_for, own_branch, save_way  # noqa: PLC0415

        desk, state = self._desk, self._desk.live.state
        self._proposal = proposal
        self._say_hello(proposal)

        def make() -> Sharing:
            live = LiveFile.open(desk.path, state)
            if state is not None:
                save_way(state, live.target, way)
            own = own_branch(desk.path) if way is Way.BRANCH else ""
            return Sharing(
                proposal.repository,
                live,
                proposal.target._replace(own=own),
                lambda: message_for(live, proposal.usual),
                signed_off=proposal.usual.signed_off,
                looks_only=way is Way.LOOK,
            )

        try:
            self._sharing = await asyncio.to_thread(make)
        except (CannotOpen, OSError) as error:
            desk.say(f"Not shared: {error}", trouble=True)
            return
        self._pace = Pace(desk.settings.pushes_per_minute)
        desk.refresh()
        desk.work(self._run(self._sharing, self._pace), "sharing")

    def _say_hello(self, proposal: Proposal) -> None:
        """Let git ask for a passphrase or a host key now, at the terminal: it never does later."""
        from textual.app import SuspendNotSupported  # noqa: PLC0415

        if proposal.address.startswith(("/", "file:")):
            return  # nobody asks for a folder
        try:
            with self._desk.app.suspend():
                proposal.repository.git.run("ls-remote", "-q", proposal.target.remote, "HEAD", asks=True)
        except SuspendNotSupported:
            return
        self._desk.panes.screen.refresh(layout=True)

    async def _run(self, sharing: Sharing, pace: Pace) -> None:
        """Exchange until the meeting is left."""
        while self._sharing is sharing:
            asked = self._now.is_set()
            self._now.clear()
            async with self._turn:
                done = await asyncio.to_thread(sharing.tick, partial(self._rests, pace, asked))
            if not self._desk.is_up or self._sharing is not sharing:
                return
            if done.pulled:
                await self._look()  # what is told of it, and put back, is on the screen by then
            self._take(done, pace, asked=asked)
            if done.wiped:
                await self._wiped.found(partial(tuple, done.wiped))
            try:
                if done.state == "login" or (done.state == "guarded" and "stopped" in done.said):
                    await self._now.wait()  # nothing is tried again by itself: servers lock out who does
                else:
                    await asyncio.wait_for(self._now.wait(), pace.pause())
            except TimeoutError:
                continue

    def _rests(self, pace: Pace, asked: bool) -> bool:
        """Whether the file goes out now: it was asked for, or left alone long enough. In a thread."""
        if asked:
            return True
        try:
            written = time.time() - self._desk.path.stat().st_mtime
        except OSError:
            return False
        return pace.may_push(time.monotonic(), written)

    def _take(self, done: Ticked, pace: Pace, *, asked: bool) -> None:
        """Show what an exchange came to."""
        before, self._last = self._last, done
        well = done.state not in ("offline", "login", "denied", "guarded")
        pace.answered(well=well)
        now = datetime.now().astimezone()
        if done.pushed or done.pulled:
            pace.pushed(time.monotonic())
        if well:
            self._failed_at = None
            self._shared_at = now if done.state == "shared" else self._shared_at
        elif self._failed_at is None:
            self._failed_at = now
        if done.said and (asked or before is None or before.said != done.said) and done.state != "offline":
            self._desk.say(self._told(done), trouble=True)
        elif asked:
            self._desk.say("Shared." if well else "No answer from the remote; it is tried again.", done=well)
        self._desk.refresh()

    def _told(self, done: Ticked) -> str:
        if done.state == "denied":
            return (
                f"The remote refused: {done.said}. Your lines are in the file. "
                f"{self._desk.key('share')}: on a branch instead"
            )
        if done.state == "login":
            return (
                f"The remote wants to know who you are: {done.said}. {self._desk.key('share')} tries again."
            )
        if done.asks:
            return f"{done.said} {self._desk.key('share')} asks about it."
        return done.said

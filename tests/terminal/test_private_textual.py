"""What is used of Textual that Textual calls its own: each by name, to say what a new version lacks."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import tui
import widgets

OWN: Final = ("tui", "widgets")

RELIED_ON: Final = frozenset({
    "textual._ansi_sequences:ANSI_SEQUENCES_KEYS",
    "textual._keyboard_protocol:FUNCTIONAL_KEYS",
    "textual._keyboard_protocol:MODIFIER_FUNCTIONAL_KEYS",
    "textual._xterm_parser:XTermParser._sequence_to_key_events",
    "textual._xterm_parser:XTermParser.parse_mouse_code",
    "textual.app:App._driver",
    "textual.app:App._exception",
    "textual.app:App._exit_renderables",
    "textual.app:App._fatal_error",
    "textual.app:App._handle_exception",
    "textual.app:App._return_code",
    "textual.command:CommandPalette._action_command_list",
    "textual.dom:DOMNode._bindings",
    "textual.dom:DOMNode._layout_required",
    "textual.document._document:DocumentBase",
    "textual.document._history:EditHistory",
    "textual.document._wrapped_document:WrappedDocument",
    "textual.driver:Driver._app",
    "textual.driver:Driver._loop",
    "textual.drivers.linux_driver:LinuxDriver._disable_line_wrap",
    "textual.drivers.linux_driver:LinuxDriver._enable_bracketed_paste",
    "textual.drivers.linux_driver:LinuxDriver._enable_mouse_support",
    "textual.drivers.linux_driver:LinuxDriver._key_thread",
    "textual.drivers.linux_driver:LinuxDriver._sigcont_application",
    "textual.drivers.linux_driver:LinuxDriver._enable_mouse_pixels",
    "textual.drivers.linux_driver:LinuxDriver._get_terminal_size",
    "textual.drivers.linux_driver:LinuxDriver._in_band_window_resize",
    "textual.drivers.linux_driver:LinuxDriver._run_input_thread",
    "textual.drivers.linux_driver:LinuxDriver._writer_thread",
    "textual.keys:_character_to_key",
    "textual.message_pump:MessagePump._close_messages_no_wait",
    "textual.message_pump:MessagePump._on_message",
    "textual.screen:Screen._refresh_layout",
    "textual.widget:Widget._on_key",
    "textual.widgets._input:Input._position_to_cell",
    "textual.widgets._input:Input._value",
    "textual.widgets._option_list:OptionList._index_to_line",
    "textual.widgets._option_list:OptionList._move_page",
    "textual.widgets._text_area:TextArea._on_resize",
    "textual.worker:Worker._task",
})  # fmt: skip
"""`module:Class.name` or `module:name` of every one."""


def missing() -> list[str]:
    """Those that this version of Textual has not."""
    return sorted(name for name in RELIED_ON if not _exists(name))


def _exists(told: str) -> bool:
    module_name, _, path = told.partition(":")
    try:
        module = import_module(module_name)
    except ImportError:
        return False
    owner, _, name = path.rpartition(".")
    if not owner:
        return hasattr(module, name)
    return hasattr(module, owner) and name in names_of(getattr(module, owner))


@cache
def names_of(kind: type) -> set[str]:
    """What a class has of its own, and what its methods set on an object of it."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    stored = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return {*vars(kind), *(node.attr for node in stored if isinstance(node.ctx, ast.Store))}


def classes() -> Iterator[type]:
    """All classes of the program that are built on one of Textual's."""
    for package in (tui, widgets):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.rpartition(".")[2] == "__main__":
                continue
            for kind in vars(import_module(found.name)).values():
                if inspect.isclass(kind) and kind.__module__ == found.name and any(_theirs(kind)):
                    yield kind


def _theirs(kind: type) -> Iterator[type]:
    return (base for base in reversed(kind.__mro__) if base.__module__.partition(".")[0] == "textual")


def private_names_in(kind: type) -> set[str]:
    """The private names that the code of a class uses or defines."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in used if re.match(r"_[a-z]", name)}


def test_this_version_of_textual_has_all_that_is_relied_on() -> None:
    assert missing() == []


def test_what_is_missing_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from textual._xterm_parser import XTermParser  # noqa: PLC0415 - one that may be missing

    monkeypatch.delattr(XTermParser, "parse_mouse_code")
    monkeypatch.delattr("textual.keys._character_to_key")
    assert "textual.keys:_character_to_key" in missing()


def told_names() -> set[str]:
    return {name for told in RELIED_ON for name in re.split(r"[:.]", told)}


def test_nothing_private_is_used_that_is_not_told_here() -> None:
    told = told_names()
    found = {
        f"{base.__module__}:{base.__name__}.{name}, in {kind.__name__}"
        for kind in classes()
        for name in private_names_in(kind)
        for base in _theirs(kind)
        if name not in told and name in names_of(base)
    }
    assert sorted(found) == []


def test_nothing_private_of_another_object_or_module_is_used_that_is_not_told_here() -> None:
    root = Path(__file__).parents[2]
    found: set[str] = set()
    for path in (path for package in OWN for path in (root / package).rglob("*.py")):
        text = path.read_text("utf-8")
        for line in text.split("\n"):
            if "SLF001" in line:
                found.update(f"{name}, in {path.name}" for name in re.findall(r"\w\.(_\w+)\(?", line))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual"):
                is_private = "._" in (node.module or "")
                names = [alias.name for alias in node.names if is_private or alias.name.startswith("_")]
                found.update(f"{name}, in {path.name}" for name in names)
    told = told_names() | {"_parser", "_make_app"}  # our own, and textual-serve's
    told |= {"_actions", "_add_action"}  # argparse's
    assert sorted(name for name in found if name.partition(",")[0] not in told) == []

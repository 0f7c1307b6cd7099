"""Sizes stay readable: a module, a class and a function each have a limit, in code and tests alike."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULE_LINES = 400
CLASS_METHODS = 25
FUNCTION_LINES = 50

MODULES = sorted(path for folder in ("tui", "widgets", "tests") for path in (ROOT / folder).rglob("*.py"))


def too_big(source: str) -> Iterator[str]:
    lines = source.count("\n") + 1
    if lines > MODULE_LINES + 1:
        yield f"the module has {lines - 1} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef)) for part in node.body)
            if methods > CLASS_METHODS:
                yield f"{node.name} has {methods} methods"
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{node.name} has {length} lines"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sizes(module: Path) -> None:
    assert list(too_big(module.read_text("utf-8"))) == []


def test_the_limits_are_noticed() -> None:
    body = "    x = 1\n"
    methods = "".join(f"    def m{number}(self): ...\n" for number in range(CLASS_METHODS))
    assert list(too_big("def f():\n" + body * (FUNCTION_LINES - 1))) == []
    assert list(too_big("async def f():\n" + body * FUNCTION_LINES)) == ["f has 51 lines"]
    assert list(too_big("class C:\n" + methods)) == []
    assert list(too_big("class C:\n" + methods + "    def more(self): ...\n")) == ["C has 26 methods"]
    assert list(too_big("x = 1\n" * MODULE_LINES)) == []
    assert list(too_big("x = 1\n" * (MODULE_LINES + 1))) == ["the module has 401 lines"]

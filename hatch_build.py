"""What a package says of where the project lives: its addresses and its README, both from one variable.

The variable is `address` in `[tool.hatch.metadata.hooks.custom]` of pyproject.toml: where a code host shows
the repository. While it is empty there are no addresses, and README's links stay as they are.
"""

from __future__ import annotations

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r'(\]\(|srcset="|src=")(?!https?:|#)([^)"\s]+)')


def addresses(address: str) -> dict[str, str]:
    """The project's addresses; none while it has no home."""
    if not address:
        return {}
    files = f"{address}/blob/HEAD"
    return {
        "Repository": address,
        "Documentation": f"{files}/README.md#more",
        "Issues": f"{address}/issues",
        "Changelog": f"{files}/CHANGELOG.md",
    }


def absolute(text: str, address: str) -> str:
    """A README for where its pictures and pages do not lie beside it."""
    if not address:
        return text

    def there(match: re.Match[str]) -> str:
        kind = "raw" if match[2].endswith((".svg", ".png", ".gif")) else "blob"
        return f"{match[1]}{address}/{kind}/HEAD/{match[2]}"

    return _LINK.sub(there, text)


class Home(MetadataHookInterface):
    """Adds both to the package's metadata."""

    def update(self, metadata: dict[str, object]) -> None:
        """As hatchling calls it."""
        address = str(self.config["address"]).rstrip("/")
        text = (Path(self.root) / "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": absolute(text, address)}
        if address:
            metadata["urls"] = addresses(address)

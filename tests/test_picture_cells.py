"""Words and frames of a picture stand in their cells."""

from __future__ import annotations

from tests.picture_cells import HEIGHT, WIDTH, cells


def test_every_word_begins_in_its_cell_and_is_as_wide_as_its_cells() -> None:
    shapes, words = cells("ab&#160;&lt;日&gt;", 10, 20)
    assert shapes == ""
    assert words == (
        f'<text x="10" y="20" textLength="{2 * WIDTH:g}">ab</text>'
        f'<text x="{10 + 3 * WIDTH:g}" y="20" textLength="{4 * WIDTH:g}">&lt;日&gt;</text>'
    )


def test_lines_reach_the_edges_of_their_cells_and_so_join() -> None:
    shapes, words = cells("│a", 0, 18.5)
    assert shapes.count("M") == 2
    assert " 0h" in shapes
    assert f"v{HEIGHT / 2 + 0.8:g}" in shapes
    assert 'x="12.2"' in words
    corner, _ = cells("╭", 0, 18.5)
    assert f"V{HEIGHT:g}" in corner
    block, _ = cells("▄", 0, 18.5)
    assert block == f"M0 {HEIGHT / 2:g}h{WIDTH:g}v{HEIGHT / 2:g}h-{WIDTH:g}Z"

"""The tables of languages: complete, told apart, found however a phrase is written."""

from __future__ import annotations

import pytest

from tests.calendars import TABLES
from tui.minutes.model import NoteKind, SectionKind, Standing
from tui.minutes.reading import languages
from tui.minutes.reading.hidden import is_closed

CODES = sorted(path.stem for path in TABLES.glob("*.txt"))
FOREIGN = [code for code in CODES if code != languages.ENGLISH]


@pytest.mark.parametrize("code", CODES)
def test_a_table_names_what_is_written(code: str) -> None:
    for what in ("attendees", "absent", "late", "actions", "decisions", "discussion", "held"):
        assert languages.written(code, what), what
        assert languages.fold(languages.written(code, what)) in languages.all_written(what)


@pytest.mark.parametrize("code", FOREIGN)
def test_what_is_written_is_read_again(code: str) -> None:
    said = {
        what: languages.written(code, what)
        for what in ("attendees", "actions", "decisions", "absent", "late", "discussion")
    }
    if said["actions"] != "Actions":  # as in English
        assert languages.kind_said(said["actions"]) is SectionKind.ACTIONS
    assert languages.kind_said(said["attendees"]) is SectionKind.ATTENDEES
    assert languages.kind_said(said["decisions"]) is SectionKind.DECISIONS
    assert languages.standing_said(said["attendees"]) is Standing.PRESENT
    assert languages.standing_said(said["absent"]) is Standing.ABSENT
    assert languages.standing_said(said["late"]) is Standing.LATE
    if said["discussion"] != "Discussion":
        assert languages.kind_said(said["discussion"]) is SectionKind.DISCUSSION


@pytest.mark.parametrize("code", CODES)
def test_a_table_has_a_year_and_a_week(code: str) -> None:
    lines = (TABLES / f"{code}.txt").read_text("utf-8").split("\n")
    months, weekdays = (
        next(each for each in lines if each.startswith(f"{what}:")) for what in ("months", "weekdays")
    )
    assert [languages.months()[languages.fold(each.split(" / ")[0])] for each in months[7:].split("|")] == [
        *range(1, 13)
    ]
    assert len(weekdays.split("|")) == 7


def test_phrases_are_found_however_they_are_written() -> None:
    for phrase in (
        "anwesende mitglieder",
        "Anwesend (online)",
        "PRÉSENTS",
        "presents :",
        "参会人员：",
        "出席者",
    ):
        assert languages.standing_said(phrase) is Standing.PRESENT, phrase
    assert languages.kind_said("top 5: sonstiges") is SectionKind.DISCUSSION
    assert languages.note_said("Décision") is NoteKind.DECISION
    for phrase in ("", "a", "anwesenheitspflicht", "presentation", "x" * 5000):
        assert not languages.meanings(phrase), phrase


def test_a_file_s_language_is_told_by_its_labels() -> None:
    assert languages.language_of(["anwesend", "tagesordnung"]) == "de"
    assert languages.language_of(["asistentes", "agenda"]) == "es"
    assert languages.language_of(["attendees", "agenda"], "what was said and done") == "en"
    assert languages.language_of(["出席者"], "本日の会議") == "ja"
    assert languages.language_of([]) == "en"
    assert languages.language_of(["Date", "Participants"]) == "en"
    assert languages.language_of(["Date", "Participants", "Ordre du jour"]) == "fr"


CLOSED_HEADINGS = {
    "de": ("Nichtöffentlicher Teil", "Nicht öffentliche Sitzung: Personal", "TOP 7: Vertraulicher Teil"),
    "en": ("Slutet möte", "비공개 회의"),
    "es": ("Sesión a puerta cerrada", "Sesión ejecutiva"),
    "fr": ("4. Séance à huis clos", "Huis-clos", "Partie confidentielle (bureau)"),
    "it": ("Seduta a porte chiuse", "Parte riservata"),
    "ja": ("非公開セッション", "非公開 (理事のみ)"),
    "nl": ("Besloten gedeelte", "Besloten vergadering - bestuur"),
    "pl": ("Część niejawna", "Posiedzenie zamknięte"),
    "pt": ("Sessão fechada", "Reunião reservada"),
    "ru": ("Закрытая часть", "Закрытое заседание"),
    "zh": ("闭门会议", "非公开部分"),
}


@pytest.mark.parametrize("code", CODES)
def test_a_closed_session_is_told_in_every_language(code: str) -> None:
    for heading in CLOSED_HEADINGS[code]:
        assert is_closed(heading), heading
        assert not is_closed(f"Notes on {heading}"), heading


@pytest.mark.parametrize("heading", ["Closed issues", "Privacy", "Private API", "Session", "3. Varia"])
def test_no_other_heading_is_a_closed_session(heading: str) -> None:
    assert not is_closed(heading)

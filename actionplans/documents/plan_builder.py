"""Collects what the readers of rows and paragraphs find, and closes it into a PlanDocument.

Here the doubts about the whole are raised: double codes, chapters without goals, nobody organising.
Nothing that was read is dropped: what fits nowhere becomes a doubt that quotes it.
"""

from collections import Counter

from .blocks import Line
from .bounds import fitting, fitting_title
from .codes import chapter_of, without_continued
from .drafts import ChapterDraft, GoalDraft
from .errors import TOO_MUCH, ImportLimits, UnreadableDocument
from .notes import NoteBook, shown
from .plan_document import ActionPart, ChapterPart, Doubt, GoalPart, Participant, PlanDocument
from .wording import one_line, quote
from .working_groups import Placement, lines_for_chapter, lines_for_goal, read_both

_ONLY_FIRST = "De werkgroep staat alleen bij het eerste doel. Gelezen als die van alle doelen."
_SOME_GOALS = "Een werkgroep geldt voor enkele doelen: ze staat nu bij elk van die doelen."


class PlanBuilder:
    def __init__(self, book: NoteBook):
        self.book = book
        self.title: list[str] = []
        self.introduction: list[str] = []
        self.chapters: list[ChapterDraft] = []
        self.doubts: list[Doubt] = []
        self.has_sdg_column = False
        self.people = 0
        self.beside_sdgs: dict[str, None] = {}
        self.strange_sdgs: dict[str, None] = {}

    @property
    def chapter(self) -> ChapterDraft | None:
        return self.chapters[-1] if self.chapters else None

    @property
    def goal(self) -> GoalDraft | None:
        return self.chapter.goals[-1] if self.chapter and self.chapter.goals else None

    def doubt(self, where: str, text: str) -> None:
        self.doubts.append(Doubt(shown(where), shown(text)))

    def not_understood(self, where: str, text: str, why: str = "Niet ingelezen") -> None:
        self.doubt(where, f"{why}: {quote(shown(text), ImportLimits.QUOTE_CHARACTERS)}")

    def start_chapter(self, number: str, title: str, *, from_heading: bool = False) -> ChapterDraft:
        """A new chapter, or the one that goes on when its title is only repeated on a next page."""
        number, title = self._fitting(number, one_line(title))
        current = self.chapter
        if current and current.number == number and current.title == without_continued(title):
            return current
        if current and current.from_heading and not current.goals and not from_heading:
            self._heading_over_chapters(current, number)
        self.chapters.append(ChapterDraft(number, title, from_heading))
        return self.chapters[-1]

    def _heading_over_chapters(self, heading: ChapterDraft, number: str) -> None:
        """A heading above a table that has its own chapters in it ("Actieplan") is no chapter."""
        if heading.number in ("", number) and not heading.group_lines:
            self.chapters.pop()
            text = [heading.title, *heading.description]
            if not self.chapters:
                self.introduction.extend(one for one in text if one)
            else:
                self.not_understood(self.chapter.number or self.chapter.title, "\n".join(text))

    def start_goal(self, code: str, title: str) -> GoalDraft:
        """A new goal; without any chapter yet, its code tells which chapter that is."""
        code, title = self._fitting(code, title)
        number = chapter_of(code)
        untitled = self.chapter is not None and not self.chapter.title
        if self.chapter is None or (untitled and number and self.chapter.number != number):
            self.chapters.append(ChapterDraft(number, ""))
        goal = GoalDraft(code, title)
        self.chapter.goals.append(goal)
        return goal

    def _fitting(self, number: str, title: str) -> tuple[str, str]:
        kept, words = fitting(number, title)
        if kept != number:
            told = f"{quote(number)} is te lang voor een nummer en staat nu voor de titel."
            self.doubt(quote(words, 40), told)
        return kept, words

    def finish(self) -> PlanDocument:
        for chapter in self.chapters:
            self._name_chapter(chapter)
        own_groups = self._groups_stand_per_goal()
        chapters = [self._chapter(chapter, own_groups) for chapter in self.chapters]
        self._doubt_codes()
        title = self.book.plain(one_line(" ".join(self.title)), "titel")
        texts = [self.book.plain(text, "inleiding") for text in self.introduction]
        kept, introduction = fitting_title(title, "\n\n".join(texts))
        if kept != title:
            told = "Dit is te lang voor een titel en staat nu vooraan in de inleiding"
            self.not_understood("titel", title, told)
        elif not title:
            self.doubt("titel", "Er is geen titel van het plan gevonden. Vul hem zelf in.")
        if self.has_sdg_column and not any(goal.sdgs for one in chapters for goal in one.goals):
            self.doubt("SDG", "De kolom met SDG's is leeg of bevat alleen afbeeldingen.")
        if self.beside_sdgs:
            text = " / ".join(self.beside_sdgs)
            self.not_understood("SDG", text, "Van de SDG's zijn alleen de nummers gelezen")
        if self.strange_sdgs:
            why = "Geen SDG (1 tot en met 17, met een spatie na elke komma), dus niet ingelezen"
            self.not_understood("SDG", ", ".join(self.strange_sdgs), why)
        doubts = [*self.doubts, *self.book.doubts]
        plan = PlanDocument(kept, introduction, self.book.as_parts(), chapters, _bounded(doubts))
        plan.doubts = list(dict.fromkeys((one.where, one.text) for one in plan.doubts))
        plan.doubts = [Doubt(where, text) for where, text in plan.doubts]
        return plan

    def _name_chapter(self, chapter: ChapterDraft) -> None:
        """A chapter without a number takes the one that all its goals agree on."""
        numbers = {chapter_of(goal.code) for goal in chapter.goals}
        if not chapter.number and len(numbers) == 1:
            chapter.number = numbers.pop()
        where = chapter.number or chapter.title
        if not chapter.title and len(self.chapters) == 1 and self.title:
            chapter.title = one_line(" ".join(self.title))
            self.doubt(where, "Dit hoofdstuk heeft geen eigen titel: die van het plan is gebruikt.")
        elif not chapter.title:
            self.doubt(where, "Van dit hoofdstuk is geen titel gevonden. Vul hem zelf in.")
        if not chapter.goals:
            self.doubt(where, f"Onder {quote(chapter.title)} zijn geen doelen gevonden.")

    def _groups_stand_per_goal(self) -> bool:
        """How the larger chapters do it decides for a chapter with a single goal."""
        larger = [chapter for chapter in self.chapters if len(chapter.goals) > 1]
        placements = [Placement(one, organisers=role) for one in larger for role in (True, False)]
        filled = [placement for placement in placements if placement.cells]
        return bool(filled) and all(placement.differs for placement in filled)

    def _chapter(self, draft: ChapterDraft, own_groups: bool) -> ChapterPart:
        where = draft.number or draft.title
        description = [self.book.plain(text, where) for text in draft.description]
        title = self.book.plain(draft.title, where)
        chapter = ChapterPart(draft.number, title, "\n\n".join(description))
        chapter.goals = [self._goal(goal) for goal in draft.goals]
        self._place_groups(draft, chapter, own_groups)
        silent = [goal.code or quote(goal.title, 40) for goal in chapter.goals if not goal.actions]
        if silent:
            self.doubt(where, f"Zonder acties in het document: {', '.join(silent)}.")
        return chapter

    def _goal(self, draft: GoalDraft) -> GoalPart:
        where = draft.code or quote(shown(draft.title), 40)
        title, notes = self.book.lift(one_line(draft.title))
        timing, timing_notes = self.book.lift(one_line("; ".join(draft.timings)))
        if len(draft.timings) > 1:
            self.doubt(f"{where}, timing", f"Meer dan één timing: {quote(timing)}.")
        lifted = [self.book.lift(one_line(action)) for action in draft.actions]
        actions = [ActionPart(text, numbers) for text, numbers in lifted if text]
        source = shown("\n".join(draft.source))
        return GoalPart(
            draft.code, title, timing or None, notes, timing_notes, sorted(set(draft.sdgs)),
            actions, source=source,
        )  # fmt: skip

    def _place_groups(self, draft: ChapterDraft, chapter: ChapterPart, own_groups: bool) -> None:
        where = f"{draft.number or draft.title}, werkgroep"
        leads, others = (Placement(draft, organisers=role) for role in (True, False))
        single = own_groups and len(draft.goals) == 1
        per_goal = {True: leads.differs or single, False: others.differs or single}
        for placement in (leads, others):
            if placement.only_beside_first:
                self.doubt(where, _ONLY_FIRST)
            if placement.partly_merged:
                self.doubt(where, _SOME_GOALS)
        self._fill(
            chapter,
            [] if per_goal[True] else lines_for_chapter(leads),
            [*draft.group_lines, *([] if per_goal[False] else lines_for_chapter(others))],
            where,
        )
        for goal, part in zip(draft.goals, chapter.goals, strict=True):
            own = [
                lines_for_goal(goal, organisers=role) if per_goal[role] else []
                for role in (True, False)
            ]
            self._fill(part, *own, f"{goal.code or quote(part.title, 40)}, werkgroep")
        self._doubt_organiser(chapter, where)

    def _fill(
        self, part: ChapterPart | GoalPart, leads: list[Line], others: list[Line], where: str
    ) -> None:
        group = read_both(leads, others)
        part.group_note = self.book.plain(group.note, where)
        self.people += len(group.participants)
        if self.people > ImportLimits.PLAN_PARTS:
            raise UnreadableDocument(TOO_MUCH)
        for person in group.participants:
            name = one_line(self.book.plain(person.name, where))
            part.participants.append(Participant(name, person.organiser, person.to_confirm))
            if person.to_confirm:
                self.doubt(where, f"{quote(name)} is nog te bevestigen.")
        for text in group.split:
            self.doubt(where, f"Op komma's of puntkomma's gesplitst: {quote(shown(text))}.")

    def _doubt_organiser(self, chapter: ChapterPart, where: str) -> None:
        groups = [chapter.participants, *(goal.participants for goal in chapter.goals)]
        people = [person for group in groups for person in group]
        if people and not any(person.organiser for person in people):
            self.doubt(where, "Bij niemand staat dat hij of zij organisator is.")

    def _doubt_codes(self) -> None:
        coded = [(goal.code, chapter) for chapter in self.chapters for goal in chapter.goals]
        for code, times in Counter(code for code, _ in coded if code).items():
            if times > 1:
                self.doubt(code, f"Het nummer {code} komt {times} keer voor.")
        for code, chapter in coded:
            number = chapter_of(code)
            if number and chapter.number and number != chapter.number:
                self.doubt(code, f"Doel {code} staat in hoofdstuk {chapter.number}.")
        for number, times in Counter(one.number for one in self.chapters if one.number).items():
            if times > 1:
                self.doubt(number, f"Het hoofdstuknummer {number} komt {times} keer voor.")


def _bounded(doubts: list[Doubt]) -> list[Doubt]:
    left_out = len(doubts) - ImportLimits.DOUBTS
    if left_out <= 0:
        return doubts
    more = f"En nog {left_out} andere. Kijk of dit document wel het actieplan is."
    return [*doubts[: ImportLimits.DOUBTS], Doubt("document", more)]

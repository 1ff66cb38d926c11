"""What helps a reader on: other words that were looked for too, another spelling, a wider question.

Nothing is offered that finds nothing.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from cities.finding.alike import same_as
from cities.finding.ranking import look_up
from cities.finding.spelling import better_spelling
from cities.models import PolicyDomain, SearchEntry, SearchPlace, SearchWord
from cities.stems import Query, fold, stem, words

from .results import Found, best_of
from .sorts import KINDS, SORTS

# So few results may come from a slip of the pen.
FEW = 2
MOST_LEFT_OUT, MOST_ALSO, MOST_EXAMPLES = 4, 8, 10


@dataclass(frozen=True)
class Choice:
    """A way to go on, and how much it finds."""

    label: str
    address: str
    count: int
    is_chosen: bool = False


def sort_choices(found: Found) -> list[Choice]:
    """Everything, and each sort in which something was found or that was chosen."""
    question = found.question
    choices = [Choice("Alles", question.of("").address, found.everything, not question.sort)]
    for code, sort in SORTS.items():
        if code in found.totals or code == question.sort:
            address, count = question.of(code).address, found.totals.get(code, 0)
            choices.append(Choice(sort.heading, address, count, code == question.sort))
    return choices if found.everything else []


def also_asked(query: Query) -> list[str]:
    """The words of the list that mean the same as one that was typed."""
    told = []
    for word in query.words:
        for same in same_as(word):
            told += [one for one in same.listed if stem(words(one)[0]) != stem(word)]
    return list(dict.fromkeys(told))[:MOST_ALSO]


def other_spelling(found: Found) -> str:
    """Asked when little was found, or a word stands nowhere; '' when there is nothing better."""
    is_doubtful = found.total <= FEW or not all(one.own for one in found.asked.forms)
    return better_spelling(found.question.query, kinds=KINDS) if is_doubtful else ""


def wider(found: Found) -> list[Choice]:
    """When nothing was found: the question without its filters, a word or its quotes."""
    if found.total:
        return []
    tried = [(label, one, look_up(one.query)) for label, one in _wider(found.question)]
    choices = [
        Choice(label, question.address, _count(question, asked)) for label, question, asked in tried
    ]
    return [choice for choice in choices if choice.count]


def _wider(question):
    query = question.query
    if question.is_filtered:
        yield "zonder deze keuzes", question.without_filters()
    if query.phrases:
        yield "zonder aanhalingstekens", question.asking(" ".join(query.all_words))
    if len(query.words) > 1:
        for left_out in query.words[:MOST_LEFT_OUT]:
            rest = [word for word in query.words if word != left_out]
            quoted = [f'"{phrase}"' for phrase in query.phrases]
            yield f"zonder ‘{left_out}’", question.asking(" ".join([*rest, *quoted]))


def _count(question, asked):
    best = best_of(question, asked)
    counts = {code: group.total for code, group in best.items()}
    return counts.get(question.sort, 0) if question.sort else sum(counts.values())


# --- before anything is asked --------------------------------------------------------------------
def in_the_index() -> list[Choice]:
    """How much there is of each sort, with the page that lists it; nothing of what is not there."""
    counted = SearchEntry.objects.order_by().values_list("kind").annotate(Count("pk"))
    per_kind = dict(counted)
    per_sort = [
        (sort, sum(per_kind.get(kind, 0) for kind in sort.kinds)) for sort in SORTS.values()
    ]
    return [Choice(sort.heading, reverse(sort.page), count) for sort, count in per_sort if count]


def examples() -> list[str]:
    """Words of the shared list of domains that stand in the index now."""
    labels = PolicyDomain.objects.order_by("position", "pk").values_list("label", flat=True)
    asked = {word: None for label in labels for word in words(label) if word == fold(label)}
    places = SearchPlace.objects.filter(word=OuterRef("pk"))
    known = SearchWord.objects.filter(Exists(places), word__in=asked)
    shown = dict(known.values_list("word", "shown"))
    return [shown[word] for word in asked if word in shown][:MOST_EXAMPLES]

"""Every step of a position in any order, with stale pages and repeated presses.

What was said changes only while the position lies before the cities, an adopted one never loses its
text, and it stands in the name of exactly the cities that said so.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from network.models import Endorsement, JointPosition
from network.positions import commenting, steps, texts
from network.positions.answers import answers_on, newest_text
from network.positions.refusals import PositionRefusedError, StalePositionError
from network.positions.speaking import speak
from tests.factories import join, make_city, make_member
from tests.networks import make_moderator, make_position

pytestmark = pytest.mark.django_db

State = JointPosition.State
NEXT = {
    State.DRAFT: {State.DRAFT, State.OPEN, State.WITHDRAWN},
    State.OPEN: {State.OPEN, State.DRAFT, State.ADOPTED, State.WITHDRAWN},
    State.ADOPTED: {State.ADOPTED, State.SENT},
    State.SENT: {State.SENT},
    State.WITHDRAWN: {State.WITHDRAWN},
}
STEPS = ("open", "time", "back", "adopt", "send", "withdraw", "write", "comment")
deeds = st.one_of(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 1), st.integers(0, 2)),
    st.tuples(st.just("speak"), st.integers(0, 1), st.sampled_from(["endorses", "abstains"])),
)


class Game:
    def __init__(self):
        self.by = make_moderator()
        self.position = make_position(by=self.by, text="Tekst 0")
        self.cities = [make_city(), make_city()]
        for city in self.cities:
            join(city=city)
        self.aldermen = [make_member(city=city, role="alderman") for city in self.cities]
        # What each city said of the newest text, as this test keeps it.
        self.said = {}

    def play(self, name, choice, detail):
        now = JointPosition.objects.get(pk=self.position.pk)
        if name == "speak":
            return self._speak(now, choice, detail)
        seen = now.version - (detail == 2)
        about = {"seen": seen, "by": self.by}
        deadline = timezone.localdate() + timedelta(days=5 + choice)
        deed = {
            "open": lambda: steps.put_before_cities(now, deadline=deadline, **about),
            "time": lambda: steps.give_time(now, deadline=deadline, **about),
            "back": lambda: steps.take_back(now, **about),
            "adopt": lambda: steps.adopt(now, **about),
            "send": lambda: steps.send(now, sent_on=timezone.localdate(), **about),
            "withdraw": lambda: steps.withdraw(now, because="Weg.", **about),
            "write": lambda: self._write(now, f"Tekst {detail}", about),
            "comment": lambda: commenting.comment(
                now, text=newest_text(now).number, words="Hm.", city=None, by=self.by
            ),
        }[name]
        deed()
        if choice:
            # The second press of the same button.
            deed()
        return None

    def _write(self, now, text, about):
        before = newest_text(now).number
        values = {"title": now.title, "addressee": now.addressee}
        changed = texts.change(now, **values, text=text, **about)
        if newest_text(changed).number != before:
            self.said = {}

    def _speak(self, now, choice, kind):
        city = self.cities[choice]
        stands = answers_on(now).of(city)
        said = {"kind": kind, "reason": "", "text": newest_text(now).number}
        seen = stands.edits if stands else 0
        speak(now, city=city, **said, seen=seen, by=self.aldermen[choice])
        self.said[city.pk] = kind


def rows():
    return sorted(Endorsement.objects.values_list("version", "city", "kind", "edits"))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(played=st.lists(deeds, max_size=14))
def test_any_steps_in_any_order_keep_what_was_said(db, played):
    game = Game()
    lasting = None
    for deed in played:
        before = JointPosition.objects.get(pk=game.position.pk)
        said_before = rows()
        with suppress(PositionRefusedError, StalePositionError):
            game.play(*deed)
        now = JointPosition.objects.get(pk=game.position.pk)

        assert now.state in NEXT[before.state]
        assert before.state == State.OPEN or rows() == said_before
        answers = answers_on(now)
        assert {one.city_id: one.kind for one in answers.spoken} == game.said
        if lasting is None and now.is_public:
            lasting = (answers.text.number, answers.text.text, rows())
            assert Endorsement.Kind.ENDORSES in game.said.values()
        if lasting is not None:
            assert (answers.text.number, answers.text.text, rows()) == lasting

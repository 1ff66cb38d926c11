"""What a rule of the matrix says: who enters, with which methods, and what the others get."""

from dataclasses import dataclass, field

from django.db import connection

from tests.world import ROLES

# Who may enter is decided by the same lines of code on both databases; the second one is asked
# only by the methods that reach it.
METHODS = ("GET", "POST")
if connection.vendor == "sqlite":
    METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
SAFE = {"GET", "HEAD"}
SIGN_IN = "to sign-in"


@dataclass(frozen=True)
class Rule:
    """Who enters (the others get the answer named), and which methods the view knows."""

    answers: dict
    methods: frozenset
    # Who reads the page but may not send it, and what a POST answers them.
    refused: dict = field(default_factory=dict)

    def expected(self, role, method):
        """'enters', 'to sign-in', or the status of the refusal; None: any refusal will do."""
        answer = self.answers[role]
        if answer == SIGN_IN:
            return SIGN_IN
        if method == "POST" and role in self.refused:
            return self.refused[role]
        if method not in self.methods:
            return 405 if answer == "enters" else None
        return answer


def rule(methods, **answers):
    by_role = {role: answers.get(role.replace(" ", "_"), answers["others"]) for role in ROLES}
    return Rule(by_role, frozenset(methods))


READ, FORM, DEED = SAFE, {*SAFE, "POST"}, {"POST"}
OUTSIDE = {"visitor": SIGN_IN, "others": 404}


def public():
    return rule(READ, others="enters")


def draft_reading():
    return rule(READ, **OUTSIDE, alderman="enters", contributor="enters", coordinator="enters")


def draft_saving():
    """One page for all of the city, with a form for who edits."""
    return Rule(draft_reading().answers, frozenset(FORM), {"alderman": 403})


def draft_editing(methods):
    return rule(methods, **OUTSIDE, alderman=403, contributor="enters", coordinator="enters")


def publishing(methods):
    return rule(methods, **OUTSIDE, alderman=403, contributor=403, coordinator="enters")


def moderating(methods):
    return rule(methods, visitor=SIGN_IN, others=403, moderator="enters")

from django import forms

# Which kind of row each kind can be hung under; the others only move up and down.
NEW_HOMES = {"goal": "chapter", "action": "goal", "participation": "chapter"}
QUESTIONS = {"chapter": "Naar welk hoofdstuk?", "goal": "Naar welk doel?"}


class MoveForm(forms.Form):
    """Where a row can go: every chapter, or every goal under its chapter."""

    naar = forms.ChoiceField()

    def __init__(self, *args, kind, row, tree, **kwargs):
        super().__init__(*args, **kwargs)
        home = NEW_HOMES[kind]
        self.fields["naar"].label = QUESTIONS[home]
        self.fields["naar"].choices = _chapters(tree) if home == "chapter" else _goals(tree)
        present = getattr(row, home)
        self.initial["naar"] = str(present.uid) if present else ""


def _chapters(tree):
    return [(str(chapter.uid), str(chapter)) for chapter in tree.chapters]


def _goals(tree):
    return [
        (str(chapter), [(str(goal.uid), str(goal)) for goal in chapter.goal_list])
        for chapter in tree.chapters
    ]

"""What a chapter does not say yet, in a few words beside its title; `plan_check` tells it whole."""

from .models import Participation


def chapter_gaps(chapter):
    """What is missing in one chapter of a tree, each in a few words."""
    gaps = []
    if count := len([goal for goal in chapter.goal_list if not goal.action_list]):
        gaps.append(f"{count} zonder actie")
    groups = [row for home in (chapter, *chapter.goal_list) for row in home.group_list]
    if Participation.Role.ORGANISER not in [row.role for row in groups]:
        gaps.append("geen organisator")
    if count := len([row for row in groups if row.to_confirm]):
        gaps.append(f"{count} te bevestigen")
    return gaps

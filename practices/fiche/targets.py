"""Where the address of a merged practice leads: to the one it was added to, however often that one
was added to another since. A ring, which the rules refuse, leads nowhere.
"""


def final_target(practice):
    """The practice that readers get instead; itself when it was not merged, None in a ring."""
    return end_of(practice, lambda one: one.merged_into)


def end_of(first, onward):
    """The end of a chain of merges, or None; `onward(one)` is the next, None when there is none."""
    passed = set()
    while first not in passed:
        passed.add(first)
        following = onward(first)
        if following is None:
            return first
        first = following
    return None

"""The whole index made anew, from what is public now.

`manage.py reindex` does it when asked, and after labels of shared lists were renamed. The worker
does it by itself when the index was never made, or was made by an older way of making it: so a
portal that is upgraded can be searched without anybody doing something. Things of which there are
many are done some at a time, so that cities can go on publishing in between.
"""

from collections.abc import Callable
from itertools import islice

from cities import index
from cities.models import Heartbeat, SearchEntry

# Raise it when words, stems or entries are made in another way than before.
INDEX_VERSION = 1
NAME = "search index"
AT_ONCE = 5


def rebuild(tell: Callable = lambda name, count: None) -> int:
    """Every entry; `tell` gets the name of each source and how many entries it has."""
    sources, total = index.sources(), 0
    for source in sources:
        if source.each is None:
            _at_once(source)
        else:
            _some_at_a_time(source)
        count = SearchEntry.objects.filter(kind__in=source.kinds).count()
        tell(source.name, count)
        total += count
    known = {kind for source in sources for kind in source.kinds}
    index.forget_all(kinds=set(index.KINDS) - known)
    Heartbeat.objects.update_or_create(name=NAME, defaults={"note": str(INDEX_VERSION)})
    return total


def _at_once(source):
    with index.alone():
        index.forget_all(kinds=source.kinds)
        source.rebuild()


def _some_at_a_time(source):
    uids = iter(list(source.each()))
    while some := list(islice(uids, AT_ONCE)):
        with index.alone():
            # Some may be gone since the list was made.
            for uid in source.each().filter(uid__in=some):
                source.rebuild(uid)
    with index.alone():
        index.forget_others(kinds=source.kinds, parents=source.each())


def is_old() -> bool:
    made = Heartbeat.objects.filter(name=NAME).values_list("note", flat=True).first()
    return made != str(INDEX_VERSION)


def rebuild_when_old() -> int:
    """For the worker: how many entries were made."""
    return rebuild() if is_old() else 0

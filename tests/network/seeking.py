"""Asking the search page, and something to find."""

from urllib.parse import urlencode

from cities import index

URL = "/zoeken/"


def url_of(**asked):
    return f"{URL}?{urlencode(asked)}"


def titles_of(response):
    return {
        group.sort.code: [one.plain_title for one in group.results]
        for group in response.context["found"].groups
    }


def add_goals(count, **values):
    index.put_many(
        {
            **{"kind": "goal", "uid": index.uid_of("many", number), "url": f"/{number}/"},
            **{"title": f"Fiets {number:02}", "text": "", **values},
        }
        for number in range(count)
    )

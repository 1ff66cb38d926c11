"""What a reader's page holds, taken apart for tests."""

from lxml import html

# A script that a browser would run; a block of data is none.
RUNS = "//script[not(@type='application/ld+json')]"


def page_of(response):
    return html.fromstring(response.content.decode())


def main_of(response):
    """The part between header and footer, as text with its markup."""
    return html.tostring(page_of(response).find(".//main"), encoding="unicode")


def words(element):
    return " ".join(element.text_content().split())


def all_words(response, path):
    """The texts at an XPath, each with its white space folded."""
    return [words(element) for element in page_of(response).xpath(path)]


def ids_of(response):
    return [element.get("id") for element in page_of(response).xpath("//*[@id]")]

"""A real browser on a running portal. Any error in its console, or any 5xx, fails the test."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
CASES = Path(settings.BASE_DIR).parent / "shared" / "cases"


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: no browser test was run")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def live_server(database_of_many):
    """A portal whose requests come side by side, each with a connection of its own."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def open_page(browser, live_server):
    """open_page(person=None, width=1280, ...) gives a page, signed in as that person."""
    contexts, troubles = [], []

    def opened(person=None, *, width=1280, **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="nl-BE",
            **options,
        )
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(person)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
            )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: note_trouble(message, page))
        page.on("response", lambda answer: note_status(answer))
        return page

    def note_trouble(message, page):
        # The browser and htmx report a refusal as an error of their own; our pages expect those.
        is_refusal = "status of 4" in message.text or "Error Code 4" in message.text
        if message.type == "error" and not is_refusal:
            troubles.append((page.url, message.text))

    def note_status(answer):
        if answer.status >= 500:
            troubles.append((answer.url, answer.status))

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def word_file(tmp_path):
    """Roeselare's plan where the sources are at hand, else a small plan made here."""
    real = CASES / "roeselare.docx"
    if real.exists():
        return real
    from docx import Document  # noqa: PLC0415 - only needed without the sources

    document = Document()
    document.add_heading("Plan van een stad", 0)
    document.add_heading("1. Waakzaamheid", 1)
    table = document.add_table(rows=3, cols=4)
    rows = [
        ("Operationeel doel", "Acties", "Timing", "SDG"),
        ("1.1 Overleg met jongeren", "- Een overlegtafel", "2020-2025", ""),
        ("1.2 Feiten volgen", "- Een meldpunt\n- Een campagne", "2020-2025", ""),
    ]
    for cells, words in zip((row.cells for row in table.rows), rows, strict=True):
        for cell, text in zip(cells, words, strict=True):
            cell.text = text
    path = tmp_path / "plan.docx"
    document.save(os.fspath(path))
    return path

"""Thousands of practices at once, written without the rules: for counting queries only."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from cities import index
from cities.models import City
from practices.finding.index import PRACTICE, SECTION
from practices.models import CitySection, Practice, PracticeTag, PracticeVersion, SectionVersion

WORDS = ("meldpunt", "school", "sport", "huren", "café", "vorming", "theater", "werk")
DOMAINS = ("wonen", "werk", "sport", "onderwijs")
AT_ONCE = 500


def add_practices(count, *, cities):
    """So many more published practices, each with a section of one of these cities."""
    start, now = Practice.objects.count(), timezone.now()
    practices = Practice.objects.bulk_create(
        [
            Practice(slug=f"veel-{start + n}", city=cities[n % len(cities)], published_at=now)
            for n in range(count)
        ],
        batch_size=AT_ONCE,
    )
    texts = [_content(start + n) for n in range(count)]
    PracticeVersion.objects.bulk_create(
        [
            PracticeVersion(practice=practice, number=1, content=content)
            for practice, content in zip(practices, texts, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    own = PracticeVersion.objects.filter(practice=OuterRef("pk")).values("pk")[:1]
    Practice.objects.filter(published_version=None).update(
        published_version=Subquery(own), state="published", changed_at=now
    )
    sections = _add_sections(practices)
    PracticeTag.objects.bulk_create(_tags(practices, texts), batch_size=AT_ONCE)
    index.put_many(_entries(practices, texts, sections))


def _content(number):
    word = WORDS[number % len(WORDS)]
    return {
        "title": f"{word.capitalize()} {number}",
        "summary": f"Buren en {word}.",
        "domains": [DOMAINS[number % len(DOMAINS)]],
        "categories": ["antidiscriminatie"],
        "sdgs": [number % 17 + 1],
    }


def _add_sections(practices):
    sections = CitySection.objects.bulk_create(
        [
            CitySection(practice=one, city=one.city, sort_key=one.city.slug, confirmed_by="x")
            for one in practices
        ],
        batch_size=AT_ONCE,
    )
    SectionVersion.objects.bulk_create(
        [SectionVersion(section=one, number=1, content={"text": "Samen."}) for one in sections],
        batch_size=AT_ONCE,
    )
    own = SectionVersion.objects.filter(section=OuterRef("pk")).values("pk")[:1]
    CitySection.objects.filter(version=None).update(version=Subquery(own))
    return sections


def _tags(practices, texts):
    for practice, content in zip(practices, texts, strict=True):
        yield PracticeTag(practice=practice, facet="domein", code=content["domains"][0])
        yield PracticeTag(practice=practice, facet="categorie", code="antidiscriminatie")
        yield PracticeTag(practice=practice, facet="sdg", code=str(content["sdgs"][0]))
        yield PracticeTag(practice=practice, facet="gemeente", code=practice.city.slug)


def _entries(practices, texts, sections):
    for practice, content, section in zip(practices, texts, sections, strict=True):
        on_page = {"parent": practice.uid, "url": practice.get_absolute_url()}
        yield {
            **{"kind": PRACTICE, "uid": practice.uid, **on_page},
            **{"title": content["title"], "text": content["summary"]},
        }
        yield {
            **{"kind": SECTION, "uid": section.uid, **on_page},
            **{"title": str(practice.city), "text": "Samen."},
        }


def some_cities(count=12):
    return [
        City.objects.create(
            name=f"Plaats {n}",
            slug=f"plaats-{n}",
            nis_code=f"{80000 + n}",
            province="Limburg",
            latitude=51,
            longitude=4,
        )
        for n in range(count)
    ]

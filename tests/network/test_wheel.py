from math import hypot
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from network.templatetags import wheel

SVG = "{http://www.w3.org/2000/svg}"


def segments(goals, shares=None):
    shares = shares or [None] * 10
    return [
        {"number": number, "title": f"Punt {number}", "n_goals": n_goals, "share": share}
        for number, (n_goals, share) in enumerate(zip(goals, shares, strict=True), start=1)
    ]


def drawn(given, options=""):
    """The SVG of the tag as a tree; the namespace is what an HTML parser adds by itself."""
    source = "{% load wheel %}{% tienpuntenwiel given " + options + " %}"
    html = Template(source).render(Context({"given": given}))
    svg = html.strip().replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    return ElementTree.fromstring(svg)  # noqa: S314 - our own template's output


def corners(path):
    """The four corners of a segment, in order: outer start and end, inner end and start."""
    numbers = path.replace("M", "").replace("Z", "").replace("L", "A").split("A")
    return [tuple(float(part) for part in piece.split()[-2:]) for piece in numbers]


def gap_between(number, following):
    """Distance between the end of a segment and the start of the next, at the outer radius."""
    end, start = corners(wheel.segment_path(number))[1], corners(wheel.segment_path(following))[0]
    return round(hypot(end[0] - start[0], end[1] - start[1]), 1)


def test_segment_corners_lie_on_the_two_circles():
    path = wheel.segment_path(3, outer=40.0, inner=20.0)

    radii = [round(hypot(x, y), 1) for x, y in corners(path)]

    assert radii == [40.0, 40.0, 20.0, 20.0]


def test_first_segment_starts_right_of_the_top():
    (x, y), *_ = corners(wheel.segment_path(1))

    assert (round(x, 1), y < -46) == (wheel.GAP / 2, True)


def test_every_two_neighbours_keep_the_same_gap():
    gaps = {gap_between(n, n % 10 + 1) for n in range(1, 11)}

    assert gaps == {wheel.GAP}


@pytest.mark.parametrize(
    ("share", "radius"), [(0, 30.0), (0.5, 38.5), (1, 47.0), (1.7, 47.0), (-1, 30.0)]
)
def test_share_fills_from_the_inside_outwards_and_never_past_the_rim(share, radius):
    assert wheel.filled_radius(share) == radius


def test_numbers_stand_clockwise_inside_the_ring():
    places = [wheel.number_place(number) for number in (1, 3, 6, 8)]

    assert places == [(7.26, -22.35), (23.5, 0.0), (-7.26, 22.35), (-23.5, 0.0)]


@pytest.mark.parametrize(
    ("goals", "said"),
    [
        ([1] * 10, "Wiel van Gent: doelen op alle tien verbintenissen"),
        ([0] * 10, "Wiel van Gent: nog geen doelen op de tien verbintenissen"),
        (
            [6, 6, 4, 5, 6, 5, 0, 6, 0, 4],
            "Wiel van Gent: doelen op 8 van de tien verbintenissen; geen bij 7 en 9",
        ),
        (
            [0, 6, 4, 5, 6, 5, 0, 6, 0, 4],
            "Wiel van Gent: doelen op 7 van de tien verbintenissen; geen bij 1, 7 en 9",
        ),
    ],
)
def test_screen_reader_hears_what_is_covered(goals, said):
    svg = drawn(segments(goals), 'label="Wiel van Gent"')

    assert (svg.get("role"), svg.get("aria-label")) == ("img", said)


def test_screen_reader_hears_the_progress_too():
    shares = [0.6, None, 0, 0.25, None, None, None, None, None, None]

    said = wheel.wheel_label(wheel.read_segments(segments([1] * 10, shares)))

    assert said == (
        "Tienpuntenwiel: doelen op alle tien verbintenissen; uitgevoerd: 60 % bij 1 en 25 % bij 4"
    )


def test_commitment_without_goals_is_an_empty_outline():
    svg = drawn(segments([1] * 6 + [0] + [1] * 3))

    fills = [group.find(f"{SVG}path").get("fill") for group in svg.findall(f"{SVG}g")]

    assert fills == ["currentColor"] * 6 + ["none"] + ["currentColor"] * 3


def test_known_progress_makes_the_rest_of_the_segment_pale():
    svg = drawn(segments([1, 1, 1] + [0] * 7, [0.5, 1, None] + [None] * 7))

    groups = svg.findall(f"{SVG}g")[:3]

    assert [[path.get("class") for path in g.findall(f"{SVG}path")] for g in groups] == [
        ["pale", None],
        [None],
        ["pale"],
    ]


def test_colours_come_from_classes_and_no_style_stands_in_the_svg():
    svg = drawn(segments([1] * 10))

    classes = [group.get("class") for group in svg.findall(f"{SVG}g")]

    assert classes == [f"seg c{number}" for number in range(1, 11)]
    assert [element for element in svg.iter() if element.get("style")] == []


def test_linked_wheel_leads_to_the_covered_commitments_only():
    svg = drawn(segments([2, 0, 1] + [0] * 7), 'link_prefix="#punt-"')

    links = [(a.get("href"), a.get("aria-label")) for a in svg.findall(f"{SVG}a")]

    assert svg.get("role") == "group"
    assert links == [("#punt-1", "1 Punt 1: 2 doelen"), ("#punt-3", "3 Punt 3: 1 doel")]


def test_segment_with_its_own_address_links_there():
    svg = drawn([SimpleNamespace(number=4, title="Inspraak", n_goals=1, url="/plannen/x/#h2")])

    assert [a.get("href") for a in svg.findall(f"{SVG}a")] == ["/plannen/x/#h2"]


def test_small_wheel_has_no_numbers_no_links_and_no_hover_texts():
    svg = drawn(segments([1] * 10), 'mini=True size=48 link_prefix="#punt-"')

    tags = {element.tag.removeprefix(SVG) for element in svg.iter()}

    assert (svg.get("width"), svg.get("role"), tags) == ("48", "img", {"svg", "g", "path"})


def test_plan_without_crosswalk_has_no_wheel():
    html = Template("{% load wheel %}{% tienpuntenwiel given %}").render(Context({"given": []}))

    assert html.strip() == ""


def test_title_with_html_in_it_is_shown_as_text():
    svg = drawn([{"number": 1, "title": "<b>&</b>", "n_goals": 1}])

    assert svg.find(f"{SVG}g/{SVG}title").text == "1 <b>&</b>: 1 doel"

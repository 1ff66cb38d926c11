"""What is taken in as a picture, and what of it is kept."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from practices.images import pictures
from practices.images.pictures import BROKEN, UnusableImageError, read_picture
from tests.pictures import animation, bomb, docx, photo_of_a_phone, picture, upload, zip_with

KINDS = ("JPEG", "PNG", "WEBP", "AVIF")


def refusal(content, name="foto.jpg"):
    with pytest.raises(UnusableImageError) as refused:
        read_picture(upload(content, name))
    return str(refused.value)


def largest(found):
    return Image.open(io.BytesIO(found.renditions[found.width]))


# --- what is kept --------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_becomes_webp_at_a_few_widths(kind):
    found = read_picture(upload(picture(kind, (2000, 1000))))

    sizes = {width: Image.open(io.BytesIO(webp)).size for width, webp in found.renditions.items()}
    assert sizes == {480: (480, 240), 960: (960, 480), 1600: (1600, 800)}
    assert (found.width, found.height, largest(found).format) == (1600, 800, "WEBP")


def test_a_picture_is_never_enlarged():
    found = read_picture(upload(picture(size=(500, 400))))

    assert (list(found.renditions), found.height) == ([480, 500], 400)


def test_a_tall_picture_is_bounded_by_its_height():
    found = read_picture(upload(picture(size=(700, 5000))))

    assert (found.width, found.height) == (336, 2400)


def test_place_camera_and_comment_of_a_phone_are_gone_and_it_stands_upright():
    content = photo_of_a_phone()
    assert b"Geheime" in content

    found = read_picture(upload(content))

    shown = largest(found)
    assert (shown.size, dict(shown.getexif()), shown.info.get("icc_profile")) == (
        (480, 640),
        {},
        None,
    )
    for webp in found.renditions.values():
        assert [word for word in (b"EXIF", b"XMP", b"ICCP", b"Geheime") if word in webp] == []


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_lying_is_turned_upright(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    drawn = Image.new("RGB", (400, 300), "white")
    drawn.paste("black", (0, 0, 200, 150))
    file = io.BytesIO()
    drawn.save(file, "PNG", exif=exif)
    corners = {1: 0, 2: 1, 3: 3, 4: 2, 5: 0, 6: 1, 7: 3, 8: 2}

    shown = largest(read_picture(upload(file.getvalue())))

    width, height = shown.size
    spots = [(20, 20), (width - 20, 20), (20, height - 20), (width - 20, height - 20)]
    dark = [number for number, spot in enumerate(spots) if shown.getpixel(spot)[0] < 100]
    assert (dark, width > height) == ([corners[orientation]], orientation < 5)


def test_colours_of_another_profile_become_those_of_the_web():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = read_picture(upload(picture("PNG", icc_profile=profile)))
    broken = read_picture(upload(picture("PNG", icc_profile=b"geen profiel" * 20)))

    assert largest(found).mode == largest(broken).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_of_a_png_is_drawn(mode):
    if mode == "I;16":
        grey = Image.linear_gradient("L").resize((640, 480)).convert("I")
        file = io.BytesIO()
        grey.point(lambda value: value * 257).convert(mode).save(file, "PNG")
        content = file.getvalue()
    else:
        content = picture("PNG", mode=mode)

    shown = largest(read_picture(upload(content)))

    assert (shown.mode, shown.getextrema()[0][1] > 140) == ("RGB", True)


def test_what_is_see_through_becomes_white():
    file = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(file, "PNG")

    shown = largest(read_picture(upload(file.getvalue())))

    assert shown.getpixel((10, 10)) == (255, 255, 255)


def test_what_hangs_behind_a_picture_is_left_behind():
    hidden = zip_with({"index.html": "<script>alert(1)</script>"})

    found = read_picture(upload(picture() + hidden + b"<script>alert(1)</script>"))

    for webp in found.renditions.values():
        assert (b"PK\x03\x04" in webp, b"script" in webp) == (False, False)


def test_a_jpeg_of_fifty_megapixels_is_taken():
    content = io.BytesIO()
    Image.new("L", (7000, 7000)).save(content, "JPEG")

    found = read_picture(upload(content.getvalue()))

    assert (found.width, found.height) == (1600, 1600)


# --- what is refused -----------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_an_upload_that_was_cut_off_is_refused(kind, share):
    content = picture(kind)

    assert refusal(content[: int(len(content) * share)]) == BROKEN


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (SVG, "svg-tekening"),
        (b'<?xml version="1.0"?>' + SVG, "svg-tekening"),
        (b"\xef\xbb\xbf <html><body>", "webpagina"),
        (zip_with({"a.txt": "a"}), "zip"),
        (docx(), "zip"),
        (b"%PDF-1.7\n%%EOF", "pdf"),
        (picture("GIF"), "Gif"),
        (picture("TIFF"), "tiff"),
        (picture("BMP"), "bmp"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 60, "heic"),
        (b"zomaar tekst", "geen beeld dat we kunnen lezen"),
        (b"", "leeg"),
        (b"GIF89a/*" + b"*/=1;alert(1)//", "Gif"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content(content, told):
    assert told in refusal(content, "foto.jpg")


def test_the_name_of_a_file_says_nothing():
    found = read_picture(upload(picture("PNG"), "rapport.pdf"))

    assert (found.width, found.original_name) == (640, "rapport.pdf")


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_moving_pictures_are_refused(kind):
    assert ("Gif" if kind == "GIF" else "Bewegende beelden") in refusal(animation(kind))


def test_the_second_picture_that_a_phone_hides_is_no_animation():
    file = io.BytesIO()
    behind = Image.new("RGB", (640, 480), "red")
    Image.new("RGB", (640, 480), "blue").save(file, "MPO", save_all=True, append_images=[behind])

    shown = largest(read_picture(upload(file.getvalue())))

    red, _green, blue = shown.getpixel((10, 10))
    assert (blue > 200, red < 50) == (True, True)


def test_a_bomb_is_refused_by_its_head():
    assert "te veel pixels" in refusal(bomb())
    assert "te veel pixels" in refusal(bomb(6000, 6000))


def test_a_bomb_within_the_limit_is_refused_when_it_ends_early():
    assert refusal(bomb(4000, 4000)) == BROKEN


@pytest.mark.parametrize(
    ("size", "told"), [((199, 400), "te klein"), ((400, 199), "te klein"), ((1700, 200), "te smal")]
)
def test_what_is_too_small_or_a_strip_is_refused(size, told):
    assert told in refusal(picture(size=size))


def test_more_than_fifteen_megabytes_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 1000)

    assert "te groot" in refusal(picture())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_bytes_that_were_changed_give_a_picture_or_a_sentence(data):
    content = bytearray(picture(data.draw(st.sampled_from(KINDS)), (220, 210)))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        found = read_picture(upload(bytes(content)))
    except UnusableImageError as refused:
        found = refused

    assert isinstance(found, UnusableImageError | pictures.Picture)

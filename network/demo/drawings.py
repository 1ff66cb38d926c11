"""The pictures of the demonstration: drawn here, so that they are nobody's photograph."""

import io
import math

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
# As it is kept: wide enough for a page.
KEPT = (1200, 750)
# Drawn larger than kept, for smooth edges.
SCALE = 1.5

PAPER, INK, SAND, SKY = "#f7f3ea", "#2b2b33", "#e9dcc3", "#dbe8ee"
RED, ORANGE, YELLOW = "#b5483a", "#d98b3a", "#e6bf4f"
GREEN, BLUE, PURPLE = "#5b8a5a", "#3f6f93", "#7c5a8c"
COLOURS = [RED, ORANGE, YELLOW, GREEN, BLUE, PURPLE]


class Sheet:
    """Shapes in the measures of the finished picture."""

    def __init__(self, ground=PAPER):
        self.image = Image.new("RGB", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), ground)
        self.pen = ImageDraw.Draw(self.image)

    @staticmethod
    def _large(points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def box(self, x, y, width, height, fill, radius=0):
        corners = self._large([(x, y), (x + width, y + height)])
        self.pen.rounded_rectangle(corners, radius * SCALE, fill=fill)

    def disc(self, x, y, radius, fill):
        corners = self._large([(x - radius, y - radius), (x + radius, y + radius)])
        self.pen.ellipse(corners, fill=fill)

    def shape(self, points, fill):
        self.pen.polygon(self._large(points), fill=fill)

    def line(self, points, fill, width):
        self.pen.line(self._large(points), fill=fill, width=round(width * SCALE), joint="curve")

    def png(self) -> bytes:
        file = io.BytesIO()
        small = self.image.resize(KEPT, Image.Resampling.LANCZOS)
        small.save(file, "PNG", compress_level=1)
        return file.getvalue()


def person(sheet, x, foot, colour, skin):
    sheet.box(x - 28, foot - 120, 56, 120, colour, 26)
    sheet.disc(x, foot - 150, 30, skin)


def house(sheet, x, foot, width, height, colour, roof=INK):
    sheet.box(x, foot - height, width, height, colour)
    top = foot - height
    sheet.shape([(x - 12, top), (x + width / 2, top - width * 0.5), (x + width + 12, top)], roof)
    pane = width * 0.22
    for row in range(int((height - 150) // 130)):
        for side in (0.18, 0.6):
            sheet.box(x + width * side, top + 40 + row * 130, pane, 80, PAPER, 6)
    sheet.box(x + width * 0.39, foot - 110, width * 0.22, 110, INK, 10)


def city():
    """A square with houses in many colours, and people who meet."""
    sheet = Sheet(SKY)
    sheet.box(0, 760, WIDTH, 240, SAND)
    sheet.disc(1340, 190, 90, YELLOW)
    heights = (420, 330, 470, 380, 440, 350, 400)
    for place, height in enumerate(heights):
        colour = COLOURS[place % 6]
        house(sheet, 90 + place * 205, 780, 180, height, colour)
    skins = ("#8d5a3b", "#e3b48f", "#5a3a28", "#c98f66", "#f0cfae")
    for place, skin in enumerate(skins):
        person(sheet, 420 + place * 190, 900 + (place % 2) * 40, COLOURS[(place + 3) % 6], skin)
    return sheet.png()


def doors():
    """Two doors that are the same; one stands open."""
    sheet = Sheet(SAND)
    sheet.box(0, 840, WIDTH, 160, "#c9b896")
    for x, is_open in ((280, True), (900, False)):
        sheet.box(x - 40, 180, 500, 660, RED if is_open else BLUE)
        sheet.box(x + 60, 300, 300, 540, YELLOW if is_open else INK, 8)
        if is_open:
            sheet.shape([(x + 60, 300), (x + 170, 350), (x + 170, 880), (x + 60, 840)], GREEN)
            sheet.disc(x + 150, 620, 12, YELLOW)
        else:
            sheet.box(x + 74, 314, 272, 526, GREEN, 6)
            sheet.disc(x + 320, 600, 14, YELLOW)
    person(sheet, 800, 930, PURPLE, "#8d5a3b")
    return sheet.png()


def desk():
    """A reception desk with an open book and two chairs."""
    sheet = Sheet()
    sheet.box(0, 780, WIDTH, 220, SAND)
    sheet.box(250, 520, 1100, 300, BLUE, 20)
    sheet.box(210, 470, 1180, 70, INK, 16)
    sheet.shape([(640, 470), (800, 430), (800, 360), (620, 400)], "#ffffff")
    sheet.shape([(960, 470), (800, 430), (800, 360), (980, 400)], "#efe8da")
    for x in (360, 1140):
        sheet.box(x, 700, 130, 24, ORANGE, 10)
        sheet.box(x, 560, 22, 300, ORANGE, 8)
        sheet.box(x + 108, 700, 22, 160, ORANGE, 8)
    sheet.disc(800, 190, 80, YELLOW)
    sheet.line([(800, 0), (800, 120)], INK, 8)
    return sheet.png()


def crossing():
    """A pedestrian crossing in six colours, towards a square."""
    sheet = Sheet("#8f949c")
    sheet.box(0, 0, WIDTH, 260, SKY)
    for place in range(5):
        house(sheet, 130 + place * 290, 270, 170, 170, COLOURS[place], INK)
    sheet.box(0, 260, WIDTH, 90, SAND)
    for place, colour in enumerate(COLOURS):
        far, near = 430 + place * 125, 60 + place * 250
        sheet.shape([(far, 360), (far + 95, 360), (near + 190, 1000), (near, 1000)], colour)
    return sheet.png()


def pencils():
    """Twelve pencils from light to dark, as a fan."""
    sheet = Sheet()
    light, dark = (247, 220, 190), (70, 42, 28)
    for place in range(12):
        share = place / 11
        mixed = (round(a + (b - a) * share) for a, b in zip(light, dark, strict=True))
        colour = "#{:02x}{:02x}{:02x}".format(*mixed)
        angle = math.radians(-62 + place * 124 / 11)
        x, y = math.sin(angle), -math.cos(angle)

        def at(along, across, x=x, y=y):
            return (800 + x * along - y * across, 1080 + y * along + x * across)

        sheet.shape([at(300, -34), at(300, 34), at(800, 34), at(800, -34)], colour)
        sheet.shape([at(800, -34), at(800, 34), at(890, 0)], SAND)
        sheet.shape([at(862, -11), at(862, 11), at(890, 0)], colour)
    return sheet.png()


def balloons():
    """One sharp balloon of speech, and three round ones that answer."""
    sheet = Sheet(SKY)
    points = []
    for corner in range(24):
        radius = 250 if corner % 2 else 170
        angle = math.tau * corner / 24
        points.append((470 + radius * 1.25 * math.cos(angle), 400 + radius * math.sin(angle)))
    sheet.shape(points, RED)
    for x, y, width, colour in (
        (900, 160, 420, GREEN),
        (1010, 430, 460, BLUE),
        (780, 690, 440, PURPLE),
    ):
        sheet.box(x, y, width, 190, colour, 90)
        sheet.shape([(x + 70, y + 170), (x + 150, y + 180), (x + 40, y + 250)], colour)
        for dot in range(3):
            sheet.disc(x + width / 2 - 60 + dot * 60, y + 95, 16, PAPER)
    return sheet.png()


def road():
    """A winding road with six stops, between mountains and water."""
    sheet = Sheet(SKY)
    sheet.shape([(0, 520), (300, 180), (560, 520)], "#9db3a5")
    sheet.shape([(380, 520), (760, 120), (1120, 520)], GREEN)
    sheet.shape([(980, 520), (1300, 230), (1600, 520)], "#9db3a5")
    sheet.box(0, 520, WIDTH, 480, SAND)
    sheet.shape([(0, 760), (420, 700), (700, 1000), (0, 1000)], BLUE)
    way = [(x, 760 + 150 * math.sin(x / 190)) for x in range(120, 1500, 10)]
    sheet.line(way, PAPER, 46)
    for place in range(6):
        x, y = way[8 + place * 24]
        sheet.disc(x, y, 40, COLOURS[place])
        sheet.disc(x, y, 16, PAPER)
    return sheet.png()


def night():
    """A front at night with an open door, and light that falls out."""
    sheet = Sheet("#1f2433")
    for x, y in ((140, 120), (420, 70), (760, 150), (1180, 80), (1440, 190)):
        sheet.disc(x, y, 5, PAPER)
    sheet.disc(1330, 130, 60, YELLOW)
    sheet.box(350, 220, 900, 640, "#4a3350")
    sheet.box(0, 860, WIDTH, 140, "#2c3145")
    for place in range(4):
        sheet.box(420 + place * 215, 290, 130, 130, COLOURS[place + 1], 10)
    sheet.box(680, 500, 240, 360, YELLOW, 12)
    sheet.shape([(680, 860), (920, 860), (1150, 1000), (450, 1000)], "#8d7a45")
    for place, skin in enumerate(("#8d5a3b", "#e3b48f", "#5a3a28")):
        person(sheet, 560 + place * 240, 930, COLOURS[place], skin)
    return sheet.png()


PICTURES = {
    "stad": city,
    "huizen": doors,
    "loket": desk,
    "zebrapad": crossing,
    "potloden": pencils,
    "tekstballon": balloons,
    "route": road,
    "nacht": night,
}

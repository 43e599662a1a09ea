"""Draws one strip as the server cuts it out of a photograph, and says which symbol stands at each step."""
import math
import random

import numpy as np
from PIL import Image, ImageDraw

import content
from alphabet import ALPHABET, CLASS_OF
from damage import color_paper, photograph
from fonts import CELL_HEIGHT, CELL_WIDTH, PITCH, choose_face, draw_cells
from geometry import apply, coefficients, move, shear, stretch, tilt, turn
from network import STEP_PX

#: What the network sees at once while it learns: about sixteen characters.
WIDTH = 320
HEIGHT = 32

#: Steps this near to a character's middle, in pitches, are the character; beyond the other they are blank.
NEAR = 0.25
FAR = 0.38
IGNORED = -100

#: Rows stand this many pitches apart (ICAO 9303-4 to -6), and the drawing has one above and one below.
ROW_DISTANCE = (1.55, 2.6)
CANVAS_HEIGHT = 4 * PITCH

#: Middle of the first character in the drawing.
FIRST_X = 1.5 * PITCH

#: Height of a strip in pitches: what the detector's boxes and the further heights of read-mrz.ts amount to.
STRIP_HEIGHT = (1.1, 2.15)

#: Pixels from character to character in the photograph.
NATIVE_PITCH = (4.5, 28.0)


class Sampler:
    """An endless source of strips that depends on its seed alone."""

    def __init__(self, seed: int, fonts: dict[str, list[str]]):
        self.chance = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self.fonts = fonts

    def sample(self) -> tuple[np.ndarray, np.ndarray]:
        """Uint8 (HEIGHT, WIDTH) and the class of each of WIDTH / STEP_PX steps."""
        chance = self.chance
        height = chance.uniform(*STRIP_HEIGHT)
        squeeze = chance.uniform(0.85, 1.18)
        count = math.ceil(WIDTH / HEIGHT * height / squeeze) + 4
        text = self.choose_text(count)
        ink = self.draw(text, count)
        picture = color_paper(ink, chance, self.noise)
        picture = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
        pixels, placed = self.cut(picture, height, squeeze)
        middles = np.array([[FIRST_X + PITCH * place, CANVAS_HEIGHT / 2] for place in range(len(text))])
        return pixels, label(text, apply(placed, middles))

    def choose_text(self, count: int) -> str:
        """A piece of a row that fills the strip; spaces stand for the margin before and after a row."""
        chance = self.chance
        row = content.row(chance)
        margin = " " * chance.choice([1, 2, 2, 3])
        padded = margin + row + margin + " " * count
        last = max(len(row) + 2 * len(margin) - count, 0)
        kind = chance.random()
        first = 0 if kind < 0.3 else last if kind < 0.5 else chance.randint(0, last)
        return padded[first : first + count]

    def draw(self, text: str, count: int) -> np.ndarray:
        """Ink 0…1 of the row with its neighbours, CANVAS_HEIGHT high."""
        chance = self.chance
        face = choose_face(chance, self.fonts)
        cells = draw_cells(face)
        width = int(FIRST_X * 2 + PITCH * count)
        canvas = np.zeros((CANVAS_HEIGHT + CELL_HEIGHT * 2, width), np.uint8)
        middle = canvas.shape[0] / 2
        distance = chance.uniform(*ROW_DISTANCE) * PITCH
        self.put_row(canvas, cells, text, middle)
        for side in (-1, 1):
            if chance.random() < 0.6:
                self.put_row(canvas, cells, self.choose_text(count), middle + side * distance)
        if chance.random() < 0.08:
            self.put_stroke(canvas)
        ink = canvas[CELL_HEIGHT:-CELL_HEIGHT].astype(np.float32) / 255
        return ink

    def put_row(self, canvas: np.ndarray, cells: np.ndarray, text: str, middle: float) -> None:
        chance = self.chance
        loose = abs(chance.gauss(0, 0.6))
        for place, symbol in enumerate(text):
            if symbol == " ":
                continue
            x = round(FIRST_X + PITCH * place - CELL_WIDTH / 2 + chance.gauss(0, loose))
            y = round(middle - CELL_HEIGHT / 2 + chance.gauss(0, loose))
            if x < 0 or y < 0 or x + CELL_WIDTH > canvas.shape[1] or y + CELL_HEIGHT > canvas.shape[0]:
                continue
            under = canvas[y : y + CELL_HEIGHT, x : x + CELL_WIDTH]
            np.maximum(under, cells[ALPHABET.index(symbol)], out=under)

    def put_stroke(self, canvas: np.ndarray) -> None:
        """A line of a form, a stamp or a pen."""
        chance = self.chance
        picture = Image.fromarray(canvas)
        height, width = canvas.shape
        ends = [(chance.uniform(0, width), chance.uniform(0, height)) for _ in range(2)]
        ImageDraw.Draw(picture).line(ends, fill=chance.randint(60, 200), width=chance.randint(1, 4))
        canvas[:] = np.asarray(picture)

    def cut(self, drawing: Image.Image, height: float, squeeze: float) -> tuple[np.ndarray, np.ndarray]:
        """Photographs the drawing and cuts the strip out; answers it and the map from the drawing to it."""
        chance = self.chance
        low, high = NATIVE_PITCH
        pitch = math.exp(chance.uniform(math.log(low), math.log(high)))
        scale = pitch / PITCH
        turned = chance.gauss(0, 0.06) if chance.random() < 0.5 else chance.gauss(0, 0.008)
        center = move(-drawing.width / 2, -drawing.height / 2)
        bend = tilt(chance.gauss(0, 0.12) / drawing.width, chance.gauss(0, 0.06) / drawing.height)
        if chance.random() < 0.5:
            bend = np.eye(3)
        lean = shear(chance.gauss(0, 0.07) if chance.random() < 0.6 else 0.0)
        strip_pitch = HEIGHT / height
        # The photograph is so large that the turned strip lies within it.
        native_height = height * pitch * 1.5 + abs(math.sin(turned)) * WIDTH / strip_pitch * pitch
        size = (math.ceil(drawing.width * scale * squeeze * 1.05), math.ceil(native_height) + 4)
        shot = move(size[0] / 2, size[1] / 2) @ turn(turned) @ lean @ stretch(scale * squeeze, scale) @ bend @ center
        factor = max(int(1 / (scale * 1.6)), 1)
        small = drawing.reduce(factor) if factor > 1 else drawing
        native = small.transform(
            size, Image.PERSPECTIVE, coefficients(shot @ stretch(factor, factor)), Image.BICUBIC
        )
        native = photograph(fill_edges(native), pitch, chance, self.noise)
        zoom = HEIGHT / (height * pitch)
        off = move(chance.uniform(-0.4, 0.4) * strip_pitch, chance.gauss(0, 0.045) * HEIGHT)
        box = off @ move(WIDTH / 2, HEIGHT / 2) @ turn(-turned + chance.gauss(0, 0.008)) @ stretch(zoom, zoom)
        box = box @ move(-size[0] / 2, -size[1] / 2)
        more = min(max(round(1 / zoom), 1), 4)
        strip = native.transform(
            (WIDTH * more, HEIGHT * more), Image.PERSPECTIVE, coefficients(stretch(more, more) @ box), Image.BILINEAR, fillcolor=255
        )
        return np.asarray(strip.reduce(more) if more > 1 else strip), box @ shot


def fill_edges(picture: Image.Image) -> Image.Image:
    """Pillow leaves black beyond the drawing: paper is put there."""
    pixels = np.array(picture)
    outside = pixels == 0
    if outside.any() and not outside.all():
        pixels[outside] = int(np.percentile(pixels[~outside], 70))
    return Image.fromarray(pixels)


def label(text: str, middles: np.ndarray) -> np.ndarray:
    """Classes of the steps by their distance from the nearest character's middle."""
    at = (np.arange(WIDTH // STEP_PX) + 0.5) * STEP_PX
    xs = middles[:, 0]
    pitch = np.gradient(xs)
    away = np.abs(at[:, None] - xs[None, :]) / pitch[None, :]
    nearest = away.argmin(axis=1)
    classes = np.array([CLASS_OF.get(symbol, 0) for symbol in text])
    found = classes[nearest]
    distance = away[np.arange(len(at)), nearest]
    labels = np.where(distance < NEAR, found, np.where(distance > FAR, 0, IGNORED))
    # Where no character stands everything is blank.
    labels[found == 0] = 0
    return labels.astype(np.int64)

"""Draws the symbols of zones from fonts of the system, at several weights and widths, each once."""
import random
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from alphabet import ALPHABET

#: Pixels from character to character in which symbols are drawn before they are shrunk.
PITCH = 28

#: A symbol's cell: room for ink beyond its pitch, and for what hangs below the line.
CELL_WIDTH = 40
CELL_HEIGHT = 52

#: OCR-B's capitals are this many pitches high (ISO 1073-2, size I: 2.40 mm at 2.54 mm).
CAPITAL_HEIGHT = 0.945

#: How strokes are thickened or thinned: where a blurred symbol is cut, as a share of black.
WEIGHTS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.44, 0.48, 0.52, 0.56, 0.6)
#: Symbols are so wide of what the font draws; their pitch stays.
WIDTHS = (0.92, 1.0, 1.07)
#: Blurred by so many pixels before they are cut: the second cut has rounder ends.
CUTS = (1.0, 1.5)

FOLDERS = (Path("/usr/share/fonts"),)
#: Upright fonts of filled strokes, by kind.
FONTS = {
    "ocr-b": ("OCRB", "OCRBS"),
    "ocr-a": ("OCRA", "OCRABold"),
    "mono": ("DejaVuSansMono", "DejaVuSansMono-Bold", "LiberationMono-Regular", "LiberationMono-Bold"),
}


@dataclass(frozen=True)
class Face:
    """A font at a weight, a width and a cut, leaning by `slant` pixels across for one down."""

    path: str
    weight: float
    width: float
    cut: float
    slant: float = 0.0


def choose_face(chance: random.Random, fonts: dict[str, list[str]]) -> Face:
    """OCR-B four times in five, else OCR-A, OCR-B that leans, or a common monospaced font."""
    kind = chance.random()
    pick = lambda among: chance.choice(fonts.get(among) or fonts["ocr-b"])
    style = {
        "weight": chance.choice(WEIGHTS),
        "width": chance.choice(WIDTHS),
        "cut": chance.choice(CUTS),
    }
    if kind < 0.8:
        return Face(pick("ocr-b"), **style)
    if kind < 0.85:
        return Face(pick("ocr-a"), **style)
    if kind < 0.9:
        return Face(pick("ocr-b"), **style, slant=chance.choice((-0.2, -0.12, 0.12, 0.2)))
    return Face(pick("mono"), **style)


def find_fonts() -> dict[str, list[str]]:
    """Files of the fonts by kind; throws when OCR-B is not installed."""
    files = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.suffix in (".otf", ".ttf"))
    fonts = {kind: [str(path) for path in files if path.stem in names] for kind, names in FONTS.items()}
    if not fonts["ocr-b"]:
        raise SystemExit("Install fonts-ocr-b: no OCR-B font was found")
    return fonts


@lru_cache(maxsize=800)
def draw_cells(face: Face) -> np.ndarray:
    """Uint8 (37, CELL_HEIGHT, CELL_WIDTH): ink of each symbol of ALPHABET, capitals and figures around the middle."""
    return np.stack([draw_cell(face, symbol) for symbol in ALPHABET])


def draw_cell(face: Face, symbol: str) -> np.ndarray:
    font, cap_top, cap_bottom = open_font(face.path)
    scale = 4
    big = Image.new("L", (CELL_WIDTH * scale, CELL_HEIGHT * scale))
    advance = font.getlength(symbol)
    x = CELL_WIDTH * scale / 2 - advance / 2
    y = CELL_HEIGHT * scale / 2 - (cap_top + cap_bottom) / 2
    ImageDraw.Draw(big).text((x, y), symbol, font=font, fill=255)
    middle = CELL_WIDTH * scale / 2
    lean = (1 / face.width, face.slant, middle - middle / face.width - face.slant * CELL_HEIGHT * scale / 2, 0, 1, 0)
    big = big.transform(big.size, Image.AFFINE, lean, Image.BILINEAR)
    blurred = np.asarray(big.filter(ImageFilter.GaussianBlur(face.cut * scale)).reduce(scale), np.float32) / 255
    sharp = np.clip((blurred - face.weight) * 5 + 0.5, 0, 1)
    return (sharp * 255).astype(np.uint8)


@lru_cache(maxsize=64)
def open_font(path: str) -> tuple[ImageFont.FreeTypeFont, int, int]:
    """The font four times as large as PITCH asks, with top and bottom of its capitals."""
    at = ImageFont.truetype(path, 100)
    size = min(100 * 4 * PITCH / at.getlength("H"), 100 * 4 * PITCH * CAPITAL_HEIGHT / height_of(at) * 1.15)
    font = ImageFont.truetype(path, round(size))
    _, top, _, bottom = font.getbbox("H")
    return font, top, bottom


def height_of(font: ImageFont.FreeTypeFont) -> int:
    _, top, _, bottom = font.getbbox("H")
    return bottom - top

"""Draws a sheet of strips with their labels below, to be looked at: python3 training/sheet.py FILE.png."""
import sys

import numpy as np
from PIL import Image, ImageDraw

from alphabet import ALPHABET
from fonts import find_fonts
from strip import HEIGHT, STEP_PX, WIDTH, Sampler

ROWS, COLUMNS = 20, 4
LABEL_HEIGHT = 12


def main() -> None:
    [path] = sys.argv[1:]
    sampler = Sampler(7, find_fonts())
    cell = HEIGHT + LABEL_HEIGHT + 4
    sheet = Image.new("L", (COLUMNS * (WIDTH + 8), ROWS * cell), 255)
    pen = ImageDraw.Draw(sheet)
    for place in range(ROWS * COLUMNS):
        pixels, labels = sampler.sample()
        left, top = place % COLUMNS * (WIDTH + 8), place // COLUMNS * cell
        sheet.paste(Image.fromarray(np.ascontiguousarray(pixels)), (left, top))
        for step, label in enumerate(labels):
            if label > 0 and (step == 0 or labels[step - 1] != label):
                pen.text((left + step * STEP_PX, top + HEIGHT), ALPHABET[label - 1], fill=0)
    sheet.save(path)


if __name__ == "__main__":
    main()

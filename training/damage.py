"""What happens to print and photograph: paper, light, focus, motion, noise, compression."""
import io
import math
import random

import numpy as np
from PIL import Image, ImageFilter


def color_paper(ink: np.ndarray, chance: random.Random, noise: np.random.Generator) -> np.ndarray:
    """Ink 0…1 on patterned paper, as grey levels; contrast is between a sixth and all of the range."""
    height, width = ink.shape
    paper = chance.uniform(120, 250)
    contrast = chance.uniform(0.4, 1.0) if chance.random() < 0.85 else chance.uniform(0.18, 0.4)
    black = paper * (1 - contrast)
    amount = contrast * paper
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    ground = np.full((height, width), paper, np.float32)
    if chance.random() < 0.35:
        for _ in range(chance.randint(1, 3)):
            ground += guilloche(x, y, chance) * amount * chance.uniform(0.04, 0.2)
    if chance.random() < 0.4:
        ground += (x / width - 0.5) * chance.uniform(-0.3, 0.3) * paper
        ground += (y / height - 0.5) * chance.uniform(-0.15, 0.15) * paper
    if chance.random() < 0.25:
        ground += blotches((height, width), noise) * amount * chance.uniform(0.05, 0.25)
    density = chance.uniform(0.8, 1.0)
    if chance.random() < 0.25:
        density = density * (1 - np.clip(blotches((height, width), noise), 0, 1) * chance.uniform(0.15, 0.5))
    return ground - ink * density * (ground - black)


def guilloche(x: np.ndarray, y: np.ndarray, chance: random.Random) -> np.ndarray:
    """Fine wavy lines, −1…0."""
    angle = chance.uniform(0, math.pi)
    period = chance.uniform(5, 45)
    wave = chance.uniform(0, 10) * np.sin(x / chance.uniform(20, 90) + chance.uniform(0, 6))
    phase = (x * math.cos(angle) + (y + wave) * math.sin(angle)) * 2 * math.pi / period
    lines = np.sin(phase + chance.uniform(0, 6))
    return np.minimum(lines * chance.uniform(1, 3), 1) * 0.5 - 0.5


def blotches(shape: tuple[int, int], noise: np.random.Generator) -> np.ndarray:
    """Soft clouds, about −1…1."""
    small = noise.standard_normal((max(shape[0] // 24, 2), max(shape[1] // 24, 2))).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize((shape[1], shape[0]), Image.BICUBIC))


def photograph(picture: Image.Image, pitch: float, chance: random.Random, noise: np.random.Generator) -> Image.Image:
    """Focus, motion, light and noise of a picture whose characters are `pitch` pixels apart."""
    if chance.random() < 0.5:
        picture = picture.filter(ImageFilter.GaussianBlur(abs(chance.gauss(0, 0.085)) * pitch))
    pixels = np.asarray(picture, np.float32)
    if chance.random() < 0.2:
        pixels = smear(pixels, chance.uniform(0.1, 0.5) * pitch, chance.uniform(0, math.pi))
    spread = float(pixels.std()) + 2
    if chance.random() < 0.12:
        pixels = glare(pixels, chance)
    if chance.random() < 0.3:
        pixels = pixels * chance.uniform(0.25, 1.1)
        spread *= 0.7
    if chance.random() < 0.7:
        strength = abs(chance.gauss(0, 0.16)) * spread
        grain = noise.standard_normal(pixels.shape).astype(np.float32)
        if chance.random() < 0.3:
            grain = smear(grain, 1.6, chance.uniform(0, math.pi)) * 1.4
        pixels = pixels + grain * strength
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if chance.random() < 0.15:
        picture = picture.filter(ImageFilter.UnsharpMask(chance.uniform(0.6, 2), chance.randint(50, 200), 0))
    if chance.random() < 0.4:
        picture = compress(picture, chance.randint(10, 90))
    return picture


def smear(pixels: np.ndarray, length: float, angle: float) -> np.ndarray:
    """Moves the picture evenly along a straight line of `length` pixels."""
    count = max(int(math.ceil(length * 1.5)), 2)
    picture = Image.fromarray(pixels)
    total = np.zeros_like(pixels)
    for part in range(count):
        away = (part / (count - 1) - 0.5) * length
        shift = (1, 0, away * math.cos(angle), 0, 1, away * math.sin(angle))
        moved = np.asarray(picture.transform(picture.size, Image.AFFINE, shift, Image.BILINEAR))
        # Beyond its edges Pillow leaves zeros.
        total += np.where(moved == 0, pixels, moved)
    return total / count


def glare(pixels: np.ndarray, chance: random.Random) -> np.ndarray:
    """A soft white spot."""
    height, width = pixels.shape
    y, x = np.mgrid[0:height, 0:width]
    radius = chance.uniform(0.1, 0.35) * width
    squash = chance.uniform(1, 3)
    away = np.hypot(x - chance.uniform(0, width), (y - chance.uniform(0, height)) * squash) / radius
    strength = np.clip(1.2 - away, 0, 1) * chance.uniform(0.3, 0.95)
    return pixels + (255 - pixels) * strength.astype(np.float32)


def compress(picture: Image.Image, quality: int) -> Image.Image:
    """Through JPEG and back."""
    bytes_ = io.BytesIO()
    picture.save(bytes_, "JPEG", quality=quality)
    return Image.open(bytes_).convert("L")

"""Maps between the drawing, the photograph and the strip: 3 × 3 matrices over (x, y, 1)."""
import math

import numpy as np


def move(x: float, y: float) -> np.ndarray:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], float)


def stretch(x: float, y: float) -> np.ndarray:
    return np.diag([x, y, 1.0])


def turn(radians: float) -> np.ndarray:
    cos, sin = math.cos(radians), math.sin(radians)
    return np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]], float)


def shear(across: float) -> np.ndarray:
    return np.array([[1, across, 0], [0, 1, 0], [0, 0, 1]], float)


def tilt(along: float, across: float) -> np.ndarray:
    """A projection that shrinks by `along` for one pixel to the right and by `across` for one down."""
    return np.array([[1, 0, 0], [0, 1, 0], [along, across, 1]], float)


def apply(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Points (n, 2) through a matrix."""
    mapped = np.c_[points, np.ones(len(points))] @ matrix.T
    return mapped[:, :2] / mapped[:, 2:]


def coefficients(matrix: np.ndarray) -> tuple[float, ...]:
    """What Pillow's perspective transform asks: from a pixel of its output to one of its input."""
    inverse = np.linalg.inv(matrix)
    return tuple((inverse / inverse[2, 2]).flatten()[:8])

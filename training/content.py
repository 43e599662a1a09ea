"""What strips say: rows as zones have them, and strings that no zone has."""
import random

from alphabet import ALPHABET

LETTERS = ALPHABET[10:36]
DIGITS = ALPHABET[:10]
NUMBERS = ALPHABET[:36]

#: As often as Latin names hold them, rare ones lifted so that none is hardly ever seen.
NAME_LETTERS = "AAAAAAEEEEEIIIIIOOOONNNNRRRRSSSSLLLLTTTDDDMMMKKKHHHCCUUUGGBBVVPPZZJJYYFFWWXQ"

#: Shapes that are told apart by little in OCR-B, with the filler and what is misread for it.
ALIKE = ["0ODQ", "1IL", "2Z7", "5S", "6GC", "8B3", "7T1Y", "<CKE", "<<X", "UVW", "MNH", "PRF", "4A9", "EF"]

#: Lengths of rows: TD1, TD2 and the old French card, TD3.
LENGTHS = [30, 36, 44]


def row(chance: random.Random) -> str:
    """A row of 30, 36 or 44 characters; seven in ten follow the grammar of one."""
    length = chance.choice(LENGTHS)
    kind = chance.random()
    if kind < 0.32:
        return names_row(chance, length)
    if kind < 0.7:
        return data_row(chance, length)
    if kind < 0.85:
        return "".join(chance.choice(chance.choice(ALIKE)) for _ in range(length))
    return "".join(chance.choice(ALPHABET) for _ in range(length))


def names_row(chance: random.Random, length: int) -> str:
    """Document code and issuer, or neither, then surname and given names."""
    start = chance.choice(["P<", "I<", "V<", "ID", "AC", "C<", "P" + chance.choice(LETTERS), ""])
    issuer = letters(chance, 3, LETTERS) if start else ""
    if chance.random() < 0.05:
        issuer = issuer[:1] + "<<"
    surname = "<".join(name(chance) for _ in range(chance.choice([1, 1, 1, 2])))
    given = "<".join(name(chance) for _ in range(chance.choice([0, 1, 1, 2, 2, 3])))
    return fill(f"{start}{issuer}{surname}<<{given}", length)


def data_row(chance: random.Random, length: int) -> str:
    """Number, country, dates, sex and optional data in the order of one of the formats."""
    number = any_number(chance)
    country = letters(chance, 3, LETTERS)
    birth, expiry = date(chance), date(chance)
    sex = chance.choice("MF<")
    optional = any_number(chance) if chance.random() < 0.5 else ""
    if length == 30 and chance.random() < 0.5:
        code = chance.choice(["I<", "ID", "AC", "C<", "IR"])
        return fill(f"{code}{country}{number}{digit(chance)}{optional}", length)
    if length == 30:
        return fill(f"{birth}{digit(chance)}{sex}{expiry}{digit(chance)}{country}", length, digit(chance))
    start = f"{number}{digit(chance)}{country}{birth}{digit(chance)}{sex}{expiry}{digit(chance)}"
    return fill(start + optional, length, digit(chance) + digit(chance))


def any_number(chance: random.Random) -> str:
    """A document number: mostly nine characters, digits with letters before, behind or among them."""
    before = chance.choice([0, 0, 1, 2, 2, 3])
    figures = "".join(chance.choice("0" if chance.random() < 0.15 else DIGITS) for _ in range(chance.randint(5, 9)))
    behind = chance.choice([0, 0, 0, 1, 2])
    text = letters(chance, before, LETTERS) + figures + letters(chance, behind, LETTERS)
    if chance.random() < 0.25:
        text = letters(chance, 9, NUMBERS)
    return text[:9].ljust(9, "<")


def name(chance: random.Random) -> str:
    return letters(chance, chance.choice([2, 3, 4, 5, 6, 6, 7, 7, 8, 9, 11]), NAME_LETTERS)


def date(chance: random.Random) -> str:
    return f"{chance.randint(0, 99):02}{chance.randint(1, 12):02}{chance.randint(1, 31):02}"


def digit(chance: random.Random) -> str:
    return chance.choice(DIGITS)


def letters(chance: random.Random, count: int, among: str) -> str:
    return "".join(chance.choice(among) for _ in range(count))


def fill(text: str, length: int, end: str = "") -> str:
    """The text filled up to its length, the last characters being `end`."""
    return text[: length - len(end)].ljust(length - len(end), "<") + end

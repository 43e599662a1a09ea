"""What a machine-readable zone may hold (ICAO 9303-3 §4.3)."""

#: In the order of src/vision/document/mrz-steps.ts; a symbol's class is its place here, plus one.
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"

#: Class 0 is the blank between characters.
CLASS_COUNT = len(ALPHABET) + 1
CLASS_OF = {symbol: place + 1 for place, symbol in enumerate(ALPHABET)}

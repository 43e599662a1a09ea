/** Computes the check digit that machine-readable zones carry. */

const WEIGHTS = [7, 3, 1] as const

/**
 * Check digit of a machine-readable-zone field: values 0–9 for digits, 10–35 for A–Z, 0 for the filler `<`,
 * weighted 7, 3, 1 from the left, modulo 10 (ICAO 9303-3 §4.9). Answers 0…9, or NaN for a character that no zone may hold.
 */
export function mrzCheckDigit(characters: string): number {
  let sum = 0
  for (const [index, character] of [...characters].entries()) {
    sum += characterValue(character) * (WEIGHTS[index % WEIGHTS.length] ?? 0)
  }
  return sum % 10
}

function characterValue(character: string): number {
  if (character === '<') return 0
  return /^[0-9A-Z]$/.test(character) ? Number.parseInt(character, 36) : Number.NaN
}

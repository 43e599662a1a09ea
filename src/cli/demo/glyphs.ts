/** Draws capital text from our own outlines, so that no font has to be installed. */

/**
 * Centre lines of the characters as SVG paths, in the manner of OCR-B: one stroke width, round ends, `I`, `J` and `1`
 * with bars so that they differ from `L` and `7`, and a `0` narrower than `O`. A capital is 14 wide and 20 high,
 * origin at its top left.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  A: 'M0 20 L7 0 L14 20 M2.4 13.2 H11.6',
  B: 'M1.2 0 V20 H7.6 A5.4 5.4 0 0 0 7.6 9.2 H1.2 M1.2 0 H7 A4.6 4.6 0 0 1 7 9.2',
  C: 'M13.4 3.4 C12 1.1 10 0 7.8 0 C3.2 0 0.6 4 0.6 10 C0.6 16 3.2 20 7.8 20 C10 20 12 18.9 13.4 16.6',
  D: 'M1.2 0 V20 H5.6 C10.8 20 13.6 16.4 13.6 10 C13.6 3.6 10.8 0 5.6 0 Z',
  E: 'M12.8 0 H1.6 V20 H12.8 M1.6 9.6 H11',
  F: 'M12.8 0 H1.6 V20 M1.6 9.6 H11',
  G: 'M13.2 3.2 C11.9 1.1 10 0 7.8 0 C3.2 0 0.6 4 0.6 10 C0.6 16 3.2 20 7.8 20 C10.2 20 12.2 19 13.4 17.2 V10.8 H8.2',
  H: 'M1 0 V20 M13 0 V20 M1 9.8 H13',
  I: 'M2.6 0 H11.4 M7 0 V20 M2.6 20 H11.4',
  J: 'M5.4 0 H11.4 V13.6 C11.4 17.8 9.4 20 6.2 20 C3.8 20 2 18.8 1 16.4',
  K: 'M1.4 0 V20 M12.8 0 L1.4 11.8 M5.2 8 L13.4 20',
  L: 'M1.8 0 V20 H12.8',
  M: 'M0.4 20 V0 L7 11 L13.6 0 V20',
  N: 'M1 20 V0 L13 20 V0',
  O: 'M7 0 C11.6 0 14 4 14 10 C14 16 11.6 20 7 20 C2.4 20 0 16 0 10 C0 4 2.4 0 7 0 Z',
  P: 'M1.6 20 V0 H7.8 A5.6 5.6 0 0 1 7.8 11.2 H1.6',
  Q: 'M7 0 C11.6 0 14 4 14 10 C14 16 11.6 20 7 20 C2.4 20 0 16 0 10 C0 4 2.4 0 7 0 Z M8.4 14 L13.8 21',
  R: 'M1.6 20 V0 H7.8 A5.5 5.5 0 0 1 7.8 11 H1.6 M7 11 L13.2 20',
  S: 'M12.6 3 C11.3 1 9.4 0 7.1 0 C3.7 0 1.5 2 1.5 4.9 C1.5 8 4 9 7.1 9.8 C10.4 10.6 13 11.8 13 15 C13 18 10.6 20 7 20 C4.4 20 2.2 18.9 1 16.6',
  T: 'M0.4 0 H13.6 M7 0 V20',
  U: 'M1 0 V12.6 C1 17.4 3.4 20 7 20 C10.6 20 13 17.4 13 12.6 V0',
  V: 'M0 0 L7 20 L14 0',
  W: 'M-0.6 0 L3 20 L7 7 L11 20 L14.6 0',
  X: 'M0.4 0 L13.6 20 M13.6 0 L0.4 20',
  Y: 'M0.2 0 L7 10 L13.8 0 M7 10 V20',
  Z: 'M1 0 H13 L1 20 H13',
  '0': 'M7 0 C10.6 0 12.4 4 12.4 10 C12.4 16 10.6 20 7 20 C3.4 20 1.6 16 1.6 10 C1.6 4 3.4 0 7 0 Z',
  '1': 'M2.6 4.4 L7.6 0 V20 M3 20 H12.2',
  '2': 'M1.6 4.6 C2.2 1.6 4.2 0 7 0 C10.4 0 12.4 2.2 12.4 5.2 C12.4 7.8 10.8 10 8.2 12.6 L1.2 20 H12.8',
  '3': 'M1.8 0 H12 L6 7.8 C10.4 7.6 13 10.2 13 13.8 C13 17.6 10.4 20 6.8 20 C4.2 20 2.2 19 1 17',
  '4': 'M8 0 L1 14.4 H13.4 M10 9 V20',
  '5': 'M12 0 H3 L2.4 8.8 C3.8 7.9 5.2 7.4 6.8 7.4 C10.6 7.4 13 9.8 13 13.6 C13 17.5 10.4 20 6.6 20 C4.2 20 2.2 19 1 17.2',
  '6': 'M9.6 0 C5 4 1.3 8.6 1.3 13.8 C1.3 17.6 3.6 20 7.1 20 C10.6 20 12.9 17.6 12.9 14 C12.9 10.4 10.6 8 7.2 8 C4.8 8 2.7 9.4 1.8 11.6',
  '7': 'M1.2 0 H13 C9 6 6.6 12.4 6 20',
  '8': 'M7 9.2 C4 9.2 2.1 7.3 2.1 4.7 C2.1 1.8 4.1 0 7 0 C9.9 0 11.9 1.8 11.9 4.7 C11.9 7.3 10 9.2 7 9.2 C3.4 9.2 1 11.3 1 14.6 C1 17.9 3.4 20 7 20 C10.6 20 13 17.9 13 14.6 C13 11.3 10.6 9.2 7 9.2 Z',
  '9': 'M4.4 20 C9 16 12.7 11.4 12.7 6.2 C12.7 2.4 10.4 0 6.9 0 C3.4 0 1.1 2.4 1.1 6 C1.1 9.6 3.4 12 6.8 12 C9.2 12 11.3 10.6 12.2 8.4',
  '<': 'M12.4 3.4 L1.6 10 L12.4 16.6',
  '.': 'M7 19.6 V20',
  ',': 'M7.4 19.4 L5.6 23',
  '-': 'M3 11 H11',
  '/': 'M12 -1 L2 21',
  '(': 'M9.4 -1 C4.6 5 4.6 15 9.4 21',
  ')': 'M4.6 -1 C9.4 5 9.4 15 4.6 21',
  ':': 'M7 7.4 V7.8 M7 18.6 V19',
  "'": 'M7 0 V4.6',
  ' ': '',
}

const GLYPH_HEIGHT = 20

export interface TextStyle {
  /** Left edge of the first character's cell, in pixels. */
  readonly left: number
  /** Lower edge of the capitals' centre line, in pixels. */
  readonly baseline: number
  /** Height of a capital between its centre lines, in pixels. */
  readonly capHeight: number
  /** Distance from one character to the next, in pixels. */
  readonly pitch: number
  readonly strokeWidth: number
  readonly color: string
}

/**
 * One line of text as an SVG element, every character in a cell of the same width. Marks over letters are left out;
 * throws `RangeError` for a character that has no outline.
 */
export function drawText(text: string, style: TextStyle): string {
  const scale = style.capHeight / GLYPH_HEIGHT
  const cells = [...text.toUpperCase().normalize('NFD').replace(/\p{M}/gu, '')]
  const paths = cells.map((character, index) => {
    const left = style.left + index * style.pitch
    const top = style.baseline - style.capHeight
    return `<path transform="translate(${left} ${top}) scale(${scale})" d="${findOutline(character)}"/>`
  })
  const stroke = `stroke="${style.color}" stroke-width="${style.strokeWidth / scale}"`
  return `<g fill="none" ${stroke} stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g>`
}

function findOutline(character: string): string {
  const outline = GLYPHS[character]
  if (outline === undefined) throw new RangeError(`No outline for the character U+${codePoint(character)}`)
  return outline
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}

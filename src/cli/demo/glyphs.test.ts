import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawText } from './glyphs.ts'

const CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<.,-/():'"
const STYLE = { left: 20, baseline: 44, capHeight: 28, pitch: 36, strokeWidth: 4, color: '#000000' }

async function render(text: string): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${40 + text.length * 36}" height="64">${drawText(text, STYLE)}</svg>`
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).grayscale().raw().toBuffer()
}

describe('drawText', () => {
  it('draws every character of a passport differently from every other', async () => {
    const pictures = await Promise.all([...CHARACTERS].map(render))
    for (const [index, picture] of pictures.entries()) {
      expect(Math.min(...picture), CHARACTERS[index]).toBeLessThan(100)
      const twins = pictures.filter((other) => countDifferent(picture, other) < 20)
      expect(twins, CHARACTERS[index]).toHaveLength(1)
    }
  })

  it('keeps every character inside its own cell', async () => {
    const pictures = await Promise.all([...CHARACTERS].map(async (character) => render(`  ${character} `)))
    for (const [index, picture] of pictures.entries()) {
      const width = picture.length / 64
      const columns = [...picture.keys()].filter((at) => (picture[at] ?? 255) < 200).map((at) => at % width)
      const cell = STYLE.left + 2 * STYLE.pitch
      expect(Math.min(...columns), CHARACTERS[index]).toBeGreaterThan(cell - STYLE.pitch / 5)
      expect(Math.max(...columns), CHARACTERS[index]).toBeLessThan(cell + STYLE.pitch - STYLE.pitch / 5)
    }
  })

  it('prints small letters and accents as plain capitals', () => {
    expect(drawText('Éva', STYLE)).toBe(drawText('EVA', STYLE))
  })

  it('refuses a character without an outline instead of leaving a gap', () => {
    expect(() => drawText('A%', STYLE)).toThrow(/U\+0025/)
  })
})

function countDifferent(one: Buffer, other: Buffer): number {
  return one.reduce((count, value, index) => count + (Math.abs(value - (other[index] ?? 0)) > 64 ? 1 : 0), 0)
}

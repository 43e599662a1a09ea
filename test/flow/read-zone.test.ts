import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawText } from '../../src/cli/demo/glyphs.ts'
import { isSure } from '../../src/vision/document/mrz-doubts.ts'
import { type Grid, placeOnGrid } from '../../src/vision/document/mrz-grid.ts'
import { toReading } from '../../src/vision/document/read-mrz.ts'
import { readRows } from '../../src/vision/document/read-rows.ts'
import { decodeImage } from '../../src/vision/image.ts'
import { type Model, openModel } from '../../src/vision/models.ts'

/** From the parts of ICAO 9303, and the French card of before. */
const ZONES = {
  TD1: ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'],
  TD2: ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'],
  TD3: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
  'MRV-A': ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'],
  'FRA-ID': ['IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '8806923102858CORINNE<<<<<<<6512068F6'],
}

let models: { mrzRead: Model }
beforeAll(async () => {
  models = { mrzRead: await openModel('mrzRead') }
})

describe('readRows, over an OCR-B that it has not learnt from', () => {
  it.each(Object.entries(ZONES))('reads %s', async (format, lines) => {
    const grid = await read(lines, { pitch: 20 })
    expect(toReading(grid, { rows: [], today: new Date('2026-11-24') })).toMatchObject({ format, lines })
  })

  it('reads small print', async () => {
    const grid = await read(ZONES.TD3, { pitch: 8 })
    expect(toReading(grid, { rows: [], today: new Date('2026-11-24') })?.lines).toEqual(ZONES.TD3)
  })

  it.each([20, 8, 5])(
    'is sure of nothing that is wrong, look-alikes side by side included, at %i pixels a character',
    async (pitch) => {
      const lines = [
        'O0O0Q0D0OD00OO0Q0O0D0O0Q0DO0O0',
        'I1I1L1I1T171LI11IL1T1I17T1I7L1',
        'S5S5B8B8Z2Z2G6G6C<C<K<E<<S<5<8',
      ]
      const { rows } = await read(lines, { pitch })
      const places = lines.flatMap((text, line) => [...text].map((symbol, at) => ({ symbol, row: rows[line], at })))
      const wrong = places.filter(({ symbol, row, at }) => row?.text[at] !== symbol)
      const surelyWrong = wrong.filter(({ row, at }) => isSure(row, at))
      expect(surelyWrong.map(({ symbol, row, at }) => `${symbol} as ${row?.text[at]}`)).toEqual([])
      expect(wrong.length).toBeLessThan(places.length / 3)
    },
  )
})

/** The rows drawn at a pitch in pixels, cut out with the room that read-mrz.ts leaves, and placed on the grid. */
async function read(lines: readonly string[], { pitch }: { pitch: number }): Promise<Grid> {
  const length = lines[0]?.length ?? 0
  const [width, distance] = [(length + 4) * 20, 42]
  const rows = lines.map((text, index) => {
    const style = {
      left: 42,
      baseline: 40 + index * distance,
      capHeight: 18,
      pitch: 20,
      strokeWidth: 2.8,
      color: '#222',
    }
    return drawText(text, style)
  })
  const height = 60 + lines.length * distance
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#ddd"/>${rows.join('')}</svg>`
  const scale = pitch / 20
  const picture = await sharp(Buffer.from(svg))
    .resize({ width: Math.round(width * scale) })
    .png()
    .toBuffer()
  const boxes = lines.map((_, index) => ({
    ...{ x: (width / 2) * scale, y: (31 + index * distance) * scale, angle: 0 },
    ...{ width: (length + 2) * pitch, height: 32 * scale },
  }))
  const steps = await readRows(models, await decodeImage(picture, 2000), boxes)
  const grid = placeOnGrid(steps, length)
  if (grid === undefined) throw new Error('Nothing was seen')
  return grid
}

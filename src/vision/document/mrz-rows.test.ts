import { describe, expect, it } from 'vitest'
import { findMrzRows, guessMrzRows, isOnRows, looksLikeMrz } from './mrz-rows.ts'
import type { TextLine } from './read-text.ts'

const FIRST = at('P<UTOERIKSSON<<ANNA<MARIA<<<<<<<', { x: 400, y: 700, width: 600 })
const SECOND = at('L898902C36UTO7408122F1204159ZE184226B<<<<<10', { x: 500, y: 740, width: 800 })

describe('findMrzRows', () => {
  it('cuts every row over the extent of the longest', () => {
    const rows = findMrzRows([FIRST, SECOND])
    expect(rows?.map(({ x, y, width }) => ({ x, y, width }))).toEqual([
      { x: 500, y: 700, width: 800 },
      { x: 500, y: 740, width: 800 },
    ])
  })

  it('joins the pieces of a broken row', () => {
    const [left, right] = [
      at('L898902C36UTO740', { x: 250, y: 740, width: 300 }),
      at('ZE184226B<<<<<10', { x: 700, y: 740, width: 400 }),
    ]
    expect(findMrzRows([FIRST, left, right])).toHaveLength(2)
  })

  it('leaves out print above the zone', () => {
    const far = at('MINISTRYOFFOREIGNAFFAIRS', { x: 500, y: 560, width: 500 })
    const near = at('Signature of bearer', { x: 400, y: 660, width: 300 })
    expect(findMrzRows([far, near, FIRST, SECOND])).toHaveLength(2)
  })

  it('finds nothing in ordinary print', () => {
    expect(findMrzRows([at('REPUBLIC OF UTOPIA', { x: 300, y: 50, width: 400 })])).toBeUndefined()
    expect(looksLikeMrz('a < b << c')).toBe(false)
  })
})

describe('guessMrzRows', () => {
  it('takes the widest boxes that are flush with each other', () => {
    const boxes = [FIRST, SECOND, at('', { x: 200, y: 100, width: 150 })].map(({ box }) => box)
    expect(guessMrzRows(boxes)).toHaveLength(2)
  })

  it('guesses nothing from a single wide line', () => {
    expect(guessMrzRows([SECOND.box, at('', { x: 200, y: 100, width: 150 }).box])).toBeUndefined()
    expect(guessMrzRows([])).toBeUndefined()
  })
})

it('a box lies on a row when its centre does', () => {
  const rows = findMrzRows([FIRST, SECOND]) ?? []
  expect(isOnRows(rows, FIRST.box)).toBe(true)
  expect(isOnRows(rows, { ...FIRST.box, y: 600 })).toBe(false)
})

function at(text: string, { x, y, width }: { x: number; y: number; width: number }): TextLine {
  return { text, confidence: 0.9, box: { x, y, width, height: 20, angle: 0 } }
}

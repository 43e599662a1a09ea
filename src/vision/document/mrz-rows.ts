/** Picks, among lines of text, the rows of a machine-readable zone and the extent that they share. */

import type { TextLine } from './read-text.ts'
import { boxAlong, cornersOf, type RotatedBox } from './rotated-box.ts'

/** A line with this many fillers is taken for a row of a zone; ordinary text has none. */
const MIN_FILLERS = 4

/** So is an unbroken line of this many capitals and digits with a filler: other lines of print have spaces. */
const MIN_UNBROKEN = 26

/** Neighbouring rows stand at most this many of their boxes' heights apart; measured 1.1 (TD1) to 2.1 (TD3). */
const MAX_ROW_DISTANCE = 3

/** Rows of a zone from top to bottom, each cut over the extent of all of them. */
export type MrzRows = readonly RotatedBox[]

/** Whether text looks like a row of a machine-readable zone or a piece of one. */
export function looksLikeMrz(text: string): boolean {
  const fillers = text.split('<').length - 1
  if (fillers >= MIN_FILLERS) return text.length >= 10
  return fillers > 0 && text.length >= MIN_UNBROKEN && /^[A-Z0-9<]+$/.test(text)
}

/**
 * Rows that belong together with the clearest row among `lines`; `undefined` when no line looks like one.
 * Boxes run over the union of all pieces, since detectors stop early in a tail of fillers.
 */
export function findMrzRows(lines: readonly TextLine[]): MrzRows | undefined {
  const seed = findSeed(lines)
  if (seed === undefined) return undefined
  const candidates = lines.filter((line) => belongsTo(seed.box, line)).map(({ box }) => box)
  const rows = keepNeighbours(groupIntoRows(seed.box, candidates), seed.box)
  return overCommonExtent(rows, seed.box.angle)
}

function overCommonExtent(rows: readonly RotatedBox[][], angle: number): MrzRows {
  const pieces = rows.flat()
  const all = boxAlong(pieces.flatMap(cornersOf), angle)
  // One height for all rows: strips of one scale share one grid.
  const height = median(pieces.map((box) => box.height))
  return rows.map((row) => {
    const own = boxAlong(row.flatMap(cornersOf), angle)
    return { ...overExtent(own, all, angle), height }
  })
}

function findSeed(lines: readonly TextLine[]): TextLine | undefined {
  return lines.filter(({ text }) => looksLikeMrz(text)).sort((a, b) => b.box.width - a.box.width)[0]
}

/**
 * Rows guessed by shape alone: the widest box and its neighbours of nearly the same extent. It spares reading them
 * twice when the guess holds; `undefined` when fewer than two boxes lie so.
 */
export function guessMrzRows(boxes: readonly RotatedBox[]): MrzRows | undefined {
  const [widest] = [...boxes].sort((a, b) => b.width - a.width)
  if (widest === undefined || widest.width < MIN_ROW_SHAPE * widest.height) return undefined
  const alike = boxes.filter((box) => {
    const { along, across } = offsetFrom(widest, box)
    const isFlush = Math.abs(Math.abs(along) - (widest.width - box.width) / 2) < 2 * widest.height
    return isFlush && box.width > 0.6 * widest.width && Math.abs(across) < 2 * MAX_ROW_DISTANCE * widest.height
  })
  const rows = keepNeighbours(groupIntoRows(widest, alike), widest)
  return rows.length < 2 ? undefined : overCommonExtent(rows, widest.angle)
}

/** Rows of a zone are at least this many times as wide as high. */
const MIN_ROW_SHAPE = 14

/** Whether a box lies on one of the rows. */
export function isOnRows(rows: MrzRows, box: RotatedBox): boolean {
  return rows.some((row) => {
    const { along, across } = offsetFrom(row, box)
    return Math.abs(across) < row.height / 2 && Math.abs(along) < (row.width + box.width) / 2
  })
}

/** Rows that may stand, unseen by the detector, at these distances (in row heights) above and below a row. */
export function rowsBeside(row: RotatedBox, distances: readonly number[]): RotatedBox[] {
  return distances.map((distance) => ({
    ...row,
    x: row.x - distance * row.height * Math.sin(row.angle),
    y: row.y + distance * row.height * Math.cos(row.angle),
  }))
}

/** Distance of a box's centre from a line of text: along it and across it. */
function offsetFrom(base: RotatedBox, { x, y }: { x: number; y: number }): { along: number; across: number } {
  const cos = Math.cos(base.angle)
  const sin = Math.sin(base.angle)
  return {
    along: (x - base.x) * cos + (y - base.y) * sin,
    across: (y - base.y) * cos - (x - base.x) * sin,
  }
}

function belongsTo(seed: RotatedBox, { text, box }: TextLine): boolean {
  const { along, across } = offsetFrom(seed, box)
  const isNear =
    Math.abs(across) < 2 * MAX_ROW_DISTANCE * seed.height && Math.abs(along) < (seed.width + box.width) * 0.7
  const isAlike = box.height > seed.height * 0.5 && box.height < seed.height * 1.8
  const isParallel = box.width < 3 * box.height || Math.abs(Math.sin(box.angle - seed.angle)) < 0.12
  return isNear && isAlike && isParallel && isZoneText(text)
}

/** Capitals, digits and fillers almost alone, and enough of them or a filler. */
function isZoneText(text: string): boolean {
  const fitting = text.replace(/[^A-Z0-9<]/g, '').length
  const isLong = text.length >= 14 && !text.includes(' ')
  return fitting >= text.length * 0.8 && (looksLikeMrz(text) || isLong || /<</.test(text))
}

/** Pieces whose centres lie within half a height of each other across the text form a row. */
function groupIntoRows(seed: RotatedBox, pieces: readonly RotatedBox[]): RotatedBox[][] {
  const sorted = pieces
    .map((box) => ({ box, across: offsetFrom(seed, box).across }))
    .sort((a, b) => a.across - b.across)
  const rows: { boxes: RotatedBox[]; across: number }[] = []
  for (const { box, across } of sorted) {
    const row = rows.at(-1)
    if (row && across - row.across < seed.height * 0.6) row.boxes.push(box)
    else rows.push({ boxes: [box], across })
  }
  return rows.map(({ boxes }) => boxes)
}

/** Drops rows that a gap parts from the seed's. */
function keepNeighbours(rows: readonly RotatedBox[][], seed: RotatedBox): RotatedBox[][] {
  const place = rows.findIndex((row) => row.includes(seed))
  const across = rows.map((row) => offsetFrom(seed, row[0] ?? seed).across)
  const isParted = (index: number) => (across[index + 1] ?? 0) - (across[index] ?? 0) > MAX_ROW_DISTANCE * seed.height
  let first = place
  while (first > 0 && !isParted(first - 1)) first -= 1
  let last = place
  while (last < rows.length - 1 && !isParted(last)) last += 1
  return rows.slice(first, last + 1)
}

function overExtent(own: RotatedBox, all: RotatedBox, angle: number): RotatedBox {
  const { along } = offsetFrom(own, all)
  return { ...own, x: own.x + along * Math.cos(angle), y: own.y + along * Math.sin(angle), width: all.width }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Shows a flat page as a phone sees it: aslant, on a table, under uneven light. */
import sharp, { type Sharp } from 'sharp'

interface Point {
  readonly x: number
  readonly y: number
}

interface Raster {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

const TABLE = { width: 2000, height: 1500 }

/** Where the page's corners lie on the table, clockwise from its top left. */
const CORNERS = [
  { x: 236, y: 244 },
  { x: 1756, y: 176 },
  { x: 1836, y: 1262 },
  { x: 150, y: 1302 },
] as const satisfies readonly Point[]

/** The page (any format that sharp reads) on a wooden table, as PNG of 2000 × 1500 pixels. */
export async function photographOnTable(page: Uint8Array): Promise<Buffer> {
  const source = await readRgb(sharp(page))
  const table = await readRgb(sharp(Buffer.from(drawTable())))
  const data = Uint8Array.from(table.data)
  layPage(source, { ...table, data })
  const shade = Buffer.from(drawLight())
  return sharp(data, { raw: { width: table.width, height: table.height, channels: 3 } })
    .blur(0.6)
    .composite([{ input: shade, blend: 'multiply' }])
    .png({ compressionLevel: 1 })
    .toBuffer()
}

async function readRgb(image: Sharp): Promise<Raster> {
  const { data, info } = await image.removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Overwrites the table's pixels that the page covers, sampled bilinearly through the perspective. */
function layPage(page: Raster, table: Raster): void {
  const toPage = invertPerspective(CORNERS)
  for (let y = 0; y < table.height; y += 1) {
    for (let x = 0; x < table.width; x += 1) {
      const { x: u, y: v } = toPage({ x, y })
      if (u < 0 || u > 1 || v < 0 || v > 1) continue
      copyPixel(page, { x: u * (page.width - 1), y: v * (page.height - 1) }, table.data, (y * table.width + x) * 3)
    }
  }
}

/**
 * The map from the quadrilateral back to the unit square: the inverse of Heckbert's square-to-quadrilateral matrix
 * (Fundamentals of Texture Mapping and Image Warping, 1989, §2.2.3).
 */
function invertPerspective([p0, p1, p2, p3]: typeof CORNERS): (point: Point) => Point {
  const sumX = p0.x - p1.x + p2.x - p3.x
  const sumY = p0.y - p1.y + p2.y - p3.y
  const [dx1, dx2, dy1, dy2] = [p1.x - p2.x, p3.x - p2.x, p1.y - p2.y, p3.y - p2.y]
  const determinant = dx1 * dy2 - dx2 * dy1
  const g = (sumX * dy2 - dx2 * sumY) / determinant
  const h = (dx1 * sumY - sumX * dy1) / determinant
  const [a, b, c] = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x]
  const [d, e, f] = [p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y]
  return ({ x, y }) => {
    const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d)
    return {
      x: ((e - f * h) * x + (c * h - b) * y + (b * f - c * e)) / w,
      y: ((f * g - d) * x + (a - c * g) * y + (c * d - a * f)) / w,
    }
  }
}

function copyPixel(from: Raster, at: Point, to: Uint8Array, offset: number): void {
  const left = Math.min(Math.floor(at.x), from.width - 2)
  const top = Math.min(Math.floor(at.y), from.height - 2)
  const right = at.x - left
  const below = at.y - top
  const start = (top * from.width + left) * 3
  const next = start + from.width * 3
  for (let channel = 0; channel < 3; channel += 1) {
    const sample = (index: number) => from.data[index + channel] ?? 0
    const upper = sample(start) * (1 - right) + sample(start + 3) * right
    const lower = sample(next) * (1 - right) + sample(next + 3) * right
    to[offset + channel] = Math.round(upper * (1 - below) + lower * below)
  }
}

function drawTable(): string {
  const grain = Array.from({ length: 50 }, (_, line) => {
    const y = line * 31 + 9 * Math.sin(line * 2.3)
    const bend = 14 * Math.sin(line * 1.7)
    const width = 2 + 3 * Math.abs(Math.sin(line * 0.9))
    return `<path d="M0 ${y} Q1000 ${y + bend} 2000 ${y - bend}" stroke-width="${width}"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${TABLE.width}" height="${TABLE.height}">
    <rect width="100%" height="100%" fill="#6f5138"/>
    <g fill="none" stroke="#5d422c" stroke-opacity="0.55">${grain.join('')}</g></svg>`
}

/** Light that falls off from the upper left to the lower right. */
function drawLight(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${TABLE.width}" height="${TABLE.height}">
    <defs><radialGradient id="light" cx="0.35" cy="0.3" r="0.95">
      <stop stop-color="#fffdf6"/><stop offset="1" stop-color="#b9b4aa"/>
    </radialGradient></defs><rect width="100%" height="100%" fill="url(#light)"/></svg>`
}

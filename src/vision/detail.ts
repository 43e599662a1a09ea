/** Measures whether a picture is in focus and was held still, whatever it shows. */
import { type Box, crop, type Pixels, sharpOf } from './image.ts'

/** Documents are measured at this longest side, faces at the smaller one; pictures are never enlarged. */
export const DOCUMENT_DETAIL_SIDE = 640
export const FACE_DETAIL_SIDE = 160

/** Pixels on each side that the second blur takes in. */
const REACH = 3

/** Takes away the grain of the sensor and of compression, which would count as detail. */
const GRAIN_SIGMA = 0.7

/**
 * How much of the change from pixel to pixel one more blur takes away, 0…1: a sharp picture loses 0.6 to 0.8 of it, a
 * smeared one has little to lose (Crété et al., 2007). The lesser of both directions, so that motion in one direction
 * shows. Unlike the variance of the Laplacian it does not depend on contrast, nor on how much print there is.
 */
export async function measureDetail(pixels: Pixels, longestSide: number, box?: Box): Promise<number> {
  const { data, info } = await sharpOf(box ? await crop(pixels, box) : pixels)
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .blur(GRAIN_SIGMA)
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const rows = Array.from({ length: height }, (_, y) => lossAlong(data, { start: y * width, step: 1, length: width }))
  const columns = Array.from({ length: width }, (_, x) => lossAlong(data, { start: x, step: width, length: height }))
  return Math.min(share(rows), share(columns))
}

/** A row or a column of a picture. */
interface Line {
  readonly start: number
  readonly step: number
  readonly length: number
}

/** The change from pixel to pixel along a line, and how much of it a blur along the line takes away. */
function lossAlong(grey: Uint8Array, { start, step, length }: Line): { change: number; lost: number } {
  const pixelAt = (place: number) => grey[start + Math.min(Math.max(place, 0), length - 1) * step] ?? 0
  let [change, lost] = [0, 0]
  for (let place = 1; place < length; place++) {
    const sharp = Math.abs(pixelAt(place) - pixelAt(place - 1))
    // The means of two neighbouring windows differ by what enters and what leaves.
    const blurred = Math.abs(pixelAt(place + REACH) - pixelAt(place - 1 - REACH)) / (2 * REACH + 1)
    change += sharp
    lost += Math.max(0, sharp - blurred)
  }
  return { change, lost }
}

function share(lines: ReadonlyArray<{ change: number; lost: number }>): number {
  const change = lines.reduce((sum, line) => sum + line.change, 0)
  return change === 0 ? 0 : lines.reduce((sum, line) => sum + line.lost, 0) / change
}

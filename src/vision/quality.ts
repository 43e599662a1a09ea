/** Measures how well a picture can be looked at: sharpness, brightness, glare. */
import { type Box, clamp, crop, type Pixels, sharpOf } from './image.ts'

/** What a picture, or a part of it, is worth; each score is 0…1. */
export interface Quality {
  /** 0 is a smear, 1 as sharp as a good scan; see `sharpnessRaw`. */
  readonly sharpness: number
  /** Variance of the Laplacian of grey levels 0…255 at the measured size (Pech-Pacheco et al., 2000). */
  readonly sharpnessRaw: number
  /** Mean grey level; 0 black, 1 white. */
  readonly brightness: number
  /** Share of pixels that are burnt out: grey above 250. */
  readonly glareShare: number
}

/** Pictures are measured at this width: the variance grows with resolution, and phones differ. */
const MEASURED_WIDTH = 480

/** Raw sharpness that counts as 0 and as 1, on a logarithmic scale; from labelled documents, docs/vision-documents.md. */
const BLURRED = 10
const SHARP = 1000

const BURNT_OUT = 250

/** Measures the picture, or the part of it inside `box`, scaled to a width of 480 pixels (never enlarged). */
export async function measureQuality(pixels: Pixels, box?: Box): Promise<Quality> {
  const part = box ? await crop(pixels, box) : pixels
  const { data, info } = await sharpOf(part)
    .resize({ width: MEASURED_WIDTH, withoutEnlargement: true, kernel: 'linear' })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const sharpnessRaw = laplacianVariance(data, info.width, info.height)
  let sum = 0
  let burntOut = 0
  for (const grey of data) {
    sum += grey
    if (grey > BURNT_OUT) burntOut += 1
  }
  return {
    sharpness: clamp(Math.log(Math.max(sharpnessRaw, 1e-6) / BLURRED) / Math.log(SHARP / BLURRED), 0, 1),
    sharpnessRaw,
    brightness: sum / data.length / 255,
    glareShare: burntOut / data.length,
  }
}

/** Variance of the four-neighbour Laplacian over the inner pixels; 0 for pictures too small to have any. */
function laplacianVariance(grey: Uint8Array, width: number, height: number): number {
  let sum = 0
  let squares = 0
  const count = Math.max(0, width - 2) * Math.max(0, height - 2)
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x
      const around = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - width] ?? 0) + (grey[at + width] ?? 0)
      const value = around - 4 * (grey[at] ?? 0)
      sum += value
      squares += value * value
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}

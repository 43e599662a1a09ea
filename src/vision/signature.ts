/** Tells whether a drawn or photographed signature holds any ink. */

import sharp from 'sharp'
import { MAX_PIXELS } from './image.ts'

/** What a picture of a signature holds. */
export interface SignatureFacts {
  /** 0…1: the part of the picture that is ink; 0 for a blank one. A stroke across a 600 × 200 pad is about 0.01. */
  readonly inkShare: number
  /** Of the picture as it was sent, turned by its EXIF orientation. */
  readonly widthPx: number
  readonly heightPx: number
}

/** Looked at with this longest side: a thin pen on a large picture stays thicker than a pixel. */
const MEASURED_SIDE = 600

/** Ink differs from the paper around it by this many grey levels of 255; folds and shadows are softer. */
const MIN_CONTRAST = 40

/** The paper at a place is what a blur this wide says it is; pens are thinner. */
const PAPER_SIGMA = 12

/** Specks of fewer pixels are dust, noise and marks of compression. */
const MIN_SPECK_PIXELS = 6

/**
 * Measures the bytes of a PNG, JPEG or WebP; throws when they are none. Transparency is white paper. Ink may be darker
 * than its paper or lighter: a white stroke on black counts as well.
 */
export async function measureSignature(bytes: Uint8Array): Promise<SignatureFacts> {
  const upright = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .autoOrient()
    .flatten({ background: '#ffffff' })
  const { data, info } = await upright.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const raw = { width: info.width, height: info.height, channels: 3 } as const
  const grey = sharp(data, { raw })
    .resize({ width: MEASURED_SIDE, height: MEASURED_SIDE, fit: 'inside', withoutEnlargement: true })
    .greyscale()
  const drawn = await grey.clone().raw().toBuffer({ resolveWithObject: true })
  const paper = await grey.clone().blur(PAPER_SIGMA).raw().toBuffer()
  const isInk = Uint8Array.from(drawn.data, (value, at) => (Math.abs(value - (paper[at] ?? 0)) >= MIN_CONTRAST ? 1 : 0))
  const ink = countInk(isInk, drawn.info.width)
  return { inkShare: ink / isInk.length, widthPx: info.width, heightPx: info.height }
}

/** Ink pixels that hang together, corners included, in specks large enough; clears `isInk` on its way. */
function countInk(isInk: Uint8Array, width: number): number {
  let ink = 0
  for (let start = 0; start < isInk.length; start++) {
    const size = isInk[start] === 1 ? clearSpeck(isInk, width, start) : 0
    if (size >= MIN_SPECK_PIXELS) ink += size
  }
  return ink
}

function clearSpeck(isInk: Uint8Array, width: number, start: number): number {
  const waiting = [start]
  isInk[start] = 0
  let size = 0
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    size++
    const x = at % width
    for (const down of [-width, 0, width]) {
      for (let across = x === 0 ? 0 : -1; across <= (x === width - 1 ? 0 : 1); across++) {
        const next = at + down + across
        if (isInk[next] !== 1) continue
        isInk[next] = 0
        waiting.push(next)
      }
    }
  }
  return size
}

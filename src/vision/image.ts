/** Pixels in memory: decoding, scaling, turning and cutting out. */
import sharp, { type Sharp } from 'sharp'

/** 8-bit RGB, interleaved, row by row from the top left; `data.length` = width × height × 3. */
export interface Pixels {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
}

/** Axis-parallel box in pixels; origin top left. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Most pixels that are decoded; anything larger is refused before its pixels are read. */
export const MAX_PIXELS = 50_000_000

/**
 * Decodes JPEG, PNG or WebP to sRGB, turned upright by its EXIF orientation, transparency on white,
 * shrunk so that its longest side is at most `longestSide` pixels (never enlarged).
 */
export async function decodeImage(bytes: Uint8Array, longestSide: number): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width: info.width, height: info.height }
}

/** A sharp pipeline over raw pixels, for the operations that it does best. */
export function sharpOf(pixels: Pixels): Sharp {
  return sharp(pixels.data, { raw: { width: pixels.width, height: pixels.height, channels: 3 } })
}

/** Runs a sharp pipeline of three channels back to pixels. */
export async function toPixels(pipeline: Sharp): Promise<Pixels> {
  const { data, info } = await pipeline.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width: info.width, height: info.height }
}

/** Cuts a box out, clamped to the picture; at least 1 × 1. */
export function crop(pixels: Pixels, box: Box): Promise<Pixels> {
  const left = clamp(Math.floor(box.left), 0, pixels.width - 1)
  const top = clamp(Math.floor(box.top), 0, pixels.height - 1)
  const width = clamp(Math.ceil(box.left + box.width) - left, 1, pixels.width - left)
  const height = clamp(Math.ceil(box.top + box.height) - top, 1, pixels.height - top)
  return toPixels(sharpOf(pixels).extract({ left, top, width, height }))
}

/** Turns clockwise by any angle in degrees; the canvas grows, its corners are white. */
export function rotate(pixels: Pixels, angleDegrees: number): Promise<Pixels> {
  return toPixels(sharpOf(pixels).rotate(angleDegrees, { background: '#ffffff' }))
}

/** `value` held between `least` and `most`. */
export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

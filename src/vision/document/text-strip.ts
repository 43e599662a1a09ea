/** Cuts a rotated box out of a picture as an upright strip, sampled so that shrinking does not alias. */
import { clamp, type Pixels } from '../image.ts'
import type { RotatedBox } from './rotated-box.ts'

/** Columns and rows of a strip, in pixels. */
interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Samples `box` into `height` rows of `width` columns.
 * Float32Array(3 × height × width), planes blue, green, red; values −1…1; white outside the picture.
 */
export function cutStrip(image: Pixels, box: RotatedBox, size: Size): Float32Array {
  const plane = size.width * size.height
  const strip = new Float32Array(3 * plane)
  sampleStrip(image, box, size, (pixel, mean) => {
    for (let channel = 0; channel < 3; channel += 1) {
      strip[channel * plane + pixel] = (mean[2 - channel] ?? 0) / 127.5 - 1
    }
  })
  return strip
}

/** Samples as `cutStrip` does. Float32Array(height × width), luma of ITU-R BT.601, 0…255. */
export function cutGreyStrip(image: Pixels, box: RotatedBox, size: Size): Float32Array {
  const strip = new Float32Array(size.width * size.height)
  sampleStrip(image, box, size, (pixel, [red = 0, green = 0, blue = 0]) => {
    strip[pixel] = 0.299 * red + 0.587 * green + 0.114 * blue
  })
  return strip
}

/** Tells the mean colour (red, green, blue; 0…255) of each pixel of a strip, row by row; the array is used again. */
function sampleStrip(
  image: Pixels,
  box: RotatedBox,
  { width, height }: Size,
  put: (pixel: number, mean: Float64Array) => void,
): void {
  const cos = Math.cos(box.angle)
  const sin = Math.sin(box.angle)
  const stepsX = samplesPerPixel(box.width / width)
  const stepsY = samplesPerPixel(box.height / height)
  const count = stepsX * stepsY
  const sum = new Float64Array(3)
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const column = pixel % width
    const row = (pixel - column) / width
    sum.fill(0)
    for (let part = 0; part < count; part += 1) {
      const along = ((column + ((part % stepsX) + 0.5) / stepsX) / width - 0.5) * box.width
      const across = ((row + (Math.floor(part / stepsX) + 0.5) / stepsY) / height - 0.5) * box.height
      addSample(image, box.x + along * cos - across * sin, box.y + along * sin + across * cos, sum)
    }
    for (let channel = 0; channel < 3; channel += 1) sum[channel] = (sum[channel] ?? 0) / count
    put(pixel, sum)
  }
}

function samplesPerPixel(shrink: number): number {
  return clamp(Math.round(shrink), 1, 4)
}

/** Adds the bilinear sample at (x, y) to `sum` (red, green, blue); pixel centres lie at halves. */
function addSample({ data, width, height }: Pixels, x: number, y: number, sum: Float64Array): void {
  if (x < 0 || y < 0 || x > width || y > height) {
    for (let channel = 0; channel < 3; channel += 1) sum[channel] = (sum[channel] ?? 0) + 255
    return
  }
  const left = clamp(Math.floor(x - 0.5), 0, width - 1)
  const top = clamp(Math.floor(y - 0.5), 0, height - 1)
  const right = Math.min(left + 1, width - 1)
  const bottom = Math.min(top + 1, height - 1)
  const shareX = clamp(x - 0.5 - left, 0, 1)
  const shareY = clamp(y - 0.5 - top, 0, 1)
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = mix(data, (top * width + left) * 3 + channel, (top * width + right) * 3 + channel, shareX)
    const lower = mix(data, (bottom * width + left) * 3 + channel, (bottom * width + right) * 3 + channel, shareX)
    sum[channel] = (sum[channel] ?? 0) + upper + (lower - upper) * shareY
  }
}

function mix(data: Uint8Array, from: number, to: number, share: number): number {
  const start = data[from] ?? 0
  return start + ((data[to] ?? 0) - start) * share
}

/** Cuts a rotated box out of a picture as an upright strip, sampled so that shrinking does not alias. */
import { clamp, type Pixels } from '../image.ts'
import type { RotatedBox } from './rotated-box.ts'

/**
 * Samples `box` into `height` rows of `width` columns.
 * Float32Array(3 × height × width), planes blue, green, red; values −1…1; white outside the picture.
 */
export function cutStrip(image: Pixels, box: RotatedBox, size: { width: number; height: number }): Float32Array {
  const { width, height } = size
  const strip = new Float32Array(3 * width * height)
  const cos = Math.cos(box.angle)
  const sin = Math.sin(box.angle)
  const stepsX = samplesPerPixel(box.width / width)
  const stepsY = samplesPerPixel(box.height / height)
  const sum = new Float64Array(3)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      sum.fill(0)
      for (let part = 0; part < stepsX * stepsY; part += 1) {
        const along = ((column + ((part % stepsX) + 0.5) / stepsX) / width - 0.5) * box.width
        const across = ((row + (Math.floor(part / stepsX) + 0.5) / stepsY) / height - 0.5) * box.height
        addSample(image, box.x + along * cos - across * sin, box.y + along * sin + across * cos, sum)
      }
      for (let channel = 0; channel < 3; channel += 1) {
        const mean = (sum[2 - channel] ?? 0) / (stepsX * stepsY)
        strip[(channel * height + row) * width + column] = mean / 127.5 - 1
      }
    }
  }
  return strip
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

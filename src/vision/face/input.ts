/** Prepares network inputs: boxes cut out at the size a network takes, pixels laid out as its tensor. */
import { type Box, clamp, type Pixels, sharpOf, toPixels } from '../image.ts'
import { Tensor } from '../models.ts'

/** How 0…255 samples become network values: `(sample − mean) / divisor` for each plane, red first unless `bgr`. */
export interface Normalisation {
  readonly mean: readonly [red: number, green: number, blue: number]
  readonly divisor: readonly [red: number, green: number, blue: number]
  /** Planes in the order blue, green, red. */
  readonly bgr?: boolean
}

/** What the detector and the embedding network were trained with. */
export const CENTRED: Normalisation = { mean: [127.5, 127.5, 127.5], divisor: [128, 128, 128] }

/** Lays RGB pixels out as float32 `1 × 3 × height × width`. */
export function toTensor(pixels: Pixels, { mean, divisor, bgr = false }: Normalisation): Tensor {
  const { data, width, height } = pixels
  const plane = width * height
  const values = new Float32Array(plane * 3)
  for (let channel = 0; channel < 3; channel++) {
    const start = (bgr ? 2 - channel : channel) * plane
    const offset = mean[channel] ?? 0
    const scale = 1 / (divisor[channel] ?? 1)
    for (let i = 0; i < plane; i++) values[start + i] = ((data[i * 3 + channel] ?? 0) - offset) * scale
  }
  return new Tensor('float32', values, [1, 3, height, width])
}

/** Luma by ITU-R BT.601, 0…255, row by row. */
export function toLuma({ data, width, height }: Pixels): Float32Array {
  const luma = new Float32Array(width * height)
  for (let i = 0; i < luma.length; i++) {
    luma[i] = 0.299 * (data[i * 3] ?? 0) + 0.587 * (data[i * 3 + 1] ?? 0) + 0.114 * (data[i * 3 + 2] ?? 0)
  }
  return luma
}

/**
 * The box scaled about its centre by `scale` and made a square, then shifted inside the picture.
 * Where the picture is too small for it the box is cut to the picture, never padded: padding was measured to
 * ruin the liveness score (docs/vision-faces.md). Whole pixels, at least 1 × 1.
 */
export function squareInside(box: Box, scale: number, picture: { width: number; height: number }): Box {
  const side = Math.max(1, Math.round(Math.max(box.width, box.height) * scale))
  const width = Math.min(side, picture.width)
  const height = Math.min(side, picture.height)
  const left = Math.round(box.left + (box.width - width) / 2)
  const top = Math.round(box.top + (box.height - height) / 2)
  return {
    left: clamp(left, 0, picture.width - width),
    top: clamp(top, 0, picture.height - height),
    width,
    height,
  }
}

/** Cuts a whole-pixel box that lies inside the picture and stretches it to a square of `size` pixels. */
export function cutTo(pixels: Pixels, box: Box, size: number): Promise<Pixels> {
  const { left, top, width, height } = box
  return toPixels(
    sharpOf(pixels).extract({ left, top, width, height }).resize(size, size, { fit: 'fill', kernel: 'cubic' }),
  )
}

/** The layers of a small convolutional network in plain loops, for the one network that comes without an ONNX file. */

/** Square feature map: `size × size × channels`, channels innermost. */
export interface Features {
  readonly data: Float32Array
  readonly size: number
  readonly channels: number
}

/** A trained layer: `filters` in TensorFlow's order (height, width, in, out) and one bias per output channel. */
export interface Convolution {
  readonly filters: Float32Array
  readonly bias: Float32Array
}

/** A 3 × 3 filter per channel, then a 1 × 1 convolution across channels (Chollet, CVPR 2017). */
export interface SeparableConvolution {
  readonly depthwise: Float32Array
  readonly pointwise: Convolution
}

/** 3 × 3 convolution of stride 2; half the size, the missing row and column at the end are zero ("same"). */
export function convolveHalving(input: Features, layer: Convolution): Features {
  const size = Math.ceil(input.size / 2)
  const patches = new Float32Array(size * size * 9 * input.channels)
  forEachTap(input, size, 2, 0, (from, pixel, tap) => {
    patches.set(input.data.subarray(from, from + input.channels), (pixel * 9 + tap) * input.channels)
  })
  return convolvePoints({ data: patches, size, channels: 9 * input.channels }, layer)
}

/** Depthwise 3 × 3 of stride 1 with zeros around, then the pointwise part. */
export function convolveSeparably(input: Features, { depthwise, pointwise }: SeparableConvolution): Features {
  const { size, channels } = input
  const data = new Float32Array(input.data.length)
  forEachTap(input, size, 1, 1, (from, pixel, tap) => {
    const to = pixel * channels
    const weights = tap * channels
    for (let c = 0; c < channels; c++) {
      data[to + c] = (data[to + c] ?? 0) + (input.data[from + c] ?? 0) * (depthwise[weights + c] ?? 0)
    }
  })
  return convolvePoints({ data, size, channels }, pointwise)
}

/** 1 × 1 convolution: the same matrix for each pixel. */
export function convolvePoints(input: Features, { filters, bias }: Convolution): Features {
  const outputs = bias.length
  const data = new Float32Array(input.size ** 2 * outputs)
  for (let pixel = 0; pixel < input.size ** 2; pixel++) {
    const to = pixel * outputs
    data.set(bias, to)
    for (let c = 0; c < input.channels; c++) {
      const value = input.data[pixel * input.channels + c] ?? 0
      if (value === 0) continue // Half of the values are zero after a rectifier.
      const weights = c * outputs
      for (let o = 0; o < outputs; o++) data[to + o] = (data[to + o] ?? 0) + value * (filters[weights + o] ?? 0)
    }
  }
  return { data, size: input.size, channels: outputs }
}

/** Greatest value of 3 × 3 pixels with stride 2 ("same"). */
export function poolHalving(input: Features): Features {
  const { channels } = input
  const size = Math.ceil(input.size / 2)
  const data = new Float32Array(size * size * channels).fill(Number.NEGATIVE_INFINITY)
  forEachTap(input, size, 2, 0, (from, pixel) => {
    const to = pixel * channels
    for (let c = 0; c < channels; c++) data[to + c] = Math.max(data[to + c] ?? 0, input.data[from + c] ?? 0)
  })
  return { data, size, channels }
}

/** Every second pixel of every second row. */
export function takeEverySecond(input: Features): Features {
  const { channels } = input
  const size = Math.ceil(input.size / 2)
  const data = new Float32Array(size * size * channels)
  for (let pixel = 0; pixel < size * size; pixel++) {
    const from = (Math.floor(pixel / size) * 2 * input.size + (pixel % size) * 2) * channels
    data.set(input.data.subarray(from, from + channels), pixel * channels)
  }
  return { data, size, channels }
}

/** Negative values to zero. */
export function rectify(input: Features): Features {
  return { ...input, data: input.data.map((value) => Math.max(value, 0)) }
}

/** Sum of two maps of one shape. */
export function add(a: Features, b: Features): Features {
  return { ...a, data: a.data.map((value, i) => value + (b.data[i] ?? 0)) }
}

/** Mean of each channel; `channels` numbers. */
export function averageChannels({ data, size, channels }: Features): Float32Array {
  const means = new Float32Array(channels)
  for (const [i, value] of data.entries()) means[i % channels] = (means[i % channels] ?? 0) + value / size ** 2
  return means
}

/**
 * Visits the 3 × 3 neighbours of each output pixel that lie inside the input: `from` is the neighbour's first
 * channel, `tap` 0…8 its place in the filter. `before` zeros lie above and to the left.
 */
function forEachTap(
  input: Features,
  outputSize: number,
  stride: number,
  before: number,
  visit: (from: number, pixel: number, tap: number) => void,
): void {
  for (let pixel = 0; pixel < outputSize * outputSize; pixel++) {
    const top = Math.floor(pixel / outputSize) * stride - before
    const left = (pixel % outputSize) * stride - before
    for (let tap = 0; tap < 9; tap++) {
      const y = top + Math.floor(tap / 3)
      const x = left + (tap % 3)
      if (y < 0 || x < 0 || y >= input.size || x >= input.size) continue
      visit((y * input.size + x) * input.channels, pixel, tap)
    }
  }
}

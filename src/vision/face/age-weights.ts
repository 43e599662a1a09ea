/** Reads the weights of the age network: 8-bit numbers, each tensor with its own scale, described by a manifest. */
import { z } from 'zod'
import { AGE_FILES, readPinnedFile } from '../models.ts'
import type { Convolution, SeparableConvolution } from './layers.ts'

/** The TensorFlow.js weights manifest, as far as this network uses it. */
const Manifest = z.tuple([
  z.object({
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(z.number().int().positive()),
        dtype: z.literal('float32'),
        quantization: z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() }).optional(),
      }),
    ),
  }),
])

/** The network's tensors by name, taken out layer by layer. */
export interface Weights {
  /** `{name}/filters` and its bias. */
  convolution(name: string): Convolution
  /** `{name}/depthwise_filter`, `{name}/pointwise_filter` and the bias. */
  separable(name: string): SeparableConvolution
  /** `{name}/weights` and its bias: a 1 × 1 convolution of one pixel. */
  dense(name: string): Convolution
}

/** Reads and checks both files; throws when they are not the pinned ones. */
export async function readWeights(): Promise<Weights> {
  const bytes = await readPinnedFile(AGE_FILES.weights)
  const [group] = Manifest.parse(JSON.parse((await readPinnedFile(AGE_FILES.manifest)).toString()))
  const tensors = new Map<string, Float32Array>()
  let offset = 0
  for (const { name, shape, quantization } of group.weights) {
    const start = offset
    const length = shape.reduce((product, side) => product * side, 1)
    offset += length * (quantization ? 1 : Float32Array.BYTES_PER_ELEMENT)
    tensors.set(
      name,
      Float32Array.from({ length }, (_, i) =>
        quantization
          ? bytes.readUInt8(start + i) * quantization.scale + quantization.min
          : bytes.readFloatLE(start + i * 4),
      ),
    )
  }
  return namedLayers(tensors)
}

function namedLayers(tensors: ReadonlyMap<string, Float32Array>): Weights {
  function get(name: string): Float32Array {
    const tensor = tensors.get(name)
    if (tensor === undefined) throw new Error(`The age network has no tensor ${name}`)
    return tensor
  }
  return {
    convolution: (name) => ({ filters: get(`${name}/filters`), bias: get(`${name}/bias`) }),
    separable: (name) => ({
      depthwise: get(`${name}/depthwise_filter`),
      pointwise: { filters: get(`${name}/pointwise_filter`), bias: get(`${name}/bias`) },
    }),
    dense: (name) => ({ filters: get(`${name}/weights`), bias: get(`${name}/bias`) }),
  }
}

/** Estimates age and gender from a face by a small network that runs in plain TypeScript. */
import type { Pixels } from '../image.ts'
import { readWeights, type Weights } from './age-weights.ts'
import type { DetectedFace } from './detect.ts'
import { cutTo, squareInside } from './input.ts'
import {
  add,
  averageChannels,
  convolveHalving,
  convolvePoints,
  convolveSeparably,
  type Features,
  poolHalving,
  rectify,
  takeEverySecond,
} from './layers.ts'

/** What a face looks like to the network; not who the person is. */
export interface AgeEstimate {
  /** 0…100; wrong by 4 to 5 years in the mean, more for children and the old. */
  readonly ageYears: number
  /** 0…1, higher = more likely a man; right in three faces of four, so never decide on it. */
  readonly maleScore: number
}

/** The loaded network; about 2 MB. */
export interface AgeModel {
  readonly weights: Weights
}

const INPUT_SIZE = 112

/** Side of the cut in sides of the box; measured. */
const CROP_SCALE = 1.15

/** Mean red, green and blue of the training pictures. */
const MEAN_RGB = [122.782, 117.001, 104.298] as const

/** Loads the network; throws when its files are not the pinned ones. */
export async function openAgeModel(): Promise<AgeModel> {
  return { weights: await readWeights() }
}

/** Estimates age and gender of one face of a picture. An age gate needs a margin of about 7 years. */
export async function estimateAge(model: AgeModel, image: Pixels, face: DetectedFace): Promise<AgeEstimate> {
  const cut = await cutTo(image, squareInside(face.box, CROP_SCALE, image), INPUT_SIZE)
  const features = averageChannels(runTinyXception(model.weights, toFeatures(cut)))
  const pooled: Features = { data: features, size: 1, channels: features.length }
  const [ageYears = 0] = convolvePoints(pooled, model.weights.dense('fc/age')).data
  const [male = 0, female = 0] = convolvePoints(pooled, model.weights.dense('fc/gender')).data
  return { ageYears: Math.min(Math.max(ageYears, 0), 100), maleScore: 1 / (1 + Math.exp(female - male)) }
}

function toFeatures({ data, width }: Pixels): Features {
  const values = Float32Array.from(data, (value, i) => (value - (MEAN_RGB[i % 3] ?? 0)) / 255)
  return { data: values, size: width, channels: 3 }
}

/** 112 × 112 × 3 → 7 × 7 × 512: Xception (Chollet, CVPR 2017) with two main blocks, as face-api builds it. */
function runTinyXception(weights: Weights, input: Features): Features {
  const entered = rectify(convolveHalving(input, weights.convolution('entry_flow/conv_in')))
  const first = reduce(weights, 'entry_flow/reduction_block_0', entered)
  const second = reduce(weights, 'entry_flow/reduction_block_1', first)
  const middle = refine(weights, 'middle_flow/main_block_1', refine(weights, 'middle_flow/main_block_0', second))
  const last = reduce(weights, 'exit_flow/reduction_block', middle)
  return rectify(convolveSeparably(last, weights.separable('exit_flow/separable_conv')))
}

/** Halves the size; the first block's input is rectified already, and doing it again changes nothing. */
function reduce(weights: Weights, name: string, input: Features): Features {
  const once = convolveSeparably(rectify(input), weights.separable(`${name}/separable_conv0`))
  const twice = convolveSeparably(rectify(once), weights.separable(`${name}/separable_conv1`))
  const shortcut = convolvePoints(takeEverySecond(input), weights.convolution(`${name}/expansion_conv`))
  return add(poolHalving(twice), shortcut)
}

/** Three separable convolutions beside a straight way past them. */
function refine(weights: Weights, name: string, input: Features): Features {
  let output = input
  for (const layer of [0, 1, 2]) {
    output = convolveSeparably(rectify(output), weights.separable(`${name}/separable_conv${layer}`))
  }
  return add(output, input)
}

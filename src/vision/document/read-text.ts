/** Reads lines of Latin text: cuts boxes out, runs the recogniser and decodes what it saw at each step. */
import { clamp, type Pixels } from '../image.ts'
import { type Model, type Models, Tensor } from '../models.ts'
import type { RotatedBox } from './rotated-box.ts'
import { cutStrip } from './text-strip.ts'

/** The recogniser's classes from 1 on; class 0 is the blank of CTC (metadata of the model file, PaddleOCR `en_dict.txt`). */
const CHARACTERS = [
  '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`',
  'abcdefghijklmnopqrstuvwxyz{|}~!"#$%&\'()*+,-./  ',
].join('')

/** Number of classes, the blank at 0 included. */
const CLASS_COUNT = CHARACTERS.length + 1

/** Strips have this height; PP-OCRv3 was trained on it. */
const STRIP_HEIGHT = 48
const MIN_WIDTH = 48
const MAX_WIDTH = 2000

/** Wider batches than this gain nothing on a CPU and cost memory. */
const BATCH_SIZE = 6

/** Strips are batched with others at most this many times as wide: padding costs as much as text. */
const MAX_PADDING = 1.25

/** One strip through the recogniser. */
interface Recognition {
  /** Float32Array(steps × CLASS_COUNT): probability of each class at each step along the strip. */
  readonly probabilities: Float32Array
  readonly steps: number
}

/** A line of text as read. */
export interface TextLine {
  readonly text: string
  /** Mean probability of the characters, 0…1; 0 when there are none. */
  readonly confidence: number
  readonly box: RotatedBox
}

/** One character with the step at which it was seen. */
interface SeenCharacter {
  readonly character: string
  readonly probability: number
  /** Middle of its run of steps; fractional. */
  readonly step: number
}

/** Reads each box; lines come in the order of the boxes, empty ones included. */
export async function readText(models: Models, image: Pixels, boxes: readonly RotatedBox[]): Promise<TextLine[]> {
  const recognitions = await recognise(models, image, boxes)
  return recognitions.map((recognition, index) => {
    const seen = decode(recognition)
    const sum = seen.reduce((total, { probability }) => total + probability, 0)
    return {
      text: seen
        .map(({ character }) => character)
        .join('')
        .trim(),
      confidence: seen.length === 0 ? 0 : sum / seen.length,
      box: boxes[index] ?? { x: 0, y: 0, width: 0, height: 0, angle: 0 },
    }
  })
}

/** Runs the recogniser over boxes, those of like width together; answers in the order of the boxes. */
async function recognise(models: Models, image: Pixels, boxes: readonly RotatedBox[]): Promise<Recognition[]> {
  const order = boxes.map((box, index) => ({ box, index, width: stripWidth(box) })).sort((a, b) => a.width - b.width)
  const recognitions: Recognition[] = []
  for (const batch of groupByWidth(order)) {
    const found = await recogniseBatch(models.textRead, image, batch)
    for (const [place, { index }] of batch.entries()) {
      const recognition = found[place]
      if (recognition) recognitions[index] = recognition
    }
  }
  return recognitions
}

/** Cuts items sorted by width into batches whose narrowest needs little padding. */
function groupByWidth<T extends { readonly width: number }>(sorted: readonly T[]): T[][] {
  const batches: T[][] = []
  for (const item of sorted) {
    const batch = batches.at(-1)
    const narrowest = batch?.[0]?.width ?? 0
    if (batch && batch.length < BATCH_SIZE && item.width <= narrowest * MAX_PADDING) batch.push(item)
    else batches.push([item])
  }
  return batches
}

/** Best class at each step, repeats merged, blanks dropped (CTC, Graves et al., 2006). */
function decode({ probabilities, steps }: Recognition): SeenCharacter[] {
  const seen: SeenCharacter[] = []
  let previous = 0
  let start = 0
  for (let step = 0; step < steps; step += 1) {
    const { best, probability } = bestClass(probabilities, step)
    if (best !== previous) start = step
    previous = best
    if (best === 0) continue
    const character = CHARACTERS[best - 1] ?? ''
    const run = { character, probability, step: (start + step) / 2 }
    if (start === step) seen.push(run)
    else seen[seen.length - 1] = { ...run, probability: Math.max(probability, seen.at(-1)?.probability ?? 0) }
  }
  return seen
}

function bestClass(probabilities: Float32Array, step: number): { best: number; probability: number } {
  let best = 0
  let probability = -1
  for (let index = 0; index < CLASS_COUNT; index += 1) {
    const value = probabilities[step * CLASS_COUNT + index] ?? 0
    if (value > probability) {
      best = index
      probability = value
    }
  }
  return { best, probability }
}

function stripWidth(box: RotatedBox): number {
  return clamp(Math.round((box.width / Math.max(box.height, 1)) * STRIP_HEIGHT), MIN_WIDTH, MAX_WIDTH)
}

/** Strips narrower than the widest are padded with the middle grey that the recogniser was trained with. */
async function recogniseBatch(
  model: Model,
  image: Pixels,
  batch: readonly { box: RotatedBox; width: number }[],
): Promise<Recognition[]> {
  const width = Math.ceil(Math.max(...batch.map((item) => item.width)) / 8) * 8
  const rowCount = 3 * STRIP_HEIGHT
  const values = new Float32Array(batch.length * rowCount * width)
  for (const [place, item] of batch.entries()) {
    const strip = cutStrip(image, item.box, { width: item.width, height: STRIP_HEIGHT })
    for (let row = 0; row < rowCount; row += 1) {
      const pixels = strip.subarray(row * item.width, (row + 1) * item.width)
      values.set(pixels, (place * rowCount + row) * width)
    }
  }
  const input = new Tensor('float32', values, [batch.length, 3, STRIP_HEIGHT, width])
  const output = Object.values(await model.run(input))[0]
  if (!(output?.data instanceof Float32Array)) throw new Error('The text recogniser gave no classes')
  const { data, dims } = output
  const steps = dims[1] ?? 0
  return batch.map((_, place) => ({
    probabilities: data.subarray(place * steps * CLASS_COUNT, (place + 1) * steps * CLASS_COUNT),
    steps,
  }))
}

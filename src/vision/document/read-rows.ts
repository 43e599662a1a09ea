/** Reads rows of a machine-readable zone: cuts them out in grey and runs the recogniser that was made for zones. */
import type { Pixels } from '../image.ts'
import { type Models, Tensor } from '../models.ts'
import { STEP_WIDTH, type Steps } from './mrz-steps.ts'
import type { RotatedBox } from './rotated-box.ts'
import { cutGreyStrip } from './text-strip.ts'

/** Strips have this height, and the recogniser answers once for so many pixels along them (training/network.py). */
const STRIP_HEIGHT = 32
const STEP_PX = 4

const MIN_STEPS = 8
const MAX_STEPS = 500

/** Below this a probability says no more than that the recogniser did not see the symbol. */
const MIN_LOG = Math.log(1e-4)

/** What stands at each step of each row. One row at a time: the network levels each strip by its own light, padding included. */
export async function readRows(
  models: Pick<Models, 'mrzRead'>,
  image: Pixels,
  rows: readonly RotatedBox[],
): Promise<Steps[]> {
  const read: Steps[] = []
  for (const row of rows) read.push(await readRow(models, image, row))
  return read
}

async function readRow(models: Pick<Models, 'mrzRead'>, image: Pixels, row: RotatedBox): Promise<Steps> {
  const natural = Math.ceil((row.width / row.height) * (STRIP_HEIGHT / STEP_PX))
  const width = Math.min(Math.max(natural, MIN_STEPS), MAX_STEPS) * STEP_PX
  const strip = cutGreyStrip(image, row, { width, height: STRIP_HEIGHT })
  const output = await models.mrzRead.run(new Tensor('float32', strip, [1, 1, STRIP_HEIGHT, width]))
  const logs = output.logs?.data
  if (!(logs instanceof Float32Array)) throw new Error('The recogniser of zones gave no symbols')
  return { count: logs.length / STEP_WIDTH, logs: logs.map((log) => Math.max(log, MIN_LOG)) }
}

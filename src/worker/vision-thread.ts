/** The inside of a vision thread: loads the models once, then measures what it is sent, one check at a time. */
import { parentPort } from 'node:worker_threads'
import { listModelHashes } from '../vision/models.ts'
import { MEASURES } from './measure.ts'
import { openThreadModels } from './thread-models.ts'
import type { VisionAnswer, VisionRequest } from './vision-pool.ts'

const port = parentPort
if (!port) throw new Error('vision-thread.ts runs in a worker thread only')

const models = openThreadModels()

port.on('message', async ({ kind, pictures }: VisionRequest) => {
  port.postMessage(await answer(kind, pictures))
})

async function answer(kind: VisionRequest['kind'], pictures: VisionRequest['pictures']): Promise<VisionAnswer> {
  try {
    const { facts, attachments } = await MEASURES[kind](await models, pictures)
    return { facts, models: listModelHashes(kind), ...(attachments && { attachments }) }
  } catch (error) {
    return { failed: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error' }
  }
}

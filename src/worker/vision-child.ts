/** The code of the processes that run the models: loads them once, then measures one check at a time. */
import { serveParent } from '../children/serve-parent.ts'
import { listModelHashes } from '../vision/models.ts'
import { openChildModels } from './child-models.ts'
import { MEASURES } from './measure.ts'
import type { VisionRequest } from './vision-pool.ts'

const models = openChildModels()

serveParent(async ({ body, files }) => {
  const { kind } = body as Pick<VisionRequest, 'kind'>
  const { facts, attachments } = await MEASURES[kind](await models, files)
  return { body: { facts, models: listModelHashes(kind) }, files: attachments ?? {} }
})

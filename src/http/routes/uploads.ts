/** POST /v1/upload/presign: announces pictures and answers where to put them. */
import * as z from 'zod'
import { MAX_IMAGE_BYTES } from '../../services/evidence/normalize.ts'
import { presignUploads } from '../../services/evidence/presign.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'

const file = z.strictObject({
  contentType: z.string().min(1).max(255),
  byteLength: z.int().min(1).max(MAX_IMAGE_BYTES),
})

/** Adds the route. */
export function registerUploads(api: App, { ctx }: HttpServices): void {
  const schema = {
    tags: ['Uploads'],
    summary: 'Get signed URLs to upload pictures to',
    body: z.strictObject({ files: z.array(file).min(1).max(20) }),
    response: {
      200: z.object({ uploads: z.array(z.object({ uploadUrl: z.string(), fileKey: z.string() })) }),
      ...errorResponses(400, 413, 415),
    },
  }
  api.post('/upload/presign', { schema, config: { scope: 'checks:write' } }, async (req) => ({
    uploads: await presignUploads(ctx, actorOf(req), req.body.files),
  }))
}

/** POST /v1/upload/presign: announces pictures and answers where to put them. */
import * as z from 'zod'
import { MAX_IMAGE_BYTES } from '../../services/evidence/normalize.ts'
import { presignUploads } from '../../services/evidence/presign.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { EXAMPLE_FILE_KEY } from '../wire/image-field.ts'
import { named } from '../wire/named.ts'

const MAX_FILES = 20

/** What a picture of a direct call may be: anything else would be refused when its bytes come. */
const CONTENT_TYPES = ['image/jpeg', 'image/png'] as const

const file = named(
  'UploadFile',
  z.object({
    contentType: z
      .enum(CONTENT_TYPES, { error: 'must be image/jpeg or image/png: direct calls read nothing else' })
      .describe('The Content-Type that the PUT must carry, to the letter'),
    byteLength: z.int().min(1).max(MAX_IMAGE_BYTES).describe('The bytes that the PUT must have, exactly'),
  }),
  { description: 'A picture that is to be uploaded.' },
)

const presignBody = named(
  'PresignRequest',
  z.object({ files: z.array(file).min(1).max(MAX_FILES).describe('1 to 20 pictures') }),
  {
    description: 'The pictures that are to be uploaded. Unknown keys are ignored.',
    example: { files: [{ contentType: 'image/jpeg', byteLength: 482_113 }] },
  },
)

const presignedBody = named(
  'PresignedUploads',
  z.object({
    uploads: z
      .array(
        z.object({
          uploadUrl: z.string().describe('PUT the bytes here without a key; lives 15 minutes'),
          fileKey: z.string().describe('Names the picture in direct calls'),
        }),
      )
      .describe('As many as files, in their order'),
  }),
  {
    description: 'Where to put each picture, and how to name it afterwards.',
    example: {
      uploads: [
        {
          uploadUrl: `https://verify.example.com/files/${EXAMPLE_FILE_KEY}?expires=1774966572&signature=pQ5s8Y2kX0vB7nM4cT1wR9zL6dF3hJ5gK8aS2eU7iO4`,
          fileKey: EXAMPLE_FILE_KEY,
        },
      ],
    },
  },
)

/** Adds the route. */
export function registerUploads(api: App, { ctx }: HttpServices): void {
  const schema = {
    operationId: 'presignUploads',
    tags: ['Uploads'],
    summary: 'Get signed URLs to upload pictures to',
    description:
      'For pictures that are too large for a JSON body. PUT the bytes to each URL with the Content-Type announced and ' +
      'without a key, then name the picture by its fileKey in a direct call. Costs nothing.',
    body: presignBody,
    response: { 200: presignedBody, ...errorResponses(400, 413, 415) },
  }
  api.post('/upload/presign', { schema, config: { scope: 'checks:write' } }, async (req) => ({
    uploads: await presignUploads(ctx, actorOf(req), req.body.files),
  }))
}

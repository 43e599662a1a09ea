/** /files: the bytes behind signed URLs. The signature is the permission; no key is asked for. */
import * as z from 'zod'
import { requireFileSignature } from '../../blobs/signed-url.ts'
import { AppError } from '../../lib/errors.ts'
import type { EvidenceId } from '../../lib/ids.ts'
import { MAX_IMAGE_BYTES } from '../../services/evidence/normalize.ts'
import { readEvidence } from '../../services/evidence/read.ts'
import { receiveUpload } from '../../services/evidence/receive.ts'
import type { App } from '../app-type.ts'
import type { HttpServices } from '../services.ts'
import { openErrorResponses } from '../wire/errors.ts'
import { idField } from '../wire/fields.ts'

const params = z.object({ fileKey: idField })
const querystring = z.object({ expires: z.string().regex(/^\d{1,12}$/), signature: z.string().max(100) })

/** Adds the routes. */
export function registerFiles(app: App, { ctx }: HttpServices): void {
  const signing = ctx.keyring.signing
  const getSchema = {
    tags: ['Files'],
    summary: 'Show a picture by its signed URL',
    security: [],
    params,
    querystring,
    response: openErrorResponses(400, 403, 404),
  }
  app.get('/files/:fileKey', { schema: getSchema }, async (req, reply) => {
    const { fileKey } = req.params
    requireFileSignature(signing, { fileKey, operation: 'get', ...req.query }, ctx.clock.nowMs())
    const { bytes, contentType } = await readEvidence(ctx, fileKey as EvidenceId)
    reply.header('content-disposition', 'inline').header('cache-control', 'private, no-store')
    reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply.type(contentType).send(bytes as never)
  })

  app.register(async (raw: App) => {
    acceptRawBodies(raw)
    const putSchema = {
      tags: ['Files'],
      summary: 'Upload a picture to its signed URL',
      security: [],
      params,
      querystring,
      response: { 200: z.object({ fileKey: z.string() }), ...openErrorResponses(400, 403, 404, 409, 413) },
    }
    raw.put('/files/:fileKey', { schema: putSchema, bodyLimit: MAX_IMAGE_BYTES }, async (req) => {
      const { fileKey } = req.params
      requireFileSignature(signing, { fileKey, operation: 'put', ...req.query }, ctx.clock.nowMs())
      const bytes = bytesOf(req.body)
      await receiveUpload(ctx, fileKey as EvidenceId, { contentType: req.headers['content-type'], bytes })
      return { fileKey }
    })
  })
}

/** Makes a scope hand over bodies of every content type as they came. */
export function acceptRawBodies(scope: App): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_req, body, done) => done(null, body))
}

/** The raw body; throws `image_invalid` when there is none. */
export function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.byteLength > 0) return body
  throw new AppError('image_invalid', { message: 'The request has no body: send the bytes of the picture' })
}

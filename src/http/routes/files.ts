/** /files: the bytes behind signed URLs. The signature is the permission; no key is asked for. */
import * as z from 'zod'
import { requireFileSignature } from '../../blobs/signed-url.ts'
import { AppError } from '../../lib/errors.ts'
import type { EvidenceId } from '../../lib/ids.ts'
import type { ReadEntry } from '../../services/audit/read-recorder.ts'
import { MAX_IMAGE_BYTES } from '../../services/evidence/normalize.ts'
import { readEvidence } from '../../services/evidence/read.ts'
import { receiveUpload } from '../../services/evidence/receive.ts'
import { findFixturePicture } from '../../services/sandbox/pictures.ts'
import type { App } from '../app-type.ts'
import type { HttpServices } from '../services.ts'
import { toValidationError } from '../validate.ts'
import { openErrorResponses } from '../wire/errors.ts'
import { idField } from '../wire/fields.ts'
import { EXAMPLE_FILE_KEY } from '../wire/image-field.ts'
import { named } from '../wire/named.ts'

const params = z.object({ fileKey: idField.describe('UUID of the picture, as the signed URL has it') })
const querystring = z.object({
  expires: z
    .string()
    .regex(/^\d{1,12}$/)
    .describe('When the URL ends, in seconds since 1970; part of the signature'),
  signature: z.string().max(100).describe('As the signed URL has it'),
})
const shownQuery = z.object({
  ...querystring.shape,
  holder: z.uuid().optional().describe('The API key that the URL was made for; part of the signature'),
})
const signedUrl = z.object({ ...params.shape, ...querystring.shape })
const picture = z.string().meta({ format: 'binary' })
const shownPicture = {
  description: 'The bytes of the picture.',
  content: { 'image/jpeg': { schema: picture }, 'image/png': { schema: picture } },
}
const bytes = { schema: { type: 'string', format: 'binary' } }
const sentPicture = {
  required: true,
  description: 'The bytes of the picture.',
  content: { 'image/jpeg': bytes, 'image/png': bytes },
}
const uploadedBody = named('UploadedFile', z.object({ fileKey: z.string().describe('Names it in direct calls') }), {
  description: 'The picture has arrived.',
  example: { fileKey: EXAMPLE_FILE_KEY },
})

/** Adds the routes. */
export function registerFiles(app: App, { ctx, reads }: HttpServices): void {
  const signing = ctx.keyring.signing
  const getSchema = {
    operationId: 'showFile',
    tags: ['Files'],
    summary: 'Show a picture by its signed URL',
    description:
      'The signature is the permission: no key is asked for. A URL lives 15 minutes, and its use is audited.',
    security: [],
    params,
    querystring: shownQuery,
    response: { 200: shownPicture, ...openErrorResponses(400, 403, 404, 503) },
  }
  app.get('/files/:fileKey', { schema: getSchema }, async (req, reply) => {
    const { fileKey } = req.params
    requireFileSignature(signing, { fileKey, operation: 'get', ...req.query }, ctx.clock.nowMs())
    const drawn = findFixturePicture(fileKey)
    if (drawn)
      return reply
        .type('image/png')
        .header('content-disposition', 'inline')
        .send(drawn as never)
    const { bytes, contentType, row } = await readEvidence(ctx, fileKey as EvidenceId)
    reads.requireWritable(row.organizationId)
    reads.note(toRead(row, req.query.holder, req.ip))
    reply
      .header('content-disposition', dispositionOf(fileKey, contentType))
      .header('cache-control', 'private, no-store')
    reply.header('cross-origin-resource-policy', 'cross-origin')
    return reply.type(contentType).send(bytes as never)
  })

  app.register(async (raw: App) => {
    acceptRawBodies(raw)
    // Before the body is read; one that began in time may end after the URL does.
    raw.addHook('onRequest', async (req) => {
      const asked = signedUrl.safeParse({ ...(req.params as object), ...(req.query as object) })
      if (!asked.success) throw toValidationError(asked.error.issues)
      requireFileSignature(signing, { ...asked.data, operation: 'put' }, ctx.clock.nowMs())
    })
    const putSchema = {
      operationId: 'uploadFile',
      tags: ['Files'],
      summary: 'Upload a picture to its signed URL',
      description:
        'The body is the picture itself, with the Content-Type and the length that were announced; 403 for any other, ' +
        '409 when the bytes came before. The signature is the permission: no key is asked for.',
      security: [],
      'x-request-body': sentPicture,
      params,
      querystring,
      response: { 200: uploadedBody, ...openErrorResponses(400, 403, 404, 409, 413, 503) },
    }
    raw.put('/files/:fileKey', { schema: putSchema, bodyLimit: MAX_IMAGE_BYTES }, async (req) => {
      const { fileKey } = req.params
      const bytes = bytesOf(req.body)
      await receiveUpload(ctx, fileKey as EvidenceId, { contentType: req.headers['content-type'], bytes })
      return { fileKey }
    })
  })
}

/** Whoever holds the URL was given it by the key that it was made for. */
function toRead(
  { id: targetId, organizationId, sessionId, slot }: Awaited<ReturnType<typeof readEvidence>>['row'],
  holder: string | undefined,
  ip: string,
): ReadEntry {
  const author = holder
    ? ({ actorKind: 'api_key', actorId: holder } as const)
    : ({ actorKind: 'stranger', actorId: null } as const)
  const details = { by: 'link', ...(sessionId && { sessionId }), ...(slot && { slot }) }
  return { organizationId, ...author, action: 'evidence.view', targetId, details, ip }
}

/** What evidence is kept as. */
const ENDINGS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'application/pdf': 'pdf' }

/**
 * Pictures are shown; any other file is saved, since it is as its sender made it. It is called by its id, which the
 * caller has checked, and never by a name that somebody gave it.
 */
export function dispositionOf(id: string, contentType: string): string {
  const way = contentType.startsWith('image/') ? 'inline' : 'attachment'
  return `${way}; filename="${id}.${ENDINGS[contentType] ?? 'bin'}"`
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

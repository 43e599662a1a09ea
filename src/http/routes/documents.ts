/** POST /v1/document/scan: reads a document. */
import * as z from 'zod'
import { runDirectCheck } from '../../services/checks/run-direct.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import { acceptMultipart, IMAGE_BODY_LIMIT, imageField, readImage } from '../images.ts'
import type { HttpServices } from '../services.ts'
import { documentTypeField, scannedDocumentBody, toScannedDocument } from '../wire/documents.ts'
import { errorResponses } from '../wire/errors.ts'

/** Adds the route. */
export function registerDocuments(api: App, { ctx, finished }: HttpServices): void {
  const schema = {
    tags: ['Checks'],
    summary: 'Read a document',
    consumes: ['application/json', 'multipart/form-data'],
    body: z.strictObject({ image: imageField, documentType: documentTypeField }),
    response: { 200: scannedDocumentBody, ...errorResponses(400, 402, 404, 409, 413, 415) },
  }
  api.post(
    '/document/scan',
    { schema, config: { scope: 'checks:write' }, bodyLimit: IMAGE_BODY_LIMIT, preValidation: acceptMultipart },
    async (req) => {
      const actor = actorOf(req)
      const front = await readImage(ctx, actor, 'image', req.body.image)
      const request = { kind: 'document_scan' as const, pictures: { front }, work: workOf(req) }
      const facts = await runDirectCheck(ctx, finished, actor, request)
      return toScannedDocument(facts)
    },
  )
}

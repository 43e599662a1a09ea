/** POST /v1/document/scan: reads a document. */
import { runDirectCheck } from '../../services/checks/run-direct.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import { acceptMultipart, describeDirectCall, IMAGE_BODY_LIMIT, readImage } from '../images.ts'
import type { HttpServices } from '../services.ts'
import { OPEN_SCAN, scanDocumentBody, scannedDocumentBody, toScannedDocument } from '../wire/documents.ts'
import { errorResponses } from '../wire/errors.ts'
import { toVisibleAnswer } from '../wire/visible.ts'

/** Adds the route. */
export function registerDocuments(api: App, { ctx, finished, admission }: HttpServices): void {
  const schema = {
    operationId: 'scanDocument',
    tags: ['Checks'],
    summary: 'Read a document',
    description: describeDirectCall('Reads the machine-readable zone with its check digits, and the print around it.'),
    consumes: ['application/json', 'multipart/form-data'],
    body: scanDocumentBody,
    response: { 200: scannedDocumentBody, ...errorResponses(400, 402, 404, 409, 413, 415) },
  }
  api.post(
    '/document/scan',
    { schema, config: { scope: 'checks:write' }, bodyLimit: IMAGE_BODY_LIMIT, preValidation: acceptMultipart },
    async (req) => {
      const actor = actorOf(req)
      const readPictures = async () => ({ front: await readImage(ctx, req, 'image', req.body.image) })
      const request = { kind: 'document_scan' as const, readPictures, work: workOf(req) }
      const facts = await runDirectCheck(ctx, { finished, admission }, actor, request)
      return toVisibleAnswer(actor, toScannedDocument(facts), OPEN_SCAN)
    },
  )
}

/** POST /v1/identity/verify: a document and a face in one call. */
import { runDirectCheck } from '../../services/checks/run-direct.ts'
import { thresholdsOf } from '../../services/checks/thresholds.ts'
import { verifyFacts } from '../../services/checks/verify-facts.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import { acceptMultipart, describeDirectCall, IMAGE_BODY_LIMIT, readImage } from '../images.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { OPEN_IDENTITY, toVerifiedIdentity, verifiedIdentityBody, verifyIdentityBody } from '../wire/identity.ts'
import { toVisibleAnswer } from '../wire/visible.ts'

/** Adds the route. */
export function registerIdentity(api: App, { ctx, finished, admission }: HttpServices): void {
  const schema = {
    operationId: 'verifyIdentity',
    tags: ['Checks'],
    summary: 'Read a document and compare its portrait with a face',
    description: describeDirectCall('A picture that shows no document or no face is an outcome, not an error.'),
    consumes: ['application/json', 'multipart/form-data'],
    body: verifyIdentityBody,
    response: { 200: verifiedIdentityBody, ...errorResponses(400, 402, 404, 409, 413, 415) },
  }
  api.post(
    '/identity/verify',
    { schema, config: { scope: 'checks:write' }, bodyLimit: IMAGE_BODY_LIMIT, preValidation: acceptMultipart },
    async (req) => {
      const actor = actorOf(req)
      const { documentImage, faceImage } = req.body
      const readPictures = async () => ({
        id_front: await readImage(ctx, req, 'documentImage', documentImage),
        selfie_front: await readImage(ctx, req, 'faceImage', faceImage),
      })
      const request = { kind: 'identity_verify' as const, readPictures, work: workOf(req) }
      const facts = await runDirectCheck(ctx, { finished, admission }, actor, request)
      const answer = toVerifiedIdentity(facts, verifyFacts(ctx, facts), thresholdsOf(ctx))
      return toVisibleAnswer(actor, answer, OPEN_IDENTITY)
    },
  )
}

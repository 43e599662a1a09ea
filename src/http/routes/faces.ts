/** /v1/face: detect, compare, estimate the age. */
import { runDirectCheck } from '../../services/checks/run-direct.ts'
import { thresholdsOf } from '../../services/checks/thresholds.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { workOf } from '../idempotency.ts'
import { acceptMultipart, describeDirectCall, IMAGE_BODY_LIMIT, readImage } from '../images.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import {
  comparedFacesBody,
  detectedFaceBody,
  estimatedAgeBody,
  OPEN_FACE,
  onePictureBody,
  toComparedFaces,
  toDetectedFace,
  toEstimatedAge,
  twoPicturesBody,
} from '../wire/faces.ts'
import { toVisibleAnswer } from '../wire/visible.ts'

const consumes = ['application/json', 'multipart/form-data']
const errors = errorResponses(400, 402, 404, 409, 413, 415)

/** Adds the routes. */
export function registerFaces(api: App, { ctx, finished, admission }: HttpServices): void {
  const route = {
    config: { scope: 'checks:write' as const },
    bodyLimit: IMAGE_BODY_LIMIT,
    preValidation: acceptMultipart,
  }

  const detectSchema = {
    operationId: 'detectFace',
    tags: ['Checks'],
    summary: 'Find the largest face in a picture',
    description: describeDirectCall('A picture without a face is an outcome, not an error.'),
    consumes,
    body: onePictureBody,
    response: { 200: detectedFaceBody, ...errors },
  }
  api.post('/face/detect', { ...route, schema: detectSchema }, async (req) => {
    const actor = actorOf(req)
    const readPictures = async () => ({ image: await readImage(ctx, req, 'image', req.body.image) })
    const request = { kind: 'face_detect' as const, readPictures, work: workOf(req) }
    const facts = await runDirectCheck(ctx, { finished, admission }, actor, request)
    return toVisibleAnswer(actor, toDetectedFace(facts), OPEN_FACE.detect)
  })

  const compareSchema = {
    operationId: 'compareFaces',
    tags: ['Checks'],
    summary: 'Compare the faces of two pictures',
    description: describeDirectCall('A picture without a face is an outcome, not an error.'),
    consumes,
    body: twoPicturesBody,
    response: { 200: comparedFacesBody, ...errors },
  }
  api.post('/face/compare', { ...route, schema: compareSchema }, async (req) => {
    const actor = actorOf(req)
    const readPictures = async () => ({
      source: await readImage(ctx, req, 'source', req.body.source),
      target: await readImage(ctx, req, 'target', req.body.target),
    })
    const request = { kind: 'face_compare' as const, readPictures, work: workOf(req) }
    const facts = await runDirectCheck(ctx, { finished, admission }, actor, request)
    return toVisibleAnswer(actor, toComparedFaces(facts, thresholdsOf(ctx)), OPEN_FACE.compare)
  })

  const ageSchema = {
    operationId: 'estimateAge',
    tags: ['Checks'],
    summary: 'Estimate how old the largest face in a picture looks',
    description: describeDirectCall('An estimate proves no age: it is 4 to 5 years off in the mean.'),
    consumes,
    body: onePictureBody,
    response: { 200: estimatedAgeBody, ...errors },
  }
  api.post('/face/estimate-age', { ...route, schema: ageSchema }, async (req) => {
    const actor = actorOf(req)
    const readPictures = async () => ({ image: await readImage(ctx, req, 'image', req.body.image) })
    const request = { kind: 'face_estimate_age' as const, readPictures, work: workOf(req) }
    const facts = await runDirectCheck(ctx, { finished, admission }, actor, request)
    return toVisibleAnswer(actor, toEstimatedAge(facts), OPEN_FACE.age)
  })
}

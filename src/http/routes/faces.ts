/** /v1/face: detect and compare. */
import * as z from 'zod'
import { runDirectCheck } from '../../services/checks/run-direct.ts'
import type { App } from '../app-type.ts'
import { actorOf } from '../authenticate.ts'
import { acceptMultipart, IMAGE_BODY_LIMIT, imageField, takeImage } from '../images.ts'
import type { HttpServices } from '../services.ts'
import { errorResponses } from '../wire/errors.ts'
import { comparedFacesBody, detectedFaceBody, toComparedFaces, toDetectedFace } from '../wire/faces.ts'

const consumes = ['application/json', 'multipart/form-data']
const errors = errorResponses(400, 402, 404, 409, 413, 415)

/** Adds the routes. */
export function registerFaces(api: App, { ctx, finished }: HttpServices): void {
  const { faceMatchThreshold: match, faceReviewThreshold: review } = ctx.config.vision
  const route = {
    config: { scope: 'checks:write' as const },
    bodyLimit: IMAGE_BODY_LIMIT,
    preValidation: acceptMultipart,
  }

  const detectSchema = {
    tags: ['Checks'],
    summary: 'Find the largest face in a picture',
    consumes,
    body: z.strictObject({ image: imageField }),
    response: { 200: detectedFaceBody, ...errors },
  }
  api.post('/face/detect', { ...route, schema: detectSchema }, async (req) => {
    const actor = actorOf(req)
    const image = await takeImage(ctx, actor, 'image', req.body.image)
    return toDetectedFace(await runDirectCheck(ctx, finished, actor, { kind: 'face_detect', evidence: { image } }))
  })

  const compareSchema = {
    tags: ['Checks'],
    summary: 'Compare the faces of two pictures',
    consumes,
    body: z.strictObject({ source: imageField, target: imageField }),
    response: { 200: comparedFacesBody, ...errors },
  }
  api.post('/face/compare', { ...route, schema: compareSchema }, async (req) => {
    const actor = actorOf(req)
    const source = await takeImage(ctx, actor, 'source', req.body.source)
    const target = await takeImage(ctx, actor, 'target', req.body.target)
    const request = { kind: 'face_compare' as const, evidence: { source, target } }
    return toComparedFaces(await runDirectCheck(ctx, finished, actor, request), { match, review })
  })
}

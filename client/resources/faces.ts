/** `client.faces`: finds and compares faces and estimates how old they look. */
import { type Picture, sendPictures } from '../pictures.ts'
import type { Answer } from '../route-types.ts'
import type { CreateOptions, Transport } from '../transport.ts'
import type { Uploads } from './uploads.ts'

export type DetectedFace = Answer<'/v1/face/detect', 'post'>
export type ComparedFaces = Answer<'/v1/face/compare', 'post'>
export type EstimatedAge = Answer<'/v1/face/estimate-age', 'post'>

interface OnePicture {
  readonly image: Picture
}

interface TwoPictures {
  readonly source: Picture
  readonly target: Picture
}

export interface Faces {
  /** The largest face, its box and landmarks as shares of the picture. */
  detect(request: OnePicture, options?: CreateOptions): Promise<DetectedFace>
  /** Whether the largest faces are one person's: confidence 0 to 100, a match from `threshold` on. */
  compare(request: TwoPictures, options?: CreateOptions): Promise<ComparedFaces>
  /** How old the largest face looks, in years. */
  estimateAge(request: OnePicture, options?: CreateOptions): Promise<EstimatedAge>
}

export function createFaces(transport: Transport, uploads: Uploads): Faces {
  async function post<T>(path: string, pictures: Readonly<Record<string, Picture>>, options?: CreateOptions) {
    const body = await sendPictures(uploads, pictures, options)
    return transport.call<T>({ method: 'POST', path, body }, options)
  }
  return {
    detect: ({ image }, options) => post('/v1/face/detect', { image }, options),
    compare: ({ source, target }, options) => post('/v1/face/compare', { source, target }, options),
    estimateAge: ({ image }, options) => post('/v1/face/estimate-age', { image }, options),
  }
}

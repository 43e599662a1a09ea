/** `client.identity`: a document and a face in one call. */
import { type Picture, sendPictures } from '../pictures.ts'
import type { Answer, Body } from '../route-types.ts'
import type { CreateOptions, Transport } from '../transport.ts'
import type { Uploads } from './uploads.ts'

type VerifyFields = Omit<Body<'/v1/identity/verify', 'post'>, 'documentImage' | 'faceImage'>

export type VerifyIdentity = VerifyFields & { readonly documentImage: Picture; readonly faceImage: Picture }
export type VerifiedIdentity = Answer<'/v1/identity/verify', 'post'>

export interface Identity {
  /** Reads the document and compares its portrait with the face; confidences are 0 to 100. */
  verify(request: VerifyIdentity, options?: CreateOptions): Promise<VerifiedIdentity>
}

export function createIdentity(transport: Transport, uploads: Uploads): Identity {
  return {
    async verify({ documentImage, faceImage, ...rest }, options) {
      const body = { ...rest, ...(await sendPictures(uploads, { documentImage, faceImage }, options)) }
      return transport.call({ method: 'POST', path: '/v1/identity/verify', body }, options)
    },
  }
}

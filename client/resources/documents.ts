/** `client.documents`: reads a document. */
import { type Picture, sendPictures } from '../pictures.ts'
import type { Answer, Body } from '../route-types.ts'
import type { CreateOptions, Transport } from '../transport.ts'
import type { Uploads } from './uploads.ts'

export type ScanDocument = Omit<Body<'/v1/document/scan', 'post'>, 'image'> & { readonly image: Picture }
export type ScannedDocument = Answer<'/v1/document/scan', 'post'>

export interface Documents {
  /** What could not be read is an empty string. */
  scan(request: ScanDocument, options?: CreateOptions): Promise<ScannedDocument>
}

export function createDocuments(transport: Transport, uploads: Uploads): Documents {
  return {
    async scan({ image, ...rest }, options) {
      const body = { ...rest, ...(await sendPictures(uploads, { image }, options)) }
      return transport.call({ method: 'POST', path: '/v1/document/scan', body }, options)
    },
  }
}

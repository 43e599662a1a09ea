/** `client.uploads`: pictures that a later call names by their fileKey. */
import { pictureTypeOf, putBytes, refuseMissing } from '../put-bytes.ts'
import type { Answer, Body } from '../route-types.ts'
import type { RequestOptions } from '../send.ts'
import type { CreateOptions, Transport } from '../transport.ts'

export type AnnouncedFile = Body<'/v1/upload/presign', 'post'>['files'][number]
export type PresignedUploads = Answer<'/v1/upload/presign', 'post'>

export interface Uploads {
  /** Answers a signed URL for each file, in their order; it takes exactly the bytes announced, for 15 minutes. */
  presign(files: readonly AnnouncedFile[], options?: CreateOptions): Promise<PresignedUploads>
  /** Uploads a JPEG or PNG of at most 15 MiB and answers its fileKey. */
  put(picture: Uint8Array, options?: RequestOptions): Promise<string>
  /** The same for several pictures at once; the fileKeys come in their order. */
  putAll(pictures: readonly Uint8Array[], options?: RequestOptions): Promise<string[]>
}

export function createUploads(transport: Transport): Uploads {
  const presign: Uploads['presign'] = (files, options) =>
    transport.call({ method: 'POST', path: '/v1/upload/presign', body: { files } }, options)

  const putAll: Uploads['putAll'] = async (pictures, options = {}) => {
    const files = pictures.map((bytes) => ({ contentType: pictureTypeOf(bytes), byteLength: bytes.byteLength }))
    // Each call has files of its own, so an idempotency key that came along is not the one of this request.
    const { signal, timeoutMs, maxRetries } = options
    const { uploads } = await presign(files, { signal, timeoutMs, maxRetries })
    const puts = pictures.map(async (bytes, index) => {
      const { uploadUrl: url, fileKey } = uploads[index] ?? refuseMissing()
      await putBytes(transport, { url, contentType: pictureTypeOf(bytes), bytes }, options)
      return fileKey
    })
    return Promise.all(puts)
  }

  return {
    presign,
    putAll,
    async put(picture, options) {
      const [fileKey = refuseMissing()] = await putAll([picture], options)
      return fileKey
    },
  }
}

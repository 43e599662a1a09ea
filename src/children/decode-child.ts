/** The code of the processes that decode pictures. */
import { decodeBase64 } from './base64.ts'
import { decodePicture } from './decode-picture.ts'
import { type DecodeRequest, type Decoding, type Refusal, refuseUnread } from './decoding.ts'
import { serveParent } from './serve-parent.ts'

/** Blanks and escapes may make base64 longer than it must be, to this part of the most bytes. */
const MAX_TEXT_RATIO = 1.5

serveParent(async ({ body, files }) => {
  const request = body as DecodeRequest
  const read = readBytes(files.picture ?? new Uint8Array(), request)
  const decoded = 'refused' in read ? read : await decodePicture(read.bytes)
  if ('refused' in decoded) return { body: decoded satisfies Decoding, files: {} }
  const { bytes, width, height } = decoded
  return { body: { width, height } satisfies Decoding, files: { picture: bytes } }
})

/** The bytes of a text, of which the server has looked at nothing. */
function readBytes(
  picture: Uint8Array,
  request: DecodeRequest,
): { readonly bytes: Uint8Array } | { readonly refused: Refusal } {
  if (request.form === 'bytes') return { bytes: picture }
  if (picture.byteLength > request.maxBytes * MAX_TEXT_RATIO) return { refused: { why: 'too_many_bytes' } }
  const bytes = decodeBase64(picture, request.form === 'json')
  if (!bytes) return { refused: { why: 'no_base64' } }
  const refused = refuseUnread(bytes, request)
  return refused ? { refused } : { bytes }
}

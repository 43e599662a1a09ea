/** The code of the processes that decode pictures. */
import { decodePicture } from './decode-picture.ts'
import type { Decoding } from './decoding.ts'
import { serveParent } from './serve-parent.ts'

serveParent(async ({ files }) => {
  const decoded = await decodePicture(files.picture ?? new Uint8Array())
  if ('refused' in decoded) return { body: decoded satisfies Decoding, files: {} }
  const { bytes, width, height } = decoded
  return { body: { width, height } satisfies Decoding, files: { picture: bytes } }
})

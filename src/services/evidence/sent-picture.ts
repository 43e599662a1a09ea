/** A picture as a caller sent it. */

/** `bytes` as they are, as `base64` text, or as base64 between the quotes of a `json` string, where escapes may stand. */
export interface SentPicture {
  readonly form: 'bytes' | 'base64' | 'json'
  readonly bytes: Buffer
}

/** How many bytes the picture has; of text with blanks, escapes or a prefix a few more than that. */
export function sizeOfSent({ form, bytes }: SentPicture): number {
  if (form === 'bytes') return bytes.byteLength
  const padding = bytes.subarray(-2).toString('latin1').replace(/[^=]/g, '').length
  return Math.floor((bytes.byteLength * 3) / 4) - padding
}

/** Which files the server takes as a photo. */

/** Media types; leaving HEIC out makes a phone convert its photos to JPEG by itself. */
export const PHOTO_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']

const LARGEST_BYTES = 15 * 1_048_576

/** The code of what is wrong with a file, as the server would say it; saves sending it in vain. */
export function findFileFault(file: Blob): 'media_unsupported' | 'body_too_large' | undefined {
  if (!PHOTO_TYPES.includes(file.type)) return 'media_unsupported'
  return file.size > LARGEST_BYTES ? 'body_too_large' : undefined
}

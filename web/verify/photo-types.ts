/** Which files the server takes. */

/** Media types of photos; leaving HEIC out makes a phone convert its photos to JPEG by itself. */
export const PHOTO_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']

export const PDF_TYPE = 'application/pdf'

const LARGEST_BYTES = 15 * 1_048_576

export type FileFault = 'media_unsupported' | 'file_unsupported' | 'body_too_large'

/** The code of what is wrong with a file; saves sending it in vain. */
export function findFileFault(file: File, takesPdf = false): FileFault | undefined {
  if (!PHOTO_TYPES.includes(file.type) && !(takesPdf && isPdf(file))) {
    return takesPdf ? 'file_unsupported' : 'media_unsupported'
  }
  return file.size > LARGEST_BYTES ? 'body_too_large' : undefined
}

/** By type, or by name where a phone tells no type; the server looks at the content. */
export function isPdf({ type, name }: File): boolean {
  return type === PDF_TYPE || (type === '' && name.toLowerCase().endsWith('.pdf'))
}

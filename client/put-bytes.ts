/** Puts the bytes of one upload to its signed URL, and tells their kind by how they begin. */
import { ConflictError, OpenIdvError } from './errors.ts'
import type { RequestOptions } from './send.ts'
import type { Transport } from './transport.ts'

/** An upload whose answer was lost counts as done: its retry is told that the bytes are there already. */
export async function putBytes(
  transport: Transport,
  upload: { url: string; contentType: string; bytes: Uint8Array },
  options: RequestOptions,
): Promise<void> {
  try {
    await transport.put(upload, options)
  } catch (error) {
    // Nobody else knows the URL: the bytes came with an attempt whose answer was lost.
    // Other conflicts, such as an organization that is closing, took nothing.
    if (!(error instanceof ConflictError && error.code === 'conflict')) throw error
  }
}

/** PNG by its signature, else JPEG: the server looks into the bytes and says so when they are neither. */
export function pictureTypeOf(bytes: Uint8Array): 'image/jpeg' | 'image/png' {
  return beginsWith(bytes, [0x89, 0x50, 0x4e, 0x47]) ? 'image/png' : 'image/jpeg'
}

/** The same, and PDF by its header `%PDF-` (ISO 32000-2 §7.5.2). */
export function fileTypeOf(bytes: Uint8Array): 'application/pdf' | 'image/jpeg' | 'image/png' {
  return beginsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d]) ? 'application/pdf' : pictureTypeOf(bytes)
}

/** For an answer that has no URL for a file that was announced. */
export function refuseMissing(): never {
  const message = 'The server presigned fewer uploads than were announced'
  throw new OpenIdvError({ code: 'answer_unexpected', message, requestId: '' })
}

function beginsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

/** Turns the text of a picture into its bytes, where that holds up nobody. */

const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/
const DATA_URL = /^data:image\/[a-z]+;base64,/

/**
 * The bytes of base64 or base64url, with blanks or the beginning of a data URL if it must be; `isJson`: the text stood between the
 * quotes of a JSON string. Undefined for any other text.
 */
export function decodeBase64(bytes: Uint8Array, isJson: boolean): Buffer | undefined {
  const written = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const text = isJson && written.includes('\\') ? unescapeJson(written) : written
  const base64 = text?.replace(DATA_URL, '').replace(/\s+/g, '')
  // Node's decoder takes both alphabets.
  return base64 !== undefined && BASE64.test(base64) ? Buffer.from(base64, 'base64') : undefined
}

function unescapeJson(written: string): string | undefined {
  try {
    const text: unknown = JSON.parse(`"${written}"`)
    return typeof text === 'string' ? text : undefined
  } catch {
    return undefined
  }
}

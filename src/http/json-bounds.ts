/** Bounds JSON before it is parsed: what is nested or strung together without end would hold up everybody. */
import { AppError } from '../lib/errors.ts'

/** Deeper than any body of this API is by far. */
const MAX_DEPTH = 64
/** A megabyte of `[1,1,1,…` takes a second to parse and check; a workflow of a hundred steps has a few thousand values. */
const MAX_VALUES = 20_000

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c]
const [OPENING_BRACKET, CLOSING_BRACKET, OPENING_BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Throws `body_malformed` for a text with more than 64 levels or 20,000 values. One pass over what is outside of
 * strings; that it is JSON at all is left to the parser.
 */
export function requireBoundedJson(text: string): void {
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) {
      at = findStringEnd(text, at)
      if (at < 0) return
    } else if (code === OPENING_BRACKET || code === OPENING_BRACE) {
      values += 1
      depth += 1
      if (depth > MAX_DEPTH) throw malformedBody(`is nested more than ${MAX_DEPTH} levels deep`)
    } else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) depth -= 1
    else if (code === COMMA) {
      values += 1
      if (values > MAX_VALUES) throw malformedBody(`has more than ${MAX_VALUES.toLocaleString('en')} values`)
    }
  }
}

/** Where the string that begins at `start` ends; -1 when it does not. A quote after an odd number of backslashes is text. */
function findStringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0) {
    let slashes = 0
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1
    if (slashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return -1
}

/** `what` follows "The request body". */
export function malformedBody(what: string): AppError {
  return new AppError('body_malformed', { message: `The request body ${what}` })
}

/** Lifts pictures out of JSON before it is parsed, so that no text of megabytes is made of them on the event loop. */
import { malformedBody } from './json-bounds.ts'

/** Shorter strings are parsed as usual. */
const MIN_LIFTED_BYTES = 64 * 1024
/** A body with two pictures has a dozen; each quote costs a step. */
const MAX_QUOTES = 40_000

const [QUOTE, BACKSLASH] = [0x22, 0x5c]

export interface LiftedJson {
  /** The body, in which what `nameOf` answered stands for each long string. */
  readonly text: string
  /** What stood between their quotes, escapes included; parts of the body, not copies. */
  readonly strings: readonly Buffer[]
}

/** One pass that skips from quote to quote. Throws `body_malformed` for more than 40,000 quotes; leaves the rest to the parser. */
export function liftLongStrings(body: Buffer, nameOf: (place: number) => string): LiftedJson {
  const pieces: string[] = []
  const strings: Buffer[] = []
  let quotes = 0
  let kept = 0
  const nextQuote = (from: number) => {
    quotes += 1
    if (quotes > MAX_QUOTES) throw malformedBody(`has more than ${MAX_QUOTES.toLocaleString('en')} quotes`)
    return body.indexOf(QUOTE, from)
  }
  for (let start = nextQuote(0); start >= 0; ) {
    let end = nextQuote(start + 1)
    while (end >= 0 && isEscaped(body, end)) end = nextQuote(end + 1)
    if (end < 0) break
    if (end - start > MIN_LIFTED_BYTES) {
      pieces.push(body.toString('utf8', kept, start + 1), nameOf(strings.length))
      strings.push(body.subarray(start + 1, end))
      kept = end
    }
    start = nextQuote(end + 1)
  }
  pieces.push(body.toString('utf8', kept))
  return { text: pieces.join(''), strings }
}

/** A quote after an odd number of backslashes is text. */
function isEscaped(body: Buffer, at: number): boolean {
  let slashes = 0
  while (body[at - 1 - slashes] === BACKSLASH) slashes += 1
  return slashes % 2 === 1
}

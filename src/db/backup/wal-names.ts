/** Places in PostgreSQL's write-ahead log, and the names of the files that hold them. */

/** Bytes of a file of the log: what initdb takes unless told otherwise. */
export const SEGMENT_BYTES = 16n * 1024n * 1024n
/** Of the file that is being written. */
export const PARTIAL = '.partial'

/** Timeline, and the number of the file in two halves, each 8 digits in hex. */
const SEGMENT_FORM = /^(?<timeline>[0-9A-F]{8})(?<high>[0-9A-F]{8})(?<low>[0-9A-F]{8})(?<partial>\.partial)?$/
const SEGMENTS_PER_HIGH = (1n << 32n) / SEGMENT_BYTES

/** A file of the log. */
export interface Segment {
  readonly name: string
  readonly timeline: number
  /** Place of its first byte. */
  readonly start: bigint
  readonly isPartial: boolean
}

/** The place that a text such as 0/2000028 names. */
export function parseLsn(text: string): bigint {
  const [high = '', low = ''] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
}

/** The text of a place. */
export function formatLsn(lsn: bigint): string {
  return `${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffffffffn).toString(16).toUpperCase()}`
}

/** Where the file begins that holds a place. */
export function segmentStart(lsn: bigint): bigint {
  return lsn - (lsn % SEGMENT_BYTES)
}

/** The name of the file that holds a place of a timeline. */
export function segmentName(timeline: number, lsn: bigint): string {
  const number = lsn / SEGMENT_BYTES
  return [BigInt(timeline), number / SEGMENTS_PER_HIGH, number % SEGMENTS_PER_HIGH]
    .map((part) => part.toString(16).toUpperCase().padStart(8, '0'))
    .join('')
}

/** What a name says; undefined for that of another file. */
export function parseSegment(name: string): Segment | undefined {
  const { timeline, high, low, partial } = SEGMENT_FORM.exec(name)?.groups ?? {}
  if (timeline === undefined || high === undefined || low === undefined) return undefined
  const start = (BigInt(`0x${high}`) * SEGMENTS_PER_HIGH + BigInt(`0x${low}`)) * SEGMENT_BYTES
  return { name, timeline: Number.parseInt(timeline, 16), start, isPartial: partial !== undefined }
}

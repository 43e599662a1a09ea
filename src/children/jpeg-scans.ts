/** Counts the scans of a JPEG without decoding it: each scan is another walk over all its pixels. */

/** ITU-T T.81 table B.1. */
const MARKER = 0xff
const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9
/** Bytes inside of a scan that look like a marker and are none: a stuffed zero, RST0 to RST7, and fill. */
const isInsideScan = (code: number) => code === 0x00 || (code >= 0xd0 && code <= 0xd7) || code === MARKER
/** Markers without a length: TEM and SOI. */
const isAlone = (code: number) => code === 0x01 || code === 0xd8

/** The SOS markers up to the end of the image, or of what is there; broken parts are left for the decoder to refuse. */
export function countScans(jpeg: Uint8Array): number {
  let scans = 0
  let at = 2
  while (at + 3 < jpeg.length) {
    const code = jpeg[at + 1] ?? 0
    if (jpeg[at] !== MARKER || isInsideScan(code)) {
      // Of many bytes in a scan few can begin a marker.
      const next = jpeg.indexOf(MARKER, at + 1)
      if (next < 0) return scans
      at = next
    } else if (code === END_OF_IMAGE) {
      return scans
    } else if (isAlone(code)) {
      at += 2
    } else {
      if (code === START_OF_SCAN) scans += 1
      at += 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0))
    }
  }
  return scans
}

/** What the process that decodes pictures is bound to, and what it answers. */

/** Most pixels that are decoded: 50 million is a 7,000 × 7,000 photo; refused before its pixels are read. */
export const MAX_PIXELS = 50_000_000
/** Shortest side that can show anything. */
export const MIN_SIDE = 32
/** Longest side that is kept, in pixels: about 600 dpi on a passport page. */
export const MAX_SIDE = 2600
/** Scans of one JPEG. The scripts of libjpeg (jcparam.c) have 10 for YCbCr, 14 for RGB and 18 for CMYK; cameras write 1. */
export const MAX_SCANS = 32
/** Pixels times scans, which is what a decoder walks: the largest picture with 12 scans, or 18 million pixels with 32. */
export const MAX_SCANNED_PIXELS = 600_000_000

/** Why a picture was not decoded, for the server to put into words. */
export type Refusal =
  | { readonly why: 'damaged_header' | 'damaged' }
  | { readonly why: 'too_large' | 'too_small'; readonly width: number; readonly height: number }
  | { readonly why: 'too_many_scans'; readonly scans: number }

/** The picture itself comes as the file `picture`: JPEG, upright, sRGB, without metadata. */
export type Decoding = { readonly width: number; readonly height: number } | { readonly refused: Refusal }

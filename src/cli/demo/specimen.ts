/** Draws the data page of a passport of Utopia, ICAO's imaginary state, around a given portrait. */
import sharp, { type OverlayOptions } from 'sharp'
import { drawText } from './glyphs.ts'
import { drawGuilloche } from './guilloche.ts'
import { photographOnTable } from './photograph.ts'
import { buildTd3Mrz, type Td3Fields } from './td3.ts'

/** What the page says: the fields of the machine-readable zone, and those printed for people only. */
export interface SpecimenPassport extends Td3Fields {
  /** `YYYY-MM-DD`. */
  readonly dateOfIssue: string
  /** JPEG or PNG; the middle of it is cut to 35 × 45. */
  readonly photoJpeg: Uint8Array
}

/** Ways to spoil the picture, so that refusals can be shown and tested. */
export interface SpecimenOptions {
  /** Smears the machine-readable zone beyond reading. */
  readonly blurMrz?: boolean
  /** Leaves the zone white. */
  readonly omitMrz?: boolean
  /** Turns the picture clockwise; the corners show a grey ground. */
  readonly rotateDegrees?: number
  /** Shows the page from aslant on a table, as a phone would. */
  readonly onTable?: boolean
}

/** A passport's data page is 125 × 88 mm (ISO/IEC 7810, ID-3). */
const PIXELS_PER_MM = 12.8
const WIDTH = 125 * PIXELS_PER_MM
const HEIGHT = Math.round(88 * PIXELS_PER_MM)
/** The zone is 23.2 mm high (ICAO 9303-4). */
const ZONE_TOP = HEIGHT - Math.round(23.2 * PIXELS_PER_MM)

const INK = '#1d2430'
const LABEL_INK = '#3f5f78'

const PHOTO = { left: 62, top: 172, width: 35 * PIXELS_PER_MM, height: 45 * PIXELS_PER_MM }
const GHOST = { left: 1372, top: 584, width: 166, height: 214 }

/** The page as a JPEG of 1600 × 1126 pixels (larger when turned or on the table). */
export async function drawPassport(passport: SpecimenPassport, options: SpecimenOptions = {}): Promise<Buffer> {
  const page = await drawPage(passport, options)
  const readable = options.blurMrz === true ? await blurZone(page) : page
  const placed = options.onTable === true ? await photographOnTable(readable) : readable
  const turned = sharp(placed).rotate(options.rotateDegrees ?? 0, { background: '#8d8f93' })
  return turned.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer()
}

async function drawPage(passport: SpecimenPassport, options: SpecimenOptions): Promise<Buffer> {
  const zone = options.omitMrz === true ? '' : drawZone(passport)
  const layers = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#paper)"/>`,
    drawGuilloche({ width: WIDTH, height: ZONE_TOP }),
    `<rect y="${ZONE_TOP}" width="${WIDTH}" height="${HEIGHT - ZONE_TOP}" fill="#fdfdfb"/>`,
    drawHeader(),
    drawFields(passport),
    zone,
  ]
  const paper =
    '<stop stop-color="#e6f1f1"/><stop offset="0.55" stop-color="#f6f3ea"/><stop offset="1" stop-color="#f3e6ea"/>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <defs><linearGradient id="paper" x2="1" y2="0.6">${paper}</linearGradient></defs>${layers.join('')}</svg>`
  const portraits = await Promise.all([cutPortrait(passport.photoJpeg), cutGhost(passport.photoJpeg)])
  return sharp(Buffer.from(svg))
    .flatten({ background: '#ffffff' })
    .composite(portraits)
    .png({ compressionLevel: 1 })
    .toBuffer()
}

function drawHeader(): string {
  return [
    drawText('UTOPIA', { left: 66, baseline: 102, capHeight: 44, pitch: 46, strokeWidth: 7, color: '#27506b' }),
    drawText('PASSPORT / PASSEPORT', {
      left: 566,
      baseline: 102,
      capHeight: 26,
      pitch: 25,
      strokeWidth: 4,
      color: '#27506b',
    }),
    drawText('SPECIMEN', { left: 1262, baseline: 102, capHeight: 36, pitch: 35, strokeWidth: 7, color: '#c3373f' }),
    `<path d="M62 130 H1538" stroke="#27506b" stroke-width="2.5"/>`,
  ].join('')
}

function drawFields(passport: SpecimenPassport): string {
  return [
    drawField(566, 0, 'TYPE / TYPE', 'P'),
    drawField(836, 0, 'CODE / CODE', passport.issuer),
    drawField(1106, 0, 'PASSPORT NO. / PASSEPORT NO.', passport.documentNumber),
    drawField(566, 1, 'SURNAME / NOM', passport.surname),
    drawField(566, 2, 'GIVEN NAMES / PRENOMS', passport.givenNames),
    drawField(566, 3, 'NATIONALITY / NATIONALITE', passport.nationality === 'UTO' ? 'UTOPIAN' : passport.nationality),
    drawField(566, 4, 'DATE OF BIRTH / DATE DE NAISSANCE', printDate(passport.dateOfBirth)),
    drawField(1106, 4, 'SEX / SEXE', passport.sex),
    drawField(566, 5, 'DATE OF ISSUE / DATE DE DELIVRANCE', printDate(passport.dateOfIssue)),
    drawField(1106, 5, 'AUTHORITY', passport.issuer === 'UTO' ? 'UTOPIA' : passport.issuer),
    drawField(566, 6, "DATE OF EXPIRY / DATE D'EXPIRATION", printDate(passport.expirationDate)),
  ].join('')
}

/** A caption with its value below it; `row` counts from 0 at the top. */
function drawField(left: number, row: number, label: string, value: string): string {
  const top = 176 + row * 92
  // A name that would run over the page's edge is printed smaller.
  const fit = Math.min(1, (WIDTH - 60 - left) / (value.length * 25))
  return [
    drawText(label, { left, baseline: top + 14, capHeight: 13, pitch: 13.4, strokeWidth: 2.2, color: LABEL_INK }),
    drawText(value, { left, baseline: top + 56, capHeight: 26 * fit, pitch: 25 * fit, strokeWidth: 4.2, color: INK }),
  ].join('')
}

/** OCR-B size 1: ten characters to the inch, capitals about 2.4 mm high over all (ICAO 9303-3). */
function drawZone(passport: SpecimenPassport): string {
  const style = {
    left: 6.2 * PIXELS_PER_MM,
    capHeight: 2.05 * PIXELS_PER_MM,
    pitch: 2.54 * PIXELS_PER_MM,
    strokeWidth: 0.33 * PIXELS_PER_MM,
    color: '#101014',
  }
  const [first, second] = buildTd3Mrz(passport)
  const above = drawText(first, { ...style, baseline: ZONE_TOP + 8.6 * PIXELS_PER_MM })
  return above + drawText(second, { ...style, baseline: ZONE_TOP + 14.95 * PIXELS_PER_MM })
}

/** `1974-08-12` as `12 AUG 1974`. */
function printDate(date: string): string {
  const [year, month, day] = date.split('-')
  const names = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
  return `${day} ${names[Number(month) - 1]} ${year}`
}

/** The printed portrait: its colours are half washed out, as personalisation printers leave them. */
async function cutPortrait(photo: Uint8Array): Promise<OverlayOptions> {
  const { left, top, width, height } = PHOTO
  const input = await sharp(photo)
    .resize(width, height)
    .modulate({ saturation: 0.55 })
    .png({ compressionLevel: 1 })
    .toBuffer()
  return { input, left, top }
}

/** The faint second portrait that passports carry against swapping of the first; it fades into the paper. */
async function cutGhost(photo: Uint8Array): Promise<OverlayOptions> {
  const { left, top, width, height } = GHOST
  const veil = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><radialGradient id="veil" r="0.6"><stop offset="0.55" stop-opacity="0.34"/><stop offset="0.95" stop-opacity="0"/>
    </radialGradient></defs><rect width="100%" height="100%" fill="url(#veil)"/></svg>`
  const input = await sharp(photo)
    .resize(width, height)
    .grayscale()
    .toColourspace('srgb')
    .ensureAlpha()
    .composite([{ input: Buffer.from(veil), blend: 'dest-in' }])
    .png({ compressionLevel: 1 })
    .toBuffer()
  return { input, left, top }
}

async function blurZone(page: Buffer): Promise<Buffer> {
  const zone = { left: 0, top: ZONE_TOP, width: WIDTH, height: HEIGHT - ZONE_TOP }
  const input = await sharp(page).extract(zone).blur(9).png({ compressionLevel: 1 }).toBuffer()
  return sharp(page)
    .composite([{ input, left: 0, top: ZONE_TOP }])
    .png({ compressionLevel: 1 })
    .toBuffer()
}

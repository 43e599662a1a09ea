/** Photographs for the tests: groups of people, shipped as samples inside the package face-api. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type Box, crop, decodeImage, type Pixels, sharpOf, toPixels } from '../image.ts'

const FOLDER = new URL('../../../node_modules/@vladmandic/face-api/demo/', import.meta.url)

/** Head and shoulders of three pictures; Ann is one woman on two evenings, Bea another. Pixels of the full photograph. */
const PEOPLE = {
  ann: { file: 'sample3.jpg', box: { left: 860, top: 80, width: 620, height: 620 } },
  annAgain: { file: 'sample1.jpg', box: { left: 1270, top: 40, width: 600, height: 600 } },
  bea: { file: 'sample6.jpg', box: { left: 60, top: 360, width: 580, height: 580 } },
} as const satisfies Record<string, { file: string; box: Box }>

/** One of the sample photographs at full size, 1920 pixels wide. */
export async function readPhoto(file: 'sample1.jpg' | 'sample3.jpg' | 'sample6.jpg'): Promise<Pixels> {
  return decodeImage(await readFile(fileURLToPath(new URL(file, FOLDER))), 1920)
}

/** A picture of one person alone. */
export async function readPerson(name: keyof typeof PEOPLE): Promise<Pixels> {
  const { file, box } = PEOPLE[name]
  return crop(await readPhoto(file), box)
}

/** The picture with left and right exchanged. */
export function mirrored(image: Pixels): Promise<Pixels> {
  return toPixels(sharpOf(image).flop())
}

/** A picture of one grey. */
export function blank(width: number, height: number, value = 128): Pixels {
  return { data: new Uint8Array(width * height * 3).fill(value), width, height }
}

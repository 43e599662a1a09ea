import sharp, { type Region } from 'sharp'
import { describe, expect, it } from 'vitest'
import { drawPassport, type SpecimenOptions, type SpecimenPassport } from './specimen.ts'

async function aPassport(): Promise<SpecimenPassport> {
  const photo = sharp({ create: { width: 70, height: 90, channels: 3, background: '#3060a0' } })
  return {
    issuer: 'UTO',
    surname: 'Eriksson',
    givenNames: 'Anna Maria',
    documentNumber: 'L898902C3',
    nationality: 'UTO',
    dateOfBirth: '1990-08-12',
    sex: 'F',
    dateOfIssue: '2022-04-16',
    expirationDate: '2032-04-15',
    photoJpeg: await photo.jpeg().toBuffer(),
  }
}

/** The darkest grey value in a part of the page, 0 to 255. */
async function darkest(page: Buffer, box: Region): Promise<number> {
  const pixels = await sharp(page).extract(box).grayscale().raw().toBuffer()
  return pixels.reduce((least, value) => Math.min(least, value), 255)
}

async function darkestInZone(options: SpecimenOptions): Promise<number> {
  return darkest(await drawPassport(await aPassport(), options), { left: 0, top: 840, width: 1600, height: 280 })
}

describe('drawPassport', () => {
  it('draws a page in the proportions of a passport with the portrait in its place', async () => {
    const page = await drawPassport(await aPassport())
    const { format, width, height } = await sharp(page).metadata()
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1600, height: 1126 })
    const [red = 0, , blue = 0] = await sharp(page)
      .extract({ left: 280, top: 400, width: 1, height: 1 })
      .raw()
      .toBuffer()
    expect(blue).toBeGreaterThan(red + 30)
  })

  it('prints the zone sharply, smears it, or leaves it out', async () => {
    expect(await darkestInZone({})).toBeLessThan(40)
    expect(await darkestInZone({ blurMrz: true })).toBeGreaterThan(120)
    expect(await darkestInZone({ omitMrz: true })).toBeGreaterThan(230)
  })

  it('turns the picture, and places it on a table', async () => {
    const passport = await aPassport()
    const turned = await sharp(await drawPassport(passport, { rotateDegrees: 90 })).metadata()
    expect([turned.width, turned.height]).toEqual([1126, 1600])
    const table = await sharp(await drawPassport(passport, { onTable: true })).metadata()
    expect([table.width, table.height]).toEqual([2000, 1500])
  })

  it('prints a name of any length inside the page', async () => {
    const passport = { ...(await aPassport()), surname: 'Featherstonehaugh'.repeat(5) }
    const margin = { left: 1560, top: 260, width: 40, height: 92 }
    expect(await darkest(await drawPassport(passport), margin)).toBeGreaterThan(150)
  })
})

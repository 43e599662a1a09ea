import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import {
  bombPdf,
  brokenPdf,
  circularPdf,
  deepPdf,
  describedPdf,
  encryptedPdf,
  giantPicturePdf,
  nestedFormsPdf,
  pdfFile,
  scriptedPdf,
} from '../../../test/fixtures/pdf.ts'
import { MAX_FILE_BYTES, MAX_PAGE_PICTURES, measureFile } from './measure-file.ts'

/** The worst file may take this long on a busy machine; the bound itself is 5 s. */
const SOON_MS = 20_000

describe('a sound PDF', () => {
  it('tells its pages, its making and a picture of each page', async () => {
    const { facts, pictures } = await measureFile(describedPdf())
    expect(facts).toMatchObject({ format: 'pdf', pageCount: 3, isEncrypted: false, isDamaged: false, isTooLong: false })
    expect(facts).toMatchObject({ isTooCostly: false, hasScripts: false })
    expect(facts.metadata).toEqual({
      creator: 'Writer',
      producer: 'Press 4',
      author: 'Ann',
      title: 'Bill',
      creationDate: '2024-01-31T12:00:00+01:00',
      modDate: '2024-02-01T00:00:00Z',
    })
    expect(facts.pages).toEqual(Array(3).fill({ widthPx: 1131, heightPx: 1600 }))
    expect(pictures).toHaveLength(3)
    const { data, info } = await sharp(pictures[0]).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 1131, height: 1600, channels: 3 })
    // The red square of the fixture, and the white paper.
    const at = (x: number, y: number) => [...data.subarray((y * 1131 + x) * 3, (y * 1131 + x) * 3 + 3)]
    expect(at(300, 440)[0]).toBeGreaterThan(230)
    expect(at(300, 440)[1]).toBeLessThan(30)
    expect(Math.min(...at(1000, 1500))).toBeGreaterThan(245)
  })

  it('has pictures of its first ten pages and the sizes of all', async () => {
    const { facts, pictures } = await measureFile(pdfFile({ pages: 25 }))
    expect(facts.pages).toHaveLength(25)
    expect(pictures).toHaveLength(MAX_PAGE_PICTURES)
  })

  it('that says nothing of its making has no metadata', async () => {
    expect((await measureFile(pdfFile())).facts.metadata).toBeUndefined()
  })

  it('of any shape of page has pictures of bounded size', async () => {
    const { facts } = await measureFile(pdfFile({ size: [14_400, 1] }))
    expect(facts.pages).toEqual([{ widthPx: 1600, heightPx: 1 }])
  })
})

describe('a bad PDF', () => {
  it.each([
    ['that asks for a password', encryptedPdf, { isEncrypted: true, isDamaged: false, pageCount: 0 }],
    ['that is broken', brokenPdf, { isDamaged: true, pageCount: 0 }],
    ['with a header and nothing else', () => Buffer.from('%PDF-1.7\n'), { isDamaged: true, pageCount: 0 }],
    ['without pages', () => pdfFile({ pages: 0 }), { isDamaged: true, pageCount: 0 }],
    ['with a page tree that holds itself', circularPdf, { format: 'pdf' }],
    ['with brackets 200,000 deep', deepPdf, { format: 'pdf' }],
    ['with scripts', scriptedPdf, { hasScripts: true, isDamaged: false, pageCount: 1 }],
    ['of 2,000 pages', () => pdfFile({ pages: 2000 }), { isTooLong: true, pageCount: 2000, pages: [] }],
    ['that draws for ever', nestedFormsPdf, { isTooCostly: true, pageCount: 1 }],
    ['with a picture of 2.7 GB', giantPicturePdf, { format: 'pdf', pageCount: 1 }],
    ['that inflates to 400 MB', bombPdf, { format: 'pdf', pageCount: 1 }],
  ] as const)(
    '%s is told by facts',
    async (_, file, expected) => {
      const bytes = file()
      const start = performance.now()
      const { facts, pictures } = await measureFile(bytes)
      expect(performance.now() - start).toBeLessThan(SOON_MS)
      expect(facts).toMatchObject(expected)
      expect(pictures.length).toBeLessThanOrEqual(1)
    },
    60_000,
  )

  it('above 15 MiB is not opened', async () => {
    const bytes = Buffer.concat([pdfFile(), Buffer.alloc(MAX_FILE_BYTES)])
    expect((await measureFile(bytes)).facts).toMatchObject({ isTooCostly: true, pageCount: 0 })
  })

  it('does not stop the next one', async () => {
    await Promise.all([measureFile(nestedFormsPdf()), measureFile(brokenPdf())])
    expect((await measureFile(pdfFile())).facts).toMatchObject({ pageCount: 1, isTooCostly: false })
  }, 30_000)
})

describe('a picture as a file', () => {
  it('is one page', async () => {
    const bytes = await sharp({ create: { width: 3200, height: 800, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer()
    const { facts, pictures } = await measureFile(bytes)
    expect(facts).toMatchObject({ format: 'image', pageCount: 1, pages: [{ widthPx: 1600, heightPx: 400 }] })
    expect(pictures).toHaveLength(1)
  })

  it('that cannot be decoded is damaged', async () => {
    const { facts } = await measureFile(Buffer.from('neither a picture nor a document'))
    expect(facts).toMatchObject({ format: 'image', isDamaged: true, pageCount: 0, pages: [] })
  })
})

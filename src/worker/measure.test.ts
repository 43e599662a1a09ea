import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { pdfFile } from '../../test/fixtures/pdf.ts'
import { facePicture, passportPicture } from '../../test/fixtures/pictures.ts'
import { findDocumentDefect, findFaceDefect } from '../steps/picture-defects.ts'
import { openChildModels } from './child-models.ts'
import { MEASURES } from './measure.ts'

const models = await openChildModels()

describe('an identity check', () => {
  it('measures what the floors ask for, and finds a selfie of its own', async () => {
    const [front, selfie] = await Promise.all([passportPicture({}, { onTable: true }), facePicture('holderSelfie')])
    const { facts } = await MEASURES.identity_verify(models, { id_front: front, selfie_front: selfie })
    expect(facts.reuse).toBeUndefined()
    expect(facts.document.readableLineCount).toBeGreaterThan(5)
    expect(findDocumentDefect(facts.document)).toBeUndefined()
    expect(findFaceDefect(facts.selfie.faces)).toBeUndefined()
    expect(Object.keys(facts.selfie.faces[0]?.quality ?? {})).toEqual(['brightness', 'sharpness'])
  }, 30_000)

  it('finds the document’s own picture in the place of the selfie', async () => {
    const front = await passportPicture({}, { onTable: true })
    const again = await sharp(front).resize(1100).jpeg({ quality: 70 }).toBuffer()
    const { facts } = await MEASURES.identity_verify(models, { id_front: front, selfie_front: again })
    expect(facts.reuse?.kind).toBe('whole_picture')
  }, 30_000)

  it('calls the holder’s smeared document blurred', async () => {
    const front = await passportPicture({}, { onTable: true })
    const smeared = await sharp(await sharp(front).resize(2000).blur(8).toBuffer())
      .jpeg()
      .toBuffer()
    const { facts } = await MEASURES.document_scan(models, { front: smeared })
    expect(findDocumentDefect(facts)).toBe('blurred')
  }, 30_000)
})

describe('a file that was sent as a document', () => {
  it('comes back with its pages attached', async () => {
    const { facts, attachments } = await MEASURES.document_file(models, { file: pdfFile({ pages: 2 }) })
    expect(facts.files.file).toMatchObject({ format: 'pdf', pageCount: 2 })
    expect(Object.keys(attachments ?? {})).toEqual(['file/1', 'file/2'])
    expect((await sharp(attachments?.['file/1']).metadata()).format).toBe('jpeg')
  })
})

describe('a signature', () => {
  it('is measured by its ink', async () => {
    const blank = await sharp({ create: { width: 600, height: 200, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const { facts } = await MEASURES.signature(models, { signature: blank })
    expect(facts).toEqual({ inkShare: 0, widthPx: 600, heightPx: 200 })
  })
})

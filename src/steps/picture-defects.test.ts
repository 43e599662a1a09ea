import { describe, expect, it } from 'vitest'
import type { DocumentFacts, FaceFacts } from './facts.ts'
import { findDocumentDefect, findFaceDefect } from './picture-defects.ts'

const FACE: FaceFacts = {
  box: { left: 0.3, top: 0.2, width: 0.4, height: 0.5 },
  confidence: 0.99,
  landmarks: [],
  pose: { yaw: 2, pitch: -6, roll: 1 },
  quality: { brightness: 52, sharpness: 70 },
  sizePx: 300,
  eyesPx: 120,
  outsideShare: 0,
  detail: 0.42,
  glareShare: 0.01,
}

const DOCUMENT: DocumentFacts = {
  documentType: 'passport',
  mrz: { format: 'TD3', lines: [], allDigitsValid: true, repaired: false, checkDigits: [] },
  fields: {},
  quality: { sharpness: 0.9, brightness: 0.7, glareShare: 0.02, detail: 0.68 },
  readableLineCount: 14,
  confidence: 0.9,
  portrait: { ...FACE, sizePx: 90, eyesPx: 40 },
}

const NO_ZONE: DocumentFacts = { ...DOCUMENT, mrz: undefined }

describe('a picture of a document', () => {
  it('that can be judged has no defect, with a zone as without', () => {
    expect(findDocumentDefect(DOCUMENT)).toBeUndefined()
    expect(findDocumentDefect(NO_ZONE)).toBeUndefined()
  })

  it('is none only when there is neither a zone nor print nor a portrait', () => {
    const nothing = { ...NO_ZONE, portrait: undefined, readableLineCount: 0 }
    expect(findDocumentDefect(nothing)).toBe('no_document')
    expect(findDocumentDefect({ ...nothing, readableLineCount: 4 })).toBeUndefined()
    expect(findDocumentDefect({ ...nothing, portrait: DOCUMENT.portrait })).toBeUndefined()
    expect(findDocumentDefect({ ...nothing, mrz: DOCUMENT.mrz })).toBeUndefined()
  })

  it('is blurred even when its zone was read', () => {
    expect(findDocumentDefect(withQuality(DOCUMENT, { detail: 0.41 }))).toBe('blurred')
  })

  it('is blurred rather than none when it is smeared beyond finding anything', () => {
    const nothing = { ...NO_ZONE, portrait: undefined, readableLineCount: 0 }
    expect(findDocumentDefect(withQuality(nothing, { detail: 0.25, sharpness: 0.06 }))).toBe('blurred')
    expect(findDocumentDefect(withQuality(nothing, { detail: 0.25, sharpness: 0 }))).toBe('no_document')
  })

  it('is too dark or shines only where nothing was read for it', () => {
    const unread = { ...NO_ZONE, readableLineCount: 1 }
    expect(findDocumentDefect(withQuality(unread, { brightness: 0.08 }))).toBe('too_dark')
    expect(findDocumentDefect(withQuality(unread, { glareShare: 0.5 }))).toBe('glare')
    expect(findDocumentDefect(withQuality(DOCUMENT, { brightness: 0.08, glareShare: 0.7 }))).toBeUndefined()
    expect(findDocumentDefect(withQuality({ ...DOCUMENT, portrait: undefined }, { brightness: 0.08 }))).toBe('too_dark')
    const dark = { ...unread, portrait: undefined, readableLineCount: 0 }
    expect(findDocumentDefect(withQuality(dark, { brightness: 0.05 }))).toBe('too_dark')
  })

  it.each([
    ['too_small', { eyesPx: 9 }],
    ['cut_off', { outsideShare: 0.4 }],
    ['cut_off', { box: { left: 0, top: 0.2, width: 0.2, height: 0.3 } }],
    ['too_dark', { quality: { brightness: 5, sharpness: 20 } }],
    ['too_bright', { quality: { brightness: 95, sharpness: 20 } }],
    ['glare', { glareShare: 0.5 }],
  ] as const)('whose portrait cannot be judged is %s', (defect, change) => {
    expect(findDocumentDefect({ ...DOCUMENT, portrait: { ...FACE, ...change } })).toBe(defect)
  })
})

describe('a selfie', () => {
  it('of one face has no defect, nor has one with a passer-by', () => {
    expect(findFaceDefect([FACE])).toBeUndefined()
    expect(findFaceDefect([FACE, { ...FACE, sizePx: 60 }])).toBeUndefined()
  })

  it('of nobody and of two people', () => {
    expect(findFaceDefect([])).toBe('no_face')
    expect(findFaceDefect([FACE, { ...FACE, sizePx: 200 }])).toBe('several_faces')
  })

  it.each([
    ['too_small', { eyesPx: 15 }],
    ['cut_off', { box: { left: 0.5, top: 0.2, width: 0.5, height: 0.4 } }],
    ['cut_off', { box: { left: 0.3, top: 0, width: 0.4, height: 0.4 } }],
    ['blurred', { detail: 0.2 }],
    ['too_dark', { quality: { brightness: 6, sharpness: 60 } }],
    ['too_bright', { quality: { brightness: 94, sharpness: 60 } }],
    ['glare', { glareShare: 0.4 }],
    ['turned_away', { pose: { yaw: -55, pitch: 0, roll: 0 } }],
    ['turned_away', { pose: { yaw: 0, pitch: 44, roll: 0 } }],
  ] as const)('is %s', (defect, change) => {
    expect(findFaceDefect([{ ...FACE, ...change }])).toBe(defect)
  })

  it('may be turned where a movement is asked for', () => {
    expect(findFaceDefect([{ ...FACE, pose: { yaw: -55, pitch: 0, roll: 0 } }], { mayTurn: true })).toBeUndefined()
  })

  it('of an older check, which did not measure all, is judged by the rest', () => {
    const older = { ...FACE, eyesPx: undefined, outsideShare: undefined, detail: undefined, glareShare: undefined }
    expect(findFaceDefect([older])).toBeUndefined()
  })
})

function withQuality(document: DocumentFacts, change: Partial<DocumentFacts['quality']>): DocumentFacts {
  return { ...document, quality: { ...document.quality, ...change } }
}

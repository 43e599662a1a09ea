import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AGE_FILES, listModelHashes, MODEL_FILES, PDFIUM_FILE, readPinnedFile } from './models.ts'

describe('the files that checks rest on', () => {
  it('have the pinned bytes', async () => {
    for (const file of [...Object.values(MODEL_FILES), ...Object.values(AGE_FILES), PDFIUM_FILE]) {
      expect(
        createHash('sha256')
          .update(await readPinnedFile(file))
          .digest('hex'),
      ).toBe(file.sha256)
    }
  })

  it('are refused when their bytes are others', async () => {
    await expect(readPinnedFile({ ...PDFIUM_FILE, sha256: '00' })).rejects.toThrow('expected 00')
  })

  it('are listed with their hashes for each kind of check', () => {
    expect(listModelHashes('face_liveness')).toEqual({
      faceDetect: MODEL_FILES.faceDetect.sha256,
      faceLiveness: MODEL_FILES.faceLiveness.sha256,
    })
    expect(Object.keys(listModelHashes('identity_verify'))).toEqual([
      'textDetect',
      'textRead',
      'mrzRead',
      'faceDetect',
      'faceLandmark',
      'faceEmbed',
      'facePose',
    ])
    expect(listModelHashes('document_file')).toEqual({ pdfium: PDFIUM_FILE.sha256 })
    expect(listModelHashes('signature')).toEqual({})
  })
})

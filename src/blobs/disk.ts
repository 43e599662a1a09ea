/** Blobs as files of the data folder, spread over 256 subfolders. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256 } from '../lib/crypto.ts'
import { AppError, assert } from '../lib/errors.ts'
import type { BlobStore } from './blob-store.ts'

const KEY_FORM = /^[A-Za-z0-9_-]{1,128}$/

/** A blob store below `folder`; files are 0600, written beside and renamed, so that none is ever half there. */
export function openDiskBlobs(folder: string): BlobStore {
  const pathOf = (key: string) => {
    assert(KEY_FORM.test(key), 'a blob key is 1 to 128 characters of A-Z a-z 0-9 _ -')
    return join(folder, sha256(key).toString('hex').slice(0, 2), key)
  }
  return {
    async put(key, bytes) {
      const path = pathOf(key)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const partial = `${path}.partial-${process.pid}-${process.hrtime.bigint()}`
      const file = await open(partial, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.datasync()
      } finally {
        await file.close()
      }
      await rename(partial, path)
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch (error) {
        throw isMissing(error) ? new AppError('not_found', { cause: error }) : error
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true })
    },
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

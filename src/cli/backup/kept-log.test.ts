import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aManifest } from '../../../test/fixtures/backup-manifest.ts'
import { createFolder } from '../../../test/harness/folder.ts'
import { parseLsn } from '../../db/backup/wal-names.ts'
import { findKeptLog } from './kept-log.ts'
import { noteReach, readReach } from './log-reach.ts'
import { type Manifest, writeManifest } from './manifest.ts'
import { openFolderPlace } from './places/folder-place.ts'
import type { BackupPlace } from './places/place.ts'

let root: string
let place: BackupPlace
beforeEach(async () => {
  root = await createFolder('kept-log')
  place = openFolderPlace(root)
  await mkdir(join(root, 'wal'))
})
afterEach(() => rm(root, { recursive: true }))

const REACH = new Date('2026-12-24T12:00:00Z')
/** A backup of a day, and how its log is judged that ended at a place. */
async function keep(id: string, changes: Partial<Manifest>): Promise<(end: string) => Promise<void>> {
  const manifest = aManifest({ id, ...changes })
  await mkdir(join(root, id))
  await writeManifest(place, manifest)
  return async (end) => (await findKeptLog(place, { id, manifest }))?.accept(parseLsn(end))
}

it('the log behind the newest backup must go as far as it was noted', async () => {
  const accept = await keep('20261201T120000000Z', {})
  await accept('0/2000120')
  await noteReach(root, { at: REACH, lsn: parseLsn('0/5000028') })
  expect(await readReach(root)).toEqual({ at: REACH, lsn: parseLsn('0/5000028') })
  await accept('0/5000028')
  await expect(accept('0/4000100')).rejects.toThrow(
    /wal\/000000010000000000000004 is missing, cut off or damaged: the log ends at 0\/4000100, and was kept to 0\/5000028/,
  )
})

it('the log behind an older backup must meet the next one, unless that is of another life of the database', async () => {
  const acceptFirst = await keep('20261201T120000000Z', {})
  await noteReach(root, { at: REACH, lsn: parseLsn('0/9000028') })
  await keep('20261202T120000000Z', { startLsn: '0/6000028' })
  await acceptFirst('0/6000028')
  await expect(acceptFirst('0/6000020')).rejects.toThrow('was kept to 0/6000028')
  const acceptThird = await keep('20261203T120000000Z', { startLsn: '0/8000028' })
  await keep('20261204T120000000Z', { timeline: 2, startLsn: '0/B000028' })
  await acceptThird('0/8000120')
})

it('a note of an earlier version, of a time alone or none at all asks nothing', async () => {
  const accept = await keep('20261201T120000000Z', {})
  await writeFile(join(root, 'wal', 'reach'), REACH.toISOString())
  expect(await readReach(root)).toEqual({ at: REACH, lsn: undefined })
  await accept('0/2000120')
  await writeFile(join(root, 'wal', 'reach'), 'soon')
  expect(await readReach(root)).toBeUndefined()
  expect(await readReach(undefined)).toBeUndefined()
})

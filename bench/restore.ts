/** Loses an installation with many sessions and files, restores it from the backups that it kept, and says how long that took. */
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { placeOfBlob } from '../src/blobs/disk.ts'
import { readReach } from '../src/cli/backup/log-reach.ts'
import { openContext } from '../src/cli/open-context.ts'
import { parseConfig } from '../src/config.ts'
import { acrossOrganizations } from '../src/db/reach.ts'
import { inBatches } from '../src/lib/in-batches.ts'
import { createLogger } from '../src/lib/log.ts'
import { createOrganization } from '../src/services/organizations/create.ts'
import { seedManySessions } from '../test/fixtures/many-sessions.ts'
import { createFolder } from '../test/harness/folder.ts'
import { runCommandProcess, startServerProcess } from '../test/harness/process.ts'
import { killTree } from '../test/harness/process-tree.ts'

const SESSIONS = Number(process.argv[2] ?? 100_000)
/** One of each session, sealed or not: a backup does not look inside. */
const FILE_BYTES = 4096

const parent = await createFolder('bench-restore')
const place = (name: string) => join(parent, name)
const env = { OPENIDV_BACKUP_DIR: place('backups') }

console.log(`restore, ${SESSIONS} sessions with a file of ${FILE_BYTES} bytes each`)
report('making them', await timed(fill))
const server = await startServerProcess(place('data'), env)
report('first backup, while the server runs', await timed(() => waitForReach(new Date())))
await sleep(20_000)
const killedMs = Date.now()
killTree(server.child.pid ?? 0)
const reach = (await readReach(place('backups')))?.at.getTime() ?? 0
console.log(`  recovery point: ${((killedMs - reach) / 1000).toFixed(1)} s before the machine was lost`)
await rename(place('data'), place('lost'))

const restoreMs = await timed(async () => {
  const { code, stderr } = await runCommandProcess(place('none'), [
    'restore',
    place('backups'),
    '--to',
    place('restored'),
  ])
  if (code !== 0) throw new Error(stderr)
})
report('restore', restoreMs)
await cp(join(place('lost'), 'secret.key'), join(place('restored'), 'secret.key'))
const startMs = await timed(async () => {
  const again = await startServerProcess(place('restored'))
  const { status } = await fetch(`${again.baseUrl}/readyz`)
  if (status !== 200) throw new Error(`/readyz answered ${status}`)
  killTree(again.child.pid ?? 0)
})
report('start, until it is ready', startMs)
report('recovery time, from the command to the first answer', restoreMs + startMs)
await rm(parent, { recursive: true })

async function fill(): Promise<void> {
  const config = parseConfig({ OPENIDV_DATA_DIR: place('data') })
  const { ctx, close } = await openContext(config, createLogger('silent'), 'cli')
  const { id } = await createOrganization(ctx, { name: 'Many' })
  await acrossOrganizations(async () => {
    await seedManySessions(ctx, id, SESSIONS)
    await sql`
      insert into evidence (id, organization_id, environment, session_id, data_key_id, state, content_type, size_bytes,
        blob_key, created_at, stored_at)
      select gen_random_uuid(), s.organization_id, s.environment, s.id, a.data_key_id, 'stored', 'image/jpeg', ${FILE_BYTES},
        'bench-' || s.id, s.created_at, s.created_at
      from sessions s join applicants a on a.id = s.applicant_id where s.organization_id = ${id}`.execute(ctx.db)
    const { rows } = await sql<{ key: string }>`select blob_key as key from evidence`.execute(ctx.db)
    await writeFiles(rows.map(({ key }) => key))
  })
  await close()
}

/** Not durably: that is no part of what is measured. */
async function writeFiles(keys: readonly string[]): Promise<void> {
  const folder = join(place('data'), 'blobs')
  for (let part = 0; part < 256; part++)
    await mkdir(join(folder, part.toString(16).padStart(2, '0')), { recursive: true, mode: 0o700 })
  await inBatches(keys, async (key) => {
    await writeFile(join(folder, placeOfBlob(key)), Buffer.alloc(FILE_BYTES, key), { mode: 0o600 })
  })
}

async function waitForReach(after: Date): Promise<void> {
  while (((await readReach(place('backups')))?.at ?? new Date(0)) < after) await sleep(200)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function report(what: string, ms: number): void {
  console.log(`  ${what}: ${(ms / 1000).toFixed(1)} s`)
}

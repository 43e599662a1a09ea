/** Keeps backups while the server runs: one every so often, and everything that changes behind it. */

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setInterval, setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { BLOBS_FOLDER } from '../../blobs/disk.ts'
import type { Context } from '../../context.ts'
import { BackupError } from '../../db/backup/backup-error.ts'
import { identifySystem, receiveWal, type WalReceiver } from '../../db/backup/receive-wal.ts'
import { findResume } from '../../db/backup/wal-archive.ts'
import { parseLsn } from '../../db/backup/wal-names.ts'
import { lockFolder } from '../../db/embedded/lock.ts'
import { addBlobs, appendBlobs, type BlobSums, readBlobList, readLaterBlobs } from './blob-list.ts'
import { deleteOld } from './delete-old.ts'
import { LATE_MS } from './examine-backups.ts'
import { type LogReach, noteReach } from './log-reach.ts'
import { makeBackup, prepareRoot } from './make-backup.ts'
import { type FoundBackup, LOG_FOLDER, listBackups } from './manifest.ts'
import { openFolderPlace } from './places/folder-place.ts'
import { forgetTrouble, noteTrouble } from './trouble.ts'

export interface KeptBackups {
  /** Brings the last changes in and ends. */
  stop(): Promise<void>
}

/** How old the newest state may be that can be restored: well below the minute that is promised. */
const SYNC_INTERVAL_MS = 10_000
/** A backup that is under way then is cut off: the database that ends after us ends its stream. */
const STOP_GRACE_MS = 5_000
const RETRY_MS = 30_000
const WATCH_INTERVAL_MS = 60_000
/** For disks that count time in whole seconds. */
const CLOCK_MARGIN_MS = 3_000
const HOUR_MS = 3_600_000

/**
 * Begins to keep backups in `OPENIDV_BACKUP_DIR`; undefined where none is set. What goes wrong is logged and tried again every half
 * minute, since the server must not end with the disk of its backups. Throws `BackupError` for a folder in the data folder.
 */
export async function keepBackups(ctx: Context, ownerUrl: string): Promise<KeptBackups | undefined> {
  const { backup, dataDir } = ctx.config
  if (backup.dir === undefined) return undefined
  await prepareRoot(backup.dir, dataDir)
  const keeper = new BackupKeeper(ctx, ownerUrl, backup.dir)
  return { stop: () => keeper.stop() }
}

class BackupKeeper {
  readonly #ctx: Context
  readonly #ownerUrl: string
  readonly #place: ReturnType<typeof openFolderPlace>
  readonly #stopping = new AbortController()
  /** Up to when everything is there, or since when we run. */
  #reachedMs: number
  readonly #running: Promise<void>
  /** Set when the database has deleted a part of its log that we lack. */
  #isLogBroken = false

  constructor(ctx: Context, ownerUrl: string, root: string) {
    this.#ctx = ctx
    this.#ownerUrl = ownerUrl
    this.#place = openFolderPlace(root)
    this.#reachedMs = ctx.clock.nowMs()
    this.#running = this.#run()
    void this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.race([this.#running, sleep(STOP_GRACE_MS, undefined, { ref: false })])
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      try {
        await this.#keep(signal)
      } catch (err) {
        this.#isLogBroken = err instanceof Error && err.message.includes('has already been removed')
        this.#ctx.log.error({ err }, 'backups are not kept at present')
        await noteTrouble(this.#place.folder, new Date(this.#ctx.clock.nowMs()), err)
        await sleep(this.#isLogBroken ? 0 : RETRY_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  /** Says so when nothing comes, though nothing failed. */
  async #watch(): Promise<void> {
    const { clock, log } = this.#ctx
    const ticks = setInterval(WATCH_INTERVAL_MS, undefined, { ref: false, signal: this.#stopping.signal })
    const watching = (async () => {
      for await (const _ of ticks) {
        const reach = new Date(this.#reachedMs).toISOString()
        if (clock.nowMs() - this.#reachedMs > LATE_MS) log.error({ reach }, 'backups are late: nothing came since')
      }
    })()
    await watching.catch(() => undefined)
  }

  /** Until we are stopped or something fails. */
  async #keep(signal: AbortSignal): Promise<void> {
    const { folder } = this.#place
    await mkdir(join(folder, LOG_FOLDER), { recursive: true, mode: 0o700 })
    const lock = await lockFolder(folder)
    let receiver: WalReceiver | undefined
    try {
      let backup = (await this.#findOurs()) ?? (await this.#makeBackup())
      const { timeline, startLsn } = backup.manifest
      const log = join(folder, LOG_FOLDER)
      const from = await findResume(log, timeline, parseLsn(startLsn))
      receiver = await receiveWal(this.#ownerUrl, { folder: log, timeline, from })
      while (!signal.aborted) backup = await this.#follow(receiver, backup, signal)
    } finally {
      await receiver?.stop()
      await lock.release()
    }
  }

  /** The newest backup, unless it is of another life of our database, or the log behind it is broken. */
  async #findOurs(): Promise<FoundBackup | undefined> {
    const { systemId, timeline } = await identifySystem(this.#ownerUrl)
    const newest = (await listBackups(this.#place)).whole.at(-1)
    if (newest && newest.manifest.systemId !== systemId)
      throw new BackupError(
        `${this.#place.name} has the backups of another database: set OPENIDV_BACKUP_DIR to a folder of its own.`,
      )
    const isBroken = this.#isLogBroken
    this.#isLogBroken = false
    return newest?.manifest.timeline === timeline && !isBroken ? newest : undefined
  }

  async #makeBackup(): Promise<FoundBackup> {
    const backup = await makeBackup(this.#ctx, this.#ownerUrl, this.#place, false)
    this.#ctx.log.info({ backup: backup.id }, 'made a backup')
    return backup
  }

  /** Keeps what changes behind a backup, also while the next one is made, which takes its time; answers that. */
  async #follow(receiver: WalReceiver, backup: FoundBackup, signal: AbortSignal): Promise<FoundBackup> {
    const { clock, config } = this.#ctx
    const sums = await readBlobList(this.#place, backup.id)
    for (const [key, sum] of await readLaterBlobs(this.#place, backup.id)) sums.set(key, sum)
    let making: Promise<void> | undefined
    let next: FoundBackup | undefined
    try {
      for (let sinceMs = 0; ; ) {
        const lookedAtMs = clock.nowMs() - CLOCK_MARGIN_MS
        const reach = await this.#bringIn(receiver, backup, sums, sinceMs)
        // Of the next one, which is followed from its beginning, the files are not there yet.
        if (next) break
        await this.#note(reach)
        if (signal.aborted) break
        sinceMs = lookedAtMs
        if (this.#isDue(backup)) {
          making ??= this.#makeBackup().then((made) => {
            next = made
          })
        }
        const pause = sleep(SYNC_INTERVAL_MS, undefined, { signal }).catch(() => undefined)
        await Promise.race([receiver.ended, pause, ...(making ? [making] : [])])
        if (next) break
      }
    } finally {
      // Whatever it comes to: two at a time would be in each other's way.
      await making?.catch(() => undefined)
    }
    if (next) await deleteOld(this.#place, new Date(clock.nowMs() - config.backup.keepDays * 24 * HOUR_MS))
    return next ?? backup
  }

  /** First the log up to this moment, which a record of our own ends, then the files that it names. */
  async #bringIn(receiver: WalReceiver, { id }: FoundBackup, sums: BlobSums, sinceMs: number): Promise<LogReach> {
    const { clock, config, db } = this.#ctx
    const at = new Date(clock.nowMs())
    const record = sql<{ lsn: string }>`select pg_logical_emit_message(true, 'openidv', '')::text as lsn`
    const lsn = parseLsn((await record.execute(db)).rows[0]?.lsn ?? '0/0')
    await receiver.waitFor(lsn)
    const added = await addBlobs(join(config.dataDir, BLOBS_FOLDER), this.#place, new Map(), sums, sinceMs)
    await appendBlobs(join(this.#place.folder, id), added)
    return { at, lsn }
  }

  async #note(reach: LogReach): Promise<void> {
    await noteReach(this.#place.folder, reach)
    await forgetTrouble(this.#place.folder)
    this.#reachedMs = reach.at.getTime()
  }

  #isDue({ manifest }: FoundBackup): boolean {
    const { clock, config } = this.#ctx
    return clock.nowMs() - Date.parse(manifest.startedAt) >= config.backup.everyHours * HOUR_MS
  }
}

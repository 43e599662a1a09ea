/** Receives the write-ahead log of a running database as it is written, and keeps it. */
import { setInterval, setTimeout as sleep } from 'node:timers/promises'
import { BackupError } from './backup-error.ts'
import { connectReplication, receiveStream } from './replication.ts'
import { WalArchive } from './wal-archive.ts'
import { formatLsn } from './wal-names.ts'

/** A stream of the log that is under way. */
export interface WalReceiver {
  /** Rejects when it has ended by itself; resolves after `stop`. */
  readonly ended: Promise<void>
  /** Resolves when the log up to a place is on our disk; rejects when the stream ends before. */
  waitFor(lsn: bigint): Promise<void>
  /** Puts what has come on the disk and ends. */
  stop(): Promise<void>
}

interface ReceiveOptions {
  readonly folder: string
  readonly timeline: number
  /** Where a file of the log begins. */
  readonly from: bigint
}

/** How much of the log a loss of this machine may take. */
const FLUSH_INTERVAL_MS = 2_000
const POLL_MS = 100

const LOG_DATA = 'w'.charCodeAt(0)
/** Place of the first byte, end of the log, time: 8 bytes each behind the kind (PostgreSQL documentation §54.4, XLogData). */
const DATA_HEADER_BYTES = 25
const STATUS_BYTES = 34
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1)

/** Who the database is, and which of its lives this is. */
export async function identifySystem(url: string): Promise<{ readonly systemId: string; readonly timeline: number }> {
  const client = await connectReplication(url)
  try {
    const { rows } = await client.query<{ systemid: string; timeline: number }>('IDENTIFY_SYSTEM')
    return { systemId: rows[0]?.systemid ?? '', timeline: Number(rows[0]?.timeline) }
  } finally {
    await client.end()
  }
}

/** Begins to receive; the database need not wait for us, and deletes what we fetch too late. */
export async function receiveWal(url: string, { folder, timeline, from }: ReceiveOptions): Promise<WalReceiver> {
  const client = await connectReplication(url)
  const archive = new WalArchive(folder, timeline)
  const stopping = new AbortController()
  let answer: (bytes: Buffer) => void = () => undefined
  const command = `START_REPLICATION PHYSICAL ${formatLsn(from)} TIMELINE ${timeline}`
  const received = receiveStream(
    client,
    command,
    async (message) => {
      if (message[0] !== LOG_DATA) return
      await archive.write(message.readBigUInt64BE(1), message.subarray(DATA_HEADER_BYTES))
    },
    (write) => {
      answer = write
    },
  )
  const flushing = flushRegularly(archive, () => answer(toStatus(archive.flushed)), stopping.signal)
  const ended = Promise.race([received.then(() => undefined), flushing])
    .catch((error: unknown) => {
      if (!stopping.signal.aborted) throw error
    })
    .finally(async () => {
      stopping.abort()
      await client.end().catch(() => undefined)
      await received.catch(() => undefined)
      await archive.flush()
      await archive.close()
    })
  // Told by whoever waits.
  ended.catch(() => undefined)
  return {
    ended,
    async waitFor(lsn) {
      while (archive.flushed < lsn && !stopping.signal.aborted) await Promise.race([ended, sleep(POLL_MS)])
      if (archive.flushed < lsn) throw new BackupError('The stream of the log has ended.')
    },
    async stop() {
      stopping.abort()
      await ended.catch(() => undefined)
    },
  }
}

async function flushRegularly(archive: WalArchive, report: () => void, signal: AbortSignal): Promise<void> {
  for await (const _ of setInterval(FLUSH_INTERVAL_MS, undefined, { signal })) {
    await archive.flush()
    report()
  }
}

/** What we have, so that the server knows that we live (ibid., "Standby status update"). */
function toStatus(flushed: bigint): Buffer {
  const message = Buffer.alloc(STATUS_BYTES)
  message.write('r')
  for (const at of [1, 9, 17]) message.writeBigUInt64BE(flushed, at)
  message.writeBigInt64BE(BigInt(Date.now() - POSTGRES_EPOCH_MS) * 1000n, 25)
  return message
}

/** Speaks PostgreSQL's streaming replication protocol (documentation §54.4) over a connection of `pg`. */
import pg from 'pg'
import { BackupError } from './backup-error.ts'

/** What arrives of a stream. Whoever cannot keep up answers a promise: the stream waits for it. */
export type TakeChunk = (chunk: Buffer) => Promise<void> | void

const CONNECT_TIMEOUT_MS = 10_000

/** Writes to the stream that the server reads from us. */
export type Answer = (bytes: Buffer) => void

/** A connection that takes commands of replication, as the role of `url`, which must have the right to replicate. */
export async function connectReplication(url: string): Promise<pg.Client> {
  const asked = new URL(url)
  asked.searchParams.set('replication', 'true')
  const client = new pg.Client({
    connectionString: asked.href,
    application_name: 'openidv-backup',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  // What breaks the connection also fails the command that is under way.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/**
 * Runs a command that answers with a stream (`open` is handed the way back), and resolves to the rows of all its tables when it has ended. Rejects with the
 * server's error, with the first error of `take`, or with `BackupError` when the connection ends before.
 */
export function receiveStream(
  client: pg.Client,
  command: string,
  take: TakeChunk,
  open: (answer: Answer) => void = () => undefined,
): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    client.once('end', () =>
      reject(new BackupError('The connection to the database ended in the middle of the backup.')),
    )
    client.query(new StreamCommand(command, take, open, resolve, reject))
  })
}

/** Has the method, and no type for it. */
type WritableConnection = pg.Connection & { sendCopyFromChunk(bytes: Buffer): void }

/** The methods are those that `pg` calls on the query under way; it has no type for them. */
class StreamCommand implements pg.Submittable {
  readonly #rows: string[][] = []
  #taken: Promise<void> = Promise.resolve()

  readonly #command: string
  readonly #take: TakeChunk
  readonly #open: (answer: Answer) => void
  readonly #resolve: (rows: string[][]) => void
  readonly #reject: (error: unknown) => void

  constructor(
    command: string,
    take: TakeChunk,
    open: (answer: Answer) => void,
    resolve: (rows: string[][]) => void,
    reject: (error: unknown) => void,
  ) {
    this.#command = command
    this.#take = take
    this.#open = open
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#command)
    this.#open((bytes) => (connection as WritableConnection).sendCopyFromChunk(bytes))
  }

  handleRowDescription(): void {}

  handleDataRow({ fields }: { fields: Array<string | null> }): void {
    this.#rows.push(fields.map((field) => field ?? ''))
  }

  handleCopyData({ chunk }: { chunk: Buffer }, { stream }: pg.Connection): void {
    // A chunk is a part of the socket's buffer, which is written over when the next part arrives.
    const kept = Buffer.from(chunk)
    stream.pause()
    this.#taken = this.#taken.then(() => this.#take(kept))
    const taken = this.#taken
    taken.then(
      () => taken === this.#taken && stream.resume(),
      (error: unknown) => {
        this.#reject(error)
        stream.destroy()
      },
    )
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#taken.then(() => this.#resolve(this.#rows), this.#reject)
  }

  handleError(error: unknown): void {
    this.#reject(error)
  }
}

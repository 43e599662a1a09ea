/** Writes to a running server, and knows what was acknowledged. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findRunningEmbedded } from '../../src/db/embedded/start.ts'
import type { ServerProcess } from './process.ts'

/** A write whose answer has come. */
export interface Written {
  readonly id: string
  /** When the answer had come. */
  readonly at: string
}

/** What the curl sends that a first start prints. */
export interface Login {
  readonly key: string
  readonly body: string
}

/** Empty when the server printed none, since another one had started before. */
export function readLogin({ output }: Pick<ServerProcess, 'output'>): Login {
  return {
    key: /-H "x-api-key: (sk_live_\w+)"/.exec(output())?.[1] ?? '',
    body: /-d '(\{.*\})'/.exec(output())?.[1] ?? '',
  }
}

interface LoadOptions {
  /** Unset: as the server printed it. */
  readonly login?: Login
  /** Where a request goes; unset: to the one server. */
  readonly next?: () => Pick<ServerProcess, 'baseUrl'>
  /** Between a write and the next of its kind; unset: so much that whoever else works on a small machine is not starved. */
  readonly pauseMs?: number
  /** Hears of a write that was not acknowledged, with the answer or the error; unset: it ends the load. */
  readonly onRefused?: (why: Response | Error) => void
}

/** Some 50 writes a second. */
const PAUSE_MS = 50
/** For a server that is away, or refuses at once. */
const REFUSED_PAUSE_MS = 50

/** Creates and uploads until it is stopped; keeps what was acknowledged. */
export class Load {
  readonly sessions: Written[] = []
  readonly files: Written[] = []
  readonly #next: () => Pick<ServerProcess, 'baseUrl'>
  readonly #key: string
  readonly #picture: Buffer
  readonly #onRefused: LoadOptions['onRefused']
  readonly #pauseMs: number
  readonly #loops: Array<Promise<void>>
  #isOver = false

  constructor(
    server: Pick<ServerProcess, 'baseUrl' | 'output'>,
    picture: Buffer,
    { login = readLogin(server), next = () => server, onRefused, pauseMs = PAUSE_MS }: LoadOptions = {},
  ) {
    this.#next = next
    this.#picture = picture
    this.#key = login.key
    this.#onRefused = onRefused
    this.#pauseMs = pauseMs
    this.#loops = [
      this.#repeat(() => this.#create(login.body)),
      this.#repeat(() => this.#create(login.body)),
      this.#repeat(() => this.#upload()),
    ]
    // Told by `stop`.
    for (const loop of this.#loops) loop.catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#loops)
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { 'x-api-key': this.#key, 'content-type': 'application/json', ...init.headers }
    return fetch(new URL(path, this.#next().baseUrl), { ...init, headers })
  }

  async #repeat(act: () => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      try {
        await act()
        if (this.#pauseMs > 0) await sleep(this.#pauseMs)
      } catch (error) {
        if (!this.#onRefused || !(error instanceof Error)) throw error
        this.#onRefused(error instanceof RefusedError ? error.answer : error)
        await sleep(REFUSED_PAUSE_MS)
      }
    }
  }

  async #create(body: string): Promise<void> {
    const answer = await this.fetch('/v1/sessions', { method: 'POST', body })
    if (answer.status !== 200) throw await RefusedError.of(answer)
    const { id } = (await answer.json()) as { id: string }
    this.sessions.push({ id, at: new Date().toISOString() })
  }

  async #upload(): Promise<void> {
    const files = [{ contentType: 'image/jpeg', byteLength: this.#picture.byteLength }]
    const asked = await this.fetch('/v1/upload/presign', { method: 'POST', body: JSON.stringify({ files }) })
    if (!asked.ok) throw await RefusedError.of(asked)
    const { uploads } = (await asked.json()) as { uploads: Array<{ uploadUrl: string; fileKey: string }> }
    const [{ uploadUrl = '', fileKey = '' } = {}] = uploads
    const { pathname, search } = new URL(uploadUrl)
    const headers = { 'content-type': 'image/jpeg' }
    const put = await this.fetch(pathname + search, { method: 'PUT', body: new Uint8Array(this.#picture), headers })
    if (!put.ok) throw await RefusedError.of(put)
    this.files.push({ id: fileKey, at: new Date().toISOString() })
  }
}

class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly answer: Response

  private constructor(answer: Response, text: string) {
    super(`${answer.status}: ${text}`)
    this.answer = answer
  }

  static async of(answer: Response): Promise<RefusedError> {
    return new RefusedError(answer, await answer.text())
  }
}

/** Rows of the embedded database that runs on a data folder. */
export async function query<Row extends pg.QueryResultRow>(dataDir: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: await findRunningEmbedded(dataDir) })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

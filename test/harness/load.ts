/** Writes to a running server all the time, and knows what was acknowledged. */
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

/** So that whoever else works on a small machine is not starved: some 50 writes a second. */
const PAUSE_MS = 50

/** Creates and uploads until it is stopped; keeps what was acknowledged. */
export class Load {
  readonly sessions: Written[] = []
  readonly files: Written[] = []
  readonly #server: ServerProcess
  readonly #key: string
  readonly #picture: Buffer
  readonly #loops: Array<Promise<void>>
  #isOver = false

  constructor(server: ServerProcess, picture: Buffer) {
    this.#server = server
    this.#picture = picture
    this.#key = /-H "x-api-key: (sk_live_\w+)"/.exec(server.output())?.[1] ?? ''
    const body = /-d '(\{.*\})'/.exec(server.output())?.[1] ?? ''
    this.#loops = [
      this.#repeat(() => this.#create(body)),
      this.#repeat(() => this.#create(body)),
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
    return fetch(new URL(path, this.#server.baseUrl), { ...init, headers })
  }

  async #repeat(act: () => Promise<void>): Promise<void> {
    while (!this.#isOver) {
      await act()
      await sleep(PAUSE_MS)
    }
  }

  async #create(body: string): Promise<void> {
    const answer = await this.fetch('/v1/sessions', { method: 'POST', body })
    if (answer.status !== 200) throw new Error(await answer.text())
    const { id } = (await answer.json()) as { id: string }
    this.sessions.push({ id, at: new Date().toISOString() })
  }

  async #upload(): Promise<void> {
    const files = [{ contentType: 'image/jpeg', byteLength: this.#picture.byteLength }]
    const asked = await this.fetch('/v1/upload/presign', { method: 'POST', body: JSON.stringify({ files }) })
    const { uploads } = (await asked.json()) as { uploads: Array<{ uploadUrl: string; fileKey: string }> }
    const [{ uploadUrl = '', fileKey = '' } = {}] = uploads
    const { pathname, search } = new URL(uploadUrl)
    const headers = { 'content-type': 'image/jpeg' }
    const put = await this.fetch(pathname + search, { method: 'PUT', body: new Uint8Array(this.#picture), headers })
    if (!put.ok) throw new Error(await put.text())
    this.files.push({ id: fileKey, at: new Date().toISOString() })
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

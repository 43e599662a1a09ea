/** Inflicts a fault under a small load, waits until everything works again, and counts what was lost and what came out wrong. */
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { SessionId } from '../../../src/lib/ids.ts'
import { preparePerson, type Reached } from '../../fixtures/applicant.ts'
import { Load } from '../load.ts'
import { reachServer } from '../reached.ts'
import type { Fault } from './faults.ts'
import type { FaultyNode, Installation } from './installation.ts'

export interface Outcome {
  readonly acknowledged: { readonly sessions: number; readonly files: number; readonly submitted: number }
  /** Requests that were answered 429 or 503, or had no answer. */
  readonly refused: number
  /** What was acknowledged and is not there, in words. */
  readonly lost: readonly string[]
  /** What should never be: other answers, books that do not balance, a verdict that no picture gave, a check that failed. */
  readonly wrong: readonly string[]
  /** From the end of the fault until every node writes, stores and measures again; undefined: not within the time given. */
  readonly healedSeconds: number | undefined
  /** How often a service manager had to start a server. */
  readonly restarts: number
}

interface Pictures {
  readonly document: Buffer
  readonly selfie: Buffer
}

/** What is refused honestly. */
const REFUSED = new Set([429, 503])
const [BEFORE_MS, AFTER_MS, POLL_MS] = [2_000, 1_000, 250]
const MAX_HEAL_MS = 120_000

/** One fault, from a healthy installation to a healthy one. */
export async function inflict(installation: Installation, fault: Fault, pictures: Pictures): Promise<Outcome> {
  const witness = new Witness(installation, pictures)
  await sleep(BEFORE_MS)
  await fault.inflict(installation)
  const endedMs = performance.now()
  const keeper = new Keeper(installation.nodes)
  const isHealed = await witness.waitForHealth(endedMs + MAX_HEAL_MS)
  const healedSeconds = isHealed ? (performance.now() - endedMs) / 1000 : undefined
  await sleep(AFTER_MS)
  await witness.stop()
  await keeper.stop()
  return { ...(await witness.judge(endedMs + MAX_HEAL_MS)), healedSeconds, restarts: keeper.restarts }
}

/** Starts servers that ended, as a service manager does. */
class Keeper {
  restarts = 0
  readonly #kept: Promise<unknown>
  #isOver = false

  constructor(nodes: readonly FaultyNode[]) {
    this.#kept = Promise.all(nodes.map((node) => this.#keep(node)))
    this.#kept.catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await this.#kept
  }

  async #keep(node: FaultyNode): Promise<void> {
    for (; !this.#isOver; await sleep(POLL_MS)) {
      if (!node.hasEnded) continue
      this.restarts += 1
      // Refused as long as what it needs is away: then it is started once more.
      await node.start().catch(() => undefined)
    }
  }
}

class Witness {
  readonly #installation: Installation
  readonly #pictures: Pictures
  readonly #load: Load
  readonly #people: Promise<void>
  readonly #submitted: SessionId[] = []
  readonly #wrong: string[] = []
  #refused = 0
  #turn = 0
  #isOver = false

  constructor(installation: Installation, pictures: Pictures) {
    this.#installation = installation
    this.#pictures = pictures
    const onRefused = (why: Response | Error) => this.#note('a write', why instanceof Response ? why.status : undefined)
    const first = this.#next().server
    const options = { login: installation.login, next: () => this.#next().server, onRefused, pauseMs: 200 }
    this.#load = new Load(first, pictures.selfie, options)
    this.#people = this.#sendPeople()
  }

  /** Every node is ready, creates, stores and measures, and everybody who was submitted has a verdict. */
  async waitForHealth(untilMs: number): Promise<boolean> {
    const works = await Promise.all(
      this.#installation.nodes.map((node) => this.#poll(untilMs, () => this.#works(node))),
    )
    return works.every((one) => one) && (await this.#poll(untilMs, async () => (await this.#undecided()).length === 0))
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all([this.#load.stop(), this.#people])
  }

  async judge(untilMs: number): Promise<Omit<Outcome, 'healedSeconds' | 'restarts'>> {
    await this.#poll(untilMs, async () => (await this.#undecided()).length === 0)
    const { sessions, files } = this.#load
    const lost = [...(await this.#missingSessions()), ...(await this.#missingFiles())]
    const wrong = [...this.#wrong, ...(await this.#brokenRules())]
    const acknowledged = { sessions: sessions.length, files: files.length, submitted: this.#submitted.length }
    return { acknowledged, refused: this.#refused, lost, wrong }
  }

  #next(): FaultyNode {
    const { nodes } = this.#installation
    return nodes[this.#turn++ % nodes.length] as FaultyNode
  }

  /** Undefined: no answer came. */
  #note(what: string, status: number | undefined): void {
    if (status === undefined || REFUSED.has(status)) this.#refused += 1
    else this.#wrong.push(`${what} was answered ${status}`)
  }

  #reach(next: () => FaultyNode): Reached {
    const { key } = this.#installation.login
    const request: Reached['request'] = async (...args) => {
      const answer = await reachServer(next().server.baseUrl, key).request(...args)
      if (answer.status >= 500) this.#note(`${args[0]} ${args[1].split('/')[1]}`, answer.status)
      return answer
    }
    return { request, organization: { liveKey: key } }
  }

  /** One after another, each request to another node than the last. */
  async #sendPeople(): Promise<void> {
    while (!this.#isOver) {
      try {
        const page = await preparePerson(
          this.#reach(() => this.#next()),
          this.#pictures,
        )
        const answer = await page.submitStep('ID_VERIFICATION')
        if (answer.status === 200) this.#submitted.push(page.sessionId)
      } catch {
        // Whoever was refused comes back as somebody else.
      }
      await sleep(POLL_MS)
    }
  }

  async #works(node: FaultyNode): Promise<boolean> {
    if (node.hasEnded) return false
    const { request } = reachServer(node.server.baseUrl, '')
    const { key, body } = this.#installation.login
    const headers = { 'content-type': 'application/json' }
    const image = this.#pictures.selfie.toString('base64')
    const answers = [
      () => request('GET', '/readyz'),
      () => request('POST', '/v1/sessions', { key, body, headers }),
      () => request('POST', '/v1/face/detect', { key, body: { image } }),
    ]
    for (const answer of answers) if ((await answer()).status !== 200) return false
    return true
  }

  async #poll(untilMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
    for (; performance.now() < untilMs; await sleep(POLL_MS)) if (await isSo().catch(() => false)) return true
    return false
  }

  async #undecided(): Promise<string[]> {
    const rows = await this.#query<{ id: string }>(
      `select id from sessions where id = any($1) and status = 'PENDING'`,
      [this.#submitted],
    )
    return rows.map(({ id }) => id)
  }

  /** As each node answers for them. */
  async #missingSessions(): Promise<string[]> {
    const missing: string[] = []
    for (const [index, node] of this.#installation.nodes.entries())
      for (const { id } of this.#load.sessions) {
        const { status } = await this.#reach(() => node).request('GET', `/v1/sessions/${id}`, {
          key: this.#installation.login.key,
        })
        if (status !== 200) missing.push(`session ${id} is ${status} on node ${index + 1}`)
      }
    return missing
  }

  async #missingFiles(): Promise<string[]> {
    const rows = await this.#query<{ id: string; blob_key: string }>(
      `select id, blob_key from evidence where id = any($1) and state = 'stored'`,
      [this.#load.files.map(({ id }) => id)],
    )
    const keys = new Map(rows.map(({ id, blob_key }) => [id, blob_key]))
    const missing: string[] = []
    for (const { id } of this.#load.files) {
      const key = keys.get(id)
      if (key === undefined || !(await this.#installation.hasFile(key))) missing.push(`file ${id}`)
    }
    return missing
  }

  async #brokenRules(): Promise<string[]> {
    const broken: string[] = []
    for (const [what, statement] of Object.entries(RULES)) {
      const values = statement.includes('$1') ? [this.#submitted] : []
      const rows = await this.#query(statement, values)
      if (rows.length > 0) broken.push(`${rows.length} ${what}: ${JSON.stringify(rows[0])}`)
    }
    return broken
  }

  async #query<Row extends pg.QueryResultRow>(statement: string, values: readonly unknown[]): Promise<Row[]> {
    const client = new pg.Client({ connectionString: await this.#installation.findDatabaseUrl() })
    await client.connect()
    try {
      return (await client.query<Row>(statement, [...values])).rows
    } finally {
      await client.end()
    }
  }
}

/** Rows that there must not be. */
const RULES: Readonly<Record<string, string>> = {
  'movements that do not sum to zero':
    'select transaction_id from ledger_entries group by 1 having sum(amount_tokens) <> 0',
  'balances that are not the sum of their entries': `
    select organization_id from balances as one where available_tokens <> (
      select coalesce(sum(amount_tokens), 0) from ledger_entries as entry
      where entry.organization_id = one.organization_id and account = 'available')`,
  'holds that were paid twice': `
    select hold_id from ledger_entries where account = 'spent' group by hold_id having count(distinct transaction_id) > 1`,
  // A direct call whose time is over has been answered 503.
  'checks of sessions that failed': `
    select id, failure_code from checks where state = 'failed' and session_id is not null`,
  'people who are not verified': `select id, status from sessions where id = any($1) and status <> 'VERIFIED'`,
  'sessions with two automatic decisions': `
    select session_id from decisions where source = 'automatic' group by 1 having count(*) > 1`,
}

/** Tries to rewrite the audit log as somebody can who holds the database's password and knows how the chain is made. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/harness/database.ts'
import { serviceContext } from '../../../test/harness/service-context.ts'
import type { Context } from '../../context.ts'
import { createKeyring } from '../../lib/keyring.ts'
import type { SystemActor } from '../actor.ts'
import { createOrganization } from '../organizations/create.ts'
import { HeadsPublisher, parsePublicKey, readHeads, toPublicKeyText } from './heads.ts'
import { recordAudit } from './record.ts'
import { sealChains } from './seal-chains.ts'
import { verifyAuditChain } from './verify-chain.ts'

const EARLIER = 'an earlier root secret of the tests, long enough to be taken for one'
const CURRENT = 'the current root secret of the tests, long enough to be taken for one'

let database: TestDatabase
let ctx: Context
let folder: string
let actor: SystemActor
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'openidv-heads-'))
  ctx = serviceContext(database.db, { OPENIDV_AUDIT_HEADS: join(folder, 'unused') })
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  const { id } = await createOrganization(ctx, { name: 'Acme' })
  actor = { kind: 'operator', organizationId: id }
})

async function act(times: number): Promise<void> {
  for (let n = 0; n < times; n++) await recordAudit(ctx, actor, { action: 'api_key.rename', details: { n } })
}

async function tamper(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query(`set session_replication_role = replica; ${statement}`)
  } finally {
    await client.end()
  }
}

/** Changes the row of one position and computes every link after it anew. */
function rewrite(position: number): string {
  const id = actor.organizationId
  return `do $$
    declare event audit_events; last bytea := decode(repeat('00', 32), 'hex'); place bigint := 0;
    begin
      update audit_events set details = '{"n": 99}' where id =
        (select event_id from audit_links where organization_id = '${id}' and position = ${position});
      for event in select e.* from audit_events e join audit_links l on l.event_id = e.id
        where e.organization_id = '${id}' order by l.position
      loop
        place := place + 1; last := audit_hash(last, event);
        update audit_links set hash = last where organization_id = '${id}' and audit_links.position = place;
      end loop;
      update audit_heads set hash = last where organization_id = '${id}';
    end $$`
}

/** Cuts the log off behind a position, links and head included. */
function cutOff(position: number): string {
  const mine = `organization_id = '${actor.organizationId}'`
  return `delete from audit_events where id in (select event_id from audit_links where ${mine} and position > ${position});
    delete from audit_links where ${mine} and position > ${position};
    update audit_heads set position = ${position}, hash =
      (select hash from audit_links where ${mine} and position = ${position}) where ${mine}`
}

const problemOf = async (who: Context = ctx) => (await verifyAuditChain(who, actor)).problem
const withSecrets = (current: string, earlier: readonly string[] = []): Context => {
  return { ...ctx, keyring: createKeyring(current, earlier) }
}

describe('the seals over the audit log', () => {
  it('show a row that was changed with all 125 links computed anew, and get no further seal', async () => {
    const { count } = await verifyAuditChain(ctx, actor)
    await act(125 - count)
    expect(await verifyAuditChain(ctx, actor)).toMatchObject({ isIntact: true, count: 125, sealed: undefined })
    await sealChains(ctx)
    expect(await verifyAuditChain(ctx, actor)).toMatchObject({ isIntact: true, sealed: { position: 125 } })
    await tamper(rewrite(60))
    expect(await problemOf()).toEqual({ kind: 'seal_differs', position: 125 })
    await act(1)
    expect((await sealChains(ctx)).broken).toBe(1)
    expect(await problemOf()).toEqual({ kind: 'seal_differs', position: 125 })
  })

  it('cover what came between them, and what came after the last one is said not to be sealed', async () => {
    await sealChains(ctx)
    const first = (await verifyAuditChain(ctx, actor)).count
    await act(5)
    expect((await verifyAuditChain(ctx, actor)).sealed?.position).toBe(first)
    await sealChains(ctx)
    await tamper(rewrite(first + 2))
    expect(await problemOf()).toEqual({ kind: 'seal_differs', position: first + 5 })
  })

  it('cannot be made, moved, left out or taken from another organization', async () => {
    await act(3)
    await sealChains(ctx)
    await act(3)
    await sealChains(ctx)
    const mine = `organization_id = '${actor.organizationId}'`
    for (const [change, kind] of [
      ['hash = sha256(hash)', 'seal_forged'],
      ['position = position - 1', 'seal_forged'],
      [`mac = sha256('guess')`, 'seal_forged'],
      [`sealed_at = sealed_at - interval '1 day'`, 'seal_forged'],
      ['number = number + 5', 'seal_missing'],
      ['key_version = 7', 'seal_unknown'],
    ] as const) {
      await tamper(`create table if not exists seals_before as select * from audit_seals;
        update audit_seals set ${change} where ${mine} and number = 2`)
      expect(await problemOf(), change).toMatchObject({ kind })
      await tamper(
        `delete from audit_seals where ${mine}; insert into audit_seals select * from seals_before where ${mine}`,
      )
    }
    expect(await problemOf()).toBeUndefined()
    await tamper(`delete from audit_seals where ${mine} and number = 1`)
    expect(await problemOf()).toMatchObject({ kind: 'seal_missing' })
    await tamper('drop table seals_before')
  })

  it('show a tail that was cut off, as long as the seals over it are there', async () => {
    await act(6)
    await sealChains(ctx)
    const { count } = await verifyAuditChain(ctx, actor)
    await tamper(cutOff(count - 3))
    expect(await problemOf()).toEqual({ kind: 'seal_differs', position: count })
    expect((await sealChains(ctx)).broken).toBeGreaterThan(0)
  })

  it('live through two changes of the root secret, and the last one tells what the first one sealed', async () => {
    await act(3)
    await sealChains(withSecrets(EARLIER))
    await act(3)
    expect(await problemOf(withSecrets(CURRENT))).toMatchObject({ kind: 'seal_unknown' })
    const { sealed } = await sealChains(withSecrets(CURRENT, [EARLIER]), { renew: true })
    expect(sealed).toBeGreaterThan(0)
    await sealChains(withSecrets('a third root secret of the tests, long enough to be one', [CURRENT]), { renew: true })
    const after = withSecrets('a third root secret of the tests, long enough to be one')
    expect(await problemOf(after)).toBeUndefined()
    await tamper(
      `update audit_seals set hash = sha256(hash) where number = 1 and organization_id = '${actor.organizationId}'`,
    )
    expect(await problemOf(after)).toMatchObject({ kind: 'seal_differs' })
  })
})

describe('published heads', () => {
  async function publishTo(target: string): Promise<Context> {
    const publishing = { ...ctx, config: { ...ctx.config, audit: { heads: target } } }
    await new HeadsPublisher(publishing).publish()
    return publishing
  }

  it('show a log that was cut off together with its seals, naming organization and position', async () => {
    const file = join(folder, 'heads.jsonl')
    await act(6)
    await sealChains(ctx)
    const publisher = new HeadsPublisher({ ...ctx, config: { ...ctx.config, audit: { heads: file } } })
    await publisher.publish()
    await publisher.publish()
    const text = await readFile(file, 'utf8')
    expect(text.split('\n')).toHaveLength(2)
    const { publicKey } = ctx.keyring.headSigners[0]
    const known = parsePublicKey(toPublicKeyText(publicKey))
    const marks = readHeads(text, known ? [known] : []).get(actor.organizationId) ?? []
    const { count, isIntact } = await verifyAuditChain(ctx, actor, marks)
    expect([isIntact, marks]).toEqual([true, [expect.objectContaining({ position: count })]])
    await tamper(`${cutOff(count - 3)}; delete from audit_seals where organization_id = '${actor.organizationId}'`)
    expect(await problemOf()).toBeUndefined()
    const verification = await verifyAuditChain(ctx, actor, marks)
    expect(verification).toMatchObject({ organizationId: actor.organizationId, problem: { kind: 'mark_differs' } })
  })

  it('are refused when a line was altered, or is signed by another key', async () => {
    const file = join(folder, 'forged.jsonl')
    await act(1)
    await sealChains(ctx)
    await publishTo(file)
    const text = await readFile(file, 'utf8')
    const keys = [ctx.keyring.headSigners[0].publicKey]
    expect(() => readHeads(text.replace('position', 'Position'), keys)).toThrow('Line 1 of the published heads')
    expect(() => readHeads(text, [createKeyring(EARLIER).headSigners[0].publicKey])).toThrow('--public-key')
    await writeFile(file, `${text}not a line\n`)
    expect(() => readHeads(`${text}not a line\n`, keys)).toThrow('Line 2')
    expect(parsePublicKey('not a key')).toBeUndefined()
  })

  it('are posted to a URL, and once more when its server refused them', async () => {
    const bodies: string[] = []
    let status = 503
    const receiver = createServer((req, res) => {
      req.setEncoding('utf8').on('data', (chunk) => bodies.push(String(chunk)))
      req.on('end', () => res.writeHead(status).end())
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    try {
      await act(1)
      await sealChains(ctx)
      const heads = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/heads`
      const publisher = new HeadsPublisher({ ...ctx, config: { ...ctx.config, audit: { heads } } })
      await expect(publisher.publish()).rejects.toThrow('answered 503')
      status = 204
      await publisher.publish()
      const keys = [ctx.keyring.headSigners[0].publicKey]
      expect(bodies).toHaveLength(2)
      expect(readHeads(bodies[1] ?? '', keys).has(actor.organizationId)).toBe(true)
    } finally {
      receiver.close()
    }
  })
})

/** API keys as the Express and the Fastify peer keep them: HMAC digests in PostgreSQL, looked up for each request. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'

const PEPPER = randomBytes(32)

/** Makes the table and `count` keys of one organization; answers the plain keys and the look-up. */
export async function openKeys({ databaseUrl, count }) {
  const pool = new pg.Pool({ connectionString: databaseUrl })
  await pool.query(`
    create table if not exists peer_api_keys (
      digest bytea primary key,
      organization_id uuid not null,
      organization_name text not null,
      expires_at timestamptz,
      revoked_at timestamptz
    )`)
  const keys = Array.from({ length: count }, () => `sk_live_${randomBytes(24).toString('base64url')}`)
  const organizationId = randomUUID()
  for (const key of keys) {
    await pool.query('insert into peer_api_keys values ($1, $2, $3)', [digestOf(key), organizationId, 'Peer'])
  }
  return { keys, findHolder: (key) => findHolder(pool, key) }
}

/** The key's organization, or undefined. The statement is named, so that PostgreSQL parses and plans it once. */
async function findHolder(pool, key) {
  if (typeof key !== 'string') return undefined
  const { rows } = await pool.query({
    name: 'find-holder',
    text: `
      select organization_id as "organizationId", organization_name as "organizationName"
      from peer_api_keys
      where digest = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
    values: [digestOf(key)],
  })
  return rows[0]
}

function digestOf(key) {
  return createHmac('sha256', PEPPER).update(key).digest()
}

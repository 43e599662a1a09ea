/** Counts the sessions of the organization by their status: `npm run example page-sessions`. */
import { connect } from './connect.ts'

const client = connect()
const counts = new Map<string, number>()
for await (const { status } of client.sessions.listAll({ by_organization: 'true', limit: 100 })) {
  counts.set(status, (counts.get(status) ?? 0) + 1)
}

if (counts.size === 0) console.log('There are no sessions')
for (const [status, count] of [...counts].sort()) console.log(`${status.padEnd(10)} ${count}`)

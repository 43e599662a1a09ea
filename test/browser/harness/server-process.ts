/** The real server in a process of its own, with one organization: tells its parent where it is, ends when told. */
import { startServer } from '../../../src/cli/start-server.ts'
import { parseConfig } from '../../../src/config.ts'
import { findRunningEmbedded } from '../../../src/db/embedded/start.ts'
import { createLogger } from '../../../src/lib/log.ts'
import { createOrganization } from '../../../src/services/organizations/create.ts'
import type { ServerAddress } from './server-address.ts'

const config = parseConfig(process.env)
const { ctx, baseUrl, stop } = await startServer(config, createLogger('warn'))
const { liveKey, sandboxKey } = await createOrganization(ctx, { name: 'Northwind Bank' })
const databaseUrl = await findRunningEmbedded(config.dataDir)
if (databaseUrl === undefined) throw new Error('The embedded database is not running')
const address: ServerAddress = { baseUrl, databaseUrl, liveKey, sandboxKey }
process.send?.(address)

// The channel also closes when the parent dies, so that no server is left behind.
process.once('disconnect', () => void stop().then(() => process.exit()))

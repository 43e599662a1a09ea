/** Where the server of this worker is; workers are processes of their own and inherit it by the environment. */

export interface ServerAddress {
  readonly baseUrl: string
  readonly databaseUrl: string
  readonly liveKey: string
  readonly sandboxKey: string
}

const VARIABLE = 'OPENIDV_BROWSER_TEST_SERVERS'

/** Keeps what each server said of itself for the workers that are started later. */
export function rememberServers(messages: readonly unknown[]): void {
  process.env[VARIABLE] = JSON.stringify(messages)
}

/** The server that no other worker uses; throws outside of a browser run. */
export function serverAddress(): ServerAddress {
  const servers = JSON.parse(process.env[VARIABLE] ?? '[]') as readonly ServerAddress[]
  const own = servers[Number(process.env.TEST_PARALLEL_INDEX)]
  if (!own) throw new Error('No server was started for this process: run these tests by Playwright')
  return own
}

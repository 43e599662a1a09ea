/** Where the server of this browser run is; workers are processes of their own and inherit it by the environment. */

export interface ServerAddress {
  readonly baseUrl: string
  readonly databaseUrl: string
  readonly liveKey: string
  readonly sandboxKey: string
}

const VARIABLE = 'OPENIDV_BROWSER_TEST_SERVER'

/** Keeps the server's only message for the workers that are started later. */
export function rememberServer(message: unknown): void {
  process.env[VARIABLE] = JSON.stringify(message)
}

/** The server; throws outside of a browser run. */
export function serverAddress(): ServerAddress {
  const text = process.env[VARIABLE]
  if (!text) throw new Error(`${VARIABLE} is not set: run these tests by Playwright`)
  return JSON.parse(text) as ServerAddress
}

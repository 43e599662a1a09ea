/** Opens the client of an example from OPENIDV_URL and OPENIDV_API_KEY. */
import { type Client, createClient } from '../client/client.ts'

/** Ends the process with a sentence when a variable is missing. */
export function connect(): Client {
  return createClient({ baseUrl: requireVariable('OPENIDV_URL'), apiKey: requireVariable('OPENIDV_API_KEY') })
}

function requireVariable(name: string): string {
  const value = process.env[name]
  if (value) return value
  console.error(`Set ${name}. "npm start" prints the URL and the keys of a new server.`)
  process.exit(1)
}

/** Finds the root secret, or makes one on first start. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { hasDatabase } from '../db/embedded/start.ts'
import { createKeyring, type Keyring } from '../lib/keyring.ts'
import type { Logger } from '../lib/log.ts'
import { ignoreMissing } from '../lib/whole-file.ts'
import { ConfigError } from '../settings-reader.ts'

const FILE_NAME = 'secret.key'

/** Where the root secret is, unless the environment has it. */
export function secretPathOf(dataDir: string): string {
  return join(dataDir, FILE_NAME)
}

/**
 * The keyring of the installation: from `OPENIDV_SECRET_KEY`, else from the data folder, where the first start writes
 * 32 random bytes with mode 0600 and a warning. Without this secret no key works and no evidence can be opened: throws
 * `ConfigError` when it is missing beside a database that was made under it. Call before the database is made.
 */
export async function openKeyring(config: Config, log: Logger): Promise<Keyring> {
  const previous = config.secrets.previousSecretKeys.map((secret) => secret.reveal())
  const current = config.secrets.secretKey?.reveal() ?? (await readOrMakeSecret(config.dataDir, log))
  return createKeyring(current, previous)
}

/** The current root secret of an installation that has one. */
export async function readSecret({ secrets, dataDir }: Config): Promise<string> {
  return secrets.secretKey?.reveal() ?? (await readFile(secretPathOf(dataDir), 'utf8')).trim()
}

async function readOrMakeSecret(dataDir: string, log: Logger): Promise<string> {
  const path = secretPathOf(dataDir)
  await mkdir(dataDir, { recursive: true })
  const found = await readFile(path, 'utf8').catch(ignoreMissing)
  if (found !== undefined) return found.trim()
  if (await hasDatabase(dataDir)) throw refuseNewSecret(path)
  try {
    const file = await open(path, 'wx', 0o600)
    const secret = randomBytes(32).toString('hex')
    await file.writeFile(secret)
    await file.sync()
    await file.close()
    log.warn({ path }, 'made a root secret: back it up, without it the stored evidence cannot be opened')
    return secret
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    return (await readFile(path, 'utf8')).trim()
  }
}

/** With another secret the server would run, and open nothing of what it keeps. */
function refuseNewSecret(path: string): ConfigError {
  return new ConfigError(
    `${path} is missing, and the database beside it was made under it: a new secret would open none of its keys and ` +
      'pictures.\nBring the file back, or give the secret in OPENIDV_SECRET_KEY (docs/guides/backup.md).',
  )
}

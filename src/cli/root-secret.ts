/** Finds the root secret, or makes one on first start. */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { createKeyring, type Keyring } from '../lib/keyring.ts'
import type { Logger } from '../lib/log.ts'

const FILE_NAME = 'secret.key'

/** Where the root secret is, unless the environment has it. */
export function secretPathOf(dataDir: string): string {
  return join(dataDir, FILE_NAME)
}

/**
 * The keyring of the installation: from `OPENIDV_SECRET_KEY`, else from the data folder, where the first start writes
 * 32 random bytes with mode 0600 and a warning. Without this secret no key works and no evidence can be opened.
 */
export async function openKeyring(config: Config, log: Logger): Promise<Keyring> {
  const previous = config.secrets.previousSecretKeys.map((secret) => secret.reveal())
  const current = config.secrets.secretKey?.reveal() ?? (await readOrMakeSecret(config.dataDir, log))
  return createKeyring(current, previous)
}

async function readOrMakeSecret(dataDir: string, log: Logger): Promise<string> {
  const path = secretPathOf(dataDir)
  await mkdir(dataDir, { recursive: true })
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

/** Starts a real S3 server for tests, and says how to reach it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createFolder } from './folder.ts'

/** The one credential that the server knows, as the SDK reads it. */
export const S3_CREDENTIAL = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' } as const

export interface S3Server {
  readonly endpoint: string
  readonly bucket: 'openidv'
  stop(): Promise<void>
}

const ENTRY = fileURLToPath(new URL('../fixtures/s3-process.ts', import.meta.url))

/** A process of its own with an empty bucket. The SDK reads its credential from the environment: see `useS3Credential`. */
export async function startS3(): Promise<S3Server> {
  const folder = await createFolder('s3')
  // Its lists are continued by a token of DES.
  const child = spawn(process.execPath, ['--openssl-legacy-provider', ENTRY, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const stop = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
    await rm(folder, { recursive: true, force: true })
  }
  return { endpoint: line.toString().trim(), bucket: 'openidv', stop }
}

/** Puts the credential where the SDK of AWS looks for it in this process; answers how to take it away again. */
export function useS3Credential(): () => void {
  const before = Object.keys(S3_CREDENTIAL).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, S3_CREDENTIAL)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

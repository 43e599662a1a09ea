/** Backup codes: shown once, and kept as digests, so that the server cannot show them again. */
import { randomBase62, sha256 } from '../../lib/crypto.ts'

const AMOUNT = 10
/** 119 bits: from 112 on a plain digest hides what it is of (ASVS 5.0, 6.5.2). */
const LENGTH = 20
const GROUP = /.{5}(?=.)/g
const DIGEST = /^[0-9a-f]{64}$/

/** Ten codes, e.g. `AbCdE-12345-fGhIj-67890`. */
export function makeBackupCodes(): string[] {
  return Array.from({ length: AMOUNT }, () => randomBase62(LENGTH).replace(GROUP, '$&-'))
}

/** What is kept of a code: SHA-256, hex. */
export function toBackupDigest(code: string): string {
  return sha256(`backup code ${code}`).toString('hex')
}

/**
 * A list of codes as JSON, each code that is not a digest yet replaced by its own. Those of earlier versions have 59 bits and
 * are hidden by their sealing besides.
 */
export function hideBackupCodes(json: string): string {
  const codes: readonly string[] = JSON.parse(json)
  return JSON.stringify(codes.map((code) => (DIGEST.test(code) ? code : toBackupDigest(code))))
}

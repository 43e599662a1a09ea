/** Makes an authority and certificates of servers, as an operator with an authority of their own has them. */
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFolder } from './folder.ts'

export interface Certificates {
  /** Path of the authority's certificate, and its text. */
  readonly authorityFile: string
  readonly authority: string
  /** Paths of a certificate for `localhost`, not for its address, and of the key. */
  readonly certFile: string
  readonly keyFile: string
}

/** Certificates of one day, made by openssl in a folder of their own. */
export async function makeCertificates(): Promise<Certificates> {
  const folder = await createFolder('certificates')
  const [authorityFile, authorityKey] = [join(folder, 'ca.pem'), join(folder, 'ca.key')]
  const [certFile, keyFile] = [join(folder, 'server.pem'), join(folder, 'server.key')]
  request('/CN=An authority of one’s own', authorityFile, authorityKey, [])
  const names = ['-addext', 'subjectAltName=DNS:localhost', '-addext', 'basicConstraints=critical,CA:FALSE']
  request('/CN=localhost', certFile, keyFile, [...names, '-CA', authorityFile, '-CAkey', authorityKey])
  return { authorityFile, authority: await readFile(authorityFile, 'utf8'), certFile, keyFile }
}

function request(subject: string, certFile: string, keyFile: string, more: readonly string[]): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', keyFile]
  const args = ['req', '-x509', ...key, '-days', '1', '-subj', subject, '-utf8', '-out', certFile, ...more]
  const { status, stderr, error } = spawnSync('openssl', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr || error}`)
}

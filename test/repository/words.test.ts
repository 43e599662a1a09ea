/** Keeps the tree free of secrets, of machine names and of words about how it was written. */
import { describe, expect, it } from 'vitest'
import { listFiles, readText } from './tree.ts'

const TEXT = /\.(ts|tsx|mjs|cjs|js|css|html|md|json|sql|sh|svg|yml|yaml|txt)$|(^|\/)(\.[\w.-]+|run|LICENSE|Dockerfile)$/
const text = listFiles().filter((path) => TEXT.test(path) && path !== 'package-lock.json')

/** Written so that no pattern matches its own line. */
const FOREIGN = [
  /clau[d]e|anthrop[i]c|chatgp[t]|\bcopilo[t]\b|\bcode[x]\b/i,
  /\bAI[- ](generated|written|assistan[t])/i,
  /language mode[l]|\bLL[M]s?\b/,
  /\/work\/(main|share[d])|\/tmp\/openid[v]-/,
  /\bhouse[- ]styl[e]\b|\bdesign\.m[d]\b|\bcolleagu[e]s?\b/i,
]

/** Keys of ours and of others that must never be committed. Made-up ones in tests fail the checksum, or use `…`. */
const SECRETS = [/-----BEGIN [A-Z ]*PRIVATE KE[Y]-----/, /\bAKIA[0-9A-Z]{16}\b/, /\bghp_[A-Za-z0-9]{36}\b/]

describe('tracked files', () => {
  it('are really read by these tests', () => {
    expect(text.length).toBeGreaterThan(80)
  })

  it.each(FOREIGN)('hold nothing that matches %s', (pattern) => {
    expect(text.filter((path) => pattern.test(readText(path)))).toEqual([])
  })

  it.each(SECRETS)('hold no secret of the form %s', (pattern) => {
    expect(text.filter((path) => pattern.test(readText(path)))).toEqual([])
  })
})

describe('.npmrc', () => {
  const lines = readText('.npmrc').split('\n').filter(Boolean)

  it('sets only keys that are safe to share: no registry, no credential, no script shell', () => {
    const allowed = ['onnxruntime-node-install', 'save-exact', 'fund', 'audit']
    expect(lines.map((line) => line.split('=')[0]).filter((key) => !allowed.includes(key ?? ''))).toEqual([])
  })

  it('keeps the model runtime from downloading at install', () => {
    expect(lines).toContain('onnxruntime-node-install=skip')
  })
})

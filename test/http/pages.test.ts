/** Proves which addresses are pages of the console and which stay the API's. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CONSOLE_PAGES } from '../../src/http/console-pages.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

it('a browser gets the console at its own addresses, live and test, with a policy that lets nothing else in', async () => {
  for (const url of [
    '/',
    '/sessions?status=VERIFIED',
    '/sessions/an-id',
    '/test',
    '/test/',
    '/test/settings/api-keys',
    '/logs/',
  ]) {
    const answer = await server.request('GET', url, { headers: BROWSER })
    expect([url, answer.status, String(answer.headers['content-type'])]).toEqual([url, 200, 'text/html; charset=utf-8'])
    expect(answer.text).toContain('<div id="root">')
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(answer.headers['permissions-policy']).toContain('camera=()')
  }
})

it('an address without a page is 404, with the console to say so', async () => {
  for (const url of ['/no/such/page', '/sessions/an-id/more', '/test/test', '/favicon.png', '/wp-login.php?a=1']) {
    const answer = await server.request('GET', url, { headers: BROWSER })
    expect([url, answer.status]).toEqual([url, 404])
    expect(answer.text).toContain('<div id="root">')
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
  }
})

it('every page of the console has its address here', () => {
  const router = readFileSync(new URL('../../web/console/router.tsx', import.meta.url), 'utf8')
  const paths = [...router.matchAll(/path: '(\/[^']*)'/g)].map(([, path]) => path)
  expect(paths.length).toBeGreaterThan(20)
  expect([...CONSOLE_PAGES].sort()).toEqual(paths.sort())
})

it('an asset is a name of the build: what climbs out of its folder, or tries to, is 404', async () => {
  const names = [
    '..%2f..%2fpackage.json',
    '..%5c..%5cx',
    '%00',
    'a%00b',
    '....//x',
    '//x',
    'C:%5cx',
    '..',
    '.env',
    '%2fetc',
  ]
  for (const name of names) {
    for (const application of ['console', 'verify']) {
      const { status } = await server.request('GET', `/assets/${application}/assets/${name}`)
      expect([name, status]).toEqual([name, 404])
    }
  }
  expect(server.logLines.filter((line) => line.includes('request failed'))).toEqual([])
})

it('scripts and styles are sent compressed to whoever takes that, and kept apart by caches', async () => {
  for (const [url, name] of [
    ['/', 'console'],
    ['/v/a-link', 'verify'],
  ] as const) {
    const page = await server.request('GET', url, { headers: BROWSER })
    const files = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) =>
      String(file),
    )
    expect([name, files.length >= 2]).toEqual([name, true])
    for (const file of files) {
      const plain = await server.request('GET', file)
      expect([file, plain.headers['content-encoding'], plain.headers.vary]).toEqual([
        file,
        undefined,
        'accept-encoding',
      ])
      // Too small to gain by it.
      if (Number(plain.headers['content-length']) < 512) continue
      for (const encoding of ['br', 'gzip']) {
        const answer = await server.request('GET', file, { headers: { 'accept-encoding': encoding } })
        const { headers } = answer
        expect([file, headers['content-encoding'], headers['content-type']]).toEqual([
          file,
          encoding,
          plain.headers['content-type'],
        ])
        expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
        expect(Number(headers['content-length'])).toBeLessThan(0.8 * Number(plain.headers['content-length']))
      }
    }
  }
})

it('an address that is not a page answers JSON, to browsers too', async () => {
  for (const url of ['/v1/nothing', '/console/nothing', '/assets/console/assets/none.js', '/files/none?x=1']) {
    const answer = await server.request('GET', url, { headers: BROWSER, key: server.organization.liveKey })
    expect([url, answer.status < 500, String(answer.headers['content-type'])]).toEqual([
      url,
      true,
      expect.stringContaining('json'),
    ])
  }
  const program = await server.request('GET', '/sessions', { headers: { accept: 'application/json' } })
  expect([program.status, program.json.code]).toEqual([404, 'not_found'])
})

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

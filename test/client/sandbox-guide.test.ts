/** Pastes the snippets of the guide to the sandbox into a shell, in their order, on a server that listens. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SCENARIO_NAMES } from '../../src/services/scenarios.ts'
import { startTestServer, type TestServer } from '../harness/server.ts'
import { readText } from '../repository/tree.ts'

const run = promisify(execFile)
const GUIDE = readText('docs/guides/sandbox.md')
const [SETTING = '', ...SNIPPETS] = [...GUIDE.matchAll(/^```sh\n(?<code>[\s\S]*?)^```$/gm)].map(
  ({ groups }) => groups?.code ?? '',
)

let server: TestServer
let setting: string
beforeAll(async () => {
  server = await startTestServer()
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' })
  setting = SETTING.replace('http://localhost:3000', url).replace('sk_test_…', server.organization.sandboxKey)
})
afterAll(() => server.close())

it('each does what the guide says', async () => {
  const printed: string[] = []
  for (const snippet of SNIPPETS) printed.push((await run('sh', ['-c', setting + snippet])).stdout)
  const [failing, verified, advanced, clock, fault, attempts, fixture] = printed
  expect(SNIPPETS).toHaveLength(7)
  const read = async (created = '') => {
    const { id } = JSON.parse(created)
    return (await server.request('GET', `/v1/sessions/${id}`, { key: server.organization.sandboxKey })).json
      .session_record
  }
  await expect.poll(async () => (await read(failing)).status, { timeout: 20_000 }).toBe('FAILED')
  await expect.poll(async () => (await read(verified)).status, { timeout: 20_000 }).toBe('VERIFIED')
  expect(JSON.parse(clock ?? '')).toEqual(JSON.parse(advanced ?? ''))
  expect(JSON.parse(clock ?? '').advanced_seconds).toBe(8 * 86_400)
  expect(fault).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 1[\s\S]*"code":"rate_limited"/)
  expect(attempts).toBe('503\n200\n')
  expect(JSON.parse(fixture ?? '').session_record.status).toBe('VERIFIED')
})

it('the guide names every scenario', () => {
  for (const name of SCENARIO_NAMES) expect(GUIDE).toContain(`\`${name}\``)
})

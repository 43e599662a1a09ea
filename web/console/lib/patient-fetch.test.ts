import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { fetchPatiently } from './patient-fetch.ts'

it('waits when it is told to for a moment, and passes on every other answer', async () => {
  const asked: string[] = []
  const server = createServer((req, res) => {
    const first = !asked.includes(req.url ?? '')
    asked.push(req.url ?? '')
    const wait = req.url === '/long' ? '300' : '1'
    if (req.url === '/none') res.writeHead(429)
    else if (first || req.url === '/long') res.writeHead(429, { 'retry-after': wait })
    else res.writeHead(200)
    res.end('text')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const statuses = await Promise.all(
    ['/short', '/long', '/none'].map(async (path) => (await fetchPatiently(base + path, { method: 'POST' })).status),
  )
  expect(statuses).toEqual([200, 429, 429])
  expect(asked.toSorted()).toEqual(['/long', '/none', '/short', '/short'])
  server.closeAllConnections()
  server.close()
})

/** Tries to have something reached that is nobody's business, and to hold up whoever posts. */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, test } from 'vitest'
import { GuardedPost } from './guarded-post.ts'
import { toIpRanges } from './ip-ranges.ts'

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'public.test': ['192.0.43.7', '2606:2800:21f::1'],
  'both.test': ['192.0.43.7', '10.0.0.1'],
  'inside.test': ['fd00::1'],
  'mapped.test': ['::ffff:169.254.169.254'],
  'receiver.test': ['127.0.0.1'],
}

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

function openPost({ allowed = [] as string[], timeoutMs = 2000 } = {}): GuardedPost {
  const resolve = async (name: string) => {
    const addresses = NAMES[name]
    if (!addresses) throw new Error('no such name')
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return new GuardedPost({ timeoutMs, allowed: toIpRanges(allowed), resolve })
}

async function listen(answer: RequestListener): Promise<URL> {
  server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return new URL(`http://receiver.test:${(server.address() as AddressInfo).port}/`)
}

const send = (post: GuardedPost, url: URL) => post.post({ url, headers: { 'x-own': 'yes' }, body: '{}' })
const LOOPBACK = { allowed: ['127.0.0.0/8'] }

describe('an address that is not public', () => {
  test.each([
    ...['http://127.0.0.1/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://127.1/'],
    ...[
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://0.0.0.0/',
      'https://100.64.0.1/',
      'https://192.168.1.1/',
    ],
    ...[
      'https://both.test/',
      'https://inside.test/',
      'https://mapped.test/',
      'http://receiver.test/',
      'http://public.test/',
    ],
    ...['ftp://public.test/', 'https://user@public.test/'],
  ])('is refused before a connection is made: %s', async (url) => {
    const post = openPost()
    expect(await post.findRefusal(new URL(url))).toMatch(/is not a public address|https address|name or a password/)
    await expect(send(post, new URL(url))).rejects.toMatchObject({ fault: 'address_refused' })
  })

  it('does not answer where a name was public when it was looked at, and is not any more', async () => {
    let isLater = false
    const resolve = async () => [{ address: isLater ? '127.0.0.1' : '192.0.43.7', family: 4 }]
    const post = new GuardedPost({ timeoutMs: 2000, allowed: toIpRanges([]), resolve })
    const url = new URL('https://rebound.test/')
    expect(await post.findRefusal(url)).toBe(undefined)
    isLater = true
    await expect(send(post, url)).rejects.toMatchObject({ fault: 'address_refused' })
  })
})

it('a public name is taken, and one that nobody knows for https only', async () => {
  const post = openPost()
  expect(await post.findRefusal(new URL('https://public.test/'))).toBe(undefined)
  expect(await post.findRefusal(new URL('https://nobody.test/'))).toBe(undefined)
  expect(await post.findRefusal(new URL('http://nobody.test/'))).toBe('must be an https address')
  await expect(send(post, new URL('https://nobody.test/'))).rejects.toMatchObject({ fault: 'name_unknown' })
})

describe('a receiver of an allowed network', () => {
  it('is sent the body and the headers, and its answer is told whatever it is; a redirect is not followed', async () => {
    const paths: string[] = []
    const url = await listen((request, reply) => {
      paths.push(`${request.method} ${request.url} ${request.headers['x-own']}`)
      reply.writeHead(302, { location: '/elsewhere' }).end('moved')
    })
    expect(await send(openPost(LOOPBACK), url)).toEqual({ status: 302, head: 'moved' })
    expect(paths).toEqual(['POST / yes'])
  })

  it('that answers without an end is cut off after its first bytes', async () => {
    let sentBytes = 0
    const url = await listen((_request, reply) => {
      const piece = Buffer.alloc(65_536, 'x')
      const pour = () => {
        while (!reply.destroyed && reply.write(piece)) sentBytes += piece.length
      }
      reply.on('drain', pour)
      pour()
    })
    const { status, head } = await send(openPost(LOOPBACK), url)
    expect([status, head.length]).toEqual([200, 1024])
    expect(sentBytes).toBeLessThan(20_000_000)
  })

  it('that says nothing, or its status and then a byte now and then, holds nobody longer than the time-out', async () => {
    const silent = await listen(() => undefined)
    await expect(send(openPost({ ...LOOPBACK, timeoutMs: 200 }), silent)).rejects.toMatchObject({ fault: 'timeout' })
    server?.closeAllConnections()
    const slow = await listen((_request, reply) => {
      reply.writeHead(200)
      reply.write('a')
    })
    expect(await send(openPost({ ...LOOPBACK, timeoutMs: 200 }), slow)).toEqual({ status: 200, head: 'a' })
  })

  it('that is not there, or breaks off, is told apart', async () => {
    const url = await listen((request) => request.socket.destroy())
    await expect(send(openPost(LOOPBACK), url)).rejects.toMatchObject({ fault: 'connection_broken' })
    server?.close()
    await once(server as Server, 'close')
    await expect(send(openPost(LOOPBACK), url)).rejects.toMatchObject({ fault: 'connection_refused' })
  })
})

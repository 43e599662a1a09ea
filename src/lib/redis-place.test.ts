import { expect, test } from 'vitest'
import { parseRedisPlace } from './redis-place.ts'

test('a URL of one server, or the path of its socket, is left as it is', () => {
  for (const url of ['redis://:secret@localhost:6380/2', 'rediss://cache.internal', '/run/redis.sock'])
    expect(parseRedisPlace(url)).toEqual({ kind: 'server', url })
})

test('Sentinels, with the name of the primary and both logins', () => {
  const url = 'rediss+sentinel://app:p%40ss@one.internal,[::1]:26380/mymaster/3?sentinelPassword=of-sentinels'
  expect(parseRedisPlace(url)).toEqual({
    kind: 'sentinel',
    hosts: [
      { host: 'one.internal', port: 26_379 },
      { host: '::1', port: 26_380 },
    ],
    name: 'mymaster',
    database: 3,
    login: { username: 'app', password: 'p@ss' },
    sentinelLogin: { password: 'of-sentinels' },
    isTls: true,
  })
})

test('a cluster, with some of its nodes', () => {
  expect(parseRedisPlace('redis+cluster://:secret@10.0.0.1,10.0.0.2:7000')).toEqual({
    kind: 'cluster',
    hosts: [
      { host: '10.0.0.1', port: 6379 },
      { host: '10.0.0.2', port: 7000 },
    ],
    login: { password: 'secret' },
    isTls: false,
  })
})

test.each([
  'localhost:6379',
  'http://localhost',
  'redis://',
  'redis+sentinel://one,two',
  'redis+sentinel://one,,two/mymaster',
  'redis+sentinel://one:99999/mymaster',
  'redis+sentinel://one:0/mymaster',
  'redis+sentinel://user:%zz@one/mymaster',
  'redis+cluster://one/mymaster',
  'redis+cluster://one?sentinelPassword=x',
  'redis+cluster://',
  'redis+cluster://a:b:c@one',
])('%s is none', (text) => {
  expect(parseRedisPlace(text)).toBeUndefined()
})

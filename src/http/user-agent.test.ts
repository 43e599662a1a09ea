import { expect, it } from 'vitest'
import { describeUserAgent } from './user-agent.ts'

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const CHROMIUM = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0'

it.each([
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${WEBKIT} Version/19.0 Mobile/15E148 Safari/604.1`,
    'Safari 19',
    'iPhone',
  ],
  [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) ${WEBKIT} CriOS/141.0 Mobile/15E148 Safari/604.1`,
    'Chrome 141',
    'iPhone',
  ],
  [
    `Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) ${WEBKIT} FxiOS/140.0 Mobile/15E148 Safari/605.1`,
    'Firefox 140',
    'iPad',
  ],
  [`Mozilla/5.0 (Linux; Android 16; K) ${CHROMIUM} Mobile Safari/537.36`, 'Chrome 141', 'Android'],
  [
    `Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 SamsungBrowser/29.0 Chrome/136.0 Mobile Safari/537.36`,
    'Samsung Internet 29',
    'Android',
  ],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Safari/537.36 Edg/141.0.0.0`, 'Edge 141', 'Windows'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROMIUM} Safari/537.36 OPR/123.0`, 'Opera 123', 'Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140', 'Mac'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140', 'Linux'],
  ['curl/8.14.1', 'Unknown', 'Unknown'],
  ['', 'Unknown', 'Unknown'],
  [undefined, 'Unknown', 'Unknown'],
])('%s is %s on %s', (header, browser, device) => {
  expect(describeUserAgent(header)).toEqual({ browser, device })
})

it('a header of any length is read in no time', () => {
  const startedAt = performance.now()
  for (const part of ['Version/1 ', 'Safari/', 'A', '\n']) describeUserAgent(part.repeat(16_000 / part.length))
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

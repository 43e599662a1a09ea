import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseConfig } from '../config.ts'
import { createLogger } from '../lib/log.ts'
import { openContext } from './open-context.ts'

it('refuses a price of something that is not sold, names it, and leaves no data folder', async () => {
  const folder = join(tmpdir(), 'openidv-of-unknown-prices')
  const config = parseConfig({ OPENIDV_DATA_DIR: folder, OPENIDV_PRICES: '{"NOT_A_SERVICE":1}' })
  await expect(openContext(config, createLogger('silent'), 'cli')).rejects.toThrow(
    /OPENIDV_PRICES names NOT_A_SERVICE: .*ID_VERIFICATION/,
  )
  expect(existsSync(folder)).toBe(false)
})

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('a call that waits for its check keeps no process from ending', async () => {
  const script = `
    import { createFinishedChecks } from '${new URL('finished-checks.ts', import.meta.url).href}'
    createFinishedChecks().wait('any', 3_600_000)
    console.log('waiting')`
  const options = { timeout: 30_000 }
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options)
  expect((await run).stdout).toBe('waiting\n')
})

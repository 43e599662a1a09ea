/** Runs Vitest and Playwright, names what failed, and sums what both say in one plain last line. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWebApps } from './build-web-apps.mjs'
import { findBrowser } from './find-browser.mjs'
import { listPlaywrightFailures, listVitestFailures } from './list-failures.mjs'
import { findCommand, ROOT } from './paths.mjs'
import { runOnRuntime } from './pick-runtime.mjs'

/** Runs all tests, or with arguments only Vitest's; resolves to 0 when every one passed. */
export async function runTests(runtime, args) {
  const skipReason = args.length > 0 ? 'arguments select Vitest tests' : findBrowserProblem()
  if (existsSync(join(ROOT, 'web/vite.config.ts'))) await buildWebApps(runtime)
  const counts = [await runVitest(runtime, args)]
  if (skipReason === undefined) counts.push(await runPlaywright(runtime, []))
  else console.log(`Browser tests skipped: ${skipReason}. "npm run test:browser" runs them.`)
  return printSum(counts)
}

/** Runs only the browser tests; a missing browser is a failure here. */
export async function runBrowserTests(runtime, args) {
  const problem = findBrowserProblem()
  if (problem !== undefined) throw new Error(`The browser tests cannot run: ${problem}.`)
  await buildWebApps(runtime)
  return printSum([await runPlaywright(runtime, args)])
}

function findBrowserProblem() {
  if (!existsSync(join(ROOT, 'playwright.config.ts'))) return 'playwright.config.ts does not exist'
  if (findBrowser() === undefined) return 'Chromium is not installed (Debian: apt-get install chromium)'
  return undefined
}

function runVitest(runtime, args) {
  return withReport(async (report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await runOnRuntime(runtime, [findCommand('vitest', 'vitest'), 'run', ...reporters, ...args])
    return { code, toCounts: countVitest }
  })
}

function runPlaywright(runtime, args) {
  return withReport(async (report) => {
    const program = [findCommand('@playwright/test', 'playwright'), 'test', '--reporter=list,json', ...args]
    const code = await runOnRuntime(runtime, program, { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
    return { code, toCounts: countPlaywright }
  })
}

/** A runner that fails without naming a failed test (a crash, no test found) counts as one failure. */
async function withReport(run) {
  const folder = mkdtempSync(join(tmpdir(), 'openidv-test-'))
  try {
    const report = join(folder, 'report.json')
    const { code, toCounts } = await run(report)
    const counts = existsSync(report)
      ? toCounts(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0, failures: ['A runner ended without a report'] }
    return { ...counts, failed: code === 0 ? counts.failed : Math.max(1, counts.failed) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file that cannot be loaded has no tests to fail, and counts as one. */
function countVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: listVitestFailures(report),
  }
}

/** A flaky test failed first and then passed on a retry. */
function countPlaywright(report) {
  const { expected, flaky, unexpected, skipped } = report.stats
  return { passed: expected + flaky, failed: unexpected, skipped, failures: listPlaywrightFailures(report) }
}

function printSum(counts) {
  const failures = counts.flatMap((each) => each.failures)
  if (failures.length > 0) console.log(['Failed:', ...failures].join('\n'))
  const sum = (key) => counts.reduce((total, each) => total + each[key], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  return sum('failed') === 0 ? 0 : 1
}

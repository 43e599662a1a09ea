/** Runs the browser tests on real servers with Debian's Chromium; their files end in `.e2e.ts`. */
import { defineConfig, devices } from '@playwright/test'
import { findBrowser } from './scripts/setup/find-browser.mjs'

/** No sandbox, because containers run as root; nothing that calls home. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.e2e.ts',
  globalSetup: './test/browser/harness/start-server.ts',
  outputDir: 'test-results',
  // One more than the cores of a small machine, each with a server of its own: a browser test waits for more than half of its time.
  workers: 3,
  // On a shared machine a browser may be late once; such a test is listed as flaky, and one that fails twice fails.
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    launchOptions: { executablePath: findBrowser() ?? '/usr/bin/chromium', args },
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'en-GB',
    // The trace recorder fetches blob addresses, which the page's security policy refuses, loudly.
    trace: 'off',
    // Of one click or key; a whole test may last minutes.
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'console', testDir: 'test/browser/console', use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      testIgnore: 'console/**',
      grepInvert: /@keyboard/,
      use: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
    },
    {
      name: 'desktop',
      testIgnore: 'console/**',
      grep: /@desktop|@keyboard/,
      use: { viewport: devices['Desktop Chrome'].viewport },
    },
  ],
})

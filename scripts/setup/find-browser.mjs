/** Finds Debian's browser for the tests; Playwright's own downloads are not used. */
import { existsSync } from 'node:fs'

/** The same engine without windows takes a third of the processor time of the whole browser for each page that is opened. */
const BROWSERS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']

/** Path of the first that is installed. */
export function findBrowser() {
  return BROWSERS.find((path) => existsSync(path))
}

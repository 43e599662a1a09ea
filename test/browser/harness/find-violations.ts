/** Asks axe what breaks WCAG on a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, ElementContext, RunOptions } from 'axe-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Level A and AA up to version 2.2. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** The two of those rules that can answer otherwise in another theme. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block']

/** A rule and an element that breaks it, such as `color-contrast: <p …>`; of the whole page, or of what `part` selects. */
export async function findViolations(page: Page, part?: string, onlyColour = false): Promise<readonly string[]> {
  // A page that was loaded anew has forgotten it.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(SOURCE)
  const options: RunOptions = {
    // What is in order is neither described nor sent here, which took most of the time.
    resultTypes: ['violations'],
    // Experimental: it asks for the whole text of a card that is a button in the button's name.
    rules: { 'label-content-name-mismatch': { enabled: false } },
    runOnly: onlyColour ? { type: 'rule', values: RULES_OF_COLOUR } : { type: 'tag', values: WCAG },
  }
  return page.evaluate(run, { part, options })
}

/** Runs in the page. */
async function run({ part, options }: { part: string | undefined; options: RunOptions }): Promise<readonly string[]> {
  const { axe } = globalThis as unknown as {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> }
  }
  const { violations } = await axe.run(part ?? 'html', options)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

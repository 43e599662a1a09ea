/** Keeps generated files equal to what their generators print. */
import { describe, expect, it } from 'vitest'
import { generateClientTypes } from '../../scripts/generate-client-types.ts'
import { generateConfiguration } from '../../scripts/generate-configuration.ts'
import { findCoverageProblems, generateCoverage } from '../../scripts/generate-coverage.ts'
import { generateErrors } from '../../scripts/generate-errors.ts'
import { generateOpenApi } from '../../scripts/generate-openapi.ts'
import { generateWebhookEvents } from '../../scripts/generate-webhook-events.ts'
import { parseConfig } from '../../src/config.ts'
import { ERROR_CATALOGUE } from '../../src/lib/errors.ts'
import { SETTINGS } from '../../src/settings.ts'
import { pathExists, readText } from './tree.ts'

const openApi = await generateOpenApi()
const openApiText = openApi['openapi.json'] ?? ''
const derived = {
  ...(await generateClientTypes(openApiText)),
  ...generateCoverage(openApiText),
  ...generateWebhookEvents(),
}

describe('generated files', () => {
  const generated = Object.entries({ ...generateConfiguration(), ...generateErrors(), ...openApi, ...derived })

  it.each(generated)('%s is what its generator prints', (path, content) => {
    expect(pathExists(path), 'Run "npm run generate".').toBe(true)
    expect(readText(path), 'Run "npm run generate".').toBe(content)
  })

  it('name every error code and every setting', () => {
    const errors = readText('docs/errors.md')
    const missingCodes = Object.keys(ERROR_CATALOGUE).filter((code) => !errors.includes(`\n## ${code}\n`))
    const configuration = readText('docs/configuration.md')
    const missingSettings = Object.values(SETTINGS).filter(({ name }) => !configuration.includes(`| \`${name}\` |`))
    expect({ missingCodes, missingSettings }).toEqual({ missingCodes: [], missingSettings: [] })
  })

  it('list every operation and step of the contract, each with a reason when it does not run', () => {
    const rows = [
      ...readText('docs/coverage.md').matchAll(/^\| `(?<name>[^`]+)` \| [^|]+ \| (?<state>[^|]+) \| (?<why>.*) \|$/gm),
    ]
    const operations = rows.filter(({ groups }) => groups?.name?.includes(' /'))
    // 79 operations, the one that the contract says does not exist, and 26 steps with the four of iGaming.
    expect([operations.length, rows.length - operations.length]).toEqual([80, 30])
    const unexplained = rows.filter(({ groups }) => (groups?.state === 'runs here') !== (groups?.why === ''))
    expect(unexplained.map(({ groups }) => groups?.name)).toEqual([])
    const builtCount = Object.values<object>(JSON.parse(openApiText).paths).flatMap(Object.keys).length
    const running = operations.filter(({ groups }) => groups?.state === 'runs here')
    // The two of /files, the two of events, the twelve of webhooks, the two of invitations, the new link, the two of the
    // sandbox's clock, /livez and /readyz are ours alone.
    expect(running).toHaveLength(builtCount - 23)
    expect(findCoverageProblems(openApiText)).toEqual([])
  })

  it('.env.example with every comment mark removed is a valid configuration', () => {
    const lines = readText('.env.example').matchAll(/^# (?<name>[A-Z0-9_]+)=(?<value>.*)$/gm)
    const env = Object.fromEntries([...lines].map(({ groups }) => [groups?.name ?? '', groups?.value ?? '']))
    expect(Object.keys(env)).toHaveLength(Object.keys(SETTINGS).length)
    expect(() => parseConfig(env)).not.toThrow()
  })
})

/**
 * Treats one machine and two nodes badly, fault by fault, under a small load, and tells what was lost, wrong and how soon healed.
 * Run: node bench/faults.ts [--only WORDS] [--markdown].
 */
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { holderPictures } from '../test/fixtures/pictures.ts'
import { FAULTS } from '../test/harness/faults/faults.ts'
import { inflict, type Outcome } from '../test/harness/faults/inflict.ts'
import { type Installation, startOneMachine, startTwoNodes } from '../test/harness/faults/installation.ts'

const CARD = new URL('../docs/faults.md', import.meta.url)

const { values: options } = parseArgs({ options: { only: { type: 'string' }, markdown: { type: 'boolean' } } })

interface Row {
  readonly fault: string
  readonly topology: string
  /** Why it was not inflicted, or what came of it. */
  readonly result: string | Outcome
}

const rows: Row[] = []
const pictures = await holderPictures()
for (const start of [startOneMachine, startTwoNodes]) {
  const installation = await start()
  try {
    await run(installation)
  } finally {
    await installation.stop()
  }
}
if (options.markdown) writeFileSync(CARD, toMarkdown())
process.exitCode = rows.some(({ result }) => typeof result !== 'string' && isBad(result)) ? 1 : 0

async function run(installation: Installation): Promise<void> {
  const { topology } = installation
  for (const fault of FAULTS) {
    if (fault.only && fault.only !== topology) continue
    if (options.only && !fault.name.includes(options.only)) continue
    const result = fault.missing?.(installation) ?? (await inflict(installation, fault, pictures))
    rows.push({ fault: fault.name, topology, result })
    console.log(`${topology.padEnd(12)} ${fault.name.padEnd(58)} ${toCells(result).join('  ')}`)
    if (typeof result !== 'string') for (const one of [...result.lost, ...result.wrong]) console.log(`    ${one}`)
  }
}

function isBad({ lost, wrong, healedSeconds }: Outcome): boolean {
  return lost.length > 0 || wrong.length > 0 || healedSeconds === undefined
}

function toCells(result: string | Outcome): string[] {
  if (typeof result === 'string') return [`not run: ${result}`, '', '', '', '', '']
  const { acknowledged, refused, lost, wrong, healedSeconds, restarts } = result
  const { sessions, files, submitted } = acknowledged
  const healed = healedSeconds === undefined ? 'not healed' : `${healedSeconds.toFixed(1)}`
  return [`${sessions} + ${files} + ${submitted}`, refused, lost.length, wrong.length, healed, restarts].map(String)
}

function toMarkdown(): string {
  const memory = (totalmem() / 1024 ** 3).toFixed(0)
  const lines = rows.map(({ fault, topology, result }) => `| ${[fault, topology, ...toCells(result)].join(' | ')} |`)
  return `# Faults

What was done to a running installation, and what came of it. Written by \`npm run bench -- faults --markdown\`; do not edit.
${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} GB,
shared with the load and everything else that ran; load average ${loadavg()[0]?.toFixed(0)} at the end.

**One machine** is what \`npm start\` makes: embedded PostgreSQL, files on the disk. **Two nodes** have a PostgreSQL, a bucket and a Redis in
common. Meanwhile two callers create sessions, one uploads pictures, and one person after another uploads a passport and a
selfie and submits them, on the nodes in turns. A server that ended was started again at once, as a service manager does, which on this
machine takes most of the time to heal. All parts are processes of one machine; the clock that jumps is that of the servers, not that of the
database.

- **Acknowledged**: sessions + uploaded files + people who were submitted, in the time of the fault.
- **Refused**: requests that were answered 429 or 503, or not at all. Their clients repeat them.
- **Lost**: sessions and files that were acknowledged, and afterwards are not shown by every node, or not in the store.
- **Wrong**: any other answer; books that do not balance; a hold that was paid twice; a check of a session that failed; a person who is not
  verified, though the pictures are good; two decisions on one session.
- **Healed**: seconds from the end of the fault until every node says that it is ready, creates a session, uploads and measures a
  picture, and everybody who was submitted has a verdict. Two seconds of it are the check itself.
- **Starts**: how often the service manager was needed. It always is after \`kill -9\` and SIGTERM of a server.

| fault | on | acknowledged | refused | lost | wrong | healed, s | starts |
| --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

[What is guaranteed](guides/guarantees.md) says what each promise rests on; \`test/flow/faults.test.ts\` inflicts some of these in every run of the tests.
`
}

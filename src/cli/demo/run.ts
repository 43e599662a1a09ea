/** `npm run demo`: verifies two people end to end through the public API and the hosted endpoints. */
import type { Config } from '../../config.ts'
import { acrossOrganizations } from '../../db/reach.ts'
import type { Logger } from '../../lib/log.ts'
import type { CommandOptions } from '../command-options.ts'
import { openContext } from '../open-context.ts'
import { serveAsUser } from '../root/serve-as-user.ts'
import { seed } from '../seed.ts'
import { startServer } from '../start-server.ts'
import { createDemoClient, type DemoClient, type HostedPage } from './client.ts'
import { readDemoFace } from './faces.ts'
import { HOLDER_PASSPORT } from './holder.ts'
import { drawPassport } from './specimen.ts'

interface Person {
  readonly title: string
  readonly selfie: 'holderSelfie' | 'strangerSelfie'
}

const PEOPLE: readonly Person[] = [
  { title: 'The holder of the passport, in another photograph', selfie: 'holderSelfie' },
  { title: 'Somebody else with the same passport', selfie: 'strangerSelfie' },
]

/** Uses the server that runs on the configured port, or starts one for the time of the demo. */
export async function runDemo(options: CommandOptions): Promise<number | undefined> {
  const { config, log, parent } = options
  const running = await isRunning(config.http.baseUrl)
  const code = running ? undefined : await serveAsUser(options, ['demo'])
  if (code !== undefined) return code
  const server = running ? undefined : await startServer(config, log, { parent })
  try {
    const baseUrl = server?.baseUrl ?? config.http.baseUrl
    say(`${server ? 'Started' : 'Found'} OpenIDV at ${baseUrl}`)
    const seeded = await acrossOrganizations(() => (server ? seed(server.ctx) : seedDemo(config, log)))
    const client = createDemoClient(baseUrl, seeded.liveKey)
    const passport = await drawPassport(
      { ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') },
      { onTable: true },
    )
    say(
      `Drew the specimen passport of ${HOLDER_PASSPORT.givenNames} ${HOLDER_PASSPORT.surname} (${passport.byteLength} bytes)`,
    )
    for (const person of PEOPLE) await verifyPerson(client, seeded.workflowId, passport, person)
  } finally {
    await server?.stop()
  }
  return undefined
}

async function verifyPerson(client: DemoClient, workflowId: string, passport: Buffer, person: Person): Promise<void> {
  say(`\n${person.title}`)
  const created = await client.createSession({
    firstName: 'Anna',
    lastName: 'Eriksson',
    email: `anna.${person.selfie.toLowerCase()}@example.com`,
    phone: '+15192223333',
    workflowId,
  })
  step('POST /v1/sessions', created.id)
  const hosted = await client.openLink(created.session_url)
  step('opened the link, agreed', hosted.sessionId)
  await hosted.consent()
  step('uploaded id_front', size(await hosted.upload('id_front', passport)))
  step('uploaded selfie_front', size(await hosted.upload('selfie_front', await readDemoFace(person.selfie))))
  await submitUntilEnd(hosted)
  report(await client.waitForDecision(created.id))
}

/** A failed step is given back until no attempt is left. */
async function submitUntilEnd(hosted: HostedPage): Promise<void> {
  for (;;) {
    const { status, steps, attempts_remaining: left } = await hosted.submit()
    const reason = steps[0]?.failure_reason
    step('submitted ID_VERIFICATION', reason ? `${reason}, attempts left: ${left ?? 'no limit'}` : 'judged')
    if (status !== 'PENDING' || !reason || left === null) return
  }
}

function report(retrieved: Awaited<ReturnType<DemoClient['waitForDecision']>>): void {
  const { session_record: record, resource_links: links } = retrieved
  const analysis = record.analysis_data
  for (const { type, value, confidence } of analysis?.id_analysis_data.id_extracted_text ?? []) {
    if (type !== 'MRZ_CODE') step(`  ${type}`, `${value} (${confidence} %)`)
  }
  step('  expiry_date_pass', String(analysis?.id_analysis_data.expiry_date_pass))
  step('  age_restriction_pass', String(analysis?.id_analysis_data.age_restriction_pass))
  step('  face_match_confidence', `${analysis?.compare_faces_data?.face_match_confidence} of 100, 80 is a match`)
  step('  id_matches_selfie', String(analysis?.id_matches_selfie))
  step('  resource_links', Object.keys(links).join(', '))
  const reasons = (record.auto_decision?.reasons ?? []).map(({ code }) => code)
  const failed = (record.meta_data?.failureData?.attempts ?? []).map(({ reason }) => reason)
  step('DECISION', [record.status, ...(reasons.length > 0 ? reasons : new Set(failed))].join(' · '))
}

async function isRunning(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl}/health`, { signal: AbortSignal.timeout(2000) })).ok
  } catch {
    return false
  }
}

async function seedDemo(config: Config, log: Logger) {
  const { ctx, close } = await openContext(config, log, 'cli')
  try {
    return await seed(ctx)
  } finally {
    await close()
  }
}

function size({ width, height }: { width: number; height: number }): string {
  return `${width} × ${height}`
}

function step(name: string, value: string): void {
  say(`  ${name.padEnd(26)} ${value}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

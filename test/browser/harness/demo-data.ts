/** An organization as it looks after weeks of work: sessions of every status, a real one to review, requests, members. */
import { createDemoClient, type DemoClient } from '../../../src/cli/demo/client.ts'
import { readDemoFace } from '../../../src/cli/demo/faces.ts'
import { HOLDER_PASSPORT } from '../../../src/cli/demo/holder.ts'
import { drawPassport } from '../../../src/cli/demo/specimen.ts'
import {
  addMember,
  callApi,
  callConsole,
  foundOrganization,
  grantTokens,
  runSql,
  signUp,
  type TestOrganization,
} from './console-page.ts'
import { serverAddress } from './server-address.ts'
import { makePastWebhooks } from './webhook-data.ts'

const PEOPLE = [
  'Amara Okafor',
  'Lukas Bergmann',
  'Sofia Rossi',
  'Noah Tremblay',
  'Mei Tanaka',
  'Diego Fernández',
  'Fatima Haddad',
  'Oliver Smith',
  'Ingrid Larsen',
  'Priya Nair',
  'Tomasz Nowak',
  'Chloé Dubois',
  'Jonas Weber',
  'Aisha Bello',
  'Emma Wilson',
  'Mateo Silva',
  'Hana Kim',
  'Peter Novák',
  'Leila Rahimi',
  'Samuel Cohen',
]

/** Each session in turn takes the next one; most are verified. */
const STATUSES = ['VERIFIED', 'VERIFIED', 'PENDING', 'VERIFIED', 'REJECTED', 'VERIFIED', 'VERIFIED', 'VOIDED'] as const

/** The organization, with the id of a session that waits for a person: its name is not the one on the passport. */
export async function makeDemoData(): Promise<{
  organization: TestOrganization
  reviewId: string
  workflowId: string
  webhookId: string
}> {
  const owner = await signUp('Olivia Martin')
  const organization = await foundOrganization(owner, 'Northwind Bank')
  await addMember(organization, 'reviewer', 'Sara Lindqvist')
  await addMember(organization, 'developer', 'Dev Patel')
  const workflow = { name: 'Account opening', steps: [{ id: 'ID_VERIFICATION' }, { id: 'AGE_ESTIMATION' }] }
  const base = `/console/organizations/${organization.id}`
  const { id: workflowId } = (await callConsole(owner, 'POST', `${base}/workflows`, workflow)) as { id: string }
  await grantTokens(organization, 25_000, 'Contract 2026')

  for (const [position, name] of PEOPLE.entries()) await makePastSession(organization, workflowId, name, position)
  await makePastRequests(organization)
  const client = createDemoClient(serverAddress().baseUrl, organization.liveKey)
  const reviewId = await submit(client, 'Anna', 'Ericksen')
  return { organization, reviewId, workflowId, webhookId: await makePastWebhooks(organization) }
}

/** A session of the last days whose end is written by hand: no applicant is needed for a picture of a list. */
async function makePastSession(
  { liveKey }: TestOrganization,
  workflowId: string,
  name: string,
  position: number,
): Promise<void> {
  const [firstName = '', lastName = ''] = name.split(' ')
  const email = `${firstName}.${lastName}@example.com`
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^\w.@]/g, '')
  const body = { firstName, lastName, email, externalId: `CUST-${4210 + position}`, workflowId }
  const { id } = (await callApi('POST', '/v1/sessions', liveKey, body)) as { id: string }
  const status = STATUSES[position % STATUSES.length]
  await runSql(
    `update sessions set status = $2, created_at = now() - $3::interval,
       progress = case when $2 = 'PENDING' then progress else 'COMPLETED' end,
       submitted_at = case when $2 = 'PENDING' then null else now() - $3::interval + interval '4 minutes' end,
       decided_at = case when $2 = 'PENDING' then null else now() - $3::interval + interval '5 minutes' end
     where id = $1`,
    [id, status, `${position * 7 + 1} hours`],
  )
}

/** The sums of 29 days that are over: busy by day, quiet at night and at weekends, one burst over the limits. */
async function makePastRequests({ id }: TestOrganization): Promise<void> {
  await runSql(
    `with hours as (
       select at, extract(hour from at) as hour, extract(isodow from at) > 5 as is_weekend
       from generate_series(date_trunc('day', now() at time zone 'utc') - interval '29 days',
         date_trunc('day', now() at time zone 'utc') - interval '1 hour', interval '1 hour') as at
     ), sums as (
       select at at time zone 'utc' as at, at = date_trunc('day', now() at time zone 'utc') - interval '205 hours' as is_burst,
         ceil((3 + 90 * greatest(0, sin((hour - 6) * pi() / 13))) * case when is_weekend then 0.3 else 1 end
           * (0.8 + 0.05 * mod(extract(doy from at) * 7 + hour, 9)))::int as requests
       from hours
     ), usage as (
       insert into request_usage
       select $1, 'live', 'hour', at, (select id from api_keys where organization_id = $1 and environment = 'live'),
         method, route, ceil(requests * share), floor(requests * share * 0.04), 0,
         case when is_burst then 40 else 0 end, 0
       from sums, (values ('GET', '/v1/sessions/:id', 0.8), ('POST', '/v1/sessions', 0.2)) as routes (method, route, share)
     ), peaks as (
       insert into request_peaks
       select $1, 'live', 'hour', at, case when is_burst then 52 else ceil(requests / 8.0) end,
         case when is_burst then 35 else ceil(requests / 8.0) end
       from sums
     )
     insert into request_latencies
     select $1, 'live', 'hour', at, 'GET', '/v1/sessions/:id', bucket, ceil(requests * share)
     from sums, (values (6, 0.7), (8, 0.25), (11, 0.05)) as buckets (bucket, share)`,
    [id],
  )
}

/** Walks the hosted page by its endpoints: real pictures, real checks. */
async function submit(client: DemoClient, firstName: string, lastName: string): Promise<string> {
  const { id, session_url: url } = await client.createSession({
    ...{ firstName, lastName, email: 'anna@example.com', phone: '+15192223333' },
    externalId: 'CUST-4230',
  })
  const hosted = await client.openLink(url)
  await hosted.consent()
  const portrait = { ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') }
  await hosted.upload('id_front', await drawPassport(portrait, { onTable: true }))
  await hosted.upload('selfie_front', await readDemoFace('holderSelfie'))
  await hosted.submit()
  await client.waitForDecision(id)
  return id
}

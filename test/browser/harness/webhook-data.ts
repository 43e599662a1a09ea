/** Endpoints as they look after days of sending. */
import { callApi, runSql, type TestOrganization } from './console-page.ts'

/** One that works and one that is paused; answers the id of the first. Nothing is sent to them any more. */
export async function makePastWebhooks({ liveKey }: TestOrganization): Promise<string> {
  const id = await anEndpoint(liveKey, 'Onboarding service', 'https://hooks.northwind.example/openidv')
  await fillDeliveries(id)
  const paused = await anEndpoint(liveKey, 'Data warehouse', 'https://etl.northwind.example/in')
  await runSql("update webhook_endpoints set status = 'paused' where id = $1", [paused])
  return id
}

/** Tests cannot look names up: the address is written by hand. */
async function anEndpoint(key: string, name: string, url: string): Promise<string> {
  const fields = { name, url: 'http://127.0.0.1:9/', event_types: ['session.status.verified'] }
  const { id } = (await callApi('POST', '/v1/webhook-endpoints', key, fields)) as { id: string }
  await runSql('update webhook_endpoints set url = $2, event_types = null where id = $1', [id, url])
  return id
}

/** Most arrived at once, some at the second attempt, one was given up and one is tried again in an hour. */
async function fillDeliveries(endpointId: string): Promise<void> {
  await runSql(
    `with made as (
       insert into webhook_deliveries
         (id, organization_id, environment, endpoint_id, type, state, attempts, created_at, due_at, finished_at)
       select gen_random_uuid(), organization_id, environment, endpoint.id,
         (array['session.created', 'session.status.submitted', 'session.status.verified'])[1 + mod(n, 3)],
         case n when 4 then 'failed' when 1 then 'waiting' else 'delivered' end,
         case when n = 1 then 2 when n = 4 then 3 when mod(n, 5) = 0 then 2 else 1 end,
         now() - n * interval '25 minutes', now() + interval '1 hour',
         case when n = 1 then null else now() - n * interval '25 minutes' end
       from webhook_endpoints as endpoint, generate_series(1, 40) as n where endpoint.id = $1
       returning id, organization_id, attempts, state, created_at
     )
     insert into webhook_attempts (organization_id, delivery_id, number, at, took_ms, status, error, answer)
     select organization_id, made.id, n, created_at + n * interval '5 seconds', 80 + 17 * n,
       case when n = attempts and state = 'delivered' then 200 else 503 end,
       case when n = attempts and state = 'delivered' then null else 'status_refused' end,
       case when n = attempts and state = 'delivered' then 'ok' else '<html><body>Service Unavailable</body></html>' end
     from made, generate_series(1, attempts) as n`,
    [endpointId],
  )
}

/** Sessions for reviewers: one that an applicant really submitted with pictures, and many that only wait. */
import { createDemoClient } from '../../../src/cli/demo/client.ts'
import { readDemoFace } from '../../../src/cli/demo/faces.ts'
import { HOLDER_PASSPORT } from '../../../src/cli/demo/holder.ts'
import { drawPassport } from '../../../src/cli/demo/specimen.ts'
import { callApi, runSql, type TestOrganization } from './console-page.ts'
import { serverAddress } from './server-address.ts'

/** What a page must show as the text that it is. */
export const SCRIPT = '<script>window.hacked = true</script>'

/** A session whose applicant is about to submit a passport in another name than the session's. */
export interface PassportSession {
  readonly id: string
  /** Sends the pictures, first upside down, then on its side; the rules leave it to a person. Takes seconds: the checks are real. */
  submit(): Promise<void>
}

/** Creates the session; nobody has opened its link yet. */
export async function aPassportSession(organization: TestOrganization): Promise<PassportSession> {
  const client = createDemoClient(serverAddress().baseUrl, organization.liveKey)
  const body = { firstName: 'Bianca', lastName: SCRIPT, email: 'bianca@example.com', phone: '+15192223367' }
  const { id, session_url: url } = await client.createSession({ ...body, externalId: SCRIPT })
  const submit = async () => {
    const hosted = await client.openLink(url)
    await hosted.consent()
    const passport = { ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') }
    await hosted.upload('id_front', await drawPassport(passport, { rotateDegrees: 180 }))
    await hosted.upload('id_front', await drawPassport(passport, { rotateDegrees: 90 }))
    await hosted.upload('selfie_front', await readDemoFace('holderSelfie'))
    await hosted.submit()
  }
  return { id, submit }
}

/** A session that waits since `minutes` ago, without pictures: made at once. */
export async function aWaitingSession(
  organization: TestOrganization,
  lastName: string,
  minutes: number,
): Promise<string> {
  const body = { firstName: 'Wanda', lastName, email: `${lastName.toLowerCase()}@example.com` }
  const { id } = (await callApi('POST', '/v1/sessions', organization.liveKey, body)) as { id: string }
  const reason = { code: 'NAME_MISMATCH', severity: 'HIGH', detail: 'The name on the document is another.' }
  await runSql(
    `update sessions set status = 'SUBMITTED', progress = 'COMPLETED', decision_reasons = $2,
       submitted_at = date_trunc('milliseconds', now() - make_interval(mins => $3)) where id = $1`,
    [id, JSON.stringify([reason]), minutes],
  )
  return id
}

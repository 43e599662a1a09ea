/** Sessions for reviewers: one that an applicant really submitted with pictures, and many that only wait. */
import sharp from 'sharp'
import { readDemoFace } from '../../../src/cli/demo/faces.ts'
import { HOLDER_PASSPORT } from '../../../src/cli/demo/holder.ts'
import { drawPassport } from '../../../src/cli/demo/specimen.ts'
import { type Applicant, openAsApplicant } from './applicant.ts'
import { callApi, callConsole, runSql, type TestOrganization } from './console-page.ts'

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
  const body = { firstName: 'Bianca', lastName: SCRIPT, email: 'bianca@example.com', phone: '+15192223367' }
  const created = await callApi('POST', '/v1/sessions', organization.liveKey, { ...body, externalId: SCRIPT })
  const { id, session_url: url } = created as { id: string; session_url: string }
  const submit = async () => {
    const hosted = await openAsApplicant(url)
    const passport = { ...HOLDER_PASSPORT, photoJpeg: await readDemoFace('holderPortrait') }
    await hosted.upload('id_front', await drawPassport(passport, { rotateDegrees: 180 }))
    await hosted.upload('id_front', await drawPassport(passport, { rotateDegrees: 90 }))
    await hosted.upload('selfie_front', await readDemoFace('holderSelfie'))
    await hosted.submitStep('ID_VERIFICATION')
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

/** Steps without a face: consent with a signature, documents, prompts and a form. */
export const PAPER_STEPS = [
  { id: 'CONSENT', config: { consent_text: 'I agree to be checked.', require_signature: true } },
  {
    id: 'DOCUMENT_UPLOAD',
    config: { documents: [{ id: 'proof_of_address', description: 'A bill that shows your address' }] },
  },
  { id: 'CUSTOM_PROMPT', config: { prompts: [{ text: 'Hold up 3 fingers' }] } },
  {
    id: 'CUSTOM_FORM',
    config: {
      fields: [
        { key: 'home', label: 'Do you own a home?', type: 'yes-no', required: true },
        { key: 'income', label: 'Income per year', type: 'currency' },
        { key: 'colours', label: 'Which colours?', type: 'multi-select', options: ['Red', 'Blue', 'Green'] },
        { key: 'story', label: 'Anything else?', type: 'long-text' },
        { key: 'deed', label: 'The deed', type: 'file-upload', conditional: { field: 'home', value: true } },
      ],
    },
  },
]

/** A session whose applicant has gone through `PAPER_STEPS`; the rules leave it to a person. The proof of address is a picture, or a PDF. */
export async function aPaperSession(
  { id, owner, liveKey }: TestOrganization,
  proof?: { readonly pdf: Buffer },
): Promise<string> {
  const workflow = { name: 'Papers', steps: PAPER_STEPS }
  const made = await callConsole(owner, 'POST', `/console/organizations/${id}/workflows`, workflow)
  const body = { firstName: 'Paula', lastName: 'Papers', email: 'paula@example.com' }
  const { id: workflowId } = made as { id: string }
  const created = await callApi('POST', '/v1/sessions', liveKey, { ...body, workflowId })
  const { id: sessionId, session_url: url } = created as { id: string; session_url: string }
  await walkPapers(await openAsApplicant(url), proof?.pdf)
  return sessionId
}

async function walkPapers(applicant: Applicant, pdf: Buffer | undefined): Promise<void> {
  const picture = await readDemoFace('holderSelfie')
  await applicant.upload('signature', await drawSignature(), 'image/png')
  await applicant.submitStep('CONSENT', { accepted: true, legal_name: 'Paula Papers' })
  if (pdf) await applicant.upload('proof_of_address', pdf, 'application/pdf')
  else await applicant.upload('proof_of_address', await drawPassport({ ...HOLDER_PASSPORT, photoJpeg: picture }))
  await applicant.submitStep('DOCUMENT_UPLOAD')
  await applicant.upload('custom-prompts-list_0', picture)
  await applicant.submitStep('CUSTOM_PROMPT')
  await applicant.upload('deed', picture)
  const deed = { file_name: 'deed.jpg', file_size: picture.length, file_type: 'image/jpeg' }
  const answers = { home: true, income: 54_000.5, colours: ['Red', 'Blue'], story: SCRIPT, deed }
  await applicant.submitStep('CUSTOM_FORM', { answers })
}

/** A line as a finger draws it. */
function drawSignature(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200"><rect width="600" height="200" fill="#fff"/>
    <path d="M40 140 C120 20 150 180 210 90 S320 150 380 80 S500 140 560 60" fill="none" stroke="#123" stroke-width="6"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

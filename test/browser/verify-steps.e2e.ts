/** Proves that an applicant can walk every kind of step, and what the page says of a step that is given back. */
import { expect, type Page } from '@playwright/test'
import {
  agree,
  createSessionOf,
  expectAccessible,
  expectHeading,
  filesOfNobody,
  type PickedFile,
  photosOfHolder,
  readStatus,
  sendPhoto,
  startCheck,
  test,
} from './harness/hosted-page.ts'

/** The server answers a submitted step within 25 s; a verdict that takes longer is polled for. */
const CHECKS_MS = 60_000

const { passport, selfie } = await photosOfHolder()
const { wall, letter } = await filesOfNobody()

const FORM = {
  fields: [
    { key: 'occupation', label: 'What is your occupation?', type: 'short-text', required: true },
    { key: 'about', label: 'Tell us about your work', type: 'long-text', help_text: 'Two sentences are enough.' },
    {
      key: 'source',
      label: 'Where does your money come from?',
      type: 'dropdown',
      required: true,
      options: ['Salary', 'Other'],
    },
    {
      ...{ key: 'which', label: 'Which other source?', type: 'short-text', required: true },
      conditional: { field: 'source', value: 'Other' },
    },
    {
      key: 'uses',
      label: 'What will you use the account for?',
      type: 'multi-select',
      options: ['Saving', 'Paying', 'Investing'],
    },
    { key: 'resident', label: 'Do you live in Canada?', type: 'yes-no', required: true },
    { key: 'since', label: 'Since when?', type: 'date', conditional: { field: 'resident', value: 'yes' } },
    { key: 'children', label: 'How many children do you have?', type: 'number' },
    { key: 'income', label: 'Income in a year', type: 'currency', required: true },
    { key: 'payslip', label: 'A payslip', type: 'file-upload', required: true, help_text: 'A photo or a PDF.' },
    { key: 'true', label: 'Everything I said is true.', type: 'checkbox', required: true },
  ],
}

const NINE_KINDS = [
  { id: 'WHITE_LABEL' },
  { id: 'FACE_LIVENESS_CONSENT_SETTINGS', config: { face_liveness: true } },
  { id: 'ID_VERIFICATION' },
  { id: 'FACE_LIVENESS' },
  { id: 'AGE_ESTIMATION' },
  {
    id: 'CONSENT',
    config: { consent_text: 'I open this account for myself.\n\nI act for nobody else.', require_signature: true },
  },
  {
    id: 'DOCUMENT_UPLOAD',
    config: {
      documents: [
        { id: 'address', description: 'Proof of address, not older than three months' },
        { id: 'tax', description: 'Your last tax assessment', optional: true },
      ],
    },
  },
  { id: 'CUSTOM_PROMPT', config: { prompts: [{ text: 'Hold up three fingers' }, { text: 'Your front door' }] } },
  { id: 'CUSTOM_FORM', config: FORM },
]

async function chooseFile(page: Page, file: PickedFile): Promise<void> {
  await page.getByLabel('Choose a photo or PDF').setInputFiles(file)
}

test('a workflow of all nine kinds is walked to its end', async ({ page }) => {
  test.setTimeout(360_000)
  const session = await createSessionOf(NINE_KINDS)
  await startCheck(page, session.url)
  await agree(page, 'Welcome to Northwind Bank')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Continue' }).click()

  await expectHeading(page, 'May your face be used?')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(page.getByRole('checkbox')).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('checkbox').check()
  await expect(page.getByLabel('Your full legal name')).toHaveValue('Anna Maria Eriksson')
  await page.getByRole('button', { name: 'Agree', exact: true }).click()

  await expectHeading(page, 'Front of your ID')
  await sendPhoto(page, passport)
  await page.getByRole('button', { name: 'My passport has no back side' }).click()
  await expectHeading(page, 'Photo of your face')
  await sendPhoto(page, wall)
  await page.getByRole('button', { name: 'Submit' }).click()

  await expectHeading(page, 'We can’t see your face', CHECKS_MS)
  await expectAccessible(page)
  await expect(page.getByRole('listitem').filter({ hasText: 'Your face' }).last()).toContainText('Needed again')
  await expect(page.getByRole('main')).not.toContainText(/tries|one try/)
  await page.getByRole('button', { name: 'Take a new photo' }).click()
  await expectHeading(page, 'Photo of your face')
  await expectAccessible(page)
  await sendPhoto(page, selfie)
  await expectHeading(page, 'Ready to send')
  await page.getByRole('button', { name: 'Submit' }).click()

  // Liveness and age look at the same selfie: neither asks for another.
  await expectHeading(page, 'Please read and agree', CHECKS_MS)
  await expectAccessible(page)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Agree', exact: true }).click()
  await expect(page.getByRole('main').getByText('Sign before you agree.').last()).toBeVisible()
  await expectAccessible(page)
  await drawSignature(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Agree', exact: true }).click()

  await expectHeading(page, 'Proof of address, not older than three months')
  await expectAccessible(page)
  await chooseFile(page, letter)
  await expectHeading(page, 'Is this the right file?')
  await expect(page.getByRole('main')).toContainText('letter.pdf')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Looks good' }).click()
  await expectHeading(page, 'Your last tax assessment')
  await page.getByRole('button', { name: 'Skip this document' }).click()
  await expectHeading(page, 'Ready to send')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Submit' }).click()

  await expectHeading(page, 'Hold up three fingers', CHECKS_MS)
  await expectAccessible(page)
  await sendPhoto(page, selfie)
  await expectHeading(page, 'Your front door')
  await sendPhoto(page, wall)
  await page.getByRole('button', { name: 'Submit' }).click()

  await expectHeading(page, 'A few questions')
  await fillForm(page)
  await expectHeading(page, 'Everything is submitted')
  await expectAccessible(page)
  expect(await readStatus(session, 'sandbox')).toBe('SUBMITTED')
})

async function drawSignature(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: 'Box to sign in' })
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('There is no box to sign in')
  await page.mouse.move(box.x + 30, box.y + 90)
  await page.mouse.down()
  for (let step = 1; step <= 12; step += 1) {
    await page.mouse.move(box.x + 30 + step * 15, box.y + 90 + 40 * Math.sin(step))
  }
  await page.mouse.up()
  await expect(page.getByRole('button', { name: 'Clear' })).toBeVisible()
}

async function fillForm(page: Page): Promise<void> {
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel(/^What is your occupation/)).toBeFocused()
  await expect(page.getByText('Answer this question.')).toHaveCount(4)
  await expect(page.getByText('Tick this box to go on.')).toBeVisible()
  await expectAccessible(page)

  await page.getByLabel(/^What is your occupation/).fill('Gardener')
  await expect(page.getByLabel(/^Which other source/)).toBeHidden()
  await page.getByLabel(/^Where does your money/).selectOption('Other')
  await page.getByLabel(/^Which other source/).fill('A lottery')
  await page.getByRole('checkbox', { name: 'Saving' }).check()
  await page.getByRole('radio', { name: 'Yes' }).check()
  await page.getByLabel('Since when?').fill('2020-02-29')
  await page.getByLabel(/^Income in a year/).fill('a lot')
  await page.getByRole('checkbox', { name: /^Everything I said/ }).check()
  await chooseFile(page, letter)

  await page.reload()
  await expectHeading(page, 'A few questions')
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('lottery')
  await expect(page.getByLabel(/^Which other source/)).toHaveValue('A lottery')
  await chooseFile(page, letter)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel(/^Income in a year/)).toBeFocused()
  await expect(page.getByText('Enter a number, such as 1250.50.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel(/^Income in a year/).fill('52,000')
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a failed comparison tells how many tries are left, and only the face is asked for again', async ({ page }) => {
  const session = await createSessionOf([{ id: 'ID_VERIFICATION', config: { valid_id_types: { visa: true } } }])
  await startCheck(page, session.url)
  await agree(page)
  await sendPhoto(page, passport)
  await page.getByRole('button', { name: 'My passport has no back side' }).click()
  await sendPhoto(page, selfie)
  await page.getByRole('button', { name: 'Submit' }).click()
  await expectHeading(page, 'This ID is not accepted here', CHECKS_MS)
  await expect(page.getByRole('main')).toContainText('Accepted: visa.')
  await expect(page.getByRole('main')).toContainText(/You have (one try|\d tries) left/)
  await expect(page.getByRole('listitem').filter({ hasText: 'Front of your ID' }).last()).toContainText('Needed again')
  await expect(page.getByRole('listitem').filter({ hasText: 'Your face' }).last()).toContainText('Sent')
  await expectAccessible(page)

  await page.reload()
  await expectHeading(page, 'This ID is not accepted here')
})

test('who does not agree to a step is asked once more, and then it is over', async ({ page }) => {
  const text = { consent_text: 'You may call my employer.' }
  const session = await createSessionOf([{ id: 'CONSENT', config: text }], 'https://shop.example/back')
  await startCheck(page, session.url)
  await agree(page, 'Please read and agree')
  await page.getByRole('button', { name: 'I do not agree' }).click()
  await expectHeading(page, 'End without agreeing?')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Read it again' }).click()
  await expectHeading(page, 'Please read and agree')
  await page.getByRole('button', { name: 'I do not agree' }).click()
  await page.getByRole('button', { name: 'End without agreeing' }).click()
  await expectHeading(page, 'You did not agree')
  await page.getByRole('button', { name: 'Stay on this page' }).click()
  await expectAccessible(page)
  expect(await readStatus(session, 'sandbox')).toBe('REJECTED')
})

test('a signature can be typed or given as a picture, without a pointer', async ({ page }) => {
  const config = { consent_text: 'I agree to everything above.', require_signature: true }
  const session = await createSessionOf([{ id: 'CONSENT', config }])
  await startCheck(page, session.url)
  await agree(page, 'Please read and agree')
  await page.getByRole('checkbox').check()
  await page.getByRole('radio', { name: 'Picture' }).check()
  await page.getByLabel('Choose a picture').setInputFiles(wall)
  await expect(page.getByRole('img', { name: 'The picture of your signature' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('radio', { name: 'Type' }).check()
  await page.getByLabel('Type your name as your signature').fill('Anna Maria Eriksson')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Agree', exact: true }).click()
  await expectHeading(page, 'Everything is submitted')
})

test('optional documents can be left out only as far as the workflow allows', async ({ page }) => {
  const documents = ['Payslip', 'Bank statement'].map((description, at) => ({
    id: `d${at}`,
    description,
    optional: true,
  }))
  const session = await createSessionOf([{ id: 'DOCUMENT_UPLOAD', config: { documents, minimum_optional_uploads: 1 } }])
  await startCheck(page, session.url)
  await agree(page, 'Payslip')
  await page.getByRole('button', { name: 'Skip this document' }).click()
  await expectHeading(page, 'Bank statement')
  await expect(page.getByRole('button', { name: 'Skip this document' })).toBeHidden()
  await chooseFile(page, letter)
  await page.getByRole('button', { name: 'Looks good' }).click()
  await expectHeading(page, 'Ready to send')
  await page.getByRole('button', { name: 'Submit' }).click()
  await expectHeading(page, 'Checking your files')
  await expectAccessible(page)
  await expectHeading(page, 'Everything is submitted', CHECKS_MS)
})

test('a file of a question that is no longer asked does not stop the form', async ({ page }) => {
  const fields = [
    { key: 'owns', label: 'Do you own a car?', type: 'yes-no', required: true },
    {
      ...{ key: 'papers', label: 'Its papers', type: 'file-upload', required: true },
      conditional: { field: 'owns', value: 'yes' },
    },
    { key: 'age', label: 'Your age', type: 'number', required: true },
  ]
  await startCheck(page, (await createSessionOf([{ id: 'CUSTOM_FORM', config: { fields } }])).url)
  await agree(page, 'A few questions')
  await page.getByRole('radio', { name: 'Yes' }).check()
  await chooseFile(page, letter)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Answer this question.')).toBeVisible()

  await page.getByRole('radio', { name: 'No' }).check()
  await page.getByLabel('Your age').fill('44')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expectHeading(page, 'Everything is submitted')
})

/** Proves the builder: by pointer and by keyboard, published once, kept from being overwritten and from being lost. */
import { expect, type Locator, type Page } from '@playwright/test'
import { addMember, callConsole, openPage, signInAs, type TestOrganization, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

const KYC = { name: 'KYC', steps: [{ id: 'ID_VERIFICATION' }, { id: 'FACE_LIVENESS' }] }

test('a workflow is built by dragging, warned about, and published', async ({ page, context, organization }) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/workflows', 'Workflows')
  await expect(page.getByRole('heading', { name: 'No workflows yet' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'New workflow' }).click()
  const list = page.getByRole('region', { name: 'Workflow', exact: true })
  await drag(page, page.getByRole('button', { name: 'Add Face liveness' }), list.getByText('No steps yet'))
  await expect(stepsOf(page)).toHaveText([/Face liveness/])
  await expect(list).toContainText('Face liveness without ID verification')
  await drag(page, page.getByRole('button', { name: 'Add ID verification' }), stepsOf(page).first())
  await expect(stepsOf(page)).toHaveText([/ID verification/, /Face liveness/])
  await expect(list).toContainText('No problems found')
  await drag(page, page.getByRole('button', { name: 'Move ID verification', exact: true }), stepsOf(page).last())
  await expect(stepsOf(page)).toHaveText([/Face liveness/, /ID verification/])
  await expect(list).toContainText('Face liveness before ID verification: no portrait to compare with.')
  await expect(page.getByText('55 tokens per session')).toBeVisible()

  await page.getByRole('textbox', { name: 'Workflow name' }).fill('Onboarding')
  await page.getByRole('button', { name: 'Create workflow' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create this workflow?' })
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText('Face liveness added as step 1')
  await dialog.getByRole('button', { name: 'Create workflow' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Onboarding' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Workflows' }).click()
  await expect(page.getByRole('row', { name: /Onboarding/ })).toContainText('55')

  const search = page.getByRole('searchbox', { name: 'Search workflows' })
  await search.fill('boarding')
  await search.press('Home')
  await page.keyboard.type('On', { delay: 50 })
  await expect(search).toHaveValue('Onboarding')
  await expect(page).toHaveURL(/q=Onboarding/)
  await expect(page.getByRole('row', { name: /Onboarding/ })).toBeVisible()
})

test('the keyboard alone orders, sets, undoes and publishes', async ({ page, context, organization }) => {
  const { id } = await createWorkflow(organization)
  await signInAs(context, organization.owner)
  await openPage(page, `/workflows/${id}`, 'KYC')
  await press(page.getByRole('button', { name: 'Add Age estimation' }), 'Enter')
  await expect(page.getByText('Age estimation added as step 3 of 3.')).toBeAttached()
  const handle = page.getByRole('button', { name: 'Move Age estimation', exact: true })
  await press(handle, 'Space')
  await expect(page.getByText('Picked up Age estimation, step 3 of 3.')).toBeAttached()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByText('Age estimation is over place 2 of 3.')).toBeAttached()
  await page.keyboard.press('Space')
  await expect(stepsOf(page)).toHaveText([/ID verification/, /Age estimation/, /Face liveness/])
  const up = page.getByRole('button', { name: 'Move Age estimation up' })
  await press(up, 'Enter')
  await expect(stepsOf(page)).toHaveText([/Age estimation/, /ID verification/, /Face liveness/])
  await expect(up).toBeFocused()
  await page.keyboard.press('Control+z')
  await expect(stepsOf(page).first()).toContainText('ID verification')
  await page.keyboard.press('Control+Shift+z')
  await expect(stepsOf(page).first()).toContainText('Age estimation')

  await press(page.getByRole('button', { name: 'Settings of ID verification' }), 'Enter')
  const least = page.getByRole('textbox', { name: 'Minimum age' })
  await least.fill('21')
  await least.blur()
  await press(page.getByRole('button', { name: 'Publish version 2' }), 'Enter')
  const changes = page.getByRole('dialog').getByRole('list', { name: 'Changes' })
  await expect(changes).toContainText('Age estimation added as step 1')
  await expect(changes).toContainText('ID verification, Minimum age: 18 years → 21 years')
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'Version 2 was published' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish version 3' })).toHaveAttribute('aria-disabled', 'true')
})

test('what somebody else published meanwhile is shown before it is overwritten', async ({
  page,
  context,
  organization,
}) => {
  const { id } = await createWorkflow(organization)
  await signInAs(context, organization.owner)
  await openPage(page, `/workflows/${id}`, 'KYC')
  const other = await addMember(organization, 'developer', 'Dana Developer')
  await callConsole(other, 'POST', `/console/organizations/${organization.id}/workflows/${id}/versions`, {
    ...{ name: 'KYC', basedOn: 1 },
    steps: [{ id: 'ID_VERIFICATION' }],
  })
  await page.getByRole('textbox', { name: 'Workflow name' }).fill('KYC, stricter')
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }).click()
  const dialog = page.getByRole('dialog', { name: 'Somebody published meanwhile' })
  await expect(dialog).toContainText('Dana Developer published version 2')
  await expect(dialog.getByRole('list', { name: 'Their changes' })).toHaveText('Face liveness removed')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Publish mine as version 3' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'KYC, stricter' })).toBeVisible()
  await expect(stepsOf(page)).toHaveCount(2)
})

test('a draft is not lost by leaving, reloading or the end of the sign-in, and can be discarded', async ({
  page,
  context,
  organization,
}) => {
  const { id } = await createWorkflow(organization)
  await signInAs(context, organization.owner)
  await openPage(page, `/workflows/${id}`, 'KYC')
  await page.getByRole('button', { name: 'Remove Face liveness' }).click()
  await page.getByRole('link', { name: 'Sessions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Leave without publishing?' })
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await expect(stepsOf(page)).toHaveCount(1)
  page.on('dialog', (asked) => void asked.accept())
  await page.reload()
  await expect(page.getByText('This tab had changes that are not published.')).toBeVisible()
  await expect(stepsOf(page)).toHaveCount(1)

  await context.clearCookies()
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await signInAs(context, organization.owner)
  await openPage(page, `/workflows/${id}`, 'KYC')
  await expect(stepsOf(page)).toHaveCount(1)

  await page.getByRole('link', { name: 'Sessions' }).click()
  await dialog.getByRole('button', { name: 'Discard and leave' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
  await openPage(page, `/workflows/${id}`, 'KYC')
  await expect(stepsOf(page)).toHaveCount(2)
})

test('a consent, documents and a form are set up in the builder and published', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, organization.owner)
  await openPage(page, '/workflows/new', 'New workflow')
  const details = page.getByRole('region', { name: 'Details' })
  const problems = page.getByRole('region', { name: 'Workflow', exact: true })
  await page.getByRole('button', { name: 'Add Consent text' }).click()
  await expect(problems).toContainText('Consent text, Text: must be filled in')
  await details.getByRole('textbox', { name: 'Text' }).fill('I agree.\nTo all of it.')
  await details.getByRole('switch', { name: 'Ask for a signature' }).click({ force: true })

  await page.getByRole('button', { name: 'Add Document upload' }).click()
  await expect(problems).toContainText('Document upload, Documents: add at least one')
  await details.getByRole('button', { name: 'Add document' }).click()
  const document = details.getByRole('group', { name: 'Document 1' })
  await document.getByRole('textbox', { name: 'Id' }).fill('proof of address')
  await document.getByRole('textbox', { name: 'Description' }).fill('A bill')
  await expect(document.getByText('May have letters, digits, _ and - only')).toBeVisible()
  await expectAccessible(page)
  await document.getByRole('textbox', { name: 'Id' }).fill('proof_of_address')

  await page.getByRole('button', { name: 'Add Custom form' }).click()
  const question = (place: number) => details.getByRole('group', { name: `Question ${place}`, exact: true })
  await details.getByRole('button', { name: 'Add question' }).click()
  await question(1).getByRole('textbox', { name: 'Question', exact: true }).fill('Which kind?')
  await question(1).getByRole('combobox', { name: 'Kind of answer' }).selectOption('One of several options')
  for (const option of ['House', 'Flat, rented']) {
    await question(1).getByLabel('Options', { exact: true }).fill(option)
    await page.keyboard.press('Enter')
  }
  await expect(question(1).getByRole('textbox', { name: 'Key' })).toHaveValue('')
  await details.getByRole('button', { name: 'Add question' }).click()
  await question(2).getByRole('textbox', { name: 'Question', exact: true }).fill('Since when?')
  await question(2).getByRole('combobox', { name: 'Kind of answer' }).selectOption('Date')
  await question(2).getByRole('combobox', { name: 'Asked only if' }).selectOption('Which kind?')
  await question(2).getByRole('combobox', { name: 'has the answer' }).selectOption('Flat, rented')
  await details.getByRole('button', { name: /^Question 1/ }).click()
  await question(1).getByRole('textbox', { name: 'Question', exact: true }).fill('Which kind of home?')
  await expect(problems).toContainText('No problems found')
  await expectAccessible(page)

  await page.getByRole('textbox', { name: 'Failed attempts allowed' }).fill('5')
  await page.getByRole('tab', { name: 'Applicant’s view' }).click()
  const screens = page.getByRole('list', { name: 'Screens of the applicant' })
  await expect(screens).toHaveText(/Your text.*A bill.*Your questions2 questions/)
  await page.getByRole('textbox', { name: 'Workflow name' }).fill('Papers')
  await page.getByRole('button', { name: 'Create workflow' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create this workflow?' })
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText('Failed attempts allowed: 3 → 5')
  await dialog.getByRole('button', { name: 'Create workflow' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Papers' })).toBeVisible()

  const path = `/console/organizations/${organization.id}/workflows`
  const { items } = (await callConsole(organization.owner, 'GET', path)) as { items: Array<{ id: string }> }
  const made = await callConsole(organization.owner, 'GET', `${path}/${items[0]?.id}`)
  expect(made).toMatchObject({
    maxAttempts: 5,
    steps: [
      { id: 'CONSENT', config: { consent_text: 'I agree.\nTo all of it.', require_signature: true } },
      { config: { documents: [{ id: 'proof_of_address', description: 'A bill', optional: false }] } },
      {
        config: {
          fields: [
            { label: 'Which kind of home?', type: 'dropdown', options: ['House', 'Flat, rented'] },
            { label: 'Since when?', conditional: { field: 'Which kind of home?', value: 'Flat, rented' } },
          ],
        },
      },
    ],
  })
  await page.getByRole('checkbox', { name: 'No limit' }).check()
  await page.getByRole('button', { name: 'Publish version 2' }).click()
  const second = page.getByRole('dialog', { name: 'Publish version 2?' })
  await expect(second.getByRole('list', { name: 'Changes' })).toHaveText('Failed attempts allowed: 5 → no limit')
})

test('a step that cannot run here is shown with the reason, and cannot be added', async ({
  page,
  context,
  organization,
}) => {
  const path = `/console/organizations/${organization.id}/workflows`
  const steps = [{ id: 'PHONE_VERIFICATION', config: { verification_prompt: 'Hello' } }]
  const { id } = (await callConsole(organization.owner, 'POST', path, { name: 'Phones', steps })) as { id: string }
  await signInAs(context, organization.owner)
  await openPage(page, `/workflows/${id}`, 'Phones')
  await expect(page.getByText('This step cannot run here')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('Hello')
  await page.getByRole('button', { name: /^Cannot run here/ }).click()
  await expect(page.getByText('Needs a connector to phone carriers.')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Add Phone verification' })).toHaveCount(0)
  await expectAccessible(page)
})

test('a phone and a viewer can read every setting; the viewer cannot change any', async ({
  page,
  context,
  organization,
}) => {
  const { id } = await createWorkflow(organization)
  await signInAs(context, await addMember(organization, 'viewer'))
  await page.setViewportSize({ width: 320, height: 700 })
  await openPage(page, `/workflows/${id}`, 'KYC')
  await expect(page.getByText('Your role viewer may look at workflows, not change them.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Minimum age' })).toHaveAttribute('readonly')
  await expect(page.getByRole('button', { name: /Publish|Move|Remove|Add/ })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Applicant’s view' }).click()
  await expect(page.getByRole('list', { name: 'Screens of the applicant' })).toContainText('Front of your ID')
  await expectAccessible(page)
  await openPage(page, '/workflows/00000000-0000-7000-8000-000000000000', 'Workflow not found')
})

function stepsOf(page: Page): Locator {
  return page.getByRole('list', { name: 'Steps of the workflow' }).getByRole('listitem')
}

async function createWorkflow(organization: TestOrganization): Promise<{ id: string }> {
  const path = `/console/organizations/${organization.id}/workflows`
  return (await callConsole(organization.owner, 'POST', path, KYC)) as { id: string }
}

async function press(target: Locator, key: string): Promise<void> {
  await target.focus()
  await target.press(key)
}

/** In several moves, as a hand does: the first ones only say that it is a drag. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded()
  await from.hover()
  await page.mouse.down()
  const box = await to.boundingBox()
  if (!box) throw new Error('There is nothing to drop on')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 12 })
  await expect(page.getByText(/is over place/)).toBeAttached()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 2, { steps: 3 })
  await page.mouse.up()
}

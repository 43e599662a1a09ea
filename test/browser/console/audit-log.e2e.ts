/** Proves the audit log in the browser: rows in words, filters in the address, details, export, and the broken chain. */
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { addMember, callConsole, openPage, runSql, signInAs, test } from '../harness/console-page.ts'
import { expectAccessible } from '../harness/hosted-page.ts'

test('an owner reads who did what, filters, opens a row and exports what is left', async ({
  page,
  context,
  organization,
}) => {
  const keys = `/console/organizations/${organization.id}/api-keys`
  await callConsole(organization.owner, 'POST', keys, { name: 'Mobile app', environment: 'live' })
  await signInAs(context, organization.owner)
  await openPage(page, '/audit-log', 'Audit log')
  await expect(page.getByText('Chain intact')).toBeVisible()
  const table = page.getByRole('table', { name: 'Audit log' })
  const row = table.getByRole('row', { name: /Mobile app/ })
  await expect(row).toContainText('Olivia Owner')
  await expect(row).toContainText('created an API key')

  await row.getByRole('button', { name: /, details of row/ }).click()
  const drawer = page.getByRole('dialog', { name: 'Created an API key' })
  await expect(drawer).toContainText('Position in the chain')
  await drawer.getByRole('button', { name: 'Everything by Olivia Owner' }).click()
  await expect(page).toHaveURL(/actorId=/)
  await expect(table.getByRole('row')).toHaveCount(2)
  await table.getByRole('button', { name: /, details of row/ }).click()
  await expect(page).toHaveURL(/actorId=.*event=/)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const csv = await readFile(await (await download).path(), 'utf8')
  expect(csv.trimEnd().split('\r\n')).toHaveLength(3)
  expect(csv).toContain(',audit.export,')

  await openPage(page, '/audit-log?action=workflow', 'Audit log')
  await expect(page.getByText('No events match these filters')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(row).toBeVisible()

  const from = page.getByLabel('From')
  await from.focus()
  await page.keyboard.type('11112020')
  await expect(page).toHaveURL(/from=2020-11-11/)
  await expect(from).toHaveValue('2020-11-11')
  await expect(row).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(from).toHaveValue('')
})

test('reads of applicants’ data are left out until they are asked for', async ({ page, context, organization }) => {
  const sessions = `/console/organizations/${organization.id}/sessions`
  await callConsole(organization.owner, 'GET', `${sessions}?search=ada`)
  await signInAs(context, organization.owner)
  await openPage(page, '/audit-log', 'Audit log')
  const table = page.getByRole('table', { name: 'Audit log' })
  await expect(table).toContainText('founded the organization')
  await expect(table).not.toContainText('read a list of sessions')
  await page.getByRole('combobox', { name: 'Reads of applicants’ data' }).click()
  await page.getByRole('option', { name: 'Shown alone' }).click()
  await expect(page).toHaveURL(/reads=only/)
  await expect(table.getByRole('row', { name: /read a list of sessions/ })).toContainText('Olivia Owner')
  await expect(table).not.toContainText('founded the organization')
  await expectAccessible(page)
})

test('a row that was changed in the database is said out loud', async ({ page, context, organization }) => {
  await runSql(
    `do $$ begin set local session_replication_role = replica;
      update audit_events set actor_id = 'nobody' where organization_id = '${organization.id}'
        and action = 'tokens.grant'; end $$`,
  )
  await signInAs(context, organization.owner)
  await openPage(page, '/audit-log', 'Audit log')
  await expect(page.getByRole('alert')).toContainText('a row is not as it was written')
  await expectAccessible(page)
})

test('a reviewer learns which role the audit log needs, and an error offers another try', async ({
  page,
  context,
  organization,
}) => {
  await signInAs(context, await addMember(organization, 'reviewer'))
  await openPage(page, '/audit-log', 'Audit log')
  await expect(page.getByText('Your role does not allow this page')).toBeVisible()
  await expectAccessible(page)
  await signInAs(context, organization.owner)
  await openPage(page, '/audit-log?cursor=forged', 'Audit log')
  await expect(page.getByRole('alert')).toContainText('Audit log could not be loaded')
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})

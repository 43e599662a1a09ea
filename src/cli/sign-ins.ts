/** The commands of sign-ins: `members end-sign-ins`, `members reset-link`, `members reset-two-factor`. */
import type { Context } from '../context.ts'
import { invalidField } from '../lib/errors.ts'
import { endSignInsOfAll, endSignInsOfPerson } from '../services/members/end-sign-ins.ts'
import { makeResetLinkOf } from '../services/members/reset-link.ts'
import { resetTwoFactor } from '../services/members/reset-two-factor.ts'
import { listOrganizations } from '../services/organizations/list.ts'
import { type CommandOptions, findText, print, textOf } from './command-options.ts'
import { withContext } from './with-context.ts'

/** `members end-sign-ins`: of one person by `--email`, of everybody by `--all`; never of everybody by an omission. */
export async function endMemberSignIns(options: CommandOptions): Promise<void> {
  const email = findText(options, 'email')?.toLowerCase()
  const isAll = options.values.all === true
  if ((email === undefined) !== isAll) throw invalidField('--email', 'names one person, or --all stands for everybody')
  await withContext(options, async (ctx) => {
    const ended = email === undefined ? await endAll(ctx) : await endSignInsOfPerson(ctx, email)
    print(`${ended} sign-ins of ${email ?? 'everybody'} have ended, and no device is trusted.`)
  })
}

async function endAll(ctx: Context): Promise<number> {
  const living = (await listOrganizations(ctx)).filter(({ status }) => status === 'active' || status === 'suspended')
  return endSignInsOfAll(
    ctx,
    living.map(({ id }) => id),
  )
}

/** `members reset-link`: a link by which one person sets another password, for the operator to hand over. */
export async function printResetLink(options: CommandOptions): Promise<void> {
  const email = textOf(options, 'email').toLowerCase()
  await withContext(options, async (ctx) => {
    print(await makeResetLinkOf(ctx, email))
    print('It works once, for 30 minutes. Hand it to this person only, having made sure that it is them.')
  })
}

/** `members reset-two-factor`: somebody who lost their second factor signs in by the password again, and is told. */
export async function resetMemberTwoFactor(options: CommandOptions): Promise<void> {
  const email = textOf(options, 'email').toLowerCase()
  await withContext(options, async (ctx) => {
    const { organizations } = await resetTwoFactor(ctx, email)
    print(
      `Two-factor sign-in of ${email} is off and every sign-in has ended. ` +
        `It is in the audit log of ${organizations} organizations, and the console tells the person.`,
    )
  })
}

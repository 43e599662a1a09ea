/** The commands of who runs the installation and who may sign up: `operators add`, `list`, `remove`, `sign-ups invite`. */
import { addOperator, listOperators, removeOperator } from '../services/operators/operators.ts'
import { inviteToSignUp } from '../services/sign-ups/invite.ts'
import { type CommandOptions, print, printTable, textOf } from './command-options.ts'
import { withContext } from './with-context.ts'

/** `operators add`: somebody who has signed up may grant tokens, set limits and invite from now on. */
export async function makeOperator(options: CommandOptions): Promise<void> {
  const email = textOf(options, 'email')
  await withContext(options, async (ctx) => {
    const isNew = await addOperator(ctx, email)
    print(isNew ? `${email} is an operator.` : `${email} was an operator already.`)
  })
}

/** `operators list`: every one. */
export async function printOperators(options: CommandOptions): Promise<void> {
  await withContext(options, async (ctx) => {
    const operators = await listOperators(ctx)
    if (options.values.json) {
      const shown = operators.map(({ email, name, createdAt }) => ({ email, name, created_at: createdAt }))
      return print(JSON.stringify(shown))
    }
    if (operators.length === 0) return print('There is no operator: npm run openidv -- operators add --email E')
    const rows = operators.map(({ email, name, createdAt }) => [email, name, createdAt.toISOString()])
    printTable(['EMAIL', 'NAME', 'SINCE'], rows)
  })
}

/** `operators remove`: they are members of their organizations as before. */
export async function unmakeOperator(options: CommandOptions): Promise<void> {
  const email = textOf(options, 'email')
  await withContext(options, async (ctx) => {
    await removeOperator(ctx, email)
    print(`${email} is no operator any more.`)
  })
}

/** `sign-ups invite`: prints the link to hand on. */
export async function inviteSignUp(options: CommandOptions): Promise<void> {
  const email = textOf(options, 'email')
  await withContext(options, async (ctx) => {
    const { link, expiresAt } = await inviteToSignUp(ctx, { email, inviterId: null })
    if (options.values.json) return print({ link, expires_at: expiresAt })
    print(`Hand this link to ${email}. It works until ${expiresAt.toISOString()}:\n${link}`)
  })
}

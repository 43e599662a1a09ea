/** The commands of tokens: `tokens grant`. */
import { withTransaction } from '../context.ts'
import { grantTokens } from '../services/billing/tokens.ts'
import { getOrganization } from '../services/organizations/get.ts'
import { type CommandOptions, findText, operatorOf, organizationOf, print, textOf } from './command-options.ts'
import { withContext } from './with-context.ts'

/** `tokens grant`: adds tokens and prints the balance. */
export async function grantToOrganization(options: CommandOptions): Promise<void> {
  const organizationId = organizationOf(options)
  const amountTokens = Number(textOf(options, 'amount'))
  const note = findText(options, 'note')
  await withContext(options, async (ctx) => {
    await getOrganization(ctx, organizationId)
    const grant = { amountTokens, ...(note !== undefined && { note }) }
    const balance = await withTransaction(ctx, (tx) => grantTokens(tx, operatorOf(organizationId), grant))
    print(`Granted ${amountTokens} tokens; available: ${balance.availableTokens}`)
  })
}

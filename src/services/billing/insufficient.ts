/** Says that tokens are short, and who has more. */
import type { TxContext } from '../../context.ts'
import { AppError } from '../../lib/errors.ts'

/** `balance_insufficient` in the contract's words; its hint says where to get tokens. */
export function insufficientBalance({ config }: Pick<TxContext, 'config'>): AppError {
  const { operatorContact } = config.console
  const whom = `an operator of this installation${operatorContact ? ` (${operatorContact})` : ''}`
  const message = `Ask ${whom} for more tokens. Operators add them in the console under Installation, or by the command "tokens grant".`
  return new AppError('balance_insufficient', { hints: [{ code: 'tokens_needed', path: [], message }] })
}

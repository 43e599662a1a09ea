/** Lists the steps of the contract as the builder offers them: words, price, settings, and why one cannot run here. */
import type { Context } from '../../context.ts'
import { STEP_CATEGORIES, STEP_WORDS, type StepWords, whyNotRunnable } from '../../steps/catalogue.ts'
import { findKind, settingsSchema } from '../../steps/registry.ts'
import { type EnvironmentActor, requireScope } from '../actor.ts'
import { listPrices, sumPrices } from '../billing/prices.ts'

export interface OfferedStep {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly category: StepWords['category']
  /** Tokens for each session; undefined for a step that cannot run here. */
  readonly priceTokens: number | undefined
  /** JSON Schema of the settings; undefined for a step that cannot run here. */
  readonly schema: Readonly<Record<string, unknown>> | undefined
  /** What this installation lacks to run it; undefined for a step that runs. */
  readonly lacks: string | undefined
}

/** Those that run here first within their category; categories in the palette's order. Prices are 0 in the sandbox. */
export function listSteps(ctx: Pick<Context, 'config'>, actor: EnvironmentActor): readonly OfferedStep[] {
  requireScope(actor, 'workflows:read')
  const all = Object.entries<StepWords>(STEP_WORDS).map(([id, words]) => toOffered(ctx, actor, id, words))
  const rank = ({ category, lacks }: OfferedStep) => STEP_CATEGORIES.indexOf(category) * 2 + (lacks ? 1 : 0)
  return all.toSorted((a, b) => rank(a) - rank(b))
}

function toOffered(
  ctx: Pick<Context, 'config'>,
  actor: EnvironmentActor,
  word: string,
  { label, description, category }: StepWords,
): OfferedStep {
  const words = { id: word, label, description, category }
  const id = findKind(word)?.id
  if (!id) return { ...words, priceTokens: undefined, schema: settingsSchema(word), lacks: whyNotRunnable(word) }
  const priceTokens = actor.environment === 'sandbox' ? 0 : sumPrices(listPrices(ctx, [id]))
  return { ...words, priceTokens, schema: settingsSchema(id), lacks: undefined }
}

/** Several processes that ask one limiter without pause, and what they may at most be granted. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Limit, Limiter } from '../../src/limits/limiter.ts'

/** What one process saw. */
export interface HammerResult {
  /** Times of the admitted requests on the limiter's clock, microseconds. */
  readonly admittedAtUs: readonly number[]
  readonly refused: number
  readonly firstUs: number
  readonly lastUs: number
  readonly degraded: number
}

/** One order to a hammering process. */
export interface HammerOrder {
  readonly url: string
  readonly subject: string
  readonly limit: Limit
  /** Told to the limiter: how many share the limit. */
  readonly nodes: number
  readonly callers: number
  readonly durationMs: number
}

const PROCESS = fileURLToPath(new URL('hammer-process.ts', import.meta.url))

/** Runs `processes` children against one Redis, started together with `env` added to ours, and puts their results into one. */
export async function hammerFromProcesses(
  processes: number,
  order: HammerOrder,
  env: Readonly<Record<string, string>> = {},
): Promise<HammerResult> {
  const children = Array.from({ length: processes }, () => fork(PROCESS, { env: { ...process.env, ...env } }))
  await Promise.all(children.map((child) => once(child, 'message')))
  const answers = children.map(async (child) => {
    const [result] = await once(child, 'message')
    await once(child, 'exit')
    return result as HammerResult
  })
  for (const child of children) child.send(order)
  return joinResults(await Promise.all(answers))
}

/** Asks `limiter` from `callers` loops for `durationMs`. */
export async function hammer(
  limiter: Limiter,
  order: Pick<HammerOrder, 'subject' | 'limit' | 'callers' | 'durationMs'>,
): Promise<HammerResult> {
  const endMs = performance.now() + order.durationMs
  const admittedAtUs: number[] = []
  let refused = 0
  let firstUs = Number.POSITIVE_INFINITY
  let lastUs = 0
  async function call(): Promise<void> {
    while (performance.now() < endMs) {
      const decision = await limiter.take(order.subject, order.limit)
      if (decision.admitted) admittedAtUs.push(decision.decidedAtUs)
      else refused += 1
      firstUs = Math.min(firstUs, decision.decidedAtUs)
      lastUs = Math.max(lastUs, decision.decidedAtUs)
    }
  }
  await Promise.all(Array.from({ length: order.callers }, call))
  return { admittedAtUs, refused, firstUs, lastUs, degraded: limiter.degradedDecisions() }
}

/** Most that may be admitted between the first and the last question: burst + rate · t, not rounded. */
export function boundOf(limit: Limit, result: HammerResult): number {
  return limit.burst + (limit.ratePerSecond * (result.lastUs - result.firstUs)) / 1e6
}

/** How far the admissions exceed burst + rate · t in the worst of all windows; at most 0 when the limit holds. */
export function worstExcess(limit: Limit, admittedAtUs: readonly number[]): number {
  const times = [...admittedAtUs].sort((a, b) => a - b)
  let least = Number.POSITIVE_INFINITY
  let worst = Number.NEGATIVE_INFINITY
  for (const [index, timeUs] of times.entries()) {
    const ahead = index - (limit.ratePerSecond * (timeUs - (times[0] ?? 0))) / 1e6
    least = Math.min(least, ahead)
    worst = Math.max(worst, ahead - least + 1 - limit.burst)
  }
  return worst
}

function joinResults(results: readonly HammerResult[]): HammerResult {
  return {
    admittedAtUs: results.flatMap((result) => result.admittedAtUs),
    refused: results.reduce((sum, result) => sum + result.refused, 0),
    firstUs: Math.min(...results.map((result) => result.firstUs)),
    lastUs: Math.max(...results.map((result) => result.lastUs)),
    degraded: results.reduce((sum, result) => sum + result.degraded, 0),
  }
}

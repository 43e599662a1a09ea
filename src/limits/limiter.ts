/** What a rate limiter promises, whichever backend keeps the numbers. */

/** What one subject may do. `ratePerSecond` > 0, `burst` ≥ 1 (whole), `dailyQuota` ≥ 0 (whole, per UTC day). */
export interface Limit {
  /** Tokens that flow back into the bucket each second; a multiple of 0.001. */
  readonly ratePerSecond: number
  /** Size of the bucket: the most requests that may come at once. */
  readonly burst: number
  readonly dailyQuota: number
}

/** The answer to one request. A refused request has cost nothing. */
export interface LimitDecision {
  readonly admitted: boolean
  /** The limit that refused; left out when admitted. Of two that refuse, the one that lasts longer: the quota. */
  readonly limitedBy?: 'rate' | 'quota'
  /** Whole requests that the bucket still holds, this one already taken. */
  readonly burstRemaining: number
  /** Requests left of the UTC day, this one already counted. */
  readonly quotaRemaining: number
  /** Until the same request can be admitted; 0 when it was. */
  readonly retryAfterMs: number
  /** Until the next 00:00 UTC. */
  readonly quotaResetsInMs: number
  /** Microseconds on the clock that decided; only differences within one backend mean anything. */
  readonly decidedAtUs: number
}

/** Decides request by request. Check and debit are one step: two callers never spend the same token. */
export interface Limiter {
  /** Takes one request from `subject`'s bucket and day, or refuses. Never throws: an outage degrades, it does not fail. */
  take(subject: string, limit: Limit): Promise<LimitDecision> | LimitDecision
  /** How many requests of `subject` were admitted since 00:00 UTC, as far as this process can tell. Never throws. */
  used(subject: string): Promise<number> | number
  /** `degraded`: the shared or persistent half is away, and this process decides by itself until it is back. */
  state(): 'ok' | 'degraded'
  /** Decisions made while degraded, since the start. */
  degradedDecisions(): number
  /** Saves what is unsaved and lets go of timers and connections. */
  close(): Promise<void>
}

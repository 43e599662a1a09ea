/** How the organization's keys are used: numbers, series and shares of a range. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { organizationKey, organizationPath } from '../lib/organization.ts'
import type { UsageRange } from './usage-ranges.ts'

/** Requests: all of them, and those of them that failed or were refused. */
export interface UsageSums {
  readonly requests: number
  readonly clientErrors: number
  readonly serverErrors: number
  readonly refusedByRate: number
  readonly refusedByQuota: number
}

export interface Limits {
  readonly ratePerSecond: number
  readonly burst: number
  readonly dailyQuota: number
}

interface Latency {
  readonly p50Ms: number
  readonly p95Ms: number
}

/** Requests of the busiest second. */
interface Peak {
  readonly offered: number
  readonly admitted: number
}

export interface UsageSummary extends UsageSums {
  readonly limits: Limits
  readonly peak: Peak
  readonly today: { readonly used: number; readonly quota: number; readonly resetsAt: string }
  readonly latency?: Latency
  readonly hasRequests: boolean
}

export interface UsagePoint extends UsageSums {
  readonly at: string
  readonly peak: Peak
}

export interface UsageSeries {
  readonly bucketSeconds: number
  readonly limits: Limits
  readonly quotaPerBucket?: number
  readonly points: readonly UsagePoint[]
}

export interface KeyShare extends UsageSums {
  readonly apiKey: { readonly id: string; readonly name?: string; readonly display?: string }
}

export interface EndpointShare extends UsageSums {
  readonly endpoint: { readonly method: string; readonly route: string }
  readonly latency?: Latency
}

/** A request that was just made is in the numbers after two seconds. */
const REFRESH_MS = 5_000

/** The numbers of a range. */
export function usageSummaryQuery(range: UsageRange) {
  return queryOptions({
    queryKey: [...organizationKey(), 'usage', 'summary', range],
    queryFn: ({ signal }) => api.get<UsageSummary>(organizationPath(`/usage/summary?range=${range}`), signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

/** Every bucket of a range, oldest first. */
export function usageSeriesQuery(range: UsageRange) {
  return queryOptions({
    queryKey: [...organizationKey(), 'usage', 'series', range],
    queryFn: ({ signal }) => api.get<UsageSeries>(organizationPath(`/usage/series?range=${range}`), signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

/** The busiest keys of a range. */
export function usageByKeyQuery(range: UsageRange) {
  return queryOptions({
    queryKey: [...organizationKey(), 'usage', 'by-key', range],
    queryFn: ({ signal }) => getShares<KeyShare>('key', range, signal),
    refetchInterval: 4 * REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

/** The busiest endpoints of a range. */
export function usageByEndpointQuery(range: UsageRange) {
  return queryOptions({
    queryKey: [...organizationKey(), 'usage', 'by-endpoint', range],
    queryFn: ({ signal }) => getShares<EndpointShare>('endpoint', range, signal),
    refetchInterval: 4 * REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

async function getShares<T>(by: 'key' | 'endpoint', range: UsageRange, signal: AbortSignal): Promise<readonly T[]> {
  const path = organizationPath(`/usage/breakdown?by=${by}&range=${range}`)
  return (await api.get<{ items: readonly T[] }>(path, signal)).items
}

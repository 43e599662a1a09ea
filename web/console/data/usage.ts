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

/** A stretch of time in a few numbers. */
export interface UsageMeasure extends UsageSums {
  readonly peak: Peak
  /** Absent without requests that were let through. */
  readonly latency?: Latency
}

export interface UsageSummary extends UsageMeasure {
  readonly limits: Limits
  readonly today: {
    readonly used: number
    readonly quota: number
    readonly resetsAt: string
    /** By the same time; only where it was asked for. */
    readonly usedYesterday?: number
  }
  /** The same length of time before; only where it was asked for and its sums are still kept. */
  readonly previous?: UsageMeasure
  readonly hasRequests: boolean
}

export interface UsagePoint extends UsageSums {
  readonly at: string
  readonly peak: Peak
  /** Of the bucket at the same place in the stretch before; only where it was asked for and is known. */
  readonly previousRequests?: number
}

export interface UsageSeries {
  readonly from: string
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

/** What became of the sessions of one workflow. */
export interface WorkflowShare {
  /** Absent: sessions without a workflow. */
  readonly workflow?: { readonly id: string; readonly name: string }
  readonly sessions: number
  readonly submitted: number
  readonly verified: number
  /** Held or settled. */
  readonly tokens: number
}

export interface WorkflowUsage {
  readonly items: readonly WorkflowShare[]
  /** Later than the range's beginning when there are too many sessions to count. */
  readonly countedFrom: string
  readonly isWhole: boolean
}

/** A request that was just made is in the numbers after two seconds. */
const REFRESH_MS = 5_000

/** The numbers of a range, beside those of the same length of time before where that is wanted. */
export function usageSummaryQuery(range: UsageRange, isCompared: boolean) {
  const path = `/usage/summary?${toQuery(range, isCompared)}`
  return queryOptions({
    queryKey: [...organizationKey(), 'usage', 'summary', range, isCompared],
    queryFn: ({ signal }) => api.get<UsageSummary>(organizationPath(path), signal),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

/** Every bucket of a range, oldest first. */
export function usageSeriesQuery(range: UsageRange, isCompared: boolean) {
  const path = `/usage/series?${toQuery(range, isCompared)}`
  return queryOptions({
    queryKey: [...organizationKey(), 'usage', 'series', range, isCompared],
    queryFn: ({ signal }) => api.get<UsageSeries>(organizationPath(path), signal),
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

/** The sessions that were created in a range, by workflow. */
export function usageByWorkflowQuery(range: UsageRange) {
  return queryOptions({
    queryKey: [...organizationKey(), 'usage', 'by-workflow', range],
    queryFn: ({ signal }) => api.get<WorkflowUsage>(organizationPath(`/usage/workflows?range=${range}`), signal),
    refetchInterval: 4 * REFRESH_MS,
    placeholderData: keepPreviousData,
  })
}

function toQuery(range: UsageRange, isCompared: boolean): string {
  return `range=${range}${isCompared ? '&compare=previous' : ''}`
}

async function getShares<T>(by: 'key' | 'endpoint', range: UsageRange, signal: AbortSignal): Promise<readonly T[]> {
  const path = organizationPath(`/usage/breakdown?by=${by}&range=${range}`)
  return (await api.get<{ items: readonly T[] }>(path, signal)).items
}

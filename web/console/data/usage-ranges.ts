/** The stretches of time that usage is shown over; apart, since the router knows them before the page is loaded. */

/** How far back from now. */
export const USAGE_RANGES = ['1h', '24h', '7d', '30d', '90d'] as const

export type UsageRange = (typeof USAGE_RANGES)[number]

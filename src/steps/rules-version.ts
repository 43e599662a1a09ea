/** Which version of the rules a verdict was reached by; it is stored with each, and changes when a judge does. */
export const RULES_VERSION = '2026-11-30'

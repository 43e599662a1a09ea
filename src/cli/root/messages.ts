/** What a server that gave root up and its parent, which is root, tell each other. */
import type { ChildEnd } from '../../children/start-child.ts'

/** Of the server, which strangers may have taken over: the parent believes nothing, and starts only what it knows. */
export type ServerMessage = { readonly start: number; readonly entry: string } | { readonly kill: number }

/** Of the parent. With `started` comes the child's channel; of an error its words alone arrive. */
export type ParentMessage =
  | { readonly databaseUrl: string }
  | { readonly started: number; readonly pid: number }
  | { readonly gone: number; readonly end: ChildEnd }

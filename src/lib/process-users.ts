/** The users that a server started as root gives to its parts: numbers alone, which need no name in /etc/passwd. */

/** Numeric user and group of a process, as `spawn` takes them. */
export interface ProcessUser {
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL's, who owns its files and nothing else. */
export const DATABASE_USER: ProcessUser = { uid: 64_801, gid: 64_801 }

/** The server's, where its data folder is root's: the one who answers strangers. */
export const SERVER_USER: ProcessUser = { uid: 64_800, gid: 64_800 }

/** That of the processes that look at what strangers sent: it owns nothing, the database's files least of all. */
export const CHILD_USER: ProcessUser = { uid: 65_533, gid: 65_533 }

/** `nobody` on most systems: shared with other programs, and so given to nothing that shall be kept from them. */
export const NOBODY: ProcessUser = { uid: 65_534, gid: 65_534 }

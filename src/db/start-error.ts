/** The errors of a database that cannot be used as it stands; their messages tell the operator what to do. */

/** Thrown while connecting, starting or migrating; never reaches an API caller. */
export class DatabaseStartError extends Error {
  override readonly name: string = 'DatabaseStartError'
}

/** Another living process holds the data folder. */
export class FolderLockedError extends DatabaseStartError {
  override readonly name = 'FolderLockedError'
}

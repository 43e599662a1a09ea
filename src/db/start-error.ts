/** The error of a database that cannot be used as it stands; its message tells the operator what to do. */

/** Thrown while connecting, starting or migrating; never reaches an API caller. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError'
}

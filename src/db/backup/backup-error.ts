/** The errors of backups; their messages tell the operator what is wrong with which file, and what to do. */

/** A backup cannot be made, is not whole, or cannot be restored to where it should. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

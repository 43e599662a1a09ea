/** The errors of backups; their messages tell the operator what is wrong with which file, and what to do. */

/** A backup cannot be made, is not whole, or cannot be restored to where it should. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/** A disk that is full, read-only, closed to us or broken. */
const DISK_FAULTS = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'EIO'])

/** Whether an error is that of a disk; of nothing else is it said that the disk should be mended. */
export function isDiskFault(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && DISK_FAULTS.has(String((error as NodeJS.ErrnoException).code))
}

/** What goes wrong with the disk of a place becomes a `BackupError` that names it; anything else stays as it is. */
export function toDiskError(place: string, error: unknown): unknown {
  return isDiskFault(error) ? new BackupError(`${place} cannot be written: ${error.message}`, { cause: error }) : error
}

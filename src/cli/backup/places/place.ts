/** Where backups lie. */
import type { Writable } from 'node:stream'

/**
 * A folder, or a prefix of a bucket. Both hold the same files under the same names, so that either may be copied to the other;
 * paths are those below it, with slashes. What goes wrong with a place is a `BackupError` that names it.
 */
export interface BackupPlace {
  /** What an operator calls it: `/mnt/backups`, `s3://bucket/prefix`. */
  readonly name: string
  /** On this machine, where it is a folder: only there the log is kept. */
  readonly folder: string | undefined
  /** Names of the files and folders right in a folder, in no order; none where it is not there. */
  list(path: string): Promise<string[]>
  /** The bytes of a file, bit by bit. Ends with `BackupError` where it is not there. */
  read(path: string): AsyncIterable<Buffer>
  /** The bytes of a file of at most 64 MiB; undefined where it is not there. */
  find(path: string): Promise<Buffer | undefined>
  /** Before anything is written to a folder. */
  makeFolder(path: string): Promise<void>
  /** A new file for bytes that come bit by bit; it is durable when it has finished. */
  create(path: string): Writable
  /** Writes a small file in one act: who looks meets all of it or none. */
  write(path: string, text: string): Promise<void>
  /** Takes a file of this machine, with its bytes; as a second name for the same bytes where that goes. */
  add(path: string, source: string, bytes: Buffer): Promise<void>
  /** Makes what was added to folders outlive a power cut. */
  settle(paths: Iterable<string>): Promise<void>
  /** Removes a file, or a folder with everything in it. */
  remove(path: string): Promise<void>
  close(): Promise<void>
}

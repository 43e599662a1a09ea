/** Does the same with many things, a few at a time. */

/** A disk or a bucket takes as long for one as for several. */
const AT_ONCE = 16

/** Rejects with the first error, and begins no further batch. */
export async function inBatches<T>(
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < AT_ONCE) continue
    await Promise.all(batch.map(work))
    batch = []
  }
  await Promise.all(batch.map(work))
}

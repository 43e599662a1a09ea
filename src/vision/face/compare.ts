/** Compares two faces by their embeddings. */

/** A face as 512 numbers, `Float32Array(512)` of unit length; personal data of the most sensitive kind. */
export type Embedding = Float32Array

/**
 * Cosine similarity of two unit-length embeddings; −1…1, higher = more alike.
 * Throws when the lengths differ. Thresholds are the caller's: docs/vision-faces.md says what each one costs.
 */
export function similarity(a: Embedding, b: Embedding): number {
  if (a.length !== b.length) throw new Error(`Embeddings of ${a.length} and ${b.length} numbers cannot be compared`)
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return Math.min(Math.max(sum, -1), 1)
}

/** Scales a vector to unit length; throws when its length is zero or not finite. */
export function toUnitLength(vector: Float32Array): Embedding {
  let sum = 0
  for (const value of vector) sum += value * value
  if (!(sum > 0 && Number.isFinite(sum))) throw new Error('A vector without length has no direction')
  const scale = 1 / Math.sqrt(sum)
  return vector.map((value) => value * scale)
}

/** The thresholds of this moment's configuration. */
import type { TxContext } from '../../context.ts'
import type { Thresholds } from '../../steps/step-kind.ts'

/** For judging only: what was judged keeps the thresholds that it was judged by. */
export function thresholdsOf({ config }: Pick<TxContext, 'config'>): Thresholds {
  return { match: config.vision.faceMatchThreshold, review: config.vision.faceReviewThreshold }
}

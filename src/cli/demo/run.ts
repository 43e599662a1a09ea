/** `npm run demo`: placeholder until written below. */
import type { Config } from '../../config.ts'
import type { Logger } from '../../lib/log.ts'
export async function runDemo(_config: Config, _log: Logger): Promise<void> {}

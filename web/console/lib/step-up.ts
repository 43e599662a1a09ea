/** Connects a call that needs a fresh proof of identity with the dialog that asks for it. */

/** `isFactor`: whether the password is not enough, and a code or a backup code must be shown. */
type Asker = (isFactor: boolean) => Promise<boolean>

let asker: Asker = async () => false
let asking: Promise<boolean> | undefined
let wasRefused = false
let proving: Promise<unknown> | undefined

/** Sets the dialog; it resolves to whether the person proved who they are. */
export function setStepUpAsker(ask: Asker): void {
  asker = ask
}

/** Opens the dialog, once for all the calls that wait. */
export function askStepUp(isFactor = false): Promise<boolean> {
  asking ??= ask(isFactor).finally(() => {
    asking = undefined
  })
  return asking
}

/** For calls that the page makes by itself: whoever refused is not asked again until they act. */
export async function askStepUpOnce(isFactor = false): Promise<boolean> {
  if (asking) return asking
  return wasRefused ? false : askStepUp(isFactor)
}

async function ask(isFactor: boolean): Promise<boolean> {
  const isProved = await asker(isFactor)
  wasRefused = !isProved
  return isProved
}

/** Says that a proof is being sent: its answer replaces the cookie, and calls with the one of before are refused. */
export function noteProving(call: Promise<unknown>): void {
  proving = call
}

/** Waits for a proof that is under way, whatever comes of it. */
export async function whenProved(): Promise<void> {
  await proving?.catch(() => undefined)
}

/** Connects a call that needs a fresh proof of identity with the dialog that asks for it. */

type Asker = () => Promise<boolean>

let asker: Asker = async () => false
let asking: Promise<boolean> | undefined

/** Sets the dialog; it resolves to whether the person proved who they are. */
export function setStepUpAsker(ask: Asker): void {
  asker = ask
}

/** Opens the dialog, once for all the calls that wait. */
export function askStepUp(): Promise<boolean> {
  asking ??= asker().finally(() => {
    asking = undefined
  })
  return asking
}

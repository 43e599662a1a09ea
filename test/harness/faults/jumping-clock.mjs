/** Loaded into a server before its own code: SIGUSR2 sets its clock an hour ahead, and once more an hour back. */
const HOUR_MS = 3_600_000
const SystemDate = Date
let offsetMs = 0

globalThis.Date = class JumpingDate extends SystemDate {
  constructor(...given) {
    super(...(given.length === 0 ? [Date.now()] : given))
  }

  static now() {
    return SystemDate.now() + offsetMs
  }
}

process.on('SIGUSR2', () => {
  offsetMs = offsetMs === 0 ? HOUR_MS : 0
})

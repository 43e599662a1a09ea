/** Creates a session and shows what to do about each kind of failure: `npm run example client-errors`. */
import { AuthenticationError, InsufficientBalanceError, RateLimitError, ValidationError } from '../client/errors.ts'
import { connect } from './connect.ts'

const client = connect()
const session = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna.eriksson@example.com' }
try {
  const { id } = await client.sessions.create(session)
  console.log(`Created ${id}`)
} catch (error) {
  console.log(adviceFor(error))
  process.exitCode = 1
}

function adviceFor(error: unknown): string {
  if (error instanceof InsufficientBalanceError)
    return 'Too few tokens: nothing was begun. Ask the operator for a grant.'
  if (error instanceof RateLimitError) {
    // The client has waited and tried again by itself before it says so.
    const seconds = Math.ceil((error.retryAfterMs ?? 0) / 1000)
    return `Limited by ${error.violatedPolicies.join(' and ')}: send less at once, and go on in ${seconds} s.`
  }
  if (error instanceof AuthenticationError) return 'The API key does not work: was it regenerated or revoked?'
  if (error instanceof ValidationError) {
    return error.hints.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n')
  }
  throw error
}

/** Creates a session and prints the link for the applicant: `npm run example create-session`. */
import { connect } from './connect.ts'

const client = connect()
const { id, session_url, expires_at } = await client.sessions.create({
  firstName: 'Anna',
  lastName: 'Eriksson',
  email: 'anna.eriksson@example.com',
  phone: '+15192223333',
  externalId: 'customer-1017',
})

console.log(`Session   ${id}`)
console.log(`Expires   ${expires_at}`)
console.log(`Send this link to the applicant: ${session_url}`)

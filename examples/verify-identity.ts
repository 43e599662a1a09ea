/** Compares a document with a face and prints the outcome: `npm run example verify-identity DOCUMENT FACE`. */
import { readFile } from 'node:fs/promises'
import { connect } from './connect.ts'

const [documentPath, facePath] = process.argv.slice(2)
if (!documentPath || !facePath) {
  console.error('Usage: npm run example verify-identity DOCUMENT FACE (two pictures, JPEG or PNG)')
  process.exit(1)
}

const client = connect()
const [documentImage, faceImage] = await Promise.all([readFile(documentPath), readFile(facePath)])
const outcome = await client.identity.verify({ documentImage, faceImage })

console.log(outcome.verified ? 'Verified' : 'Not verified')
console.log(`Document  ${outcome.document.documentType} of ${outcome.document.fullName}`)
console.log(`Face      ${outcome.faceMatch.confidence} of 100, a match from ${outcome.faceMatch.threshold} on`)
for (const { code, severity, detail } of outcome.reasons) console.log(`${severity}  ${code}: ${detail}`)

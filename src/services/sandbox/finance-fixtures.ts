/** Bank statements and credit checks as the contract's sandbox shows them (§4.7, §7); this installation makes none. */
import { type EnvironmentActor, senderUserOf } from '../actor.ts'
import { FIXTURE_CREATED_MS } from '../fixture-ids.ts'
import { choose } from './session-fixtures.ts'

const AT = new Date(FIXTURE_CREATED_MS).toISOString()

const STATEMENT_IDS = ['test_completed', 'test_pending'] as const
const CREDIT_IDS = ['test_soft_pass', 'test_hard_pass', 'test_hard_review', 'test_hard_high_risk'] as const

const STATEMENT = {
  HttpStatusCode: 200,
  InstitutionName: 'Bank of Utopia',
  InstitutionId: 1,
  Institution: 'BankOfUtopia',
  Accounts: [
    {
      ...{ Id: 'sandbox-account-1', Title: 'Chequing', AccountNumber: '0000001234', LastFourDigits: '1234' },
      ...{ Category: 'Operations', Type: 'Chequing', AccountType: 'Personal', Currency: 'CAD' },
      Balance: { Available: 2480.15, Current: 2480.15, Limit: 0 },
      Holder: {
        ...{ Name: 'Anna Eriksson', Email: 'anna.eriksson@example.com', PhoneNumber: '+15192223333' },
        Address: {
          ...{ CivicAddress: '12 Elm Street', City: 'Toronto', Province: 'ON' },
          ...{ PostalCode: 'M5V 2T6', POBox: '', Country: 'CA' },
        },
      },
      Transactions: [
        toTransaction(3, 'Sandbox payroll', { Credit: 2100 }, 2480.15),
        toTransaction(2, 'Sandbox rent', { Debit: 1450 }, 380.15),
        toTransaction(1, 'Sandbox groceries', { Debit: 84.35 }, 1830.15),
      ],
    },
  ],
}

/** The statement of an id, of any other word one of them; undefined outside the sandbox. */
export function findStatementFixture(actor: EnvironmentActor, id: string) {
  if (actor.environment !== 'sandbox') return undefined
  const known = STATEMENT_IDS.find((one) => one === id) ?? choose(STATEMENT_IDS, id)
  return { ...toStatement(actor, id, known), ...(known === 'test_completed' && { statement: STATEMENT }) }
}

/** Both, without what the bank said; undefined outside the sandbox. */
export function listStatementFixtures(actor: EnvironmentActor) {
  return actor.environment === 'sandbox' ? STATEMENT_IDS.map((id) => toStatement(actor, id, id)) : undefined
}

function toStatement(actor: EnvironmentActor, id: string, known: (typeof STATEMENT_IDS)[number]) {
  const status = known === 'test_completed' ? 'COMPLETED' : 'PENDING'
  return { id, ...holdersOf(actor), status, type: 'request', externalId: `external_${known}`, Config: { period: '3' } }
}

/** A credit check in the contract's words; what the bureau said is left out of a soft one. */
const CREDIT_CHECKS = {
  test_soft_pass: { inquiryType: 'SOFT', score: 741, rating: 'FAIR' },
  test_hard_pass: {
    ...{ inquiryType: 'HARD', score: 741, rating: 'FAIR', riskLevel: 'LOW' },
    insights: ['Payments were made on time for five years', 'A third of the credit is used', 'No collections'],
  },
  test_hard_review: {
    ...{ inquiryType: 'HARD', score: 612, rating: 'POOR', riskLevel: 'MEDIUM' },
    insights: ['Three late payments within a year', 'Most of the credit is used', 'One collection, which was paid'],
  },
  test_hard_high_risk: {
    ...{ inquiryType: 'HARD', score: 480, rating: 'HIGH_RISK', riskLevel: 'HIGH' },
    insights: ['A consumer proposal is on file', 'Two collections are unpaid', 'A fraud alert was placed'],
  },
} as const

/** The credit check of an id, of any other word one of them; undefined outside the sandbox. */
export function findCreditFixture(actor: EnvironmentActor, id: string) {
  if (actor.environment !== 'sandbox') return undefined
  const known = CREDIT_IDS.find((one) => one === id) ?? choose(CREDIT_IDS, id)
  const check = CREDIT_CHECKS[known]
  return {
    id,
    ...holdersOf(actor),
    status: 'COMPLETED',
    type: `credit-check-${check.inquiryType.toLowerCase()}`,
    ...check,
  }
}

/** All four; undefined outside the sandbox. */
export function listCreditFixtures(actor: EnvironmentActor) {
  return actor.environment === 'sandbox' ? CREDIT_IDS.map((id) => findCreditFixture(actor, id)) : undefined
}

function holdersOf(actor: EnvironmentActor) {
  const senderUserId = senderUserOf(actor) ?? actor.organizationId
  return { organizationId: actor.organizationId, userId: 'test_applicant', senderUserId, createdAt: AT, updatedAt: AT }
}

function toTransaction(
  day: number,
  Description: string,
  amount: { readonly Debit?: number; readonly Credit?: number },
  Balance: number,
) {
  const none = { Debit: null, Credit: null, Code: null }
  return { ...none, Id: `sandbox-transaction-${day}`, Date: `2026/01/1${day}`, Description, ...amount, Balance }
}

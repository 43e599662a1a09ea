/** What a kind of step is made of. A new kind is one folder with one of these, and one line of the registry. */
import type * as z from 'zod'
import type { CheckKind } from './facts.ts'
import type { Finding } from './findings.ts'
import type { FailureCode, ReasonCode } from './reasons.ts'
import type { Verdict } from './verdict.ts'

/** Settings of a step as they are stored: flat, in snake_case, with every default filled in. */
export type Settings = Readonly<Record<string, unknown>>

/** A file that a step asks for. */
export interface Slot {
  /** Its name in `uploads`, such as `id_front`. */
  readonly slot: string
  readonly required: boolean
  /** Pictures are decoded and encoded again; PDFs are kept as they came and shown as pictures of their pages. */
  readonly takes: 'picture' | 'picture_or_pdf'
}

/** Another step of the run that came before this one, with what was found. */
export interface EarlierStep {
  readonly id: string
  readonly settings: Settings
  readonly facts: unknown
  /** Slot → id of the evidence that its check looked at. */
  readonly evidence: Readonly<Record<string, string>>
}

/** Who should be the applicant. */
export interface ExpectedPerson {
  readonly firstName: string
  readonly lastName: string
}

/** What is submitted of a step and found by its check; for a step without one both are the same. */
export interface Played<B, F> {
  readonly body: B
  readonly facts: F
}

/** What a judge knows of the run besides what was submitted. */
export interface RunContext {
  /** Day of the submission, `YYYY-MM-DD` in UTC. */
  readonly today: string
  /** Who is expected; left out when nobody said, and then names are not compared. */
  readonly person?: ExpectedPerson | undefined
  readonly thresholds: Thresholds
  /** Steps of the workflow by id, whether they came already or not. */
  readonly stepIds: readonly string[]
  readonly earlier: readonly EarlierStep[]
  /** How often this step was given back because nothing could be judged, since its last verdict. */
  readonly retakes: number
}

/** Cosines: at and above `match` one person, below `review` two, a person decides between. */
export interface Thresholds {
  readonly match: number
  readonly review: number
}

/** What a judge is given. `facts` are those of the step's check; for a step without one they are its body. */
export interface StepInput<S, B, F> {
  readonly settings: S
  readonly body: B
  readonly facts: F
  readonly run: RunContext
}

/**
 * How a step is carried out. `none`: judged within the request. `vision`: a check by the models. `service`: a job on
 * our own data. `provider`: a job through a connector. `person`: waits in the review queue.
 */
export type Executor = 'none' | 'vision' | 'service' | 'provider' | 'person'

/** A body without its file keys. */
export interface SplitBody {
  readonly body: Readonly<Record<string, unknown>>
  readonly uploads: Readonly<Record<string, string>>
}

/** What a step's own check looks at besides the files that were submitted with it. */
export type EarlierEvidence = Readonly<Record<string, string>>

/**
 * One kind of step; S are its settings, B what is submitted (without uploads), F the facts of its check. Everything of
 * what is submitted and found is personal unless `open` names it: it is sealed with the applicant's data key, masked
 * for whoever may not see applicants, and gone when the key is destroyed.
 */
export interface StepKind<S extends Settings = Settings, B = unknown, F = unknown> {
  /** As stored and on the wire, UPPER_SNAKE. */
  readonly id: string
  /** Keys, ranges and defaults of the contract (§4.5.1); unknown keys are refused. */
  readonly settings: z.ZodType<S>
  readonly executor: Executor
  /** The check that measures what was submitted with these files; none: it is judged within the request. */
  check?(settings: S, uploads: Readonly<Record<string, string>>): CheckKind | undefined
  /** Whether a client without a page of its own starts it, asks for an upload and completes it (contract §4.6.4 `action`). */
  readonly hasPhases?: boolean
  /** List price of one run; `OPENIDV_PRICES` replaces it. */
  readonly priceTokens: number
  /** What the applicant or the client must know and give, in the contract's words (§4.6.5). */
  requirements(settings: S): Readonly<Record<string, unknown>>
  /** The files that it asks for, in their order. */
  slots(settings: S): readonly Slot[]
  /** What the record calls the files, where that is not their slot (contract §4.3 `uploads`, `resource_links`). */
  recordNames?(settings: S): Readonly<Record<string, { readonly upload: string; readonly link: string }>>
  /** Takes out the file keys that the contract places inside the body; answers the rest and the keys by slot. */
  splitBody?(settings: S, body: Readonly<Record<string, unknown>>): SplitBody
  /** What is taken besides `uploads`; unknown keys are refused. */
  submission(settings: S): z.ZodType<B>
  /** What speaks against a body with these uploads, that its schema cannot know. Field → what would be right. */
  refuse?(input: { settings: S; body: B; uploads: ReadonlySet<string> }): Readonly<Record<string, string>>
  /** Evidence of earlier steps that its check looks at too, by role. */
  compareWith?(run: Pick<RunContext, 'earlier'>, uploads: Readonly<Record<string, string>>): EarlierEvidence
  /** Pure: the same input, the same verdict. */
  judge(input: StepInput<S, B, F>): Verdict
  /** Every line of what was found; verdicts of lines follow from `verdict`. */
  findings(input: StepInput<S, B, F>, verdict: Verdict): readonly Finding[]
  /** Its part of `analysis_data` (contract §4.3), in snake_case; what was not measured is left out. */
  analysis(input: StepInput<S, B, F>): Readonly<Record<string, unknown>>
  /** Paths of `analysis` and `answer` that tell nothing of the person, such as `id_matches_selfie`; `*` stands for one key or place. */
  readonly open: readonly string[]
  /** Whether anything was read that a customer would pay for; a step that read nothing costs nothing. */
  isBillable(facts: F): boolean
  /** Whether a pass says who somebody is; without such a step no session is verified by the rules alone. */
  readonly provesIdentity?: boolean
  /** The document that a failure is about, for `failureData` (contract §4.3). */
  failureSlot?(failure: FailureCode): 'PRIMARY' | null
  /** Optional part of the answer to a submitted step under its own key (contract §4.6.4). */
  answer?(input: StepInput<S, B, F>, verdict: Verdict): Readonly<Record<string, unknown>>
  /**
   * What a scenario of the sandbox plays of it: invented, of nobody, and such that it fits what the step is judged to be. `code`:
   * why it is doubted or failed; undefined when it passes.
   */
  play(settings: S, person: ExpectedPerson, code: ReasonCode | undefined): Played<B, F>
}

/** A step without a check: its facts are its body. */
export function playSame<B>(body: B): Played<B, B> {
  return { body, facts: body }
}

/** Keeps the parts of a kind together with their types. */
export function defineStep<S extends Settings, B, F>(kind: StepKind<S, B, F>): StepKind<S, B, F> {
  return kind
}

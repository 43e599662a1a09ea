/** Workflows as the server sends them to the console. */

/** One step of a workflow: each id comes at most once. */
export interface Step {
  readonly id: string
  readonly config: Readonly<Record<string, unknown>>
}

/** When applicants who were invited and have not submitted are reminded. */
export interface Reminder {
  /** Between the creation and the first, and between two: 1 to 720. */
  readonly afterHours: number
  /** 1 to 5. */
  readonly times: number
}

/** What a member builds: the part of a workflow that has versions. */
export interface Draft {
  readonly name: string
  readonly steps: readonly Step[]
  /** Failed attempts after which a session ends, 1 to 20; null: no limit. */
  readonly maxAttempts: number | null
  /** Null: nobody is reminded; left out: as it was. */
  readonly reminder?: Reminder | null
}

export type WorkflowStatus = 'active' | 'inactive'

/** Failed attempts of a workflow that says nothing else, and the most that can be allowed. */
export const DEFAULT_MAX_ATTEMPTS = 3
export const MAX_MAX_ATTEMPTS = 20

/** The longest time before a reminder, and the most of them. */
export const MAX_REMINDER_HOURS = 720
export const MAX_REMINDERS = 5

/** One workflow of the list. */
export interface WorkflowItem {
  readonly id: string
  readonly name: string
  readonly status: WorkflowStatus
  readonly version: number
  /** Ids of the steps in their order. */
  readonly steps: readonly string[]
  readonly isFixture: boolean
  readonly tokensPerSession: number
  /** Of the last 30 days. */
  readonly sessions: number
  /** 0 to 1 of the sessions that were decided; absent when none was. */
  readonly passRate?: number
  readonly updatedAt: string
}

/** One workflow with the settings of its steps. */
export interface Workflow extends Draft {
  readonly id: string
  readonly status: WorkflowStatus
  readonly version: number
  readonly isFixture: boolean
  readonly createdAt: string
  readonly updatedAt: string
}

export interface WorkflowVersion {
  readonly version: number
  readonly steps: readonly Step[]
  readonly maxAttempts: number | null
  readonly reminder: Reminder | null
  readonly createdAt: string
  /** Name of the member who made it; absent for API keys and commands. */
  readonly createdBy?: string
  /** Sessions on it that are not submitted yet. */
  readonly pendingSessions: number
}

export interface WorkflowWithVersions extends Workflow {
  readonly versions: readonly WorkflowVersion[]
}

/** A setting as the server describes it: JSON Schema with the words that the console shows. */
export interface SettingSchema {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly items?: SettingSchema
  readonly properties?: Readonly<Record<string, SettingSchema>>
  readonly required?: readonly string[]
  readonly section?: string
  readonly unit?: string
  readonly control?: 'country' | 'countries' | 'choices' | 'text' | 'condition'
  readonly optionLabels?: Readonly<Record<string, string>>
  readonly itemTitle?: string
  readonly follows?: string
  readonly shownWhen?: { readonly setting: string; readonly is: string | boolean | readonly string[] }
  readonly unavailable?: string
}

/** A step that the palette offers. */
export interface OfferedStep {
  readonly id: string
  readonly label: string
  readonly description: string
  readonly category: string
  /** Absent for a step that cannot run here. */
  readonly priceTokens?: number
  /** Absent for a step that no workflow can hold. */
  readonly schema?: SettingSchema
  /** What this installation lacks to run it; absent for a step that runs. */
  readonly lacks?: string
}

export interface StepCatalogue {
  readonly items: readonly OfferedStep[]
  readonly mostSteps: number
  /** ISO 3166-1 alpha-2 codes. */
  readonly countries: readonly string[]
}

/** Something to say about a draft, at a place such as `['steps', 1, 'config', 'minimum_age']`. */
export interface Remark {
  readonly code: string
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

export interface CheckedDraft {
  readonly errors: readonly Remark[]
  readonly warnings: readonly Remark[]
  readonly tokensPerSession: number
  readonly photos: ReadonlyArray<{ readonly step: string; readonly slot: string; readonly required: boolean }>
}

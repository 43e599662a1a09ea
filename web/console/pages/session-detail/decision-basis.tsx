/** What an automatic decision rests on: the version of the rules, the thresholds, and the models that measured. */
import { Code, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { DecisionBasis } from '../../data/session-detail.ts'
import { Disclosure } from '../../kit/disclosure.tsx'
import { plain, stepWord } from '../../words/steps.ts'
import classes from './findings.module.css'

/** Folded away: an auditor asks for it, a reviewer seldom does. */
export function Basis({ basis }: { readonly basis: DecisionBasis }): ReactElement {
  return (
    <Disclosure label="What this decision rests on">
      <dl className={classes.fields}>
        {listBasis(basis).map(([name, value]) => (
          <Row key={name} name={name}>
            {value}
          </Row>
        ))}
        {listModels(basis).map(({ step, model, hash }) => (
          <Row key={`${step} ${model}`} name={`${step}: ${model}`}>
            <Code style={{ overflowWrap: 'anywhere' }}>{hash}</Code>
          </Row>
        ))}
      </dl>
      <Text c="dimmed" size="xs">
        Findings are kept as they were when each step was judged. Hashes are SHA-256 of the model files.
      </Text>
    </Disclosure>
  )
}

const THRESHOLDS: Readonly<Record<string, string>> = {
  match: 'Faces count as one person from',
  review: 'Faces count as two people below',
}

/** Rules and thresholds in words; thresholds are cosines, −1 to 1. */
export function listBasis({ rulesVersion, thresholds }: DecisionBasis): ReadonlyArray<readonly [string, string]> {
  const limits = Object.entries(thresholds).map(([name, value]) => {
    return [THRESHOLDS[name] ?? plain(name), `${value} (cosine similarity)`] as const
  })
  return [['Version of the rules', String(rulesVersion)], ...limits]
}

/** Each model of each step. */
export function listModels({ models }: DecisionBasis): ReadonlyArray<{ step: string; model: string; hash: string }> {
  return Object.entries(models).flatMap(([step, hashes]) =>
    Object.entries(hashes).map(([model, hash]) => ({ step: stepWord(step), model: modelWord(model), hash })),
  )
}

/** `faceEmbed` → `face embed`. */
function modelWord(model: string): string {
  return model.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className={classes.field}>
      <Text c="dimmed" component="dt" size="xs">
        {name}
      </Text>
      <Text component="dd" size="xs">
        {children}
      </Text>
    </div>
  )
}

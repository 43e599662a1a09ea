/** Questions of the organization's own, on one screen; the server looks over the answers. */
import { type ReactElement, useEffect, useState } from 'react'
import { HostedError } from '../../api.ts'
import { Button } from '../../parts/button.tsx'
import { Screen } from '../../parts/frame.tsx'
import { Heading } from '../../parts/heading.tsx'
import { Notice } from '../../parts/notice.tsx'
import { isPdf, PDF_TYPE } from '../../photo-types.ts'
import { stepTexts } from '../../step-texts.ts'
import { texts } from '../../texts.ts'
import type { StepProps } from '../step-props.ts'
import { askedQuestions, type Draft, parseQuestions, toAnswers, toFaults } from './fields.ts'
import { type ChosenFile, type ChosenFiles, readForm, useKeptForm } from './kept-form.ts'
import { fieldId, QuestionField } from './question-field.tsx'

type Trouble = 'waiting' | 'lost' | 'refused'

/** Answers that were given stay through a refusal, a lost connection, a reload and a change of the device. */
export function FormStep({ step, session, control, announce }: StepProps): ReactElement {
  const [questions] = useState(() => parseQuestions(step.requirements))
  const [kept] = useState(() => readForm(step))
  const [draft, setDraft] = useState<Draft>(kept.draft)
  const [files, setFiles] = useState<ChosenFiles>(kept.files)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  // Anew with each refusal: mending one answer must not move the focus to the next.
  const [refused, setRefused] = useState<{ readonly keys: readonly string[] }>()
  const [trouble, setTrouble] = useState<Trouble>()
  const [isBusy, setBusy] = useState(false)
  const asked = askedQuestions(questions, draft)

  useKeptForm(session.id, step.kind, { draft, files }, isBusy)
  useEffect(() => {
    if (refused) focusFirst(refused.keys)
  }, [refused])

  const answer = (key: string, value: Draft[string]) => {
    setDraft((before) => ({ ...before, [key]: value }))
    forgive(key)
  }
  const choose = (key: string, file: File | undefined) => {
    setFiles(({ [key]: _, ...others }) => (file ? { ...others, [key]: toChosen(file) } : others))
    forgive(key)
  }
  const forgive = (key: string) => setFaults(({ [key]: _, ...others }) => others)

  const refuse = (found: Readonly<Record<string, string>>) => {
    const keys = questions.map(({ key }) => key).filter((key) => found[key] !== undefined)
    if (keys.length > 0) announce(stepTexts.form.errors(keys.length))
    setFaults(found)
    setRefused({ keys })
  }

  const sendFiles = async (): Promise<boolean> => {
    for (const { key } of asked) {
      const chosen = files[key]
      if (!chosen?.file || chosen.isSent) continue
      try {
        const onWaiting = () => setTrouble('waiting')
        await control.send(key, chosen.file, { onProgress: () => undefined, onWaiting })
      } catch (error) {
        const isLost = !(error instanceof HostedError) || error.code === 'unreachable'
        if (isLost) setTrouble('lost')
        else refuse({ [key]: stepTexts.form.faults.file })
        return false
      }
      setFiles((before) => ({ ...before, [key]: { ...chosen, isSent: true } }))
    }
    return true
  }

  const submit = async () => {
    setBusy(true)
    setTrouble(undefined)
    setFaults({})
    try {
      if (await sendFiles()) {
        await control.submit({ step: step.kind, body: { answers: toAnswers(asked, draft, files) }, covered: false })
      }
    } catch (error) {
      const hints = error instanceof HostedError && error.code === 'validation_failed' ? error.hints : undefined
      const found = hints && toFaults(asked, draft, hints)
      if (found) refuse(found.faults)
      if (!found || found.others) setTrouble(found ? 'refused' : 'lost')
    }
    setBusy(false)
  }

  const action = (
    <Button busy={isBusy} onPress={() => void submit()} weight="primary">
      {isBusy ? stepTexts.form.sending : stepTexts.form.submit}
    </Button>
  )
  const hasRequired = questions.some(({ isRequired }) => isRequired)
  return (
    <Screen actions={action}>
      <Heading {...(hasRequired && { lead: stepTexts.form.lead })}>{stepTexts.form.title}</Heading>
      {trouble === 'waiting' && <Notice says={texts.photo.waiting} takesFocus={false} />}
      {trouble && trouble !== 'waiting' && <Notice {...stepTexts[trouble]} />}
      {asked.map((question) => (
        <QuestionField
          fault={faults[question.key]}
          file={files[question.key]}
          key={question.key}
          onAnswer={(value) => answer(question.key, value)}
          onFile={(file) => choose(question.key, file)}
          onFileFault={() => refuse({ ...faults, [question.key]: stepTexts.form.faults.file })}
          question={question}
          value={draft[question.key]}
        />
      ))}
    </Screen>
  )
}

function toChosen(file: File): ChosenFile {
  const type = isPdf(file) ? PDF_TYPE : file.type
  return { file, name: file.name, sizeBytes: file.size, type, isSent: false }
}

/** The input of the first question that is wrong, or the first input of its group. */
function focusFirst([key]: readonly string[]): void {
  if (key === undefined) return
  const field = document.getElementById(fieldId(key))
  const input = field instanceof HTMLFieldSetElement ? field.querySelector('input') : field
  input?.focus({ preventScroll: true })
  // The label stands above the input and belongs to what has to be seen.
  field?.closest('fieldset, div')?.scrollIntoView({ block: 'center' })
}

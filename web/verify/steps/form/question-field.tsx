/** One question with the input of its kind. */
import type { ReactElement } from 'react'
import { FileIcon } from '../../../ui/icons.tsx'
import { PhotoPicker } from '../../parts/button.tsx'
import styles from '../../parts/field.module.css'
import { describedBy, Fault, Field, FieldGroup } from '../../parts/field.tsx'
import { FileRow } from '../../parts/file-row.tsx'
import { TickBox } from '../../parts/tick-box.tsx'
import { findFileFault } from '../../photo-types.ts'
import { stepTexts } from '../../step-texts.ts'
import type { Draft, FileWords, Question } from './fields.ts'

interface QuestionFieldProps {
  readonly question: Question
  readonly value: Draft[string]
  readonly file: FileWords | undefined
  readonly fault: string | undefined
  readonly onAnswer: (value: Draft[string]) => void
  readonly onFile: (file: File | undefined) => void
  /** The chosen file can be none of the server's. */
  readonly onFileFault: () => void
}

/** The id of a question's input, or of the group of its inputs. */
export function fieldId(key: string): string {
  return `question-${key}`
}

/** Label, help, input and what is wrong. */
export function QuestionField(props: QuestionFieldProps): ReactElement {
  const { question, fault } = props
  const { key, label, type, isRequired, help } = question
  const around = { id: fieldId(key), label, isRequired, help, fault }
  switch (type) {
    case 'checkbox':
      return <SingleBox {...props} />
    case 'yes-no':
      return (
        <FieldGroup {...around}>
          <YesNo {...props} />
        </FieldGroup>
      )
    case 'multi-select':
      return (
        <FieldGroup {...around}>
          <Options {...props} />
        </FieldGroup>
      )
    default:
      return (
        <Field {...around}>
          <Input {...props} />
        </Field>
      )
  }
}

/** What all native inputs of a question have in common. */
function attributesOf({ question: { key, help, isRequired }, fault }: QuestionFieldProps) {
  const id = fieldId(key)
  return {
    id,
    'aria-describedby': describedBy(id, help, fault),
    'aria-invalid': fault !== undefined,
    className: styles.input,
    required: isRequired,
  }
}

function Input(props: QuestionFieldProps): ReactElement {
  const { question, value, onAnswer } = props
  const shared = { ...attributesOf(props), value: typeof value === 'string' ? value : '' }
  const onChange = ({ target }: { readonly target: { readonly value: string } }) => onAnswer(target.value)
  switch (question.type) {
    case 'file-upload':
      return <FileInput {...props} />
    case 'long-text':
      return <textarea {...shared} maxLength={10_000} onChange={onChange} rows={4} />
    case 'dropdown':
      return (
        <select {...shared} onChange={onChange}>
          <option value="">{stepTexts.form.choose}</option>
          {question.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      )
    case 'date':
      return <input {...shared} onChange={onChange} type="date" />
    case 'number':
    case 'currency':
      return <input {...shared} autoComplete="off" inputMode="decimal" onChange={onChange} type="text" />
    default:
      return <input {...shared} maxLength={500} onChange={onChange} type="text" />
  }
}

function SingleBox({ question, value, fault, onAnswer }: QuestionFieldProps): ReactElement {
  const { key, label, help, isRequired } = question
  const id = fieldId(key)
  return (
    <div className={styles.field}>
      <TickBox
        checked={value === true}
        describedBy={describedBy(id, help, fault)}
        id={id}
        isInvalid={fault !== undefined}
        isRequired={isRequired}
        onChange={onAnswer}
      >
        {label}
        {isRequired && (
          <span aria-hidden="true" className={styles.mark}>
            *
          </span>
        )}
      </TickBox>
      {help && (
        <p className={styles.help} id={`${id}-help`}>
          {help}
        </p>
      )}
      <Fault fault={fault} id={id} />
    </div>
  )
}

function YesNo({ question, value, fault, onAnswer }: QuestionFieldProps): ReactElement {
  const group = fieldId(question.key)
  const choices = [
    { answer: true, word: stepTexts.form.yes },
    { answer: false, word: stepTexts.form.no },
  ]
  return (
    <div className={styles.pair}>
      {choices.map(({ answer, word }) => (
        <TickBox
          checked={value === answer}
          group={group}
          isInvalid={fault !== undefined}
          key={word}
          onChange={() => onAnswer(answer)}
        >
          {word}
        </TickBox>
      ))}
    </div>
  )
}

/** Chosen options are kept in the order of the question. */
function Options({ question, value, fault, onAnswer }: QuestionFieldProps): ReactElement {
  const chosen = new Set(Array.isArray(value) ? value : [])
  const toggle = (option: string, isChosen: boolean) => {
    if (isChosen) chosen.add(option)
    else chosen.delete(option)
    onAnswer(question.options.filter((each) => chosen.has(each)))
  }
  return (
    <>
      {question.options.map((option) => (
        <TickBox
          checked={chosen.has(option)}
          isInvalid={fault !== undefined}
          key={option}
          onChange={(isChosen) => toggle(option, isChosen)}
        >
          {option}
        </TickBox>
      ))}
    </>
  )
}

/** The file is sent with the form, so that it can be changed until then. */
function FileInput({ question, file, fault, onFile, onFileFault }: QuestionFieldProps): ReactElement {
  const id = fieldId(question.key)
  const pick = (picked: File) => (findFileFault(picked, true) ? onFileFault() : onFile(picked))
  return (
    <>
      {file && (
        <FileRow name={file.name} sizeBytes={file.sizeBytes}>
          <button aria-label={stepTexts.form.removeName(file.name)} onClick={() => onFile(undefined)} type="button">
            {stepTexts.form.removeFile}
          </button>
        </FileRow>
      )}
      <PhotoPicker
        describedBy={describedBy(id, question.help, fault)}
        id={id}
        invalid={fault !== undefined}
        onPick={pick}
        takesPdf
        weight="secondary"
      >
        <FileIcon />
        {file ? stepTexts.form.replaceFile : stepTexts.form.addFile}
      </PhotoPicker>
    </>
  )
}

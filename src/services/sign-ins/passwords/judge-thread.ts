/** The thread that judges passwords: the dictionaries take a moment to load and odd passwords tens of milliseconds to read. */
import { parentPort } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as english from '@zxcvbn-ts/language-en'
import type { JudgeAnswer, JudgeQuestion } from './judge.ts'

/** Longer ones are judged by their beginning: what is strong already does not get weaker, and the work stays bounded. */
const MAX_JUDGED_LENGTH = 40
/** `p4$$w0rd` has three; each more costs a multiple. */
const MAX_SUBSTITUTIONS = 4

const judge = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
  maxLength: MAX_JUDGED_LENGTH,
  l33tMaxSubstitutions: MAX_SUBSTITUTIONS,
})

parentPort?.on('message', ({ id, password, words }: JudgeQuestion) => {
  const { score, feedback } = judge.check(password.slice(0, MAX_JUDGED_LENGTH), [...words])
  const answer: JudgeAnswer = { id, score, warning: feedback.warning ?? undefined }
  parentPort?.postMessage(answer)
})

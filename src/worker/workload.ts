/** Counts what the workers of a queue do, to tell one that rests from one that is broken. */
import type { Task, TaskList } from 'graphile-worker'

/** How busy the workers of a run are; a new one for each. */
export class Workload {
  readonly #places: number
  #running = 0
  #begun = 0
  #movedAtMs = performance.now()

  constructor(places: number) {
    this.#places = places
  }

  /** For how long a worker has been free and no job has begun or ended; 0 when all are busy. */
  get restingMs(): number {
    return this.#running < this.#places ? performance.now() - this.#movedAtMs : 0
  }

  /** How many jobs have begun. */
  get begun(): number {
    return this.#begun
  }

  /** The tasks, counted. */
  watch(tasks: TaskList): TaskList {
    return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, task && this.#count(task)]))
  }

  #count(task: Task): Task {
    return async (payload, helpers) => {
      this.#begun += 1
      this.#move(1)
      try {
        return await task(payload, helpers)
      } finally {
        this.#move(-1)
      }
    }
  }

  #move(by: number): void {
    this.#running += by
    this.#movedAtMs = performance.now()
  }
}

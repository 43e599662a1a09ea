/** The models of one vision process; those that few checks need are loaded when the first one does. */
import { type AgeModel, openAgeModel } from '../vision/face/age.ts'
import { type Models, openModels } from '../vision/models.ts'

export interface ChildModels extends Models {
  /** The age network, loaded once. */
  openAge(): Promise<AgeModel>
}

/** Loads the models that every check may need; about 1 s and 400 MB. */
export async function openChildModels(): Promise<ChildModels> {
  const models = await openModels()
  let age: Promise<AgeModel> | undefined
  return {
    ...models,
    openAge: () => {
      age ??= openAgeModel()
      return age
    },
  }
}

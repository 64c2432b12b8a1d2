import { JudgedTooEarly } from '#casework';

/** The code by which the database refuses that somebody administers roles and holds another. */
const administersAndActs = 'GL021';

/** Runs a statement whose refusal by the database means that the step was judged too early. */
export async function judgedAgainIfRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if ((error as { code?: string }).code === administersAndActs)
      throw new JudgedTooEarly('somebody would administer roles and hold another');
    throw error;
  }
}

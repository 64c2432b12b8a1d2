/**
 * A step was judged on facts that another transaction has changed since. The database did not take it, and it is
 * judged once more on what is so now: thrown with the code of a serialisation failure, which whoever runs the batch
 * tries again. So the answer is the guard's own sentence, and never a constraint's.
 */
export class JudgedTooEarly extends Error {
  readonly code = '40001';
  constructor(what: string) {
    super(`judged before it was known: ${what}`);
    this.name = 'JudgedTooEarly';
  }
}

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

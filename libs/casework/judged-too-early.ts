/**
 * A step was judged on facts that have changed since, by another transaction or by a neighbour in its batch. It is not
 * taken, and is judged once more on what is so now: thrown with the code of a serialisation failure, which whoever runs
 * the batch tries again. So the answer is the rule's own sentence, and never a constraint's.
 */
export class JudgedTooEarly extends Error {
  readonly code = '40001';
  constructor(what: string) {
    super(`judged before it was known: ${what}`);
    this.name = 'JudgedTooEarly';
  }
}

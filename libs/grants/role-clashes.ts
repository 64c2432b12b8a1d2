import { JudgedTooEarly } from '#casework';

/** What the database refuses of a step that was judged on what is no longer so, by code or by constraint. */
const refusals: Readonly<Record<string, string>> = {
  GL021: 'somebody would administer roles and hold another',
  // An event is dated before what is read for it: what it ends may have begun only since. Judged again, it is dated later.
  a_role_is_not_withdrawn_before_it_is_granted: 'what it withdraws was granted only since',
  nobody_ceases_to_act_before_they_begin: 'what it ends has begun only since',
};

/** Runs a statement whose refusal by the database means that the step was judged too early. */
export async function judgedAgainIfRefused<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    const why = refusals[code ?? ''] ?? refusals[constraint ?? ''];
    throw why === undefined ? error : new JudgedTooEarly(why);
  }
}

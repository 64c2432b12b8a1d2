/** Whether absences, interests and suspensions stand in their tables as the events have ordered it. */
import type { RecordCheck } from '#casework';
import { toldOf, wrongIn, type Findings, type Told } from './told.js';

const of = ['enterCover', 'endCover', 'enterInterest', 'liftInterest', 'suspendPerson', 'reinstatePerson'];

/** Rows of one shape: what one case has entered, and when it ended it. */
interface Declared {
  case_id: string;
  what: string;
  ended: Date | null;
}

export const declarationsAsTold: RecordCheck = {
  of,
  async check(tx, happened) {
    const told = toldOf(happened, of);
    const covers = await tx.query<Declared>(
      `select case_id, concat_ws(' ', absent_id, cover_id, from_day, until_day) as what, ended_at as ended
       from covers where tenant = $1 order by case_id`,
      [tx.tenant],
    );
    const interests = await tx.query<Declared>(
      `select case_id, concat_ws(' ', person_id, institution_id, ground, until_day) as what, lifted_at as ended
       from interests where tenant = $1 order by case_id`,
      [tx.tenant],
    );
    const suspensions = await tx.query<Suspended>(
      `select case_id, person_id::text as what, lifted_at as ended, lifted_case as "endedBy"
       from suspensions where tenant = $1 order by case_id`,
      [tx.tenant],
    );
    return [
      ...compare(
        suspensions,
        endedByCases(suspensions, told),
        ['suspendPerson', 'reinstatePerson'],
        ['person'],
        'suspension',
      ),
      ...unmet(suspensions, told),
      ...compare(covers, told, ['enterCover', 'endCover'], ['absent', 'cover', 'from', 'until'], 'absence'),
      ...compare(
        interests,
        told,
        ['enterInterest', 'liftInterest'],
        ['declarant', 'institution', 'ground', 'until'],
        'interest',
      ),
    ];
  },
};

/** A suspension, which another case than its own ends. */
interface Suspended extends Declared {
  endedBy: string | null;
}

const ended = ({ ended, what, endedBy }: Suspended, told: Told): boolean =>
  endedBy === told.case && what === told.context['person'] && ended?.getTime() === told.at;

/** As if each suspension had been ended by its own case: by that of the event that ended it. */
const endedByCases = (rows: readonly Suspended[], told: readonly Told[]): Told[] =>
  told.flatMap((one) =>
    one.do === 'reinstatePerson'
      ? rows.filter((row) => ended(row, one)).map((row) => ({ ...one, case: row.case_id }))
      : [one],
  );

/** Each event that let somebody in again has ended a suspension. */
const unmet = (rows: readonly Suspended[], told: readonly Told[]): Findings =>
  told
    .filter((one) => one.do === 'reinstatePerson' && !rows.some((row) => ended(row, one)))
    .map((one) => wrongIn(one, 'the suspension did not end when its events say'));

/** Each row is what its case's event entered, ended when that was ordered; and each event has its row. */
function compare(
  rows: readonly Declared[],
  told: readonly Told[],
  [enters, ends]: [string, string],
  facts: readonly string[],
  name: string,
): Findings {
  const entered = new Map(told.filter((one) => one.do === enters).map((one) => [one.case, one]));
  const ended = new Map(told.filter((one) => one.do === ends).map((one) => [one.case, one]));
  const wrong = rows.flatMap((row) => {
    const event = entered.get(row.case_id);
    const what = facts.flatMap((fact) => (event?.context[fact] as string | null) ?? []).join(' ');
    if (event === undefined || what !== row.what)
      return [wrongIn(event ?? { case: row.case_id, seq: 0 }, `no event entered the ${name} as it stands`)];
    const end = ended.get(row.case_id);
    return end?.at === row.ended?.getTime()
      ? []
      : [wrongIn(end ?? event, `the ${name} did not end when its events say`)];
  });
  const there = new Set(rows.map((row) => row.case_id));
  const missing = [...entered.values()].filter((one) => !there.has(one.case));
  return [...wrong, ...missing.map((one) => wrongIn(one, `the ${name} that was entered is not there`))];
}

/** What is seen of an office after each line of a story: read from the tables of the service, in one statement. */
import { linkedId } from '#casework';
import type { EventBody } from '#ledger';
import type { Facts } from '#process';
import type { Answered, Happening } from './asking.js';
import type { TestOffice } from '../office.js';

/** Steps since a moment, cases with their clocks, and what events ordered elsewhere. */
const look = `
  select
    (select coalesce(json_agg(e.body order by e.at, e.case_id, e.seq), '[]') from events e join cases c on c.tenant = e.tenant and c.id = e.case_id
      where e.tenant = $1 and c.process = any($3) and e.seq > coalesce(($2::jsonb ->> e.case_id::text)::integer, 0)) as events,
    (select coalesce(json_agg(json_build_object('id', c.id, 'process', c.process, 'edition', c.edition, 'state', c.state,
        'context', c.context, 'seq', c.seq, 'revision', c.revision, 'institution', c.institution_id,
        'clocks', (select coalesce(json_object_agg(k.clock, coalesce(k.due_on::text, 'held')), '{}') from clocks k
          where k.tenant = c.tenant and k.case_id = c.id and k.status in ('running', 'suspended')))), '[]')
      from cases c where c.tenant = $1 and c.process = any($3)) as cases,
    (select coalesce(json_agg(json_build_object('case', cause_case, 'seq', cause_seq, 'step', step) order by ordinal), '[]')
      from owed_commands where tenant = $1) as owed,
    (select coalesce(json_agg(json_build_object('case', case_id, 'seq', seq, 'said', 'bars until ' || until_day || ' (' || ground || ')')), '[]')
      from bans where tenant = $1) as bans,
    (select coalesce(json_agg(json_build_object('case', case_id, 'seq', seq,
        'said', 'closes the way by commitment (' || coalesce(kind, 'all') || ')')), '[]') from commitment_closures where tenant = $1) as closures,
    (select coalesce(json_agg(json_build_object('case', case_id, 'seq', seq, 'said', 'amends the certificate (' || extent || ')')), '[]')
      from certificate_amendments where tenant = $1) as amendments`;

/** A case as it is read. */
export interface Row {
  id: string;
  process: string;
  edition: string;
  state: string;
  context: string;
  seq: number;
  revision: number;
  institution: string;
  clocks: Record<string, string>;
}
interface Ordered {
  case: string;
  seq: number;
  said: string;
}
interface Looked {
  events: string[];
  cases: Row[];
  owed: { case: string; seq: number; step: string }[];
  bans: Ordered[];
  closures: Ordered[];
  amendments: Ordered[];
}

const processesTold = ['qualification', 'certificate', 'commitmentVerification', 'emergencyListing'];

/** Remembers what was seen before, so that each event is told once. */
export class Sight {
  cases: Row[] = [];
  private readonly known = new Map<string, number>();

  async look(office: TestOffice): Promise<Pick<Answered, 'happened' | 'cases'>> {
    const known = JSON.stringify(Object.fromEntries(this.known));
    const [looked] = await office.rows<Looked>(look, [office.tenant, known, processesTold]);
    this.cases = looked!.cases;
    for (const { id, seq } of this.cases) this.known.set(id, seq);
    const happened = looked!.events
      .map((body) => JSON.parse(body) as EventBody)
      .filter(({ kind }) => kind === 'opened' || kind === 'stepTaken')
      .map((event) => happeningOf(event, looked!));
    return {
      happened,
      cases: this.cases.map(({ id, process, edition, state, context, clocks }) => ({
        ...{ id, process, edition, state, clocks, facts: JSON.parse(context) as Facts },
      })),
    };
  }
}

function happeningOf(event: EventBody, { cases, ...looked }: Looked): Happening {
  const of = (all: readonly Ordered[]) =>
    all.filter((one) => one.case === event.case && one.seq === event.seq);
  const queues: Record<string, string[]> = {
    enterBan: of(looked.bans).map(({ said }) => said),
    closeCommitment: of(looked.closures).map(({ said }) => said),
    amendCertificate: of(looked.amendments).map(({ said }) => said),
    annulCertificateItems: of(looked.amendments).map(({ said }) => said),
  };
  const opened: string[] = [];
  const thereby = event.effects.flatMap((name, ordinal) => {
    if (name === 'oweStep') return [];
    if (name === 'issueCertificate') return ['issues a certificate'];
    if (name !== 'openCase') return [queues[name]?.shift() ?? `orders ${name}, and nothing came of it`];
    const id = linkedId({ case: event.case, seq: event.seq, ordinal });
    opened.push(id);
    return [`opens ${cases.find((one) => one.id === id)?.process ?? 'nothing'}`];
  });
  const owes = looked.owed
    .filter((one) => one.case === event.case && one.seq === event.seq)
    .map(({ step }) => step);
  const { kind } = event.cause;
  const by = kind === 'clock' ? 'clock' : kind === 'event' ? 'linked' : 'person';
  return { case: event.case, step: event.step, by, to: event.to, at: event.at, thereby, opened, owes };
}

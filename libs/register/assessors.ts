import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  fieldErrors,
  loadRecusals,
  loadResting,
  meetingKey,
  type NoteAsked,
  type NoteMaker,
  type Resolver,
} from '#casework';
import { inTransaction, type Database, type Transaction } from '#database';
import { loadActors } from '#identity';
import { canonicalText, disclose, sha256, type EventBody } from '#ledger';
import { Refused } from '#refusals';
import { assessingRoles, fieldCodes, fieldsToCover, leadingRole, roles, text } from '#regulations';
import { drawAlgorithm, drawLimits, drawTeam } from './assessor-draw.js';
import { groundsName, readDraw, readGrounds, type Draw, type DrawGrounds } from './draw-record.js';
import { whyNoTeam } from './draw-words.js';

/** What is asked of a draw. The fields of the case are covered in any case; `fields` names others beside them. */
export const drawInput = z
  .strictObject({
    size: z
      .int()
      .min(drawLimits.size.least)
      .max(drawLimits.size.most)
      .describe('Members of the team, the leader included.'),
    fields: z
      .array(z.enum(Object.keys(fieldCodes) as [keyof typeof fieldCodes, ...(keyof typeof fieldCodes)[]]))
      .max(drawLimits.fields - 2)
      .default([])
      .describe('Fields to be covered beside those of the case.'),
    reason: text(500)
      .optional()
      .describe('Why it is drawn again; needed from the second draw of a case on. Names nobody.'),
  })
  .meta({
    id: 'AssessorDraw',
    description: '随机抽取评审组 A random selection of a team.',
    examples: [{ size: 2 }, { size: 3, fields: ['13'], reason: '原组长因病不能参加。' }],
  });

/** A draw as it is told: the event that holds its digest, and all that is needed to draw again. */
export interface DrawView {
  seq: number;
  /** RFC 3339 UTC, office time. */
  at: string;
  /** SHA-256 of the draw's canonical JSON (RFC 8785), hex; the event has the same. */
  digest: string;
  draw: Draw;
  /** Salted digest of the grounds (RFC 9901, base64url), as the event has it. */
  groundsDigest: string;
  /** Why people were left out, with the text whose SHA-256 the digest is; null where it is withheld. */
  grounds: (DrawGrounds & { disclosure: string }) | null;
  withheld: boolean;
}

/**
 * The draws of cases, for whoever may see the case, with the grounds for whoever reads it as the office; both are judged by
 * the caller.
 */
export class Assessors {
  constructor(private readonly database: Database) {}

  /** The draws of a case, in their order. */
  async draws(tenant: number, id: string, { grounds }: { grounds: boolean }): Promise<DrawView[]> {
    return inTransaction(this.database, tenant, async (tx) => {
      const rows = await tx.query<Row>(
        `select d.seq, e.at, e.body, d.draw, g.disclosure from assessor_draws d
         join events e on e.tenant = d.tenant and e.case_id = d.case_id and e.seq = d.seq
         left join draw_grounds g on $3 and g.tenant = d.tenant and g.case_id = d.case_id and g.seq = d.seq
         where d.tenant = $1 and d.case_id = $2 order by d.seq`,
        [tx.tenant, id, grounds],
      );
      return rows.map(({ seq, at, body, draw, disclosure }) => ({
        seq,
        at: at.toISOString(),
        digest: sha256(draw).toString('hex'),
        draw: readDraw(JSON.parse(draw)),
        groundsDigest: groundsIn(body),
        grounds: disclosure === null ? null : { ...readGrounds(disclosure), disclosure },
        withheld: !grounds,
      }));
    });
  }
}

interface Row {
  seq: number;
  at: Date;
  body: string;
  draw: string;
  disclosure: string | null;
}

const groundsIn = (body: string): string => {
  const { world } = (JSON.parse(body) as EventBody).given as { world: { grounds: string } };
  return world.grounds;
};

/**
 * How a team is drawn: by 32 random bytes made here, inside the transaction, from all assessors with a field entered.
 * The event gets the outcome, the digest of the draw and the salted digest of the grounds; both lie beside it.
 *
 * Refuses with `evidence-does-not-fit`, `drawn-before` where it is not the first and no reason is given, and
 * `no-team-to-draw`.
 */
export const assessorDraws: NoteMaker = {
  beside: 'teamAppointment',
  async make(tx, of) {
    const parsed = drawInput.safeParse(of.asked);
    if (!parsed.success)
      throw new Refused('evidence-does-not-fit', { errors: fieldErrors(parsed.error.issues) });
    const { size, reason = null } = parsed.data;
    const previous = await newestDraw(tx, of.case);
    if (previous !== null && reason === null) throw drawnBefore(previous);
    const own = fieldsToCover(of.context);
    if (own.length === 0) throw new Refused('no-team-to-draw', whyNoTeam({ because: 'noFields' }));
    const fields = [...new Set([...own, ...parsed.data.fields])].sort();
    const seed = randomBytes(32).toString('hex');
    const candidates = await candidatesFor(tx, of);
    const pool = candidates.map(({ against, ...one }) => ({ ...one, excluded: against.length > 0 }));
    const team = drawTeam({ seed, pool, fields, size });
    if (!('members' in team)) throw new Refused('no-team-to-draw', whyNoTeam(team));
    const draw: Draw = {
      ...{ algorithm: drawAlgorithm, case: of.case, seed, pool, fields, size },
      ...{ leader: team.leader, members: team.members, previous },
    };
    const canonical = canonicalText(draw);
    const grounds = disclose(groundsName, {
      excluded: candidates.flatMap(({ person, against }) =>
        against.length === 0 ? [] : [{ person, grounds: against }],
      ),
      reason,
    } satisfies DrawGrounds);
    return {
      facts: {
        ...{ draw: sha256(canonical).toString('hex'), algorithm: drawAlgorithm, fields, size },
        ...{ leader: team.leader, members: team.members, previous, grounds: grounds.digest },
      },
      store: async (storing, seq) => {
        // Another draw of the same batch may have come in between.
        const since = await newestDraw(storing, of.case);
        if (since !== previous) throw drawnBefore(since ?? seq);
        await storing.query(
          'insert into assessor_draws (tenant, case_id, seq, draw) values ($1, $2, $3, $4)',
          [storing.tenant, of.case, seq, canonical],
        );
        await storing.query(
          'insert into draw_grounds (tenant, case_id, seq, disclosure) values ($1, $2, $3, $4)',
          [storing.tenant, of.case, seq, grounds.disclosure],
        );
      },
    };
  },
};

const drawnBefore = (seq: number): Refused =>
  new Refused('drawn-before', { params: { seq }, members: { draw: seq } });

async function newestDraw(tx: Transaction, id: string): Promise<number | null> {
  const [row] = await tx.query<{ seq: number | null }>(
    'select max(seq) as seq from assessor_draws where tenant = $1 and case_id = $2',
    [tx.tenant, id],
  );
  return row?.seq ?? null;
}

/** What excludes somebody beside the grounds of recusal. */
export const otherDuty = 'otherDuty';
export const draws = 'draws';
export const rests = 'rests';

const assesses: ReadonlySet<string> = new Set(assessingRoles);

/** Somebody of the pool, with what speaks against drawing them. */
type WithGrounds = Omit<Draw['pool'][number], 'excluded'> & { against: string[] };

/** Everybody who assesses and has a field that has not run out, with what speaks against them, by their ids. */
async function candidatesFor(tx: Transaction, of: NoteAsked): Promise<WithGrounds[]> {
  const qualified = await tx.named<WithGrounds & { duty: string | null }>(
    'register: pool of assessors',
    `select p.id as person, f.fields, f.leads, d.duty
     from people p
     join jurisdictions j on j.tenant = p.tenant
     join lateral (
       select array_agg(q.field order by q.field) as fields,
              coalesce(array_agg(q.field order by q.field) filter (where q.may_lead), '{}') as leads
       from assessor_fields q
       where q.tenant = p.tenant and q.person_id = p.id
         and (q.until_day is null or q.until_day >= (office_now() at time zone j.zone)::date)) as f on f.fields is not null
     left join duties_held d on d.tenant = p.tenant and d.matter = $2 and d.person_id = p.id and d.duty = any (j.duties_apart)
     where p.tenant = $1 order by p.id`,
    [tx.tenant, of.matter],
  );
  // Who holds which role, and who is suspended and so counts as nobody, is known in one place.
  const actors = await loadActors(
    tx,
    qualified.map(({ person }) => person),
  );
  const rolesOf = (person: string): string[] => actors.get(person)?.roles ?? [];
  const rows = qualified.filter(({ person }) => rolesOf(person).some((role) => assesses.has(role)));
  const meetings = rows.map(({ person }) => ({ person, institution: of.institution, matter: of.matter }));
  const recusals = await loadRecusals(tx, meetings);
  const resting = await loadResting(
    tx,
    rows.map(({ person }) => person),
    of.matter,
  );
  const assessing = roles[leadingRole].duty;
  return rows.map(({ person, fields, leads, duty }, index) => ({
    person,
    fields,
    leads: rolesOf(person).includes(leadingRole) ? leads : [],
    against: [
      ...(recusals.get(meetingKey(meetings[index]!)) ?? []),
      ...(duty !== null && duty !== assessing ? [otherDuty] : []),
      // Whoever draws takes part in the matter by it.
      ...(person === of.person ? [draws] : []),
      ...(resting.has(person) ? [rests] : []),
    ],
  }));
}

/** What a step may know of a draw it names: only of one of its own case. */
export const drawFacts: Resolver = async (tx, wanted) => {
  const rows = await tx.named<{ case_id: string; seq: number; draw: string; newest: boolean }>(
    'register: facts of draws',
    `select d.case_id, d.seq, d.draw,
            not exists (select from assessor_draws l where l.tenant = d.tenant and l.case_id = d.case_id and l.seq > d.seq)
              as newest
     from unnest($2::uuid[], $3::integer[]) as w (case_id, seq)
     join assessor_draws d on d.tenant = $1 and d.case_id = w.case_id and d.seq = w.seq`,
    [tx.tenant, wanted.map((one) => one.case), wanted.map(({ id }) => Number(id))],
  );
  return wanted.map((one) => {
    const row = rows.find(({ case_id, seq }) => case_id === one.case && String(seq) === one.id);
    if (row === undefined) return null;
    const { leader, members } = readDraw(JSON.parse(row.draw));
    return { leader, members, newest: row.newest };
  });
};

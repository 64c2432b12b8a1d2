/**
 * What the database itself refuses, and what the replay finds of the rest. Long, because the forger's tools are shared:
 * one file of attempts by somebody who has the service's login.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { replayCases } from '#casework';
import { inTransaction, type Transaction } from '#database';
import { canonicalText, leafHash, sealEvent, sha256, type EventBody } from '#ledger';
import { openCase, submittedCase, testOffice, type TestOffice, type Walk } from './office.js';

/** An entity as a careless programmer would write it, to see that the database does not mind how it is asked. */
@Entity('cases')
class CarelessCase {
  @PrimaryColumn({ type: 'smallint' }) tenant!: number;
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) state!: string;
}

let office: TestOffice;
let walk: Walk;

beforeAll(async () => {
  office = await testOffice();
  walk = await submittedCase(office);
});
afterAll(() => office.close());

const attempt = (work: (tx: Transaction) => Promise<unknown>): Promise<unknown> =>
  inTransaction(office.service, office.tenant, work).catch((error: unknown) => error);

const said = (error: unknown): string => {
  const { message, constraint } = error as { message: string; constraint?: string };
  return constraint ?? message;
};

/** The last event of the case, changed by hand and rightly hashed, with the case moved to match. */
async function forge(
  change: (last: EventBody) => Partial<EventBody>,
  memory?: (context: object) => object,
): Promise<unknown> {
  return attempt(async (tx) => {
    const [row] = await tx.query<{ body: string; hash: Buffer; context: string; at: Date }>(
      `select e.body, e.hash, c.context, e.at from cases c
       join events e on e.tenant = c.tenant and e.case_id = c.id and e.seq = c.seq where c.id = $1`,
      [walk.id],
    );
    const last = JSON.parse(row!.body) as EventBody;
    const context = canonicalText(
      memory ? memory(JSON.parse(row!.context) as object) : JSON.parse(row!.context),
    );
    const event: EventBody = {
      ...last,
      seq: last.seq + 1,
      revision: last.revision + 1,
      prev: row!.hash.toString('hex'),
      from: last.to,
      evidence: null,
      documents: [],
      clocks: [],
      effects: [],
      context: sha256(context).toString('hex'),
      ...change(last),
    };
    const { body, hash } = sealEvent(event);
    await tx.query(
      `insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
       values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'), $9, $10, $11, $12, $13)`,
      [
        tx.tenant,
        event.case,
        event.seq,
        event.kind,
        event.step,
        event.to,
        event.revision,
        event.context,
        row!.hash,
        row!.at,
        hash,
        event.at,
        body,
      ],
    );
    await tx.query(
      `update cases set state = $2, revision = $3, seq = $4, head = $5, context = $6, context_hash = decode($7, 'hex') where id = $1`,
      [walk.id, event.to, event.revision, event.seq, hash, context, event.context],
    );
  });
}

describe('a change of a case without its event', () => {
  it('fails at commit when an ORM saves it', async () => {
    const careless = await new DataSource({
      type: 'postgres',
      url: office.urls.serviceUrl,
      entities: [CarelessCase],
    }).initialize();
    try {
      const saved = careless.transaction(async (manager) => {
        await manager.query(`set local app.tenant = '22'`);
        const found = await manager.findOneByOrFail(CarelessCase, { id: walk.id });
        found.state = 'certified';
        await manager.save(found);
      });
      await expect(saved).rejects.toThrow(/cannot go from event/);
    } finally {
      await careless.destroy();
    }
  });

  it.each([
    ['its state', `update cases set state = 'certified' where id = $1`],
    ['its memory', `update cases set context = '{}', context_hash = sha256('{}') where id = $1`],
    ['its number', `update cases set number = 'CMA-22-2025-999999-1' where id = $1`],
    [
      'back to an event it has passed',
      `update cases set (seq, revision, state, head, context_hash) = (select seq, revision, state, hash, context_hash from events e where e.case_id = cases.id and seq = 1) where id = $1`,
    ],
  ])('fails when raw SQL of the service role sets %s', async (_, sql) => {
    expect(said(await attempt((tx) => tx.query(sql, [walk.id])))).toMatch(/cannot go from event/);
  });

  it('fails at commit when it counts an event that is not there', async () => {
    const error = await attempt((tx) =>
      tx.query(`update cases set state = 'certified', seq = seq + 1 where id = $1`, [walk.id]),
    );
    expect(said(error)).toBe('a_case_says_what_its_last_event_says');
  });

  it('cannot be undone by deleting: neither case nor event may be deleted by the service', async () => {
    expect(said(await attempt((tx) => tx.query('delete from cases')))).toMatch(/permission denied/);
    expect(said(await attempt((tx) => tx.query('delete from events')))).toMatch(/permission denied/);
    expect(said(await attempt((tx) => tx.query(`update events set body = '{}'`)))).toMatch(
      /permission denied/,
    );
    expect(said(await attempt((tx) => tx.query('delete from pending')))).toMatch(/permission denied/);
    expect(
      said(
        await attempt((tx) =>
          tx.query('insert into leaves values (22, $1, 0, 0, $2)', ['audit', Buffer.from('')]),
        ),
      ),
    ).toMatch(/permission denied/);
  });
});

describe('an event', () => {
  const copy = (columns: string): string =>
    `insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
     select ${columns} from events where case_id = $1 and seq = 2`;

  it('cannot be appended beside its case', async () => {
    const error = await attempt(async (tx) => {
      const [row] = await tx.query<{ body: string; hash: Buffer; at: Date }>(
        'select body, hash, at from events where case_id = $1 and seq = 2',
        [walk.id],
      );
      const event = { ...(JSON.parse(row!.body) as EventBody), seq: 3, prev: row!.hash.toString('hex') };
      const { body, hash } = sealEvent(event);
      await tx.query(
        copy(`tenant, case_id, 3, kind, step, state, revision, context_hash, hash, at, $2, at, $3`),
        [walk.id, hash, body],
      );
    });
    expect(said(error)).toMatch(/did not move its case/);
  });

  it.each([
    [
      'whose hash is not that of its body',
      `tenant, case_id, 3, kind, step, state, revision, context_hash, hash, at, hash, at, body`,
      /the_columns_repeat_the_body|the_hash_is_that_of_the_body/,
    ],
    [
      'without a predecessor in the middle of a chain',
      `tenant, case_id, 3, kind, step, state, revision, context_hash, null, null, hash, at, body`,
      /the_first_event_has_no_predecessor|the_columns_repeat_the_body/,
    ],
    [
      'a second time in the same place',
      `tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body`,
      /events_pkey/,
    ],
  ])('is refused %s', async (_, columns, message) => {
    expect(said(await attempt((tx) => tx.query(copy(columns), [walk.id])))).toMatch(message);
  });

  it('cannot take the id of another, nor choose its own', async () => {
    const error = await attempt((tx) =>
      tx.query(
        `insert into events (id, tenant, case_id, seq, kind, step, state, revision, context_hash, hash, at, body)
         overriding system value select 1, tenant, case_id, 9, kind, step, state, revision, context_hash, hash, at, body
         from events where case_id = $1 and seq = 2`,
        [walk.id],
      ),
    );
    expect(said(error)).toMatch(/permission denied/);
  });

  it('cannot leave out of its body what the database compares, nor say another time than its row', async () => {
    const bodies = [{}, { prev: 'x' }, { at: '2025-09-01T00:00:00.000Z' }];
    for (const change of bodies) {
      const error = await attempt(async (tx) => {
        const [row] = await tx.query<{ body: string; hash: Buffer }>(
          'select body, hash from events where case_id = $1 and seq = 2',
          [walk.id],
        );
        const whole = { ...(JSON.parse(row!.body) as EventBody), seq: 3, prev: row!.hash.toString('hex') };
        const body = canonicalText('at' in change ? { ...whole, ...change } : change);
        await tx.query(
          copy('tenant, case_id, 3, kind, step, state, revision, context_hash, hash, at, $2, at, $3'),
          [walk.id, leafHash(body), body],
        );
      });
      expect(said(error)).toBe('the_columns_repeat_the_body');
    }
  });

  it('cannot be dated before its predecessor', async () => {
    const error = await attempt(async (tx) => {
      const [row] = await tx.query<{ body: string; hash: Buffer; at: Date }>(
        'select body, hash, at from events where case_id = $1 and seq = 2',
        [walk.id],
      );
      const event = {
        ...(JSON.parse(row!.body) as EventBody),
        seq: 3,
        prev: row!.hash.toString('hex'),
        at: new Date(row!.at.getTime() - 86_400_000).toISOString(),
      };
      const { body, hash } = sealEvent(event);
      await tx.query(
        copy(
          `tenant, case_id, 3, kind, step, state, revision, context_hash, hash, at, $2, at - interval '1 day', $3`,
        ),
        [walk.id, hash, body],
      );
    });
    expect(said(error)).toBe('time_does_not_run_backwards');
  });
});

describe('rows of another tenant', () => {
  it('are neither seen nor written, whatever the statement says', async () => {
    expect(await inTransaction(office.service, 50, (tx) => tx.query('select id from cases'))).toEqual([]);
    const written = inTransaction(office.service, 50, (tx) =>
      tx.query(`insert into counters (tenant, series, value) values (22, 'x', 1)`),
    );
    await expect(written).rejects.toThrow(/row-level security/);
  });
});

describe('a hand-made event with a right hash', () => {
  it('passes the database, and is found by the replay: in a state the law does not lead to', async () => {
    expect(
      await forge(() => ({
        step: 'accept',
        to: 'awaitingCertificate',
        given: { today: '2025-09-01', evidence: {}, world: {} },
      })),
    ).toBeUndefined();
    const { findings } = await replayCases(office.service, office.casework, office.tenant);
    expect(findings).toEqual([
      { case: walk.id, seq: 3, sentence: expect.stringContaining('the law') as unknown as string },
    ]);
  });

  const brought = { evidence: { name: 'withdrawal', digest: 'x', size: 1 } };
  it.each([
    [
      'with a step the law does not know here',
      { step: 'grant', to: 'awaitingCertificate' },
      undefined,
      'notPossibleNow',
    ],
    [
      'by a role that may not take it',
      {
        ...brought,
        step: 'withdraw',
        to: 'withdrawn',
        actor: {
          person: null,
          roles: ['intakeOfficer'],
          duty: 'intake',
          for: null,
          covering: null,
          method: 'x',
        },
      },
      undefined,
      'not by that role',
    ],
    [
      'under another provision',
      { ...brought, step: 'withdraw', to: 'withdrawn', under: { instrument: 'civil-code', article: '1' } },
      undefined,
      'not under that provision',
    ],
    [
      'without the evidence the step needs',
      { step: 'withdraw', to: 'withdrawn', under: 'own' },
      undefined,
      'not on that evidence',
    ],
    [
      'that remembers what the law does not give',
      { ...brought, step: 'withdraw', to: 'withdrawn', under: 'own' },
      (context: object) => ({ ...context, conclusion: 'conforming' }),
      'memory',
    ],
  ])('is found %s', async (_, change, memory, sentence) => {
    walk = await submittedCase(office);
    const view = await office.views.lookUp(office.as('applicant-food'), walk.id);
    const { instrument, article } = view.steps.find(({ step }) => step === 'withdraw')!.under;
    const under = 'under' in change && change.under === 'own' ? { under: { instrument, article } } : {};
    expect(await forge(() => ({ ...change, ...under }) as Partial<EventBody>, memory)).toBeUndefined();
    const { findings } = await replayCases(office.service, office.casework, office.tenant);
    expect(findings.find((finding) => finding.case === walk.id)?.sentence).toContain(sentence);
  });
});

describe('the tables beside the history', () => {
  const findings = async (id: string): Promise<string[]> => {
    const report = await replayCases(office.service, office.casework, office.tenant);
    return report.findings.filter((finding) => finding.case === id).map(({ sentence }) => sentence);
  };

  it('show the replay a clock that was set by hand, and a lapse that came of it', async () => {
    const early = await submittedCase(office);
    const sql = `update clocks set due_on = '2025-08-29', due_at = '2025-08-29T16:00:00Z' where case_id = $1`;
    expect(await attempt((tx) => tx.query(sql, [early.id]))).toEqual([]);
    expect(await findings(early.id)).toEqual(['a clock stands elsewhere than its events left it']);
    await office.casework.lapse(office.tenant, early.id);
    expect(await findings(early.id)).toEqual(['clock "intake/1" had not run out']);
  });

  it.each([
    'budget = budget + 500',
    'consumed = consumed + 1',
    'lapses_into = null',
    `anchor = '2025-08-01'`,
    `running_since = '2025-08-01'`,
    `held_on = '2025-09-01'`,
    `unit = 'calendarDays'`,
    `legal_effect = 'target', lapses_into = null`,
    `instrument = 'civil-code'`,
    `article = '1'`,
    `calendar_version = 'x'`,
    'provisional = true',
  ])('show the replay a clock of which somebody set %s', async (change) => {
    const { id } = await submittedCase(office);
    expect(await attempt((tx) => tx.query(`update clocks set ${change} where case_id = $1`, [id]))).toEqual(
      [],
    );
    expect(await findings(id)).toEqual(['clock "intake" is another than its events made it']);
  });

  it('show the replay a clock that no event started', async () => {
    const { id } = await submittedCase(office);
    const sql = `insert into clocks select tenant, case_id, clock, 2, anchor, budget, unit, consumed, running_since, due_on,
      due_at, status, legal_effect, lapses_into, instrument, article, calendar_version, provisional, changed_seq
      from clocks where case_id = $1`;
    expect(await attempt((tx) => tx.query(sql, [id]))).toEqual([]);
    expect(await findings(id)).toEqual(['a clock stands elsewhere than its events left it']);
  });

  it.each([
    [
      'an extension that does not say by how much',
      "'extend'",
      'null',
      'null',
      'an_extension_says_by_how_much',
    ],
    ['an extension by nothing', "'extend'", '0', 'null', 'an_extension_is_not_empty'],
    ['a length of what is no extension', "'stop'", '5', 'null', 'an_extension_says_by_how_much'],
    ['another anchor that is not told', "'supersede'", 'null', 'null', 'another_anchor_is_told'],
    ['an anchor that lies ahead', "'supersede'", 'null', 'on_day + 1', 'no_anchor_lies_ahead'],
    ['what nobody knows', "'stretch'", 'null', 'null', 'a_clock_knows_its_operations'],
  ])('refuse of what is done to a clock %s', async (_, operation, length, anchor, constraint) => {
    const sql = `insert into clock_operations (tenant, case_id, seq, clock, generation, operation, on_day, consumed,
      due_on, instrument, article, length, anchor)
      select tenant, case_id, seq, clock, 2, ${operation}, on_day, 0, due_on, instrument, article, ${length}, ${anchor}
      from clock_operations where case_id = $1 limit 1`;
    expect(said(await attempt((tx) => tx.query(sql, [walk.id])))).toBe(constraint);
  });

  it('show the replay what was done to a clock by no event', async () => {
    const { id } = await submittedCase(office);
    const sql = `insert into clock_operations select tenant, case_id, seq, clock, 2, operation, on_day, 0, due_on, instrument,
      article from clock_operations where case_id = $1`;
    expect(await attempt((tx) => tx.query(sql, [id]))).toEqual([]);
    expect(await findings(id)).toEqual(['something was done to a clock that no event orders']);
  });

  it('show the replay whom no event named, and what is left of it when the name is taken out again', async () => {
    const { id } = await submittedCase(office);
    const { person } = office.as('decision-maker');
    const naming = `insert into case_people (tenant, person_id, case_id, duty) values (22, $1, $2, 'assessment')`;
    expect(await attempt((tx) => tx.query(naming, [person, id]))).toEqual([]);
    expect(await findings(id)).toEqual([`${person} is named for what the memory does not name them for`]);
    const out = 'delete from case_people where person_id = $1 and case_id = $2';
    expect(await attempt((tx) => tx.query(out, [person, id]))).toEqual([]);
    expect(await findings(id)).toEqual([`${person} holds the duty "assessment", which no event gave`]);
  });

  it('show the replay somebody who no longer finds the case that names them', async () => {
    const { answer } = await office.casework.open(
      office.as('newcomer'),
      { process: 'representation', institution: undefined, evidence: undefined },
      randomUUID(),
    );
    expect(await findings(answer.case)).toEqual([]);
    const out = 'delete from case_people where case_id = $1';
    expect(await attempt((tx) => tx.query(out, [answer.case]))).toEqual([]);
    expect(await findings(answer.case)).toEqual(['somebody whom the memory names does not find the case']);
    const { person } = office.as('newcomer');
    const again = `insert into case_people (tenant, person_id, case_id, duty) values (22, $1, $2, 'oversight')`;
    expect(await attempt((tx) => tx.query(again, [person, answer.case]))).toEqual([]);
    expect(await findings(answer.case)).toEqual([
      `${person} is named for what the memory does not name them for`,
    ]);
  });

  it('show the replay a step by somebody who did not hold the role', async () => {
    walk = await openCase(office, 'applicant-food', 0);
    const view = await office.views.lookUp(office.as('applicant-food'), walk.id);
    const { instrument, article } = view.steps.find(({ step }) => step === 'discard')!.under;
    const discard = (person: string): Partial<EventBody> => ({
      kind: 'stepTaken',
      step: 'discard',
      to: 'discarded',
      under: { instrument, article },
      actor: { person, roles: ['applicant'], duty: 'applying', for: null, covering: null, method: 'x' },
    });
    expect(await forge(() => discard(office.as('auditor').person))).toBeUndefined();
    expect(await findings(walk.id)).toEqual(['whoever took the step did not hold the role at that moment']);
    // The same, forged in the name of somebody who did hold it, is what only a seal on the log will show.
    walk = await openCase(office, 'applicant-food', 0);
    expect(await forge(() => discard(office.as('applicant-food').person))).toBeUndefined();
    expect(await findings(walk.id)).toEqual([]);
  });

  it('take no certificate that no event issued, and no item into a table that is whole', async () => {
    const [table] = await office.rows<{ id: string; rows: number }>(
      'select id, rows from scope_tables limit 1',
    );
    const certificate = await attempt((tx) =>
      tx.query(
        `insert into certificates (tenant, number, case_id, seq, institution_id, scope_table_id, issued_on, valid_until)
         select 22, '252200059999', id, 1, institution_id, $2, '2025-01-01', '2099-12-31' from cases where id = $1`,
        [walk.id, table!.id],
      ),
    );
    expect(said(certificate)).toMatch(/no event issues certificate/);
    for (const [line, rows] of [
      [table!.rows + 1, table!.rows],
      [table!.rows + 1, table!.rows + 1],
    ]) {
      const item = await attempt((tx) =>
        tx.query(
          `insert into scope_items (tenant, table_id, line, rows, site, category_no, category, item_no, item, standard,
             standard_no, clause, restriction, note)
           values (22, $1, $2, $3, 'A', '9', 'x', '9.9', 'x', 'x', 'GB 1-2000', '', '', '')`,
          [table!.id, line, rows],
        ),
      );
      expect(said(item)).toMatch(/no_item_is_added_to_a_whole_table|scope_items_tenant_table_id_rows_fkey/);
    }
  });
});

describe('duties', () => {
  const clash = { code: 'GL022', constraint: 'duties_are_kept_apart' };
  const by = (subject: string, duty?: string): Partial<EventBody> => ({
    actor: {
      person: office.as(subject).person,
      roles: ['x'],
      ...(duty === undefined ? {} : { duty }),
      for: null,
      covering: null,
      method: 'x',
    } as EventBody['actor'],
  });
  const naming = (id: string, subject: string, duty: string) => (tx: Transaction) =>
    tx.query('insert into case_people (tenant, case_id, person_id, duty) values (22, $1, $2, $3)', [
      ...[id, office.as(subject).person, duty],
    ]);
  const held = async (subject: string): Promise<string[]> => {
    const sql = 'select duty from duties_held where matter = $1 and person_id = $2';
    return (await office.rows<{ duty: string }>(sql, [walk.id, office.as(subject).person])).map(
      ({ duty }) => duty,
    );
  };
  /** A case of the same matter, opened by hand, by nobody. */
  async function linked(change: Partial<EventBody> = {}): Promise<{ id: string; error: unknown }> {
    const id = randomUUID();
    const error = await attempt(async (tx) => {
      const [row] = await tx.query<{ body: string }>(
        'select body from events where case_id = $1 and seq = 1',
        [walk.id],
      );
      const opened = JSON.parse(row!.body) as EventBody;
      const nobody = { ...opened.actor, person: null };
      const event = { ...opened, evidence: null, actor: nobody, ...change, case: id };
      const { body, hash } = sealEvent(event);
      await tx.query(
        `with opened as (
           insert into cases (tenant, id, root_id, process, edition, edition_hash, institution_id, state, revision, seq,
             head, context, context_hash, opened_at, changed_at)
           select tenant, $1, $2, process, edition, edition_hash, institution_id, $5, 1, 1, $3, convert_from($6, 'utf8'),
             sha256($6), opened_at, opened_at from cases where id = $2)
         insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, hash, at, body)
         select tenant, $1, 1, kind, step, state, 1, context_hash, $3, at, $4 from events where case_id = $2 and seq = 1`,
        [id, walk.id, hash, body, event.to, Buffer.from(await openedMemory(tx))],
      );
    });
    return { id, error };
  }
  /** The memory with which the case was opened: that of another one that was opened and left so. */
  async function openedMemory(tx: Transaction): Promise<string> {
    const [row] = await tx.query<{ context: string }>(
      `select context from cases where context_hash = (select context_hash from events where case_id = $1 and seq = 1)`,
      [walk.id],
    );
    return row!.context;
  }

  beforeAll(async () => {
    await openCase(office, 'applicant-food', 0);
    walk = await submittedCase(office);
  });

  it('that are kept apart are not taken by one person in one matter, whoever writes the event', async () => {
    expect(await held('applicant-food')).toEqual(['applying']);
    expect(await forge(() => by('applicant-food', 'intake'))).toMatchObject(clash);
    expect(await forge(() => by('applicant-food', 'decision'))).toMatchObject(clash);
    expect(await held('applicant-food')).toEqual(['applying']);
  });

  it('are not given by a case that names the person either', async () => {
    expect(await attempt(naming(walk.id, 'applicant-food', 'assessment'))).toMatchObject(clash);
    expect(await attempt(naming(walk.id, 'assessor-1', 'assessment'))).toEqual([]);
    expect(await forge(() => by('assessor-1', 'decision'))).toMatchObject(clash);
    expect(await held('assessor-1')).toEqual(['assessment']);
  });

  it('are those of the matter: a case opened beside it does not escape', async () => {
    const { id, error } = await linked();
    expect(error).toEqual(undefined);
    expect(await attempt(naming(id, 'assessor-1', 'decision'))).toMatchObject(clash);
    expect((await linked(by('assessor-1', 'decision'))).error).toMatchObject(clash);
    expect((await linked(by('assessor-1', 'assessment'))).error).toEqual(undefined);
    expect(await attempt(naming(id, 'leader-2', 'assessment'))).toEqual([]);
    expect(await held('leader-2')).toEqual(['assessment']);
    expect(await forge(() => by('leader-2', 'decision'))).toMatchObject(clash);
  });

  it('are one even where two transactions take two at once in two cases of the matter', async () => {
    const { id } = await linked();
    const [one, other] = [
      office.service.dataSource.createQueryRunner(),
      office.service.dataSource.createQueryRunner(),
    ];
    const person = office.as('assessor-2').person;
    const name = (of: string, duty: string) =>
      `insert into case_people (tenant, case_id, person_id, duty) values (22, '${of}', '${person}', '${duty}')`;
    try {
      for (const runner of [one, other]) await runner.query(`begin; set local app.tenant = '22'`);
      await one.query(name(walk.id, 'assessment'));
      const waiting = other.query(name(id, 'decision')).catch((error: unknown) => error);
      await one.query('commit');
      expect(await waiting).toMatchObject(clash);
    } finally {
      for (const runner of [one, other]) await runner.query('rollback').then(() => runner.release());
    }
    expect(await held('assessor-2')).toEqual(['assessment']);
  });

  it('that the office does not keep apart are nobody’s hindrance', async () => {
    expect(await attempt(naming(walk.id, 'intake-1', 'supervision'))).toEqual([]);
    expect(await held('intake-1')).toEqual([]);
  });

  it('must be named by whoever acts', async () => {
    expect(said(await forge(() => by('intake-1')))).toBe('whoever_acts_has_a_duty');
  });

  it.each([
    `insert into duties_held (tenant, matter, person_id, duty, case_id, at) select 22, $1, $1, 'x', $1, now()`,
    `update duties_held set duty = 'decision' where matter = $1`,
    `delete from duties_held where matter = $1`,
    `select hold_duties('{22}', array[$1::uuid], array[$1::uuid], '{x}', array[now()])`,
    `delete from decided_texts where case_id = $1`,
    `update decided_texts set text = '' where case_id = $1`,
    `delete from assessor_draws where case_id = $1`,
  ])('and what was decided are written by no hand: %s', async (sql) => {
    expect(said(await attempt((tx) => tx.query(sql, [walk.id])))).toMatch(/permission denied/);
  });
});

describe('administering roles', () => {
  const both = { code: 'GL021' };
  const give = (person: string, role: string, duty: string | null, withdrawn = false) =>
    `insert into role_grants (tenant, person_id, role, duty, granted_at, withdrawn_at) values
       (22, '${person}', '${role}', ${duty === null ? 'null' : `'${duty}'`}, office_now(),
        ${withdrawn ? 'office_now()' : 'null'})`;
  const somebody = async (): Promise<string> => {
    const id = randomUUID();
    await office.rows(`insert into people (tenant, id, name) values (22, $1, '新人')`, [id]);
    return id;
  };
  const giving = (sql: string) => attempt((tx) => tx.query(sql));

  it('goes with no other role, whichever of the two came first', async () => {
    const [officer, administrator] = [office.as('intake-1').person, office.as('administrator-1').person];
    expect(await giving(give(officer, 'administrator', 'administration'))).toMatchObject(both);
    expect(await giving(give(administrator, 'auditor', 'oversight'))).toMatchObject(both);
    const fresh = await somebody();
    expect(await giving(give(fresh, 'auditor', 'oversight'))).toEqual([]);
    expect(await giving(give(fresh, 'supervisor', 'supervision'))).toEqual([]);
  });

  it('goes with none that was withdrawn and is held again by taking the withdrawal back', async () => {
    const person = await somebody();
    expect(await giving(give(person, 'auditor', 'oversight', true))).toEqual([]);
    expect(await giving(give(person, 'administrator', 'administration'))).toEqual([]);
    const back = `update role_grants set withdrawn_at = null where person_id = '${person}' and role = 'auditor'`;
    expect(await giving(back)).toMatchObject({ code: 'GL023' });
  });

  it('is not hidden by a grant that names no duty', async () => {
    expect(said(await giving(give(await somebody(), 'administrator', null)))).toBe('a_grant_names_its_duty');
  });

  it('goes with no other role even where two transactions grant at once', async () => {
    const person = await somebody();
    const [one, other] = [
      office.service.dataSource.createQueryRunner(),
      office.service.dataSource.createQueryRunner(),
    ];
    try {
      for (const runner of [one, other]) await runner.query(`begin; set local app.tenant = '22'`);
      await one.query(give(person, 'administrator', 'administration'));
      const waiting = other.query(give(person, 'auditor', 'oversight')).catch((error: unknown) => error);
      await one.query('commit');
      expect(await waiting).toMatchObject(both);
    } finally {
      for (const runner of [one, other]) await runner.query('rollback').then(() => runner.release());
    }
  });
});

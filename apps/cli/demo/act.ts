import { createHash } from 'node:crypto';
import type { CaseView } from '#casework';
import { demonstrationPeople, type DemonstrationInstitution, type DemonstrationPerson } from '#identity';
import type { Words } from '#process';
import { Client, type Problem, type Told } from './client.js';
import type { Expectations } from './expectations.js';
import type { Mark, Teller } from './teller.js';
import { phrases, words } from './words.js';

/** What every act has at hand. */
export interface Stage {
  client: Client;
  teller: Teller;
  expect: Expectations;
  /** The file with the scope of capability of a laboratory. */
  sample: (name: string) => Buffer;
}

/** A scene of the story: what happens at one moment of office time. Acts are played in the order of their moments. */
export interface Act {
  /** `YYYY-MM-DD` and `HH:MM` in Chongqing. */
  on: string;
  at: string;
  play(stage: Stage): Promise<void>;
}

/** What a step is expected to do: the state it leads to, and its orders to clocks, as `start intake due 2025-09-08`. */
export interface Expected {
  state: string;
  clocks: string[];
}

/** The person with this subject. */
export function person(subject: string): DemonstrationPerson {
  const found = demonstrationPeople.find((one) => one.subject === subject);
  if (found === undefined) throw new Error(`There is no demonstration person "${subject}".`);
  return found;
}

/** A case in the story, told and checked step by step. */
export class PlayedCase {
  id = '';

  constructor(
    readonly mark: Mark,
    private readonly applicant: string,
    readonly institution: DemonstrationInstitution,
  ) {}

  /** Opens the case, and hands in the scope and a document. Answers their ids. */
  async open(
    stage: Stage,
    tell: Words,
    sample: { file: string; rows: number; food: boolean },
  ): Promise<{ scopeTable: string; document: string }> {
    const { client, teller, expect } = stage;
    const as = this.applicant;
    teller.deed(this.mark, tell, person(as));
    const answer = client.must(
      await client.ask<{ case: string; seq: number }>('POST', '/api/v1/cases', {
        as,
        body: { process: 'qualification', institution: this.institution.id, evidence: { kind: 'first' } },
      }),
      'opening a case',
    );
    this.id = answer.case;
    await this.tellEvent(stage, as, answer.seq, { state: 'drafting', clocks: [] });

    const dry = await this.importScope(stage, sample.file, true);
    expect.same(
      `${sample.file}, dry run`,
      [dry.rows, dry.food, dry.faults.length, dry.id],
      [sample.rows, sample.food, 0, null],
    );
    const real = await this.importScope(stage, sample.file, false);
    expect.same(
      `${sample.file}, import`,
      [real.rows, real.food, typeof real.id],
      [sample.rows, sample.food, 'string'],
    );
    expect.same(`${sample.file}, digest`, real.digest, dry.digest);
    teller.detail(
      words(
        `能力范围表 ${sample.file}：先试导入，${dry.rows}行，无错误；再正式导入，摘要相同。`,
        `Scope of capability ${sample.file}: a dry run first, ${dry.rows} rows, no fault; then for real, with the same digest.`,
      ),
    );
    const document = await this.upload(
      stage,
      '质量手册.txt',
      '质量手册（演示）。管理体系自2025年3月3日起运行。\n',
    );
    return { scopeTable: real.id ?? '', document };
  }

  /** Hands in a document and answers its id. */
  async upload(stage: Stage, name: string, content: string): Promise<string> {
    const body = Client.form({ name, content, type: 'text/plain' });
    const reply = await stage.client.ask<{ id: string }>('POST', `/api/v1/cases/${this.id}/documents`, {
      as: this.applicant,
      body,
    });
    return stage.client.must(reply, `handing in ${name}`).id;
  }

  /** Takes a step, tells it and checks what it did. */
  async takes(
    stage: Stage,
    as: string,
    step: string,
    evidence: unknown,
    tell: Words,
    expected: Expected,
  ): Promise<void> {
    const { client, teller } = stage;
    const view = await client.case(this.id, as);
    teller.deed(this.mark, tell, person(as));
    const confirmed = await this.confirms(stage, as, step, evidence, view);
    const answer = client.must(
      await client.step(this.id, step, { as, revision: view.revision, evidence, confirmed }),
      `"${step}" by ${as}`,
    );
    await this.tellEvent(stage, as, answer.seq, expected);
  }

  /** Tries a step that must be refused, tells why, and checks that nothing has changed. */
  async isRefused(
    stage: Stage,
    as: string,
    step: string,
    evidence: unknown,
    tell: Words,
    expected: { status: number; code: string; revision?: number },
  ): Promise<Problem> {
    const { client, teller, expect } = stage;
    const before = await client.case(this.id, as);
    teller.deed(this.mark, tell, person(as));
    const confirmed = await this.confirms(stage, as, step, evidence, before);
    const { status, body } = await client.step(this.id, step, {
      as,
      revision: expected.revision ?? before.revision,
      evidence,
      confirmed,
    });
    expect.same(`"${step}" by ${as}`, [status, body.code], [expected.status, expected.code]);
    const after = await client.case(this.id, as);
    expect.same(
      `the case after the refused "${step}"`,
      [after.revision, after.head],
      [before.revision, before.head],
    );
    teller.refused({ ...body, status });
    return { ...body, status };
  }

  /** Reads the text of a step that is a decision, and answers its digest; undefined for any other step. */
  private async confirms(
    { client, teller, expect }: Stage,
    as: string,
    step: string,
    evidence: unknown,
    view: CaseView,
  ): Promise<string | undefined> {
    if (view.steps.find((one) => one.step === step)?.stepUp !== true) return undefined;
    const { text, digest } = await client.text(this.id, step, { as, evidence });
    const own = createHash('sha256').update(text).digest('hex');
    expect.same(`(${this.mark}) ${step}, digest of the text`, digest, own);
    teller.detail(phrases[teller.language].confirmed(digest));
    return digest;
  }

  /** Tells an event that has happened and checks it. */
  async tellEvent(
    stage: Stage,
    as: string,
    seq: number,
    expected: Expected,
  ): Promise<{ entry: Told; view: CaseView }> {
    const { client, teller, expect } = stage;
    const [entry] = await client.history(this.id, as, seq - 1);
    if (entry === undefined) throw new Error(`the case has no event ${seq}`);
    const view = await client.case(this.id, as);
    const orders = entry.event.clocks.map(
      ({ order, clock, due }) => `${order} ${clock}${due === null ? '' : ` due ${due}`}`,
    );
    const name = `(${this.mark}) ${entry.event.step}`;
    expect.same(`${name}, state`, entry.event.to, expected.state);
    expect.same(`${name}, clocks`, orders, expected.clocks);
    if (entry.event.step === 'submit') teller.detail(phrases[teller.language].number(view.number ?? '?'));
    teller.taken(entry, view);
    return { entry, view };
  }

  private async importScope({ client, sample }: Stage, file: string, dryRun: boolean): Promise<Imported> {
    const body = Client.form(
      { name: file, content: sample(file), type: 'text/csv' },
      { institution: this.institution.id, dryRun: String(dryRun) },
    );
    const reply = await client.ask<Imported>('POST', '/api/v1/imports', { as: this.applicant, body });
    return client.must(reply, `importing ${file}`);
  }
}

interface Imported {
  id: string | null;
  rows: number;
  digest: string | null;
  food: boolean;
  faults: unknown[];
}

/**
 * The real teller: an office of its own on a database of its own, in which people take steps through `casework`, and time and
 * what is owed act as the worker lets them.
 */
import { randomUUID } from 'node:crypto';
import type { Answer } from '#casework';
import { connect, withoutTenant } from '#database';
import type { Facts } from '#process';
import { Certificates } from '#register';
import { processes, profileHash, rulesOf } from '#regulations';
import { Refused } from '#refusals';
import { testDatabase } from '../database.js';
import { grantRole, openAffair, payOwed } from '../office-affairs.js';
import { laboratories, readFirst, testOffice, type TestOffice } from '../office.js';
import type { Answered, Ask, Outcome } from './asking.js';
import { follow } from './follow.js';
import type { Deed, Setting, Stands, Story } from './lines.js';
import type { Papers } from './papers.js';
import { laboratoryOf, people, personCalled } from './people.js';
import { profileNamed } from './profiles.js';
import { Sight, type Row } from './real-seen.js';
import { instantOf } from './sentences.js';
import { tables, type TableName } from './tables.js';

/** Tells a story through the real engine, in an office that is opened for it and closed after it. */
export async function tellReally(story: Story): Promise<Outcome> {
  const telling = follow(story);
  let step = telling.next();
  const first = step.value as Ask & { ask: 'begin' };
  const office = await RealOffice.opened(instantOf(first.at));
  try {
    while (step.done !== true) step = telling.next(await office.answer(step.value));
    return step.value;
  } finally {
    await office.close();
  }
}

class RealOffice {
  private readonly tables = new Map<string, string>();
  private readonly documents = new Map<string, string[]>();
  private readonly sight = new Sight();
  private now = '';

  private constructor(private readonly office: TestOffice) {}

  static async opened(at: string): Promise<RealOffice> {
    return new RealOffice(await testOffice(await testDatabase(), at));
  }

  close = (): Promise<void> => this.office.close();

  async answer(ask: Ask): Promise<Answered> {
    try {
      await this.hear(ask);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const reasons = (error.details.members?.['reasons'] ?? []) as { guard?: string; code?: string }[];
      const { code } = error;
      return {
        ...(await this.sight.look(this.office)),
        refused: {
          code: code as never,
          reasons: reasons.map(({ guard, code: rule }) => guard ?? rule ?? ''),
        },
      };
    }
    const seen = await this.sight.look(this.office);
    return ask.ask === 'certificate' ? { ...seen, certificate: await this.certificate(ask.life) } : seen;
  }

  private async hear(ask: Ask): Promise<void> {
    if (ask.ask === 'begin' || ask.ask === 'move') this.now = ask.at;
    switch (ask.ask) {
      case 'begin':
        return;
      case 'move':
        await this.office.moveTo(instantOf(ask.at));
        return this.work();
      case 'set':
        return this.set(ask.setting, ask.at);
      case 'open':
        return this.open(ask.deed);
      case 'take':
        await this.take(ask);
        return this.payAll();
      case 'certificate':
    }
  }

  /** As the worker goes its rounds, until there is nothing left to do. */
  private async work(): Promise<void> {
    const { casework, tenant } = this.office;
    for (let found = 1; found > 0;) {
      const drawn = await casework.drawAgain(tenant);
      const lapsed = await casework.lapseDue(tenant);
      for (const one of [...drawn.cases, ...lapsed.cases]) if ('failed' in one) throw one.failed;
      found = drawn.cases.length + lapsed.cases.length;
    }
    await this.payAll();
  }

  /** What is paid may owe something again. */
  private async payAll(): Promise<void> {
    while ((await payOwed(this.office)) > 0);
  }

  /** As two administrators do it; before that process was in force, as whoever furnishes the office. */
  private async set(setting: Setting, at: string): Promise<void> {
    const isInForce = at >= '2021-06-01';
    if (setting.what === 'profile')
      return isInForce ? this.enterProfile(setting) : this.furnishProfile(setting, at);
    if (setting.what === 'role' && isInForce) {
      await grantRole(this.office, people[setting.who].subject, setting.role);
      return;
    }
    await this.asSuperuser(
      setting.what === 'role'
        ? [
            `insert into role_grants (tenant, person_id, role, duty, granted_at) values ($1, $2, $3, $4, office_now())`,
            [this.office.tenant, personCalled(setting.who).id, setting.role, 'hearing'],
          ]
        : [
            `insert into assessor_fields (tenant, person_id, field, may_lead)
            select $1, $2, field, $4 from unnest($3::text[]) as field on conflict do nothing`,
            [
              this.office.tenant,
              personCalled(setting.who).id,
              setting.fields,
              personCalled(setting.who).mayLead,
            ],
          ],
    );
  }

  private async enterProfile({ profile, from, until }: Extract<Setting, { what: 'profile' }>): Promise<void> {
    const { office } = this;
    const walk = await openAffair(office, 'administrator-1', 'profileChange');
    const what = typeof profile === 'string' ? 'shipped' : 'own';
    await walk.take('administrator-1', 'propose', { change: { what, profile, from, until } });
    const { facts } = await office.views.lookUp(office.as('administrator-2'), walk.id);
    await walk.take('administrator-2', 'confirmChange', { digest: facts['digest'], checked: true });
  }

  private async furnishProfile(
    { profile: id, from, until }: Extract<Setting, { what: 'profile' }>,
    at: string,
  ): Promise<void> {
    const profile = profileNamed(id);
    await this.asSuperuser([
      `insert into profile_changes (tenant, at, what, profile, hash, content, from_day, until_day, case_id, seq)
       values ($1, $2, 'enter', $3, $4, $5, $6, $7, $8, 2)`,
      [
        ...[
          this.office.tenant,
          instantOf(at),
          profile.id,
          profileHash(profile),
          JSON.stringify(rulesOf(profile)),
          from,
        ],
        ...[until, randomUUID()],
      ],
    ]);
  }

  private async asSuperuser([sql, values]: [string, unknown[]]): Promise<void> {
    const owner = await connect(this.office.urls.superuserUrl, { poolSize: 1 });
    try {
      await withoutTenant(owner, async (tx) => {
        await tx.query('set local session_replication_role = replica');
        await tx.query(sql, values);
      });
    } finally {
      await owner.close();
    }
  }

  private async open(deed: Deed): Promise<void> {
    const { office } = this;
    const { subject } = people[deed.who];
    const institution = laboratoryOf(deed.who);
    const asked = {
      process: 'qualification',
      institution,
      evidence: deed.body?.(this.papers(null, deed, new Map())),
    };
    const { answer } = await office.casework.open(office.as(subject), asked, randomUUID());
    const file = { case: answer.case, name: '质量手册.txt', bytes: Buffer.from('质量手册 第一版\n') };
    const { answer: document } = await office.documents.receive(office.as(subject), file, randomUUID());
    this.documents.set(answer.case, [document.id]);
  }

  private async take({ deed, in: id, names }: Extract<Ask, { ask: 'open' | 'take' }>): Promise<Answer> {
    const { office } = this;
    const { subject } = people[deed.who];
    const row = this.sight.cases.find((one) => one.id === id)!;
    const caller = office.as(subject);
    const evidence = await this.bodyOf(deed, row, names);
    const asked = { case: id, step: deed.step, revision: row.revision, evidence };
    // Only a decision has a text that is read before it is taken.
    const isDecision = processes
      .find((one) => one.id === row.process && one.edition === row.edition)!
      .states.find(({ name }) => name === row.state)!
      .steps.some(({ name, stepUp }) => name === deed.step && stepUp);
    const read = isDecision ? await readFirst(office.texts, caller, asked) : asked;
    const { answer } = await office.casework.advance(caller, read, randomUUID());
    return answer;
  }

  /** The body, once the tables that it names are imported: asked for once to hear which they are. */
  private async bodyOf(deed: Deed, row: Row, names: ReadonlyMap<string, string>): Promise<unknown> {
    const wanted: TableName[] = [];
    const papers = this.papers(row, deed, names);
    deed.body?.({ ...papers, table: (name) => (wanted.push(name), tables[name].id) });
    for (const name of wanted) await this.importTable(row.institution, name);
    return deed.body?.(papers);
  }

  private async importTable(institution: string, name: TableName): Promise<void> {
    const key = `${institution}/${name}`;
    if (this.tables.has(key)) return;
    const { office } = this;
    const applicants = ['applicant-food', 'applicant-environment', 'applicant-protective'];
    const applicant = applicants[laboratories.findIndex(({ id }) => id === institution)]!;
    const asked = { institution, bytes: tables[name].csv, kind: 'csv' as const, dryRun: false };
    const { answer } = await office.scopes.import(office.as(applicant), asked, randomUUID());
    this.tables.set(key, answer.id!);
  }

  private papers(row: Row | null, { who }: Deed, names: ReadonlyMap<string, string>): Papers {
    const facts = row === null ? {} : (JSON.parse(row.context) as Facts);
    return {
      documents: row === null ? [] : (this.documents.get(row.id) ?? []),
      table: (name) => this.tables.get(`${row?.institution ?? laboratoryOf(who)}/${name}`) ?? '',
      person: (name) => personCalled(name).id,
      numberOf: (certificate) => {
        const life = this.sight.cases.find(({ id }) => id === names.get(certificate));
        if (life === undefined) throw new Error(`the story names ${certificate}, which there is not`);
        return (JSON.parse(life.context) as { certificateNumber: string }).certificateNumber;
      },
      ...{ today: this.now.slice(0, 10), edition: row?.edition ?? '', facts },
    };
  }
  private async certificate(life: string): Promise<Required<Stands>> {
    const { context } = this.sight.cases.find(({ id }) => id === life)!;
    const { certificateNumber } = JSON.parse(context) as { certificateNumber: string };
    const view = (await new Certificates(this.office.service).read(certificateNumber))!;
    const named = (rows: readonly { site: string; item_no: string }[]) =>
      rows.map(({ site, item_no }) => `${site}/${item_no}`).sort();
    const { status, replacedBy } = view.standing;
    return {
      ...{ as: status, until: view.validUntil, number: view.number, replacedBy: replacedBy ?? '' },
      ...{ items: named(view.items), annulled: named(view.annulled), amendedOn: view.amendedOn },
    };
  }
}

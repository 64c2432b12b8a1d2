import { randomUUID } from 'node:crypto';
import { replayCases, type Answer } from '#casework';
import { demonstrationPeople } from '#identity';
import { Refused, type RefusalCode } from '#refusals';
import * as bring from '../evidence.js';
import { handIn, importScope, openCase, type TestOffice, type Walk } from '../office.js';
import { generator } from './random.js';

/**
 * Many callers at once on few cases, a third of what they ask refused: every answer must be the right one, every chain
 * whole, no number lost, and no two batches may wait for each other in a circle.
 */
export interface StormResult {
  commands: number;
  refused: number;
  /** Answers that were not the expected one, in words. */
  wrong: string[];
  findings: number;
  deadlocks: number;
  gaps: number;
  milliseconds: number;
}

export async function storm(
  office: TestOffice,
  { commands = 1_000, callers = 64, cases = 50 },
): Promise<StormResult> {
  const [dates] = await office.rows<{ today: string }>(
    `select to_char(office_now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today`,
  );
  const scope = await importScope(office, 'applicant-food', 0, 'food');
  const runs = await Promise.all(Array.from({ length: cases }, () => open(office, scope, dates!.today)));
  const [before] = await office.rows<{ deadlocks: number }>(deadlocksSql);
  const wrong: string[] = [];
  let asked = 0;
  let refused = 0;
  const random = generator(20250901);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (asked < commands) {
        const hostile = asked % 3 === 0;
        const start = Math.floor(random() * runs.length);
        const turn = [...runs.slice(start), ...runs.slice(0, start)];
        const unfinished = turn.filter(({ done, script }) => done < script.length);
        const run = (hostile ? undefined : unfinished.find(({ busy }) => !busy)) ?? turn[0]!;
        if (!hostile && run.busy && unfinished.length > 0) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          continue;
        }
        asked += 1;
        const next = hostile ? undefined : run.script[run.done];
        if (next === undefined) {
          refused += 1;
          wrong.push(...(await provoke(office, run.walk, Math.floor(random() * provocations.length))));
        } else {
          run.busy = true;
          const answer = await run.walk
            .take(next.who, next.step, next.evidence)
            .catch((error: unknown) => error as Error);
          if (answer instanceof Error || answer.step !== next.step || answer.revision !== run.done + 2) {
            wrong.push(`${next.step}: ${answer instanceof Error ? answer.message : JSON.stringify(answer)}`);
          } else {
            run.answers.push(answer);
            run.done += 1;
          }
          run.busy = false;
        }
      }
    }),
  );
  const milliseconds = performance.now() - started;
  wrong.push(
    ...(await forgotten(
      office,
      runs.flatMap(({ answers }) => answers),
    )),
  );
  const [after] = await office.rows<{ deadlocks: number }>(deadlocksSql);
  const { findings } = await replayCases(office.service, office.casework, office.tenant);
  const [numbers] = await office.rows<{ gaps: number }>(
    `select (select coalesce(max(value), 0) from counters where series = 'case/2025') - count(number) as gaps from cases`,
  );
  return {
    commands: asked,
    refused,
    wrong,
    findings: findings.length,
    deadlocks: after!.deadlocks - before!.deadlocks,
    gaps: numbers!.gaps,
    milliseconds,
  };
}

const deadlocksSql = 'select deadlocks from pg_stat_database where datname = current_database()';

interface Run {
  walk: Walk;
  script: { who: string; step: string; evidence: unknown }[];
  done: number;
  busy: boolean;
  answers: Answer[];
}

async function open(office: TestOffice, scope: string, today: string): Promise<Run> {
  const walk = await openCase(office, 'applicant-food', 0);
  const document = await handIn(office, 'applicant-food', walk.id);
  const idOf = (subject: string): string => demonstrationPeople.find((one) => one.subject === subject)!.id;
  const days = { from: today, to: today };
  const script: Run['script'] = [
    ['applicant-food', 'submit', bring.applicationForm(scope, document)],
    ['intake-1', 'requestSupplement', bring.supplementNotice],
    ['applicant-food', 'supplement', bring.supplement(document)],
    ['intake-2', 'accept', bring.acceptance],
    ['coordinator', 'appointTeam', bring.team(idOf('leader-1'), idOf('assessor-1'))],
    ['leader-1', 'reviewMaterials', bring.hold],
    ['applicant-food', 'supplyMaterials', bring.supplement(document)],
    ['leader-1', 'reviewMaterials', bring.goOn],
    ['coordinator', 'sendVisitNotice', bring.visit(today, today)],
    ['leader-1', 'conclude', bring.report(days, 'basicallyConforming', { basically: [10, 24] })],
    ['applicant-food', 'submitRectification', bring.rectification(2, document)],
    ['leader-1', 'verify', bring.verification(2)],
    ['decision-maker', 'grant', bring.wholeGrant],
    ['certificate-clerk', 'issueCertificate', bring.certificateIssue],
  ].map(([who, step, evidence]) => ({ who: who as string, step: step as string, evidence }));
  return { walk, script, done: 0, busy: false, answers: [] };
}

/** Requests that are refused whatever the case is doing at that moment, and with which code. */
const provocations: { code: RefusalCode; who: string; step: string; revision: number | undefined }[] = [
  { code: 'not-found', who: 'applicant-environment', step: 'withdraw', revision: 1 },
  { code: 'revision-required', who: 'intake-1', step: 'accept', revision: undefined },
  { code: 'stale-revision', who: 'intake-1', step: 'accept', revision: 0 },
  { code: 'stale-revision', who: 'auditor', step: 'nonsense', revision: 9_999 },
  { code: 'not-found', who: 'assessor-2', step: 'conclude', revision: 1 },
];

async function provoke(office: TestOffice, walk: Walk, which: number): Promise<string[]> {
  const { code, who, step, revision } = provocations[which]!;
  try {
    await office.casework.advance(
      office.as(who),
      { case: walk.id, step, revision, evidence: {} },
      randomUUID(),
    );
    return [`${code} was due, and nothing was refused`];
  } catch (error) {
    return error instanceof Refused && error.code === code
      ? []
      : [`${code} was due, and ${String(error)} came`];
  }
}

/** Answers whose event is not in the history as answered. */
async function forgotten(office: TestOffice, answers: readonly Answer[]): Promise<string[]> {
  const events = await office.rows<{ hash: string; case_id: string; seq: number; state: string }>(
    `select encode(hash, 'hex') as hash, case_id, seq, state from events`,
  );
  const known = new Map(events.map((event) => [event.hash, event]));
  return answers.flatMap((answer) => {
    const event = known.get(answer.event);
    const same = event?.case_id === answer.case && event.seq === answer.seq && event.state === answer.state;
    return same ? [] : [`event ${answer.event} was acknowledged and is not there`];
  });
}

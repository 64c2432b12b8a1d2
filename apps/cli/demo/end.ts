import { setTimeout as sleep } from 'node:timers/promises';
import { sealEvent } from '#ledger';
import { instruments } from '#regulations';
import { replayAll } from '../replay.js';
import type { PlayedCase, Stage } from './act.js';
import { words } from './words.js';

/** Events of the three cases, counted from the stories; and the one by which the certificate of the first has a case of its own. */
const events = { a: 13, b: 8, c: 3 };
const ofTheCertificate = 1;
const leavesExpected = events.a + events.b + events.c + ofTheCertificate;

/** What remains at the end: the chain of each case, the log, the replay, and the law it all rested on. */
export async function tellTheEnd(
  stage: Stage,
  cases: readonly PlayedCase[],
  premises: { serviceUrl: string; documents: string },
): Promise<void> {
  const { client, teller, expect } = stage;
  teller.line();
  teller.title(words('账本', 'The ledger'));
  for (const played of cases) {
    const view = await client.case(played.id, 'auditor');
    const history = await client.history(played.id, 'auditor');
    let prev: string | null = null;
    for (const { seq, hash, event } of history) {
      const name = `(${played.mark}) event ${seq}`;
      expect.same(`${name}, hash of its body`, sealEvent(event).hash.toString('hex'), hash);
      expect.same(`${name}, link to the one before`, event.prev, prev);
      prev = hash;
    }
    expect.same(`(${played.mark}) last event`, view.head, prev);
    expect.same(`(${played.mark}) events`, history.length, events[played.mark as 'a']);
    teller.line(
      words(
        `(${played.mark}) ${view.number}，${view.label['zh-CN']}，${history.length}个事件，最后一个的哈希：`,
        `(${played.mark}) ${view.number}, ${view.label.en}, ${history.length} events; the hash of the last:`,
      ),
    );
    teller.line(view.head, '    ');
  }

  const leaves = await whenAllAreNumbered(stage);
  expect.same(
    'leaves of the log',
    leaves.map(({ leaf }) => leaf),
    [...Array(leavesExpected).keys()],
  );
  const last = leaves.at(-1);
  teller.line(
    words(
      `全部 ${leaves.length} 个事件已按提交顺序编入日志，最后一叶 ${last?.leaf}：`,
      `All ${leaves.length} events stand in the log in the order in which they were committed; the last leaf, ${last?.leaf}:`,
    ),
  );
  teller.line(last?.hash ?? '', '    ');

  const replayed = await replayAll(premises.serviceUrl, premises.documents);
  const whole = { cases: cases.length + 1, events: leavesExpected, unchecked: 0, findings: [] };
  expect.same('replay', replayed, whole);
  teller.line(
    words(
      `重放：${replayed.cases} 个案件、${replayed.events} 个事件按规则重新推演，${replayed.findings.length === 0 ? '处处相符' : '有出入'}。`,
      `Replay: ${replayed.cases} cases and ${replayed.events} events folded again by the law, ${replayed.findings.length === 0 ? 'and everything is as it was recorded' : 'with differences'}.`,
    ),
  );
  const calendars = await calendarsOf(stage, cases);
  teller.line(
    words(
      `期限所依据的日历版本：${calendars.join('、')}。`,
      `The calendar by which the dates were drawn: ${calendars.join(', ')}.`,
    ),
  );

  teller.line();
  teller.title(words('所依据的法规', 'The law it rested on'));
  const used = await instrumentsOf(stage, cases);
  for (const name of used) teller.line(instruments[name as keyof typeof instruments].title, '  ', '      ');
}

async function whenAllAreNumbered({ client }: Stage): Promise<{ leaf: number; hash: string }[]> {
  for (const giveUp = Date.now() + 15_000; ; await sleep(50)) {
    const { items } = await client.get<{ items: { leaf: number; hash: string }[] }>(
      '/api/v1/ledger/entries?limit=100',
      'auditor',
    );
    if (items.length >= leavesExpected || Date.now() > giveUp) return items;
  }
}

async function calendarsOf({ client }: Stage, cases: readonly PlayedCase[]): Promise<string[]> {
  const views = await Promise.all(cases.map(({ id }) => client.case(id, 'auditor')));
  return [
    ...new Set(views.flatMap(({ clocks }) => clocks.map(({ calendarVersion }) => calendarVersion))),
  ].sort();
}

async function instrumentsOf({ client }: Stage, cases: readonly PlayedCase[]): Promise<string[]> {
  const histories = await Promise.all(cases.map(({ id }) => client.history(id, 'auditor')));
  return [...new Set(histories.flat().map(({ event }) => event.under.instrument))].sort();
}

/** (d) Two officers take the same step at the same moment: one wins, the other is told what changed. */
import { person, type Expected, type PlayedCase, type Stage } from './act.js';
import { words } from './words.js';

export async function twoAtOnce(
  stage: Stage,
  played: PlayedCase,
  of: { officers: [string, string]; step: string; evidence: unknown; expected: Expected },
): Promise<void> {
  const { client, teller, expect } = stage;
  const [one, other] = of.officers.map(person) as [ReturnType<typeof person>, ReturnType<typeof person>];
  teller.deed(
    'd',
    words(
      `${one.name}与${other.name}（均为受理人员）同时打开此案，又在同一刻按下“受理”。`,
      `${one.name} and ${other.name}, both intake officers, have this case open and press “accept” at the same moment.`,
    ),
  );
  const read = await Promise.all(of.officers.map((as) => client.case(played.id, as)));
  expect.same('(d) both read the same revision', read[0]!.revision, read[1]!.revision);
  const revision = read[0]!.revision;
  const replies = await Promise.all(
    of.officers.map((as) => client.step(played.id, of.step, { as, revision, evidence: of.evidence })),
  );
  expect.same('(d) one is taken, one is not', replies.map(({ status }) => status).sort(), [200, 412]);
  const won = replies.findIndex(({ status }) => status === 200);
  const lost = replies.findIndex(({ status }) => status === 412);
  if (won < 0 || lost < 0) return;
  const [winner, loser] = [[one, other][won]!, [one, other][lost]!];
  const { code, detail, revision: now, state } = replies[lost]!.body;
  teller.detail(words(`${winner.name}的受理在先，成立：`, `${winner.name} was first, and it stands:`));
  await played.tellEvent(stage, winner.subject, replies[won]!.body.seq, of.expected);
  teller.detail(words(`${loser.name}得到的答复：`, `${loser.name} is told:`));
  teller.refused({ status: 412, code, detail });
  expect.same(
    '(d) what the other is told',
    [code, now, state],
    ['stale-revision', revision + 1, of.expected.state],
  );
  const missed = await client.history(played.id, loser.subject, revision);
  expect.same(
    '(d) one event came between',
    missed.map(({ event }) => [event.step, event.actor.person]),
    [[of.step, winner.id]],
  );
  const by = winner.name;
  for (const { label } of missed)
    teller.detail(
      words(
        `其间的变化：${by}办理了“${label['zh-CN']}”。没有产生第二次受理。`,
        `What came between: ${by} took the step “${label.en}”. Nothing was accepted twice.`,
      ),
    );
}

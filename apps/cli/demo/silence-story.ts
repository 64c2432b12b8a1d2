/**
 * (c) The intake says nothing for five working days, across the October holidays of 2025 with their make-up Sunday:
 * the clock accepts, as of the date of receipt. Counted by hand from Friday 26 September: Sunday 28 (worked), 29, 30
 * September, then, after the holidays of 1 to 8 October, 9 and 10 October.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { demonstrationInstitutions } from '#identity';
import { PlayedCase, type Act, type Stage } from './act.js';
import { acceptance, application, supplementNotice } from './evidence.js';
import { words } from './words.js';

export function silenceStory(): { acts: Act[]; played: PlayedCase } {
  const laboratory = demonstrationInstitutions[2];
  const applicant = 'applicant-protective';
  const played = new PlayedCase('c', applicant, laboratory);
  let submitted = 0;
  const acts: Act[] = [
    {
      on: '2025-09-26',
      at: '15:00',
      async play(stage) {
        const { scopeTable, document } = await played.open(
          stage,
          words(
            `{who}为${laboratory.name}开立首次资质认定申请。`,
            `{who} opens a first application for ${laboratory.name}.`,
          ),
          { file: 'protective.csv', rows: 6, food: false },
        );
        await played.takes(
          stage,
          applicant,
          'submit',
          application({
            field: '10',
            department: '26',
            scopeTable,
            document,
            address: laboratory.address,
            person: laboratory.contacts[0]!.name,
            telephone: laboratory.contacts[0]!.phone,
          }),
          words(
            '{who}在国庆、中秋假期前的星期五提交申请。',
            '{who} submits the application, on the Friday before the October holidays.',
          ),
          { state: 'received', clocks: ['start intake due 2025-10-10'] },
        );
        submitted = (await stage.client.case(played.id, applicant)).revision;
      },
    },
    {
      on: '2025-10-10',
      at: '17:30',
      async play({ client, expect, teller }) {
        const { state, clocks } = await client.case(played.id, applicant);
        const intake = clocks.find(({ clock }) => clock === 'intake');
        teller.deed(
          'c',
          words(
            '期限的最后一天，下班时分：受理部门仍未作声。今日24时之前告知都不算逾期。',
            'It is the last day, and the office closes: nobody has said anything. An answer before midnight would still be in time.',
          ),
        );
        expect.same(
          '(c) on the last day',
          [state, intake?.status, intake?.dueAt],
          ['received', 'running', '2025-10-10T16:00:00.000Z'],
        );
      },
    },
    {
      on: '2025-10-11',
      at: '00:05',
      async play(stage) {
        const { teller, expect } = stage;
        teller.deed(
          'c',
          words(
            '午夜已过。无人办理，法定期限自行办理：逾期未告知的，自收到申请材料之日起即为受理。',
            'Midnight has passed. Nobody acted, so the clock does: who is not told in time is accepted, as of the day of receipt.',
          ),
        );
        const seq = await whenTheClockHasActed(stage, submitted);
        const { entry, view } = await played.tellEvent(stage, applicant, seq, {
          state: 'formingTheTeam',
          clocks: ['expire intake', 'start assessment due 2025-11-13'],
        });
        const { actor, cause, under } = entry.event;
        expect.same(
          '(c) who acted',
          [actor.person, actor.roles, cause],
          [null, ['clock'], { kind: 'clock', of: 'intake/1' }],
        );
        expect.same('(c) under which provision', under, { instrument: 'licensing-law', article: '32.1.4' });
        expect.same('(c) accepted as of', view.facts['acceptedOn'], '2025-09-26');
        const assessment = view.clocks.find(({ clock }) => clock === 'assessment');
        expect.same('(c) the review runs from', assessment?.anchor, '2025-09-26');
        teller.detail(
          words(
            `受理之日：${view.facts['acceptedOn'] as string}，即收到之日；评审期限也从该日起算。`,
            `Accepted as of ${view.facts['acceptedOn'] as string}, the day of receipt; the clock of the assessment runs from that day too.`,
          ),
        );
      },
    },
    {
      on: '2025-10-11',
      at: '09:00',
      async play(stage) {
        await played.isRefused(
          stage,
          'intake-2',
          'requestSupplement',
          supplementNotice,
          words(
            '{who}调休上班的星期六才动手，凭节前打开的页面要求补正。',
            '{who} turns to it on the worked Saturday, and asks for a supplement from a page opened before the holidays.',
          ),
          { status: 412, code: 'stale-revision', revision: submitted },
        );
        await played.isRefused(
          stage,
          'intake-2',
          'accept',
          acceptance,
          words('{who}重新读取后再办受理。', '{who} reads the case again and would accept it.'),
          { status: 409, code: 'step-not-possible' },
        );
      },
    },
  ];
  return { acts, played };

  /** The worker looks every now and then; whoever reads before it sees the case as it was. Answers the new event. */
  async function whenTheClockHasActed({ client }: Stage, revision: number): Promise<number> {
    for (const giveUp = Date.now() + 15_000; Date.now() < giveUp; await sleep(50)) {
      const view = await client.case(played.id, applicant);
      if (view.revision > revision) return view.seq;
    }
    throw new Error('the worker did not let the intake clock lapse within 15 s');
  }
}

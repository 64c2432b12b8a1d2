/** What the invented statutes say of lending tools, and with what it is tried. Specs only. */
import { both, statutes } from './association.fixture.js';
import { after, any, before, evidence, not, world } from './index.js';
import type { BindingProvision, Claim, Samples } from './index.js';

export const loanSamples: Samples = {
  today: '2021-06-01',
  opening: [
    { says: both('a new gardener', '新园丁') },
    { says: both('a member', '会员'), evidence: { memberBefore: true } },
  ],
  steps: {
    supply: ({ missing }) => [
      { says: both('everything', '全部'), evidence: { count: missing ?? 0 } },
      { says: both('a part', '部分'), evidence: { count: 1 } },
    ],
    correctTheDay: [
      { says: both('an earlier day', '更早之日'), evidence: { day: '2021-05-20' } },
      { says: both('a later day', '更晚之日'), evidence: { day: '2021-06-20' } },
      { says: both('no day', '没有日期'), evidence: {} },
    ],
    appoint: [{ evidence: { inspector: 'p-1' } }],
    report: [
      { says: both('sound', '完好'), evidence: { verdict: 'sound' } },
      { says: both('worn', '磨损'), evidence: { verdict: 'worn' } },
      { says: both('no verdict', '没有结果') },
    ],
    lengthen: [{ evidence: { days: 5 } }],
    lend: [{ world: { leases: 'L-1' } }],
  },
};

const says = (article: string, en: string, zh: string, ...binds: Claim[]): BindingProvision => ({
  under: [statutes(article)],
  process: 'loan',
  editions: { from: '2021-04-01' },
  says: both(en, zh),
  source: 'law',
  binds,
});

export const loanProvisions: readonly BindingProvision[] = [
  says('2', 'a gardener applies', '由园丁申请', {
    opening: true,
    by: ['gardener'],
    needs: 'application',
    remembers: after('askedOn').isToday,
  }),
  says('3', 'the association answers within ten working days of the application', '十个工作日内答复', {
    clock: 'answer',
    limit: { unit: 'workingDays', length: 10 },
    from: 'askedOn',
    effect: 'statutory',
    runs: ['received'],
    pauses: ['incomplete'],
    lapsesInto: 'lapse',
    restartedBy: ['supply'],
    supersededBy: ['correctTheDay'],
  }),
  says('3', 'the day of the application may be put right', '申请日可以更正', {
    step: 'correctTheDay',
    by: ['registrar'],
    in: ['received'],
    needs: 'application',
    leads: [{ to: 'received' }],
    onlyIf: [evidence('day').exists, evidence('day').noLaterThan(before('askedOn'))],
    remembers: after('askedOn').sameAs(evidence('day')),
  }),
  says('3.1', 'a whole application is accepted', '材料齐全的予以受理', {
    step: 'accept',
    by: ['registrar'],
    in: ['received'],
    leads: [{ to: 'accepted' }],
    onlyIf: before('missing').is(0),
    whenever: before('missing').is(0),
  }),
  says('3.2', 'a member is accepted at once', '会员即时受理', {
    route: 'applied',
    leads: [{ to: 'accepted', if: after('memberBefore').is(true) }, { to: 'received' }],
  }),
  says(
    '3.3',
    'what is missing is told once',
    '一次告知',
    {
      step: 'askForMore',
      by: ['registrar'],
      in: ['received'],
      leads: [{ to: 'incomplete' }],
      onlyIf: before('asked').is(0),
      remembers: [after('asked').is(1), after('missing').is(2)],
    },
    {
      step: 'supply',
      by: ['gardener'],
      in: ['incomplete'],
      needs: 'viewing',
      leads: [{ to: 'received' }],
      possible: true,
      remembers: [after('askedOn').isToday, after('missing').atMost(1)],
    },
  ),
  says('3.4', 'silence is acceptance', '逾期视为受理', {
    step: 'lapse',
    by: ['calendar'],
    on: 'answer',
    in: ['received'],
    leads: [{ to: 'accepted' }],
    remembers: after('bySilence').is(true),
  }),
  says('4.1', 'an inspector is appointed', '指定验收员', {
    step: 'appoint',
    by: ['registrar'],
    in: ['accepted'],
    needs: 'inspection',
    leads: [{ to: 'inspected' }],
    remembers: after('inspector').sameAs(evidence('inspector')),
  }),
  says('4.2', 'the inspector reports', '验收员报告', {
    step: 'report',
    by: ['inspector'],
    in: ['inspected'],
    needs: 'inspection',
    onlyIf: evidence('verdict').isOneOf('sound', 'worn'),
    leads: [{ to: 'reported' }],
    remembers: [after('verdict').sameAs(evidence('verdict')), after('reportedOn').isToday],
  }),
  says('5', 'the board decides within twenty days of the report', '二十日内决定', {
    clock: 'decision',
    limit: { unit: 'calendarDays', length: 20 },
    from: 'reportedOn',
    effect: 'statutory',
    runs: ['reported'],
    extendedBy: { step: 'lengthen', most: { unit: 'calendarDays', length: 10 } },
  }),
  says('5.1', 'what was found sound is granted', '完好的准予', {
    step: 'grant',
    by: ['board'],
    in: ['reported'],
    decides: ['verdict'],
    leads: [{ to: 'granted' }],
    onlyIf: before('verdict').is('sound'),
    after: { all: ['appoint', { step: 'report', where: evidence('verdict').is('sound') }] },
  }),
  says('5.1', 'nothing is granted that was not accepted', '未受理的不得准予', {
    step: 'grant',
    after: { any: ['accept', 'lapse', { step: 'open', where: evidence('memberBefore').is(true) }] },
  }),
  says('5.2', 'the board may decline', '理事会可以不予准予', {
    step: 'decline',
    by: ['board'],
    in: ['reported'],
    decides: ['verdict'],
    leads: [{ to: 'declined' }],
    possible: true,
  }),
  says('5.3', 'the chair may let the decision take ten days longer', '决定可延长十日', {
    step: 'lengthen',
    by: ['chair'],
    in: ['reported'],
    needs: 'viewing',
    decides: [],
    leads: [{ to: 'reported' }],
  }),
  says(
    '6',
    'a tool is lent after a grant, with a number',
    '准予后出借并编号',
    {
      step: 'lend',
      by: ['treasurer'],
      in: ['granted'],
      draws: ['leases'],
      effects: [{ do: 'openAKeyCase' }],
      leads: [{ to: 'lent' }],
      remembers: after('lease').sameAs(world('leases')),
    },
    { effect: 'openAKeyCase', by: ['lend'], after: { all: ['grant'] } },
    { state: 'lent', final: true, after: { all: ['grant', 'lend'] } },
  ),
  says('9', 'the gardener may withdraw until the board has decided', '决定前可以撤回', {
    step: 'withdraw',
    by: ['gardener'],
    in: ['received', 'incomplete', 'accepted', 'inspected', 'reported'],
    leads: [{ to: 'withdrawn' }],
    whenever: any(before('verdict').isMissing, not(before('verdict').isMissing)),
  }),
];

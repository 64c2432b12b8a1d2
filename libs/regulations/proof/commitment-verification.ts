/** With what the verification of a commitment is tried, as what was granted carries it here; and of what a lane owes. */
import type { Facts, Sample, Samples, StepSamples } from '#process';
import { byCount, sample } from './sample.js';
import { number, oneTo } from './qualification/handling.js';
import { foundIn, teams } from './qualification/assessing.js';
import { daysFrom, type Tried } from './qualification/days.js';

const items = { count: 1, digest: 'digest-4', items: ['A/1.1'] };

/** What the issue or the amendment of a certificate hands over; `beside` is the case of a certificate issued with it. */
function openings(today: string): Sample[] {
  const usual: Facts = {
    ...{ institution: 'institution-1', origin: 'case-1', because: 'commitment', kind: 'extension' },
    ...{ route: 'commitment', certificateNumber: 'certificate-1', fieldCode: '13', excluded: null },
    ...{ grantedOn: today, issuedOn: today, validUntil: daysFrom(today, 2000), beside: {} },
    scope: { digest: 'digest-1', rows: 12, mandatoryStandards: false },
    certificate: { case: 'certificate-case-1', number: 'certificate-1' },
    settings: { promptVerificationDays: 10, commitmentBanYears: 3 },
  };
  const opened = (chinese: string, english: string, change: Facts = {}) =>
    sample(chinese, english, {}, { ...usual, ...change });
  const lane = {
    because: 'lane',
    route: 'general',
    kind: 'first',
    certificate: null,
    lane: { order: 'order-1', until: today },
  };
  return [
    opened('扩项', 'of an extension'),
    opened('首次', 'of a first application', {
      ...{ kind: 'first', certificate: null, beside: { certificate: 'certificate-case-2' } },
    }),
    opened('涉及强制性标准，本机关限一年', 'touching mandatory standards, where a year is set', {
      scope: { digest: 'digest-1', rows: 12, mandatoryStandards: true },
      settings: { promptVerificationDays: 5, commitmentBanYears: 1 },
    }),
    opened('所持证书没有案件', 'of a certificate without a case', {
      certificate: { case: null, number: 'certificate-1' },
    }),
    opened('绿色通道附带', 'that a lane owes', {
      ...{ ...lane, beside: { certificate: 'certificate-case-3' } },
      owes: { followUp: 'verification', within: { unit: 'months', length: 3 } },
    }),
  ];
}

function stepsOf({ today, report: kind }: Tried): Record<string, StepSamples> {
  const found = (what: Parameters<typeof foundIn>[1]): Facts => {
    const facts = foundIn(kind, what);
    return kind === 'items' ? facts : { nonconformities: facts.nonconformities!, serious: facts.grave! };
  };
  const reported = (
    chinese: string,
    english: string,
    what: Parameters<typeof foundIn>[1],
    change: Facts,
  ): Sample =>
    sample(chinese, english, {
      ...{ visited: { from: today, to: today }, itemsDigest: 'digest-5', ...found(what), ...change },
    });
  const rectifying = byCount((count) => [
    sample('全部整改', 'all rectified', { answered: oneTo(count) }),
    sample('少一项', 'one is missing', { answered: oneTo(count - 1) }),
  ]);
  const verifying = byCount((count) => [
    sample('全部到位', 'all closed', { judged: oneTo(count), notClosed: [] }),
    sample('一项未到位', 'one stays open', { judged: oneTo(count), notClosed: [1] }),
    sample('漏判一项', 'one not judged', { judged: oneTo(count - 1), notClosed: [] }),
    sample('漏判且未到位', 'one not judged, one open', { judged: oneTo(count - 1), notClosed: [1] }),
  ]);
  const states = ['valid', 'inRenewal', 'expired', 'replaced', 'cancelled', 'annulled'];
  const against = (more: Facts): Sample[] => {
    const made = (chinese: string, english: string, days: number, change: Facts = {}): Sample => ({
      ...sample(chinese, english, {
        ...{ publicInterest: 'notHarmed', remediesTold: true, certificateState: 'valid', ...more, ...change },
      }),
      today: daysFrom(today, days),
    });
    return [
      made('五日后', 'five days later', 5),
      made('四日后', 'four days later', 4),
      made('五日后，有损公共利益', 'though the public interest is harmed', 5, {
        publicInterest: 'gravelyHarmed',
      }),
      made('五日后，证书已注销', 'of a certificate that was cancelled', 5, { certificateState: 'cancelled' }),
      made('五日后，证书已过期', 'of a certificate that has expired', 5, { certificateState: 'expired' }),
    ];
  };
  const named = (change: Facts = {}) => ({ items: { ...items, inForce: true, remaining: 11, ...change } });
  return {
    appointTeam: teams,
    report: [
      reported('属实', 'true', 'sound', { conclusion: 'true' }),
      reported('基本属实', 'largely true', 'basically', { conclusion: 'largelyTrue' }),
      reported('不实', 'false', 'starred', { conclusion: 'false' }),
      reported('有发现而称属实', 'true, though something was found', 'basically', { conclusion: 'true' }),
      reported('严重而称基本属实', 'largely true, though it is serious', 'starred', {
        conclusion: 'largelyTrue',
      }),
      reported('无发现而称基本属实', 'largely true, with nothing found', 'sound', {
        conclusion: 'largelyTrue',
      }),
      reported('无发现而称不实', 'false, with nothing found', 'sound', { conclusion: 'false' }),
      reported('核查未结束', 'before the visit is over', 'sound', {
        ...{ conclusion: 'true', visited: { from: today, to: daysFrom(today, 1) } },
      }),
      reported('基本属实，两项', 'largely true, two findings', 'failing', { conclusion: 'largelyTrue' }),
    ],
    endAsNothingIsLeft: states.map((state) =>
      sample(`证书：${state}`, `of a certificate that is ${state}`, { certificateState: state }),
    ),
    submitRectification: ({ nonconformities }) => rectifying(number(nonconformities)),
    verify: ({ nonconformities }) => verifying(number(nonconformities)),
    stateItsView: [{ evidence: { documents: { count: 0, digest: 'digest-2' } } }],
    annulTheCertificate: against({}),
    annulTheItems: [
      ...against(named()),
      ...against(named({ inForce: false })).slice(0, 1),
      ...against(named({ remaining: 0 })).slice(0, 1),
    ],
    doNotAnnul: [
      { evidence: { publicInterest: 'notHarmed' } },
      { evidence: { publicInterest: 'gravelyHarmed' } },
    ],
  };
}

const tried: readonly Tried[] = [
  { edition: '2015-08-01', today: '2016-06-01', report: 'findings' },
  { edition: '2021-06-01', today: '2022-06-01', report: 'findings' },
  { edition: '2023-12-01', today: '2024-06-03', report: 'items' },
];

/** By `<process>-<edition>`. */
export const commitmentVerificationSamples: Readonly<Record<string, Samples>> = Object.fromEntries(
  tried.map((one) => [
    `commitmentVerification-${one.edition}`,
    { today: one.today, opening: openings(one.today), steps: stepsOf(one) },
  ]),
);

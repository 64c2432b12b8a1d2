/**
 * What binds absences, interests and changes of the calendar. That whoever has an interest withdraws is law (measures of
 * 2021, article 29); how it is declared and lifted is our reading of it, and the rest is office practice.
 */
import { after, any, before, evidence, not } from '#process';
import { cmaMeasures, endOfPeriods, practice } from '../instruments.js';
import { bindingOf, words } from './provision.js';

const ofAbsences = bindingOf('absence', '2021-06-01');
const ofInterests = bindingOf('interest', '2021-06-01');
const ofCalendars = bindingOf('calendarChange', '2021-06-01');

const discarding = {
  step: 'discard',
  in: ['drafting'],
  leads: [{ to: 'discarded' }],
  possible: true,
} as const;
const drafts = words('草稿可以丢弃', 'a draft may be thrown away');

export const absences = [
  ofAbsences(
    practice('absence-cover'),
    'practice',
    words(
      '缺勤由本人登记，或者由科室负责人代为登记；代班人须为具有相同职责的他人',
      'an absence is entered by whoever is away or by a supervisor; somebody else of the same duty stands in',
    ),
    {
      opening: true,
      by: ['declarant'],
      concerns: 'authority',
      leads: [{ to: 'drafting' }],
    },
    {
      step: 'enter',
      by: ['declarant'],
      in: ['drafting'],
      needs: 'absenceEntry',
      effects: [{ do: 'enterCover' }],
      leads: [{ to: 'entered' }],
      onlyIf: [
        any(evidence('absent').sameAs(evidence('by')), evidence('supervises').is(true)),
        not(evidence('cover').sameAs(evidence('absent'))),
        evidence('duties').isNotEmpty,
        evidence('until').noEarlierThan('today'),
      ],
      remembers: [
        after('declarant').includes(evidence('absent')),
        after('absent').sameAs(evidence('absent')),
        after('cover').sameAs(evidence('cover')),
        after('from').sameAs(evidence('from')),
        after('duties').sameAs(evidence('duties')),
        after('uncovered').sameAs(evidence('uncovered')),
        after('until').sameAs(evidence('until')),
      ],
    },
    {
      step: 'end',
      by: ['declarant', 'supervisor'],
      duty: 'applying',
      in: ['entered'],
      effects: [{ do: 'endCover' }],
      leads: [{ to: 'ended' }],
      possible: true,
      remembers: after('endedOn').isToday,
    },
    { state: 'ended', final: true, after: { all: ['enter'] } },
    { effect: 'enterCover', by: ['enter'] },
    { effect: 'endCover', by: ['end'], after: { all: ['enter'] } },
  ),
  ofAbsences(practice('drafts'), 'practice', drafts, { ...discarding, by: ['declarant'] }),
];

const liftingDecides = ['declarant', 'institution', 'ground', 'until'];

export const interests = [
  ofInterests(
    cmaMeasures('29'),
    'D',
    words(
      '与机构有利害关系的人员申报并自申报起回避，解除须由另外两人',
      'whoever has an interest in an institution declares it and is kept out of its cases at once; two others lift it',
    ),
    {
      opening: true,
      by: ['declarant'],
      concerns: 'authority',
      about: 'institution',
      leads: [{ to: 'drafting' }],
    },
    {
      step: 'declare',
      by: ['declarant'],
      in: ['drafting'],
      needs: 'interestDeclaration',
      effects: [{ do: 'enterInterest' }],
      leads: [{ to: 'declared' }],
      onlyIf: [
        evidence('official').is(true),
        any(evidence('until').isMissing, evidence('until').noEarlierThan('today')),
      ],
      remembers: [
        after('institution').sameAs(evidence('institution')),
        after('ground').sameAs(evidence('ground')),
        after('until').sameAs(evidence('until')),
      ],
    },
    {
      step: 'proposeLifting',
      by: ['supervisor'],
      duty: 'decision',
      in: ['declared'],
      needs: 'statedReason',
      decides: liftingDecides,
      leads: [{ to: 'liftingProposed' }],
      possible: true,
    },
    {
      step: 'confirmLifting',
      by: ['supervisor'],
      duty: 'confirmation',
      in: ['liftingProposed'],
      decides: liftingDecides,
      effects: [{ do: 'liftInterest' }],
      leads: [{ to: 'lifted' }],
      possible: true,
      remembers: after('liftedOn').isToday,
      after: { all: ['declare', 'proposeLifting'] },
    },
    {
      step: 'declineLifting',
      by: ['supervisor'],
      duty: 'confirmation',
      in: ['liftingProposed'],
      needs: 'statedReason',
      decides: liftingDecides,
      leads: [{ to: 'declared' }],
      possible: true,
    },
    { effect: 'liftInterest', by: ['confirmLifting'], after: { all: ['proposeLifting'] } },
    { state: 'lifted', final: true, after: { all: ['confirmLifting'] } },
  ),
  ofInterests(practice('drafts'), 'practice', drafts, { ...discarding, by: ['declarant'] }),
];

const administrator = ['administrator'];
/** Every fault that a change of the calendar can have is looked for, and none was found. */
const fits = evidence('faults').isEmpty;

export const calendarChanges = [
  ofCalendars(
    practice('calendar'),
    'practice',
    words(
      '日历变更由一名权限管理员提议，由另一名复核',
      'a change of the calendar is proposed by one administrator of roles and confirmed by another',
    ),
    {
      opening: true,
      by: administrator,
      concerns: 'authority',
      leads: [{ to: 'drafting' }],
    },
    {
      step: 'propose',
      by: administrator,
      in: ['drafting'],
      needs: 'calendarChangeProposal',
      leads: [{ to: 'proposed' }],
      onlyIf: fits,
      whenever: fits,
      remembers: [
        after('proposer').sameAs(evidence('by')),
        after('change').sameAs(evidence('change')),
        after('what').sameAs(evidence('change.what')),
        after('digest').sameAs(evidence('digest')),
        after('hour').sameAs(evidence('change.hour')),
        after('notice').sameAs(evidence('change.notice.notice')),
        after('year').sameAs(evidence('change.notice.year')),
        after('amends').sameAs(evidence('change.notice.amends')),
        after('daysOff').sameAs(evidence('daysOff')),
        after('madeUp').sameAs(evidence('madeUp')),
      ],
    },
    {
      step: 'decline',
      by: administrator,
      duty: 'confirmation',
      in: ['proposed'],
      needs: 'statedReason',
      decides: ['what', 'year', 'digest'],
      leads: [{ to: 'declined' }],
      possible: true,
    },
    {
      step: 'takeBack',
      by: administrator,
      in: ['proposed'],
      needs: 'statedReason',
      leads: [{ to: 'takenBack' }],
      onlyIf: evidence('by').sameAs(before('proposer')),
      whenever: evidence('by').sameAs(before('proposer')),
    },
    { ...discarding, by: administrator },
    { state: 'declined', final: true },
    { state: 'takenBack', final: true },
    { state: 'discarded', final: true },
  ),
  ofCalendars(
    endOfPeriods,
    'law',
    words('期间依日历届满', 'periods end as the calendar says'),
    {
      step: 'confirmChange',
      by: administrator,
      duty: 'confirmation',
      in: ['proposed'],
      needs: 'calendarChangeConfirmation',
      decides: ['what', 'year', 'notice', 'amends', 'daysOff', 'madeUp', 'hour', 'over', 'digest'],
      effects: [{ do: 'changeCalendar' }],
      leads: [{ to: 'inForce' }],
      onlyIf: [
        not(evidence('by').sameAs(before('proposer'))),
        evidence('digest').sameAs(before('digest')),
        fits,
      ],
      possible: true,
      after: { all: ['propose'] },
    },
    { effect: 'changeCalendar', by: ['confirmChange'], after: { all: ['propose'] } },
    { state: 'inForce', final: true, after: { all: ['confirmChange'] } },
  ),
];

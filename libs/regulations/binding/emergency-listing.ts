/** What binds the list of bodies for an emergency (measures of 2021, article 23; reference 7): a list, and no certificate. */
import { after, any, evidence, world, type BindingProvision } from '#process';
import { cmaMeasures, practice } from '../instruments.js';
import { bindingOf, words } from './provision.js';

const binds = bindingOf('emergencyListing', '2021-06-01');
const decides = ['scope', 'order', 'listedUntil', 'finding', 'statedOn'];
const listed = ['listed.toBeChecked', 'listed.inDoubt', 'listed.checked'];
const finding = evidence('finding');

export const emergencyListingProvisions: readonly BindingProvision[] = [
  binds(
    cmaMeasures('23'),
    'law',
    words(
      '名录载明项目、依据和起止日期，到期自行终止，不得延长；可以提前移出',
      'the list has items, an order, a first and a last day; it ends by itself, nothing prolongs it, and a body may be taken off before',
    ),
    {
      opening: true,
      by: ['anotherCase'],
      leads: [{ to: 'listed.toBeChecked' }],
      remembers: [
        ...['institution', 'origin', 'scope', 'lane'].map((fact) => after(fact).sameAs(world(fact))),
        after('order').sameAs(world('lane.order')),
        after('listedOn').isToday,
        any(world('lane.until').isMissing, after('listedUntil').sameAs(world('lane.until'))),
        any(world('lane.until').exists, after('listedUntil').isToday),
        after('checkBy').sameAs(after('listedUntil')),
      ],
    },
    {
      clock: 'listing',
      limit: { unit: 'untilDay', length: 0 },
      until: 'listedUntil',
      from: 'today',
      effect: 'statutory',
      runs: listed,
      lapsesInto: 'sunset',
    },
    {
      step: 'sunset',
      by: ['clock'],
      on: 'listing',
      in: listed,
      leads: [{ to: 'ended' }],
      possible: true,
      remembers: after('endedOn').isToday,
    },
    {
      step: 'remove',
      by: ['decisionMaker'],
      in: listed,
      needs: 'emergencyRemoval',
      decides,
      leads: [{ to: 'removed' }],
      possible: true,
      remembers: [after('removedOn').isToday, after('endedOn').isToday],
    },
    {
      step: 'keep',
      by: ['decisionMaker'],
      in: ['listed.inDoubt'],
      needs: 'emergencyKept',
      decides,
      leads: [{ to: 'listed.checked' }],
      possible: true,
      after: { all: [{ step: 'check', where: finding.is('notInOrder') }] },
    },
    { state: 'ended', final: true, after: { all: ['sunset'] } },
    { state: 'removed', final: true, after: { all: ['remove'] } },
  ),
  binds(
    practice('hearing'),
    'practice',
    words('机构可以就其在名录中的去留陈述意见', 'a body may state its view on whether it stays on the list'),
    {
      step: 'stateItsView',
      by: ['applicant'],
      in: listed,
      needs: 'bodyStatement',
      leads: [{ stays: true }],
      possible: true,
      remembers: after('statedOn').isToday,
    },
  ),
  binds(
    practice('follow-up'),
    'practice',
    words(
      '列入名录的，应当在期内检查；发现问题的由机关决定去留',
      'whoever is listed is checked meanwhile; where that finds it wanting the authority decides whether it stays',
    ),
    {
      clock: 'followUp',
      limit: { unit: 'untilDay', length: 0 },
      until: 'checkBy',
      from: 'today',
      effect: 'target',
      runs: ['listed.toBeChecked'],
    },
    {
      step: 'check',
      by: ['assessmentCoordinator'],
      in: ['listed.toBeChecked'],
      needs: 'emergencyCheck',
      leads: [
        { to: 'listed.checked', if: finding.is('inOrder') },
        { to: 'listed.inDoubt', if: finding.is('notInOrder') },
      ],
      onlyIf: finding.isOneOf('inOrder', 'notInOrder'),
      whenever: finding.isOneOf('inOrder', 'notInOrder'),
      remembers: [after('finding').sameAs(finding), after('checkedOn').isToday],
    },
    { state: 'listed.checked', after: { all: ['check'] } },
  ),
];

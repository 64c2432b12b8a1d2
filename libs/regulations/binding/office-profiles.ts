/** What binds a change of the profiles by which an office holds limits sooner: office practice, after reference 1.6 and 10.2. */
import { after, all, any, before, evidence, not, type BindingProvision } from '#process';
import { practice } from '../instruments.js';
import { bindingOf, words } from './provision.js';

const by = ['administrator'];
const bySecond = { by, duty: 'confirmation' } as const;
const proposerAlone = evidence('by').sameAs(before('proposer'));
/** Nothing longer than the law, nothing loosened, and nothing that does not fit what is in force. */
const fits = evidence('faults').isEmpty;

export const profileChanges: readonly BindingProvision[] = [
  bindingOf('profileChange', '2021-06-01')(
    practice('profiles'),
    'practice',
    words(
      '方案只缩短期限，由一名权限管理员提议、另一名复核后生效或者终止',
      'a profile only shortens; it is put in force and ended by two administrators, one to propose and another to confirm',
    ),
    { opening: true, by, concerns: 'authority', leads: [{ to: 'drafting' }] },
    {
      step: 'propose',
      by,
      in: ['drafting'],
      needs: 'profileChangeProposal',
      leads: [{ to: 'proposed' }],
      onlyIf: fits,
      whenever: fits,
      remembers: [
        after('proposer').sameAs(evidence('by')),
        after('what').sameAs(evidence('change.what')),
        after('change').sameAs(evidence('change')),
        after('hash').sameAs(evidence('change.hash')),
        after('from').sameAs(evidence('change.from')),
        any(
          after('profile').sameAs(evidence('change.profile.id')),
          after('profile').sameAs(evidence('change.profile')),
        ),
        any(after('until').sameAs(evidence('change.until')), after('until').sameAs(evidence('change.on'))),
        ...['lanes', 'settings', 'digest'].map((fact) => after(fact).sameAs(evidence(fact))),
      ],
    },
    {
      step: 'confirmChange',
      ...bySecond,
      in: ['proposed'],
      needs: 'profileChangeConfirmation',
      decides: ['what', 'profile', 'hash', 'from', 'until', 'lanes', 'settings', 'digest'],
      effects: [{ do: 'changeProfile' }],
      leads: [{ to: 'inForce' }],
      onlyIf: [not(proposerAlone), evidence('digest').sameAs(before('digest')), fits],
      whenever: all(not(proposerAlone), evidence('digest').sameAs(before('digest')), fits),
      after: { all: ['propose'] },
    },
    {
      step: 'decline',
      ...bySecond,
      in: ['proposed'],
      needs: 'statedReason',
      decides: ['what', 'profile', 'digest'],
      leads: [{ to: 'declined' }],
      possible: true,
    },
    {
      step: 'takeBack',
      by,
      in: ['proposed'],
      needs: 'statedReason',
      leads: [{ to: 'takenBack' }],
      onlyIf: proposerAlone,
      whenever: proposerAlone,
    },
    { step: 'discard', by, in: ['drafting'], leads: [{ to: 'discarded' }], possible: true },
    { effect: 'changeProfile', by: ['confirmChange'], after: { all: ['propose'] } },
    { state: 'inForce', final: true, after: { all: ['confirmChange'] } },
    ...['declined', 'takenBack', 'discarded'].map((state) => ({ state, final: true })),
  ),
];

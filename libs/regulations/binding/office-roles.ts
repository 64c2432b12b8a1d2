/**
 * What binds the granting and withdrawing of the authority's roles, and keeping people out and letting them in again. No
 * law regulates it: it is office practice, as the remarks of `office/` and the README say it.
 */
import { after, all, any, before, evidence, not, type Claim, type Condition } from '#process';
import { practice } from '../instruments.js';
import { bindingOf, words } from './provision.js';

const by = ['administrator'];
const bySecond = { by, duty: 'confirmation' } as const;
const theSame = (fact: string): Condition => evidence(fact).sameAs(before(fact));
const somebodyElse = not(evidence('by').sameAs(evidence('person')));
const twoRemain = any(evidence('administration').is(false), evidence('administratorsBeside').moreThan(1));
const proposerAlone = evidence('by').sameAs(before('proposer'));

/** A proposal that nobody has confirmed yet changes nothing, and whoever made it can take it back. */
const takenBack = (states: readonly string[]): Claim => ({
  step: 'takeBack',
  by,
  in: states,
  needs: 'statedReason',
  leads: [{ to: 'takenBack' }],
  onlyIf: proposerAlone,
  whenever: proposerAlone,
});
const discarded: Claim = {
  step: 'discard',
  by,
  in: ['drafting'],
  leads: [{ to: 'discarded' }],
  possible: true,
};
const opening: Claim = {
  opening: true,
  by,
  concerns: 'authority',
  leads: [{ to: 'drafting' }],
};
const ends = (...states: string[]): Claim[] => states.map((state) => ({ state, final: true }));

const ofRoles = bindingOf('roleGrant', '2021-06-01');
const remembersProposal = (change: string): Condition[] => [
  after('proposer').sameAs(evidence('by')),
  after('person').sameAs(evidence('person')),
  after('role').sameAs(evidence('role')),
  after('change').is(change),
];
const administersAlone = all(
  evidence('clashes').is(false),
  any(evidence('administration').is(false), evidence('suspended').is(false)),
);

export const roleGrants = [
  ofRoles(
    practice('roles'),
    'practice',
    words(
      '角色由一名权限管理员提议、另一名复核后授予或者撤销，不得为本人办理',
      'a role is granted and withdrawn by two administrators of roles, one to propose and another to confirm, and never their own',
    ),
    opening,
    {
      step: 'proposeGrant',
      by,
      in: ['drafting'],
      needs: 'roleGrantProposal',
      leads: [{ to: 'grantProposed' }],
      onlyIf: [
        somebodyElse,
        evidence('grantable').is(true),
        any(evidence('held').is(false), evidence('needsAField').is(true)),
        administersAlone,
        any(
          all(evidence('needsAField').is(true), evidence('fields').isNotEmpty),
          all(evidence('needsAField').is(false), evidence('fields').isEmpty),
        ),
        any(evidence('until').isMissing, evidence('until').noEarlierThan('today')),
      ],
      remembers: [
        ...remembersProposal('grant'),
        after('fields').sameAs(evidence('fields')),
        after('mayLead').sameAs(evidence('mayLead')),
        after('qualifiedUntil').sameAs(evidence('until')),
      ],
    },
    {
      step: 'proposeWithdrawal',
      by,
      in: ['drafting'],
      needs: 'roleWithdrawalProposal',
      leads: [{ to: 'withdrawalProposed' }],
      onlyIf: [somebodyElse, evidence('held').is(true), twoRemain, evidence('grantable').is(true)],
      remembers: [
        ...remembersProposal('withdraw'),
        after('unstaffedCases').sameAs(evidence('unstaffedCases')),
      ],
    },
    {
      step: 'confirmGrant',
      ...bySecond,
      in: ['grantProposed'],
      needs: 'roleGrantConfirmation',
      decides: ['person', 'role', 'fields', 'mayLead', 'qualifiedUntil'],
      effects: [{ do: 'grantRole' }],
      leads: [{ to: 'granted' }],
      possible: true,
      onlyIf: [
        somebodyElse,
        theSame('person'),
        theSame('role'),
        evidence('grantable').is(true),
        any(evidence('held').is(false), before('fields').isNotEmpty),
        administersAlone,
      ],
      after: { all: ['proposeGrant'] },
    },
    {
      step: 'confirmGrant',
      onlyIf: any(before('qualifiedUntil').isMissing, before('qualifiedUntil').noEarlierThan('today')),
    },
    {
      step: 'confirmWithdrawal',
      ...bySecond,
      in: ['withdrawalProposed'],
      needs: 'roleWithdrawalConfirmation',
      decides: ['person', 'role'],
      effects: [{ do: 'withdrawRole' }],
      leads: [{ to: 'withdrawn' }],
      onlyIf: [
        somebodyElse,
        theSame('person'),
        theSame('role'),
        evidence('held').is(true),
        evidence('grantable').is(true),
        twoRemain,
        any(evidence('unstaffedCases').is(0), evidence('evenSo').is(true)),
      ],
      remembers: after('unstaffedCases').sameAs(evidence('unstaffedCases')),
      after: { all: ['proposeWithdrawal'] },
    },
    {
      step: 'decline',
      ...bySecond,
      in: ['grantProposed', 'withdrawalProposed'],
      needs: 'statedReason',
      decides: ['change', 'person', 'role'],
      leads: [{ to: 'declined' }],
      possible: true,
    },
    takenBack(['grantProposed', 'withdrawalProposed']),
    discarded,
    { effect: 'grantRole', by: ['confirmGrant'], after: { all: ['proposeGrant'] } },
    { effect: 'withdrawRole', by: ['confirmWithdrawal'], after: { all: ['proposeWithdrawal'] } },
    ...ends('granted', 'withdrawn', 'declined', 'takenBack', 'discarded'),
  ),
];

const ofSuspensions = bindingOf('suspension', '2021-06-01');
const noAdministrator = evidence('administration').is(false);
const anAdministrator = evidence('administration').is(true);
const suspended = evidence('suspended').is(true);
const notSuspended = evidence('suspended').is(false);
const whom = (change: string): Condition[] => [
  after('proposer').sameAs(evidence('by')),
  after('person').sameAs(evidence('person')),
  after('change').is(change),
];

export const suspensions = [
  ofSuspensions(
    practice('roles'),
    'practice',
    words(
      '一名权限管理员可以停用他人的账户；停用权限管理员、恢复账户须两名',
      'one administrator keeps somebody out at once; to keep out an administrator, and to let anybody in again, takes two',
    ),
    opening,
    {
      step: 'suspend',
      by,
      in: ['drafting'],
      needs: 'suspensionOrder',
      decides: [],
      effects: [{ do: 'suspendPerson' }],
      leads: [{ to: 'suspended' }],
      onlyIf: [somebodyElse, notSuspended, noAdministrator],
      whenever: all(somebodyElse, notSuspended, noAdministrator),
      remembers: [...whom('suspend'), after('suspendedOn').isToday],
    },
    {
      step: 'proposeSuspension',
      by,
      in: ['drafting'],
      needs: 'suspensionProposal',
      leads: [{ to: 'suspensionProposed' }],
      onlyIf: [somebodyElse, notSuspended, anAdministrator, evidence('administratorsBeside').moreThan(1)],
      remembers: [...whom('suspend'), after('byTwo').is(true)],
    },
    {
      step: 'confirmSuspension',
      ...bySecond,
      in: ['suspensionProposed'],
      needs: 'suspensionConfirmation',
      decides: ['person'],
      effects: [{ do: 'suspendPerson' }],
      leads: [{ to: 'suspended' }],
      onlyIf: [somebodyElse, theSame('person'), notSuspended, twoRemain],
      remembers: after('suspendedOn').isToday,
      after: { all: ['proposeSuspension'] },
    },
    {
      step: 'proposeReinstatement',
      by,
      in: ['drafting'],
      needs: 'reinstatementProposal',
      leads: [{ to: 'reinstatementProposed' }],
      onlyIf: [somebodyElse, suspended],
      remembers: whom('reinstate'),
    },
    {
      step: 'confirmReinstatement',
      ...bySecond,
      in: ['reinstatementProposed'],
      needs: 'reinstatementConfirmation',
      decides: ['person'],
      effects: [{ do: 'reinstatePerson' }],
      leads: [{ to: 'reinstated' }],
      onlyIf: [somebodyElse, theSame('person'), suspended],
      remembers: after('reinstatedOn').isToday,
      after: { all: ['proposeReinstatement'] },
    },
    {
      step: 'decline',
      ...bySecond,
      in: ['suspensionProposed', 'reinstatementProposed'],
      needs: 'statedReason',
      decides: ['change', 'person'],
      leads: [{ to: 'declined' }],
      onlyIf: not(evidence('by').sameAs(before('person'))),
      whenever: not(evidence('by').sameAs(before('person'))),
    },
    takenBack(['suspensionProposed', 'reinstatementProposed']),
    discarded,
    { effect: 'suspendPerson', by: ['suspend', 'confirmSuspension'] },
    { effect: 'reinstatePerson', by: ['confirmReinstatement'], after: { all: ['proposeReinstatement'] } },
    ...ends('suspended', 'reinstated', 'declined', 'takenBack', 'discarded'),
  ),
];

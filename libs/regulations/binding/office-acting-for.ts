/** What binds acting for an institution: claims that an officer checks, and invitations. All of it is office practice. */
import { after, all, any, before, evidence, not, world, type Condition } from '#process';
import { practice } from '../instruments.js';
import { bindingOf, words } from './provision.js';

const ofClaims = bindingOf('representation', '2021-06-01');
const ofInvitations = bindingOf('invitation', '2021-06-01');
const drafts = words('草稿可以丢弃', 'a draft may be thrown away');

const notPast = (until: ReturnType<typeof evidence>): Condition =>
  any(until.isMissing, until.noEarlierThan('today'));
const lasts = notPast(evidence('until'));
const proven = all(
  evidence('sound').is(true),
  any(
    all(evidence('capacity').is('legalRepresentative'), evidence('documentKinds').includes('licence')),
    all(evidence('capacity').is('agent'), evidence('documentKinds').includes('letterOfAuthorisation')),
  ),
);
const borneOut = [
  evidence('creditCode').sameAs(before('creditCode')),
  evidence('authority').is(false),
  evidence('claimantActs').is(false),
  evidence('claimantAdministers').is(false),
  lasts,
];
const recordsTheClaim = [
  after('creditCode').sameAs(evidence('creditCode')),
  after('capacity').sameAs(evidence('capacity')),
  after('entry').sameAs(evidence('entry')),
];
const acting = {
  do: 'actForInstitution',
  with: { personAt: 'claimant', institutionAt: 'represents' },
} as const;
const ending = { personAt: 'claimant', institutionAt: 'represents' } as const;

export const claimsToAct = [
  ofClaims(
    practice('acting-for'),
    'practice',
    words(
      '代理权限由本人申请，受理人员核验证照或者授权委托书后登记；需要补正的一次告知',
      'whoever acts for an institution claims to, and an officer checks the licence or the letter of authorisation; what is wrong is told once',
    ),
    {
      opening: true,
      by: ['claimant'],
      concerns: 'authority',
      about: 'creditCode',
      leads: [{ to: 'drafting' }],
    },
    {
      step: 'submit',
      by: ['claimant'],
      in: ['drafting'],
      needs: 'representationClaim',
      leads: [{ to: 'submitted' }],
      onlyIf: proven,
      whenever: proven,
      remembers: recordsTheClaim,
    },
    {
      step: 'confirm',
      by: ['intakeOfficer'],
      in: ['submitted'],
      needs: 'representationConfirmation',
      decides: ['claimant', 'capacity', 'creditCode', 'entry'],
      effects: [
        acting,
        {
          do: 'oweStep',
          with: { caseAt: 'predecessor', step: 'beSucceeded', succeeded: true },
          if: evidence('predecessor').exists,
        },
      ],
      leads: [{ to: 'inForce' }],
      onlyIf: borneOut,
      whenever: all(...borneOut),
      remembers: [
        after('represents').sameAs(evidence('institution')),
        after('known').sameAs(evidence('known')),
        after('until').sameAs(evidence('until')),
        after('steps').sameAs(evidence('steps')),
        after('predecessor').sameAs(evidence('predecessor')),
        after('confirmedOn').isToday,
      ],
      after: { all: ['submit'] },
    },
    {
      step: 'requestCorrection',
      by: ['intakeOfficer'],
      in: ['submitted'],
      needs: 'correctionRequest',
      leads: [{ to: 'awaitingCorrection' }],
      onlyIf: before('corrections').is(0),
      whenever: before('corrections').is(0),
      remembers: after('corrections').is(1),
    },
    {
      step: 'correct',
      by: ['claimant'],
      in: ['awaitingCorrection'],
      needs: 'representationClaim',
      leads: [{ to: 'submitted' }],
      onlyIf: proven,
      whenever: proven,
      remembers: recordsTheClaim,
    },
    {
      step: 'refuse',
      by: ['intakeOfficer'],
      in: ['submitted'],
      needs: 'statedReason',
      leads: [{ to: 'refused' }],
      possible: true,
    },
    {
      step: 'withdraw',
      by: ['claimant'],
      in: ['submitted', 'awaitingCorrection'],
      needs: 'statedReason',
      leads: [{ to: 'withdrawn' }],
      possible: true,
    },
    {
      step: 'giveUp',
      by: ['claimant'],
      in: ['inForce'],
      needs: 'statedReason',
      effects: [{ do: 'endActing', with: ending }],
      leads: [{ to: 'givenUp' }],
      possible: true,
      remembers: after('endedOn').isToday,
    },
    {
      step: 'revoke',
      by: ['intakeOfficer'],
      in: ['inForce'],
      needs: 'representationRevocation',
      decides: ['claimant', 'capacity', 'represents'],
      effects: [
        { do: 'endActing', with: { ...ending, invitedAt: 'invited' } },
        { do: 'oweStep', with: { caseAt: 'invited', step: 'fallWithTheInviter', revoked: true } },
      ],
      leads: [{ to: 'revoked' }],
      possible: true,
      remembers: [after('endedOn').isToday, after('invited').sameAs(evidence('invited'))],
    },
    {
      step: 'beSucceeded',
      by: ['intakeOfficer'],
      in: ['inForce'],
      leads: [{ to: 'succeeded' }],
      onlyIf: world('succeeded').is(true),
      whenever: world('succeeded').is(true),
      remembers: after('endedOn').isToday,
    },
    { effect: 'actForInstitution', by: ['confirm'], after: { all: ['submit'] } },
    { effect: 'endActing', by: ['giveUp', 'revoke'], after: { all: ['confirm'] } },
    ...['refused', 'withdrawn', 'givenUp', 'revoked', 'succeeded'].map((state) => ({ state, final: true })),
  ),
  ofClaims(practice('drafts'), 'practice', drafts, {
    step: 'discard',
    by: ['claimant'],
    in: ['drafting'],
    leads: [{ to: 'discarded' }],
    possible: true,
  }),
];

const byTheHead = evidence('inFull').is(true);
const invited = [
  byTheHead,
  not(evidence('by').sameAs(evidence('person'))),
  evidence('acts').is(false),
  evidence('administers').is(false),
  lasts,
];
const accepted = [
  evidence('inviterInFull').is(true),
  evidence('acts').is(false),
  evidence('administers').is(false),
  notPast(before('until')),
];
const oneOfTheTwo = any(byTheHead, evidence('by').sameAs(before('invitee')));
const endOfInvitation = {
  do: 'endActing',
  with: { personAt: 'invitee', institutionAt: 'institution' },
} as const;

export const invitations = [
  ofInvitations(
    practice('acting-for'),
    'practice',
    words(
      '法定代表人可以邀请他人代理，受邀人接受后生效；代理人不得转委托',
      'the legal representative invites somebody to act for the institution, who accepts; an agent cannot invite',
    ),
    {
      opening: true,
      by: ['applicant'],
      leads: [{ to: 'drafting' }],
      remembers: after('institution').sameAs(world('institution')),
    },
    {
      step: 'invite',
      by: ['applicant'],
      in: ['drafting'],
      needs: 'invitation',
      leads: [{ to: 'invited' }],
      onlyIf: invited,
      whenever: all(...invited),
      remembers: [
        after('inviter').sameAs(evidence('by')),
        after('invitee').sameAs(evidence('person')),
        after('until').sameAs(evidence('until')),
        after('steps').sameAs(evidence('steps')),
      ],
    },
    {
      step: 'accept',
      by: ['invitee'],
      in: ['invited'],
      needs: 'invitationAcceptance',
      effects: [{ do: 'actForInstitution', with: { personAt: 'invitee', institutionAt: 'institution' } }],
      leads: [{ to: 'inForce' }],
      onlyIf: accepted,
      whenever: all(...accepted),
      remembers: after('acceptedOn').isToday,
      after: { all: ['invite'] },
    },
    {
      step: 'decline',
      by: ['invitee'],
      in: ['invited'],
      leads: [{ to: 'declined' }],
      possible: true,
    },
    {
      step: 'takeBack',
      by: ['applicant'],
      in: ['invited'],
      needs: 'statedReason',
      leads: [{ to: 'takenBack' }],
      onlyIf: byTheHead,
      whenever: byTheHead,
    },
    {
      step: 'end',
      by: ['applicant', 'invitee'],
      in: ['inForce'],
      needs: 'statedReason',
      effects: [endOfInvitation],
      leads: [{ to: 'ended' }],
      onlyIf: oneOfTheTwo,
      whenever: oneOfTheTwo,
      remembers: after('endedOn').isToday,
    },
    {
      step: 'revoke',
      by: ['intakeOfficer'],
      in: ['inForce'],
      needs: 'statedReason',
      decides: ['invitee', 'institution'],
      effects: [endOfInvitation],
      leads: [{ to: 'revoked' }],
      possible: true,
      remembers: after('endedOn').isToday,
    },
    {
      step: 'fallWithTheInviter',
      by: ['intakeOfficer'],
      in: ['inForce'],
      leads: [{ to: 'fallen' }],
      onlyIf: world('revoked').is(true),
      whenever: world('revoked').is(true),
      remembers: after('endedOn').isToday,
    },
    { effect: 'actForInstitution', by: ['accept'], after: { all: ['invite'] } },
    { effect: 'endActing', by: ['end', 'revoke'], after: { all: ['accept'] } },
    ...['declined', 'takenBack', 'ended', 'revoked', 'fallen'].map((state) => ({ state, final: true })),
  ),
  ofInvitations(practice('drafts'), 'practice', drafts, {
    step: 'discard',
    by: ['applicant'],
    in: ['drafting'],
    leads: [{ to: 'discarded' }],
    possible: true,
  }),
];

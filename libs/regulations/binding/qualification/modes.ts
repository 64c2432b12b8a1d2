/** What binds the mode of an assessment: by the table of the criteria, or on the lane of a zone (reference 3.1 and 7). */
import { after, all, any, before, evidence, not, type BindingProvision, type Condition } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { implies, isKind } from './conditions.js';
import { bindsIn, sourceOf, type Edition } from './editions.js';

const mode = (name: string): Condition => evidence('mode').is(name);
const ground = evidence('ground');
const onTheLane = (name: string): Condition => before('allows.modes').includes(name);

/** Grounds on which the table knows a remote assessment; that no check is feasible is for the check alone. */
const remoteGrounds = any(
  all(isKind('first'), ground.isOneOf('forceMajeure', 'severalSites')),
  all(isKind('extension', 'change'), ground.isOneOf('forceMajeure', 'severalSites', 'fewParameters')),
  all(isKind('renewal'), ground.is('forceMajeure')),
);
const writtenGrounds = any(
  all(isKind('extension'), ground.is('fewParameters')),
  all(isKind('renewal'), ground.is('cleanCycle'), before('substantiveChange').is(false)),
  all(isKind('change'), before('handling').is('written'), ground.is('conditionsUnaffected')),
);

export function modes(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { remotely, onDocuments, visit, knows } = edition;
  const knowsRemote = knows.includes('remote');
  return [
    binds(
      visit,
      sourceOf(visit),
      words(
        '首次申请、能力有实际变化的延续和影响条件的变更现场评审，无须理由；提交专家审查的变更不现场评审',
        'a visit is open to every application and needs no ground; what is put before experts is not visited',
      ),
      {
        step: 'appointTeam',
        onlyIf: implies(mode('onSite'), all(ground.isMissing, not(before('handling').is('written')))),
        whenever: soundAnd(all(mode('onSite'), ground.isMissing, not(before('handling').is('written')))),
      },
    ),
    binds(
      onDocuments,
      sourceOf(onDocuments),
      words(
        '书面审查限于能力范围内少量参数的扩项、无违法无实质变化的延续和不影响条件的变更',
        'on documents are assessed extensions by few parameters, renewals after a clean cycle, and changes that do not touch the conditions; nothing else',
      ),
      { step: 'appointTeam', onlyIf: implies(mode('written'), writtenGrounds) },
      {
        state: 'documentAssessment',
        final: false,
        after: { all: [{ step: 'appointTeam', where: mode('written') }] },
      },
    ),
    binds(
      remotely,
      sourceOf(remotely),
      knowsRemote
        ? words(
            '远程评审限于不可抗力、多场所同一体系、能力范围内少量参数，或者本区制度所允许的情形',
            'an assessment is remote for force majeure, several sites under one system, few parameters within the capability, or where the lane allows it',
          )
        : words(
            '准则未规定远程评审，仅在本区应急制度允许时可以采用',
            'the criteria know no remote assessment; a lane for an emergency may allow it',
          ),
      {
        step: 'appointTeam',
        onlyIf: [
          implies(mode('remote'), remoteGrounds),
          ...(knowsRemote ? [] : [implies(mode('remote'), onTheLane('remote'))]),
        ],
      },
      {
        step: 'escalate',
        onlyIf: [
          implies(mode('remote'), ground.isOneOf('forceMajeure', 'severalSites', 'fewParameters')),
          ...(knowsRemote ? [] : [implies(mode('remote'), onTheLane('remote'))]),
        ],
      },
      {
        state: 'remoteAssessment',
        final: false,
        after: {
          any: [
            { step: 'appointTeam', where: mode('remote') },
            { step: 'escalate', where: mode('remote') },
          ],
        },
      },
      ...(knowsRemote
        ? [
            {
              step: 'appointTeam',
              whenever: soundAnd(all(mode('remote'), isKind('first'), ground.is('forceMajeure'))),
            },
          ]
        : []),
    ),
    binds(
      practice('expedited'),
      'practice',
      words(
        '本区应急制度可以以远程、书面方式代替现场，但不超出准则所列情形',
        'the lane of a zone may put another mode in the place of a visit, on no other ground than the criteria know',
      ),
      {
        step: 'appointTeam',
        whenever: soundAnd(
          all(mode('remote'), isKind('extension'), ground.is('forceMajeure'), onTheLane('remote')),
        ),
      },
    ),
    binds(
      onDocuments,
      sourceOf(onDocuments),
      words(
        '书面审查的结论只有符合和不符合；有疑问的，按风险增加现场或者远程评审',
        'a document review concludes conforming or nonconforming; where it leaves a doubt, a visit or a remote assessment is added by its risk',
      ),
      {
        step: 'concludeOnDocuments',
        by: ['teamLeader'],
        in: ['documentAssessment'],
        needs: 'documentReport',
        leads: [{ to: 'awaitingDecision' }],
        onlyIf: [
          evidence('conclusion').isOneOf('conforming', 'nonconforming'),
          any(evidence('exclusions.count').is(0), evidence('exclusions.inTheScope').is(true)),
        ],
        whenever: all(
          evidence('conclusion').isOneOf('conforming', 'nonconforming'),
          any(evidence('exclusions.count').is(0), evidence('exclusions.inTheScope').is(true)),
        ),
        remembers: [
          after('conclusion').sameAs(evidence('conclusion')),
          after('conclusionReceivedOn').isToday,
          after('proposedExclusions.digest').sameAs(evidence('exclusions.digest')),
          after('proposedExclusions.items').sameAs(evidence('exclusions.items')),
          after('signatories').sameAs(evidence('signatories')),
        ],
      },
      {
        step: 'escalate',
        by: ['assessmentCoordinator'],
        in: ['documentAssessment'],
        needs: 'escalation',
        leads: [{ to: 'arrangingTheVisit' }],
        possible: not(before('handling').is('written')),
        onlyIf: implies(mode('remote'), ground.exists),
        remembers: [
          after('mode').sameAs(evidence('mode')),
          after('modeGround').sameAs(evidence('ground')),
          after('escalated').is(true),
        ],
      },
    ),
  ];
}

/** A sound team, as far as its mode goes. */
function soundAnd(condition: Condition): Condition {
  return all(
    condition,
    not(before('gapsUntil').is('assessment')),
    evidence('members').hasAtLeast(2),
    evidence('leaderMayLead').is(true),
    evidence('notAssessors').is(0),
    evidence('recused').isEmpty,
    evidence('otherDuties').isEmpty,
    evidence('draw').isMissing,
    evidence('fields.uncovered').isEmpty,
  );
}

/** What binds the assessment up to its report: time, team, review of the file, visit (measures, article 24; reference 4.1 to 4.4). */
import { after, all, any, before, evidence, not, type BindingProvision } from '#process';
import { cmaMeasures, practice } from '../../instruments.js';
import { words } from '../provision.js';
import { answersAreCounted, answersWhatWasAsked, implies } from './conditions.js';
import { accepted, bindsIn, sourceOf, type Edition } from './editions.js';

const finding = evidence('finding');

export function assessments(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { limits, procedure, team, onSite, change, commitment, visit, remotely, onDocuments } = edition;
  return [
    binds(
      procedure,
      'law',
      words(
        `自受理之日起${limits.assessment}个工作日内完成技术评审，由申请人自身原因造成的时间不计`,
        `the technical assessment is done within ${limits.assessment} working days of acceptance; delay of the applicant’s own is not counted`,
      ),
      {
        clock: 'assessment',
        limit: { unit: 'workingDays', length: limits.assessment },
        from: 'acceptedOn',
        effect: 'statutory',
        runs: [
          ...['formingTheTeam', 'materialReview', 'arrangingTheVisit', 'onSiteAssessment'],
          ...['remoteAssessment', 'documentAssessment', 'terminationProposed', 'verifying'],
        ],
        pauses: ['awaitingMaterials', 'rectifying'],
      },
      { state: 'formingTheTeam', final: false, after: accepted },
    ),
    binds(
      [...(commitment === null ? [] : [commitment]), change, procedure],
      'law',
      words(
        '告知承诺的当场决定；以申报办理的变更和注销不经技术评审，其余均须评审',
        'a commitment is decided on the spot; declared changes and cancellations need no assessment, and everything else needs one',
      ),
      {
        route: 'accepted',
        leads: [
          ...(commitment === null ? [] : [{ to: 'decidingOnTheSpot', if: after('route').is('commitment') }]),
          {
            to: 'awaitingDecision',
            if: any(after('kind').is('cancellation'), after('handling').isOneOf('declaration', 'filing')),
          },
          { to: 'formingTheTeam' },
        ],
        remembers: any(
          not(any(after('kind').is('cancellation'), after('handling').isOneOf('declaration', 'filing'))),
          after('route').is('commitment'),
          after('conclusionReceivedOn').sameAs(after('acceptedOn')),
        ),
      },
    ),
    binds(
      team,
      sourceOf(team),
      words(
        '组织两名以上评审人员，组长由其中一人担任，覆盖所申请的领域',
        'two or more persons assess, one of them leads, and they cover the fields applied for',
      ),
      {
        step: 'appointTeam',
        by: ['assessmentCoordinator'],
        in: ['formingTheTeam'],
        needs: 'teamAppointment',
        leads: [{ to: 'teamAppointed' }],
        possible: not(before('gapsUntil').is('assessment')),
        after: accepted,
        onlyIf: [
          evidence('members').hasAtLeast(2),
          evidence('leaderMayLead').is(true),
          evidence('notAssessors').is(0),
          any(
            all(evidence('fields.known').is(true), evidence('fields.uncovered').isEmpty),
            all(evidence('fields.known').is(false), evidence('fields.confirmed').is(true)),
          ),
        ],
        remembers: [
          after('team.leader').sameAs(evidence('leader')),
          after('team.members').sameAs(evidence('members')),
          after('mode').sameAs(evidence('mode')),
          after('modeGround').sameAs(evidence('ground')),
        ],
      },
    ),
    binds(
      edition.from < '2021-06-01' ? team : cmaMeasures('29'),
      edition.from < '2021-06-01' ? 'reported' : 'law',
      words(
        '与申请人有利害关系的评审人员应当回避',
        'whoever has an interest in the applicant does not assess it',
      ),
      { step: 'appointTeam', onlyIf: evidence('recused').isEmpty },
    ),
    binds(
      practice('tolerant-acceptance'),
      'practice',
      words(
        '约定在评审前补齐的材料，补齐后方可组成评审组',
        'what was to be there before the assessment is, before a team is appointed',
      ),
      { step: 'appointTeam', onlyIf: not(before('gapsUntil').is('assessment')) },
    ),
    binds(
      practice('duties-apart'),
      'practice',
      words('同一案件中各职责由不同的人承担', 'the duties in a matter are those of different people'),
      { step: 'appointTeam', onlyIf: evidence('otherDuties').isEmpty },
    ),
    binds(
      practice('draw'),
      'practice',
      words('随机抽取评审人员的，以抽取结果为准', 'where the team is drawn, it is the one drawn'),
      { step: 'appointTeam', onlyIf: any(evidence('draw').isMissing, evidence('asDrawn').is(true)) },
    ),
    ...[onDocuments, onSite].map((under) =>
      binds(
        under,
        sourceOf(under),
        words(
          '书面审查的径行审查材料，其余先由组长审查申请材料',
          'an assessment on documents begins at once; for any other the leader first reviews the file',
        ),
        {
          route: 'teamAppointed',
          leads: [{ to: 'documentAssessment', if: after('mode').is('written') }, { to: 'materialReview' }],
        },
      ),
    ),
    binds(
      onSite,
      sourceOf(onSite),
      words(
        '组长在收到材料五个工作日内审查材料，决定进入评审、暂缓补充材料或者不进入评审',
        'the leader reviews the file within five working days: go on, hold for a supplement, or do not go on',
      ),
      {
        clock: 'materialReview',
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        effect: 'statutory',
        runs: ['materialReview'],
      },
      {
        step: 'reviewMaterials',
        by: ['teamLeader'],
        in: ['materialReview'],
        needs: 'materialReview',
        onlyIf: finding.isOneOf('goOn', 'hold', 'doNotGoOn'),
        whenever: finding.isOneOf('goOn', 'hold', 'doNotGoOn'),
        leads: [
          { to: 'arrangingTheVisit', if: finding.is('goOn') },
          { to: 'awaitingMaterials', if: finding.is('hold') },
          { to: 'awaitingDecision', if: finding.is('doNotGoOn') },
        ],
        remembers: [
          implies(finding.is('hold'), after('asked').sameAs(evidence('asked'))),
          implies(finding.is('hold'), after('unanswered').sameAs(evidence('asked'))),
          implies(finding.is('hold'), after('materialHolds').moreThan(0)),
          implies(finding.is('doNotGoOn'), after('conclusion').is('nonconforming')),
          implies(finding.is('doNotGoOn'), after('conclusionReceivedOn').isToday),
          implies(not(finding.is('doNotGoOn')), after('conclusion').isMissing),
        ],
        after: { all: ['appointTeam'] },
      },
      {
        step: 'supplyMaterials',
        by: ['applicant'],
        in: ['awaitingMaterials'],
        needs: 'supplement',
        leads: [{ to: 'materialReview' }],
        possible: true,
        onlyIf: answersWhatWasAsked,
        whenever: answersWhatWasAsked,
        remembers: answersAreCounted,
      },
      {
        step: 'sendVisitNotice',
        by: ['assessmentCoordinator'],
        in: ['arrangingTheVisit'],
        needs: 'visitNotice',
        leads: [{ to: 'visitAnnounced' }],
        onlyIf: evidence('visit.from').noEarlierThan('today'),
        whenever: evidence('visit.from').noEarlierThan('today'),
        remembers: after('visit').sameAs(evidence('visit')),
        after: { all: ['appointTeam'] },
      },
    ),
    ...[remotely, visit].map((under) =>
      binds(
        under,
        sourceOf(under),
        words('现场评审或者远程评审，依确定的方式', 'on site or remotely, as was settled'),
        {
          route: 'visitAnnounced',
          leads: [{ to: 'remoteAssessment', if: after('mode').is('remote') }, { to: 'onSiteAssessment' }],
        },
        { state: 'onSiteAssessment', final: false, after: { all: ['appointTeam', 'sendVisitNotice'] } },
      ),
    ),
    binds(
      onSite,
      sourceOf(onSite),
      words(
        '有规定情形的，组长请示后由机关决定是否终止评审',
        'on a listed ground the leader asks, and the authority says whether the assessment is broken off',
      ),
      {
        step: 'proposeTermination',
        by: ['teamLeader'],
        in: ['onSiteAssessment', 'remoteAssessment'],
        needs: 'terminationProposal',
        leads: [{ to: 'terminationProposed' }],
        onlyIf: [
          evidence('ground').isOneOf('obstruction', 'linkFailed'),
          implies(evidence('ground').is('linkFailed'), before('mode').is('remote')),
        ],
        whenever: any(
          evidence('ground').is('obstruction'),
          all(evidence('ground').is('linkFailed'), before('mode').is('remote')),
        ),
        remembers: after('terminationProposed').sameAs(evidence('ground')),
      },
      {
        step: 'agreeToTerminate',
        by: ['assessmentCoordinator'],
        in: ['terminationProposed'],
        needs: 'terminationAnswer',
        leads: [{ to: 'awaitingDecision' }],
        possible: true,
        remembers: [
          after('terminated').sameAs(before('terminationProposed')),
          after('conclusion').is('nonconforming'),
          after('conclusionReceivedOn').isToday,
        ],
        after: { all: ['proposeTermination'] },
      },
      {
        step: 'declineToTerminate',
        by: ['assessmentCoordinator'],
        in: ['terminationProposed'],
        needs: 'terminationAnswer',
        leads: [{ to: 'visitAnnounced' }],
        possible: true,
        remembers: after('terminationProposed').isMissing,
        after: { all: ['proposeTermination'] },
      },
    ),
  ];
}

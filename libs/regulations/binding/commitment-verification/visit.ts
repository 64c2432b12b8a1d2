/** What binds the visit: by when, by whom, what it may conclude. */
import { after, all, any, before, evidence, world, type BindingProvision } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { implies } from '../qualification/conditions.js';
import { sourceOf } from '../qualification/editions.js';
import { bindsIn, concludes, ofALane, within, type Edition } from './editions.js';

const visiting = (...of: string[]): string[] =>
  of.flatMap((way) => [`${way}.formingTheTeam`, `${way}.onSite`]);

export function visits(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { committed, team, report, needs, found } = edition;
  return [
    binds(
      committed,
      sourceOf(committed, 'reported'),
      words(
        '以告知承诺取得资质认定的，在作出决定之日起三个月内现场核查；首次申请或者涉及强制性标准的，及时核查',
        'whatever was granted on a commitment is verified on site within three months of the decision, and promptly where it was a first application or touches mandatory standards',
      ),
      {
        opening: true,
        by: ['anotherCase'],
        remembers: [
          ...['institution', 'origin', 'certificateNumber', 'kind', 'route', 'scope', 'excluded'].map(
            (fact) => after(fact).sameAs(world(fact)),
          ),
          ...['fieldCode', 'grantedOn'].map((fact) => after(fact).sameAs(world(fact))),
          // The certificate is the one issued beside this case, or that which was amended.
          implies(
            world('beside.certificate').exists,
            after('certificate').sameAs(world('beside.certificate')),
          ),
          implies(
            world('beside.certificate').isMissing,
            after('certificate').sameAs(world('certificate.case')),
          ),
          implies(world('because').is('commitment'), after('commitment').is(true)),
          implies(world('because').is('lane'), after('commitment').is(false)),
          implies(world('because').is('lane'), after('dueOn').exists),
          implies(world('because').is('lane'), after('banYears').isMissing),
          implies(
            world('because').is('commitment'),
            after('banYears').sameAs(world('settings.commitmentBanYears')),
          ),
          after('mandatoryStandards').sameAs(world('scope.mandatoryStandards')),
          after('promptDays').sameAs(world('settings.promptVerificationDays')),
        ],
      },
      {
        route: 'ordered',
        leads: [
          { to: 'followUp.formingTheTeam', if: after('commitment').is(false) },
          {
            to: 'prompt.formingTheTeam',
            if: any(after('kind').is('first'), after('mandatoryStandards').is(true)),
          },
          { to: 'usual.formingTheTeam' },
        ],
      },
      {
        clock: 'verification',
        limit: { unit: 'months', length: 3 },
        from: 'grantedOn',
        effect: 'statutory',
        runs: visiting('prompt', 'usual'),
      },
    ),
    binds(
      practice('prompt-verification'),
      'practice',
      words(
        '“及时”的天数由机关设定，逾期不产生后果',
        'how many days “promptly” are is for the office to set, and nothing follows when they pass',
      ),
      {
        clock: 'promptVerification',
        limit: { unit: 'workingDays', length: 10 },
        lengthAt: 'promptDays',
        from: 'grantedOn',
        effect: 'target',
        runs: visiting('prompt'),
      },
    ),
    binds(
      practice('follow-up'),
      'practice',
      words(
        '绿色通道附带的核查，按通道所定的日期完成',
        'a visit that a lane owes is made by the day that the lane has set',
      ),
      {
        clock: 'followUp',
        limit: { unit: 'untilDay', length: 0 },
        until: 'dueOn',
        from: 'today',
        effect: 'target',
        runs: visiting('followUp'),
      },
      {
        route: 'ordered',
        leads: [
          { to: 'followUp.formingTheTeam', if: after('commitment').is(false) },
          {
            to: 'prompt.formingTheTeam',
            if: any(after('kind').is('first'), after('mandatoryStandards').is(true)),
          },
          { to: 'usual.formingTheTeam' },
        ],
      },
    ),
    binds(
      team,
      sourceOf(team),
      words(
        '两名以上评审人员现场核查，覆盖领域，无人须回避',
        'two or more persons verify, they cover the field, and none of them is recused',
      ),
      {
        step: 'appointTeam',
        by: ['assessmentCoordinator'],
        in: within('formingTheTeam'),
        needs: 'teamAppointment',
        leads: [
          { to: 'followUp.onSite', if: ofALane },
          {
            to: 'prompt.onSite',
            if: any(before('kind').is('first'), before('mandatoryStandards').is(true)),
          },
          { to: 'usual.onSite' },
        ],
        possible: true,
        onlyIf: [
          evidence('members').hasAtLeast(2),
          evidence('leaderMayLead').is(true),
          evidence('notAssessors').is(0),
          evidence('recused').isEmpty,
          evidence('otherDuties').isEmpty,
          any(evidence('draw').isMissing, evidence('asDrawn').is(true)),
          any(
            all(evidence('fields.known').is(true), evidence('fields.uncovered').isEmpty),
            all(evidence('fields.known').is(false), evidence('fields.confirmed').is(true)),
          ),
        ],
        remembers: [
          after('team.leader').sameAs(evidence('leader')),
          after('team.members').sameAs(evidence('members')),
        ],
      },
    ),
    binds(
      report,
      sourceOf(report),
      words(
        '核查结论为属实、基本属实或者严重不实；有严重不符合（带星号条款不符合）的，只能为严重不实',
        'a verification concludes true, largely true or false; what is serious (a starred item nonconforming) allows nothing but false',
      ),
      {
        step: 'report',
        by: ['teamLeader'],
        in: within('onSite'),
        needs,
        leads: [
          { to: 'foundTrue', if: concludes('true') },
          { to: 'rectifying', if: concludes('largelyTrue') },
          { to: 'awaitingDecision', if: concludes('false') },
        ],
        possible: true,
        onlyIf: [
          implies(concludes('true'), found.nothing),
          implies(concludes('largelyTrue'), found.something),
          implies(concludes('false'), found.failing),
          implies(found.serious, concludes('false')),
          evidence('visited.to').noLaterThan('today'),
        ],
        remembers: [
          after('visit').sameAs(evidence('visited')),
          after('conclusion').sameAs(evidence('conclusion')),
          after('itemsDigest').sameAs(evidence('itemsDigest')),
          after('nonconformities').sameAs(evidence('nonconformities')),
          implies(concludes('false'), after('foundFalseOn').isToday),
        ],
        after: { all: ['appointTeam'] },
      },
      {
        state: 'foundTrue',
        final: true,
        after: { all: [{ step: 'report', where: concludes('true') }] },
      },
    ),
  ];
}

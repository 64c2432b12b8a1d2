/** What binds the hearing before a decision (Licensing Law, articles 45 to 48; reference 1.4). */
import { after, before, evidence, not, type BindingProvision } from '#process';
import { words } from '../provision.js';
import { bindsIn, type Edition } from './editions.js';

export function hearings(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { licensing } = edition;
  const limit = (length: number) => ({ unit: 'workingDays', length }) as const;
  return [
    binds(
      licensing('47'),
      'law',
      words(
        '作出不利决定前告知听证权利；申请人在五日内申请的，在二十日内组织听证',
        'before it decides against the applicant the authority tells the right to a hearing; asked for within five days, it is held within twenty',
      ),
      {
        step: 'offerHearing',
        by: ['decisionMaker'],
        in: ['awaitingDecision'],
        needs: 'hearingOffer',
        decides: ['conclusion', 'proposedExclusions'],
        leads: [{ to: 'hearingOffered' }],
        onlyIf: before('hearing').isMissing,
        whenever: before('hearing').isMissing,
        remembers: after('hearing').is('offered'),
      },
      {
        clock: 'hearingRequest',
        limit: limit(5),
        from: 'today',
        effect: 'statutory',
        runs: ['hearingOffered'],
        lapsesInto: 'lapseIntoNoHearing',
      },
      {
        step: 'askForHearing',
        by: ['applicant'],
        in: ['hearingOffered'],
        needs: 'hearingRequest',
        leads: [{ to: 'hearingAskedFor' }],
        possible: true,
        remembers: after('hearing').is('askedFor'),
      },
      {
        step: 'declineHearing',
        by: ['applicant'],
        in: ['hearingOffered'],
        leads: [{ to: 'awaitingDecision' }],
        possible: true,
        remembers: after('hearing').is('waived'),
      },
      {
        step: 'lapseIntoNoHearing',
        by: ['clock'],
        on: 'hearingRequest',
        in: ['hearingOffered'],
        leads: [{ to: 'awaitingDecision' }],
        possible: true,
        remembers: after('hearing').is('waived'),
      },
      {
        clock: 'hearing',
        limit: limit(20),
        from: 'today',
        effect: 'statutory',
        runs: ['hearingAskedFor', 'hearingAnnounced', 'hearingDue'],
      },
      { state: 'hearingOffered', final: false, after: { all: ['offerHearing'] } },
    ),
    binds(
      licensing('48'),
      'law',
      words(
        '听证的七日前通知时间、地点；听证由审查该申请以外的人员主持，制作笔录，据以作出决定',
        'day and place are told seven days before; whoever hosts the hearing has not reviewed the case; the decision is taken on its record',
      ),
      {
        step: 'announceHearing',
        by: ['hearingHost'],
        duty: 'hearing',
        in: ['hearingAskedFor'],
        needs: 'hearingNotice',
        leads: [{ to: 'hearingAnnounced' }],
        onlyIf: not(evidence('on').noLaterThan('today')),
        whenever: evidence('on').ahead({ unit: 'calendarDays', length: 14 }),
        remembers: [after('hearing').is('announced'), after('hearingOn').sameAs(evidence('on'))],
        after: { all: ['offerHearing', 'askForHearing'] },
      },
      {
        clock: 'hearingNotice',
        limit: limit(7),
        from: 'today',
        effect: 'statutory',
        runs: ['hearingAnnounced'],
        lapsesInto: 'lapseIntoHearing',
      },
      {
        step: 'lapseIntoHearing',
        by: ['clock'],
        on: 'hearingNotice',
        in: ['hearingAnnounced'],
        leads: [{ to: 'hearingDue' }],
        possible: true,
      },
      {
        step: 'holdHearing',
        by: ['hearingHost'],
        duty: 'hearing',
        in: ['hearingDue'],
        needs: 'hearingRecord',
        leads: [{ to: 'awaitingDecision' }],
        onlyIf: before('hearingOn').noLaterThan('today'),
        whenever: before('hearingOn').noLaterThan('today'),
        remembers: after('hearing').is('held'),
        after: { all: ['announceHearing', 'lapseIntoHearing'] },
      },
    ),
  ];
}

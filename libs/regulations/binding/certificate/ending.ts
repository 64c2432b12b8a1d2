/** What binds the end of a certificate: cancelled on an objective ground, or annulled, whole or by item. */
import { after, all, any, evidence, not, world, type BindingProvision, type Condition } from '#process';
import { practice } from '../../instruments.js';
import { words } from '../provision.js';
import { bindsIn, byAnotherCase, ended, inForce, whileItIsThere, type Edition } from './editions.js';

const notHarmed = evidence('publicInterest').is('notHarmed');
const decides = ['certificateNumber', 'scope', 'itemsAnnulledInAll', 'validUntil', 'statedOn'];

export function ending(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { cancellation, annulment, licensing, grounds } = edition;
  const known = evidence('ground').isOneOf(...Object.keys(grounds));
  const barring = Object.entries(grounds).filter(([, years]) => years !== null);
  const bars: Condition[] = Object.entries(grounds).map(([ground, years]) =>
    any(
      not(evidence('ground').is(ground)),
      years === null ? after('banYears').isMissing : after('banYears').is(years),
    ),
  );
  return [
    binds(
      cancellation,
      'law',
      words(
        '届满未延续、机构终止、机构申请或者有其他法定情形的，注销',
        'it is cancelled where it has expired, the body has ended or applied for it, or another law says so',
      ),
      {
        step: 'cancel',
        by: byAnotherCase,
        in: whileItIsThere,
        leads: [{ to: 'cancelled' }],
        possible: true,
        remembers: ended('cancelledOn', after('cancellationGround').is('ownApplication')),
      },
      {
        step: 'cancelOnAGround',
        by: ['certificateClerk'],
        in: inForce,
        needs: 'cancellationRecord',
        leads: [{ to: 'cancelled' }],
        possible: true,
        remembers: ended('cancelledOn', after('cancellationGround').sameAs(evidence('ground'))),
      },
      {
        step: 'cancelAfterExpiry',
        by: ['certificateClerk'],
        in: ['expired'],
        leads: [{ to: 'cancelled' }],
        possible: true,
        remembers: ended('cancelledOn', after('cancellationGround').is('expired')),
      },
      { state: 'cancelled', final: true, after: { any: ['cancel', 'cancelOnAGround', 'cancelAfterExpiry'] } },
      { state: 'expired', final: false, after: { any: ['expire', 'endRenewal'] } },
    ),
    binds(
      annulment,
      'law',
      words(
        '具有规定情形的，撤销证书或者相应项目，并在规定年限内不得再次申请',
        'on a ground of the law the certificate or items of it are annulled, and another application is barred for the years the law sets',
      ),
      {
        step: 'annul',
        by: byAnotherCase,
        in: whileItIsThere,
        leads: [{ to: 'annulled' }],
        possible: true,
        remembers: ended(
          'annulledOn',
          after('annulmentGround').sameAs(world('ground')),
          after('annulledBy').sameAs(world('origin')),
          after('banYears').sameAs(world('banYears')),
        ),
      },
      {
        step: 'annulItems',
        by: byAnotherCase,
        in: whileItIsThere,
        effects: [{ do: 'annulCertificateItems' }],
        leads: [{ stays: true }],
        possible: true,
        remembers: [
          after('itemsAnnulledOn').isToday,
          after('itemsAnnulmentGround').sameAs(world('ground')),
          after('annulledItems').sameAs(world('annulledItems')),
          after('itemsAnnulledBy').sameAs(world('origin')),
          after('itemsAnnulledInAll').moreThan(0),
        ],
      },
      {
        step: 'decideToAnnul',
        by: ['decisionMaker'],
        in: whileItIsThere,
        needs: 'annulmentDecision',
        decides,
        effects: [
          {
            do: 'enterBan',
            with: { yearsAt: 'banYears', groundAt: 'annulmentGround' },
            if: evidence('ground').isOneOf(...barring.map(([ground]) => ground)),
          },
        ],
        leads: [{ to: 'annulled' }],
        onlyIf: known,
        whenever: all(known, notHarmed),
        remembers: ended('annulledOn', after('annulmentGround').sameAs(evidence('ground')), ...bars),
      },
      {
        step: 'decideToAnnulItems',
        by: ['decisionMaker'],
        in: inForce,
        needs: 'itemAnnulmentDecision',
        decides,
        effects: [
          { do: 'annulCertificateItems' },
          {
            do: 'enterBan',
            with: { yearsAt: 'banYears', groundAt: 'itemsAnnulmentGround' },
            if: evidence('ground').isOneOf(...barring.map(([ground]) => ground)),
          },
        ],
        leads: [{ stays: true }],
        onlyIf: [known, evidence('items.inForce').is(true), evidence('items.remaining').moreThan(0)],
        whenever: all(
          known,
          notHarmed,
          evidence('items.inForce').is(true),
          evidence('items.remaining').moreThan(0),
        ),
        remembers: [
          after('itemsAnnulledOn').isToday,
          after('itemsAnnulmentGround').sameAs(evidence('ground')),
          after('annulledItems.digest').sameAs(evidence('items.digest')),
          after('itemsAnnulledBy').isMissing,
          after('itemsAnnulledInAll').moreThan(0),
          ...bars,
        ],
      },
      { effect: 'enterBan', by: ['decideToAnnul', 'decideToAnnulItems'] },
      { effect: 'annulCertificateItems', by: ['annulItems', 'decideToAnnulItems'] },
      { state: 'annulled', final: true, after: { any: ['annul', 'decideToAnnul'] } },
    ),
    binds(
      practice('hearing'),
      'practice',
      words(
        '机构可以就拟对其证书作出的决定陈述意见',
        'a body may state its view on what is to be decided on its certificate',
      ),
      {
        step: 'stateItsView',
        by: ['applicant'],
        in: whileItIsThere,
        needs: 'bodyStatement',
        leads: [{ stays: true }],
        possible: true,
        remembers: after('statedOn').isToday,
      },
    ),
    binds(
      licensing('69'),
      'law',
      words(
        '撤销可能对公共利益造成重大损害的，不予撤销',
        'nothing is annulled where that could do grave harm to the public interest',
      ),
      { step: 'decideToAnnul', onlyIf: notHarmed },
      { step: 'decideToAnnulItems', onlyIf: notHarmed },
    ),
  ];
}

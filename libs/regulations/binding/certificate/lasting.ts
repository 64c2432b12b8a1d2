/** What binds a certificate while it is in force: its validity, renewals, amendments. */
import {
  after,
  all,
  any,
  before,
  not,
  world,
  type BindingProvision,
  type Claim,
  type Condition,
} from '#process';
import { words } from '../provision.js';
import { bindsIn, byAnotherCase, ended, whileItIsThere, type Edition } from './editions.js';

export function lasting(edition: Edition): BindingProvision[] {
  const binds = bindsIn(edition);
  const { issue, validity, change, licensing } = edition;
  const silence = (told: readonly Claim[]) =>
    binds(
      licensing('50'),
      'law',
      words(
        '届满前未就已受理的延续作出决定的，视为准予延续，换发新证书前继续有效',
        'where a renewal that was accepted in time is not decided before the last day it is deemed granted, and the certificate is in force until a new one takes its place',
      ),
      ...told,
    );
  return [
    binds(issue, 'law', words('证书自颁发之日起有效', 'a certificate is in force from its issue on'), {
      opening: true,
      by: byAnotherCase,
      leads: [{ to: 'valid' }],
      remembers: [
        ...['institution', 'origin', 'certificateNumber', 'issuedOn', 'validUntil', 'kind', 'route'],
        ...['scope', 'excluded', 'fieldCode'],
      ].map((fact) => after(fact).sameAs(world(fact))),
    }),
    binds(
      validity,
      'law',
      words(
        '证书有效期六年；届满未延续的失效；延续申请受理后由其决定',
        'a certificate is valid for six years; it ends with its last day unless it is renewed, and an accepted renewal is decided before that',
      ),
      {
        clock: 'validity',
        limit: { unit: 'untilDay', length: 0 },
        until: 'validUntil',
        from: 'today',
        effect: 'statutory',
        runs: ['valid', 'inRenewal'],
        lapsesInto: { valid: 'expire', inRenewal: 'stayInForce' },
        restartedBy: ['beginRenewal', 'endRenewal'],
      },
      {
        step: 'expire',
        by: ['clock'],
        on: 'validity',
        in: ['valid'],
        leads: [{ to: 'expired' }],
        possible: true,
        remembers: [...ended('expiredOn'), after('renewedBySilenceOn').isMissing],
      },
      {
        step: 'beginRenewal',
        by: byAnotherCase,
        in: ['valid', 'expired'],
        leads: beginsRenewal(),
        whenever: world('origin').exists,
      },
      {
        step: 'endRenewal',
        by: byAnotherCase,
        in: ['inRenewal', 'renewedBySilence', 'expired'],
        leads: endsRenewal(),
        whenever: world('origin').exists,
      },
      {
        step: 'beReplaced',
        by: byAnotherCase,
        in: whileItIsThere,
        leads: [{ to: 'replaced' }],
        possible: true,
        remembers: ended('replacedOn', after('replacedBy').sameAs(world('certificateNumber'))),
      },
      { state: 'replaced', final: true, after: { all: ['beReplaced'] } },
      { state: 'inRenewal', final: false, after: { all: ['beginRenewal'] } },
    ),
    silence([
      {
        step: 'stayInForce',
        by: ['clock'],
        on: 'validity',
        in: ['inRenewal'],
        leads: [{ to: 'renewedBySilence' }],
        possible: true,
        remembers: after('renewedBySilenceOn').isToday,
      },
      { step: 'beginRenewal', by: byAnotherCase, in: ['valid', 'expired'], leads: beginsRenewal() },
      {
        step: 'beginRenewal',
        remembers: [
          any(
            after('renewalCase').sameAs(world('origin')),
            all(before('expiredOn').exists, after('renewalCase').sameAs(before('renewalCase'))),
          ),
          any(before('expiredOn').exists, after('renewalBegunOn').sameAs(world('acceptedOn'))),
          any(
            not(all(before('expiredOn').exists, inTime())),
            all(
              after('renewedBySilenceOn').isToday,
              after('expiredOn').isMissing,
              after('renewalCase').sameAs(world('origin')),
            ),
          ),
        ],
      },
      {
        step: 'endRenewal',
        by: byAnotherCase,
        in: ['inRenewal', 'renewedBySilence', 'expired'],
        leads: endsRenewal(),
      },
      {
        step: 'endRenewal',
        remembers: [
          any(
            not(before('renewalCase').exists),
            before('renewedBySilenceOn').exists,
            before('expiredOn').exists,
            all(after('renewalCase').isMissing, after('renewalBegunOn').isMissing),
          ),
          any(
            not(all(before('renewedBySilenceOn').exists, world('outcome').is('withdrawn'))),
            all(
              after('expiredOn').isToday,
              after('renewedBySilenceOn').isMissing,
              after('renewalCase').isMissing,
            ),
          ),
        ],
      },
      { state: 'renewedBySilence', final: false, after: { all: ['beginRenewal'] } },
    ]),
    binds(
      change,
      'law',
      words(
        '扩项、变更不改变证书编号和有效期',
        'an extension or a change leaves number and last day as they are',
      ),
      {
        step: 'amend',
        by: byAnotherCase,
        in: whileItIsThere,
        leads: [{ stays: true }],
        possible: true,
        remembers: [
          after('amendments').moreThan(0),
          after('amendedOn').isToday,
          after('amendedBy').sameAs(world('origin')),
          after('validUntil').sameAs(before('validUntil')),
          after('certificateNumber').sameAs(before('certificateNumber')),
        ],
      },
    ),
  ];
}

/** Told after the last day: what counts is whether it was accepted before. */
function inTime(): Condition {
  return world('acceptedOn').noLaterThan(before('validUntil'));
}

function beginsRenewal() {
  return [
    { to: 'inRenewal', if: not(before('expiredOn').exists) },
    { to: 'renewedBySilence', if: inTime() },
    { to: 'expired' },
  ];
}

/** What silence has renewed only the body gives up; a refusal that comes after it changes nothing. */
function endsRenewal() {
  return [
    { to: 'expired', if: before('expiredOn').exists },
    { to: 'valid', if: not(before('renewedBySilenceOn').exists) },
    { to: 'expired', if: world('outcome').is('withdrawn') },
    { to: 'renewedBySilence' },
  ];
}

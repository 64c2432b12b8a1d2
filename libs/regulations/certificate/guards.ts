/** The conditions under which a certificate is annulled, and on which it stays in force, in every edition. */
import type { Guard, Provision } from '#process';
import { condition, count, objectOf, together, word, words } from '../office/memory.js';
import { fileOf } from './memory.js';

/** Of items that are to be annulled: all are there, and some are left. */
export const theItemsMayGo = {
  theItemsAreInForce: condition(
    words('所列项目不都在证书现行有效的附表内。', 'Not all of the items are in force on the certificate.'),
    words('核对地点和项目序号。', 'Check the sites and the numbers of the items.'),
    (_, { evidence }) => objectOf(evidence.items).inForce === true,
  ),
  somethingRemains: condition(
    words('撤销后将无任何项目。', 'Nothing would remain.'),
    words('撤销全部的，作出撤销资质认定决定。', 'Annul the whole certificate.'),
    (_, { evidence }) => count(objectOf(evidence.items).remaining) > 0,
  ),
} as const;

/** The guards of an edition: the grounds of annulment that it knows, and where the public interest stands above them. */
export function guardsWith({
  grounds,
  publicInterestUnder,
}: {
  grounds: readonly string[];
  publicInterestUnder: Provision;
}) {
  const theGroundIsOneOfTheLaw = condition(
    words(
      '所列理由不是本版管理办法规定的撤销理由。',
      'The ground is none on which the measures of this edition annul.',
    ),
    words(
      '改为管理办法规定的理由；依其他法律的，注明依据。',
      'Name a ground of the measures, or of another law.',
    ),
    (_, { evidence }) => grounds.some((ground) => ground === evidence.ground),
  );
  const thePublicInterestDoesNotBarIt = {
    ...condition(
      words(
        '撤销可能对公共利益造成重大损害的，不予撤销。',
        'Where it could do grave harm to the public interest, it is not annulled.',
      ),
      words(
        '另行采取监督措施，或者查明不致造成重大损害。',
        'Take another measure of supervision, or find that no grave harm is done.',
      ),
      (_, { evidence }) => evidence.publicInterest === 'notHarmed',
    ),
    under: publicInterestUnder,
  };
  return {
    theAnnulmentHasAGround: together(
      words(
        '具有管理办法规定的撤销理由，且撤销不致对公共利益造成重大损害',
        'there is a ground of the law, and annulling does no grave harm to the public interest',
      ),
      { theGroundIsOneOfTheLaw, thePublicInterestDoesNotBarIt },
    ),
    theItemsMayBeAnnulled: together(
      words(
        '具有管理办法规定的撤销理由，撤销不致对公共利益造成重大损害，所列项目均在有效的附表内且仍有剩余项目',
        'there is a ground of the law, annulling does no grave harm to the public interest, the items are in force and others remain',
      ),
      {
        theGroundIsOneOfTheLaw,
        thePublicInterestDoesNotBarIt,
        ...theItemsMayGo,
      },
    ),
    // What is owed may arrive after the last day; what counts is when the application was accepted.
    theRenewalWasAcceptedInTime: {
      says: words('延续申请在有效期届满前已受理', 'the renewal was accepted before the certificate expired'),
      otherwise: words(
        '延续申请受理时，证书已经过期。',
        'The certificate had expired when the renewal was accepted.',
      ),
      remedy: words('按首次申请办理。', 'It is handled as a first application.'),
      reads: 'file',
      holds: (context, { world }) => {
        const [accepted, last] = [word(world.acceptedOn), fileOf(context).validUntil];
        return accepted !== null && last !== null && accepted <= last;
      },
    },
    theBodyGaveTheRenewalUp: {
      says: words('申请人撤回了延续申请', 'the body withdrew the renewal'),
      otherwise: words('延续申请并非由申请人撤回。', 'It was not the body that ended the renewal.'),
      remedy: words('视为准予延续的，应当换发证书。', 'What is deemed renewed gets its new certificate.'),
      reads: 'file',
      holds: (_, { world }) => world.outcome === 'withdrawn',
    },
  } as const satisfies Record<string, Guard>;
}

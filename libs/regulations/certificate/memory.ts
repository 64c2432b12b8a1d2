/** What a case of a certificate remembers, in every edition, and how it reads what other cases hand over. */
import type { Assign, Day, Facts, Given, Json } from '#process';
import { objectOf, positive, word } from '../office/memory.js';
import type { Exclusions } from '../qualification/file.js';

/** The context. Null means: not yet, or never in this case. */
export type CertificateFile = {
  /** The holder. */
  institution: string | null;
  /** The case that issued it. */
  origin: string | null;
  certificateNumber: string | null;
  issuedOn: Day | null;
  /** Its last day; no extension and no change moves it. */
  validUntil: Day | null;
  /** The kind and the route of the application by which it was granted. */
  kind: string | null;
  route: string | null;
  scope: Json;
  excluded: Json;
  fieldCode: string | null;
  /** The renewal that is being handled, and since when. */
  renewalCase: string | null;
  renewalBegunOn: Day | null;
  renewedBySilenceOn: Day | null;
  /** How often its scope was amended; when last, and by which case. */
  amendments: number;
  amendedOn: Day | null;
  amendedBy: string | null;
  /** What the last annulment of items took out, when, why and by which case; and how many in all. */
  annulledItems: Exclusions | null;
  itemsAnnulledOn: Day | null;
  itemsAnnulmentGround: string | null;
  itemsAnnulledBy: string | null;
  itemsAnnulledInAll: number;
  /** The day on which the body last stated its view. */
  statedOn: Day | null;
  replacedBy: string | null;
  replacedOn: Day | null;
  expiredOn: Day | null;
  cancelledOn: Day | null;
  cancellationGround: string | null;
  annulledOn: Day | null;
  annulmentGround: string | null;
  annulledBy: string | null;
  /** For how many years there may be no new application. */
  banYears: number | null;
};

export const fileOf = (context: Facts) => context as unknown as CertificateFile;

/** Items named as a memory has them, without what was only looked up for the guards. */
export function itemsNamed(value: Json | undefined): Exclusions | null {
  const { count, digest, items } = objectOf(value);
  if (typeof count !== 'number' || typeof digest !== 'string') return null;
  return { count, digest, items: Array.isArray(items) ? items.map(String) : null };
}

/** The memory of a certificate that was just issued: what its case has carried here. */
export const openedFile = ({ input }: { input: { given: Given } }): Facts => {
  const { institution, origin, certificateNumber, issuedOn, validUntil, kind, route, fieldCode, ...world } =
    input.given.world;
  const file: CertificateFile = {
    institution: word(institution),
    origin: word(origin),
    certificateNumber: word(certificateNumber),
    issuedOn: word(issuedOn),
    validUntil: word(validUntil),
    kind: word(kind),
    route: word(route),
    scope: world.scope ?? null,
    excluded: world.excluded ?? null,
    fieldCode: word(fieldCode),
    renewalCase: null,
    renewalBegunOn: null,
    renewedBySilenceOn: null,
    amendments: 0,
    amendedOn: null,
    amendedBy: null,
    annulledItems: null,
    itemsAnnulledOn: null,
    itemsAnnulmentGround: null,
    itemsAnnulledBy: null,
    itemsAnnulledInAll: 0,
    statedOn: null,
    replacedBy: null,
    replacedOn: null,
    expiredOn: null,
    cancelledOn: null,
    cancellationGround: null,
    annulledOn: null,
    annulmentGround: null,
    annulledBy: null,
    banYears: null,
  };
  return file;
};

/** The case that owes a step, or whose event opened this one. */
const owedBy = ({ world }: Given): string | null => word(world.origin);

const itemsOut = (context: Facts, given: Given, items: Exclusions | null, ground: string | null): Facts => ({
  annulledItems: items,
  itemsAnnulledOn: given.today,
  itemsAnnulmentGround: ground,
  itemsAnnulledBy: owedBy(given),
  itemsAnnulledInAll: fileOf(context).itemsAnnulledInAll + (items?.count ?? 0),
});

/**
 * How the memory changes, in every edition. `bans` says for how many years each ground bars a new application; a ground that
 * is not in it bars none.
 */
export const assignsWith = (bans: Readonly<Record<string, number>>) => {
  const yearsFor = (ground: string | null): number | null =>
    ground !== null && Object.hasOwn(bans, ground) ? bans[ground]! : null;
  return {
    recordRenewal: (_, given) => ({
      renewalCase: word(given.world.renewalCase) ?? owedBy(given),
      renewalBegunOn: word(given.world.acceptedOn) ?? given.today,
    }),
    recordEndOfRenewal: () => ({ renewalCase: null, renewalBegunOn: null }),
    recordRenewalBySilence: (_, { today }) => ({ renewedBySilenceOn: today, expiredOn: null }),
    recordExpiry: (_, { today }) => ({ expiredOn: today, renewedBySilenceOn: null }),
    recordReplacement: (_, { world, today }) => ({
      replacedBy: word(world.certificateNumber),
      replacedOn: today,
    }),
    recordAmendment: (context, given) => ({
      amendments: fileOf(context).amendments + 1,
      amendedOn: given.today,
      amendedBy: owedBy(given),
    }),
    recordStatement: (_, { today }) => ({ statedOn: today }),
    recordCancellationOnApplication: (_, { today }) => ({
      ...{ cancelledOn: today, cancellationGround: 'ownApplication' },
    }),
    recordCancellationAfterExpiry: (_, { today }) => ({
      ...{ cancelledOn: today, cancellationGround: 'expired' },
    }),
    recordCancellation: (_, { evidence, today }) => ({
      ...{ cancelledOn: today, cancellationGround: word(evidence.ground) },
    }),
    recordOwedAnnulment: (_, given) => ({
      annulledOn: given.today,
      annulmentGround: word(given.world.ground) ?? 'falseCommitment',
      annulledBy: owedBy(given),
      banYears: positive(given.world.banYears),
    }),
    recordAnnulment: (_, { evidence, today }) => {
      const ground = word(evidence.ground);
      return { annulledOn: today, annulmentGround: ground, banYears: yearsFor(ground) };
    },
    recordOwedItemAnnulment: (context, given) =>
      itemsOut(
        context,
        given,
        itemsNamed(given.world.annulledItems),
        word(given.world.ground) ?? 'falseCommitment',
      ),
    // Who came by a part of the approval in such a way is barred like whoever came by all of it.
    recordItemAnnulment: (context, given) => {
      const ground = word(given.evidence.ground);
      return {
        ...itemsOut(context, given, itemsNamed(given.evidence.items), ground),
        banYears: yearsFor(ground),
      };
    },
  } as const satisfies Record<string, Assign>;
};

/** Conditions of which several provisions speak. */
import { after, all, any, before, evidence, not, type Condition } from '#process';
import { FOOD_FIELD } from '../../codes.js';

/** If the one, then the other. */
export const implies = (one: Condition, other: Condition): Condition => any(not(one), other);

export const general = before('route').is('general');
export const byCommitment = before('route').is('commitment');
export const isKind = (...kinds: string[]): Condition => before('kind').isOneOf(...kinds);

/** Applied for with the form: everything but changes without a move, and cancellations. */
export const withTheForm = any(
  isKind('first', 'extension', 'renewal'),
  all(isKind('change'), before('changes').includes('premises')),
);
export const aDeclaredChange = all(isKind('change'), not(before('changes').includes('premises')));

/** The certificate is its own and in force; a first application names none. */
export const theCertificateHeld = all(
  evidence('certificate.ofTheInstitution').is(true),
  evidence('certificate.inForce').is(true),
);
export const theCertificateOrNone = any(
  all(isKind('first'), evidence('certificate').isMissing),
  all(not(isKind('first')), theCertificateHeld),
);

/** What arrives answers points of the last request, and nothing else; there may have been one or two of them. */
export const answersWhatWasAsked = any(
  all(before('asked').is(1), evidence('answered').is([1])),
  all(before('asked').is(2), evidence('answered').isOneOf([1], [2], [1, 2])),
);

/** How the memory counts what is not answered yet, and takes over a corrected scope table. */
export const answersAreCounted = [
  any(
    all(after('unanswered').is(0), evidence('answered').isOneOf([1], [1, 2])),
    all(after('unanswered').is(1), before('asked').is(2), evidence('answered').isOneOf([1], [2])),
  ),
  implies(evidence('scope').exists, after('scope.digest').sameAs(evidence('scope.digest'))),
  implies(evidence('scope').isMissing, after('scope').sameAs(before('scope'))),
];

/** Every nonconformity of the report, of which there may have been one or two, is dealt with by its number. */
export const deals = (fact: string): Condition =>
  any(
    all(before('nonconformities').is(1), evidence(fact).is([1])),
    all(before('nonconformities').is(2), evidence(fact).is([1, 2])),
  );

/** A body with any food capability takes field 00 (layout of the certificate number). */
export const theFieldFollows = all(
  implies(evidence('scope.food').is(true), after('fieldCode').is(FOOD_FIELD)),
  implies(evidence('scope.food').is(false), after('fieldCode').sameAs(evidence('fieldCode'))),
);

/** Items that are left out are of the scope applied for; none are. */
export const exclusionsAreInTheScope = any(
  evidence('exclusions.count').is(0),
  evidence('exclusions.inTheScope').is(true),
);

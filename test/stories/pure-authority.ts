/** Who may, in memory: by the role that a step names, within reach, with duties kept apart in a matter, and not recused. */
import type { Facts, Json, StepRule } from '#process';
import { demonstrationPeople } from '#identity';
import type { ResolvedPerson, RoleName } from '#regulations';
import type { Setting } from './lines.js';
import { personCalled, type PersonName } from './people.js';
import type { PureCase } from './pure-case.js';

/** As the database has it for every office that has not changed it. */
const dutiesApart: ReadonlySet<string> = new Set([
  ...['applying', 'intake', 'coordination', 'assessment', 'decision', 'issuing', 'administration'],
  ...['confirmation', 'hearing'],
]);

const named = (context: Facts, path: string): string[] => {
  let value: Json | undefined = context;
  for (const part of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
    value = value[part];
  }
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value.map(String) : [];
};

export class Authority {
  private readonly granted = new Map<string, RoleName[]>();
  private readonly fields = new Map<string, readonly string[]>();
  /** The duty that a person has in a matter. */
  private readonly duties = new Map<string, string>();

  set(setting: Exclude<Setting, { what: 'profile' }>): void {
    const { id } = personCalled(setting.who);
    if (setting.what === 'role') this.granted.set(id, [...(this.granted.get(id) ?? []), setting.role]);
    else this.fields.set(id, setting.fields);
  }

  /** The rules that keep somebody from a step; none where nothing does. */
  reasons(
    { process, file, institution, root }: PureCase,
    rule: Pick<StepRule, 'by' | 'duty'>,
    who: PersonName,
  ): string[] {
    const { id, actsFor } = personCalled(who);
    const { roles } = process.catalogue;
    const held = rule.by.filter((name) => this.rolesOf(id).includes(name));
    const within = held.filter((name) => {
      const { reach, namedAt } = roles[name]!;
      if (reach === 'own') return actsFor.includes(institution);
      return reach === 'case' ? named(file.context, namedAt!).includes(id) : reach === 'jurisdiction';
    });
    const duty = this.duties.get(`${root}/${id}`);
    return [
      ...(held.length === 0 ? ['theRoleIsHeld'] : []),
      ...(held.length > 0 && within.length === 0 ? ['theCaseIsWithinReach'] : []),
      ...(duty !== undefined && duty !== rule.duty && dutiesApart.has(rule.duty)
        ? ['dutiesAreKeptApart']
        : []),
      ...(this.recusedFrom(institution, id).length > 0 && rule.duty !== 'applying'
        ? ['nobodyIsRecused']
        : []),
    ];
  }

  /** Who acted, and whom the case names, hold their duty in the matter from here on. */
  hold({ root, process, file }: PureCase, person: string | null, duty: string): void {
    const people = Object.values(process.catalogue.roles).flatMap(({ duty: of, namedAt }) =>
      namedAt === undefined ? [] : named(file.context, namedAt).map((one) => [one, of] as const),
    );
    for (const [who, what] of [...(person === null ? [] : [[person, duty] as const]), ...people]) {
      const key = `${root}/${who}`;
      if (dutiesApart.has(what) && !this.duties.has(key)) this.duties.set(key, what);
    }
  }

  /** What the evidence that names a person may know of them. */
  personFacts({ institution, root }: PureCase, id: string): ResolvedPerson {
    const person = demonstrationPeople.find((one) => one.id === id)!;
    const fields = [...(this.fields.get(id) ?? person.fields)];
    return {
      roles: this.rolesOf(id),
      employer: person.employer,
      recused: this.recusedFrom(institution, id),
      duty: this.duties.get(`${root}/${id}`) ?? null,
      ...{ fields, leads: person.mayLead ? fields : [], fieldsAreEntered: true },
    };
  }

  private rolesOf(id: string): string[] {
    const person = demonstrationPeople.find((one) => one.id === id)!;
    return [...person.roles, ...(this.granted.get(id) ?? [])];
  }

  /** Whoever works for an institution has no part in its matters. */
  private recusedFrom(institution: string, id: string): string[] {
    return demonstrationPeople.find((one) => one.id === id)!.employer === institution ? ['employment'] : [];
  }
}

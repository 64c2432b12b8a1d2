/** The register in memory: certificates and their items, bans, closures of the way by commitment, and profiles in force. */
import { Temporal } from 'temporal-polyfill';
import { factAt, type CaseFile, type Effect, type Facts, type Given } from '#process';
import { formatCertificateNumber } from '#register';
import {
  certificateStanding,
  profileHash,
  rulesOf,
  type ProfileInForce,
  type ResolvedCertificate,
} from '#regulations';
import type { Consequence, Setting, Stands } from './lines.js';
import type { PureCase } from './pure-case.js';
import { profileNamed } from './profiles.js';
import { tables, type StoryTable } from './tables.js';

interface Held {
  number: string;
  institution: string;
  life: string;
  table: StoryTable;
  issuedOn: string;
  validUntil: string;
  fieldCode: string;
  departmentCode: string;
  /** Items in force, and those annulled, as `site/item`. */
  items: Set<string>;
  annulled: string[];
  amendedOn: string[];
}

const tableOf = (id: unknown): StoryTable | undefined => Object.values(tables).find((one) => one.id === id);
const objectOf = (value: unknown): Facts =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Facts) : {};
/** A text of a memory; a memory without it is a fault of the process that is told. */
function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error('the case does not remember what the register needs');
  return value;
}
const itemsIn = (value: unknown): string[] => {
  const { items } = objectOf(value);
  return Array.isArray(items) ? items.map(String) : [];
};

export class PureRegister {
  private readonly held: Held[] = [];
  private readonly bans: { institution: string; until: string; ground: string; years: number }[] = [];
  private readonly closures: { institution: string; kind: string | null }[] = [];
  private readonly inForce: ProfileInForce[] = [];
  private serials = new Map<string, number>();
  /** The certificate that the event issues whose effects are being carried out. */
  private fresh: Held | null = null;

  constructor(private readonly fileOf: (id: string) => CaseFile | undefined) {}

  enterProfile({ profile: id, from, until }: Extract<Setting, { what: 'profile' }>): void {
    const profile = profileNamed(id);
    this.inForce.push({ profile: rulesOf(profile), hash: profileHash(profile), from, until });
  }

  nextNumber(today: string, context: Facts): string {
    const year = today.slice(0, 4);
    const serial = (this.serials.get(year) ?? 0) + 1;
    const { food } = objectOf(context['scope']);
    return formatCertificateNumber({
      ...{ year: Number(year), authority: '22', serial },
      field: food === true ? '00' : text(context['fieldCode']),
      department: text(context['departmentCode']),
    });
  }

  numberOf(life: string | undefined): string {
    const found = this.held.find((one) => one.life === life);
    if (found === undefined) throw new Error('the story names a certificate that there is not');
    return found.number;
  }

  /** The case in which the certificate lives that is being issued. */
  livesIn(id: string): void {
    if (this.fresh !== null) this.fresh.life = id;
  }

  settle(): void {
    this.fresh = null;
  }

  /** Carries an effect out on the register, and says so. */
  carryOut(effect: Effect, { institution, file: { context } }: PureCase, { today }: Given): Consequence {
    const how = effect.with ?? {};
    const said = (name: string) =>
      typeof how[`${name}At`] === 'string' ? factAt(context, how[`${name}At`] as string) : how[name];
    switch (effect.do) {
      case 'issueCertificate': {
        const year = today.slice(0, 4);
        this.serials.set(year, (this.serials.get(year) ?? 0) + 1);
        const table = tableOf(objectOf(context['scope'])['table'])!;
        const out = itemsIn(context['excluded']);
        const number = text(context['certificateNumber']);
        this.fresh = {
          ...{ number, institution, table, life: '', annulled: [], amendedOn: [] },
          ...{ issuedOn: text(context['issuedOn']), validUntil: text(context['validUntil']) },
          ...{ fieldCode: number.slice(4, 6), departmentCode: number.slice(6, 8) },
          items: new Set(table.facts.itemNumbers.filter((item) => !out.includes(item))),
        };
        this.held.push(this.fresh);
        return 'issues a certificate';
      }
      case 'amendCertificate': {
        const { extent } = how as { extent: 'extension' | 'change' };
        const of = this.byNumber(text(factAt(context, how['numberAt'] as string)));
        const path =
          typeof how['itemsAt'] === 'string'
            ? how['itemsAt']
            : extent === 'extension'
              ? 'excluded'
              : 'cancelled';
        const named = itemsIn(factAt(context, path) ?? null);
        const brought = tableOf(objectOf(context['scope'])['table'])?.facts.itemNumbers ?? [];
        if (extent === 'change') for (const item of named) of.items.delete(item);
        else for (const item of brought) if (!named.includes(item)) of.items.add(item);
        of.amendedOn.push(today);
        return `amends the certificate (${extent})`;
      }
      case 'annulCertificateItems': {
        const of = this.byNumber(text(context['certificateNumber']));
        for (const item of itemsIn(context['annulledItems']))
          if (of.items.delete(item)) of.annulled.push(item);
        of.amendedOn.push(today);
        return 'amends the certificate (annulment)';
      }
      case 'enterBan': {
        const [years, ground] = [Number(said('years')), text(said('ground'))];
        if (!(years > 0)) throw new Error('a ban does not say for how many years');
        const until = Temporal.PlainDate.from(today).add({ years }).toString();
        this.bans.push({ institution, until, ground, years });
        return `bars until ${until} (${ground})`;
      }
      case 'closeCommitment': {
        const kind = how['extent'] === 'all' ? null : text(context['kind']);
        this.closures.push({ institution, kind });
        return `closes the way by commitment (${kind ?? 'all'})`;
      }
      default:
        throw new Error(`the stories know no effect "${effect.do}"`);
    }
  }

  /** What evidence may know of something that it refers to; null for what there is not. */
  find(kind: string, id: string, working: PureCase, today: string): unknown {
    const { institution, file, process } = working;
    switch (kind) {
      case 'scopeTable':
        return tableOf(id)?.facts ?? null;
      case 'heldCertificate': {
        const of = this.held.find(({ number }) => number === id);
        return of === undefined ? null : this.certificateFacts(of, institution, today);
      }
      case 'certificateItems': {
        const number = file.context['certificateNumber'];
        const of = this.held.find((one) => one.number === number && one.institution === institution);
        return of === undefined
          ? null
          : { number, state: this.standingOf(of, today).state, items: [...of.items].sort() };
      }
      case 'record':
        return this.recordOf(institution, today);
      case 'profile':
        return { today, edition: process.edition, profiles: this.inForce };
      default:
        throw new Error(`the stories know no ${kind}`);
    }
  }

  /** As anybody may read it, by the case in which it lives. */
  certificateOf(life: string, today: string): Required<Stands> {
    const of = this.held.find((one) => one.life === life);
    if (of === undefined) throw new Error('no certificate lives in that case');
    const { status, replacedBy } = this.standingOf(of, today);
    return {
      ...{ as: status, until: of.validUntil, number: of.number, replacedBy: replacedBy ?? '' },
      ...{ items: [...of.items].sort(), annulled: [...of.annulled].sort(), amendedOn: of.amendedOn },
    };
  }

  private byNumber(number: string): Held {
    const found = this.held.find((one) => one.number === number);
    if (found === undefined) throw new Error(`there is no certificate ${number}`);
    return found;
  }

  private standingOf({ life, ...dates }: Held, today: string) {
    return certificateStanding(this.fileOf(life) ?? null, { ...dates, today });
  }

  private certificateFacts(of: Held, institution: string, today: string): ResolvedCertificate {
    const { number, life, issuedOn, validUntil, fieldCode, departmentCode, table } = of;
    const { digest, rows, food, medical } = table.facts;
    return {
      ...{ number, case: life, state: this.standingOf(of, today).state, issuedOn, validUntil },
      ...{ ofTheInstitution: of.institution === institution, fieldCode, departmentCode },
      scope: { table: table.id, digest, rows, food, medical },
    };
  }

  private recordOf(institution: string, today: string) {
    const own = this.bans.filter((one) => one.institution === institution && one.until >= today);
    const [ban] = own.sort((one, other) => (one.until < other.until ? 1 : -1));
    const kinds = this.closures.filter((one) => one.institution === institution).map(({ kind }) => kind);
    return {
      banned: ban === undefined ? null : { until: ban.until, ground: ban.ground, years: ban.years },
      commitmentClosed: kinds.includes(null)
        ? 'all'
        : [...new Set(kinds.flatMap((kind) => kind ?? []))].sort(),
    };
  }
}

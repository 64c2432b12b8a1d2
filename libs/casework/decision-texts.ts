import { inTransaction, type Database } from '#database';
import { sha256, type EventBody } from '#ledger';
import { Refused } from '#refusals';
import { namesIn, partiesOf } from './beforehand.js';
import type { Caller } from './caller.js';
import { CaseReader } from './case-readers.js';
import { authorityRules, obstacles, usualStepUp, type StepUp } from './authority-rules.js';
import type { CaseworkOptions } from './casework.js';
import { decidedText } from './decided-text.js';
import { bring } from './evidence.js';
import type { Ports } from './ports.js';
import { Reader } from './reader.js';
import { notPermitted, ruleFor } from './step-rules.js';
import { asSettledBy } from './steps-shown.js';
import type { CaseViews } from './views.js';

/** A text as it would be decided, and what confirms it. */
export interface TextToDecide {
  /** UTF-8. */
  text: string;
  /** SHA-256 of the text, hex: the value of the header Confirmed-Text. */
  digest: string;
  /** Revision of the case it was drawn at. */
  revision: number;
  /** What the step then asks of the sign-in: one of these contexts, at most so many seconds old (RFC 9470). */
  acrValues: readonly string[];
  maxAge: number;
}

/** The texts of decisions: shown before they are taken, kept with them afterwards. */
export class DecisionTexts {
  private readonly stepUp: StepUp;
  private readonly rules: NonNullable<CaseworkOptions['rules']>;

  constructor(
    private readonly database: Database,
    private readonly views: CaseViews,
    private readonly ports: Ports,
    { stepUp = usualStepUp, rules = authorityRules }: Omit<CaseworkOptions, 'signer'> = {},
  ) {
    this.stepUp = stepUp;
    this.rules = rules;
  }

  /**
   * The text of a decision with this evidence, for whoever may take it. Refuses as the step would: with `not-found`,
   * `unknown-step`, `step-not-possible`, `not-permitted` (how strongly one has signed in is asked at the step), and
   * `evidence-does-not-fit`; with `nothing-to-confirm` where the step is no decision.
   */
  async draw(
    caller: Caller,
    asked: { case: string; step: string; evidence: unknown },
  ): Promise<TextToDecide> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { row, actor, of: before } = await this.views.visible(tx, caller, asked.case);
      const reader = await Reader.of(tx, { caller, actor, stepUp: this.stepUp }, [before]);
      const askedNow = ruleFor(before.process, row.state, asked.step);
      const { of, movesTo } = asSettledBy(this.views.shelf, before, askedNow, reader.given.today);
      const { process } = of;
      const rule = ruleFor(process, of.file.state, asked.step);
      const inTheWay = obstacles(reader.standing(of, { ...rule, stepUp: false }), this.rules);
      if (inTheWay.length > 0) throw notPermitted(process, rule, inTheWay, inTheWay, this.stepUp);
      if (!rule.stepUp) throw new Refused('nothing-to-confirm', { members: { step: rule.name } });
      const command = { person: caller.person, onlyFor: caller.onlyFor ?? null };
      const found = await bring(tx, this.ports, [
        {
          ...{ command, process, needs: rule.needs, evidence: asked.evidence, case: row.id },
          ...{ matter: row.root_id, institution: row.institution_id },
        },
      ]);
      const { refused, value: evidence, ...brought } = found.get(command)!;
      if (refused !== null) throw refused;
      const parties = await partiesOf(tx, [row.institution_id]);
      const { context } = of.file;
      const facts = brought.facts(context);
      const text = decidedText({
        process,
        rule,
        case: row.id,
        revision: row.revision,
        number: row.number,
        context,
        movedFrom:
          movesTo === null ? null : { edition: before.process.edition, context: before.file.context },
        evidence,
        facts,
        parties: parties.get(row.institution_id)!,
        names: await namesIn(tx, [context, evidence, facts]),
        today: reader.given.today,
      });
      const { acr, maxAge } = this.stepUp;
      return { ...text, revision: row.revision, acrValues: acr, maxAge };
    });
  }

  /**
   * The text that was decided by an event of a case. It repeats what was brought to the event, so it is for whoever reads
   * all of that; refuses with `not-found`.
   */
  async kept(caller: Caller, id: string, seq: number): Promise<{ text: string; digest: string }> {
    return inTransaction(this.database, caller.tenant, async (tx) => {
      const { actor, of } = await this.views.visible(tx, caller, id);
      const [row] = await tx.query<{ text: string; body: string }>(
        `select d.text, e.body from decided_texts d
         join events e on e.tenant = d.tenant and e.case_id = d.case_id and e.seq = d.seq
         where d.tenant = $1 and d.case_id = $2 and d.seq = $3`,
        [tx.tenant, id, seq],
      );
      if (row === undefined) throw new Refused('not-found');
      const reader = await CaseReader.of(tx, actor, of);
      if (!reader.readsAll(JSON.parse(row.body) as EventBody)) throw new Refused('not-found');
      return { text: row.text, digest: sha256(row.text).toString('hex') };
    });
  }
}

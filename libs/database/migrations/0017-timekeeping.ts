import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where cases have spent their time, as a follower of the log tells it, and what was foretold of them. */
export class Timekeeping1764288000017 implements MigrationInterface {
  name = 'Timekeeping1764288000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table case_times (
        tenant smallint not null references jurisdictions,
        case_id uuid not null,
        process text not null,
        edition text not null,
        opened_on date not null,
        counted_from date,
        ended_on date,
        ended_in text,
        ended_leaf bigint,
        kind text,
        field text,
        primary key (tenant, case_id),
        constraint an_end_has_its_day_state_and_leaf
          check (num_nulls(ended_on, ended_in, ended_leaf) in (0, 3)),
        constraint only_of_an_ended_case_the_facts_are_kept
          check (ended_on is not null or (kind is null and field is null))
      );
      create index cases_that_ended on case_times (tenant, process, ended_on) where ended_on is not null;
      comment on table case_times is 'The span of each case, kept by a follower of the log; made anew from nothing at any time.';
      comment on column case_times.tenant is 'Jurisdiction.';
      comment on column case_times.case_id is 'The case.';
      comment on column case_times.process is 'Its process.';
      comment on column case_times.edition is 'The edition to which it is pinned.';
      comment on column case_times.opened_on is 'Legal day of opening.';
      comment on column case_times.counted_from is 'Day from which its days count, not counted itself; empty while nothing was received.';
      comment on column case_times.ended_on is 'Its last day; empty while it is open.';
      comment on column case_times.ended_in is 'The final state.';
      comment on column case_times.ended_leaf is 'Leaf of the event that ended it.';
      comment on column case_times.kind is 'Once it has ended: cases of another kind are not compared.';
      comment on column case_times.field is 'Once it has ended: cases of the same field are compared first.';

      create table spells (
        tenant smallint not null references jurisdictions,
        case_id uuid not null,
        seq integer not null,
        process text not null,
        edition text not null,
        state text not null,
        party text not null,
        beforehand boolean not null,
        visit smallint not null,
        workload integer not null,
        entered_on date not null,
        latest_on date not null,
        left_on date,
        left_leaf bigint,
        ended_leaf bigint,
        primary key (tenant, case_id, seq),
        foreign key (tenant, case_id) references case_times (tenant, case_id),
        constraint a_party_we_know check (party in ('authority', 'applicant', 'assessor', 'thirdParty', 'nobody')),
        constraint a_spell_does_not_end_before_it_began check (left_on >= entered_on),
        constraint a_spell_is_left_by_a_leaf check ((left_on is null) = (left_leaf is null)),
        constraint counts_are_not_negative check (visit > 0 and workload >= 0)
      );
      create unique index a_case_is_in_one_state on spells (tenant, case_id) where left_on is null;
      create index who_is_awaited on spells (tenant, process, party) where left_on is null and not beforehand;
      create index comparable_spells on spells (tenant, process, state, visit, ended_leaf desc) where ended_leaf is not null;
      comment on table spells is 'Each unbroken stay of a case in a state, kept by a follower of the log; made anew from nothing at any time.';
      comment on column spells.tenant is 'Jurisdiction.';
      comment on column spells.case_id is 'The case.';
      comment on column spells.seq is 'The event by which it came into the state.';
      comment on column spells.process is 'Its process.';
      comment on column spells.edition is 'The edition to which it is pinned.';
      comment on column spells.state is 'The state.';
      comment on column spells.party is 'Who held it: authority, applicant, assessor, thirdParty, or nobody while it is in force.';
      comment on column spells.beforehand is 'The applicant''s preparation, before anything was received.';
      comment on column spells.visit is 'For the how-manieth time the case is in this state.';
      comment on column spells.workload is 'How many other cases of the process awaited the same party when it was entered.';
      comment on column spells.entered_on is 'Last day of the state before; the days after it are of this one.';
      comment on column spells.latest_on is 'The latest day to which a step has brought the case while it was there.';
      comment on column spells.left_on is 'Its last day; empty while the case is there.';
      comment on column spells.left_leaf is 'Leaf of the event by which it was left.';
      comment on column spells.ended_leaf is 'Leaf of the event that ended the case: from then on the spell is compared with others.';

      create table predictions (
        tenant smallint not null references jurisdictions,
        case_id uuid not null,
        seq integer not null,
        until text not null,
        process text not null,
        state text not null,
        made_on date not null,
        made_at timestamptz not null default office_now(),
        leaf bigint not null,
        low integer not null,
        high integer not null,
        cases integer not null,
        workload_from integer,
        workload_to integer,
        by_field boolean not null,
        took integer,
        primary key (tenant, case_id, seq, until),
        constraint until_the_state_or_the_case check (until in ('state', 'case')),
        constraint an_interval_is_in_order check (low >= 0 and low <= high),
        constraint it_rests_on_enough_cases check (cases >= 20)
      );
      create index the_latest_predictions on predictions (tenant, process, state, until, leaf desc);
      create index the_latest_of_all on predictions (tenant, until, leaf desc);
      comment on table predictions is 'What was foretold of a case when it came into a state, and what came of it. Not made anew with the spells.';
      comment on column predictions.tenant is 'Jurisdiction.';
      comment on column predictions.case_id is 'The case.';
      comment on column predictions.seq is 'The event by which it came into the state.';
      comment on column predictions.until is 'What was foretold: when it leaves the state, or when the case ends.';
      comment on column predictions.process is 'Its process.';
      comment on column predictions.state is 'The state.';
      comment on column predictions.made_on is 'Day from which it counts.';
      comment on column predictions.made_at is 'When it was recorded.';
      comment on column predictions.leaf is 'Leaf of that event: only what ended before it was known.';
      comment on column predictions.low is 'Working days within which one in ten of the comparable cases had come there.';
      comment on column predictions.high is 'Working days within which nine in ten had.';
      comment on column predictions.cases is 'On how many cases it rests.';
      comment on column predictions.workload_from is 'The least workload of those; empty where it was not looked at.';
      comment on column predictions.workload_to is 'The greatest.';
      comment on column predictions.by_field is 'Whether only cases of the same field were taken.';
      comment on column predictions.took is 'Working days that it took; empty while that is open.';

      grant select, insert, update, delete on case_times, spells to greenlane_service;
      grant select, insert, update (took) on predictions to greenlane_service;
    `);
    for (const table of ['case_times', 'spells', 'predictions']) {
      await runner.query(/* sql */ `
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy own_tenant on ${table}
          using (tenant = nullif(current_setting('app.tenant', true), '')::smallint);
      `);
    }
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}

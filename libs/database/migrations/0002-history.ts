import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cases and their events, tied so that neither can change without the other. The constraints hold at commit and in
 * any order of rows within a statement; what the service role can still do, a hand-made event with a right hash, the
 * replay finds.
 */
export class History1756684800002 implements MigrationInterface {
  name = 'History1756684800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(/* sql */ `
      create table cases (
        tenant smallint not null references jurisdictions,
        id uuid not null,
        root_id uuid not null,
        process text not null,
        edition text not null,
        edition_hash text not null,
        institution_id uuid not null,
        number text,
        state text not null,
        revision integer not null,
        seq integer not null,
        head bytea not null,
        context text not null,
        context_hash bytea not null,
        opened_at timestamptz not null,
        changed_at timestamptz not null,
        primary key (tenant, id),
        constraint a_case_number_is_given_once unique (tenant, number),
        constraint a_case_belongs_to_a_registered_institution
          foreign key (tenant, institution_id) references institutions (tenant, id),
        constraint a_case_belongs_to_a_matter foreign key (tenant, root_id) references cases (tenant, id)
          deferrable initially deferred,
        constraint the_context_hash_is_that_of_the_context check (context_hash = sha256(convert_to(context, 'UTF8')))
      );
      create index cases_by_institution on cases (tenant, institution_id, id);
      create index cases_by_state on cases (tenant, state, id);
      comment on table cases is 'Where each case stands. Only casework writes it, always together with an event.';
      comment on column cases.tenant is 'Jurisdiction.';
      comment on column cases.id is 'UUIDv7, made in the application.';
      comment on column cases.root_id is 'The matter: the case from which linked cases sprang, or the case itself.';
      comment on column cases.process is 'Process in the catalogue of libs/regulations.';
      comment on column cases.edition is 'Edition of the process to which the case is pinned.';
      comment on column cases.edition_hash is 'Hash of that edition''s structure (hex SHA-256).';
      comment on column cases.institution_id is 'The institution concerned.';
      comment on column cases.number is 'Number for people, given at submission.';
      comment on column cases.state is 'Dotted path of the process''s one leaf state.';
      comment on column cases.revision is 'Steps taken; compared with If-Match.';
      comment on column cases.seq is 'Events of the case, noted ones included.';
      comment on column cases.head is 'Hash of the last event.';
      comment on column cases.context is 'The case''s memory, canonical JSON (RFC 8785).';
      comment on column cases.context_hash is 'SHA-256 of the context; the event repeats it.';
      comment on column cases.opened_at is 'Office time of opening.';
      comment on column cases.changed_at is 'Office time of the last event.';

      create table case_people (
        tenant smallint not null,
        person_id uuid not null,
        case_id uuid not null,
        primary key (tenant, person_id, case_id),
        foreign key (tenant, case_id) references cases (tenant, id)
      );
      create index people_of_a_case on case_people (tenant, case_id);
      comment on table case_people is 'Whom a case''s memory names, so that they find it; drawn from the context by casework.';
      comment on column case_people.tenant is 'Jurisdiction.';
      comment on column case_people.person_id is 'A member of the team, say.';
      comment on column case_people.case_id is 'The case.';

      create table events (
        tenant smallint not null,
        case_id uuid not null,
        seq integer not null,
        prev_seq integer generated always as (nullif(seq - 1, 0)) stored,
        id bigint generated always as identity,
        kind text not null,
        step text not null,
        state text not null,
        revision integer not null,
        context_hash bytea not null,
        prev bytea,
        prev_at timestamptz,
        hash bytea not null,
        at timestamptz not null,
        body text not null,
        doc jsonb generated always as (body::jsonb) stored,
        primary key (tenant, case_id, seq),
        constraint a_link_of_the_chain unique (tenant, case_id, seq, hash, at),
        constraint what_a_case_may_say_of_itself unique (tenant, case_id, seq, revision, state, hash, context_hash, at),
        constraint an_event_has_an_id_of_its_own unique (tenant, id),
        constraint the_first_event_has_no_predecessor check ((seq = 1) = (prev is null) and (seq = 1) = (prev_at is null)),
        constraint the_chain_is_whole foreign key (tenant, case_id, prev_seq, prev, prev_at)
          references events (tenant, case_id, seq, hash, at),
        constraint time_does_not_run_backwards check (at >= prev_at),
        constraint the_hash_is_that_of_the_body check (hash = sha256('\\x00'::bytea || convert_to(body, 'UTF8'))),
        constraint the_columns_repeat_the_body check (coalesce(
          doc ->> 'case' = case_id::text and doc ->> 'seq' = seq::text and doc ->> 'tenant' = tenant::text
          and doc ->> 'kind' = kind and doc ->> 'step' = step and doc ->> 'to' = state
          and doc ->> 'revision' = revision::text and doc ->> 'context' = encode(context_hash, 'hex')
          and doc ->> 'prev' is not distinct from encode(prev, 'hex') and (doc ->> 'at')::timestamptz = at,
          false)),
        constraint an_event_belongs_to_a_case foreign key (tenant, case_id) references cases (tenant, id)
          deferrable initially deferred
      );
      comment on table events is 'The history: one row for each change of a case, chained by hash. Never updated, never deleted.';
      comment on column events.tenant is 'Jurisdiction.';
      comment on column events.case_id is 'The case.';
      comment on column events.seq is 'Place in the case''s chain, from 1.';
      comment on column events.prev_seq is 'Place of the predecessor; empty for the first.';
      comment on column events.id is 'Order of appending, drawn in the insert under the case''s lock.';
      comment on column events.kind is 'opened, stepTaken, or one of the noted kinds.';
      comment on column events.step is 'The step taken; open for the first event.';
      comment on column events.state is 'State after the event.';
      comment on column events.revision is 'Steps taken up to here.';
      comment on column events.context_hash is 'SHA-256 of the case''s memory after the event.';
      comment on column events.prev is 'Hash of the predecessor.';
      comment on column events.prev_at is 'Office time of the predecessor.';
      comment on column events.hash is 'SHA-256(0x00 || body): the chain''s link and the leaf of RFC 6962.';
      comment on column events.at is 'Office time of the event, read after the case''s lock.';
      comment on column events.body is 'The event, canonical JSON (RFC 8785), as text: these bytes are hashed.';
      comment on column events.doc is 'The body as jsonb, to query.';

      alter table cases add constraint a_case_says_what_its_last_event_says
        foreign key (tenant, id, seq, revision, state, head, context_hash, changed_at)
        references events (tenant, case_id, seq, revision, state, hash, context_hash, at) deferrable initially deferred;

      create function no_event_beside_its_case() returns trigger language plpgsql set search_path = public as $$
        begin
          if not exists (select from cases where tenant = new.tenant and id = new.case_id and seq >= new.seq) then
            raise exception 'event % of case % did not move its case', new.seq, new.case_id using errcode = 'GL010';
          end if;
          return null;
        end $$;
      comment on function no_event_beside_its_case() is 'At commit, each new event has been counted by its case.';
      create constraint trigger no_event_beside_its_case after insert on events
        deferrable initially deferred for each row execute function no_event_beside_its_case();

      create function a_case_only_goes_forward() returns trigger language plpgsql as $$
        begin
          if new.seq <= old.seq then
            raise exception 'case % cannot go from event % to %', old.id, old.seq, new.seq using errcode = 'GL012';
          end if;
          return new;
        end $$;
      comment on function a_case_only_goes_forward() is 'A case is never set back to an event it has passed.';
      create trigger a_case_only_goes_forward before update on cases
        for each row execute function a_case_only_goes_forward();

      create function history_is_not_rewritten() returns trigger language plpgsql as $$
        begin
          raise exception '% on % is refused: history is not rewritten', tg_op, tg_table_name using errcode = 'GL011';
        end $$;
      comment on function history_is_not_rewritten() is 'Refuses update, delete and truncate, to the owner too.';

      create table pending (
        tenant smallint not null,
        event_id bigint not null,
        hash bytea not null,
        primary key (tenant, event_id)
      );
      comment on table pending is 'Committed events that have no leaf number yet. Filled by a trigger, emptied by the sealer alone.';
      comment on column pending.tenant is 'Jurisdiction.';
      comment on column pending.event_id is 'The event.';
      comment on column pending.hash is 'Its hash: the leaf.';

      create function note_pending() returns trigger language plpgsql security definer set search_path = public as $$
        begin
          insert into pending (tenant, event_id, hash) select tenant, id, hash from fresh;
          return null;
        end $$;
      comment on function note_pending() is 'Notes fresh events for the sequencer; runs as the owner, so that the service cannot leave one out.';
      create trigger note_pending after insert on events referencing new table as fresh
        for each statement execute function note_pending();

      create table log_heads (
        tenant smallint not null references jurisdictions,
        log text not null,
        size bigint not null default 0,
        primary key (tenant, log),
        constraint a_log_has_no_negative_size check (size >= 0)
      );
      comment on table log_heads is 'How many leaves each log has; its row is the sequencers'' lock.';
      comment on column log_heads.tenant is 'Jurisdiction.';
      comment on column log_heads.log is 'Name of the log: audit.';
      comment on column log_heads.size is 'Number of leaves.';

      create table leaves (
        tenant smallint not null,
        log text not null,
        leaf bigint not null,
        event_id bigint not null,
        hash bytea not null,
        primary key (tenant, log, leaf),
        constraint an_event_is_one_leaf unique (tenant, log, event_id),
        foreign key (tenant, log) references log_heads (tenant, log)
      );
      comment on table leaves is 'The order of the log, without gaps, from 0. Consumers read it and nothing else.';
      comment on column leaves.tenant is 'Jurisdiction.';
      comment on column leaves.log is 'Name of the log.';
      comment on column leaves.leaf is 'Leaf number, from 0.';
      comment on column leaves.event_id is 'The event.';
      comment on column leaves.hash is 'Its hash.';

      grant select, insert on cases to greenlane_service;
      -- Not the id: it is drawn by the database, in the order of appending.
      grant select, insert (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
        on events to greenlane_service;
      grant select, insert, delete on case_people to greenlane_service;
      grant update (number, state, revision, seq, head, context, context_hash, changed_at, edition, edition_hash) on cases
        to greenlane_service;
      grant select on pending, leaves, log_heads to greenlane_service;
      grant select on events, pending, leaves, log_heads, cases to greenlane_sealer;
      grant delete on pending to greenlane_sealer;
      grant insert on leaves to greenlane_sealer;
      grant insert, update (size) on log_heads to greenlane_sealer;
    `);
    for (const table of ['events', 'leaves']) {
      await runner.query(/* sql */ `
        create trigger history_is_not_rewritten before update or delete on ${table}
          for each row execute function history_is_not_rewritten();
        create trigger history_is_not_truncated before truncate on ${table}
          for each statement execute function history_is_not_rewritten();
        alter table ${table} enable always trigger history_is_not_rewritten;
        alter table ${table} enable always trigger history_is_not_truncated;
      `);
    }
    await runner.query(/* sql */ `
      alter table events enable always trigger note_pending;
      alter table events enable always trigger no_event_beside_its_case;
      alter table cases enable always trigger a_case_only_goes_forward;
    `);
  }

  async down(): Promise<void> {
    await Promise.reject(new Error('migrations only go forward'));
  }
}

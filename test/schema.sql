-- The schema, written by "npm run schema" from the migrations. Not edited by hand.

-- Schemas

CREATE SCHEMA IF NOT EXISTS public;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
COMMENT ON SCHEMA public IS 'standard public schema';

-- Sequences (those of identity columns come with their table)

CREATE SEQUENCE public.schema_migrations_id_seq AS integer START 1 INCREMENT 1;

-- Functions (their bodies are checked when they run)

SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.a_ban_is_entered_by_its_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
        begin
          if not an_event_orders_it(new.tenant, new.case_id, new.seq, 'enterBan', new.from_day) or not exists (
            select from events e join cases c on c.tenant = e.tenant and c.id = e.case_id
            where e.tenant = new.tenant and e.case_id = new.case_id and e.seq = new.seq
              and e.doc -> 'under' ->> 'instrument' = new.instrument and e.doc -> 'under' ->> 'article' = new.article
              and c.institution_id = new.institution_id) then
            raise exception 'no event bans %', new.institution_id using errcode = 'GL028';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.a_ban_is_entered_by_its_event() IS 'A ban says what the event that entered it says.';

CREATE OR REPLACE FUNCTION public.a_calendar_begins_as_it_began()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          if (new.provisional_years, new.notices) is distinct from (old.provisional_years, old.notices) then
            raise exception 'what a calendar began with is not changed afterwards' using errcode = 'GL027';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.a_calendar_begins_as_it_began() IS 'Dates drawn before rest on these notices and years; what comes later is a change of its own.';

CREATE OR REPLACE FUNCTION public.a_case_only_goes_forward()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          if new.seq <= old.seq then
            raise exception 'case % cannot go from event % to %', old.id, old.seq, new.seq using errcode = 'GL012';
          end if;
          if new.process <> old.process or new.edition < old.edition
              or (new.edition = old.edition and new.edition_hash <> old.edition_hash) then
            raise exception 'case % cannot go from % of % to % of %', old.id, old.process, old.edition, new.process, new.edition
              using errcode = 'GL014';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.a_case_only_goes_forward() IS 'A case is never set back to an event it has passed, nor to an earlier edition or another text of its own.';

CREATE OR REPLACE FUNCTION public.a_certificate_is_amended_by_its_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
        begin
          if not exists (
            select from cases c join certificates k on k.tenant = c.tenant and k.institution_id = c.institution_id
            where c.tenant = new.tenant and c.id = new.case_id and k.number = new.number)
            or not an_event_orders_it(new.tenant, new.case_id, new.seq,
              case new.extent when 'annulment' then 'annulCertificateItems' else 'amendCertificate' end, new.amended_on) then
            raise exception 'no event amends certificate %', new.number using errcode = 'GL028';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.a_certificate_is_amended_by_its_event() IS 'A certificate is amended by an event of a case of its holder that orders it.';

CREATE OR REPLACE FUNCTION public.a_certificate_is_issued_by_its_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
        begin
          if not exists (
            select from events e join cases c on c.tenant = e.tenant and c.id = e.case_id
            where e.tenant = new.tenant and e.case_id = new.case_id and e.seq = new.seq
              and e.doc -> 'given' -> 'world' ->> 'certificateNumber' = new.number
              and e.doc -> 'given' ->> 'today' = new.issued_on::text and c.institution_id = new.institution_id
              and coalesce(c.context::json ->> 'validUntil', new.valid_until::text) = new.valid_until::text) then
            raise exception 'no event issues certificate %', new.number using errcode = 'GL020';
          end if;
          if new.life_case is not null and not exists (
            select from cases c where c.tenant = new.tenant and c.id = new.life_case
              and c.institution_id = new.institution_id and c.context::json ->> 'certificateNumber' = new.number) then
            raise exception 'that is no case of certificate %', new.number using errcode = 'GL020';
          end if;
          if new.replaces is not null and not exists (
            select from certificates o where o.tenant = new.tenant and o.number = new.replaces
              and o.institution_id = new.institution_id) then
            raise exception 'certificate % replaces one of another holder', new.number using errcode = 'GL020';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.a_certificate_is_issued_by_its_event() IS 'A certificate says what the event that issued it says.';

CREATE OR REPLACE FUNCTION public.a_session_begins_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          if new.created_at > clock_timestamp() or new.seen_at > clock_timestamp() + interval '1 minute' then
            raise exception 'a session begins when it is opened' using errcode = 'GL026';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.a_session_begins_now() IS 'One of tomorrow would outlast its eight hours, one seen tomorrow its thirty minutes.';

CREATE OR REPLACE FUNCTION public.a_way_is_closed_by_its_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
        begin
          if not an_event_orders_it(new.tenant, new.case_id, new.seq, 'closeCommitment', new.since) or not exists (
            select from cases c where c.tenant = new.tenant and c.id = new.case_id and c.institution_id = new.institution_id) then
            raise exception 'no event closes the way by commitment to %', new.institution_id using errcode = 'GL028';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.a_way_is_closed_by_its_event() IS 'The way by commitment is closed by an event of the institution''s own case.';

CREATE OR REPLACE FUNCTION public.an_account_is_never_opened_unnoticed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        declare
          moment text := lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0');
          random text := replace(gen_random_uuid()::text, '-', '');
        begin
          insert into access_entries (id, tenant, at, kind, person_id)
          values ((moment || '7' || substr(random, 14, 3) || substr(random, 17))::uuid, new.tenant, clock_timestamp(),
            'accountOpened', new.person_id);
          return null;
        end $function$
;
COMMENT ON FUNCTION public.an_account_is_never_opened_unnoticed() IS 'Every account that somebody gets stands in the access record.';

CREATE OR REPLACE FUNCTION public.an_administrator_of_roles_decides_nothing()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        begin
          -- Two grants to one person at once wait for each other here.
          perform from people where tenant = new.tenant and id = new.person_id for update;
          if new.withdrawn_at is null and exists (
            select from role_grants g where g.tenant = new.tenant and g.person_id = new.person_id and g.withdrawn_at is null
              and (g.duty is not distinct from 'administration') <> (new.duty = 'administration')) then
            raise exception 'person % cannot administer roles and hold another', new.person_id using errcode = 'GL021';
          end if;
          return null;
        end $function$
;
COMMENT ON FUNCTION public.an_administrator_of_roles_decides_nothing() IS 'Whoever administers roles holds no other.';

CREATE OR REPLACE FUNCTION public.an_end_is_not_taken_back()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          if (to_jsonb(old) ->> tg_argv[0]) is not null
            and (to_jsonb(new) ->> tg_argv[0]) is distinct from (to_jsonb(old) ->> tg_argv[0]) then
            raise exception '% of % was ended and stays so', tg_argv[0], tg_table_name using errcode = 'GL023';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.an_end_is_not_taken_back() IS 'What was withdrawn, lifted or ended stays so; a new row begins anew.';

CREATE OR REPLACE FUNCTION public.an_event_orders_it(t smallint, c uuid, s integer, order_name text, day date)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET search_path TO 'public'
AS $function$
          select exists (select from events e where e.tenant = t and e.case_id = c and e.seq = s
            and e.doc -> 'effects' ? order_name and e.doc -> 'given' ->> 'today' = day::text)
        $function$
;
COMMENT ON FUNCTION public.an_event_orders_it(t smallint, c uuid, s integer, order_name text, day date) IS 'Whether the event has this effect and is of this legal day.';

CREATE OR REPLACE FUNCTION public.an_item_comes_and_goes_by_an_amendment()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
        begin
          if tg_op = 'INSERT' and new.added_case is not null and not exists (
            select from certificate_amendments a where a.tenant = new.tenant and a.number = new.number
              and a.case_id = new.added_case and a.seq = new.added_seq) then
            raise exception 'no event adds an item to certificate %', new.number using errcode = 'GL028';
          end if;
          if tg_op = 'INSERT' and new.added_case is null and not exists (
            select from certificates c join events e on e.tenant = c.tenant and e.case_id = c.case_id and e.seq = c.seq
            where c.tenant = new.tenant and c.number = new.number and c.scope_table_id = new.table_id) then
            raise exception 'certificate % was issued without this item', new.number using errcode = 'GL028';
          end if;
          if tg_op = 'UPDATE' and (old.removed_case is not null or new.removed_case is null) then
            raise exception 'an item that was taken out of certificate % stays so', new.number using errcode = 'GL023';
          end if;
          if new.removed_case is not null and not exists (
            select from certificate_amendments a where a.tenant = new.tenant and a.number = new.number
              and a.case_id = new.removed_case and a.seq = new.removed_seq) then
            raise exception 'no event takes an item out of certificate %', new.number using errcode = 'GL028';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.an_item_comes_and_goes_by_an_amendment() IS 'Items are those the certificate was issued with, and what amendments have added; taken out is taken out.';

CREATE OR REPLACE FUNCTION public.history_is_not_rewritten()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          raise exception '% on % is refused: history is not rewritten', tg_op, tg_table_name using errcode = 'GL011';
        end $function$
;
COMMENT ON FUNCTION public.history_is_not_rewritten() IS 'Refuses update, delete and truncate, to the owner too.';

CREATE OR REPLACE FUNCTION public.hold_duties(tenants smallint[], case_ids uuid[], people uuid[], duties text[], ats timestamp with time zone[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        declare clash record;
        begin
          insert into duties_held (tenant, matter, person_id, duty, case_id, at)
          select t.tenant, coalesce(c.root_id, t.case_id), t.person_id, t.duty, t.case_id, t.at
          from unnest(tenants, case_ids, people, duties, ats) as t (tenant, case_id, person_id, duty, at)
          join jurisdictions j on j.tenant = t.tenant and t.duty = any (j.duties_apart)
          left join cases c on c.tenant = t.tenant and c.id = t.case_id
          order by 1, 2, 3, t.at
          on conflict (tenant, matter, person_id) do nothing;
          select t.person_id, t.case_id, t.duty, d.duty as held into clash
          from (
            select t.tenant, coalesce(c.root_id, t.case_id) as matter, t.case_id, t.person_id, t.duty, j.duties_apart
            from unnest(tenants, case_ids, people, duties) as t (tenant, case_id, person_id, duty)
            join jurisdictions j on j.tenant = t.tenant and t.duty = any (j.duties_apart)
            left join cases c on c.tenant = t.tenant and c.id = t.case_id offset 0) as t
          cross join lateral (
            select duty from duties_held
            where tenant = t.tenant and matter = t.matter and person_id = t.person_id offset 0) as d
          where d.duty <> t.duty and d.duty = any (t.duties_apart) limit 1;
          if found then
            raise exception 'person % of case % has the duty % and cannot take %', clash.person_id, clash.case_id,
              clash.held, clash.duty using errcode = 'GL022', constraint = 'duties_are_kept_apart';
          end if;
        end $function$
;
REVOKE ALL ON FUNCTION public.hold_duties(tenants smallint[], case_ids uuid[], people uuid[], duties text[], ats timestamp with time zone[]) FROM PUBLIC;
COMMENT ON FUNCTION public.hold_duties(tenants smallint[], case_ids uuid[], people uuid[], duties text[], ats timestamp with time zone[]) IS 'Notes duties taken and refuses a second one that is kept apart from the first.';

CREATE OR REPLACE FUNCTION public.it_is_never_made_unnoticed()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        declare
          moment text := lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0');
          random text := replace(gen_random_uuid()::text, '-', '');
          made jsonb := to_jsonb(new);
          before text := current_setting('app.tenant', true);
          whose record;
        begin
          if tg_argv[0] = 'sessionOpened' then
            select tenant, person_id into whose from accounts
            where issuer = made ->> 'issuer' and subject = made ->> 'subject';
          else
            select (made ->> 'tenant')::smallint as tenant, (made ->> 'person_id')::uuid as person_id into whose;
          end if;
          -- The entry is one of whoever it is about, also where a session is opened before anybody's jurisdiction is known.
          perform set_config('app.tenant', coalesce(whose.tenant::text, ''), true);
          insert into access_entries (id, tenant, at, kind, person_id, method)
          values ((moment || '7' || substr(random, 14, 3) || substr(random, 17))::uuid, whose.tenant, clock_timestamp(),
            tg_argv[0], whose.person_id, made ->> 'method');
          perform set_config('app.tenant', coalesce(before, ''), true);
          return null;
        end $function$
;
COMMENT ON FUNCTION public.it_is_never_made_unnoticed() IS 'Every session and every API key that is made stands in the access record.';

CREATE OR REPLACE FUNCTION public.it_rests_on_an_event()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
        declare
          began timestamptz := (to_jsonb(new) ->> tg_argv[0])::timestamptz;
          beginning uuid := (to_jsonb(new) ->> tg_argv[1])::uuid;
          ended timestamptz := new.withdrawn_at;
          ending uuid := (to_jsonb(new) ->> tg_argv[2])::uuid;
          furnished boolean := current_user <> 'greenlane_service' or (select demonstration from office_clock);
        begin
          if tg_op = 'INSERT' and beginning is null and not furnished then
            raise exception '% begins with no event', tg_table_name using errcode = 'GL024';
          end if;
          if tg_op = 'INSERT' and beginning is not null
            and not exists (select from events where tenant = new.tenant and case_id = beginning and at = began) then
            raise exception '% is dated as no event of its case', tg_table_name using errcode = 'GL024';
          end if;
          if tg_argv[2] <> '' and ended is not null and (tg_op = 'INSERT' or old.withdrawn_at is null) then
            if ending is null and not furnished then
              raise exception '% ends with no event', tg_table_name using errcode = 'GL024';
            end if;
            if ending is not null
              and not exists (select from events where tenant = new.tenant and case_id = ending and at = ended) then
              raise exception 'the end of % is dated as no event of its case', tg_table_name using errcode = 'GL024';
            end if;
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.it_rests_on_an_event() IS 'What a case gave is dated as its event. Without a case the service enters nothing but a demonstration.';

CREATE OR REPLACE FUNCTION public.move_office_time(wanted timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        begin
          if not (select demonstration from office_clock) then
            raise exception 'only a demonstration moves its office time' using errcode = 'GL001';
          end if;
          if not isfinite(wanted) or wanted >= '2100-01-01' then
            raise exception 'office time ends with the year 2099' using errcode = 'GL003';
          end if;
          update office_clock set shift = wanted - clock_timestamp() where wanted > clock_timestamp() + shift;
          if not found then
            raise exception 'office time moves forward only' using errcode = 'GL002';
          end if;
          return office_now();
        end $function$
;
COMMENT ON FUNCTION public.move_office_time(wanted timestamp with time zone) IS 'Moves a demonstration''s office time forward; refuses anything else.';

CREATE OR REPLACE FUNCTION public.no_event_beside_its_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $function$
        declare own record;
        begin
          select seq, process, edition, edition_hash into own from cases where tenant = new.tenant and id = new.case_id;
          if not found or own.seq < new.seq then
            raise exception 'event % of case % did not move its case', new.seq, new.case_id using errcode = 'GL010';
          end if;
          if own.seq = new.seq and (new.doc ->> 'process', new.doc ->> 'edition', new.doc ->> 'editionHash')
              is distinct from (own.process, own.edition, own.edition_hash) then
            raise exception 'event % of case % is under another edition than its case', new.seq, new.case_id
              using errcode = 'GL013';
          end if;
          return null;
        end $function$
;
COMMENT ON FUNCTION public.no_event_beside_its_case() IS 'At commit, each new event has been counted by its case, and the last one says under which edition the case is.';

CREATE OR REPLACE FUNCTION public.note_duties_of_events()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        begin
          perform hold_duties(array_agg(f.tenant order by f.id), array_agg(f.case_id order by f.id),
            array_agg((f.doc #>> '{actor,person}')::uuid order by f.id), array_agg(f.doc #>> '{actor,duty}' order by f.id),
            array_agg(f.at order by f.id))
          from fresh f where f.doc #>> '{actor,person}' is not null and f.doc #>> '{actor,duty}' is not null;
          return null;
        end $function$
;
COMMENT ON FUNCTION public.note_duties_of_events() IS 'Whoever takes a step holds its duty in the matter from then on.';

CREATE OR REPLACE FUNCTION public.note_duties_of_people()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        begin
          perform hold_duties(array_agg(f.tenant), array_agg(f.case_id), array_agg(f.person_id), array_agg(f.duty),
            array_agg(office_now()))
          from fresh f where f.duty is not null;
          return null;
        end $function$
;
COMMENT ON FUNCTION public.note_duties_of_people() IS 'Whoever a case names for a duty holds it in the matter from then on.';

CREATE OR REPLACE FUNCTION public.note_pending()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
        begin
          insert into pending (tenant, event_id, hash) select tenant, id, hash from fresh;
          return null;
        end $function$
;
COMMENT ON FUNCTION public.note_pending() IS 'Notes fresh events for the sequencer; runs as the owner, so that the service cannot leave one out.';

CREATE OR REPLACE FUNCTION public.office_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
AS $function$ select clock_timestamp() + shift from office_clock $function$
;
COMMENT ON FUNCTION public.office_now() IS 'The office''s time: every legal day and every deadline is judged by it.';

CREATE OR REPLACE FUNCTION public.the_authority_is_named_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          if old.authority_id is not null and new.authority_id is distinct from old.authority_id
            and current_user = 'greenlane_service' then
            raise exception 'jurisdiction % has its authority', old.tenant using errcode = 'GL025';
          end if;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.the_authority_is_named_once() IS 'Nobody but the owner names another authority: its cases concern it.';

CREATE OR REPLACE FUNCTION public.the_instant_of_letting_in_is_now()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        begin
          new.let_in_at := case
            when new.lifted_at is null then null
            when tg_op = 'UPDATE' and old.lifted_at is not null then old.let_in_at
            else clock_timestamp() end;
          return new;
        end $function$
;
COMMENT ON FUNCTION public.the_instant_of_letting_in_is_now() IS 'Nobody dates it back, so that no token of before is taken.';

-- Tables

CREATE TABLE public.access_entries (
  id uuid NOT NULL,
  tenant smallint,
  at timestamp with time zone NOT NULL,
  kind text NOT NULL,
  times integer DEFAULT 1 NOT NULL,
  code text,
  person_id uuid,
  method text,
  verb text,
  path text,
  address_digest bytea,
  request_id text
);
ALTER TABLE public.access_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.access_entries FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.access_entries IS 'Who was let in and who was turned away. Never updated, never deleted by the service.';
COMMENT ON COLUMN public.access_entries.id IS 'UUIDv7.';
COMMENT ON COLUMN public.access_entries.tenant IS 'Jurisdiction, where it was known.';
COMMENT ON COLUMN public.access_entries.at IS 'Real time.';
COMMENT ON COLUMN public.access_entries.kind IS 'signedIn, signInFailed, signedOut, accountOpened, sessionOpened, sessionsEnded, keyMade, denied or read.';
COMMENT ON COLUMN public.access_entries.times IS 'How many alike it stands for: more than one only of those turned away without a name, or for coming too often.';
COMMENT ON COLUMN public.access_entries.code IS 'Code of the refusal.';
COMMENT ON COLUMN public.access_entries.person_id IS 'Who, where it was known.';
COMMENT ON COLUMN public.access_entries.method IS 'How the person had signed in.';
COMMENT ON COLUMN public.access_entries.verb IS 'HTTP method.';
COMMENT ON COLUMN public.access_entries.path IS 'Route as declared, and the ids in it; never the query.';
COMMENT ON COLUMN public.access_entries.address_digest IS 'HMAC-SHA-256 of the address under a key of the installation.';
COMMENT ON COLUMN public.access_entries.request_id IS 'Request id, as the caller was told.';

CREATE TABLE public.accounts (
  issuer text NOT NULL,
  subject text NOT NULL,
  tenant smallint NOT NULL,
  person_id uuid NOT NULL
);
ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.accounts FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.accounts IS 'Who a token''s subject is. Global: it is read before the tenant is known.';
COMMENT ON COLUMN public.accounts.issuer IS 'Issuer of the token.';
COMMENT ON COLUMN public.accounts.subject IS 'Subject at that issuer.';
COMMENT ON COLUMN public.accounts.tenant IS 'The jurisdiction in which the person acts.';
COMMENT ON COLUMN public.accounts.person_id IS 'The person in that jurisdiction.';

CREATE TABLE public.acting_for (
  tenant smallint NOT NULL,
  person_id uuid NOT NULL,
  institution_id uuid NOT NULL,
  since timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone,
  capacity text DEFAULT 'agent'::text NOT NULL,
  steps text[],
  until date,
  case_id uuid
);
ALTER TABLE public.acting_for ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.acting_for FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.acting_for IS 'Which institutions a person may act for.';
COMMENT ON COLUMN public.acting_for.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.acting_for.person_id IS 'Who acts.';
COMMENT ON COLUMN public.acting_for.institution_id IS 'For whom.';
COMMENT ON COLUMN public.acting_for.since IS 'Office time from which.';
COMMENT ON COLUMN public.acting_for.withdrawn_at IS 'Office time of the withdrawal; empty while it holds.';
COMMENT ON COLUMN public.acting_for.capacity IS 'legalRepresentative, or agent.';
COMMENT ON COLUMN public.acting_for.steps IS 'The only steps for which it holds; empty for all.';
COMMENT ON COLUMN public.acting_for.until IS 'Last legal day on which it holds; empty without end.';
COMMENT ON COLUMN public.acting_for.case_id IS 'The case in which it was checked; empty for a demonstration''s people.';

CREATE TABLE public.address_codes (
  tenant smallint NOT NULL,
  person_id uuid NOT NULL,
  owed boolean NOT NULL,
  digest text,
  until timestamp with time zone,
  tries smallint DEFAULT 0 NOT NULL,
  day date,
  sent smallint DEFAULT 0 NOT NULL,
  next_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE public.address_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.address_codes FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.address_codes IS 'Codes that confirm an address. Kept when the address is erased, so that nobody has many sent by entering others; holds none.';
COMMENT ON COLUMN public.address_codes.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.address_codes.person_id IS 'Whose.';
COMMENT ON COLUMN public.address_codes.owed IS 'Whether a letter with a code is to be sent.';
COMMENT ON COLUMN public.address_codes.digest IS 'SHA-256 of the address and the code that was sent there last, hex; empty once it is used.';
COMMENT ON COLUMN public.address_codes.until IS 'Real time until which the code counts.';
COMMENT ON COLUMN public.address_codes.tries IS 'How often a code was named since.';
COMMENT ON COLUMN public.address_codes.day IS 'The day of the last letter, UTC.';
COMMENT ON COLUMN public.address_codes.sent IS 'Letters on that day.';
COMMENT ON COLUMN public.address_codes.next_at IS 'Real time before which none is sent.';

CREATE TABLE public.answers (
  tenant smallint NOT NULL,
  caller uuid NOT NULL,
  key_digest bytea NOT NULL,
  request_digest bytea NOT NULL,
  answer text NOT NULL,
  answered_at timestamp with time zone NOT NULL
);
ALTER TABLE public.answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.answers FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.answers IS 'Answers given under an Idempotency-Key, kept at least 24 hours.';
COMMENT ON COLUMN public.answers.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.answers.caller IS 'The person; keys of different callers never meet.';
COMMENT ON COLUMN public.answers.key_digest IS 'SHA-256 of the key.';
COMMENT ON COLUMN public.answers.request_digest IS 'SHA-256 of method, target and body.';
COMMENT ON COLUMN public.answers.answer IS 'The first answer, JSON.';
COMMENT ON COLUMN public.answers.answered_at IS 'Real time, by which it is forgotten.';

CREATE TABLE public.api_keys (
  id text NOT NULL,
  digest bytea NOT NULL,
  tenant smallint NOT NULL,
  person_id uuid NOT NULL,
  institution_id uuid NOT NULL,
  slot smallint NOT NULL,
  name text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone
);
ALTER TABLE public.api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.api_keys FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.api_keys IS 'Keys of laboratories'' systems: each acts as one person for one institution.';
COMMENT ON COLUMN public.api_keys.id IS 'The part of the key that may be shown.';
COMMENT ON COLUMN public.api_keys.digest IS 'SHA-256 of the secret part (256 random bits need no slow hash).';
COMMENT ON COLUMN public.api_keys.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.api_keys.person_id IS 'As whom it acts.';
COMMENT ON COLUMN public.api_keys.institution_id IS 'For whom it acts, and for nobody else.';
COMMENT ON COLUMN public.api_keys.slot IS 'First or second living key, so that one can follow the other.';
COMMENT ON COLUMN public.api_keys.name IS 'What its owner calls it.';
COMMENT ON COLUMN public.api_keys.scopes IS 'What it may be used for.';
COMMENT ON COLUMN public.api_keys.created_at IS 'Real time.';
COMMENT ON COLUMN public.api_keys.expires_at IS 'Real time after which it is void.';
COMMENT ON COLUMN public.api_keys.last_used_at IS 'Real time of the last use, to the minute.';
COMMENT ON COLUMN public.api_keys.revoked_at IS 'Real time of revocation.';

CREATE TABLE public.assessor_draws (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  draw text NOT NULL
);
ALTER TABLE public.assessor_draws ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.assessor_draws FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.assessor_draws IS 'Random selections of assessors, with all that is needed to draw again.';
COMMENT ON COLUMN public.assessor_draws.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.assessor_draws.case_id IS 'The case.';
COMMENT ON COLUMN public.assessor_draws.seq IS 'The event that holds its digest.';
COMMENT ON COLUMN public.assessor_draws.draw IS 'Seed, pool, who of it was excluded, what was to be covered, and the outcome: canonical JSON.';

CREATE TABLE public.assessor_fields (
  tenant smallint NOT NULL,
  person_id uuid NOT NULL,
  field text NOT NULL,
  may_lead boolean NOT NULL,
  until_day date
);
ALTER TABLE public.assessor_fields ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.assessor_fields FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.assessor_fields IS 'What each assessor may assess, by field of the certificate number, and whether as leader.';
COMMENT ON COLUMN public.assessor_fields.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.assessor_fields.person_id IS 'The assessor.';
COMMENT ON COLUMN public.assessor_fields.field IS 'Two-digit field code.';
COMMENT ON COLUMN public.assessor_fields.may_lead IS 'Whether the person may lead a team in it.';
COMMENT ON COLUMN public.assessor_fields.until_day IS 'Last legal day of the qualification; empty without end.';

CREATE TABLE public.assignments (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  duty text NOT NULL,
  person_id uuid NOT NULL,
  seq integer NOT NULL
);
ALTER TABLE public.assignments ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.assignments FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.assignments IS 'Who has a case on the desk, for each duty. Moves with an event, and says which.';
COMMENT ON COLUMN public.assignments.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.assignments.case_id IS 'The case.';
COMMENT ON COLUMN public.assignments.duty IS 'The duty for which it is assigned.';
COMMENT ON COLUMN public.assignments.person_id IS 'To whom.';
COMMENT ON COLUMN public.assignments.seq IS 'The event that did it.';

CREATE TABLE public.bans (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  institution_id uuid NOT NULL,
  ground text NOT NULL,
  instrument text NOT NULL,
  article text NOT NULL,
  years smallint NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL
);
ALTER TABLE public.bans ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.bans FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.bans IS 'Who may not apply anew, and until when.';
COMMENT ON COLUMN public.bans.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.bans.case_id IS 'The case.';
COMMENT ON COLUMN public.bans.seq IS 'The event that entered it.';
COMMENT ON COLUMN public.bans.institution_id IS 'Who may not apply.';
COMMENT ON COLUMN public.bans.ground IS 'Why, by a name of the law.';
COMMENT ON COLUMN public.bans.instrument IS 'Where it stands: the instrument,';
COMMENT ON COLUMN public.bans.article IS 'and its article.';
COMMENT ON COLUMN public.bans.years IS 'For how many years.';
COMMENT ON COLUMN public.bans.from_day IS 'The legal day of the event.';
COMMENT ON COLUMN public.bans.until_day IS 'The last day on which they may not: the corresponding one, never rolled.';

CREATE TABLE public.calendar_changes (
  tenant smallint NOT NULL,
  from_at timestamp with time zone NOT NULL,
  what text NOT NULL,
  content text NOT NULL,
  case_id uuid,
  seq integer
);
ALTER TABLE public.calendar_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.calendar_changes FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.calendar_changes IS 'What an authority changed in its calendar beside the notices shipped, and from when on. Never updated.';
COMMENT ON COLUMN public.calendar_changes.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.calendar_changes.from_at IS 'Office time from which on it counts: that of the event.';
COMMENT ON COLUMN public.calendar_changes.what IS 'notice, provisionalYear, cutOffHour or rollOver.';
COMMENT ON COLUMN public.calendar_changes.content IS 'The change, canonical JSON.';
COMMENT ON COLUMN public.calendar_changes.case_id IS 'The case that changed it; empty for what a release brings: a later notice, and the year after the last one shipped.';
COMMENT ON COLUMN public.calendar_changes.seq IS 'The event of that case.';

CREATE TABLE public.case_people (
  tenant smallint NOT NULL,
  person_id uuid NOT NULL,
  case_id uuid NOT NULL,
  duty text
);
ALTER TABLE public.case_people ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.case_people FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.case_people IS 'Whom a case''s memory names, so that they find it; drawn from the context by casework.';
COMMENT ON COLUMN public.case_people.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.case_people.person_id IS 'A member of the team, say.';
COMMENT ON COLUMN public.case_people.case_id IS 'The case.';
COMMENT ON COLUMN public.case_people.duty IS 'The duty for which the case names the person.';

CREATE TABLE public.case_times (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  process text NOT NULL,
  edition text NOT NULL,
  opened_on date NOT NULL,
  counted_from date,
  ended_on date,
  ended_in text,
  ended_leaf bigint,
  kind text,
  field text
);
ALTER TABLE public.case_times ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.case_times FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.case_times IS 'The span of each case, kept by a follower of the log; made anew from nothing at any time.';
COMMENT ON COLUMN public.case_times.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.case_times.case_id IS 'The case.';
COMMENT ON COLUMN public.case_times.process IS 'Its process.';
COMMENT ON COLUMN public.case_times.edition IS 'The edition under which it was opened.';
COMMENT ON COLUMN public.case_times.opened_on IS 'Legal day of opening.';
COMMENT ON COLUMN public.case_times.counted_from IS 'Day from which its days count, not counted itself; empty while nothing was received.';
COMMENT ON COLUMN public.case_times.ended_on IS 'Its last day; empty while it is open.';
COMMENT ON COLUMN public.case_times.ended_in IS 'The final state.';
COMMENT ON COLUMN public.case_times.ended_leaf IS 'Leaf of the event that ended it.';
COMMENT ON COLUMN public.case_times.kind IS 'Once it has ended: cases of another kind are not compared.';
COMMENT ON COLUMN public.case_times.field IS 'Once it has ended: cases of the same field are compared first.';

CREATE TABLE public.cases (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  root_id uuid NOT NULL,
  process text NOT NULL,
  edition text NOT NULL,
  edition_hash text NOT NULL,
  institution_id uuid NOT NULL,
  number text,
  state text NOT NULL,
  revision integer NOT NULL,
  seq integer NOT NULL,
  head bytea NOT NULL,
  context text NOT NULL,
  context_hash bytea NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL
);
ALTER TABLE public.cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.cases FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.cases IS 'Where each case stands. Only casework writes it, always together with an event.';
COMMENT ON COLUMN public.cases.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.cases.id IS 'UUIDv7, made in the application.';
COMMENT ON COLUMN public.cases.root_id IS 'The matter: the case from which linked cases sprang, or the case itself.';
COMMENT ON COLUMN public.cases.process IS 'Process in the catalogue of libs/regulations.';
COMMENT ON COLUMN public.cases.edition IS 'Edition of the process to which the case is pinned.';
COMMENT ON COLUMN public.cases.edition_hash IS 'Hash of that edition''s structure (hex SHA-256).';
COMMENT ON COLUMN public.cases.institution_id IS 'The institution concerned.';
COMMENT ON COLUMN public.cases.number IS 'Number for people, given at submission.';
COMMENT ON COLUMN public.cases.state IS 'Dotted path of the process''s one leaf state.';
COMMENT ON COLUMN public.cases.revision IS 'Steps taken; compared with If-Match.';
COMMENT ON COLUMN public.cases.seq IS 'Events of the case, noted ones included.';
COMMENT ON COLUMN public.cases.head IS 'Hash of the last event.';
COMMENT ON COLUMN public.cases.context IS 'The case''s memory, canonical JSON (RFC 8785).';
COMMENT ON COLUMN public.cases.context_hash IS 'SHA-256 of the context; the event repeats it.';
COMMENT ON COLUMN public.cases.opened_at IS 'Office time of opening.';
COMMENT ON COLUMN public.cases.changed_at IS 'Office time of the last event.';

CREATE TABLE public.certificate_amendments (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  number text NOT NULL,
  extent text NOT NULL,
  amended_on date NOT NULL
);
ALTER TABLE public.certificate_amendments ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.certificate_amendments FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.certificate_amendments IS 'What changed the items of certificates; number and last day stay.';
COMMENT ON COLUMN public.certificate_amendments.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.certificate_amendments.case_id IS 'The case: an extension, a change, or that of the certificate itself.';
COMMENT ON COLUMN public.certificate_amendments.seq IS 'The event that amended it.';
COMMENT ON COLUMN public.certificate_amendments.number IS 'The certificate.';
COMMENT ON COLUMN public.certificate_amendments.extent IS 'extension (items added), change (taken out or named anew) or annulment.';
COMMENT ON COLUMN public.certificate_amendments.amended_on IS 'The legal day of the event.';

CREATE TABLE public.certificate_items (
  tenant smallint NOT NULL,
  number text NOT NULL,
  table_id uuid NOT NULL,
  line integer NOT NULL,
  added_case uuid,
  added_seq integer,
  removed_case uuid,
  removed_seq integer,
  removed_as text
);
ALTER TABLE public.certificate_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.certificate_items FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.certificate_items IS 'The items granted by each certificate.';
COMMENT ON COLUMN public.certificate_items.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.certificate_items.number IS 'The certificate.';
COMMENT ON COLUMN public.certificate_items.table_id IS 'The scope table.';
COMMENT ON COLUMN public.certificate_items.line IS 'The row.';
COMMENT ON COLUMN public.certificate_items.added_case IS 'The case that added it later; empty where the certificate was issued with it.';
COMMENT ON COLUMN public.certificate_items.added_seq IS 'The event of that case.';
COMMENT ON COLUMN public.certificate_items.removed_case IS 'The case that took it out; empty while it is in force.';
COMMENT ON COLUMN public.certificate_items.removed_seq IS 'The event of that case.';
COMMENT ON COLUMN public.certificate_items.removed_as IS 'cancelled (the body gave it up), annulled (a decision), replaced (another row stands for the same item).';

CREATE TABLE public.certificates (
  tenant smallint NOT NULL,
  number text NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  institution_id uuid NOT NULL,
  scope_table_id uuid NOT NULL,
  issued_on date NOT NULL,
  valid_until date NOT NULL,
  life_case uuid,
  replaces text
);
ALTER TABLE public.certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.certificates FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.certificates IS 'Certificates of qualification approval, each issued by an event.';
COMMENT ON COLUMN public.certificates.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.certificates.number IS 'Twelve digits: year, authority, field, department, serial.';
COMMENT ON COLUMN public.certificates.case_id IS 'The case.';
COMMENT ON COLUMN public.certificates.seq IS 'The event that issued it.';
COMMENT ON COLUMN public.certificates.institution_id IS 'The holder.';
COMMENT ON COLUMN public.certificates.scope_table_id IS 'The scope applied for; what was granted are its items.';
COMMENT ON COLUMN public.certificates.issued_on IS 'Day of issue.';
COMMENT ON COLUMN public.certificates.valid_until IS 'Last day, as the case that issued it remembers; never rolled.';
COMMENT ON COLUMN public.certificates.life_case IS 'The case in which it lives; empty for those issued before they had one.';
COMMENT ON COLUMN public.certificates.replaces IS 'The certificate in whose place a renewal put it.';

CREATE TABLE public.clock_holds (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  noticed_at timestamp with time zone NOT NULL,
  noticed_by text NOT NULL,
  moved_ms bigint NOT NULL,
  released_at timestamp with time zone,
  reason text
);
COMMENT ON TABLE public.clock_holds IS 'Jumps of the database''s clock. While one is not released, no clock lapses anywhere in this database.';
COMMENT ON COLUMN public.clock_holds.id IS 'Counts the jumps.';
COMMENT ON COLUMN public.clock_holds.noticed_at IS 'The database''s clock when it was noticed, after the jump.';
COMMENT ON COLUMN public.clock_holds.noticed_by IS 'Host and process that noticed it first.';
COMMENT ON COLUMN public.clock_holds.moved_ms IS 'How far the clock had moved against that process''s own, milliseconds; negative is backwards.';
COMMENT ON COLUMN public.clock_holds.released_at IS 'The database''s clock when time went on; empty while it is held.';
COMMENT ON COLUMN public.clock_holds.reason IS 'Why it was released, by whoever did it.';

CREATE TABLE public.clock_operations (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  clock text NOT NULL,
  generation integer NOT NULL,
  operation text NOT NULL,
  on_day date NOT NULL,
  consumed integer NOT NULL,
  due_on date,
  instrument text NOT NULL,
  article text NOT NULL,
  length integer,
  anchor date,
  becomes text
);
ALTER TABLE public.clock_operations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clock_operations FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.clock_operations IS 'What happened to each clock, by which event, under which provision. Never updated.';
COMMENT ON COLUMN public.clock_operations.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.clock_operations.case_id IS 'The case.';
COMMENT ON COLUMN public.clock_operations.seq IS 'The event that did it.';
COMMENT ON COLUMN public.clock_operations.clock IS 'The clock, by the name it had then.';
COMMENT ON COLUMN public.clock_operations.generation IS 'Its generation.';
COMMENT ON COLUMN public.clock_operations.operation IS 'start, suspend, resume, interrupt, extend, supersede, project, rename, stop or expire.';
COMMENT ON COLUMN public.clock_operations.on_day IS 'Legal day from which it takes effect.';
COMMENT ON COLUMN public.clock_operations.consumed IS 'Used up after the operation, in the clock''s unit.';
COMMENT ON COLUMN public.clock_operations.due_on IS 'Last day after the operation, if it runs.';
COMMENT ON COLUMN public.clock_operations.instrument IS 'Instrument of the step that did it.';
COMMENT ON COLUMN public.clock_operations.article IS 'Its article.';
COMMENT ON COLUMN public.clock_operations.length IS 'By how much an extension lengthens the budget, in its unit; else empty.';
COMMENT ON COLUMN public.clock_operations.anchor IS 'The right anchor, where it takes the place of a wrong one; else empty.';
COMMENT ON COLUMN public.clock_operations.becomes IS 'What the clock is called from then on, where the case was moved to an edition with another name for it; else empty.';

CREATE TABLE public.clock_warnings (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  clock text NOT NULL,
  generation integer NOT NULL,
  due_on date NOT NULL,
  rung text NOT NULL,
  owed_on date NOT NULL,
  raised_at timestamp with time zone NOT NULL
);
ALTER TABLE public.clock_warnings ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clock_warnings FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.clock_warnings IS 'The warnings that were raised: whoever inserts the row raises it, in the same transaction.';
COMMENT ON COLUMN public.clock_warnings.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.clock_warnings.case_id IS 'The case.';
COMMENT ON COLUMN public.clock_warnings.clock IS 'The clock.';
COMMENT ON COLUMN public.clock_warnings.generation IS 'Its generation.';
COMMENT ON COLUMN public.clock_warnings.due_on IS 'Its last day: where that moves, every rung can come again.';
COMMENT ON COLUMN public.clock_warnings.rung IS '7, 3 or 1 working days before, due for the last day, after for the first day after.';
COMMENT ON COLUMN public.clock_warnings.owed_on IS 'The legal day on which it was to be raised.';
COMMENT ON COLUMN public.clock_warnings.raised_at IS 'Office time at which it was.';

CREATE TABLE public.clocks (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  clock text NOT NULL,
  generation integer NOT NULL,
  anchor date NOT NULL,
  budget integer NOT NULL,
  unit text NOT NULL,
  consumed integer NOT NULL,
  running_since date,
  due_on date,
  due_at timestamp with time zone,
  status text NOT NULL,
  legal_effect text NOT NULL,
  lapses_into text,
  instrument text NOT NULL,
  article text NOT NULL,
  calendar_version text NOT NULL,
  provisional boolean NOT NULL,
  changed_seq integer NOT NULL,
  held_on date,
  considered text,
  looked text GENERATED ALWAYS AS (COALESCE(considered, calendar_version)) STORED
);
ALTER TABLE public.clocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.clocks FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.clocks IS 'The clocks of each case as they stand. A clock is a row, not a timer.';
COMMENT ON COLUMN public.clocks.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.clocks.case_id IS 'The case.';
COMMENT ON COLUMN public.clocks.clock IS 'Name of the clock in its process.';
COMMENT ON COLUMN public.clocks.generation IS 'Counts from 1; an interrupted, newly started or superseded clock is followed by the next generation.';
COMMENT ON COLUMN public.clocks.anchor IS 'Day from which it counts; that day itself is not counted.';
COMMENT ON COLUMN public.clocks.budget IS 'Length of the period, in its unit.';
COMMENT ON COLUMN public.clocks.unit IS 'workingDays, calendarDays, months or years.';
COMMENT ON COLUMN public.clocks.consumed IS 'Used up before the present run: working days for working-day budgets, else calendar days.';
COMMENT ON COLUMN public.clocks.running_since IS 'Day from which the present run counts; empty unless it runs.';
COMMENT ON COLUMN public.clocks.due_on IS 'Last day; empty unless it runs (indeterminate, not later).';
COMMENT ON COLUMN public.clocks.due_at IS 'First instant after the last day.';
COMMENT ON COLUMN public.clocks.status IS 'running, suspended, stopped, expired or superseded (its anchor was wrong).';
COMMENT ON COLUMN public.clocks.legal_effect IS 'statutory, target or none.';
COMMENT ON COLUMN public.clocks.lapses_into IS 'The step the clock takes when it runs out; empty where the law gives none.';
COMMENT ON COLUMN public.clocks.instrument IS 'Instrument that sets the limit.';
COMMENT ON COLUMN public.clocks.article IS 'Its article.';
COMMENT ON COLUMN public.clocks.calendar_version IS 'Version of the calendar by which the date was drawn.';
COMMENT ON COLUMN public.clocks.provisional IS 'Whether the date leans on a year without its notice.';
COMMENT ON COLUMN public.clocks.changed_seq IS 'The event that changed it last.';
COMMENT ON COLUMN public.clocks.held_on IS 'First day on which it was held; empty while it never was.';
COMMENT ON COLUMN public.clocks.considered IS 'Version of the calendar for which it was looked at last, where its date stayed. Operational; no event says so.';
COMMENT ON COLUMN public.clocks.looked IS 'The calendar it was looked at for last. A column of its own: row security keeps a COALESCE from the index.';

CREATE TABLE public.commitment_closures (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  institution_id uuid NOT NULL,
  kind text,
  since date NOT NULL
);
ALTER TABLE public.commitment_closures ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.commitment_closures FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.commitment_closures IS 'To whom the procedure of notification and commitment is closed.';
COMMENT ON COLUMN public.commitment_closures.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.commitment_closures.case_id IS 'The case.';
COMMENT ON COLUMN public.commitment_closures.seq IS 'The event that closed it.';
COMMENT ON COLUMN public.commitment_closures.institution_id IS 'To whom.';
COMMENT ON COLUMN public.commitment_closures.kind IS 'For applications of this kind; empty for all.';
COMMENT ON COLUMN public.commitment_closures.since IS 'The legal day of the event.';

CREATE TABLE public.contact_addresses (
  tenant smallint NOT NULL,
  person_id uuid NOT NULL,
  email text NOT NULL,
  language text NOT NULL,
  wants_mail boolean NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone
);
ALTER TABLE public.contact_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.contact_addresses FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.contact_addresses IS 'Where people are reached by mail; entered by themselves, no history, so that it may be erased.';
COMMENT ON COLUMN public.contact_addresses.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.contact_addresses.person_id IS 'Whose.';
COMMENT ON COLUMN public.contact_addresses.email IS 'The address.';
COMMENT ON COLUMN public.contact_addresses.language IS 'In which they are written to.';
COMMENT ON COLUMN public.contact_addresses.wants_mail IS 'Whether messages are sent; else they stay in the inbox.';
COMMENT ON COLUMN public.contact_addresses.changed_at IS 'Real time of the last change.';
COMMENT ON COLUMN public.contact_addresses.confirmed_at IS 'Real time at which its owner named the code that was sent there; until then nothing else is.';

CREATE TABLE public.counters (
  tenant smallint NOT NULL,
  series text NOT NULL,
  value bigint NOT NULL
);
ALTER TABLE public.counters ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.counters FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.counters IS 'Last number drawn in each series. Drawn inside the transaction that uses it: no gaps.';
COMMENT ON COLUMN public.counters.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.counters.series IS 'Name of the series with its year.';
COMMENT ON COLUMN public.counters.value IS 'Last number drawn.';

CREATE TABLE public.covers (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  absent_id uuid NOT NULL,
  cover_id uuid NOT NULL,
  from_day date NOT NULL,
  until_day date NOT NULL,
  ended_at timestamp with time zone
);
ALTER TABLE public.covers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.covers FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.covers IS 'Who stands in for whom while away: what is on the desk of one may be done by the other.';
COMMENT ON COLUMN public.covers.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.covers.case_id IS 'The case that entered it.';
COMMENT ON COLUMN public.covers.absent_id IS 'Who is away.';
COMMENT ON COLUMN public.covers.cover_id IS 'Who stands in; needs the role as well.';
COMMENT ON COLUMN public.covers.from_day IS 'First legal day.';
COMMENT ON COLUMN public.covers.until_day IS 'Last legal day.';
COMMENT ON COLUMN public.covers.ended_at IS 'Office time at which it was ended early.';

CREATE TABLE public.decided_texts (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  text text NOT NULL
);
ALTER TABLE public.decided_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.decided_texts FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.decided_texts IS 'The text that was before the eyes of whoever decided; the event holds its digest and signature.';
COMMENT ON COLUMN public.decided_texts.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.decided_texts.case_id IS 'The case.';
COMMENT ON COLUMN public.decided_texts.seq IS 'The event.';
COMMENT ON COLUMN public.decided_texts.text IS 'The text, UTF-8.';

CREATE TABLE public.documents (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  case_id uuid NOT NULL,
  sha256 bytea NOT NULL,
  size bigint NOT NULL,
  media_type text NOT NULL,
  name text NOT NULL,
  status text NOT NULL,
  uploaded_by uuid NOT NULL,
  uploaded_at timestamp with time zone NOT NULL
);
ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.documents IS 'Files handed in for a case; the bytes lie on disk by tenant and SHA-256.';
COMMENT ON COLUMN public.documents.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.documents.id IS 'UUIDv7.';
COMMENT ON COLUMN public.documents.case_id IS 'The case; a step takes only documents of its own case.';
COMMENT ON COLUMN public.documents.sha256 IS 'SHA-256 of the bytes.';
COMMENT ON COLUMN public.documents.size IS 'Bytes.';
COMMENT ON COLUMN public.documents.media_type IS 'Type found in the content, never taken from the name.';
COMMENT ON COLUMN public.documents.name IS 'Name as given; shown, never used as a path.';
COMMENT ON COLUMN public.documents.status IS 'unscanned where no scanner is set up, and it says so.';
COMMENT ON COLUMN public.documents.uploaded_by IS 'The person.';
COMMENT ON COLUMN public.documents.uploaded_at IS 'Office time.';

CREATE TABLE public.drafts (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  step text NOT NULL,
  person_id uuid NOT NULL,
  revision integer NOT NULL,
  content text NOT NULL,
  saved_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL
);
ALTER TABLE public.drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.drafts FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.drafts IS 'Evidence in the making: one for each case, step and person. No event, may be erased.';
COMMENT ON COLUMN public.drafts.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.drafts.case_id IS 'The case.';
COMMENT ON COLUMN public.drafts.step IS 'The step it is for.';
COMMENT ON COLUMN public.drafts.person_id IS 'Whose draft it is.';
COMMENT ON COLUMN public.drafts.revision IS 'Its own revision.';
COMMENT ON COLUMN public.drafts.content IS 'JSON, not judged yet.';
COMMENT ON COLUMN public.drafts.saved_at IS 'Office time of the last save.';
COMMENT ON COLUMN public.drafts.expires_at IS 'Office time after which it is erased.';

CREATE TABLE public.draw_grounds (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  disclosure text NOT NULL
);
ALTER TABLE public.draw_grounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.draw_grounds FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.draw_grounds IS 'Why people were excluded from a draw and why it was made again, for the office alone; no history, so that it may be erased.';
COMMENT ON COLUMN public.draw_grounds.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.draw_grounds.case_id IS 'The case.';
COMMENT ON COLUMN public.draw_grounds.seq IS 'The event of the draw, which holds the digest.';
COMMENT ON COLUMN public.draw_grounds.disclosure IS 'Salt, name and value (RFC 9901), base64url.';

CREATE TABLE public.duties_held (
  tenant smallint NOT NULL,
  matter uuid NOT NULL,
  person_id uuid NOT NULL,
  duty text NOT NULL,
  case_id uuid NOT NULL,
  at timestamp with time zone NOT NULL
);
ALTER TABLE public.duties_held ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.duties_held FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.duties_held IS 'Which of the duties kept apart a person holds in a matter: one, or none. Filled by triggers alone.';
COMMENT ON COLUMN public.duties_held.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.duties_held.matter IS 'The root case, so that a linked case does not escape.';
COMMENT ON COLUMN public.duties_held.person_id IS 'Who acted, or was named.';
COMMENT ON COLUMN public.duties_held.duty IS 'The duty.';
COMMENT ON COLUMN public.duties_held.case_id IS 'The case in which it began.';
COMMENT ON COLUMN public.duties_held.at IS 'Office time at which it began.';

CREATE TABLE public.event_documents (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  document_id uuid NOT NULL
);
ALTER TABLE public.event_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.event_documents FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.event_documents IS 'Which documents a step leaned on.';
COMMENT ON COLUMN public.event_documents.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.event_documents.case_id IS 'The case.';
COMMENT ON COLUMN public.event_documents.seq IS 'The event.';
COMMENT ON COLUMN public.event_documents.document_id IS 'The document.';

CREATE TABLE public.events (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  prev_seq integer GENERATED ALWAYS AS (NULLIF((seq - 1), 0)) STORED,
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  step text NOT NULL,
  state text NOT NULL,
  revision integer NOT NULL,
  context_hash bytea NOT NULL,
  prev bytea,
  prev_at timestamp with time zone,
  hash bytea NOT NULL,
  at timestamp with time zone NOT NULL,
  body text NOT NULL,
  doc jsonb GENERATED ALWAYS AS ((body)::jsonb) STORED
);
ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.events FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.events IS 'The history: one row for each change of a case, chained by hash. Never updated, never deleted.';
COMMENT ON COLUMN public.events.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.events.case_id IS 'The case.';
COMMENT ON COLUMN public.events.seq IS 'Place in the case''s chain, from 1.';
COMMENT ON COLUMN public.events.prev_seq IS 'Place of the predecessor; empty for the first.';
COMMENT ON COLUMN public.events.id IS 'Order of appending, drawn in the insert under the case''s lock.';
COMMENT ON COLUMN public.events.kind IS 'opened, stepTaken, or one of the noted kinds.';
COMMENT ON COLUMN public.events.step IS 'The step taken; open for the first event.';
COMMENT ON COLUMN public.events.state IS 'State after the event.';
COMMENT ON COLUMN public.events.revision IS 'Steps taken up to here.';
COMMENT ON COLUMN public.events.context_hash IS 'SHA-256 of the case''s memory after the event.';
COMMENT ON COLUMN public.events.prev IS 'Hash of the predecessor.';
COMMENT ON COLUMN public.events.prev_at IS 'Office time of the predecessor.';
COMMENT ON COLUMN public.events.hash IS 'SHA-256(0x00 || body): the chain''s link and the leaf of RFC 6962.';
COMMENT ON COLUMN public.events.at IS 'Office time of the event, read after the case''s lock.';
COMMENT ON COLUMN public.events.body IS 'The event, canonical JSON (RFC 8785), as text: these bytes are hashed.';
COMMENT ON COLUMN public.events.doc IS 'The body as jsonb, to query.';

CREATE TABLE public.evidence (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  name text NOT NULL,
  disclosure text NOT NULL
);
ALTER TABLE public.evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.evidence FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.evidence IS 'What was brought to a step, personal data included. The event holds its salted digest only.';
COMMENT ON COLUMN public.evidence.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.evidence.case_id IS 'The case.';
COMMENT ON COLUMN public.evidence.seq IS 'The event.';
COMMENT ON COLUMN public.evidence.name IS 'Kind of evidence, as the process names it.';
COMMENT ON COLUMN public.evidence.disclosure IS 'RFC 9901 disclosure: base64url of [salt, name, value].';

CREATE TABLE public.followers (
  tenant smallint NOT NULL,
  name text NOT NULL,
  next bigint NOT NULL
);
ALTER TABLE public.followers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.followers FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.followers IS 'Who follows the audit log, and how far each has come; its row is the follower''s lock.';
COMMENT ON COLUMN public.followers.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.followers.name IS 'The follower.';
COMMENT ON COLUMN public.followers.next IS 'The first leaf it has not seen.';

CREATE TABLE public.institutions (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  credit_code text NOT NULL,
  name text NOT NULL,
  legal_form text NOT NULL,
  address text NOT NULL,
  base text,
  contacts jsonb DEFAULT '[]'::jsonb NOT NULL,
  registered_at timestamp with time zone NOT NULL,
  parent_id uuid
);
ALTER TABLE public.institutions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.institutions FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.institutions IS 'The institutions of the register: applicants and holders of certificates.';
COMMENT ON COLUMN public.institutions.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.institutions.id IS 'UUIDv7.';
COMMENT ON COLUMN public.institutions.credit_code IS 'Unified social credit code (GB 32100-2015), check character verified at the door.';
COMMENT ON COLUMN public.institutions.name IS 'Registered name.';
COMMENT ON COLUMN public.institutions.legal_form IS 'enterprise, publicInstitution, association, administrativeUnit or other.';
COMMENT ON COLUMN public.institutions.address IS 'Registered address.';
COMMENT ON COLUMN public.institutions.base IS 'The zone''s base in which it works, if any.';
COMMENT ON COLUMN public.institutions.contacts IS 'Contact persons: [{name, phone, email}].';
COMMENT ON COLUMN public.institutions.registered_at IS 'Office time at which it was entered.';
COMMENT ON COLUMN public.institutions.parent_id IS 'The institution that owns or controls it, if that is registered here.';

CREATE TABLE public.interests (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  institution_id uuid NOT NULL,
  ground text NOT NULL,
  until_day date,
  lifted_at timestamp with time zone
);
ALTER TABLE public.interests ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.interests FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.interests IS 'Declared interests of people in institutions: grounds of recusal.';
COMMENT ON COLUMN public.interests.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.interests.case_id IS 'The case that declared it.';
COMMENT ON COLUMN public.interests.person_id IS 'Whose interest.';
COMMENT ON COLUMN public.interests.institution_id IS 'In which institution.';
COMMENT ON COLUMN public.interests.ground IS 'employment, shareholding, kinship, advice, training or other.';
COMMENT ON COLUMN public.interests.until_day IS 'Last legal day on which it counts; empty without end.';
COMMENT ON COLUMN public.interests.lifted_at IS 'Office time at which it was lifted.';

CREATE TABLE public.jurisdictions (
  tenant smallint NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
  provisional_years integer[] DEFAULT '{}'::integer[] NOT NULL,
  authority_id uuid,
  duties_apart text[] DEFAULT '{applying,intake,coordination,assessment,decision,issuing,administration,confirmation,hearing}'::text[] NOT NULL,
  rest_months integer DEFAULT 0 NOT NULL,
  extensions_allowed boolean DEFAULT false NOT NULL,
  escalation jsonb DEFAULT '{"1": ["holder", "supervision"], "3": ["holder"], "7": ["holder"], "due": ["holder", "supervision"], "after": ["holder", "supervision"]}'::jsonb NOT NULL,
  notices text[] DEFAULT '{2015-1,2016-1,2017-1,2018-1,2019-1,2019-2,2020-1,2020-2,2021-1,2022-1,2023-1,2024-1,2025-1,2026-1}'::text[] NOT NULL,
  mail_a_day smallint DEFAULT 20 NOT NULL
);
ALTER TABLE public.jurisdictions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.jurisdictions FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.jurisdictions IS 'The approving authorities served here: the tenants. A small reference table without row security.';
COMMENT ON COLUMN public.jurisdictions.tenant IS 'Two-digit code of the approving authority, as in certificate numbers; 22 is Chongqing.';
COMMENT ON COLUMN public.jurisdictions.name_zh IS 'Name in Chinese.';
COMMENT ON COLUMN public.jurisdictions.name_en IS 'Name in English.';
COMMENT ON COLUMN public.jurisdictions.zone IS 'Zone in which legal days are counted.';
COMMENT ON COLUMN public.jurisdictions.provisional_years IS 'Years that were provisional when the authority was entered.';
COMMENT ON COLUMN public.jurisdictions.authority_id IS 'The authority itself as an institution: its own affairs are cases that concern it.';
COMMENT ON COLUMN public.jurisdictions.duties_apart IS 'Duties of which one person holds at most one in a matter.';
COMMENT ON COLUMN public.jurisdictions.rest_months IS 'Months after assessing a body in which a person does not assess it again; 0 where the office has no such rule.';
COMMENT ON COLUMN public.jurisdictions.extensions_allowed IS 'Whether the office extends the period of its decisions (Licensing Law 42); the measures are silent.';
COMMENT ON COLUMN public.jurisdictions.escalation IS 'Who is told at each rung of warning: holder (whose turn it is), or everybody of a duty.';
COMMENT ON COLUMN public.jurisdictions.notices IS 'Notices that were shipped when the authority was entered; each counts from the day on which it was known.';
COMMENT ON COLUMN public.jurisdictions.mail_a_day IS 'Letters that may go to one address on one day; the last one gathers all that wait.';

CREATE TABLE public.leaves (
  tenant smallint NOT NULL,
  log text NOT NULL,
  leaf bigint NOT NULL,
  event_id bigint NOT NULL,
  hash bytea NOT NULL
);
ALTER TABLE public.leaves ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.leaves FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.leaves IS 'The order of the log, without gaps, from 0. Consumers read it and nothing else.';
COMMENT ON COLUMN public.leaves.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.leaves.log IS 'Name of the log.';
COMMENT ON COLUMN public.leaves.leaf IS 'Leaf number, from 0.';
COMMENT ON COLUMN public.leaves.event_id IS 'The event.';
COMMENT ON COLUMN public.leaves.hash IS 'Its hash.';

CREATE TABLE public.log_heads (
  tenant smallint NOT NULL,
  log text NOT NULL,
  size bigint DEFAULT 0 NOT NULL
);
ALTER TABLE public.log_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.log_heads FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.log_heads IS 'How many leaves each log has; its row is the sequencers'' lock.';
COMMENT ON COLUMN public.log_heads.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.log_heads.log IS 'Name of the log: audit.';
COMMENT ON COLUMN public.log_heads.size IS 'Number of leaves.';

CREATE TABLE public.mail_deliveries (
  tenant smallint NOT NULL,
  message_id uuid NOT NULL,
  person_id uuid NOT NULL,
  state text DEFAULT 'waiting'::text NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  made_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  since timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  next_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  last_answer text,
  sent_at timestamp with time zone,
  because text,
  gathered_in uuid
);
ALTER TABLE public.mail_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.mail_deliveries FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.mail_deliveries IS 'Messages that go out by mail, and what became of each.';
COMMENT ON COLUMN public.mail_deliveries.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.mail_deliveries.message_id IS 'The message; its Message-ID is made of it, the same at every try.';
COMMENT ON COLUMN public.mail_deliveries.person_id IS 'To whom: those of one person go out one after the other.';
COMMENT ON COLUMN public.mail_deliveries.state IS 'waiting, sent, failed (refused for good), dead (tried for three days), dropped (its reader is not to be written to).';
COMMENT ON COLUMN public.mail_deliveries.attempts IS 'How often it was tried; who marks it names the number of the try.';
COMMENT ON COLUMN public.mail_deliveries.made_at IS 'Real time at which it was made; those of one person go out in this order.';
COMMENT ON COLUMN public.mail_deliveries.since IS 'Real time from which the three days count: when it was made, or asked for again.';
COMMENT ON COLUMN public.mail_deliveries.next_at IS 'Real time before which it is left alone: while it is being tried, and after a try that failed.';
COMMENT ON COLUMN public.mail_deliveries.last_answer IS 'What the mail server, or the connection to it, said last.';
COMMENT ON COLUMN public.mail_deliveries.sent_at IS 'Real time at which the server took it.';
COMMENT ON COLUMN public.mail_deliveries.because IS 'Why it was dropped (noMailWanted, addressNotConfirmed, accountSuspended, caseNoLongerSeen), or waits until the next day (enoughToday).';
COMMENT ON COLUMN public.mail_deliveries.gathered_in IS 'The letter of the same person with which it went, where more were owed on a day than may go.';

CREATE TABLE public.messages (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  case_id uuid,
  leaf bigint,
  clock text,
  generation integer,
  due_on date,
  rung text,
  kind text NOT NULL,
  language text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  read_at timestamp with time zone,
  webhook_id uuid
);
ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.messages FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.messages IS 'What each person was told, in their language, as it was composed; no history, so that it may be erased.';
COMMENT ON COLUMN public.messages.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.messages.id IS 'UUIDv7.';
COMMENT ON COLUMN public.messages.person_id IS 'To whom.';
COMMENT ON COLUMN public.messages.case_id IS 'Of which case; empty where it is of a webhook.';
COMMENT ON COLUMN public.messages.leaf IS 'The entry of the log that caused it; empty where a clock did.';
COMMENT ON COLUMN public.messages.clock IS 'The clock that caused it.';
COMMENT ON COLUMN public.messages.generation IS 'Its generation.';
COMMENT ON COLUMN public.messages.due_on IS 'Its last day when it was told.';
COMMENT ON COLUMN public.messages.rung IS 'The rung of warning: 7, 3, 1 working days before, due, after.';
COMMENT ON COLUMN public.messages.kind IS 'received (what its reader did themselves), changed, named, assigned, affair, warning or webhook.';
COMMENT ON COLUMN public.messages.language IS 'In which it is written.';
COMMENT ON COLUMN public.messages.subject IS 'One line.';
COMMENT ON COLUMN public.messages.body IS 'Plain text.';
COMMENT ON COLUMN public.messages.made_at IS 'Office time.';
COMMENT ON COLUMN public.messages.read_at IS 'Real time at which its reader said so.';
COMMENT ON COLUMN public.messages.webhook_id IS 'The webhook that was disabled by itself.';

CREATE TABLE public.office_clock (
  one boolean DEFAULT true NOT NULL,
  demonstration boolean DEFAULT false NOT NULL,
  shift interval DEFAULT '00:00:00'::interval NOT NULL
);
COMMENT ON TABLE public.office_clock IS 'How far the office''s time is from the database''s clock. One row.';
COMMENT ON COLUMN public.office_clock.one IS 'Always true: the table has one row.';
COMMENT ON COLUMN public.office_clock.demonstration IS 'Whether this database is a demonstration. Fixed when it is created.';
COMMENT ON COLUMN public.office_clock.shift IS 'Added to the database''s clock; zero unless a demonstration.';

CREATE TABLE public.owed_commands (
  tenant smallint NOT NULL,
  cause_case uuid NOT NULL,
  cause_seq integer NOT NULL,
  ordinal integer NOT NULL,
  case_id uuid NOT NULL,
  step text NOT NULL,
  world text NOT NULL,
  done_seq integer
);
ALTER TABLE public.owed_commands ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.owed_commands FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.owed_commands IS 'Steps that an event of one case owes to another; taken by the worker, once.';
COMMENT ON COLUMN public.owed_commands.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.owed_commands.cause_case IS 'The case whose event owes it.';
COMMENT ON COLUMN public.owed_commands.cause_seq IS 'That event.';
COMMENT ON COLUMN public.owed_commands.ordinal IS 'Which of the event''s effects, from 0; of an effect on several cases, plus the number of effects for each before.';
COMMENT ON COLUMN public.owed_commands.case_id IS 'The case that must move.';
COMMENT ON COLUMN public.owed_commands.step IS 'The step it must take.';
COMMENT ON COLUMN public.owed_commands.world IS 'Facts handed to the step, canonical JSON.';
COMMENT ON COLUMN public.owed_commands.done_seq IS 'The event that paid it; empty until then.';

CREATE TABLE public.pending (
  tenant smallint NOT NULL,
  event_id bigint NOT NULL,
  hash bytea NOT NULL
);
ALTER TABLE public.pending ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.pending FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.pending IS 'Committed events that have no leaf number yet. Filled by a trigger, emptied by the sealer alone.';
COMMENT ON COLUMN public.pending.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.pending.event_id IS 'The event.';
COMMENT ON COLUMN public.pending.hash IS 'Its hash: the leaf.';

CREATE TABLE public.people (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  employer_id uuid
);
ALTER TABLE public.people ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.people IS 'Those who act: officers, assessors, applicants'' staff. Events name them by id only.';
COMMENT ON COLUMN public.people.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.people.id IS 'Opaque id (UUIDv7).';
COMMENT ON COLUMN public.people.name IS 'Name as shown to colleagues; never in an event.';
COMMENT ON COLUMN public.people.employer_id IS 'The institution that employs the person, if it is registered here.';

CREATE TABLE public.predictions (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  until text NOT NULL,
  process text NOT NULL,
  state text NOT NULL,
  made_on date NOT NULL,
  made_at timestamp with time zone DEFAULT public.office_now() NOT NULL,
  leaf bigint NOT NULL,
  low integer NOT NULL,
  high integer NOT NULL,
  cases integer NOT NULL,
  workload_from integer,
  workload_to integer,
  by_field boolean NOT NULL,
  took integer
);
ALTER TABLE public.predictions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.predictions FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.predictions IS 'What was foretold of a case when it came into a state, and what came of it. Not made anew with the spells.';
COMMENT ON COLUMN public.predictions.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.predictions.case_id IS 'The case.';
COMMENT ON COLUMN public.predictions.seq IS 'The event by which it came into the state.';
COMMENT ON COLUMN public.predictions.until IS 'What was foretold: when it leaves the state, or when the case ends.';
COMMENT ON COLUMN public.predictions.process IS 'Its process.';
COMMENT ON COLUMN public.predictions.state IS 'The state.';
COMMENT ON COLUMN public.predictions.made_on IS 'Day from which it counts.';
COMMENT ON COLUMN public.predictions.made_at IS 'When it was recorded.';
COMMENT ON COLUMN public.predictions.leaf IS 'Leaf of that event: only what ended before it was known.';
COMMENT ON COLUMN public.predictions.low IS 'Working days within which one in ten of the comparable cases had come there.';
COMMENT ON COLUMN public.predictions.high IS 'Working days within which nine in ten had.';
COMMENT ON COLUMN public.predictions.cases IS 'On how many cases it rests.';
COMMENT ON COLUMN public.predictions.workload_from IS 'The least workload of those; empty where it was not looked at.';
COMMENT ON COLUMN public.predictions.workload_to IS 'The greatest.';
COMMENT ON COLUMN public.predictions.by_field IS 'Whether only cases of the same field were taken.';
COMMENT ON COLUMN public.predictions.took IS 'Working days that it took; empty while that is open.';

CREATE TABLE public.profile_changes (
  tenant smallint NOT NULL,
  at timestamp with time zone NOT NULL,
  what text NOT NULL,
  profile text NOT NULL,
  hash text,
  content text,
  from_day date,
  until_day date,
  case_id uuid NOT NULL,
  seq integer NOT NULL
);
ALTER TABLE public.profile_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.profile_changes FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.profile_changes IS 'What an authority put in force, or ended, of profiles: lanes and settings. Never updated; the last word on a profile counts.';
COMMENT ON COLUMN public.profile_changes.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.profile_changes.at IS 'Office time of the event.';
COMMENT ON COLUMN public.profile_changes.what IS 'enter or end.';
COMMENT ON COLUMN public.profile_changes.profile IS 'Id of the profile.';
COMMENT ON COLUMN public.profile_changes.hash IS 'SHA-256 of the whole profile, its words included; empty for an end.';
COMMENT ON COLUMN public.profile_changes.content IS 'The profile without its words, canonical JSON; empty for an end.';
COMMENT ON COLUMN public.profile_changes.from_day IS 'First legal day on which it counts; empty for an end.';
COMMENT ON COLUMN public.profile_changes.until_day IS 'Last legal day; empty for none but its own.';
COMMENT ON COLUMN public.profile_changes.case_id IS 'The case that changed it.';
COMMENT ON COLUMN public.profile_changes.seq IS 'The event of that case.';

CREATE TABLE public.queues (
  tenant smallint NOT NULL,
  process text NOT NULL,
  party text NOT NULL,
  open integer NOT NULL
);
ALTER TABLE public.queues ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.queues FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.queues IS 'How many cases await whom, kept with the spells by the same follower of the log.';
COMMENT ON COLUMN public.queues.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.queues.process IS 'The process.';
COMMENT ON COLUMN public.queues.party IS 'Whom they await.';
COMMENT ON COLUMN public.queues.open IS 'How many open spells await them, preparations left out.';

CREATE TABLE public.rate_limits (
  key text NOT NULL,
  points integer DEFAULT 0 NOT NULL,
  expire bigint
);
COMMENT ON TABLE public.rate_limits IS 'Tries at public doors and what people uploaded, shared by all instances; the layout is that of rate-limiter-flexible.';
COMMENT ON COLUMN public.rate_limits.key IS 'Door and address, or quota and person.';
COMMENT ON COLUMN public.rate_limits.points IS 'Tries in the window, or uploads or KiB.';
COMMENT ON COLUMN public.rate_limits.expire IS 'End of the window, milliseconds since 1970.';

CREATE TABLE public.role_grants (
  tenant smallint NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone,
  duty text,
  granted_case uuid,
  granted_seq integer,
  withdrawn_case uuid,
  withdrawn_seq integer
);
ALTER TABLE public.role_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.role_grants FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.role_grants IS 'Roles given and withdrawn; looked up for each request.';
COMMENT ON COLUMN public.role_grants.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.role_grants.person_id IS 'Who holds the role.';
COMMENT ON COLUMN public.role_grants.role IS 'A role of the catalogue in libs/regulations.';
COMMENT ON COLUMN public.role_grants.granted_at IS 'Office time of the grant.';
COMMENT ON COLUMN public.role_grants.withdrawn_at IS 'Office time of the withdrawal; empty while it is held.';
COMMENT ON COLUMN public.role_grants.duty IS 'The duty of the role, as the catalogue has it.';
COMMENT ON COLUMN public.role_grants.granted_case IS 'The case that granted it; empty for those entered when the office was set up.';
COMMENT ON COLUMN public.role_grants.granted_seq IS 'That case''s event.';
COMMENT ON COLUMN public.role_grants.withdrawn_case IS 'The case that withdrew it.';
COMMENT ON COLUMN public.role_grants.withdrawn_seq IS 'That case''s event.';

CREATE TABLE public.schema_migrations (
  id integer DEFAULT nextval('public.schema_migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL
);
COMMENT ON TABLE public.schema_migrations IS 'The migrations that made this schema, in the order in which they ran';
COMMENT ON COLUMN public.schema_migrations.id IS 'The order in which they ran';
COMMENT ON COLUMN public.schema_migrations."timestamp" IS 'The number at the end of the name, milliseconds since 1970';
COMMENT ON COLUMN public.schema_migrations.name IS 'The class of the migration';

CREATE TABLE public.scope_items (
  tenant smallint NOT NULL,
  table_id uuid NOT NULL,
  line integer NOT NULL,
  rows integer NOT NULL,
  site text NOT NULL,
  category_no text NOT NULL,
  category text NOT NULL,
  item_no text NOT NULL,
  item text NOT NULL,
  standard text NOT NULL,
  standard_no text NOT NULL,
  clause text NOT NULL,
  restriction text NOT NULL,
  note text NOT NULL
);
ALTER TABLE public.scope_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.scope_items FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.scope_items IS 'The rows of scope tables.';
COMMENT ON COLUMN public.scope_items.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.scope_items.table_id IS 'The table.';
COMMENT ON COLUMN public.scope_items.line IS 'Place in the table, from 1.';
COMMENT ON COLUMN public.scope_items.rows IS 'Rows of the whole table: a table whose lines are all there takes no more.';
COMMENT ON COLUMN public.scope_items.site IS 'Site.';
COMMENT ON COLUMN public.scope_items.category_no IS 'Number of the category.';
COMMENT ON COLUMN public.scope_items.category IS 'Category.';
COMMENT ON COLUMN public.scope_items.item_no IS 'Number of the item.';
COMMENT ON COLUMN public.scope_items.item IS 'Product, item or parameter.';
COMMENT ON COLUMN public.scope_items.standard IS 'Name of the standard or method.';
COMMENT ON COLUMN public.scope_items.standard_no IS 'Its number with the year.';
COMMENT ON COLUMN public.scope_items.clause IS 'Clause or method within it.';
COMMENT ON COLUMN public.scope_items.restriction IS 'Restriction.';
COMMENT ON COLUMN public.scope_items.note IS 'Note.';

CREATE TABLE public.scope_tables (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  institution_id uuid NOT NULL,
  digest bytea NOT NULL,
  rows integer NOT NULL,
  food boolean NOT NULL,
  medical boolean NOT NULL,
  imported_by uuid NOT NULL,
  imported_at timestamp with time zone NOT NULL
);
ALTER TABLE public.scope_tables ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.scope_tables FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.scope_tables IS 'Scopes of capability as applied for: imported whole or not at all, never changed.';
COMMENT ON COLUMN public.scope_tables.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.scope_tables.id IS 'UUIDv7.';
COMMENT ON COLUMN public.scope_tables.institution_id IS 'Whose capability it is.';
COMMENT ON COLUMN public.scope_tables.digest IS 'SHA-256 of the rows'' canonical JSON.';
COMMENT ON COLUMN public.scope_tables.rows IS 'Number of rows.';
COMMENT ON COLUMN public.scope_tables.food IS 'Whether it holds food items, which force field code 00.';
COMMENT ON COLUMN public.scope_tables.medical IS 'Whether it holds medical-device items.';
COMMENT ON COLUMN public.scope_tables.imported_by IS 'The person.';
COMMENT ON COLUMN public.scope_tables.imported_at IS 'Office time.';

CREATE TABLE public.sessions (
  digest bytea NOT NULL,
  issuer text NOT NULL,
  subject text NOT NULL,
  method text NOT NULL,
  acr text,
  auth_time bigint,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  id uuid DEFAULT gen_random_uuid() NOT NULL
);
COMMENT ON TABLE public.sessions IS 'Browsers that are signed in. No token of the provider is kept.';
COMMENT ON COLUMN public.sessions.digest IS 'SHA-256 of the cookie; the cookie itself is nowhere.';
COMMENT ON COLUMN public.sessions.issuer IS 'Issuer of the ID token.';
COMMENT ON COLUMN public.sessions.subject IS 'Subject at that issuer.';
COMMENT ON COLUMN public.sessions.method IS 'How the person signed in, as it will stand in events.';
COMMENT ON COLUMN public.sessions.acr IS 'Authentication context of the sign-in.';
COMMENT ON COLUMN public.sessions.auth_time IS 'When the person signed in, seconds since 1970.';
COMMENT ON COLUMN public.sessions.created_at IS 'Real time of the sign-in.';
COMMENT ON COLUMN public.sessions.seen_at IS 'Real time of the last request, to the minute.';
COMMENT ON COLUMN public.sessions.expires_at IS 'Real time after which it is void whatever happens.';
COMMENT ON COLUMN public.sessions.ended_at IS 'Real time of signing out, or of being ended by its owner or the office.';
COMMENT ON COLUMN public.sessions.id IS 'By which its owner names it; made at random, says nothing of the cookie.';

CREATE TABLE public.sign_ins (
  state_digest bytea NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  browser_digest bytea NOT NULL,
  return_to text NOT NULL,
  step_up boolean NOT NULL,
  expires_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE public.sign_ins IS 'Sign-ins under way at the provider; each is used once.';
COMMENT ON COLUMN public.sign_ins.state_digest IS 'SHA-256 of the state parameter.';
COMMENT ON COLUMN public.sign_ins.nonce IS 'Nonce that the ID token must bring.';
COMMENT ON COLUMN public.sign_ins.verifier IS 'PKCE code verifier (RFC 7636).';
COMMENT ON COLUMN public.sign_ins.browser_digest IS 'SHA-256 of the cookie of the browser that began it.';
COMMENT ON COLUMN public.sign_ins.return_to IS 'Path of ours to go back to.';
COMMENT ON COLUMN public.sign_ins.step_up IS 'Whether a fresh and strong sign-in was asked for.';
COMMENT ON COLUMN public.sign_ins.expires_at IS 'Real time after which it is void.';

CREATE TABLE public.spells (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  seq integer NOT NULL,
  process text NOT NULL,
  edition text NOT NULL,
  state text NOT NULL,
  party text NOT NULL,
  beforehand boolean NOT NULL,
  visit smallint NOT NULL,
  workload integer NOT NULL,
  entered_on date NOT NULL,
  latest_on date NOT NULL,
  left_on date,
  left_leaf bigint,
  ended_leaf bigint
);
ALTER TABLE public.spells ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.spells FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.spells IS 'Each unbroken stay of a case in a state, kept by a follower of the log; made anew from nothing at any time.';
COMMENT ON COLUMN public.spells.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.spells.case_id IS 'The case.';
COMMENT ON COLUMN public.spells.seq IS 'The event by which it came into the state.';
COMMENT ON COLUMN public.spells.process IS 'Its process.';
COMMENT ON COLUMN public.spells.edition IS 'The edition under which the case came into the state.';
COMMENT ON COLUMN public.spells.state IS 'The state.';
COMMENT ON COLUMN public.spells.party IS 'Who held it: authority, applicant, assessor, thirdParty, or nobody while it is in force.';
COMMENT ON COLUMN public.spells.beforehand IS 'The applicant''s preparation, before anything was received.';
COMMENT ON COLUMN public.spells.visit IS 'For the how-manieth time the case is in this state.';
COMMENT ON COLUMN public.spells.workload IS 'How many other cases of the process awaited the same party when it was entered.';
COMMENT ON COLUMN public.spells.entered_on IS 'Last day of the state before; the days after it are of this one.';
COMMENT ON COLUMN public.spells.latest_on IS 'The latest day to which a step has brought the case while it was there.';
COMMENT ON COLUMN public.spells.left_on IS 'Its last day; empty while the case is there.';
COMMENT ON COLUMN public.spells.left_leaf IS 'Leaf of the event by which it was left.';
COMMENT ON COLUMN public.spells.ended_leaf IS 'Leaf of the event that ended the case: from then on the spell is compared with others.';

CREATE TABLE public.suspensions (
  tenant smallint NOT NULL,
  case_id uuid NOT NULL,
  person_id uuid NOT NULL,
  since timestamp with time zone NOT NULL,
  lifted_at timestamp with time zone,
  lifted_case uuid,
  let_in_at timestamp with time zone
);
ALTER TABLE public.suspensions ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.suspensions FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.suspensions IS 'Who is kept out of everything; looked up for each request.';
COMMENT ON COLUMN public.suspensions.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.suspensions.case_id IS 'The case that suspended.';
COMMENT ON COLUMN public.suspensions.person_id IS 'Who is kept out.';
COMMENT ON COLUMN public.suspensions.since IS 'Office time from which on.';
COMMENT ON COLUMN public.suspensions.lifted_at IS 'Office time at which the person was let in again.';
COMMENT ON COLUMN public.suspensions.lifted_case IS 'The case that let the person in again.';
COMMENT ON COLUMN public.suspensions.let_in_at IS 'Real time of the same, by the database alone: tokens of before are refused.';

CREATE TABLE public.webhook_attempts (
  tenant smallint NOT NULL,
  delivery_id uuid NOT NULL,
  number integer NOT NULL,
  at timestamp with time zone NOT NULL,
  milliseconds integer NOT NULL,
  status smallint,
  fault text,
  answer text
);
ALTER TABLE public.webhook_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.webhook_attempts FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.webhook_attempts IS 'What came of each attempt that ended; erased with the delivery.';
COMMENT ON COLUMN public.webhook_attempts.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.webhook_attempts.delivery_id IS 'The delivery.';
COMMENT ON COLUMN public.webhook_attempts.number IS 'From 1.';
COMMENT ON COLUMN public.webhook_attempts.at IS 'Real time at which it began.';
COMMENT ON COLUMN public.webhook_attempts.milliseconds IS 'How long it took.';
COMMENT ON COLUMN public.webhook_attempts.status IS 'HTTP status; null where none came.';
COMMENT ON COLUMN public.webhook_attempts.fault IS 'Why it failed; null where it did not.';
COMMENT ON COLUMN public.webhook_attempts.answer IS 'The first bytes of the answer.';

CREATE TABLE public.webhook_deliveries (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  webhook_id uuid NOT NULL,
  message text NOT NULL,
  type text NOT NULL,
  leaf bigint,
  case_id uuid,
  body text NOT NULL,
  status text DEFAULT 'waiting'::text NOT NULL,
  tries integer DEFAULT 0 NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  next_at timestamp with time zone NOT NULL,
  claimed_until timestamp with time zone,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  done_at timestamp with time zone
);
ALTER TABLE public.webhook_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.webhook_deliveries FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.webhook_deliveries IS 'What each webhook is told; erased 30 days after it was done.';
COMMENT ON COLUMN public.webhook_deliveries.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.webhook_deliveries.id IS 'UUIDv7, in the order of the log.';
COMMENT ON COLUMN public.webhook_deliveries.webhook_id IS 'The webhook.';
COMMENT ON COLUMN public.webhook_deliveries.message IS 'The id of the event as receivers see it, the same at each attempt.';
COMMENT ON COLUMN public.webhook_deliveries.type IS 'The type of the event as receivers see it.';
COMMENT ON COLUMN public.webhook_deliveries.leaf IS 'The leaf; null for a message that only tries the address.';
COMMENT ON COLUMN public.webhook_deliveries.case_id IS 'The case: its events are told one after the other.';
COMMENT ON COLUMN public.webhook_deliveries.body IS 'The bytes that are signed and sent.';
COMMENT ON COLUMN public.webhook_deliveries.status IS 'waiting, delivered or dead.';
COMMENT ON COLUMN public.webhook_deliveries.tries IS 'Attempts since it last began to wait; from these the next pause follows.';
COMMENT ON COLUMN public.webhook_deliveries.attempts IS 'Attempts in all; also what tells a late worker that another has taken over.';
COMMENT ON COLUMN public.webhook_deliveries.next_at IS 'Real time from which it may be tried.';
COMMENT ON COLUMN public.webhook_deliveries.claimed_until IS 'Real time until which a worker is at it; one that died is not waited for longer.';
COMMENT ON COLUMN public.webhook_deliveries.created_at IS 'Real time.';
COMMENT ON COLUMN public.webhook_deliveries.done_at IS 'Real time at which it was delivered or given up.';

CREATE TABLE public.webhooks (
  tenant smallint NOT NULL,
  id uuid NOT NULL,
  institution_id uuid,
  slot smallint NOT NULL,
  person_id uuid NOT NULL,
  made_by uuid NOT NULL,
  name text NOT NULL,
  url text NOT NULL,
  secret_version integer DEFAULT 1 NOT NULL,
  previous_until timestamp with time zone,
  since_leaf bigint NOT NULL,
  created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  disabled_at timestamp with time zone,
  disabled_reason text,
  deleted_at timestamp with time zone
);
ALTER TABLE public.webhooks ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.webhooks FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.webhooks IS 'Addresses to which events are told; never erased, so that it can be seen who had them told.';
COMMENT ON COLUMN public.webhooks.tenant IS 'Jurisdiction.';
COMMENT ON COLUMN public.webhooks.id IS 'UUIDv7.';
COMMENT ON COLUMN public.webhooks.institution_id IS 'Of whose cases it is told; null for all of the jurisdiction.';
COMMENT ON COLUMN public.webhooks.slot IS 'Place among the living ones of the institution, so that there are not too many.';
COMMENT ON COLUMN public.webhooks.person_id IS 'On whose authority events are told: who made it, or last changed its address or enabled it.';
COMMENT ON COLUMN public.webhooks.made_by IS 'Who made it.';
COMMENT ON COLUMN public.webhooks.name IS 'What its owner calls it.';
COMMENT ON COLUMN public.webhooks.url IS 'Where events are sent.';
COMMENT ON COLUMN public.webhooks.secret_version IS 'From which the secret follows, with the key file of the office; the secret itself is kept nowhere.';
COMMENT ON COLUMN public.webhooks.previous_until IS 'Real time until which the secret of the version before signs as well.';
COMMENT ON COLUMN public.webhooks.since_leaf IS 'The first leaf that is told.';
COMMENT ON COLUMN public.webhooks.created_at IS 'Real time.';
COMMENT ON COLUMN public.webhooks.disabled_at IS 'Real time since when nothing is sent; null while it is enabled.';
COMMENT ON COLUMN public.webhooks.disabled_reason IS 'paused, failing, gone or authorityEnded.';
COMMENT ON COLUMN public.webhooks.deleted_at IS 'Real time at which its owner ended it, for good.';

-- Sequences that belong to a column

ALTER SEQUENCE public.schema_migrations_id_seq OWNED BY public.schema_migrations.id;

-- Constraints (keys before what refers to them)

ALTER TABLE public.access_entries ADD CONSTRAINT access_entries_pkey PRIMARY KEY (id);
COMMENT ON CONSTRAINT access_entries_pkey ON public.access_entries IS NULL;

ALTER TABLE public.access_entries ADD CONSTRAINT an_entry_has_a_known_kind CHECK ((kind = ANY (ARRAY['signedIn'::text, 'signInFailed'::text, 'signedOut'::text, 'accountOpened'::text, 'sessionOpened'::text, 'sessionsEnded'::text, 'keyMade'::text, 'denied'::text, 'read'::text])));
COMMENT ON CONSTRAINT an_entry_has_a_known_kind ON public.access_entries IS NULL;

ALTER TABLE public.access_entries ADD CONSTRAINT an_entry_stands_for_at_least_one CHECK ((times > 0));
COMMENT ON CONSTRAINT an_entry_stands_for_at_least_one ON public.access_entries IS NULL;

ALTER TABLE public.accounts ADD CONSTRAINT an_account_is_one_person PRIMARY KEY (issuer, subject);
COMMENT ON CONSTRAINT an_account_is_one_person ON public.accounts IS NULL;

ALTER TABLE public.acting_for ADD CONSTRAINT acting_for_pkey PRIMARY KEY (tenant, person_id, institution_id, since);
COMMENT ON CONSTRAINT acting_for_pkey ON public.acting_for IS NULL;

ALTER TABLE public.acting_for ADD CONSTRAINT nobody_ceases_to_act_before_they_begin CHECK ((withdrawn_at >= since)) NOT VALID;
COMMENT ON CONSTRAINT nobody_ceases_to_act_before_they_begin ON public.acting_for IS NULL;

ALTER TABLE public.acting_for ADD CONSTRAINT one_represents_or_is_an_agent CHECK ((capacity = ANY (ARRAY['legalRepresentative'::text, 'agent'::text])));
COMMENT ON CONSTRAINT one_represents_or_is_an_agent ON public.acting_for IS NULL;

ALTER TABLE public.address_codes ADD CONSTRAINT address_codes_pkey PRIMARY KEY (tenant, person_id);
COMMENT ON CONSTRAINT address_codes_pkey ON public.address_codes IS NULL;

ALTER TABLE public.address_codes ADD CONSTRAINT a_code_ends CHECK (((digest IS NULL) OR (until IS NOT NULL)));
COMMENT ON CONSTRAINT a_code_ends ON public.address_codes IS NULL;

ALTER TABLE public.answers ADD CONSTRAINT a_key_is_answered_once PRIMARY KEY (tenant, caller, key_digest);
COMMENT ON CONSTRAINT a_key_is_answered_once ON public.answers IS NULL;

ALTER TABLE public.api_keys ADD CONSTRAINT api_keys_pkey PRIMARY KEY (id);
COMMENT ON CONSTRAINT api_keys_pkey ON public.api_keys IS NULL;

ALTER TABLE public.api_keys ADD CONSTRAINT a_key_has_a_slot CHECK ((slot = ANY (ARRAY[1, 2])));
COMMENT ON CONSTRAINT a_key_has_a_slot ON public.api_keys IS NULL;

ALTER TABLE public.assessor_draws ADD CONSTRAINT assessor_draws_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT assessor_draws_pkey ON public.assessor_draws IS NULL;

ALTER TABLE public.assessor_fields ADD CONSTRAINT assessor_fields_pkey PRIMARY KEY (tenant, person_id, field);
COMMENT ON CONSTRAINT assessor_fields_pkey ON public.assessor_fields IS NULL;

ALTER TABLE public.assignments ADD CONSTRAINT a_duty_of_a_case_is_assigned_once PRIMARY KEY (tenant, case_id, duty);
COMMENT ON CONSTRAINT a_duty_of_a_case_is_assigned_once ON public.assignments IS NULL;

ALTER TABLE public.bans ADD CONSTRAINT bans_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT bans_pkey ON public.bans IS NULL;

ALTER TABLE public.bans ADD CONSTRAINT a_ban_lasts_some_years CHECK (((years > 0) AND (until_day > from_day)));
COMMENT ON CONSTRAINT a_ban_lasts_some_years ON public.bans IS NULL;

ALTER TABLE public.calendar_changes ADD CONSTRAINT changes_of_a_calendar_come_one_after_the_other PRIMARY KEY (tenant, from_at);
COMMENT ON CONSTRAINT changes_of_a_calendar_come_one_after_the_other ON public.calendar_changes IS NULL;

ALTER TABLE public.calendar_changes ADD CONSTRAINT an_event_changes_a_calendar_once UNIQUE (tenant, case_id, seq);
COMMENT ON CONSTRAINT an_event_changes_a_calendar_once ON public.calendar_changes IS NULL;

ALTER TABLE public.calendar_changes ADD CONSTRAINT a_calendar_changes_in_a_known_way CHECK ((what = ANY (ARRAY['notice'::text, 'provisionalYear'::text, 'cutOffHour'::text, 'rollOver'::text])));
COMMENT ON CONSTRAINT a_calendar_changes_in_a_known_way ON public.calendar_changes IS NULL;

ALTER TABLE public.calendar_changes ADD CONSTRAINT notices_and_a_year_ahead_alone_come_without_an_event CHECK ((((case_id IS NULL) = (seq IS NULL)) AND ((case_id IS NOT NULL) OR (what = ANY (ARRAY['provisionalYear'::text, 'notice'::text])))));
COMMENT ON CONSTRAINT notices_and_a_year_ahead_alone_come_without_an_event ON public.calendar_changes IS NULL;

ALTER TABLE public.case_people ADD CONSTRAINT case_people_pkey PRIMARY KEY (tenant, person_id, case_id);
COMMENT ON CONSTRAINT case_people_pkey ON public.case_people IS NULL;

ALTER TABLE public.case_times ADD CONSTRAINT case_times_pkey PRIMARY KEY (tenant, case_id);
COMMENT ON CONSTRAINT case_times_pkey ON public.case_times IS NULL;

ALTER TABLE public.case_times ADD CONSTRAINT an_end_has_its_day_state_and_leaf CHECK ((num_nulls(ended_on, ended_in, ended_leaf) = ANY (ARRAY[0, 3])));
COMMENT ON CONSTRAINT an_end_has_its_day_state_and_leaf ON public.case_times IS NULL;

ALTER TABLE public.case_times ADD CONSTRAINT only_of_an_ended_case_the_facts_are_kept CHECK (((ended_on IS NOT NULL) OR ((kind IS NULL) AND (field IS NULL))));
COMMENT ON CONSTRAINT only_of_an_ended_case_the_facts_are_kept ON public.case_times IS NULL;

ALTER TABLE public.cases ADD CONSTRAINT cases_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT cases_pkey ON public.cases IS NULL;

ALTER TABLE public.cases ADD CONSTRAINT a_case_number_is_given_once UNIQUE (tenant, number);
COMMENT ON CONSTRAINT a_case_number_is_given_once ON public.cases IS NULL;

ALTER TABLE public.cases ADD CONSTRAINT the_context_hash_is_that_of_the_context CHECK ((context_hash = sha256(convert_to(context, 'UTF8'::name))));
COMMENT ON CONSTRAINT the_context_hash_is_that_of_the_context ON public.cases IS NULL;

ALTER TABLE public.certificate_amendments ADD CONSTRAINT certificate_amendments_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT certificate_amendments_pkey ON public.certificate_amendments IS NULL;

ALTER TABLE public.certificate_amendments ADD CONSTRAINT a_certificate_is_amended_in_a_known_way CHECK ((extent = ANY (ARRAY['extension'::text, 'change'::text, 'annulment'::text])));
COMMENT ON CONSTRAINT a_certificate_is_amended_in_a_known_way ON public.certificate_amendments IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT certificate_items_pkey PRIMARY KEY (tenant, number, table_id, line);
COMMENT ON CONSTRAINT certificate_items_pkey ON public.certificate_items IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT an_item_is_added_by_an_event CHECK (((added_case IS NULL) = (added_seq IS NULL)));
COMMENT ON CONSTRAINT an_item_is_added_by_an_event ON public.certificate_items IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT an_item_is_removed_by_an_event CHECK ((((removed_case IS NULL) = (removed_seq IS NULL)) AND ((removed_case IS NULL) = (removed_as IS NULL))));
COMMENT ON CONSTRAINT an_item_is_removed_by_an_event ON public.certificate_items IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT an_item_is_removed_in_a_known_way CHECK ((removed_as = ANY (ARRAY['cancelled'::text, 'annulled'::text, 'replaced'::text])));
COMMENT ON CONSTRAINT an_item_is_removed_in_a_known_way ON public.certificate_items IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT certificates_pkey PRIMARY KEY (tenant, number);
COMMENT ON CONSTRAINT certificates_pkey ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_case_has_one_certificate UNIQUE (tenant, case_id);
COMMENT ON CONSTRAINT a_case_has_one_certificate ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_certificate_has_a_life_of_its_own UNIQUE (tenant, life_case);
COMMENT ON CONSTRAINT a_certificate_has_a_life_of_its_own ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_certificate_is_replaced_once UNIQUE (tenant, replaces);
COMMENT ON CONSTRAINT a_certificate_is_replaced_once ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_certificate_number_has_12_digits CHECK ((number ~ '^[0-9]{12}$'::text));
COMMENT ON CONSTRAINT a_certificate_number_has_12_digits ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_certificate_number_names_its_authority CHECK (((substr(number, 3, 2))::smallint = tenant));
COMMENT ON CONSTRAINT a_certificate_number_names_its_authority ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_certificate_replaces_another CHECK ((replaces <> number));
COMMENT ON CONSTRAINT a_certificate_replaces_another ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_certificate_runs_forward CHECK ((valid_until > issued_on));
COMMENT ON CONSTRAINT a_certificate_runs_forward ON public.certificates IS NULL;

ALTER TABLE public.clock_holds ADD CONSTRAINT clock_holds_pkey PRIMARY KEY (id);
COMMENT ON CONSTRAINT clock_holds_pkey ON public.clock_holds IS NULL;

ALTER TABLE public.clock_holds ADD CONSTRAINT a_hold_is_released_for_a_reason CHECK (((released_at IS NULL) = (reason IS NULL)));
COMMENT ON CONSTRAINT a_hold_is_released_for_a_reason ON public.clock_holds IS NULL;

ALTER TABLE public.clock_holds ADD CONSTRAINT a_reason_says_something CHECK ((reason <> ''::text));
COMMENT ON CONSTRAINT a_reason_says_something ON public.clock_holds IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT clock_operations_pkey PRIMARY KEY (tenant, case_id, seq, clock, generation);
COMMENT ON CONSTRAINT clock_operations_pkey ON public.clock_operations IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT a_clock_knows_its_operations CHECK ((operation = ANY (ARRAY['start'::text, 'suspend'::text, 'resume'::text, 'interrupt'::text, 'extend'::text, 'supersede'::text, 'project'::text, 'rename'::text, 'stop'::text, 'expire'::text])));
COMMENT ON CONSTRAINT a_clock_knows_its_operations ON public.clock_operations IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT a_renaming_is_to_another_name CHECK ((becomes <> clock));
COMMENT ON CONSTRAINT a_renaming_is_to_another_name ON public.clock_operations IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT a_renaming_says_the_name CHECK (((operation = 'rename'::text) = (becomes IS NOT NULL)));
COMMENT ON CONSTRAINT a_renaming_says_the_name ON public.clock_operations IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT an_extension_is_not_empty CHECK ((length >= 1));
COMMENT ON CONSTRAINT an_extension_is_not_empty ON public.clock_operations IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT an_extension_says_by_how_much CHECK (((operation = 'extend'::text) = (length IS NOT NULL)));
COMMENT ON CONSTRAINT an_extension_says_by_how_much ON public.clock_operations IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT another_anchor_is_told CHECK (((operation = 'supersede'::text) = (anchor IS NOT NULL)));
COMMENT ON CONSTRAINT another_anchor_is_told ON public.clock_operations IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT no_anchor_lies_ahead CHECK ((anchor <= on_day));
COMMENT ON CONSTRAINT no_anchor_lies_ahead ON public.clock_operations IS NULL;

ALTER TABLE public.clock_warnings ADD CONSTRAINT a_rung_is_raised_once PRIMARY KEY (tenant, case_id, clock, generation, due_on, rung);
COMMENT ON CONSTRAINT a_rung_is_raised_once ON public.clock_warnings IS NULL;

ALTER TABLE public.clock_warnings ADD CONSTRAINT a_rung_is_known CHECK ((rung = ANY (ARRAY['7'::text, '3'::text, '1'::text, 'due'::text, 'after'::text])));
COMMENT ON CONSTRAINT a_rung_is_known ON public.clock_warnings IS NULL;

ALTER TABLE public.clocks ADD CONSTRAINT clocks_pkey PRIMARY KEY (tenant, case_id, clock, generation);
COMMENT ON CONSTRAINT clocks_pkey ON public.clocks IS NULL;

ALTER TABLE public.clocks ADD CONSTRAINT a_clock_has_a_known_status CHECK ((status = ANY (ARRAY['running'::text, 'suspended'::text, 'stopped'::text, 'expired'::text, 'superseded'::text])));
COMMENT ON CONSTRAINT a_clock_has_a_known_status ON public.clocks IS NULL;

ALTER TABLE public.clocks ADD CONSTRAINT only_a_running_clock_is_due CHECK ((((status = 'running'::text) = (due_at IS NOT NULL)) AND ((due_at IS NULL) = (due_on IS NULL)) AND ((due_at IS NULL) = (running_since IS NULL))));
COMMENT ON CONSTRAINT only_a_running_clock_is_due ON public.clocks IS NULL;

ALTER TABLE public.clocks ADD CONSTRAINT only_a_statutory_clock_moves_a_case CHECK (((lapses_into IS NULL) OR (legal_effect = 'statutory'::text)));
COMMENT ON CONSTRAINT only_a_statutory_clock_moves_a_case ON public.clocks IS NULL;

ALTER TABLE public.commitment_closures ADD CONSTRAINT commitment_closures_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT commitment_closures_pkey ON public.commitment_closures IS NULL;

ALTER TABLE public.contact_addresses ADD CONSTRAINT contact_addresses_pkey PRIMARY KEY (tenant, person_id);
COMMENT ON CONSTRAINT contact_addresses_pkey ON public.contact_addresses IS NULL;

ALTER TABLE public.contact_addresses ADD CONSTRAINT a_person_reads_a_language_of_the_office CHECK ((language = ANY (ARRAY['zh-CN'::text, 'en'::text])));
COMMENT ON CONSTRAINT a_person_reads_a_language_of_the_office ON public.contact_addresses IS NULL;

ALTER TABLE public.contact_addresses ADD CONSTRAINT an_address_is_of_a_bearable_length CHECK (((length(email) >= 3) AND (length(email) <= 254)));
COMMENT ON CONSTRAINT an_address_is_of_a_bearable_length ON public.contact_addresses IS NULL;

ALTER TABLE public.contact_addresses ADD CONSTRAINT an_address_is_one_line CHECK ((email !~ '[[:cntrl:][:space:],;<>"]'::text));
COMMENT ON CONSTRAINT an_address_is_one_line ON public.contact_addresses IS NULL;

ALTER TABLE public.counters ADD CONSTRAINT counters_pkey PRIMARY KEY (tenant, series);
COMMENT ON CONSTRAINT counters_pkey ON public.counters IS NULL;

ALTER TABLE public.counters ADD CONSTRAINT a_counter_counts_from_one CHECK ((value >= 1));
COMMENT ON CONSTRAINT a_counter_counts_from_one ON public.counters IS NULL;

ALTER TABLE public.covers ADD CONSTRAINT covers_pkey PRIMARY KEY (tenant, case_id);
COMMENT ON CONSTRAINT covers_pkey ON public.covers IS NULL;

ALTER TABLE public.covers ADD CONSTRAINT an_absence_does_not_end_before_it_begins CHECK ((from_day <= until_day));
COMMENT ON CONSTRAINT an_absence_does_not_end_before_it_begins ON public.covers IS NULL;

ALTER TABLE public.covers ADD CONSTRAINT nobody_covers_for_themselves CHECK ((absent_id <> cover_id));
COMMENT ON CONSTRAINT nobody_covers_for_themselves ON public.covers IS NULL;

ALTER TABLE public.decided_texts ADD CONSTRAINT decided_texts_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT decided_texts_pkey ON public.decided_texts IS NULL;

ALTER TABLE public.documents ADD CONSTRAINT documents_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT documents_pkey ON public.documents IS NULL;

ALTER TABLE public.documents ADD CONSTRAINT a_document_has_a_known_status CHECK ((status = ANY (ARRAY['received'::text, 'scanning'::text, 'clean'::text, 'unscanned'::text, 'rejected'::text])));
COMMENT ON CONSTRAINT a_document_has_a_known_status ON public.documents IS NULL;

ALTER TABLE public.drafts ADD CONSTRAINT drafts_pkey PRIMARY KEY (tenant, case_id, step, person_id);
COMMENT ON CONSTRAINT drafts_pkey ON public.drafts IS NULL;

ALTER TABLE public.draw_grounds ADD CONSTRAINT draw_grounds_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT draw_grounds_pkey ON public.draw_grounds IS NULL;

ALTER TABLE public.duties_held ADD CONSTRAINT duties_are_kept_apart PRIMARY KEY (tenant, matter, person_id);
COMMENT ON CONSTRAINT duties_are_kept_apart ON public.duties_held IS NULL;

ALTER TABLE public.event_documents ADD CONSTRAINT event_documents_pkey PRIMARY KEY (tenant, case_id, seq, document_id);
COMMENT ON CONSTRAINT event_documents_pkey ON public.event_documents IS NULL;

ALTER TABLE public.events ADD CONSTRAINT events_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT events_pkey ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT a_link_of_the_chain UNIQUE (tenant, case_id, seq, hash, at);
COMMENT ON CONSTRAINT a_link_of_the_chain ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT an_event_has_an_id_of_its_own UNIQUE (tenant, id);
COMMENT ON CONSTRAINT an_event_has_an_id_of_its_own ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT what_a_case_may_say_of_itself UNIQUE (tenant, case_id, seq, revision, state, hash, context_hash, at);
COMMENT ON CONSTRAINT what_a_case_may_say_of_itself ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT the_columns_repeat_the_body CHECK (COALESCE((((doc ->> 'case'::text) = (case_id)::text) AND ((doc ->> 'seq'::text) = (seq)::text) AND ((doc ->> 'tenant'::text) = (tenant)::text) AND ((doc ->> 'kind'::text) = kind) AND ((doc ->> 'step'::text) = step) AND ((doc ->> 'to'::text) = state) AND ((doc ->> 'revision'::text) = (revision)::text) AND ((doc ->> 'context'::text) = encode(context_hash, 'hex'::text)) AND (NOT ((doc ->> 'prev'::text) IS DISTINCT FROM encode(prev, 'hex'::text))) AND (((doc ->> 'at'::text))::timestamp with time zone = at)), false));
COMMENT ON CONSTRAINT the_columns_repeat_the_body ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT the_first_event_has_no_predecessor CHECK ((((seq = 1) = (prev IS NULL)) AND ((seq = 1) = (prev_at IS NULL))));
COMMENT ON CONSTRAINT the_first_event_has_no_predecessor ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT the_hash_is_that_of_the_body CHECK ((hash = sha256(('\x00'::bytea || convert_to(body, 'UTF8'::name)))));
COMMENT ON CONSTRAINT the_hash_is_that_of_the_body ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT time_does_not_run_backwards CHECK ((at >= prev_at));
COMMENT ON CONSTRAINT time_does_not_run_backwards ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT whoever_acts_has_a_duty CHECK ((((doc #>> '{actor,person}'::text[]) IS NULL) OR ((doc #>> '{actor,duty}'::text[]) IS NOT NULL))) NOT VALID;
COMMENT ON CONSTRAINT whoever_acts_has_a_duty ON public.events IS NULL;

ALTER TABLE public.evidence ADD CONSTRAINT evidence_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT evidence_pkey ON public.evidence IS NULL;

ALTER TABLE public.followers ADD CONSTRAINT followers_pkey PRIMARY KEY (tenant, name);
COMMENT ON CONSTRAINT followers_pkey ON public.followers IS NULL;

ALTER TABLE public.followers ADD CONSTRAINT a_follower_begins_with_the_first_leaf CHECK ((next >= 0));
COMMENT ON CONSTRAINT a_follower_begins_with_the_first_leaf ON public.followers IS NULL;

ALTER TABLE public.institutions ADD CONSTRAINT institutions_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT institutions_pkey ON public.institutions IS NULL;

ALTER TABLE public.institutions ADD CONSTRAINT a_credit_code_is_registered_once UNIQUE (tenant, credit_code);
COMMENT ON CONSTRAINT a_credit_code_is_registered_once ON public.institutions IS NULL;

ALTER TABLE public.institutions ADD CONSTRAINT a_credit_code_has_18_characters CHECK ((credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'::text));
COMMENT ON CONSTRAINT a_credit_code_has_18_characters ON public.institutions IS NULL;

ALTER TABLE public.institutions ADD CONSTRAINT nobody_is_its_own_parent CHECK ((parent_id <> id));
COMMENT ON CONSTRAINT nobody_is_its_own_parent ON public.institutions IS NULL;

ALTER TABLE public.interests ADD CONSTRAINT interests_pkey PRIMARY KEY (tenant, case_id);
COMMENT ON CONSTRAINT interests_pkey ON public.interests IS NULL;

ALTER TABLE public.interests ADD CONSTRAINT an_interest_has_a_known_ground CHECK ((ground = ANY (ARRAY['employment'::text, 'shareholding'::text, 'kinship'::text, 'advice'::text, 'training'::text, 'other'::text])));
COMMENT ON CONSTRAINT an_interest_has_a_known_ground ON public.interests IS NULL;

ALTER TABLE public.jurisdictions ADD CONSTRAINT jurisdictions_pkey PRIMARY KEY (tenant);
COMMENT ON CONSTRAINT jurisdictions_pkey ON public.jurisdictions IS NULL;

ALTER TABLE public.jurisdictions ADD CONSTRAINT a_jurisdiction_has_a_two_digit_code CHECK (((tenant >= 0) AND (tenant <= 99)));
COMMENT ON CONSTRAINT a_jurisdiction_has_a_two_digit_code ON public.jurisdictions IS NULL;

ALTER TABLE public.jurisdictions ADD CONSTRAINT a_rung_forgets_nobody CHECK ((((escalation -> '7'::text) <@ (escalation -> '3'::text)) AND ((escalation -> '3'::text) <@ (escalation -> '1'::text)) AND ((escalation -> '1'::text) <@ (escalation -> 'due'::text)) AND ((escalation -> 'due'::text) <@ (escalation -> 'after'::text))));
COMMENT ON CONSTRAINT a_rung_forgets_nobody ON public.jurisdictions IS NULL;

ALTER TABLE public.jurisdictions ADD CONSTRAINT every_rung_says_whom_it_tells CHECK (
CASE
    WHEN (jsonb_typeof(escalation) = 'object'::text) THEN ((escalation ?& ARRAY['7'::text, '3'::text, '1'::text, 'due'::text, 'after'::text]) AND ((escalation - ARRAY['7'::text, '3'::text, '1'::text, 'due'::text, 'after'::text]) = '{}'::jsonb) AND (NOT jsonb_path_exists(escalation, 'strict $.*?(@.type() != "array")'::jsonpath)) AND (NOT jsonb_path_exists(escalation, 'strict $.*[*]?(!(((((@ == "holder" || @ == "supervision") || @ == "coordination") || @ == "decision") || @ == "oversight") || @ == "administration"))'::jsonpath)))
    ELSE false
END);
COMMENT ON CONSTRAINT every_rung_says_whom_it_tells ON public.jurisdictions IS NULL;

ALTER TABLE public.jurisdictions ADD CONSTRAINT nobody_rests_for_less_than_nothing CHECK ((rest_months >= 0));
COMMENT ON CONSTRAINT nobody_rests_for_less_than_nothing ON public.jurisdictions IS NULL;

ALTER TABLE public.jurisdictions ADD CONSTRAINT some_mail_may_go CHECK ((mail_a_day > 0));
COMMENT ON CONSTRAINT some_mail_may_go ON public.jurisdictions IS NULL;

ALTER TABLE public.leaves ADD CONSTRAINT leaves_pkey PRIMARY KEY (tenant, log, leaf);
COMMENT ON CONSTRAINT leaves_pkey ON public.leaves IS NULL;

ALTER TABLE public.leaves ADD CONSTRAINT an_event_is_one_leaf UNIQUE (tenant, log, event_id);
COMMENT ON CONSTRAINT an_event_is_one_leaf ON public.leaves IS NULL;

ALTER TABLE public.log_heads ADD CONSTRAINT log_heads_pkey PRIMARY KEY (tenant, log);
COMMENT ON CONSTRAINT log_heads_pkey ON public.log_heads IS NULL;

ALTER TABLE public.log_heads ADD CONSTRAINT a_log_has_no_negative_size CHECK ((size >= 0));
COMMENT ON CONSTRAINT a_log_has_no_negative_size ON public.log_heads IS NULL;

ALTER TABLE public.mail_deliveries ADD CONSTRAINT mail_deliveries_pkey PRIMARY KEY (tenant, message_id);
COMMENT ON CONSTRAINT mail_deliveries_pkey ON public.mail_deliveries IS NULL;

ALTER TABLE public.mail_deliveries ADD CONSTRAINT a_delivery_has_a_known_state CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'dead'::text, 'dropped'::text])));
COMMENT ON CONSTRAINT a_delivery_has_a_known_state ON public.mail_deliveries IS NULL;

ALTER TABLE public.mail_deliveries ADD CONSTRAINT only_a_letter_that_does_not_go_says_why CHECK (((because IS NULL) OR ((state = 'dropped'::text) AND (because = ANY (ARRAY['noMailWanted'::text, 'addressNotConfirmed'::text, 'accountSuspended'::text, 'caseNoLongerSeen'::text]))) OR ((state = 'waiting'::text) AND (because = 'enoughToday'::text))));
COMMENT ON CONSTRAINT only_a_letter_that_does_not_go_says_why ON public.mail_deliveries IS NULL;

ALTER TABLE public.mail_deliveries ADD CONSTRAINT only_what_was_sent_went_with_another CHECK (((gathered_in IS NULL) OR (state = 'sent'::text)));
COMMENT ON CONSTRAINT only_what_was_sent_went_with_another ON public.mail_deliveries IS NULL;

ALTER TABLE public.mail_deliveries ADD CONSTRAINT what_was_sent_has_its_instant CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)));
COMMENT ON CONSTRAINT what_was_sent_has_its_instant ON public.mail_deliveries IS NULL;

ALTER TABLE public.messages ADD CONSTRAINT messages_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT messages_pkey ON public.messages IS NULL;

ALTER TABLE public.messages ADD CONSTRAINT a_message_has_a_known_kind CHECK ((kind = ANY (ARRAY['received'::text, 'changed'::text, 'named'::text, 'assigned'::text, 'affair'::text, 'warning'::text, 'webhook'::text])));
COMMENT ON CONSTRAINT a_message_has_a_known_kind ON public.messages IS NULL;

ALTER TABLE public.messages ADD CONSTRAINT a_message_has_one_cause CHECK (((num_nonnulls(leaf, clock, webhook_id) = 1) AND ((clock IS NULL) = (generation IS NULL)) AND ((clock IS NULL) = (due_on IS NULL)) AND ((clock IS NULL) = (rung IS NULL))));
COMMENT ON CONSTRAINT a_message_has_one_cause ON public.messages IS NULL;

ALTER TABLE public.messages ADD CONSTRAINT a_message_is_of_a_case_or_a_webhook CHECK (((case_id IS NULL) <> (webhook_id IS NULL)));
COMMENT ON CONSTRAINT a_message_is_of_a_case_or_a_webhook ON public.messages IS NULL;

ALTER TABLE public.messages ADD CONSTRAINT a_subject_is_one_line CHECK ((subject !~ '[[:cntrl:]]'::text));
COMMENT ON CONSTRAINT a_subject_is_one_line ON public.messages IS NULL;

ALTER TABLE public.office_clock ADD CONSTRAINT office_clock_pkey PRIMARY KEY (one);
COMMENT ON CONSTRAINT office_clock_pkey ON public.office_clock IS NULL;

ALTER TABLE public.office_clock ADD CONSTRAINT only_a_demonstration_shifts_time CHECK ((demonstration OR (shift = '00:00:00'::interval)));
COMMENT ON CONSTRAINT only_a_demonstration_shifts_time ON public.office_clock IS NULL;

ALTER TABLE public.office_clock ADD CONSTRAINT there_is_one_office_clock CHECK (one);
COMMENT ON CONSTRAINT there_is_one_office_clock ON public.office_clock IS NULL;

ALTER TABLE public.owed_commands ADD CONSTRAINT owed_commands_pkey PRIMARY KEY (tenant, cause_case, cause_seq, ordinal);
COMMENT ON CONSTRAINT owed_commands_pkey ON public.owed_commands IS NULL;

ALTER TABLE public.pending ADD CONSTRAINT pending_pkey PRIMARY KEY (tenant, event_id);
COMMENT ON CONSTRAINT pending_pkey ON public.pending IS NULL;

ALTER TABLE public.people ADD CONSTRAINT people_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT people_pkey ON public.people IS NULL;

ALTER TABLE public.predictions ADD CONSTRAINT predictions_pkey PRIMARY KEY (tenant, case_id, seq, until);
COMMENT ON CONSTRAINT predictions_pkey ON public.predictions IS NULL;

ALTER TABLE public.predictions ADD CONSTRAINT an_interval_is_in_order CHECK (((low >= 0) AND (low <= high)));
COMMENT ON CONSTRAINT an_interval_is_in_order ON public.predictions IS NULL;

ALTER TABLE public.predictions ADD CONSTRAINT it_rests_on_enough_cases CHECK ((cases >= 20));
COMMENT ON CONSTRAINT it_rests_on_enough_cases ON public.predictions IS NULL;

ALTER TABLE public.predictions ADD CONSTRAINT until_the_state_or_the_case CHECK ((until = ANY (ARRAY['state'::text, 'case'::text])));
COMMENT ON CONSTRAINT until_the_state_or_the_case ON public.predictions IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT changes_of_profiles_come_one_after_the_other PRIMARY KEY (tenant, at);
COMMENT ON CONSTRAINT changes_of_profiles_come_one_after_the_other ON public.profile_changes IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT an_event_changes_a_profile_once UNIQUE (tenant, case_id, seq);
COMMENT ON CONSTRAINT an_event_changes_a_profile_once ON public.profile_changes IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT a_hash_of_a_profile_is_a_sha256 CHECK ((hash ~ '^[0-9a-f]{64}$'::text));
COMMENT ON CONSTRAINT a_hash_of_a_profile_is_a_sha256 ON public.profile_changes IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT a_profile_does_not_end_before_it_begins CHECK (((until_day IS NULL) OR (from_day IS NULL) OR (until_day >= from_day)));
COMMENT ON CONSTRAINT a_profile_does_not_end_before_it_begins ON public.profile_changes IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT a_profile_is_put_in_force_or_ended CHECK ((what = ANY (ARRAY['enter'::text, 'end'::text])));
COMMENT ON CONSTRAINT a_profile_is_put_in_force_or_ended ON public.profile_changes IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT what_is_put_in_force_is_there_and_what_is_ended_has_a_day CHECK ((((what = 'enter'::text) AND (hash IS NOT NULL) AND (content IS NOT NULL) AND (from_day IS NOT NULL)) OR ((what = 'end'::text) AND (hash IS NULL) AND (content IS NULL) AND (from_day IS NULL) AND (until_day IS NOT NULL))));
COMMENT ON CONSTRAINT what_is_put_in_force_is_there_and_what_is_ended_has_a_day ON public.profile_changes IS NULL;

ALTER TABLE public.queues ADD CONSTRAINT queues_pkey PRIMARY KEY (tenant, process, party);
COMMENT ON CONSTRAINT queues_pkey ON public.queues IS NULL;

ALTER TABLE public.queues ADD CONSTRAINT a_queue_is_not_shorter_than_nothing CHECK ((open >= 0));
COMMENT ON CONSTRAINT a_queue_is_not_shorter_than_nothing ON public.queues IS NULL;

ALTER TABLE public.rate_limits ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (key);
COMMENT ON CONSTRAINT rate_limits_pkey ON public.rate_limits IS NULL;

ALTER TABLE public.role_grants ADD CONSTRAINT role_grants_pkey PRIMARY KEY (tenant, person_id, role, granted_at);
COMMENT ON CONSTRAINT role_grants_pkey ON public.role_grants IS NULL;

ALTER TABLE public.role_grants ADD CONSTRAINT a_grant_names_its_duty CHECK (((duty IS NOT NULL) OR (withdrawn_at IS NOT NULL))) NOT VALID;
COMMENT ON CONSTRAINT a_grant_names_its_duty ON public.role_grants IS NULL;

ALTER TABLE public.role_grants ADD CONSTRAINT a_role_is_not_withdrawn_before_it_is_granted CHECK ((withdrawn_at >= granted_at)) NOT VALID;
COMMENT ON CONSTRAINT a_role_is_not_withdrawn_before_it_is_granted ON public.role_grants IS NULL;

ALTER TABLE public.schema_migrations ADD CONSTRAINT "PK_62441bec32630ced9e4cccae336" PRIMARY KEY (id);
COMMENT ON CONSTRAINT "PK_62441bec32630ced9e4cccae336" ON public.schema_migrations IS NULL;

ALTER TABLE public.scope_items ADD CONSTRAINT scope_items_pkey PRIMARY KEY (tenant, table_id, line);
COMMENT ON CONSTRAINT scope_items_pkey ON public.scope_items IS NULL;

ALTER TABLE public.scope_items ADD CONSTRAINT an_item_stands_once_per_site UNIQUE (tenant, table_id, site, item_no);
COMMENT ON CONSTRAINT an_item_stands_once_per_site ON public.scope_items IS NULL;

ALTER TABLE public.scope_items ADD CONSTRAINT no_item_is_added_to_a_whole_table CHECK (((line >= 1) AND (line <= rows)));
COMMENT ON CONSTRAINT no_item_is_added_to_a_whole_table ON public.scope_items IS NULL;

ALTER TABLE public.scope_tables ADD CONSTRAINT scope_tables_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT scope_tables_pkey ON public.scope_tables IS NULL;

ALTER TABLE public.scope_tables ADD CONSTRAINT what_a_certificate_may_say_of_its_scope UNIQUE (tenant, id, institution_id);
COMMENT ON CONSTRAINT what_a_certificate_may_say_of_its_scope ON public.scope_tables IS NULL;

ALTER TABLE public.scope_tables ADD CONSTRAINT what_an_item_may_say_of_its_table UNIQUE (tenant, id, rows);
COMMENT ON CONSTRAINT what_an_item_may_say_of_its_table ON public.scope_tables IS NULL;

ALTER TABLE public.scope_tables ADD CONSTRAINT a_scope_table_has_rows CHECK ((rows > 0));
COMMENT ON CONSTRAINT a_scope_table_has_rows ON public.scope_tables IS NULL;

ALTER TABLE public.sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (digest);
COMMENT ON CONSTRAINT sessions_pkey ON public.sessions IS NULL;

ALTER TABLE public.sessions ADD CONSTRAINT a_session_has_a_name_of_its_own UNIQUE (id);
COMMENT ON CONSTRAINT a_session_has_a_name_of_its_own ON public.sessions IS NULL;

ALTER TABLE public.sessions ADD CONSTRAINT a_session_lasts_no_longer_than_a_working_day CHECK ((expires_at <= (created_at + '08:00:00'::interval)));
COMMENT ON CONSTRAINT a_session_lasts_no_longer_than_a_working_day ON public.sessions IS NULL;

ALTER TABLE public.sign_ins ADD CONSTRAINT sign_ins_pkey PRIMARY KEY (state_digest);
COMMENT ON CONSTRAINT sign_ins_pkey ON public.sign_ins IS NULL;

ALTER TABLE public.spells ADD CONSTRAINT spells_pkey PRIMARY KEY (tenant, case_id, seq);
COMMENT ON CONSTRAINT spells_pkey ON public.spells IS NULL;

ALTER TABLE public.spells ADD CONSTRAINT a_party_we_know CHECK ((party = ANY (ARRAY['authority'::text, 'applicant'::text, 'assessor'::text, 'thirdParty'::text, 'nobody'::text])));
COMMENT ON CONSTRAINT a_party_we_know ON public.spells IS NULL;

ALTER TABLE public.spells ADD CONSTRAINT a_spell_does_not_end_before_it_began CHECK ((left_on >= entered_on));
COMMENT ON CONSTRAINT a_spell_does_not_end_before_it_began ON public.spells IS NULL;

ALTER TABLE public.spells ADD CONSTRAINT a_spell_is_left_by_a_leaf CHECK (((left_on IS NULL) = (left_leaf IS NULL)));
COMMENT ON CONSTRAINT a_spell_is_left_by_a_leaf ON public.spells IS NULL;

ALTER TABLE public.spells ADD CONSTRAINT counts_are_not_negative CHECK (((visit > 0) AND (workload >= 0)));
COMMENT ON CONSTRAINT counts_are_not_negative ON public.spells IS NULL;

ALTER TABLE public.suspensions ADD CONSTRAINT suspensions_pkey PRIMARY KEY (tenant, case_id);
COMMENT ON CONSTRAINT suspensions_pkey ON public.suspensions IS NULL;

ALTER TABLE public.suspensions ADD CONSTRAINT whoever_is_let_in_again_is_so_by_a_case CHECK (((lifted_at IS NULL) = (lifted_case IS NULL)));
COMMENT ON CONSTRAINT whoever_is_let_in_again_is_so_by_a_case ON public.suspensions IS NULL;

ALTER TABLE public.webhook_attempts ADD CONSTRAINT webhook_attempts_pkey PRIMARY KEY (tenant, delivery_id, number);
COMMENT ON CONSTRAINT webhook_attempts_pkey ON public.webhook_attempts IS NULL;

ALTER TABLE public.webhook_deliveries ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT webhook_deliveries_pkey ON public.webhook_deliveries IS NULL;

ALTER TABLE public.webhook_deliveries ADD CONSTRAINT an_event_is_told_once_to_a_webhook UNIQUE (tenant, webhook_id, message);
COMMENT ON CONSTRAINT an_event_is_told_once_to_a_webhook ON public.webhook_deliveries IS NULL;

ALTER TABLE public.webhook_deliveries ADD CONSTRAINT a_delivery_waits_or_is_done CHECK ((status = ANY (ARRAY['waiting'::text, 'delivered'::text, 'dead'::text])));
COMMENT ON CONSTRAINT a_delivery_waits_or_is_done ON public.webhook_deliveries IS NULL;

ALTER TABLE public.webhook_deliveries ADD CONSTRAINT an_event_is_of_a_case CHECK (((leaf IS NULL) = (case_id IS NULL)));
COMMENT ON CONSTRAINT an_event_is_of_a_case ON public.webhook_deliveries IS NULL;

ALTER TABLE public.webhook_deliveries ADD CONSTRAINT what_is_done_has_an_instant CHECK (((status = 'waiting'::text) = (done_at IS NULL)));
COMMENT ON CONSTRAINT what_is_done_has_an_instant ON public.webhook_deliveries IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT webhooks_pkey PRIMARY KEY (tenant, id);
COMMENT ON CONSTRAINT webhooks_pkey ON public.webhooks IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT a_webhook_has_a_slot CHECK (((slot >= 1) AND (slot <= 10)));
COMMENT ON CONSTRAINT a_webhook_has_a_slot ON public.webhooks IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT a_webhook_is_disabled_for_a_known_reason CHECK ((disabled_reason = ANY (ARRAY['paused'::text, 'failing'::text, 'gone'::text, 'authorityEnded'::text])));
COMMENT ON CONSTRAINT a_webhook_is_disabled_for_a_known_reason ON public.webhooks IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT a_webhook_is_disabled_for_a_reason CHECK (((disabled_at IS NULL) = (disabled_reason IS NULL)));
COMMENT ON CONSTRAINT a_webhook_is_disabled_for_a_reason ON public.webhooks IS NULL;

ALTER TABLE public.accounts ADD CONSTRAINT accounts_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT accounts_tenant_fkey ON public.accounts IS NULL;

ALTER TABLE public.accounts ADD CONSTRAINT an_account_is_a_person_s FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT an_account_is_a_person_s ON public.accounts IS NULL;

ALTER TABLE public.acting_for ADD CONSTRAINT acting_for_rests_on_a_case FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT acting_for_rests_on_a_case ON public.acting_for IS NULL;

ALTER TABLE public.acting_for ADD CONSTRAINT acting_for_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT acting_for_tenant_institution_id_fkey ON public.acting_for IS NULL;

ALTER TABLE public.acting_for ADD CONSTRAINT acting_for_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT acting_for_tenant_person_id_fkey ON public.acting_for IS NULL;

ALTER TABLE public.address_codes ADD CONSTRAINT address_codes_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT address_codes_tenant_person_id_fkey ON public.address_codes IS NULL;

ALTER TABLE public.api_keys ADD CONSTRAINT api_keys_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT api_keys_tenant_institution_id_fkey ON public.api_keys IS NULL;

ALTER TABLE public.api_keys ADD CONSTRAINT api_keys_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT api_keys_tenant_person_id_fkey ON public.api_keys IS NULL;

ALTER TABLE public.assessor_draws ADD CONSTRAINT assessor_draws_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT assessor_draws_tenant_case_id_seq_fkey ON public.assessor_draws IS NULL;

ALTER TABLE public.assessor_fields ADD CONSTRAINT assessor_fields_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT assessor_fields_tenant_person_id_fkey ON public.assessor_fields IS NULL;

ALTER TABLE public.assignments ADD CONSTRAINT assignments_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT assignments_tenant_case_id_seq_fkey ON public.assignments IS NULL;

ALTER TABLE public.assignments ADD CONSTRAINT assignments_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT assignments_tenant_person_id_fkey ON public.assignments IS NULL;

ALTER TABLE public.bans ADD CONSTRAINT bans_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT bans_tenant_case_id_seq_fkey ON public.bans IS NULL;

ALTER TABLE public.bans ADD CONSTRAINT bans_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT bans_tenant_institution_id_fkey ON public.bans IS NULL;

ALTER TABLE public.calendar_changes ADD CONSTRAINT a_calendar_is_changed_by_an_event FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT a_calendar_is_changed_by_an_event ON public.calendar_changes IS NULL;

ALTER TABLE public.calendar_changes ADD CONSTRAINT calendar_changes_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT calendar_changes_tenant_fkey ON public.calendar_changes IS NULL;

ALTER TABLE public.case_people ADD CONSTRAINT case_people_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT case_people_tenant_case_id_fkey ON public.case_people IS NULL;

ALTER TABLE public.case_times ADD CONSTRAINT case_times_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT case_times_tenant_fkey ON public.case_times IS NULL;

ALTER TABLE public.cases ADD CONSTRAINT a_case_belongs_to_a_matter FOREIGN KEY (tenant, root_id) REFERENCES public.cases(tenant, id) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT a_case_belongs_to_a_matter ON public.cases IS NULL;

ALTER TABLE public.cases ADD CONSTRAINT a_case_belongs_to_a_registered_institution FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT a_case_belongs_to_a_registered_institution ON public.cases IS NULL;

ALTER TABLE public.cases ADD CONSTRAINT a_case_says_what_its_last_event_says FOREIGN KEY (tenant, id, seq, revision, state, head, context_hash, changed_at) REFERENCES public.events(tenant, case_id, seq, revision, state, hash, context_hash, at) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT a_case_says_what_its_last_event_says ON public.cases IS NULL;

ALTER TABLE public.cases ADD CONSTRAINT cases_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT cases_tenant_fkey ON public.cases IS NULL;

ALTER TABLE public.certificate_amendments ADD CONSTRAINT certificate_amendments_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT certificate_amendments_tenant_case_id_seq_fkey ON public.certificate_amendments IS NULL;

ALTER TABLE public.certificate_amendments ADD CONSTRAINT certificate_amendments_tenant_number_fkey FOREIGN KEY (tenant, number) REFERENCES public.certificates(tenant, number);
COMMENT ON CONSTRAINT certificate_amendments_tenant_number_fkey ON public.certificate_amendments IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT certificate_items_tenant_added_case_added_seq_fkey FOREIGN KEY (tenant, added_case, added_seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT certificate_items_tenant_added_case_added_seq_fkey ON public.certificate_items IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT certificate_items_tenant_number_fkey FOREIGN KEY (tenant, number) REFERENCES public.certificates(tenant, number);
COMMENT ON CONSTRAINT certificate_items_tenant_number_fkey ON public.certificate_items IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT certificate_items_tenant_removed_case_removed_seq_fkey FOREIGN KEY (tenant, removed_case, removed_seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT certificate_items_tenant_removed_case_removed_seq_fkey ON public.certificate_items IS NULL;

ALTER TABLE public.certificate_items ADD CONSTRAINT certificate_items_tenant_table_id_line_fkey FOREIGN KEY (tenant, table_id, line) REFERENCES public.scope_items(tenant, table_id, line);
COMMENT ON CONSTRAINT certificate_items_tenant_table_id_line_fkey ON public.certificate_items IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT a_certificate_is_for_a_scope_of_its_holder FOREIGN KEY (tenant, scope_table_id, institution_id) REFERENCES public.scope_tables(tenant, id, institution_id);
COMMENT ON CONSTRAINT a_certificate_is_for_a_scope_of_its_holder ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT certificates_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT certificates_tenant_case_id_seq_fkey ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT certificates_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT certificates_tenant_institution_id_fkey ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT certificates_tenant_life_case_fkey FOREIGN KEY (tenant, life_case) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT certificates_tenant_life_case_fkey ON public.certificates IS NULL;

ALTER TABLE public.certificates ADD CONSTRAINT certificates_tenant_replaces_fkey FOREIGN KEY (tenant, replaces) REFERENCES public.certificates(tenant, number);
COMMENT ON CONSTRAINT certificates_tenant_replaces_fkey ON public.certificates IS NULL;

ALTER TABLE public.clock_operations ADD CONSTRAINT a_clock_operation_is_done_by_an_event FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT a_clock_operation_is_done_by_an_event ON public.clock_operations IS NULL;

ALTER TABLE public.clock_warnings ADD CONSTRAINT clock_warnings_tenant_case_id_clock_generation_fkey FOREIGN KEY (tenant, case_id, clock, generation) REFERENCES public.clocks(tenant, case_id, clock, generation);
COMMENT ON CONSTRAINT clock_warnings_tenant_case_id_clock_generation_fkey ON public.clock_warnings IS NULL;

ALTER TABLE public.clocks ADD CONSTRAINT a_clock_is_changed_by_an_event FOREIGN KEY (tenant, case_id, changed_seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT a_clock_is_changed_by_an_event ON public.clocks IS NULL;

ALTER TABLE public.commitment_closures ADD CONSTRAINT commitment_closures_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT commitment_closures_tenant_case_id_seq_fkey ON public.commitment_closures IS NULL;

ALTER TABLE public.commitment_closures ADD CONSTRAINT commitment_closures_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT commitment_closures_tenant_institution_id_fkey ON public.commitment_closures IS NULL;

ALTER TABLE public.contact_addresses ADD CONSTRAINT contact_addresses_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT contact_addresses_tenant_person_id_fkey ON public.contact_addresses IS NULL;

ALTER TABLE public.covers ADD CONSTRAINT covers_tenant_absent_id_fkey FOREIGN KEY (tenant, absent_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT covers_tenant_absent_id_fkey ON public.covers IS NULL;

ALTER TABLE public.covers ADD CONSTRAINT covers_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT covers_tenant_case_id_fkey ON public.covers IS NULL;

ALTER TABLE public.covers ADD CONSTRAINT covers_tenant_cover_id_fkey FOREIGN KEY (tenant, cover_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT covers_tenant_cover_id_fkey ON public.covers IS NULL;

ALTER TABLE public.decided_texts ADD CONSTRAINT decided_texts_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT decided_texts_tenant_case_id_seq_fkey ON public.decided_texts IS NULL;

ALTER TABLE public.documents ADD CONSTRAINT documents_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT documents_tenant_case_id_fkey ON public.documents IS NULL;

ALTER TABLE public.drafts ADD CONSTRAINT drafts_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT drafts_tenant_case_id_fkey ON public.drafts IS NULL;

ALTER TABLE public.draw_grounds ADD CONSTRAINT draw_grounds_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.assessor_draws(tenant, case_id, seq);
COMMENT ON CONSTRAINT draw_grounds_tenant_case_id_seq_fkey ON public.draw_grounds IS NULL;

ALTER TABLE public.duties_held ADD CONSTRAINT duties_held_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT duties_held_tenant_case_id_fkey ON public.duties_held IS NULL;

ALTER TABLE public.event_documents ADD CONSTRAINT event_documents_tenant_case_id_seq_fkey FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT event_documents_tenant_case_id_seq_fkey ON public.event_documents IS NULL;

ALTER TABLE public.event_documents ADD CONSTRAINT event_documents_tenant_document_id_fkey FOREIGN KEY (tenant, document_id) REFERENCES public.documents(tenant, id);
COMMENT ON CONSTRAINT event_documents_tenant_document_id_fkey ON public.event_documents IS NULL;

ALTER TABLE public.events ADD CONSTRAINT an_event_belongs_to_a_case FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id) DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT an_event_belongs_to_a_case ON public.events IS NULL;

ALTER TABLE public.events ADD CONSTRAINT the_chain_is_whole FOREIGN KEY (tenant, case_id, prev_seq, prev, prev_at) REFERENCES public.events(tenant, case_id, seq, hash, at);
COMMENT ON CONSTRAINT the_chain_is_whole ON public.events IS NULL;

ALTER TABLE public.evidence ADD CONSTRAINT evidence_belongs_to_an_event FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT evidence_belongs_to_an_event ON public.evidence IS NULL;

ALTER TABLE public.followers ADD CONSTRAINT followers_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT followers_tenant_fkey ON public.followers IS NULL;

ALTER TABLE public.institutions ADD CONSTRAINT a_parent_is_registered FOREIGN KEY (tenant, parent_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT a_parent_is_registered ON public.institutions IS NULL;

ALTER TABLE public.institutions ADD CONSTRAINT institutions_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT institutions_tenant_fkey ON public.institutions IS NULL;

ALTER TABLE public.interests ADD CONSTRAINT interests_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT interests_tenant_case_id_fkey ON public.interests IS NULL;

ALTER TABLE public.interests ADD CONSTRAINT interests_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT interests_tenant_institution_id_fkey ON public.interests IS NULL;

ALTER TABLE public.interests ADD CONSTRAINT interests_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT interests_tenant_person_id_fkey ON public.interests IS NULL;

ALTER TABLE public.jurisdictions ADD CONSTRAINT the_authority_is_registered FOREIGN KEY (tenant, authority_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT the_authority_is_registered ON public.jurisdictions IS NULL;

ALTER TABLE public.leaves ADD CONSTRAINT leaves_tenant_log_fkey FOREIGN KEY (tenant, log) REFERENCES public.log_heads(tenant, log);
COMMENT ON CONSTRAINT leaves_tenant_log_fkey ON public.leaves IS NULL;

ALTER TABLE public.log_heads ADD CONSTRAINT log_heads_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT log_heads_tenant_fkey ON public.log_heads IS NULL;

ALTER TABLE public.mail_deliveries ADD CONSTRAINT mail_deliveries_tenant_message_id_fkey FOREIGN KEY (tenant, message_id) REFERENCES public.messages(tenant, id);
COMMENT ON CONSTRAINT mail_deliveries_tenant_message_id_fkey ON public.mail_deliveries IS NULL;

ALTER TABLE public.messages ADD CONSTRAINT messages_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT messages_tenant_person_id_fkey ON public.messages IS NULL;

ALTER TABLE public.messages ADD CONSTRAINT messages_tenant_webhook_id_fkey FOREIGN KEY (tenant, webhook_id) REFERENCES public.webhooks(tenant, id);
COMMENT ON CONSTRAINT messages_tenant_webhook_id_fkey ON public.messages IS NULL;

ALTER TABLE public.owed_commands ADD CONSTRAINT owed_commands_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT owed_commands_tenant_case_id_fkey ON public.owed_commands IS NULL;

ALTER TABLE public.owed_commands ADD CONSTRAINT owed_commands_tenant_cause_case_cause_seq_fkey FOREIGN KEY (tenant, cause_case, cause_seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT owed_commands_tenant_cause_case_cause_seq_fkey ON public.owed_commands IS NULL;

ALTER TABLE public.people ADD CONSTRAINT an_employer_is_registered FOREIGN KEY (tenant, employer_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT an_employer_is_registered ON public.people IS NULL;

ALTER TABLE public.people ADD CONSTRAINT people_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT people_tenant_fkey ON public.people IS NULL;

ALTER TABLE public.predictions ADD CONSTRAINT predictions_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT predictions_tenant_fkey ON public.predictions IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT a_profile_is_changed_by_an_event FOREIGN KEY (tenant, case_id, seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT a_profile_is_changed_by_an_event ON public.profile_changes IS NULL;

ALTER TABLE public.profile_changes ADD CONSTRAINT profile_changes_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT profile_changes_tenant_fkey ON public.profile_changes IS NULL;

ALTER TABLE public.queues ADD CONSTRAINT queues_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT queues_tenant_fkey ON public.queues IS NULL;

ALTER TABLE public.role_grants ADD CONSTRAINT a_grant_rests_on_an_event FOREIGN KEY (tenant, granted_case, granted_seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT a_grant_rests_on_an_event ON public.role_grants IS NULL;

ALTER TABLE public.role_grants ADD CONSTRAINT a_withdrawal_rests_on_an_event FOREIGN KEY (tenant, withdrawn_case, withdrawn_seq) REFERENCES public.events(tenant, case_id, seq);
COMMENT ON CONSTRAINT a_withdrawal_rests_on_an_event ON public.role_grants IS NULL;

ALTER TABLE public.role_grants ADD CONSTRAINT role_grants_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT role_grants_tenant_person_id_fkey ON public.role_grants IS NULL;

ALTER TABLE public.scope_items ADD CONSTRAINT scope_items_tenant_table_id_rows_fkey FOREIGN KEY (tenant, table_id, rows) REFERENCES public.scope_tables(tenant, id, rows);
COMMENT ON CONSTRAINT scope_items_tenant_table_id_rows_fkey ON public.scope_items IS NULL;

ALTER TABLE public.scope_tables ADD CONSTRAINT scope_tables_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT scope_tables_tenant_institution_id_fkey ON public.scope_tables IS NULL;

ALTER TABLE public.spells ADD CONSTRAINT spells_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.case_times(tenant, case_id);
COMMENT ON CONSTRAINT spells_tenant_case_id_fkey ON public.spells IS NULL;

ALTER TABLE public.spells ADD CONSTRAINT spells_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT spells_tenant_fkey ON public.spells IS NULL;

ALTER TABLE public.suspensions ADD CONSTRAINT suspensions_tenant_case_id_fkey FOREIGN KEY (tenant, case_id) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT suspensions_tenant_case_id_fkey ON public.suspensions IS NULL;

ALTER TABLE public.suspensions ADD CONSTRAINT suspensions_tenant_lifted_case_fkey FOREIGN KEY (tenant, lifted_case) REFERENCES public.cases(tenant, id);
COMMENT ON CONSTRAINT suspensions_tenant_lifted_case_fkey ON public.suspensions IS NULL;

ALTER TABLE public.suspensions ADD CONSTRAINT suspensions_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT suspensions_tenant_person_id_fkey ON public.suspensions IS NULL;

ALTER TABLE public.webhook_attempts ADD CONSTRAINT webhook_attempts_tenant_delivery_id_fkey FOREIGN KEY (tenant, delivery_id) REFERENCES public.webhook_deliveries(tenant, id) ON DELETE CASCADE;
COMMENT ON CONSTRAINT webhook_attempts_tenant_delivery_id_fkey ON public.webhook_attempts IS NULL;

ALTER TABLE public.webhook_deliveries ADD CONSTRAINT webhook_deliveries_tenant_webhook_id_fkey FOREIGN KEY (tenant, webhook_id) REFERENCES public.webhooks(tenant, id);
COMMENT ON CONSTRAINT webhook_deliveries_tenant_webhook_id_fkey ON public.webhook_deliveries IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT webhooks_tenant_fkey FOREIGN KEY (tenant) REFERENCES public.jurisdictions(tenant);
COMMENT ON CONSTRAINT webhooks_tenant_fkey ON public.webhooks IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT webhooks_tenant_institution_id_fkey FOREIGN KEY (tenant, institution_id) REFERENCES public.institutions(tenant, id);
COMMENT ON CONSTRAINT webhooks_tenant_institution_id_fkey ON public.webhooks IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT webhooks_tenant_made_by_fkey FOREIGN KEY (tenant, made_by) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT webhooks_tenant_made_by_fkey ON public.webhooks IS NULL;

ALTER TABLE public.webhooks ADD CONSTRAINT webhooks_tenant_person_id_fkey FOREIGN KEY (tenant, person_id) REFERENCES public.people(tenant, id);
COMMENT ON CONSTRAINT webhooks_tenant_person_id_fkey ON public.webhooks IS NULL;

-- Indexes

CREATE INDEX access_in_order ON public.access_entries USING btree (tenant, id);
COMMENT ON INDEX public.access_in_order IS NULL;

CREATE UNIQUE INDEX a_person_acts_once_for_an_institution ON public.acting_for USING btree (tenant, person_id, institution_id) WHERE (withdrawn_at IS NULL);
COMMENT ON INDEX public.a_person_acts_once_for_an_institution IS NULL;

CREATE UNIQUE INDEX an_institution_has_one_legal_representative ON public.acting_for USING btree (tenant, institution_id) WHERE ((capacity = 'legalRepresentative'::text) AND (withdrawn_at IS NULL));
COMMENT ON INDEX public.an_institution_has_one_legal_representative IS NULL;

CREATE INDEX codes_that_are_owed ON public.address_codes USING btree (tenant, next_at) WHERE owed;
COMMENT ON INDEX public.codes_that_are_owed IS NULL;

CREATE INDEX answers_by_age ON public.answers USING brin (answered_at);
COMMENT ON INDEX public.answers_by_age IS NULL;

CREATE UNIQUE INDEX two_keys_live_at_most ON public.api_keys USING btree (tenant, person_id, institution_id, slot) WHERE (revoked_at IS NULL);
COMMENT ON INDEX public.two_keys_live_at_most IS NULL;

CREATE INDEX assignments_of_a_person ON public.assignments USING btree (tenant, person_id, case_id);
COMMENT ON INDEX public.assignments_of_a_person IS NULL;

CREATE INDEX bans_of_an_institution ON public.bans USING btree (tenant, institution_id, until_day);
COMMENT ON INDEX public.bans_of_an_institution IS NULL;

CREATE INDEX people_of_a_case ON public.case_people USING btree (tenant, case_id);
COMMENT ON INDEX public.people_of_a_case IS NULL;

CREATE INDEX cases_that_ended ON public.case_times USING btree (tenant, process, ended_on) WHERE (ended_on IS NOT NULL);
COMMENT ON INDEX public.cases_that_ended IS NULL;

CREATE INDEX cases_by_institution ON public.cases USING btree (tenant, institution_id, id);
COMMENT ON INDEX public.cases_by_institution IS NULL;

CREATE INDEX cases_by_state ON public.cases USING btree (tenant, state, id);
COMMENT ON INDEX public.cases_by_state IS NULL;

CREATE INDEX amendments_of_a_certificate ON public.certificate_amendments USING btree (tenant, number, amended_on);
COMMENT ON INDEX public.amendments_of_a_certificate IS NULL;

CREATE UNIQUE INDEX a_serial_is_issued_once ON public.certificates USING btree (tenant, substr(number, 1, 4), substr(number, 9, 4));
COMMENT ON INDEX public.a_serial_is_issued_once IS NULL;

CREATE UNIQUE INDEX there_is_one_open_hold ON public.clock_holds USING btree ((true)) WHERE (released_at IS NULL);
COMMENT ON INDEX public.there_is_one_open_hold IS NULL;

CREATE UNIQUE INDEX a_clock_expires_once ON public.clock_operations USING btree (tenant, case_id, clock, generation) WHERE (operation = 'expire'::text);
COMMENT ON INDEX public.a_clock_expires_once IS NULL;

CREATE UNIQUE INDEX a_clock_is_renamed_once ON public.clock_operations USING btree (tenant, case_id, clock) WHERE (becomes IS NOT NULL);
COMMENT ON INDEX public.a_clock_is_renamed_once IS NULL;

CREATE INDEX clocks_by_calendar ON public.clocks USING btree (tenant, looked, case_id) WHERE (status = ANY (ARRAY['running'::text, 'suspended'::text]));
COMMENT ON INDEX public.clocks_by_calendar IS NULL;

CREATE INDEX clocks_that_warn ON public.clocks USING btree (tenant, due_on) WHERE ((status = 'running'::text) AND (legal_effect = ANY (ARRAY['statutory'::text, 'target'::text])));
COMMENT ON INDEX public.clocks_that_warn IS NULL;

CREATE INDEX clocks_that_will_move_a_case ON public.clocks USING btree (tenant, due_at) WHERE ((status = 'running'::text) AND (lapses_into IS NOT NULL));
COMMENT ON INDEX public.clocks_that_will_move_a_case IS NULL;

CREATE INDEX closures_for_an_institution ON public.commitment_closures USING btree (tenant, institution_id);
COMMENT ON INDEX public.closures_for_an_institution IS NULL;

CREATE INDEX addresses_of_people ON public.contact_addresses USING btree (tenant, email);
COMMENT ON INDEX public.addresses_of_people IS NULL;

CREATE INDEX covers_by_cover ON public.covers USING btree (tenant, cover_id) WHERE (ended_at IS NULL);
COMMENT ON INDEX public.covers_by_cover IS NULL;

CREATE INDEX documents_of_a_case ON public.documents USING btree (tenant, case_id, id);
COMMENT ON INDEX public.documents_of_a_case IS NULL;

CREATE INDEX duties_of_a_person ON public.duties_held USING btree (tenant, person_id, duty, at);
COMMENT ON INDEX public.duties_of_a_person IS NULL;

CREATE INDEX interests_of_a_person ON public.interests USING btree (tenant, person_id) WHERE (lifted_at IS NULL);
COMMENT ON INDEX public.interests_of_a_person IS NULL;

CREATE INDEX mail_that_did_not_go ON public.mail_deliveries USING btree (tenant, message_id) WHERE (state = ANY (ARRAY['failed'::text, 'dead'::text]));
COMMENT ON INDEX public.mail_that_did_not_go IS NULL;

CREATE INDEX mail_that_waits ON public.mail_deliveries USING btree (tenant, next_at) WHERE (state = 'waiting'::text);
COMMENT ON INDEX public.mail_that_waits IS NULL;

CREATE INDEX mail_that_waits_for_a_person ON public.mail_deliveries USING btree (tenant, person_id, made_at, message_id) WHERE (state = 'waiting'::text);
COMMENT ON INDEX public.mail_that_waits_for_a_person IS NULL;

CREATE INDEX mail_that_went_to_a_person ON public.mail_deliveries USING btree (tenant, person_id, sent_at) WHERE ((state = 'sent'::text) AND (gathered_in IS NULL));
COMMENT ON INDEX public.mail_that_went_to_a_person IS NULL;

CREATE UNIQUE INDEX a_person_is_told_once_of_an_event ON public.messages USING btree (tenant, leaf, person_id) WHERE (leaf IS NOT NULL);
COMMENT ON INDEX public.a_person_is_told_once_of_an_event IS NULL;

CREATE UNIQUE INDEX a_person_is_warned_once_of_a_rung ON public.messages USING btree (tenant, case_id, clock, generation, due_on, rung, person_id) WHERE (clock IS NOT NULL);
COMMENT ON INDEX public.a_person_is_warned_once_of_a_rung IS NULL;

CREATE INDEX messages_of_a_person ON public.messages USING btree (tenant, person_id, id);
COMMENT ON INDEX public.messages_of_a_person IS NULL;

CREATE INDEX messages_that_named ON public.messages USING btree (tenant, case_id, person_id) WHERE (kind = 'named'::text);
COMMENT ON INDEX public.messages_that_named IS NULL;

CREATE INDEX unread_messages_of_a_person ON public.messages USING btree (tenant, person_id, id) WHERE (read_at IS NULL);
COMMENT ON INDEX public.unread_messages_of_a_person IS NULL;

CREATE INDEX owed_commands_not_done ON public.owed_commands USING btree (tenant, case_id) WHERE (done_seq IS NULL);
COMMENT ON INDEX public.owed_commands_not_done IS NULL;

CREATE INDEX the_latest_of_all ON public.predictions USING btree (tenant, until, leaf DESC);
COMMENT ON INDEX public.the_latest_of_all IS NULL;

CREATE INDEX the_latest_predictions ON public.predictions USING btree (tenant, process, state, until, leaf DESC);
COMMENT ON INDEX public.the_latest_predictions IS NULL;

CREATE INDEX rate_limits_by_end ON public.rate_limits USING btree (expire);
COMMENT ON INDEX public.rate_limits_by_end IS NULL;

CREATE UNIQUE INDEX a_role_is_held_once ON public.role_grants USING btree (tenant, person_id, role) WHERE (withdrawn_at IS NULL);
COMMENT ON INDEX public.a_role_is_held_once IS NULL;

CREATE INDEX scope_tables_of_an_institution ON public.scope_tables USING btree (tenant, institution_id, id);
COMMENT ON INDEX public.scope_tables_of_an_institution IS NULL;

CREATE INDEX sessions_of_a_subject ON public.sessions USING btree (issuer, subject);
COMMENT ON INDEX public.sessions_of_a_subject IS NULL;

CREATE UNIQUE INDEX a_case_is_in_one_state ON public.spells USING btree (tenant, case_id) WHERE (left_on IS NULL);
COMMENT ON INDEX public.a_case_is_in_one_state IS NULL;

CREATE INDEX comparable_spells ON public.spells USING btree (tenant, process, state, visit, ended_leaf DESC) WHERE (ended_leaf IS NOT NULL);
COMMENT ON INDEX public.comparable_spells IS NULL;

CREATE UNIQUE INDEX a_person_is_suspended_once ON public.suspensions USING btree (tenant, person_id) WHERE (lifted_at IS NULL);
COMMENT ON INDEX public.a_person_is_suspended_once IS NULL;

CREATE INDEX suspensions_of_a_person ON public.suspensions USING btree (tenant, person_id);
COMMENT ON INDEX public.suspensions_of_a_person IS NULL;

CREATE INDEX deliveries_in_their_lanes ON public.webhook_deliveries USING btree (tenant, webhook_id, case_id, leaf) WHERE (status = 'waiting'::text);
COMMENT ON INDEX public.deliveries_in_their_lanes IS NULL;

CREATE INDEX deliveries_of_a_webhook ON public.webhook_deliveries USING btree (tenant, webhook_id, id);
COMMENT ON INDEX public.deliveries_of_a_webhook IS NULL;

CREATE INDEX deliveries_of_a_webhook_by_status ON public.webhook_deliveries USING btree (tenant, webhook_id, status, id);
COMMENT ON INDEX public.deliveries_of_a_webhook_by_status IS NULL;

CREATE INDEX deliveries_that_are_done ON public.webhook_deliveries USING btree (tenant, done_at) WHERE (status <> 'waiting'::text);
COMMENT ON INDEX public.deliveries_that_are_done IS NULL;

CREATE INDEX deliveries_that_wait ON public.webhook_deliveries USING btree (tenant, webhook_id, next_at) WHERE (status = 'waiting'::text);
COMMENT ON INDEX public.deliveries_that_wait IS NULL;

CREATE UNIQUE INDEX a_webhook_has_its_slot_alone ON public.webhooks USING btree (tenant, institution_id, slot) NULLS NOT DISTINCT WHERE (deleted_at IS NULL);
COMMENT ON INDEX public.a_webhook_has_its_slot_alone IS NULL;

-- Triggers

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.access_entries FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.access_entries ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.access_entries IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.access_entries FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.access_entries ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.access_entries IS NULL;

CREATE TRIGGER an_account_is_never_opened_unnoticed AFTER INSERT ON public.accounts FOR EACH ROW EXECUTE FUNCTION public.an_account_is_never_opened_unnoticed();
ALTER TABLE public.accounts ENABLE ALWAYS TRIGGER an_account_is_never_opened_unnoticed;
COMMENT ON TRIGGER an_account_is_never_opened_unnoticed ON public.accounts IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.acting_for FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('withdrawn_at');
ALTER TABLE public.acting_for ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.acting_for IS NULL;

CREATE TRIGGER it_rests_on_an_event BEFORE INSERT OR UPDATE ON public.acting_for FOR EACH ROW EXECUTE FUNCTION public.it_rests_on_an_event('since', 'case_id', '');
ALTER TABLE public.acting_for ENABLE ALWAYS TRIGGER it_rests_on_an_event;
COMMENT ON TRIGGER it_rests_on_an_event ON public.acting_for IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.api_keys FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('revoked_at');
ALTER TABLE public.api_keys ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.api_keys IS NULL;

CREATE TRIGGER it_is_never_made_unnoticed AFTER INSERT ON public.api_keys FOR EACH ROW EXECUTE FUNCTION public.it_is_never_made_unnoticed('keyMade');
ALTER TABLE public.api_keys ENABLE ALWAYS TRIGGER it_is_never_made_unnoticed;
COMMENT ON TRIGGER it_is_never_made_unnoticed ON public.api_keys IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.assessor_draws FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.assessor_draws ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.assessor_draws IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.assessor_draws FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.assessor_draws ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.assessor_draws IS NULL;

CREATE TRIGGER a_ban_is_entered_by_its_event BEFORE INSERT ON public.bans FOR EACH ROW EXECUTE FUNCTION public.a_ban_is_entered_by_its_event();
ALTER TABLE public.bans ENABLE ALWAYS TRIGGER a_ban_is_entered_by_its_event;
COMMENT ON TRIGGER a_ban_is_entered_by_its_event ON public.bans IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.bans FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.bans ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.bans IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.bans FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.bans ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.bans IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.calendar_changes FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.calendar_changes ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.calendar_changes IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.calendar_changes FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.calendar_changes ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.calendar_changes IS NULL;

CREATE TRIGGER note_duties_of_people AFTER INSERT ON public.case_people REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.note_duties_of_people();
ALTER TABLE public.case_people ENABLE ALWAYS TRIGGER note_duties_of_people;
COMMENT ON TRIGGER note_duties_of_people ON public.case_people IS NULL;

CREATE TRIGGER a_case_only_goes_forward BEFORE UPDATE ON public.cases FOR EACH ROW EXECUTE FUNCTION public.a_case_only_goes_forward();
ALTER TABLE public.cases ENABLE ALWAYS TRIGGER a_case_only_goes_forward;
COMMENT ON TRIGGER a_case_only_goes_forward ON public.cases IS NULL;

CREATE TRIGGER a_certificate_is_amended_by_its_event BEFORE INSERT ON public.certificate_amendments FOR EACH ROW EXECUTE FUNCTION public.a_certificate_is_amended_by_its_event();
ALTER TABLE public.certificate_amendments ENABLE ALWAYS TRIGGER a_certificate_is_amended_by_its_event;
COMMENT ON TRIGGER a_certificate_is_amended_by_its_event ON public.certificate_amendments IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.certificate_amendments FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.certificate_amendments ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.certificate_amendments IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.certificate_amendments FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.certificate_amendments ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.certificate_amendments IS NULL;

CREATE TRIGGER an_item_comes_and_goes_by_an_amendment BEFORE INSERT OR UPDATE ON public.certificate_items FOR EACH ROW EXECUTE FUNCTION public.an_item_comes_and_goes_by_an_amendment();
ALTER TABLE public.certificate_items ENABLE ALWAYS TRIGGER an_item_comes_and_goes_by_an_amendment;
COMMENT ON TRIGGER an_item_comes_and_goes_by_an_amendment ON public.certificate_items IS NULL;

CREATE TRIGGER a_certificate_is_issued_by_its_event BEFORE INSERT ON public.certificates FOR EACH ROW EXECUTE FUNCTION public.a_certificate_is_issued_by_its_event();
ALTER TABLE public.certificates ENABLE ALWAYS TRIGGER a_certificate_is_issued_by_its_event;
COMMENT ON TRIGGER a_certificate_is_issued_by_its_event ON public.certificates IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.clock_operations FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.clock_operations ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.clock_operations IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.clock_operations FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.clock_operations ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.clock_operations IS NULL;

CREATE TRIGGER a_way_is_closed_by_its_event BEFORE INSERT ON public.commitment_closures FOR EACH ROW EXECUTE FUNCTION public.a_way_is_closed_by_its_event();
ALTER TABLE public.commitment_closures ENABLE ALWAYS TRIGGER a_way_is_closed_by_its_event;
COMMENT ON TRIGGER a_way_is_closed_by_its_event ON public.commitment_closures IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.commitment_closures FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.commitment_closures ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.commitment_closures IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.commitment_closures FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.commitment_closures ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.commitment_closures IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.covers FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('ended_at');
ALTER TABLE public.covers ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.covers IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.decided_texts FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.decided_texts ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.decided_texts IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.decided_texts FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.decided_texts ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.decided_texts IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.duties_held FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.duties_held ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.duties_held IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.duties_held FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.duties_held ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.duties_held IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.events ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.events IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.events FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.events ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.events IS NULL;

CREATE CONSTRAINT TRIGGER no_event_beside_its_case AFTER INSERT ON public.events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.no_event_beside_its_case();
ALTER TABLE public.events ENABLE ALWAYS TRIGGER no_event_beside_its_case;
COMMENT ON TRIGGER no_event_beside_its_case ON public.events IS NULL;

CREATE TRIGGER note_duties_of_events AFTER INSERT ON public.events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.note_duties_of_events();
ALTER TABLE public.events ENABLE ALWAYS TRIGGER note_duties_of_events;
COMMENT ON TRIGGER note_duties_of_events ON public.events IS NULL;

CREATE TRIGGER note_pending AFTER INSERT ON public.events REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION public.note_pending();
ALTER TABLE public.events ENABLE ALWAYS TRIGGER note_pending;
COMMENT ON TRIGGER note_pending ON public.events IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.interests FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('lifted_at');
ALTER TABLE public.interests ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.interests IS NULL;

CREATE TRIGGER a_calendar_begins_as_it_began BEFORE UPDATE ON public.jurisdictions FOR EACH ROW EXECUTE FUNCTION public.a_calendar_begins_as_it_began();
ALTER TABLE public.jurisdictions ENABLE ALWAYS TRIGGER a_calendar_begins_as_it_began;
COMMENT ON TRIGGER a_calendar_begins_as_it_began ON public.jurisdictions IS NULL;

CREATE TRIGGER the_authority_is_named_once BEFORE UPDATE ON public.jurisdictions FOR EACH ROW EXECUTE FUNCTION public.the_authority_is_named_once();
ALTER TABLE public.jurisdictions ENABLE ALWAYS TRIGGER the_authority_is_named_once;
COMMENT ON TRIGGER the_authority_is_named_once ON public.jurisdictions IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.leaves FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.leaves ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.leaves IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.leaves FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.leaves ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.leaves IS NULL;

CREATE TRIGGER history_is_not_rewritten BEFORE DELETE OR UPDATE ON public.profile_changes FOR EACH ROW EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.profile_changes ENABLE ALWAYS TRIGGER history_is_not_rewritten;
COMMENT ON TRIGGER history_is_not_rewritten ON public.profile_changes IS NULL;

CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON public.profile_changes FOR EACH STATEMENT EXECUTE FUNCTION public.history_is_not_rewritten();
ALTER TABLE public.profile_changes ENABLE ALWAYS TRIGGER history_is_not_truncated;
COMMENT ON TRIGGER history_is_not_truncated ON public.profile_changes IS NULL;

CREATE TRIGGER an_administrator_of_roles_decides_nothing AFTER INSERT OR UPDATE ON public.role_grants FOR EACH ROW EXECUTE FUNCTION public.an_administrator_of_roles_decides_nothing();
ALTER TABLE public.role_grants ENABLE ALWAYS TRIGGER an_administrator_of_roles_decides_nothing;
COMMENT ON TRIGGER an_administrator_of_roles_decides_nothing ON public.role_grants IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.role_grants FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('withdrawn_at');
ALTER TABLE public.role_grants ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.role_grants IS NULL;

CREATE TRIGGER it_rests_on_an_event BEFORE INSERT OR UPDATE ON public.role_grants FOR EACH ROW EXECUTE FUNCTION public.it_rests_on_an_event('granted_at', 'granted_case', 'withdrawn_case');
ALTER TABLE public.role_grants ENABLE ALWAYS TRIGGER it_rests_on_an_event;
COMMENT ON TRIGGER it_rests_on_an_event ON public.role_grants IS NULL;

CREATE TRIGGER a_session_begins_now BEFORE INSERT OR UPDATE ON public.sessions FOR EACH ROW EXECUTE FUNCTION public.a_session_begins_now();
ALTER TABLE public.sessions ENABLE ALWAYS TRIGGER a_session_begins_now;
COMMENT ON TRIGGER a_session_begins_now ON public.sessions IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.sessions FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('ended_at');
ALTER TABLE public.sessions ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.sessions IS NULL;

CREATE TRIGGER it_is_never_made_unnoticed AFTER INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION public.it_is_never_made_unnoticed('sessionOpened');
ALTER TABLE public.sessions ENABLE ALWAYS TRIGGER it_is_never_made_unnoticed;
COMMENT ON TRIGGER it_is_never_made_unnoticed ON public.sessions IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.suspensions FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('lifted_at');
ALTER TABLE public.suspensions ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.suspensions IS NULL;

CREATE TRIGGER the_instant_of_letting_in_is_now BEFORE INSERT OR UPDATE ON public.suspensions FOR EACH ROW EXECUTE FUNCTION public.the_instant_of_letting_in_is_now();
ALTER TABLE public.suspensions ENABLE ALWAYS TRIGGER the_instant_of_letting_in_is_now;
COMMENT ON TRIGGER the_instant_of_letting_in_is_now ON public.suspensions IS NULL;

CREATE TRIGGER an_end_is_not_taken_back BEFORE UPDATE ON public.webhooks FOR EACH ROW EXECUTE FUNCTION public.an_end_is_not_taken_back('deleted_at');
ALTER TABLE public.webhooks ENABLE ALWAYS TRIGGER an_end_is_not_taken_back;
COMMENT ON TRIGGER an_end_is_not_taken_back ON public.webhooks IS NULL;

-- Row security

CREATE POLICY own_rows ON public.access_entries AS PERMISSIVE FOR ALL TO PUBLIC USING ((NOT (tenant IS DISTINCT FROM (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint)));
CREATE POLICY read_before_the_tenant_is_known ON public.accounts AS PERMISSIVE FOR SELECT TO PUBLIC USING (true);
CREATE POLICY written_in_its_tenant ON public.accounts AS PERMISSIVE FOR INSERT TO PUBLIC WITH CHECK ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.acting_for AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.address_codes AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.answers AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY entered_in_its_tenant ON public.api_keys AS PERMISSIVE FOR INSERT TO PUBLIC WITH CHECK ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY read_before_the_tenant_is_known ON public.api_keys AS PERMISSIVE FOR SELECT TO PUBLIC USING (true);
CREATE POLICY written_in_its_tenant ON public.api_keys AS PERMISSIVE FOR UPDATE TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.assessor_draws AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.assessor_fields AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.assignments AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.bans AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY a_release_alone_changes_without_an_event ON public.calendar_changes AS RESTRICTIVE FOR INSERT TO greenlane_service WITH CHECK ((case_id IS NOT NULL));
CREATE POLICY own_tenant ON public.calendar_changes AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.case_people AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.case_times AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.cases AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.certificate_amendments AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.certificate_items AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.certificates AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.clock_operations AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.clock_warnings AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.clocks AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.commitment_closures AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.contact_addresses AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.counters AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.covers AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.decided_texts AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.documents AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.drafts AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.draw_grounds AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.duties_held AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.event_documents AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.events AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.evidence AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.followers AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.institutions AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.interests AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY entered_by_the_owner ON public.jurisdictions AS PERMISSIVE FOR ALL TO greenlane_owner USING (true);
CREATE POLICY read_by_all ON public.jurisdictions AS PERMISSIVE FOR SELECT TO PUBLIC USING (true);
CREATE POLICY written_in_its_tenant ON public.jurisdictions AS PERMISSIVE FOR UPDATE TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.leaves AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.log_heads AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.mail_deliveries AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.messages AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.owed_commands AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.pending AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.people AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.predictions AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.profile_changes AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.queues AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.role_grants AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.scope_items AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.scope_tables AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.spells AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.suspensions AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.webhook_attempts AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.webhook_deliveries AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));
CREATE POLICY own_tenant ON public.webhooks AS PERMISSIVE FOR ALL TO PUBLIC USING ((tenant = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::smallint));

-- Rights

GRANT USAGE ON SCHEMA public TO greenlane_sealer;
GRANT USAGE ON SCHEMA public TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.access_entries TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.accounts TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.acting_for TO greenlane_service;
GRANT UPDATE (withdrawn_at) ON TABLE public.acting_for TO greenlane_service;
GRANT INSERT, SELECT, UPDATE ON TABLE public.address_codes TO greenlane_service;
GRANT DELETE, INSERT, SELECT ON TABLE public.answers TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.api_keys TO greenlane_service;
GRANT UPDATE (last_used_at) ON TABLE public.api_keys TO greenlane_service;
GRANT UPDATE (revoked_at) ON TABLE public.api_keys TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.assessor_draws TO greenlane_service;
GRANT DELETE, INSERT, SELECT ON TABLE public.assessor_fields TO greenlane_service;
GRANT UPDATE (may_lead) ON TABLE public.assessor_fields TO greenlane_service;
GRANT UPDATE (until_day) ON TABLE public.assessor_fields TO greenlane_service;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.assignments TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.bans TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.calendar_changes TO greenlane_service;
GRANT DELETE, INSERT, SELECT ON TABLE public.case_people TO greenlane_service;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.case_times TO greenlane_service;
GRANT SELECT ON TABLE public.cases TO greenlane_sealer;
GRANT INSERT, SELECT ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (changed_at) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (context) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (context_hash) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (edition) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (edition_hash) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (head) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (number) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (revision) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (seq) ON TABLE public.cases TO greenlane_service;
GRANT UPDATE (state) ON TABLE public.cases TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.certificate_amendments TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.certificate_items TO greenlane_service;
GRANT UPDATE (removed_as) ON TABLE public.certificate_items TO greenlane_service;
GRANT UPDATE (removed_case) ON TABLE public.certificate_items TO greenlane_service;
GRANT UPDATE (removed_seq) ON TABLE public.certificate_items TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.certificates TO greenlane_service;
GRANT INSERT (moved_ms) ON TABLE public.clock_holds TO greenlane_service;
GRANT INSERT (noticed_at) ON TABLE public.clock_holds TO greenlane_service;
GRANT INSERT (noticed_by) ON TABLE public.clock_holds TO greenlane_service;
GRANT INSERT (reason), UPDATE (reason) ON TABLE public.clock_holds TO greenlane_service;
GRANT INSERT (released_at), UPDATE (released_at) ON TABLE public.clock_holds TO greenlane_service;
GRANT SELECT ON TABLE public.clock_holds TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.clock_operations TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.clock_warnings TO greenlane_service;
GRANT INSERT, SELECT, UPDATE ON TABLE public.clocks TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.commitment_closures TO greenlane_service;
GRANT DELETE, INSERT, SELECT ON TABLE public.contact_addresses TO greenlane_service;
GRANT UPDATE (changed_at) ON TABLE public.contact_addresses TO greenlane_service;
GRANT UPDATE (confirmed_at) ON TABLE public.contact_addresses TO greenlane_service;
GRANT UPDATE (email) ON TABLE public.contact_addresses TO greenlane_service;
GRANT UPDATE (language) ON TABLE public.contact_addresses TO greenlane_service;
GRANT UPDATE (wants_mail) ON TABLE public.contact_addresses TO greenlane_service;
GRANT INSERT, SELECT, UPDATE ON TABLE public.counters TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.covers TO greenlane_service;
GRANT UPDATE (ended_at) ON TABLE public.covers TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.decided_texts TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.documents TO greenlane_service;
GRANT UPDATE (status) ON TABLE public.documents TO greenlane_service;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.drafts TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.draw_grounds TO greenlane_service;
GRANT SELECT ON TABLE public.duties_held TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.event_documents TO greenlane_service;
GRANT SELECT ON TABLE public.events TO greenlane_sealer;
GRANT INSERT (at) ON TABLE public.events TO greenlane_service;
GRANT INSERT (body) ON TABLE public.events TO greenlane_service;
GRANT INSERT (case_id) ON TABLE public.events TO greenlane_service;
GRANT INSERT (context_hash) ON TABLE public.events TO greenlane_service;
GRANT INSERT (hash) ON TABLE public.events TO greenlane_service;
GRANT INSERT (kind) ON TABLE public.events TO greenlane_service;
GRANT INSERT (prev) ON TABLE public.events TO greenlane_service;
GRANT INSERT (prev_at) ON TABLE public.events TO greenlane_service;
GRANT INSERT (revision) ON TABLE public.events TO greenlane_service;
GRANT INSERT (seq) ON TABLE public.events TO greenlane_service;
GRANT INSERT (state) ON TABLE public.events TO greenlane_service;
GRANT INSERT (step) ON TABLE public.events TO greenlane_service;
GRANT INSERT (tenant) ON TABLE public.events TO greenlane_service;
GRANT SELECT ON TABLE public.events TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.evidence TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.followers TO greenlane_service;
GRANT UPDATE (next) ON TABLE public.followers TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.institutions TO greenlane_service;
GRANT UPDATE (address) ON TABLE public.institutions TO greenlane_service;
GRANT UPDATE (base) ON TABLE public.institutions TO greenlane_service;
GRANT UPDATE (contacts) ON TABLE public.institutions TO greenlane_service;
GRANT UPDATE (legal_form) ON TABLE public.institutions TO greenlane_service;
GRANT UPDATE (name) ON TABLE public.institutions TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.interests TO greenlane_service;
GRANT UPDATE (lifted_at) ON TABLE public.interests TO greenlane_service;
GRANT SELECT ON TABLE public.jurisdictions TO greenlane_sealer;
GRANT SELECT ON TABLE public.jurisdictions TO greenlane_service;
GRANT UPDATE (authority_id) ON TABLE public.jurisdictions TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.leaves TO greenlane_sealer;
GRANT SELECT ON TABLE public.leaves TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.log_heads TO greenlane_sealer;
GRANT UPDATE (size) ON TABLE public.log_heads TO greenlane_sealer;
GRANT SELECT ON TABLE public.log_heads TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (attempts) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (because) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (gathered_in) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (last_answer) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (next_at) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (sent_at) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (since) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT UPDATE (state) ON TABLE public.mail_deliveries TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.messages TO greenlane_service;
GRANT UPDATE (read_at) ON TABLE public.messages TO greenlane_service;
GRANT SELECT ON TABLE public.office_clock TO greenlane_sealer;
GRANT SELECT ON TABLE public.office_clock TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.owed_commands TO greenlane_service;
GRANT UPDATE (done_seq) ON TABLE public.owed_commands TO greenlane_service;
GRANT DELETE, SELECT ON TABLE public.pending TO greenlane_sealer;
GRANT SELECT ON TABLE public.pending TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.people TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.predictions TO greenlane_service;
GRANT UPDATE (took) ON TABLE public.predictions TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.profile_changes TO greenlane_service;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.queues TO greenlane_service;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.rate_limits TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.role_grants TO greenlane_service;
GRANT UPDATE (withdrawn_at) ON TABLE public.role_grants TO greenlane_service;
GRANT UPDATE (withdrawn_case) ON TABLE public.role_grants TO greenlane_service;
GRANT UPDATE (withdrawn_seq) ON TABLE public.role_grants TO greenlane_service;
GRANT SELECT ON TABLE public.schema_migrations TO greenlane_sealer;
GRANT SELECT ON TABLE public.schema_migrations TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.scope_items TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.scope_tables TO greenlane_service;
GRANT DELETE, INSERT, SELECT ON TABLE public.sessions TO greenlane_service;
GRANT UPDATE (ended_at) ON TABLE public.sessions TO greenlane_service;
GRANT UPDATE (seen_at) ON TABLE public.sessions TO greenlane_service;
GRANT DELETE, INSERT, SELECT ON TABLE public.sign_ins TO greenlane_service;
GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE public.spells TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.suspensions TO greenlane_service;
GRANT UPDATE (lifted_at) ON TABLE public.suspensions TO greenlane_service;
GRANT UPDATE (lifted_case) ON TABLE public.suspensions TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.webhook_attempts TO greenlane_service;
GRANT DELETE, INSERT, SELECT ON TABLE public.webhook_deliveries TO greenlane_service;
GRANT UPDATE (attempts) ON TABLE public.webhook_deliveries TO greenlane_service;
GRANT UPDATE (claimed_until) ON TABLE public.webhook_deliveries TO greenlane_service;
GRANT UPDATE (done_at) ON TABLE public.webhook_deliveries TO greenlane_service;
GRANT UPDATE (next_at) ON TABLE public.webhook_deliveries TO greenlane_service;
GRANT UPDATE (status) ON TABLE public.webhook_deliveries TO greenlane_service;
GRANT UPDATE (tries) ON TABLE public.webhook_deliveries TO greenlane_service;
GRANT INSERT, SELECT ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (deleted_at) ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (disabled_at) ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (disabled_reason) ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (name) ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (person_id) ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (previous_until) ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (secret_version) ON TABLE public.webhooks TO greenlane_service;
GRANT UPDATE (url) ON TABLE public.webhooks TO greenlane_service;

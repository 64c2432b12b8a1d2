-- One step of the relay, hand-written for pgbench as one statement: the same rows, constraints, triggers, row security
-- and hashing as the product's (a blank after each colon, for pgbench would take the rest for a variable), without its law, its authority and its batches.
\set which random(1, :cases)
with mine as (
  select c.id, c.seq, c.revision, c.state, c.head, c.changed_at, c.context, c.edition_hash
  from cases c join bench_cases b on b.id = c.id where c.tenant = 22 and b.n = :which for update of c),
next as (
  select mine.*, case state when 'here' then 'there' else 'here' end as target, date_trunc('milliseconds', office_now()) as at,
         '{"handovers":' || (seq) || ',"lap":' || (seq % 1000) || '}' as memory
  from mine),
bodied as (
  select next.*, format('{"actor":{"covering": null,"duty":"intake","for": null,"method":"bench","person":"01920000-0000-7000-8000-00000000b004","roles":["intakeOfficer"]},"alg":"sha256","at":"%s","case":"%s","cause":{"kind":"command","of": null},"clocks":[{"calendar":"2025-1.4fd8a3448813c5ed","clock":"stay","due":"2025-09-08","generation":%s,"on":"2025-09-01","order":"start","provisional": false}],"context":"%s","decided": null,"documents":[],"edition":"2020-01-01","editionHash":"%s","effects":[],"evidence":{"digest":"%s","name":"handover","size": 40},"from":"%s","given":{"evidence":{"lap":%s},"today":"2025-09-01","world":{}},"key":"%s","kind":"stepTaken","log":"audit","prev":"%s","process":"relay","profile": null,"recordedAt":"%s","revision":%s,"seq":%s,"step":"pass","tenant": 22,"to":"%s","under":{"article":"1","instrument":"rules"},"v": 1}',
    at::text, id, (seq + 2) / 2, encode(sha256(convert_to(memory, 'UTF8')), 'hex'),
    edition_hash, repeat('d', 43), state, seq % 1000, repeat('a', 64), encode(head, 'hex'),
    at::text, revision + 1, seq + 1, target) as body
  from next),
step as (
  select bodied.*, sha256('\x00'::bytea || convert_to(body, 'UTF8')) as hash, sha256(convert_to(memory, 'UTF8')) as memory_hash
  from bodied),
happened as (
  insert into events (tenant, case_id, seq, kind, step, state, revision, context_hash, prev, prev_at, hash, at, body)
  select 22, id, seq + 1, 'stepTaken', 'pass', target, revision + 1, memory_hash, head, changed_at, hash, at, body from step),
moved as (
  update cases c set number = null, state = s.target, revision = s.revision + 1, seq = s.seq + 1, head = s.hash,
    context = s.memory, context_hash = s.memory_hash, changed_at = s.at
  from step s where c.tenant = 22 and c.id = s.id),
brought as (
  insert into evidence (tenant, case_id, seq, name, disclosure)
  select 22, id, seq + 1, 'handover', repeat('b', 96) from step),
ticking as (
  insert into clocks as c (tenant, case_id, clock, generation, anchor, budget, unit, consumed, running_since, due_on, due_at,
    status, legal_effect, lapses_into, instrument, article, calendar_version, provisional, changed_seq)
  select 22, id, 'stay', (seq + 2) / 2, '2025-09-01', 5, 'workingDays', 0, case target when 'here' then date '2025-09-01' end,
    case target when 'here' then date '2025-09-08' end, case target when 'here' then timestamptz '2099-09-08' end,
    case target when 'here' then 'running' else 'stopped' end, 'statutory', case target when 'here' then 'drop' end,
    'rules', '1', '2025-1.4fd8a3448813c5ed', false, seq + 1 from step
  on conflict (tenant, case_id, clock, generation) do update set consumed = excluded.consumed,
    running_since = excluded.running_since, due_on = excluded.due_on, due_at = excluded.due_at, status = excluded.status,
    lapses_into = excluded.lapses_into, calendar_version = excluded.calendar_version, provisional = excluded.provisional,
    changed_seq = excluded.changed_seq),
operated as (
  insert into clock_operations (tenant, case_id, seq, clock, generation, operation, on_day, consumed, due_on, instrument, article)
  select 22, id, seq + 1, 'stay', (seq + 2) / 2, case target when 'here' then 'start' else 'stop' end, '2025-09-01', 0, null, 'rules', '1'
  from step),
answered as (
  insert into answers (tenant, caller, key_digest, request_digest, answer, answered_at)
  select 22, '01920000-0000-7000-8000-00000000b004', hash, hash,
    format('{"case":"%s","number": null,"process":"relay","edition":"2020-01-01","step":"pass","state":"%s","revision":%s,"seq":%s,"event":"%s","at":"%s"}',
      id, target, revision + 1, seq + 1, encode(hash, 'hex'), at), now() from step)
select count(*) from step;

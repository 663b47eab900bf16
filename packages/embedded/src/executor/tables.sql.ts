/**
 * The executor's tables and SQL functions, idempotent. Payloads are `json`, not `jsonb`: jsonb refuses the NUL
 * character, which is legal in a step's output.
 */
export function tablesSql(schema: string, queue: string): string {
  return `
create schema if not exists ${schema};

create table if not exists ${schema}.events (
  id text primary key,
  name text not null,
  payload json not null,
  received_at timestamptz not null default now(),
  routed_at timestamptz
);
create index if not exists events_received_at on ${schema}.events (received_at);

-- Ids chosen by senders: an id counts once in 24 hours.
create table if not exists ${schema}.event_ids (
  client_id text primary key,
  event_id text not null,
  received_at timestamptz not null default now()
);
create index if not exists event_ids_received_at on ${schema}.event_ids (received_at);

create table if not exists ${schema}.runs (
  id text primary key,
  function_id text not null,
  status text not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
  event_name text not null,
  event json not null,
  lane text,
  lane_limit integer not null default 1,
  singleton_key text,
  idempotency_key text,
  parent_run_id text,
  parent_step_id text,
  rerun_of text,
  -- The number of the current call that looks for the next step; a job with another number is stale.
  discovery integer not null default 1,
  discovery_open boolean not null default true,
  rediscover boolean not null default false,
  attempt integer not null default 0,
  completed_steps integer not null default 0,
  output json,
  error json,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  next_attempt_at timestamptz
);
create unique index if not exists runs_singleton on ${schema}.runs (function_id, singleton_key)
  where status = 'running' and singleton_key is not null;
create index if not exists runs_idempotency on ${schema}.runs (function_id, idempotency_key, created_at)
  where idempotency_key is not null;
create index if not exists runs_running on ${schema}.runs (function_id) where status = 'running';
create index if not exists runs_created_at on ${schema}.runs (created_at desc, id);
create index if not exists runs_ended_at on ${schema}.runs (ended_at) where ended_at is not null;

create table if not exists ${schema}.steps (
  run_id text not null references ${schema}.runs (id) on delete cascade,
  -- sha1 of the step's id, as the SDK makes it
  id text not null,
  name text not null,
  op text not null,
  state text not null check (state in ('planned', 'waiting', 'done', 'failed', 'abandoned')),
  attempt integer not null default 0,
  -- 1, 2, 3 … in the order of completion: replay depends on it
  completion integer,
  data json,
  error json,
  event_name text,
  expression text,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (run_id, id)
);
create index if not exists steps_waiting_for_event on ${schema}.steps (event_name)
  where state = 'waiting' and event_name is not null;

create table if not exists ${schema}.crons (
  function_id text not null,
  expression text not null,
  last_slot timestamptz,
  last_tick_at timestamptz,
  primary key (function_id, expression)
);

create or replace function ${schema}.add_jobs(jobs json) returns void language sql as $$
  select ${queue}.add_jobs(array(select json_populate_recordset(null::${queue}.job_spec, jobs)));
$$;

-- Stores events and queues their routing; one statement, so that it can ride in anybody's transaction.
create or replace function ${schema}.send_events(incoming json) returns void language sql as $$
  with incoming as (
    select * from json_to_recordset(incoming)
      as e(id text, client_id text, name text, payload text, run_at timestamptz)
  ), fresh as (
    insert into ${schema}.event_ids (client_id, event_id)
    select distinct on (client_id) client_id, id from incoming where client_id is not null
    on conflict (client_id) do update set event_id = excluded.event_id, received_at = now()
      where event_ids.received_at < now() - interval '24 hours'
    returning event_id
  ), stored as (
    insert into ${schema}.events (id, name, payload)
    select id, name, payload::json from incoming
    where client_id is null or id in (select event_id from fresh)
    on conflict (id) do nothing
    returning id
  )
  select ${queue}.add_jobs(array_agg(row(
    'route_event', json_build_object('eventId', stored.id), null, incoming.run_at, null, null, null, null
  )::${queue}.job_spec))
  from incoming join stored using (id)
  having count(*) > 0;
$$;
`;
}

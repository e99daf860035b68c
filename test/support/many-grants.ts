/** A ledger of many years: statements that fill an empty database with grants. */

/**
 * Of 100 grants, 60 have ended and 39 are active: one in ten until revoked, the others until a day in the next ninety.
 * Of 1,000, one is pending, and one is ten minutes past its end. Every tenth has an older lease that has ended.
 */
export function manyGrants(count: number): readonly string[] {
  return [
    `insert into grants (id, application, subject, access_level, created_at)
      select 'app-' || n % 20 || '/person-' || n || '@acme.test/Admin', 'app-' || n % 20, 'person-' || n || '@acme.test',
        'Admin', now() - (${count} - n) * interval '15 minutes'
      from generate_series(1, ${count}) n`,
    `insert into leases (id, grant_id, application, subject, request_key, state, entitlements, rule, revision,
        duration_ms, started_at, expires_at, ended_at, end_reason, ended_by, taken_at)
      select 'ACCESS-' || n || '/1', id, application, subject, 'ACCESS-' || n, state, '[{"type":"group","id":"admins"}]',
        'rule', 1, 3600000, case when state <> 'pending' then created_at end,
        case when state = 'ended' then created_at + interval '1 hour'
          when state = 'live' and n % 1000 = 77 then now() - interval '10 minutes'
          when state = 'live' and n % 10 <> 9 then now() + n % 90 * interval '1 day' + interval '1 hour' end,
        case when state = 'ended' then created_at + interval '1 hour' end,
        case when state = 'ended' then 'expired' end, case when state = 'ended' then 'leasehold' end,
        case when state = 'ended' and n % 10000 <> 1 then created_at + interval '1 hour 2 seconds' end
      from (select *, case when n % 1000 = 60 then 'pending' when n % 100 < 60 then 'ended' else 'live' end as state
        from (select *, split_part(split_part(subject, '@', 1), '-', 2)::int as n from grants) numbered) planned`,
    `insert into leases (id, grant_id, application, subject, request_key, state, entitlements, rule, revision,
        duration_ms, started_at, expires_at, ended_at, end_reason, ended_by, taken_at)
      select request_key || '/0', grant_id, application, subject, request_key, 'ended', entitlements, rule, revision,
        duration_ms, now() - interval '3 years', now() - interval '3 years', now() - interval '3 years', 'expired',
        'leasehold', now() - interval '3 years'
      from leases where split_part(request_key, '-', 2)::int % 10 = 0`,
    'vacuum (analyze)',
  ];
}

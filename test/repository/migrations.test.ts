/** Keeps what a release does to the database such that servers of the version before work during it and after it. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../harness/database.ts'
import { findOffences, splitStatements } from './migration-rules.ts'
import { listFiles, readText } from './tree.ts'

const previous = JSON.parse(readText('migrations/previous.json')) as { migration: number; queueMigration: number }
const numberOf = (path: string) => Number(/\/(\d{4})_/.exec(path)?.[1] ?? 0)
const migrations = listFiles().filter((path) => /^migrations\/\d{4}_/.test(path))

it('every migration since the version before only expands, and holds nobody up', () => {
  const offences = migrations
    .filter((path) => numberOf(path) > previous.migration)
    .flatMap((path) => findOffences(readText(path), previous.migration).map((offence) => ({ path, ...offence })))
  expect(offences).toEqual([])
})

it('the version before has migrations, which the rules read', () => {
  const released = migrations.filter((path) => numberOf(path) <= previous.migration)
  expect(released.length).toBeGreaterThan(30)
  const offences = released.flatMap((path) => findOffences(readText(path), previous.migration))
  for (const one of [/^drop index/, /^alter table checks drop constraint/, /^update invitations/, /^create index/]) {
    expect(offences.some(({ statement }) => one.test(statement))).toBe(true)
  }
})

it('the job queue has no migration that its version of before does not survive', async () => {
  const database = await createTestDatabase()
  const breaking = sql<{ id: number }>`select max(id) as id from graphile_worker.migrations where breaking`
  const [row] = (await breaking.execute(database.db)).rows
  await database.close()
  expect(row?.id).toBe(previous.queueMigration)
})

describe('the rules', () => {
  const TOLD = '-- Works from 0038: nothing uses it since.\n'

  it.each([
    'alter table sessions drop column email;',
    'drop table sessions;',
    'drop function announce_key();',
    'drop trigger sessions_announce on sessions;',
    'alter table sessions rename column email to mail;',
    'alter table sessions alter column email set not null;',
    'create or replace function announce() returns trigger language plpgsql as $$ begin return null; end $$;',
    "alter table sessions add constraint sessions_check check (email <> '') not valid;",
    'create trigger sessions_other after update on sessions execute function announce();',
    'create policy sessions_own on sessions using (true);',
  ])('refuse a contraction, unless the version before does without: %s', (statement) => {
    expect(findOffences(statement, 38)).toMatchObject([{ line: 'Works from' }])
    expect(findOffences(TOLD + statement, 38)).toEqual([])
    expect(findOffences(`${TOLD}${statement}`.replace('0038', '0039'), 38)).toMatchObject([
      { why: expect.stringContaining('in the release after this one') },
    ])
    expect(findOffences(`-- Works from 0038:\n${statement}`, 38)).not.toEqual([])
  })

  it.each([
    'alter table sessions add column note text not null;',
    'alter table sessions add column token uuid not null default gen_random_uuid();',
    'alter table sessions add column place bigint generated always as identity;',
    'alter table sessions alter column attempts type bigint;',
    'alter table sessions alter column attempts set data type bigint;',
    'alter table sessions add constraint sessions_check check (attempts > 0);',
    'create index sessions_by_note on sessions (note);',
    'create index concurrently sessions_by_note on sessions (note);',
    'lock table sessions;',
  ])('refuse what holds others up, or what they do not fill in, whatever is told: %s', (statement) => {
    expect(findOffences(TOLD + statement, 38)).toHaveLength(1)
  })

  it('refuse a table that is filled at once, unless it is small', () => {
    const statement = 'update sessions set note = lower(note);'
    expect(findOffences(statement, 38)).toMatchObject([{ line: 'Few rows' }])
    expect(findOffences(`-- Few rows: one a member.\n${statement}`, 38)).toEqual([])
  })

  it('refuse steps that cannot be done again', () => {
    const head = '-- Without a transaction: sessions are written meanwhile.\n'
    const index = 'create index concurrently sessions_by_note on sessions (note);'
    expect(findOffences(head + index, 38)).toHaveLength(1)
    expect(findOffences(`${head}drop index concurrently if exists sessions_by_note;\n${index}`, 38)).toEqual([])
    expect(findOffences(`${head}alter table sessions add column note text;`, 38)).toHaveLength(1)
  })

  it('let pass what adds', () => {
    const added = `
      create table notes (id uuid primary key, session_id uuid not null unique, at timestamptz not null default now());
      create unique index notes_by_session on notes (session_id);
      create trigger notes_announce after insert on notes for each row execute function announce();
      create function note() returns trigger language plpgsql as $x$ begin drop table notes; end $x$;
      alter table sessions add column note text default 'drop table', add column noted_at timestamptz not null default now();
      alter table sessions validate constraint sessions_check; -- drop table sessions;`
    expect(splitStatements(added)).toHaveLength(6)
    expect(findOffences(added, 38)).toEqual([])
  })
})

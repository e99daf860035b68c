import type { TestProject } from 'vitest/node';
import { ensureConsole } from '../../commands/boot/build-console.ts';
import { startDevServer } from '../parts/dev-server.ts';
import { noteMissingPart, obtainPart, say } from '../parts/obtain-part.ts';
import { startPostgres } from '../parts/postgres.ts';
import { findTemporalCli } from '../parts/temporal-cli.ts';

type Stop = () => Promise<void>;

const _log = (_line: string): void => {};

/** Vitest's global setup of the end-to-end tests: one dev server, one PostgreSQL and one browser for all files. */
export async function setup(project: TestProject): Promise<Stop> {
  // Before any stack starts, because each would build it.
  await ensureConsole(say);
  const stops = await Promise.all([
    provideTemporal(project),
    providePostgres(project),
    provideChromium(project),
    provideSchemathesis(project),
  ]);
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

async function provideTemporal(project: TestProject): Promise<Stop> {
  const found = await obtainPart('temporalCli', say);
  if ('missing' in found) {
    await noteMissingPart('temporalCli', found.missing);
    project.provide('temporalCli', '');
    return nothing;
  }
  const server = await startDevServer({ cli: await findTemporalCli({ log: say }), namespace: 'default', log: say });
  project.provide('temporalCli', found.path);
  project.provide('temporalAddress', server.address);
  project.provide('temporalUiUrl', server.uiUrl);
  return server.stop;
}

async function providePostgres(project: TestProject): Promise<Stop> {
  try {
    const postgres = await startPostgres();
    project.provide('databaseUrl', postgres.url);
    return postgres.stop;
  } catch (error) {
    await noteMissingPart('postgres', error instanceof Error ? error.message : String(error));
    project.provide('databaseUrl', '');
    return nothing;
  }
}

async function provideChromium(project: TestProject): Promise<Stop> {
  const chromium = await obtainPart('chromium', say);
  if ('missing' in chromium) await noteMissingPart('chromium', chromium.missing);
  project.provide('chromium', 'path' in chromium ? chromium.path : '');
  return nothing;
}

async function provideSchemathesis(project: TestProject): Promise<Stop> {
  const schemathesis = await obtainPart('schemathesis', say);
  if ('missing' in schemathesis) await noteMissingPart('schemathesis', schemathesis.missing);
  project.provide('schemathesis', 'path' in schemathesis ? schemathesis.path : '');
  return nothing;
}

async function nothing(): Promise<void> {}

/** Starts every part of a run: servers, simulators, processes, and the people who act. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { hashOfToken } from '../../../api/tokens/token-file.ts';
import { freePort } from '../../parts/free-port.ts';
import { createDatabase, startPostgres } from '../../parts/postgres.ts';
import { findTemporalCli } from '../../parts/temporal-cli.ts';
import type { AccessRecord } from './access-record.ts';
import { type ApiCaller, createApiCaller } from './api-caller.ts';
import { PEOPLE, startCompany } from './company.ts';
import type { Parts } from './faults.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';
import { createPeople, type People } from './people.ts';
import { createProcesses } from './processes.ts';
import { startTemporalServer } from './temporal-server.ts';

export interface Running extends Parts {
  readonly people: People;
  readonly api: ApiCaller;
  readonly outcomes: Outcomes;
  readonly folder: string;
  /** Moves the time until when stories may wait. */
  setDeadline(at: number): void;
  deadline(): number;
  close(): Promise<void>;
}

/** @param people the number of people who raise requests */
export async function startAll(people: number, log: (line: string) => void): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-faults-'));
  await mkdir(join(folder, 'data'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [cli, postgres, company] = await Promise.all([
    findTemporalCli({ log }),
    startPostgres(),
    startCompany(url, people),
  ]);
  const temporal = await startTemporalServer(cli, folder);
  const databaseUrl = await createDatabase(postgres.url);
  await writeFile(join(folder, 'leasehold.yaml'), company.configuration);
  await writeFile(
    join(folder, 'tokens.yaml'),
    stringify([
      { name: 'faults-admin', hash: hashOfToken('faults-admin'), role: 'admin' },
      { name: PEOPLE.lead, hash: hashOfToken('faults-lead'), role: 'approver' },
    ]),
  );
  const processes = createProcesses({
    url,
    folder,
    log,
    environment: {
      ...company.secrets,
      PORT: String(port),
      PUBLIC_URL: url,
      LEASEHOLD_CONFIG: join(folder, 'leasehold.yaml'),
      LEASEHOLD_API_TOKENS: join(folder, 'tokens.yaml'),
      LEASEHOLD_DATA: join(folder, 'data'),
      LEASEHOLD_RATE_LIMIT: '1000000',
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: 'default',
    },
  });
  await processes.start('api');
  await Promise.all([processes.start('worker 1'), processes.start('worker 2')]);
  const record: AccessRecord = { requests: [], disturbances: [], slowness: 1 };
  let until = Number.POSITIVE_INFINITY;
  const deadline = (): number => until;
  const api = createApiCaller(url, deadline);
  const acting = createPeople(company, api, record);
  const commentsOn = (key: string): number => company.jira.actions.issue(key)?.comments.length ?? 0;
  return {
    company,
    processes,
    postgres,
    databaseUrl,
    temporal,
    record,
    api,
    people: acting,
    outcomes: createOutcomes(api, commentsOn),
    folder,
    deadline,
    setDeadline(at) {
      until = at;
    },
    async close() {
      await processes.close();
      await temporal.close();
      await Promise.all([company.close(), postgres.stop()]);
    },
  };
}

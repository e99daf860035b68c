/** `leasehold doctor`: checks for common problems, each with advice. */
import { Command } from 'commander';
import { type Answer, dataOf, type Schemas } from '../../../api/client/client.ts';
import { type Finding, well, wrong } from '../../../domain/portal/finding.ts';
import type { Api } from '../api-client.ts';
import { contextOf } from '../context.ts';
import { CliError } from '../failure.ts';
import { readList } from '../pages.ts';
import { printJson, printLine } from '../print.ts';
import { createProgress, type Progress } from '../progress.ts';
import { readable } from '../readable.ts';
import { painter } from '../terminal.ts';

/** The time limit of the health check, in milliseconds. */
const ANSWER_MS = 10_000;

/** Checks of Test Connection contain the advice in their detail. */
type Check = Schemas['ConnectionTest']['checks'][number] & Partial<Pick<Schemas['Finding'], 'mend' | 'link'>>;

interface Section {
  readonly name: string;
  readonly checks: readonly Check[];
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('check Jira, the portal, people, providers, Temporal and the database, with advice for each problem')
    .option('--config <file>', 'the configuration file, if Leasehold is not running (LEASEHOLD_CONFIG)')
    .addHelpText(
      'after',
      "\nExits with 1 if a check fails. If Leasehold does not answer, doctor checks the file, Temporal and Jira itself.\n\nExamples:\n  leasehold doctor\n  leasehold doctor --json | jq '.sections[].checks[] | select(.ok | not)'",
    )
    .action(async ({ config }: { config?: string }, command: Command) => {
      const { api, json } = contextOf(command);
      const progress = createProgress();
      const sections: Section[] = [];
      for await (const section of look(api, config, progress)) {
        progress.done();
        sections.push(section);
        if (!json) show(section);
      }
      progress.done();
      const checks = sections.flatMap((section) => section.checks);
      const bad = checks.filter((each) => !each.ok);
      if (json) printJson({ ok: bad.length === 0, sections });
      else if (bad.length === 0) printLine(`\nAll ${checks.length} checks passed.`);
      if (bad.length > 0)
        throw new CliError(
          `${bad.length} of ${checks.length} checks failed: ${bad.map((each) => each.name).join(', ')}.`,
        );
    });
}

async function* look(api: Api, config: string | undefined, progress: Progress): AsyncGenerator<Section> {
  progress.say('Connecting to Leasehold');
  const here = await findLeasehold(api.url);
  yield { name: 'Leasehold', checks: [here] };
  if (!here.ok) {
    progress.say('Checking without Leasehold');
    const { lookWithoutApi } = await import('../../boot/look-without-api.ts');
    yield* lookWithoutApi(config);
    return;
  }
  const ask = async (name: string, send: () => Promise<Answer<Omit<Section, 'name'>>>): Promise<Section> => {
    progress.say(`Checking ${name}`);
    return { name, checks: (await dataOf(send())).checks };
  };
  const platform = await ask('Platform', () => api.POST('/api/v1/doctor/platform'));
  yield platform;
  // A worker runs all other checks.
  if (!platform.checks.some((each) => each.name === 'Workers' && each.ok)) return;
  yield await ask('Jira and the portal', () => api.POST('/api/v1/portal/check'));
  yield await ask('Rules and people', () => api.POST('/api/v1/doctor/people'));
  const { items } = await readList({ all: true }, (query) =>
    dataOf(api.GET('/api/v1/applications', { params: { query } })),
  );
  for (const { key, name } of items)
    yield await ask(name, () => api.POST('/api/v1/applications/{key}/test', { params: { path: { key } } }));
  yield await ask('Clocks', () => api.POST('/api/v1/doctor/clocks'));
}

/** Whether Leasehold answers at the address. Its own checks report the rest. */
async function findLeasehold(url: string): Promise<Finding> {
  const name = 'Leasehold answers';
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (response.ok) return well(name, url);
    return wrong(name, `${url} answered HTTP ${response.status}.`, 'Check its log.');
  } catch {
    return wrong(name, `Nothing answers at ${url}.`, 'Start it (`npm run serve`), or correct --url.');
  }
}

function show({ name, checks }: Section): void {
  const paint = painter(process.stdout);
  printLine(`\n${name}`);
  for (const each of checks) {
    const mark = each.ok ? paint('ok   ', 'green') : paint('WRONG', 'red');
    console.log(`  ${mark}  ${readable(`${each.name}: ${each.detail}`)}`);
    if (!each.ok && each.mend) printLine(`         → ${each.mend}`);
    if (!each.ok && each.link) printLine(`           ${each.link}`);
  }
}

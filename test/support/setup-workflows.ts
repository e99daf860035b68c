import type { TestProject } from 'vitest/node';
import { noteMissingPart, obtainPart, say } from '../parts/obtain-part.ts';

/** Vitest's global setup of the workflow tests: finds the time-skipping server. Each file starts its own. */
export async function setup(project: TestProject): Promise<void> {
  const server = await obtainPart('timeSkippingServer', say);
  if ('missing' in server) await noteMissingPart('timeSkippingServer', server.missing);
  project.provide('timeSkippingServer', 'path' in server ? server.path : '');
}

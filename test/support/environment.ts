/** A setup file that lets the programs of a test find the same parts as the test itself. */
import { inject } from 'vitest';

for (const [variable, value] of [
  ['TEMPORAL_CLI', inject('temporalCli')],
  ['CHROMIUM', inject('chromium')],
] as const) {
  if (value) process.env[variable] = value;
}

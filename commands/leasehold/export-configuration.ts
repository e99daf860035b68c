/** Formats the configuration as a file that can be checked, edited and applied again. */
import { stringify } from 'yaml';
import { inReadingOrder } from '../../config/document/reading-order.ts';
import type { CurrentConfiguration } from './configuration-source.ts';

/** @param from the source of the configuration, named in the first line. */
export function configurationText({ revision, document }: CurrentConfiguration, from: string, now: Date): string {
  return [
    `# Leasehold's configuration: revision ${revision} of ${from}, exported ${now.toISOString().replace(/\.\d+Z$/, 'Z')}.`,
    '# Comments of an applied file are not kept.',
    stringify(inReadingOrder(document), { lineWidth: 120 }),
  ].join('\n');
}

/** The paths of credentials that the exporter may not see. */
export function hiddenCredentials(value: unknown): number {
  if (value === 'sealed:set') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + hiddenCredentials(each), 0);
}

/** The systems that `npm start -- --with …` can add: those with a file in `systems/`, whose export is `demo`. */
import { existsSync } from 'node:fs';
import { CONNECTOR_KINDS } from '../../connectors/systems.ts';
import type { DemoSystem } from './system.ts';

/** Present in every demo. */
const FIRST = 'okta';

/** In the order of `connectors/systems.ts`. */
export const DEMO_KINDS: readonly string[] = CONNECTOR_KINDS.filter((kind) =>
  existsSync(new URL(`./systems/${kind}.ts`, import.meta.url)),
);

/** A system's part of the demo. */
export async function demoOf(kind: string): Promise<DemoSystem> {
  const { demo }: { readonly demo: DemoSystem } = await import(`./systems/${kind}.ts`);
  return demo;
}

/**
 * Reads `--with okta,github` from the command line; Okta is always included.
 * @throws listing the known names, for an unknown one.
 */
export async function readWith(args: readonly string[]): Promise<readonly DemoSystem[]> {
  const at = args.findIndex((each) => each === '--with' || each.startsWith('--with='));
  if (at < 0) return [];
  const value = args[at]?.includes('=') ? args[at].slice('--with='.length) : (args[at + 1] ?? '');
  const names = value.split(',').map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => name !== FIRST && !DEMO_KINDS.includes(name));
  if (unknown !== undefined) {
    const known = [FIRST, ...DEMO_KINDS].join(', ');
    throw new Error(`There is no simulated system "${unknown}"; --with takes a list of: ${known}.`);
  }
  return Promise.all(names.filter((name) => name !== FIRST).map(demoOf));
}

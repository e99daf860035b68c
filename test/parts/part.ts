/** A program that some tests need and that a machine may lack. */
export type Part = 'temporalCli' | 'timeSkippingServer' | 'postgres' | 'chromium' | 'schemathesis' | Shell;

/** A shell whose completion is tested; the test finds it itself. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** The names of parts in messages. */
export const PART_NAMES: Readonly<Record<Part, string>> = {
  temporalCli: 'the Temporal CLI',
  timeSkippingServer: 'the time-skipping server',
  postgres: 'PostgreSQL',
  chromium: 'Chromium',
  bash: 'bash',
  zsh: 'zsh',
  fish: 'fish',
  schemathesis: 'Schemathesis (Python)',
};

/** The path of a part, or why it is unavailable. */
export type FoundPart = { readonly path: string } | { readonly missing: string };

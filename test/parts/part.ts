/** Something that some tests need and that a machine may not have. */
export type Part = 'temporalCli' | 'timeSkippingServer' | 'postgres' | 'chromium' | 'schemathesis' | Shell;

/** A shell whose completion is tested; the test looks for it itself. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** What a part is called in front of people. */
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

/** Where a part is, or why it is not there. */
export type FoundPart = { readonly path: string } | { readonly missing: string };

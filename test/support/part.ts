/** Something that some tests need and that a machine may not have. */
export type Part = 'temporalCli' | 'timeSkippingServer' | 'postgres' | 'chromium' | 'schemathesis';

/** What a part is called in front of people. */
export const PART_NAMES: Readonly<Record<Part, string>> = {
  temporalCli: 'the Temporal CLI',
  timeSkippingServer: 'the time-skipping server',
  postgres: 'PostgreSQL',
  chromium: 'Chromium',
  schemathesis: 'Schemathesis (Python)',
};

/** Where a part is, or why it is not there. */
export type FoundPart = { readonly path: string } | { readonly missing: string };

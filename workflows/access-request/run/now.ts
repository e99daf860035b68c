/** The workflow's clock, ISO 8601. */
export function nowIso(): string {
  return new Date(Date.now()).toISOString();
}

/** Instants as the database writes them (`2026-11-24 12:00:00+00`), to ISO 8601 in UTC. */
export function toIso(instant: string): string {
  return new Date(
    instant.includes('T') ? instant : instant.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'),
  ).toISOString();
}

export function toIsoOrNull(instant: string | null): string | null {
  return instant === null ? null : toIso(instant);
}

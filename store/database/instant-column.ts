import { timestamp } from 'drizzle-orm/pg-core';

/** A point in time, to the millisecond, as ISO 8601 text. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string', precision: 3 });

import { defineConfig } from 'drizzle-kit';

/** The migrations are generated from the tables: `npx drizzle-kit generate`. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './store/database/tables',
  out: './store/database/migrations',
});

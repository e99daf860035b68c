import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './store/database/schema.ts',
  out: './store/database/migrations',
});

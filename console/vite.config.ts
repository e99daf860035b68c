/**
 * Builds the console into console/dist, which the API serves. `npm run console` serves it with live reload beside a
 * running API.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const API = 'http://127.0.0.1:8080';

/** Writes a compressed copy of each script and style, so that the API need not compress per request. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const names = (await readdir(`${dir}/assets`)).filter((name) => /\.(js|css)$/.test(name));
      for (const name of names) {
        const file = `${dir}/assets/${name}`;
        await writeFile(`${file}.gz`, gzipSync(await readFile(file), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), compressed()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', reportCompressedSize: false, sourcemap: false },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The API client and domain/ are outside the console's folder.
    fs: { allow: ['.', '../api/client', '../domain', '../node_modules'] },
    proxy: { '/api': API, '/auth': API, '/openapi.json': API },
  },
});

/** Writes what is built compressed beside itself: the API serves it so, and never compresses the same bytes twice. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** What is smaller fits into a packet as it is. */
const LEAST_BYTES = 1_024;
const WORTH_IT = /\.(js|css)$/;

const ENCODERS = { br: promisify(brotliCompress), gz: promisify(gzip) };

export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      for (const file of Object.values(bundle)) {
        const content = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        if (!WORTH_IT.test(file.fileName) || content.length < LEAST_BYTES) continue;
        for (const [ending, encode] of Object.entries(ENCODERS))
          await writeFile(join(dir, `${file.fileName}.${ending}`), await encode(content));
      }
    },
  };
}

import type { KnipConfig } from 'knip';
import { CONNECTOR_KINDS } from './connectors/systems.ts';

/** What nothing uses: files, exports and packages. With `--production`, what only tests use as well. */
const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        // Bundled by its path, in commands/boot/run-workers.ts.
        'workflows/workflows.ts!',
        // Loaded by the system's name, in connectors/registry.ts and test/demo/systems.ts.
        ...CONNECTOR_KINDS.map((kind) => `connectors/${kind}/${kind}.ts!`),
        'test/demo/systems/*.ts!',
        // Started by their paths, as processes of their own.
        'test/demo/serve.ts!',
        'test/parts/download-with-sdk.ts!',
        'commands/leasehold/main.ts!',
        'commands/{api,worker,serve,temporal-setup}.ts!',
        // The commands of package.json.
        'test/tools/{receive,record-history}.ts!',
        'test/tools/checks/{lint,test}.ts!',
        'test/tools/documents/{write-api,connector-table}.ts!',
        'test/tools/{model,pictures,schemathesis}/main.ts!',
        // Named in test/tools/mutate/stryker.json.
        'test/tools/mutate/vitest.config.ts',
        // Loaded before the process whose clock it shifts.
        'test/faults/harness/skewed-clock.mjs',
      ],
      project: ['**/*.{ts,tsx,mjs,cjs}!', '!console/**', '!test/**!'],
      ignoreDependencies: [
        // Read as a file into the page that it checks (test/support/axe.ts).
        'axe-core',
        // Makes the copies that the Temporal SDK needs one (docs/decisions/0004-dependencies.md).
        'protobufjs',
      ],
    },
    console: {
      project: ['src/**/*.{ts,tsx}!'],
    },
  },
  // A type that is part of an exported signature is exported with it.
  ignoreExportsUsedInFile: process.argv.includes('--production') || { interface: true, type: true },
};

export default config;

#!/usr/bin/env node
/** The `leasehold` command. There is no build step: Node reads TypeScript itself from 22.18 on, and with tsx before. */
if (!process.features.typescript) (await import('tsx/esm/api')).register();
await import('./main.ts');

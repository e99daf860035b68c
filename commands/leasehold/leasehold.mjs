#!/usr/bin/env node
/** The `leasehold` command: there is no build step, so this teaches Node to read TypeScript first. */
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');

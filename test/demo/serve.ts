/** `npm run serve` with a page to choose an identity. Only `npm start` starts it. */
import { runServe } from '../../commands/boot/run-serve.ts';
import { DEMO_PEOPLE } from './people.ts';

await runServe({ localSignIn: DEMO_PEOPLE });

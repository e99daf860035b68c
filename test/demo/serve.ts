/** As `npm run serve`, with a page to choose who one is: for `npm start` alone, which is the only one to start it. */
import { runServe } from '../../commands/boot/run-serve.ts';
import { DEMO_PEOPLE } from './people.ts';

await runServe({ localSignIn: DEMO_PEOPLE });

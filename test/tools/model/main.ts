/** `npm run model`: every interleaving of the lease protocol. `-- --deeper 1` adds a surprise: minutes and gigabytes. */
import { Command, InvalidArgumentError } from 'commander';
import { checkModel, findTools } from './check-model.ts';

const whole = (text: string): number => {
  if (!/^\d$/.test(text)) throw new InvalidArgumentError('must be a digit');
  return Number(text);
};
const { deeper } = new Command('model')
  .option('--deeper <number>', 'surprises in addition to the usual ones', whole, 0)
  .parse()
  .opts<{ deeper: number }>();
const tools = findTools();
if ('missing' in tools) {
  console.log(`SKIPPED: the model was not run: ${tools.missing}.`);
} else {
  const { passed, failed } = await checkModel(tools, (line) => console.log(line), deeper);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

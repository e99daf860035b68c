import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { runCommand } from '../../commands/boot/run-command.ts';

/** Node 22.18 and later; the types are those of Node 20. */
const READS_TYPESCRIPT = Boolean(Reflect.get(process.features, 'typescript'));
const ROOT = resolve(import.meta.dirname, '../..');

const read = (file: string): string => readFileSync(resolve(ROOT, file), 'utf8');

const service = z.object({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
});
const { services } = z
  .object({ services: z.record(z.string(), service) })
  .parse(parse(read('docker-compose.yml'), { merge: true }));
const dockerfile = read('Dockerfile');

describe('docker-compose.yml', () => {
  test('runs PostgreSQL, Temporal with its Web UI, the set-up and Leasehold', () => {
    expect(Object.keys(services).sort()).toEqual([
      'leasehold',
      'postgres',
      'temporal',
      'temporal-setup',
      'temporal-ui',
    ]);
  });

  test('publishes ports on the loopback address alone', () => {
    const ports = Object.values(services).flatMap((one) => one.ports);
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  test('starts a service only after what it depends on is healthy or done', () => {
    for (const [name, { depends_on: needs }] of Object.entries(services)) {
      for (const [needed, { condition }] of Object.entries(needs)) {
        const { healthcheck } = services[needed] ?? {};
        const right = healthcheck?.disable ? 'service_completed_successfully' : 'service_healthy';
        expect(condition, `${name} needs ${needed}`).toBe(right);
        expect(healthcheck, `${needed} is waited for`).toBeDefined();
      }
    }
    expect(services.leasehold?.depends_on).toHaveProperty('temporal-setup');
  });

  test('pins the versions of the servers and keeps passwords out of the file', () => {
    for (const { image } of Object.values(services)) expect(image).toMatch(/:(local|\d[\w.-]*)$/);
    expect(services.postgres?.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
    expect(services.leasehold?.environment.DATABASE_URL).toContain(`:\${POSTGRES_PASSWORD:?set it in .env}@`);
  });

  test('has every variable that it takes from .env in .env.example, without a value for secrets', () => {
    const example = new Map(
      [...read('.env.example').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    for (const [, name] of read('docker-compose.yml').matchAll(/\$\{(\w+)/g))
      expect([...example.keys()]).toContain(name);
    for (const [name, value] of example) {
      if (/TOKEN|SECRET|KEY|PASSWORD/.test(name ?? '')) expect(value, name).toBe('');
    }
  });

  test('keeps DEFAULT_NAMESPACE_RETENTION at the 30 days that the set-up asks for', () => {
    expect(services.temporal?.environment.DEFAULT_NAMESPACE_RETENTION).toBe('720h');
  });
});

describe('the image', () => {
  test('runs as an ordinary user, without development packages, and says when it is ready', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/npm ci --omit=dev/);
    expect(dockerfile).toMatch(/^HEALTHCHECK[\s\S]*\/readyz/m);
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['.env', '.git', '**/node_modules']));
  });

  test('is Node 24, and starts files that are there without tsx', () => {
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base)).toEqual(Array(3).fill('node:24-slim'));
    const started = [
      ...[...dockerfile.matchAll(/^CMD (\[.*\])$/gm)].map(([, list = '']) => z.array(z.string()).parse(parse(list))),
      ...Object.values(services).flatMap(({ build, command }) => (build && command ? [command] : [])),
    ];
    expect(started).toHaveLength(2);
    for (const [program, file = '', ...more] of started) {
      expect([program, ...more]).toEqual(['node']);
      expect(existsSync(resolve(ROOT, file)), file).toBe(true);
    }
  });

  test.skipIf(!READS_TYPESCRIPT)('needs nothing but Node to read its code', { timeout: 120_000 }, async () => {
    for (const entry of ['commands/boot/run-serve.ts', 'commands/boot/set-up-temporal.ts']) {
      const load = ['--input-type=module', '--eval', `await import('./${entry}'); process.exit(0)`];
      expect(await runCommand(process.execPath, load, { cwd: ROOT })).toEqual({ ok: true, output: '' });
    }
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
    const asked = await runCommand(process.execPath, ['commands/leasehold/leasehold.mjs', '--version'], { cwd: ROOT });
    expect(asked).toEqual({ ok: true, output: version });
  });
});

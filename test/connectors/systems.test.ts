/** A system is its folder and its line. The rest is found by its name, and its description of itself is true. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Field, fieldsOf } from '../../connectors/about.ts';
import { createConnector } from '../../connectors/registry.ts';
import { CONNECTOR_KINDS, SYSTEMS, type System } from '../../connectors/systems.ts';
import { anyPrivateKey } from '../support/private-key.ts';
import { connectorPage } from '../tools/documents/connector-page.ts';

test('each folder of connectors/ has its line in systems.ts, and each line its folder', () => {
  const folders = readdirSync('connectors', { withFileTypes: true }).filter((each) => each.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual([...CONNECTOR_KINDS].sort());
});

test.each(CONNECTOR_KINDS)('%s has its page, its simulator, its kit, its demo and its end-to-end test', (kind) => {
  const places = [
    `connectors/${kind}/${kind}.ts`,
    `connectors/${kind}/about.ts`,
    `test/simulators/${kind}/${kind}.ts`,
    `test/connectors/${kind}/kit.test.ts`,
    `docs/connectors/${kind}.md`,
    // Okta is in every demo, and in every other end-to-end test.
    ...(kind === 'okta' ? [] : [`test/demo/systems/${kind}.ts`, `test/e2e/connectors/${kind}.test.ts`]),
  ];
  expect(places.filter((path) => !existsSync(path))).toEqual([]);
});

test.each(SYSTEMS)('$name has what it says that it has', async (system) => {
  const connector = await createConnector(system.kind, {
    application: system.kind,
    url: system.url.example,
    timeoutMs: 1_000,
    ...givenTo(system),
  });
  expect(connector.entitlementTypes).toEqual(system.entitlementTypes.map(({ type }) => type));
  for (const [ability, has] of Object.entries(system.can))
    expect([ability, ability in connector]).toEqual([ability, has]);
});

test.each(SYSTEMS)(
  '$name is built with what it says that it needs, by each way to sign in, and no less',
  async (system) => {
    const build = (credentials: object, settings: object) =>
      createConnector(system.kind, {
        application: system.kind,
        url: system.url.example,
        timeoutMs: 1_000,
        credentials: { ...credentials },
        settings: { ...settings },
      });
    for (const way of system.signIn) {
      const { credentials, settings } = givenTo(system, way.fields);
      await expect(build(credentials, settings)).resolves.toBeDefined();
      for (const { name } of [...system.fields, ...way.fields].filter((field) => field.needed)) {
        const { [name]: _one, ...fewer } = credentials;
        const { [name]: _other, ...less } = settings;
        await expect(build(fewer, less), `${system.name} without ${name}`).rejects.toThrow();
      }
    }
  },
);

test.each(SYSTEMS)('$name describes everything that its connector reads', async (system) => {
  const read = new Set<string>();
  const watched = (values: Readonly<Record<string, string>>) =>
    new Proxy(values, {
      get(target, name) {
        if (typeof name === 'string') read.add(name);
        return Reflect.get(target, name);
      },
    });
  for (const way of system.signIn) {
    const { credentials, settings } = givenTo(system, way.fields);
    const options = { application: system.kind, url: system.url.example, timeoutMs: 1_000 };
    await createConnector(system.kind, {
      ...options,
      credentials: watched(credentials),
      settings: watched(settings),
    });
  }
  const known = fieldsOf(system).map(({ name }) => name);
  expect([...read].filter((name) => !known.includes(name))).toEqual([]);
});

test('the page of connectors says what they say; npm run connector-table writes it', () => {
  expect(readFileSync('docs/connectors/README.md', 'utf8')).toBe(connectorPage());
});

/** A well-formed value for each required field; no call uses it. */
function givenTo({ fields, signIn }: System, way: readonly Field[] = signIn[0].fields) {
  const values = { credentials: {} as Record<string, string>, settings: {} as Record<string, string> };
  for (const field of [...fields, ...way].filter(({ needed }) => needed))
    values[field.places[0]][field.name] = anyValue(field);
  return values;
}

function anyValue({ name, example, multiline }: Field): string {
  if (name === 'key') return JSON.stringify({ client_email: 'bot@acme.test', private_key: anyPrivateKey() });
  return multiline ? anyPrivateKey() : (example ?? 'none');
}

/** Which room may import which: the table in CONTRIBUTING.md, enforced by `npm test` (and `npm run lint`). */

const ROOMS = 'domain|workflows|activities|connectors|store|config|worker|api|commands|console|test';

/** What connectors say about themselves: data alone. */
const CONNECTOR_DATA = '^connectors/(about|atlassian-about|systems|[^/]+/about)\\.ts$';

/** A test stands beside its source and may use test/ and whatever it tests against. */
const TEST_FILE = '\\.test\\.tsx?$';

/** A room may import itself and the rooms in `may`; `but` lists single paths of other rooms that it may import too. */
function room(name, comment, { may = [], but = [], path = `^${name}/` } = {}) {
  return {
    name: `${name}-keeps-to-its-room`,
    comment,
    severity: 'error',
    from: { path, pathNot: TEST_FILE },
    to: { path: `^(${ROOMS})/`, pathNot: [path, ...may.map((other) => `^${other}/`), ...but] },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'domain/ decides: no I/O, no clock, no packages, nothing of ours. Hand it what it needs as arguments.',
      severity: 'error',
      from: { path: '^domain/', pathNot: TEST_FILE },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'workflows-are-deterministic',
      comment: 'workflows/ may import domain/, itself, @temporalio/workflow and @temporalio/common.',
      severity: 'error',
      from: { path: '^workflows/', pathNot: TEST_FILE },
      to: {
        pathNot: ['^(domain|workflows)/', '(^|/)node_modules/@temporalio/(workflow|common)/'],
      },
    },
    {
      name: 'the-contract-knows-no-workflow',
      comment:
        'workflows/contract/ is what others may know of workflows: names, messages and signatures, never their code.',
      severity: 'error',
      from: { path: '^workflows/contract/' },
      to: { path: '^workflows/', pathNot: '^workflows/contract/' },
    },
    room('activities', 'activities/ do I/O through connectors/ and store/.', {
      may: ['domain', 'connectors', 'store', 'config'],
      but: ['^workflows/contract/'],
    }),
    room('connectors', 'A connector knows domain/ and its own system.', { may: ['domain'] }),
    {
      name: 'a-connector-knows-no-other',
      comment: 'Code that two connectors share lives in connectors/ itself.',
      severity: 'error',
      from: { path: '^connectors/([^/]+)/.+', pathNot: TEST_FILE },
      to: { path: '^connectors/[^/]+/.+', pathNot: '^connectors/$1/' },
    },
    {
      name: 'what-connectors-say-is-data',
      comment: 'The API and the configuration read it: it imports nothing that calls a system.',
      severity: 'error',
      from: { path: CONNECTOR_DATA },
      to: { pathNot: CONNECTOR_DATA },
    },
    room('store', 'store/ knows domain/ and the database.', { may: ['domain'] }),
    {
      name: 'one-way-to-the-database',
      comment:
        'Only store/database/ opens databases: a transaction on a connection of one’s own does not survive its loss.',
      severity: 'error',
      from: { path: `^(${ROOMS})/`, pathNot: ['^test/', TEST_FILE, '^store/database/'] },
      to: { path: 'node_modules/(pg|@electric-sql/pglite|drizzle-orm/(node-postgres|pglite))/' },
    },
    room(
      'config',
      'config/ is the only room that reads the environment; of connectors/ it knows what they say about themselves.',
      {
        may: ['domain'],
        but: [CONNECTOR_DATA],
      },
    ),
    room('worker', 'worker/ builds and runs Temporal workers; it never imports the API.', {
      may: ['domain', 'activities', 'workflows', 'config', 'connectors', 'store'],
    }),
    room('api', 'api/ holds no provider credential: never activities/, workflow code, or code that calls a system.', {
      may: ['domain', 'store', 'config'],
      but: [CONNECTOR_DATA, '^workflows/contract/'],
    }),
    {
      name: 'the-client-stands-alone',
      comment:
        'api/client/ runs in browsers and in the command line: it knows the document of the API, not its server.',
      severity: 'error',
      from: { path: '^api/client/', pathNot: TEST_FILE },
      to: { pathNot: ['^api/client/', '(^|/)node_modules/openapi-fetch/'] },
    },
    {
      name: 'api-http-knows-no-services',
      comment: 'api/http/ serves declared routes, whatever their handlers work with.',
      severity: 'error',
      from: { path: '^api/http/', pathNot: TEST_FILE },
      to: { path: '^api/', pathNot: ['^api/http/', '^api/authorization\\.ts$', '^api/auth/principal\\.ts$'] },
    },
    room('commands', 'commands/ starts processes from every room of the product; it stands above all of them.', {
      may: ['domain', 'workflows', 'activities', 'connectors', 'store', 'config', 'worker', 'api'],
    }),
    room(
      'leasehold',
      'The command line speaks to the admin API; set-up, before there is one, has entries in commands/boot/.',
      {
        path: '^commands/leasehold/',
        may: ['domain', 'config'],
        but: [
          '^api/client/',
          '^commands/boot/(set-up-jira|set-up-temporal|look-without-api|stored-configuration)\\.ts$',
        ],
      },
    ),
    room('console', 'console/ runs in a browser. It knows api/ by its client, and domain/, which is pure.', {
      may: ['domain'],
      but: ['^api/client/'],
    }),
    room('simulators', 'A simulator that shared code with us would share our mistakes about the vendor.', {
      path: '^test/simulators/',
    }),
    {
      name: 'product-needs-no-dev-dependency',
      comment: 'The container image has no devDependencies.',
      severity: 'error',
      from: { path: `^(${ROOMS})/`, pathNot: ['^test/', TEST_FILE] },
      // Types are gone when the code runs. The image's Node reads TypeScript without tsx.
      to: { pathNot: 'node_modules/tsx/', dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'product-needs-no-test-file',
      comment: 'The container image has no test files, and through one a room could reach any other.',
      severity: 'error',
      from: { path: `^(${ROOMS})/`, pathNot: ['^test/', TEST_FILE] },
      to: { path: TEST_FILE, pathNot: 'node_modules/' },
    },
    {
      name: 'no-undeclared-package',
      comment: 'A package that package.json does not name may vanish with the next update.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-circles',
      comment:
        'Two modules that import each other are one idea in two files, or two ideas not yet told apart. Types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};

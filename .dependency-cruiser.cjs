/** Which room may import which: the table in CONTRIBUTING.md, enforced by `npm test` (and `npm run lint`). */

const ROOMS =
  'domain|workflows|activities|connectors|jira|store|config|worker|boot|api|console|cli|simulators|scripts|bench|test';

/** A room may import itself and the rooms named, and no other of ours; `but` names exceptions to the ban by path. */
function room(name, comment, { may = [], but = [] } = {}) {
  const allowed = [`^(${[name, ...may].join('|')})/`, ...but];
  return {
    name: `${name}-keeps-to-its-room`,
    comment,
    severity: 'error',
    from: { path: `^${name}/` },
    to: { path: `^(${ROOMS})/`, pathNot: allowed },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment: 'domain/ decides: no I/O, no clock, no packages, nothing of ours. Hand it what it needs as arguments.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'workflows-are-deterministic',
      comment: 'workflows/ may import domain/, itself, @temporalio/workflow and @temporalio/common.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: {
        pathNot: ['^(domain|workflows|activities)/', '(^|/)node_modules/@temporalio/(workflow|common)/'],
      },
    },
    {
      name: 'workflows-know-activities-by-type',
      comment: 'A workflow asks for activities through proxyActivities: import their types only.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    room('activities', 'activities/ do I/O through connectors/, jira/ and store/.', {
      may: ['domain', 'connectors', 'jira', 'store', 'config'],
      but: ['^workflows/contract/'],
    }),
    room('connectors', 'A connector knows domain/ and its own system.', { may: ['domain'] }),
    {
      name: 'a-connector-knows-no-other',
      comment: 'What two connectors share lives in connectors/ itself.',
      severity: 'error',
      from: { path: '^connectors/([^/]+)/.+' },
      to: { path: '^connectors/[^/]+/.+', pathNot: '^connectors/$1/' },
    },
    room('jira', 'jira/ knows domain/ and Jira.', { may: ['domain'] }),
    room('store', 'store/ knows domain/ and the database.', { may: ['domain'] }),
    room('config', 'config/ knows domain/ only, and is the only room that reads the environment.', { may: ['domain'] }),
    room('worker', 'worker/ builds and runs Temporal workers; it never imports the API.', {
      may: ['domain', 'activities', 'workflows', 'config', 'connectors', 'jira', 'store'],
      // Its entry file alone starts a process.
      but: ['^boot/(open-parts|run-workers|run-process)\\.ts$'],
    }),
    room('boot', 'boot/ puts the parts of a process together; it may import every room that runs in one.', {
      may: ['domain', 'activities', 'workflows', 'config', 'connectors', 'jira', 'store', 'worker', 'api'],
    }),
    room('api', 'api/ holds no provider credential: never connectors/, jira/, activities/ or workflow code.', {
      may: ['domain', 'store', 'config'],
      but: ['^workflows/contract/', '^boot/(open-parts|run-api|run-process)\\.ts$'],
    }),
    room('cli', 'cli/ speaks to the admin API; set-up, before there is one, has an entry in boot/.', {
      may: ['domain', 'config'],
      but: ['^api/', '^boot/(set-up-jira|set-up-temporal|look-without-api|stored-configuration)\\.ts$'],
    }),
    {
      name: 'cli-knows-the-api-by-type',
      comment: 'The command line runs without the server: import types only.',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^api/', dependencyTypesNot: ['type-only'] },
    },
    room('console', 'console/ runs in a browser and knows the types of api/.', { but: ['^api/'] }),
    {
      name: 'console-knows-the-api-by-type',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^api/', dependencyTypesNot: ['type-only'] },
    },
    room('simulators', 'A simulator that shared code with us would share our mistakes about the vendor.'),
    {
      name: 'scripts-use-of-test-is-npm-test',
      comment: 'Only `npm test` itself uses the support code of the tests.',
      severity: 'error',
      from: { path: '^scripts/', pathNot: '^scripts/test\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
    {
      name: 'product-needs-no-dev-dependency',
      comment: 'The container image has no devDependencies.',
      severity: 'error',
      from: { path: '^(domain|workflows|activities|connectors|jira|store|config|worker|boot|api|cli|simulators)/' },
      // Types are gone when the code runs.
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
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
      comment: 'Two modules that import each other are one idea in two files, or two ideas not yet told apart.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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

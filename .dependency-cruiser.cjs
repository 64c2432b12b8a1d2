/**
 * The layers of ARCHITECTURE.md as rules: imports point down, enter a library by its index.ts, and never run in a circle.
 * `npm run imports` and test/architecture.spec.ts both apply them.
 */
const layers = [
  ['refusals', 'calendar', 'process', 'database', 'metrics'],
  ['regulations', 'ledger'],
  ['identity'],
  ['casework'],
  ['register', 'grants', 'messages', 'webhooks', 'timekeeping'],
];
const above = (level) => layers.slice(level + 1).flat();

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    ...layers.map((names, level) => ({
      name: `level-${level}-imports-nothing-above`,
      severity: 'error',
      from: { path: `^libs/(${names.join('|')})/` },
      to: { path: `^(apps/|libs/(${[...above(level), '-'].join('|')})/)` },
    })),
    {
      name: 'level-0-libraries-stand-alone',
      comment: 'Only the table of refusals may be read from beside it.',
      severity: 'error',
      from: { path: '^libs/(refusals|calendar|process|database|metrics)/' },
      to: { path: '^libs/(calendar|process|database|metrics)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'pure-libraries-know-no-framework-and-no-storage',
      severity: 'error',
      from: {
        path: '^libs/(refusals|calendar|process|regulations)/',
        pathNot: '[.]spec[.]ts$',
      },
      to: { path: 'node_modules/(@nestjs|typeorm|pg|fastify)/' },
    },
    {
      name: 'only-process-knows-xstate',
      severity: 'error',
      from: { pathNot: '^libs/process/' },
      to: { path: 'node_modules/xstate/' },
    },
    {
      name: 'one-door-per-library',
      severity: 'error',
      from: { path: '^(apps|libs|test)/', pathNot: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/index[.]ts$' },
    },
    {
      name: 'one-door-between-libraries',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: '^libs/($1/|[^/]+/index[.]ts$)' },
    },
    {
      name: 'apps-stand-alone',
      severity: 'error',
      from: { path: '^apps/(api|worker)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libraries-never-import-apps',
      severity: 'error',
      from: { path: '^libs/', pathNot: '[.]spec[.]ts$' },
      to: { path: '^(apps|test)/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // The build's output is there or not, as it happens.
    exclude: { path: '^(?:[.][.]/)?dist/' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};

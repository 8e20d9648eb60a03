/** Who may import whom. Each rule's comment is the sentence to remember. */
const mayImport = {
  org: [], messages: ['org'], plan: ['org'], ledger: ['org', 'plan', 'messages'],
  compliance: ['org', 'plan', 'ledger', 'messages'],
  cases: ['org', 'ledger', 'messages'], booking: ['org', 'ledger', 'messages'],
  learning: ['org', 'ledger', 'messages'], evaluation: ['org', 'ledger', 'messages'],
  care: ['org', 'ledger', 'messages', 'cases'],
  reports: ['org', 'plan', 'ledger', 'compliance', 'cases', 'booking', 'learning', 'evaluation', 'care'],
}
const ROOT = '^src/(main\\.ts$|cli/|demo/|app/)'
const WEB = '(^src/ui/|^src/app/|/web/|/web\\.ts$)'
const TEST = '(\\.test\\.tsx?$|\\.factory\\.ts$|^src/testing/)'
const DOOR = ['^src/modules/[^/]+/(index|web)\\.ts$', '\\.(contract|factory)\\.ts$']
const no = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    no('kernel-is-the-bottom', 'kernel imports only kernel', { path: '^src/kernel/', pathNot: TEST }, { path: '^src/(?!kernel/)' }),
    no('platform-knows-no-module', 'platform serves modules, never names one', { path: '^src/platform/', pathNot: TEST }, { path: '^src/(modules|ui)/' }),
    no('ui-knows-no-module', 'ui is generic: no modules, no server', { path: '^src/ui/', pathNot: TEST }, { path: '^src/(modules|platform)/' }),
    no('web-stays-in-the-browser', 'web reaches the server through the API only',
      { path: WEB, pathNot: TEST }, { path: '(^src/platform/|\\.(store|service|routes|jobs|access)\\.ts$|^src/modules/[^/]+/index\\.ts$)' }),
    no('server-renders-nothing', 'server code never imports web code', { path: '^src/', pathNot: `${WEB}|${TEST}` }, { path: WEB }),
    no('rules-are-pure', 'rules and machines see only kernel and contracts: no I/O',
      { path: '\\.(rules|machine)\\.ts$' }, { pathNot: ['^src/kernel/', '\\.(contract|rules|machine)\\.ts$'] }),
    no('contracts-are-plain', 'contracts see only kernel, contracts and zod',
      { path: '\\.contract\\.ts$' }, { pathNot: ['^src/kernel/', '\\.contract\\.ts$', 'node_modules/zod'] }),
    no('only-stores-speak-sql', 'SQL lives in *.store.ts',
      { path: '^src/modules/', pathNot: ['\\.store(\\.test)?\\.ts$', TEST] }, { path: '(^src/platform/db/|node_modules/(kysely|pg)/)' }),
    no('use-the-door', 'another module is reached by its index.ts, web.ts or a contract',
      { path: '^src/modules/([^/]+)/' }, { path: '^src/modules/', pathNot: ['^src/modules/$1/', ...DOOR] }),
    no('roots-use-the-door', 'main.ts, cli/ and app/ enter modules by the door too',
      { path: ROOT, pathNot: TEST }, { path: '^src/modules/', pathNot: DOOR }),
    ...Object.entries(mayImport).map(([module, below]) =>
      no(`${module}-looks-down`, `${module} may use: ${below.join(', ') || 'no other module'}`,
        { path: `^src/modules/${module}/` }, { path: '^src/modules/', pathNot: `^src/modules/(${[module, ...below].join('|')})/` })),
    no('modules-are-listed', 'a new module says here what it may use',
      { path: `^src/modules/(?!(${Object.keys(mayImport).join('|')})/)` }, { path: '^src/' }),
    no('tests-stay-in-tests', 'product code never imports factories or test helpers', { path: '^src/', pathNot: TEST }, { path: TEST }),
    no('roots-are-roots', 'main.ts, cli/ and app/ gather the modules; nobody imports them',
      { path: '^src/', pathNot: [ROOT, TEST] }, { path: ROOT }),
    no('no-broken-imports', 'an unresolved import escapes every other rule', {}, { couldNotResolve: true }),
    no('no-cycles', 'cycles hide the shape', {}, { circular: true }),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'] },
  },
}

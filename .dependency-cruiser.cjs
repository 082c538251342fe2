/**
 * The house's layers: renderer -> preload/contract <- main, and the engine's own order inside.
 *
 * Type imports count as well: a type from the wrong room is the first step of a wrong dependency. Each comment names
 * the right import; it is what the failing build prints.
 */
const DOMAINS =
  'classes|exchange|grading|lessons|library|opened|paper|progression|reuse|search|settings|timetable|today|watch';
/** What a domain shows to the others. Files hang on lessons and on submissions alike: library/attached-files.ts. */
const DOORS =
  '^main/engine/[^/]+/(handlers|rules)\\.ts$|^main/engine/library/attached-files\\.ts$|^main/engine/settings/stored-settings\\.ts$';
const TEST_FILE = '\\.test\\.tsx?$';
const PURE =
  '^main/engine/.+/(rules|planner|merge|schedule|schedule-windows|back-off|civil-time)\\.ts$|^main/engine/.+/merge/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'Two files that need each other are one file, or a third one is missing: move what they share there.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment:
        'This import leads nowhere: spell relative paths with their .ts, and list packages in package.json.',
      severity: 'error',
      // Run by hand, once a font is added; it says itself what to install.
      from: { pathNot: '/extract-glyphs\\.mjs$' },
      to: { couldNotResolve: true },
    },
    {
      name: 'contract-stands-alone',
      comment:
        'preload/contract is the boundary that both sides read: it may import only itself, zod and @orpc/contract.',
      severity: 'error',
      from: { path: '^preload/contract/' },
      to: { pathNot: ['^preload/contract/', 'node_modules/(zod|@orpc/contract|@orpc/shared)/'] },
    },
    {
      name: 'preload-knows-the-contract-only',
      comment: 'The preload hands over a port: import preload/contract or electron, nothing of the house.',
      severity: 'error',
      from: { path: '^preload/', pathNot: '^preload/contract/' },
      to: { path: '^(main|renderer)/' },
    },
    {
      name: 'renderer-knows-the-contract-only',
      comment:
        'A screen calls the engine through preload/contract (renderer/app/): import the type or procedure from there.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^main/', '^preload/(?!contract/)', '^node_modules/(electron|better-sqlite3|sharp)/'] },
    },
    {
      name: 'renderer-has-no-node',
      comment:
        'The renderer is sandboxed and has no Node: ask the engine by a procedure of preload/contract.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: [TEST_FILE, '^renderer/vite[^/]*\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'main-does-not-know-the-screens',
      comment: 'Main and renderer share only preload/contract: put what both need there.',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: ['^renderer/', '^preload/(?!contract/)'] },
    },
    {
      name: 'engine-is-pure-node',
      comment:
        'The engine also runs without Electron: take what the shell knows as an argument, or through main/engine/host-contract.ts.',
      severity: 'error',
      from: { path: '^main/engine/' },
      to: { path: ['^main/(shell|cli|reference-ent)/', '^node_modules/electron/', '^electron$'] },
    },
    {
      name: 'shell-starts-the-engine-only',
      comment:
        'The shell talks to the engine as to another process: import main/engine/host-contract.ts, policies/ or preload/contract.',
      severity: 'error',
      from: { path: '^main/shell/' },
      to: {
        path: '^main/(engine|cli|reference-ent)/',
        pathNot: '^main/engine/(host-contract\\.ts|platform/|policies/)',
      },
    },
    {
      name: 'reference-ent-is-another-house',
      comment:
        'The reference server shares with the engine only the wire and the platform: main/engine/connectors/ent/{wire,api}.ts, main/engine/platform/.',
      severity: 'error',
      from: { path: '^main/reference-ent/', pathNot: TEST_FILE },
      to: {
        path: '^main/(engine|shell|cli)/',
        pathNot: '^main/engine/(connectors/ent/(wire\\.ts$|frames\\.ts$|api\\.ts$|api/)|platform/)',
      },
    },
    {
      name: 'domain-does-not-sync',
      comment:
        'A domain writes its rows and its edit together through store/edit-log.ts and declares its entities in syncable.ts: sync finds them through registry.ts.',
      severity: 'error',
      from: { path: `^main/engine/(${DOMAINS})/`, pathNot: TEST_FILE },
      to: { path: '^main/engine/(sync|connectors)/' },
    },
    {
      name: 'domain-does-not-reach-into-another',
      comment:
        'Another domain is entered by its doors only: handlers.ts, rules.ts, library/attached-files.ts, settings/stored-settings.ts; never by its repository.',
      severity: 'error',
      from: { path: `^main/engine/(${DOMAINS})/`, pathNot: TEST_FILE },
      to: { path: `^main/engine/(${DOMAINS})/`, pathNot: ['^main/engine/$1/', DOORS] },
    },
    {
      name: 'sync-knows-no-domain',
      comment: 'Sync reaches a domain through store/syncable-entity.ts and registry.ts, never by its files.',
      severity: 'error',
      from: { path: '^main/engine/sync/', pathNot: TEST_FILE },
      to: { path: `^main/engine/(${DOMAINS})/` },
    },
    {
      name: 'connector-knows-the-wire-only',
      comment:
        'A connector is given what it sends and returns what it got: the store, the vault and sync stay outside.',
      severity: 'error',
      from: { path: '^main/engine/connectors/', pathNot: TEST_FILE },
      to: { path: `^main/engine/(store|vault|sync|workspaces|${DOMAINS})/` },
    },
    {
      name: 'rules-are-pure',
      comment:
        'Rules, planner, merge and schedule compute: they import types, preload/contract, zod and one another. Take any other value as an argument.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST_FILE },
      to: {
        pathNot: [
          PURE,
          '^preload/contract/',
          '^main/engine/platform/cartable-error\\.ts$',
          '^node_modules/zod/',
        ],
        dependencyTypesNot: ['type-only', 'core'],
      },
    },
    {
      name: 'rules-use-no-node',
      comment:
        'Rules, planner, merge and schedule compute: whatever Node knows is given to them as an argument.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST_FILE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'product-needs-no-test',
      comment:
        'The product never imports tests/ or build/: move what it needs into main/, preload/ or renderer/.',
      severity: 'error',
      from: { path: '^(main|preload|renderer)/', pathNot: TEST_FILE },
      to: { path: '^(tests|build)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

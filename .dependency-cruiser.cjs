// The layers of the house: core <- decide, report <- lab <- worlds <- cli. A wrong import fails with the place where the code belongs.
const NOT_TESTS = '\\.test\\.ts$|/testing/';
const NODE = { dependencyTypes: ['core'] };

/** One rule: what `from` must not import, and where such code belongs. */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from: { pathNot: NOT_TESTS, ...from }, to });

module.exports = {
  forbidden: [
    forbid(
      'core-imports-nothing-of-ours',
      'core is the bottom: code that needs another room belongs in that room.',
      { path: '^src/core/' },
      {
        path: '^src/',
        pathNot: '^src/core/',
      },
    ),
    forbid('core-runs-anywhere', 'core runs in a browser too: files and processes belong in lab or cli.', { path: '^src/core/' }, NODE),
    forbid(
      'decide-stands-on-core',
      'decide asks questions and knows nothing else: what joins it to runs or charts belongs in lab.',
      { path: '^src/decide/' },
      {
        path: '^src/',
        pathNot: '^src/(core|decide)/',
      },
    ),
    forbid(
      'report-stands-on-core',
      'report turns plain data into pictures and pages: what reads a run belongs in lab or cli.',
      { path: '^src/report/' },
      {
        path: '^src/',
        pathNot: '^src/(core|report)/',
      },
    ),
    forbid(
      'lab-knows-no-world',
      'lab runs any experiment: code about one world belongs in src/worlds, the list of worlds in src/worlds/registry.ts.',
      { path: '^src/lab/' },
      {
        path: '^src/(worlds|cli|studio)/',
      },
    ),
    forbid(
      'worlds-know-no-command',
      'a world is a library: what parses flags or prints belongs in cli.',
      { path: '^src/worlds/' },
      {
        path: '^src/(cli|studio)/',
      },
    ),
    forbid(
      'worlds-do-not-meet',
      'worlds import no other world: what two of them share belongs in core, decide, report or lab.',
      { path: '^src/worlds/([^/]+)/' },
      {
        path: '^src/worlds/[^/]+/',
        pathNot: '^src/worlds/$1/',
      },
    ),
    forbid(
      'worlds-use-no-heavy-tool',
      'a world hands over plain columns, chart specifications and questions: DuckDB belongs in lab/tables, Vega in report/render, the AI SDK in decide/models.',
      { path: '^src/worlds/' },
      {
        path: '(^|/)node_modules/(@duckdb|vega|vega-lite|@resvg|ai|@ai-sdk)/',
      },
    ),
    forbid(
      'engines-run-in-a-browser',
      'the engine, policy, scenario, arrivals and equilibrium rooms run in a browser: reading files belongs in cli or lab, which pass the text in.',
      { path: '^src/worlds/payments/(engine|policy|scenario|arrivals|equilibrium)/' },
      NODE,
    ),
    forbid(
      'loan-engines-run-in-a-browser',
      'the market, pricing, lab and reference rooms run in a browser: reading files belongs in cli or lab, which pass the text in.',
      { path: '^src/worlds/loans/(market|pricing|lab|reference)/' },
      NODE,
    ),
    forbid(
      'household-engines-run-in-a-browser',
      'the panel, learner, calibration and policy rooms run in a browser: reading files belongs in cli or lab, which pass the text in.',
      { path: '^src/worlds/enterprise/(panel|learners|calibration|policies)/' },
      NODE,
    ),
    forbid(
      'resilience-engines-run-in-a-browser',
      'the state, mesh and move rooms run in a browser: reading files belongs in cli or lab, which pass the text in.',
      { path: '^src/worlds/resilience/(state|mesh|moves)/' },
      NODE,
    ),
    forbid(
      'only-tables-touch-duckdb',
      'one thread owns a DuckDB file: its code belongs in src/lab/tables.',
      { path: '^src/', pathNot: `^src/lab/tables|${NOT_TESTS}` },
      {
        path: '(^|/)node_modules/@duckdb/',
      },
    ),
    forbid(
      'only-render-touches-vega',
      'drawing belongs in src/report/render: everyone else hands over a ChartSpec.',
      { path: '^src/', pathNot: `^src/report/render|${NOT_TESTS}` },
      {
        path: '(^|/)node_modules/(vega|vega-lite|@resvg)/',
      },
    ),
    forbid(
      'only-models-touch-the-ai-sdk',
      'talking to providers belongs in src/decide/models.',
      { path: '^src/', pathNot: `^src/decide/models|${NOT_TESTS}` },
      {
        path: '(^|/)node_modules/(ai|@ai-sdk)/',
      },
    ),
    forbid(
      'rooms-have-doors',
      "come in through the door: import the room's index.ts, and export there what others need.",
      { path: '^src/([^/]+)/' },
      {
        path: '^src/(core|decide|report|lab)/',
        pathNot: ['^src/$1/', '^src/(core|decide|report|lab)/index\\.ts$', '^src/core/yaml/index\\.ts$'],
      },
    ),
    forbid(
      'world-rooms-have-doors',
      "come in through the door: import the room's index.ts, and export there what others need.",
      { path: '^src/worlds/([^/]+)/([^/]+)/' },
      {
        path: '^src/worlds/$1/[^/]+/',
        pathNot: ['^src/worlds/$1/$2/', '^src/worlds/$1/[^/]+/index\\.ts$'],
      },
    ),
    forbid(
      'worlds-have-doors',
      "cli talks to a world through its index.ts or one of its rooms' index.ts.",
      { path: '^src/(cli|studio)/' },
      {
        path: '^src/worlds/[^/]+/',
        pathNot: ['^src/worlds/[^/]+/index\\.ts$', '^src/worlds/[^/]+/[^/]+/index\\.ts$'],
      },
    ),
    forbid(
      'no-circles',
      'two files that import each other are one file, or hide a third: move the shared part down.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
};

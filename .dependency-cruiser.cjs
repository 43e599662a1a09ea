/** The layer rules: imports go down only. Each message says what to do instead. */

const OURS = '^(src|web|client|test|scripts|bench|examples)/'
const TEST = '\\.test\\.ts$'

/** A forbidden arrow; tests beside the code may reach sideways to `test/`, but keep the layers of the code they test. */
function forbid(name, comment, from, to) {
  return { name, severity: 'error', comment, from, to }
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      'no-circles',
      'Two modules import each other. Move what both need into a lower file that imports neither.',
      {},
      { circular: true },
    ),
    forbid(
      'lib-is-the-ground',
      'src/lib imports nothing of ours. Pass the value in as an argument, or move this file up beside its user.',
      { path: '^src/lib/', pathNot: TEST },
      { path: OURS, pathNot: '^src/lib/' },
    ),
    forbid(
      'settings-and-config-are-low',
      'src/config.ts and the files of settings import only src/lib and each other. Move what reads them up, not down.',
      { path: '^src/(config|settings)[\\w-]*\\.ts$' },
      { path: OURS, pathNot: '^src/(lib/|(config|settings)[\\w-]*\\.ts$)' },
    ),
    forbid(
      'vision-imports-only-lib',
      'src/vision turns pixels into facts: no database, no network, no product words. Pass plain data in and out.',
      { path: '^src/vision/', pathNot: TEST },
      { path: OURS, pathNot: '^src/(vision|lib)/' },
    ),
    forbid(
      'vision-only-from-worker',
      'Only src/worker and src/cli/doctor run models. Add a job and let the worker call src/vision.',
      { path: '^src/', pathNot: '^src/(vision/|worker/|cli/doctor)' },
      { path: '^src/vision/' },
    ),
    forbid(
      'strangers-bytes-stay-in-children',
      'The server loads no decoder and no model. Give the bytes to a child process: src/children or src/worker/vision-pool.ts.',
      { path: '^src/cli/(assemble|start-server|open-context)\\.ts$' },
      { path: '^(node_modules/(sharp|onnxruntime-node|@hyzyla/pdfium)/|src/vision/)', reachable: true },
    ),
    forbid(
      'foundations-are-below-services',
      'src/db, src/blobs, src/limits, src/children and src/context.ts know no service and no transport. Move the code up to a verb in src/services.',
      { path: '^src/(db|blobs|limits|children|context\\.ts)', pathNot: TEST },
      { path: '^src/(services|vision|http|worker|cli|main\\.ts)' },
    ),
    forbid(
      'services-know-no-transport',
      'A verb in src/services is called by http, worker and cli and imports none of them. Return a value, throw AppError or add a job.',
      { path: '^src/services/', pathNot: TEST },
      { path: '^src/(http|worker|cli|main\\.ts)' },
    ),
    forbid(
      'http-and-worker-are-neighbours',
      'src/http and src/worker never import each other. Put the shared part into a verb in src/services.',
      { path: '^src/(http|worker)/' },
      { path: '^src/(http|worker)/', pathNot: '^src/$1/' },
    ),
    forbid(
      'cli-is-the-top',
      'Only src/main.ts imports src/cli, and nothing imports src/main.ts. Move the shared part down into a service.',
      { path: '^src/', pathNot: '^src/(cli/|main\\.ts)' },
      { path: '^src/(cli/|main\\.ts)' },
    ),
    forbid(
      'queries-are-private',
      'queries.ts and …-queries.ts belong to their own folder. Call the verb beside them, or add one.',
      { path: '^(.+)/[^/]+$' },
      { path: '[/-]queries\\.ts$', pathNot: '^$1/[^/]*queries\\.ts$' },
    ),
    forbid(
      'client-stands-alone',
      'The API client imports nothing of ours, so that it can be copied. Its types come from openapi.json.',
      { path: '^client/', pathNot: TEST },
      { path: OURS, pathNot: '^client/' },
    ),
    forbid(
      'web-speaks-http',
      'The web apps reach the server through client/ and the network. Do not import src from web.',
      { path: '^web/' },
      { path: OURS, pathNot: '^(web|client)/' },
    ),
    forbid(
      'src-imports-only-src',
      'The server runs without web, client, scripts, bench and examples. Only its *.test.ts files may use test/.',
      { path: '^src/', pathNot: TEST },
      { path: OURS, pathNot: '^src/' },
    ),
    forbid(
      'tests-are-not-imported',
      'No file imports a *.test.ts. Move the shared part to test/harness.',
      {},
      { path: '\\.(test|e2e)\\.tsx?$' },
    ),
    forbid(
      'server-has-no-development-packages',
      'A package that src imports belongs in "dependencies" of package.json.',
      { path: '^src/', pathNot: TEST },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'imports-resolve',
      'This import leads nowhere. Correct its path, or add the package to package.json.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The peers are a package of their own, installed only by their benchmark.
    exclude: { path: '^(dist|data|bench/peers)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Type imports count: they close circles as well as values do.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

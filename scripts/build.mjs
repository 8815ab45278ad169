// Builds into `dist` what the service runs and browsers fetch. `dist/.build.json` names the sources it came from and is there
// exactly when everything else is: it goes first and comes last, and one build at a time holds the lock.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { builtHash, sourceHash, stampFile } from './freshness.mjs'
import { giveUp, root } from './launch.mjs'

/** Programs, by their path under src without ending; each becomes dist/server/<path>.js. Those not yet written are passed over. */
const PROGRAMS = ['main', 'cli', 'worker', 'signing/typeset/child']
/** Small scripts for pages the server writes: every file of the folder becomes one, whole in itself. */
const PAGE_SCRIPTS = { room: 'src/recipient/browser', website: 'src/website/browser' }

const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const dist = join(root, 'dist')
mkdirSync(dist, { recursive: true })
const lock = new DatabaseSync(join(dist, '.build.lock'), { timeout: 300_000 })
lock.exec('pragma journal_mode = memory')
lock.exec('begin exclusive')

const sources = sourceHash()
if (builtHash() !== sources || process.argv.includes('--force')) await build()
lock.close()

async function build() {
  for (const name of readdirSync(dist))
    if (/^\.(making|old)-/.test(name)) rmSync(join(dist, name), { recursive: true, force: true })
  const making = join(dist, `.making-${process.pid}`)
  mkdirSync(making)
  const esbuild = await developmentPackage('esbuild')

  await step('server', () => programs(esbuild, join(making, 'server')))
  for (const [name, folder] of Object.entries(PAGE_SCRIPTS))
    if (existsSync(join(root, folder)))
      await step(name, () => pageScripts(esbuild, join(root, folder), join(making, name)))
  if (existsSync(join(root, 'src/app/index.html')) && existsSync(join(root, 'vite.config.ts')))
    await step('app', () => app(join(making, 'app')))

  if (sourceHash() !== sources) giveUp('The sources changed while they were being built. Run it again.')
  rmSync(stampFile, { force: true })
  const clauses = clauseResults()
  if (clauses) writeFileSync(join(making, 'clauses.json'), clauses)
  const old = join(dist, `.old-${process.pid}`)
  mkdirSync(old)
  for (const name of readdirSync(making)) {
    if (existsSync(join(dist, name))) renameSync(join(dist, name), join(old, name))
    renameSync(join(making, name), join(dist, name))
  }
  writeFileSync(`${stampFile}.making`, `${JSON.stringify({ sources })}\n`)
  renameSync(`${stampFile}.making`, stampFile)
  rmSync(making, { recursive: true })
  rmSync(old, { recursive: true })
}

/** What the tests last said of the clauses, where it is said of these sources: the evidence page of the built program shows it. */
function clauseResults() {
  try {
    const results = readFileSync(join(root, '.cache', 'clauses.json'), 'utf8')
    return JSON.parse(results).sources === sources ? results : null
  } catch {
    return null
  }
}

function programs(esbuild, outdir) {
  const entryPoints = PROGRAMS.map(p => join(root, 'src', `${p}.ts`)).filter(existsSync)
  if (existsSync(join(root, 'bench/main.ts'))) entryPoints.push({ in: join(root, 'bench/main.ts'), out: 'bench' })
  return esbuild.build({
    entryPoints: entryPoints.map(e => (typeof e === 'string' ? { in: e, out: outOf(e) } : e)),
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Packages stay where they are installed (the bench drives a browser), React apart: taken in as its production build, whatever the environment says.
    external: [...Object.keys(dependencies).filter(name => !/^react(-dom)?$/.test(name)), 'playwright-core'],
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as requiring } from 'node:module'; const require = requiring(import.meta.url);",
    },
    jsx: 'automatic',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    loader: { '.css': 'empty' },
    plugins: [rawText()],
  })
}

function outOf(file) {
  return file.slice(join(root, 'src').length + 1).replace(/\.ts$/, '')
}

/** `import css from './document.css?raw'` is the file's text, as Vite and Vitest have it. */
function rawText() {
  return {
    name: 'raw-text',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path.slice(0, -'?raw'.length)),
        namespace: 'raw',
      }))
      onLoad({ filter: /.*/, namespace: 'raw' }, ({ path }) => ({ contents: readFileSync(path), loader: 'text' }))
    },
  }
}

function pageScripts(esbuild, folder, outdir) {
  const entryPoints = readdirSync(folder)
    .filter(name => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name))
    .map(name => join(folder, name))
  return esbuild.build({
    entryPoints,
    outdir,
    bundle: true,
    minify: true,
    platform: 'browser',
    // Old phones: what Safari 15 and Chrome 90 understand.
    target: ['safari15', 'chrome90', 'firefox90'],
    format: 'iife',
    jsx: 'automatic',
    sourcemap: 'external',
    logLevel: 'warning',
    plugins: [rawText()],
  })
}

async function app(outDir) {
  const vite = await developmentPackage('vite')
  await vite.build({
    root: join(root, 'src/app'),
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
}

async function developmentPackage(name) {
  try {
    return await import(name)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    return giveUp(`Building needs ${name}, a development package. Run: npm install --include=dev`)
  }
}

async function step(name, work) {
  const start = performance.now()
  try {
    await work()
  } catch (error) {
    // The builders have told their own errors already, with file and line.
    if (Array.isArray(error.errors)) process.exit(1)
    throw error
  }
  process.stderr.write(`built ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
}

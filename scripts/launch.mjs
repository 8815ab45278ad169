// Finding the pinned Node and running things with it. This file itself runs on whatever Node typed the command, from 20.19 on.
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The pinned Node that `npm install` brought. Ends the process with a sentence where it is missing. */
export function pinnedNode() {
  const places = ['node_modules/node/bin/node', 'node_modules/.bin/node'].map(p => join(root, p))
  const found = places.find(p => existsSync(p))
  if (found) return found
  return giveUp(
    existsSync(join(root, 'node_modules', 'node'))
      ? 'The pinned Node is not there: its install script did not run. Run: npm rebuild node'
      : 'The packages are not installed. Run: npm install',
  )
}

export function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** A tool of a package, as arguments to Node. */
export function tool(name) {
  const link = join(root, 'node_modules', '.bin', name)
  if (!existsSync(link)) giveUp(`${name} is not installed: it is a development package. Run: npm install --include=dev`)
  return realpathSync(link)
}

/**
 * Runs the pinned Node with these arguments to its end; resolves with its exit code. Signals sent to us are passed on, once each.
 * `apart`: in a session of its own, so that Ctrl-C reaches it through us alone; it is told over IPC when we are killed.
 */
export function run(args, { env = {}, apart = false, chatter = false } = {}) {
  const out = chatter ? 2 : 'inherit'
  const child = spawn(pinnedNode(), args, {
    cwd: process.cwd(),
    env: { ...process.env, ...env },
    detached: apart,
    stdio: apart ? ['ignore', out, 'inherit', 'ipc'] : ['inherit', out, 'inherit'],
  })
  const pass = signal => child.kill(signal)
  for (const signal of SIGNALS) process.on(signal, pass)
  const watch = whenNpmIsGone(() => pass('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      for (const s of SIGNALS) process.off(s, pass)
      clearInterval(watch)
      resolve(code ?? 128 + constants.signals[signal])
    })
  })
}

/** A killed npm tells nobody; what it ran is then somebody else's child. */
function whenNpmIsGone(stop) {
  if (!process.env.npm_lifecycle_event) return undefined
  const npm = process.ppid
  return setInterval(() => {
    if (process.ppid !== npm) stop()
  }, 250)
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** How a built program runs: readable stacks, and compiled code kept between starts. */
export const programArgs = name => ['--enable-source-maps', join(root, 'dist', 'server', `${name}.js`)]
export const programEnv = { NODE_COMPILE_CACHE: join(root, 'dist', '.compiled') }

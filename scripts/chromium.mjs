// The browser the journeys run in: one that is there, else the system's own package.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

export const NO_CHROMIUM =
  'The browser journeys need Chromium: install it (on Debian: apt-get install chromium) or name one with CLING_CHROMIUM=/path/to/chromium.'

/** The path of a Chromium that starts; installs one where that can be done (as root, with apt). Null where there is none to be had. */
export function provideChromium() {
  const named = process.env.CLING_CHROMIUM
  if (named) return starts(named) ? named : null
  const found = candidates().find(starts)
  if (found) return found
  if (!install()) return null
  return candidates().find(starts) ?? null
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

function candidates() {
  const onPath = (process.env.PATH ?? '/usr/bin').split(':').flatMap(folder => NAMES.map(name => join(folder, name)))
  return [...onPath, ...ofPlaywright()].filter(existsSync)
}

function ofPlaywright() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(cache)) return []
  return readdirSync(cache)
    .filter(name => /^chromium-\d+$/.test(name))
    .sort()
    .reverse()
    .flatMap(name => ['chrome-linux64/chrome', 'chrome-linux/chrome'].map(file => join(cache, name, file)))
}

/** Some systems ship a stand-in that only tells how to install the real one. */
function starts(path) {
  const tried = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return tried.status === 0 && /Chrom/.test(tried.stdout)
}

function install() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  process.stderr.write('Chromium is missing and is installed with apt-get; this takes a minute.\n')
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  return apt('-q', 'update') && apt('-q', 'install', '-y', '--no-install-recommends', 'chromium')
}

// Makes the web fonts and the sheet that names them: Latin subsets of the families' static files. Run by hand when a family's version
// changes; the results are committed.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import subsetFont from 'subset-font'
import { keepOwnWidth, metricsOf } from './font-tables.mjs'
import { root } from './launch.mjs'

const out = join(root, 'src/design/fonts')
mkdirSync(out, { recursive: true })
const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))
const TEXT = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŹźŻżŽžȘșȚț–—‘’‚“”„†•…‹›€−×²³½¼¾⅓⅔≤≥≠≈√∞Δ`
/** `keep`: signs that the family's tabular figures widen too, so that "10.58" and "1 752,38" fall apart in a column. */
const SANS = { family: 'Schibsted Grotesk', name: 'schibsted-grotesk', file: 'SchibstedGrotesk', keep: '.,:;' }
const SERIF = { family: 'Source Serif 4', name: 'source-serif-4', file: 'SourceSerif4', keep: '' }
/** `weights`: what a sheet may ask for and get this file. */
const FILES = [
  { ...SANS, folder: '400Regular', weight: '400', weights: '400' },
  { ...SANS, folder: '500Medium', weight: '500', weights: '500' },
  { ...SANS, folder: '600SemiBold', weight: '600', weights: '600 700' },
  { ...SERIF, folder: '400Regular', weight: '400', weights: '400' },
  { ...SERIF, folder: '600SemiBold', weight: '600', weights: '540 700' },
]
/**
 * Faces that devices have, with the mean width of a letter in running text (em, after the font's own tables as published by the Capsize
 * project). Ours is shown in the same room: as wide, and with the same line.
 */
const FALLBACKS = [
  {
    of: SANS,
    family: 'Schibsted Fallback',
    local: ['Arial', 'Liberation Sans', 'Roboto', 'Helvetica Neue'],
    width: 904 / 2048,
  },
  { of: SERIF, family: 'Source Serif Fallback', local: ['Georgia'], width: 913 / 2048 },
  {
    of: SERIF,
    family: 'Source Serif Fallback 2',
    local: ['Times New Roman', 'Liberation Serif', 'Noto Serif'],
    width: 819 / 2048,
  },
]

const sourceOf = ({ name, folder, file }) =>
  readFileSync(join(root, 'node_modules/@expo-google-fonts', name, folder, `${file}_${folder}.ttf`))

const faces = []
for (const font of FILES) {
  const source = sourceOf(font)
  keepOwnWidth(source, 'tnum', font.keep)
  const made = await subsetFont(source, TEXT, { targetFormat: 'woff2' })
  const file = `${font.name}-${font.weight}.woff2`
  writeFileSync(join(out, file), made)
  const hash = createHash('sha256').update(made).digest('hex').slice(0, 12)
  faces.push(
    face({
      'font-family': `"${font.family}"`,
      src: `url(/fonts/${file}?v=${hash}) format("woff2")`,
      'font-weight': font.weights,
      'font-display': 'swap',
    }),
  )
  process.stdout.write(`${file} ${(made.length / 1024).toFixed(1)} kB\n`)
}
const percent = x => `${(100 * x).toFixed(1)}%`
for (const fallback of FALLBACKS) {
  const { width, ascent, descent, lineGap } = metricsOf(sourceOf({ ...fallback.of, folder: '400Regular' }))
  const size = width / fallback.width
  faces.push(
    face({
      'font-family': `"${fallback.family}"`,
      src: fallback.local.map(l => `local("${l}")`).join(', '),
      'size-adjust': percent(size),
      'ascent-override': percent(ascent / size),
      'descent-override': percent(descent / size),
      'line-gap-override': percent(lineGap / size),
    }),
  )
}
writeFileSync(
  join(root, 'src/design/fonts.css'),
  `/* Made by scripts/fonts.mjs. Ours arrive when they arrive: text is readable at once in the system's faces, as wide and as high. */\n${faces.join('')}`,
)

function face(properties) {
  return `@font-face {\n${Object.entries(properties)
    .map(([name, value]) => `  ${name}: ${value};\n`)
    .join('')}}\n`
}

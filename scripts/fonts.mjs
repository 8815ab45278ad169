// Makes the web fonts: Latin subsets of the families' static files, with figures of one width only where they are asked for. Run by
// hand when a family's version changes; the results are committed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import subsetFont from 'subset-font'
import { root } from './launch.mjs'

const out = join(root, 'src/design/fonts')
mkdirSync(out, { recursive: true })
const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i))
const TEXT = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŹźŻżŽžȘșȚț–—‘’‚“”„†•…‹›€−×²³½¼¾⅓⅔≤≥≠≈√∞Δ`
const FILES = [
  ['schibsted-grotesk', '400Regular', 'SchibstedGrotesk_400Regular.ttf', '400'],
  ['schibsted-grotesk', '500Medium', 'SchibstedGrotesk_500Medium.ttf', '500'],
  ['schibsted-grotesk', '600SemiBold', 'SchibstedGrotesk_600SemiBold.ttf', '600'],
  ['source-serif-4', '400Regular', 'SourceSerif4_400Regular.ttf', '400'],
  ['source-serif-4', '600SemiBold', 'SourceSerif4_600SemiBold.ttf', '600'],
]
for (const [family, folder, file, weight] of FILES) {
  const source = readFileSync(join(root, 'node_modules/@expo-google-fonts', family, folder, file))
  const made = await subsetFont(source, TEXT, { targetFormat: 'woff2' })
  writeFileSync(join(out, `${family}-${weight}.woff2`), made)
  process.stdout.write(`${family}-${weight}.woff2 ${(made.length / 1024).toFixed(1)} kB\n`)
}

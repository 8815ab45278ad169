// The faces of the sealed PDF: the same two families as the screen's, and drawings for the pictures people put into text. Nothing of
// the machine's own fonts is used, so that the same document is the same bytes everywhere.
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { packagePath } from '../../platform/package-path.ts'

export type FontFamily = 'sans' | 'serif' | 'emoji'

const FACES: Record<FontFamily, [string, string[]]> = {
  sans: ['schibsted-grotesk/SchibstedGrotesk', ['400Regular', '500Medium', '600SemiBold']],
  serif: ['source-serif-4/SourceSerif4', ['400Regular', '600SemiBold']],
  emoji: ['noto-emoji/NotoEmoji', ['400Regular']],
}

export function fontFiles(family: FontFamily): string[] {
  const [path, faces] = FACES[family]
  const [folder, name] = path.split('/') as [string, string]
  return faces.map(face => packagePath('node_modules', '@expo-google-fonts', folder, face, `${name}_${face}.ttf`))
}

export const sealFonts = (): string[] => (Object.keys(FACES) as FontFamily[]).flatMap(fontFiles)

/** Names of font files that are not where the packages should have put them. */
export const missingFonts = (files: readonly string[] = sealFonts()): string[] =>
  files.filter(file => !existsSync(file)).map(file => basename(file))

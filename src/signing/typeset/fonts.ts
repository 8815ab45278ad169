// The faces of the sealed PDF: the same two families as the screen's, and drawings for what people put in of pictures.
import { packagePath } from '../../platform/package-path.ts'

const file = (family: string, folder: string, name: string) =>
  packagePath('node_modules', '@expo-google-fonts', family, folder, name)

export const sealFonts = (): string[] => [
  file('schibsted-grotesk', '400Regular', 'SchibstedGrotesk_400Regular.ttf'),
  file('schibsted-grotesk', '500Medium', 'SchibstedGrotesk_500Medium.ttf'),
  file('schibsted-grotesk', '600SemiBold', 'SchibstedGrotesk_600SemiBold.ttf'),
  file('source-serif-4', '400Regular', 'SourceSerif4_400Regular.ttf'),
  file('source-serif-4', '400Regular_Italic', 'SourceSerif4_400Regular_Italic.ttf'),
  file('source-serif-4', '600SemiBold', 'SourceSerif4_600SemiBold.ttf'),
  file('noto-emoji', '400Regular', 'NotoEmoji_400Regular.ttf'),
]

// Plain text with a closed set of marks: a blank line parts paragraphs, "- " begins a list item, "## " a small heading, **strong**.
import type { Prose, Run } from './view.ts'

export function proseOf(text: string): Prose {
  const prose: Prose = []
  for (const chunk of text.trim().split(/\n\s*\n/)) {
    let lines: string[] = []
    let items: Run[][] = []
    const flush = () => {
      if (lines.length > 0) prose.push({ p: runsOf(lines.join('\n')) })
      if (items.length > 0) prose.push({ list: items })
      lines = []
      items = []
    }
    for (const line of chunk.split('\n')) {
      const item = /^\s*[-–•]\s+(.*)$/.exec(line)
      const heading = /^##\s+(.*)$/.exec(line)
      if (heading) {
        flush()
        prose.push({ h: heading[1] as string })
      } else if (item) {
        if (lines.length > 0) flush()
        items.push(runsOf(item[1] as string))
      } else if (line.trim() !== '') {
        if (items.length > 0) flush()
        lines.push(line.trimEnd())
      }
    }
    flush()
  }
  return prose
}

function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let rest = 0
  for (const m of text.matchAll(/\*\*(?=\S)([^*]+?)(?<=\S)\*\*/g)) {
    if (m.index > rest) runs.push({ text: text.slice(rest, m.index) })
    runs.push({ text: m[1] as string, strong: true })
    rest = m.index + m[0].length
  }
  if (rest < text.length) runs.push({ text: text.slice(rest) })
  return runs
}

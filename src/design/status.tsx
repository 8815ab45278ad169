// A document's state: shape, word and colour, always all three. Sun and horizon: dotted while nothing is agreed, whole when signed,
// double when sealed.
export const shownStates = [
  'draft',
  'sent',
  'bounced',
  'opened',
  'reading',
  'question',
  'partly-signed',
  'signed',
  'sealed',
  'declined',
  'expired',
  'withdrawn',
  'rescinded',
] as const
export type StatusName = (typeof shownStates)[number]

const LINE = 'M1 14h18'
const shapes: Record<StatusName, { d: string; fill?: string; dots?: string }> = {
  draft: { d: 'M7 10.5 15 2l2 2-8 8.5-2.6.6z', dots: 'M1.5 14.5h17' },
  sent: { d: `M3 8h12M11 4l4 4-4 4${LINE}` },
  bounced: { d: `M2 3l7 8 8-8M17 8V3h-5${LINE}` },
  opened: { d: `M10 2v2M3.5 5l1.4 1.4M16.5 5l-1.4 1.4${LINE}`, fill: 'M5 14a5 5 0 0 1 10 0z' },
  reading: { d: LINE, fill: 'M10 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z' },
  question: { d: `M3.5 2.5h13v7h-8L6 12V9.500H3.5z${LINE}` },
  'partly-signed': { d: 'M2 10c2-8 4-8 3-1s1 1 3-3 1 4 3 1 2 3 4 1M1 14h9', dots: 'M12.5 14h7' },
  signed: { d: `M2 10c2-8 4-8 3-1s1 1 3-3 1 4 3 1 2 3 4 1${LINE}` },
  sealed: { d: 'M4 6l4 4 8-8.500M1 12.500h18M1 15.200h18' },
  declined: { d: `M6 3l8 8M14 3l-8 8${LINE}` },
  expired: { d: 'M1 8h3.500M15.5 8H19M5 8a5 5 0 0 0 10 0z' },
  withdrawn: { d: `M17 8H5M9 4 5 8l4 4${LINE}` },
  rescinded: { d: 'M7 2 3 5.500l4 3.500M3 5.500h9.500a3 3 0 0 1 0 6.500H9', dots: 'M1.5 15h17' },
}

export const statusWords: Record<StatusName, { sv: string; en: string }> = {
  draft: { sv: 'Utkast', en: 'Draft' },
  sent: { sv: 'Skickad', en: 'Sent' },
  bounced: { sv: 'Kom inte fram', en: 'Did not arrive' },
  opened: { sv: 'Öppnad', en: 'Opened' },
  reading: { sv: 'Läser nu', en: 'Reading now' },
  question: { sv: 'Fråga', en: 'Question' },
  'partly-signed': { sv: 'Signerad av en', en: 'Signed by one' },
  signed: { sv: 'Signerad', en: 'Signed' },
  sealed: { sv: 'Förseglad', en: 'Sealed' },
  declined: { sv: 'Avböjd', en: 'Declined' },
  expired: { sv: 'Utgången', en: 'Expired' },
  withdrawn: { sv: 'Återkallad', en: 'Withdrawn' },
  rescinded: { sv: 'Ångrad', en: 'Client withdrew' },
}

export function Status({ state, language, word }: { state: StatusName; language: 'sv' | 'en'; word?: string }) {
  const shape = shapes[state]
  return (
    <span className={`status ${state}`}>
      <svg viewBox="0 0 20 16" aria-hidden="true">
        <path d={shape.d} />
        {shape.fill && <path d={shape.fill} fill="currentColor" />}
        {shape.dots && <path d={shape.dots} strokeDasharray="0.1 3" strokeWidth="2" />}
      </svg>
      <span>{word ?? statusWords[state][language]}</span>
    </span>
  )
}

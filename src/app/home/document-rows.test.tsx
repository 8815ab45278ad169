import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { shownStates } from '../../design/status.tsx'
import type { DocumentSummary } from '../../documents/contract.ts'
import { LanguageProvider } from '../words.tsx'
import { DocumentRows } from './document-rows.tsx'

const summary = (more: Partial<DocumentSummary>): DocumentSummary => ({
  id: '0198c0de-0000-7000-8000-000000000087',
  kind: 'quote',
  jobId: '0198c0de-0000-7000-8000-000000000087',
  number: '2026-0187',
  title: 'Nytt badrum',
  clientName: 'Åsa Berg',
  state: 'sent',
  readingUntil: null,
  toPayOre: 13_839_000,
  totalOre: 16_941_000,
  validTo: '2026-12-23',
  lastEvent: { type: 'sent', at: '2026-11-24T09:00:00Z', words: 'Version 1 skickades och låstes' },
  openQuestions: 0,
  ...more,
})
const draw = (more: Partial<DocumentSummary>, language: 'sv' | 'en' = 'sv') =>
  renderToStaticMarkup(
    <LanguageProvider value={language}>
      <DocumentRows documents={[summary(more)]} label="Alla" />
    </LanguageProvider>,
  )

describe('a row of the list', () => {
  test('a document without a price says räknas, never 0', () => {
    for (const toPayOre of [null, 0]) {
      expect(draw({ toPayOre })).toContain('räknas')
      expect(draw({ toPayOre })).not.toMatch(/>0</)
    }
  })

  test('a draft leads to where it is written, anything sent to where it is followed', () => {
    expect(draw({ state: 'draft' })).toContain('/skriv"')
    expect(draw({ state: 'sealed' })).not.toContain('/skriv"')
  })

  test('a question that waits is said before what happened last', () => {
    expect(draw({ state: 'question', openQuestions: 1 })).toContain('En fråga väntar på svar')
  })

  test('says that somebody reads while they do, whatever else it waits for, and no longer', () => {
    const soon = new Date(Date.now() + 60_000).toISOString()
    const before = new Date(Date.now() - 1000).toISOString()
    expect(draw({ state: 'reading', readingUntil: soon })).toContain('Läser nu')
    expect(draw({ state: 'opened', readingUntil: soon })).toContain('Läser nu')
    expect(draw({ state: 'question', openQuestions: 1, readingUntil: soon })).toContain('läser nu')
    for (const state of ['reading', 'question'] as const)
      expect(draw({ state, readingUntil: before })).not.toMatch(/läser nu/i)
    expect(draw({ state: 'reading', readingUntil: before })).toContain('Öppnad')
  })

  test('every state has its word in both languages', () => {
    for (const state of shownStates)
      for (const language of ['sv', 'en'] as const)
        expect(draw({ state, readingUntil: state === 'reading' ? '2999-01-01T00:00:00Z' : null }, language)).toMatch(
          /<\/svg><span>\S/,
        )
  })

  test('words in a title are shown as words', () => {
    expect(draw({ title: '<script>alert(1)</script>' })).toContain('&lt;script&gt;')
  })
})

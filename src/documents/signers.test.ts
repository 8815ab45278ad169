import { expect, test } from 'vitest'
import { due, effectiveSigning, type Part, type Role, type Signing, standingOf, unsigned } from './signers.ts'

const part = (partyId: string, role: Role, turn: number, done: 'signed' | 'approved' | '' = ''): Part => ({
  partyId,
  role,
  turn,
  invited: false,
  approved: done === 'approved',
  signed: done === 'signed',
})
const ids = (parts: readonly Part[]) => parts.map(p => p.partyId).join(' ')

test.each<[string, Signing, Part[], string, string]>([
  ['one is enough', 'one', [part('a', 'signer', 1), part('b', 'signer', 2)], 'a b', 'a b'],
  ['one has signed', 'one', [part('a', 'signer', 1), part('b', 'signer', 2, 'signed')], '', ''],
  ['all, at once', 'all', [part('a', 'signer', 1), part('b', 'signer', 2)], 'a b', 'a b'],
  ['all, one has', 'all', [part('a', 'signer', 1, 'signed'), part('b', 'signer', 2)], 'b', 'b'],
  ['in order', 'ordered', [part('b', 'signer', 2), part('a', 'signer', 1), part('c', 'signer', 3)], 'a b c', 'a'],
  ['in order, later', 'ordered', [part('a', 'signer', 1, 'signed'), part('b', 'signer', 2)], 'b', 'b'],
  ['approval first', 'all', [part('x', 'approver', 0), part('a', 'signer', 1), part('v', 'viewer', 0)], 'a', 'x v'],
  ['then signing', 'all', [part('x', 'approver', 0, 'approved'), part('a', 'signer', 1)], 'a', 'a'],
  [
    'one of two approvals',
    'one',
    [part('x', 'approver', 0, 'approved'), part('y', 'approver', 0), part('a', 'signer', 1)],
    'a',
    'y',
  ],
])('%s: who is waited for and who should have been asked', (_, signing, parts, waited, asked) => {
  expect(ids(unsigned(signing, parts))).toBe(waited)
  expect(ids(due(signing, parts))).toBe(asked)
})

test('what is for each to do', () => {
  const parts = [part('x', 'approver', 0), part('a', 'signer', 1), part('b', 'signer', 2), part('c', 'copy', 0)]
  const standings = (signing: Signing, of: Part[]) => of.map(p => standingOf(signing, of, p.partyId))
  expect(standings('ordered', parts)).toEqual(['approve', 'awaits-approval', 'awaits-approval', 'read'])
  const approved = [part('x', 'approver', 0, 'approved'), ...parts.slice(1)]
  expect(standings('ordered', approved)).toEqual(['approved', 'sign', 'awaits-turn', 'read'])
  expect(standings('all', approved)).toEqual(['approved', 'sign', 'sign', 'read'])
  expect(standingOf('all', parts, 'somebody else')).toBe('read')
})

test('with one who signs there is nobody to wait for', () => {
  expect(effectiveSigning('ordered', 1)).toBe('one')
  expect(effectiveSigning('ordered', 2)).toBe('ordered')
})

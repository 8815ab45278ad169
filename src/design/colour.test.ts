import { expect, test } from 'vitest'
import { contrast, deriveBrand } from './colour.ts'

test.each([
  ['#0b5d45', '#0b5d45', '#edf7f2', '#ffffff', '#6db498'],
  ['#ffd400', '#7f4e00', '#f9f5e6', '#1a1b1c', '#f2d777'],
  ['#e30613', '#9d352d', '#fff1ef', '#ffffff', '#ed8c80'],
  ['#ff7a00', '#914200', '#fff1ea', '#1a1b1c', '#e69362'],
  ['#f7b5c8', '#7f4759', '#fcf1f4', '#1a1b1c', '#f7b5c8'],
  ['#00a3e0', '#005e83', '#e9f7ff', '#1a1b1c', '#4bb0e4'],
  ['#111111', '#111111', '#f4f4f4', '#ffffff', '#a6a6a6'],
])('%s gives the roles of the design language', (hex, ink, tint, on, darkInk) => {
  const { light, dark } = deriveBrand(hex)
  expect([light.fill, light.on]).toEqual([hex, on])
  // The language's own table was rounded in another order: two steps of 255 are the same colour to the eye.
  for (const [got, wanted] of [
    [light.ink, ink],
    [light.tint, tint],
    [dark.ink, darkInk],
  ] as const)
    expect(apart(got, wanted)).toBeLessThanOrEqual(2)
})

const apart = (a: string, b: string) =>
  Math.max(
    ...[1, 3, 5].map(i => Math.abs(Number.parseInt(a.slice(i, i + 2), 16) - Number.parseInt(b.slice(i, i + 2), 16))),
  )

test('every colour a company can give is readable in both modes', () => {
  for (let i = 0; i < 4096; i++) {
    const hex = `#${[i >> 8, (i >> 4) & 15, i & 15].map(v => (v * 17).toString(16).padStart(2, '0')).join('')}`
    const brand = deriveBrand(hex)
    for (const [roles, paper] of [
      [brand.light, '#ffffff'],
      [brand.dark, '#1a1b1d'],
    ] as const) {
      const reached = [
        contrast(roles.ink, paper) >= 7,
        contrast(roles.ink, roles.tint) >= 6.2,
        contrast(roles.on, roles.fill) >= 4.5,
        contrast(roles.edge ?? roles.fill, paper) >= 3,
      ]
      if (reached.includes(false)) expect([hex, paper, ...reached]).toEqual([hex, paper, true, true, true, true])
    }
  }
})

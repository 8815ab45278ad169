import { expect, test } from 'vitest'
import { qrData } from './qr.ts'

// https://developers.bankid.com/getting-started/qr-code
test.each([
  [0, 'dc69358e712458a66a7525beef148ae8526b1c71610eff2c16cdffb4cdac9bf8'],
  [1, '949d559bf23403952a94d103e67743126381eda00f0b3cbddbf7c96b1adcbce2'],
  [2, 'a9e5ec59cb4eee4ef4117150abc58fad7a85439a6a96ccbecc3668b41795b3f3'],
  [3, '96077d77699971790b46ee1f04ff1e44fe96b0602c9c51e4ca9c6d031c7c3bb7'],
  [10, '2822ca616ce1e64a1c171df69154ebc5adef4011244c867d6ad88a02db178962'],
  [29, '26049f2bc12d5b43ebe8bf701e7725abf015d2d8347aa04c924b5793ee4a196c'],
])('after %i seconds the code is BankID’s own example', (seconds, proof) => {
  const order = {
    qrStartToken: '67df3917-fa0d-44e5-b327-edcc928297f8',
    qrStartSecret: 'd28db9a7-4cde-429e-a983-359be676944c',
  }
  expect(qrData(order, seconds)).toBe(`bankid.67df3917-fa0d-44e5-b327-edcc928297f8.${seconds}.${proof}`)
})

test.each([
  [0, 'f9554cff6694cd5a01012ae047be7c41718281c1ed75b0e17212e04f250120b3'],
  [7, 'de42bc0d7582f287283834b77128cf2d8a2c626aa238041cf1108debd55128fd'],
  [29, 'e7ce70684000fb3ee7abee7ebd1840cc65e40e4eaf11b8b23e865c21c172c02d'],
])('after %i seconds another order has another code', (seconds, proof) => {
  const order = {
    qrStartToken: '11111111-2222-4333-8444-555555555555',
    qrStartSecret: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  }
  expect(qrData(order, seconds).split('.')[3]).toBe(proof)
})

test('only whole seconds count, and there is no time before the start', () => {
  const order = { qrStartToken: 'a', qrStartSecret: 'b' }
  expect(qrData(order, 3.9)).toBe(qrData(order, 3))
  expect(qrData(order, -1)).toBe(qrData(order, 0))
})

// The animated QR code (https://developers.bankid.com/getting-started/qr-code): a new text every second, which only somebody who has
// the order's secret can make. Made on the server; the secret never reaches a browser.
import { createHmac } from 'node:crypto'

/** The text of the code, `seconds` (whole) after the order's start was received. */
export function qrData(order: { qrStartToken: string; qrStartSecret: string }, seconds: number): string {
  const time = String(Math.max(0, Math.floor(seconds)))
  const proof = createHmac('sha256', order.qrStartSecret).update(time).digest('hex')
  return `bankid.${order.qrStartToken}.${time}.${proof}`
}

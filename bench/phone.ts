// What a person at the end of a bad line waits: an empty cache, 1.6 Mbit/s, 150 ms each way and back, a processor four times slower.
import { chromium } from 'playwright-core'
import type { MakeRow, Measure, WithService } from './measures.ts'

const TIMES = 7

export const phone = (withService: WithService, row: MakeRow): Measure => ({
  ids: ['room_phone'],
  run: () =>
    withService(async (service, seed) => {
      const executablePath = process.env.CLING_CHROMIUM
      if (!executablePath)
        throw new Error('Utan Chromium mäts inte telefonen: nämn en med CLING_CHROMIUM=/sökväg/till/chromium.')
      const browser = await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
      })
      try {
        const readable: number[] = []
        for (const room of await seed.rooms(TIMES)) {
          const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 3 })
          const page = await context.newPage()
          const line = await context.newCDPSession(page)
          await line.send('Network.enable')
          await line.send('Network.emulateNetworkConditions', {
            offline: false,
            latency: 150,
            downloadThroughput: 1_600_000 / 8,
            uploadThroughput: 750_000 / 8,
          })
          await line.send('Emulation.setCPUThrottlingRate', { rate: 4 })
          await page.goto(service.url + room.path, { waitUntil: 'load' })
          if (!(await page.locator('[data-state="open"]').count())) throw new Error('Sidan är fel.')
          // The largest thing painted, and that it was the document's own text and not an empty frame.
          const painted = await page.evaluate(
            () =>
              new Promise<number>((resolve, reject) => {
                new PerformanceObserver(list => {
                  const last = list.getEntries().at(-1) as PerformanceEntry & { element?: Element; renderTime: number }
                  if (last.element?.textContent?.trim()) resolve(last.startTime)
                  else reject(new Error('Det största på sidan är ingen text.'))
                }).observe({ type: 'largest-contentful-paint', buffered: true })
              }),
          )
          readable.push(painted)
          await context.close()
        }
        readable.sort((a, b) => a - b)
        const median = readable[Math.floor(TIMES / 2)] as number
        return [
          row(
            'room_phone',
            median / 1000,
            's',
            '≤',
            2,
            `största textens tid, sämst ${((readable.at(-1) as number) / 1000).toFixed(2)} s av ${TIMES}`,
          ),
        ]
      } finally {
        await browser.close()
      }
    }),
})

// Contracts with suppliers are read again in time: whoever runs the service is told sixty days before, every day.
import { daysBetween, stockholmDate } from '../../../kernel/dates.ts'
import type { Services } from '../../context.ts'
import { sweep } from '../../jobs/job.ts'
import { reviewDue, reviewState } from './paperwork.ts'

export const watchContracts = sweep('watch-contracts', {
  does: 'Says which contracts with suppliers must be read again, and which no longer hold because nobody did.',
  everySeconds: 86_400,
  run: async services => tellOfContracts(services),
})

export function tellOfContracts({ door, clock, log }: Pick<Services, 'door' | 'clock' | 'log'>): void {
  const today = stockholmDate(clock.now())
  for (const { inUse } of door.processors) {
    if (!inUse) continue
    const { reviewed } = inUse.papers.contract
    const due = reviewDue(reviewed)
    const about = { supplier: inUse.row.product, due, days: daysBetween(today, due) }
    const state = reviewState(reviewed, today)
    if (state === 'due-soon')
      log.warn(
        { alarm: 'contract-review-due', ...about },
        'a contract with a supplier must be read again; enter the day',
      )
    if (state === 'overdue')
      log.error(
        { alarm: 'contract-review-overdue', ...about },
        'nothing leaves to a supplier whose contract nobody has read again',
      )
  }
}

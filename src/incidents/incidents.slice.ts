import { slice } from '../platform/slice.ts'
import { incidentMessages } from './incidents.messages.ts'
import { incidentTables } from './incidents.tables.ts'
import { watchIncidents } from './incidents.ts'
import { tellOfIncident } from './mail.ts'

/** Incidents: what happened, whom it concerns, who has been told and by when. */
export const incidentsSlice = slice({
  name: 'incidents',
  tables: incidentTables,
  jobs: [tellOfIncident] as never,
  sweeps: [watchIncidents],
  messages: incidentMessages,
})

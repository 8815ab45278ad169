// Where one is signed in: as much as is known, which is a browser, half an address and when.
import { stockholmDate } from '../../kernel/dates.ts'
import { api } from '../api.ts'
import { moment } from '../document/when.ts'
import { Failed, Loading } from '../shell/states.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData, useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { settingsWords as w } from './settings.messages.ts'

export function Sessions() {
  const say = useSay()
  const toast = useToast()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const sessions = useData(api.sessions, [])
  const end = async (id: string) => {
    try {
      await api.endSession(id)
      toast(say(w.sessionEnded))
      sessions.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  const endOthers = async () => {
    try {
      await api.endOtherSessions()
      toast(say(w.othersEnded))
      sessions.again()
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  const others = sessions.data?.sessions.some(s => !s.current)
  return (
    <section>
      <h2>{say(w.sessions)}</h2>
      {sessions.failed && <Failed text={sessions.failed} again={sessions.again} />}
      {!sessions.data && !sessions.failed && <Loading lines={2} />}
      <ul className="member-list">
        {sessions.data?.sessions.map(s => (
          <li key={s.id}>
            <p>
              <b>{s.device}</b>
              <small>
                {[
                  say(w.lastSeen, { at: moment(s.seenAt, today, language) }),
                  say(w.network, { network: s.network }),
                  ...(s.current ? [say(w.here)] : []),
                ].join(', ')}
              </small>
            </p>
            {!s.current && (
              <button
                type="button"
                className="link"
                aria-label={`${say(w.endSession)}: ${s.device}`}
                onClick={() => void end(s.id)}
              >
                {say(w.endSession)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {others && (
        <button type="button" className="button" onClick={() => void endOthers()}>
          {say(w.endOthers)}
        </button>
      )}
    </section>
  )
}

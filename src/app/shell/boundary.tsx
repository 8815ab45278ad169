// A screen that breaks, or a part of the app that could not be fetched, is told plainly. What was typed is kept by the editor.
import { Component, type ReactNode } from 'react'
import { appWords as w } from '../app.messages.ts'
import { useSay } from '../words.tsx'
import { Failed } from './states.tsx'

export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override render() {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const say = useSay()
  return (
    <main className="broken">
      <Failed text={say(navigator.onLine ? w.failure : w.noContact)} again={() => location.reload()} />
    </main>
  )
}

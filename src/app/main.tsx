import { createRoot } from 'react-dom/client'
import '../design/tokens.css'
import '../design/fonts.css'
import '../design/base.css'
import '../blocks/render/document.css'
import '../blocks/render/packages.css'
// What bends to small screens comes last.
import './shell/forms.css'
import './shell/over.css'
import './document/follow.css'
import './editor/price-table.css'
import './editor/editor.css'
import './shell/registers.css'
import './change/change.css'
import './job/job.css'
import './app.css'
import { App } from './app.tsx'
import { tellFaults } from './shell/faults.ts'

tellFaults()

createRoot(document.getElementById('app') as HTMLElement).render(<App />)

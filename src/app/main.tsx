import { createRoot } from 'react-dom/client'
import '../design/tokens.css'
import '../design/fonts.css'
import '../design/base.css'
import '../blocks/render/document.css'
import './app.css'
import './editor/editor.css'
import { App } from './app.tsx'

createRoot(document.getElementById('app') as HTMLElement).render(<App />)

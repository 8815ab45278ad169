import { createRoot } from 'react-dom/client'
import '../design/tokens.css'
import '../design/fonts.css'
import '../design/base.css'

createRoot(document.getElementById('app') as HTMLElement).render(<p>Cling</p>)

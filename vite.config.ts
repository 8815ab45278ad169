import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/app/',
  plugins: [react()],
  build: { target: ['safari16', 'chrome110', 'firefox115'], assetsInlineLimit: 0, modulePreload: { polyfill: false } },
})

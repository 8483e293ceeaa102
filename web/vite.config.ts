import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `SPOTTER_API` is where `npm run dev` sends requests: a running `spotter serve`. */
const api = process.env.SPOTTER_API ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/app/',
  plugins: [react()],
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': api, '/upload': api, '/openapi.json': api } },
});

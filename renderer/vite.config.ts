import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Relative addresses, so that the same files serve from a web server's root and from Electron's own protocol. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: path.resolve(import.meta.dirname, '../dist/renderer'),
    emptyOutDir: true,
    target: 'es2023',
    // Inlined pictures and fonts would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // Otherwise every icon that two screens share is a file of its own: 64 requests for the first screen, and a third more work.
        codeSplitting: {
          groups: [
            { name: 'vendor', test: /node_modules/, priority: 1 },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
});

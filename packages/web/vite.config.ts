// Builds the web app into dist/, which the server serves; workspace packages are read from source, so nothing is built first.
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    // Browsers from 2024 on: they know light-dark(), on which the two themes stand.
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // zod and what sets it up stand in one chunk, so that it is set up before any schema is made.
            { name: 'schemas', test: /node_modules\/zod\/|web\/src\/before\.ts/, priority: 2 },
            { name: 'vendor', test: /node_modules\/(react|react-dom|scheduler|@tanstack)\//, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': { target: 'http://localhost:7400', ws: true } } },
});

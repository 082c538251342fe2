/** What Chromium 114 lacks and the libraries use. Loaded only there, before anything else (main.tsx). */
import 'core-js/actual/promise/with-resolvers';

/** pdf.js's worker under the fallback runtime: a worker has a scope of its own, which lacks the same things as the page's. */
import './index.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';

/**
 * What Chromium 114 lacks and the libraries use.
 *
 * Loaded only there (main.tsx, and the document viewer's worker), before anything else; the product's own
 * runtime has it all. core-js for the language, our own few lines for what belongs to the platform.
 */
import 'core-js/actual/array/from-async';
import 'core-js/actual/error/is-error';
import 'core-js/actual/iterator';
import 'core-js/actual/map/get-or-insert';
import 'core-js/actual/map/get-or-insert-computed';
import 'core-js/actual/map/group-by';
import 'core-js/actual/math/sum-precise';
import 'core-js/actual/object/group-by';
import 'core-js/actual/promise/try';
import 'core-js/actual/promise/with-resolvers';
import 'core-js/actual/regexp/escape';
import 'core-js/actual/set';
import 'core-js/actual/symbol/async-dispose';
import 'core-js/actual/symbol/dispose';
import 'core-js/actual/typed-array/from-base64';
import 'core-js/actual/typed-array/from-hex';
import 'core-js/actual/typed-array/set-from-base64';
import 'core-js/actual/typed-array/set-from-hex';
import 'core-js/actual/typed-array/to-base64';
import 'core-js/actual/typed-array/to-hex';
import 'core-js/actual/url/can-parse';
import 'core-js/actual/url/parse';
import 'core-js/actual/weak-map/get-or-insert';
import 'core-js/actual/weak-map/get-or-insert-computed';
import './abort-signal-any.ts';
import './body-bytes.ts';
import './css-round.ts';
import './readable-stream-iteration.ts';

// Stands where a packaged application would, inside the fallback runtime, and does what Electron's own default
// application does: it loads the folder named on the command line.
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (folder === undefined) {
  process.stderr.write('Usage: electron <folder>\n');
  process.exit(2);
}
const root = resolve(folder);
const { main, name, productName, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
process.defaultApp = true;
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(root);
require(join(root, main ?? 'index.js'));

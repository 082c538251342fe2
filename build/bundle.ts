import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { build as buildPage } from 'vite';
import { FONT_FILES, FONT_PACKAGE } from '../main/engine/print/page-fonts.ts';
import { SANS_PACKAGE } from '../renderer/vite-pdfjs-files.ts';
import { fingerprint, forgetBundles, isBundleFresh, stampBundles } from './bundle-stamp.ts';
import { partsOf } from './licences.ts';
import { NATIVE_MODULES, nativePackages } from './native-packages.ts';
import { inProject, PROJECT_ROOT } from './project.ts';

/** One program that esbuild makes: where it starts, and where its bundle goes. */
export interface Bundle {
  readonly name: string;
  readonly options: BuildOptions & { readonly entryPoints: [string]; readonly outfile: string };
}

const COMMON = {
  absWorkingDir: PROJECT_ROOT,
  bundle: true,
  logLevel: 'warning',
  sourcemap: 'linked',
  // Names of classes and functions appear in logs and in errors: a stack trace must be readable.
  keepNames: true,
  legalComments: 'external',
} satisfies BuildOptions;

/**
 * What only Electron has is CommonJS: the fallback runtime (Node 18) knows no ESM in its main process, and a sandboxed
 * preload never does.
 */
const ELECTRON = {
  ...COMMON,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  external: ['electron'],
} satisfies BuildOptions;

/** CommonJS packages inside an ESM bundle ask for Node's modules by `require`, which ESM lacks. */
const REQUIRE_BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const PLAIN_NODE = {
  ...COMMON,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  external: NATIVE_MODULES,
  banner: { js: REQUIRE_BANNER },
} satisfies BuildOptions;

/** Everything that esbuild bundles. The entries of plain Node are siblings: main/engine/platform/entries.ts counts on it. */
export const BUNDLES: readonly Bundle[] = [
  electronBundle('shell', 'main/shell/shell.ts', 'out/shell/shell.cjs'),
  electronBundle('preload', 'preload/preload.ts', 'out/preload/preload.cjs'),
  nodeBundle('engine', 'main/engine/engine.ts'),
  nodeBundle('optimiser', 'main/engine/optimise/optimiser.ts'),
  nodeBundle('page-witness', 'main/engine/optimise/pdf/rendering/page-witness.ts'),
  nodeBundle('pile-reader', 'main/engine/paper/pile-reader.ts'),
  nodeBundle('erasure-rehearsal', 'main/engine/workspaces/erasure/rehearsal.ts'),
  nodeBundle('reference-ent', 'main/reference-ent/reference-ent.ts'),
];

/** Makes the bundles, unless those in out/ were made from the very same sources. */
export async function bundleIfNeeded(): Promise<void> {
  const outputs = ['out/renderer/index.html', ...BUNDLES.map(({ options }) => options.outfile)];
  if (!isBundleFresh(outputs)) await bundleAll();
}

/**
 * Makes every bundle into out/.
 *
 * Programs are made from nothing, so that no file of an older build survives. Rejects with esbuild's or
 * Vite's own report, already printed, if a source does not bundle.
 */
export async function bundleAll(): Promise<void> {
  const startedAt = performance.now();
  forgetBundles();
  const from = fingerprint(PROJECT_ROOT);
  for (const folder of ['shell', 'preload', 'engine']) {
    rmSync(inProject('out', folder), { recursive: true, force: true });
  }
  const [page, ...programs] = await Promise.all([
    bundlePage(),
    ...bundlesWithSource().map(({ options }) => bundleProgram(options)),
  ]);
  copyPdfium();
  copyFonts();
  writeLicences([...page, ...programs.flat()]);
  stampBundles(from);
  console.error(`Bundled in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

/** The bundles whose source exists; the others are named on stderr. */
export function bundlesWithSource(): readonly Bundle[] {
  return BUNDLES.filter(({ name, options }) => {
    const isThere = existsSync(inProject(options.entryPoints[0]));
    if (!isThere) console.error(`No ${name} yet: ${options.entryPoints[0]} does not exist.`);
    return isThere;
  });
}

/** PDFium's WebAssembly is no source: it lies beside the bundles, where rendering/look-at-pages.ts reads it. */
function copyPdfium(): void {
  const wasm = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm');
  copyFileSync(wasm, inProject('out/engine/pdfium.wasm'));
  copyFileSync(inProject('resources/licences/pdfium.txt'), inProject('out/engine/pdfium.wasm.LEGAL.txt'));
}

/** Fonts of printed pages lie there as well, where print/page-fonts.ts reads them. */
function copyFonts(): void {
  const { resolve } = createRequire(import.meta.url);
  for (const [source, bundled] of Object.values(FONT_FILES))
    copyFileSync(resolve(`${FONT_PACKAGE}/${source}`), inProject('out/engine', bundled));
  copyFileSync(resolve(`${FONT_PACKAGE}/LICENSE_FONT`), inProject('out/engine/page-fonts.LEGAL.txt'));
}

/** Lists what the bundles were really made of, and what lies beside them, for the screen « À propos ». */
function writeLicences(files: readonly string[]): void {
  const manifests = ['electron', 'node', FONT_PACKAGE, SANS_PACKAGE].map((name) =>
    inProject('node_modules', name, 'package.json'),
  );
  const native = [...nativePackages().values()].map((folder) => join(folder, 'package.json'));
  const parts = partsOf([...files, ...native, ...manifests]);
  writeFileSync(inProject('out/renderer/licences.json'), JSON.stringify(parts));
}

/** Returns the files that the program was made of. */
async function bundleProgram(options: BuildOptions): Promise<readonly string[]> {
  const { metafile } = await build({ ...options, metafile: true });
  return Object.keys(metafile.inputs).map((path) => inProject(path));
}

/** Returns the files that the page was made of. */
async function bundlePage(): Promise<readonly string[]> {
  // Vite takes its mode from NODE_ENV, and React its slow checks: what is bundled is always the product.
  process.env.NODE_ENV = 'production';
  const built = await buildPage({
    configFile: inProject('renderer/vite.config.ts'),
    logLevel: 'warn',
    mode: 'production',
    // The page is read from the disk, never from a network: the warning about big chunks is for web sites.
    build: { chunkSizeWarningLimit: 4_000 },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  return outputs.flatMap((one) => (one.type === 'chunk' ? one.moduleIds : one.originalFileNames));
}

function electronBundle(name: string, entry: string, outfile: string): Bundle {
  return { name, options: { ...ELECTRON, entryPoints: [entry], outfile } };
}

function nodeBundle(name: string, entry: string): Bundle {
  return { name, options: { ...PLAIN_NODE, entryPoints: [entry], outfile: `out/engine/${name}.mjs` } };
}

// By name: `npm run build` comes here through run-under-node24.mjs.
if (process.argv[1] === import.meta.filename) await bundleAll();

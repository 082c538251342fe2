import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inProject } from './project.ts';
import { descriptionName } from './sign-feed.ts';

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      'installers' | 'release',
      {
        readonly steps: readonly Step[];
        readonly strategy?: {
          readonly matrix: { readonly include: readonly { os: string; targets: string }[] };
        };
      }
    >
  >;
}

const workflow = parse(readFileSync(inProject('.github/workflows/release.yml'), 'utf8')) as Workflow;
const builder = parse(readFileSync(inProject('electron-builder.yml'), 'utf8')) as Record<string, unknown>;
const scripts = (
  JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as { scripts: Record<string, string> }
).scripts;
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

test('a release makes the installers that electron-builder.yml names, each on its own system and processor', () => {
  const named = (system: 'win' | 'mac' | 'linux') => (builder[system] as { target: string[] }).target;
  const matrix = workflow.jobs.installers.strategy?.matrix.include ?? [];
  const made = Object.fromEntries(
    matrix.map(({ os, targets }) => [os, targets.replace(/^--\w+ /, '').split(' ')]),
  );
  expect(made).toEqual({
    'ubuntu-24.04': named('linux'),
    'ubuntu-24.04-arm': named('linux'),
    'windows-2025': named('win'),
    // electron-builder's WiX knows no arm64.
    'windows-11-arm': named('win').filter((target) => target !== 'msi'),
    'macos-15': named('mac'),
    'macos-15-intel': named('mac'),
  });
});

test('what two machines make lies beside each other: the processor is in each name, and in what describes it', () => {
  const names = ['artifactName', 'nsis'].map((key) => {
    const value = builder[key] as string | { artifactName: string };
    return typeof value === 'string' ? value : value.artifactName;
  });
  for (const name of names) expect(name).toMatch(/\$\{arch\}/);
  const uploaded = workflow.jobs.installers.steps.find(({ with: given }) => given?.path !== undefined)?.with;
  expect(uploaded?.path).toContain(descriptionName('', '').split('--')[0]);
  expect(uploaded?.name).toContain('matrix.os');
});

test('its steps call scripts that exist', () => {
  const called = steps.flatMap(({ run = '' }) =>
    [...run.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name ?? ''),
  );
  expect(called.length).toBeGreaterThan(1);
  for (const name of called) expect(Object.keys(scripts)).toContain(name);
});

test('secrets are given to single steps, and the key of the updates to the one that signs', () => {
  const withSecrets = steps.filter(({ env = {} }) =>
    Object.values(env).some((value) => value.includes('secrets.')),
  );
  const keyed = steps.filter(({ env = {} }) => 'CARTABLE_UPDATE_PRIVATE_KEY' in env);
  expect(keyed.map(({ run }) => run)).toEqual(['npm run sign-feed -- stable 10']);
  expect(withSecrets).toHaveLength(2);
  expect(workflow.permissions).toEqual({ contents: 'read' });
});

test('each MSI is looked into before there is a release', () => {
  const runs = workflow.jobs.release.steps.map(({ run = '' }) => run);
  const at = (part: string) => runs.findIndex((run) => run.includes(part));
  expect(at('npm run check-msi -- dist/*.msi')).toBeGreaterThan(-1);
  expect(at('npm run check-msi')).toBeLessThan(at('gh release create'));
});

test('it leaves a bill of materials, checksums and what administrators need', () => {
  const runs = steps.map(({ run = '' }) => run).join('\n');
  for (const part of ['npm sbom', 'sha256sum', 'resources/deploy', '--draft']) expect(runs).toContain(part);
});

import type { ReuseSource, Template } from '../../../preload/contract/reuse.ts';
import type { DomainContext } from '../context.ts';
import { CartableError } from '../platform/cartable-error.ts';
import type { Material } from './material.ts';
import { titleOf } from './material.ts';

interface TemplateRow {
  readonly id: string;
  readonly kind: Template['kind'];
  readonly title: string;
  readonly body: string;
  readonly keptAt: number;
}

const TEMPLATES = 'SELECT id, kind, title, body, kept_at AS keptAt FROM template WHERE removed_at IS NULL';

/** What is kept to make others from, by title. */
export function listTemplates({ store: { db } }: DomainContext): Template[] {
  const rows = db.prepare(`${TEMPLATES} ORDER BY title, id`).all() as TemplateRow[];
  return rows.map(toTemplate);
}

/** @throws CartableError `store/not-found` */
export function readTemplateBody({ store: { db } }: DomainContext, id: string): Material {
  const row = db.prepare(`${TEMPLATES} AND id = ?`).get(id) as TemplateRow | undefined;
  if (row === undefined) throw notFound();
  return JSON.parse(row.body) as Material;
}

/**
 * Keeps what a source holds now: what is changed in it later stays there.
 *
 * A sequence that is kept is made anew each time; so it is no longer this one. Its documents stay in the vault.
 */
export function keepTemplate(
  context: DomainContext,
  kind: ReuseSource['kind'],
  material: Material,
): Template {
  const { store, random, clock } = context;
  const body: Material = {
    sequences: kind === 'lesson' ? [] : material.sequences.map(({ fields }) => ({ id: null, fields })),
    lessons: material.lessons.map((lesson) => ({
      ...lesson,
      copyOf: null,
      sequence: kind === 'lesson' ? null : lesson.sequence,
    })),
  };
  const row: TemplateRow = {
    id: random.id(),
    kind: kind === 'lesson' ? 'lesson' : 'sequence',
    title: titleOf(body),
    body: JSON.stringify(body),
    keptAt: clock.now(),
  };
  store.write(() => {
    store.db
      .prepare(
        'INSERT INTO template (id, kind, title, body, kept_at) VALUES (@id, @kind, @title, @body, @keptAt)',
      )
      .run(row);
    const name = store.db.prepare(
      'INSERT OR IGNORE INTO template_document (template_id, sha256) VALUES (?, ?)',
    );
    for (const { sha256 } of body.lessons.flatMap(({ documents }) => documents)) name.run(row.id, sha256);
  });
  context.announce('progression');
  return toTemplate(row);
}

/** @throws CartableError `store/not-found` */
export function setTemplateRemoved(
  context: DomainContext,
  id: string,
  isRemoved: boolean,
): Record<string, never> {
  const at = isRemoved ? context.clock.now() : null;
  context.store.write(() => {
    const { changes } = context.store.db
      .prepare('UPDATE template SET removed_at = ? WHERE id = ?')
      .run(at, id);
    if (changes === 0) throw notFound();
  });
  context.announce('progression');
  return {};
}

function toTemplate({ id, kind, title, body, keptAt }: TemplateRow): Template {
  return { id, kind, title, lessonCount: (JSON.parse(body) as Material).lessons.length, keptAt };
}

function notFound(): CartableError {
  return new CartableError('store/not-found', {}, 'never');
}

import { escapeXml, XML_HEAD } from '../tables/escape-xml.ts';
import type { RichNode } from './rich-text.ts';
import { escapeAttribute, writeHtml } from './write-html.ts';

/** A lesson as a cartridge gets it. */
export interface LessonToPack {
  readonly title: string;
  readonly nodes: readonly RichNode[];
  /** Those that are in the cartridge. */
  readonly documents: readonly { readonly name: string; readonly sha256: string }[];
}

/** What a cartridge is made of: texts, and documents at their paths. */
export interface PackedCartridge {
  readonly texts: ReadonlyMap<string, string>;
  /** Paths by hash: each document is there once. */
  readonly documents: ReadonlyMap<string, string>;
}

const IMS = 'http://www.imsglobal.org/xsd/imsccv1p1';
const LOM = 'http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest';

/** Lays out an IMS Common Cartridge 1.1: a folder a lesson, with its page and its documents. */
export function packCartridge(title: string, lessons: readonly LessonToPack[]): PackedCartridge {
  const texts = new Map<string, string>();
  const documents = new Map<string, string>();
  const resources: string[] = [];
  const idOf = (sha256: string) => `document-${sha256.slice(0, 32)}`;
  for (const { sha256, name } of lessons.flatMap((lesson) => lesson.documents)) {
    if (documents.has(sha256)) continue;
    const path = `documents/${documents.size + 1}/${safeName(name)}`;
    documents.set(sha256, path);
    resources.push(resourceXml(idOf(sha256), path));
  }
  const items = lessons.map((lesson, index) => {
    const path = `lessons/${index + 1}.html`;
    const addressOf = (sha256: string) => {
      const found = documents.get(sha256);
      return found === undefined ? null : `../${encodeURI(found)}`;
    };
    texts.set(path, writeHtml(lesson.title, lesson.nodes, addressOf));
    resources.push(resourceXml(`lesson-${index + 1}`, path));
    const page = itemXml(`page-${index + 1}`, lesson.title, ` identifierref="lesson-${index + 1}"`);
    const hung = lesson.documents.map(({ name, sha256 }, at) =>
      itemXml(`hung-${index + 1}-${at + 1}`, name, ` identifierref="${idOf(sha256)}"`),
    );
    return itemXml(`folder-${index + 1}`, lesson.title, '', [page, ...hung].join(''));
  });
  texts.set('imsmanifest.xml', manifestXml(title, items, resources));
  return { texts, documents };
}

function manifestXml(title: string, items: readonly string[], resources: readonly string[]): string {
  return `${XML_HEAD}<manifest identifier="cartable" xmlns="${IMS}/imscp_v1p1" xmlns:lomimscc="${LOM}"><metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion><lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string language="fr">${escapeXml(title)}</lomimscc:string></lomimscc:title></lomimscc:general></lomimscc:lom></metadata><organizations><organization identifier="organization" structure="rooted-hierarchy"><item identifier="root">${items.join('')}</item></organization></organizations><resources>${resources.join('')}</resources></manifest>`;
}

function itemXml(identifier: string, title: string, attributes: string, inside = ''): string {
  return `<item identifier="${identifier}"${attributes}><title>${escapeXml(title)}</title>${inside}</item>`;
}

function resourceXml(identifier: string, path: string): string {
  const href = escapeAttribute(path);
  return `<resource identifier="${identifier}" type="webcontent" href="${href}"><file href="${href}"/></resource>`;
}

/** A name that every system takes. */
function safeName(name: string): string {
  return name.replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '-').slice(0, 150);
}

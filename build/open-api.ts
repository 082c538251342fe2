import { stringify } from 'yaml';
import type { Endpoint, ProblemCode, Reply } from '../main/engine/connectors/ent/api/endpoint.ts';
import { introduction } from '../main/engine/connectors/ent/api/introduction.ts';
import { COMMON_PROBLEMS, PROBLEMS } from '../main/engine/connectors/ent/api/problems.ts';
import { endpoints, pathOf } from '../main/engine/connectors/ent/api.ts';
import { openApiSchemas, schemaAddress } from './open-api-schemas.ts';

const HEAD = `# ENT sync API. Made by \`npm run api\` from main/engine/connectors/ent/api.ts and wire.ts: edit those.
`;
const LINE_CHARACTERS = 120;
const OPENINGS = { access: [{ accessToken: [] }], ticket: [{ watchTicket: [] }], nothing: [] } as const;

/** The written API, as the file holds it. */
export function openApiYaml(): string {
  return `${HEAD}${stringify(openApiDocument(), {
    // Readers of YAML 1.1 take a bare 17:00 for 1020, and \`no\` for false: what they would mistake is quoted.
    version: '1.1',
    lineWidth: LINE_CHARACTERS,
    blockQuote: 'literal',
    aliasDuplicateObjects: false,
  })}`;
}

/** The written API as OpenAPI 3.1. */
export function openApiDocument() {
  const all = Object.entries<Endpoint>(endpoints);
  return {
    openapi: '3.1.0',
    info: {
      title: 'ENT sync API',
      version: '1.0.0',
      license: { name: 'MIT', identifier: 'MIT' },
      description: wrapped(introduction()),
    },
    servers: [
      {
        url: 'https://{ent}',
        description: 'The address that teachers type; a path in it is fine.',
        variables: { ent: { default: 'ent.example.fr' } },
      },
    ],
    tags: [...new Set(all.map(([, { chapter }]) => chapter))].map((name) => ({ name })),
    paths: pathsOf(all),
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', description: 'From `/token`, for one session.' },
        watchTicket: { type: 'http', scheme: 'bearer', description: '`watch_ticket` of `/token`.' },
      },
      parameters: { Device: DEVICE_PARAMETER },
      responses: Object.fromEntries(
        Object.keys(PROBLEMS).map((code) => [code, problemReply([code as ProblemCode])]),
      ),
      schemas: openApiSchemas(),
    },
  };
}

const DEVICE_PARAMETER = {
  name: 'Cartable-Device',
  in: 'header',
  required: false,
  description: 'The device that the token was made for. Checked when present.',
  schema: { type: 'string' },
} as const;

function pathsOf(all: readonly (readonly [string, Endpoint])[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, endpoint] of all) {
    const path = pathOf(endpoint);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, endpoint) };
  }
  return paths;
}

function operationOf(name: string, endpoint: Endpoint): object {
  const { capability, opening } = endpoint;
  const note = capability === undefined ? '' : `\n\nCapability \`${capability}\`.`;
  const parameters = [
    ...(endpoint.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.isRequired ?? false,
      description: parameter.prose,
      schema: {
        type: typeof parameter.example === 'number' ? 'integer' : 'string',
        ...(parameter.bounds && { minimum: parameter.bounds.least, maximum: parameter.bounds.most }),
      },
      example: parameter.example,
    })),
    ...(opening === 'access' ? [{ $ref: '#/components/parameters/Device' }] : []),
  ];
  return {
    operationId: name,
    tags: [endpoint.chapter],
    summary: endpoint.summary,
    description: wrapped(`${endpoint.prose}${note}`),
    security: OPENINGS[opening],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestOf(endpoint),
    responses: { ...ownReplies(endpoint), ...problemReplies(endpoint) },
  };
}

function requestOf({ json, bytes }: Endpoint): object {
  if (json !== undefined) {
    const body = { schema: { $ref: schemaAddress(json.name) }, example: json.example };
    const form = { 'application/x-www-form-urlencoded': { schema: body.schema } };
    const content = { 'application/json': body, ...(json.isFormToo === true ? form : {}) };
    const most = json.maxBytes === 'batch' ? '`limits.batch_bytes` of the policy' : `${json.maxBytes} bytes`;
    return { requestBody: { required: true, description: `At most ${most}.`, content } };
  }
  return bytes === undefined
    ? {}
    : { requestBody: { description: bytes.prose, content: bytesContent(bytes) } };
}

function ownReplies({ replies }: Endpoint): Record<string, object> {
  return Object.fromEntries(
    Object.entries(replies).map(([status, reply]) => [status, replyOf(Number(status), reply)]),
  );
}

function replyOf(status: number, { prose, headers, json, bytes, problem }: Reply): object {
  return {
    description: prose,
    ...(headers === undefined ? {} : { headers: headersOf(headers) }),
    ...(json === undefined
      ? {}
      : {
          content: {
            'application/json': { schema: { $ref: schemaAddress(json.name) }, example: json.example },
          },
        }),
    ...(bytes === undefined ? {} : { content: bytesContent(bytes) }),
    ...(problem === undefined
      ? {}
      : { content: problemContent({ example: { title: 'For people', status, code: problem } }) }),
  };
}

function problemContent(shown: { readonly example: object } | { readonly examples: object }): object {
  return { 'application/problem+json': { schema: { $ref: schemaAddress('Problem') }, ...shown } };
}

function headersOf(headers: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
  );
}

function bytesContent({ mediaType, prose }: { mediaType: string; prose: string }): object {
  return { [mediaType]: { schema: { description: prose } } };
}

/** One reply a status: several problems share it. */
function problemReplies({ errors, path, replies }: Endpoint): Record<string, object> {
  const common = path.startsWith('/.well-known/') ? [] : COMMON_PROBLEMS;
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...errors, ...common])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const told = [...byStatus]
    .filter(([status]) => !(status in replies))
    .toSorted(([first], [second]) => first - second)
    .map(([status, codes]) => [
      status,
      codes.length === 1 ? { $ref: `#/components/responses/${codes[0]}` } : problemReply(codes),
    ]);
  return Object.fromEntries(told);
}

function problemReply(codes: readonly ProblemCode[]): object {
  const examples = codes.map((code) => {
    const { status, meaning } = PROBLEMS[code];
    const limit = code === 'too-large' ? { limit: 500 } : {};
    return [code, { summary: meaning, value: { title: 'For people', status, code, ...limit } }];
  });
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].remedy}`).join('\n\n'),
    ...problemHeaders(codes),
    content: problemContent({ examples: Object.fromEntries(examples) }),
  };
}

function problemHeaders(codes: readonly ProblemCode[]): object {
  const has = (...wanted: readonly ProblemCode[]) => wanted.some((code) => codes.includes(code));
  const headers = {
    ...(has('too-many-requests', 'unavailable', 'already-running') && {
      'Retry-After': 'Seconds, or a date.',
    }),
    ...(has('token-expired', 'ticket-expired') && { 'WWW-Authenticate': '`Bearer`' }),
  };
  return Object.keys(headers).length === 0 ? {} : { headers: headersOf(headers) };
}

/** Breaks the lines of paragraphs and lists, which Markdown joins again; tables and code stay as they are. */
function wrapped(text: string): string {
  const most = LINE_CHARACTERS - 16;
  return text
    .split('\n')
    .map((line) => {
      const indent = /^(?:- |\d\. )/.test(line) ? '   ' : '';
      return line.startsWith('|')
        ? line
        : line.replaceAll(new RegExp(`(.{1,${most}})(?: |$)`, 'g'), `$1\n${indent}`).trimEnd();
    })
    .join('\n');
}

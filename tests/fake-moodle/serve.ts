import { parseArgs } from 'node:util';
import { startFakeMoodle } from './fake-moodle.ts';

/** `node tests/fake-moodle/serve.ts --port P --students N --copy-bytes B --path /moodle --debug` */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8088' },
    path: { type: 'string', default: '' },
    students: { type: 'string', default: '35' },
    'copy-bytes': { type: 'string', default: '2100000' },
    debug: { type: 'boolean', default: false },
  },
});

const fake = await startFakeMoodle({
  port: Number(values.port),
  path: values.path,
  students: Number(values.students),
  copyBytes: Number(values['copy-bytes']),
  config: { debug: values.debug },
});
console.log(`${fake.url}  login: ${fake.login}  password: ${fake.password}`);
process.once('SIGINT', () => void fake.close());

import { describeAdapter } from './adapter-suite.ts';
import { openEntSchool } from './ent-school.ts';

describeAdapter('the ENT sync API', openEntSchool, {
  firstSync: 8,
  returnGrades: 6,
  returnCopies: 12,
  idle: 1,
});

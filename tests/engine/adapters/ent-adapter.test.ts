import { describeAdapter } from './adapter-suite.ts';
import { openEntSchool } from './ent-school.ts';

describeAdapter('the ENT sync API', openEntSchool, {
  firstSync: 6,
  returnGrades: 4,
  returnCopies: 8,
  idle: 1,
});

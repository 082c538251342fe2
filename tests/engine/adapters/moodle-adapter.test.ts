import { describeAdapter } from './adapter-suite.ts';
import { openMoodleSchool } from './moodle-school.ts';

// 35 of the first sync's requests, and of the returned copies', are files: Moodle takes and gives one at a time.
describeAdapter('Moodle', openMoodleSchool, { firstSync: 45, returnGrades: 3, returnCopies: 40, idle: 3 });

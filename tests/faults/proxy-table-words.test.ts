import { describeFaults } from './proxy-table.ts';
import { WORD_FAULTS } from './proxy-table-cases.ts';

describeFaults(WORD_FAULTS);

import { describeFaults } from './proxy-table.ts';
import { LINE_FAULTS } from './proxy-table-cases.ts';

describeFaults(LINE_FAULTS);

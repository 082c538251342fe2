import { single, value } from '../external/descriptions.ts';
import { defineFunction } from '../external/external-function.ts';
import { missingRecord } from '../external/moodle-error.ts';
import { validateContext } from './access.ts';

/** competency/classes/external.php: a scale's labels, numbered from 1. Not recorded. */
export const getScaleValues = defineFunction({
  name: 'core_competency_get_scale_values',
  parameters: single({ scaleid: value('int') }),
  run: (call, { scaleid }) => {
    validateContext(call, null);
    const labels = call.site.scales.get(scaleid);
    if (labels === undefined) throw missingRecord('scale');
    return labels.map((name, index) => ({ id: index + 1, name }));
  },
});

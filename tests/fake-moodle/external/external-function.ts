import type { PhpArray } from '../php/php-array.ts';
import type { User } from '../site/rows.ts';
import type { Site } from '../site/site.ts';
import type { Description } from './descriptions.ts';
import { validateParameters } from './validate-parameters.ts';

/** Who calls, and how texts are wanted (`moodlewssetting…`, lib/external/classes/external_settings.php). */
export interface Call {
  readonly site: Site;
  readonly user: User;
  readonly token: string;
  /** Texts as they are stored, instead of cleaned HTML. */
  readonly raw: boolean;
  /** Addresses of files in texts; without, `@@PLUGINFILE@@` stays. */
  readonly fileurl: boolean;
}

/** One web service function: db/services.php names it, its class describes and runs it. */
export interface ExternalFunction {
  readonly name: string;
  /** May be called without signing in, by lib/ajax/service-nologin.php. */
  readonly isPublic: boolean;
  /** @throws MoodleError */
  run(call: Call, params: PhpArray): unknown;
}

/** A function whose parameters are checked before it runs. */
export function defineFunction<T>(definition: {
  readonly name: string;
  readonly parameters: Description<T>;
  readonly isPublic?: boolean;
  readonly run: (call: Call, params: T) => unknown;
}): ExternalFunction {
  return {
    name: definition.name,
    isPublic: definition.isPublic ?? false,
    run: (call, params) => definition.run(call, validateParameters(definition.parameters, params)),
  };
}

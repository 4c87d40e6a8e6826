import { validateObject } from '../../../lib/model/validation';
import type { JsonObject } from '../../../lib/private/json';

/** What a 1.36 API server refuses of an object by itself. */
export const validate = (object: JsonObject) => validateObject(object, { minor: 36 });

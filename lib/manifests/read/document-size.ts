import { YamlFault } from './yaml-fault';

/** A document is read as a whole, and takes some thirty times its size. The API server itself stops at 3 MiB. */
const MAX_DOCUMENT_LENGTH = 32 * 1024 * 1024;
/** Below this length no document can have too many values. */
const UNSUSPICIOUS = 4 * 1024 * 1024;
const MAX_VALUES = 8_000_000;

/** Why a part of a text cannot be read at once, where it cannot. */
export function documentSizeFault(text: string): YamlFault | undefined {
  if (text.length > MAX_DOCUMENT_LENGTH) return new YamlFault('one document holds more than 32 MiB', 0);
  if (text.length > UNSUSPICIOUS && mostValues(text) > MAX_VALUES) {
    return new YamlFault(`one document holds more than ${MAX_VALUES} values`, 0);
  }
  return undefined;
}

/** Each value but the first stands behind one of these. */
function mostValues(text: string): number {
  let count = 1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // , : [ { - ? and line breaks
    if (code === 44 || code === 58 || code === 91 || code === 123 || code === 45 || code === 63 || code === 10) count++;
  }
  return count;
}

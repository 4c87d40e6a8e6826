import { Attachment } from './attachment';

/** On an object: what it refers to and somebody else makes, as `<kind> <namespace>/<name>`. */
export const MADE_ELSEWHERE = new Attachment<readonly string[]>('made-elsewhere');

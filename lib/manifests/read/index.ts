export type { FileSystem } from './file-system';
export { DISK } from './file-system';
export { INTO_CHECK } from './into-check';
export type { ReadProblem } from './read-problem';
export type { ReadManifests, ReadSource, ReadSources } from './read-manifests';
export { MAX_BYTES, readManifests, STANDARD_INPUT } from './read-manifests';
export { TextReader, type RepeatedKey } from './text-reader';
export { isReadValue, readValue, type ReadValue } from './read-value';

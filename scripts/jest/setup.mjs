import { writeLibrary } from './library.mjs';

/** Called by Jest once, before all tests. */
export default writeLibrary;

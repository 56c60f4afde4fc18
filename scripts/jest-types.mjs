// Jest's transform: types become blanks, as when Node runs a `.ts` file itself. So the tests run what users of the source run,
// and each byte stays where it was: what V8 counts in Jest and in a process of its own is about the same text.
import { stripTypeScriptTypes } from 'node:module';

/** @type {import('@jest/transform').SyncTransformer} */
export default { process: (source) => ({ code: stripTypeScriptTypes(source) }) };

import common from '../jest.config.js';

/** What `npm run mutation` asks each time: quickly, since it asks thousands of times. It names the tests itself. */
export default {
  ...common,
  rootDir: '..',
  // Nothing else is searched for changed files, and without another program.
  roots: ['<rootDir>/src', '<rootDir>/__tests__'],
  watchman: false,
  haste: { forceNodeFilesystemAPI: true },
  setupFiles: ['<rootDir>/scripts/jest-brief.mjs'],
};

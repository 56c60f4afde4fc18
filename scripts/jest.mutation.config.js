import common from '../jest.config.js';

/** What `npm run mutation` asks each time: quickly, since it asks thousands of times. */
export default {
  ...common,
  rootDir: '..',
  testMatch: [`<rootDir>/${process.env.MUTATION_TESTS}`],
  setupFiles: ['<rootDir>/scripts/jest-brief.mjs'],
};

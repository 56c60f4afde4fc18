import { availableParallelism } from 'node:os';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/jest-types.mjs' },
  testTimeout: 60_000,
  // Jest leaves one core free by default, and most tests wait for programs that they started.
  maxWorkers: availableParallelism(),
};

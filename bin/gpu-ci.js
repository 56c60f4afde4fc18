#!/usr/bin/env node
// The action and `gpu-ci` are one bundle: without arguments it is the action.
if (process.argv.length < 3) process.argv.push('--help');
await import('../dist/index.js');

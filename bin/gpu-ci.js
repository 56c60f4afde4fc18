#!/usr/bin/env node
// The action and `gpu-ci` are one bundle: with arguments it is the latter.
if (process.argv.length < 3) process.argv.push('help');
await import('../dist/index.js');

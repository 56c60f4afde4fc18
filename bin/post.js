// What runs after the step is a clean-up by its entry, not by what the step saved: with that lost it would be a second run.
process.argv.push('cleanup');
await import('../dist/index.js');

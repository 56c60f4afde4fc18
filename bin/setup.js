// The entry decides that only GPU CLI is set up: install, mask and export.
process.argv.push('setup');
await import('../dist/index.js');

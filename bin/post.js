// The entry decides that this is the post step, not what main saved: without that state it would run the workload again.
process.argv.push('post');
await import('../dist/index.js');

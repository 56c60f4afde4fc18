// Preloaded into the action: writes down which files of its bundle were loaded when it starts `gpu` for the first time.
import child from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const loaded = [];
registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) loaded.push(url);
    return next(url, context);
  },
});
const { spawn } = child;
child.spawn = (...call) => {
  child.spawn = spawn;
  writeFileSync(process.env['LOADED'], JSON.stringify(loaded));
  return spawn(...call);
};

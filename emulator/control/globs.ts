// Path patterns of `include`, `outputs` and `-o`: `*` stays in a folder, `**` crosses folders, a folder means all below it.

export function globToRegExp(glob: string): RegExp {
  const clean = glob.replace(/^\.\//, '').replace(/\/+$/, '');
  let source = '';
  for (let at = 0; at < clean.length; at += 1) {
    const character = clean[at] ?? '';
    if (character === '*' && clean[at + 1] === '*') {
      at += 1;
      if (clean[at + 1] === '/') {
        at += 1;
        source += '(?:.*/)?';
      } else source += '.*';
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else source += character.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  }
  return new RegExp(`^${source}(?:/.*)?$`);
}

/** A test for paths relative to the workspace; a leading `!` takes paths out again. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const rules = globs.map((glob) => ({
    negative: glob.startsWith('!'),
    pattern: globToRegExp(glob.startsWith('!') ? glob.slice(1) : glob),
  }));
  return (path) => {
    let answer = false;
    for (const rule of rules) if (rule.pattern.test(path)) answer = !rule.negative;
    return answer;
  };
}

// Makes the program one file out of its sources: types stripped, imports turned into lookups in one table.
// The result has neither `import` nor `require`, so Node runs it whatever package.json lies above it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asset } from './assets.ts';

const IMPORT = /^import\s+(?:type\s[^;]*?from\s*'[^']+'|([^;]*?)\s*from\s*'([^']+)');?[ \t]*$/gm;
const EXPORTED = /^export\s+(async\s+function\*?|function\*?|const|let|class)\s+([A-Za-z_$][\w$]*)/gm;

export function assemble(): string {
  const modules = new Map<string, string>();
  const entry = asset('gpu.ts');
  const visit = (file: string): void => {
    if (modules.has(file) || !existsSync(file)) return;
    modules.set(file, '');
    const { text, needs } = rewrite(withoutTypes(readFileSync(file, 'utf8')), file);
    modules.set(file, text);
    for (const need of needs) visit(need);
  };
  visit(entry);
  const name = (file: string): string => file.slice(dirname(entry).length + 1);
  const table = [...modules].map(([file, text]) => `${JSON.stringify(name(file))}: (exports) => {\n${text}\n},`);
  return `const modules = {
${table.join('\n')}
};
const loaded = {};
function load(name) {
  if (name.startsWith('node:')) return process.getBuiltinModule(name);
  if (!modules[name]) throw new Error('The program has no part ' + name);
  if (!loaded[name]) modules[name]((loaded[name] = {}));
  return loaded[name];
}
load('gpu.ts');
`;
}

/** Node's own type stripping; that it is young need not be told to whoever starts the cloud. */
function withoutTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return process.getBuiltinModule('node:module').stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function rewrite(source: string, file: string): { text: string; needs: string[] } {
  const needs: string[] = [];
  const root = dirname(asset('gpu.ts'));
  const target = (specifier: string): string => {
    if (specifier.startsWith('node:')) return JSON.stringify(specifier);
    const path = join(dirname(file), specifier);
    needs.push(path);
    return JSON.stringify(path.slice(root.length + 1));
  };
  const names: string[] = [];
  const text = source
    .replace(IMPORT, (_, names?: string, specifier?: string) => {
      if (names === undefined || specifier === undefined) return '';
      const binding = names.trim().startsWith('* as ') ? names.trim().slice(5) : names.replace(/\s+as\s+/g, ': ');
      return `const ${binding} = load(${target(specifier)});`;
    })
    .replace(/\bimport\(\s*'([^']+)'\s*\)/g, (_, specifier: string) => `Promise.resolve(load(${target(specifier)}))`)
    .replace(EXPORTED, (_, word: string, exported: string) => {
      names.push(exported);
      return `${word} ${exported}`;
    })
    .replace(/^export\s*\{[^}]*\}[^;]*;?$/gm, '');
  const getters = names.map((exported) => `get ${exported}() { return ${exported}; }`).join(', ');
  return {
    text: `Object.defineProperties(exports, Object.getOwnPropertyDescriptors({ ${getters} }));\n${text}`,
    needs,
  };
}

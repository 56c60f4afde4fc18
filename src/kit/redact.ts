// What a program prints may hold anything. A text keeps only words that cannot identify anybody; everything else becomes a
// placeholder, the same one for equal values.

/** Words of GPU CLI and of plain English that a text may keep. Everything else may be a name. */
const WORDS = `
a about above accepted account accounts active add after again agent all allowed already also always an and another any api are args
argument arguments as ask at attach attached auth authenticated authentication available back bad be been before billed billing bill
bootstrap both broken but by bytes cache cancel canceled cancelled cancelling cannot capacity card change check checks ci cli clean
client code codes command commands complete completed concurrent config configuration configure configured connect connected
connecting connection contact container cost costs could count create created created_at credentials current daemon data day days
default delete deleted denied dependencies destroyed detach detached detecting directory disabled do doctor documented does done down
each either empty enabled end ended endpoint enterprise env environment error errors every example exceeded exec executing exist exists
exit exited expected expired fail failed failure false file files finished flag flags folder for force forget found free fresh from
full get gpu gpud gpus group had has have healthy help hint host hour hours id ids idle if image in info information initializing
input install installed installing instance instances interactive internal invalid inventory invoice is it job jobs json keep key keys
kill killed last least limit limited line lines list listed live local log logged login logout logs lost low machine manage match max
maximum medium member memory message min minute minutes missing mode month monthly more most must my name named needed network never
new newest next no none not note nothing now null number of off offline ok on once one online only open option options or org
organization organizations other out output outputs over owner paid path paths pause paused payment pending per permission personal
phase plan plans please pod pods pool preparing price prices print pro profile progress project projects provider provision
provisioned provisioning publish pull pulling queue queued quota ready rebuild recovery refused region registered rejected released
remote removed rental rented request required requires reset resolved resolving restart restarting retry revoked role run runner
running runs runtime scheduled scheduling second seconds secret see selected send service session sessions set shell show signed since
size slots spend spent stage start started starting state status step stock stop stopped stopping storage string stderr stdout submit
submitted submitting success succeeded summary switch switched sync synced syncing system table team terminal terminate terminated
terminating that the then there these this time timed timeout timestamp to token tokens too total trial true try type types uid unable
unauthorized unexpected unhealthy unknown unlimited unrecognized up update upgrade uploading url usage use used user using valid value
values variable verb verbose version volume vram wait waiting want warn warning was week were when which will with without work
workspace write wrong yes you your
args debug trace gb gib mib mb kb usd ms min hrs secs tip try subcommand subcommands similar exists failed-to-connect jsonc toml
nvidia smi cuda driver uuid geforce rtx gtx tesla quadro ada sxm pcie nvl super ti
sleep sh bash echo printf true exit
allows authorization budget busy concurrency concurrent declined dns due enough exhausted fetch funds gateway handshake heartbeat included
insufficient limits longer overloaded past payments provisioning rate reach reached relay resources retrying rsync sold specifications
spending ssh such temporarily timeout tls transfer transport trouble unavailable unreachable upgrade subscription balance credit credits
`;

const VOCABULARY: ReadonlySet<string> = new Set(wordsOf(WORDS));

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => word.length <= 16);
}

/** Fields whose values are words of the program, such as a state that nobody has seen before. */
const WORD_FIELDS =
  /^(state|status|phase|stage|kind|type|health|stock|role|plan|tier|provider|backend|level|reason_code)$/i;
const GPU_FIELDS = /^(gpu|gpu_?type|gpu_?name|type|name|model)$/i;
const GPU_NAME =
  /^(NVIDIA )?(GeForce )?(RTX |GTX |Tesla )?(PRO |A)?[ABHLPTV]?\d{1,4}[A-Z]{0,2}( (Ti|Super|Ada|SXM\d?|PCIe|NVL|HBM\d|\d{1,3} ?GB|Generation))*$/;
/** Fields whose values identify somebody or something: the same value is hidden everywhere else. */
const IDENTITIES =
  /(^|_)(id|ids|slug|name|email|org|organization|user|owner|account|host|hostname|path|project|token|key|url|address|ip)$/i;

const KINDS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['token', /gp[tu]_[a-z]+_|gh[a-z]_|^(sk|hf|rpa)[-_]|^ey[A-Za-z0-9_-]{10,}\./],
  ['email', /@/],
  ['url', /:\/\//],
  ['path', /^~?\.{0,2}[/\\]/],
  ['job', /^job_/],
  ['number', /^[\d.,:/TZ+-]+$/],
  ['id', /\d/],
];

const CRATE = /^[a-z]+(_[a-z]+)*(::[a-z]+(_[a-z]+)*)+:?$/;
const TIME = /^\d{4}-\d\d-\d\d[T ]?(\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/;

export type Redact = ReturnType<typeof redactor>;

/**
 * @param secrets values that must not appear, such as the token, the user name and the home folder.
 * @param helps help texts, asked without a token and in an empty home: their words are words of the program.
 */
export function redactor(secrets: readonly string[]) {
  const vocabulary = new Set(VOCABULARY);
  const known = new Set<string>();
  const placeholders = new Map<string, string>();
  const counts = new Map<string, number>();

  /** Values that are words of the program anyway, such as a user named `gpu`, identify nobody. */
  const learn = (value: string): void => {
    const trimmed = value.trim();
    if (trimmed.length >= 3 && trimmed.length <= 10_000 && !vocabulary.has(trimmed.toLowerCase())) known.add(trimmed);
  };
  secrets.forEach(learn);

  const holder = (value: string): string => {
    const before = placeholders.get(value);
    if (before !== undefined) return before;
    const kind = KINDS.find(([, pattern]) => pattern.test(value))?.[0] ?? 'word';
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `<${kind}-${count}>`;
    placeholders.set(value, made);
    return made;
  };

  const isKnown = (value: string): boolean => {
    for (const one of known) if (value.includes(one) || (value.length >= 3 && one === value)) return true;
    return false;
  };
  const isWord = (word: string): boolean => word.length <= 2 || vocabulary.has(word.toLowerCase());

  /** A run of characters between blanks and brackets. */
  const chunk = (value: string): string => {
    if (TIME.test(value)) return '2026-01-01T00:00:00Z';
    if (/^v?\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(value) || /^\$?\d{1,3}%?$/.test(value)) return value;
    if (/^\d{1,3}(ms|s|m|h|d|min|x|GB|GiB|MB|MiB)$/.test(value)) return value;
    if (/^\$?\d+\.\d+(\/\w{1,3})?$/.test(value)) return '0.5';
    const parts = value.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
    const plain = /^[\x20-\x7e…–—✗✓✔•·│─┌┐└┘├┤┬┴┼█▏]*$/.test(value) && !value.includes('@') && !isKnown(value);
    const words = parts.every((part) => /^[A-Za-z]+$/.test(part) && isWord(part));
    return (plain && words) || (CRATE.test(value) && !isKnown(value)) ? value : holder(value);
  };
  const pieces = /[^\s"'`()[\]{}<>,;|]+/g;
  const withoutKnown = (text: string): string => {
    let rest = text;
    for (const one of [...known].sort((a, b) => b.length - a.length)) {
      // Within a longer word it would be a coincidence, and the word is judged as a whole.
      if (one.length >= 6 || /\W/.test(one)) rest = rest.replaceAll(one, () => holder(one));
    }
    return rest;
  };
  const HOLDER = /<[a-z]+-\d+>/;
  const text = (given: string): string =>
    withoutKnown(given.replace(/\x1b\[[0-9;]*[A-Za-z]/g, ''))
      .split(/(<[a-z]+-\d+>)/)
      .map((part) =>
        HOLDER.test(part) && [...placeholders.values()].includes(part) ? part : part.replace(pieces, chunk),
      )
      .join('');

  /** Help is asked without a token and in an empty home, so what looks like a word is one. */
  const help = (given: string): string =>
    given.replace(pieces, (value) => {
      const parts = value.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
      const plain = parts.every((part) => /^([A-Za-z]{1,20}|\d{1,4})$/.test(part)) && !/[@\\~]|:\/\/|^\//.test(value);
      if (
        !plain ||
        value.replace(/\D/g, '').length > 4 ||
        value.length > 60 ||
        isKnown(value) ||
        parts.some((part) => known.has(part))
      )
        return chunk(value);
      return value;
    });

  function learnFrom(value: unknown, field = ''): void {
    if (typeof value === 'string') {
      if (IDENTITIES.test(field) && !GPU_NAME.test(value)) learn(value);
    } else if (Array.isArray(value)) value.forEach((item) => learnFrom(item, field));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) learnFrom(inner, name);
    }
  }

  const fieldName = (name: string): string =>
    /^[A-Za-z]{1,16}(_[A-Za-z]{1,16}){0,5}$/.test(name) && !isKnown(name) ? name : holder(name);

  const word = (value: string, field: string): string => {
    const isProgramWord = WORD_FIELDS.test(field) && /^[A-Za-z]{2,16}(_[A-Za-z]{2,16})?$/.test(value);
    if ((isProgramWord || (GPU_FIELDS.test(field) && GPU_NAME.test(value))) && !isKnown(value)) return value;
    return text(value);
  };

  /** The shape of a JSON value: one item of each list, numbers without their value, strings as texts. */
  function json(value: unknown, field = '', depth = 0): unknown {
    if (depth > 12) return null;
    if (typeof value === 'string') return word(value.slice(0, 4_096), field);
    if (typeof value === 'number') return Number.isInteger(value) ? 0 : 0.5;
    if (Array.isArray(value)) return value.slice(0, 1).map((item) => json(item, field, depth + 1));
    if (typeof value !== 'object' || value === null) return value ?? null;
    const entries = Object.entries(value).slice(0, 200);
    return Object.fromEntries(entries.map(([name, inner]) => [fieldName(name), json(inner, name, depth + 1)]));
  }

  return {
    text,
    help(given: string): string {
      const shown = help(given);
      for (const one of wordsOf(shown)) vocabulary.add(one);
      return shown;
    },
    /** All answers first learn what identifies, so that it is hidden in each of them. */
    learnFrom,
    json,
  };
}

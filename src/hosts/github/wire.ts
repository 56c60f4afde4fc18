import { exchange, type Reply } from '../../http.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

export type Parameters = Readonly<Record<string, unknown>>;

/** One request, one try. Throws `Refusal` or `GraphqlRefusal` for an answer that is none. `timeoutMs` is real time: it guards against a dead line. */
export interface Wire {
  rest(route: string, parameters: Parameters, timeoutMs: number, signal?: AbortSignal): Promise<Answer>;
  graphql(query: string, variables: Parameters, timeoutMs: number, signal?: AbortSignal): Promise<unknown>;
}

/** An answer that is a refusal. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly response: Omit<Answer, 'data'>;

  constructor(message: string, { status, headers }: Omit<Answer, 'data'>) {
    super(message);
    this.response = { status, headers };
  }
}

/** GraphQL answers 200 to a query that it refuses. */
export class GraphqlRefusal extends Error {
  override readonly name = 'GraphqlRefusal';
}

/** The wire to GitHub, or to the GitHub Enterprise Server that `baseUrl` (`GITHUB_API_URL`) names. */
export function openWire(token: string, baseUrl: string): Wire {
  const base = (baseUrl === '' ? 'https://api.github.com' : baseUrl).replace(/\/+$/, '');
  const send = async (
    method: string,
    url: string,
    body: unknown,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<Answer> => {
    const reply = await exchange(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `token ${token}`,
        'user-agent': 'gpu-cli-run-action',
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    });
    const answer = { status: reply.status, headers: reply.headers, data: dataOf(reply) };
    if (reply.status >= 300) throw new Refusal(wordsOf(answer), answer);
    return answer;
  };
  return {
    rest(route, parameters, timeoutMs, signal) {
      const { method, path, rest } = filled(route, parameters);
      const inQuery = method === 'GET' || method === 'HEAD';
      const query = inQuery && Object.keys(rest).length > 0 ? `?${new URLSearchParams(textsOf(rest)).toString()}` : '';
      const body = inQuery || Object.keys(rest).length === 0 ? undefined : rest;
      return send(method, `${base}${path}${query}`, body, timeoutMs, signal);
    },
    async graphql(query, variables, timeoutMs, signal) {
      // On GitHub Enterprise Server GraphQL stands beside the REST API, not below it.
      const url = `${base.replace(/\/api\/v3$/, '/api')}/graphql`;
      const { data } = await send('POST', url, { query, variables }, timeoutMs, signal);
      const { errors } = fieldsOf(data);
      if (Array.isArray(errors) && errors.length > 0) {
        const { message } = fieldsOf(errors[0]);
        throw new GraphqlRefusal(typeof message === 'string' ? message : 'it refused the query');
      }
      return fieldsOf(data)['data'];
    },
  };
}

/** `GET /repos/{owner}/{repo}/…` with its parameters in place; what is left over is the query or the body. */
function filled(route: string, parameters: Parameters): { method: string; path: string; rest: Parameters } {
  const [method = '', template = ''] = route.split(' ');
  const used = new Set<string>();
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    used.add(name);
    return encodeURIComponent(String(parameters[name]));
  });
  return { method, path, rest: Object.fromEntries(Object.entries(parameters).filter(([name]) => !used.has(name))) };
}

const textsOf = (values: Parameters): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

function dataOf({ headers, body }: Reply): unknown {
  const text = body.toString('utf8');
  if (!/\bjson\b/i.test(headers['content-type'] ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page under a wrong name: its status still tells.
    return text;
  }
}

function wordsOf({ status, data }: Answer): string {
  const { message, errors } = fieldsOf(data);
  if (typeof message !== 'string') return `HTTP ${status}`;
  return Array.isArray(errors) ? `${message}: ${errors.map((error) => JSON.stringify(error)).join(', ')}` : message;
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

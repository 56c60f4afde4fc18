/** The little of SVG that two plots need: scales, axes, text that does not overlap. */
export const INK = { text: '#1f2328', soft: '#59636e', grid: '#e4e8ec', paper: '#ffffff', ours: '#d1242f' } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Scale = (value: number) => number;

export const linear =
  ([low, high]: readonly [number, number], [from, to]: readonly [number, number]): Scale =>
  (value) =>
    from + ((value - low) / (high - low)) * (to - from);

export const logarithmic = (domain: readonly [number, number], range: readonly [number, number]): Scale => {
  const scale = linear([Math.log(domain[0]), Math.log(domain[1])], range);
  return (value) => scale(Math.log(value));
};

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const n = (value: number): string => Number(value.toFixed(1)).toString();

export interface TextStyle {
  readonly size?: number;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly turned?: boolean;
  /** Keeps the lines behind it off its letters. */
  readonly halo?: boolean;
}

export function text(x: number, y: number, content: string, style: TextStyle = {}): string {
  const { size = 13, fill = INK.text, anchor = 'start', bold = false, turned = false, halo = false } = style;
  const around = halo ? ` stroke="${INK.paper}" stroke-width="4" stroke-opacity="0.8" paint-order="stroke"` : '';
  const turn = turned ? ` transform="rotate(-90 ${n(x)} ${n(y)})"` : '';
  const weight = bold ? ' font-weight="600"' : '';
  return `<text x="${n(x)}" y="${n(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${weight}${turn}${around}>${escape(content)}</text>`;
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  stroke: string,
  more = '',
): string {
  return `<line x1="${n(from[0])}" y1="${n(from[1])}" x2="${n(to[0])}" y2="${n(to[1])}" stroke="${stroke}" ${more}/>`;
}

export function path(points: readonly (readonly [number, number])[], stroke: string, width: number, more = ''): string {
  const d = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${n(x)} ${n(y)}`).join('');
  return `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round" ${more}/>`;
}

export function rect({ x, y, width, height }: Box, fill: string, more = ''): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}" ${more}/>`;
}

export const dot = (x: number, y: number, radius: number, fill: string): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${radius}" fill="${fill}" stroke="${INK.paper}" stroke-width="1.5"/>`;

export interface Axes {
  readonly box: Box;
  readonly x: { readonly scale: Scale; readonly ticks: readonly number[]; readonly label: string };
  readonly y: {
    readonly scale: Scale;
    readonly ticks: readonly number[];
    readonly label: string;
    readonly say?: (value: number) => string;
  };
}

export function axes({ box, x, y }: Axes): string {
  const bottom = box.y + box.height;
  const right = box.x + box.width;
  return [
    ...y.ticks.map((tick) => line([box.x, y.scale(tick)], [right, y.scale(tick)], INK.grid)),
    ...y.ticks.map((tick) =>
      text(box.x - 8, y.scale(tick) + 4, (y.say ?? String)(tick), { size: 12, fill: INK.soft, anchor: 'end' }),
    ),
    line([box.x, bottom], [right, bottom], INK.soft),
    ...x.ticks.map((tick) => line([x.scale(tick), bottom], [x.scale(tick), bottom + 5], INK.soft)),
    ...x.ticks.map((tick) =>
      text(x.scale(tick), bottom + 20, String(tick), { size: 12, fill: INK.soft, anchor: 'middle' }),
    ),
    text(box.x + box.width / 2, bottom + 40, x.label, { anchor: 'middle' }),
    text(box.x - 48, box.y + box.height / 2, y.label, { anchor: 'middle', turned: true }),
  ].join('\n');
}

export function picture(width: number, height: number, title: string, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif">
<title>${escape(title)}</title>
${rect({ x: 0, y: 0, width, height }, INK.paper)}
${parts.join('\n')}
</svg>
`;
}

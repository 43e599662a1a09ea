/** Names the browser and the device of a User-Agent header, for the session's `meta_data`. */

const BROWSERS: ReadonlyArray<readonly [string, RegExp]> = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+).*Safari\//],
]

const DEVICES: ReadonlyArray<readonly [string, RegExp]> = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
]

/** Browser with its major version, and kind of device; `Unknown` where the header does not say. */
export function describeUserAgent(header: string | undefined): { browser: string; device: string } {
  const text = header ?? ''
  const browser = BROWSERS.map(([name, form]) => [name, form.exec(text)?.[1]] as const).find(([, version]) => version)
  const device = DEVICES.find(([, form]) => form.test(text))
  return { browser: browser ? `${browser[0]} ${browser[1]}` : 'Unknown', device: device?.[0] ?? 'Unknown' }
}

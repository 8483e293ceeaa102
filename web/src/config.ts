/** Where the API is: empty for the page's own server. Static hosting says it in `config.json`. */
export interface Config {
  api: string;
}

let config: Config = { api: '' };

/** Reads `config.json` beside the page. A missing or broken one is an error, told with what it must hold. */
export async function loadConfig(): Promise<void> {
  const address = `${import.meta.env.BASE_URL}config.json`;
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok)
    throw new Error(`${address} answered ${response.status}; it must hold {"api": "ADDRESS"}`);
  const read: unknown = await response.json();
  if (typeof read !== 'object' || read === null || !('api' in read) || typeof read.api !== 'string')
    throw new Error(
      `${address} must hold {"api": "ADDRESS"}, with an empty address for the page's own server`,
    );
  config = { api: read.api.replace(/\/+$/, '') };
}

/** The address of a path of the API. */
export const address = (path: string): string => config.api + path;

/** Whether the API is on another origin: its pictures are then asked for with CORS. */
export const isForeign = (): boolean =>
  config.api !== '' && new URL(config.api, location.href).origin !== location.origin;

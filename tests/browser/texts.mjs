// The page's own texts: controls are found by the words that users read.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

// Vite completes the page's import paths; node does not.
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !context.parentURL?.includes('/web/src/'))
      return next(specifier, context);
    const bare = new URL(specifier, context.parentURL).href.replace(/\/$/, '');
    const found = ['.ts', '/index.ts'].map((end) => bare + end).find((url) => existsSync(new URL(url)));
    return next(found ?? specifier, context);
  },
});

export const { texts, formatNumber } = await import('../../web/src/texts/index.ts');

import type * as Library from 'oidc-provider';
import type { AdapterFactory } from 'oidc-provider';

/** What `oidc-provider` says of Node 20, on which it works; its tests and ours run there. */
const saidOfNode20 = 'Unsupported runtime. Use Node.js v22.x LTS, or a later LTS release.';

/** Named as the library's file and not through its door: left to itself it would warn that memory forgets. */
const memoryAdapter = 'oidc-provider/lib/adapters/memory_adapter.js';

/**
 * Loads `oidc-provider`, which is needed when somebody signs in and not before, and its store in memory. It warns of Node
 * 20 on the console while it is loaded; that one sentence is kept off the user's screen, and no other.
 */
export async function loadLibrary(): Promise<{ library: typeof Library; adapter: AdapterFactory }> {
  const { warn } = console;
  console.warn = (...said: unknown[]) => {
    if (!String(said[0]).includes(saidOfNode20)) warn.apply(console, said);
  };
  try {
    const library = await import('oidc-provider');
    const { createMemoryAdapter } = (await import(memoryAdapter)) as {
      createMemoryAdapter: () => AdapterFactory;
    };
    return { library, adapter: createMemoryAdapter() };
  } finally {
    console.warn = warn;
  }
}

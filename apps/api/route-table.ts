import { Injectable } from '@nestjs/common';

interface Route {
  method: string;
  /** As Fastify writes it: `/cases/:id`. */
  path: string;
}

/** Every route that the server knows, noted as it is registered. */
@Injectable()
export class RouteTable {
  readonly routes: Route[] = [];
  private readonly patterns = new Map<string, RegExp>();

  note({ method, url }: { method: string | string[]; url: string }): void {
    for (const each of Array.isArray(method) ? method : [method])
      this.routes.push({ method: each, path: url });
    const source = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    this.patterns.set(url, new RegExp(`^${source}$`));
  }

  /** The methods with which a path can be asked; none for a path that nobody serves. */
  methodsAt(path: string): string[] {
    const at = this.routes.filter((route) => this.patterns.get(route.path)!.test(path));
    return [...new Set(at.map(({ method }) => method))].sort();
  }
}

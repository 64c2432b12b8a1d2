import { Injectable } from '@nestjs/common';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** The OpenAPI document of this server, drawn once all its routes are known. */
@Injectable()
export class Specification {
  document: JsonObject = {};
}

/** Who asks, as the guard of the application found out. Roles are looked up again inside the transaction. */
export interface Caller {
  tenant: number;
  person: string;
  /** How the person signed in, as it will stand in events. */
  method: string;
  /** Authentication context of the sign-in (OpenID Connect `acr`). */
  acr?: string | null;
  /** When the person signed in, seconds since 1970. */
  authTime?: number | null;
  /** An API key acts for this institution and no other. */
  onlyFor?: string | null;
}

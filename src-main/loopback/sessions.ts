import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** More unused addresses than this and the oldest stops working. */
const MAX_TOKENS = 100

/** One-time tokens and the sessions they open. In memory only: a restart lets nobody in without a new token. */
export class Sessions {
  #tokens: Buffer[] = []
  #sessions: Buffer[] = []

  /** A token that opens one session, once. */
  newToken(): string {
    const token = newSecret()
    this.#tokens.push(hash(token))
    if (this.#tokens.length > MAX_TOKENS) this.#tokens.shift()
    return token
  }

  /** Spends the token and gives the secret of a new session; undefined when the token is unknown or spent. */
  open(token: string): string | undefined {
    const at = findEqual(this.#tokens, token)
    if (at < 0) return undefined
    this.#tokens.splice(at, 1)
    const secret = newSecret()
    this.#sessions.push(hash(secret))
    return secret
  }

  has(secret: string | undefined): boolean {
    return secret !== undefined && findEqual(this.#sessions, secret) >= 0
  }
}

const newSecret = () => randomBytes(32).toString('base64url')
const hash = (secret: string) => createHash('sha256').update(secret).digest()

/** Compares with every one, each in constant time, so that the answer's time tells nothing about a secret. */
function findEqual(hashes: readonly Buffer[], secret: string): number {
  const wanted = hash(secret)
  return hashes.reduce((found, candidate, index) => (timingSafeEqual(candidate, wanted) ? index : found), -1)
}

/** A text as messages show it: what precedes its last `@` is `***`, for it may be a login. The user `git` alone is none. */
export function hideLogin(text: string): string {
  return gitAlone.test(text) ? text : text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@')
}

/** A message without the logins of the URLs in it. */
export function hideLogins(message: string): string {
  return message.replace(/:\/\/(?!git@)[^\s/?#`]*@(?!sha\d+:)/g, '://***@')
}

const gitAlone = /^(?:[a-z][a-z0-9+.-]*:\/\/)?git@[^@]*$/i

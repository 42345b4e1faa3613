/** What goes through no proxy whatever NO_PROXY says. Source: Go net/http, ProxyFromEnvironment. */
const direct = ['localhost', '127.0.0.1', '::1', '[::1]']

/**
 * Sends `fetch` of this process through the proxies that HTTPS_PROXY, HTTP_PROXY and NO_PROXY name, as BuildKit and the
 * Docker CLI do; loopback stays direct. Answers what undoes it, or undefined if none is named or Node is too old.
 */
export function followProxies(env: Readonly<Record<string, string | undefined>>): (() => void) | undefined {
  const named = (name: string) => env[name.toLowerCase()] || env[name] || undefined
  const [https, plain] = [named('HTTPS_PROXY'), named('HTTP_PROXY')]
  if ((https ?? plain) === undefined) return undefined
  // Loading it takes as long as a tenth of a short run, and most machines have no proxy.
  const http = process.getBuiltinModule('node:http')
  if (!('setGlobalProxyFromEnv' in http)) return undefined
  const noProxy = [named('NO_PROXY'), ...direct].filter(entry => entry !== undefined).join(',')
  return http.setGlobalProxyFromEnv({
    ...(https === undefined ? {} : { https_proxy: https }),
    ...(plain === undefined ? {} : { http_proxy: plain }),
    no_proxy: noProxy,
  })
}

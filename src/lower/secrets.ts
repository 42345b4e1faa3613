const credentialName =
  /(^|_)(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|AUTH)(_|$)/i

/** What web frameworks put into the code that browsers get, and what says where or whose a credential is. */
const publicName =
  /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|REACT_APP|VITE|GATSBY)_|_(?:URL|URI|HOST|DOMAIN|ENDPOINT|ISSUER|REALM|FILE|PATH|DIR|NAME|USER|TYPE)$/i

/** Whether a variable's name says that its value is a credential, and nothing in it says that it is public. */
export function looksLikeCredential(name: string): boolean {
  return credentialName.test(name) && !publicName.test(name)
}

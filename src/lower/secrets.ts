const credentialName =
  /(^|_)(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|AUTH)(_|$)/i

/** Whether a variable's name says that its value is a credential. */
export function looksLikeCredential(name: string): boolean {
  return credentialName.test(name)
}

/** What the user was not allowed to do. */
export type Right = 'pull' | 'push' | 'delete'

/** Says how to gain a right on a registry, in that registry's own terms. */
export function remedyFor(host: string, right: Right, codes: readonly string[] = [], words = ''): string {
  if (host === 'ghcr.io') return ghcrRemedy(right, words)
  const known = knownRegistries.find(registry => registry.pattern.test(host))
  if (known !== undefined) return known[right === 'pull' ? 'pull' : 'push']
  if (codes.includes('TOOMANYREQUESTS')) return `Wait, or log in to ${host} with an account that has a higher limit.`
  return `Log in to ${host} before this step with an account that may ${right}.`
}

/** Says how to log in to a registry when no credentials were found for it. */
export function loginRemedy(host: string, right: Right): string {
  if (host !== 'ghcr.io') return remedyFor(host, right)
  const permission = right === 'pull' ? 'packages: read' : 'packages: write'
  return `Add docker/login-action for ghcr.io before this step, with \`permissions: ${permission}\` on the job.`
}

function ghcrRemedy(right: Right, words: string): string {
  const access = 'give the repository access under Package settings → Manage Actions access'
  if (right === 'pull') {
    return `Add \`permissions: packages: read\` to the job and log in with GITHUB_TOKEN; if the package exists, ${access}.`
  }
  if (words.includes('write_package'))
    return `The package exists and does not admit this repository: ${access}, role Write.`
  if (right === 'delete') return `${access.replace('give', 'Give')}, role Admin.`
  return `Add \`permissions: packages: write\` to the job; if the package exists, ${access}, role Write.`
}

interface KnownRegistry {
  readonly pattern: RegExp
  readonly pull: string
  readonly push: string
}

const knownRegistries: readonly KnownRegistry[] = [
  {
    pattern: /^docker\.io$/,
    pull: 'Check the name of the image; if it is private, log in to Docker Hub with docker/login-action.',
    push: 'Log in to Docker Hub with an access token that has the scope Read & Write, as a member who may write the repository.',
  },
  {
    pattern: /^[0-9]{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
    pull: 'Log in with aws-actions/amazon-ecr-login (a login lasts 12 hours); the role needs ecr:BatchGetImage and ecr:GetDownloadUrlForLayer.',
    push: 'Log in with aws-actions/amazon-ecr-login (a login lasts 12 hours); the role needs ecr:InitiateLayerUpload and ecr:PutImage, and the repository has to exist.',
  },
  {
    pattern: /^([a-z0-9-]+-docker\.pkg\.dev|([a-z]+\.)?gcr\.io)$/,
    pull: 'Log in with google-github-actions/auth and docker/login-action; the account needs roles/artifactregistry.reader.',
    push: 'Log in with google-github-actions/auth and docker/login-action; the account needs roles/artifactregistry.writer, and the repository has to exist.',
  },
  {
    pattern: /^[a-z0-9]+\.azurecr\.io$/,
    pull: 'Log in with `az acr login` or docker/login-action; the identity needs the role AcrPull.',
    push: 'Log in with `az acr login` or docker/login-action; the identity needs the role AcrPush.',
  },
  {
    pattern: /^quay\.io$/,
    pull: 'Log in to quay.io with a robot account that has Read on the repository.',
    push: 'Log in to quay.io with a robot account that has Write on the repository.',
  },
  {
    pattern: /^registry\.gitlab\.com$/,
    pull: 'Log in to registry.gitlab.com with a token that has the scope read_registry.',
    push: 'Log in to registry.gitlab.com with a token that has the scope write_registry.',
  },
]

import { basehit } from './programs.ts'
import { createProject, type Project } from './project.ts'
import { blobOf, storedAs } from './registry.ts'

/** A project whose base takes its requirements, does this, and says which build made it. */
export function basedOn(run: string): Project {
  return createProject({
    Dockerfile: [
      'FROM busybox AS deps',
      'COPY requirements.txt /',
      `RUN ${run}`,
      'RUN cat /proc/sys/kernel/random/uuid > /made',
      'FROM deps',
      'COPY app.txt /',
      '',
    ].join('\n'),
    'requirements.txt': 'a==1\n',
    'app.txt': 'one\n',
  })
}

/** The command line that builds and pushes the app of such a project. */
export function buildArgs({ app }: Project, ...more: readonly string[]): readonly string[] {
  return ['build', '--base-stage', 'deps', '--tag', `${app}:1`, '--push', ...more]
}

/** The dependency digest of such a project's base. */
export async function digestOf(project: Project): Promise<string> {
  return (await basehit(project, ['digest', '--base-stage', 'deps', '--tag', `${project.app}:1`])).stdout.trim()
}

/** The record kept beside a base. */
export async function recordOf(project: Project, digest: string): Promise<Record<string, unknown>> {
  const { document } = await storedAs(project.baseRepository, `${digest}.record`)
  const layer = document.layers?.find(each => each.mediaType === 'application/vnd.basehit.record.v1+json')
  return JSON.parse((await blobOf(project.baseRepository, layer?.digest ?? '')).toString()) as Record<string, unknown>
}

import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pullImage } from './images.ts'
import { basehit, cliEntry, startBasehit, startProgram } from './programs.ts'
import { freshDirectory } from './project.ts'
import { expectNothingPushed, expectRefusal } from './refusal.ts'
import { storedAs, tagsOf, watchRequests } from './registry.ts'
import { basedOn, buildArgs, digestOf, recordOf } from './sample.ts'

describe('a base gets its tag', () => {
  it('only if it passes the verify commands, which are then on its manifest', async () => {
    const project = basedOn('echo made > /result')
    const failed = await basehit(project, buildArgs(project, '--verify', 'grep -q other /result'))
    expect(failed.status).toBe(1)
    expectRefusal(failed, {
      code: 'BH102',
      says: /the verify command `grep -q other \/result` fails in deps \(exit 1\)/,
      remedy: /correct the command/,
    })
    const digest = await digestOf(project)
    await expectNothingPushed(project)
    const passed = await basehit(project, buildArgs(project, '--verify', 'grep -q made /result'))
    expect(passed.status, passed.stderr).toBe(0)
    const { document } = await storedAs(project.baseRepository, digest)
    expect(document.annotations?.['dev.basehit.verify']).toBe('["grep -q made /result"]')
    expect(await recordOf(project, digest)).toMatchObject({ verified: ['grep -q made /result'] })
  })

  it.each([
    ['a backslash at the end of a command takes no other in', ['true \\', 'false']],
    ['nor does one in its comment', ['echo ok # \\', 'false']],
    ['a here-document has no more than its line', ['cat <<EOF', 'false']],
  ])('only if every verify command passes: %s', async (_, commands) => {
    const project = basedOn('true')
    const run = await basehit(project, buildArgs(project, ...commands.flatMap(command => ['--verify', command])))
    expect(run.status).toBe(1)
    expect(run.stderr).toMatch(/^error\[BH102\]: the verify command `false` fails in deps \(exit 1\)$/m)
    expect(run.stderr).not.toContain('/Dockerfile:')
    await expectNothingPushed(project)
  })

  it('and its record with it: a rebuild that fails leaves that of the base that is there', async () => {
    const project = basedOn('true')
    expect((await basehit(project, buildArgs(project))).status).toBe(0)
    const digest = await digestOf(project)
    const tags = async () => ({
      names: await tagsOf(project.baseRepository),
      base: (await storedAs(project.baseRepository, digest)).digest,
      record: (await storedAs(project.baseRepository, `${digest}.record`)).digest,
    })
    const before = await tags()
    const rebuild = ['--rebuild', 'base', '--reason', 'a hole', '--verify', 'false']
    expect((await basehit(project, buildArgs(project, ...rebuild))).status).toBe(1)
    expect(await tags()).toEqual(before)
  })

  it('only if its files stayed as they were while it was built', async () => {
    const project = basedOn('sleep 2')
    const before = await digestOf(project)
    const run = startBasehit(project, buildArgs(project))
    // By then BuildKit has been sent the file.
    await run.printed(/COPY requirements\.txt/)
    project.write({ 'requirements.txt': 'a==2\n' })
    const ended = await run.ended
    expectRefusal(ended, { code: 'BH048', says: /nothing was tagged/, remedy: /run again/ })
    expect(await digestOf(project)).not.toBe(before)
    await expectNothingPushed(project)
    const again = await basehit(project, buildArgs(project))
    expect(again.status, again.stderr).toBe(0)
    expect((await pullImage(project.appRepository, '1')).text('/requirements.txt')).toBe('a==2\n')
  })

  it('only if none of them was another one for a while', async () => {
    const project = basedOn('true')
    const file = join(project.directory, 'requirements.txt')
    const programs = freshDirectory()
    const script = [
      '#!/bin/bash',
      'shift # docker buildx …',
      'case " $* " in *" bake "*) ;; *) exec buildx "$@" ;; esac',
      `time=$(stat -c %Y '${file}')`,
      `printf 'b==2\\n' > '${file}'`,
      'buildx "$@"',
      'status=$?',
      `printf 'a==1\\n' > '${file}'`,
      `touch -d "@$time" '${file}'`,
      'exit $status',
    ]
    writeFileSync(join(programs, 'docker'), script.join('\n'), { mode: 0o755 })
    const env = { PATH: `${programs}:${process.env.PATH}` }
    const ended = await basehit(project, buildArgs(project), { env })
    expectRefusal(ended, {
      code: 'BH048',
      says: /`requirements\.txt` changed during the build; nothing was tagged/,
      remedy: /run again/,
    })
    await expectNothingPushed(project)
    const again = await basehit(project, buildArgs(project))
    expect(again.status, again.stderr).toBe(0)
    expect((await pullImage(project.appRepository, '1')).text('/requirements.txt')).toBe('a==1\n')
  })

  it.each([
    ['no other Dockerfile', 'Dockerfile', 'FROM busybox AS deps\nRUN echo other\nFROM deps\n', 'BH048'],
    ['no source policy', 'Dockerfile.rego', 'package docker\n', 'BH051'],
  ])('only if there is %s after it was built', async (_, path, text, code) => {
    // What a run before has cached would be over too soon.
    const project = basedOn(`sleep 2 && : ${randomUUID()}`)
    const run = startBasehit(project, buildArgs(project))
    await run.printed(/COPY requirements\.txt/)
    project.write({ [path]: text })
    const ended = await run.ended
    expect(ended.status).toBe(1)
    expect(ended.stderr).toContain(`error[${code}]`)
    await expectNothingPushed(project)
  })

  it('though nobody reads any more what is printed', async () => {
    const project = basedOn('true')
    const script = '"$0" "$@" 2>&1 | head -n 1; echo "${PIPESTATUS[0]}"'
    const args = ['-c', script, process.execPath, cliEntry, ...buildArgs(project)]
    const ended = await startProgram('/bin/bash', args, { cwd: project.directory }).ended
    expect(ended.stdout).toMatch(/^base deps .*\n0\n$/)
    expect(await tagsOf(project.baseRepository)).toContain(await digestOf(project))
    expect(await tagsOf(project.appRepository)).toEqual(['1'])
  })

  it('once, when two runs on one machine want it', async () => {
    const project = basedOn('sleep 1')
    const requests = watchRequests(project.baseRepository)
    const other = buildArgs(project).map(arg => (arg === `${project.app}:1` ? `${project.app}:2` : arg))
    const runs = await Promise.all([basehit(project, buildArgs(project)), basehit(project, other)])
    for (const run of runs) expect(run.status, run.stderr).toBe(0)
    const digest = await digestOf(project)
    const tagged = requests().filter(({ method, path }) => method === 'PUT' && path.endsWith(`/manifests/${digest}`))
    expect(tagged).toHaveLength(1)
    expect(runs.filter(run => run.stderr.includes('building the base'))).toHaveLength(1)
    const made = await Promise.all(
      ['1', '2'].map(async tag => (await pullImage(project.appRepository, tag)).text('/made')),
    )
    expect(made[0]).toBe(made[1])
    expect(made[0]).toBe((await pullImage(project.baseRepository, digest)).text('/made'))
  })

  it('not if the run is killed, and the next one is not hindered', async () => {
    const project = basedOn('sleep 3')
    const run = startBasehit(project, buildArgs(project))
    await run.printed(/COPY requirements\.txt/)
    run.kill('SIGKILL')
    expect((await run.ended).status).toBe(137)
    await expectNothingPushed(project)
    const again = await basehit(project, buildArgs(project))
    expect(again.status, again.stderr).toBe(0)
    expect(await tagsOf(project.baseRepository)).toContain(await digestOf(project))
  })

  it('not if the run is asked to end, which it does within a moment', async () => {
    const project = basedOn('sleep 30')
    const run = startBasehit(project, buildArgs(project))
    await run.printed(/COPY requirements\.txt/)
    const asked = Date.now()
    run.kill('SIGTERM')
    const ended = await run.ended
    expect(ended.status).not.toBe(0)
    expect(Date.now() - asked).toBeLessThan(15_000)
    await expectNothingPushed(project)
  })

  it('not if its build fails, and the line is named', async () => {
    const project = basedOn('echo trouble && exit 7')
    const ended = await basehit(project, buildArgs(project))
    expect(ended.status).toBe(1)
    expect(ended.stderr).toMatch(
      /error\[BH102\]: the build failed at Dockerfile:3 `RUN echo trouble && exit 7` \(exit 7\)/,
    )
    expect(ended.stderr).toContain('| trouble')
    expect(ended.stderr).toContain('  at Dockerfile:3:1')
    await expectNothingPushed(project)
  })
})

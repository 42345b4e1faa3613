import type { Mutant } from '../mutant.ts'

const boundary = ['test/plan/boundary.test.ts']
const platforms = ['test/plan/platforms.test.ts']
const triggered = ['test/plan/triggered-graph.test.ts']
const inherited = ['test/plan/inherited-args.test.ts']
const mounts = ['test/plan/shared-mounts.test.ts']
const planned = ['test/commands/plan-app.test.ts']

/** When a stage may be replaced by its image. */
const names: readonly Mutant[] = [
  {
    rule: 'two stages of one name are refused',
    file: 'src/plan/boundary.ts',
    from: 'const twin = dockerfile.stages.find(each => each !== stage && each.from.name === name)',
    to: 'const twin = dockerfile.stages.find(() => false)',
    tests: boundary,
  },
  {
    rule: 'the names scratch and context are refused',
    file: 'src/plan/boundary.ts',
    from: "if (name === 'scratch' || name === 'context') {",
    to: "if (name === '') {",
    tests: boundary,
  },
  {
    rule: 'an image of the name of the stage is refused',
    file: 'src/plan/boundary.ts',
    from: 'const image = allImages(graphs).find(use => contextKey(use.image) === name)',
    to: 'const image = allImages(graphs).find(() => false)',
    tests: boundary,
  },
  {
    rule: 'an image of the name of the stage is refused on whichever platform it is',
    file: 'src/plan/boundary.ts',
    from: 'return graphs.flatMap(graph => graph.nodes).flatMap(imagesOf)',
    to: 'return graphs.slice(0, 1).flatMap(graph => graph.nodes).flatMap(imagesOf)',
    tests: platforms,
  },
  {
    rule: 'a stage of the name of the base of another file is refused',
    file: 'src/plan/boundary.ts',
    from: 'const twin = dockerfile.stages.find(stage => stage.from.name === name)',
    to: 'const twin = dockerfile.stages.find(() => false)',
    tests: boundary,
  },
  {
    rule: 'images of every platform could be the base',
    file: 'src/plan/boundary.ts',
    from: 'const nodes = graphs.flatMap(graph => reachableFrom(graph, app))',
    to: 'const nodes = graphs.slice(0, 1).flatMap(graph => reachableFrom(graph, app))',
    tests: platforms,
  },
  {
    rule: 'a frontend without named contexts is refused',
    file: 'src/plan/boundary.ts',
    from: '  refuseOldFrontend(dockerfile)\n',
    to: '',
    tests: boundary,
  },
  {
    rule: 'a FROM --platform that is not the target’s is refused',
    file: 'src/plan/boundary.ts',
    from: 'if (platform === undefined || isSamePlatform(platform, target)) continue',
    to: 'continue',
    tests: boundary,
  },
  {
    rule: 'a pin whose name is a stage’s is refused',
    file: 'src/plan/pins.ts',
    from: 'if (dockerfile.stages.some(stage => stage.from.name === name)) {',
    to: "if (name === '') {",
    tests: ['test/plan/pins.test.ts'],
  },
  {
    rule: 'an image is pinned for each platform by itself',
    file: 'src/plan/pins.ts',
    from: 'pins.set(`${name} ${platform}`, ',
    to: 'pins.set(name, ',
    tests: ['test/plan/pins.test.ts'],
  },
]

/** Each platform has a graph of its own. */
const graphs: readonly Mutant[] = [
  {
    rule: 'an app that no platform builds from the base is refused',
    file: 'src/plan/boundary.ts',
    from: 'if (!platforms.some(each => each.isReached)) throw',
    to: "if (name === '') throw",
    tests: boundary,
  },
  {
    rule: 'an app that only copies from the base needs it',
    file: 'src/plan/boundary.ts',
    from: ' || remaining.some(node => node.uses.includes(stage))',
    to: '',
    tests: boundary,
  },
  {
    rule: 'an app grows from the base on each platform or not',
    file: 'src/plan/boundary.ts',
    from: 'const derived = lineage(graph, app).some(node => node.stage === stage)',
    to: 'const derived = true',
    tests: platforms,
  },
  {
    rule: 'the stages that remain are those of every platform',
    file: 'src/plan/boundary.ts',
    from: 'return platforms.flatMap(each => each.remaining)',
    to: 'return platforms.slice(0, 1).flatMap(each => each.remaining)',
    tests: mounts,
  },
  {
    rule: 'a platform whose app is not built from the base needs none',
    file: 'src/commands/plan-app.ts',
    from: 'return build.platforms.filter(platform => replacedOn(replacement, platform)?.isReached)',
    to: 'return replacement.stage === undefined ? [] : build.platforms',
    tests: planned,
  },
  {
    rule: 'every platform has a base where the base alone is wanted',
    file: 'src/commands/plan-app.ts',
    from: "if (app === undefined || asked.run === 'skip') return build.platforms",
    to: 'if (app === undefined) return build.platforms',
    tests: planned,
  },
  {
    rule: 'the app is built for all its platforms, with a base or without',
    file: 'src/commands/app.ts',
    from: 'platforms: options.build.platforms.map(formatPlatform),',
    to: 'platforms: bases.map(base => formatPlatform(base.platform)),',
    tests: planned,
  },
  {
    rule: 'a base is for its own platform where the app has several',
    file: 'src/commands/inline.ts',
    from: 'build.platforms.length > 1 ?',
    to: 'build.platforms.length > 9 ?',
    tests: planned,
  },
  {
    rule: 'platforms count in one order',
    file: 'src/commands/plan-app.ts',
    from: '.sort((one, other) => (formatPlatform(one.platform) < formatPlatform(other.platform) ? -1 : 1))',
    to: '',
    tests: planned,
  },
  {
    rule: 'a foreign frontend is refused before its stages are read',
    file: 'src/commands/plan-app.ts',
    from: 'refuseForeignFrontend(file.dockerfile, each)',
    to: 'each',
    tests: planned,
  },
  {
    rule: 'a named context in the place of a stage cuts the graph',
    file: 'src/plan/graph.ts',
    from: 'const context = stageContext(lowering, stage, wanted)',
    to: 'const context = stageContext(lowering, { ...stage, from: { ...stage.from, name: undefined } }, wanted)',
    tests: platforms,
  },
  {
    rule: 'no named context takes the place of the stages scratch and context',
    file: 'src/lower/from.ts',
    from: 'return name === undefined || reservedNames.has(name) ? undefined',
    to: 'return name === undefined ? undefined',
    tests: platforms,
  },
]

/** Triggers belong to the graph. */
const triggers: readonly Mutant[] = [
  {
    rule: 'a stage runs the triggers of the stage it is FROM',
    file: 'src/plan/graph.ts',
    from: 'const triggers = parent === undefined ? [] : stageTriggers(lowering, parent, position)',
    to: 'const triggers: Instruction[] = []',
    tests: boundary,
  },
  {
    rule: 'a stage runs the triggers of the image it is FROM',
    file: 'src/plan/triggered-graph.ts',
    from: '?.config.config?.OnBuild ?? []',
    to: '?.config.config?.Shell ?? []',
    tests: triggered,
  },
  {
    rule: 'a stage runs the triggers of a base that is an image',
    file: 'src/plan/triggered-graph.ts',
    from: 'if (isBase(use, walk)) return walk.triggers',
    to: 'if (isBase(use, walk)) return []',
    tests: triggered,
  },
  {
    rule: 'the triggers of a base that is an image are known once it is lowered',
    file: 'src/commands/plan-app.ts',
    from: 'const isTriggered = base.stage === undefined && ',
    to: 'const isTriggered = base.stage !== undefined && ',
    tests: planned,
  },
  {
    rule: 'the image that the base is is not asked for',
    file: 'src/plan/triggered-graph.ts',
    from: 'if (!isBase(use, walk)) yield* askUse',
    to: 'yield* askUse',
    tests: triggered,
  },
  {
    rule: 'what lies below the base is not asked for',
    file: 'src/plan/triggered-graph.ts',
    from: 'new Set<Stage>(walk.stage === undefined ? [] : [walk.stage])',
    to: 'new Set<Stage>()',
    tests: triggered,
  },
  {
    rule: 'a named context takes the place of an image and its triggers',
    file: 'src/plan/triggered-graph.ts',
    from: 'const named = context?.reference ?? image',
    to: 'const named = image',
    tests: triggered,
  },
  {
    rule: 'a directory in the place of an image has no triggers',
    file: 'src/plan/triggered-graph.ts',
    from: "  if (context !== undefined && context.kind !== 'image') return undefined\n",
    to: '',
    tests: triggered,
  },
  {
    rule: 'an image that a named context gives is not pinned again',
    file: 'src/plan/triggered-graph.ts',
    from: 'if (context === undefined) upstreams.push',
    to: 'upstreams.push',
    tests: triggered,
  },
  {
    rule: 'an image that a named context puts in the place of a stage is resolved once for all builds',
    file: 'src/plan/triggered-graph.ts',
    from: "    if (walk.ask === 'all') yield* askContext(lowering, node, context)\n",
    to: '',
    tests: triggered,
  },
  {
    rule: 'triggers count where upstreams are taken as written',
    file: 'src/commands/plan-app.ts',
    from: "return app.run === 'build' ? 'triggers' : 'none'",
    to: "return 'none'",
    tests: planned,
  },
  {
    rule: 'no image is asked for where no app is built and none is pinned',
    file: 'src/commands/plan-app.ts',
    from: "return app.run === 'build' ? 'triggers' : 'none'",
    to: "return 'triggers'",
    tests: planned,
  },
]

/** ARGs that an image cannot carry are declared again, or the app is refused. */
const args: readonly Mutant[] = [
  {
    rule: 'a child that is FROM something else on another platform gets no line',
    file: 'src/plan/inherited-args.ts',
    from: '      refuseOtherParent(stage, child, platforms)\n',
    to: '',
    tests: ['test/properties/stage-graphs.test.ts'],
  },
  {
    rule: 'a child that a named context takes the place of elsewhere may have lines',
    file: 'src/plan/inherited-args.ts',
    from: ' && node.context === undefined',
    to: '',
    tests: inherited,
  },
  {
    rule: 'a child has the values of the platforms on which it grows from the base',
    file: 'src/plan/inherited-args.ts',
    from: 'const bases = lowered.filter(each => names.has(each.platform))',
    to: 'const bases = lowered',
    tests: inherited,
  },
  {
    rule: 'the children of every platform inherit',
    file: 'src/plan/inherited-args.ts',
    from: 'new Set(platforms.flatMap(each =>',
    to: 'new Set(platforms.slice(0, 1).flatMap(each =>',
    tests: inherited,
  },
  {
    rule: 'ONBUILD of a base that loses ARGs is refused',
    file: 'src/plan/inherited-args.ts',
    from: 'lowered.some(each => each.config.onbuild !== undefined)',
    to: 'lowered.length === 0',
    tests: inherited,
  },
  {
    rule: 'a value that differs between platforms is refused',
    file: 'src/plan/inherited-args.ts',
    from: 'if (values.size !== 1 || value === undefined) {',
    to: 'if (value === undefined) {',
    tests: inherited,
  },
  {
    rule: 'a value with a line break is refused',
    file: 'src/plan/inherited-args.ts',
    from: 'if (/\\n/.test(value)) {',
    to: "if (value === '\\n') {",
    tests: inherited,
  },
  {
    rule: 'a line longer than BuildKit reads is refused',
    file: 'src/plan/inherited-args.ts',
    from: 'if (Buffer.byteLength(line) < longestLine) return line',
    to: 'return line',
    tests: inherited,
  },
  {
    rule: 'a name that BuildKit resolves by itself is declared bare',
    file: 'src/plan/inherited-args.ts',
    from: 'if (variables.every(variable => variable?.isGlobal || (variable && buildArgs.has(name)))) return',
    to: "if (name === '') return",
    tests: inherited,
  },
  {
    rule: 'a value is quoted with the escape character of the file',
    file: 'src/plan/inherited-args.ts',
    from: '|| each === escapeCharacter ? escapeCharacter + each',
    to: "|| each === '\\\\' ? '\\\\' + each",
    tests: inherited,
  },
]

/** Cache mounts that the base fills are empty on a reused one. */
const caches: readonly Mutant[] = [
  {
    rule: 'ids of cache mounts are read with the escape character of the file',
    file: 'src/plan/shared-mounts.ts',
    from: '{ escape: escapeCharacter, position }',
    to: "{ escape: '\\\\', position }",
    tests: mounts,
  },
  {
    rule: 'cache mounts of triggers count',
    file: 'src/plan/shared-mounts.ts',
    from: 'flatMap(node => node.instructions)',
    to: 'flatMap(node => node.stage.instructions)',
    tests: mounts,
  },
  {
    rule: 'a variable in the id of a cache mount may be anything',
    file: 'src/plan/shared-mounts.ts',
    from: ".join('.*')",
    to: ".join('')",
    tests: mounts,
  },
  {
    rule: 'a cache mount that the base fills is refused in the app',
    file: 'src/plan/shared-mounts.ts',
    from: 'if (shared !== undefined) throw refusal',
    to: "if (written === '') throw refusal",
    tests: mounts,
  },
  {
    rule: 'what makes the base be downloaded is looked for on every platform',
    file: 'src/plan/lazy.ts',
    from: 'replacement.platforms.flatMap(each =>',
    to: 'replacement.platforms.slice(0, 1).flatMap(each =>',
    tests: ['test/plan/lazy.test.ts'],
  },
]

export const mutants: readonly Mutant[] = [...names, ...graphs, ...triggers, ...args, ...caches]

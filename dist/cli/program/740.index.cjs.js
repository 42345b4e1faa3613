"use strict";
exports.id = 740;
exports.ids = [740];
exports.modules = {

/***/ 6740:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runBuild: () => (/* binding */ build_runBuild)
});

// EXTERNAL MODULE: ./lib/buildx/printable.js
var printable = __webpack_require__(1575);
// EXTERNAL MODULE: ./lib/buildx/failure.js
var buildx_failure = __webpack_require__(5714);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/plan/decide.js
var decide = __webpack_require__(4323);
// EXTERNAL MODULE: ./lib/plan/trust.js
var trust = __webpack_require__(4737);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/buildx/bake.js + 1 modules
var bake = __webpack_require__(2962);
// EXTERNAL MODULE: ./lib/buildx/metadata.js
var buildx_metadata = __webpack_require__(3351);
// EXTERNAL MODULE: ./lib/image/platform.js
var image_platform = __webpack_require__(8758);
// EXTERNAL MODULE: ./lib/plan/inherited-args.js
var inherited_args = __webpack_require__(4359);
// EXTERNAL MODULE: ./lib/dockerfile/mounts.js + 1 modules
var mounts = __webpack_require__(721);
// EXTERNAL MODULE: ./lib/dockerfile/stages.js
var stages = __webpack_require__(3407);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
;// CONCATENATED MODULE: ./lib/plan/lazy.js



function firstDownload(replacement, _target, dockerfile) {
    const grown = grownStages(replacement);
    const causes = replacement.remaining.flatMap(({ stage }) => stage.instructions.flatMap(instruction => {
        const own = grown.has(stage.index) ? cause(instruction) : undefined;
        return own ?? takesFiles(replacement, dockerfile, grown, stage, instruction) ?? [];
    }));
    const [first] = causes.sort((one, other) => one.position.line - other.position.line);
    return first && { ...first, exports: causes.some(each => each.exports) };
}
function grownStages({ remaining, children, stage }) {
    const grown = new Set(children.map(child => child.stage.index));
    if (stage !== undefined)
        grown.add(stage.index);
    for (const { parent, stage: each } of remaining) {
        if (parent !== undefined && grown.has(parent.index))
            grown.add(each.index);
    }
    return grown;
}
function cause(instruction) {
    const { position } = instruction;
    switch (instruction.kind) {
        case 'run':
            return {
                position,
                what: 'RUN',
                instead: 'run it in the base, or in a stage that is not the app’s',
                exports: true,
            };
        case 'workdir': {
            if (instruction.path === '/')
                return undefined;
            const what = `WORKDIR ${instruction.path}`;
            return { position, what, instead: 'set it in the base, and drop it here', exports: false };
        }
        case 'copy':
        case 'add': {
            if (instruction.link && instruction.chmod === undefined)
                return undefined;
            const keyword = instruction.kind.toUpperCase();
            const flaw = instruction.link ? `${keyword} --link --chmod` : keyword;
            const instead = instruction.link ? 'drop --chmod' : `write ${keyword} --link`;
            return { position, what: flaw, instead, exports: false };
        }
        default:
            return undefined;
    }
}
function takesFiles({ name }, dockerfile, grown, stage, instruction) {
    const { position } = instruction;
    const isBase = (from, found) => found === undefined ? (0,reference/* contextKey */.hx)(from) === name : grown.has(found.index);
    const instead = 'take the files from a stage that does not grow from the base';
    if (instruction.kind === 'copy' && instruction.from !== undefined) {
        const { from } = instruction;
        if (!isBase(from, (0,stages/* findCopyStage */.Lg)(dockerfile, stage, from, position)))
            return undefined;
        return { position, what: `COPY --from=${from}`, instead, exports: false };
    }
    if (instruction.kind !== 'run')
        return undefined;
    const from = instruction.mounts
        .flatMap(mount => (0,mounts/* mountSourceName */.QB)(mount, position) ?? [])
        .find(source => isBase(source, (0,stages/* findMountStage */.Ho)(dockerfile, stage, source, position)));
    return from === undefined ? undefined : { position, what: `RUN --mount=from=${from}`, instead, exports: false };
}

// EXTERNAL MODULE: ./lib/lower/globals.js
var globals = __webpack_require__(3665);
// EXTERNAL MODULE: ./lib/plan/pins.js
var plan_pins = __webpack_require__(1023);
// EXTERNAL MODULE: ./lib/commands/contexts.js
var commands_contexts = __webpack_require__(9624);
// EXTERNAL MODULE: ./lib/commands/plan.js + 40 modules
var commands_plan = __webpack_require__(4676);
;// CONCATENATED MODULE: ./lib/commands/requests.js





function sharedRequest(options) {
    const { build } = options;
    return {
        cwd: build.cwd,
        context: build.context,
        buildArgs: Object.fromEntries(build.buildArgs),
        network: build.network,
        addHosts: build.addHosts,
        ulimits: build.ulimits,
        shmSize: build.shmSize,
        cgroupParent: build.cgroupParent,
        ssh: build.ssh,
        allow: build.allow,
        builder: build.builder,
        pull: build.pull,
    };
}
function baseRequest(options, plan, base, output, fresh) {
    const shared = sharedRequest(options);
    const { boundary, upstream } = options.base;
    const settings = (0,commands_plan/* lowerOptions */.yo)(options, plan.file, base.platform);
    const pins = upstream === 'follow' ? (0,plan_pins/* pinImages */.M)(base.lowered.upstreams, plan.file.dockerfile) : [];
    const targetStage = base.lowered.readsTargetStage ? { TARGETSTAGE: settings.targetStage } : {};
    const builder = builderArgs(options, [base]);
    return {
        ...shared,
        dockerfile: plan.file.absolute,
        source: { file: plan.file.path },
        ...(boundary.kind === 'stage' ? { target: boundary.stage.toLowerCase() } : {}),
        buildArgs: withoutIndex({ ...targetStage, ...builder, ...shared.buildArgs }),
        platforms: [(0,image_platform/* formatPlatform */.Bq)(base.platform)],
        namedContexts: [...(0,commands_contexts/* givenContexts */.UM)(options, plan.images), ...pins],
        outputs: [output],
        noCache: fresh,
        provenance: 'false',
        sbom: 'false',
        env: { BUILDX_GIT_LABELS: '0' },
    };
}
function builderArgs({ build }, bases) {
    const read = new Set(bases.flatMap(({ lowered }) => lowered.builderVariables));
    return Object.fromEntries((0,globals/* buildPlatformArgs */.lm)(build.buildPlatform).filter(([name]) => read.has(name)));
}
function withoutIndex({ BUILDKIT_MULTI_PLATFORM: _, ...args }) {
    return args;
}

;// CONCATENATED MODULE: ./lib/commands/run-build.js
async function runBuild(world, options, request, what, why) {
    const builder = await world.builder();
    world.report({ kind: 'build-started', what, why });
    const secrets = await Promise.all(options.build.secrets.map(secret => givenSecret(world, secret)));
    const ended = new Set();
    const report = (event) => {
        if (!isRepeated(event, ended))
            for (const said of progressEvents(event))
                world.report(said);
    };
    const { linked } = request;
    const whole = linked === undefined ? undefined : { ...linked, request: { ...linked.request, secrets } };
    return builder.build({ ...request, secrets, linked: whole }, report, world.signal);
}
async function givenSecret(world, secret) {
    if (secret.kind === 'file')
        return { id: secret.id, file: secret.path };
    if (secret.kind === 'env')
        return { id: secret.id, env: secret.variable };
    return { id: secret.id, file: await world.temporary.write('secret', secret.value) };
}
function isRepeated(event, ended) {
    if (event.kind !== 'step-finished' && event.kind !== 'step-cached')
        return false;
    if (ended.has(event.digest))
        return true;
    ended.add(event.digest);
    return false;
}
function progressEvents(event) {
    switch (event.kind) {
        case 'step-started':
            return [{ kind: 'step', name: event.step, state: 'started' }];
        case 'step-finished':
            return [{ kind: 'step', name: event.step, state: 'done', durationMs: event.durationMs }];
        case 'step-cached':
            return [{ kind: 'step', name: event.step, state: 'cached' }];
        case 'step-failed':
            return [{ kind: 'step', name: event.step, state: 'failed', durationMs: event.durationMs }];
        case 'log':
        case 'text':
            return event.text.split(/\r\n|\r|\n/).map(line => ({ kind: 'log', line }));
        case 'notice':
            return [{ kind: 'notice', message: event.text }];
        case 'warning':
        case 'transfer':
            return [];
    }
}

;// CONCATENATED MODULE: ./lib/commands/verify.js





function requireVerifiable({ base: { verify } }, bases) {
    if (verify.length === 0)
        return;
    const first = bases.find(({ lowered }) => lowered.config.onbuild !== undefined);
    if (first === undefined)
        return;
    const [trigger = ''] = first.lowered.config.onbuild ?? [];
    throw new errors/* BasehitError */.j('BH112', `the base ${first.name} has ONBUILD ${trigger}, which runs before any verify command`, {
        remedy: 'leave out `verify`, or give the ONBUILD instructions to a stage on the base',
    });
}
async function verifyImage(options, world, plan, verification) {
    const { base, image, commands, why } = verification;
    if (commands.length === 0)
        return;
    const linked = 'linked' in image ? image.linked : undefined;
    const context = 'linked' in image ? `target:${image.linked.name}` : plan.store.context(image.manifest);
    const request = { ...(await verifyRequest(options, world, context, base, commands)), linked };
    try {
        await runBuild(world, options, request, `checks of ${base.name}`, why);
    }
    catch (error) {
        throw failedCommand(error, request, base.name, commands) ?? error;
    }
}
function failedCommand(error, { dockerfile }, name, commands) {
    const failure = (0,buildx_failure/* buildFailure */.He)(error);
    if (failure?.exitCode === undefined || failure.position === undefined)
        return undefined;
    if (failure.position.file !== dockerfile)
        return undefined;
    const command = commands[failure.position.line - linesBefore - 1];
    if (command === undefined || !(error instanceof Error))
        return undefined;
    const fact = `the verify command \`${command}\` fails in ${name} (exit ${failure.exitCode})`;
    return new errors/* BasehitError */.j('BH102', `${fact}${(0,buildx_failure/* printed */.zd)(failure)}`, {
        remedy: 'correct the command, or what it finds in the base',
        cause: error.cause,
    });
}
const linesBefore = 1;
async function verifyRequest(options, world, context, { lowered, platform }, commands) {
    const { build } = options;
    const { shell = ['/bin/sh', '-c'] } = lowered.config;
    const lines = ['FROM basehit-base', ...commands.map(command => `RUN ${JSON.stringify([...shell, command])}`)];
    const dockerfile = await world.temporary.write('Dockerfile', `${lines.join('\n')}\n`);
    return {
        cwd: build.cwd,
        context: (0,external_node_path_.join)(dockerfile, '..'),
        dockerfile,
        platforms: [(0,image_platform/* formatPlatform */.Bq)(platform)],
        namedContexts: [{ name: 'basehit-base', value: context }],
        network: build.network,
        addHosts: build.addHosts,
        allow: build.allow,
        builder: build.builder,
        outputs: ['type=cacheonly'],
        noCache: true,
        provenance: 'false',
        sbom: 'false',
    };
}

;// CONCATENATED MODULE: ./lib/commands/inline.js



const linkedName = 'basehit-base';
function isPinned(base) {
    return base.how !== 'inline';
}
function isInline(base) {
    return base.how === 'inline';
}
async function inlineBase(options, world, plan, base, why) {
    const inline = { ...base, decision: { kind: 'inline', why }, how: 'inline' };
    const linked = linkedBuild(options, plan, [inline]);
    await verifyImage(options, world, plan, { base, image: { linked }, commands: options.base.verify, why });
    return inline;
}
function linkedBuild(options, plan, bases) {
    const requests = bases.map(base => baseRequest(options, plan, base, 'type=cacheonly', false));
    const [first] = requests;
    if (first === undefined)
        throw new TypeError('a build of no bases');
    const request = {
        ...first,
        platforms: requests.flatMap(each => each.platforms ?? []),
        namedContexts: distinctContexts(requests.flatMap(each => each.namedContexts ?? [])),
    };
    return { name: linkedName, request };
}
function inlineParts(options, plan, name, bases) {
    const inline = bases.filter(isInline);
    if (inline.length === 0)
        return { contexts: [] };
    const linked = linkedBuild(options, plan, inline);
    if (options.base.boundary.kind === 'stage')
        return { contexts: linked.request.namedContexts ?? [] };
    if (name === undefined)
        return { contexts: [] };
    return { contexts: inline.map(base => ({ ...keyed(name, base, bases), value: `target:${linked.name}` })), linked };
}
function keyed(name, { platform }, bases) {
    return { name, ...(bases.length > 1 ? { platform: (0,image_platform/* formatPlatform */.Bq)(platform) } : {}) };
}
function distinctContexts(contexts) {
    return [...new Map(contexts.map(each => [JSON.stringify([each.name, each.platform, each.value]), each])).values()];
}

;// CONCATENATED MODULE: ./lib/commands/app-cache.js



const nothing = { from: [], to: [] };
const none = { ...nothing, base: nothing, env: {} };
async function appCaches(options, world, plan, app, bases) {
    const { cacheFrom, cacheTo, cache } = options.app;
    if (bases.every(isPinned))
        explainDownload(world, options, plan, app);
    if (cacheFrom.length > 0 || cacheTo.length > 0) {
        return {
            from: cacheFrom,
            to: givenTargets(world, plan, cacheTo),
            base: nothing,
            env: world.cacheService?.env ?? {},
        };
    }
    if (cache === 'none' || options.app.call !== undefined)
        return none;
    const chosen = cache === 'gha' ? ghaCache(options, world, plan, app) : registryCache(options, plan);
    if (chosen === undefined)
        return none;
    const builder = await world.builder();
    const { mayExportCache, driver } = await builder.inspect(options.build.builder);
    if (mayExportCache)
        return chosen;
    world.report({
        kind: 'notice',
        message: `the builder's driver (${driver}) cannot export caches: the app is built without one; add docker/setup-buildx-action for a builder that can`,
    });
    return none;
}
function givenTargets(world, { trust }, cacheTo) {
    if (trust.caches !== 'none')
        return cacheTo;
    const kept = cacheTo.filter(target => /(?:^|,)\s*type=(?:local|inline)(?:,|$)/i.test(target));
    if (kept.length < cacheTo.length) {
        world.report({ kind: 'warning', message: `cache-to is not followed: others would read it, and ${trust.because}` });
    }
    return kept;
}
function ghaCache(options, world, plan, app) {
    const { cacheService } = world;
    if (cacheService === undefined)
        return undefined;
    if (cacheService.env.ACTIONS_RUNTIME_TOKEN === undefined) {
        world.report({
            kind: 'notice',
            message: 'the Actions cache service is not reachable from here (no runtime token): the app is built without it',
        });
        return undefined;
    }
    const scope = `basehit-${[app.file.path, options.app.target ?? '', ...options.build.platforms.map(image_platform/* formatPlatform */.Bq)].join('-').replace(/[^\w.-]+/g, '-')}`;
    const maySave = cacheService.mayWrite && plan.trust.caches !== 'none';
    if (!maySave) {
        world.report({
            kind: 'notice',
            message: 'this run may only read the Actions cache: the app’s layers are not saved',
        });
    }
    const caches = (name) => ({
        from: [`type=gha,scope=${name}`],
        to: maySave ? [`type=gha,scope=${name},mode=max,ignore-error=true`] : [],
    });
    return { ...caches(scope), base: caches(`${scope}-base`), env: cacheService.env };
}
function registryCache(options, { trust }) {
    const { store } = options.base;
    if (store.kind !== 'registry')
        return undefined;
    const platforms = options.build.platforms.map(platform => (0,image_platform/* formatPlatform */.Bq)(platform).replaceAll('/', '-')).join('-');
    const { registry, repository } = store.repository;
    const reference = `${registry}/${repository}:cache-${platforms}`;
    return {
        from: [`type=registry,ref=${reference}`],
        to: options.app.push && trust.caches === 'shared'
            ? [`type=registry,ref=${reference},mode=max,ignore-error=true`]
            : [],
        base: nothing,
        env: {},
    };
}
function explainDownload(world, options, plan, app) {
    const cause = app.replacement.derived
        ? firstDownload(app.replacement, options.app.target, app.file.dockerfile)
        : undefined;
    const bytes = plan.bases[0]?.decision.kind === 'reuse' ? plan.bases[0].decision.base.bytes : undefined;
    if (cause === undefined)
        return;
    const size = bytes === undefined ? '' : ` (${Math.round(bytes / 1e6)} MB)`;
    const { file, line } = cause.position;
    world.report({
        kind: 'notice',
        message: `${file}:${line}: ${cause.what} makes the whole base${size} be downloaded; ${cause.instead}`,
    });
    if (cause.exports &&
        options.app.cache === 'gha' &&
        options.app.cacheTo.length === 0 &&
        world.cacheService?.mayWrite) {
        world.report({
            kind: 'notice',
            message: `a RUN on the base makes the GHA cache hold the whole base${size}; app-cache: registry keeps it where those layers already are`,
        });
    }
}

// EXTERNAL MODULE: ./lib/image/config.js
var image_config = __webpack_require__(4887);
// EXTERNAL MODULE: ./lib/image/match.js
var match = __webpack_require__(268);
// EXTERNAL MODULE: ./lib/commands/expect.js
var expect = __webpack_require__(4418);
;// CONCATENATED MODULE: ./lib/commands/read-config.js



const cap = 8 * 1024 * 1024;
async function readConfig(store, document) {
    const { digest } = document.config;
    const answer = (0,expect/* expectFound */.c)(await store.blob(digest, cap), () => {
        return new errors/* BasehitError */.j('BH097', `${store.name}: the config ${digest} of the base is missing`, {
            remedy: 'rebuild the base (rebuild: base)',
        });
    });
    return (0,image_config/* parseImageConfig */.F)(answer.bytes);
}

;// CONCATENATED MODULE: ./lib/commands/check-app.js







async function checkPushedApp(options, world, plan, app, bases, digest) {
    const [tag] = options.app.tags;
    if (tag === undefined)
        return;
    const repository = (0,reference/* parseReference */.F2)(tag);
    for (const base of bases) {
        const pushed = await readApp(world, repository, digest, base.platform);
        const stored = (0,image_config/* configPlatform */.K)(pushed);
        if (!(0,image_platform/* isSamePlatform */.SW)(stored, base.platform)) {
            throw new errors/* BasehitError */.j('BH106', `the app for ${(0,image_platform/* formatPlatform */.Bq)(base.platform)} says it is for ${(0,image_platform/* formatPlatform */.Bq)(stored)}`);
        }
        if (!app.replacement.derived)
            continue;
        const layers = (await readConfig(plan.store, base.found.document)).rootfs.diff_ids;
        if (layers.some((layer, index) => pushed.rootfs.diff_ids[index] !== layer)) {
            throw new errors/* BasehitError */.j('BH106', `the app for ${(0,image_platform/* formatPlatform */.Bq)(base.platform)} does not begin with the layers of its base`, {
                position: app.replacement.position,
                remedy: 'this is a fault of Basehit or of the builder: report it with the log of this build',
            });
        }
    }
}
async function readApp(world, repository, digest, platform) {
    const top = await world.registry.manifest(repository, digest);
    let document = (0,expect/* expectFound */.c)(top, gone(digest)).document;
    if (document.kind === 'index') {
        const chosen = (0,match/* matchPlatform */.h)(platform, document.manifests);
        if (chosen === undefined)
            throw new errors/* BasehitError */.j('BH106', `the pushed app has no image for ${(0,image_platform/* formatPlatform */.Bq)(platform)}`);
        document = (0,expect/* expectFound */.c)(await world.registry.manifest(repository, chosen.digest), gone(chosen.digest)).document;
    }
    const config = document.config.digest;
    return (0,image_config/* parseImageConfig */.F)((0,expect/* expectFound */.c)(await world.registry.blob(repository, config, 8 * 1024 * 1024), gone(config)).bytes);
}
function gone(what) {
    return () => new errors/* BasehitError */.j('BH106', `the app was pushed, but ${what} is not in the registry`);
}

// EXTERNAL MODULE: ./lib/commands/source-policy.js
var source_policy = __webpack_require__(1672);
;// CONCATENATED MODULE: ./lib/commands/app.js













function handOver(options, plan, bases) {
    const name = replacedName(options, plan);
    if (name === undefined)
        return { contexts: [], buildContexts: '', bakeFile: '' };
    const contexts = pinnedContexts(name, plan, bases);
    const { contexts: others, linked } = inlineParts(options, plan, name, bases);
    const entries = [...contexts, ...others].map(context => [(0,bake/* contextKey */.hx)(context), context.value]);
    const target = { default: { contexts: Object.fromEntries(entries) } };
    const link = linked === undefined ? {} : { [linked.name]: (0,bake/* bakeFields */.Ve)(linked.request) };
    return {
        contexts,
        buildContexts: bases.length === 1 && contexts.length === 1 ? `${name}=${contexts[0]?.value}` : '',
        bakeFile: JSON.stringify({ target: { ...target, ...link } }),
    };
}
function pinnedContexts(name, plan, bases) {
    return bases.filter(isPinned).map(base => ({ ...keyed(name, base, bases), value: plan.store.context(base.manifest) }));
}
function replacedName({ base: { boundary } }, plan) {
    if (plan.app !== undefined)
        return plan.app.replacement.name;
    return boundary.kind === 'stage' ? boundary.stage.toLowerCase() : boundary.baseName;
}
async function buildApp(options, world, plan, app, bases) {
    const request = await appRequest(options, world, plan, app, bases);
    const result = await runBuild(world, options, request, 'app', 'app');
    const { digest, metadata } = result;
    if (options.app.call === undefined) {
        const pinned = bases.filter(isPinned);
        requireBases(plan, app, pinned, (0,buildx_metadata/* materialDigests */.f9)(metadata));
        if (options.app.push && digest !== undefined)
            await checkPushedApp(options, world, plan, app, pinned, digest);
    }
    world.report({ kind: 'app-built', digest, durationMs: result.durationMs });
    const call = options.app.call === undefined ? undefined : { output: result.output, status: result.status };
    return { digest, imageId: (0,buildx_metadata/* imageId */.L)(metadata), metadata: metadata.raw, durationMs: result.durationMs, call };
}
function requireBases(plan, app, bases, used) {
    const unused = bases.find(base => !used.has(base.manifest));
    if (unused === undefined)
        return;
    throw new errors/* BasehitError */.j('BH106', `the app was built without its base ${plan.store.reference(unused.manifest)}`, {
        position: app.replacement.position,
        remedy: 'this is a fault of Basehit or of the builder: report it with the log of this build',
    });
}
async function appRequest(options, world, plan, app, bases) {
    const shared = sharedRequest(options);
    const isReplaced = bases.some(isPinned);
    const copy = isReplaced ? await temporaryCopy(world, app) : undefined;
    const caches = await appCaches(options, world, plan, app, bases);
    const lint = isReplaced && lintMayFail(options, app) ? { BUILDKIT_DOCKERFILE_CHECK: 'skip=all' } : {};
    const { contexts, linked } = inlineParts(options, plan, app.replacement.name, bases);
    return {
        ...shared,
        buildArgs: {
            ...(options.base.boundary.kind === 'stage' && builderArgs(options, bases)),
            ...shared.buildArgs,
            ...lint,
        },
        dockerfile: copy ?? app.file.absolute,
        source: { file: app.file.path, ...(copy === undefined ? {} : { lines: sourceLines(app) }) },
        ...exported(options),
        platforms: bases.map(base => (0,image_platform/* formatPlatform */.Bq)(base.platform)),
        namedContexts: distinctContexts([
            ...(0,commands_contexts/* givenContexts */.UM)(options, plan.images),
            ...app.pins,
            ...pinnedContexts(app.replacement.name, plan, bases),
            ...contexts,
        ]),
        linked: linked && {
            ...linked,
            request: { ...linked.request, cacheFrom: caches.base.from, cacheTo: caches.base.to },
        },
        cacheFrom: caches.from,
        cacheTo: caches.to,
        env: caches.env,
    };
}
function exported({ app: asked, base }) {
    return {
        target: asked.target,
        tags: asked.tags,
        labels: Object.fromEntries(asked.labels.map(splitLabel)),
        annotations: asked.annotations,
        outputs: asked.outputs,
        push: asked.push,
        load: asked.load,
        noCache: asked.noCache || base.rebuild === 'all',
        noCacheFilters: asked.noCacheFilters,
        provenance: asked.provenance,
        sbom: asked.sbom,
        attests: asked.attests,
        call: asked.call,
    };
}
function splitLabel(label) {
    const at = label.indexOf('=');
    return at < 0 ? [label, ''] : [label.slice(0, at), label.slice(at + 1)];
}
async function temporaryCopy(world, app) {
    if (app.insertions.length === 0)
        return undefined;
    await (0,source_policy/* refusePolicyFile */.L)(world, app.file);
    const directory = await world.temporary.directory();
    const path = (0,external_node_path_.join)(directory, 'Dockerfile');
    await world.temporary.writeAt(path, (0,inherited_args/* insertLines */.F)(app.file.text, app.insertions));
    if (app.file.ownIgnore !== undefined)
        await world.temporary.writeAt(`${path}.dockerignore`, app.file.ownIgnore);
    return path;
}
function sourceLines(app) {
    const count = app.file.text.split('\n').length;
    return Array.from({ length: count }, (_, index) => index + 1).flatMap(line => {
        const added = app.insertions.filter(each => each.afterLine === line).flatMap(each => each.lines);
        return [line, ...added.map(() => undefined)];
    });
}
function lintMayFail(options, app) {
    const check = options.build.buildArgs.get('BUILDKIT_DOCKERFILE_CHECK') ?? app.file.dockerfile.directives.check ?? '';
    return app.replacement.stage !== undefined && /error\s*=\s*true/i.test(check);
}

// EXTERNAL MODULE: ./lib/lint/finding.js
var finding = __webpack_require__(380);
;// CONCATENATED MODULE: ./lib/lint/means.js

function missingMeans({ operations, places }, means) {
    return operations.flatMap((operation, index) => operation.op === 'run'
        ? [...missingEntitlements(operation, means, places[index]), ...missingSecrets(operation, means, places[index])]
        : []);
}
function missingEntitlements(run, { allow }, position) {
    const needed = [
        ...(run.security === 'insecure' ? [['--security=insecure', 'security.insecure']] : []),
        ...(run.network === 'host' ? [['--network=host', 'network.host']] : []),
    ];
    return needed
        .filter(([, entitlement]) => !allow.includes(entitlement))
        .map(([flag, entitlement]) => ({
        severity: 'error',
        fault: new errors/* BasehitError */.j('BH031', `RUN ${flag} needs the entitlement ${entitlement}, which is not given`, {
            position,
            remedy: `add ${entitlement} to \`allow\`, and use a builder that grants it`,
        }),
    }));
}
function missingSecrets(run, { secrets }, position) {
    return (run.mounts ?? []).flatMap((mount) => {
        if (mount.type !== 'secret' || secrets.has(mount.id))
            return [];
        const { id } = mount;
        const [severity, fact, remedy] = mount.required
            ? ['error', `RUN needs the secret \`${id}\`, which is not given`, giving(id)]
            : [
                'warning',
                `RUN mounts the secret \`${id}\`, which is not given: it runs without it`,
                `${giving(id)}, or make the mount required`,
            ];
        return [{ severity, fault: new errors/* BasehitError */.j('BH111', fact, { position, remedy }) }];
    });
}
function giving(id) {
    return `give ${id} in \`secrets\`, \`secret-envs\` or \`secret-files\``;
}

// EXTERNAL MODULE: ./lib/report/text.js + 1 modules
var report_text = __webpack_require__(5833);
;// CONCATENATED MODULE: ./lib/commands/means.js




function requireMeans({ base, build }, world, bases) {
    if (base.failOnMiss)
        return;
    const allow = build.network === 'host' ? [...build.allow, 'network.host'] : build.allow;
    const secrets = new Set(build.secrets.map(({ id }) => id));
    const findings = bases
        .filter(({ decision }) => (0,decide/* isMade */.sX)(decision))
        .flatMap(({ lowered }) => missingMeans(lowered, { allow, secrets }));
    const error = findings.find(({ severity }) => severity === 'error');
    if (error !== undefined)
        throw error.fault;
    for (const fault of (0,finding/* distinctFaults */.s)(findings.map(finding => finding.fault)))
        world.report((0,report_text/* warningOf */.aj)(fault));
}

;// CONCATENATED MODULE: ./lib/publish/protocol.js
const protocol = [
    { step: 'lock', does: 'waits until no other run on this machine builds this base' },
    { step: 'probe-again', does: 'looks whether another run published it meanwhile', mayAdopt: true },
    { step: 'ask-to-push', does: 'asks for the right to publish before the long part' },
    { step: 'build', does: 'builds without a tag, upstreams pinned' },
    { step: 'read-back', does: 'reads the manifest as stored, checks its bytes and its platform' },
    { step: 'check-blobs', does: 'asks for every blob of it' },
    { step: 'record', does: 'stores the recipe, the record and what holds them' },
    { step: 'annotate', does: 'stores the manifest with its annotations, by digest' },
    { step: 'verify', does: 'runs the verify commands on that very manifest' },
    { step: 'look-again', does: 'reads the files once more: another digest stops here' },
    { step: 'name-record', does: 'tags the record, unless the base that is there has one' },
    { step: 'probe-tag', does: 'looks for a base that another run published meanwhile', mayAdopt: true },
    { step: 'tag', does: 'puts the manifest under its tag, in one request' },
    { step: 'confirm', does: 'waits for others, then reads the tag back: any valid base of it will do', mayAdopt: true },
];
const firstStep = protocol[0].step;
function next(step, result) {
    const at = protocol.findIndex(each => each.step === step);
    const current = protocol[at];
    if (result === 'found') {
        if (current?.mayAdopt)
            return { kind: 'adopted' };
        throw new TypeError(`${step} cannot find a base`);
    }
    const following = protocol[at + 1];
    return following === undefined ? { kind: 'published' } : { kind: 'step', step: following.step };
}

// EXTERNAL MODULE: ./lib/bases/registry/fault.js
var fault = __webpack_require__(2636);
// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/commands/refuse.js
var refuse = __webpack_require__(724);
;// CONCATENATED MODULE: ./lib/commands/publish/publication.js




function present(value) {
    if (value === undefined)
        throw new TypeError('a step of the protocol ran before the one it needs');
    return value;
}
function tagName({ plan, base }) {
    return `${plan.store.name}:${base.tag}`;
}
function recordTag({ tag }) {
    return `${tag}.record`;
}
async function probe({ options, world, plan, base }) {
    return (0,decide/* classify */.L8)(await plan.store.manifest(base.tag), {
        digest: base.digest,
        platform: (0,image_platform/* formatPlatform */.Bq)(base.platform),
        maxAge: options.base.maxAge,
        now: world.clock.now(),
    });
}
function isReplaced({ base }, manifest) {
    return base.decision.kind === 'build' && base.decision.replaces === manifest;
}
async function findWinner(publication) {
    publication.lookedMs = publication.world.clock.now();
    const outcome = await probe(publication);
    if (outcome.kind === 'hit' && !isReplaced(publication, outcome.base.manifest)) {
        publication.found = outcome.base;
        return 'found';
    }
    if ('fault' in outcome || outcome.kind === 'foreign' || outcome.kind === 'untrusted')
        throw (0,refuse/* refuse */.T)(tagName(publication), outcome);
    return 'done';
}
function settle({ world, lookedMs = 0, taggedMs = 0 }) {
    return world.clock.sleep(Math.min(10_000, Math.max(1000, 4 * (taggedMs - lookedMs))));
}
async function settleOnWinner(publication) {
    await settle(publication);
    const outcome = await probe(publication);
    if (outcome.kind === 'hit' && !isReplaced(publication, outcome.base.manifest))
        publication.found = outcome.base;
}
function circumstances(publication) {
    const { document } = present(publication.plain);
    return {
        created: new Date(publication.world.clock.now()).toISOString(),
        durationMs: Math.round(publication.durationMs),
        bytes: document.layers.reduce((sum, layer) => sum + layer.size, 0),
        reason: publication.options.base.reason ?? publication.why,
    };
}
function unreadable(publication, fact) {
    return new errors/* BasehitError */.j('BH097', `${tagName(publication)}: ${fact}`, {
        remedy: 'run again; nothing was tagged that is not complete',
    });
}

;// CONCATENATED MODULE: ./lib/commands/publish/build-steps.js










async function buildBase(publication) {
    const { options, world, plan, base, why } = publication;
    const receiver = await plan.store.receive();
    publication.receiver = receiver;
    const fresh = why === 'expired' || why === 'rebuild';
    const request = baseRequest(options, plan, base, receiver.output, fresh);
    const what = `base ${base.name} for ${(0,image_platform/* formatPlatform */.Bq)(base.platform)}`;
    const result = await runBuild(world, options, request, what, why);
    if (result.digest === undefined)
        throw new errors/* BasehitError */.j('BH105', `buildx did not say which image it stored for ${what}`);
    publication.built = (0,digest/* parseDigest */.m)(result.digest);
    publication.durationMs = result.durationMs;
    await receiver.accept(publication.built);
    return 'done';
}
async function readBack(publication) {
    const { plan, base } = publication;
    const missing = () => unreadable(publication, 'the manifest that was just stored is not there');
    const { bytes, document } = (0,expect/* expectFound */.c)(await plan.store.manifest(present(publication.built)), missing);
    if (document.kind !== 'manifest')
        throw unreadable(publication, 'buildx stored an index instead of one image');
    const config = await readConfig(plan.store, document);
    const stored = (0,image_config/* configPlatform */.K)(config);
    if (!(0,image_platform/* isSamePlatform */.SW)(stored, base.platform)) {
        throw new errors/* BasehitError */.j('BH092', `the base was built for ${(0,image_platform/* formatPlatform */.Bq)(stored)}, not ${(0,image_platform/* formatPlatform */.Bq)(base.platform)}`, {
            remedy: 'use a builder and upstream images that are there for this platform',
        });
    }
    publication.plain = { bytes, document, config };
    return 'done';
}
async function checkBlobs(publication) {
    const { document } = present(publication.plain);
    const blobs = [document.config, ...document.layers];
    const answers = await Promise.all(blobs.map(blob => publication.plan.store.hasBlob(blob.digest)));
    for (const [index, answer] of answers.entries()) {
        if ((0,fault/* isFault */.Zh)(answer))
            throw (0,fault/* toError */.iT)(answer);
        const blob = present(blobs[index]);
        if (answer.kind === 'absent')
            throw unreadable(publication, `the blob ${blob.digest} is missing`);
        if (answer.size !== undefined && answer.size !== blob.size)
            throw unreadable(publication, `the blob ${blob.digest} has ${answer.size} bytes, not ${blob.size}`);
    }
    return 'done';
}

// EXTERNAL MODULE: ./lib/canonical.js
var canonical = __webpack_require__(9333);
// EXTERNAL MODULE: ./lib/image/manifest.js
var manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/recipe/annotations.js
var annotations = __webpack_require__(2032);
// EXTERNAL MODULE: ./lib/recipe/recipe.js
var recipe_recipe = __webpack_require__(4470);
// EXTERNAL MODULE: ./lib/recipe/record.js
var recipe_record = __webpack_require__(8597);
;// CONCATENATED MODULE: ./lib/publish/manifests.js






function annotateManifest(bytes, facts) {
    const document = JSON.parse(new TextDecoder().decode(bytes));
    const annotations = { ...document.annotations, ...baseAnnotations(facts) };
    return new TextEncoder().encode(JSON.stringify({ ...document, annotations }));
}
function baseAnnotations(facts) {
    return {
        [annotations/* annotation */.w.dependencyDigest]: facts.dependencyDigest,
        [annotations/* annotation */.w.recipeVersion]: String(recipe_recipe/* recipeVersion */.vn),
        [annotations/* annotation */.w.platform]: facts.platform,
        [annotations/* annotation */.w.created]: facts.created,
        [annotations/* annotation */.w.durationMs]: String(Math.round(facts.durationMs)),
        [annotations/* annotation */.w.bytes]: String(facts.bytes),
        ...(facts.verify.length > 0 ? { [annotations/* annotation */.w.verify]: JSON.stringify(facts.verify) } : {}),
        ...(facts.source ? { [annotations/* annotation */.w.source]: facts.source } : {}),
        ...(facts.run ? { [annotations/* annotation */.w.run]: facts.run } : {}),
        [annotations/* annotation */.w.reason]: facts.reason,
    };
}
function recordManifest(recipe, record) {
    const descriptor = (mediaType, bytes) => ({
        mediaType,
        digest: (0,digest/* digestOf */.ol)(bytes),
        size: bytes.length,
    });
    const document = {
        schemaVersion: 2,
        mediaType: manifest/* mediaTypes */.Ib.ociManifest,
        artifactType: recipe_recipe/* recipeMediaType */.n9,
        config: descriptor(manifest/* mediaTypes */.Ib.ociEmpty, new TextEncoder().encode('{}')),
        layers: [descriptor(recipe_recipe/* recipeMediaType */.n9, recipe), descriptor(recipe_record/* recordMediaType */.m, record)],
    };
    return { bytes: new TextEncoder().encode((0,canonical/* canonicalJson */.d)(document)), mediaType: manifest/* mediaTypes */.Ib.ociManifest };
}

// EXTERNAL MODULE: ./lib/commands/load.js
var load = __webpack_require__(1072);
;// CONCATENATED MODULE: ./lib/commands/record.js

function recordOf(options, world, base, circumstances) {
    const { run } = world;
    const { lowered, digest, name, platform } = base;
    return {
        schema: 'basehit.record/v1',
        dependencyDigest: digest,
        name,
        platform: (0,image_platform/* formatPlatform */.Bq)(platform),
        ...circumstances,
        ...(run.actor ? { actor: run.actor } : {}),
        ...(run.source ? { source: run.source } : {}),
        ...(run.commit ? { commit: run.commit } : {}),
        ...(run.ref ? { ref: run.ref } : {}),
        ...(run.url ? { run: run.url } : {}),
        upstreams: lowered.upstreams.map(({ reference, digest: upstream }) => ({ reference, digest: upstream })),
        places: lowered.places,
        blindSpots: blindSpots(base),
        verified: options.base.verify,
        basehit: run.basehit,
    };
}
function factsOf(options, world, base, circumstances) {
    const { source, commit, url } = world.run;
    return {
        dependencyDigest: base.digest,
        platform: (0,image_platform/* formatPlatform */.Bq)(base.platform),
        ...circumstances,
        verify: options.base.verify,
        source: source !== undefined && commit !== undefined ? `${source}@${commit}` : source,
        run: url,
    };
}
function blindSpots({ lowered }) {
    const online = lowered.operations.some(operation => operation.op === 'run' && operation.network !== 'none');
    return [
        ...lowered.cacheMounts.map(mount => `content of the cache mount ${mount.id}`),
        ...lowered.secrets.map(id => `content of the secret ${id}`),
        ...(online ? ['what RUNs read from the network'] : []),
    ];
}

;// CONCATENATED MODULE: ./lib/commands/publish/store-steps.js









async function storeRecord(publication) {
    const { options, world, plan, base } = publication;
    const said = recordOf(options, world, base, { ...circumstances(publication), manifest: present(publication.built) });
    const record = new TextEncoder().encode(JSON.stringify(said));
    const blobs = [
        { digest: (0,digest/* digestFromHex */.Ch)(base.digest), bytes: base.bytes },
        { digest: (0,digest/* digestOf */.ol)(record), bytes: record },
        { digest: (0,digest/* digestOf */.ol)('{}'), bytes: new TextEncoder().encode('{}') },
    ];
    for (const { digest, bytes } of blobs) {
        const stored = await plan.store.putBlob(digest, bytes);
        if ((0,fault/* isFault */.Zh)(stored))
            throw (0,fault/* toError */.iT)(stored);
    }
    const manifest = recordManifest(base.bytes, record);
    const stored = await plan.store.putManifest((0,digest/* digestOf */.ol)(manifest.bytes), manifest.bytes, manifest.mediaType);
    if ((0,fault/* isFault */.Zh)(stored))
        throw (0,fault/* toError */.iT)(stored);
    publication.record = manifest;
    return 'done';
}
async function storeAnnotated(publication) {
    const { options, world, plan, base } = publication;
    const { bytes: plain, document } = present(publication.plain);
    const bytes = annotateManifest(plain, factsOf(options, world, base, circumstances(publication)));
    const annotated = { bytes, digest: (0,digest/* digestOf */.ol)(bytes), mediaType: document.mediaType };
    const stored = await plan.store.putManifest(annotated.digest, bytes, annotated.mediaType);
    if ((0,fault/* isFault */.Zh)(stored))
        throw (0,fault/* toError */.iT)(stored);
    if (stored.kind === 'immutable' && (await plan.store.manifest(annotated.digest)).kind !== 'found') {
        throw new errors/* BasehitError */.j('BH093', `${plan.store.name} refused ${annotated.digest}: ${stored.detail}`);
    }
    publication.annotated = annotated;
    return 'done';
}
async function verifyBase(publication) {
    const { options, world, plan, base, why } = publication;
    const manifest = present(publication.annotated).digest;
    await verifyImage(options, world, plan, { base, image: { manifest }, commands: options.base.verify, why });
    return 'done';
}
async function lookAgain(publication) {
    const { options, world, plan, base } = publication;
    const file = await (0,load/* loadBaseDockerfile */.GZ)(world, options);
    const again = await (0,commands_plan/* lowerBase */.JZ)(options, world, file, base.platform, new Map(plan.images));
    if (again.digest === base.digest)
        return 'done';
    throw new errors/* BasehitError */.j('BH048', `files of the base changed during the build (${base.digest} is now ${again.digest}); nothing was tagged`, {
        remedy: 'run again when nothing writes to the context',
    });
}
async function nameRecord(publication) {
    const { plan, base } = publication;
    const { bytes, mediaType } = present(publication.record);
    const there = await plan.store.manifest(recordTag(base));
    if (there.kind !== 'absent')
        return 'done';
    const stored = await plan.store.putManifest(recordTag(base), bytes, mediaType);
    if ((0,fault/* isFault */.Zh)(stored))
        throw (0,fault/* toError */.iT)(stored);
    return 'done';
}

// EXTERNAL MODULE: ./lib/commands/previous.js + 2 modules
var previous = __webpack_require__(1584);
;// CONCATENATED MODULE: ./lib/commands/publish/tag-steps.js





async function askToPush({ plan }) {
    const right = await plan.store.mayPublish();
    if (right.kind !== 'allowed')
        throw (0,fault/* toError */.iT)(right);
    return 'done';
}
async function putTag(publication) {
    const { plan, base } = publication;
    const { bytes, mediaType } = present(publication.annotated);
    const stored = await plan.store.putManifest(base.tag, bytes, mediaType);
    publication.taggedMs = publication.world.clock.now();
    if ((0,fault/* isFault */.Zh)(stored))
        throw (0,fault/* toError */.iT)(stored);
    if (stored.kind === 'immutable' && (await findWinner(publication)) !== 'found') {
        throw new errors/* BasehitError */.j('BH093', `${tagName(publication)} is there already and this registry does not move tags`, {
            remedy: 'set `salt` to a new value: the base then has another digest',
        });
    }
    return 'done';
}
const patience = 30_000;
async function confirmTag(publication) {
    const { clock } = publication.world;
    await settle(publication);
    for (let waited = 0, pause = 100;; waited += pause, pause *= 2) {
        const outcome = await probe(publication);
        const base = validBase(publication, outcome);
        if (base !== undefined) {
            publication.found = base;
            const isOurs = base.manifest === publication.annotated?.digest;
            if (isOurs)
                await tagRecord(publication);
            return isOurs ? 'done' : 'found';
        }
        if (waited + pause > patience) {
            throw unreadable(publication, `after publishing, the tag answers "${outcome.kind}"`);
        }
        await clock.sleep(pause);
    }
}
function validBase(publication, outcome) {
    if (!('base' in outcome))
        return undefined;
    if (outcome.base.manifest === publication.annotated?.digest)
        return outcome.base;
    return outcome.kind === 'hit' && !isReplaced(publication, outcome.base.manifest) ? outcome.base : undefined;
}
async function tagRecord(publication) {
    const { plan, base, world } = publication;
    const { bytes, mediaType } = present(publication.record);
    const newest = (0,previous/* pointerTag */.E)(base.name, (0,image_platform/* formatPlatform */.Bq)(base.platform));
    const consequences = [
        [recordTag(base), 'it is still the record of the base before'],
        [newest, 'the next miss cannot say what changed'],
    ];
    for (const [tag, consequence] of consequences) {
        const stored = await plan.store.putManifest(tag, bytes, mediaType);
        if (stored.kind === 'stored' || (stored.kind === 'immutable' && tag !== newest))
            continue;
        const message = `${plan.store.name}:${tag} could not be moved: ${consequence}`;
        world.report({ kind: 'notice', message });
    }
}

;// CONCATENATED MODULE: ./lib/commands/publish/publish.js





const steps = {
    lock: takeLease,
    'probe-again': findWinner,
    'ask-to-push': askToPush,
    build: buildBase,
    'read-back': readBack,
    'check-blobs': checkBlobs,
    record: storeRecord,
    annotate: storeAnnotated,
    verify: verifyBase,
    'look-again': lookAgain,
    'name-record': nameRecord,
    'probe-tag': findWinner,
    tag: putTag,
    confirm: confirmTag,
};
async function publishBase(options, world, plan, base, why) {
    const publication = { options, world, plan, base, why, durationMs: 0 };
    const started = world.clock.now();
    try {
        const end = await runProtocol(publication);
        await unlock(publication);
        if (end === 'adopted' && publication.taggedMs === undefined)
            await settleOnWinner(publication);
        const found = present(publication.found);
        const reference = plan.store.reference(found.manifest);
        if (end === 'adopted')
            world.report({ kind: 'adopted', reference, wastedMs: publication.durationMs });
        else
            world.report({ kind: 'published', reference, tag: base.tag, durationMs: world.clock.now() - started });
        return { ...base, manifest: found.manifest, how: end === 'adopted' ? 'adopted' : 'built', found };
    }
    finally {
        await publication.receiver?.discard();
        await unlock(publication);
    }
}
async function runProtocol(publication) {
    let step = firstStep;
    for (;;) {
        publication.world.signal.throwIfAborted();
        const transition = next(step, await steps[step](publication));
        if (transition.kind !== 'step')
            return transition.kind;
        step = transition.step;
    }
}
async function unlock(publication) {
    const { unlock } = publication;
    delete publication.unlock;
    await unlock?.();
}
async function takeLease(publication) {
    const { world, base } = publication;
    publication.unlock = await world.leases.take(base.digest, world.signal);
    return 'done';
}

// EXTERNAL MODULE: ./lib/commands/read-secrets.js
var read_secrets = __webpack_require__(3180);
// EXTERNAL MODULE: ./lib/commands/trust.js
var commands_trust = __webpack_require__(9876);
;// CONCATENATED MODULE: ./lib/commands/build.js













async function build(options, world) {
    prepareBuilder(world);
    await (0,read_secrets/* requireSecretFiles */.fG)(options.build, world);
    const planned = await (0,commands_trust/* settleTrust */.Qv)(options, world, await (0,commands_plan/* plan */.et)(options, world, 'publish'));
    requireMeans(options, world, planned.bases);
    requireVerifiable(options, planned.bases);
    const bases = [];
    for (const base of planned.bases)
        bases.push(await ensureBase(options, world, planned, base));
    const { app } = planned;
    if (options.app.run === 'skip' || app === undefined) {
        return { plan: planned, bases, handover: handOver(options, planned, bases), app: undefined };
    }
    const built = await buildHealed(options, world, planned, app, bases);
    return { plan: planned, ...built, handover: handOver(options, planned, built.bases) };
}
async function buildHealed(options, world, planned, app, bases) {
    try {
        return { bases, app: await buildApp(options, world, planned, app, bases) };
    }
    catch (error) {
        const failure = (0,buildx_failure/* buildFailure */.He)(error);
        const broken = [];
        for (const base of bases.filter(isPinned)) {
            if (base.how === 'reused' && (await isBroken(planned.store, base, failure)))
                broken.push(base);
        }
        if (broken.length === 0)
            throw error;
        const healed = [];
        for (const base of bases) {
            healed.push(isPinned(base) && broken.includes(base) ? await heal(options, world, planned, base) : base);
        }
        return { bases: healed, app: await buildApp(options, world, planned, app, healed) };
    }
}
async function isBroken(store, { manifest, found }, failure) {
    const { config, layers } = found.document;
    const parts = [config, ...layers];
    if ([manifest, ...parts.map(part => part.digest)].some(each => each === failure?.missingDigest))
        return true;
    if (!/\bshort read\b/.test(failure?.message ?? ''))
        return false;
    const answers = await Promise.all(parts.map(part => store.hasBlob(part.digest)));
    return answers.some((answer, at) => answer.kind === 'found' && (answer.size ?? parts[at]?.size) !== parts[at]?.size);
}
async function heal(options, world, planned, base) {
    world.report({
        kind: 'warning',
        message: `${planned.store.reference(base.manifest)} has lost a blob, or it is damaged; it is built anew`,
    });
    const outcome = { kind: 'incomplete', base: base.found };
    const decision = (0,trust/* confine */.D)((0,decide/* decide */.LD)(outcome, 'none'), outcome, planned.trust);
    const damaged = { ...base, outcome, decision };
    const settled = await (0,commands_trust/* settleTrust */.Qv)(options, world, { ...planned, bases: [damaged] });
    requireMeans(options, world, settled.bases);
    return ensureBase(options, world, settled, settled.bases[0] ?? damaged);
}
function prepareBuilder(world) {
    world
        .builder()
        .then(builder => builder.locate())
        .catch(() => { });
}
async function ensureBase(options, world, planned, base) {
    const { decision } = base;
    if (decision.kind === 'reuse')
        return reuseBase(options, world, planned, base, decision.base);
    const { outcome } = base;
    if (decision.kind === 'refuse' || (options.base.failOnMiss && 'fault' in outcome)) {
        throw (0,refuse/* refuse */.T)(`${planned.store.name}:${base.tag}`, outcome);
    }
    if (options.base.failOnMiss) {
        throw new errors/* BasehitError */.j('BH098', `${planned.store.name} has no base ${base.digest}, and fail-on-miss is set`, {
            remedy: 'build the base in a run that may publish it',
        });
    }
    if (decision.kind === 'inline')
        return inlineBase(options, world, planned, base, decision.why);
    return publishBase(options, world, planned, base, decision.why);
}
async function reuseBase(options, world, planned, base, found) {
    const open = options.base.verify.filter(command => !found.verified.includes(command));
    await verifyImage(options, world, planned, {
        base,
        image: { manifest: found.manifest },
        commands: open,
        why: 'verify',
    });
    return { ...base, manifest: found.manifest, how: 'reused', found };
}

;// CONCATENATED MODULE: ./lib/cli/build.js




async function build_runBuild(options, world) {
    const outcome = await build(options, world);
    const call = outcome.app?.call;
    return { text: printOutcome(outcome), status: call === undefined || call.status === 0 ? 0 : 1 };
}
function printOutcome({ plan: planned, bases, app }) {
    const lines = bases.map(base => {
        const reference = isPinned(base) ? planned.store.reference(base.manifest) : 'inline';
        return `base ${base.name} ${(0,image_platform/* formatPlatform */.Bq)(base.platform)} ${reference}\n`;
    });
    const digests = app?.digest === undefined ? [] : [`app ${app.digest}\n`];
    return [...lines, ...digests, (0,printable/* printable */.g)(app?.call?.output ?? '')].join('');
}


/***/ })

};
;
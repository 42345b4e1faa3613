"use strict";
exports.id = 530;
exports.ids = [530];
exports.modules = {

/***/ 530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runBuild: () => (/* binding */ build_runBuild)
});

// EXTERNAL MODULE: ./lib/buildx/printable.js
var printable = __webpack_require__(1575);
// EXTERNAL MODULE: ./lib/buildx/failure.js
var buildx_failure = __webpack_require__(5714);
// EXTERNAL MODULE: ./lib/buildx/outputs.js
var buildx_outputs = __webpack_require__(4102);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/plan/decide.js
var decide = __webpack_require__(4323);
// EXTERNAL MODULE: ./lib/plan/trust.js
var trust = __webpack_require__(4737);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/buildx/bake.js
var bake = __webpack_require__(1031);
// EXTERNAL MODULE: ./lib/buildx/metadata.js
var buildx_metadata = __webpack_require__(3351);
// EXTERNAL MODULE: ./lib/image/platform.js
var image_platform = __webpack_require__(8758);
// EXTERNAL MODULE: ./lib/plan/inherited-args.js
var inherited_args = __webpack_require__(4359);
// EXTERNAL MODULE: ./lib/buildx/attributes.js
var attributes = __webpack_require__(8819);
// EXTERNAL MODULE: ./lib/dockerfile/mounts.js + 1 modules
var mounts = __webpack_require__(721);
// EXTERNAL MODULE: ./lib/dockerfile/stages.js
var stages = __webpack_require__(3407);
// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __webpack_require__(8424);
;// CONCATENATED MODULE: ./lib/plan/lazy.js



function firstDownload(replacement, dockerfile) {
    const causes = replacement.platforms.flatMap(each => downloads(replacement, each, dockerfile));
    const [first] = causes.sort((one, other) => one.position.line - other.position.line);
    return first && { ...first, exports: causes.some(each => each.exports) };
}
function downloads(base, replaced, dockerfile) {
    const grown = grownStages(base, replaced);
    return replaced.remaining.flatMap(({ stage, instructions }) => instructions.flatMap(instruction => {
        const own = grown.has(stage.index) ? cause(instruction) : undefined;
        const found = own ?? takesFiles(base, dockerfile, grown, stage, instruction);
        return found === undefined ? [] : isTrigger(stage, instruction) ? triggered(found) : found;
    }));
}
function isTrigger({ from }, { position }) {
    return position.line === from.position.line;
}
function triggered(download) {
    return {
        ...download,
        what: `ONBUILD ${download.what}`,
        instead: 'begin with a stage or an image without this trigger',
    };
}
function grownStages({ stage }, { remaining, children }) {
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
    const isBase = (from, found) => found === undefined ? (0,image_reference/* contextKey */.hx)(from) === name : grown.has(found.index);
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
// EXTERNAL MODULE: ./lib/commands/plan.js + 19 modules
var commands_plan = __webpack_require__(9869);
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

// EXTERNAL MODULE: ./lib/buildx/cache-import.js
var cache_import = __webpack_require__(3230);
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
        case 'step-failed': {
            const cache = (0,cache_import/* unreadCache */.YT)(event.step, event.error);
            if (cache !== undefined)
                return [unreadEvent(cache)];
            return [{ kind: 'step', name: event.step, state: 'failed', durationMs: event.durationMs }];
        }
        case 'text': {
            const cache = (0,cache_import/* unreadDirectory */.dq)(event.text);
            return cache === undefined ? logLines(event.text) : [unreadEvent(cache)];
        }
        case 'log':
            return logLines(event.text);
        case 'notice':
            return [{ kind: 'notice', message: event.text }];
        case 'warning':
        case 'transfer':
            return [];
    }
}
function logLines(text) {
    return text.split(/\r\n|\r|\n/).map(line => ({ kind: 'log', line }));
}
function unreadEvent({ source, isMissing, reason }) {
    if (isMissing)
        return { kind: 'log', line: `no cache yet: ${source}` };
    return { kind: 'notice', message: `the cache ${source} was not read: ${reason}` };
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
    return { contexts: inline.map(base => ({ ...keyed(options, name, base), value: `target:${linked.name}` })), linked };
}
function keyed({ build }, name, { platform }) {
    return { name, ...(build.platforms.length > 1 ? { platform: (0,image_platform/* formatPlatform */.Bq)(platform) } : {}) };
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
    const kept = cacheTo.filter(attributes/* isPrivateCache */.qZ);
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
        to: (0,buildx_outputs/* pushedOutputs */.ce)(options.app).length > 0 && trust.caches === 'shared'
            ? [`type=registry,ref=${reference},mode=max,ignore-error=true`]
            : [],
        base: nothing,
        env: {},
    };
}
function explainDownload(world, options, plan, app) {
    const { replacement, file: loaded } = app;
    const derived = replacement.platforms.filter(each => each.derived);
    const cause = firstDownload({ ...replacement, platforms: derived }, loaded.dockerfile);
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

// EXTERNAL MODULE: ./lib/commands/app-checks.js + 1 modules
var app_checks = __webpack_require__(210);
// EXTERNAL MODULE: ./lib/image/config.js
var image_config = __webpack_require__(4887);
// EXTERNAL MODULE: ./lib/image/match.js
var match = __webpack_require__(268);
// EXTERNAL MODULE: ./lib/plan/boundary.js
var boundary = __webpack_require__(1525);
// EXTERNAL MODULE: ./lib/commands/expect.js
var expect = __webpack_require__(4418);
;// CONCATENATED MODULE: ./lib/commands/read-config.js



const cap = 8 * 1024 * 1024;
async function readConfig(store, document) {
    return (0,image_config/* parseImageConfig */.F)(await readConfigBytes(store, document));
}
async function readConfigBytes(store, document) {
    const { digest } = document.config;
    const answer = (0,expect/* expectFound */.c)(await store.blob(digest, cap), () => {
        return new errors/* BasehitError */.j('BH097', `${store.name}: the config ${digest} of the base is missing`, {
            remedy: 'rebuild the base (rebuild: base)',
        });
    });
    return answer.bytes;
}

;// CONCATENATED MODULE: ./lib/commands/check-app.js









async function checkApp(world, built) {
    const { app, bases, plan } = built;
    const unknown = [];
    for (const base of bases) {
        const use = (0,buildx_metadata/* baseUse */.fQ)(built.metadata, base.manifest, (0,image_platform/* formatPlatform */.Bq)(base.platform));
        if (use === 'unused')
            throw misbuilt(built, `the app was built without its base ${plan.store.reference(base.manifest)}`);
        if (use === 'unknown')
            unknown.push(base);
    }
    const pushed = await checkPushed(world, built);
    for (const base of unknown) {
        if (pushed !== undefined && (0,boundary/* replacedOn */.ym)(app.replacement, base.platform)?.derived)
            continue;
        const message = `could not check that the app was built on ${plan.store.reference(base.manifest)}: the provenance from buildx lists no materials; update Docker Buildx`;
        world.report({ kind: 'notice', message });
    }
    return pushed;
}
async function checkPushed(world, built) {
    const { push, bases, digest } = built;
    if (push.kind === 'none' || bases.length === 0)
        return undefined;
    const [target] = push.kind === 'digest' ? push.targets : [];
    const images = push.kind === 'tags' ? push.images : target === undefined ? [] : [{ reference: target, by: 'digest' }];
    let last;
    for (const { reference, by } of images) {
        const wanted = by === 'digest' ? digest : reference.tag;
        if (wanted === undefined)
            continue;
        last = (0,expect/* expectFound */.c)(await world.registry.manifest(reference, wanted, 'registry-alone'), gone(built, wanted));
        for (const base of bases)
            await checkPlatform(world, built, base, { repository: reference, top: last });
    }
    return last;
}
async function checkPlatform(world, built, base, image) {
    const { plan, app } = built;
    if ((0,boundary/* replacedOn */.ym)(app.replacement, base.platform)?.derived !== true)
        return;
    const wanted = (0,image_platform/* formatPlatform */.Bq)(base.platform);
    const config = await readApp(world, built, image, base.platform);
    const stored = (0,image_config/* configPlatform */.K)(config);
    if (!(0,image_platform/* isSamePlatform */.SW)(stored, base.platform)) {
        throw misbuilt(built, `the app for ${wanted} says it is for ${(0,image_platform/* formatPlatform */.Bq)(stored)}`);
    }
    const layers = (await readConfig(plan.store, base.found.document)).rootfs.diff_ids;
    if (layers.some((layer, index) => config.rootfs.diff_ids[index] !== layer)) {
        throw misbuilt(built, `the app for ${wanted} does not begin with the layers of its base`);
    }
}
async function readApp(world, built, { repository, top }, platform) {
    let { document } = top;
    if (document.kind === 'index') {
        const chosen = (0,match/* matchPlatform */.h)(platform, document.manifests);
        if (chosen === undefined)
            throw misbuilt(built, `the pushed app has no image for ${(0,image_platform/* formatPlatform */.Bq)(platform)}`);
        const found = await world.registry.manifest(repository, chosen.digest, 'registry-alone');
        document = (0,expect/* expectFound */.c)(found, gone(built, chosen.digest)).document;
    }
    const config = document.config.digest;
    const blob = await world.registry.blob(repository, config, 8 * 1024 * 1024, 'registry-alone');
    return (0,image_config/* parseImageConfig */.F)((0,expect/* expectFound */.c)(blob, gone(built, config)).bytes);
}
function gone(built, what) {
    return () => misbuilt(built, `the app was pushed, but ${what} is not in the registry`);
}
function misbuilt({ app, push }, fact) {
    return new errors/* BasehitError */.j('BH106', `${fact}${tagsOf(push)}`, {
        position: app.replacement.position,
        remedy: 'this is a fault of Basehit or of the builder: report it with the log of this build',
    });
}
function tagsOf(push) {
    if (push.kind === 'none')
        return '';
    if (push.kind === 'digest')
        return `; no tag was moved: ${push.targets.map(image_reference/* formatReference */.FH).join(', ')}`;
    return `; it was already pushed as ${push.names.join(', ')}`;
}

// EXTERNAL MODULE: ./lib/bases/registry/fault.js
var fault = __webpack_require__(2636);
;// CONCATENATED MODULE: ./lib/commands/push-app.js







async function decidePush(options, world, bases) {
    const isWanted = bases.some(isPinned) && (0,buildx_outputs/* pushedOutputs */.ce)(options.app).length > 0;
    const builder = isWanted ? await inspectBuilder(options, world) : undefined;
    return planPush(options.app, builder, options.build.platforms.length);
}
async function inspectBuilder(options, world) {
    const builder = await world.builder();
    return builder.inspect(options.build.builder).catch(() => undefined);
}
function planPush(app, builder, platforms) {
    const outputs = (0,buildx_outputs/* pushedOutputs */.ce)(app);
    const [output] = outputs;
    if (output === undefined)
        return { kind: 'none' };
    const names = [...new Set(outputs.flatMap(each => each.names))];
    const targets = names.map(taggable);
    const isOurs = builder !== undefined &&
        builder.driver !== '' &&
        builder.driver !== 'docker' &&
        (platforms === 1 || builder.nodes <= 1);
    if (isOurs && outputs.length === 1 && isPlain(output) && targets.every(target => target !== undefined)) {
        return { kind: 'digest', names, targets };
    }
    const images = outputs.flatMap((each, index) => imageOf(each, index === outputs.length - 1));
    return { kind: 'tags', names, images };
}
async function runPush(options, world, request, push) {
    const run = (change) => runBuild(world, options, { ...request, ...change }, 'app', 'app');
    try {
        return { result: await run(pushRequest(options.app, push)), pushed: push };
    }
    catch (error) {
        if (push.kind !== 'digest' || !needsTag((0,buildx_failure/* buildFailure */.He)(error)?.message ?? ''))
            throw error;
        const message = 'the registry does not accept a manifest without a tag: the tags are pushed before the app is checked';
        world.report({ kind: 'notice', message });
        return { result: await run({}), pushed: planPush(options.app, undefined, options.build.platforms.length) };
    }
}
function pushRequest(app, push) {
    if (push.kind !== 'digest')
        return {};
    const repositories = push.targets.map(({ registry, repository }) => (0,image_reference/* formatReference */.FH)({ registry, repository }));
    return { tags: [], push: false, load: false, outputs: (0,buildx_outputs/* digestOutputs */.V0)(app, [...new Set(repositories)]) };
}
async function tagApp(world, { targets }, app) {
    if (app === undefined)
        throw new errors/* BasehitError */.j('BH105', 'the metadata file of buildx does not say what was pushed');
    const done = [];
    for (const target of targets) {
        const shown = (0,image_reference/* formatReference */.FH)(target);
        const tag = target.tag ?? 'latest';
        const stored = await world.registry.putManifest(target, tag, app.bytes, app.mediaType);
        const place = `the app is ${(0,image_reference/* formatReference */.FH)({ registry: target.registry, repository: target.repository })}@${app.digest}, tagged so far: ${done.join(', ') || 'nothing'}`;
        if ((0,fault/* isFault */.Zh)(stored)) {
            const { code, message, remedy } = (0,fault/* toError */.iT)(stored);
            throw new errors/* BasehitError */.j(code, `${shown} could not be tagged: ${message}; ${place}`, { remedy });
        }
        if (stored.kind === 'immutable' && !(await isTagged(world, target, tag, app))) {
            const fact = `${shown} exists already and the registry has immutable tags (${stored.detail}); ${place}`;
            throw new errors/* BasehitError */.j('BH093', fact, { remedy: 'push the app under another tag' });
        }
        done.push(shown);
    }
}
async function isTagged(world, target, tag, { digest }) {
    const head = await world.registry.manifest(target, tag, 'registry-alone');
    return head.kind === 'found' && head.digest === digest;
}
function needsTag(message) {
    const refused = /failed to push \S+: (?:unsupported|manifest invalid|tag invalid)\b/;
    const status = /unexpected status from PUT request to \S+\/manifests\/sha256:[0-9a-f]{64}: (?:400|404|405|415|501)\b/;
    return refused.test(message) || (message.includes('failed to push') && status.test(message));
}
function isPlain({ attributes, names }) {
    return (names.length > 0 &&
        !(0,buildx_outputs/* isOn */.Mp)(attributes.get('push-by-digest')) &&
        !(0,buildx_outputs/* isOn */.Mp)(attributes.get('registry.insecure')) &&
        !attributes.has('dangling-name-prefix'));
}
function imageOf({ attributes, names: [name] }, isLast) {
    const reference = name === undefined || (0,buildx_outputs/* isOn */.Mp)(attributes.get('registry.insecure')) ? undefined : readName(name);
    if (reference === undefined || (!isLast && (0,buildx_outputs/* isOn */.Mp)(attributes.get('push-by-digest'))))
        return [];
    return [{ reference: (0,image_reference/* withDefaultTag */._t)(reference), by: isLast ? 'digest' : 'tag' }];
}
function taggable(name) {
    const reference = readName(name);
    return reference === undefined || reference.digest !== undefined ? undefined : (0,image_reference/* withDefaultTag */._t)(reference);
}
function readName(name) {
    try {
        return (0,image_reference/* parseReference */.F2)(name);
    }
    catch (error) {
        if (error instanceof errors/* BasehitError */.j)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/commands/source-policy.js
var source_policy = __webpack_require__(1672);
;// CONCATENATED MODULE: ./lib/commands/app.js













function handOver(options, plan, bases) {
    const name = replacedName(options, plan);
    if (name === undefined)
        return { contexts: [], buildContexts: '', bakeFile: '{}' };
    const contexts = pinnedContexts(options, name, plan, bases);
    const { contexts: others, linked } = inlineParts(options, plan, name, bases);
    const entries = [...contexts, ...others].map(context => [(0,bake/* contextKey */.hx)(context), context.value]);
    const target = { default: { contexts: Object.fromEntries(entries) } };
    const link = linked === undefined ? {} : { [linked.name]: (0,bake/* bakeFields */.Ve)(linked.request) };
    return {
        contexts,
        buildContexts: contexts
            .flatMap(({ platform, value }) => (platform === undefined ? `${name}=${value}` : []))
            .join('\n'),
        bakeFile: JSON.stringify({ target: { ...target, ...link } }),
    };
}
function pinnedContexts(options, name, plan, bases) {
    return bases
        .filter(isPinned)
        .map(base => ({ ...keyed(options, name, base), value: plan.store.context(base.manifest) }));
}
function replacedName({ base: { boundary } }, plan) {
    if (plan.app !== undefined)
        return plan.app.replacement.name;
    return boundary.kind === 'stage' ? boundary.stage.toLowerCase() : boundary.baseName;
}
async function buildApp(options, world, plan, app, bases) {
    const push = await decidePush(options, world, bases);
    const request = await appRequest(options, world, plan, app, bases);
    const { result, pushed } = await runPush(options, world, request, push);
    const { digest, metadata } = result;
    if (options.app.call === undefined) {
        const built = { plan, app, bases: bases.filter(isPinned), push: pushed, digest, metadata };
        const stored = await checkApp(world, built);
        if (pushed.kind === 'digest')
            await tagApp(world, pushed, stored);
    }
    world.report({ kind: 'app-built', digest, durationMs: result.durationMs });
    const call = options.app.call === undefined ? undefined : { output: result.output, status: result.status };
    const names = pushed.kind === 'digest' ? { 'image.name': pushed.names.join(',') } : {};
    return {
        digest,
        imageId: (0,buildx_metadata/* imageId */.L)(metadata),
        metadata: { ...metadata.raw, ...names },
        durationMs: result.durationMs,
        call,
    };
}
async function appRequest(options, world, plan, app, bases) {
    const shared = sharedRequest(options);
    const isReplaced = bases.some(isPinned);
    const copy = isReplaced ? await temporaryCopy(world, app) : undefined;
    const caches = await appCaches(options, world, plan, app, bases);
    const lint = isReplaced && (0,app_checks/* lintMayFail */.R)(options, app.file, app.replacement) ? { BUILDKIT_DOCKERFILE_CHECK: 'skip=all' } : {};
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
        platforms: options.build.platforms.map(image_platform/* formatPlatform */.Bq),
        namedContexts: distinctContexts([
            ...(0,commands_contexts/* givenContexts */.UM)(options, plan.images),
            ...app.pins,
            ...pinnedContexts(options, app.replacement.name, plan, bases),
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

;// CONCATENATED MODULE: ./lib/commands/base-alone.js



function requireHandover({ app, base }, { bases, trust }) {
    if (app.run === 'build' || base.failOnMiss)
        return;
    const missing = bases.find(({ decision }) => decision.kind === 'inline');
    if (missing === undefined)
        return;
    const name = `${missing.name} (${(0,image_platform/* formatPlatform */.Bq)(missing.platform)})`;
    const { outcome } = missing;
    const fact = 'fault' in outcome
        ? `whether the base ${name} is there is not known: ${(0,fault/* toError */.iT)(outcome.fault).message}`
        : `the base ${name} is not there, and this run may not publish it: ${trust.because}`;
    throw new errors/* BasehitError */.j('BH123', fact, {
        remedy: 'build the app in this step too, publish the base by a run of the default branch, or ask with actions/plan, whose base-image is then empty',
    });
}
function explainHandover({ app, base }, world, plan) {
    const { boundary } = base;
    if (app.run === 'build' || plan.app !== undefined)
        return;
    if (boundary.kind === 'stage' || boundary.baseName !== undefined)
        return;
    world.report({
        kind: 'warning',
        message: `build-contexts and bake-file hand over no base: ${app.file} is not there, and says no name for it; set base-name to the name in the app's FROM`,
    });
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

// EXTERNAL MODULE: ./lib/report/text.js + 2 modules
var report_text = __webpack_require__(3538);
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
    {
        step: 'look-again',
        does: 'reads the files once more: another digest, or a file that was touched, stops here',
        repeats: 'build',
    },
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
    if (result === 'repeat') {
        const again = protocol.find(each => each.step === current?.repeats);
        if (again === undefined)
            throw new TypeError(`${step} repeats nothing`);
        return { kind: 'step', step: again.step };
    }
    const following = protocol[at + 1];
    return following === undefined ? { kind: 'published' } : { kind: 'step', step: following.step };
}

// EXTERNAL MODULE: ./lib/image/digest.js
var image_digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/image/document.js
var image_document = __webpack_require__(9024);
;// CONCATENATED MODULE: ./lib/image/history.js

function parseHistory(bytes) {
    const { history } = (0,image_document/* parseObject */.lj)(bytes, 'image config');
    if (!Array.isArray(history))
        return [];
    return history.map((entry) => ({
        createdBy: typeof entry?.created_by === 'string' ? entry.created_by : '',
        createdMs: parseTime(entry?.created),
        hasLayer: entry?.empty_layer !== true,
    }));
}
function parseTime(value) {
    const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return time > 0 ? time : undefined;
}

// EXTERNAL MODULE: ./lib/lower/observations.js
var observations = __webpack_require__(6378);
;// CONCATENATED MODULE: ./lib/plan/base-age.js



function ageOfBase(built) {
    const { steps, layers, upstreamLayers, history, beside, startedMs, nowMs } = built;
    if (!steps.some(isTakenFromCache))
        return { createdMs: startedMs };
    const made = history.filter(entry => entry.hasLayer);
    if (made.length !== layers.length)
        return { unknown: 'its history does not tell the times of its layers' };
    const own = made.slice(sharedLength(layers, upstreamLayers)).filter(entry => !/^WORKDIR /.test(entry.createdBy));
    const times = own.map(entry => entry.createdMs);
    const other = steps
        .filter(isTakenFromCache)
        .map(stageOfRun)
        .find(stage => stage && beside.stages.has(stage));
    if (other !== undefined)
        times.push(beside.since);
    if (times.some(time => time === undefined))
        return {
            unknown: other === undefined ? 'a layer of it has no time' : `the stage ${other} has steps of an unknown time`,
        };
    const known = times.filter(time => time !== undefined);
    if (known.some(time => time > nowMs + decide/* clockSkew */.nW))
        return { unknown: 'a layer of it is dated ahead of this clock' };
    return { createdMs: Math.min(startedMs, ...known) };
}
function isTakenFromCache({ name, cached, isFinished }) {
    return (cached || !isFinished) && /^\[[^\]]*\d+\/\d+\] (?!(?:ONBUILD )?(?:FROM|WORKDIR|LINK) )/.test(name);
}
function stageOfRun({ name }) {
    return /^\[(?:\S+ )*?(\S+) +\d+\/\d+\] (?:ONBUILD )?RUN\b/.exec(name)?.[1];
}
function sharedLength(layers, others) {
    const first = layers.findIndex((layer, at) => layer !== others[at]);
    return first < 0 ? layers.length : first;
}
function objectionToAge(age, maxAge, { nowMs, startedMs }) {
    if ('unknown' in age)
        return age.unknown;
    if (age.createdMs === startedMs || nowMs - age.createdMs <= maxAge * 86_400_000)
        return undefined;
    return `a step of it is of ${new Date(age.createdMs).toISOString()}, older than max-age`;
}
function runsBeside({ operations, root, places, upstreams }, { stages }, images) {
    const own = new Set(lineOf(operations, root));
    const runs = [...operations.keys()].filter(at => operations[at]?.op === 'run' && !own.has(at));
    const names = runs.map(at => {
        const line = places[at]?.line ?? 0;
        const stage = stages.findLast(({ from }) => from.position.line <= line);
        return stage?.from.name?.toLowerCase() ?? `stage-${stage?.index}`;
    });
    const times = runs.map(at => {
        const image = imageUnder(operations, at, upstreams, images);
        return image?.isPinned ? parseTime(image.config.created) : undefined;
    });
    const known = times.filter(time => time !== undefined);
    return {
        stages: new Set(names),
        since: known.length === 0 || known.length < times.length ? undefined : Math.min(...known),
    };
}
function upstreamLayersOf({ operations, root, upstreams }, images) {
    return imageUnder(operations, root, upstreams, images)?.config.rootfs.diff_ids ?? [];
}
function lineOf(operations, from) {
    const line = [];
    for (let at = from; at !== null;) {
        line.push(at);
        const operation = operations[at];
        at = operation !== undefined && 'input' in operation ? operation.input : null;
    }
    return line;
}
function imageUnder(operations, from, upstreams, images) {
    const lowest = operations[lineOf(operations, from).at(-1) ?? -1];
    if (lowest?.op !== 'image')
        return undefined;
    const { image, platform } = lowest;
    const named = upstreams.find(each => each.platform === platform && [each.digest, each.reference].includes(image));
    if (named === undefined)
        return undefined;
    const found = images.get((0,observations/* observationKey */.oL)({ kind: 'image', reference: named.reference, platform }));
    return found && { ...found, isPinned: image === named.digest };
}

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
    const { startedMs, durationMs, steps } = present(publication.run);
    return {
        created: new Date(present(publication.createdMs)).toISOString(),
        built: new Date(startedMs + durationMs).toISOString(),
        durationMs: steps.some(isTakenFromCache) ? undefined : Math.round(durationMs),
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
    const { why, base } = publication;
    const isFresh = why === 'expired' || why === 'rebuild' || base.lowered.sourceDateEpoch !== undefined;
    await runBaseBuild(publication, isFresh);
    return 'done';
}
async function runBaseBuild(publication, isFresh) {
    const { options, world, plan, base, why } = publication;
    await publication.receiver?.discard();
    const receiver = await plan.store.receive();
    publication.receiver = receiver;
    const request = baseRequest(options, plan, base, receiver.output, isFresh);
    const what = `base ${base.name} for ${(0,image_platform/* formatPlatform */.Bq)(base.platform)}`;
    const startedMs = world.clock.now();
    const result = await runBuild(world, options, request, what, why);
    if (result.digest === undefined)
        throw new errors/* BasehitError */.j('BH105', `buildx did not say which image it stored for ${what}`);
    publication.built = (0,image_digest/* parseDigest */.m)(result.digest);
    publication.durationMs += result.durationMs;
    if (publication.repeatedStates === undefined || isFresh) {
        publication.run = { isFresh, startedMs, durationMs: result.durationMs, steps: result.vertices };
    }
    await receiver.accept(publication.built);
}
async function readBack(publication) {
    await readBuilt(publication);
    const { options, world, base } = publication;
    const { isFresh, startedMs } = present(publication.run);
    const built = builtBase(publication);
    const age = isFresh ? { createdMs: startedMs } : ageOfBase(built);
    const objection = objectionToAge(age, options.base.maxAge, built);
    if (objection === undefined && 'createdMs' in age) {
        publication.createdMs = age.createdMs;
        return 'done';
    }
    const message = `the base ${base.name} (${(0,image_platform/* formatPlatform */.Bq)(base.platform)}) is built once more, without cache: ${objection}`;
    world.report({ kind: 'notice', message });
    await runBaseBuild(publication, true);
    await readBuilt(publication);
    publication.createdMs = present(publication.run).startedMs;
    return 'done';
}
function builtBase({ plan, base, world, plain, run }) {
    const { config, history } = present(plain);
    const { steps, startedMs } = present(run);
    return {
        steps,
        layers: config.rootfs.diff_ids,
        upstreamLayers: upstreamLayersOf(base.lowered, plan.images),
        history,
        beside: runsBeside(base.lowered, plan.file.dockerfile, plan.images),
        startedMs,
        nowMs: world.clock.now(),
    };
}
async function readBuilt(publication) {
    const { plan, base } = publication;
    const missing = () => unreadable(publication, 'the manifest that was just stored is not there');
    const { bytes, document } = (0,expect/* expectFound */.c)(await plan.store.manifest(present(publication.built)), missing);
    if (document.kind !== 'manifest')
        throw unreadable(publication, 'buildx stored an index instead of one image');
    const written = await readConfigBytes(plan.store, document);
    const config = (0,image_config/* parseImageConfig */.F)(written);
    const stored = (0,image_config/* configPlatform */.K)(config);
    if (!(0,image_platform/* isSamePlatform */.SW)(stored, base.platform)) {
        throw new errors/* BasehitError */.j('BH092', `the base was built for ${(0,image_platform/* formatPlatform */.Bq)(stored)}, not ${(0,image_platform/* formatPlatform */.Bq)(base.platform)}`, {
            remedy: 'use a builder and upstream images that are there for this platform',
        });
    }
    publication.plain = { bytes, document, config, history: parseHistory(written) };
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

;// CONCATENATED MODULE: ./lib/context/state.js
function changedPaths(before, after) {
    return [...before].flatMap(([path, state]) => {
        const now = after.get(path);
        return now !== undefined && isUntouched(state, now) ? [] : [{ path, kind: state.kind }];
    });
}
function isUntouched(before, now) {
    if (before.kind !== now.kind)
        return false;
    if (now.kind === 'passed')
        return now.ctime === before.ctime || now.ctime === now.mtime;
    return now.ctime === before.ctime && before.kind !== 'passed' && now.size === before.size;
}

// EXTERNAL MODULE: ./lib/listing.js
var listing = __webpack_require__(7487);
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
        ...(facts.durationMs === undefined ? {} : { [annotations/* annotation */.w.durationMs]: String(Math.round(facts.durationMs)) }),
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
        digest: (0,image_digest/* digestOf */.ol)(bytes),
        size: bytes.length,
    });
    const document = {
        schemaVersion: 2,
        mediaType: manifest/* mediaTypes */.Ib.ociManifest,
        artifactType: recipe_recipe/* recipeMediaType */.n9,
        config: descriptor(manifest/* mediaTypes */.Ib.ociEmpty, new TextEncoder().encode('{}')),
        layers: [descriptor(recipe_recipe/* recipeMediaType */.n9, recipe), descriptor(recipe_record/* recordMediaType */.m, record)],
    };
    return { bytes: new TextEncoder().encode((0,canonical/* canonicalJson */.dj)(document)), mediaType: manifest/* mediaTypes */.Ib.ociManifest };
}

// EXTERNAL MODULE: ./lib/commands/load.js
var load = __webpack_require__(1072);
;// CONCATENATED MODULE: ./lib/commands/record.js

function recordOf(options, world, base, circumstances) {
    const { run } = world;
    const { durationMs, ...known } = circumstances;
    const { lowered, digest, name, platform } = base;
    return {
        schema: 'basehit.record/v1',
        dependencyDigest: digest,
        name,
        platform: (0,image_platform/* formatPlatform */.Bq)(platform),
        ...known,
        ...(durationMs === undefined ? {} : { durationMs }),
        ...(run.actor ? { actor: run.actor } : {}),
        ...(run.source ? { source: run.source } : {}),
        ...(run.commit ? { commit: run.commit } : {}),
        ...(run.ref ? { ref: run.ref } : {}),
        ...(run.url ? { run: run.url } : {}),
        upstreams: lowered.upstreams.map(({ reference, digest: upstream }) => ({ reference, digest: upstream })),
        places: lowered.places,
        fileOrigins: lowered.fileOrigins,
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
        { digest: (0,image_digest/* digestFromHex */.Ch)(base.digest), bytes: base.bytes },
        { digest: (0,image_digest/* digestOf */.ol)(record), bytes: record },
        { digest: (0,image_digest/* digestOf */.ol)('{}'), bytes: new TextEncoder().encode('{}') },
    ];
    for (const { digest, bytes } of blobs) {
        const stored = await plan.store.putBlob(digest, bytes);
        if ((0,fault/* isFault */.Zh)(stored))
            throw (0,fault/* toError */.iT)(stored);
    }
    const manifest = recordManifest(base.bytes, record);
    const stored = await plan.store.putManifest((0,image_digest/* digestOf */.ol)(manifest.bytes), manifest.bytes, manifest.mediaType);
    if ((0,fault/* isFault */.Zh)(stored))
        throw (0,fault/* toError */.iT)(stored);
    publication.record = manifest;
    return 'done';
}
async function storeAnnotated(publication) {
    const { options, world, plan, base } = publication;
    const { bytes: plain, document } = present(publication.plain);
    const bytes = annotateManifest(plain, factsOf(options, world, base, circumstances(publication)));
    const annotated = { bytes, digest: (0,image_digest/* digestOf */.ol)(bytes), mediaType: document.mediaType };
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
    const { options, world, plan, base, repeatedStates } = publication;
    const file = await (0,load/* loadBaseDockerfile */.GZ)(world, options);
    const again = await (0,commands_plan/* lowerBase */.JZ)(options, world, file, base.platform, new Map(plan.images));
    const changed = changedPaths(repeatedStates ?? base.states, again.states);
    if (again.digest === base.digest && changed.length === 0)
        return 'done';
    const isSame = again.digest === base.digest && changed.every(({ kind }) => kind === 'listed');
    if (isSame && repeatedStates === undefined && !present(publication.run).isFresh) {
        publication.repeatedStates = again.states;
        world.report({
            kind: 'notice',
            message: `${listedPaths(changed)} changed during the build: it is repeated, from its cache`,
        });
        return 'repeat';
    }
    const what = changed.length === 0 ? 'files of the base' : listedPaths(changed);
    const digests = again.digest === base.digest ? '' : ` (${base.digest} is now ${again.digest})`;
    throw new errors/* BasehitError */.j('BH048', `${what} changed during the build${digests}; nothing was tagged`, {
        remedy: 'run again when nothing writes to the context',
    });
}
function listedPaths(changed) {
    return (0,listing/* listed */.K)(changed.map(({ path }) => `\`${path}\``), 3);
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

// EXTERNAL MODULE: ./lib/commands/previous.js + 5 modules
var previous = __webpack_require__(9613);
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
    const { options, plan, base, world } = publication;
    const record = present(publication.record);
    const newest = await (0,previous/* pointerTag */.ES)(options, world, base);
    const said = await plan.store.putManifest(recordTag(base), record.bytes, record.mediaType);
    if (said.kind !== 'stored' && said.kind !== 'immutable') {
        reportUnmoved(publication, recordTag(base), 'it is still the record of the base before');
    }
    const stored = await (0,previous/* rememberRecord */.hf)(plan.store, newest, record);
    if (stored.kind !== 'stored')
        reportUnmoved(publication, newest, 'the next miss is compared with older bases');
}
function reportUnmoved({ plan, world }, tag, consequence) {
    world.report({ kind: 'notice', message: `${plan.store.name}:${tag} could not be moved: ${consequence}` });
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
// EXTERNAL MODULE: ./lib/buildx/version.js
var buildx_version = __webpack_require__(5100);
;// CONCATENATED MODULE: ./lib/commands/require-buildx.js



async function requireBuildx(options, world, { bases, store }) {
    const published = bases.filter(({ decision }) => decision.kind === 'build');
    if (options.app.run === 'skip' || published.length === 0)
        return;
    const { version } = await (await world.builder()).locate();
    const namedContexts = published.map(({ name, digest }) => ({ name, value: store.context((0,image_digest/* digestFromHex */.Ch)(digest)) }));
    (0,buildx_version/* requireVersion */.e)(version, { ...sharedRequest(options), namedContexts });
}

// EXTERNAL MODULE: ./lib/commands/trust.js
var commands_trust = __webpack_require__(9876);
;// CONCATENATED MODULE: ./lib/commands/build.js
















async function build(options, world) {
    prepareBuilder(options, world);
    await (0,read_secrets/* requireSecretFiles */.fG)(options.build, world);
    const planned = await (0,commands_trust/* settleTrust */.Qv)(options, world, await (0,commands_plan/* plan */.et)(options, world, 'publish'));
    requireHandover(options, planned);
    explainHandover(options, world, planned);
    requireMeans(options, world, planned.bases);
    requireVerifiable(options, planned.bases);
    for (const base of planned.bases)
        refuseUnusable(options, planned, base);
    await requireBuildx(options, world, planned);
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
            if (base.decision.kind === 'reuse' && (await isBroken(planned.store, base, failure)))
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
function prepareBuilder(options, world) {
    const isAsked = options.app.run === 'build' && (0,buildx_outputs/* pushedOutputs */.ce)(options.app).length > 0;
    world
        .builder()
        .then(builder => (isAsked ? builder.inspect(options.build.builder) : builder.locate()))
        .catch(() => { });
}
function refuseUnusable({ base: { failOnMiss } }, planned, base) {
    const { decision, outcome } = base;
    if (decision.kind === 'reuse')
        return;
    if (decision.kind === 'refuse' || (failOnMiss && 'fault' in outcome)) {
        throw (0,refuse/* refuse */.T)(`${planned.store.name}:${base.tag}`, outcome);
    }
    if (!failOnMiss)
        return;
    throw new errors/* BasehitError */.j('BH098', `${planned.store.name} has no base ${base.digest}, and fail-on-miss is set`, {
        remedy: 'build the base in a run that may publish it',
    });
}
async function ensureBase(options, world, planned, base) {
    refuseUnusable(options, planned, base);
    const { decision } = base;
    switch (decision.kind) {
        case 'reuse':
            return reuseBase(options, world, planned, base, decision.base);
        case 'inline':
            return inlineBase(options, world, planned, base, decision.why);
        case 'build':
            return publishBase(options, world, planned, base, decision.why);
        case 'refuse':
            throw new TypeError('a base that is refused is not used');
    }
}
async function reuseBase(options, world, planned, base, found) {
    const open = options.base.verify.filter(command => !found.verified.includes(command));
    await verifyImage(options, world, planned, {
        base,
        image: { manifest: found.manifest },
        commands: open,
        why: 'verify',
    });
    const isOwn = base.decision.kind === 'reuse' && base.decision.builtBy === 'this-run';
    return { ...base, manifest: found.manifest, how: isOwn ? 'built' : 'reused', found };
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
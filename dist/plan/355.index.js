export const id = 355;
export const ids = [355];
export const modules = {

/***/ 355:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBuilder: () => (/* binding */ createBuilder)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/buildx/attributes.js
var buildx_attributes = __webpack_require__(8819);
// EXTERNAL MODULE: ./lib/buildx/context-value.js
var context_value = __webpack_require__(9479);
// EXTERNAL MODULE: ./lib/buildx/outputs.js
var outputs = __webpack_require__(4102);
;// CONCATENATED MODULE: ./lib/buildx/bake.js





const bakeTarget = 'default';
function bakeDefinition(request) {
    const { linked } = request;
    const others = linked === undefined ? {} : { [linked.name]: bakeFields(linked.request) };
    return `${JSON.stringify({ target: { [bakeTarget]: bakeFields(request), ...others } }, null, 2)}\n`;
}
function bakeFields(request) {
    refuseInexpressible(request);
    const target = {};
    for (const [field, value] of entries(request)) {
        if (value === undefined || isEmpty(value))
            continue;
        target[field] = literal(value, field);
    }
    return target;
}
function entries(request) {
    return [
        ['context', (0,context_value/* isRemote */.Vx)(request.context) ? request.context : (0,external_node_path_.resolve)(request.cwd, request.context)],
        ['dockerfile', dockerfile(request)],
        ['target', request.target],
        ['args', request.buildArgs],
        ['platforms', request.platforms],
        ['contexts', contexts(request)],
        ['labels', request.labels],
        ['annotations', request.annotations],
        ['tags', request.tags],
        ['output', (0,outputs/* pushOutputs */.$7)(request)],
        ['cache-from', request.cacheFrom],
        ['cache-to', request.cacheTo],
        ['no-cache', request.noCache],
        ['no-cache-filter', request.noCacheFilters],
        ['pull', request.pull],
        ['secret', secrets(request.secrets ?? [])],
        ['ssh', request.ssh],
        ['network', request.network],
        ['extra-hosts', extraHosts(request.addHosts ?? [])],
        ['ulimits', request.ulimits],
        ['shm-size', request.shmSize],
        ['entitlements', request.allow],
        ['attest', attests(request)],
    ];
}
function isEmpty(value) {
    if (typeof value === 'boolean')
        return !value;
    return typeof value === 'string' ? value === '' : Object.keys(value).length === 0;
}
function dockerfile(request) {
    if (request.dockerfile === undefined || request.dockerfile === '')
        return undefined;
    return (0,context_value/* isRemote */.Vx)(request.context) ? request.dockerfile : (0,external_node_path_.resolve)(request.cwd, request.dockerfile);
}
function contexts(request) {
    const byKey = {};
    for (const context of request.namedContexts ?? []) {
        const key = contextKey(context);
        if (context.name === '' || context.value === '')
            throw inexpressible(`the named context ${key}=${context.value}`, 'Give a name and a value.');
        if (Object.hasOwn(byKey, key))
            throw inexpressible(`the named context ${key} twice`, 'Remove one of the two.');
        byKey[key] = (0,context_value/* contextKind */.SD)(context.value) === 'directory' ? (0,external_node_path_.resolve)(request.cwd, context.value) : context.value;
    }
    return byKey;
}
function contextKey(context) {
    return context.platform === undefined ? context.name : `${context.name}::${context.platform}`;
}
function secrets(given) {
    const ids = new Set();
    for (const { id } of given) {
        if (id === '')
            throw new errors/* BasehitError */.j('BH110', 'a secret has no id', {
                remedy: 'Write it as id=NAME,src=FILE or id=NAME,env=VARIABLE.',
            });
        if (ids.has(id))
            throw new errors/* BasehitError */.j('BH110', `the secret ${id} is given twice`, { remedy: 'Remove one of the two.' });
        ids.add(id);
    }
    return given;
}
function extraHosts(hosts) {
    const byHost = {};
    for (const entry of hosts) {
        const cut = entry.includes('=') ? entry.indexOf('=') : entry.indexOf(':');
        const host = entry.slice(0, cut);
        const address = entry.slice(cut + 1);
        if (cut < 1 || address === '')
            throw inexpressible(`the host ${JSON.stringify(entry)}`, 'Write it as host:ip.');
        byHost[host] = Object.hasOwn(byHost, host) ? `${byHost[host]},${address}` : address;
    }
    return byHost;
}
function attests(request) {
    const given = [...(request.attests ?? [])];
    if (request.provenance)
        given.push((0,buildx_attributes/* attestation */.lG)('provenance', request.provenance));
    if (request.sbom)
        given.push((0,buildx_attributes/* attestation */.lG)('sbom', request.sbom));
    const types = new Set();
    return given.filter(entry => {
        const attributes = (0,buildx_attributes/* parseAttestation */.sI)(entry);
        const type = (0,buildx_attributes/* isAttributeFault */.lq)(attributes) ? entry : (attributes.get('type') ?? '');
        return !types.has(type) && types.add(type);
    });
}
function literal(value, field) {
    if (typeof value === 'boolean')
        return value;
    if (typeof value === 'string')
        return escapedText(value, field);
    if (Array.isArray(value))
        return value.map(item => literal(item, field));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [
        escapedText(secretField(field, key), field),
        escapedText(item, `${field} ${key}`),
    ]));
}
function secretField(field, key) {
    return field === 'secret' && key === 'file' ? 'src' : key;
}
function escapedText(text, field) {
    if (text.startsWith('\ufeff')) {
        throw inexpressible(`${field}, whose text begins with a byte order mark (U+FEFF)`, 'Remove that character.');
    }
    if (!text.isWellFormed() || text.normalize('NFC') !== text) {
        throw inexpressible(`${field} ${JSON.stringify(text)}, whose accents are separate characters`, 'Write it in the composed form (NFC).');
    }
    return text.replace(/[$%]\{/g, opening => `${opening[0]}${opening}`);
}
function refuseInexpressible(request) {
    if (request.cgroupParent)
        throw inexpressible('cgroup-parent', 'Remove cgroup-parent.');
    if (request.dockerfile === '-' || request.context === '-') {
        throw inexpressible('standard input as Dockerfile or context', 'Write it to a file.');
    }
    if (request.dockerfile !== undefined && /^https?:\/\//.test(request.dockerfile)) {
        throw inexpressible(`a Dockerfile from a URL (${request.dockerfile})`, 'Save it as a file.');
    }
}
function inexpressible(what, remedy) {
    return new errors/* BasehitError */.j('BH104', `buildx bake, which builds with one base per platform, does not take ${what}`, {
        remedy,
    });
}

;// CONCATENATED MODULE: ./lib/buildx/arguments.js

function bakeArguments(request, files) {
    return [
        'bake',
        '--file',
        files.definition,
        '--metadata-file',
        files.metadata,
        '--progress',
        'rawjson',
        ...(request.builder ? ['--builder', request.builder] : []),
        ...(request.call ? ['--call', request.call] : []),
        ...entitlements(request).flatMap(entitlement => ['--allow', entitlement]),
        bakeTarget,
    ];
}
function entitlements(request) {
    const granted = new Set(request.allow ?? []);
    if (request.network === 'host')
        granted.add('network.host');
    return [...granted];
}
function bakeEnvironment(env, request) {
    const { SOURCE_DATE_EPOCH: _dropped, ...rest } = env;
    const attestations = request.defaultAttestations;
    return {
        ...rest,
        ...(attestations === undefined ? {} : { BUILDX_NO_DEFAULT_ATTESTATIONS: attestations ? '0' : '1' }),
        BUILDX_METADATA_PROVENANCE: 'max',
        BUILDX_METADATA_WARNINGS: 'true',
        BUILDX_BAKE_ENTITLEMENTS_FS: '0',
        BUILDX_BAKE_FILE_RELATIVE_PATHS: '0',
        ...request.env,
    };
}

;// CONCATENATED MODULE: ./lib/buildx/cache-import.js
const step = /^(?:\[[^\]]*\] )?importing cache manifest from (.+)$/s;
function isCacheImport(name) {
    return step.test(name);
}
function unreadCache(name, error) {
    const source = step.exec(name)?.[1];
    if (source === undefined)
        return undefined;
    const reason = error.replace(/^failed to configure \S+ cache importer: /, '');
    return { source, isMissing: /(?:^|: )not found$/.test(reason), reason };
}
function unreadDirectory(line) {
    const [, source, reason] = /^WARNING: local cache import at (.+) skipped due to err: (.+)$/.exec(line) ?? [];
    if (source === undefined || reason === undefined)
        return undefined;
    return { source, isMissing: /: no such file or directory$/.test(reason), reason };
}

// EXTERNAL MODULE: ./lib/buildx/printable.js
var printable = __webpack_require__(1575);
;// CONCATENATED MODULE: ./lib/buildx/failure.js




function buildFailure(error) {
    return error instanceof BasehitError && error.cause instanceof FailureCause ? error.cause.failure : undefined;
}
class FailureCause extends Error {
    failure;
    constructor(failure) {
        super(failure.message);
        this.name = 'BuildFailure';
        this.failure = failure;
    }
}
function diagnose(request, progress, end) {
    const text = (0,printable/* printable */.g)(progress.text());
    const failed = failedVertex(progress.vertices());
    const message = interruption(end) ?? errorText(text) ?? failed?.error ?? `buildx ended with status ${end.status}`;
    const exitCode = /exit code: (\d+)/.exec(failed?.error ?? message)?.[1];
    const position = dockerfilePosition(request, text);
    const missing = missingDigest(message);
    return {
        message,
        lastLines: failed === undefined ? [] : progress.lastLines(failed.digest),
        ...(failed === undefined ? {} : { step: failed.name }),
        ...(position === undefined ? {} : { position }),
        ...(exitCode === undefined ? {} : { exitCode: Number(exitCode) }),
        ...(missing === undefined ? {} : { missingDigest: missing }),
    };
}
function failureError(failure) {
    const cause = new FailureCause(failure);
    const everything = [failure.message, ...failure.lastLines].join('\n');
    if (/no space left on device|disk quota exceeded/i.test(everything)) {
        return new errors/* BasehitError */.j('BH103', `no space left while building${at(failure)}${printed(failure)}`, {
            position: failure.position,
            remedy: 'Free space on the builder: remove unused images, or run docker buildx prune.',
            cause,
        });
    }
    if (failure.position === undefined && isUnreachable(failure))
        return builderError(failure.message, cause);
    if (/unknown (?:shorthand )?flag|unknown command/.test(failure.message)) {
        return new errors/* BasehitError */.j('BH100', `this buildx is too old: ${failure.message}`, {
            remedy: 'Update Docker Buildx, or add docker/setup-buildx-action before this step.',
            cause,
        });
    }
    return new errors/* BasehitError */.j('BH102', `the build failed${at(failure)}${printed(failure)}`, {
        position: failure.position,
        cause,
    });
}
function builderError(message, cause) {
    return new errors/* BasehitError */.j('BH101', `the builder does not answer: ${message}`, {
        remedy: 'Start Docker, or choose a builder that runs (docker buildx ls); in a workflow add docker/setup-buildx-action.',
        cause,
    });
}
function isUnreachable({ message, step }) {
    if (/no builder .* found|no (?:valid )?drivers? found|Cannot connect to the Docker daemon/i.test(message))
        return true;
    if (/failed to connect to the docker API|docker daemon socket|code = Unavailable|error reading from server/i.test(message)) {
        return true;
    }
    if (/failed to (?:push|pull|do request|resolve|authorize|fetch|copy)/.test(message))
        return false;
    const beforeAnyStep = step === undefined || /^\[(?:\S+ )*internal\] (?:waiting for connection|booting buildkit)/.test(step);
    return beforeAnyStep && /context deadline exceeded|connection (?:refused|reset)|transport:/i.test(message);
}
function at(failure) {
    const { position, step, exitCode } = failure;
    const place = position === undefined ? '' : ` at ${position.file}:${position.line}`;
    const instruction = /^\[[^\]]*\d+\/\d+\] (.*)$/s.exec(step ?? '')?.[1];
    const what = instruction === undefined ? '' : ` \`${shortened(instruction)}\``;
    if (exitCode !== undefined)
        return `${place}${what} (exit ${exitCode})`;
    return `${place}${what}: ${failure.message}`;
}
function printed({ lastLines }) {
    return lastLines.map(line => `\n  | ${line}`).join('');
}
function shortened(text) {
    const line = text.replace(/\s+/g, ' ').trim();
    return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
function failedVertex(vertices) {
    const failed = vertices.filter(vertex => vertex.error !== undefined && !isCacheImport(vertex.name));
    return failed.find(vertex => !/context canceled/.test(vertex.error ?? '')) ?? failed[0];
}
function errorText(text) {
    const start = text.search(/^ERROR: /m);
    if (start < 0)
        return undefined;
    return text
        .slice(start + 'ERROR: '.length)
        .split(/\n(?:View build details:|$)/)[0]
        ?.replace(/^(?:target \S+: )?failed to (?:build: failed to )?solve: /, '')
        .trim();
}
function interruption(end) {
    if (end.signal !== undefined)
        return `buildx was ended by ${end.signal}`;
    return end.status === 130 ? 'it was interrupted' : undefined;
}
function dockerfilePosition(request, text) {
    const match = /^(\S.*):(\d+)\n-{20}$/m.exec(text);
    if (match === null)
        return undefined;
    const requests = request.linked === undefined ? [request] : [request, request.linked.request];
    const named = requests.filter(each => (0,external_node_path_.basename)(dockerfileOf(each)) === match[1]);
    const [only] = named;
    if (only === undefined || named.length > 1)
        return undefined;
    const line = Number(match[2]);
    if (only.source === undefined)
        return { file: dockerfileOf(only), line, column: 1 };
    const own = only.source.lines === undefined ? line : only.source.lines[line - 1];
    return own === undefined ? undefined : { file: only.source.file, line: own, column: 1 };
}
function dockerfileOf({ dockerfile, context }) {
    return dockerfile ?? (0,external_node_path_.join)(context, 'Dockerfile');
}
function missingDigest(message) {
    const damaged = /unexpected commit digest \S+, expected (sha256:[0-9a-f]{64})/.exec(message)?.[1];
    if (damaged !== undefined)
        return damaged;
    if (/failed to push/.test(message) || !/not found|unknown blob|BLOB_UNKNOWN|MANIFEST_UNKNOWN/i.test(message))
        return undefined;
    return /sha256:[0-9a-f]{64}/.exec(message)?.[0];
}

;// CONCATENATED MODULE: ./lib/buildx/inspection.js
function parseInspection(output) {
    const values = (key) => [...output.matchAll(new RegExp(`^${key}:[ \\t]*(.*)$`, 'gm'))].map(match => (match[1] ?? '').trim());
    const first = (key) => values(key).find(value => value !== '');
    const driver = first('Driver') ?? '';
    const platforms = values('Platforms').flatMap(list => list.split(',').map(item => item.trim().replace(/\*$/, '')));
    const version = first('BuildKit version')?.replace(/^v/, '');
    const error = first('Error');
    return {
        name: first('Name') ?? '',
        driver,
        status: first('Status') ?? '',
        platforms: [...new Set(platforms.filter(platform => platform !== ''))],
        nodes: Math.max(0, values('Name').length - 1),
        mayExportCache: driver !== '' && (driver !== 'docker' || /^\s*org\.mobyproject\.buildkit\.worker\.snapshotter:/m.test(output)),
        ...(version === undefined ? {} : { buildkitVersion: version }),
        ...(error === undefined ? {} : { error }),
    };
}

// EXTERNAL MODULE: ./lib/login.js
var login = __webpack_require__(78);
;// CONCATENATED MODULE: ./lib/buildx/json.js
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function recordsOf(value) {
    return Array.isArray(value) ? value.filter(isRecord) : [];
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./lib/buildx/progress-line.js


function statusLine(line) {
    if (!line.startsWith('{'))
        return undefined;
    let json;
    try {
        json = JSON.parse(line);
    }
    catch {
        return undefined;
    }
    if (!isRecord(json))
        return undefined;
    return {
        vertices: recordsOf(json.vertexes).flatMap(vertex),
        logs: recordsOf(json.logs).map(log => ({
            vertex: textOf(log.vertex),
            stream: typeof log.stream === 'number' ? log.stream : 1,
            bytes: Buffer.from(textOf(log.data), 'base64'),
        })),
        transfers: recordsOf(json.statuses).map(transfer),
        warnings: recordsOf(json.warnings).map(buildWarning),
    };
}
function vertex(facts) {
    const digest = textOf(facts.digest);
    if (digest === '')
        return [];
    return [
        {
            digest,
            name: (0,printable/* printable */.g)(textOf(facts.name)),
            cached: facts.cached === true,
            started: time(facts.started),
            completed: time(facts.completed),
            ...(textOf(facts.error) === '' ? {} : { error: (0,printable/* printable */.g)(textOf(facts.error)) }),
        },
    ];
}
function transfer(facts) {
    return {
        vertex: textOf(facts.vertex),
        name: (0,printable/* printable */.g)(textOf(facts.id) || textOf(facts.name)),
        current: count(facts.current),
        total: count(facts.total),
        isDone: time(facts.completed) !== undefined,
    };
}
function buildWarning(facts) {
    const source = isRecord(facts.sourceInfo) ? textOf(facts.sourceInfo.filename) : '';
    const start = recordsOf(facts.range)[0]?.start;
    const line = isRecord(start) ? count(start.line) : 0;
    const detail = Array.isArray(facts.detail) ? facts.detail.map(base64Text) : [];
    return {
        kind: 'warning',
        message: base64Text(facts.short),
        detail,
        ...(textOf(facts.url) === '' ? {} : { url: (0,printable/* printable */.g)(textOf(facts.url)) }),
        ...(source === '' ? {} : { file: (0,printable/* printable */.g)(source) }),
        ...(line === 0 ? {} : { line }),
    };
}
function base64Text(value) {
    return (0,printable/* printable */.g)(Buffer.from(textOf(value), 'base64').toString('utf8'));
}
function count(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
function time(value) {
    const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
}

;// CONCATENATED MODULE: ./lib/buildx/metadata.js





const provenanceKey = 'buildx.build.provenance';
const warningsKey = 'buildx.build.warnings';
function parseMetadata(text) {
    const json = parseJson(text);
    const warnings = json[warningsKey];
    const isBake = Object.entries(json).every(([key, value]) => key === warningsKey || (isRecord(value) && !key.includes('.')));
    const objects = isBake ? Object.entries(json).filter(([key]) => key !== warningsKey) : [['', json]];
    const targets = new Map();
    for (const [name, value] of objects)
        if (isRecord(value))
            targets.set(name, targetMetadata(value));
    const only = objects.length === 1 ? objects[0] : objects.find(([name]) => name === bakeTarget);
    const raw = only !== undefined && isRecord(only[1]) ? only[1] : json;
    return {
        ...(targets.get(only?.[0] ?? '') ?? targetMetadata({})),
        targets,
        warnings: recordsOf(warnings).map(buildWarning),
        raw: warnings === undefined ? raw : { ...raw, [warningsKey]: warnings },
    };
}
function materialDigests(metadata) {
    return new Set([...metadata.targets.values()].flatMap(target => target.materials.map(material => material.digest)));
}
function baseUse(metadata, digest, platform) {
    if (materialDigests(metadata).has(digest))
        return 'used';
    const read = metadata.materialsByPlatform.get(platform) ?? metadata.materialsByPlatform.get('') ?? [];
    return read.length === 0 ? 'unknown' : 'unused';
}
function imageId(metadata) {
    return metadata.configDigest ?? metadata.digest;
}
function parseJson(text) {
    let json;
    try {
        json = JSON.parse(text, withoutProxyLogin);
    }
    catch (cause) {
        throw notMetadata('is not JSON', cause);
    }
    if (!isRecord(json))
        throw notMetadata('is not a JSON object');
    return json;
}
function withoutProxyLogin(key, value) {
    if (typeof value !== 'string')
        return value;
    if (/^(?:build-arg:)?(?:https?|ftp|all)_?proxy$/i.test(key))
        return (0,login/* hideLogin */.O)(value);
    const [, name, url] = /^((?:https?|ftp|all)_proxy=)(.*)$/is.exec(value) ?? [];
    return name === undefined || url === undefined ? value : `${name}${(0,login/* hideLogin */.O)(url)}`;
}
function notMetadata(what, cause) {
    return new errors/* BasehitError */.j('BH105', `the metadata file of buildx ${what}`, {
        remedy: 'Run the build again; if this stays, report the version of buildx.',
        cause,
    });
}
function targetMetadata(json) {
    const descriptor = isRecord(json['containerimage.descriptor']) ? json['containerimage.descriptor'] : {};
    const byPlatform = new Map();
    for (const [key, value] of Object.entries(json)) {
        if (key !== provenanceKey && !key.startsWith(`${provenanceKey}/`))
            continue;
        byPlatform.set(key.slice(provenanceKey.length + 1), materials(value));
    }
    return {
        digest: filled(json['containerimage.digest']),
        configDigest: filled(json['containerimage.config.digest']),
        imageName: filled(json['image.name']),
        mediaType: filled(descriptor.mediaType),
        buildRef: filled(json['buildx.build.ref']),
        materials: [...byPlatform.values()].flat(),
        materialsByPlatform: byPlatform,
    };
}
function materials(provenance) {
    if (!isRecord(provenance))
        return [];
    const definition = isRecord(provenance.buildDefinition) ? provenance.buildDefinition : {};
    return [...recordsOf(provenance.materials), ...recordsOf(definition.resolvedDependencies)].flatMap(material => Object.entries(isRecord(material.digest) ? material.digest : {}).map(([algorithm, hex]) => ({
        uri: textOf(material.uri),
        digest: `${algorithm}:${textOf(hex)}`,
    })));
}
function filled(value) {
    return textOf(value) || undefined;
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./lib/buildx/log-lines.js


const keptLines = 20;
const maxLogLine = 4096;
const around = 64;
class LogLines {
    #streams = new Map();
    #last = new Map();
    #hide;
    constructor(hide = (text, from, to) => text.slice(from, to)) {
        this.#hide = hide;
    }
    add(log, step) {
        const streams = this.#streams.get(log.vertex) ?? new Map();
        this.#streams.set(log.vertex, streams);
        const stream = streams.get(log.stream) ?? { decoder: new external_node_string_decoder_.StringDecoder('utf8'), step, partial: '', seen: '' };
        streams.set(log.stream, stream);
        const text = stream.partial + stream.decoder.write(log.bytes);
        const end = text.lastIndexOf('\n') + 1;
        stream.partial = text.slice(end);
        const events = end === 0 ? [] : this.#whole(log.vertex, stream, text.slice(0, end));
        return stream.partial.length > maxLogLine ? [...events, ...this.#cut(log.vertex, stream)] : events;
    }
    flush(vertex) {
        const streams = [...(this.#streams.get(vertex)?.values() ?? [])];
        this.#streams.delete(vertex);
        return streams.flatMap(stream => this.#whole(vertex, stream, stream.partial + stream.decoder.end()));
    }
    flushAll() {
        return [...this.#streams.keys()].flatMap(vertex => this.flush(vertex));
    }
    last(vertex) {
        return this.#last.get(vertex) ?? [];
    }
    #whole(digest, stream, text) {
        const from = stream.seen.length;
        const whole = (0,printable/* printable */.g)(stream.seen + text);
        stream.seen = '';
        return this.#emit(digest, stream, this.#hide(whole, from));
    }
    #cut(digest, stream) {
        const from = stream.seen.length;
        const [unfinished = ''] = terminalSequence.exec(stream.partial) ?? [];
        const text = (0,printable/* printable */.g)(stream.seen + stream.partial.slice(0, stream.partial.length - unfinished.length));
        const end = Math.max(from, text.length - around);
        const isInside = /[\udc00-\udfff]/.test(text.charAt(end)) && end > from;
        const to = isInside ? end - 1 : end;
        stream.seen = (0,printable/* printable */.g)(text.slice(Math.max(0, to - around), to));
        stream.partial = text.slice(to) + unfinished;
        return this.#emit(digest, stream, this.#hide(text, from, to));
    }
    #emit(digest, stream, text) {
        const lines = (0,printable/* printable */.g)(text)
            .split('\n')
            .filter(line => line.trim() !== '');
        if (lines.length === 0)
            return [];
        const cut = lines.map(line => (line.length > maxLogLine ? `${line.slice(0, maxLogLine)}…` : line));
        this.#last.set(digest, [...this.last(digest), ...cut].slice(-keptLines));
        return [{ kind: 'log', step: stream.step, digest, text: lines.join('\n') }];
    }
}
const terminalSequence = /\u001b[^\u001b]{0,63}$/;

;// CONCATENATED MODULE: ./lib/buildx/progress.js



const maxLineLength = 4 * 1024 * 1024;
const maxTextLength = 64 * 1024;
function createProgressReader(hide) {
    return new Reader(hide);
}
class Reader {
    #states = new Map();
    #logs;
    #decoder = new external_node_string_decoder_.StringDecoder('utf8');
    #partial = '';
    #isSkipping = false;
    #text = '';
    constructor(hide) {
        this.#logs = new LogLines(hide);
    }
    push(chunk) {
        return this.#take(this.#decoder.write(chunk));
    }
    end() {
        const events = [...this.#take(this.#decoder.end())];
        if (this.#partial !== '')
            events.push(...this.#line(this.#partial));
        this.#partial = '';
        return [...events, ...this.#logs.flushAll()];
    }
    vertices() {
        return [...this.#states].map(([digest, state]) => ({
            digest,
            name: state.name,
            cached: state.cached,
            durationMs: duration(state),
            isFinished: isFinished(state),
            ...(state.error === undefined ? {} : { error: state.error }),
        }));
    }
    lastLines(digest) {
        return this.#logs.last(digest);
    }
    text() {
        return this.#text;
    }
    #take(text) {
        const lines = text.split('\n');
        const events = [];
        for (const [index, part] of lines.entries()) {
            const isLast = index === lines.length - 1;
            if (!this.#isSkipping)
                this.#partial += part;
            if (this.#partial.length > maxLineLength) {
                this.#isSkipping = true;
                this.#partial = '';
                events.push({
                    kind: 'notice',
                    text: `a line of more than ${maxLineLength} characters from buildx was not read`,
                });
            }
            if (isLast)
                break;
            if (!this.#isSkipping)
                events.push(...this.#line(this.#partial));
            this.#isSkipping = false;
            this.#partial = '';
        }
        return events;
    }
    #line(line) {
        const status = statusLine(line);
        if (status !== undefined)
            return this.#apply(status);
        this.#text = `${this.#text}${line}\n`.slice(-maxTextLength);
        return line.trim() === '' ? [] : [{ kind: 'text', text: line }];
    }
    #apply(status) {
        const events = [];
        const touched = new Set(status.vertices.map(vertex => this.#merge(vertex)));
        for (const digest of touched)
            events.push(...this.#begun(digest));
        for (const log of status.logs)
            events.push(...this.#logs.add(log, this.#name(log.vertex)));
        for (const { vertex, ...transfer } of status.transfers) {
            events.push({ kind: 'transfer', step: this.#name(vertex), digest: vertex, ...transfer });
        }
        for (const digest of touched)
            events.push(...this.#ended(digest));
        return [...events, ...status.warnings];
    }
    #name(digest) {
        return this.#states.get(digest)?.name ?? '';
    }
    #merge(facts) {
        const state = this.#states.get(facts.digest) ?? {
            name: facts.name,
            cached: false,
            error: undefined,
            intervals: new Map(),
            told: 'nothing',
        };
        this.#states.set(facts.digest, state);
        if (facts.name !== '')
            state.name = facts.name;
        if (facts.cached)
            state.cached = true;
        if (facts.error !== undefined)
            state.error = facts.error;
        if (facts.started !== undefined)
            state.intervals.set(facts.started, facts.completed ?? Number.NaN);
        return facts.digest;
    }
    #begun(digest) {
        const state = this.#states.get(digest);
        if (state === undefined || state.intervals.size === 0 || state.told !== 'nothing')
            return [];
        state.told = 'started';
        return [{ kind: 'step-started', step: state.name, digest }];
    }
    #ended(digest) {
        const state = this.#states.get(digest);
        if (state === undefined || !isFinished(state))
            return [];
        state.told = 'ended';
        const step = { step: state.name, digest, durationMs: duration(state) };
        const logs = this.#logs.flush(digest);
        if (state.error !== undefined)
            return [...logs, { kind: 'step-failed', ...step, error: state.error }];
        return [...logs, state.cached ? { kind: 'step-cached', ...step } : { kind: 'step-finished', ...step }];
    }
}
function isFinished(state) {
    return state.intervals.size > 0 && ![...state.intervals.values()].some(Number.isNaN);
}
function duration(state) {
    let sum = 0;
    let reached = Number.NEGATIVE_INFINITY;
    for (const [start, end] of [...state.intervals].sort(([one], [other]) => one - other)) {
        if (Number.isNaN(end))
            continue;
        sum += Math.max(0, end - Math.max(start, reached));
        reached = Math.max(reached, end);
    }
    return sum;
}

;// CONCATENATED MODULE: ./lib/buildx/version.js

const requirements = [
    { since: [0, 17, 0], what: 'bake definitions with entitlements and provenance', isAsked: () => true },
    {
        since: [0, 25, 0],
        what: 'add-hosts in a bake definition',
        isAsked: request => (request.addHosts ?? []).length > 0,
    },
];
function parseVersion(output) {
    const match = /github\.com\/docker\/buildx\s+(v?(\d+)\.(\d+)\.(\d+)\S*)/.exec(output);
    if (match === null)
        return undefined;
    return { text: match[1] ?? '', numbers: [Number(match[2]), Number(match[3]), Number(match[4])] };
}
function requireVersion(version, request) {
    if (version.numbers.every(number => number === 0))
        return;
    for (const { since, what, isAsked } of requirements) {
        if (!isAsked(request) || compare(version.numbers, since) >= 0)
            continue;
        throw new errors/* BasehitError */.j('BH100', `buildx ${version.text} is too old: ${what} need ${since.join('.')} or newer`, {
            remedy: 'Update Docker Buildx, or add docker/setup-buildx-action before this step.',
        });
    }
    if (version.numbers[0] === 0 && version.numbers[1] === 33 && (request.namedContexts ?? []).some(isLayoutByDigest)) {
        throw new errors/* BasehitError */.j('BH100', `buildx ${version.text} cannot read an OCI layout by digest (docker/buildx#3793)`, {
            remedy: 'Use buildx 0.34 or newer.',
        });
    }
}
function isLayoutByDigest(context) {
    return context.value.startsWith('oci-layout://') && context.value.includes('@sha256:');
}
function compare(left, right) {
    for (const [index, number] of left.entries()) {
        const difference = number - (right[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}

;// CONCATENATED MODULE: ./lib/buildx/builder.js










const maxOutput = 1024 * 1024;
function createBuilder(parts) {
    let located;
    const locate = () => {
        located ??= locateBuildx(parts);
        return located;
    };
    const inspected = new Map();
    return {
        locate,
        inspect: async (name) => {
            const asked = inspected.get(name) ?? locate().then(buildx => inspect(parts, buildx, name));
            inspected.set(name, asked);
            return asked;
        },
        build: async (request, onEvent, signal) => {
            const buildx = await locate();
            requireVersion(buildx.version, request);
            const directory = await naming(parts, (0,promises_.mkdtemp)((0,external_node_path_.join)(parts.temp, 'basehit-build-')));
            try {
                return await build({ parts, buildx, request, onEvent, signal, directory });
            }
            finally {
                await (0,promises_.rm)(directory, { recursive: true, force: true });
            }
        },
    };
}
const candidates = [
    { command: 'docker', prefix: ['buildx'] },
    { command: 'buildx', prefix: [] },
    { command: 'docker-buildx', prefix: [] },
];
async function locateBuildx({ process, env }) {
    for (const { command, prefix } of candidates) {
        const output = new Collected();
        const end = await process.run(command, [...prefix, 'version'], { env, onStdout: output.add }).catch(error => {
            if (isMissing(error))
                return undefined;
            throw error;
        });
        const version = end?.status === 0 ? parseVersion(output.text()) : undefined;
        if (version !== undefined)
            return { command, prefix, version };
    }
    throw new errors/* BasehitError */.j('BH100', 'docker buildx is not here, nor a buildx binary on PATH', {
        remedy: 'Install Docker Buildx; in a workflow add docker/setup-buildx-action before this step.',
    });
}
async function inspect({ process, env }, buildx, builder) {
    const output = new Collected();
    const errors = new Collected();
    const args = [...buildx.prefix, 'inspect', ...(builder ? [builder] : [])];
    const end = await process.run(buildx.command, args, { env, onStdout: output.add, onStderr: errors.add });
    if (end.status !== 0)
        throw builderError(errors
            .text()
            .replace(/^ERROR: /, '')
            .trim());
    const inspection = parseInspection(output.text());
    if (inspection.driver === '')
        throw builderError(inspection.error ?? 'buildx does not know its driver');
    return inspection;
}
async function build({ parts, buildx, request, onEvent, signal, directory }) {
    const files = { definition: (0,external_node_path_.join)(directory, 'bake.json'), metadata: (0,external_node_path_.join)(directory, 'metadata.json') };
    await naming(parts, (0,promises_.writeFile)(files.definition, bakeDefinition(request), { mode: 0o600 }));
    const progress = createProgressReader(parts.hide);
    const output = new Collected();
    const started = performance.now();
    const end = await parts.process.run(buildx.command, [...buildx.prefix, ...bakeArguments(request, files)], {
        env: bakeEnvironment(parts.env, request),
        cwd: request.cwd,
        onStdout: output.add,
        onStderr: chunk => progress.push(chunk).forEach(onEvent),
        signal,
    });
    progress.end().forEach(onEvent);
    signal?.throwIfAborted();
    const text = output.text();
    const isAnswered = request.call !== undefined && text !== '';
    if (end.status !== 0 && !isAnswered)
        throw failureError(diagnose(request, progress, end));
    const metadata = await readMetadata(files.metadata);
    return {
        metadata,
        status: end.status ?? 1,
        vertices: progress.vertices(),
        durationMs: Math.round(performance.now() - started),
        output: text.replace(`${bakeTarget}\n\n`, ''),
        ...(metadata.digest === undefined ? {} : { digest: metadata.digest }),
    };
}
function naming({ temp }, write) {
    return write.catch(error => {
        throw (0,errors/* writeFault */.i)(error, temp);
    });
}
async function readMetadata(file) {
    const text = await (0,promises_.readFile)(file, 'utf8').catch(error => {
        if (isMissing(error))
            return '{}';
        throw error;
    });
    return parseMetadata(text);
}
function isMissing(error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
class Collected {
    #chunks = [];
    #length = 0;
    add = (chunk) => {
        if (this.#length >= maxOutput)
            return;
        this.#chunks.push(chunk);
        this.#length += chunk.length;
    };
    text() {
        return Buffer.concat(this.#chunks).subarray(0, maxOutput).toString('utf8');
    }
}


/***/ })

};

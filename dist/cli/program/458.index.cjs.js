"use strict";
exports.id = 458;
exports.ids = [458];
exports.modules = {

/***/ 5458:
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
// EXTERNAL MODULE: ./lib/buildx/bake.js
var bake = __webpack_require__(1031);
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
        bake/* bakeTarget */.xM,
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

// EXTERNAL MODULE: ./lib/buildx/failure.js
var failure = __webpack_require__(5714);
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

// EXTERNAL MODULE: ./lib/buildx/metadata.js
var metadata = __webpack_require__(3351);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: ./lib/buildx/printable.js
var printable = __webpack_require__(1575);
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

// EXTERNAL MODULE: ./lib/buildx/progress-line.js
var progress_line = __webpack_require__(288);
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
        const status = (0,progress_line/* statusLine */.B)(line);
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

// EXTERNAL MODULE: ./lib/buildx/version.js
var buildx_version = __webpack_require__(5100);
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
            (0,buildx_version/* requireVersion */.e)(buildx.version, request);
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
        const version = end?.status === 0 ? (0,buildx_version/* parseVersion */.o)(output.text()) : undefined;
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
        throw (0,failure/* builderError */.EM)(errors
            .text()
            .replace(/^ERROR: /, '')
            .trim());
    const inspection = parseInspection(output.text());
    if (inspection.driver === '')
        throw (0,failure/* builderError */.EM)(inspection.error ?? 'buildx does not know its driver');
    return inspection;
}
async function build({ parts, buildx, request, onEvent, signal, directory }) {
    const files = { definition: (0,external_node_path_.join)(directory, 'bake.json'), metadata: (0,external_node_path_.join)(directory, 'metadata.json') };
    await naming(parts, (0,promises_.writeFile)(files.definition, (0,bake/* bakeDefinition */.xs)(request), { mode: 0o600 }));
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
        throw (0,failure/* failureError */.Xv)((0,failure/* diagnose */.h4)(request, progress, end));
    const metadata = await readMetadata(files.metadata);
    return {
        metadata,
        status: end.status ?? 1,
        vertices: progress.vertices(),
        durationMs: Math.round(performance.now() - started),
        output: text.replace(`${bake/* bakeTarget */.xM}\n\n`, ''),
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
    return (0,metadata/* parseMetadata */.jR)(text);
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
;
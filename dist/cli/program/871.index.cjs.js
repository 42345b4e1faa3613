"use strict";
exports.id = 871;
exports.ids = [871];
exports.modules = {

/***/ 1031:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ve: () => (/* binding */ bakeFields),
/* harmony export */   hx: () => (/* binding */ contextKey),
/* harmony export */   xM: () => (/* binding */ bakeTarget),
/* harmony export */   xs: () => (/* binding */ bakeDefinition)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _attributes_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8819);
/* harmony import */ var _context_value_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9479);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4102);





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
        ['context', (0,_context_value_js__WEBPACK_IMPORTED_MODULE_3__/* .isRemote */ .Vx)(request.context) ? request.context : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(request.cwd, request.context)],
        ['dockerfile', dockerfile(request)],
        ['target', request.target],
        ['args', request.buildArgs],
        ['platforms', request.platforms],
        ['contexts', contexts(request)],
        ['labels', request.labels],
        ['annotations', request.annotations],
        ['tags', request.tags],
        ['output', (0,_outputs_js__WEBPACK_IMPORTED_MODULE_2__/* .pushOutputs */ .$7)(request)],
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
    return (0,_context_value_js__WEBPACK_IMPORTED_MODULE_3__/* .isRemote */ .Vx)(request.context) ? request.dockerfile : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(request.cwd, request.dockerfile);
}
function contexts(request) {
    const byKey = {};
    for (const context of request.namedContexts ?? []) {
        const key = contextKey(context);
        if (context.name === '' || context.value === '')
            throw inexpressible(`the named context ${key}=${context.value}`, 'Give a name and a value.');
        if (Object.hasOwn(byKey, key))
            throw inexpressible(`the named context ${key} twice`, 'Remove one of the two.');
        byKey[key] = (0,_context_value_js__WEBPACK_IMPORTED_MODULE_3__/* .contextKind */ .SD)(context.value) === 'directory' ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(request.cwd, context.value) : context.value;
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
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH110', 'a secret has no id', {
                remedy: 'Write it as id=NAME,src=FILE or id=NAME,env=VARIABLE.',
            });
        if (ids.has(id))
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH110', `the secret ${id} is given twice`, { remedy: 'Remove one of the two.' });
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
        given.push((0,_attributes_js__WEBPACK_IMPORTED_MODULE_4__/* .attestation */ .lG)('provenance', request.provenance));
    if (request.sbom)
        given.push((0,_attributes_js__WEBPACK_IMPORTED_MODULE_4__/* .attestation */ .lG)('sbom', request.sbom));
    const types = new Set();
    return given.filter(entry => {
        const attributes = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_4__/* .parseAttestation */ .sI)(entry);
        const type = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_4__/* .isAttributeFault */ .lq)(attributes) ? entry : (attributes.get('type') ?? '');
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
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH104', `buildx bake, which builds with one base per platform, does not take ${what}`, {
        remedy,
    });
}


/***/ }),

/***/ 3230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mb: () => (/* binding */ isCacheImport),
/* harmony export */   YT: () => (/* binding */ unreadCache),
/* harmony export */   dq: () => (/* binding */ unreadDirectory)
/* harmony export */ });
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


/***/ }),

/***/ 5714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EM: () => (/* binding */ builderError),
/* harmony export */   He: () => (/* binding */ buildFailure),
/* harmony export */   Xv: () => (/* binding */ failureError),
/* harmony export */   h4: () => (/* binding */ diagnose),
/* harmony export */   zd: () => (/* binding */ printed)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _cache_import_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3230);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1575);




function buildFailure(error) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j && error.cause instanceof FailureCause ? error.cause.failure : undefined;
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
    const text = (0,_printable_js__WEBPACK_IMPORTED_MODULE_2__/* .printable */ .g)(progress.text());
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
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH103', `no space left while building${at(failure)}${printed(failure)}`, {
            position: failure.position,
            remedy: 'Free space on the builder: remove unused images, or run docker buildx prune.',
            cause,
        });
    }
    if (failure.position === undefined && isUnreachable(failure))
        return builderError(failure.message, cause);
    if (/unknown (?:shorthand )?flag|unknown command/.test(failure.message)) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH100', `this buildx is too old: ${failure.message}`, {
            remedy: 'Update Docker Buildx, or add docker/setup-buildx-action before this step.',
            cause,
        });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH102', `the build failed${at(failure)}${printed(failure)}`, {
        position: failure.position,
        cause,
    });
}
function builderError(message, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH101', `the builder does not answer: ${message}`, {
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
    const failed = vertices.filter(vertex => vertex.error !== undefined && !(0,_cache_import_js__WEBPACK_IMPORTED_MODULE_3__/* .isCacheImport */ .Mb)(vertex.name));
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
    const named = requests.filter(each => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(dockerfileOf(each)) === match[1]);
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
    return dockerfile ?? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context, 'Dockerfile');
}
function missingDigest(message) {
    const damaged = /unexpected commit digest \S+, expected (sha256:[0-9a-f]{64})/.exec(message)?.[1];
    if (damaged !== undefined)
        return damaged;
    if (/failed to push/.test(message) || !/not found|unknown blob|BLOB_UNKNOWN|MANIFEST_UNKNOWN/i.test(message))
        return undefined;
    return /sha256:[0-9a-f]{64}/.exec(message)?.[0];
}


/***/ }),

/***/ 3704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M$: () => (/* binding */ recordsOf),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function recordsOf(value) {
    return Array.isArray(value) ? value.filter(isRecord) : [];
}
function textOf(value) {
    return typeof value === 'string' ? value : '';
}


/***/ }),

/***/ 3351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ imageId),
/* harmony export */   fQ: () => (/* binding */ baseUse),
/* harmony export */   jR: () => (/* binding */ parseMetadata)
/* harmony export */ });
/* unused harmony export materialDigests */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(78);
/* harmony import */ var _bake_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1031);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3704);
/* harmony import */ var _progress_line_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(288);





const provenanceKey = 'buildx.build.provenance';
const warningsKey = 'buildx.build.warnings';
function parseMetadata(text) {
    const json = parseJson(text);
    const warnings = json[warningsKey];
    const isBake = Object.entries(json).every(([key, value]) => key === warningsKey || ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value) && !key.includes('.')));
    const objects = isBake ? Object.entries(json).filter(([key]) => key !== warningsKey) : [['', json]];
    const targets = new Map();
    for (const [name, value] of objects)
        if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(value))
            targets.set(name, targetMetadata(value));
    const only = objects.length === 1 ? objects[0] : objects.find(([name]) => name === _bake_js__WEBPACK_IMPORTED_MODULE_1__/* .bakeTarget */ .xM);
    const raw = only !== undefined && (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(only[1]) ? only[1] : json;
    return {
        ...(targets.get(only?.[0] ?? '') ?? targetMetadata({})),
        targets,
        warnings: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordsOf */ .M$)(warnings).map(_progress_line_js__WEBPACK_IMPORTED_MODULE_3__/* .buildWarning */ .f),
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
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(json))
        throw notMetadata('is not a JSON object');
    return json;
}
function withoutProxyLogin(key, value) {
    if (typeof value !== 'string')
        return value;
    if (/^(?:build-arg:)?(?:https?|ftp|all)_?proxy$/i.test(key))
        return (0,_login_js__WEBPACK_IMPORTED_MODULE_4__/* .hideLogin */ .O)(value);
    const [, name, url] = /^((?:https?|ftp|all)_proxy=)(.*)$/is.exec(value) ?? [];
    return name === undefined || url === undefined ? value : `${name}${(0,_login_js__WEBPACK_IMPORTED_MODULE_4__/* .hideLogin */ .O)(url)}`;
}
function notMetadata(what, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH105', `the metadata file of buildx ${what}`, {
        remedy: 'Run the build again; if this stays, report the version of buildx.',
        cause,
    });
}
function targetMetadata(json) {
    const descriptor = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(json['containerimage.descriptor']) ? json['containerimage.descriptor'] : {};
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
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(provenance))
        return [];
    const definition = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(provenance.buildDefinition) ? provenance.buildDefinition : {};
    return [...(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordsOf */ .M$)(provenance.materials), ...(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordsOf */ .M$)(definition.resolvedDependencies)].flatMap(material => Object.entries((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(material.digest) ? material.digest : {}).map(([algorithm, hex]) => ({
        uri: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(material.uri),
        digest: `${algorithm}:${(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(hex)}`,
    })));
}
function filled(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)(value) || undefined;
}


/***/ }),

/***/ 288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ statusLine),
/* harmony export */   f: () => (/* binding */ buildWarning)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3704);
/* harmony import */ var _printable_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1575);


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
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(json))
        return undefined;
    return {
        vertices: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordsOf */ .M$)(json.vertexes).flatMap(vertex),
        logs: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordsOf */ .M$)(json.logs).map(log => ({
            vertex: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(log.vertex),
            stream: typeof log.stream === 'number' ? log.stream : 1,
            bytes: Buffer.from((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(log.data), 'base64'),
        })),
        transfers: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordsOf */ .M$)(json.statuses).map(transfer),
        warnings: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordsOf */ .M$)(json.warnings).map(buildWarning),
    };
}
function vertex(facts) {
    const digest = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.digest);
    if (digest === '')
        return [];
    return [
        {
            digest,
            name: (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.name)),
            cached: facts.cached === true,
            started: time(facts.started),
            completed: time(facts.completed),
            ...((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.error) === '' ? {} : { error: (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.error)) }),
        },
    ];
}
function transfer(facts) {
    return {
        vertex: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.vertex),
        name: (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.id) || (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.name)),
        current: count(facts.current),
        total: count(facts.total),
        isDone: time(facts.completed) !== undefined,
    };
}
function buildWarning(facts) {
    const source = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(facts.sourceInfo) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.sourceInfo.filename) : '';
    const start = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .recordsOf */ .M$)(facts.range)[0]?.start;
    const line = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(start) ? count(start.line) : 0;
    const detail = Array.isArray(facts.detail) ? facts.detail.map(base64Text) : [];
    return {
        kind: 'warning',
        message: base64Text(facts.short),
        detail,
        ...((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.url) === '' ? {} : { url: (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(facts.url)) }),
        ...(source === '' ? {} : { file: (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(source) }),
        ...(line === 0 ? {} : { line }),
    };
}
function base64Text(value) {
    return (0,_printable_js__WEBPACK_IMPORTED_MODULE_1__/* .printable */ .g)(Buffer.from((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b6)(value), 'base64').toString('utf8'));
}
function count(value) {
    return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
function time(value) {
    const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(ms) ? undefined : ms;
}


/***/ }),

/***/ 5100:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ requireVersion),
/* harmony export */   o: () => (/* binding */ parseVersion)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH100', `buildx ${version.text} is too old: ${what} need ${since.join('.')} or newer`, {
            remedy: 'Update Docker Buildx, or add docker/setup-buildx-action before this step.',
        });
    }
    if (version.numbers[0] === 0 && version.numbers[1] === 33 && (request.namedContexts ?? []).some(isLayoutByDigest)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH100', `buildx ${version.text} cannot read an OCI layout by digest (docker/buildx#3793)`, {
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


/***/ })

};
;
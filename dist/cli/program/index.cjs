/******/ (() => { // webpackBootstrap
/******/ 	var __webpack_modules__ = ({

/***/ 1421:
/***/ ((module) => {

"use strict";
module.exports = require("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

"use strict";
module.exports = require("node:crypto");

/***/ }),

/***/ 1455:
/***/ ((module) => {

"use strict";
module.exports = require("node:fs/promises");

/***/ }),

/***/ 6760:
/***/ ((module) => {

"use strict";
module.exports = require("node:path");

/***/ }),

/***/ 6193:
/***/ ((module) => {

"use strict";
module.exports = require("node:string_decoder");

/***/ }),

/***/ 2114:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ splitCsv),
/* harmony export */   q: () => (/* binding */ parseBool)
/* harmony export */ });
function splitCsv(text) {
    let rest = text.endsWith('\n') ? text.replace(/\r?\n$/, '') : text;
    if (rest === '')
        return { fault: 'the value is empty' };
    const fields = [];
    for (;;) {
        const quoted = rest.startsWith('"') ? /^"([^"]*(?:""[^"]*)*)"(?=,|$)/.exec(rest) : null;
        if (quoted === null) {
            const comma = rest.indexOf(',');
            const field = comma < 0 ? rest : rest.slice(0, comma);
            if (field.includes('"'))
                return { fault: 'a double quote stands inside a field, or is not closed' };
            fields.push(field);
        }
        else
            fields.push((quoted[1] ?? '').replaceAll('""', '"'));
        const consumed = quoted?.[0].length ?? (fields.at(-1) ?? '').length;
        if (consumed === rest.length)
            return fields;
        rest = rest.slice(consumed + 1);
    }
}
function parseBool(text) {
    if (/^(?:1|t|T|TRUE|true|True)$/.test(text))
        return true;
    return /^(?:0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}


/***/ }),

/***/ 2636:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   Zh: () => (/* binding */ isFault),
/* harmony export */   iT: () => (/* binding */ toError)
/* harmony export */ });
/* unused harmony export redactUrl */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _listing_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7487);


const faultKinds = new Set(['denied', 'unreachable', 'not-a-registry', 'broken']);
function faultOf(asked, kind, code, details) {
    return {
        kind,
        code,
        host: asked.host,
        method: asked.method,
        url: redactUrl(asked.url),
        status: details.status,
        codes: details.codes ?? [],
        detail: oneLine(details.detail),
        remedy: details.remedy,
    };
}
function isFault(answer) {
    return faultKinds.has(answer.kind);
}
function toError(fault) {
    const status = fault.status === undefined ? '' : ` \u2192 ${fault.status}`;
    const codes = fault.codes.length === 0 ? '' : ` ${(0,_listing_js__WEBPACK_IMPORTED_MODULE_1__/* .listed */ .K)(fault.codes, 3)}`;
    const message = `${fault.host}: ${fault.detail} (${fault.method} ${fault.url}${status}${codes})`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j(fault.code, message, { remedy: fault.remedy });
}
const shownQuery = new Set(['service', 'scope', 'ns', 'n', 'last', 'digest', 'mount', 'from']);
function redactUrl(url) {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    shown.hash = '';
    for (const name of [...shown.searchParams.keys()]) {
        if (!shownQuery.has(name))
            shown.searchParams.set(name, 'redacted');
    }
    return shown.href;
}
function oneLine(text) {
    const flat = text
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
        .toWellFormed()
        .trim();
    return flat.length > 300 ? `${flat.slice(0, 299).toWellFormed()}\u2026` : flat;
}


/***/ }),

/***/ 8819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fw: () => (/* binding */ parseOutput),
/* harmony export */   IW: () => (/* binding */ parseCache),
/* harmony export */   Nw: () => (/* binding */ booleanFault),
/* harmony export */   lG: () => (/* binding */ attestation),
/* harmony export */   lq: () => (/* binding */ isAttributeFault),
/* harmony export */   o7: () => (/* binding */ parseSecret),
/* harmony export */   qZ: () => (/* binding */ isPrivateCache),
/* harmony export */   sI: () => (/* binding */ parseAttestation)
/* harmony export */ });
/* harmony import */ var _attributes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2114);

function isAttributeFault(parsed) {
    return 'fault' in parsed;
}
function parseOutput(text) {
    const fields = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .splitCsv */ .F)(text);
    if ('fault' in fields)
        return fields;
    if (fields.length === 1 && fields[0] === text && !text.startsWith('type=')) {
        return new Map([
            ['type', text === '-' ? 'tar' : 'local'],
            ['dest', text],
        ]);
    }
    return typed(pairs(fields, key => key.toLowerCase().trim()));
}
function parseCache(text) {
    if (text.includes('=')) {
        const entry = cacheEntry(text);
        return isAttributeFault(entry) ? entry : [entry];
    }
    const references = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .splitCsv */ .F)(text);
    if ('fault' in references)
        return references;
    const entries = [];
    for (const reference of references) {
        const entry = cacheEntry(reference);
        if (isAttributeFault(entry))
            return entry;
        entries.push(entry);
    }
    return entries;
}
function isPrivateCache(text) {
    const entries = parseCache(text);
    return !isAttributeFault(entries) && entries.every(entry => /^(?:local|inline)$/.test(entry.get('type') ?? ''));
}
function cacheEntry(text) {
    const fields = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .splitCsv */ .F)(text);
    if ('fault' in fields)
        return fields;
    const [only = ''] = fields;
    if (fields.length === 1 && !only.includes('=')) {
        return new Map([
            ['type', 'registry'],
            ['ref', only],
        ]);
    }
    return typed(pairs(fields, key => key.toLowerCase()));
}
function parseAttestation(text) {
    const fields = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .splitCsv */ .F)(text);
    if ('fault' in fields)
        return fields;
    const known = (key) => /^(?:type|disabled)$/.exec(key.toLowerCase().trim())?.[0] ?? key;
    const isWrong = (key, value) => key === 'disabled' && (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBool */ .q)(value) === undefined;
    return typed(pairs(fields, known, (key, value) => (isWrong(key, value) ? 'disabled is not a boolean' : undefined)));
}
function attestation(type, value) {
    const on = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBool */ .q)(value);
    return on === undefined ? `type=${type},${value}` : `type=${type},disabled=${!on}`;
}
function parseSecret(text) {
    const fields = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .splitCsv */ .F)(text);
    if ('fault' in fields)
        return fields;
    const attributes = pairs(fields, key => key.toLowerCase().replace(/^source$/, 'src'), secretFault);
    if (isAttributeFault(attributes))
        return attributes;
    const type = attributes.get('type');
    const id = attributes.get('id') || undefined;
    const src = attributes.get('src') || undefined;
    const env = attributes.get('env') || undefined;
    if (id === undefined)
        return { fault: 'id is missing' };
    return type === 'env' && env === undefined ? { id, src: undefined, env: src } : { id, src, env };
}
function secretFault(key, value) {
    if (key === 'type')
        return /^(?:file|env)$/.test(value) ? undefined : 'type is neither file nor env';
    return /^(?:id|src|env)$/.test(key) ? undefined : 'a key is none of id, src, source, env and type';
}
function booleanFault(attributes, strict, open) {
    const isWrong = (key, empty) => {
        const value = attributes.get(key);
        return value !== undefined && !(empty && value === '') && (0,_attributes_js__WEBPACK_IMPORTED_MODULE_0__/* .parseBool */ .q)(value) === undefined;
    };
    const wrong = strict.find(key => isWrong(key, false)) ?? open.find(key => isWrong(key, true));
    return wrong === undefined ? undefined : { fault: `${wrong} is not a boolean` };
}
function pairs(fields, nameOf, faultIn) {
    const attributes = new Map();
    for (const [index, field] of fields.entries()) {
        const cut = field.indexOf('=');
        if (cut < 0)
            return { fault: `field ${index + 1} has no =` };
        const key = nameOf(field.slice(0, cut));
        const value = field.slice(cut + 1);
        const fault = faultIn?.(key, value);
        if (fault !== undefined)
            return { fault };
        attributes.set(key, value);
    }
    return attributes;
}
function typed(attributes) {
    if (isAttributeFault(attributes) || attributes.get('type'))
        return attributes;
    return { fault: 'type is missing' };
}


/***/ }),

/***/ 9479:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SD: () => (/* binding */ contextKind),
/* harmony export */   Vx: () => (/* binding */ isRemote),
/* harmony export */   Zm: () => (/* binding */ isLoadable)
/* harmony export */ });
function contextKind(value) {
    if (isRemote(value))
        return 'remote';
    if (value.startsWith('docker-image://'))
        return 'image';
    if (value.startsWith('target:'))
        return 'target';
    return value.startsWith('oci-layout://') ? 'layout' : 'directory';
}
function isRemote(context) {
    if (/^(?:https?:\/\/|github\.com\/)/.test(context))
        return true;
    const url = /^([a-zA-Z0-9]+):\/\/[^/?#]*([^?#]*)/.exec(context);
    if (url !== null) {
        const [, scheme = '', path = ''] = url;
        return /^(?:ssh|git)$/i.test(scheme) || (/^https?$/i.test(scheme) && path.endsWith('.git'));
    }
    return /^[a-zA-Z0-9_-]+@[a-zA-Z0-9.-]+:/.test(context);
}
function isLoadable(remote) {
    return /^(?:https?|git):|^git@[^:]*:/.test(remote);
}


/***/ }),

/***/ 4102:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ pushOutputs),
/* harmony export */   $V: () => (/* binding */ outputAttributes),
/* harmony export */   JA: () => (/* binding */ rewritesTimestamps),
/* harmony export */   Mp: () => (/* binding */ isOn),
/* harmony export */   V0: () => (/* binding */ digestOutputs),
/* harmony export */   ce: () => (/* binding */ pushedOutputs),
/* harmony export */   k5: () => (/* binding */ outputFault)
/* harmony export */ });
/* unused harmony export isPushed */
/* harmony import */ var _attributes_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2114);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _attributes_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8819);



function pushOutputs(request) {
    let outputs = (request.outputs ?? []).filter(output => output !== '');
    if (request.push)
        outputs = pushed(outputs);
    if (request.load && !outputs.some(isLoad))
        outputs = [...outputs, 'type=docker'];
    const isLast = (output) => isPushed(outputAttributes(output));
    return [...outputs.filter(output => !isLast(output)), ...outputs.filter(isLast)];
}
function pushedOutputs(request) {
    const tags = request.tags ?? [];
    return pushOutputs(request)
        .map(outputAttributes)
        .filter(isPushed)
        .map(attributes => ({ attributes, names: tags.length > 0 ? tags : namesOf(attributes) }));
}
function digestOutputs(request, repositories) {
    const names = (request.tags ?? []).length > 0 ? [nameField(request.tags ?? [])] : [];
    return pushOutputs(request).map(output => {
        const attributes = outputAttributes(output);
        if (isPushed(attributes))
            return [output, nameField(repositories), 'push-by-digest=true'].join(',');
        return /^(?:image|oci|docker)$/.test(attributes.get('type') ?? '') ? [output, ...names].join(',') : output;
    });
}
function isPushed(attributes) {
    const type = attributes.get('type');
    const push = attributes.get('push');
    return type === 'registry' || (type === 'image' && push !== undefined && isOn(push));
}
function rewritesTimestamps(attributes) {
    return isImage(attributes) && (0,_attributes_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBool */ .q)(attributes.get('rewrite-timestamp') ?? '') === true;
}
function isOn(value) {
    return value !== undefined && (value === '' || (0,_attributes_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBool */ .q)(value) === true);
}
function outputFault(text) {
    const attributes = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_2__/* .parseOutput */ .Fw)(text);
    if ((0,_attributes_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttributeFault */ .lq)(attributes))
        return attributes;
    if (!isImage(attributes))
        return undefined;
    const type = attributes.get('type');
    const own = type === 'image' ? ['push', ...imageSwitches] : type === 'registry' ? imageSwitches : ['tar'];
    return (0,_attributes_js__WEBPACK_IMPORTED_MODULE_2__/* .booleanFault */ .Nw)(attributes, commitSwitches, ['force-compression', ...own]);
}
const commitSwitches = [
    'rewrite-timestamp',
    'oci-mediatypes',
    'oci-artifact',
    'attestation-inline',
    'prefer-nondist-layers',
];
const imageSwitches = ['push-by-digest', 'registry.insecure', 'unpack', 'store', 'name-canonical'];
function outputAttributes(output) {
    const attributes = (0,_attributes_js__WEBPACK_IMPORTED_MODULE_2__/* .parseOutput */ .Fw)(output);
    if (!(0,_attributes_js__WEBPACK_IMPORTED_MODULE_2__/* .isAttributeFault */ .lq)(attributes))
        return attributes;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH078', `an output is invalid: ${attributes.fault}`);
}
function pushed(outputs) {
    const marked = outputs.map(output => {
        const attributes = outputAttributes(output);
        const type = attributes.get('type');
        if (type !== 'image' && type !== 'registry')
            return output;
        const unpack = attributes.has('unpack') ? '' : ',unpack=false';
        return type === 'image' ? `${output},push=true${unpack}` : `${output}${unpack}`;
    });
    const isMarked = outputs.some(output => /^(?:image|registry)$/.test(outputAttributes(output).get('type') ?? ''));
    return isMarked ? marked : [...marked, 'type=image,push=true,unpack=false'];
}
function isLoad(output) {
    const attributes = outputAttributes(output);
    return attributes.get('type') === 'docker' && !attributes.get('dest');
}
function isImage(attributes) {
    return /^(?:image|registry|oci|docker)$/.test(attributes.get('type') ?? '');
}
function namesOf(attributes) {
    return (attributes.get('name') ?? '').split(',').filter(name => name !== '');
}
function nameField(names) {
    return `"name=${names.join(',').replaceAll('"', '""')}"`;
}


/***/ }),

/***/ 1575:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ printable)
/* harmony export */ });
function printable(text) {
    return text
        .replace(terminalSequence, '')
        .replace(/\r\n?/g, '\n')
        .replace(unprintable, '')
        .replace(/^(\s*):(?=:)/gm, '$1: ')
        .replaceAll('##[', '## [');
}
const terminalSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]*(?:\u0007|\u001b\\)?|[ -/]*[0-Z\\^-~])/g;
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;


/***/ }),

/***/ 9333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Eu: () => (/* binding */ canonicalPieces),
/* harmony export */   OP: () => (/* binding */ compareCodePoints),
/* harmony export */   dj: () => (/* binding */ canonicalJson)
/* harmony export */ });
function canonicalJson(value) {
    if (value === null || typeof value === 'boolean')
        return String(value);
    if (typeof value === 'string')
        return canonicalString(value);
    if (typeof value === 'number') {
        if (!Number.isSafeInteger(value))
            throw new TypeError(`canonical JSON holds integers only, not ${value}`);
        return String(value);
    }
    if (Array.isArray(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (typeof value === 'object')
        return canonicalObject(value);
    throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
}
const slice = 256;
function* canonicalPieces(value) {
    if (Array.isArray(value)) {
        yield '[';
        for (let at = 0; at < value.length;) {
            if (at > 0)
                yield ',';
            const start = at;
            while (at < value.length && at - start < slice && isFlat(value[at]))
                at++;
            if (at > start)
                yield value.slice(start, at).map(canonicalJson).join(',');
            else
                yield* canonicalPieces(value[at++]);
        }
        yield ']';
    }
    else if (typeof value === 'object' && value !== null) {
        yield '{';
        for (const [index, [key, field]] of fieldsOf(value).entries()) {
            yield `${index > 0 ? ',' : ''}${canonicalString(key)}:`;
            yield* canonicalPieces(field);
        }
        yield '}';
    }
    else
        yield canonicalJson(value);
}
function isFlat(value) {
    if (typeof value !== 'object' || value === null)
        return true;
    return !Array.isArray(value) && Object.values(value).every(field => typeof field !== 'object' || field === null);
}
function canonicalString(text) {
    if (!text.isWellFormed())
        throw new TypeError('canonical JSON holds well-formed Unicode only');
    return JSON.stringify(text);
}
function canonicalObject(object) {
    return `{${fieldsOf(object)
        .map(([key, value]) => `${canonicalString(key)}:${canonicalJson(value)}`)
        .join(',')}}`;
}
function fieldsOf(object) {
    return Object.entries(object)
        .filter(([, value]) => value !== undefined)
        .sort(([a], [b]) => compareCodePoints(a, b));
}
function compareCodePoints(a, b) {
    const length = Math.min(a.length, b.length);
    for (let i = 0; i < length; i++) {
        const x = a.charCodeAt(i);
        const y = b.charCodeAt(i);
        if (x !== y)
            return rank(x) - rank(y);
    }
    return a.length - b.length;
}
function rank(unit) {
    return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}


/***/ }),

/***/ 2633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  n: () => (/* binding */ start)
});

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/bases/registry/docker-config.js



function dockerConfigOf(machine) {
    const { env, home } = machine;
    const directory = env.DOCKER_CONFIG || (0,external_node_path_.join)(home, '.docker');
    return {
        directory,
        buildxDirectory: env.BUILDX_CONFIG || (0,external_node_path_.join)(directory, 'buildx'),
        inline: env.DOCKER_AUTH_CONFIG || undefined,
        readFile: readText,
        runHelper: (name, input) => run(`docker-credential-${name}`, input, machine),
    };
}
async function readText(path) {
    try {
        return (0,external_node_fs_namespaceObject.readFileSync)(path, 'utf8');
    }
    catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        throw new errors/* BasehitError */.j('BH082', `${path} cannot be read (${String(code)})`, {
            cause,
            remedy: 'Make it readable for this user, or set DOCKER_CONFIG.',
        });
    }
}
function run(program, input, machine) {
    const { env, signal, helperPatience = 30_000 } = machine;
    return new Promise((resolve, reject) => {
        const { spawn } = process.getBuiltinModule('node:child_process');
        const child = spawn(program, ['get'], {
            env,
            stdio: ['pipe', 'pipe', 'pipe'],
            killSignal: 'SIGKILL',
            ...(signal && { signal }),
        });
        const output = { stdout: '', stderr: '' };
        for (const stream of ['stdout', 'stderr']) {
            child[stream].setEncoding('utf8').on('data', (text) => {
                if (output[stream].length < 1024 * 1024)
                    output[stream] += text;
            });
        }
        let late = false;
        const end = setTimeout(() => {
            late = true;
            child.kill('SIGKILL');
            child.stdout.destroy();
            child.stderr.destroy();
        }, helperPatience);
        child.on('error', error => {
            clearTimeout(end);
            if (signal?.aborted)
                reject(signal.reason);
            else if ('code' in error && error.code === 'ENOENT')
                resolve(undefined);
            else
                reject(new errors/* BasehitError */.j('BH083', `${program} cannot be run (${error.message})`, { cause: error }));
        });
        child.on('close', status => {
            clearTimeout(end);
            resolve({ status: late ? undefined : (status ?? 1), ...output });
        });
        child.stdin.on('error', () => { });
        child.stdin.end(`${input}\n`);
    });
}

;// CONCATENATED MODULE: ./lib/machine/cache-folder.js


function homeFolder() {
    try {
        return (0,external_node_os_namespaceObject.homedir)() || '/';
    }
    catch {
        return '/';
    }
}
function cacheFolder({ XDG_CACHE_HOME = '' }, home) {
    return (0,external_node_path_.join)((0,external_node_path_.isAbsolute)(XDG_CACHE_HOME) ? XDG_CACHE_HOME : (0,external_node_path_.join)(home, '.cache'), 'basehit');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./lib/machine/docker-host.js



const defaultDockerHost = 'unix:///var/run/docker.sock';
const overSsh = 'http://docker.example.com';
async function readDockerHost(docker, env) {
    const config = parseFields(await docker.readFile((0,external_node_path_.join)(docker.directory, 'config.json')));
    if (Object.keys(fieldsOf(config.proxies)).every(host => host === 'default'))
        return defaultDockerHost;
    if (env.DOCKER_HOST)
        return daemonHost(parseHost(env.DOCKER_HOST, env));
    const name = env.DOCKER_CONTEXT || config.currentContext || 'default';
    return daemonHost(name === 'default' ? parseHost('', env) : await contextHost(docker, String(name)));
}
function daemonHost(host) {
    return /^ssh:/i.test(host) ? overSsh : host;
}
async function contextHost(docker, name) {
    const id = (0,external_node_crypto_.createHash)('sha256').update(name).digest('hex');
    const path = (0,external_node_path_.join)(docker.directory, 'contexts', 'meta', id, 'meta.json');
    const endpoints = fieldsOf(named(parseFields(await docker.readFile(path)), 'endpoints'));
    if (typeof endpoints.docker !== 'object') {
        throw unknownHost(`the Docker context ${name} has no host in ${path}`, 'choose another context');
    }
    const host = named(fieldsOf(endpoints.docker), 'host');
    return typeof host === 'string' && host !== '' ? host : defaultDockerHost;
}
function parseHost(text, { DOCKER_TLS, DOCKER_TLS_VERIFY } = {}) {
    const given = text.trim();
    if (given === '')
        return DOCKER_TLS || DOCKER_TLS_VERIFY ? 'tcp://localhost:2376' : defaultDockerHost;
    const [, scheme = 'tcp', rest = ''] = /^(?:(.*?):\/\/)?(.*)$/s.exec(given) ?? [];
    if (scheme === 'unix')
        return rest === '' ? defaultDockerHost : given;
    if (scheme === 'npipe' || scheme === 'fd' || scheme === 'ssh')
        return given;
    const address = /^(\[[0-9A-Fa-f:.]+\](?=:)|[\w.-]*)(?::(\d*))?(\/[\w./~-]*)?$/.exec(rest);
    if (scheme !== 'tcp' || address === null || rest.includes('://')) {
        throw unknownHost(`DOCKER_HOST is ${JSON.stringify(text)}`, 'write it as tcp://HOST:PORT');
    }
    const [, host, port, path = ''] = address;
    return `tcp://${host || 'localhost'}:${port || '2375'}${path}`;
}
function named(fields, name) {
    return Object.entries(fields).find(([key]) => key.toLowerCase() === name)?.[1];
}
function parseFields(text) {
    try {
        return fieldsOf(JSON.parse(text ?? ''));
    }
    catch {
        return {};
    }
}
function fieldsOf(value) {
    return typeof value === 'object' && value !== null ? { ...value } : {};
}
function unknownHost(fact, remedy) {
    return new errors/* BasehitError */.j('BH082', `${fact}: which proxies are meant for that host is not known`, {
        remedy: `${remedy}, or set DOCKER_HOST`,
    });
}

// EXTERNAL MODULE: ./lib/image/platform.js
var image_platform = __nccwpck_require__(8758);
;// CONCATENATED MODULE: ./lib/machine/host.js


const architectures = {
    x64: 'amd64',
    arm64: 'arm64',
    arm: 'arm/v7',
    ia32: '386',
    ppc64: 'ppc64le',
    s390x: 's390x',
    riscv64: 'riscv64',
    loong64: 'loong64',
};
function hostPlatform(architecture) {
    const known = architectures[architecture];
    if (known !== undefined)
        return (0,image_platform/* parsePlatform */.Y8)(`linux/${known}`);
    throw new errors/* BasehitError */.j('BH070', `this machine's architecture ${architecture} is not known here`, {
        remedy: 'give `platforms`, for example `linux/amd64`',
    });
}

// EXTERNAL MODULE: ./lib/login.js
var login = __nccwpck_require__(78);
;// CONCATENATED MODULE: ./lib/bases/registry/error-body.js
function parseErrorBody(body) {
    const document = parseJson(body);
    if (!isRecord(document) || !Array.isArray(document.errors) || document.errors.length === 0)
        return undefined;
    const errors = [];
    for (const entry of document.errors) {
        if (!isRecord(entry))
            return undefined;
        const { code, message } = entry;
        if (typeof code !== 'string' && typeof message !== 'string')
            return undefined;
        errors.push({
            code: typeof code === 'string' ? code.toUpperCase() : 'UNKNOWN',
            isCoded: typeof code === 'string',
            message: typeof message === 'string' ? message : '',
        });
    }
    return errors;
}
function parseJson(body) {
    try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    }
    catch {
        return undefined;
    }
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./lib/bases/registry/fault.js
var registry_fault = __nccwpck_require__(2636);
;// CONCATENATED MODULE: ./lib/bases/registry/credential-helper.js




async function askHelper(runHelper, name, registry, key) {
    const program = `docker-credential-${name}`;
    const fail = (fact, remedy) => new errors/* BasehitError */.j('BH083', `${program} ${fact}`, { remedy });
    if (!/^[A-Za-z0-9._-]+$/.test(name))
        throw fail('is not the name of a program', 'Correct Docker\u2019s config.json.');
    const result = await runHelper(name, key);
    if (result === undefined)
        throw fail('is not on PATH', 'Install it, or remove it from Docker\u2019s config.json.');
    if (result.status === undefined)
        throw fail('did not answer in time', `Run it by hand: echo ${registry} | ${program} get`);
    if (result.status !== 0) {
        if (/credentials not found/i.test(`${result.stdout} ${result.stderr}`))
            return undefined;
        const said = (0,registry_fault/* oneLine */.TN)(`${withoutAnswer(result.stdout)} ${withoutAnswer(result.stderr)}`);
        throw fail(`failed for ${registry} with status ${result.status}${said === '' ? '' : `: ${said}`}`, `Run it by hand: echo ${registry} | ${program} get`);
    }
    const answer = parseAnswer(result.stdout);
    if (answer === undefined)
        throw fail('printed something other than {"Username", "Secret"}', `Run it by hand: echo ${registry} | ${program} get`);
    if (answer.secret === '')
        return undefined;
    if (answer.username === '<token>')
        return { kind: 'identity-token', token: answer.secret };
    return { kind: 'password', username: answer.username, password: answer.secret };
}
function withoutAnswer(text) {
    return (0,login/* hideLogins */.v)(text)
        .replace(/\{.*\}|\{.*$/s, ' ')
        .replace(/\b(?:secret|password|token)\b["']?\s*[:=].*/gi, '');
}
function parseAnswer(stdout) {
    try {
        const answer = JSON.parse(stdout);
        if (!isRecord(answer))
            return undefined;
        const { Username: username, Secret: secret } = answer;
        return typeof username === 'string' && typeof secret === 'string' ? { username, secret } : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/bases/registry/credentials.js



const anonymous = { find: async () => undefined };
const hubNames = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
const hubBacked = new Set(['dhi.io', 'registry.scout.docker.com']);
function createCredentialSource(ports) {
    const find = async (request) => {
        const inline = ports.inline === undefined ? undefined : parseConfig('DOCKER_AUTH_CONFIG', ports.inline);
        const direct = inline === undefined ? undefined : inlineCredential(inline, request.registry);
        return direct ?? (await fromFile(ports, await configFor(ports, request), request.registry));
    };
    return {
        find: async (request) => {
            const found = await find(request);
            return found === undefined && hubBacked.has(request.registry)
                ? find({ ...request, registry: 'docker.io' })
                : found;
        },
    };
}
function hostOfKey(key) {
    const [host = '', ...path] = key.replace(/^https?:\/\//, '').split('/');
    if (!['', 'v1', 'v2'].includes(path.join('/').replace(/\/$/, '')))
        return undefined;
    const name = host.toLowerCase();
    return hubNames.has(name) ? 'docker.io' : name;
}
async function configFor(ports, request) {
    const buildx = ports.buildxDirectory ?? `${ports.directory}/buildx`;
    for (const path of [...scopedPaths(`${buildx}/config`, request), `${ports.directory}/config.json`]) {
        const text = await ports.readFile(path);
        if (text !== undefined)
            return parseConfig(path, text);
    }
    return undefined;
}
function scopedPaths(root, request) {
    const host = request.registry === 'docker.io' ? 'registry-1.docker.io' : request.registry;
    const { actions } = request;
    const pairs = actions.length === 2 ? [`@${actions.join(',')}`, `@${actions.toReversed().join(',')}`] : [];
    const scopes = [...pairs, ...actions.map(action => `@${action}`), ''];
    return [`${host}/${request.repository}`, host].flatMap(name => scopes.map(scope => `${root}/${name}${scope}/config.json`));
}
function parseConfig(path, text) {
    if (text.trim() === '')
        return { path, text, auths: {}, credHelpers: {}, credsStore: undefined };
    let document;
    try {
        document = JSON.parse(text);
    }
    catch {
        throw badConfig(path, text, jsonFaultOffset(text), 'is not JSON');
    }
    if (!isRecord(document))
        throw badConfig(path, text, 0, 'is not a JSON object');
    const { auths = {}, credHelpers = {}, credsStore = '' } = document;
    if (!isRecord(auths ?? {}))
        throw badConfig(path, text, text.indexOf('"auths"'), 'has `auths` that is not an object');
    if (!isRecord(credHelpers ?? {}))
        throw badConfig(path, text, text.indexOf('"credHelpers"'), 'has `credHelpers` that is not an object');
    if (typeof credsStore !== 'string')
        throw badConfig(path, text, text.indexOf('"credsStore"'), 'has `credsStore` that is not a string');
    return {
        path,
        text,
        auths: isRecord(auths) ? auths : {},
        credHelpers: isRecord(credHelpers) ? credHelpers : {},
        credsStore: credsStore === '' ? undefined : credsStore,
    };
}
async function fromFile(ports, config, registry) {
    if (config === undefined)
        return undefined;
    const helper = entryFor(config.credHelpers, registry)?.value ?? config.credsStore;
    if (typeof helper === 'string' && helper !== '')
        return askHelper(ports.runHelper, helper, registry, keyOf(registry));
    return inlineCredential(config, registry);
}
function entryFor(table, registry) {
    const exact = keyOf(registry);
    if (Object.hasOwn(table, exact))
        return { key: exact, value: table[exact] };
    const key = Object.keys(table).find(name => hostOfKey(name) === registry.toLowerCase());
    return key === undefined ? undefined : { key, value: table[key] };
}
function keyOf(registry) {
    return registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry;
}
function inlineCredential(config, registry) {
    const entry = entryFor(config.auths, registry);
    if (entry === undefined)
        return undefined;
    const fail = (fact) => badConfig(config.path, config.text, config.text.indexOf(JSON.stringify(entry.key)), fact);
    if (!isRecord(entry.value))
        throw fail(`has an entry for ${entry.key} that is not an object`);
    const { auth, username, password, identitytoken, registrytoken } = entry.value;
    if (isWord(registrytoken))
        return { kind: 'registry-token', token: registrytoken };
    if (isWord(identitytoken))
        return { kind: 'identity-token', token: identitytoken };
    if (isWord(auth)) {
        const pair = decodePair(auth);
        if (pair === undefined)
            throw fail(`has an \`auth\` for ${entry.key} that is not base64 of user:password`);
        return { kind: 'password', ...pair };
    }
    if (isWord(username) && isWord(password))
        return { kind: 'password', username, password };
    return undefined;
}
function decodePair(auth) {
    if (!/^[A-Za-z0-9+/\-_]+={0,2}$/.test(auth))
        return undefined;
    const text = Buffer.from(auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    if (colon < 1)
        return undefined;
    return { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') };
}
function isWord(value) {
    return typeof value === 'string' && value !== '';
}
function jsonFaultOffset(text) {
    let good = 0;
    let bad = text.length + 1;
    while (bad - good > 1) {
        const middle = (good + bad) >> 1;
        if (mayGoOn(text.slice(0, middle)))
            good = middle;
        else
            bad = middle;
    }
    return good;
}
function mayGoOn(prefix) {
    try {
        JSON.parse(prefix);
        return true;
    }
    catch (error) {
        const message = error instanceof Error ? error.message : '';
        if (/end of JSON|Unterminated/.test(message))
            return true;
        const position = /at position (\d+)/.exec(message)?.[1];
        return position !== undefined && Number(position) >= prefix.length;
    }
}
function badConfig(path, text, offset, fact) {
    const before = text.slice(0, Math.max(0, offset)).split('\n');
    const position = { file: path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    const remedy = `Correct ${path}, or remove it and log in again.`;
    return new errors/* BasehitError */.j('BH082', `${path} ${fact}`, { position, remedy });
}

;// CONCATENATED MODULE: ./lib/machine/proxies.js



const fields = [
    ['httpProxy', 'HTTP_PROXY'],
    ['httpsProxy', 'HTTPS_PROXY'],
    ['noProxy', 'NO_PROXY'],
    ['ftpProxy', 'FTP_PROXY'],
];
async function readProxies(docker, dockerHost) {
    const path = (0,external_node_path_.join)(docker.directory, 'config.json');
    const text = await docker.readFile(path);
    const config = text === undefined || text.trim() === '' ? {} : await proxies_parseJson(docker.directory, path, text);
    const proxies = fieldsOf(fieldsOf(config).proxies);
    const chosen = fieldsOf(proxies[dockerHost] ?? proxies.default);
    const found = fields.flatMap(([field, name]) => {
        const value = chosen[field];
        return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    });
    return new Map(found);
}
const shortest = 4;
function proxySecrets(variables) {
    return [...variables].flatMap(([name, url = '']) => {
        if (!/^(?:https?|ftp|all)_proxy$/i.test(name))
            return [];
        const [, user, password] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^:@/]*):(?!\/\/)(.*)@/is.exec(url) ?? [];
        if (user === undefined || !password)
            return [];
        const [meant, login] = [decoded(password), `${decoded(user)}:${decoded(password)}`];
        return [...new Set([password, meant, Buffer.from(login).toString('base64')])].filter(text => text.length >= shortest);
    });
}
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}
async function proxies_parseJson(directory, path, text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        const readFile = async (at) => (at === path ? text : undefined);
        const logins = createCredentialSource({ directory, readFile, runHelper: async () => undefined });
        await logins.find({ registry: 'docker.io', repository: '', actions: [] });
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/machine/machine.js






function readMachine() {
    const env = { ...process.env };
    return {
        env,
        cwd: process.cwd(),
        home: homeFolder(),
        architecture: process.arch,
        temp: env.RUNNER_TEMP || (0,external_node_os_namespaceObject.tmpdir)(),
    };
}
async function readSurroundings(machine) {
    const { env, cwd } = machine;
    const docker = dockerConfigOf(machine);
    return {
        cwd,
        env,
        proxies: await readProxies(docker, await readDockerHost(docker, env)),
        hostPlatform: hostPlatform(machine.architecture),
        cache: env.GITHUB_ACTIONS === 'true' ? 'gha' : 'none',
    };
}

;// CONCATENATED MODULE: ./lib/machine/signals.js
class Interrupted extends Error {
    signal;
    constructor(signal) {
        super(`interrupted by ${signal}`);
        this.name = 'Interrupted';
        this.signal = signal;
    }
}
const orderly = 4_500;
function watchSignals() {
    const controller = new AbortController();
    const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const onSignal = (name) => {
        if (controller.signal.aborted)
            process.exit(1);
        controller.abort(new Interrupted(name));
        setTimeout(() => process.exit(1), orderly).unref();
    };
    for (const name of names)
        process.on(name, onSignal);
    return {
        signal: controller.signal,
        release: () => {
            for (const name of names)
                process.off(name, onSignal);
        },
    };
}

// EXTERNAL MODULE: ./lib/buildx/printable.js
var printable = __nccwpck_require__(1575);
// EXTERNAL MODULE: ./lib/commands/plan.js + 19 modules
var plan = __nccwpck_require__(9869);
// EXTERNAL MODULE: ./lib/attributes.js
var lib_attributes = __nccwpck_require__(2114);
// EXTERNAL MODULE: ./lib/buildx/outputs.js
var outputs = __nccwpck_require__(4102);
// EXTERNAL MODULE: ./lib/recipe/recipe.js
var recipe = __nccwpck_require__(4470);
// EXTERNAL MODULE: ./lib/buildx/attributes.js
var attributes = __nccwpck_require__(8819);
;// CONCATENATED MODULE: ./lib/commands/read-attributes.js



function refuseAttributes(app) {
    const cacheFault = (text) => faultOf((0,attributes/* parseCache */.IW)(text));
    const attestationFault = (text) => faultOf((0,attributes/* parseAttestation */.sI)(text));
    refuseEntries('outputs', app.outputs, outputs/* outputFault */.k5);
    refuseEntries('cache-from', app.cacheFrom, cacheFault);
    refuseEntries('cache-to', app.cacheTo, cacheFault);
    refuseEntries('attests', app.attests, attestationFault);
    for (const type of ['provenance', 'sbom']) {
        const given = app[type];
        if (given !== undefined)
            refuseEntries(type, [(0,attributes/* attestation */.lG)(type, given)], attestationFault);
    }
}
function refuseEntries(input, entries, faultIn) {
    for (const [index, entry] of entries.entries()) {
        const found = faultIn(entry);
        if (found === undefined)
            continue;
        const which = entries.length > 1 ? `entry ${index + 1} of \`${input}\`` : `\`${input}\``;
        throw new errors/* BasehitError */.j('BH078', `${which} is invalid: ${found.fault}`, {
            remedy: 'write comma-separated KEY=VALUE fields, and a field that contains a comma in double quotes',
        });
    }
}
function faultOf(parsed) {
    return (0,attributes/* isAttributeFault */.lq)(parsed) ? parsed : undefined;
}

// EXTERNAL MODULE: ./lib/commands/read-inputs.js
var read_inputs = __nccwpck_require__(4736);
;// CONCATENATED MODULE: ./lib/commands/read-build-args.js


const largest = 4 * 1024 * 1024;
function readBuildArgs(entries, { env, proxies }) {
    const args = new Map();
    for (const entry of entries)
        addArg(args, entry, env);
    const epoch = env.SOURCE_DATE_EPOCH;
    if (epoch && !args.has('SOURCE_DATE_EPOCH'))
        args.set('SOURCE_DATE_EPOCH', epoch);
    const given = new Set([...args.keys()].map(name => name.toUpperCase()));
    for (const [name, value] of proxies) {
        if (!given.has(name.toUpperCase()))
            args.set(name, value);
    }
    return new Map([...args].sort(([one], [other]) => (one < other ? -1 : 1)));
}
function addArg(args, entry, env) {
    const [name, given] = (0,read_inputs/* splitPair */.T6)(entry) ?? [entry, undefined];
    if (!/^[A-Za-z_][A-Za-z0-9_.@:-]*$/.test(name)) {
        const shown = name.replace(/:\/\/.*/s, '://***').slice(0, 40);
        throw new errors/* BasehitError */.j('BH061', `${JSON.stringify(shown)} is not the name of a build arg`, {
            remedy: 'write one NAME=VALUE a line; a value of several lines goes into double quotes, name included',
        });
    }
    const value = given ?? env[name];
    if (value === undefined) {
        throw new errors/* BasehitError */.j('BH060', `the build arg \`${name}\` has no value here, and none in the environment`, {
            remedy: `write \`${name}=VALUE\`, or set the environment variable ${name}`,
        });
    }
    if (value.includes('\0') || !value.isWellFormed() || Buffer.byteLength(value) > largest) {
        throw new errors/* BasehitError */.j('BH064', `the build arg \`${name}\` is not text of at most 4 MiB`, {
            remedy: 'put the content into a file and COPY it',
        });
    }
    const before = args.get(name);
    if (before !== undefined && before !== value) {
        throw new errors/* BasehitError */.j('BH061', `the build arg \`${name}\` is given twice with two values`, {
            remedy: 'remove one of the two',
        });
    }
    args.set(name, value);
}

// EXTERNAL MODULE: ./lib/buildx/context-value.js
var context_value = __nccwpck_require__(9479);
// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __nccwpck_require__(8424);
;// CONCATENATED MODULE: ./lib/commands/read-contexts.js





function readContext(raw) {
    const context = (0,read_inputs/* readPath */.G7)(raw, 'context') ?? '.';
    const isElsewhere = context === '-' || (0,context_value/* isRemote */.Vx)(context) || /^[a-z][a-z0-9+.-]*:\/\//i.test(context);
    if (isElsewhere || isTemplate(context))
        throw notDirectory(`the context \`${(0,login/* hideLogin */.O)(context)}\``);
    return context;
}
function readContexts(raw) {
    const contexts = new Map();
    for (const entry of (0,read_inputs/* readEntries */.$2)(raw, 'build-contexts')) {
        const [name, value] = (0,read_inputs/* splitPair */.T6)(entry) ?? ['', ''];
        if (name === '' || value === '') {
            throw new errors/* BasehitError */.j('BH077', `\`${(0,login/* hideLogin */.O)(entry)}\` in build-contexts is not a name and its value`, {
                remedy: 'write NAME=VALUE, for example `assets=./assets`',
            });
        }
        refuseName(name);
        refuseValue(name, value);
        if ((contexts.get(name) ?? value) !== value) {
            throw new errors/* BasehitError */.j('BH077', `the build context \`${name}\` is given twice`, {
                remedy: 'remove one of the two',
            });
        }
        contexts.set(name, value);
    }
    return contexts;
}
function refuseName(name) {
    if ((0,image_reference/* isReference */.A_)(name.split('::')[0] ?? ''))
        return;
    throw new errors/* BasehitError */.j('BH077', `the build context \`${name}\` has a name that neither a stage nor an image can have`, {
        remedy: 'name it in lower case, as the Dockerfile does',
    });
}
function refuseValue(name, value) {
    if (isTemplate(value))
        throw notDirectory(`the build context \`${name}\`, \`${(0,login/* hideLogin */.O)(value)}\`,`);
    const kind = (0,context_value/* contextKind */.SD)(value);
    if (kind === 'target') {
        throw new errors/* BasehitError */.j('BH077', `the build context \`${name}\` is \`${value}\`, a target of no bake file`, {
            remedy: 'give what the target makes, or `./` and the path of a directory',
        });
    }
    if (kind !== 'remote' || (0,context_value/* isLoadable */.Zm)(value))
        return;
    const fact = `the build context \`${name}\` is \`${(0,login/* hideLogin */.O)(value)}\`, which BuildKit cannot load as a named context`;
    throw new errors/* BasehitError */.j('BH077', fact, { remedy: 'write https://HOST/PATH.git, or `./` and the path of a directory' });
}
function isTemplate(value) {
    return value.includes('{{');
}
function notDirectory(what) {
    return new errors/* BasehitError */.j('BH040', `${what} is not a directory of this machine`, {
        remedy: 'check the repository out (actions/checkout) and give its directory, such as `context: .`',
    });
}

;// CONCATENATED MODULE: ./lib/commands/read-provenance.js

function readProvenance(facts) {
    const { provenance, attests, origin } = facts;
    if (origin === undefined)
        return { provenance, attests };
    const identify = (attributes) => {
        const named = read_provenance_fieldsOf(attributes).some(field => field.startsWith('builder-id='));
        return named ? attributes : `${attributes},builder-id=${origin.builder}`;
    };
    if (provenance !== undefined) {
        if (isTrue(provenance))
            return { provenance: `builder-id=${origin.builder}`, attests };
        return { provenance: isFalse(provenance) ? 'false' : identify(provenance), attests };
    }
    if (attests.some(attest => hasType(attest, 'provenance'))) {
        return { provenance, attests: attests.map(attest => (hasType(attest, 'provenance') ? identify(attest) : attest)) };
    }
    const isOff = (0,lib_attributes/* parseBool */.q)(facts.env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') === true;
    if (isOff || facts.load || facts.outputs.some(output => hasType(output, 'docker')))
        return { provenance, attests };
    return { provenance: identify(origin.visibility === 'private' ? 'mode=min,inline-only=true' : 'mode=max'), attests };
}
function isTrue(text) {
    return /^(?:true|True|TRUE)$/.test(text);
}
function isFalse(text) {
    return /^(?:false|False|FALSE)$/.test(text);
}
function hasType(attributes, type) {
    return read_provenance_fieldsOf(attributes).some(field => /^type\s*=\s*(.*)$/.exec(field)?.[1] === type);
}
function read_provenance_fieldsOf(attributes) {
    const fields = (0,lib_attributes/* splitCsv */.F)(attributes);
    return Array.isArray(fields) ? fields.map(field => field.trim()) : [];
}

// EXTERNAL MODULE: ./lib/commands/read-secrets.js
var read_secrets = __nccwpck_require__(3180);
;// CONCATENATED MODULE: ./lib/image/repository.js


function parseRepository(text) {
    refuseForeignText(text);
    refuseCharacters(text);
    refuseSuffixes(text);
    if (text !== text.toLowerCase()) {
        throw refusal('BH002', `repository \`${text}\` is not lower case`, `use \`${text.toLowerCase()}\``);
    }
    const { registry, rest } = (0,image_reference/* splitRegistry */.K0)(text);
    refuseRegistry(text, registry);
    if (rest.length > image_reference/* longestPath */.GJ)
        throw refusal('BH007', `repository has ${rest.length} characters, limit ${image_reference/* longestPath */.GJ}`, 'shorten it');
    for (const part of rest.split('/')) {
        if (image_reference/* componentPattern */.GT.test(part))
            continue;
        throw refusal('BH006', `path component \`${part}\` of \`${text}\` breaks the OCI name rule`, 'use lower-case letters and digits, joined by single `.`, `_`, `__` or dashes');
    }
    return { registry, repository: rest };
}
function refuseForeignText(text) {
    if (text === '')
        throw refusal('BH001', 'the repository is empty', 'give one, for example `ghcr.io/OWNER/base`');
    const shown = (0,image_reference/* shownName */.HD)(text);
    if (text.startsWith('-'))
        throw refusal('BH010', `repository \`${shown}\` starts with \`-\`: it looks like a flag`, 'begin with a host or a name');
    const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.exec(text)?.[0];
    if (scheme !== undefined) {
        throw refusal('BH004', `repository \`${shown}\` is written as a URL`, `remove \`${scheme}\``);
    }
    if (shown !== text)
        throw refusal('BH006', `repository \`${shown}\` has a login`, image_reference/* noLogin */.Vn);
}
function refuseCharacters(text) {
    const characters = Array.from(text);
    for (const [index, character] of characters.entries()) {
        if (/[A-Za-z0-9._\-/:@[\]]/.test(character))
            continue;
        const point = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
        if (character > '\u007f' && !characters.slice(0, index).includes('/')) {
            const meant = characters.map(each => lookalikes.get(each) ?? each).join('');
            const remedy = /^[\x21-\x7e]+$/.test(meant) ? `did you mean \`${meant.split('/')[0]}\`?` : undefined;
            throw refusal('BH009', `the host of \`${text}\` contains the non-ASCII \`${character}\` (${point})`, remedy);
        }
        throw refusal('BH005', `illegal character ${point} at position ${index + 1} of the repository`, 'remove it');
    }
}
function refuseSuffixes(text) {
    const given = text.includes('@') ? 'digest' : /:[^/\]]*$/.test(text) ? 'tag' : undefined;
    if (given === undefined)
        return;
    const bare = text.replace(given === 'digest' ? /@.*$/ : /:[^/]*$/, '');
    throw refusal('BH003', `repository \`${text}\` carries a ${given}`, `give \`${bare}\`; Basehit adds the tag`);
}
function refuseRegistry(text, registry) {
    if (/[[\]]/.test(registry) && !/^\[[0-9a-f:]+\](?::|$)/.test(registry)) {
        throw refusal('BH009', `the host of \`${text}\` has unbalanced brackets`, 'write an IPv6 host as `[::1]:5000`');
    }
    const port = /^(?:\[[^\]]*\]|[^:]*):(.*)$/.exec(registry)?.[1];
    if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)) {
        throw refusal('BH008', `port ${port === '' ? '(empty)' : port} of \`${text}\` is out of range`, 'use 1 to 65535');
    }
    if (!image_reference/* registryPattern */.sR.test(registry))
        throw refusal('BH006', `\`${registry}\` is not a registry host`, 'write a host such as `ghcr.io`');
}
function refusal(code, message, remedy) {
    return new errors/* BasehitError */.j(code, message, { remedy });
}
const lookalikes = new Map(Object.entries({
    \u0430: 'a',
    \u0432: 'b',
    \u0441: 'c',
    \u0501: 'd',
    \u0435: 'e',
    \u04bb: 'h',
    \u0456: 'i',
    \u0458: 'j',
    \u043a: 'k',
    \u04cf: 'l',
    \u043c: 'm',
    \u043e: 'o',
    \u0440: 'p',
    \u051b: 'q',
    \u0433: 'r',
    \u0455: 's',
    \u0442: 't',
    \u0475: 'v',
    \u051d: 'w',
    \u0445: 'x',
    \u0443: 'y',
    \u03b1: 'a',
    \u03b5: 'e',
    \u03b9: 'i',
    \u03ba: 'k',
    \u03bd: 'v',
    \u03bf: 'o',
    \u03c1: 'p',
    \u03c4: 't',
    \u03c5: 'u',
    \u03c7: 'x',
    \u0131: 'i',
    \u0261: 'g',
    '\u3002': '.',
    '\uff0f': '/',
    '\u2010': '-',
    '\u2013': '-',
}));

;// CONCATENATED MODULE: ./lib/commands/read-store.js



const layoutScheme = 'oci-layout://';
function readStore(given, tags, layout) {
    const apps = tags.map(tag => (0,image_reference/* parseReference */.F2)(tag));
    if (given?.startsWith(layoutScheme))
        return layoutStore(given.slice(layoutScheme.length));
    if (given !== undefined)
        return registryStore(parseRepository(given), apps);
    const [first] = apps;
    if (first !== undefined && !isDockersOwn(first))
        return registryStore(beside(first), apps);
    if (layout !== undefined)
        return layoutStore(layout);
    throw new errors/* BasehitError */.j('BH001', noRepository(tags[0]), {
        remedy: 'give `base-repository`, for example `ghcr.io/OWNER/base`',
    });
}
function registryStore(repository, apps) {
    const isShared = apps.some(app => app.registry === repository.registry && app.repository === repository.repository);
    return { kind: 'registry', repository, tagPrefix: isShared ? 'base-' : '' };
}
function layoutStore(directory) {
    if (directory !== '' && !directory.includes('\0'))
        return { kind: 'layout', directory };
    throw new errors/* BasehitError */.j('BH001', `\`${layoutScheme}\` names no directory`, {
        remedy: `write \`${layoutScheme}DIRECTORY\`, for example \`${layoutScheme}.basehit\``,
    });
}
function beside({ registry, repository }) {
    return parseRepository(`${(0,image_reference/* formatReference */.FH)({ registry, repository })}-base`);
}
function isDockersOwn({ registry, repository }) {
    return registry === 'docker.io' && repository.startsWith('library/');
}
function noRepository(tag) {
    const fact = tag === undefined ? 'there are no tags' : `the tag \`${tag}\` names no owner`;
    return `no base-repository is given, and none can be derived: ${fact}`;
}

// EXTERNAL MODULE: ./lib/commands/source-policy.js
var source_policy = __nccwpck_require__(1672);
;// CONCATENATED MODULE: ./lib/commands/read-options.js














function readOptions(raw, surroundings) {
    refuseAttested(surroundings.env);
    (0,source_policy/* refuseEnvironmentPolicy */.a)(surroundings.env);
    const app = readApp(raw, surroundings);
    return { base: readBase(raw, surroundings, app), app, build: readBuild(raw, surroundings) };
}
function refuseAttested({ GITHUB_ACTIONS, INPUT_TRUST }) {
    if (GITHUB_ACTIONS !== 'true' || INPUT_TRUST?.trim().toLowerCase() !== 'attested')
        return;
    throw new errors/* BasehitError */.j('BH074', 'the input `trust: attested` is not there yet: this version does not check who made a base', { remedy: 'remove it, and let only jobs of protected refs push to the base repository' });
}
function readBase(raw, surroundings, app) {
    const boundary = readBoundary(raw);
    const file = boundary.kind === 'file' ? (0,read_inputs/* readPath */.G7)(raw, 'base-file') : undefined;
    if (file !== undefined)
        refuseOutside(file, surroundings.cwd, readContext(raw));
    return {
        boundary,
        file: file ?? app.file,
        store: readStore((0,read_inputs/* readText */.yR)(raw, 'base-repository'), app.tags, surroundings.layout),
        upstream: (0,read_inputs/* readChoice */.Kf)(raw, 'upstream', ['follow', 'as-written']) ?? 'follow',
        maxAge: (0,read_inputs/* readDays */.Qg)(raw, 'max-age'),
        rebuild: readRebuild(raw),
        reason: (0,read_inputs/* readText */.yR)(raw, 'reason'),
        verify: (0,read_inputs/* readEntries */.$2)(raw, 'verify'),
        salt: (0,read_inputs/* readText */.yR)(raw, 'salt'),
        expectDigest: readDigests(raw),
        observations: (0,read_inputs/* readText */.yR)(raw, 'observations'),
        failOnMiss: (0,read_inputs/* readSwitch */.hc)(raw, 'fail-on-miss'),
    };
}
function readBoundary(raw) {
    const file = (0,read_inputs/* readPath */.G7)(raw, 'base-file');
    const stage = (0,read_inputs/* readText */.yR)(raw, 'base-stage');
    const baseName = (0,read_inputs/* readText */.yR)(raw, 'base-name');
    if (file !== undefined && stage !== undefined)
        throw conflict('base-file', 'base-stage', 'remove one of the two');
    if (stage !== undefined && baseName !== undefined) {
        throw conflict('base-stage', 'base-name', 'remove `base-name`: the stage is the name that is replaced');
    }
    if (stage !== undefined)
        return { kind: 'stage', stage };
    if (file !== undefined)
        return { kind: 'file', baseName };
    throw new errors/* BasehitError */.j('BH075', 'nothing says where the base ends', {
        remedy: 'give `base-file: base.Dockerfile`, or `base-stage` with the name of the stage that installs dependencies',
    });
}
function readBuild(raw, surroundings) {
    return {
        cwd: surroundings.cwd,
        context: readContext(raw),
        buildArgs: readBuildArgs((0,read_inputs/* readEntries */.$2)(raw, 'build-args'), surroundings),
        platforms: readPlatforms(raw, surroundings),
        buildPlatform: surroundings.hostPlatform,
        contexts: readContexts(raw),
        secrets: (0,read_secrets/* readSecrets */.ql)(raw, surroundings.env),
        ssh: (0,read_inputs/* readEntries */.$2)(raw, 'ssh'),
        network: (0,read_inputs/* readChoice */.Kf)(raw, 'network', ['default', 'none', 'host']),
        addHosts: (0,read_inputs/* readEntries */.$2)(raw, 'add-hosts'),
        ulimits: (0,read_inputs/* readEntries */.$2)(raw, 'ulimit'),
        shmSize: (0,read_inputs/* readText */.yR)(raw, 'shm-size'),
        cgroupParent: (0,read_inputs/* readText */.yR)(raw, 'cgroup-parent'),
        allow: (0,read_inputs/* readEntries */.$2)(raw, 'allow'),
        builder: (0,read_inputs/* readText */.yR)(raw, 'builder'),
        pull: (0,read_inputs/* readSwitch */.hc)(raw, 'pull'),
    };
}
function readApp(raw, surroundings) {
    const outputs = (0,read_inputs/* readEntries */.$2)(raw, 'outputs');
    const load = (0,read_inputs/* readSwitch */.hc)(raw, 'load');
    const asked = { provenance: (0,read_inputs/* readText */.yR)(raw, 'provenance'), attests: (0,read_inputs/* readEntries */.$2)(raw, 'attests') };
    const app = {
        run: (0,read_inputs/* readSwitch */.hc)(raw, 'app') ? 'build' : 'skip',
        file: (0,read_inputs/* readPath */.G7)(raw, 'file') ?? (0,external_node_path_.join)(readContext(raw), 'Dockerfile'),
        target: (0,read_inputs/* readText */.yR)(raw, 'target'),
        tags: (0,read_inputs/* readEntries */.$2)(raw, 'tags'),
        labels: (0,read_inputs/* readEntries */.$2)(raw, 'labels'),
        annotations: (0,read_inputs/* readEntries */.$2)(raw, 'annotations'),
        outputs,
        push: (0,read_inputs/* readSwitch */.hc)(raw, 'push'),
        load,
        noCache: (0,read_inputs/* readSwitch */.hc)(raw, 'no-cache') || readRebuild(raw) === 'all',
        noCacheFilters: (0,read_inputs/* readEntries */.$2)(raw, 'no-cache-filters'),
        cacheFrom: (0,read_inputs/* readEntries */.$2)(raw, 'cache-from'),
        cacheTo: (0,read_inputs/* readEntries */.$2)(raw, 'cache-to'),
        cache: (0,read_inputs/* readChoice */.Kf)(raw, 'app-cache', ['gha', 'registry', 'none']) ?? surroundings.cache,
        ...readProvenance({ ...asked, outputs, load, env: surroundings.env, origin: surroundings.origin }),
        sbom: (0,read_inputs/* readText */.yR)(raw, 'sbom'),
        gitLabels: readGitLabels(surroundings.env),
        call: readCall(raw),
    };
    refuseAttributes(app);
    refuseNamelessPush(app);
    return app.call === undefined ? app : { ...app, outputs: [], push: false, load: false };
}
function readGitLabels({ BUILDX_GIT_LABELS = '' }) {
    return BUILDX_GIT_LABELS === 'full' || (0,lib_attributes/* parseBool */.q)(BUILDX_GIT_LABELS) === true;
}
function readCall(raw) {
    const call = (0,read_inputs/* readText */.yR)(raw, 'call');
    return call === 'build' ? undefined : call;
}
function readRebuild(raw) {
    return (0,read_inputs/* readChoice */.Kf)(raw, 'rebuild', ['none', 'base', 'all']) ?? 'none';
}
function readPlatforms(raw, { env, hostPlatform }) {
    const asked = listedPlatforms((0,read_inputs/* readEntries */.$2)(raw, 'platforms'));
    if (asked.length > 0)
        return asked;
    const variable = 'DOCKER_DEFAULT_PLATFORM';
    const usual = listedPlatforms([env[variable] ?? ''], { file: variable, line: 1, column: 1 });
    return usual.length > 0 ? usual : [hostPlatform];
}
function listedPlatforms(entries, position) {
    const texts = entries.flatMap(entry => entry.split(',')).map(text => text.trim());
    const platforms = texts.filter(text => text !== '').map(text => (0,image_platform/* parsePlatform */.Y8)(text, position));
    return [...new Map(platforms.map(platform => [(0,image_platform/* formatPlatform */.Bq)(platform), platform])).values()];
}
function readDigests(raw) {
    const digests = (0,read_inputs/* readEntries */.$2)(raw, 'expect-digest');
    const wrong = digests.find(digest => !(0,recipe/* isDependencyDigest */.UX)(digest));
    if (wrong === undefined)
        return digests;
    throw new errors/* BasehitError */.j('BH011', `\`${wrong}\` in expect-digest is not a dependency digest`, {
        remedy: 'give the 64 hex digits of the output `dependency-digest`',
    });
}
function refuseOutside(file, cwd, context) {
    const isInside = [cwd, (0,external_node_path_.resolve)(cwd, context)].some(directory => {
        const path = (0,external_node_path_.relative)(directory, (0,external_node_path_.resolve)(cwd, file));
        return path !== '' && path !== '..' && !path.startsWith('../') && !(0,external_node_path_.isAbsolute)(path);
    });
    if (isInside)
        return;
    throw new errors/* BasehitError */.j('BH022', `base-file \`${file}\` leaves the workspace`, {
        remedy: 'give a path inside the repository, relative to its root',
    });
}
function refuseNamelessPush(app) {
    const isNameless = (0,outputs/* pushedOutputs */.ce)(app).some(({ names }) => names.length === 0);
    if (!isNameless || app.run === 'skip')
        return;
    throw new errors/* BasehitError */.j('BH075', 'the app is to be pushed, but has no name', {
        remedy: 'give `tags`, for example `tags: ghcr.io/OWNER/app:latest`, or set `push: false`',
    });
}
function conflict(one, other, remedy) {
    return new errors/* BasehitError */.j('BH075', `\`${one}\` and \`${other}\` exclude each other`, { remedy });
}

// EXTERNAL MODULE: ./lib/commands/refuse.js
var refuse = __nccwpck_require__(724);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./lib/machine/actor.js

async function readActor(env) {
    if (env.GITHUB_ACTIONS !== 'true')
        return { kind: 'person' };
    return actorOf({
        event: env.GITHUB_EVENT_NAME ?? '',
        ref: env.GITHUB_REF ?? '',
        sha: env.GITHUB_SHA ?? '',
        isRefProtected: env.GITHUB_REF_PROTECTED === 'true',
        login: env.GITHUB_ACTOR ?? '',
        payload: await readPayload(env.GITHUB_EVENT_PATH),
    });
}
async function readPayload(path) {
    if (!path)
        return undefined;
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}
function actorOf(source) {
    const { event, payload } = source;
    const repository = recordOf(recordOf(payload).repository);
    const isForeign = isOfDependabot(source) || isOfFork(event, recordOf(payload), repository);
    return {
        kind: 'workflow',
        event,
        code: isForeign ? 'foreign' : 'own',
        ref: isTrustedRef(source, repository) ? 'protected' : 'unprotected',
    };
}
const dependabot = 'dependabot[bot]';
const dependabotEvents = /^(?:push|create|deployment|deployment_status|pull_request|pull_request_target|pull_request_review|pull_request_review_comment)$/;
function isOfDependabot({ event, login, payload }) {
    if (!dependabotEvents.test(event))
        return false;
    const { pull_request: request, sender } = recordOf(payload);
    const logins = [login, recordOf(sender).login, recordOf(recordOf(request).user).login];
    return logins.includes(dependabot);
}
function isOfFork(event, payload, repository) {
    if (event.startsWith('pull_request')) {
        return !isSameRepository(recordOf(recordOf(recordOf(payload.pull_request).head).repo), repository);
    }
    if (event !== 'workflow_run')
        return false;
    return !isSameRepository(recordOf(recordOf(payload.workflow_run).head_repository), repository);
}
function isSameRepository(one, other) {
    if (typeof one.id === 'number' && typeof other.id === 'number')
        return one.id === other.id;
    return typeof one.full_name === 'string' && one.full_name === other.full_name;
}
const plainEvents = /^(?:push|schedule|workflow_dispatch|repository_dispatch)$/;
function isTrustedRef({ event, ref, sha, isRefProtected, payload }, repository) {
    if (event === 'workflow_run') {
        const { head_sha: built, event: before } = recordOf(recordOf(payload).workflow_run);
        return sha !== '' && built === sha && plainEvents.test(String(before));
    }
    if (event === 'schedule' || event === 'repository_dispatch')
        return true;
    const main = repository.default_branch;
    return isRefProtected || (typeof main === 'string' && main !== '' && ref === `refs/heads/${main}`);
}
function recordOf(value) {
    return typeof value === 'object' && value !== null ? { ...value } : {};
}

;// CONCATENATED MODULE: ./lib/machine/run.js
function runFacts(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
    const attempt = env.GITHUB_RUN_ATTEMPT || '1';
    if (env.GITHUB_ACTIONS !== 'true' || !server || !repository)
        return {};
    const source = `${server}/${repository}`;
    return {
        source,
        ...(env.GITHUB_SHA ? { commit: env.GITHUB_SHA } : {}),
        ...(env.GITHUB_REF ? { ref: env.GITHUB_REF } : {}),
        ...(env.GITHUB_ACTOR ? { actor: env.GITHUB_ACTOR } : {}),
        ...(run ? { url: `${source}/actions/runs/${run}/attempts/${attempt}` } : {}),
    };
}

;// CONCATENATED MODULE: ./lib/machine/secrets.js



const secrets_largest = 64 * 1024;
async function readSecretValues({ build }, env) {
    const values = await Promise.all(build.secrets.map(secret => {
        if (secret.kind === 'value')
            return secret.value;
        return secret.kind === 'env' ? env[secret.variable] : readSmall((0,external_node_path_.resolve)(build.cwd, secret.path));
    }));
    const given = values.filter(value => value !== undefined && value.trim() !== '');
    return [...given, ...proxySecrets(build.buildArgs), ...proxySecrets(Object.entries(env))];
}
async function readSmall(path) {
    try {
        const stats = await (0,promises_.stat)(path);
        return !stats.isFile() || stats.size > secrets_largest ? undefined : await (0,promises_.readFile)(path, 'utf8');
    }
    catch {
        return undefined;
    }
}
function tellCredentials(source, tell) {
    return {
        find: async (request) => {
            const found = await source.find(request);
            if (found !== undefined)
                tell(partsOf(found));
            return found;
        },
    };
}
function partsOf(credential) {
    if (credential.kind !== 'password')
        return [credential.token];
    const { username, password } = credential;
    return [password, Buffer.from(`${username}:${password}`).toString('base64')];
}

;// CONCATENATED MODULE: ./lib/machine/version.js
const version = '0.1.0';

;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = require("node:timers/promises");
// EXTERNAL MODULE: ./lib/image/digest.js
var image_digest = __nccwpck_require__(7241);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __nccwpck_require__(4252);
;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = require("node:url");
;// CONCATENATED MODULE: ./lib/bases/layout/faults.js



class LayoutFault extends Error {
    kind;
    code;
    path;
    remedy;
    constructor(kind, code, path, message, remedy) {
        super(message);
        this.kind = kind;
        this.code = code;
        this.path = path;
        this.remedy = remedy;
    }
}
function brokenFile(path, fact) {
    const remedy = `Delete ${path}; what is missing then is built again.`;
    return new LayoutFault('broken', 'BH097', path, fact, remedy);
}
async function answering(access, request) {
    try {
        return await request();
    }
    catch (error) {
        const fault = readFault(error, access);
        if (fault === undefined)
            throw error;
        return fault;
    }
}
function readFault(error, access) {
    const asked = (path) => ({ host: access.name, method: access.method, url: (0,external_node_url_namespaceObject.pathToFileURL)(path) });
    if (error instanceof LayoutFault) {
        const { kind, code, path, message, remedy } = error;
        return (0,registry_fault/* faultOf */.Kl)(asked(path), kind, code, { detail: message, remedy });
    }
    if (error instanceof errors/* BasehitError */.j) {
        const { code, message, remedy } = error;
        return (0,registry_fault/* faultOf */.Kl)(asked(access.root), 'broken', code, { detail: message, remedy });
    }
    const { code, path } = (error instanceof Error ? error : {});
    if (code === undefined || !/^E[A-Z0-9]+$/.test(code))
        return undefined;
    const [kind, faultCode, fact, remedy] = judge(code, access.method);
    return (0,registry_fault/* faultOf */.Kl)(asked(path ?? access.root), kind, faultCode, { detail: fact, codes: [code], remedy });
}
function judge(code, method) {
    const verb = method === 'READ' ? 'read' : 'written';
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
        const remedy = method === 'READ'
            ? 'Make the directory readable for this user.'
            : 'Make the directory writable for this user, or keep bases in another one with `base-repository: oci-layout://DIRECTORY`.';
        return ['denied', 'BH042', `cannot be ${verb}`, remedy];
    }
    if (code === 'ENOSPC' || code === 'EDQUOT') {
        return [
            'unreachable',
            'BH103',
            'no space left to keep the base',
            'Free space on that disk, or keep bases elsewhere.',
        ];
    }
    return ['unreachable', 'BH042', `cannot be ${verb}`, 'Look at the file the message names, then run again.'];
}

// EXTERNAL MODULE: ./lib/image/document.js
var image_document = __nccwpck_require__(9024);
;// CONCATENATED MODULE: ./lib/leases/folder.js



function makeFolder(path, mode = 0o777) {
    if (isFolder(path))
        return;
    if ((0,external_node_path_.dirname)(path) !== path)
        makeFolder((0,external_node_path_.dirname)(path), mode);
    try {
        (0,external_node_fs_namespaceObject.mkdirSync)(path, { mode });
    }
    catch (error) {
        if (!isFolder(path))
            throw error;
    }
}
function isFolder(path) {
    try {
        return (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    }
    catch {
        return false;
    }
}
function keepFile(path, bytes) {
    const unfinished = `${path}.${(0,external_node_crypto_.randomUUID)()}.new`;
    try {
        makeFolder((0,external_node_path_.dirname)(path), 0o700);
        (0,external_node_fs_namespaceObject.writeFileSync)(unfinished, bytes, { mode: 0o600, flag: 'wx' });
        (0,external_node_fs_namespaceObject.renameSync)(unfinished, path);
        return true;
    }
    catch {
        discard(unfinished);
        return false;
    }
}
function discard(path) {
    try {
        (0,external_node_fs_namespaceObject.rmSync)(path, { force: true });
    }
    catch {
    }
}

;// CONCATENATED MODULE: ./lib/leases/holder.js


function describeProcess(pid = process.pid) {
    return { pid, started: statusOf(pid)?.started, host: thisHost() };
}
function isProcessAlive(pid, started) {
    try {
        process.kill(pid, 0);
    }
    catch (error) {
        return error.code === 'EPERM';
    }
    const status = statusOf(pid);
    if (status === undefined)
        return true;
    if (status.state === 'Z' || status.state === 'X')
        return false;
    return started === undefined || status.started === started;
}
function isKnownDead(holder, here, isAlive) {
    return holder.host === here.host && !isAlive(holder.pid, holder.started);
}
function parseHolder(text) {
    let read;
    try {
        read = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const { pid, started, host } = (read ?? {});
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || typeof host !== 'string')
        return undefined;
    return { pid, host, started: typeof started === 'string' ? started : undefined };
}
function statusOf(pid) {
    const text = readable(() => (0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/stat`, 'latin1'));
    const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state, started] = [fields?.[0], fields?.[19]];
    return state === undefined || started === undefined ? undefined : { state, started };
}
let host;
function thisHost() {
    host ??= [
        (0,external_node_os_namespaceObject.hostname)(),
        readable(() => (0,external_node_fs_namespaceObject.readFileSync)('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
        readable(() => (0,external_node_fs_namespaceObject.readlinkSync)('/proc/self/ns/pid')),
    ]
        .filter(part => part !== undefined)
        .join(' ');
    return host;
}
function readable(read) {
    try {
        return read();
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/leases/claim.js




const claimPrefix = '.claim-';
const claimAge = 3_600_000;
function claimFile(lease, token) {
    return (0,external_node_path_.join)(lease, token);
}
async function readClaim(lease) {
    try {
        const [token] = await (0,promises_.readdir)(lease);
        if (token === undefined)
            return undefined;
        const file = claimFile(lease, token);
        const [text, { mtimeNs }] = await Promise.all([(0,promises_.readFile)(file, 'utf8'), (0,promises_.stat)(file, { bigint: true })]);
        return { token, holder: parseHolder(text), beat: String(mtimeNs) };
    }
    catch (error) {
        if (codeOf(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
async function claimLease(lease, token, holder) {
    const made = (0,external_node_path_.join)((0,external_node_path_.dirname)(lease), `${claimPrefix}${token}`);
    makeFolder((0,external_node_path_.dirname)(lease));
    try {
        await (0,promises_.mkdir)(made);
        await (0,promises_.writeFile)(claimFile(made, token), JSON.stringify({ ...holder, token }));
        return await renameOnto(made, lease);
    }
    finally {
        await (0,promises_.rm)(made, { recursive: true, force: true });
    }
}
async function removeClaim(lease, token) {
    await (0,promises_.unlink)(claimFile(lease, token)).catch(unless('ENOENT', 'ENOTDIR'));
    await (0,promises_.rmdir)(lease).catch(unless('ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EBUSY'));
}
async function sweepClaims(lease, token) {
    const folder = (0,external_node_path_.dirname)(lease);
    const { mtimeMs: now } = await (0,promises_.stat)(claimFile(lease, token));
    const names = (await (0,promises_.readdir)(folder)).filter(name => name.startsWith(claimPrefix));
    for (const name of names) {
        const made = await (0,promises_.stat)((0,external_node_path_.join)(folder, name)).catch(unless('ENOENT'));
        if (made && now - made.mtimeMs > claimAge)
            await (0,promises_.rm)((0,external_node_path_.join)(folder, name), { recursive: true, force: true });
    }
}
async function renameOnto(made, lease) {
    try {
        await (0,promises_.rename)(made, lease);
        return true;
    }
    catch (error) {
        const code = codeOf(error);
        if (code === 'ENOENT' || code === 'ENOTEMPTY' || code === 'EEXIST')
            return false;
        if (code !== 'EPERM' || process.platform !== 'win32')
            throw error;
        await (0,promises_.rmdir)(lease).catch(() => { });
        return false;
    }
}
function codeOf(error) {
    return error instanceof Error ? error.code : undefined;
}
function unless(...codes) {
    return error => {
        if (!codes.includes(codeOf(error) ?? ''))
            throw error;
        return undefined;
    };
}

;// CONCATENATED MODULE: ./lib/leases/take.js




async function takeLease(lease, terms, signal) {
    const token = (0,external_node_crypto_.randomUUID)();
    const watch = new Watch();
    let told = false;
    for (let pause = terms.firstPause;; pause = Math.min(pause * 1.5, terms.longestPause)) {
        signal.throwIfAborted();
        const claim = await readClaim(lease);
        if (claim === undefined) {
            if (await claimLease(lease, token, terms.here))
                return holdLease(lease, token, terms, signal);
        }
        else if (isForfeit(claim, watch.see(claim), terms)) {
            await removeClaim(lease, claim.token);
            continue;
        }
        else if (!told) {
            told = true;
            terms.onWait?.(claim.holder);
        }
        const slept = pause * (0.5 + Math.random() / 2);
        await sleepUnlessAborted(slept, terms, signal);
        watch.watched += slept;
    }
}
class Watch {
    watched = 0;
    #seen = '';
    see(claim) {
        const seen = `${claim.token} ${claim.beat}`;
        if (seen !== this.#seen)
            this.watched = 0;
        this.#seen = seen;
        return this.watched;
    }
}
function isForfeit(claim, watched, terms) {
    if (claim.holder !== undefined && isKnownDead(claim.holder, terms.here, terms.isAlive))
        return true;
    return watched >= terms.patience;
}
async function holdLease(lease, token, terms, signal) {
    const timer = setInterval(() => void beat(), terms.heartbeat);
    timer.unref();
    let last = 0;
    const beat = async () => {
        const now = terms.now() / 1000;
        last = now === last ? now + 1 : now;
        await (0,promises_.utimes)(claimFile(lease, token), last, last).catch(error => {
            if (codeOf(error) === 'ENOENT')
                clearInterval(timer);
        });
    };
    let released;
    const release = () => {
        clearInterval(timer);
        released ??= removeClaim(lease, token);
        return released;
    };
    await sweepClaims(lease, token).catch(() => { });
    if (signal.aborted)
        await release();
    signal.throwIfAborted();
    return release;
}
async function sleepUnlessAborted(milliseconds, terms, signal) {
    const { promise, reject } = Promise.withResolvers();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    try {
        signal.throwIfAborted();
        await Promise.race([terms.sleep(milliseconds), promise]);
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}

;// CONCATENATED MODULE: ./lib/bases/layout/files.js










const workFolder = '.work';
function blobPath(root, digest) {
    return (0,external_node_path_.join)(root, 'blobs', 'sha256', (0,image_digest/* digestHex */.sU)(digest));
}
const marker = 'oci-layout';
async function isLayout(root) {
    const path = (0,external_node_path_.join)(root, marker);
    const bytes = await readIfThere(path);
    if (bytes === undefined)
        return isMarkedMeanwhile(root);
    const version = parsed(path, () => (0,image_document/* asObject */.eB)((0,image_document/* parseObject */.lj)(bytes, marker), marker).imageLayoutVersion);
    if (version === '1.0.0')
        return true;
    throw brokenFile(path, `has the layout version ${String(version)}, not 1.0.0`);
}
const unmarked = new Set([workFolder, 'blobs', 'ingest', '.gitignore', 'index.json']);
async function isMarkedMeanwhile(root) {
    const names = await (0,promises_.readdir)(root).catch(error => {
        if (codeOf(error) === 'ENOENT')
            return [];
        if (codeOf(error) === 'ENOTDIR')
            throw notALayout(root, 'is a file, not a directory');
        throw error;
    });
    if (names.includes(marker))
        return isLayout(root);
    const foreign = names.find(name => !unmarked.has(name));
    if (foreign === undefined)
        return false;
    throw notALayout(root, `holds \`${foreign}\` and no ${marker} file, so it is not an OCI image layout`);
}
function notALayout(root, fact) {
    const remedy = 'Name a directory that is empty, not there yet, or an OCI image layout.';
    return new LayoutFault('not-a-registry', 'BH099', root, fact, remedy);
}
async function createLayout(root) {
    if (await isLayout(root)) {
        makeFolders(root);
        return;
    }
    makeFolders(root);
    await locked(root, async () => {
        if (await isLayout(root))
            return;
        await placeOnce(root, '.gitignore', '*\n');
        await placeOnce(root, 'index.json', `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}`);
        await placeOnce(root, marker, '{"imageLayoutVersion":"1.0.0"}');
    });
}
function makeFolders(root) {
    for (const folder of [workFolder, (0,external_node_path_.join)('blobs', 'sha256'), 'ingest']) {
        makeFolder((0,external_node_path_.join)(root, folder));
    }
}
async function placeOnce(root, name, content) {
    if ((await readIfThere((0,external_node_path_.join)(root, name))) === undefined)
        await placeBytes(root, (0,external_node_path_.join)(root, name), content);
}
async function locked(root, change) {
    const terms = {
        here: describeProcess(),
        isAlive: isProcessAlive,
        sleep: (milliseconds) => new Promise(resolve => setTimeout(resolve, milliseconds)),
        now: Date.now,
        firstPause: 5,
        longestPause: 100,
        heartbeat: 1000,
        patience: 15_000,
    };
    const release = await takeLease((0,external_node_path_.join)(root, workFolder, 'lock'), terms, new AbortController().signal);
    try {
        return await change();
    }
    finally {
        await release();
    }
}
async function placeBytes(root, destination, bytes) {
    const temporary = (0,external_node_path_.join)(root, workFolder, `file-${(0,external_node_crypto_.randomUUID)()}`);
    try {
        const file = await (0,promises_.open)(temporary, 'wx', 0o644);
        try {
            await file.writeFile(bytes);
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,promises_.rename)(temporary, destination);
    }
    catch (error) {
        await (0,promises_.rm)(temporary, { force: true });
        throw error;
    }
    await syncFolder((0,external_node_path_.dirname)(destination));
}
async function syncFolder(folder) {
    const handle = await (0,promises_.open)(folder, 'r').catch(() => undefined);
    await handle?.sync().catch(() => { });
    await handle?.close();
}
async function readIfThere(path) {
    return (0,promises_.readFile)(path).catch(absentAsUndefined);
}
async function sizeIfThere(path) {
    const found = await (0,promises_.stat)(path).catch(absentAsUndefined);
    return found?.isFile() ? found.size : undefined;
}
function absentAsUndefined(error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR')
        return undefined;
    throw error;
}
async function settleFile(path) {
    const file = await (0,promises_.open)(path, 'r');
    try {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        for await (const chunk of file.createReadStream({ autoClose: false, highWaterMark: 1024 * 1024 }))
            hash.update(chunk);
        await file.sync();
        return (0,image_digest/* digestFromHex */.Ch)(hash.digest('hex'));
    }
    finally {
        await file.close();
    }
}
function parsed(path, read) {
    try {
        return read();
    }
    catch (error) {
        throw brokenFile(path, error instanceof Error ? error.message : String(error));
    }
}

;// CONCATENATED MODULE: ./lib/bases/layout/images.js






const manifestCap = 4 * 1024 * 1024;
async function readBlob(root, digest, cap) {
    const path = blobPath(root, digest);
    const size = await sizeIfThere(path);
    if (size === undefined)
        return undefined;
    if (size > cap)
        throw brokenFile(path, `has ${size} bytes, more than the ${cap} expected at most`);
    const bytes = await readIfThere(path);
    if (bytes !== undefined && (0,image_digest/* digestOf */.ol)(bytes) !== digest)
        throw brokenFile(path, 'does not hash to its name');
    return bytes;
}
async function readStoredManifest(root, digest, mediaType) {
    const bytes = await readBlob(root, digest, manifestCap);
    if (bytes === undefined)
        return undefined;
    return { bytes, document: parsed(blobPath(root, digest), () => (0,image_manifest/* parseManifest */.Ng)(bytes, mediaType)) };
}
function images_partsOf(document) {
    return document.kind === 'index' ? document.manifests : [document.config, ...document.layers];
}
async function requireParts(root, document) {
    for (const part of images_partsOf(document)) {
        const path = blobPath(root, part.digest);
        const size = await sizeIfThere(path);
        if (size === part.size)
            continue;
        if (size !== undefined)
            throw brokenFile(path, `has ${size} bytes, not ${part.size}`);
        throw new LayoutFault('broken', 'BH097', path, `${part.digest} of the image is missing`, 'Run again.');
    }
}
async function importImage(from, root, digest) {
    const stored = (await readStoredManifest(from, digest)) ?? (await readStoredManifest(root, digest));
    if (stored === undefined)
        throw notLeft(from, digest);
    const parts = images_partsOf(stored.document);
    for (const part of parts) {
        if (stored.document.kind === 'index')
            await importImage(from, root, part.digest);
        else
            await importBlob(from, root, part.digest);
    }
    await requireParts(root, stored.document);
    await importBlob(from, root, digest);
    await syncFolder((0,external_node_path_.dirname)(blobPath(root, digest)));
}
async function importBlob(from, root, digest) {
    const source = blobPath(from, digest);
    const size = await sizeIfThere(source);
    if (size === undefined) {
        if ((await sizeIfThere(blobPath(root, digest))) === undefined)
            throw notLeft(from, digest);
        return;
    }
    const computed = await settleFile(source);
    if (computed !== digest)
        throw brokenFile(source, `does not hash to its name but to ${computed}`);
    await (0,promises_.rename)(source, blobPath(root, digest));
}
function notLeft(from, digest) {
    return new LayoutFault('broken', 'BH097', from, `the build left no ${digest} here`, 'Run again; nothing was tagged.');
}

;// CONCATENATED MODULE: ./lib/bases/layout/receive.js






const garbageAge = 7 * 86_400_000;
async function receiveImage(root) {
    await createLayout(root);
    const work = (0,external_node_path_.join)(root, workFolder);
    const folder = (0,external_node_path_.join)(work, `image-${(0,external_node_crypto_.randomUUID)()}`);
    const image = (0,external_node_path_.join)(folder, 'image');
    await (0,promises_.mkdir)(folder);
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'holder.json'), JSON.stringify(describeProcess()));
    await sweep(work, (await (0,promises_.stat)(folder)).mtimeMs).catch(() => { });
    return {
        output: ['type=oci', csvField(`dest=${image}`), 'tar=false', 'oci-mediatypes=true', 'compression=gzip'].join(','),
        accept: (digest) => importImage(image, root, digest),
        discard: () => (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => { }),
    };
}
async function sweep(work, now) {
    const here = describeProcess();
    for (const name of await (0,promises_.readdir)(work)) {
        if (!/^(image|file)-/.test(name))
            continue;
        const path = (0,external_node_path_.join)(work, name);
        const text = (await readIfThere((0,external_node_path_.join)(path, 'holder.json')))?.toString();
        const holder = text === undefined ? undefined : parseHolder(text);
        const dead = holder !== undefined && isKnownDead(holder, here, isProcessAlive);
        const old = now - (await (0,promises_.stat)(path).catch(() => ({ mtimeMs: now }))).mtimeMs > garbageAge;
        if (dead || old)
            await (0,promises_.rm)(path, { recursive: true, force: true });
    }
}
function csvField(text) {
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

;// CONCATENATED MODULE: ./lib/bases/layout/tags.js





const refName = 'org.opencontainers.image.ref.name';
async function findTag(root, tag) {
    const path = indexPath(root);
    const tagged = (await readIndex(root)).entries.filter(entry => tagOf(path, entry) === tag);
    const [first, ...others] = tagged.map(entry => parsed(path, () => readEntry(entry, tag)));
    if (others.some(other => other.digest !== first?.digest)) {
        throw brokenFile(path, `names ${tagged.length} images ${tag}`);
    }
    return first;
}
async function moveTag(root, tag, entry) {
    const path = indexPath(root);
    await locked(root, async () => {
        const { document, entries } = await readIndex(root);
        const kept = entries.filter(other => tagOf(path, other) !== tag);
        const manifests = [...kept, { ...entry, annotations: { [refName]: tag } }];
        await placeBytes(root, path, `${JSON.stringify({ ...document, manifests })}\n`);
    });
}
function indexPath(root) {
    return (0,external_node_path_.join)(root, 'index.json');
}
async function readIndex(root) {
    const path = indexPath(root);
    const bytes = await readIfThere(path);
    if (bytes === undefined)
        return { document: { schemaVersion: 2 }, entries: [] };
    return parsed(path, () => {
        const document = (0,image_document/* parseObject */.lj)(bytes, 'index.json');
        return { document, entries: (0,image_document/* asArray */._j)(document.manifests, 'index.json: manifests', image_document/* asObject */.eB) };
    });
}
function tagOf(path, entry) {
    return parsed(path, () => (0,image_document/* optional */.lq)(entry, 'annotations', 'an entry', image_document/* asStrings */.P7))?.[refName];
}
function readEntry(entry, tag) {
    const digest = (0,image_document/* asString */.oJ)(entry.digest, `the digest of ${tag}`);
    if (!(0,image_digest/* isDigest */.Bc)(digest))
        throw new TypeError(`the digest of ${tag} is \`${digest}\``);
    return { digest, mediaType: (0,image_document/* asString */.oJ)(entry.mediaType, `the media type of ${tag}`) };
}

;// CONCATENATED MODULE: ./lib/bases/layout/store.js












function openLayout(directory) {
    const root = (0,external_node_path_.resolve)(directory);
    const reading = { name: directory, root, method: 'READ' };
    const writing = { name: directory, root, method: 'WRITE' };
    return {
        name: directory,
        manifest: reference => answering(reading, () => readManifest(root, reference)),
        blob: (digest, cap) => answering(reading, () => findBlob(root, digest, cap)),
        hasBlob: digest => answering(reading, () => findSize(root, digest)),
        putBlob: (digest, bytes) => answering(writing, () => storeBlob(root, digest, bytes)),
        putManifest: (reference, bytes, mediaType) => answering(writing, () => storeManifest(root, reference, bytes, mediaType)),
        mayPublish: () => answering(writing, async () => {
            requireAddressable(root);
            await proveWritable(root);
            return { kind: 'allowed' };
        }),
        receive: () => receive(root, writing),
        reference: digest => `${directory}@${digest}`,
        context: digest => {
            requireAddressable(root);
            return `oci-layout://${root}@${digest}`;
        },
    };
}
async function readManifest(root, reference) {
    if (!(await isLayout(root)))
        return absent('repository');
    const named = (0,image_digest/* isDigest */.Bc)(reference) ? { digest: reference, mediaType: undefined } : await findTag(root, reference);
    const stored = named && (await readStoredManifest(root, named.digest, named.mediaType));
    if (named === undefined || stored === undefined)
        return absent('manifest');
    const { bytes, document } = stored;
    return { kind: 'found', bytes, digest: named.digest, mediaType: document.mediaType, document };
}
async function findBlob(root, digest, cap) {
    if (!(await isLayout(root)))
        return absent('repository');
    const bytes = await readBlob(root, digest, cap);
    return bytes === undefined ? absent('blob') : { kind: 'found', bytes };
}
async function findSize(root, digest) {
    if (!(await isLayout(root)))
        return absent('repository');
    const size = await sizeIfThere(blobPath(root, digest));
    return size === undefined ? absent('blob') : { kind: 'found', size };
}
function absent(what) {
    return { kind: 'absent', what };
}
async function storeBlob(root, digest, bytes) {
    const computed = (0,image_digest/* digestOf */.ol)(bytes);
    if (computed !== digest)
        throw new TypeError(`bytes of ${computed} were given as ${digest}`);
    await createLayout(root);
    const there = await readBlob(root, digest, bytes.byteLength).catch(error => {
        if (!(error instanceof LayoutFault))
            throw error;
        return undefined;
    });
    if (there !== undefined)
        return { kind: 'stored', how: 'present' };
    await placeBytes(root, blobPath(root, digest), bytes);
    return { kind: 'stored', how: 'uploaded' };
}
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
async function storeManifest(root, reference, bytes, mediaType) {
    const digest = (0,image_digest/* digestOf */.ol)(bytes);
    if (reference !== digest && !tagPattern.test(reference)) {
        throw new TypeError(`\`${reference}\` is neither a tag nor the digest ${digest}`);
    }
    const document = (0,image_manifest/* parseManifest */.Ng)(bytes, mediaType);
    await createLayout(root);
    await requireParts(root, document);
    await storeBlob(root, digest, bytes);
    if (reference !== digest) {
        const { artifactType } = document;
        await moveTag(root, reference, { mediaType: document.mediaType, digest, size: bytes.byteLength, artifactType });
    }
    return { kind: 'stored', digest };
}
async function proveWritable(root) {
    await createLayout(root);
    const probe = (0,external_node_path_.join)(root, workFolder, `file-${(0,external_node_crypto_.randomUUID)()}`);
    await (0,promises_.writeFile)(probe, 'writable');
    await (0,promises_.rm)(probe);
}
async function receive(root, access) {
    const failing = async (request) => {
        const answer = await answering(access, async () => ({ kind: 'done', value: await request() }));
        if ((0,registry_fault/* isFault */.Zh)(answer))
            throw (0,registry_fault/* toError */.iT)(answer);
        return answer.value;
    };
    requireAddressable(root);
    const receiver = await failing(() => receiveImage(root));
    return { ...receiver, accept: digest => failing(() => receiver.accept(digest)) };
}
function requireAddressable(root) {
    const colon = root.replace(/^[A-Za-z]:(?=[\\/])/, '').includes(':');
    if (!colon)
        return;
    throw new errors/* BasehitError */.j('BH005', `the path of the layout ${root} has a colon, which buildx reads as the start of a tag`, {
        remedy: 'Keep bases in a directory whose whole path has no colon.',
    });
}

// EXTERNAL MODULE: ./lib/listing.js
var listing = __nccwpck_require__(7487);
;// CONCATENATED MODULE: ./lib/bases/registry/challenge.js
const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=\s*(?:,|$))/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;
function parseChallenges(header) {
    const text = new Scanner(header);
    const challenges = [];
    text.skipCommas();
    while (!text.atEnd()) {
        const scheme = text.match(token)?.[0];
        if (scheme === undefined)
            return undefined;
        const parameters = readParameters(text);
        if (parameters === undefined)
            return undefined;
        challenges.push({ scheme: scheme.toLowerCase(), parameters });
        text.skipCommas();
    }
    return challenges;
}
function readParameters(text) {
    const parameters = new Map();
    if (!text.skipSpaces() || text.atEnd() || text.match(token68) !== undefined)
        return parameters;
    while (!text.atEnd()) {
        const start = text.position;
        const name = text.match(token)?.[0];
        text.skipSpaces();
        if (name === undefined || !text.take('=')) {
            text.position = start;
            return parameters;
        }
        text.skipSpaces();
        const value = text.match(quoted)?.[1]?.replace(/\\(.)/g, '$1') ?? text.match(token)?.[0];
        if (value === undefined || parameters.has(name.toLowerCase()))
            return undefined;
        parameters.set(name.toLowerCase(), value);
        if (!text.skipCommas() && !text.atEnd())
            return undefined;
    }
    return parameters;
}
class Scanner {
    position = 0;
    #text;
    constructor(text) {
        this.#text = text;
    }
    atEnd() {
        return this.position >= this.#text.length;
    }
    match(pattern) {
        pattern.lastIndex = this.position;
        const found = pattern.exec(this.#text);
        if (found === null)
            return undefined;
        this.position = pattern.lastIndex;
        return found;
    }
    take(character) {
        if (this.#text[this.position] !== character)
            return false;
        this.position++;
        return true;
    }
    skipSpaces() {
        return this.match(/[ \t]+/y) !== undefined;
    }
    skipCommas() {
        return this.match(/[ \t,]+/y)?.[0].includes(',') ?? false;
    }
}

;// CONCATENATED MODULE: ./lib/bases/registry/origin.js
const embedded = [
    ['::a9fe:0', 112],
    ['::7f00:0', 104],
    ['64:ff9b::a9fe:0', 112],
    ['64:ff9b::7f00:0', 104],
    ['64:ff9b::', 104],
    ['2002:a9fe::', 32],
    ['2002:7f00::', 24],
    ['2002::', 24],
];
const localNames = new Set([
    'localhost.localdomain',
    'localhost4',
    'localhost4.localdomain4',
    'localhost6',
    'localhost6.localdomain6',
    'ip6-localhost',
    'ip6-loopback',
]);
let known;
function special() {
    if (known !== undefined)
        return known;
    const { BlockList } = process.getBuiltinModule('node:net');
    const [loopback, never] = [new BlockList(), new BlockList()];
    loopback.addSubnet('127.0.0.0', 8, 'ipv4');
    loopback.addAddress('::1', 'ipv6');
    never.addSubnet('169.254.0.0', 16, 'ipv4');
    never.addSubnet('0.0.0.0', 8, 'ipv4');
    never.addSubnet('fe80::', 10, 'ipv6');
    never.addAddress('::', 'ipv6');
    never.addAddress('fd00:ec2::254', 'ipv6');
    for (const [prefix, bits] of embedded)
        never.addSubnet(prefix, bits, 'ipv6');
    known = { loopback, never };
    return known;
}
function sameOrigin(one, other) {
    return one.protocol === other.protocol && one.host === other.host;
}
function isLoopback(hostname) {
    const name = bare(hostname);
    return name === 'localhost' || name.endsWith('.localhost') || isListed('loopback', name);
}
function isAddress(hostname) {
    return familyOf(bare(hostname)) !== undefined;
}
function refusalToFollow(from, to) {
    if (to.protocol !== 'https:' && to.protocol !== 'http:')
        return `the scheme ${to.protocol} is not followed`;
    if (from.protocol === 'https:' && to.protocol === 'http:')
        return 'https is not left for http';
    if (to.username !== '' || to.password !== '')
        return 'a URL with user information is not followed';
    if (isListed('never', bare(to.hostname)))
        return `${to.hostname} is a link-local or unspecified address`;
    if (isHere(to.hostname) && !isHere(from.hostname))
        return `${to.hostname} is this machine`;
    return undefined;
}
function isHere(hostname) {
    return isLoopback(hostname) || localNames.has(bare(hostname));
}
function isListed(list, name) {
    const family = familyOf(name);
    return family !== undefined && special()[list].check(name, family);
}
function familyOf(name) {
    const family = process.getBuiltinModule('node:net').isIP(name);
    return family === 0 ? undefined : family === 4 ? 'ipv4' : 'ipv6';
}
function bare(hostname) {
    const name = hostname.toLowerCase().replace(/\.$/, '');
    return name.startsWith('[') ? name.slice(1, -1) : name;
}

;// CONCATENATED MODULE: ./lib/bases/registry/realm.js


const knownRealms = new Map([
    ['docker.io', 'https://auth.docker.io/token'],
    ['dhi.io', 'https://auth.docker.io/token'],
    ['registry.scout.docker.com', 'https://auth.docker.io/token'],
    ['registry.gitlab.com', 'https://gitlab.com/jwt/auth'],
]);
function judgeRealm(asked, endpoint, sends, tokenHosts) {
    const realm = asked.url;
    if (sameOrigin(realm, endpoint.base))
        return refuseUserInfo(asked);
    const refusal = refusalToFollow(endpoint.base, realm);
    if (refusal !== undefined)
        return refused(asked, refusal);
    if (isLoopback(endpoint.base.hostname) && isLoopback(realm.hostname))
        return undefined;
    if (tokenHosts?.get(endpoint.host)?.includes(realm.host))
        return undefined;
    const known = endpoint.role === 'upstream' ? knownRealms.get(endpoint.registry) : undefined;
    if (known === `${realm.origin}${realm.pathname}`)
        return undefined;
    if (sends === 'credentials')
        return refused(asked, 'the credentials of one host are not given to another');
    if (realm.protocol !== 'https:' || isAddress(realm.hostname))
        return refused(asked, 'it is another host, and not https by name');
    return undefined;
}
function refuseUserInfo(asked) {
    return asked.url.username === '' && asked.url.password === '' ? undefined : refused(asked, 'it has user information');
}
function refused(asked, reason) {
    const detail = `sends the login to ${asked.url.origin}, refused: ${reason}`;
    const remedy = `If ${asked.url.host} is the token service of ${asked.host}, list it: \`token-hosts: ${asked.host}=${asked.url.host}\`.`;
    return (0,registry_fault/* faultOf */.Kl)(asked, 'denied', 'BH089', { detail, remedy });
}

;// CONCATENATED MODULE: ./lib/bases/registry/remedies.js
function remedyFor(host, right, codes = [], words = '') {
    if (host === 'ghcr.io')
        return ghcrRemedy(right, words);
    const known = knownRegistries.find(registry => registry.pattern.test(host));
    if (known !== undefined)
        return known[right === 'pull' ? 'pull' : 'push'];
    if (codes.includes('TOOMANYREQUESTS'))
        return `Wait, or log in to ${host} with an account that has a higher limit.`;
    return `Log in to ${host} before this step with an account that may ${right}.`;
}
function loginRemedy(host, right) {
    if (host !== 'ghcr.io')
        return remedyFor(host, right);
    const permission = right === 'pull' ? 'packages: read' : 'packages: write';
    return `Add docker/login-action for ghcr.io before this step, with \`permissions: ${permission}\` on the job.`;
}
function ghcrRemedy(right, words) {
    const access = 'give the repository access under Package settings \u2192 Manage Actions access';
    if (right === 'pull') {
        return `Add \`permissions: packages: read\` to the job and log in with GITHUB_TOKEN; if the package exists, ${access}.`;
    }
    if (words.includes('write_package'))
        return `The package exists and does not admit this repository: ${access}, role Write.`;
    if (right === 'delete')
        return `${access.replace('give', 'Give')}, role Admin.`;
    return `Add \`permissions: packages: write\` to the job; if the package exists, ${access}, role Write.`;
}
const knownRegistries = [
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
];

;// CONCATENATED MODULE: ./lib/bases/registry/retry.js
const passing = new Set([408, 429, 499, 500, 502, 503, 504, 522]);
const defaultPatience = { tries: 6, budget: 120_000, headers: 15_000, idle: 15_000 };
function isPassing(status) {
    return passing.has(status);
}
function nextTry(state, patience) {
    const left = patience.budget - state.elapsed;
    if (state.asked !== undefined && state.asked > left)
        return { kind: 'stop', why: 'asked-to-wait' };
    if (state.made >= patience.tries)
        return { kind: 'stop', why: 'tries' };
    const jitter = state.random * Math.min(30_000, 500 * 2 ** (state.made - 1));
    const milliseconds = Math.ceil(state.asked === undefined ? jitter : state.asked + state.random * 500);
    return milliseconds > left ? { kind: 'stop', why: 'budget' } : { kind: 'wait', milliseconds };
}
function parseRetryAfter(value, now) {
    if (value === null)
        return undefined;
    const text = value.trim();
    if (/^[0-9]{1,9}$/.test(text))
        return Number(text) * 1000;
    if (!/^[A-Z][a-z]{2,8},? .* (GMT|UTC)$|^[A-Z][a-z]{2} [A-Z][a-z]{2} /.test(text))
        return undefined;
    const date = Date.parse(text);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
function printPause(milliseconds) {
    const seconds = Math.ceil(milliseconds / 1000);
    return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

;// CONCATENATED MODULE: ./lib/bases/registry/verdict.js




const denials = new Set(['DENIED', 'UNAUTHORIZED']);
const verdict_noRepository = new Set(['NAME_UNKNOWN', 'REPOSITORY_NOT_FOUND']);
const absences = new Set([
    ...verdict_noRepository,
    'MANIFEST_UNKNOWN',
    'BLOB_UNKNOWN',
    'NOT_FOUND',
    'TAG_EXPIRED',
]);
const absenceInWords = /^not found$|^(?:(?:artifact|manifest|image|repository|blob)(?: \S*[/:@]\S*)?|(?:tag|project)(?: \S+)?) (?:(?:is )?not found|was deleted or has expired)\b/i;
function faultOfReply(reply, judgement) {
    const { status } = reply;
    const errors = parseErrorBody(reply.body) ?? [];
    const said = words(reply, errors);
    if (reply.path === 'left-origin' && status < 500) {
        const detail = `redirects to ${reply.url.host}, which answers ${status}`;
        return fault(reply, 'unreachable', 'BH084', [], { detail, remedy: 'Try again: the link may have expired.' });
    }
    if (status === 429 || errors.some(error => error.code === 'TOOMANYREQUESTS'))
        return rateLimited(reply, errors);
    if (status === 401 || status === 403 || errors.some(error => denials.has(error.code))) {
        return denied(reply, errors, judgement);
    }
    if (judgement.right === 'push' && errors.some(error => verdict_noRepository.has(error.code))) {
        const detail = `${judgement.repository} does not exist, and a push does not create it${said}`;
        return fault(reply, 'denied', 'BH080', errors, { detail, remedy: remedyFor(reply.exchange.host, 'push') });
    }
    const gaveUp = reply.gaveUp === undefined ? '' : `, ${reply.gaveUp}`;
    if (isPassing(status)) {
        const remedy = `Try again later: ${reply.url.host} has trouble.`;
        return fault(reply, 'unreachable', 'BH084', errors, { detail: `answers ${status}${gaveUp}${said}`, remedy });
    }
    if (errors.length === 0 && (isForeignText(reply) || status === 404))
        return notARegistry(reply);
    return fault(reply, 'broken', 'BH089', errors, { detail: `answers ${status} to a request it should know${said}` });
}
function notARegistry(reply) {
    const type = contentType(reply) ?? 'no content type';
    const start = (0,registry_fault/* oneLine */.TN)(new TextDecoder().decode(reply.body.subarray(0, 400))).slice(0, 80);
    const detail = `${reply.url.host} answers ${reply.status} with ${type}, not as a registry${start === '' ? '' : `: ${start}`}`;
    const remedy = `Check the host name, and the proxy between this machine and ${reply.url.host}.`;
    return fault(reply, 'not-a-registry', 'BH086', [], { detail, remedy });
}
function brokenAnswer(reply, detail, remedy) {
    return fault(reply, 'broken', 'BH089', [], { detail, remedy });
}
function judgeMissing(reply, what, judgement) {
    if (reply.path === 'left-origin') {
        return brokenAnswer(reply, `redirects to ${reply.url.host}, which does not have it`, 'Rebuild with `rebuild: base`.');
    }
    const errors = parseErrorBody(reply.body);
    if (errors !== undefined) {
        if (!errors.every(isAbsence))
            return faultOfReply(reply, judgement);
        return { kind: 'absent', what: errors.some(error => verdict_noRepository.has(error.code)) ? 'repository' : what };
    }
    if (reply.body.byteLength > 0)
        return notARegistry(reply);
    return saysRegistry(reply) ? { kind: 'absent', what } : 'ask';
}
function isAbsence({ code, isCoded, message }) {
    return absences.has(code) || (isCoded && code === 'UNKNOWN' && absenceInWords.test(message));
}
function isRegistryPing(reply) {
    if (reply.path === 'left-origin' || isForeignText(reply))
        return false;
    if (reply.status !== 200 && reply.status !== 401)
        return false;
    return saysRegistry(reply) || parseJson(reply.body) !== undefined;
}
function contentType(reply) {
    return reply.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() || undefined;
}
function isForeignText(reply) {
    return reply.body.byteLength > 0 && parseJson(reply.body) === undefined;
}
function saysRegistry(reply) {
    return reply.headers.get('docker-distribution-api-version')?.includes('registry/2.') ?? false;
}
function denied(reply, errors, judgement) {
    const { right, repository, loggedIn } = judgement;
    const { host } = reply.exchange;
    const said = words(reply, errors);
    const codes = errors.map(error => error.code);
    if (!loggedIn) {
        const remedy = loginRemedy(host, right);
        return fault(reply, 'denied', 'BH081', errors, {
            detail: `not logged in, and no right to ${right} ${repository} without${said}`,
            remedy,
        });
    }
    const remedy = remedyFor(host, right, codes, said);
    return fault(reply, 'denied', 'BH080', errors, { detail: `no right to ${right} ${repository}${said}`, remedy });
}
function rateLimited(reply, errors) {
    const limit = reply.headers.get('ratelimit-limit');
    const remaining = reply.headers.get('ratelimit-remaining');
    const counts = limit === null
        ? ''
        : ` (limit ${printLimit(limit)}${remaining === null ? '' : `, remaining ${remaining.split(';')[0]}`})`;
    const gaveUp = reply.gaveUp === undefined ? '' : `, ${reply.gaveUp}`;
    const detail = `rate limit used up${counts}${gaveUp}${words(reply, errors)}`;
    const remedy = `Wait, or log in to ${reply.exchange.host} with an account that has a higher limit.`;
    return fault(reply, 'unreachable', 'BH088', errors, { detail, remedy });
}
function printLimit(limit) {
    const [, count, seconds] = /^([0-9]+);w=([0-9]+)$/.exec(limit) ?? [];
    return count === undefined ? limit : `${count} per ${Number(seconds) / 3600} h`;
}
function words(reply, errors) {
    const text = errors.map(error => error.message || error.code).join('; ');
    if (text !== '')
        return `: ${(0,registry_fault/* oneLine */.TN)(text)}`;
    const plain = isForeignText(reply) && contentType(reply) === 'text/plain';
    return plain ? `: ${(0,registry_fault/* oneLine */.TN)(new TextDecoder().decode(reply.body)).slice(0, 200)}` : '';
}
function fault(reply, kind, code, errors, details) {
    const codes = errors.map(error => (0,registry_fault/* oneLine */.TN)(error.code));
    const asked = { ...reply.exchange, url: reply.url };
    return (0,registry_fault/* faultOf */.Kl)(asked, kind, code, { ...details, status: reply.status, codes });
}

;// CONCATENATED MODULE: ./lib/bases/registry/token.js



const tokenCap = 1024 * 1024;
const defaultLife = 60_000;
async function askToken(transport, request) {
    const { credential } = request;
    const exchange = credential?.kind === 'identity-token' ? refresh(request, credential.token) : ask(request);
    const reply = await transport.send(exchange);
    if ((0,registry_fault/* isFault */.Zh)(reply))
        return reply;
    if (reply.status === 200)
        return readToken(reply);
    const judgement = {
        right: rightOf(request.access),
        repository: request.access.repository,
        loggedIn: credential !== undefined,
    };
    return faultOfReply(reply, judgement);
}
function rightOf(access) {
    return access.actions.includes('delete') ? 'delete' : access.actions.includes('push') ? 'push' : 'pull';
}
function scopesOf({ endpoint, access }) {
    const own = `repository:${endpoint.prefix}${access.repository}:${access.actions.join(',')}`;
    return access.alsoPull === undefined ? [own] : [own, `repository:${endpoint.prefix}${access.alsoPull}:pull`];
}
function ask(request) {
    const { endpoint, service, credential } = request;
    const url = new URL(service.realm);
    if (service.service !== undefined)
        url.searchParams.set('service', service.service);
    for (const scope of scopesOf(request))
        url.searchParams.append('scope', scope);
    const authorization = credential?.kind === 'password' ? basicValue(credential.username, credential.password) : undefined;
    return { method: 'GET', kind: 'token', host: endpoint.host, url, authorization, cap: tokenCap, repeat: 'safe' };
}
function refresh(request, token) {
    const { endpoint, service } = request;
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'basehit', refresh_token: token });
    if (service.service !== undefined)
        form.set('service', service.service);
    form.set('scope', scopesOf(request).join(' '));
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new TextEncoder().encode(form.toString());
    return {
        method: 'POST',
        kind: 'token',
        host: endpoint.host,
        url: service.realm,
        headers,
        body,
        cap: tokenCap,
        repeat: 'safe',
    };
}
function readToken(reply) {
    if (reply.path === 'left-origin')
        return brokenAnswer(reply, `the token service redirects to ${reply.url.host}`);
    if (isForeignText(reply) && contentType(reply) !== 'application/json')
        return notARegistry(reply);
    const document = parseJson(reply.body);
    if (!isRecord(document))
        return brokenAnswer(reply, 'the token service answers without JSON');
    const { token, access_token: accessToken, expires_in: seconds } = document;
    const value = [token, accessToken].find(each => typeof each === 'string' && each !== '');
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
        return brokenAnswer(reply, 'the token service answers without a token');
    const known = typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0;
    return { kind: 'token', token: value, life: known ? seconds * 1000 : defaultLife };
}
function basicValue(username, password) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

;// CONCATENATED MODULE: ./lib/bases/registry/auth.js





const credentialLife = 290_000;
const knownServices = new Map([
    ['https://ghcr.io/v2/', { realm: new URL('https://ghcr.io/token'), service: 'ghcr.io' }],
    [
        'https://registry-1.docker.io/v2/',
        { realm: new URL('https://auth.docker.io/token'), service: 'registry.docker.io' },
    ],
]);
function createAuthorizer(options) {
    return new KeepingAuthorizer(options);
}
class KeepingAuthorizer {
    #options;
    #schemes = new Map();
    #tokens = new Map();
    #credentials = new Map();
    constructor(options) {
        this.#options = options;
    }
    async prepare(endpoint, access) {
        const scheme = this.#schemes.get(endpoint.base.href);
        if (scheme?.kind === 'basic')
            return this.#basic(endpoint, access);
        if (scheme?.kind === 'bearer')
            return this.#bearer(endpoint, access, scheme.service);
        const known = knownServices.get(endpoint.base.href);
        if (known === undefined)
            return without;
        const answer = await this.#bearer(endpoint, access, known);
        return (0,registry_fault/* isFault */.Zh)(answer) && (answer.kind === 'broken' || answer.kind === 'not-a-registry') ? without : answer;
    }
    async answer(endpoint, access, reply, refused) {
        const scheme = readScheme(reply);
        if (scheme === undefined)
            return without;
        if ((0,registry_fault/* isFault */.Zh)(scheme))
            return scheme;
        if (scheme.kind === 'basic') {
            this.#schemes.set(endpoint.base.href, scheme);
            this.#credentials.clear();
            return this.#basic(endpoint, access);
        }
        const key = tokenKey(endpoint, access);
        const kept = await this.#tokens.get(key)?.value;
        if (kept?.kind === 'authorization' && kept.value === refused)
            this.#tokens.delete(key);
        const answer = await this.#bearer(endpoint, access, scheme.service);
        if (!(0,registry_fault/* isFault */.Zh)(answer))
            this.#schemes.set(endpoint.base.href, scheme);
        return answer;
    }
    async #basic(endpoint, access) {
        const credential = await this.#credential(endpoint, access);
        if (credential === undefined)
            return without;
        const { kind } = credential;
        const value = kind === 'password' ? basicValue(credential.username, credential.password) : `Bearer ${credential.token}`;
        return { kind: 'authorization', value, loggedIn: true };
    }
    async #bearer(endpoint, access, service) {
        const key = tokenKey(endpoint, access);
        const kept = this.#tokens.get(key);
        if (kept !== undefined && kept.until > this.#options.clock.now())
            return kept.value;
        const fetching = this.#fetchToken(endpoint, access, service);
        const value = fetching.then(fetched => fetched.authorization);
        this.#tokens.set(key, { value, until: Number.POSITIVE_INFINITY });
        const until = await fetching.then(fetched => fetched.until, () => 0);
        this.#tokens.set(key, { value, until });
        return value;
    }
    async #fetchToken(endpoint, access, service) {
        const credential = await this.#credential(endpoint, access);
        const asked = { host: endpoint.host, method: 'GET', url: service.realm };
        const loggedIn = credential !== undefined;
        const refusal = judgeRealm(asked, endpoint, loggedIn ? 'credentials' : 'anonymous', this.#options.tokenHosts);
        if (refusal !== undefined)
            return { authorization: refusal, until: 0 };
        const now = () => this.#options.clock.now();
        const bearer = (token) => ({ kind: 'authorization', value: `Bearer ${token}`, loggedIn });
        if (credential?.kind === 'registry-token') {
            return { authorization: bearer(credential.token), until: now() + credentialLife };
        }
        const token = await askToken(this.#options.transport, { endpoint, service, access, credential });
        if ((0,registry_fault/* isFault */.Zh)(token))
            return { authorization: token, until: 0 };
        const life = token.life - Math.min(10_000, token.life / 10);
        return { authorization: bearer(token.token), until: now() + life };
    }
    #credential(endpoint, access) {
        const { clock, credentials } = this.#options;
        const registry = endpoint.role === 'mirror' ? endpoint.host : endpoint.registry;
        const actions = access.actions.filter(action => action !== 'delete');
        const key = JSON.stringify([registry, access.repository, actions]);
        const kept = this.#credentials.get(key);
        if (kept !== undefined && kept.until > clock.now())
            return kept.value;
        const value = credentials.find({ registry, repository: access.repository, actions });
        this.#credentials.set(key, { value, until: clock.now() + credentialLife });
        return value;
    }
}
const without = { kind: 'authorization', value: undefined, loggedIn: false };
function tokenKey(endpoint, access) {
    return JSON.stringify([endpoint.base.href, access.repository, access.actions, access.alsoPull ?? '']);
}
function readScheme(reply) {
    const header = reply.headers.get('www-authenticate');
    if (header === null)
        return undefined;
    const asked = { ...reply.exchange, url: reply.url };
    const broken = (detail) => (0,registry_fault/* faultOf */.Kl)(asked, 'broken', 'BH089', { detail, status: reply.status });
    const challenges = parseChallenges(header);
    if (challenges === undefined)
        return broken(`asks for a login in words that cannot be read: ${header}`);
    const bearers = challenges.filter(challenge => challenge.scheme === 'bearer');
    const bearer = bearers.find(challenge => challenge.parameters.has('realm'));
    if (bearer === undefined && challenges.some(challenge => challenge.scheme === 'basic'))
        return { kind: 'basic' };
    const chosen = bearer ?? bearers[0];
    if (chosen !== undefined)
        return readService(chosen, broken);
    return broken(`asks for a login by ${(0,listing/* listed */.K)(challenges.map(challenge => challenge.scheme))}; known are Bearer and Basic`);
}
function readService(challenge, broken) {
    const realm = challenge.parameters.get('realm');
    if (realm === undefined)
        return broken('asks for a token without saying where to get one');
    const url = URL.parse(realm);
    if (url === null)
        return broken(`asks for a token from ${realm}, which is not a URL`);
    return { kind: 'bearer', service: { realm: url, service: challenge.parameters.get('service') } };
}

;// CONCATENATED MODULE: ./lib/bases/registry/missing.js


const pingCap = 64 * 1024;
async function absentOrFault(session, called, what) {
    const judged = judgeMissing(called.reply, what, called.judgement);
    if (judged !== 'ask')
        return judged;
    const { repository } = called.judgement;
    const access = { repository, actions: ['pull'] };
    const ping = await session.call({
        method: 'GET',
        kind: 'ping',
        url: new URL('/v2/', session.endpoint.base),
        access,
        cap: pingCap,
        repeat: 'safe',
    });
    if ((0,registry_fault/* isFault */.Zh)(ping))
        return ping;
    return isRegistryPing(ping.reply) ? { kind: 'absent', what } : notARegistry(ping.reply);
}

;// CONCATENATED MODULE: ./lib/bases/registry/blobs.js





async function blobs_readBlob(session, repository, digest, cap) {
    const called = await blobs_ask(session, 'GET', digest, { repository, actions: ['pull'] }, cap);
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    const { reply } = called;
    if (reply.status === 404)
        return absentOrFault(session, called, 'blob');
    if (reply.status !== 200)
        return faultOfReply(reply, called.judgement);
    const computed = (0,image_digest/* digestOf */.ol)(reply.body);
    if (computed !== digest)
        return brokenAnswer(reply, `asked for ${digest}, sends ${reply.body.byteLength} bytes of ${computed}`);
    return { kind: 'found', bytes: reply.body };
}
async function headBlob(session, access, digest) {
    const head = await blobs_ask(session, 'HEAD', digest, access, 'skip');
    if ((0,registry_fault/* isFault */.Zh)(head))
        return head;
    const first = head.reply.status === 200 ? readHead(head.reply, digest) : undefined;
    if (first?.kind === 'found')
        return first;
    if (isPassing(head.reply.status))
        return faultOfReply(head.reply, head.judgement);
    const called = await blobs_ask(session, 'GET', digest, access, 'skip');
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    const { reply } = called;
    if (reply.status === 404)
        return absentOrFault(session, called, 'blob');
    if (reply.status !== 200 && reply.status !== 206 && reply.status !== 416)
        return faultOfReply(reply, called.judgement);
    return readHead(reply, digest);
}
function readHead(reply, digest) {
    const said = reply.headers.get('docker-content-digest');
    if (said !== null && said !== digest)
        return brokenAnswer(reply, `asked for ${digest}, answers ${said}`);
    if (said === null && contentType(reply) === 'text/html')
        return notARegistry(reply);
    const size = sizeOf(reply);
    if (said === null && size === undefined)
        return brokenAnswer(reply, 'answers without the digest or size of the blob');
    return { kind: 'found', size };
}
function blobs_ask(session, method, digest, access, cap) {
    return session.call({
        method,
        kind: 'blob',
        url: session.url(`${access.repository}/blobs/${digest}`),
        headers: method === 'GET' && cap === 'skip' ? { range: 'bytes=0-0' } : {},
        access,
        cap,
        repeat: 'safe',
    });
}
function sizeOf({ status, headers }) {
    const range = /^bytes (?:\*|[0-9]+-[0-9]+)\/([0-9]+)$/i.exec(headers.get('content-range') ?? '');
    const text = status === 200 ? headers.get('content-length') : range?.[1];
    const size = Number(text || Number.NaN);
    return Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}

;// CONCATENATED MODULE: ./lib/bases/registry/hosts.js




const dockerHub = 'docker.io';
const dockerHubServer = 'registry-1.docker.io';
const dockerHubName = 'index.docker.io';
function endpointsOf(registry, settings = {}) {
    const mirrors = (settings.mirrors?.get(registry) ?? []).map(mirror => mirrorEndpoint(registry, mirror, settings));
    const host = registry === dockerHub ? dockerHubServer : registry;
    const base = baseUrl(`${schemeOf(host, settings)}://${host}/v2/`, host);
    return { mirrors, upstream: { registry, host: registry, base, role: 'upstream', prefix: '' } };
}
function parseRegistryMirrors(entries) {
    const mirrors = new Map();
    for (const entry of entries) {
        const [, registry, mirror] = /^([^=]+)=(.+)$/.exec(entry.trim()) ?? [];
        if (registry === undefined || mirror === undefined || !image_reference/* registryPattern */.sR.test(registry)) {
            throw notAMirror((0,login/* hideLogin */.O)(entry));
        }
        mirrorEndpoint(registry, mirror, {});
        const named = registry === dockerHubName ? dockerHub : registry;
        mirrors.set(named, [...(mirrors.get(named) ?? []), mirror]);
    }
    return mirrors;
}
function mirrorEndpoint(registry, mirror, settings) {
    const [, scheme, rest] = /^(?:(https?):\/\/)?([^?#@\\]+)$/.exec(mirror) ?? [];
    if (rest === undefined)
        throw notAMirror(`${registry}=${(0,login/* hideLogin */.O)(mirror)}`);
    const [host = '', ...path] = rest.split('/').filter((part, index) => part !== '' || index === 0);
    if (!image_reference/* registryPattern */.sR.test(host))
        throw notAMirror(`${registry}=${mirror}`);
    const prefix = path.map(part => `${part}/`).join('');
    const base = baseUrl(`${scheme ?? schemeOf(host, settings)}://${host}/v2/${prefix}`, host);
    return { registry, host, base, role: 'mirror', prefix };
}
function schemeOf(host, settings) {
    if (settings.insecure?.includes(host))
        return 'http';
    return isLoopback(host.replace(/:[0-9]*$/, '')) ? 'http' : 'https';
}
function baseUrl(text, host) {
    const url = image_reference/* registryPattern */.sR.test(host) ? URL.parse(text) : null;
    if (url === null)
        throw new errors/* BasehitError */.j('BH006', `\`${host}\` is not a registry host`);
    return url;
}
function notAMirror(shown) {
    return new errors/* BasehitError */.j('BH076', `registry-mirrors: \`${shown}\` is not a registry and its mirror`, {
        remedy: 'Write REGISTRY=MIRROR, for example `docker.io=https://mirror.example.com`.',
    });
}

;// CONCATENATED MODULE: ./lib/bases/registry/manifests.js









const manifests_manifestCap = 4 * 1024 * 1024;
const accept = image_manifest/* manifestMediaTypes */.$P.join(', ');
async function manifests_readManifest(session, repository, reference, actions = ['pull']) {
    const called = await manifests_ask(session, 'GET', repository, reference, actions);
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    const { reply } = called;
    if (reply.status === 404)
        return absentOrFault(session, called, 'manifest');
    if (reply.status !== 200)
        return faultOfReply(reply, { ...called.judgement, right: 'pull' });
    return proveManifest(reply, reference);
}
async function resolveManifest(session, repository, reference) {
    const called = await manifests_ask(session, 'HEAD', repository, reference, ['pull']);
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    if (isPassing(called.reply.status))
        return faultOfReply(called.reply, called.judgement);
    const head = called.reply.status === 200 ? manifests_readHead(called.reply, reference) : undefined;
    if (head !== undefined)
        return head;
    const answer = await manifests_readManifest(session, repository, reference);
    if (answer.kind !== 'found')
        return answer;
    const { digest, mediaType, bytes } = answer;
    return { kind: 'found', digest, mediaType, size: bytes.byteLength };
}
async function manifests_storeManifest(session, repository, reference, bytes, mediaType) {
    const called = await session.call({
        method: 'PUT',
        kind: 'manifest',
        url: session.url(`${repository}/manifests/${reference}`),
        headers: { 'content-type': mediaType },
        body: bytes,
        access: { repository, actions: ['pull', 'push'] },
        cap: manifests_manifestCap,
        repeat: 'safe',
    });
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    const { reply } = called;
    const named = reply.headers.has('docker-content-digest');
    if (reply.status !== 201 && !((reply.status === 200 || reply.status === 202) && named)) {
        const detail = immutability(reply);
        return detail === undefined ? faultOfReply(reply, called.judgement) : { kind: 'immutable', detail };
    }
    const contradiction = contradictedDigest(reply, bytes);
    return contradiction ?? { kind: 'stored', digest: (0,image_digest/* digestOf */.ol)(bytes) };
}
async function removeManifest(session, repository, reference) {
    const called = await session.call({
        method: 'DELETE',
        kind: 'manifest',
        url: session.url(`${repository}/manifests/${reference}`),
        access: { repository, actions: ['pull', 'delete'] },
        cap: 64 * 1024,
        repeat: 'safe',
    });
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    const { reply } = called;
    const wordless = reply.body.byteLength === 0;
    if (reply.status === 202 || (wordless && (reply.status === 200 || reply.status === 204)))
        return { kind: 'deleted' };
    const errors = parseErrorBody(reply.body) ?? [];
    if (reply.status === 405 || errors.some(error => error.code === 'UNSUPPORTED')) {
        return { kind: 'unsupported', detail: (0,registry_fault/* oneLine */.TN)(errors[0]?.message ?? 'the registry does not delete') };
    }
    if (reply.status === 404)
        return absentOrFault(session, called, 'manifest');
    return faultOfReply(reply, called.judgement);
}
function manifests_ask(session, method, repository, reference, actions) {
    return session.call({
        method,
        kind: 'manifest',
        url: session.url(`${repository}/manifests/${reference}`),
        headers: { accept },
        access: { repository, actions },
        cap: manifests_manifestCap,
        repeat: 'safe',
    });
}
function manifests_readHead(reply, reference) {
    const digest = reply.headers.get('docker-content-digest');
    const mediaType = contentType(reply);
    if (digest === null || !(0,image_digest/* isDigest */.Bc)(digest) || !image_manifest/* manifestMediaTypes */.$P.includes(mediaType ?? ''))
        return undefined;
    if (reference.includes(':') && reference !== digest) {
        return brokenAnswer(reply, `asked for ${reference}, answers ${digest}`);
    }
    const size = Number(reply.headers.get('content-length') ?? Number.NaN);
    return {
        kind: 'found',
        digest,
        mediaType: mediaType ?? '',
        size: Number.isSafeInteger(size) && size > 0 ? size : undefined,
    };
}
function proveManifest(reply, reference) {
    if (isForeignText(reply))
        return isHtml(reply) ? notARegistry(reply) : brokenAnswer(reply, 'the manifest is not JSON');
    const digest = (0,image_digest/* digestOf */.ol)(reply.body);
    if (reference.includes(':') && reference !== digest) {
        return brokenAnswer(reply, `asked for ${reference}, sends bytes of ${digest}`);
    }
    const contradiction = contradictedDigest(reply, reply.body);
    if (contradiction !== undefined)
        return contradiction;
    const said = contentType(reply);
    const known = said !== undefined && !vagueTypes.has(said) ? said : undefined;
    try {
        const document = (0,image_manifest/* parseManifest */.Ng)(reply.body, known);
        return { kind: 'found', bytes: reply.body, digest, mediaType: document.mediaType, document };
    }
    catch (error) {
        if (error instanceof errors/* BasehitError */.j)
            return brokenAnswer(reply, error.message, error.remedy);
        throw error;
    }
}
const vagueTypes = new Set(['application/json', 'application/octet-stream', 'text/plain']);
function isHtml(reply) {
    return contentType(reply) === 'text/html' || /^\s*</.test(new TextDecoder().decode(reply.body.subarray(0, 64)));
}
function contradictedDigest(reply, bytes) {
    const said = reply.headers.get('docker-content-digest');
    if (said === null)
        return undefined;
    const [, algorithm] = /^(sha256|sha512):[0-9a-f]+$/.exec(said) ?? [];
    if (algorithm === undefined)
        return brokenAnswer(reply, `Docker-Content-Digest is \`${(0,registry_fault/* oneLine */.TN)(said).slice(0, 80)}\`, not a digest`);
    const computed = `${algorithm}:${(0,external_node_crypto_.createHash)(algorithm).update(bytes).digest('hex')}`;
    return said === computed ? undefined : brokenAnswer(reply, `says ${said} of bytes whose digest is ${computed}`);
}
function immutability(reply) {
    if (![400, 403, 405, 409, 412].includes(reply.status))
        return undefined;
    const text = (0,registry_fault/* oneLine */.TN)(new TextDecoder().decode(reply.body));
    const says = /immutab|already exists|cannot be (overwritten|updated|moved)|TAG_INVALID/i.test(text);
    return says || reply.status === 412 ? text || `status ${reply.status}` : undefined;
}

;// CONCATENATED MODULE: ./lib/bases/registry/session.js


function openSession(endpoint, transport, authorizer) {
    return {
        endpoint,
        url: path => {
            const url = new URL(path, endpoint.base);
            if (endpoint.role === 'mirror')
                url.searchParams.set('ns', endpoint.registry);
            return url;
        },
        call: async ({ access, ...exchange }) => {
            let authorization = await authorizer.prepare(endpoint, access);
            for (let round = 0;; round++) {
                if ((0,registry_fault/* isFault */.Zh)(authorization))
                    return authorization;
                const { value, loggedIn } = authorization;
                const reply = await transport.send({
                    ...exchange,
                    host: endpoint.host,
                    authorization: scoped(exchange.url, endpoint, value),
                });
                if ((0,registry_fault/* isFault */.Zh)(reply))
                    return reply;
                const judgement = { right: rightOf(access), repository: access.repository, loggedIn };
                const mayAsk = isOwn(exchange.url, endpoint) && reply.path === 'direct';
                if (reply.status !== 401 || !mayAsk || round > 0)
                    return { kind: 'called', reply, judgement };
                const next = await authorizer.answer(endpoint, access, reply, value);
                if (!(0,registry_fault/* isFault */.Zh)(next) && (next.value === undefined || next.value === value))
                    return { kind: 'called', reply, judgement };
                authorization = next;
            }
        },
    };
}
function scoped(url, endpoint, value) {
    return isOwn(url, endpoint) ? value : undefined;
}
function isOwn(url, endpoint) {
    return url.origin === endpoint.base.origin;
}

;// CONCATENATED MODULE: ./lib/bases/registry/tags.js





const pageSize = 1000;
const mostPages = 10_000;
const pageCap = 8 * 1024 * 1024;
async function readTags(session, repository) {
    const tags = new Set();
    const seen = new Set();
    let url = session.url(`${repository}/tags/list?n=${pageSize}`);
    for (;;) {
        seen.add(url.href);
        const access = { repository, actions: ['pull'] };
        const called = await session.call({ method: 'GET', kind: 'tags', url, access, cap: pageCap, repeat: 'safe' });
        if ((0,registry_fault/* isFault */.Zh)(called))
            return called;
        const { reply, judgement } = called;
        if (reply.status === 404) {
            const absent = await absentOrFault(session, called, 'manifest');
            return (0,registry_fault/* isFault */.Zh)(absent) ? absent : { kind: 'absent', what: 'repository' };
        }
        if (reply.status !== 200)
            return faultOfReply(reply, judgement);
        const page = readPage(reply.body);
        if (page === undefined)
            return isForeignText(reply) ? notARegistry(reply) : brokenAnswer(reply, 'the list of tags is not one');
        for (const tag of page)
            tags.add(tag);
        const next = nextPage(reply.headers.get('link'));
        if (next === undefined)
            return { kind: 'found', tags: [...tags] };
        const target = URL.parse(next, reply.url.href);
        if (target === null || !sameOrigin(target, session.endpoint.base))
            return brokenAnswer(reply, `continues the list of tags at ${next}`);
        if (seen.has(target.href) || seen.size >= mostPages)
            return brokenAnswer(reply, 'the list of tags does not end');
        url = target;
    }
}
function readPage(body) {
    const document = parseJson(body);
    if (!isRecord(document))
        return undefined;
    const tags = document.tags ?? [];
    return Array.isArray(tags) && tags.every(tag => typeof tag === 'string') ? tags : undefined;
}
function nextPage(link) {
    if (link === null)
        return undefined;
    for (const [, target, parameters] of link.matchAll(/<([^>]*)>([^<]*)/g)) {
        if (/;\s*rel\s*=\s*"?(?:[^"]*\s)?next(?:["\s,;]|$)/i.test(parameters ?? ''))
            return target;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/bases/registry/body.js
async function readBody(response, limit, progress) {
    const length = Number(response.headers.get('content-length') ?? 0);
    if (limit.beyond === 'refuse' && length > limit.most && response.body !== null) {
        await response.body.cancel();
        return 'too-large';
    }
    if (response.body === null)
        return new Uint8Array();
    const reader = response.body.getReader();
    const pieces = [];
    let size = 0;
    while (size <= limit.most) {
        if (limit.beyond === 'cut' && size === limit.most)
            break;
        progress();
        const piece = await reader.read();
        if (piece.done)
            return joinBytes(pieces, size);
        pieces.push(piece.value);
        size += piece.value.byteLength;
    }
    await reader.cancel();
    return limit.beyond === 'refuse' ? 'too-large' : joinBytes(pieces, size).subarray(0, limit.most);
}
function joinBytes(pieces, size) {
    const all = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
        all.set(piece, at);
        at += piece.byteLength;
    }
    return all;
}

;// CONCATENATED MODULE: ./lib/bases/registry/network.js


const certificate = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_)/;
const plainHttp = new Set([
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'ERR_SSL_PACKET_LENGTH_TOO_LONG',
    'ERR_SSL_UNKNOWN_PROTOCOL',
]);
const foreignSpeech = /^(HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_INVALID_ARG)/;
function networkFault(asked, error) {
    const { code, message } = rootOf(error);
    const peer = asked.url.host;
    const said = code === undefined ? message : `${code}: ${message}`;
    if (code !== undefined && plainHttp.has(code)) {
        const remedy = `If ${peer} has no TLS on purpose, list it in \`insecure-registries\`.`;
        const detail = `${peer} does not speak TLS (${code})`;
        return { passing: false, fault: (0,registry_fault/* faultOf */.Kl)(asked, 'unreachable', 'BH087', { detail, remedy }) };
    }
    if (code !== undefined && certificate.test(code)) {
        const remedy = 'Set NODE_EXTRA_CA_CERTS to the file of the authority that signed it, or renew the certificate.';
        const detail = `TLS with ${peer} fails (${said})`;
        return { passing: false, fault: (0,registry_fault/* faultOf */.Kl)(asked, 'unreachable', 'BH085', { detail, remedy }) };
    }
    if (code !== undefined && foreignSpeech.test(code)) {
        const detail = `${peer} does not answer in HTTP that can be read (${said})`;
        return { passing: false, fault: (0,registry_fault/* faultOf */.Kl)(asked, 'broken', 'BH089', { detail }) };
    }
    const remedy = code === 'ENOTFOUND'
        ? `Check the host name ${asked.url.hostname} and the DNS of this machine.`
        : `Check that ${peer} can be reached from this machine, through its proxy if it has one.`;
    const detail = `cannot reach ${peer} (${(0,registry_fault/* oneLine */.TN)(said)})`;
    return { passing: mayPass(code, message), fault: (0,registry_fault/* faultOf */.Kl)(asked, 'unreachable', 'BH084', { detail, remedy }) };
}
function mayPass(code, message) {
    const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
    return status === undefined ? code !== undefined : isPassing(Number(status));
}
function rootOf(error) {
    let code;
    let message = String(error);
    let at = error;
    for (let depth = 0; depth < 8 && at instanceof Error; depth++) {
        message = at.message === '' ? message : at.message;
        if ('code' in at && typeof at.code === 'string')
            code = at.code;
        else if (at.name === 'HTTPParserError')
            code = at.name;
        at = at instanceof AggregateError && at.errors.length > 0 ? at.errors[0] : at.cause;
    }
    return { code, message };
}

;// CONCATENATED MODULE: ./lib/bases/registry/transport.js





const mostRedirects = 10;
const uploadBytesPerMillisecond = 64;
const uptime = () => process.uptime() * 1000;
const startOfProcess = Date.now() - uptime();
const systemClock = {
    now: () => startOfProcess + uptime(),
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    random: () => Math.random(),
};
function createTransport(options) {
    return new FetchTransport(options);
}
class FetchTransport {
    requests = new Map();
    #options;
    #patience;
    constructor(options) {
        this.#options = options;
        this.#patience = { ...defaultPatience, ...options.patience };
    }
    async send(exchange) {
        const { clock } = this.#options;
        const start = clock.now();
        for (let made = 1;; made++) {
            const outcome = await this.#attempt(exchange, Math.max(0, this.#patience.budget - (clock.now() - start)));
            if ((0,registry_fault/* isFault */.Zh)(outcome))
                return outcome;
            if (outcome.kind === 'reply' && !isPassing(outcome.status))
                return { ...outcome, tries: made };
            if (exchange.repeat === 'never')
                return outcome.kind === 'lost' ? outcome.fault : outcome;
            const asked = outcome.kind === 'reply' ? parseRetryAfter(outcome.headers.get('retry-after'), clock.now()) : undefined;
            const next = nextTry({ made, elapsed: clock.now() - start, asked, random: clock.random() }, this.#patience);
            if (next.kind === 'stop')
                return giveUp(outcome, made, next.why === 'asked-to-wait' ? asked : undefined);
            await clock.sleep(next.milliseconds);
        }
    }
    async #attempt(exchange, budget) {
        const watch = new transport_Watch(this.#patience.headers + bodySize(exchange) / uploadBytesPerMillisecond, budget);
        try {
            return await this.#follow(exchange, watch);
        }
        catch (error) {
            const { fault, passing } = networkFault(exchange, watch.expired ?? error);
            return passing ? { kind: 'lost', fault } : fault;
        }
        finally {
            watch.stop();
        }
    }
    async #follow(exchange, watch) {
        let url = exchange.url;
        let authorization = exchange.authorization;
        let path = 'direct';
        for (let hops = 0; hops <= mostRedirects; hops++) {
            const response = await this.#fetch(exchange, url, authorization, watch);
            if (!isRedirect(response.status))
                return await this.#read(exchange, response, { url, path }, watch);
            await response.body?.cancel();
            const next = redirectTarget(exchange, url, response);
            if ((0,registry_fault/* isFault */.Zh)(next))
                return next;
            if (!sameOrigin(next.url, exchange.url)) {
                path = 'left-origin';
                authorization = undefined;
            }
            url = next.url;
        }
        return (0,registry_fault/* faultOf */.Kl)(exchange, 'broken', 'BH089', { detail: `more than ${mostRedirects} redirects` });
    }
    #fetch(exchange, url, authorization, watch) {
        const name = `${exchange.method} ${exchange.kind}`;
        this.requests.set(name, (this.requests.get(name) ?? 0) + 1);
        const { fetch, userAgent = 'basehit' } = this.#options;
        const { method, body } = exchange;
        return fetch(url, {
            method,
            redirect: 'manual',
            signal: watch.signal,
            headers: {
                'accept-encoding': 'identity',
                'user-agent': userAgent,
                ...exchange.headers,
                ...(authorization === undefined ? {} : { authorization }),
            },
            ...(body === undefined ? {} : { body: body }),
        });
    }
    async #read(exchange, response, at, watch) {
        const { status, headers } = response;
        const body = await readBody(response, bodyLimit(exchange, status), () => watch.rearm(this.#patience.idle));
        if (body === 'too-large') {
            const detail = `the answer is larger than ${String(exchange.cap)} bytes`;
            return (0,registry_fault/* faultOf */.Kl)(exchange, 'broken', 'BH089', { detail, status });
        }
        return { kind: 'reply', exchange, status, headers, body, ...at, tries: 1, gaveUp: undefined };
    }
}
class transport_Watch {
    #controller = new AbortController();
    #end;
    #silence;
    expired;
    constructor(first, budget) {
        this.#end = setTimeout(() => this.#expire(Math.max(first, budget)), Math.max(first, budget));
        this.#silence = setTimeout(() => this.#expire(first), first);
    }
    get signal() {
        return this.#controller.signal;
    }
    rearm(milliseconds) {
        clearTimeout(this.#silence);
        this.#silence = setTimeout(() => this.#expire(milliseconds), milliseconds);
    }
    stop() {
        clearTimeout(this.#end);
        clearTimeout(this.#silence);
    }
    #expire(after) {
        this.expired ??= Object.assign(new Error(`no answer within ${printPause(after)}`), { code: 'TIMEOUT' });
        this.#controller.abort(this.expired);
    }
}
function redirectTarget(exchange, from, response) {
    const { status } = response;
    const location = response.headers.get('location');
    const broken = (detail) => (0,registry_fault/* faultOf */.Kl)(exchange, 'broken', 'BH089', { detail, status });
    if (location === null)
        return broken('redirects without saying where');
    const url = URL.parse(location, from.href);
    if (url === null)
        return broken('redirects to what is not a URL');
    const refusal = refusalToFollow(from, url);
    if (refusal !== undefined)
        return broken(`redirects to ${url.host}: ${refusal}`);
    const reads = exchange.method === 'GET' || exchange.method === 'HEAD';
    if (!reads && (!sameOrigin(from, url) || (status !== 307 && status !== 308))) {
        return broken(`redirects a ${exchange.method} to ${url.host}, which is not followed`);
    }
    return { kind: 'to', url };
}
function isRedirect(status) {
    return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}
function bodyLimit(exchange, status) {
    if (status < 200 || status > 299)
        return { most: 64 * 1024, beyond: 'cut' };
    return exchange.cap === 'skip' ? { most: 0, beyond: 'cut' } : { most: exchange.cap, beyond: 'refuse' };
}
function bodySize(exchange) {
    const { body } = exchange;
    return body === undefined ? 0 : body instanceof Uint8Array ? body.byteLength : body.size;
}
function giveUp(outcome, tries, asked) {
    const gaveUp = asked === undefined ? `after ${tries} tries` : `it asks to wait ${printPause(asked)}`;
    if (outcome.kind === 'reply')
        return { ...outcome, tries, gaveUp };
    return { ...outcome.fault, detail: `${outcome.fault.detail}, ${gaveUp}` };
}

;// CONCATENATED MODULE: ./lib/bases/registry/uploads.js




const uploadTries = 3;
const replyCap = 64 * 1024;
async function uploads_storeBlob(session, upload) {
    const access = { repository: upload.repository, actions: ['pull', 'push'] };
    const there = await headBlob(session, access, upload.digest);
    if ((0,registry_fault/* isFault */.Zh)(there))
        return there;
    if (there.kind === 'found' && isWhole(there.size, upload.content))
        return { kind: 'stored', how: 'present' };
    for (let tries = 1;; tries++) {
        const opened = await openUpload(session, access, upload);
        if ((0,registry_fault/* isFault */.Zh)(opened))
            return opened;
        if (opened.kind === 'mounted')
            return { kind: 'stored', how: 'mounted' };
        const fault = await finishUpload(session, access, upload, opened.location);
        if (fault === undefined)
            return { kind: 'stored', how: 'uploaded' };
        if (fault.kind !== 'unreachable' && !fault.codes.includes('BLOB_UPLOAD_UNKNOWN'))
            return fault;
        const now = await headBlob(session, access, upload.digest);
        if (now.kind === 'found' && isWhole(now.size, upload.content))
            return { kind: 'stored', how: 'uploaded' };
        if (tries === uploadTries)
            return fault;
    }
}
function isWhole(size, content) {
    return size === undefined || size === (content instanceof Uint8Array ? content.byteLength : content.size);
}
async function askToPush(session, repository) {
    const access = { repository, actions: ['pull', 'push'] };
    const opened = await post(session, access, {});
    if ((0,registry_fault/* isFault */.Zh)(opened))
        return opened;
    if (opened.kind === 'session') {
        await session.call({ method: 'DELETE', kind: 'upload', url: opened.location, access, cap: 'skip', repeat: 'never' });
    }
    return { kind: 'allowed' };
}
async function openUpload(session, access, upload) {
    const { mountFrom } = upload;
    if (mountFrom === undefined || mountFrom === upload.repository)
        return post(session, access, {});
    const opened = await post(session, { ...access, alsoPull: mountFrom }, { mount: upload.digest, from: mountFrom });
    return (0,registry_fault/* isFault */.Zh)(opened) && opened.kind !== 'unreachable' ? post(session, access, {}) : opened;
}
async function post(session, access, query) {
    const url = session.url(`${access.repository}/blobs/uploads/`);
    for (const [name, value] of Object.entries(query))
        url.searchParams.set(name, value);
    const body = new Uint8Array();
    const called = await session.call({
        method: 'POST',
        kind: 'upload',
        url,
        body,
        access,
        cap: replyCap,
        repeat: 'safe',
    });
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    const { reply, judgement } = called;
    if (reply.status === 201)
        return { kind: 'mounted' };
    if (reply.status !== 202)
        return faultOfReply(reply, judgement);
    return locationOf(reply);
}
async function finishUpload(session, access, upload, location) {
    const url = new URL(location);
    url.search += `${url.search === '' ? '?' : '&'}digest=${encodeURIComponent(upload.digest)}`;
    const headers = { 'content-type': 'application/octet-stream' };
    const called = await session.call({
        method: 'PUT',
        kind: 'upload',
        url,
        headers,
        body: upload.content,
        access,
        cap: replyCap,
        repeat: 'never',
    });
    if ((0,registry_fault/* isFault */.Zh)(called))
        return called;
    const { reply, judgement } = called;
    if (reply.status !== 201 && reply.status !== 204)
        return faultOfReply(reply, judgement);
    const said = reply.headers.get('docker-content-digest');
    return said === null || said === upload.digest
        ? undefined
        : brokenAnswer(reply, `stored ${said} instead of ${upload.digest}`);
}
function locationOf(reply) {
    const location = reply.headers.get('location');
    const url = location === null ? null : URL.parse(location, reply.url.href);
    if (url === null)
        return brokenAnswer(reply, 'opens an upload without saying where');
    const refusal = refusalToFollow(reply.url, url);
    if (refusal !== undefined)
        return brokenAnswer(reply, `sends the upload to ${url.host}: ${refusal}`);
    return { kind: 'session', location: url };
}

;// CONCATENATED MODULE: ./lib/bases/registry/client.js













function createRegistryClient(options = {}) {
    const { clock = systemClock, credentials = anonymous, patience, userAgent, tokenHosts } = options;
    const fetch = options.fetch ?? globalThis.fetch;
    const transport = createTransport({ fetch, clock, patience, userAgent });
    const authorizer = createAuthorizer({ transport, clock, credentials, tokenHosts });
    const upstream = (of) => openSession(endpointsOf(of.registry, options).upstream, transport, authorizer);
    const readers = (of, whom) => {
        if (whom === 'registry-alone')
            return [upstream(of)];
        const { mirrors, upstream: last } = endpointsOf(of.registry, options);
        return [...mirrors, last].map(endpoint => openSession(endpoint, transport, authorizer));
    };
    return {
        manifest: async (from, reference, whom) => askInOrder(readers(checked(from, reference), whom), session => manifests_readManifest(session, from.repository, reference)),
        manifestAsPusher: async (from, reference) => manifests_readManifest(upstream(checked(from, reference)), from.repository, reference, ['pull', 'push']),
        headManifest: async (from, reference) => askInOrder(readers(checked(from, reference)), session => resolveManifest(session, from.repository, reference)),
        blob: async (from, digest, cap, whom) => askInOrder(readers(checked(from), whom), session => blobs_readBlob(session, from.repository, digest, cap)),
        blobExists: async (from, digest) => headBlob(upstream(checked(from)), { repository: from.repository, actions: ['pull'] }, digest),
        putBlob: async (to, digest, content, { mountFrom } = {}) => uploads_storeBlob(upstream(checked(to)), { repository: to.repository, digest, content, mountFrom }),
        putManifest: async (to, reference, bytes, mediaType) => manifests_storeManifest(upstream(checked(to, reference)), to.repository, reference, bytes, mediaType),
        mayPush: async (to) => askToPush(upstream(checked(to)), to.repository),
        deleteManifest: async (from, reference) => removeManifest(upstream(checked(from, reference)), from.repository, reference),
        listTags: async (of) => readTags(upstream(checked(of)), of.repository),
        requests: transport.requests,
    };
}
async function askInOrder(sessions, ask) {
    const before = [];
    for (const session of sessions) {
        const answer = await ask(session);
        if (session.endpoint.role === 'upstream')
            return (0,registry_fault/* isFault */.Zh)(answer) ? withMirrors(answer, before) : answer;
        if (answer.kind === 'found')
            return answer;
        before.push(`${session.endpoint.host}: ${(0,registry_fault/* isFault */.Zh)(answer) ? answer.detail : 'does not have it'}`);
    }
    throw new Error('a registry without a server');
}
function withMirrors(fault, before) {
    return before.length === 0
        ? fault
        : { ...fault, detail: `${fault.detail}; before, mirror ${before.join('; mirror ')}` };
}
function checked(repository, reference) {
    const path = repository.repository;
    if (path.length > image_reference/* longestPath */.GJ || !path.split('/').every(part => image_reference/* componentPattern */.GT.test(part))) {
        throw new errors/* BasehitError */.j('BH006', `\`${path}\` is not a repository`);
    }
    if (reference !== undefined && !(0,image_digest/* isDigest */.Bc)(reference) && !image_reference/* tagPattern */.bO.test(reference)) {
        throw new errors/* BasehitError */.j('BH006', `\`${reference}\` is neither a tag nor a digest`);
    }
    return repository;
}

;// CONCATENATED MODULE: ./lib/bases/registry/proxy.js
const direct = ['localhost', '127.0.0.1', '::1', '[::1]'];
function followProxies(env) {
    const named = (name) => env[name.toLowerCase()] || env[name] || undefined;
    const [https, plain] = [named('HTTPS_PROXY'), named('HTTP_PROXY')];
    if ((https ?? plain) === undefined)
        return undefined;
    const http = process.getBuiltinModule('node:http');
    if (!('setGlobalProxyFromEnv' in http))
        return undefined;
    const noProxy = [named('NO_PROXY'), ...direct].filter(entry => entry !== undefined).join(',');
    return http.setGlobalProxyFromEnv({
        ...(https === undefined ? {} : { https_proxy: https }),
        ...(plain === undefined ? {} : { http_proxy: plain }),
        no_proxy: noProxy,
    });
}

// EXTERNAL MODULE: ./lib/canonical.js
var canonical = __nccwpck_require__(9333);
;// CONCATENATED MODULE: ./lib/bases/registry/denied-tag.js






async function classifyDenied(client, repository, reference, denial, checks) {
    if ((0,image_digest/* isDigest */.Bc)(reference))
        return denial;
    const listed = await client.listTags(repository);
    if ((0,registry_fault/* isFault */.Zh)(listed))
        return unreadable(denial, repository, 'its tags cannot be listed either');
    const isThere = listed.kind === 'found' && listed.tags.includes(reference);
    if (isThere)
        return { ...denial, detail: `${denial.detail}; pushing is allowed, and the tag is listed` };
    if (!(await checks.deniesMissingTags()))
        return unreadable(denial, repository, 'a tag that does not exist gets another answer');
    if (!(await checks.readsBack()))
        return unreadable(denial, repository, 'an artifact that was just stored there cannot be read');
    const isEmpty = listed.kind === 'absent' || listed.tags.length === 0;
    return { kind: 'absent', what: isEmpty ? 'repository' : 'manifest' };
}
function unreadable(denial, repository, what) {
    const name = (0,image_reference/* formatReference */.FH)(repository);
    return {
        ...denial,
        detail: `${denial.detail}; ${what}; pushing is allowed, but a base that cannot be read is of no use`,
        remedy: `Give this account the right to pull; if ${name} is a virtual repository, set base-repository to the local repository behind it.`,
    };
}
function createReadChecks(client, repository) {
    return {
        deniesMissingTags: once(async () => {
            const answer = await client.manifest(repository, `absent-${(0,external_node_crypto_.randomUUID)()}`, 'registry-alone');
            return answer.kind === 'denied' && answer.code === 'BH080';
        }),
        readsBack: once(() => readBack(client, repository)),
    };
}
function once(ask) {
    let answer;
    return () => {
        answer ??= ask();
        return answer;
    };
}
async function readBack(client, repository) {
    const empty = new TextEncoder().encode('{}');
    const descriptor = { mediaType: image_manifest/* mediaTypes */.Ib.ociEmpty, digest: (0,image_digest/* digestOf */.ol)(empty), size: empty.byteLength };
    const manifest = {
        schemaVersion: 2,
        mediaType: image_manifest/* mediaTypes */.Ib.ociManifest,
        artifactType: 'application/vnd.basehit.read-check.v1+json',
        config: descriptor,
        layers: [descriptor],
    };
    const bytes = new TextEncoder().encode((0,canonical/* canonicalJson */.dj)(manifest));
    const digest = (0,image_digest/* digestOf */.ol)(bytes);
    if ((await client.putBlob(repository, descriptor.digest, empty)).kind !== 'stored')
        return false;
    if ((await client.putManifest(repository, digest, bytes, image_manifest/* mediaTypes */.Ib.ociManifest)).kind !== 'stored')
        return false;
    return (await client.manifest(repository, digest, 'registry-alone')).kind === 'found';
}

;// CONCATENATED MODULE: ./lib/bases/registry/store.js


function openRepository(client, repository, purpose = 'publish') {
    const name = (0,image_reference/* formatReference */.FH)(repository);
    const checks = createReadChecks(client, repository);
    return {
        name,
        manifest: reference => purpose === 'look'
            ? look(client, repository, reference)
            : lookAsPublisher(client, repository, reference, purpose, checks),
        blob: (digest, cap) => client.blob(repository, digest, cap, 'registry-alone'),
        hasBlob: digest => client.blobExists(repository, digest),
        putBlob: (digest, bytes) => client.putBlob(repository, digest, bytes),
        putManifest: (reference, bytes, mediaType) => client.putManifest(repository, reference, bytes, mediaType),
        mayPublish: () => client.mayPush(repository),
        reference: digest => `${name}@${digest}`,
        context: digest => `docker-image://${name}@${digest}`,
        receive: async () => ({
            output: `type=image,name=${name},push=true,push-by-digest=true,name-canonical=true,oci-mediatypes=true,compression=gzip`,
            accept: async () => { },
            discard: async () => { },
        }),
    };
}
async function look(client, repository, reference) {
    const answer = await client.manifest(repository, reference, 'registry-alone');
    if (!mayHide(answer))
        return answer;
    const hint = `If ${(0,image_reference/* formatReference */.FH)(repository)} is not there yet, the first build that may push makes it.`;
    return { ...answer, remedy: answer.remedy === undefined ? hint : `${answer.remedy} ${hint}` };
}
async function lookAsPublisher(client, repository, reference, purpose, checks) {
    const answer = await client.manifest(repository, reference, 'registry-alone');
    if (!mayHide(answer))
        return answer;
    const right = await client.mayPush(repository);
    if (right.kind === 'denied' && purpose === 'publish')
        return { ...right, detail: `${right.detail}; ${answer.detail}` };
    if (right.kind !== 'allowed')
        return answer;
    const again = await client.manifestAsPusher(repository, reference);
    if (again.kind === 'absent')
        return { ...again, what: 'repository' };
    return again.kind === 'denied' ? classifyDenied(client, repository, reference, again, checks) : again;
}
function mayHide(answer) {
    return answer.kind === 'denied' && answer.code === 'BH080';
}

;// CONCATENATED MODULE: ./lib/bases/registry/upstreams.js





const upstreams_largest = 4 * 1024 * 1024;
function keepUpstreams(client, folder) {
    const kept = new KeptUpstreams(client, folder);
    return { manifest: kept.manifest.bind(kept), blob: kept.blob.bind(kept) };
}
class KeptUpstreams {
    #client;
    #folder;
    constructor(client, folder) {
        this.#client = client;
        this.#folder = folder;
    }
    async manifest(from, reference) {
        if ((0,image_digest/* isDigest */.Bc)(reference))
            return this.#manifestOf(from, reference);
        if (!isFolder(this.#folderOf(from)))
            return this.#ask(from, reference);
        const head = await this.#client.headManifest(from, reference);
        return head.kind === 'found' ? this.#manifestOf(from, head.digest) : head;
    }
    async blob(from, digest, cap) {
        const path = this.#pathOf(from, digest);
        const bytes = readKept(path, digest);
        if (bytes !== undefined && bytes.byteLength <= cap)
            return { kind: 'found', bytes };
        const answer = await this.#client.blob(from, digest, cap);
        if (answer.kind === 'found')
            keep(path, answer.bytes);
        return answer;
    }
    async #manifestOf(from, digest) {
        const bytes = readKept(this.#pathOf(from, digest), digest);
        const document = bytes === undefined ? undefined : readAlone(bytes);
        if (bytes === undefined || document === undefined)
            return this.#ask(from, digest);
        return { kind: 'found', bytes, digest, mediaType: document.mediaType, document };
    }
    async #ask(from, reference) {
        const answer = await this.#client.manifest(from, reference);
        if (answer.kind === 'found' && readAlone(answer.bytes)?.mediaType === answer.mediaType)
            keep(this.#pathOf(from, answer.digest), answer.bytes);
        return answer;
    }
    #folderOf({ registry, repository }) {
        return (0,external_node_path_.join)(this.#folder, encodeURIComponent(`${registry}/${repository}`));
    }
    #pathOf(from, digest) {
        return (0,external_node_path_.join)(this.#folderOf(from), (0,image_digest/* digestHex */.sU)(digest));
    }
}
function readAlone(bytes) {
    try {
        return (0,image_manifest/* parseManifest */.Ng)(bytes);
    }
    catch {
        return undefined;
    }
}
function readKept(path, digest) {
    try {
        const stats = (0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false });
        if (stats === undefined || !stats.isFile() || stats.size > upstreams_largest)
            return undefined;
        const bytes = new Uint8Array((0,external_node_fs_namespaceObject.readFileSync)(path));
        return (0,image_digest/* digestOf */.ol)(bytes) === digest ? bytes : undefined;
    }
    catch {
        return undefined;
    }
}
function keep(path, bytes) {
    if (bytes.byteLength <= upstreams_largest)
        keepFile(path, bytes);
}

// EXTERNAL MODULE: ./lib/turns.js
var turns = __nccwpck_require__(8403);
// EXTERNAL MODULE: ./lib/context/entry.js
var context_entry = __nccwpck_require__(2111);
// EXTERNAL MODULE: ./lib/context/wildcard.js
var context_wildcard = __nccwpck_require__(7393);
;// CONCATENATED MODULE: ./lib/files/entries.js


function describeEntry(path, location, stats) {
    const mode = (0,context_entry/* classifyMode */.SA)(stats.mode);
    if (stats.isFile())
        return { kind: 'file', path, mode, size: stats.size };
    if (stats.isDirectory())
        return { kind: 'directory', path, mode };
    if (stats.isSymbolicLink()) {
        const bytes = (0,external_node_fs_namespaceObject.readlinkSync)(location, { encoding: 'buffer' });
        const target = bytes.toString('utf8');
        return Buffer.from(target).equals(bytes) ? { kind: 'symlink', path, target } : undecodable(path, bytes);
    }
    return { kind: 'special', path, special: stats.isFIFO() ? 'fifo' : stats.isSocket() ? 'socket' : 'device' };
}
function undecodable(path, bytes) {
    return { kind: 'special', path, special: 'undecodable', bytes: bytes.toString('hex').replace(/..(?!$)/g, '$& ') };
}
function readNames(location) {
    const texts = (0,external_node_fs_namespaceObject.readdirSync)(location);
    if (!texts.some(text => text.includes('\ufffd')))
        return texts.map(text => ({ text }));
    return (0,external_node_fs_namespaceObject.readdirSync)(location, { encoding: 'buffer', withFileTypes: true }).map(nameOf);
}
function nameOf(entry) {
    const bytes = entry.name;
    const text = bytes.toString('utf8');
    if (Buffer.from(text).equals(bytes))
        return { text };
    return { text: decodeAsGo(bytes), bytes, isDirectory: entry.isDirectory() };
}
function decodeAsGo(bytes) {
    let text = '';
    for (let at = 0; at < bytes.length;) {
        const length = [1, 2, 3, 4].find(each => isCharacter(bytes.subarray(at, at + each)));
        text += length === undefined ? '\ufffd' : bytes.toString('utf8', at, at + length);
        at += length ?? 1;
    }
    return text;
}
function isCharacter(bytes) {
    const text = bytes.toString('utf8');
    return Array.from(text).length === 1 && Buffer.from(text).equals(bytes);
}

;// CONCATENATED MODULE: ./lib/files/states.js


const linkLimit = 255;
function stateOf(stats) {
    const { size, ctimeNs: ctime, mtimeNs: mtime } = stats;
    return stats.isDirectory() ? { kind: 'passed', ctime, mtime } : { kind: 'file', size, ctime };
}
function listedState({ ctime }) {
    return { kind: 'listed', size: 0n, ctime };
}
function noteStates(path, note) {
    let location = path;
    for (let links = 0; links <= linkLimit; links++) {
        const stats = (0,external_node_fs_namespaceObject.lstatSync)(location, { bigint: true, throwIfNoEntry: false });
        if (stats === undefined)
            return;
        note(location, stateOf(stats));
        noteAbove(location, note);
        if (!stats.isSymbolicLink())
            return;
        location = (0,external_node_path_.resolve)((0,external_node_path_.dirname)(location), (0,external_node_fs_namespaceObject.readlinkSync)(location));
    }
}
function noteAbove(path, note) {
    for (let directory = (0,external_node_path_.dirname)(path), isNext = true;; directory = (0,external_node_path_.dirname)(directory), isNext = false) {
        const stats = (0,external_node_fs_namespaceObject.lstatSync)(directory, { bigint: true, throwIfNoEntry: false });
        if (stats !== undefined && (isNext || stats.isSymbolicLink()))
            note(directory, stateOf(stats));
        if ((0,external_node_path_.dirname)(directory) === directory)
            return;
    }
}

;// CONCATENATED MODULE: ./lib/files/hash.js





const chunkBytes = 256 * 1024;
const smallBytes = 512 * 1024;
const smallBuffer = Buffer.allocUnsafe(smallBytes + 1);
const flags = external_node_fs_namespaceObject.constants.O_RDONLY | external_node_fs_namespaceObject.constants.O_NOFOLLOW | external_node_fs_namespaceObject.constants.O_NONBLOCK;
async function hashFile(location, name) {
    return hashSmallFile(location, name) ?? (await hashLargeFile(location, name));
}
function hashSmallFile(location, name) {
    const file = (0,external_node_fs_namespaceObject.openSync)(location, flags);
    try {
        const before = (0,external_node_fs_namespaceObject.fstatSync)(file, { bigint: true });
        refuseUnlessFile(before, name);
        if (before.size > smallBytes)
            return undefined;
        let length = 0;
        for (let read = -1; read !== 0 && length < smallBuffer.length; length += read) {
            read = (0,external_node_fs_namespaceObject.readSync)(file, smallBuffer, length, smallBuffer.length - length, null);
        }
        refuseChange(before, (0,external_node_fs_namespaceObject.fstatSync)(file, { bigint: true }), length, name);
        const sha256 = (0,external_node_crypto_.createHash)('sha256').update(smallBuffer.subarray(0, length)).digest('hex');
        return { sha256, state: stateOf(before) };
    }
    finally {
        (0,external_node_fs_namespaceObject.closeSync)(file);
    }
}
async function hashLargeFile(location, name) {
    const file = await (0,promises_.open)(location, flags);
    try {
        const before = await file.stat({ bigint: true });
        refuseUnlessFile(before, name);
        const hash = (0,external_node_crypto_.createHash)('sha256');
        const buffers = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
        let length = 0;
        let pending = file.read(buffers[0], 0, chunkBytes);
        for (let turn = 0;; turn++) {
            const { bytesRead, buffer } = await pending;
            if (bytesRead === 0)
                break;
            pending = file.read(buffers[(turn + 1) % 2 === 0 ? 0 : 1], 0, chunkBytes);
            hash.update(buffer.subarray(0, bytesRead));
            length += bytesRead;
        }
        refuseChange(before, await file.stat({ bigint: true }), length, name);
        return { sha256: hash.digest('hex'), state: stateOf(before) };
    }
    finally {
        await file.close();
    }
}
function refuseUnlessFile(stats, name) {
    if (!stats.isFile())
        throw changed(name);
}
function refuseChange(before, after, length, name) {
    const bytes = BigInt(length);
    const isSame = before.size === bytes && after.size === bytes && before.ctimeNs === after.ctimeNs;
    if (!isSame)
        throw changed(name);
}
function changed(name) {
    return new errors/* BasehitError */.j('BH048', `\`${name}\` changed during the run`, {
        remedy: 'let nothing write into the context while Basehit runs',
    });
}

;// CONCATENATED MODULE: ./lib/files/unreadable.js




function unreadable_unreadable(path, location, cause) {
    const code = errorCode(cause);
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR')
        return changed(path);
    if (code === 'ENAMETOOLONG') {
        return new errors/* BasehitError */.j('BH042', `cannot read \`${clip(path)}\`: its path is longer than this system takes`, {
            cause,
            remedy: 'move it further up, or hide it with an ignore pattern; BuildKit cannot read it either',
        });
    }
    if (code !== 'EACCES' && code !== 'EPERM')
        return cause;
    const stats = lstatQuietly(location);
    const facts = stats === undefined ? '' : ` (mode ${(0,context_entry/* classifyMode */.SA)(stats.mode)}, uid ${stats.uid})`;
    return new errors/* BasehitError */.j('BH042', `cannot read \`${path}\`${facts}`, {
        cause,
        remedy: 'make it readable, or hide it with an ignore pattern',
    });
}
function isTooLong(name) {
    return Buffer.byteLength(name) > 255;
}
function clip(path) {
    return path.length <= 200 ? path : `${path.slice(0, 100)}\u2026${path.slice(-99)}`;
}
function lstatQuietly(location) {
    try {
        return (0,external_node_fs_namespaceObject.lstatSync)(location);
    }
    catch {
        return undefined;
    }
}
function errorCode(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

;// CONCATENATED MODULE: ./lib/files/directory.js











class Directory {
    root;
    states = new Map();
    #patterns;
    #ownPaths;
    #names = new Map();
    #entries = new Map();
    #lists = new Map();
    #visible = new Map();
    #before = new Map();
    #verdicts = new Map([['', { state: undefined, matched: false, pruned: false }]]);
    constructor(root, patterns, own) {
        this.root = root;
        this.#patterns = patterns;
        this.#ownPaths = own === undefined ? [] : own.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
    }
    *stat(path) {
        if (path !== '' && (yield* this.stat((0,context_entry/* parentPath */.yl)(path)))?.kind !== 'directory')
            return undefined;
        const entry = this.#entry(path, { text: path });
        return entry !== undefined && (yield* this.#isVisible(entry)) ? entry : undefined;
    }
    *list(path, pattern) {
        const key = `${path}\0${pattern ?? ''}`;
        const known = this.#lists.get(key);
        if (known !== undefined)
            return known;
        if ((yield* this.stat(path))?.kind !== 'directory')
            return [];
        const wildcard = pattern === undefined ? undefined : (0,context_wildcard/* compileWildcard */.Wo)(pattern);
        const entries = [];
        const all = this.#readNames(path);
        this.#noteListed(path, all);
        const names = all.filter(name => pattern === undefined || wildcard?.matches(name.text) === true);
        for (const name of names.sort((one, other) => (0,canonical/* compareCodePoints */.OP)(one.text, other.text))) {
            const entry = yield* this.#visibleChild(path, name);
            if (entry !== undefined)
                entries.push(entry);
            yield;
        }
        this.#lists.set(key, entries);
        return entries;
    }
    async hash(path) {
        if ((0,turns/* finish */.O)(this.stat(path))?.kind !== 'file')
            throw changed(path);
        try {
            const { sha256, state } = await hashFile((0,external_node_path_.join)(this.root, path), path);
            this.states.set(path, state);
            return sha256;
        }
        catch (cause) {
            throw unreadable_unreadable(path, (0,external_node_path_.join)(this.root, path), cause);
        }
    }
    sizeOf(path) {
        const entry = this.#entries.get(path);
        return entry?.kind === 'file' ? entry.size : 0;
    }
    *#visibleChild(directory, name) {
        const entry = this.#entry((0,context_entry/* childPath */.cm)(directory, name.text), name);
        if (entry === undefined)
            throw changed((0,context_entry/* childPath */.cm)(directory, name.text));
        const isUnknown = name.isDirectory === true && this.#patterns.mayReinclude(entry.path);
        return isUnknown || (yield* this.#isVisible(entry)) ? entry : undefined;
    }
    *#isVisible(entry) {
        if (entry.path === '' || this.#patterns.size === 0)
            return true;
        if (entry.kind === 'directory')
            return yield* this.#isVisibleDirectory(entry.path);
        const above = this.#verdict((0,context_entry/* parentPath */.yl)(entry.path));
        return !above.pruned && !this.#patterns.matchWithParent(entry.path, above.state).matched;
    }
    *#isVisibleDirectory(directory) {
        const known = this.#visible.get(directory);
        if (known !== undefined)
            return known;
        const { matched, pruned } = this.#verdict(directory);
        const visible = !pruned && (!matched || (yield* this.#holdsVisible(directory)));
        this.#visible.set(directory, visible);
        return visible;
    }
    #verdict(directory) {
        const known = this.#verdicts.get(directory);
        if (known !== undefined)
            return known;
        const above = this.#verdict((0,context_entry/* parentPath */.yl)(directory));
        const { matched, state } = this.#patterns.matchWithParent(directory, above.state);
        const pruned = above.pruned || (matched && !this.#patterns.mayReinclude(directory));
        const verdict = { state, matched, pruned };
        this.#verdicts.set(directory, verdict);
        return verdict;
    }
    *#holdsVisible(directory) {
        try {
            for (const name of this.#readNames(directory)) {
                if ((yield* this.#visibleChild(directory, name)) !== undefined)
                    return true;
                yield;
            }
            return false;
        }
        catch (error) {
            if (error instanceof errors/* BasehitError */.j && error.code === 'BH042')
                return false;
            throw error;
        }
    }
    #readNames(directory) {
        const known = this.#names.get(directory);
        if (known !== undefined)
            return known;
        try {
            this.#before.set(directory, stateOf((0,external_node_fs_namespaceObject.lstatSync)((0,external_node_path_.join)(this.root, directory), { bigint: true })));
            const names = readNames((0,external_node_path_.join)(this.root, directory));
            this.#names.set(directory, names);
            return names;
        }
        catch (cause) {
            throw unreadable_unreadable(directory, (0,external_node_path_.join)(this.root, directory), cause);
        }
    }
    #noteListed(directory, names) {
        const state = this.#before.get(directory);
        const isToCome = this.#ownPaths.some(path => (0,context_entry/* parentPath */.yl)(path) === directory && !names.some(({ text }) => (0,context_entry/* childPath */.cm)(directory, text) === path));
        if (state !== undefined && !isToCome)
            this.states.set(directory, listedState(state));
    }
    #entry(path, name) {
        if (name.bytes === undefined && this.#entries.has(path))
            return this.#entries.get(path);
        const entry = name.bytes === undefined ? this.#read(path) : undecodable(path, name.bytes);
        this.#entries.set(path, entry);
        return entry;
    }
    #read(path) {
        const location = (0,external_node_path_.join)(this.root, path);
        try {
            const stats = (0,external_node_fs_namespaceObject.lstatSync)(location, { throwIfNoEntry: false });
            if (stats === undefined)
                return undefined;
            if (!stats.isFile())
                this.states.set(path, stateOf((0,external_node_fs_namespaceObject.lstatSync)(location, { bigint: true })));
            return describeEntry(path, location, stats);
        }
        catch (cause) {
            if (errorCode(cause) === 'ENOTDIR' || isTooLong((0,external_node_path_.basename)(path)))
                return undefined;
            throw unreadable_unreadable(path, (0,external_node_path_.join)(this.root, path), cause);
        }
    }
}

;// CONCATENATED MODULE: ./lib/files/context.js








function openContext(root, patterns, { own, turn } = {}) {
    const directory = new Directory(resolveRoot(root), patterns, own);
    noteStates((0,external_node_path_.resolve)(root), (location, state) => directory.states.set(location, state));
    const hashes = new Map();
    const hash = (path) => {
        const known = hashes.get(path) ?? directory.hash(path);
        hashes.set(path, known);
        return known;
    };
    const reader = {
        stat: path => (0,turns/* finish */.O)(directory.stat(path)),
        list: (path, pattern) => (0,turns/* finish */.O)(directory.list(path, pattern)),
        hash,
        explain: path => patterns.explain(path),
        sizeOf: path => directory.sizeOf(path),
        states: () => directory.states,
    };
    const answer = async (question) => {
        switch (question.kind) {
            case 'stat':
                return (0,turns/* finishInTurns */.V)(directory.stat(question.path), turn);
            case 'list':
                return (0,turns/* finishInTurns */.V)(directory.list(question.path, question.pattern), turn);
            case 'hash':
                return hash(question.path);
            case 'explain':
                return patterns.explain(question.path);
        }
    };
    return { ...reader, answer };
}
function resolveRoot(root) {
    const remedy = 'give the directory that COPY takes its sources from';
    let real;
    try {
        real = (0,external_node_fs_namespaceObject.realpathSync)(root);
        if (!(0,external_node_fs_namespaceObject.statSync)(real).isDirectory())
            throw new errors/* BasehitError */.j('BH040', `context \`${root}\` is not a directory`, { remedy });
        (0,external_node_fs_namespaceObject.accessSync)(real, external_node_fs_namespaceObject.constants.R_OK | external_node_fs_namespaceObject.constants.X_OK);
    }
    catch (cause) {
        if (cause instanceof errors/* BasehitError */.j)
            throw cause;
        const fact = errorCode(cause) === 'ENOENT' ? 'does not exist' : 'cannot be read';
        throw new errors/* BasehitError */.j('BH040', `context \`${root}\` ${fact}`, { remedy, cause });
    }
    if (real === '/' || real === homeDirectory()) {
        throw new errors/* BasehitError */.j('BH041', `refusing to take \`${real}\` as a build context`, { remedy });
    }
    return real;
}
function homeDirectory() {
    try {
        return (0,external_node_fs_namespaceObject.realpathSync)((0,external_node_os_namespaceObject.homedir)());
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/files/links.js



const links_linkLimit = 255;
const readsAsPattern = /[*?[\]\\^]|^[!\s\u0085]|[\s\u0085]$/;
function refuseOtherTarget(path) {
    const directory = external_node_fs_namespaceObject.realpathSync.native((0,external_node_path_.dirname)(path));
    const followed = followBelow(directory, (0,external_node_path_.basename)(path));
    if (followed.visited.length === 0)
        return;
    const here = realIfThere(path);
    const there = followed.target === undefined ? undefined : (0,external_node_path_.join)(directory, followed.target);
    const sent = there !== undefined && (0,external_node_fs_namespaceObject.existsSync)(there) ? there : undefined;
    if (here !== sent)
        throw otherTarget(path, here, sent);
    if (sent === undefined)
        return;
    const pattern = [...followed.visited, followed.target ?? ''].find(each => readsAsPattern.test(each));
    if (pattern !== undefined)
        throw unsure(path, `it takes \`${pattern}\` as a pattern`);
    if (followed.through !== undefined)
        throw unsure(path, `the way leads through another link, \`${followed.through}\``);
}
function followBelow(directory, name) {
    const visited = [];
    let through;
    let rest = [name];
    let current = '/';
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
        const path = external_node_path_.posix.join(current, next);
        const link = linkAt((0,external_node_path_.join)(directory, path));
        if (link === undefined) {
            current = path;
            continue;
        }
        visited.push(path.slice(1));
        if (visited.length > links_linkLimit)
            return { target: undefined, visited, through };
        if (rest.length > 0)
            through ??= path.slice(1);
        const target = link.startsWith('/') ? external_node_path_.posix.normalize(link) : external_node_path_.posix.join(current, link);
        rest = [...target.split('/').filter(each => each !== ''), ...rest];
        current = '/';
    }
    return { target: current.slice(1), visited, through };
}
function linkAt(location) {
    try {
        return (0,external_node_fs_namespaceObject.readlinkSync)(location);
    }
    catch {
        return undefined;
    }
}
function realIfThere(path) {
    try {
        return external_node_fs_namespaceObject.realpathSync.native(path);
    }
    catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
        if (code !== 'ENOENT' && code !== 'ENOTDIR')
            throw cause;
        return undefined;
    }
}
function otherTarget(path, here, sent) {
    const shown = [here, sent].map(each => (each === undefined ? 'nowhere' : `to \`${each}\``));
    return new errors/* BasehitError */.j('BH044', `\`${path}\` leads ${shown[0]} on this machine, and ${shown[1]} for BuildKit`, {
        remedy: 'put the file itself there; BuildKit follows its links only inside its own directory',
    });
}
function unsure(path, reason) {
    return new errors/* BasehitError */.j('BH044', `BuildKit may not follow the link \`${path}\`: ${reason}`, {
        remedy: 'put the file itself there',
    });
}

;// CONCATENATED MODULE: ./lib/files/files.js






async function readWholeFile(path, { within, as, note } = {}) {
    try {
        if (within !== undefined)
            files_refuseOutside(path, within);
        if (as !== undefined)
            refuseOtherTarget(path);
        if (note !== undefined)
            noteStates(path, note);
        const stats = (0,external_node_fs_namespaceObject.statSync)(path);
        if (stats.isFile())
            return (0,external_node_fs_namespaceObject.readFileSync)(path);
        if (as === 'ignore-file' && stats.isDirectory())
            return undefined;
        const kind = stats.isDirectory() ? 'a directory' : 'a FIFO, socket or device';
        throw new errors/* BasehitError */.j('BH021', `\`${path}\` is ${kind}`, { remedy: 'give the path of a regular file' });
    }
    catch (cause) {
        if (cause instanceof errors/* BasehitError */.j)
            throw cause;
        const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        throw new errors/* BasehitError */.j('BH042', `cannot read \`${path}\` (${String(code ?? cause)})`, {
            cause,
            remedy: 'make it readable by this user',
        });
    }
}
function files_refuseOutside(path, within) {
    const real = external_node_fs_namespaceObject.realpathSync.native(path);
    const directories = within.map(directory => realIfThere(directory) ?? directory);
    if (directories.some(directory => real.startsWith(directory.endsWith(external_node_path_.sep) ? directory : directory + external_node_path_.sep)))
        return;
    throw new errors/* BasehitError */.j('BH022', `\`${path}\` is a link that leaves the workspace: it leads to \`${real}\``, {
        remedy: 'put the file itself into the repository',
    });
}
async function listNames(directory) {
    try {
        return (0,external_node_fs_namespaceObject.readdirSync)(directory).sort(canonical/* compareCodePoints */.OP);
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/leases/leases.js





const namePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}$/;
function createLeases(directory, options) {
    const here = describeProcess(options.pid);
    return {
        take: async (name, signal) => {
            if (!namePattern.test(name))
                throw new TypeError(`\`${name}\` is no name of a lease`);
            const terms = {
                here,
                isAlive: options.isAlive ?? isProcessAlive,
                sleep: options.sleep,
                now: options.now,
                firstPause: 100,
                longestPause: 1000,
                heartbeat: 2000,
                patience: 15_000,
                onWait: (holder) => options.onWait?.(name, holder),
            };
            try {
                return await takeLease((0,external_node_path_.join)(directory, 'leases', name), terms, signal);
            }
            catch (error) {
                if (signal.aborted)
                    throw error;
                return withoutLease(error, directory, options);
            }
        },
    };
}
const systemError = /^E[A-Z0-9]+$/;
function withoutLease(error, directory, options) {
    const code = codeOf(error);
    if (code === undefined || !systemError.test(code))
        throw error;
    const message = `cannot keep a lease in ${directory} (${code})`;
    if (options.onFault === undefined) {
        throw new errors/* BasehitError */.j('BH042', message, { cause: error, remedy: 'Make that directory writable for this user.' });
    }
    options.onFault(`${message}: another run on this machine may build the same base at the same time`);
    return async () => { };
}

;// CONCATENATED MODULE: ./lib/machine/cache-service.js
const variables = [
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_RESULTS_URL',
    'ACTIONS_CACHE_URL',
    'ACTIONS_CACHE_SERVICE_V2',
];
function readCacheService(env) {
    const mode = env.ACTIONS_CACHE_MODE;
    if (env.GITHUB_ACTIONS !== 'true' || mode === 'none')
        return undefined;
    const given = variables.flatMap(name => {
        const value = env[name];
        return value ? [[name, value]] : [];
    });
    const mayWrite = mode !== 'read' && tokenMayWrite(env.ACTIONS_RUNTIME_TOKEN ?? '');
    return { env: Object.fromEntries(given), mayWrite };
}
function tokenMayWrite(token) {
    try {
        const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
        const claim = typeof payload === 'object' && payload !== null && 'ac' in payload ? payload.ac : undefined;
        const scopes = JSON.parse(String(claim));
        return !Array.isArray(scopes) || scopes.some(scope => (Number(Object(scope).Permission) & 2) !== 0);
    }
    catch {
        return true;
    }
}

// EXTERNAL MODULE: ./lib/commands/lists.js + 10 modules
var lists = __nccwpck_require__(1305);
;// CONCATENATED MODULE: ./lib/machine/registries.js






function readHostSettings(raw, env) {
    const mirrors = entriesOf(raw, 'registry-mirrors', env.BASEHIT_REGISTRY_MIRRORS);
    const insecure = entriesOf(raw, 'insecure-registries', env.BASEHIT_INSECURE_REGISTRIES);
    const wrong = insecure.find(host => !image_reference/* registryPattern */.sR.test(host));
    if (wrong !== undefined) {
        throw new errors/* BasehitError */.j('BH006', `insecure-registries: \`${(0,login/* hideLogin */.O)(wrong)}\` is not a registry host`, {
            remedy: 'write the host and its port only, for example `registry.local:5000`',
        });
    }
    return {
        mirrors: parseRegistryMirrors(mirrors),
        insecure,
        tokenHosts: readTokenHosts((0,read_inputs/* readEntries */.$2)(raw, 'token-hosts')),
    };
}
function readTokenHosts(entries) {
    const hosts = new Map();
    for (const entry of entries) {
        const [registry = '', host = '', ...rest] = entry.split('=');
        if (rest.length > 0 || !image_reference/* registryPattern */.sR.test(registry) || !image_reference/* registryPattern */.sR.test(host)) {
            const shown = image_reference/* registryPattern */.sR.test(registry) ? entry.replace(/(?<==).*/s, login/* hideLogin */.O) : (0,login/* hideLogin */.O)(entry);
            throw new errors/* BasehitError */.j('BH076', `token-hosts: \`${shown}\` is not REGISTRY=HOST`, {
                remedy: 'write for example `registry.example.com=login.example.com`',
            });
        }
        hosts.set(registry, [...(hosts.get(registry) ?? []), host]);
    }
    return hosts;
}
function entriesOf(raw, name, variable) {
    const given = (0,read_inputs/* readEntries */.$2)(raw, name);
    return given.length > 0 ? given : (0,lists/* readList */.L)(name, variable ?? '', (0,read_inputs/* listForm */.RH)(name));
}

;// CONCATENATED MODULE: ./lib/machine/leftovers.js



const holderFile = 'holder';
const youngest = 60 * 60 * 1000;
async function markTemporary(directory) {
    await (0,promises_.writeFile)((0,external_node_path_.join)(directory, holderFile), JSON.stringify(describeProcess()), { mode: 0o600 }).catch(() => { });
}
async function removeLeftovers(parent) {
    const names = await (0,promises_.readdir)(parent).catch(() => []);
    for (const name of names) {
        if (!/^basehit-[A-Za-z0-9]{6}$/.test(name))
            continue;
        const path = (0,external_node_path_.join)(parent, name);
        if (await isLeftover(path).catch(() => false))
            await (0,promises_.rm)(path, { recursive: true, force: true }).catch(() => { });
    }
}
async function isLeftover(path) {
    const stats = await (0,promises_.lstat)(path);
    const isOld = Date.now() - stats.mtimeMs > youngest;
    if (!isOld || !stats.isDirectory() || stats.uid !== process.getuid?.())
        return false;
    const holder = parseHolder(await (0,promises_.readFile)((0,external_node_path_.join)(path, holderFile), 'utf8'));
    return holder !== undefined && isKnownDead(holder, describeProcess(), isProcessAlive);
}

;// CONCATENATED MODULE: ./lib/machine/temporary.js





function createTemporary(parent) {
    let root;
    let removeAtExit;
    const create = async () => {
        const path = await (0,promises_.mkdtemp)((0,external_node_path_.join)(parent, 'basehit-'));
        removeAtExit = () => (0,external_node_fs_namespaceObject.rmSync)(path, { recursive: true, force: true });
        process.once('exit', removeAtExit);
        await markTemporary(path);
        void removeLeftovers(parent);
        return path;
    };
    const naming = (write) => write.catch(error => {
        throw (0,errors/* writeFault */.i)(error, parent);
    });
    const directory = async () => {
        root ??= create();
        return naming(root.then(path => (0,promises_.mkdtemp)((0,external_node_path_.join)(path, 'd-'))));
    };
    const writeAt = async (path, content) => {
        await naming((0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o700 }));
        await naming((0,promises_.writeFile)(path, content, { mode: 0o600 }));
    };
    return {
        directory,
        writeAt,
        write: async (name, content) => {
            const path = (0,external_node_path_.join)(await directory(), name);
            await writeAt(path, content);
            return path;
        },
        remove: async () => {
            const made = await root?.catch(() => undefined);
            if (made === undefined)
                return;
            await (0,promises_.rm)(made, { recursive: true, force: true });
            if (removeAtExit !== undefined)
                process.off('exit', removeAtExit);
        },
    };
}

;// CONCATENATED MODULE: ./lib/machine/turns.js

const due = 50;
function createTurns(signal) {
    let last = performance.now();
    const give = async () => {
        await (0,external_node_timers_promises_namespaceObject.setImmediate)();
        last = performance.now();
        signal.throwIfAborted();
    };
    return () => (performance.now() - last < due ? undefined : give());
}

;// CONCATENATED MODULE: ./lib/machine/world.js




















function createWorld(shell) {
    const { machine, raw, run, actor, tellSecrets, report, signal } = shell;
    const { env } = machine;
    const undoProxies = followProxies(env);
    const registry = createRegistryClient({
        ...readHostSettings(raw, env),
        credentials: tellCredentials(createCredentialSource(dockerConfigOf({ ...machine, signal })), tellSecrets),
        userAgent: `basehit/${version}`,
        fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.any([signal, ...(init?.signal ? [init.signal] : [])]) }),
        clock: { ...systemClock, sleep: milliseconds => sleepUntil(milliseconds, signal) },
    });
    const temporary = createTemporary(machine.temp);
    let builder;
    return {
        files: { read: readWholeFile, openContext: openContext, names: listNames },
        registry,
        upstreams: keepUpstreams(registry, (0,external_node_path_.join)(cacheFolder(machine.env, machine.home), 'upstream')),
        openStore: (location, purpose) => openStore(location, purpose, registry, machine.cwd),
        builder: () => {
            builder ??= makeBuilder(shell, temporary);
            return builder;
        },
        temporary,
        leases: openLeases(machine, report),
        clock: { ...clock, sleep: milliseconds => sleepUntil(milliseconds, signal) },
        cacheService: readCacheService(env),
        run: { ...run, basehit: version },
        actor,
        report,
        signal,
        turn: createTurns(signal),
        close: async () => {
            undoProxies?.();
            await temporary.remove();
        },
    };
}
async function makeBuilder({ process, machine, hide }, temporary) {
    const { createBuilder } = await Promise.all(/* import() */[__nccwpck_require__.e(871), __nccwpck_require__.e(458)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5458));
    return createBuilder({ process, env: machine.env, temp: await temporary.directory(), hide });
}
const clock = {
    now: () => Date.now(),
    sleep: milliseconds => new Promise(done => setTimeout(done, milliseconds)),
};
async function sleepUntil(milliseconds, signal) {
    try {
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(milliseconds, undefined, { signal });
    }
    catch (error) {
        signal.throwIfAborted();
        throw error;
    }
}
function openLeases(machine, report) {
    return createLeases(cacheFolder(machine.env, machine.home), {
        ...clock,
        onWait: () => report({ kind: 'notice', message: 'another run on this machine builds this base: waiting for it' }),
        onFault: message => report({ kind: 'warning', message }),
    });
}
function openStore(location, purpose, registry, cwd) {
    if (location.kind === 'registry')
        return openRepository(registry, location.repository, purpose);
    return openLayout((0,external_node_path_.resolve)(cwd, location.directory));
}

;// CONCATENATED MODULE: ./lib/report/json.js


function planJson(plan) {
    return JSON.stringify({ schema: 'basehit.plan/v1', bases: planBases(plan) }).replaceAll('##[', '##\\u005b');
}
function planBases(plan) {
    return plan.bases.map(base => ({
        name: base.name,
        platform: (0,image_platform/* formatPlatform */.Bq)(base.platform),
        dependencyDigest: base.digest,
        decision: base.decision.kind,
        reference: base.decision.kind === 'reuse' ? plan.store.reference(base.decision.base.manifest) : null,
        changes: base.changes ?? null,
    }));
}
function cappedPlanBases(plan) {
    const capped = cappedChanges(plan.bases);
    return planBases(plan).map((base, index) => ({ ...base, ...capped[index] }));
}

;// CONCATENATED MODULE: ./lib/report/needles.js
const needles_shortest = 4;
const longest = 32;
class Needles {
    #texts = new Set();
    #lengths = new Map();
    #sums = new Uint8Array(sums);
    #sorted;
    get size() {
        return this.#texts.size;
    }
    add(text) {
        if (this.#texts.has(text))
            return;
        this.#texts.add(text);
        this.#sorted = undefined;
        const beginning = text.slice(0, needles_shortest);
        const lengths = this.#lengths.get(beginning) ?? [];
        if (!lengths.includes(text.length)) {
            this.#lengths.set(beginning, [...lengths, text.length].sort((one, other) => other - one));
        }
        this.#sums[sumAt(text, 0)] = 1;
    }
    lengthAt(text, at) {
        if (this.#sums[sumAt(text, at)] === 0)
            return 0;
        for (const length of this.#lengths.get(text.slice(at, at + needles_shortest)) ?? []) {
            const found = text.slice(at, at + length);
            if (this.#texts.has(found))
                return found.length;
        }
        return 0;
    }
    hasBeginning(text) {
        this.#sorted ??= [...this.#texts].sort();
        let [low, high] = [0, this.#sorted.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((this.#sorted[middle] ?? '') < text)
                low = middle + 1;
            else
                high = middle;
        }
        return this.#sorted[low]?.startsWith(text) ?? false;
    }
}
const sums = 1 << 16;
function sumAt(text, at) {
    let sum = 0;
    for (let next = at; next < at + needles_shortest; next++)
        sum = (sum * 31 + text.charCodeAt(next)) % sums;
    return sum;
}

;// CONCATENATED MODULE: ./lib/report/redact.js

const shortestLine = 8;
const shortestCut = 8;
class Redactor {
    #shown;
    #needles = new Needles();
    #isBroken = false;
    constructor(shown) {
        this.#shown = shown;
    }
    add(secrets) {
        try {
            for (const secret of secrets)
                for (const needle of needlesOf(secret, this.#shown))
                    this.#needles.add(needle);
        }
        catch {
            this.#isBroken = true;
        }
    }
    hide(text, from = 0, to = text.length) {
        if (this.#isBroken)
            return unsearched;
        try {
            return this.#needles.size === 0 ? text.slice(from, to) : this.#hide(text, from, to);
        }
        catch {
            return unsearched;
        }
    }
    #hide(text, from, to) {
        const parts = [];
        let next = from;
        for (const { start, end } of merged([...this.#found(text), ...this.#cut(text)])) {
            if (end <= from || start >= to)
                continue;
            parts.push(text.slice(next, Math.max(start, from)), '***');
            next = Math.min(end, to);
        }
        return [...parts, text.slice(next, to)].join('').replace(leftover, '***');
    }
    #found(text) {
        const spans = [];
        for (let start = 0; start <= text.length - needles_shortest; start++) {
            const length = this.#needles.lengthAt(text, start);
            if (length > 0)
                spans.push({ start, end: start + length });
        }
        return spans;
    }
    #cut(text) {
        const spans = [];
        let before = 0;
        for (let end = text.indexOf('\u2026'); end !== -1; end = text.indexOf('\u2026', before)) {
            const most = Math.max(before, end - longest + 1);
            for (let start = most; start <= end - shortestCut; start++) {
                if (!this.#needles.hasBeginning(text.slice(start, end)))
                    continue;
                spans.push({ start, end });
                break;
            }
            before = end + 1;
        }
        return spans;
    }
}
const unsearched = '(not shown: its secrets could not be hidden)';
const leftover = new RegExp(`\\*\\*\\*[^\\s\u2026]{1,${shortestCut - 1}}(?=\u2026)`, 'g');
function merged(spans) {
    const apart = [];
    for (const span of spans.toSorted((one, other) => one.start - other.start)) {
        const last = apart.at(-1);
        if (last === undefined || span.start > last.end)
            apart.push(span);
        else if (span.end > last.end)
            apart[apart.length - 1] = { start: last.start, end: span.end };
    }
    return apart;
}
function needlesOf(secret, shown) {
    const lines = secret.split(/\r\n|\r|\n/).map(line => line.trim());
    const parts = lines.filter(line => line !== '').length > 1 ? lines.filter(line => line.length >= shortestLine) : lines;
    return [secret.trim(), ...parts]
        .flatMap(form => [form, shown(form).trim(), flat(form).trim(), flat(shown(form)).trim()])
        .flatMap(pieces);
}
function flat(text) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
function pieces(text) {
    if (text.length <= longest)
        return text.length < needles_shortest ? [] : [text];
    const ends = Array.from({ length: Math.floor(text.length / longest) }, (_, at) => (at + 1) * longest);
    return [...ends, text.length].map(end => text.slice(end - longest, end)).filter(isTelling);
}
function isTelling(piece) {
    return piece.replace(/\s+/g, '').length >= shortestLine;
}

// EXTERNAL MODULE: ./lib/report/text.js + 2 modules
var report_text = __nccwpck_require__(3538);
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = require("node:util");
// EXTERNAL MODULE: ./lib/commands/inputs.js
var inputs = __nccwpck_require__(2153);
// EXTERNAL MODULE: ./lib/nearest.js
var nearest = __nccwpck_require__(2037);
;// CONCATENATED MODULE: ./lib/cli/command-names.js
const commands = ['digest', 'plan', 'build'];

;// CONCATENATED MODULE: ./lib/cli/flags.js





const extraFlags = [
    { name: 'recipe', command: 'digest', description: 'Print the canonical bytes whose sha256 is the digest.' },
    { name: 'json', command: 'plan', description: 'Print the plan as JSON (basehit.plan/v1).' },
    { name: 'exit-code', command: 'plan', description: 'End with status 3 if a base would be built.' },
];
const inputFlags = inputs/* inputs */.QL.flatMap((input) => {
    const { name, kind, singular, short } = input;
    const own = { name, input: name, form: 'text', kind };
    if (singular === undefined || singular === name)
        return [{ ...own, ...(short ? { short } : {}) }];
    return [own, { name: singular, input: name, form: 'entry', kind, ...(short ? { short } : {}) }];
});
const flags_known = new Map(inputFlags.map(flag => [flag.name, flag]));
const switches = ['help', 'version', ...extraFlags.map(flag => flag.name)];
function parseCommandLine(argv) {
    const options = {
        ...Object.fromEntries(inputFlags.map(({ name, kind, short }) => {
            return [name, { type: kind === 'boolean' ? 'boolean' : 'string', ...(short ? { short } : {}) }];
        })),
        ...Object.fromEntries(switches.map(name => [name, { type: 'boolean' }])),
        help: { type: 'boolean', short: 'h' },
    };
    const { tokens } = (0,external_node_util_namespaceObject.parseArgs)({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
    const given = new Given();
    for (const token of tokens) {
        if (token.kind === 'positional')
            given.addWord(token.value);
        else if (token.kind === 'option')
            given.addFlag(token);
    }
    return given.understand();
}
class Given {
    #words = [];
    #switches = new Set();
    #texts = new Map();
    #entries = new Map();
    addWord(word) {
        this.#words.push(word);
    }
    addFlag(token) {
        if (switches.includes(token.name)) {
            if (token.value !== undefined)
                throw misuse(`${token.rawName} takes no value`);
            this.#switches.add(token.name);
            return;
        }
        const flag = flags_known.get(token.name);
        if (flag === undefined)
            throw unknownFlag(token);
        const value = givenValue(flag, token);
        if (flag.form === 'entry')
            this.#entries.set(flag.input, [...(this.#entries.get(flag.input) ?? []), value]);
        else
            this.#addText(flag, token, value);
    }
    #addText(flag, token, value) {
        const before = this.#texts.get(flag.input);
        const isList = (0,inputs/* takesEntries */.B_)({ ...flag, on: 'both', description: '' });
        if (before !== undefined && !isList && before !== value)
            throw misuse(`${token.rawName} is given twice`);
        this.#texts.set(flag.input, before !== undefined && isList ? `${before}\n${value}` : value);
    }
    understand() {
        const [word, ...rest] = this.#words;
        if (this.#switches.has('version'))
            return { kind: 'version' };
        const asked = word === 'help' ? rest[0] : word;
        const command = commands.find(each => each === asked);
        if (asked !== undefined && command === undefined)
            throw unknownCommand(asked);
        if (this.#switches.has('help') || word === 'help')
            return { kind: 'help', command };
        if (command === undefined)
            throw misuse('a command is missing');
        this.#takeContext(rest);
        return { kind: 'run', command, raw: this.#raw(), extras: this.#extras(command) };
    }
    #takeContext([context, ...more]) {
        if (context === undefined)
            return;
        if (more.length > 0)
            throw misuse(`\`${more[0]}\` is one word too many`);
        if (this.#texts.has('context'))
            throw misuse('the context is given twice');
        this.#texts.set('context', context);
    }
    #extras(command) {
        const foreign = extraFlags.find(flag => flag.command !== command && this.#switches.has(flag.name));
        if (foreign !== undefined)
            throw misuse(`--${foreign.name} belongs to \`basehit ${foreign.command}\``);
        return {
            recipe: this.#switches.has('recipe'),
            json: this.#switches.has('json'),
            exitCode: this.#switches.has('exit-code'),
        };
    }
    #raw() {
        const [texts, entries] = [this.#texts, this.#entries];
        return { value: name => texts.get(name), list: name => entries.get(name) };
    }
}
function givenValue(flag, { rawName, value, inlineValue }) {
    if (flag.kind === 'boolean')
        return value ?? 'true';
    if (value === undefined)
        throw misuse(`${rawName} needs a value`);
    if (inlineValue === false && value.length > 1 && value.startsWith('-')) {
        throw misuse(`${rawName} needs a value, and \`${value}\` looks like a flag`, `Write ${rawName}=${value} if it is one.`);
    }
    return value;
}
function unknownFlag({ name, rawName }) {
    const meant = (0,nearest/* nearest */.p)(name, [...flags_known.keys(), ...switches]);
    return new errors/* BasehitError */.j('BH074', `unknown flag ${rawName}`, {
        remedy: meant === undefined ? 'See `basehit help`.' : `Did you mean --${meant}?`,
    });
}
function unknownCommand(word) {
    const meant = (0,nearest/* nearest */.p)(word, commands);
    return new errors/* BasehitError */.j('BH074', `unknown command \`${word}\``, {
        remedy: meant === undefined ? `Use one of ${commands.join(', ')}.` : `Did you mean ${meant}?`,
    });
}
function misuse(fact, remedy = 'See `basehit help`.') {
    return new errors/* BasehitError */.j('BH160', fact, { remedy });
}

;// CONCATENATED MODULE: ./lib/cli/help.js


const about = {
    digest: 'Print the dependency digest of the base.',
    plan: 'Print what a build would do: which bases are reused, which are built, and why.',
    build: 'Make sure the base is there, then build the app on it.',
};
const groups = [
    ['base', 'The base'],
    ['both', 'Both builds'],
    ['app', 'The app'],
];
function helpText(command) {
    const extras = extraFlags.filter(flag => command === undefined || flag.command === command);
    const lines = [
        `Usage: basehit ${command ?? 'digest | plan | build'} [flags] [CONTEXT]`,
        '',
        ...(command === undefined ? Object.entries(about).map(([name, text]) => entry(name, text)) : [about[command]]),
        '',
        ...extras.map(({ name, description, command: owner }) => {
            return entry(`--${name}`, command === undefined ? `${description} (${owner})` : description);
        }),
        entry('-h, --help', 'Print this.'),
        entry('--version', 'Print the version.'),
        ...groups.flatMap(([on, title]) => ['', `${title}:`, ...inputs/* inputs */.QL.filter(input => input.on === on).map(inputEntry)]),
        '',
        'Flags of a list may be repeated. Data goes to standard output, everything else to standard error.',
        'Exit status: 0 done, 1 failed, 2 usage, 3 a base would be built (plan --exit-code).',
    ];
    return `${lines.join('\n')}\n`;
}
function inputEntry(input) {
    const { singular, short, name, kind } = input;
    const flag = singular === undefined || singular === name ? `--${name}` : `--${singular}, --${name}`;
    const standard = input.default === undefined || kind === 'boolean' ? '' : ` [${input.default}]`;
    const term = `${short === undefined ? '' : `-${short}, `}${flag}${valueForm(input)}`;
    return entry(term, input.description.replaceAll('`', '') + standard);
}
function valueForm(input) {
    if (input.kind === 'boolean')
        return input.default === 'true' ? '=false' : '';
    if (input.choices !== undefined)
        return ` ${input.choices.join('|')}`;
    return (0,inputs/* takesEntries */.B_)(input) ? ' LIST' : input.kind === 'number' ? ' DAYS' : ' TEXT';
}
const indent = 30;
const width = 100;
function entry(term, text) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ')) {
        if (line !== '' && indent + line.length + 1 + word.length > width) {
            lines.push(line);
            line = '';
        }
        line += line === '' ? word : ` ${word}`;
    }
    lines.push(line);
    const head = `  ${term}`;
    const rows = lines.map(each => ' '.repeat(indent) + each);
    if (head.length + 2 > indent)
        return [head, ...rows].join('\n');
    return [head.padEnd(indent) + (lines[0] ?? ''), ...rows.slice(1)].join('\n');
}

;// CONCATENATED MODULE: ./lib/cli/main.js




















async function main(argv, terminal) {
    let line;
    try {
        line = parseCommandLine(argv);
    }
    catch (error) {
        return fail(error, 2, terminal);
    }
    if (line.kind === 'run')
        return main_run(line, terminal);
    terminal.out(line.kind === 'version' ? `${version}\n` : helpText(line.command));
    return 0;
}
async function main_run(line, terminal) {
    const { machine, process, signal } = terminal;
    const redactor = new Redactor(printable/* printable */.g);
    const report = reporter(line, terminal, redactor);
    try {
        const surroundings = { ...(await readSurroundings(machine)), layout: '.basehit' };
        const options = readOptions(line.raw, surroundings);
        redactor.add([...(await readSecretValues(options, machine.env)), machine.env.ACTIONS_RUNTIME_TOKEN ?? '']);
        if (line.extras.recipe)
            refuseSeveral(options);
        const actor = await readActor(machine.env);
        const shell = { machine, raw: line.raw, process, run: runFacts(machine.env), actor, report, signal };
        const hide = (text, from, to) => redactor.hide(text, from, to);
        const world = createWorld({ ...shell, hide, tellSecrets: found => redactor.add(found) });
        for (const id of (0,read_secrets/* emptySecrets */.dF)(line.raw)) {
            report({ kind: 'warning', message: `the secret ${id} is empty: not passed on` });
        }
        try {
            return await perform(line, options, world, terminal);
        }
        finally {
            await world.close();
        }
    }
    catch (error) {
        return fail(error, isUsage(error) ? 2 : 1, terminal, redactor);
    }
}
function isUsage(error) {
    return error instanceof errors/* BasehitError */.j && error.code === 'BH160';
}
async function perform({ command, extras }, options, world, terminal) {
    if (command === 'digest') {
        terminal.out(printDigests(await (0,plan/* digest */.br)(options, world), extras));
        return 0;
    }
    if (command === 'build') {
        const { runBuild } = await Promise.all(/* import() */[__nccwpck_require__.e(871), __nccwpck_require__.e(530)]).then(__nccwpck_require__.bind(__nccwpck_require__, 530));
        const { text, status } = await runBuild(options, world);
        terminal.out(text);
        return status;
    }
    const planned = await (0,plan/* plan */.et)(options, world);
    if (extras.json)
        terminal.out(`${planJson(planned)}\n`);
    for (const { decision, tag } of planned.bases) {
        if (decision.kind === 'refuse')
            throw (0,refuse/* refuse */.T)(`${planned.store.name}:${tag}`, decision.outcome);
    }
    return extras.exitCode && planned.bases.some(base => base.decision.kind !== 'reuse') ? 3 : 0;
}
function printDigests(bases, { recipe }) {
    const [first] = bases;
    if (recipe)
        return first?.bytes ?? '';
    if (bases.length === 1)
        return `${first?.digest}\n`;
    return bases.map(base => `${base.digest} ${base.name} ${(0,image_platform/* formatPlatform */.Bq)(base.platform)}\n`).join('');
}
function refuseSeveral({ build: { platforms } }) {
    if (platforms.length === 1)
        return;
    throw new errors/* BasehitError */.j('BH160', `--recipe prints one recipe, and there are ${platforms.length} platforms`, {
        remedy: 'Give one --platform.',
    });
}
function reporter({ command, extras }, terminal, redactor) {
    return (event) => {
        const text = (0,report_text/* eventLines */.Cl)(event, Date.now()).map(line => `${(0,printable/* printable */.g)(redactor.hide(line))}\n`);
        const isData = command === 'plan' && !extras.json && (event.kind === 'decided' || event.kind === 'changed');
        if (text.length === 0)
            return;
        if (isData)
            terminal.out(text.join(''));
        else
            terminal.err(text.join(''));
    };
}
function fail(error, status, terminal, redactor) {
    const said = describeError(error, terminal.signal).map(login/* hideLogins */.v);
    const lines = said.map(line => (0,printable/* printable */.g)(redactor?.hide(line) ?? line));
    terminal.err(`${lines.join('\n')}\n`);
    return status;
}
function describeError(error, signal) {
    if (signal.aborted && signal.reason instanceof Interrupted)
        return [signal.reason.message];
    if (error instanceof errors/* BasehitError */.j)
        return (0,report_text/* errorLines */.S6)(error);
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return ['error: a fault in Basehit itself; please report it with this text', fault];
}

;// CONCATENATED MODULE: ./lib/cli/start.js



const lazyProcess = {
    run: async (command, args, options) => {
        const { nodeProcess } = await __nccwpck_require__.e(/* import() */ 246).then(__nccwpck_require__.bind(__nccwpck_require__, 6246));
        return nodeProcess.run(command, args, options);
    },
};
function opened(name) {
    const stream = process[name];
    if (stream.listenerCount('error', goOn) === 0)
        stream.on('error', goOn);
    return stream;
}
function goOn(error) {
    if (!('code' in error) || error.code !== 'EPIPE')
        throw error;
}
async function start() {
    const { signal, release } = watchSignals();
    process.exitCode = await main(process.argv.slice(2), {
        machine: readMachine(),
        process: lazyProcess,
        signal,
        out: bytes => opened('stdout').write(bytes),
        err: text => opened('stderr').write(text),
    });
    release();
}


/***/ }),

/***/ 210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  R: () => (/* binding */ lintMayFail),
  g: () => (/* binding */ refuseChecks)
});

// EXTERNAL MODULE: ./lib/attributes.js
var attributes = __nccwpck_require__(2114);
;// CONCATENATED MODULE: ./lib/dockerfile/checks.js

function parseChecks(text) {
    if (text.trim() === '')
        return { error: false };
    const [first = '', second, ...others] = text.trim().split(';');
    const options = [first, ...(second === undefined ? [] : [second]), ...(others.length === 0 ? [] : [others.join(';')])];
    let error = false;
    for (const option of options) {
        const cut = option.indexOf('=');
        const key = option.slice(0, cut).trim();
        if (cut < 0 || !/^(?:skip|experimental|error)$/.test(key)) {
            return { fault: `\`${option}\` is none of skip=, error= and experimental=` };
        }
        if (key !== 'error')
            continue;
        const value = (0,attributes/* parseBool */.q)(option.slice(cut + 1).trim());
        if (value === undefined)
            return { fault: `\`${option}\` is not a boolean` };
        error = value;
    }
    return { error };
}
function checkDirective(value) {
    return value.split(' ', 1)[0] ?? '';
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/commands/app-checks.js


const variable = 'BUILDKIT_DOCKERFILE_CHECK';
function lintMayFail(options, file, { stage }) {
    const checks = parseChecks(asked(options, file).text);
    return stage !== undefined && 'error' in checks && checks.error;
}
function refuseChecks(options, file) {
    const { text, place } = asked(options, file);
    const checks = parseChecks(text);
    if ('error' in checks)
        return;
    throw new errors/* BasehitError */.j('BH035', `${place} is invalid: ${checks.fault}`, {
        position: place === variable ? undefined : { file: file.path, line: 1, column: 1 },
        remedy: 'write skip=RULE,\u2026;error=true without blanks',
    });
}
function asked(options, { dockerfile }) {
    const given = options.build.buildArgs.get(variable);
    if (given !== undefined)
        return { text: given, place: variable };
    return { text: checkDirective(dockerfile.directives.check ?? ''), place: '# check=' };
}


/***/ }),

/***/ 9624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   UM: () => (/* binding */ givenContexts),
/* harmony export */   uf: () => (/* binding */ namedContexts),
/* harmony export */   zK: () => (/* binding */ refuseBaseContext)
/* harmony export */ });
/* harmony import */ var _buildx_context_value_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9479);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8424);
/* harmony import */ var _lower_from_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6165);
/* harmony import */ var _lower_observations_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6378);





const imageScheme = 'docker-image://';
function namedContexts(build) {
    return new Map([...build.contexts].map(([name, value]) => [normalizedName(name), readContext(name, value)]));
}
function normalizedName(name) {
    const [plain = '', platform] = name.split('::');
    const key = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .contextKey */ .hx)(plain) ?? plain;
    return platform === undefined ? key : `${key}::${platform}`;
}
function readContext(name, value) {
    const kind = (0,_buildx_context_value_js__WEBPACK_IMPORTED_MODULE_3__/* .contextKind */ .SD)(value);
    if (kind === 'image')
        return { kind, reference: value.slice(imageScheme.length) };
    return kind === 'directory' ? { kind, name } : { kind: 'unsupported', value };
}
function givenContexts(options, images) {
    return [...options.build.contexts].flatMap(([name, value]) => {
        const [key = '', platform] = normalizedName(name).split('::');
        const given = { name: key, value, ...(platform === undefined ? {} : { platform }) };
        const pins = options.base.upstream === 'follow' ? pinContext(given, images) : [];
        return pins.length > 0 ? pins : [given];
    });
}
function pinContext(given, images) {
    const { name, value } = given;
    if (!value.startsWith(imageScheme) || value === `${imageScheme}scratch`)
        return [];
    const reference = (0,_lower_from_js__WEBPACK_IMPORTED_MODULE_2__/* .fullReference */ .P$)(value.slice(imageScheme.length), nowhere);
    return (0,_lower_observations_js__WEBPACK_IMPORTED_MODULE_4__/* .observedImages */ .Lu)(images)
        .filter(image => image.reference === reference && (given.platform ?? image.platform) === image.platform)
        .map(({ platform, digest }) => {
        const { registry, repository } = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(reference);
        return { name, platform, value: imageScheme + (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)({ registry, repository, digest }) };
    });
}
const nowhere = { file: 'build-contexts', line: 1, column: 1 };
function refuseBaseContext(build, name, position) {
    const taken = [...namedContexts(build).keys()].find(key => key.split('::')[0] === name);
    if (taken === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH075', `build-contexts gives ${taken}, which is what the base stands for`, {
        position,
        remedy: `drop ${taken} from build-contexts`,
    });
}


/***/ }),

/***/ 4418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ expectFound)
/* harmony export */ });
/* harmony import */ var _bases_registry_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2636);

function expectFound(answer, absent) {
    if ((0,_bases_registry_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .isFault */ .Zh)(answer))
        throw (0,_bases_registry_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .toError */ .iT)(answer);
    if (answer.kind === 'absent')
        throw absent(answer);
    return answer;
}


/***/ }),

/***/ 2153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B_: () => (/* binding */ takesEntries),
/* harmony export */   QL: () => (/* binding */ inputs),
/* harmony export */   o5: () => (/* binding */ inputNamed)
/* harmony export */ });
/* unused harmony exports outputs, planOutputs */
const inputs = [
    {
        name: 'base-file',
        kind: 'string',
        on: 'base',
        description: 'Dockerfile whose last stage is the base, inside the workspace (e.g., `base.Dockerfile`).',
    },
    {
        name: 'base-stage',
        kind: 'string',
        on: 'base',
        description: 'Stage of `file` that is the base; give this or `base-file`.',
    },
    {
        name: 'base-name',
        kind: 'string',
        on: 'base',
        description: 'Name in a `FROM` of `file` that stands for `base-file`; unset, the only one that names no stage.',
    },
    {
        name: 'base-repository',
        kind: 'string',
        on: 'base',
        description: 'Repository that keeps the bases, without a tag, or `oci-layout://DIRECTORY`; unset, that of the first tag with `-base` appended.',
    },
    {
        name: 'upstream',
        kind: 'choice',
        choices: ['follow', 'as-written'],
        on: 'base',
        default: 'follow',
        description: 'Whether a base follows its `FROM` images when their tags move, or goes by the references as written.',
    },
    {
        name: 'max-age',
        kind: 'number',
        on: 'base',
        default: '30',
        description: 'Days after which a base is rebuilt, counted from its oldest step, as a whole number (`30` or `30d`).',
    },
    {
        name: 'rebuild',
        kind: 'choice',
        choices: ['none', 'base', 'all'],
        on: 'both',
        default: 'none',
        description: 'What to build even though nothing changed: nothing, the base, or the base and the app without caches.',
    },
    {
        name: 'reason',
        kind: 'string',
        on: 'base',
        description: 'Why a rebuild was asked for; it is recorded with the base.',
    },
    {
        name: 'verify',
        kind: 'lines',
        on: 'base',
        singular: 'verify',
        quotes: 'kept',
        description: 'Commands, one a line, that must succeed in a new base before it gets its tag.',
    },
    {
        name: 'salt',
        kind: 'string',
        on: 'base',
        description: 'Any text; another one disowns all bases made before.',
    },
    {
        name: 'expect-digest',
        kind: 'list',
        on: 'base',
        singular: 'expect-digest',
        description: 'Dependency digests an earlier job planned, one for each platform; the run stops if it finds another.',
    },
    {
        name: 'observations',
        kind: 'string',
        on: 'base',
        description: 'What an earlier job found out about upstreams, from its output of the same name, so that both see the same.',
    },
    {
        name: 'fail-on-miss',
        kind: 'boolean',
        on: 'base',
        default: 'false',
        description: 'Stop instead of building a base.',
    },
    {
        name: 'registry-mirrors',
        kind: 'list',
        on: 'both',
        singular: 'registry-mirror',
        description: 'Mirrors the builder uses for upstreams, as `REGISTRY=MIRROR`; unset, those of the variable `BASEHIT_REGISTRY_MIRRORS`.',
    },
    {
        name: 'insecure-registries',
        kind: 'list',
        on: 'both',
        singular: 'insecure-registry',
        description: 'Registry hosts that speak plain HTTP; unset, those of the variable `BASEHIT_INSECURE_REGISTRIES` (loopback hosts always do).',
    },
    {
        name: 'token-hosts',
        kind: 'list',
        on: 'both',
        singular: 'token-host',
        description: 'Token services on another host that may be given the login of a registry or mirror, each `SERVER=HOST`; the known ones need no entry.',
    },
    {
        name: 'app',
        kind: 'boolean',
        on: 'app',
        default: 'true',
        description: 'Whether to build the app after the base; `false` leaves that to a later step.',
    },
    {
        name: 'app-cache',
        kind: 'choice',
        choices: ['gha', 'registry', 'none'],
        on: 'app',
        description: "Where the app's own layers are cached when `cache-from` and `cache-to` are unset; `gha` in a workflow and `none` elsewhere.",
    },
    {
        name: 'context',
        kind: 'string',
        on: 'both',
        default: '.',
        description: 'Local directory the builds take files from.',
    },
    {
        name: 'file',
        kind: 'string',
        on: 'both',
        short: 'f',
        description: "Path of the app's Dockerfile; unset, `Dockerfile` in the context.",
    },
    { name: 'target', kind: 'string', on: 'app', description: 'Stage of `file` to build; unset, the last one.' },
    {
        name: 'build-args',
        kind: 'lines',
        on: 'both',
        singular: 'build-arg',
        description: 'Build args as `NAME=VALUE`; a `NAME` alone takes its value from the environment.',
    },
    {
        name: 'build-contexts',
        kind: 'lines',
        on: 'both',
        singular: 'build-context',
        description: 'Named contexts as `NAME=VALUE` (e.g., `assets=./assets`).',
    },
    {
        name: 'platforms',
        kind: 'list',
        on: 'both',
        singular: 'platform',
        description: 'Platforms to build for (e.g., `linux/amd64,linux/arm64`); unset, `DOCKER_DEFAULT_PLATFORM` or the one of this machine.',
    },
    {
        name: 'tags',
        kind: 'list',
        on: 'app',
        singular: 'tag',
        short: 't',
        description: "The app's image names (e.g., `ghcr.io/owner/app:latest`).",
    },
    { name: 'labels', kind: 'lines', on: 'app', singular: 'label', description: "Labels of the app's image." },
    {
        name: 'annotations',
        kind: 'lines',
        on: 'app',
        singular: 'annotation',
        description: "Annotations of the app's image.",
    },
    {
        name: 'outputs',
        kind: 'lines',
        on: 'app',
        singular: 'output',
        short: 'o',
        quotes: 'kept',
        description: "Where the app's result goes (e.g., `type=local,dest=path`).",
    },
    {
        name: 'push',
        kind: 'boolean',
        on: 'app',
        default: 'false',
        description: "Push the app's image to its registry.",
    },
    {
        name: 'load',
        kind: 'boolean',
        on: 'app',
        default: 'false',
        description: "Load the app's image into Docker (`type=docker`).",
    },
    {
        name: 'pull',
        kind: 'boolean',
        on: 'both',
        default: 'false',
        description: 'Have the builder ask for every referenced image again.',
    },
    {
        name: 'no-cache',
        kind: 'boolean',
        on: 'app',
        default: 'false',
        description: 'Build the app without cache; `rebuild` is for the base.',
    },
    {
        name: 'no-cache-filters',
        kind: 'list',
        on: 'app',
        singular: 'no-cache-filter',
        description: 'Stages of the app to build without cache.',
    },
    {
        name: 'cache-from',
        kind: 'lines',
        on: 'app',
        singular: 'cache-from',
        description: "Sources of the app's cache, in place of `app-cache` (e.g., `type=local,src=path`).",
    },
    {
        name: 'cache-to',
        kind: 'lines',
        on: 'app',
        singular: 'cache-to',
        description: "Destinations of the app's cache, in place of `app-cache` (e.g., `type=local,dest=path`).",
    },
    {
        name: 'secrets',
        kind: 'lines',
        on: 'both',
        singular: 'secret',
        spaces: 'kept',
        description: 'Secrets of the builds as `ID=VALUE`; the flag `--secret` takes `id=ID,src=FILE` or `id=ID,env=VARIABLE`.',
    },
    {
        name: 'secret-envs',
        kind: 'list',
        on: 'both',
        singular: 'secret-env',
        description: 'Secrets held by environment variables, as `ID=VARIABLE`.',
    },
    {
        name: 'secret-files',
        kind: 'lines',
        on: 'both',
        singular: 'secret-file',
        description: 'Secrets held by files, as `ID=PATH`.',
    },
    {
        name: 'ssh',
        kind: 'list',
        on: 'both',
        singular: 'ssh',
        description: 'SSH agent sockets or keys the builds may use (e.g., `default`).',
    },
    {
        name: 'network',
        kind: 'choice',
        choices: ['default', 'none', 'host'],
        on: 'both',
        description: 'Network of `RUN` instructions.',
    },
    {
        name: 'add-hosts',
        kind: 'list',
        on: 'both',
        singular: 'add-host',
        description: 'Host names and their addresses for `RUN` instructions, as `HOST:IP`.',
    },
    {
        name: 'ulimit',
        kind: 'lines',
        on: 'both',
        singular: 'ulimit',
        description: 'Limits of `RUN` instructions (e.g., `nofile=1024:1024`).',
    },
    {
        name: 'shm-size',
        kind: 'string',
        on: 'both',
        description: 'Size of `/dev/shm` in `RUN` instructions (e.g., `2g`).',
    },
    { name: 'cgroup-parent', kind: 'string', on: 'both', description: 'Parent cgroup of `RUN` instructions.' },
    {
        name: 'allow',
        kind: 'list',
        on: 'both',
        singular: 'allow',
        description: 'Entitlements of the builds (e.g., `network.host,security.insecure`).',
    },
    {
        name: 'provenance',
        kind: 'string',
        on: 'app',
        description: "Provenance of the app's image: `true`, `false` or attributes (e.g., `mode=max`).",
    },
    {
        name: 'sbom',
        kind: 'string',
        on: 'app',
        description: "SBOM of the app's image: `true`, `false` or attributes (e.g., `generator=IMAGE`).",
    },
    {
        name: 'attests',
        kind: 'lines',
        on: 'app',
        singular: 'attest',
        description: "Attestations of the app's image (e.g., `type=sbom,generator=IMAGE`).",
    },
    { name: 'builder', kind: 'string', on: 'both', description: 'The buildx builder; unset, the current one.' },
    {
        name: 'call',
        kind: 'string',
        on: 'app',
        description: 'What to do in place of building the app (e.g., `check`); nothing is then pushed or loaded.',
    },
    {
        name: 'github-token',
        kind: 'string',
        on: 'app',
        description: 'Accepted for docker/build-push-action, which sends it for Git contexts only; a context here is local, so it is not used.',
    },
];
const byName = new Map(inputs.map(input => [input.name, input]));
function inputNamed(name) {
    return byName.get(name);
}
function takesEntries(input) {
    return input.kind === 'list' || input.kind === 'lines';
}
const outputs = [
    {
        name: 'dependency-digest',
        description: 'Digest of everything that decides the base; several platforms give one line each.',
    },
    {
        name: 'base-image',
        description: 'The base by its manifest digest (`REPOSITORY@sha256:\u2026`); several platforms give one line each.',
    },
    { name: 'base-hit', description: '`true` if every base was there before this run, else `false`.' },
    {
        name: 'base-decision',
        description: '`reuse` if every base was there before this run, `inline` if one was built for this run alone, else `build`.',
    },
    { name: 'bases', description: 'Every base as JSON: name, platform, digest, decision and reference.' },
    {
        name: 'base-changes',
        description: 'What changed since the base before, as JSON: for each base its name, platform, `changes`, and how many more there are as `omittedChanges`.',
    },
    {
        name: 'build-contexts',
        description: "The base as docker/build-push-action's input `build-contexts` takes it; for one platform only.",
    },
    { name: 'bake-file', description: 'Path of a bake file that gives its targets the bases, one for each platform.' },
    {
        name: 'observations',
        description: 'What was found out about upstreams, for the input of the same name in later jobs.',
    },
    { name: 'digest', description: "Manifest digest of the app's image." },
    { name: 'imageid', description: "ID of the app's image." },
    { name: 'metadata', description: "Metadata of the app's build, as JSON." },
];
const planOutputs = [
    {
        name: 'dependency-digest',
        description: 'Digest of everything that decides the base; several platforms give one line each.',
    },
    {
        name: 'base-image',
        description: 'The base by its manifest digest (`REPOSITORY@sha256:\u2026`), empty where none is found; several platforms give one line each.',
    },
    { name: 'base-hit', description: '`true` if every base is there, else `false`.' },
    {
        name: 'base-decision',
        description: '`reuse` if every base is there, `inline` if one is to be built by this run for itself, else `build`.',
    },
    {
        name: 'bases',
        description: 'Every base as JSON: name, platform, digest, decision, reference and changes, with how many more of them there are as `omittedChanges`.',
    },
    {
        name: 'missing',
        description: 'The bases that are to be built, as JSON for a matrix: platform and digest; `[]` when there are none.',
    },
    {
        name: 'observations',
        description: 'What was found out about upstreams, for the input of the same name in later jobs.',
    },
    { name: 'expect-digest', description: 'The planned digests, for the input of the same name in later jobs.' },
];


/***/ }),

/***/ 1305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  L: () => (/* binding */ readList)
});

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/CsvError.js
class CsvError extends Error {
  constructor(code, message, options, ...contexts) {
    if (Array.isArray(message)) message = message.join(" ").trim();
    super(message);
    if (Error.captureStackTrace !== undefined) {
      Error.captureStackTrace(this, CsvError);
    }
    this.code = code;
    for (const context of contexts) {
      for (const key in context) {
        const value = context[key];
        this[key] = Buffer.isBuffer(value)
          ? value.toString(options.encoding)
          : value == null
            ? value
            : JSON.parse(JSON.stringify(value));
      }
    }
  }
}



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/is_object.js
const is_object = function (obj) {
  return typeof obj === "object" && obj !== null && !Array.isArray(obj);
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_columns_array.js



const normalize_columns_array = function (columns) {
  const normalizedColumns = [];
  for (let i = 0, l = columns.length; i < l; i++) {
    const column = columns[i];
    if (column === undefined || column === null || column === false) {
      normalizedColumns[i] = { disabled: true };
    } else if (typeof column === "string" || typeof column === "number") {
      normalizedColumns[i] = { name: `${column}` };
    } else if (is_object(column)) {
      if (typeof column.name !== "string") {
        throw new CsvError("CSV_OPTION_COLUMNS_MISSING_NAME", [
          "Option columns missing name:",
          `property "name" is required at position ${i}`,
          "when column is an object literal",
        ]);
      }
      normalizedColumns[i] = column;
    } else {
      throw new CsvError("CSV_INVALID_COLUMN_DEFINITION", [
        "Invalid column definition:",
        "expect a string or a literal object,",
        `got ${JSON.stringify(column)} at position ${i}`,
      ]);
    }
  }
  return normalizedColumns;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/ResizeableBuffer.js
class ResizeableBuffer {
  constructor(size = 100) {
    this.size = size;
    this.length = 0;
    this.buf = Buffer.allocUnsafe(size);
  }
  prepend(val) {
    if (Buffer.isBuffer(val)) {
      const length = this.length + val.length;
      if (length >= this.size) {
        this.resize();
        if (length >= this.size) {
          throw Error("INVALID_BUFFER_STATE");
        }
      }
      const buf = this.buf;
      this.buf = Buffer.allocUnsafe(this.size);
      val.copy(this.buf, 0);
      buf.copy(this.buf, val.length);
      this.length += val.length;
    } else {
      const length = this.length++;
      if (length === this.size) {
        this.resize();
      }
      const buf = this.clone();
      this.buf[0] = val;
      buf.copy(this.buf, 1, 0, length);
    }
  }
  append(val) {
    const length = this.length++;
    if (length === this.size) {
      this.resize();
    }
    this.buf[length] = val;
  }
  clone() {
    return Buffer.from(this.buf.slice(0, this.length));
  }
  resize() {
    const length = this.length;
    this.size = this.size * 2;
    const buf = Buffer.allocUnsafe(this.size);
    this.buf.copy(buf, 0, 0, length);
    this.buf = buf;
  }
  toString(encoding) {
    if (encoding) {
      return this.buf.toString(encoding, 0, this.length);
    } else {
      return Uint8Array.prototype.slice.call(this.buf.slice(0, this.length));
    }
  }
  toJSON() {
    return this.toString("utf8");
  }
  reset() {
    this.length = 0;
  }
}

/* harmony default export */ const utils_ResizeableBuffer = (ResizeableBuffer);

;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/init_state.js


const init_state = function (options) {
  // ECMAScript WhiteSpace + LineTerminator codepoints, encoded under
  // `options.encoding`. Aligns trimming with `String.prototype.trim()`.
  // https://tc39.es/ecma262/#sec-white-space
  // https://tc39.es/ecma262/#sec-line-terminators
  //
  // Codepoints unrepresentable in the target encoding are dropped: Node's
  // Buffer substitutes them with `?` (0x3F), and including those would cause
  // literal `?` bytes in the input to be trimmed under `latin1`/`ascii`.
  const timchars = [
    // Basic Latin
    0x0020, // [Space](https://www.fileformat.info/info/unicode/char/0020/index.htm)
    0x0009, // [CHARACTER TABULATION (HT)](https://www.fileformat.info/info/unicode/char/0009/index.htm)
    0x000a, // [LINE FEED (LF)](https://www.fileformat.info/info/unicode/char/000a/index.htm)
    0x000d, // [CARRIAGE RETURN (CR)](https://www.fileformat.info/info/unicode/char/000d/index.htm)
    0x000c, // [FORM FEED (FF)](https://www.fileformat.info/info/unicode/char/000c/index.htm)
    0x000b, // [LINE TABULATION (VT)](https://www.fileformat.info/info/unicode/char/000b/index.htm)
    // Latin-1 Supplement
    0x00a0, // [NO-BREAK SPACE (NBSP)](https://www.fileformat.info/info/unicode/char/00a0/index.htm)
    // Ogham
    0x1680, // [OGHAM SPACE MARK](https://www.fileformat.info/info/unicode/char/1680/index.htm)
    // General Punctuation
    0x2000, // [EN QUAD](https://www.fileformat.info/info/unicode/char/2000/index.htm)
    0x2001, // [EM QUAD](https://www.fileformat.info/info/unicode/char/2001/index.htm)
    0x2002, // [EN SPACE](https://www.fileformat.info/info/unicode/char/2002/index.htm)
    0x2003, // [EM SPACE](https://www.fileformat.info/info/unicode/char/2003/index.htm)
    0x2004, // [THREE-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2004/index.htm)
    0x2005, // [FOUR-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2005/index.htm)
    0x2006, // [SIX-PER-EM SPACE](https://www.fileformat.info/info/unicode/char/2006/index.htm)
    0x2007, // [FIGURE SPACE](https://www.fileformat.info/info/unicode/char/2007/index.htm)
    0x2008, // [PUNCTUATION SPACE](https://www.fileformat.info/info/unicode/char/2008/index.htm)
    0x2009, // [THIN SPACE](https://www.fileformat.info/info/unicode/char/2009/index.htm)
    0x200a, // [HAIR SPACE](https://www.fileformat.info/info/unicode/char/200a/index.htm)
    0x2028, // [LINE SEPARATOR](https://www.fileformat.info/info/unicode/char/2028/index.htm)
    0x2029, // [PARAGRAPH SEPARATOR](https://www.fileformat.info/info/unicode/char/2029/index.htm)
    0x202f, // [NARROW NO-BREAK SPACE (NNBSP)](https://www.fileformat.info/info/unicode/char/202f/index.htm)
    0x205f, // [MEDIUM MATHEMATICAL SPACE (MMSP)](https://www.fileformat.info/info/unicode/char/205f/index.htm)
    0x3000, // [IDEOGRAPHIC SPACE](https://www.fileformat.info/info/unicode/char/3000/index.htm)
    0xfeff, // [ZERO WIDTH NO-BREAK SPACE (BOM)](https://www.fileformat.info/info/unicode/char/feff/index.htm)
  ].reduce((acc, codepoint) => {
    const encoded = Buffer.from(
      String.fromCharCode(codepoint),
      options.encoding,
    );
    if (codepoint !== 0x3f && encoded.length === 1 && encoded[0] === 0x3f) {
      return acc;
    }
    acc.push(encoded);
    return acc;
  }, []);
  // First-byte lookup table for `__isCharTrimable`. Non-whitespace bytes
  // (the common case) bail out in O(1) without scanning every timchar.
  const timcharFirstBytes = new Uint8Array(256);
  for (const t of timchars) timcharFirstBytes[t[0]] = 1;
  return {
    bomSkipped: false,
    bufBytesStart: 0,
    castField: options.cast_function,
    commenting: false,
    delimiterBufPrevious: undefined,
    delimiterDiscovered: false,
    // Current error encountered by a record
    error: undefined,
    enabled: options.from_line === 1,
    escaping: false,
    escapeIsQuote:
      Buffer.isBuffer(options.escape) &&
      Buffer.isBuffer(options.quote) &&
      Buffer.compare(options.escape, options.quote) === 0,
    // columns can be `false`, `true`, `Array`
    expectedRecordLength: Array.isArray(options.columns)
      ? options.columns.length
      : undefined,
    field: new utils_ResizeableBuffer(20),
    firstLineToHeaders: options.cast_first_line_to_header,
    needMoreDataSize: Math.max(
      // Skip if the remaining buffer smaller than comment
      options.comment !== null ? options.comment.length : 0,
      // Skip if the remaining buffer can be delimiter
      ...(options.delimiter
        ? options.delimiter.map((delimiter) => delimiter.length)
        : []),
      // Auto discovery of delimiter is limited to 1 character
      options.delimiter_auto ? 1 : 0,
      // Skip if the remaining buffer can be escape sequence
      options.quote !== null ? options.quote.length : 0,
      // Skip if the remaining buffer can be a multi-byte trim character
      ...timchars.map((t) => t.length),
    ),
    previousBuf: undefined,
    quoting: false,
    stop: false,
    rawBuffer: new utils_ResizeableBuffer(100),
    record: [],
    recordHasError: false,
    record_length: 0,
    recordDelimiterMaxLength:
      options.record_delimiter.length === 0
        ? 0
        : Math.max(...options.record_delimiter.map((v) => v.length)),
    trimChars: [
      Buffer.from(" ", options.encoding)[0],
      Buffer.from("\t", options.encoding)[0],
    ],
    wasQuoting: false,
    wasRowDelimiter: false,
    timchars: timchars,
    timcharFirstBytes: timcharFirstBytes,
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/underscore.js
const underscore = function (str) {
  return str.replace(/([A-Z])/g, function (_, match) {
    return "_" + match.toLowerCase();
  });
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/normalize_options.js





const normalize_options = function (opts) {
  const options = {};
  // Merge with user options
  for (const opt in opts) {
    options[underscore(opt)] = opts[opt];
  }
  // Normalize option `encoding`
  // Note: defined first because other options depends on it
  // to convert chars/strings into buffers.
  if (options.encoding === undefined || options.encoding === true) {
    options.encoding = "utf8";
  } else if (options.encoding === null || options.encoding === false) {
    options.encoding = null;
  } else if (
    typeof options.encoding !== "string" &&
    options.encoding !== null
  ) {
    throw new CsvError(
      "CSV_INVALID_OPTION_ENCODING",
      [
        "Invalid option encoding:",
        "encoding must be a string or null to return a buffer,",
        `got ${JSON.stringify(options.encoding)}`,
      ],
      options,
    );
  }
  // Normalize option `bom`
  if (
    options.bom === undefined ||
    options.bom === null ||
    options.bom === false
  ) {
    options.bom = false;
  } else if (options.bom !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_BOM",
      [
        "Invalid option bom:",
        "bom must be true,",
        `got ${JSON.stringify(options.bom)}`,
      ],
      options,
    );
  }
  // Normalize option `cast`
  options.cast_function = null;
  if (
    options.cast === undefined ||
    options.cast === null ||
    options.cast === false ||
    options.cast === ""
  ) {
    options.cast = undefined;
  } else if (typeof options.cast === "function") {
    options.cast_function = options.cast;
    options.cast = true;
  } else if (options.cast !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST",
      [
        "Invalid option cast:",
        "cast must be true or a function,",
        `got ${JSON.stringify(options.cast)}`,
      ],
      options,
    );
  }
  // Normalize option `cast_date`
  if (
    options.cast_date === undefined ||
    options.cast_date === null ||
    options.cast_date === false ||
    options.cast_date === ""
  ) {
    options.cast_date = false;
  } else if (options.cast_date === true) {
    options.cast_date = function (value) {
      const date = Date.parse(value);
      return !isNaN(date) ? new Date(date) : value;
    };
  } else if (typeof options.cast_date !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_CAST_DATE",
      [
        "Invalid option cast_date:",
        "cast_date must be true or a function,",
        `got ${JSON.stringify(options.cast_date)}`,
      ],
      options,
    );
  }
  // Normalize option `columns`
  options.cast_first_line_to_header = undefined;
  if (options.columns === true) {
    // Fields in the first line are converted as-is to columns
    options.cast_first_line_to_header = undefined;
  } else if (typeof options.columns === "function") {
    options.cast_first_line_to_header = options.columns;
    options.columns = true;
  } else if (Array.isArray(options.columns)) {
    options.columns = normalize_columns_array(options.columns);
  } else if (
    options.columns === undefined ||
    options.columns === null ||
    options.columns === false
  ) {
    options.columns = false;
  } else {
    throw new CsvError(
      "CSV_INVALID_OPTION_COLUMNS",
      [
        "Invalid option columns:",
        "expect an array, a function or true,",
        `got ${JSON.stringify(options.columns)}`,
      ],
      options,
    );
  }
  // Normalize option `group_columns_by_name`
  if (
    options.group_columns_by_name === undefined ||
    options.group_columns_by_name === null ||
    options.group_columns_by_name === false
  ) {
    options.group_columns_by_name = false;
  } else if (options.group_columns_by_name !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "expect an boolean,",
        `got ${JSON.stringify(options.group_columns_by_name)}`,
      ],
      options,
    );
  } else if (options.columns === false) {
    throw new CsvError(
      "CSV_INVALID_OPTION_GROUP_COLUMNS_BY_NAME",
      [
        "Invalid option group_columns_by_name:",
        "the `columns` mode must be activated.",
      ],
      options,
    );
  }
  // Normalize option `comment`
  if (
    options.comment === undefined ||
    options.comment === null ||
    options.comment === false ||
    options.comment === ""
  ) {
    options.comment = null;
  } else {
    if (typeof options.comment === "string") {
      options.comment = Buffer.from(options.comment, options.encoding);
    }
    if (!Buffer.isBuffer(options.comment)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_COMMENT",
        [
          "Invalid option comment:",
          "comment must be a buffer or a string,",
          `got ${JSON.stringify(options.comment)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `comment_no_infix`
  if (
    options.comment_no_infix === undefined ||
    options.comment_no_infix === null ||
    options.comment_no_infix === false
  ) {
    options.comment_no_infix = false;
  } else if (options.comment_no_infix !== true) {
    throw new CsvError(
      "CSV_INVALID_OPTION_COMMENT",
      [
        "Invalid option comment_no_infix:",
        "value must be a boolean,",
        `got ${JSON.stringify(options.comment_no_infix)}`,
      ],
      options,
    );
  }
  // Normalize option `delimiter_auto`
  if (
    options.delimiter_auto === undefined ||
    options.delimiter_auto === null ||
    options.delimiter_auto === false
  ) {
    options.delimiter_auto = false;
  } else if (options.delimiter_auto === true) {
    options.delimiter_auto = {};
  } else if (!is_object(options.delimiter_auto)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_DELIMITER_AUTO",
      [
        "Invalid option delimiter_auto:",
        "delimiter_auto must be a boolean or a configuration object,",
        `got ${JSON.stringify(options.delimiter_auto)}`,
      ],
      options,
    );
  }
  if (options.delimiter_auto) {
    if (options.delimiter_auto.preferred === undefined)
      options.delimiter_auto.preferred = {
        [",".charCodeAt(0)]: 1.8,
        ["\t".charCodeAt(0)]: 1.8,
        [";".charCodeAt(0)]: 1.6,
        [" ".charCodeAt(0)]: 1.6,
        [":".charCodeAt(0)]: 1.5,
        [".".charCodeAt(0)]: 1.4,
        ["/".charCodeAt(0)]: 1.4,
      };
    else if (!is_object(options.delimiter_auto.preferred)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "preferred must be an object,",
          `got ${JSON.stringify(options.delimiter_auto.preferred)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.score === undefined)
      options.delimiter_auto.score = (info, options) => {
        return (
          (info.total - info.std) * (options.preferred[info.char_code] || 1)
        );
      };
    else if (typeof options.delimiter_auto.score !== "function") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "score must be a function,",
          `got ${JSON.stringify(options.delimiter_auto.score)}`,
        ],
        options,
      );
    }
    if (options.delimiter_auto.size === undefined)
      options.delimiter_auto.size = 2048;
    else if (typeof options.delimiter_auto.size !== "number") {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER_AUTO",
        [
          "Invalid option delimiter_auto:",
          "size must be a number,",
          `got ${JSON.stringify(options.delimiter_auto.size)}`,
        ],
        options,
      );
    }
  }
  // Normalize option `delimiter`
  const delimiter_json = JSON.stringify(options.delimiter);
  if (options.delimiter_auto !== false) {
    options.delimiter = [];
  }
  if (!Array.isArray(options.delimiter)) {
    if (
      options.delimiter === undefined ||
      options.delimiter === null ||
      options.delimiter === false
    ) {
      options.delimiter = Buffer.from(",", options.encoding);
    }
    options.delimiter = [options.delimiter];
  }
  options.delimiter = options.delimiter.map(function (delimiter) {
    if (typeof delimiter === "string") {
      delimiter = Buffer.from(delimiter, options.encoding);
    }
    if (!Buffer.isBuffer(delimiter) || delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_DELIMITER",
        [
          "Invalid option delimiter:",
          "delimiter must be a non empty string or buffer or array of string|buffer,",
          `got ${delimiter_json}`,
        ],
        options,
      );
    }
    return delimiter;
  });
  // Normalize option `escape`
  if (options.escape === undefined || options.escape === true) {
    options.escape = Buffer.from('"', options.encoding);
  } else if (typeof options.escape === "string") {
    options.escape = Buffer.from(options.escape, options.encoding);
  } else if (options.escape === null || options.escape === false) {
    options.escape = null;
  }
  if (options.escape !== null) {
    if (!Buffer.isBuffer(options.escape)) {
      throw new Error(
        `Invalid Option: escape must be a buffer, a string or a boolean, got ${JSON.stringify(options.escape)}`,
      );
    }
  }
  // Normalize option `from`
  if (options.from === undefined || options.from === null) {
    options.from = 1;
  } else {
    if (typeof options.from === "string" && /\d+/.test(options.from)) {
      options.from = parseInt(options.from);
    }
    if (Number.isInteger(options.from)) {
      if (options.from < 0) {
        throw new Error(
          `Invalid Option: from must be a positive integer, got ${JSON.stringify(opts.from)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from must be an integer, got ${JSON.stringify(options.from)}`,
      );
    }
  }
  // Normalize option `from_line`
  if (options.from_line === undefined || options.from_line === null) {
    options.from_line = 1;
  } else {
    if (
      typeof options.from_line === "string" &&
      /\d+/.test(options.from_line)
    ) {
      options.from_line = parseInt(options.from_line);
    }
    if (Number.isInteger(options.from_line)) {
      if (options.from_line <= 0) {
        throw new Error(
          `Invalid Option: from_line must be a positive integer greater than 0, got ${JSON.stringify(opts.from_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: from_line must be an integer, got ${JSON.stringify(opts.from_line)}`,
      );
    }
  }
  // Normalize options `ignore_last_delimiters`
  if (
    options.ignore_last_delimiters === undefined ||
    options.ignore_last_delimiters === null
  ) {
    options.ignore_last_delimiters = false;
  } else if (typeof options.ignore_last_delimiters === "number") {
    options.ignore_last_delimiters = Math.floor(options.ignore_last_delimiters);
    if (options.ignore_last_delimiters === 0) {
      options.ignore_last_delimiters = false;
    }
  } else if (typeof options.ignore_last_delimiters !== "boolean") {
    throw new CsvError(
      "CSV_INVALID_OPTION_IGNORE_LAST_DELIMITERS",
      [
        "Invalid option `ignore_last_delimiters`:",
        "the value must be a boolean value or an integer,",
        `got ${JSON.stringify(options.ignore_last_delimiters)}`,
      ],
      options,
    );
  }
  if (options.ignore_last_delimiters === true && options.columns === false) {
    throw new CsvError(
      "CSV_IGNORE_LAST_DELIMITERS_REQUIRES_COLUMNS",
      [
        "The option `ignore_last_delimiters`",
        "requires the activation of the `columns` option",
      ],
      options,
    );
  }
  // Normalize option `info`
  if (
    options.info === undefined ||
    options.info === null ||
    options.info === false
  ) {
    options.info = false;
  } else if (options.info !== true) {
    throw new Error(
      `Invalid Option: info must be true, got ${JSON.stringify(options.info)}`,
    );
  }
  // Normalize option `max_record_size`
  if (
    options.max_record_size === undefined ||
    options.max_record_size === null ||
    options.max_record_size === false
  ) {
    options.max_record_size = 0;
  } else if (
    Number.isInteger(options.max_record_size) &&
    options.max_record_size >= 0
  ) {
    // Great, nothing to do
  } else if (
    typeof options.max_record_size === "string" &&
    /\d+/.test(options.max_record_size)
  ) {
    options.max_record_size = parseInt(options.max_record_size);
  } else {
    throw new Error(
      `Invalid Option: max_record_size must be a positive integer, got ${JSON.stringify(options.max_record_size)}`,
    );
  }
  // Normalize option `objname`
  if (
    options.objname === undefined ||
    options.objname === null ||
    options.objname === false
  ) {
    options.objname = undefined;
  } else if (Buffer.isBuffer(options.objname)) {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty buffer`);
    }
    if (options.encoding === null) {
      // Don't call `toString`, leave objname as a buffer
    } else {
      options.objname = options.objname.toString(options.encoding);
    }
  } else if (typeof options.objname === "string") {
    if (options.objname.length === 0) {
      throw new Error(`Invalid Option: objname must be a non empty string`);
    }
    // Great, nothing to do
  } else if (typeof options.objname === "number") {
    // if(options.objname.length === 0){
    //   throw new Error(`Invalid Option: objname must be a non empty string`);
    // }
    // Great, nothing to do
  } else {
    throw new Error(
      `Invalid Option: objname must be a string or a buffer, got ${options.objname}`,
    );
  }
  if (options.objname !== undefined) {
    if (typeof options.objname === "number") {
      if (options.columns !== false) {
        throw Error(
          "Invalid Option: objname index cannot be combined with columns or be defined as a field",
        );
      }
    } else {
      // A string or a buffer
      if (options.columns === false) {
        throw Error(
          "Invalid Option: objname field must be combined with columns or be defined as an index",
        );
      }
    }
  }
  // Normalize option `on_record`
  if (options.on_record === undefined || options.on_record === null) {
    options.on_record = undefined;
  } else if (typeof options.on_record !== "function") {
    throw new CsvError(
      "CSV_INVALID_OPTION_ON_RECORD",
      [
        "Invalid option `on_record`:",
        "expect a function,",
        `got ${JSON.stringify(options.on_record)}`,
      ],
      options,
    );
  }
  // Normalize option `on_skip`
  // options.on_skip ??= (err, chunk) => {
  //   this.emit('skip', err, chunk);
  // };
  if (
    options.on_skip !== undefined &&
    options.on_skip !== null &&
    typeof options.on_skip !== "function"
  ) {
    throw new Error(
      `Invalid Option: on_skip must be a function, got ${JSON.stringify(options.on_skip)}`,
    );
  }
  // Normalize option `quote`
  if (
    options.quote === null ||
    options.quote === false ||
    options.quote === ""
  ) {
    options.quote = null;
  } else {
    if (options.quote === undefined || options.quote === true) {
      options.quote = Buffer.from('"', options.encoding);
    } else if (typeof options.quote === "string") {
      options.quote = Buffer.from(options.quote, options.encoding);
    }
    if (!Buffer.isBuffer(options.quote)) {
      throw new Error(
        `Invalid Option: quote must be a buffer or a string, got ${JSON.stringify(options.quote)}`,
      );
    }
  }
  // Normalize option `raw`
  if (
    options.raw === undefined ||
    options.raw === null ||
    options.raw === false
  ) {
    options.raw = false;
  } else if (options.raw !== true) {
    throw new Error(
      `Invalid Option: raw must be true, got ${JSON.stringify(options.raw)}`,
    );
  }
  // Normalize option `record_delimiter`
  if (options.record_delimiter === undefined) {
    options.record_delimiter = [];
  } else if (
    typeof options.record_delimiter === "string" ||
    Buffer.isBuffer(options.record_delimiter)
  ) {
    if (options.record_delimiter.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer,",
          `got ${JSON.stringify(options.record_delimiter)}`,
        ],
        options,
      );
    }
    options.record_delimiter = [options.record_delimiter];
  } else if (!Array.isArray(options.record_delimiter)) {
    throw new CsvError(
      "CSV_INVALID_OPTION_RECORD_DELIMITER",
      [
        "Invalid option `record_delimiter`:",
        "value must be a string, a buffer or array of string|buffer,",
        `got ${JSON.stringify(options.record_delimiter)}`,
      ],
      options,
    );
  }
  options.record_delimiter = options.record_delimiter.map(function (rd, i) {
    if (typeof rd !== "string" && !Buffer.isBuffer(rd)) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a string, a buffer or array of string|buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    } else if (rd.length === 0) {
      throw new CsvError(
        "CSV_INVALID_OPTION_RECORD_DELIMITER",
        [
          "Invalid option `record_delimiter`:",
          "value must be a non empty string or buffer",
          `at index ${i},`,
          `got ${JSON.stringify(rd)}`,
        ],
        options,
      );
    }
    if (typeof rd === "string") {
      rd = Buffer.from(rd, options.encoding);
    }
    return rd;
  });
  // Normalize option `relax_column_count`
  if (typeof options.relax_column_count === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count === undefined ||
    options.relax_column_count === null
  ) {
    options.relax_column_count = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count must be a boolean, got ${JSON.stringify(options.relax_column_count)}`,
    );
  }
  if (typeof options.relax_column_count_less === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_less === undefined ||
    options.relax_column_count_less === null
  ) {
    options.relax_column_count_less = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_less must be a boolean, got ${JSON.stringify(options.relax_column_count_less)}`,
    );
  }
  if (typeof options.relax_column_count_more === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_column_count_more === undefined ||
    options.relax_column_count_more === null
  ) {
    options.relax_column_count_more = false;
  } else {
    throw new Error(
      `Invalid Option: relax_column_count_more must be a boolean, got ${JSON.stringify(options.relax_column_count_more)}`,
    );
  }
  // Normalize option `relax_quotes`
  if (typeof options.relax_quotes === "boolean") {
    // Great, nothing to do
  } else if (
    options.relax_quotes === undefined ||
    options.relax_quotes === null
  ) {
    options.relax_quotes = false;
  } else {
    throw new Error(
      `Invalid Option: relax_quotes must be a boolean, got ${JSON.stringify(options.relax_quotes)}`,
    );
  }
  // Normalize option `skip_empty_lines`
  if (typeof options.skip_empty_lines === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_empty_lines === undefined ||
    options.skip_empty_lines === null
  ) {
    options.skip_empty_lines = false;
  } else {
    throw new Error(
      `Invalid Option: skip_empty_lines must be a boolean, got ${JSON.stringify(options.skip_empty_lines)}`,
    );
  }
  // Normalize option `skip_records_with_empty_values`
  if (typeof options.skip_records_with_empty_values === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_empty_values === undefined ||
    options.skip_records_with_empty_values === null
  ) {
    options.skip_records_with_empty_values = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_empty_values must be a boolean, got ${JSON.stringify(options.skip_records_with_empty_values)}`,
    );
  }
  // Normalize option `skip_records_with_error`
  if (typeof options.skip_records_with_error === "boolean") {
    // Great, nothing to do
  } else if (
    options.skip_records_with_error === undefined ||
    options.skip_records_with_error === null
  ) {
    options.skip_records_with_error = false;
  } else {
    throw new Error(
      `Invalid Option: skip_records_with_error must be a boolean, got ${JSON.stringify(options.skip_records_with_error)}`,
    );
  }
  // Normalize option `rtrim`
  if (
    options.rtrim === undefined ||
    options.rtrim === null ||
    options.rtrim === false
  ) {
    options.rtrim = false;
  } else if (options.rtrim !== true) {
    throw new Error(
      `Invalid Option: rtrim must be a boolean, got ${JSON.stringify(options.rtrim)}`,
    );
  }
  // Normalize option `ltrim`
  if (
    options.ltrim === undefined ||
    options.ltrim === null ||
    options.ltrim === false
  ) {
    options.ltrim = false;
  } else if (options.ltrim !== true) {
    throw new Error(
      `Invalid Option: ltrim must be a boolean, got ${JSON.stringify(options.ltrim)}`,
    );
  }
  // Normalize option `trim`
  if (
    options.trim === undefined ||
    options.trim === null ||
    options.trim === false
  ) {
    options.trim = false;
  } else if (options.trim !== true) {
    throw new Error(
      `Invalid Option: trim must be a boolean, got ${JSON.stringify(options.trim)}`,
    );
  }
  // Normalize options `trim`, `ltrim` and `rtrim`
  if (options.trim === true && opts.ltrim !== false) {
    options.ltrim = true;
  } else if (options.ltrim !== true) {
    options.ltrim = false;
  }
  if (options.trim === true && opts.rtrim !== false) {
    options.rtrim = true;
  } else if (options.rtrim !== true) {
    options.rtrim = false;
  }
  // Normalize option `to`
  if (options.to === undefined || options.to === null) {
    options.to = -1;
  } else if (options.to !== -1) {
    if (typeof options.to === "string" && /\d+/.test(options.to)) {
      options.to = parseInt(options.to);
    }
    if (Number.isInteger(options.to)) {
      if (options.to <= 0) {
        throw new Error(
          `Invalid Option: to must be a positive integer greater than 0, got ${JSON.stringify(opts.to)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to must be an integer, got ${JSON.stringify(opts.to)}`,
      );
    }
  }
  // Normalize option `to_line`
  if (options.to_line === undefined || options.to_line === null) {
    options.to_line = -1;
  } else if (options.to_line !== -1) {
    if (typeof options.to_line === "string" && /\d+/.test(options.to_line)) {
      options.to_line = parseInt(options.to_line);
    }
    if (Number.isInteger(options.to_line)) {
      if (options.to_line <= 0) {
        throw new Error(
          `Invalid Option: to_line must be a positive integer greater than 0, got ${JSON.stringify(opts.to_line)}`,
        );
      }
    } else {
      throw new Error(
        `Invalid Option: to_line must be an integer, got ${JSON.stringify(opts.to_line)}`,
      );
    }
  }
  return options;
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/utils/delimiter_discover.js



// Discussed in [issue #400](https://github.com/adaltas/node-csv/issues/400)
// See https://github.com/python/cpython/blob/ea1b1c579f600cc85d145c60862b2e6b98701b24/Lib/csv.py#L349
const delimiter_discover = function (records, options) {
  // Normalize the configuration
  if (!options) {
    ({ delimiter_auto: options } = normalize_options({ delimiter_auto: true }));
  }
  // Convert String to Buffer
  if (typeof records === "string") {
    records = Buffer.from(records);
  }
  // Convert Buffer to an array of records
  if (Buffer.isBuffer(records)) {
    records = ((data) => {
      const records = [];
      const parser = transform({ delimiter: [] });
      const push = (record) => records.push(record);
      const close = () => {};
      const error = parser.parse(data, true, push, close);
      if (error !== undefined) throw error;
      return records;
    })(records);
  }
  // Info array initialization, 127 entries, one per char code
  const info = Array(127)
    .fill()
    .map(() => ({ lines: [] }));
  // Traverse each records, count occurences per char code
  records.map(([record], line) => {
    for (let i = 0, l = record.length; i < l; i++) {
      // Count the character frequency
      const code = record.charCodeAt(i);
      if (info[code].lines[line] === undefined) info[code].lines[line] = 0;
      info[code].lines[line]++;
    }
  });
  // Traverse each char code, compute the score
  info.map((info, i) => {
    info.char_code = i;
    info.std = std(info.lines);
    info.total = info.lines.reduce((acc, val) => acc + val, 0);
    info.preferred = !!options.preferred[i];
    info.score = options.score(info, options);
  });
  // Extract the dominant character
  const result = info.reduce(
    (acc, info) => (acc.score > info.score ? acc : info),
    {},
  );
  return String.fromCharCode(result.char_code);
};

const std = function (array) {
  const n = array.length;
  if (n === 0) return 0;
  const mean = array.reduce((a, b) => a + b) / n;
  return Math.sqrt(
    array.map((x) => Math.pow(x - mean, 2)).reduce((a, b) => a + b) / n,
  );
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/api/index.js






const isRecordEmpty = function (record) {
  return record.every(
    (field) =>
      field == null || (field.toString && field.toString().trim() === ""),
  );
};

const cr = 13; // `\r`, carriage return, 0x0D in hexad\u00e9cimal, 13 in decimal
const nl = 10; // `\n`, newline, 0x0A in hexadecimal, 10 in decimal

const boms = {
  // Note, the following are equals:
  // Buffer.from("\ufeff")
  // Buffer.from([239, 187, 191])
  // Buffer.from('EFBBBF', 'hex')
  utf8: Buffer.from([239, 187, 191]),
  // Note, the following are equals:
  // Buffer.from "\ufeff", 'utf16le
  // Buffer.from([255, 254])
  utf16le: Buffer.from([255, 254]),
};

const transform = function (original_options = {}) {
  const info = {
    bytes: 0,
    bytes_records: 0,
    comment_lines: 0,
    empty_lines: 0,
    invalid_field_length: 0,
    lines: 1,
    records: 0,
  };
  const options = normalize_options(original_options);
  return {
    info: info,
    original_options: original_options,
    options: options,
    state: init_state(options),
    __needMoreData: function (i, bufLen, end) {
      if (end) return false;
      const { encoding, escape, quote } = this.options;
      const { quoting, needMoreDataSize, recordDelimiterMaxLength } =
        this.state;
      const numOfCharLeft = bufLen - i - 1;
      const requiredLength = Math.max(
        needMoreDataSize,
        // Skip if the remaining buffer smaller than record delimiter
        // If "record_delimiter" is yet to be discovered:
        // 1. It is equals to `[]` and "recordDelimiterMaxLength" equals `0`
        // 2. We set the length to windows line ending in the current encoding
        // Note, that encoding is known from user or bom discovery at that point
        // recordDelimiterMaxLength,
        recordDelimiterMaxLength === 0
          ? Buffer.from("\r\n", encoding).length
          : recordDelimiterMaxLength,
        // Skip if remaining buffer can be an escaped quote
        quoting ? (escape === null ? 0 : escape.length) + quote.length : 0,
        // Skip if remaining buffer can be record delimiter following the closing quote
        quoting ? quote.length + recordDelimiterMaxLength : 0,
      );
      return numOfCharLeft < requiredLength;
    },
    // Central parser implementation
    parse: function (nextBuf, end, push, close) {
      const {
        bom,
        comment_no_infix,
        delimiter_auto,
        encoding,
        from_line,
        ltrim,
        max_record_size,
        raw,
        relax_quotes,
        rtrim,
        skip_empty_lines,
        to,
        to_line,
      } = this.options;
      let { comment, escape, quote, record_delimiter } = this.options;
      const {
        bomSkipped,
        delimiterDiscovered,
        delimiterBufPrevious,
        rawBuffer,
        escapeIsQuote,
      } = this.state;
      // Automatic delimiter discovery
      if (!delimiterDiscovered && delimiter_auto) {
        let delimiterBuf;
        if (delimiterBufPrevious === undefined) {
          delimiterBuf = nextBuf;
        } else if (
          delimiterBufPrevious !== undefined &&
          nextBuf === undefined
        ) {
          delimiterBuf = delimiterBufPrevious;
        } else {
          delimiterBuf = Buffer.concat([delimiterBufPrevious, nextBuf]);
        }
        // Ensure that nextBuf is not concatenated a second time during buffer reconciliation
        nextBuf = undefined;
        // this.delimiterBufPrevious = delimiterBuf;
        if (end || delimiterBuf.length > delimiter_auto.size) {
          this.options.delimiter = [
            Buffer.from(
              delimiter_discover(delimiterBuf, this.options.delimiter_auto),
            ),
          ];
          this.state.previousBuf = delimiterBuf;
          this.state.delimiterBufPrevious = undefined;
          this.state.delimiterDiscovered = true;
        } else {
          this.state.delimiterBufPrevious = delimiterBuf;
          return;
        }
      }
      // Previous buffers reconciliation
      const { previousBuf } = this.state;
      let buf;
      if (previousBuf === undefined) {
        if (nextBuf === undefined) {
          // Handle empty string
          close();
          return;
        } else {
          buf = nextBuf;
        }
      } else if (previousBuf !== undefined && nextBuf === undefined) {
        buf = previousBuf;
      } else {
        buf = Buffer.concat([previousBuf, nextBuf]);
      }
      // Handle UTF BOM
      if (bomSkipped === false) {
        if (bom === false) {
          this.state.bomSkipped = true;
        } else if (buf.length < 3) {
          // No enough data
          if (end === false) {
            // Wait for more data
            this.state.previousBuf = buf;
            return;
          }
        } else {
          for (const encoding in boms) {
            if (boms[encoding].compare(buf, 0, boms[encoding].length) === 0) {
              // Skip BOM
              const bomLength = boms[encoding].length;
              this.state.bufBytesStart += bomLength;
              buf = buf.slice(bomLength);
              // Renormalize original options with the new encoding
              const options = normalize_options({
                ...this.original_options,
                encoding: encoding,
              });
              // Properties are merged with the existing options instance
              for (const key in options) {
                this.options[key] = options[key];
              }
              // Options will re-evaluate the Buffer with the new encoding
              ({ comment, escape, quote } = this.options);
              break;
            }
          }
          this.state.bomSkipped = true;
        }
      }
      const bufLen = buf.length;
      let pos;
      for (pos = 0; pos < bufLen; pos++) {
        // Ensure we get enough space to look ahead
        // There should be a way to move this out of the loop
        if (this.__needMoreData(pos, bufLen, end)) {
          break;
        }
        if (this.state.wasRowDelimiter === true) {
          this.info.lines++;
          this.state.wasRowDelimiter = false;
        }
        if (to_line !== -1 && this.info.lines > to_line) {
          this.state.stop = true;
          close();
          return;
        }
        // Auto discovery of record_delimiter, unix, mac and windows supported
        if (this.state.quoting === false && record_delimiter.length === 0) {
          const record_delimiterCount = this.__autoDiscoverRecordDelimiter(
            buf,
            pos,
          );
          if (record_delimiterCount) {
            record_delimiter = this.options.record_delimiter;
          }
        }
        const chr = buf[pos];
        if (raw === true) {
          rawBuffer.append(chr);
        }
        if (
          (chr === cr || chr === nl) &&
          this.state.wasRowDelimiter === false
        ) {
          this.state.wasRowDelimiter = true;
        }
        // Previous char was a valid escape char
        // treat the current char as a regular char
        if (this.state.escaping === true) {
          this.state.escaping = false;
        } else {
          // Escape is only active inside quoted fields
          // We are quoting, the char is an escape chr and there is a chr to escape
          // if(escape !== null && this.state.quoting === true && chr === escape && pos + 1 < bufLen){
          if (
            escape !== null &&
            this.state.quoting === true &&
            this.__isEscape(buf, pos, chr) &&
            pos + escape.length < bufLen
          ) {
            if (escapeIsQuote) {
              if (this.__isQuote(buf, pos + escape.length)) {
                this.state.escaping = true;
                pos += escape.length - 1;
                continue;
              }
            } else {
              this.state.escaping = true;
              pos += escape.length - 1;
              continue;
            }
          }
          // Not currently escaping and chr is a quote
          // TODO: need to compare bytes instead of single char
          if (this.state.commenting === false && this.__isQuote(buf, pos)) {
            if (this.state.quoting === true) {
              const nextChr = buf[pos + quote.length];
              const isNextChrTrimable =
                rtrim && this.__isCharTrimable(buf, pos + quote.length);
              const isNextChrComment =
                comment !== null &&
                this.__compareBytes(comment, buf, pos + quote.length, nextChr);
              const isNextChrDelimiter = this.__isDelimiter(
                buf,
                pos + quote.length,
                nextChr,
              );
              const isNextChrRecordDelimiter =
                record_delimiter.length === 0
                  ? this.__autoDiscoverRecordDelimiter(buf, pos + quote.length)
                  : this.__isRecordDelimiter(nextChr, buf, pos + quote.length);
              // Escape a quote
              // Treat next char as a regular character
              if (
                escape !== null &&
                this.__isEscape(buf, pos, chr) &&
                this.__isQuote(buf, pos + escape.length)
              ) {
                pos += escape.length - 1;
              } else if (
                !nextChr ||
                isNextChrDelimiter ||
                isNextChrRecordDelimiter ||
                isNextChrComment ||
                isNextChrTrimable
              ) {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                pos += quote.length - 1;
                continue;
              } else if (relax_quotes === false) {
                const err = this.__error(
                  new CsvError(
                    "CSV_INVALID_CLOSING_QUOTE",
                    [
                      "Invalid Closing Quote:",
                      `got "${String.fromCharCode(nextChr)}"`,
                      `at line ${this.info.lines}`,
                      "instead of delimiter, record delimiter, trimable character",
                      "(if activated) or comment",
                    ],
                    this.options,
                    this.__infoField(),
                  ),
                );
                if (err !== undefined) return err;
              } else {
                this.state.quoting = false;
                this.state.wasQuoting = true;
                this.state.field.prepend(quote);
                pos += quote.length - 1;
              }
            } else {
              if (this.state.field.length !== 0) {
                // In relax_quotes mode, treat opening quote preceded by chrs as regular
                if (relax_quotes === false) {
                  const info = this.__infoField();
                  const bom = Object.keys(boms)
                    .map((b) =>
                      boms[b].equals(this.state.field.toString()) ? b : false,
                    )
                    .filter(Boolean)[0];
                  const err = this.__error(
                    new CsvError(
                      "INVALID_OPENING_QUOTE",
                      [
                        "Invalid Opening Quote:",
                        `a quote is found on field ${JSON.stringify(info.column)} at line ${info.lines}, value is ${JSON.stringify(this.state.field.toString(encoding))}`,
                        bom ? `(${bom} bom)` : undefined,
                      ],
                      this.options,
                      info,
                      {
                        field: this.state.field,
                      },
                    ),
                  );
                  if (err !== undefined) return err;
                }
              } else {
                this.state.quoting = true;
                pos += quote.length - 1;
                continue;
              }
            }
          }
          if (this.state.quoting === false) {
            const recordDelimiterLength = this.__isRecordDelimiter(
              chr,
              buf,
              pos,
            );
            if (recordDelimiterLength !== 0) {
              // Do not emit comments which take a full line
              const skipCommentLine =
                this.state.commenting &&
                this.state.wasQuoting === false &&
                this.state.record.length === 0 &&
                this.state.field.length === 0;
              if (skipCommentLine) {
                this.info.comment_lines++;
                // Skip full comment line
              } else {
                // Activate records emission if above from_line
                if (
                  this.state.enabled === false &&
                  this.info.lines +
                    (this.state.wasRowDelimiter === true ? 1 : 0) >=
                    from_line
                ) {
                  this.state.enabled = true;
                  this.__resetField();
                  this.__resetRecord();
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                // Skip if line is empty and skip_empty_lines activated
                if (
                  skip_empty_lines === true &&
                  this.state.wasQuoting === false &&
                  this.state.record.length === 0 &&
                  this.state.field.length === 0
                ) {
                  this.info.empty_lines++;
                  pos += recordDelimiterLength - 1;
                  continue;
                }
                this.info.bytes = this.state.bufBytesStart + pos;
                const errField = this.__onField();
                if (errField !== undefined) return errField;
                this.info.bytes =
                  this.state.bufBytesStart + pos + recordDelimiterLength;
                const errRecord = this.__onRecord(push);
                if (errRecord !== undefined) return errRecord;
                if (to !== -1 && this.info.records >= to) {
                  this.state.stop = true;
                  close();
                  return;
                }
              }
              this.state.commenting = false;
              pos += recordDelimiterLength - 1;
              continue;
            }
            if (this.state.commenting) {
              continue;
            }
            if (
              comment !== null &&
              (comment_no_infix === false ||
                (this.state.record.length === 0 &&
                  this.state.field.length === 0))
            ) {
              const commentCount = this.__compareBytes(comment, buf, pos, chr);
              if (commentCount !== 0) {
                this.state.commenting = true;
                continue;
              }
            }
            const delimiterLength = this.__isDelimiter(buf, pos, chr);
            if (delimiterLength !== 0) {
              this.info.bytes = this.state.bufBytesStart + pos;
              const errField = this.__onField();
              if (errField !== undefined) return errField;
              pos += delimiterLength - 1;
              continue;
            }
          }
        }
        if (this.state.commenting === false) {
          if (
            max_record_size !== 0 &&
            this.state.record_length + this.state.field.length > max_record_size
          ) {
            return this.__error(
              new CsvError(
                "CSV_MAX_RECORD_SIZE",
                [
                  "Max Record Size:",
                  "record exceed the maximum number of tolerated bytes",
                  `of ${max_record_size}`,
                  `at line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
              ),
            );
          }
        }
        const lappend =
          ltrim === false ||
          this.state.quoting === true ||
          this.state.field.length !== 0 ||
          !this.__isCharTrimable(buf, pos);
        // rtrim in non quoting is handle in __onField
        const rappend = rtrim === false || this.state.wasQuoting === false;
        if (lappend === true && rappend === true) {
          this.state.field.append(chr);
        } else if (rtrim === true && !this.__isCharTrimable(buf, pos)) {
          return this.__error(
            new CsvError(
              "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE",
              [
                "Invalid Closing Quote:",
                "found non trimable byte after quote",
                `at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
        } else {
          if (lappend === false) {
            pos += this.__isCharTrimable(buf, pos) - 1;
          }
          continue;
        }
      }
      if (end === true) {
        // Ensure we are not ending in a quoting state
        if (this.state.quoting === true) {
          const err = this.__error(
            new CsvError(
              "CSV_QUOTE_NOT_CLOSED",
              [
                "Quote Not Closed:",
                `the parsing is finished with an opening quote at line ${this.info.lines}`,
              ],
              this.options,
              this.__infoField(),
            ),
          );
          if (err !== undefined) return err;
        } else {
          // Skip last line if it has no characters
          if (
            this.state.wasQuoting === true ||
            this.state.record.length !== 0 ||
            this.state.field.length !== 0
          ) {
            this.info.bytes = this.state.bufBytesStart + pos;
            const errField = this.__onField();
            if (errField !== undefined) return errField;
            const errRecord = this.__onRecord(push);
            if (errRecord !== undefined) return errRecord;
          } else if (this.state.wasRowDelimiter === true) {
            this.info.empty_lines++;
          } else if (this.state.commenting === true) {
            this.info.comment_lines++;
          }
        }
      } else {
        this.state.bufBytesStart += pos;
        this.state.previousBuf = buf.slice(pos);
      }
      if (this.state.wasRowDelimiter === true) {
        this.info.lines++;
        this.state.wasRowDelimiter = false;
      }
    },
    __onRecord: function (push) {
      const {
        columns,
        group_columns_by_name,
        encoding,
        info,
        from,
        relax_column_count,
        relax_column_count_less,
        relax_column_count_more,
        raw,
        skip_records_with_empty_values,
      } = this.options;
      const { enabled, record } = this.state;
      if (enabled === false) {
        return this.__resetRecord();
      }
      // Convert the first line into column names
      const recordLength = record.length;
      if (columns === true) {
        if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
          this.__resetRecord();
          return;
        }
        return this.__firstLineToColumns(record);
      }
      if (columns === false && this.info.records === 0) {
        this.state.expectedRecordLength = recordLength;
      }
      if (recordLength !== this.state.expectedRecordLength) {
        const err =
          columns === false
            ? new CsvError(
                "CSV_RECORD_INCONSISTENT_FIELDS_LENGTH",
                [
                  "Invalid Record Length:",
                  `expect ${this.state.expectedRecordLength},`,
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              )
            : new CsvError(
                "CSV_RECORD_INCONSISTENT_COLUMNS",
                [
                  "Invalid Record Length:",
                  `columns length is ${columns.length},`, // rename columns
                  `got ${recordLength} on line ${this.info.lines}`,
                ],
                this.options,
                this.__infoField(),
                {
                  record: record,
                },
              );
        if (
          relax_column_count === true ||
          (relax_column_count_less === true &&
            recordLength < this.state.expectedRecordLength) ||
          (relax_column_count_more === true &&
            recordLength > this.state.expectedRecordLength)
        ) {
          this.info.invalid_field_length++;
          this.state.error = err;
          // Error is undefined with skip_records_with_error
        } else {
          const finalErr = this.__error(err);
          if (finalErr) return finalErr;
        }
      }
      if (skip_records_with_empty_values === true && isRecordEmpty(record)) {
        this.__resetRecord();
        return;
      }
      if (this.state.recordHasError === true) {
        this.__resetRecord();
        this.state.recordHasError = false;
        return;
      }
      this.info.records++;
      if (from === 1 || this.info.records >= from) {
        const { objname } = this.options;
        // With columns, records are object
        if (columns !== false) {
          const obj = {};
          // Transform record array to an object
          for (let i = 0, l = record.length; i < l; i++) {
            if (columns[i] === undefined || columns[i].disabled) continue;
            // Turn duplicate columns into an array
            if (
              group_columns_by_name === true &&
              Object.hasOwn(obj, columns[i].name)
            ) {
              if (Array.isArray(obj[columns[i].name])) {
                obj[columns[i].name] = obj[columns[i].name].concat(record[i]);
              } else {
                obj[columns[i].name] = [obj[columns[i].name], record[i]];
              }
            } else {
              Object.defineProperty(obj, columns[i].name, {
                value: record[i],
                enumerable: true,
                writable: true,
                configurable: true,
              });
            }
          }
          // Without objname (default)
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: obj },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [obj[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? obj : [obj[objname], obj],
              push,
            );
            if (err) {
              return err;
            }
          }
          // Without columns, records are array
        } else {
          if (raw === true || info === true) {
            const extRecord = Object.assign(
              { record: record },
              raw === true
                ? { raw: this.state.rawBuffer.toString(encoding) }
                : {},
              info === true ? { info: this.__infoRecord() } : {},
            );
            const err = this.__push(
              objname === undefined ? extRecord : [record[objname], extRecord],
              push,
            );
            if (err) {
              return err;
            }
          } else {
            const err = this.__push(
              objname === undefined ? record : [record[objname], record],
              push,
            );
            if (err) {
              return err;
            }
          }
        }
      }
      this.__resetRecord();
    },
    __firstLineToColumns: function (record) {
      const { firstLineToHeaders } = this.state;
      try {
        const headers =
          firstLineToHeaders === undefined
            ? record
            : firstLineToHeaders.call(null, record);
        if (!Array.isArray(headers)) {
          return this.__error(
            new CsvError(
              "CSV_INVALID_COLUMN_MAPPING",
              [
                "Invalid Column Mapping:",
                "expect an array from column function,",
                `got ${JSON.stringify(headers)}`,
              ],
              this.options,
              this.__infoField(),
              {
                headers: headers,
              },
            ),
          );
        }
        const normalizedHeaders = normalize_columns_array(headers);
        this.state.expectedRecordLength = normalizedHeaders.length;
        this.options.columns = normalizedHeaders;
        this.__resetRecord();
        return;
      } catch (err) {
        return err;
      }
    },
    __resetRecord: function () {
      if (this.options.raw === true) {
        this.state.rawBuffer.reset();
      }
      this.state.error = undefined;
      this.state.record = [];
      this.state.record_length = 0;
    },
    __onField: function () {
      const { cast, encoding, rtrim, max_record_size } = this.options;
      const { enabled, wasQuoting } = this.state;
      // Short circuit for the from_line options
      if (enabled === false) {
        return this.__resetField();
      }
      let field = this.state.field.toString(encoding);
      if (rtrim === true && wasQuoting === false) {
        field = field.trimRight();
      }
      if (cast === true) {
        const [err, f] = this.__cast(field);
        if (err !== undefined) return err;
        field = f;
      }
      this.state.record.push(field);
      // Increment record length if record size must not exceed a limit
      if (max_record_size !== 0 && typeof field === "string") {
        this.state.record_length += field.length;
      }
      this.__resetField();
    },
    __resetField: function () {
      this.state.field.reset();
      this.state.wasQuoting = false;
    },
    __push: function (record, push) {
      const { on_record } = this.options;
      if (on_record !== undefined) {
        const info = this.__infoRecord();
        try {
          record = on_record.call(null, record, info);
        } catch (err) {
          return err;
        }
        if (record === undefined || record === null) {
          return;
        }
      }
      this.info.bytes_records += this.info.bytes;
      push(record);
    },
    // Return a tuple with the error and the casted value
    __cast: function (field) {
      const { columns, relax_column_count } = this.options;
      const isColumns = Array.isArray(columns);
      // Dont loose time calling cast
      // because the final record is an object
      // and this field can't be associated to a key present in columns
      if (
        isColumns === true &&
        relax_column_count &&
        this.options.columns.length <= this.state.record.length
      ) {
        return [undefined, undefined];
      }
      if (this.state.castField !== null) {
        try {
          const info = this.__infoField();
          return [undefined, this.state.castField.call(null, field, info)];
        } catch (err) {
          return [err];
        }
      }
      if (this.__isFloat(field)) {
        return [undefined, parseFloat(field)];
      } else if (this.options.cast_date !== false) {
        const info = this.__infoField();
        return [undefined, this.options.cast_date.call(null, field, info)];
      }
      return [undefined, field];
    },
    __compareBytes: function (sourceBuf, targetBuf, targetPos, firstByte) {
      if (sourceBuf[0] !== firstByte) return 0;
      const sourceLength = sourceBuf.length;
      for (let i = 1; i < sourceLength; i++) {
        if (sourceBuf[i] !== targetBuf[targetPos + i]) return 0;
      }
      return sourceLength;
    },
    // Helper to test if a character is trimable
    __isCharTrimable: function (buf, pos) {
      const { timchars, timcharFirstBytes } = this.state;
      // Fast bail-out: non-whitespace bytes (the common case) are rejected
      // without scanning the full timchar list.
      const first = buf[pos];
      if (first === undefined || timcharFirstBytes[first] === 0) return 0;
      loop1: for (let i = 0; i < timchars.length; i++) {
        const timchar = timchars[i];
        for (let j = 0; j < timchar.length; j++) {
          if (timchar[j] !== buf[pos + j]) continue loop1;
        }
        return timchar.length;
      }
      return 0;
    },
    __isDelimiter: function (buf, pos, chr) {
      const { delimiter, ignore_last_delimiters } = this.options;
      if (
        ignore_last_delimiters === true &&
        this.state.record.length === this.options.columns.length - 1
      ) {
        return 0;
      } else if (
        ignore_last_delimiters !== false &&
        typeof ignore_last_delimiters === "number" &&
        this.state.record.length === ignore_last_delimiters - 1
      ) {
        return 0;
      }
      loop1: for (let i = 0; i < delimiter.length; i++) {
        const del = delimiter[i];
        if (del[0] === chr) {
          for (let j = 1; j < del.length; j++) {
            if (del[j] !== buf[pos + j]) continue loop1;
          }
          return del.length;
        }
      }
      return 0;
    },
    __isEscape: function (buf, pos, chr) {
      const { escape } = this.options;
      if (escape === null) return false;
      const l = escape.length;
      if (escape[0] === chr) {
        for (let i = 0; i < l; i++) {
          if (escape[i] !== buf[pos + i]) {
            return false;
          }
        }
        return true;
      }
      return false;
    },
    __isFloat: function (value) {
      return value - parseFloat(value) + 1 >= 0; // Borrowed from jquery
    },
    // Keep it in case we implement the `cast_int` option
    // __isInt(value){
    //   // return Number.isInteger(parseInt(value))
    //   // return !isNaN( parseInt( obj ) );
    //   return /^(\-|\+)?[1-9][0-9]*$/.test(value)
    // }
    __isQuote: function (buf, pos) {
      const { quote } = this.options;
      if (quote === null) return false;
      const l = quote.length;
      for (let i = 0; i < l; i++) {
        if (quote[i] !== buf[pos + i]) {
          return false;
        }
      }
      return true;
    },
    __isRecordDelimiter: function (chr, buf, pos) {
      const { record_delimiter } = this.options;
      const recordDelimiterLength = record_delimiter.length;
      loop1: for (let i = 0; i < recordDelimiterLength; i++) {
        const rd = record_delimiter[i];
        const rdLength = rd.length;
        if (rd[0] !== chr) {
          continue;
        }
        for (let j = 1; j < rdLength; j++) {
          if (rd[j] !== buf[pos + j]) {
            continue loop1;
          }
        }
        return rd.length;
      }
      return 0;
    },
    __autoDiscoverRecordDelimiter: function (buf, pos) {
      const { encoding } = this.options;
      // Note, we don't need to cache this information in state,
      // It is only called on the first line until we find out a suitable
      // record delimiter.
      const rds = [
        // Important, the windows line ending must be before mac os 9
        Buffer.from("\r\n", encoding),
        Buffer.from("\n", encoding),
        Buffer.from("\r", encoding),
      ];
      loop: for (let i = 0; i < rds.length; i++) {
        const l = rds[i].length;
        for (let j = 0; j < l; j++) {
          if (rds[i][j] !== buf[pos + j]) {
            continue loop;
          }
        }
        this.options.record_delimiter.push(rds[i]);
        this.state.recordDelimiterMaxLength = rds[i].length;
        return rds[i].length;
      }
      return 0;
    },
    __error: function (msg) {
      const { encoding, raw, skip_records_with_error } = this.options;
      const err = typeof msg === "string" ? new Error(msg) : msg;
      if (skip_records_with_error) {
        this.state.recordHasError = true;
        if (this.options.on_skip !== undefined) {
          try {
            this.options.on_skip(
              err,
              raw ? this.state.rawBuffer.toString(encoding) : undefined,
            );
          } catch (err) {
            return err;
          }
        }
        // this.emit('skip', err, raw ? this.state.rawBuffer.toString(encoding) : undefined);
        return undefined;
      } else {
        return err;
      }
    },
    __infoDataSet: function () {
      return {
        ...this.info,
        columns: this.options.columns,
      };
    },
    __infoRecord: function () {
      const { columns, raw, encoding } = this.options;
      return {
        ...this.__infoDataSet(),
        bytes_records: this.info.bytes,
        error: this.state.error,
        header: columns === true,
        index: this.state.record.length,
        raw: raw ? this.state.rawBuffer.toString(encoding) : undefined,
      };
    },
    __infoField: function () {
      const { columns } = this.options;
      const isColumns = Array.isArray(columns);
      // Bytes records are only incremented when all records'fields are parsed
      const bytes_records = this.info.bytes_records;
      return {
        ...this.__infoRecord(),
        bytes_records: bytes_records,
        column:
          isColumns === true
            ? columns.length > this.state.record.length
              ? columns[this.state.record.length].name
              : null
            : this.state.record.length,
        quoting: this.state.wasQuoting,
      };
    },
  };
};



;// CONCATENATED MODULE: ./node_modules/csv-parse/lib/sync.js



const parse = function (data, opts = {}) {
  if (typeof data === "string") {
    data = Buffer.from(data);
  }
  const records = opts && opts.objname ? Object.create(null) : [];
  const parser = transform(opts);
  const push = (record) => {
    if (parser.options.objname === undefined) records.push(record);
    else {
      records[record[0]] = record[1];
    }
  };
  const close = () => {};
  const error = parser.parse(data, true, push, close);
  if (error !== undefined) throw error;
  return records;
};



// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/commands/lists.js


function readList(name, text, form) {
    const trimmed = form.spaces === 'trim' ? text.trim() : text;
    if (trimmed === '')
        return [];
    const entries = records(name, trimmed, form.quotes).flatMap(record => {
        if (form.commas === 'keep')
            return [record.join(',')];
        return record.length === 1 ? (record[0] ?? '').split(',') : record;
    });
    return entries.map(entry => (form.spaces === 'trim' ? entry.trim() : entry)).filter(entry => entry !== '');
}
function records(name, text, quotes) {
    try {
        return parse(text, {
            columns: false,
            relaxQuotes: true,
            relaxColumnCount: true,
            skipEmptyLines: true,
            ...(quotes === 'keep' ? { quote: false } : {}),
        });
    }
    catch {
        throw new errors/* BasehitError */.j('BH078', `the input \`${name}\` has a double quote that is not closed`, {
            remedy: 'close the quote, or write `""` for a quote inside a quoted entry',
        });
    }
}


/***/ }),

/***/ 1072:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D0: () => (/* binding */ loadIgnore),
/* harmony export */   GZ: () => (/* binding */ loadBaseDockerfile),
/* harmony export */   Pv: () => (/* binding */ ignoreFile),
/* harmony export */   dx: () => (/* binding */ loadDockerfile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _context_ignore_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1453);
/* harmony import */ var _dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3955);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(452);
/* harmony import */ var _listing_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7487);
/* harmony import */ var _source_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1672);






async function loadBaseDockerfile(world, { base, build }) {
    const { cwd, context } = build;
    const within = base.boundary.kind === 'file' ? [cwd, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, context)] : undefined;
    const loaded = await loadDockerfile(world, cwd, base.file, within);
    await (0,_source_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .refusePolicyFile */ .L)(world, loaded);
    return loaded;
}
async function loadDockerfile(world, cwd, path, within) {
    const found = (await readAs(world, cwd, path, within)) ?? (await readAs(world, cwd, lowerCase(path), within));
    if (found === undefined)
        throw await missing(world, cwd, path);
    const text = (0,_dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeDockerfile */ .Z0)(found.bytes, found.path);
    const dockerfile = (0,_dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_2__/* .parseDockerfile */ .Ai)({ path: found.path, text });
    const ignored = `${found.absolute}.dockerignore`;
    const note = notedAs(found.states, ignored, `${found.path}.dockerignore`);
    const ownIgnore = await world.files.read(ignored, { as: 'ignore-file', note });
    return { path: found.path, absolute: found.absolute, text, dockerfile, ownIgnore, states: found.states };
}
async function readAs(world, cwd, path, within) {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, path);
    const states = new Map();
    const note = notedAs(states, absolute, path);
    const bytes = await world.files.read(absolute, { within, as: 'dockerfile', note });
    return bytes === undefined ? undefined : { bytes, absolute, path, states };
}
function notedAs(states, location, name) {
    return (at, state) => {
        states.set(at === location ? name : at, state);
    };
}
function lowerCase(path) {
    return path.replace(/(^|\/)Dockerfile$/, '$1dockerfile');
}
async function missing(world, cwd, path) {
    const names = (await world.files.names((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, path, '..'))).filter(name => /dockerfile/i.test(name));
    const directory = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path);
    const found = names.length === 0 ? 'no Dockerfile is there' : `found: ${(0,_listing_js__WEBPACK_IMPORTED_MODULE_5__/* .listed */ .K)(names)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BasehitError */ .j('BH020', `${path} not found in ${directory} (${found})`, {
        remedy: 'check the path; it is relative to the working directory, not to the context',
    });
}
async function loadIgnore(world, cwd, context, loaded, states = new Map()) {
    const path = ignoreFile(context, loaded);
    const bytes = await ignoreBytes(world, cwd, context, loaded, states);
    return (0,_context_ignore_js__WEBPACK_IMPORTED_MODULE_1__/* .compilePatterns */ .x)(bytes === undefined ? [] : (0,_context_ignore_js__WEBPACK_IMPORTED_MODULE_1__/* .parseIgnoreFile */ .a)(ignoreText.decode(bytes), path));
}
const ignoreText = new TextDecoder('utf-8', { ignoreBOM: true });
async function ignoreBytes(world, cwd, context, loaded, states) {
    const own = loaded?.ownIgnore;
    if (own !== undefined && own.length > 0)
        return own;
    const shared = ignoreFile(context, undefined);
    const location = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, shared);
    const note = notedAs(states, location, shared);
    const bytes = await world.files.read(location, { as: 'ignore-file', note });
    if (own === undefined || bytes === undefined || bytes.length === 0)
        return bytes;
    const path = ignoreFile(context, loaded);
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BasehitError */ .j('BH049', `${path} is empty, and some frontends of BuildKit would read ${shared} instead`, {
        position: { file: path, line: 1, column: 1 },
        remedy: 'write a line such as `# nothing` into it, or remove it',
    });
}
function ignoreFile(context, loaded) {
    return loaded?.ownIgnore === undefined ? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(context, '.dockerignore') : `${loaded.path}.dockerignore`;
}


/***/ }),

/***/ 9869:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  br: () => (/* binding */ plan_digest),
  JZ: () => (/* binding */ lowerBase),
  yo: () => (/* binding */ lowerOptions),
  et: () => (/* binding */ plan)
});

// UNUSED EXPORTS: baseName

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/image/platform.js
var image_platform = __nccwpck_require__(8758);
// EXTERNAL MODULE: ./lib/listing.js
var listing = __nccwpck_require__(7487);
// EXTERNAL MODULE: ./lib/lower/lower.js + 13 modules
var lower = __nccwpck_require__(300);
// EXTERNAL MODULE: ./lib/lower/observations.js
var observations = __nccwpck_require__(6378);
// EXTERNAL MODULE: ./lib/plan/decide.js
var decide = __nccwpck_require__(4323);
// EXTERNAL MODULE: ./lib/plan/trust.js
var plan_trust = __nccwpck_require__(4737);
// EXTERNAL MODULE: ./lib/image/config.js
var image_config = __nccwpck_require__(4887);
// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __nccwpck_require__(7241);
;// CONCATENATED MODULE: ./lib/recipe/observations.js




const schema = 'basehit.observations/v1';
function printObservations(images) {
    return JSON.stringify({ schema, images: Object.fromEntries(images) });
}
function readObservations(text) {
    try {
        const document = JSON.parse(text);
        if (document.schema !== schema || document.images === undefined)
            throw new TypeError(`not ${schema}`);
        return new Map(Object.entries(document.images).map(([key, image]) => [
            (0,observations/* observationKey */.oL)({ ...JSON.parse(key), kind: 'image' }),
            { digest: (0,digest/* parseDigest */.m)(image.digest), config: (0,image_config/* parseImageConfig */.F)(JSON.stringify(image.config)) },
        ]));
    }
    catch (cause) {
        throw new errors/* BasehitError */.j('BH130', `observations cannot be read: ${cause.message}`, {
            cause,
            remedy: 'pass on the output `observations` of an earlier step unchanged',
        });
    }
}

// EXTERNAL MODULE: ./lib/recipe/recipe.js
var recipe_recipe = __nccwpck_require__(4470);
// EXTERNAL MODULE: ./lib/turns.js
var turns = __nccwpck_require__(8403);
// EXTERNAL MODULE: ./lib/commands/contexts.js
var contexts = __nccwpck_require__(9624);
// EXTERNAL MODULE: ./lib/nearest.js
var nearest = __nccwpck_require__(2037);
;// CONCATENATED MODULE: ./lib/lint/build-args.js


const predefined = /^(?:(?:HTTPS?|FTP|NO|ALL)_PROXY|(?:https?|ftp|no|all)_proxy|BUILDKIT_\w+|SOURCE_DATE_EPOCH|(?:TARGET|BUILD)(?:PLATFORM|OS|OSVERSION|ARCH|VARIANT)|TARGETSTAGE)$/;
function undeclaredArgs(given, dockerfiles, triggers) {
    const asked = [...given].filter(name => !predefined.test(name));
    if (asked.length === 0)
        return [];
    const declared = new Set([...dockerfiles.flatMap(declaredArgs), ...triggers.flatMap(triggeredArgs)]);
    const files = [...new Set(dockerfiles.map(({ path }) => path))].join(' or ');
    return asked
        .filter(name => !declared.has(name))
        .map(name => {
        const meant = (0,nearest/* nearest */.p)(name, declared);
        return new errors/* BasehitError */.j('BH062', `the build arg \`${name}\` is declared by no ARG of ${files}`, {
            remedy: meant === undefined ? `declare it with \`ARG ${name}\`, or remove it` : `did you mean ${meant}?`,
        });
    });
}
function declaredArgs({ globalArgs, stages }) {
    const instructions = [...globalArgs, ...stages.flatMap(stage => stage.instructions)];
    return instructions.flatMap(instruction => {
        if (instruction.kind === 'arg')
            return instruction.args.map(({ name }) => name);
        return instruction.kind === 'onbuild' ? triggeredArgs(instruction.expression) : [];
    });
}
function triggeredArgs(trigger) {
    const words = /^\s*ARG\s+(.*)$/is.exec(trigger)?.[1]?.split(/\s+/) ?? [];
    return words.map(word => word.replace(/=.*$/s, ''));
}

;// CONCATENATED MODULE: ./lib/lint/bulk.js

const mostFiles = 100_000;
const mostBytes = 10_000_000_000;
const shownDirectories = 5;
function bulkFault(taken) {
    const total = { files: 0, bytes: 0 };
    for (const { paths, sizeOf } of taken)
        for (const path of paths)
            add(total, sizeOf(path));
    if (total.files <= mostFiles && total.bytes <= mostBytes)
        return undefined;
    const largest = [...taken].sort((one, other) => other.paths.length - one.paths.length)[0];
    const biggest = [...directories(taken)].sort(([, one], [, other]) => order(total, one, other));
    const shown = biggest.slice(0, shownDirectories).map(([name, amount]) => `${name} (${describe(amount)})`);
    return new errors/* BasehitError */.j('BH150', `the base takes ${describe(total)} from its context, and every run reads them all; the most in ${shown.join(', ')}`, { position: largest?.position, remedy: `hide what the base does not need in ${largest?.ignoredIn}` });
}
function add(amount, bytes) {
    amount.files++;
    amount.bytes += bytes;
}
function directories(taken) {
    const common = commonDirectory(taken.flatMap(({ paths }) => paths));
    const amounts = new Map();
    for (const { paths, sizeOf } of taken) {
        for (const path of paths) {
            const end = path.indexOf('/', common.length);
            const name = end < 0 ? common || './' : path.slice(0, end + 1);
            const amount = amounts.get(name) ?? { files: 0, bytes: 0 };
            add(amount, sizeOf(path));
            amounts.set(name, amount);
        }
    }
    return amounts;
}
function commonDirectory(paths) {
    let common = paths[0] ?? '';
    for (const path of paths) {
        let length = Math.min(common.length, path.length);
        while (common.slice(0, length) !== path.slice(0, length))
            length--;
        common = common.slice(0, length);
    }
    return common.slice(0, common.lastIndexOf('/') + 1);
}
function order(total, one, other) {
    const [first, second] = total.bytes > mostBytes ? ['bytes', 'files'] : ['files', 'bytes'];
    return other[first] - one[first] || other[second] - one[second];
}
function describe({ files, bytes }) {
    const size = bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
    return `${files} ${files === 1 ? 'file' : 'files'}, ${size}`;
}

// EXTERNAL MODULE: ./lib/lint/finding.js
var finding = __nccwpck_require__(380);
// EXTERNAL MODULE: ./lib/context/entry.js
var entry = __nccwpck_require__(2111);
;// CONCATENATED MODULE: ./lib/lint/twin-names.js


function twinNames({ operations, places }) {
    return operations.flatMap((operation, index) => {
        const twins = operation.op === 'copy' ? findTwins(operation) : [];
        const [first] = twins;
        if (first === undefined)
            return [];
        const more = twins.length === 1 ? '' : `; ${twins.length - 1} more ${twins.length === 2 ? 'pair' : 'pairs'} like it`;
        return [
            new errors/* BasehitError */.j('BH047', `${twin_names_describe(first)}${more}`, {
                position: places[index],
                remedy: 'rename one of them: a checkout where the two are one file is another base',
            }),
        ];
    });
}
function findTwins({ from }) {
    const known = new Map();
    const twins = [];
    for (const source of from) {
        if (source.kind !== 'files')
            continue;
        for (const { path } of source.files) {
            const key = path.normalize('NFC').toLowerCase();
            const other = known.get(key);
            if (other === undefined)
                known.set(key, path);
            else if (other !== path && (0,entry/* parentPath */.yl)(other) === (0,entry/* parentPath */.yl)(path))
                twins.push([other, path]);
        }
    }
    return twins;
}
function twin_names_describe([one, other]) {
    if (one.normalize('NFC') !== other.normalize('NFC'))
        return `\`${one}\` and \`${other}\` differ only in case`;
    return `\`${escaped(one)}\` and \`${escaped(other)}\` differ only in Unicode normalisation`;
}
function escaped(path) {
    return path.replace(/[^\x20-\x7e]/gu, character => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

;// CONCATENATED MODULE: ./lib/lint/whole-context.js


const everything = new Set(['', '*', '**']);
function wholeContext(taken) {
    return taken.find(({ context, source }) => context === '' && everything.has((0,entry/* rootedPath */.je)(source)));
}
function wholeContextFault({ source, position, ignoredIn }) {
    return new errors/* BasehitError */.j('BH033', `the base takes the whole context (\`${source || '.'}\`): every file of the context is part of the base's key`, { position, remedy: `name the files that the base needs, or hide all others in ${ignoredIn}` });
}

// EXTERNAL MODULE: ./lib/report/text.js + 2 modules
var report_text = __nccwpck_require__(3538);
// EXTERNAL MODULE: ./lib/commands/load.js
var load = __nccwpck_require__(1072);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./lib/lint/landings.js

function landings(operations, places) {
    const files = [];
    const unknown = [];
    for (const [index, operation] of operations.entries()) {
        const position = places[index];
        for (const { source, target } of targets(operation)) {
            if (source.kind === 'text')
                unknown.push((0,entry/* cleanPath */.ts)(target), (0,entry/* cleanPath */.ts)(`${target}/${source.name}`));
            if (source.kind === 'operation' || (source.kind === 'files' && source.unpack))
                unknown.push((0,entry/* cleanPath */.ts)(target));
            if (source.kind !== 'files')
                continue;
            for (const landing of landed(source.files, target))
                files.push({ ...landing, position });
        }
    }
    return { files, unknown };
}
function targets(operation) {
    if (operation.op === 'copy')
        return copyTargets(operation);
    const mounts = operation.op === 'run' ? (operation.mounts ?? []) : [];
    return mounts.flatMap(mount => (mount.type === 'bind' ? [{ source: mount.from, target: mount.target }] : []));
}
function copyTargets({ from, destination }) {
    const isDirectory = from.length > 1 && !destination.endsWith('/');
    return from.map(source => ({ source, target: isDirectory ? `${destination}/` : destination }));
}
function landed(facts, target) {
    const isLone = facts.length === 1 && !target.endsWith('/');
    return facts
        .filter(fact => fact.kind !== 'directory')
        .map(fact => {
        const below = (0,entry/* cleanPath */.ts)(`${target}/${fact.path}`);
        return { fact, paths: isLone ? [...new Set([(0,entry/* cleanPath */.ts)(target), below])] : [below] };
    });
}

;// CONCATENATED MODULE: ./lib/lint/requirements.js



function lintRequirements(files, surroundings) {
    const edges = files.flatMap(file => includesOf(file, files));
    return [
        ...loops(files, edges).map(loop => loopFinding(loop, surroundings)),
        ...edges.filter(edge => isMissing(edge, surroundings)).map(missing),
        ...files.flatMap(outsiders),
        ...files.flatMap(file => confusable(file, files, edges)),
    ];
}
function includesOf(file, files) {
    return file.lines
        .filter((line) => line.kind === 'include')
        .map(include => {
        const { path } = include;
        const paths = [...file.landings].map(landing => (0,entry/* cleanPath */.ts)(path.startsWith('/') ? path : `${landing}/../${path}`));
        const to = files.find(other => paths.some(each => other.landings.has(each)));
        return { from: file, include, paths, to };
    });
}
function loops(files, edges) {
    const found = [];
    const done = new Set();
    const visit = (file, way) => {
        const start = way.findIndex(({ from }) => from === file);
        if (start >= 0)
            found.push(way.slice(start));
        if (start >= 0 || done.has(file))
            return;
        for (const edge of edges)
            if (edge.from === file && edge.to !== undefined)
                visit(edge.to, [...way, edge]);
        done.add(file);
    };
    for (const file of files)
        visit(file, []);
    return found;
}
function loopFinding(loop, { commands }) {
    const names = loop.map(({ from }) => from.path);
    const isInstalled = commands.some(text => /\bpip\d?\b/.test(text) && !/\buv\b/.test(text) && names.some(name => text.includes(lastName(name))));
    const fact = names.length === 1 ? `${names[0]} includes itself` : `${(0,listing/* listed */.K)(names)} include one another in a circle`;
    const fault = new errors/* BasehitError */.j('BH140', `${fact}: pip stops at it`, {
        position: placeOf(loop.at(-1)),
        remedy: 'remove this line, or another of the circle',
    });
    return { severity: isInstalled ? 'error' : 'warning', fault };
}
function lastName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
function isMissing({ paths, to }, { mayBeThere }) {
    return to === undefined && !paths.some(mayBeThere);
}
function missing(edge) {
    const { flag, path } = edge.include;
    const fault = new errors/* BasehitError */.j('BH140', `\`${flag} ${path}\` names a file that the base does not copy beside it`, {
        position: placeOf(edge),
        remedy: `copy ${path} too, or remove the line`,
    });
    return { severity: 'warning', fault };
}
function placeOf(edge) {
    return edge === undefined ? undefined : placeIn(edge.from, edge.include);
}
function placeIn({ path }, { line, column }) {
    return { file: path, line, column };
}
function outsiders(file) {
    return file.lines.flatMap((line) => {
        if (line.kind !== 'directory' || line.path.startsWith('/'))
            return [];
        const reached = (0,entry/* cleanPath */.ts)(`${file.pathInContext}/../${line.path}`);
        if (reached !== '..' && !reached.startsWith('../'))
            return [];
        const fault = new errors/* BasehitError */.j('BH140', `\`${line.written}\` leads out of the context: no COPY can bring it`, {
            position: placeIn(file, line),
            remedy: 'move it into the context, or install it as a package',
        });
        return [{ severity: 'warning', fault }];
    });
}
function confusable(file, files, edges) {
    const index = file.lines.find(({ kind }) => kind === 'extra-index');
    if (index === undefined)
        return [];
    const kinds = new Set(together(file, files, edges).flatMap(({ lines }) => lines.map(({ kind }) => kind)));
    if (kinds.has('hash') || !kinds.has('package'))
        return [];
    const fault = new errors/* BasehitError */.j('BH141', '`--extra-index-url` without `--hash`: whoever publishes a higher version of a name on either index is installed', {
        position: placeIn(file, index),
        remedy: 'add hashes (`pip-compile --generate-hashes`), or name one index with `--index-url`',
    });
    return [{ severity: 'warning', fault }];
}
function together(file, files, edges) {
    const group = new Set([file]);
    for (let size = 0; size < group.size;) {
        size = group.size;
        for (const { from, to } of edges) {
            if (to === undefined || group.has(from) === group.has(to))
                continue;
            group.add(from).add(to);
        }
    }
    return files.filter(each => group.has(each));
}

;// CONCATENATED MODULE: ./lib/lint/requirements-text.js
const largestRequirements = 1024 * 1024;
function isRequirementsName(path) {
    return /(?:^|\/)(?:(?:requirements|constraints)[^/]*|[^/]*requirements)\.txt$/i.test(path);
}
function readRequirements(bytes) {
    const text = new TextDecoder().decode(bytes);
    if (text.includes('\0') || text.includes('\ufffd'))
        return [];
    return joinLines(text.split(/\r\n|\r|\n/)).flatMap(({ text: written, line }) => {
        const content = written.replace(/(^|\s+)#.*$/, '').trim();
        const column = written.length - written.trimStart().length + 1;
        const kinds = content === '' ? [] : readLine(content);
        return kinds.map(kind => ({ ...kind, line, column }));
    });
}
function joinLines(lines) {
    const joined = [];
    let open;
    for (const [index, text] of lines.entries()) {
        const line = { text: (open?.text ?? '') + text.replace(/\\$/, ''), line: open?.line ?? index + 1 };
        const continues = text.endsWith('\\') && !/^\s*#/.test(text);
        if (continues)
            open = line;
        else
            joined.push(/^\s*#/.test(text) && open !== undefined ? open : line);
        if (!continues)
            open = undefined;
    }
    return open === undefined ? joined : [...joined, open];
}
function readLine(content) {
    const include = /^(?:-([rc])\s*|--(requirement|constraint)(?:=|\s+))(.+)$/.exec(content);
    if (include !== null) {
        const flag = include[1] === 'r' || include[2] === 'requirement' ? '-r' : '-c';
        const path = unquoted(include[3] ?? '');
        return isElsewhere(path) ? [] : [{ kind: 'include', flag, path }];
    }
    const editable = /^(?:-e\s*|--editable(?:=|\s+))(.+)$/.exec(content);
    const path = unquoted(editable?.[1] ?? content).replace(/[[#].*$/, '');
    if (!isElsewhere(path) && /^\.{0,2}\//.test(path))
        return [{ kind: 'directory', written: content, path }];
    if (/^--extra-index-url\b/.test(content))
        return [{ kind: 'extra-index' }];
    if (/^--require-hashes\b/.test(content))
        return [{ kind: 'hash' }];
    if (editable !== null || content.startsWith('-') || /^[^\s;]*(?:@\s|:\/\/)|^\S+\s*@\s/.test(content))
        return [];
    return [{ kind: 'package' }, ...(/\s--hash[= ]/.test(content) ? [{ kind: 'hash' }] : [])];
}
function unquoted(path) {
    return path.trim().replace(/^(["'])(.*)\1$/, '$2');
}
function isElsewhere(path) {
    return /^[a-z][a-z0-9+.-]+:/i.test(path) || path.includes('${');
}

;// CONCATENATED MODULE: ./lib/commands/requirements-files.js





const requirements_files_mostFiles = 32;
async function requirementsFindings(cwd, { files }, base) {
    const candidates = base.taken.flatMap(requirementsOf);
    if (candidates.length === 0)
        return [];
    const texts = new Map();
    for (const candidate of candidates.slice(0, requirements_files_mostFiles)) {
        const bytes = await files.read((0,external_node_path_.resolve)(cwd, candidate.path)).catch(() => undefined);
        if (bytes === undefined)
            continue;
        texts.set((0,digest/* sha256Hex */.fg)(bytes), { ...candidate, lines: readRequirements(bytes) });
    }
    const { operations, places } = base.lowered;
    const landed = landings(operations, places);
    const known = new Set(landed.files.flatMap(({ paths }) => paths));
    return lintRequirements(filesOf(landed, texts), {
        mayBeThere: path => known.has(path) || landed.unknown.some(directory => isBelow(path, directory)),
        commands: operations.flatMap(operation => (operation.op === 'run' ? [operation.command.join(' ')] : [])),
    });
}
function requirementsOf({ directory, paths, sizeOf }) {
    const named = [...new Set(paths.filter(path => isRequirementsName(path) && sizeOf(path) <= largestRequirements))];
    return named.map(pathInContext => ({ path: (0,external_node_path_.join)(directory, pathInContext), pathInContext }));
}
function filesOf({ files }, texts) {
    return [...texts].flatMap(([sha256, { path, pathInContext, lines }]) => {
        const places = files.filter(({ fact }) => fact.sha256 === sha256).flatMap(({ paths }) => paths);
        return places.length === 0 ? [] : [{ path, pathInContext, lines, landings: new Set(places) }];
    });
}
function isBelow(path, directory) {
    return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

;// CONCATENATED MODULE: ./lib/commands/findings.js









async function reportFindings(options, world, plan) {
    const findings = argFaults(options, plan).map(fault => ({ severity: 'warning', fault }));
    const made = plan.bases.filter(({ decision }) => (0,decide/* isMade */.sX)(decision));
    for (const base of made)
        findings.push(...(await baseFindings(options, world, plan, base)));
    const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ fault }) => fault);
    for (const fault of (0,finding/* distinctFaults */.s)(warnings))
        world.report((0,report_text/* warningOf */.aj)(fault));
    const error = findings.find(({ severity }) => severity === 'error');
    if (error !== undefined)
        throw error.fault;
}
function argFaults({ build }, { file, app, images }) {
    if (build.buildArgs.size === 0 || app === undefined)
        return [];
    const triggers = [...images.values()].flatMap(({ config }) => config.config?.OnBuild ?? []);
    return undeclaredArgs(build.buildArgs.keys(), [file.dockerfile, app.file.dockerfile], triggers);
}
async function baseFindings(options, world, { file }, { lowered, taken, ...base }) {
    const { cwd, context } = options.build;
    const whole = wholeContext(taken);
    const isWhole = whole !== undefined && !(await (0,load/* loadIgnore */.D0)(world, cwd, context, file)).matches(unnamed);
    const bulk = bulkFault(taken);
    const faults = [
        ...(isWhole ? [wholeContextFault(whole)] : []),
        ...twinNames(lowered),
        ...(bulk === undefined ? [] : [bulk]),
    ];
    return [
        ...faults.map(fault => ({ severity: 'warning', fault })),
        ...(await requirementsFindings(cwd, world, { ...base, lowered, taken })),
    ];
}
const unnamed = 'basehit-is-this-file-hidden';

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./lib/recipe/line-endings.js

function newLineEndings(now, sha256Before) {
    const text = Buffer.from(now).toString('latin1');
    const unix = text.replaceAll('\r\n', '\n');
    if (unix !== text && sha256(unix) === sha256Before)
        return 'CRLF';
    return unix === text && unix.includes('\n') && sha256(unix.replaceAll('\n', '\r\n')) === sha256Before
        ? 'LF'
        : undefined;
}
function sha256(latin1) {
    return (0,external_node_crypto_.createHash)('sha256').update(latin1, 'latin1').digest('hex');
}

// EXTERNAL MODULE: ./lib/recipe/names.js
var names = __nccwpck_require__(1970);
;// CONCATENATED MODULE: ./lib/commands/line-endings.js




const most = { reads: 64, bytes: 4 * 1024 * 1024 };
async function explainLineEndings(changes, base, { files }, cwd) {
    const explained = [];
    const budget = { reads: most.reads };
    for (const change of changes) {
        const [before, after] = [fileHash(change.before), fileHash(change.after)];
        const isOther = change.kind === 'file' && before !== undefined && after !== undefined && before !== after;
        const bytes = isOther ? await readAgain(change.subject, after, base, files, cwd, budget) : undefined;
        const endings = bytes === undefined ? undefined : newLineEndings(bytes, before ?? '');
        explained.push(endings === undefined ? change : { ...change, after: `${change.after}, line endings alone: now ${endings}` });
    }
    return explained;
}
function fileHash(printed) {
    return /^file \S+ ([0-9a-f]{64})$/.exec(printed ?? '')?.[1];
}
async function readAgain(subject, sha256, { taken }, files, cwd, budget) {
    for (const { context, directory, paths, sizeOf } of taken) {
        for (const path of paths) {
            if ((0,names/* fileName */.Md)(path, context) !== subject)
                continue;
            if (sizeOf(path) > most.bytes)
                continue;
            if (budget.reads-- <= 0)
                return undefined;
            const bytes = await files.read((0,external_node_path_.resolve)(cwd, (0,external_node_path_.join)(directory, path))).catch(() => undefined);
            if (bytes !== undefined && (0,digest/* sha256Hex */.fg)(bytes) === sha256)
                return bytes;
        }
    }
    return undefined;
}

// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __nccwpck_require__(8424);
// EXTERNAL MODULE: ./lib/plan/boundary.js
var plan_boundary = __nccwpck_require__(1525);
;// CONCATENATED MODULE: ./lib/commands/own-store.js




function storeInContext({ base, build }) {
    if (base.store.kind !== 'layout')
        return undefined;
    const path = (0,external_node_path_.relative)((0,external_node_path_.resolve)(build.cwd, build.context), (0,external_node_path_.resolve)(build.cwd, base.store.directory));
    return path === '' || path.startsWith('..') || (0,external_node_path_.isAbsolute)(path) ? undefined : path;
}
function refuseOwnStore(store, path, position, ignoredIn) {
    if (store === undefined || (path !== store && !path.startsWith(`${store}/`)))
        return;
    throw new errors/* BasehitError */.j('BH050', `\`${store}\`, where bases are kept, would be copied into the image`, {
        position,
        remedy: `add the line \`${store}\` to ${ignoredIn}`,
    });
}
async function refuseStoreCopies(options, world, file, replacement) {
    const store = storeInContext(options);
    if (store === undefined)
        return;
    const { cwd, context } = options.build;
    const ignore = await (0,load/* loadIgnore */.D0)(world, cwd, context, file);
    if (ignore.matches(store))
        return;
    for (const instruction of (0,plan_boundary/* remainingStages */.qQ)(replacement).flatMap(node => node.instructions)) {
        if (instruction.kind !== 'add' && !(instruction.kind === 'copy' && instruction.from === undefined))
            continue;
        const whole = instruction.sources.some(source => external_node_path_.posix.join('/', source) === '/');
        if (whole)
            refuseOwnStore(store, store, instruction.position, (0,load/* ignoreFile */.Pv)(context, file));
    }
}

;// CONCATENATED MODULE: ./lib/commands/private-files.js


const unwanted = /^(?:.*?\/)?(?:(\.git)(?=\/|$)|(\.docker)\/config\.json$)/;
function refuseUnnamed(path, { source, position }, ignoredIn) {
    const match = unwanted.exec(path);
    if (match === null)
        return;
    const [found, git, docker] = match;
    const names = (0,entry/* rootedPath */.je)(source).split('/');
    if (names.includes(git ?? docker ?? ''))
        return;
    const why = git === undefined ? 'it holds logins' : "it may hold the checkout's token, and changes with every commit";
    throw new errors/* BasehitError */.j('BH050', `\`${found}\` would be part of the base, and no source names it: ${why}`, {
        position,
        remedy: `add the line \`${found}\` to ${ignoredIn}, or name it, as in \`COPY ${found} \u2026\``,
    });
}

// EXTERNAL MODULE: ./lib/image/document.js
var image_document = __nccwpck_require__(9024);
// EXTERNAL MODULE: ./lib/image/manifest.js
var manifest = __nccwpck_require__(4252);
// EXTERNAL MODULE: ./lib/image/match.js
var match = __nccwpck_require__(268);
// EXTERNAL MODULE: ./lib/commands/expect.js
var expect = __nccwpck_require__(4418);
;// CONCATENATED MODULE: ./lib/commands/resolve-image.js







const deepest = 16;
const configCap = 8 * 1024 * 1024;
async function resolveImage(registry, reference, top, platform, errors) {
    let found = (0,expect/* expectFound */.c)(await registry.manifest(reference, top), () => errors.notFound(undefined));
    let depth = 0;
    let entry;
    while (found.document.kind === 'index') {
        if (depth++ === deepest)
            throw tooDeep(reference.repository);
        const { manifests } = found.document;
        entry = (0,match/* matchPlatform */.h)(platform, manifests);
        if (entry === undefined)
            throw errors.noPlatform(platformsOf(manifests));
        const { digest, mediaType } = entry;
        found = (0,expect/* expectFound */.c)(await registry.manifest(reference, digest), () => errors.notFound(digest));
        refuseOtherKind(mediaType, found);
    }
    const { document, digest } = found;
    const { digest: configDigest } = document.config;
    const blob = (0,expect/* expectFound */.c)(await registry.blob(reference, configDigest, configCap), () => errors.notFound(configDigest));
    const config = (0,image_config/* parseImageConfig */.F)(blob.bytes);
    const own = { platform: (0,image_config/* configPlatform */.K)(config) };
    if (entry !== undefined && entry.platform === undefined && (0,match/* matchPlatform */.h)(platform, [own]) === undefined) {
        throw errors.noPlatform(platformsOf([own]));
    }
    return { digest, manifest: document, config };
}
function refuseOtherKind(mediaType, { digest, document }) {
    if (kinds.get(mediaType) === document.kind)
        return;
    throw (0,image_document/* malformed */.Qm)(`the index calls ${digest} ${mediaType}, and it is ${document.kind === 'index' ? 'an index' : 'a manifest'}`);
}
const kinds = new Map([
    [manifest/* mediaTypes */.Ib.ociManifest, 'manifest'],
    [manifest/* mediaTypes */.Ib.dockerManifest, 'manifest'],
    [manifest/* mediaTypes */.Ib.ociIndex, 'index'],
    [manifest/* mediaTypes */.Ib.dockerIndex, 'index'],
]);
function tooDeep(repository) {
    return new errors/* BasehitError */.j('BH094', `${repository}: more than ${deepest} indexes are nested in one another`, {
        remedy: 'push one index that lists the images themselves',
    });
}
function platformsOf(entries) {
    const named = entries.flatMap(({ platform }) => (platform === undefined ? [] : [(0,image_platform/* normalizePlatform */.FL)(platform)]));
    return [...new Set(named.filter(({ os }) => os !== '' && os !== 'unknown').map(image_platform/* formatPlatform */.Bq))];
}

;// CONCATENATED MODULE: ./lib/commands/observe.js










class Observer {
    #world;
    #build;
    #store;
    #images;
    #contexts = new Map();
    #loaded;
    taken = [];
    #ignoreFiles = new Map();
    constructor(world, options, loaded, images) {
        this.#world = world;
        this.#build = options.build;
        this.#store = storeInContext(options);
        this.#loaded = loaded;
        this.#images = images;
    }
    async answer(question) {
        await this.#world.turn?.();
        return question.kind === 'image' ? this.image(question) : this.#file(question);
    }
    async image(question) {
        const key = (0,observations/* observationKey */.oL)(question);
        const known = this.#images.get(key);
        if (known !== undefined)
            return known;
        const found = await resolveUpstream(this.#world.upstreams ?? this.#world.registry, question);
        this.#images.set(key, found);
        return found;
    }
    async states() {
        const states = new Map(this.#ignoreFiles);
        for (const opened of this.#contexts.values()) {
            const { reader, directory } = await opened;
            for (const [path, state] of reader.states?.() ?? [])
                states.set((0,external_node_path_.isAbsolute)(path) ? path : directory === '.' ? path || '.' : (0,external_node_path_.join)(directory, path), state);
        }
        return states;
    }
    async #file(question) {
        const { context, ...asked } = question;
        let opened = this.#contexts.get(context);
        if (opened === undefined) {
            opened = this.#open(context);
            this.#contexts.set(context, opened);
        }
        const { reader, directory, ignoredIn } = await opened;
        if (asked.kind === 'hash') {
            if (context === '')
                refuseOwnStore(this.#store, asked.path, asked.position, ignoredIn);
            refuseUnnamed(asked.path, asked, ignoredIn);
            const { source, position, path } = asked;
            const last = this.taken.at(-1);
            const isSame = last !== undefined && last.position === position && last.source === source;
            if (isSame && last.context === context)
                last.paths.push(path);
            else
                this.taken.push({
                    context,
                    source,
                    position,
                    directory,
                    ignoredIn,
                    paths: [path],
                    sizeOf: reader.sizeOf ?? noSize,
                });
        }
        return reader.answer(asked);
    }
    async #open(name) {
        const { cwd, context, contexts } = this.#build;
        const directory = name === '' ? context : (contexts.get(name) ?? '');
        const loaded = name === '' ? this.#loaded : undefined;
        const ignore = await (0,load/* loadIgnore */.D0)(this.#world, cwd, directory, loaded, this.#ignoreFiles);
        const own = name === '' ? this.#store : undefined;
        const reader = this.#world.files.openContext((0,external_node_path_.resolve)(cwd, directory), ignore, {
            own,
            turn: this.#world.turn,
        });
        return { reader, directory, ignoredIn: (0,load/* ignoreFile */.Pv)(directory, loaded) };
    }
}
const noSize = () => 0;
async function resolveUpstream(registry, question) {
    const reference = (0,image_reference/* parseReference */.F2)(question.reference, question.position);
    const platform = (0,image_platform/* parsePlatform */.Y8)(question.platform, question.position);
    const top = reference.digest ?? reference.tag ?? 'latest';
    const { digest, config } = await resolveImage(registry, reference, top, platform, {
        notFound: () => unknownUpstream(question),
        noPlatform: platforms => noPlatform(question, platforms),
    });
    if (config.os.toLowerCase() === 'windows')
        throw noPlatform(question, [(0,image_platform/* formatPlatform */.Bq)((0,image_config/* configPlatform */.K)(config))]);
    return { digest, config };
}
function noPlatform({ reference, platform, position }, found) {
    if (found.length > 0 && found.every(each => each.startsWith('windows/'))) {
        const fact = `${reference} has images for Windows only: Windows images are not supported`;
        return new errors/* BasehitError */.j('BH096', fact, { position, remedy: 'use an image for Linux' });
    }
    const shown = found.length > 8 ? [...found.slice(0, 8), '\u2026'] : found;
    const has = shown.length === 0 ? '' : ` (${shown.join(', ')})`;
    return new errors/* BasehitError */.j('BH096', `${reference} has no image for ${platform}`, {
        position,
        remedy: `build for a platform it has${has}, or take another image`,
    });
}
function unknownUpstream(question) {
    return new errors/* BasehitError */.j('BH095', `upstream image ${question.reference} not found`, {
        position: question.position,
        remedy: 'check its name and tag, and that this run may read it',
    });
}

// EXTERNAL MODULE: ./lib/buildx/outputs.js
var outputs = __nccwpck_require__(4102);
// EXTERNAL MODULE: ./lib/dockerfile/stages.js
var stages = __nccwpck_require__(3407);
// EXTERNAL MODULE: ./lib/lower/frontend.js
var frontend = __nccwpck_require__(3265);
// EXTERNAL MODULE: ./lib/lower/unresolved-images.js
var unresolved_images = __nccwpck_require__(9749);
// EXTERNAL MODULE: ./lib/plan/graph.js
var plan_graph = __nccwpck_require__(8703);
// EXTERNAL MODULE: ./lib/plan/inherited-args.js
var inherited_args = __nccwpck_require__(4359);
// EXTERNAL MODULE: ./lib/plan/pins.js
var plan_pins = __nccwpck_require__(1023);
// EXTERNAL MODULE: ./lib/dockerfile/mounts.js + 1 modules
var mounts = __nccwpck_require__(721);
// EXTERNAL MODULE: ./lib/dockerfile/words.js + 4 modules
var words = __nccwpck_require__(5907);
// EXTERNAL MODULE: ./lib/lower/run-mounts.js
var run_mounts = __nccwpck_require__(8043);
;// CONCATENATED MODULE: ./lib/plan/shared-mounts.js





function refuseSharedCacheMounts(replacement, lowered, escapeCharacter) {
    if (replacement.stage === undefined)
        return;
    const filled = lowered.flatMap(each => each.cacheMounts);
    for (const instruction of (0,plan_boundary/* remainingStages */.qQ)(replacement).flatMap(node => node.instructions)) {
        if (instruction.kind !== 'run')
            continue;
        for (const written of instruction.mounts) {
            const id = cacheId(written, instruction.position, escapeCharacter);
            const shared = id === undefined ? undefined : filled.find(mount => id.test(mount.id));
            if (shared !== undefined)
                throw refusal(shared, written, instruction.position);
        }
    }
}
function refusal(shared, written, position) {
    const reading = written.includes('$') ? 'may be read here' : 'read here';
    const filled = `the cache mount ${shared.id} is filled in the base (line ${shared.position.line})`;
    return new errors/* BasehitError */.j('BH039', `${filled} and ${reading}: on a reused base it is empty`, {
        position,
        remedy: 'give this mount an id of its own, as in --mount=type=cache,id=app,\u2026',
    });
}
const unknown = '\0';
function cacheId(written, position, escapeCharacter) {
    const expand = (word) => (0,words/* expandWord */.V)(word, { lookup: () => unknown }, { escape: escapeCharacter, position });
    try {
        const mount = (0,mounts/* parseMount */.zt)(written, expand, position);
        if (mount.type !== 'cache')
            return undefined;
        return new RegExp(`^${(0,run_mounts/* cacheMountId */.ne)(mount).split(unknown).map(literal).join('.*')}$`, 's');
    }
    catch (error) {
        if (!(error instanceof errors/* BasehitError */.j))
            throw error;
        return /type=\W*(?:cache|\$)/i.test(written) ? /^/ : undefined;
    }
}
function literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

// EXTERNAL MODULE: ./lib/lower/from.js
var from = __nccwpck_require__(6165);
// EXTERNAL MODULE: ./lib/lower/questions.js
var questions = __nccwpck_require__(6404);
// EXTERNAL MODULE: ./lib/lower/triggers.js
var lower_triggers = __nccwpck_require__(8092);
;// CONCATENATED MODULE: ./lib/plan/triggered-graph.js






function* addImageTriggers(graph, walk) {
    const nodes = [...graph.nodes];
    const upstreams = [];
    const seen = new Set(walk.stage === undefined ? [] : [walk.stage]);
    const open = [walk.target];
    for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
        const node = nodes[stage.index];
        if (seen.has(stage) || node === undefined)
            continue;
        seen.add(stage);
        const grown = yield* growNode(graph.lowering, node, walk, upstreams);
        nodes[stage.index] = grown;
        open.push(...grown.uses, ...(grown.parent === undefined ? [] : [grown.parent]));
    }
    return { ...graph, nodes, upstreams };
}
function* growNode(lowering, node, walk, upstreams) {
    const { stage, image, context } = node;
    if (context !== undefined) {
        if (walk.ask === 'all')
            yield* askContext(lowering, node, context);
        return node;
    }
    const expressions = image === undefined ? [] : yield* triggersOf(lowering, image, walk, upstreams);
    const triggers = (0,lower_triggers/* imageTriggers */.H)(lowering, image?.image ?? '', expressions, stage.from.position);
    const grown = { ...node, ...(0,plan_graph/* sourcesOf */.u0)(lowering, stage, [...triggers, ...node.instructions]) };
    if (walk.ask === 'all') {
        for (const use of grown.images)
            if (!isBase(use, walk))
                yield* askUse(lowering, use, upstreams);
    }
    return grown;
}
function* triggersOf(lowering, use, walk, upstreams) {
    if (isBase(use, walk))
        return walk.triggers;
    if (walk.ask === 'none')
        return [];
    return (yield* askUse(lowering, use, upstreams))?.config.config?.OnBuild ?? [];
}
function isBase({ image }, { name }) {
    return (0,image_reference/* contextKey */.hx)(image) === name;
}
function* askUse(lowering, { image, platform, position }, upstreams) {
    const context = (0,from/* findNamedContext */.Oh)(lowering, image, (0,image_platform/* parsePlatform */.Y8)(platform));
    if (context !== undefined && context.kind !== 'image')
        return undefined;
    const named = context?.reference ?? image;
    if (named === 'scratch')
        return undefined;
    const reference = (0,from/* fullReference */.P$)(named, position);
    const found = yield* (0,questions/* askImage */.d)(reference, platform, position);
    if (context === undefined)
        upstreams.push({ reference, platform, digest: found.digest, position });
    return found;
}
function* askContext(lowering, node, context) {
    if (context.kind !== 'image' || context.reference === 'scratch')
        return;
    const { position } = node.stage.from;
    const platform = (0,image_platform/* formatPlatform */.Bq)((0,image_platform/* normalizePlatform */.FL)(node.platform ?? lowering.options.platform));
    yield* (0,questions/* askImage */.d)((0,from/* fullReference */.P$)(context.reference, position), platform, position);
}

// EXTERNAL MODULE: ./lib/commands/app-checks.js + 1 modules
var app_checks = __nccwpck_require__(210);
// EXTERNAL MODULE: ./lib/commands/source-policy.js
var source_policy = __nccwpck_require__(1672);
;// CONCATENATED MODULE: ./lib/commands/plan-app.js




















async function openApp(options, world, own, images) {
    const { boundary } = options.base;
    const file = boundary.kind === 'stage' ? own : await loadApp(options, world);
    if (file === undefined)
        return undefined;
    if (options.app.run === 'build')
        (0,app_checks/* refuseChecks */.g)(options, file);
    const settings = options.build.platforms
        .map(platform => lowerOptions(options, file, platform))
        .sort((one, other) => ((0,image_platform/* formatPlatform */.Bq)(one.platform) < (0,image_platform/* formatPlatform */.Bq)(other.platform) ? -1 : 1));
    if (boundary.kind === 'stage')
        for (const each of settings)
            (0,frontend/* refuseForeignFrontend */.j)(file.dockerfile, each);
    const graphs = settings.map(each => (0,plan_graph/* stageGraph */.xH)(file.dockerfile, each));
    const target = (0,stages/* targetStage */.Ae)(file.dockerfile, options.app.target);
    const base = (0,plan_boundary/* findBaseName */.S)(file.dockerfile, graphs, boundary, target);
    const opened = { file, graphs, target, base };
    return { ...opened, found: await findReplaced(options, world, opened, images, new Map()) };
}
async function findReplaced(options, world, { file, graphs, target, base }, images, triggers) {
    const observer = new Observer(world, options, file, images);
    const triggered = [];
    for (const graph of graphs) {
        const own = triggers.get((0,image_platform/* formatPlatform */.Bq)(graph.platform)) ?? [];
        const asking = addImageTriggers(graph, { target, ...base, triggers: own, ask: askedImages(options) });
        triggered.push(await (0,observations/* answerAll */.iz)(asking, question => observer.answer(question)));
    }
    const replacement = (0,plan_boundary/* findReplacement */.wk)(file.dockerfile, triggered, base, target);
    (0,contexts/* refuseBaseContext */.zK)(options.build, base.name, replacement.position);
    if (options.app.run === 'build')
        refuseUnresolved(triggered, replacement, target);
    return { replacement, upstreams: triggered.flatMap(each => each.upstreams) };
}
function refuseUnresolved(graphs, { stage, platforms }, target) {
    for (const graph of graphs) {
        const { isReached, remaining = [] } = platforms.find(each => each.platform === graph.platform) ?? {};
        const below = stage === undefined || !isReached ? [] : (0,plan_graph/* reachableFrom */.im)(graph, stage);
        const stages = (nodes) => nodes.map(node => node.stage);
        (0,unresolved_images/* refuseUnresolvedImages */.q)(graph.lowering, target, stages([...remaining, ...below]));
        if (stage !== undefined)
            (0,unresolved_images/* refuseUnresolvedImages */.q)(graph.lowering, target, stages(remaining), stage);
    }
}
function askedImages({ base, app }) {
    if (base.upstream === 'follow')
        return 'all';
    return app.run === 'build' ? 'triggers' : 'none';
}
function platformsWithBase({ app: asked, build }, app) {
    if (app === undefined || asked.run === 'skip')
        return build.platforms;
    const { replacement } = app.found;
    return build.platforms.filter(platform => (0,plan_boundary/* replacedOn */.ym)(replacement, platform)?.isReached);
}
async function planApp(options, world, opened, bases, images) {
    const { file, base } = opened;
    const lowered = bases.map(each => each.lowered);
    const triggers = new Map(lowered.map(each => [each.platform, each.config.onbuild ?? []]));
    const isTriggered = base.stage === undefined && [...triggers.values()].some(each => each.length > 0);
    const found = isTriggered ? await findReplaced(options, world, opened, images, triggers) : opened.found;
    const { replacement } = found;
    if (base.stage !== undefined)
        refuseStageOutputs(options, replacement.name);
    const { escape: escapeCharacter } = file.dockerfile.directives;
    refuseSharedCacheMounts(replacement, lowered, escapeCharacter);
    await refuseStoreCopies(options, world, file, replacement);
    const insertions = (0,inherited_args/* redeclareArgs */.P)(replacement, lowered, options.build.buildArgs, escapeCharacter);
    if (insertions.length > 0)
        refuseGitLabels(options, file, replacement);
    const pins = options.base.upstream === 'follow' ? (0,plan_pins/* pinImages */.M)(found.upstreams, file.dockerfile) : [];
    return { file, replacement, insertions, pins };
}
async function loadApp(options, world) {
    try {
        const file = await (0,load/* loadDockerfile */.dx)(world, options.build.cwd, options.app.file);
        const remedy = 'rename it, or build the app by buildx in a step of its own, after a run with `app: false`';
        if (options.app.run === 'build')
            await (0,source_policy/* refusePolicyFile */.L)(world, file, remedy);
        return file;
    }
    catch (error) {
        if (options.app.run === 'skip' && error instanceof errors/* BasehitError */.j && error.code === 'BH020')
            return undefined;
        throw error;
    }
}
function refuseStageOutputs(options, name) {
    if (options.app.outputs.some(output => (0,outputs/* rewritesTimestamps */.JA)((0,outputs/* outputAttributes */.$V)(output)))) {
        throw new errors/* BasehitError */.j('BH039', 'rewrite-timestamp=true would rewrite the layers of the base too', {
            remedy: 'drop it, or keep the base in a file of its own (base-file)',
        });
    }
    if (options.app.noCacheFilters.some(filter => filter.toLowerCase() === name)) {
        throw new errors/* BasehitError */.j('BH039', `no-cache-filters names ${name}, which is the base`, {
            remedy: 'use rebuild: base instead',
        });
    }
}
function refuseGitLabels(options, { path }, { name, position }) {
    if (!options.app.gitLabels || options.app.run === 'skip')
        return;
    throw new errors/* BasehitError */.j('BH039', `the app inherits ARGs of ${name}: they are declared again in a copy of ${path}, which BUILDX_GIT_LABELS would not label`, { position, remedy: `unset BUILDX_GIT_LABELS, or declare those ARGs again below \`FROM ${name}\`` });
}

// EXTERNAL MODULE: ./lib/commands/previous.js + 5 modules
var previous = __nccwpck_require__(9613);
// EXTERNAL MODULE: ./lib/commands/trust.js
var commands_trust = __nccwpck_require__(9876);
;// CONCATENATED MODULE: ./lib/commands/plan.js


















async function plan_digest(options, world) {
    const file = await (0,load/* loadBaseDockerfile */.GZ)(world, options);
    return lowerBases(options, world, file, options.build.platforms, imagesFrom(options));
}
async function plan(options, world, purpose = 'look') {
    const trust = (0,commands_trust/* readTrust */.bn)(options, world);
    const images = imagesFrom(options);
    const file = await (0,load/* loadBaseDockerfile */.GZ)(world, options);
    const opened = await openApp(options, world, file, images);
    const platforms = platformsWithBase(options, opened);
    const lowered = await lowerBases(options, world, file, platforms, images);
    const app = opened && (await planApp(options, world, opened, lowered, images));
    const store = world.openStore(options.base.store, storePurpose(trust, purpose));
    const prefix = options.base.store.kind === 'registry' ? options.base.store.tagPrefix : '';
    const bases = await Promise.all(lowered.map(base => decideBase(options, world, store, trust, { ...base, tag: prefix + base.digest })));
    (0,commands_trust/* explainTrust */._9)(options, world, trust, bases);
    for (const platform of options.build.platforms.filter(each => !platforms.includes(each))) {
        const message = `the app for ${(0,image_platform/* formatPlatform */.Bq)(platform)} is not built from ${baseName(options)}: no base is needed there`;
        world.report({ kind: 'notice', message });
    }
    const planned = { file, bases, store, trust, app, images };
    await reportFindings(options, world, planned);
    return planned;
}
function storePurpose({ publish }, purpose) {
    if (publish === 'never' || purpose === 'look')
        return 'look';
    return publish === 'required' ? 'publish' : 'publish-if-granted';
}
function imagesFrom(options) {
    return options.base.observations === undefined ? new Map() : readObservations(options.base.observations);
}
async function lowerBases(options, world, file, platforms, images) {
    const bases = [];
    for (const platform of platforms)
        bases.push(await lowerBase(options, world, file, platform, images));
    for (const { name, platform, digest } of bases) {
        world.report({ kind: 'lowered', name, platform: (0,image_platform/* formatPlatform */.Bq)(platform), digest });
    }
    refuseUnexpected(options.base.expectDigest, bases);
    return bases;
}
async function lowerBase(options, world, file, platform, images) {
    const observer = new Observer(world, options, file, images);
    const settings = lowerOptions(options, file, platform);
    const lowered = await (0,observations/* answerAll */.iz)((0,lower/* lowerTarget */.X)(file.dockerfile, settings), question => observer.answer(question));
    const recipe = (0,recipe_recipe/* recipeOf */.Sx)(lowered, { salt: options.base.salt });
    const bytes = await (0,turns/* finishInTurns */.V)((0,recipe_recipe/* encodeRecipe */.PF)(recipe), world.turn);
    return {
        name: baseName(options),
        platform,
        digest: (0,recipe_recipe/* dependencyDigest */._q)(bytes),
        recipe,
        bytes,
        lowered,
        taken: observer.taken,
        states: new Map([...file.states, ...(await observer.states())]),
    };
}
function baseName({ base: { boundary, file } }) {
    return boundary.kind === 'stage' ? boundary.stage.toLowerCase() : file;
}
function lowerOptions(options, file, platform) {
    const { build, base } = options;
    const { boundary } = base;
    const last = file.dockerfile.stages.at(-1)?.from.name ?? 'default';
    const targetStage = boundary.kind === 'stage' ? (options.app.target ?? last) : last;
    const hostname = build.buildArgs.get('BUILDKIT_SANDBOX_HOSTNAME');
    return {
        platform: (0,image_platform/* normalizePlatform */.FL)(platform),
        buildPlatform: build.buildPlatform,
        buildArgs: build.buildArgs,
        ...(boundary.kind === 'stage' ? { target: boundary.stage } : {}),
        targetStage,
        upstream: base.upstream,
        namedContexts: (0,contexts/* namedContexts */.uf)(build),
        contextDirectories: new Map([...build.contexts, ['', build.context]]),
        ...(build.network === undefined ? {} : { network: build.network }),
        extraHosts: build.addHosts.map(host => host.replace(/[:=].*$/, '')).sort(),
        ulimits: lastOfEach(build.ulimits),
        ...(build.shmSize === undefined ? {} : { shmSize: build.shmSize }),
        ...(build.cgroupParent === undefined ? {} : { cgroupParent: build.cgroupParent }),
        ...(hostname === undefined ? {} : { hostname }),
    };
}
function lastOfEach(ulimits) {
    return [...new Map(ulimits.map(each => [each.replace(/=.*$/s, ''), each])).values()].sort();
}
function refuseUnexpected(expected, bases) {
    if (expected.length === 0)
        return;
    const other = bases.find(base => !expected.includes(base.digest));
    if (other === undefined)
        return;
    throw new errors/* BasehitError */.j('BH048', `${other.name} for ${(0,image_platform/* formatPlatform */.Bq)(other.platform)} is ${other.digest}, not what was planned (${(0,listing/* listed */.K)(expected)})`, {
        remedy: 'its inputs changed since the plan: run the workflow again',
    });
}
async function decideBase(options, world, store, trust, base) {
    const platform = (0,image_platform/* formatPlatform */.Bq)(base.platform);
    const answer = await store.manifest(base.tag);
    const expected = { digest: base.digest, platform, maxAge: options.base.maxAge, now: world.clock.now() };
    const outcome = (0,decide/* classify */.L8)(answer, expected);
    const decision = (0,plan_trust/* confine */.D)((0,decide/* decide */.LD)(outcome, options.base.rebuild, world.run.url), outcome, trust);
    world.report({ kind: 'decided', name: base.name, platform, digest: base.digest, decision });
    const differences = (0,decide/* isMade */.sX)(decision) ? await (0,previous/* changesSinceLast */.sJ)(options, world, store, base) : [];
    const changes = differences && (await explainLineEndings(differences, base, world, options.build.cwd));
    if ((0,decide/* isMade */.sX)(decision) && changes !== undefined)
        world.report({ kind: 'changed', name: base.name, platform, changes });
    return { ...base, outcome, decision, changes };
}


/***/ }),

/***/ 9613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  sJ: () => (/* binding */ changesSinceLast),
  ES: () => (/* binding */ pointerTag),
  hf: () => (/* binding */ rememberRecord)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/canonical.js
var canonical = __nccwpck_require__(9333);
// EXTERNAL MODULE: ./lib/image/manifest.js
var manifest = __nccwpck_require__(4252);
// EXTERNAL MODULE: ./lib/image/platform.js
var image_platform = __nccwpck_require__(8758);
// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __nccwpck_require__(7241);
// EXTERNAL MODULE: ./lib/recipe/recipe.js
var recipe_recipe = __nccwpck_require__(4470);
// EXTERNAL MODULE: ./lib/recipe/record.js
var recipe_record = __nccwpck_require__(8597);
;// CONCATENATED MODULE: ./lib/publish/last-records.js





const mostRecords = 4;
function lastRecordsManifest(records) {
    const layers = records.flatMap(({ recipe, record }) => [
        { mediaType: recipe_recipe/* recipeMediaType */.n9, ...recipe },
        { mediaType: recipe_record/* recordMediaType */.m, ...record },
    ]);
    const document = {
        schemaVersion: 2,
        mediaType: manifest/* mediaTypes */.Ib.ociManifest,
        artifactType: recipe_recipe/* recipeMediaType */.n9,
        config: { mediaType: manifest/* mediaTypes */.Ib.ociEmpty, digest: (0,digest/* digestOf */.ol)('{}'), size: 2 },
        layers,
    };
    return { bytes: new TextEncoder().encode((0,canonical/* canonicalJson */.dj)(document)), mediaType: manifest/* mediaTypes */.Ib.ociManifest };
}
function readLastRecords(document) {
    if (document.kind !== 'manifest')
        return [];
    const pairs = document.layers.flatMap((recipe, index) => {
        const record = document.layers[index + 1];
        if (recipe.mediaType !== recipe_recipe/* recipeMediaType */.n9 || record?.mediaType !== recipe_record/* recordMediaType */.m)
            return [];
        return [{ recipe: blobOf(recipe), record: blobOf(record) }];
    });
    return pairs.slice(0, mostRecords);
}
function blobOf({ digest, size }) {
    return { digest, size };
}

;// CONCATENATED MODULE: ./lib/recipe/align.js

function alignOperations(before, after) {
    const pairs = [];
    let [i, j] = [0, 0];
    for (const [x, y] of [...align_anchors(before, after), [before.length, after.length]]) {
        pairs.push(...pairBetween(before.slice(i, x), after.slice(j, y)));
        if (x < before.length)
            pairs.push({ before: before[x], after: after[y] });
        [i, j] = [x + 1, y + 1];
    }
    return pairs;
}
function identity(operation) {
    switch (operation.op) {
        case 'image':
            return 'image';
        case 'run':
            return (0,canonical/* canonicalJson */.dj)(['run', operation.command]);
        case 'copy':
            return (0,canonical/* canonicalJson */.dj)(['copy', operation.destination]);
        case 'mkdir':
            return (0,canonical/* canonicalJson */.dj)(['mkdir', operation.path]);
        case 'http':
            return (0,canonical/* canonicalJson */.dj)(['http', operation.url]);
        case 'git':
            return (0,canonical/* canonicalJson */.dj)(['git', operation.remote]);
    }
}
const mostCells = 4_000_000;
function align_anchors(before, after) {
    const old = before.map(operation => ({ operation, identity: identity(operation) }));
    const now = after.map(operation => ({ operation, identity: identity(operation) }));
    const shorter = Math.min(old.length, now.length);
    let start = 0;
    while (start < shorter && worth(old[start], now[start]) === 2)
        start++;
    let end = 0;
    while (end < shorter - start && worth(old.at(-1 - end), now.at(-1 - end)) === 2)
        end++;
    const [left, right] = [old.slice(start, old.length - end), now.slice(start, now.length - end)];
    const find = left.length * right.length > mostCells ? anchorsInOrder : longestAnchors;
    return [
        ...Array.from({ length: start }, (_, at) => [at, at]),
        ...find(left, right).map(([i, j]) => [start + i, start + j]),
        ...Array.from({ length: end }, (_, at) => [old.length - end + at, now.length - end + at]),
    ];
}
function worth(before, after) {
    if (before === undefined || after === undefined || before.identity !== after.identity)
        return 0;
    return isOtherImage(before.operation, after.operation) ? 1 : 2;
}
function anchorsInOrder(old, now) {
    const places = new Map();
    for (const [j, { identity }] of [...now.entries()].reverse()) {
        const known = places.get(identity);
        if (known === undefined)
            places.set(identity, [j]);
        else
            known.push(j);
    }
    const found = [];
    let next = 0;
    for (const [i, { identity }] of old.entries()) {
        const left = places.get(identity) ?? [];
        while ((left.at(-1) ?? next) < next)
            left.pop();
        const j = left.pop();
        if (j === undefined)
            continue;
        found.push([i, j]);
        next = j + 1;
    }
    return found;
}
function longestAnchors(old, now) {
    const scores = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
    const at = (i, j) => scores[i]?.[j] ?? 0;
    const paired = (i, j) => {
        const own = worth(old[i], now[j]);
        return own === 0 ? 0 : at(i + 1, j + 1) + own;
    };
    for (let i = old.length - 1; i >= 0; i--) {
        for (let j = now.length - 1; j >= 0; j--) {
            const row = scores[i];
            if (row !== undefined)
                row[j] = Math.max(paired(i, j), at(i + 1, j), at(i, j + 1));
        }
    }
    const found = [];
    for (let i = 0, j = 0; i < old.length && j < now.length;) {
        if (worth(old[i], now[j]) > 0 && at(i, j) === paired(i, j))
            found.push([i++, j++]);
        else if (at(i + 1, j) === at(i, j))
            i++;
        else
            j++;
    }
    return found;
}
function isOtherImage(before, after) {
    return before?.op === 'image' && after?.op === 'image' && before.image !== after.image;
}
function pairBetween(before, after) {
    const left = Map.groupBy(before, operation => operation.op);
    const next = new Map();
    const paired = new Set();
    const pairs = after.map((operation) => {
        const at = next.get(operation.op) ?? 0;
        const partner = left.get(operation.op)?.[at];
        next.set(operation.op, at + 1);
        if (partner !== undefined)
            paired.add(partner);
        return { before: partner, after: operation };
    });
    const removed = before.filter(operation => !paired.has(operation));
    return [...removed.map(operation => ({ before: operation, after: undefined })), ...pairs];
}

;// CONCATENATED MODULE: ./lib/recipe/change.js
function difference(kind, subject, before, after) {
    if (before === after)
        return [];
    const change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    return [
        { kind, subject, change, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) },
    ];
}

;// CONCATENATED MODULE: ./lib/recipe/file-changes.js

function fileChanges(before, after) {
    const [old, now] = [before, after].map(({ files }) => new Map(files.map(file => [file.path, file])));
    return [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].flatMap(path => {
        const [one, other] = [old?.get(path), now?.get(path)];
        const subject = nameOn(after, other) ?? nameOn(before, one) ?? landed(path, after.destination);
        return difference('file', subject, printedFile(one), printedFile(other));
    });
}
function nameOn({ names }, file) {
    return file === undefined ? undefined : names.file(file);
}
function landed(path, destination) {
    return path === '' ? `what is copied to ${destination}` : `${path} (copied to ${destination})`;
}
function printedFile(file) {
    if (file === undefined)
        return undefined;
    return [file.kind, file.mode, file.sha256 ?? file.link].filter(part => part !== undefined).join(' ');
}

// EXTERNAL MODULE: ./lib/recipe/names.js
var recipe_names = __nccwpck_require__(1970);
;// CONCATENATED MODULE: ./lib/recipe/changes.js





function recipeChanges(before, after, names = { before: recipe_names/* unnamed */.p1, after: recipe_names/* unnamed */.p1 }) {
    const changes = [
        ...fieldChanges('setting', settings(before), settings(after)),
        ...alignOperations(before.operations, after.operations).flatMap(pair => operationChanges(pair.before, pair.after, names)),
        ...variableChanges(before.config.env, after.config.env),
        ...fieldChanges('config', { ...before.config, env: undefined }, { ...after.config, env: undefined }),
    ];
    const once = new Map(changes.map(change => [(0,canonical/* canonicalJson */.dj)(change), change]));
    if (once.size === 0 && (0,canonical/* canonicalJson */.dj)(before) !== (0,canonical/* canonicalJson */.dj)(after)) {
        return [{ kind: 'instruction', subject: 'the order of the steps', change: 'changed' }];
    }
    return [...once.values()];
}
function settings(recipe) {
    return {
        platform: recipe.platform,
        salt: recipe.salt,
        SOURCE_DATE_EPOCH: recipe.sourceDateEpoch,
        recipe: recipe.recipe,
    };
}
function fieldChanges(kind, before, after) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(canonical/* compareCodePoints */.OP);
    const field = (of, name) => Object.hasOwn(of, name) ? printed(of[name]) : undefined;
    return names.flatMap(name => difference(kind, name, field(before, name), field(after, name)));
}
function printed(value) {
    if (value === undefined || typeof value === 'string')
        return value;
    return (0,canonical/* canonicalJson */.dj)(value);
}
function variableChanges(before, after) {
    return fieldChanges('variable', before, after);
}
function operationChanges(before, after, names) {
    const sample = after ?? before;
    if (sample === undefined)
        return [];
    if (before === undefined || after === undefined) {
        const whole = describe(sample, before === undefined ? names.after : names.before);
        return [{ kind: whole.kind, subject: whole.subject, change: before === undefined ? 'added' : 'removed' }];
    }
    if (before.op === 'run' && after.op === 'run')
        return runChanges(before, after, names);
    if (before.op === 'copy' && after.op === 'copy')
        return copyChanges(before, after, names);
    if (before.op === 'image' && after.op === 'image') {
        return [
            ...imageChanges(before.image, after.image, names),
            ...difference('setting', 'platform of an upstream', before.platform, after.platform),
        ];
    }
    return fieldChanges('instruction', { ...before, input: undefined }, { ...after, input: undefined });
}
function imageChanges(before, after, names) {
    if (before === after)
        return [];
    const [old, now] = [names.before.image(before) ?? before, names.after.image(after) ?? after];
    const subject = `FROM ${withoutDigest(now)}`;
    return withoutDigest(old) === withoutDigest(now)
        ? difference('upstream', subject, before, after)
        : difference('upstream', subject, pinned(old, before), pinned(now, after));
}
function pinned(name, image) {
    return image.startsWith('sha256:') && name !== image ? `${withoutDigest(name)}@${image}` : image;
}
function withoutDigest(image) {
    return image.replace(/(?<=.)@sha256:.*$/, '');
}
function describe(operation, names) {
    switch (operation.op) {
        case 'image':
            return { kind: 'upstream', subject: `FROM ${names.image(operation.image) ?? operation.image}` };
        case 'run':
            return { kind: 'run', subject: commandText(operation) };
        case 'copy':
            return { kind: 'instruction', subject: `COPY to ${operation.destination}` };
        case 'mkdir':
            return { kind: 'instruction', subject: `WORKDIR ${operation.path}` };
        case 'http':
            return { kind: 'file', subject: shownText(operation.url, `a download of ${operation.filename}`) };
        case 'git':
            return { kind: 'file', subject: shownText(operation.remote, `a repository at ${operation.commit}`) };
    }
}
function shownText(text, otherwise) {
    return typeof text === 'string' ? text : otherwise;
}
function commandText(operation) {
    const { command } = operation;
    return `RUN ${command[0] === '/bin/sh' && command[1] === '-c' ? command.slice(2).join(' ') : (0,canonical/* canonicalJson */.dj)(command)}`;
}
const runParts = new Set(['op', 'input', 'command', 'env', 'mounts']);
function runChanges(before, after, names) {
    const rest = (operation) => Object.fromEntries(Object.entries(operation).filter(([name]) => !runParts.has(name)));
    return [
        ...difference('run', commandText(after), commandText(before), commandText(after)),
        ...variableChanges(before.env, after.env),
        ...mountChanges(before.mounts ?? [], after.mounts ?? [], names),
        ...fieldChanges('run', rest(before), rest(after)),
    ];
}
function mountChanges(before, after, names) {
    const byTarget = (mounts) => new Map(mounts.map(mount => [`${mount.type} ${mount.target ?? ('id' in mount ? mount.id : '')}`, mount]));
    const [old, now] = [byTarget(before), byTarget(after)];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap(target => {
        const [one, other] = [old.get(target), now.get(target)];
        const destination = other?.target ?? one?.target ?? '';
        const files = fileChanges({ files: mountFiles(one), names: names.before, destination }, { files: mountFiles(other), names: names.after, destination });
        if (files.length > 0)
            return files;
        return difference('mount', target, printed(mountParts(one)), printed(mountParts(other)));
    });
}
function mountParts(mount) {
    if (mount === undefined || !('from' in mount) || mount.from === undefined)
        return mount;
    return { ...mount, from: withoutInput(mount.from) };
}
function mountFiles(mount) {
    return mount !== undefined && 'from' in mount && mount.from?.kind === 'files' ? mount.from.files : [];
}
function copyChanges(before, after, names) {
    const parts = (operation) => ({ ...operation, input: undefined, from: undefined, op: undefined });
    const others = (operation) => operation.from.filter(source => source.kind !== 'files');
    const [old, now] = [others(before), others(after)];
    return [
        ...fileChanges({ files: before.from.flatMap(sourceFiles), names: names.before, destination: before.destination }, { files: after.from.flatMap(sourceFiles), names: names.after, destination: after.destination }),
        ...fieldChanges('instruction', parts(before), parts(after)),
        ...((0,canonical/* canonicalJson */.dj)(old.map(withoutInput)) === (0,canonical/* canonicalJson */.dj)(now.map(withoutInput))
            ? []
            : difference('instruction', `what is copied to ${after.destination}`, (0,canonical/* canonicalJson */.dj)(old), (0,canonical/* canonicalJson */.dj)(now))),
    ];
}
function withoutInput(source) {
    return source.kind === 'operation' ? { ...source, input: undefined } : source;
}
function sourceFiles(source) {
    return source.kind === 'files' ? source.files : [];
}

;// CONCATENATED MODULE: ./lib/commands/previous.js









const cap = 32 * 1024 * 1024;
async function pointerTag(options, world, base) {
    const { cwd, context } = options.build;
    const root = options.base.store.kind === 'layout' ? undefined : await checkoutOf(world, cwd);
    const paths = [options.base.file, context].map(path => {
        const absolute = (0,external_node_path_.resolve)(cwd, path);
        return (root === undefined ? absolute : (0,external_node_path_.relative)(root, absolute)).replaceAll(external_node_path_.sep, '/');
    });
    const platform = (0,image_platform/* formatPlatform */.Bq)(base.platform);
    const hash = (0,external_node_crypto_.createHash)('sha256').update((0,canonical/* canonicalJson */.dj)([...paths, base.name, platform]));
    const words = `${base.name}-${platform}`.replace(/[^\w.-]+/g, '-').slice(0, 90);
    return `last-${words}-${hash.digest('hex').slice(0, 16)}.record`;
}
async function checkoutOf({ files }, cwd) {
    const read = (path) => files.read(path).catch(() => undefined);
    for (let directory = cwd;; directory = (0,external_node_path_.dirname)(directory)) {
        const found = (await read((0,external_node_path_.join)(directory, '.git', 'HEAD'))) ?? (await read((0,external_node_path_.join)(directory, '.git')));
        if (found !== undefined)
            return directory;
        if ((0,external_node_path_.dirname)(directory) === directory)
            return cwd;
    }
}
async function changesSinceLast(options, world, store, base) {
    const records = await lastRecords(store, await pointerTag(options, world, base));
    const known = await Promise.all(records.map(async ({ recipe, record }) => ({ recipe: await readJson(store, recipe), record })));
    const [nearest] = known
        .map(({ recipe, record }) => ({ recipe, record, changes: compare(recipe, base)?.length }))
        .filter(({ changes }) => changes !== undefined)
        .sort((one, other) => (one.changes ?? 0) - (other.changes ?? 0));
    return nearest && compare(nearest.recipe, base, (await readJson(store, nearest.record)) ?? {});
}
async function rememberRecord(store, tag, own) {
    const [newest] = readLastRecords((0,manifest/* parseManifest */.Ng)(own.bytes, own.mediaType));
    if (newest === undefined)
        throw new TypeError('a record without a recipe');
    const others = (await lastRecords(store, tag)).filter(({ recipe }) => recipe.digest !== newest.recipe.digest);
    const { bytes, mediaType } = lastRecordsManifest([newest, ...others].slice(0, mostRecords));
    const stored = await store.putManifest(tag, bytes, mediaType);
    return stored.kind === 'broken' ? store.putManifest(tag, own.bytes, own.mediaType) : stored;
}
async function lastRecords(store, tag) {
    const answer = await store.manifest(tag);
    return answer.kind === 'found' ? readLastRecords(answer.document) : [];
}
function compare(recipe, { recipe: now, lowered }, record) {
    if (!isRecipe(recipe))
        return undefined;
    try {
        if (record === undefined)
            return recipeChanges(recipe, now);
        const { upstreams, fileOrigins } = record;
        return recipeChanges(recipe, now, {
            before: (0,recipe_names/* namesOf */.eZ)(recipe.operations, upstreams, fileOrigins),
            after: (0,recipe_names/* namesOf */.eZ)(now.operations, lowered.upstreams, lowered.fileOrigins),
        });
    }
    catch {
        return undefined;
    }
}
async function readJson(store, { digest, size }) {
    if (size > cap)
        return undefined;
    const blob = await store.blob(digest, cap);
    if (blob.kind !== 'found')
        return undefined;
    try {
        return JSON.parse(new TextDecoder().decode(blob.bytes));
    }
    catch {
        return undefined;
    }
}
function isRecipe(document) {
    return typeof document === 'object' && document !== null && 'recipe' in document && document.recipe === recipe_recipe/* recipeVersion */.vn;
}


/***/ }),

/***/ 4736:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ readEntries),
/* harmony export */   G7: () => (/* binding */ readPath),
/* harmony export */   Kf: () => (/* binding */ readChoice),
/* harmony export */   Qg: () => (/* binding */ readDays),
/* harmony export */   RH: () => (/* binding */ listForm),
/* harmony export */   T6: () => (/* binding */ splitPair),
/* harmony export */   hc: () => (/* binding */ readSwitch),
/* harmony export */   oF: () => (/* binding */ readListed),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2153);
/* harmony import */ var _lists_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1305);



function readText(raw, name) {
    const given = raw.value(name)?.trim();
    return given ? given : (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputNamed */ .o5)(name).default;
}
function readPath(raw, name) {
    const given = raw.value(name);
    return given?.trim() ? given.replace(/^[\r\n]+|[\r\n]+$/g, '') : (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputNamed */ .o5)(name).default;
}
function readEntries(raw, name) {
    return [...readListed(raw, name), ...(raw.list(name) ?? [])];
}
function readListed(raw, name) {
    return (0,_lists_js__WEBPACK_IMPORTED_MODULE_2__/* .readList */ .L)(name, raw.value(name) ?? '', listForm(name));
}
function listForm(name) {
    const { kind, quotes, spaces } = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputNamed */ .o5)(name);
    return {
        commas: kind === 'list' ? 'part' : 'keep',
        quotes: quotes === 'kept' ? 'keep' : 'hold',
        spaces: spaces === 'kept' ? 'keep' : 'trim',
    };
}
function readSwitch(raw, name) {
    const text = readText(raw, name) ?? 'false';
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/.test(text))
        return false;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH071', `the input \`${name}\` is \`${text}\`, neither true nor false`, {
        remedy: `write \`${name}: true\` or \`${name}: false\``,
    });
}
function readChoice(raw, name, choices) {
    const text = readText(raw, name);
    if (text === undefined)
        return undefined;
    const choice = choices.find(each => each === text);
    if (choice !== undefined)
        return choice;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH073', `the input \`${name}\` is \`${text}\``, {
        remedy: `use one of ${choices.join(', ')}`,
    });
}
function readDays(raw, name) {
    const text = readText(raw, name) ?? '';
    const days = Number(/^(\d{1,5})d?$/.exec(text)?.[1]);
    if (days >= 1 && days <= 36_500)
        return days;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH072', `the input \`${name}\` is \`${text}\`, not a number of days from 1 to 36500`, {
        remedy: `write whole days, for example \`${name}: 30\``,
    });
}
function splitPair(entry) {
    const cut = entry.indexOf('=');
    return cut === -1 ? undefined : [entry.slice(0, cut), entry.slice(cut + 1)];
}


/***/ }),

/***/ 3180:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   dF: () => (/* binding */ emptySecrets),
/* harmony export */   fG: () => (/* binding */ requireSecretFiles),
/* harmony export */   ql: () => (/* binding */ readSecrets)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _buildx_attributes_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8819);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _read_inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4736);




function readSecrets(raw, env) {
    const secrets = [
        ...(0,_read_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readListed */ .oF)(raw, 'secrets').flatMap((entry, index) => valueSecret(entry, index)),
        ...(raw.list('secrets') ?? []).map((entry, index) => flagSecret(entry, index, env)),
        ...(0,_read_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readEntries */ .$2)(raw, 'secret-envs').map((entry, index) => {
            const [id, variable] = idAndRest('secret-envs', entry, index);
            return { id, kind: 'env', variable };
        }),
        ...(0,_read_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readEntries */ .$2)(raw, 'secret-files').map((entry, index) => {
            const [id, path] = idAndRest('secret-files', entry, index);
            return { id, kind: 'file', path };
        }),
    ];
    refuseTwins(secrets);
    for (const secret of secrets)
        if (secret.kind === 'env')
            refuseUnset(secret.id, secret.variable, env);
    return secrets;
}
function emptySecrets(raw) {
    return (0,_read_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .readListed */ .oF)(raw, 'secrets').flatMap(entry => {
        const [id, value] = (0,_read_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .splitPair */ .T6)(entry) ?? ['', ''];
        return value === '' ? [id] : [];
    });
}
async function requireSecretFiles({ cwd, secrets }, { files }) {
    for (const secret of secrets) {
        if (secret.kind !== 'file')
            continue;
        const fault = await files.read((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(cwd, secret.path)).then(bytes => (bytes === undefined ? 'is not there' : undefined), (error) => `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
        if (fault === undefined)
            continue;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH110', `the secret \`${secret.id}\` is to come from the file ${secret.path}, which ${fault}`, {
            remedy: `write ${secret.path} before this run, relative to the working directory, or remove the secret`,
        });
    }
}
function valueSecret(entry, index) {
    const pair = (0,_read_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .splitPair */ .T6)(entry);
    if (pair === undefined || pair[0].trim() === '')
        throw notASecret('secrets', index, 'ID=VALUE');
    const [id, value] = pair;
    if (id === 'id' && /,(?:src|source|env|type)=/.test(value)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH110', `entry ${index + 1} of \`secrets\` is written as buildx's flag, not as ID=VALUE`, {
            remedy: 'use `secret-files` with ID=PATH, or `secret-envs` with ID=VARIABLE',
        });
    }
    return value === '' ? [] : [{ id: id.trim(), kind: 'value', value }];
}
function flagSecret(entry, index, env) {
    const secret = (0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_3__/* .parseSecret */ .o7)(entry);
    if ((0,_buildx_attributes_js__WEBPACK_IMPORTED_MODULE_3__/* .isAttributeFault */ .lq)(secret))
        throw notASecret('--secret', index, 'id=ID,src=FILE or id=ID,env=VARIABLE', secret.fault);
    const { id, src } = secret;
    const variable = secret.env ?? (src === undefined && env[id] !== undefined ? id : undefined);
    return variable === undefined ? { id, kind: 'file', path: src ?? id } : { id, kind: 'env', variable };
}
function idAndRest(name, entry, index) {
    const [id, rest] = (0,_read_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .splitPair */ .T6)(entry) ?? ['', ''];
    if (id.trim() === '' || rest.trim() === '') {
        throw notASecret(name, index, name === 'secret-envs' ? 'ID=VARIABLE' : 'ID=PATH');
    }
    return [id.trim(), rest.trim()];
}
function notASecret(name, index, form, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH110', `entry ${index + 1} of \`${name}\` is not a secret${why === undefined ? '' : `: ${why}`}`, {
        remedy: `write it as ${form}; a value of several lines goes into double quotes, id included`,
    });
}
function refuseTwins(secrets) {
    const seen = new Set();
    for (const { id } of secrets) {
        if (seen.has(id)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH110', `the secret \`${id}\` is given twice`, { remedy: 'remove one of the two' });
        }
        seen.add(id);
    }
}
function refuseUnset(id, variable, env) {
    if (env[variable] !== undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH110', `the secret \`${id}\` is to come from the variable ${variable}, which is not set`, {
        remedy: `set ${variable} in \`env:\` of the step, or in the shell`,
    });
}


/***/ }),

/***/ 724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ refuse)
/* harmony export */ });
/* harmony import */ var _bases_registry_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2636);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


function refuse(tag, outcome) {
    if ('fault' in outcome)
        return (0,_bases_registry_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .toError */ .iT)(outcome.fault);
    if (outcome.kind === 'foreign') {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH090', `${tag} is there, but Basehit did not make it for this: ${outcome.detail}`, {
            remedy: 'remove the tag, or choose another base-repository',
        });
    }
    if (outcome.kind === 'untrusted') {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH091', `${tag} is not trusted: ${outcome.detail}`, {
            remedy: 'rebuild it in a trusted run',
        });
    }
    throw new TypeError(`${outcome.kind} is not a reason to stop`);
}


/***/ }),

/***/ 1672:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ refusePolicyFile),
/* harmony export */   a: () => (/* binding */ refuseEnvironmentPolicy)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

async function refusePolicyFile(world, dockerfile, remedy = 'rename it, so that buildx does not find it') {
    const file = `${dockerfile.path}.rego`;
    if ((await world.files.read(`${dockerfile.absolute}.rego`)) === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH051', `${file} is a source policy: buildx applies it to ${dockerfile.path} unasked`, {
        position: { file, line: 1, column: 1 },
        remedy,
    });
}
function refuseEnvironmentPolicy(env) {
    const { EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: file } = env;
    if (!file)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH051', `EXPERIMENTAL_BUILDKIT_SOURCE_POLICY gives buildx the source policy ${file}`, {
        remedy: 'unset EXPERIMENTAL_BUILDKIT_SOURCE_POLICY for this run',
    });
}


/***/ }),

/***/ 9876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Qv: () => (/* binding */ settleTrust),
/* harmony export */   _9: () => (/* binding */ explainTrust),
/* harmony export */   bn: () => (/* binding */ readTrust)
/* harmony export */ });
/* harmony import */ var _bases_registry_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2636);
/* harmony import */ var _buildx_outputs_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4102);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8758);
/* harmony import */ var _plan_trust_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(4737);





function readTrust(options, world) {
    const trust = (0,_plan_trust_js__WEBPACK_IMPORTED_MODULE_4__/* .trustOf */ .A)(world.actor, isPushWanted(options) ? 'wanted' : 'unwanted');
    if (options.base.rebuild !== 'none' && trust.publish === 'never') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BasehitError */ .j('BH122', `a rebuild puts a new base under the shared tag, and ${trust.because}`, {
            remedy: 'ask for the rebuild on the default branch, or on a branch or tag that a rule protects',
        });
    }
    if (trust.caution !== undefined)
        world.report({ kind: 'warning', message: trust.caution });
    return trust;
}
function isPushWanted({ base, app }) {
    return app.run === 'skip' || base.rebuild !== 'none' || (0,_buildx_outputs_js__WEBPACK_IMPORTED_MODULE_1__/* .pushedOutputs */ .ce)(app).length > 0;
}
function explainTrust({ app }, world, { because }, bases) {
    for (const { decision, name, outcome, platform } of bases) {
        const base = `the base ${name} (${(0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatform */ .Bq)(platform)})`;
        if (decision.kind === 'reuse' && decision.notice !== undefined) {
            world.report({ kind: 'notice', message: `${base} is ${decision.notice}` });
        }
        if (decision.kind === 'inline' && 'fault' in outcome && app.run === 'build') {
            const fact = `whether ${base} is there is not known, so it is built for this run alone`;
            world.report({ kind: 'notice', message: `${fact}: ${(0,_bases_registry_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .toError */ .iT)(outcome.fault).message}` });
        }
    }
    if (because === undefined || app.run === 'skip')
        return;
    if (!bases.some(({ decision, outcome }) => decision.kind === 'inline' && !('fault' in outcome)))
        return;
    world.report({ kind: 'notice', message: `the missing base is built for this run alone: ${because}` });
}
async function settleTrust(options, world, plan) {
    const isOpen = plan.trust.publish === 'if-granted' && !options.base.failOnMiss;
    if (!isOpen || !plan.bases.some(base => base.decision.kind === 'build'))
        return plan;
    const right = await plan.store.mayPublish();
    if (right.kind !== 'denied')
        return plan;
    const trust = { ...plan.trust, publish: 'never', because: `${right.host}: ${right.detail}` };
    const bases = plan.bases.map(base => ({ ...base, decision: (0,_plan_trust_js__WEBPACK_IMPORTED_MODULE_4__/* .confine */ .D)(base.decision, base.outcome, trust) }));
    explainTrust(options, world, trust, bases);
    return { ...plan, trust, bases };
}


/***/ }),

/***/ 2111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fl: () => (/* binding */ baseName),
/* harmony export */   SA: () => (/* binding */ classifyMode),
/* harmony export */   cm: () => (/* binding */ childPath),
/* harmony export */   je: () => (/* binding */ rootedPath),
/* harmony export */   ts: () => (/* binding */ cleanPath),
/* harmony export */   yl: () => (/* binding */ parentPath)
/* harmony export */ });
/* unused harmony export compareEntries */

function classifyMode(mode) {
    const bits = mode & 0o7777;
    const shared = bits === 0o664 ? 0o644 : bits === 0o775 ? 0o755 : bits;
    return shared.toString(8).padStart(4, '0');
}
function compareEntries(one, other) {
    const left = one.path.split('/');
    const right = other.path.split('/');
    for (let index = 0; index < Math.min(left.length, right.length); index++) {
        const order = compareCodePoints(left[index] ?? '', right[index] ?? '');
        if (order !== 0)
            return order;
    }
    return left.length - right.length;
}
function baseName(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
function parentPath(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
function childPath(directory, name) {
    return directory === '' ? name : `${directory}/${name}`;
}
function cleanPath(path) {
    const rooted = path.startsWith('/');
    const names = [];
    for (const name of path.split('/')) {
        if (name === '' || name === '.')
            continue;
        if (name !== '..')
            names.push(name);
        else if (names.length > 0 && names.at(-1) !== '..')
            names.pop();
        else if (!rooted)
            names.push(name);
    }
    return rooted ? `/${names.join('/')}` : names.join('/') || '.';
}
function rootedPath(path) {
    return cleanPath(`/${path}`).slice(1);
}


/***/ }),

/***/ 1453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  x: () => (/* binding */ compilePatterns),
  a: () => (/* binding */ parseIgnoreFile)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/context/entry.js
var entry = __nccwpck_require__(2111);
;// CONCATENATED MODULE: ./lib/context/points.js
const lastPoint = 0x10ffff;
const letters = /[0-9A-Za-z]/;
function ranges(text) {
    const points = Array.from(text, character => character.codePointAt(0) ?? 0);
    return points.flatMap((low, index) => (index % 2 === 0 ? [[low, points[index + 1] ?? low]] : []));
}
const digits = ranges('09');
const words = ranges('09AZ__az');
const spaces = ranges('\t\n\f\r  ');
const posixSets = {
    alnum: ranges('09AZaz'),
    alpha: ranges('AZaz'),
    ascii: ranges('\0\x7f'),
    blank: ranges('\t\t  '),
    cntrl: ranges('\0\x1f\x7f\x7f'),
    digit: digits,
    graph: ranges('!~'),
    lower: ranges('az'),
    print: ranges(' ~'),
    punct: ranges('!/:@[`{~'),
    space: ranges('\t\r  '),
    upper: ranges('AZ'),
    word: words,
    xdigit: ranges('09AFaf'),
};
function complement(given) {
    const others = [];
    let next = 0;
    for (const [low, high] of [...given].sort(([one], [other]) => one - other)) {
        if (low > next)
            others.push([next, low - 1]);
        next = Math.max(next, high + 1);
    }
    if (next <= lastPoint)
        others.push([next, lastPoint]);
    return others;
}

;// CONCATENATED MODULE: ./lib/context/automaton.js

const mostInstructions = 65_536;
const mostKept = 20_000;
function buildAutomaton(node) {
    const program = [];
    emit(node, program);
    program.push({ kind: 'match' });
    return program.length > mostInstructions ? undefined : new Automaton(program);
}
function emit(node, program) {
    if (node.kind === 'set' || node.kind === 'assert')
        program.push(node);
    else if (node.kind === 'sequence')
        for (const part of node.parts)
            emit(part, program);
    else if (node.kind === 'choice')
        emitChoice(node.branches, program);
    else
        emitRepeat(node.part, node.most, program);
}
function emitChoice(branches, program) {
    const starts = [];
    const ends = [];
    program.push({ kind: 'go', to: starts });
    for (const branch of branches) {
        starts.push(program.length);
        emit(branch, program);
        const to = [];
        ends.push(to);
        program.push({ kind: 'go', to });
    }
    for (const to of ends)
        to.push(program.length);
}
function emitRepeat(part, most, program) {
    const start = program.length;
    const to = [start + 1];
    program.push({ kind: 'go', to });
    emit(part, program);
    if (most === 'many')
        program.push({ kind: 'go', to: [start] });
    to.push(program.length);
}
const matched = { at: [], isStart: false, isAfterWord: false, next: [], fits: true };
const failed = { at: [], isStart: false, isAfterWord: false, next: [], fits: false };
class Automaton {
    #program;
    #starts;
    #ascii;
    #isAnchored;
    #seen;
    #generation = 0;
    #states = new Map();
    #first;
    kept = 0;
    steps = 0;
    constructor(program) {
        this.#program = program;
        this.#seen = new Uint32Array(program.length);
        this.#starts = classStarts(program);
        this.#ascii = Uint16Array.from({ length: 128 }, (_, point) => classOf(this.#starts, point));
        this.#first = newState([], true, false);
        this.#isAnchored = this.#close([0], () => true, 'start').length === 0;
    }
    test(text) {
        const ascii = this.#ascii;
        let state = this.#first;
        this.steps += text.length;
        for (let index = 0; index < text.length; index++) {
            const unit = text.charCodeAt(index);
            let kind = ascii[unit];
            if (kind === undefined) {
                const point = text.codePointAt(index) ?? unit;
                if (point > 0xffff)
                    index++;
                kind = classOf(this.#starts, point);
            }
            state = state.next[kind] ?? this.#advance(state, kind);
            if (state === matched)
                return true;
            if (state === failed)
                return false;
        }
        state.fits ??= this.#fitsAtEnd(state);
        return state.fits;
    }
    #advance(state, kind) {
        const point = this.#starts[kind] ?? 0;
        const isWord = includes(words, point);
        const open = this.#closure(state, isWord, false);
        const next = open === 'match' ? matched : this.#stateAfter(open, point, isWord);
        state.next[kind] = next;
        return next;
    }
    #stateAfter(open, point, isWord) {
        const at = [];
        for (const index of open) {
            const instruction = this.#program[index];
            if (instruction?.kind !== 'set')
                continue;
            this.steps += instruction.ranges.length;
            if (includes(instruction.ranges, point))
                at.push(index + 1);
        }
        if (at.length === 0 && this.#isAnchored)
            return failed;
        at.sort((one, other) => one - other);
        const key = `${isWord ? 'w' : ''}${at.join(',')}`;
        const known = this.#states.get(key);
        if (known !== undefined)
            return known;
        this.kept += at.length + this.#starts.length;
        if (this.kept > mostKept) {
            this.#states = new Map();
            this.#first = newState([], true, false);
            this.kept = 0;
        }
        const state = newState(at, false, isWord);
        this.#states.set(key, state);
        return state;
    }
    #fitsAtEnd(state) {
        return this.#closure(state, false, true) === 'match';
    }
    #closure({ at, isStart, isAfterWord }, isWord, isEnd) {
        const isBoundary = isAfterWord !== isWord;
        const holds = { start: isStart, end: isEnd, boundary: isBoundary, 'no-boundary': !isBoundary };
        const from = this.#isAnchored && !isStart ? at : [...at, 0];
        const open = this.#close(from, what => holds[what]);
        return open.some(index => this.#program[index]?.kind === 'match') ? 'match' : open;
    }
    #close(from, holds, closed) {
        this.#generation++;
        const open = [];
        const waiting = [...from];
        for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
            if (this.#seen[index] === this.#generation)
                continue;
            this.#seen[index] = this.#generation;
            this.steps++;
            const instruction = this.#program[index];
            if (instruction?.kind === 'go')
                waiting.push(...instruction.to);
            else if (instruction?.kind !== 'assert')
                open.push(index);
            else if (instruction.what !== closed && holds(instruction.what))
                waiting.push(index + 1);
        }
        return open;
    }
}
function newState(at, isStart, isAfterWord) {
    return { at, isStart, isAfterWord, next: [], fits: undefined };
}
function includes(ranges, point) {
    return ranges.some(([low, high]) => low <= point && point <= high);
}
function classStarts(program) {
    const starts = new Set([0]);
    const add = (ranges) => {
        for (const [low, high] of ranges)
            starts.add(low).add(high + 1);
    };
    for (const instruction of program)
        if (instruction.kind === 'set')
            add(instruction.ranges);
    if (program.some(({ kind }) => kind === 'assert'))
        add(words);
    return [...starts].filter(start => start <= lastPoint).sort((one, other) => one - other);
}
function classOf(starts, point) {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= point)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

;// CONCATENATED MODULE: ./lib/context/expression.js


function fromGoExpression(source) {
    try {
        const reader = new Reader(source);
        const node = reader.readChoice();
        return reader.isAtEnd ? buildAutomaton(node) : undefined;
    }
    catch (cause) {
        if (cause instanceof Unsupported)
            return undefined;
        throw cause;
    }
}
class Unsupported extends Error {
}
const controls = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const sets = {
    d: digits,
    D: complement(digits),
    s: spaces,
    S: complement(spaces),
    w: words,
    W: complement(words),
};
const assertions = {
    '^': { kind: 'assert', what: 'start' },
    $: { kind: 'assert', what: 'end' },
    '\\A': { kind: 'assert', what: 'start' },
    '\\z': { kind: 'assert', what: 'end' },
    '\\b': { kind: 'assert', what: 'boundary' },
    '\\B': { kind: 'assert', what: 'no-boundary' },
};
const notNewline = complement([[0x0a, 0x0a]]);
class Reader {
    #source;
    #lastNameEnd;
    #at = 0;
    constructor(source) {
        this.#source = source;
        this.#lastNameEnd = source.lastIndexOf(':]');
    }
    get isAtEnd() {
        return this.#at >= this.#source.length;
    }
    readChoice() {
        const branches = [this.#readSequence()];
        while (this.#accept('|'))
            branches.push(this.#readSequence());
        return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', branches };
    }
    #readSequence() {
        const parts = [];
        for (let next = this.#peek(); next !== '' && next !== '|' && next !== ')'; next = this.#peek()) {
            parts.push(this.#readRepeated());
        }
        return { kind: 'sequence', parts };
    }
    #readRepeated() {
        const part = this.#readAtom();
        const sign = this.#peek();
        if (sign !== '*' && sign !== '?')
            return part;
        this.#take();
        if (part.kind === 'assert' || /[*?+]/.test(this.#peek()))
            throw new Unsupported();
        return { kind: 'repeat', part, most: sign === '*' ? 'many' : 'one' };
    }
    #readAtom() {
        const character = this.#take();
        if (character === '[')
            return { kind: 'set', ranges: this.#readClass() };
        if (character === '\\')
            return this.#readEscape();
        if (character === '(') {
            const group = this.readChoice();
            if (!this.#accept(')'))
                throw new Unsupported();
            return group;
        }
        if (character === '.')
            return { kind: 'set', ranges: notNewline };
        if ('*?+'.includes(character))
            throw new Unsupported();
        if (character === '{' && this.#matches(/\d+(?:,\d*)?\}/y))
            throw new Unsupported();
        return assertions[character] ?? literal(character);
    }
    #readEscape() {
        const character = this.#take();
        const set = sets[character];
        if (set !== undefined)
            return { kind: 'set', ranges: set };
        return assertions[`\\${character}`] ?? literal(escaped(character));
    }
    #readClass() {
        const isNegated = this.#accept('^');
        const ranges = [];
        for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false)
            ranges.push(...this.#readMember());
        this.#take();
        return isNegated ? complement(ranges) : ranges;
    }
    #readMember() {
        const named = this.#readNamed();
        if (named !== undefined)
            return named;
        const escapedSet = this.#peek() === '\\' ? sets[this.#source[this.#at + 1] ?? ''] : undefined;
        if (escapedSet !== undefined) {
            this.#at += 2;
            return escapedSet;
        }
        const low = this.#readPoint();
        if (!this.#matches(/-[^\]]/uy))
            return [[low, low]];
        this.#take();
        const high = this.#readPoint();
        if (low > high)
            throw new Unsupported();
        return [[low, high]];
    }
    #readNamed() {
        if (!this.#source.startsWith('[:', this.#at) || this.#at + 2 > this.#lastNameEnd)
            return undefined;
        const end = this.#source.indexOf(':]', this.#at + 2);
        const [, sign, name = ''] = /^(\^?)(.*)$/s.exec(this.#source.slice(this.#at + 2, end)) ?? [];
        const set = Object.hasOwn(posixSets, name) ? posixSets[name] : undefined;
        if (set === undefined)
            throw new Unsupported();
        this.#at = end + 2;
        return sign === '^' ? complement(set) : set;
    }
    #readPoint() {
        const character = this.#take();
        return pointOf(character === '\\' ? escaped(this.#take()) : character);
    }
    #peek() {
        return this.isAtEnd ? '' : String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    }
    #take() {
        const character = this.#peek();
        if (character === '')
            throw new Unsupported();
        this.#at += character.length;
        return character;
    }
    #accept(character) {
        if (this.#peek() !== character)
            return false;
        this.#take();
        return true;
    }
    #matches(sticky) {
        sticky.lastIndex = this.#at;
        return sticky.exec(this.#source) ?? undefined;
    }
}
function escaped(character) {
    const isPunctuation = pointOf(character) < 0x80 && !letters.test(character);
    const meant = controls[character] ?? (isPunctuation ? character : undefined);
    if (meant === undefined)
        throw new Unsupported();
    return meant;
}
function literal(character) {
    const point = pointOf(character);
    return { kind: 'set', ranges: [[point, point]] };
}
function pointOf(character) {
    return character.codePointAt(0) ?? lastPoint;
}

// EXTERNAL MODULE: ./lib/context/wildcard.js
var wildcard = __nccwpck_require__(7393);
;// CONCATENATED MODULE: ./lib/context/ignore.js




function parseIgnoreFile(text, path) {
    const patterns = [];
    for (const [index, line] of text
        .replace(/^\ufeff/, '')
        .split('\n')
        .entries()) {
        if (line.startsWith('#'))
            continue;
        const trimmed = trimSpace(line);
        if (trimmed === '')
            continue;
        const negated = trimmed.startsWith('!');
        const rest = negated ? trimSpace(trimmed.slice(1)) : trimmed;
        const cleaned = rest === '' ? '' : (0,entry/* cleanPath */.ts)(rest);
        const relative = cleaned.length > 1 ? cleaned.replace(/^\//, '') : cleaned;
        const position = { file: path, line: index + 1, column: line.indexOf(trimmed) + 1 };
        patterns.push({ text: `${negated ? '!' : ''}${relative}`, position });
    }
    return patterns;
}
function compilePatterns(patterns) {
    const rules = patterns.flatMap(pattern => compileRule(typeof pattern === 'string' ? { text: pattern } : pattern));
    const exceptions = rules.filter(rule => rule.negated);
    const isEverywhere = exceptions.some(({ prefix }) => /[*[\]?^\\]/.test(prefix));
    return {
        size: rules.length,
        matches: path => decide(rules, path)?.negated === false,
        explain: path => {
            const rule = decide(rules, path);
            return rule?.negated === false ? rule.source : undefined;
        },
        matchWithParent: (path, parent) => matchRules(rules, path, parent),
        mayReinclude: directory => isEverywhere || exceptions.some(({ prefix }) => `${prefix}/`.startsWith(`${directory}/`)),
    };
}
function compileRule(source) {
    const trimmed = trimSpace(source.text);
    if (trimmed === '')
        return [];
    refuseUndecoded(source);
    const cleaned = (0,entry/* cleanPath */.ts)(trimmed);
    const negated = cleaned.startsWith('!');
    const pattern = negated ? cleaned.slice(1) : cleaned;
    const fits = pattern === '' || !(0,wildcard/* isWellFormedFor */.nP)(pattern, '.') ? undefined : compilePattern(pattern);
    if (fits === undefined) {
        const fact = pattern === '' ? 'takes back nothing' : 'is malformed';
        throw new errors/* BasehitError */.j('BH049', `ignore pattern \`${source.text}\` ${fact}`, {
            position: source.position,
            remedy: pattern === '' ? 'write a path after `!`' : 'close every `[`, and put no lone `\\` at the end',
        });
    }
    return [{ source, negated, fits, prefix: pattern.replace(/\/\*\*$/, '').replace(/\/\*$/, '') }];
}
function refuseUndecoded({ text, position }) {
    if (!text.includes('\ufffd'))
        return;
    throw new errors/* BasehitError */.j('BH049', `ignore pattern \`${text}\` is not UTF-8, or holds U+FFFD`, {
        position,
        remedy: 'write it in UTF-8; `?` stands for a byte that is of no character',
    });
}
function decide(rules, path) {
    const above = directoriesAbove(path);
    let decisive;
    for (const rule of rules) {
        if (rule.negated !== (decisive?.negated === false))
            continue;
        if (rule.fits(path) || above.some(rule.fits))
            decisive = rule;
    }
    return decisive;
}
function matchRules(rules, path, parent) {
    const above = parent === undefined ? directoriesAbove(path) : [];
    let matched = false;
    const state = rules.map((rule, index) => {
        const known = parent?.[index] === true;
        if (!known && (rule.negated !== matched || !(rule.fits(path) || above.some(rule.fits))))
            return false;
        matched = !rule.negated;
        return true;
    });
    return { matched, state };
}
function directoriesAbove(path) {
    const names = path.split('/');
    return names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
}
function compilePattern(pattern) {
    const { kind, expression } = describePattern(Array.from(pattern));
    if (kind === 'exact')
        return path => path === pattern;
    if (kind === 'prefix')
        return path => path.startsWith(pattern.slice(0, -2));
    if (kind === 'suffix') {
        const suffix = pattern.slice(2);
        return path => path.endsWith(suffix) || (suffix.startsWith('/') && path === suffix.slice(1));
    }
    const compiled = fromGoExpression(`^${expression}$`);
    return compiled === undefined ? undefined : path => compiled.test(path);
}
function describePattern(characters) {
    let kind = 'exact';
    let expression = '';
    let at = 0;
    const next = () => characters[at++] ?? '';
    while (at < characters.length) {
        const isFirst = at === 0;
        const character = next();
        if (character === '*' && characters[at] === '*') {
            at += characters[at + 1] === '/' ? 2 : 1;
            const isEnd = at >= characters.length;
            expression += isEnd ? '.*' : '(.*/)?';
            kind = isFirst ? 'suffix' : isEnd && kind === 'exact' ? 'prefix' : 'expression';
        }
        else if (character === '*' || character === '?') {
            expression += character === '*' ? '[^/]*' : '[^/]';
            kind = 'expression';
        }
        else if (character === '\\' && at < characters.length) {
            expression += `\\${next()}`;
            kind = 'expression';
        }
        else {
            expression += '.+()$'.includes(character) ? `\\${character}` : character;
            if (character === '[' || character === ']')
                kind = 'expression';
        }
    }
    return { kind, expression };
}
const isSpace = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
function trimSpace(text) {
    let [start, end] = [0, text.length];
    while (start < end && isSpace.test(text[start] ?? ''))
        start++;
    while (end > start && isSpace.test(text[end - 1] ?? ''))
        end--;
    return text.slice(start, end);
}


/***/ }),

/***/ 7393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Wo: () => (/* binding */ compileWildcard),
/* harmony export */   nP: () => (/* binding */ isWellFormedFor),
/* harmony export */   rl: () => (/* binding */ hasWildcard)
/* harmony export */ });
function hasWildcard(path) {
    return /[*?[]/.test(path.replace(/\\./gsu, ''));
}
function compileWildcard(pattern) {
    const chunks = readChunks(pattern);
    if (chunks === undefined)
        return undefined;
    const classes = chunks.flatMap(({ units }) => units.filter(unit => unit.kind === 'class'));
    const start = literalStart(chunks[0]?.units ?? []);
    return {
        matches: path => path.startsWith(start) && matchChunks(chunks, Array.from(path)),
        reach: classes.some(unit => unit.fits('/')) ? 'across-names' : 'name-by-name',
    };
}
function isWellFormedFor(pattern, name) {
    let open = name;
    for (let rest = pattern; rest !== '';) {
        const { star, chunk, next } = scanChunk(rest);
        rest = next;
        if (star && chunk === '')
            return true;
        const compiled = compileWildcard(chunk);
        if (compiled === undefined)
            return false;
        const ends = Array.from({ length: open.length + 1 }, (_, end) => end);
        const end = (star ? ends : [0])
            .flatMap(start => ends.filter(each => each >= start && compiled.matches(open.slice(start, each))))
            .find(each => each === open.length || rest !== '');
        if (end === undefined)
            return true;
        open = open.slice(end);
    }
    return true;
}
function scanChunk(pattern) {
    const plain = pattern.replace(/^\*+/, '');
    let inClass = false;
    let at = 0;
    for (; at < plain.length && (inClass || plain[at] !== '*'); at++) {
        if (plain[at] === '[')
            inClass = true;
        else if (plain[at] === ']')
            inClass = false;
        else if (plain[at] === '\\')
            at++;
    }
    return { star: plain.length < pattern.length, chunk: plain.slice(0, at), next: plain.slice(at) };
}
function literalStart(units) {
    const end = units.findIndex(unit => unit.literal === undefined);
    return units
        .slice(0, end === -1 ? units.length : end)
        .map(unit => unit.literal)
        .join('');
}
function readChunks(pattern) {
    const characters = Array.from(pattern);
    const chunks = [{ star: false, units: [] }];
    let at = 0;
    while (at < characters.length) {
        const character = characters[at] ?? '';
        const last = chunks.at(-1);
        if (character === '*') {
            if (last?.units.length !== 0 || !last.star)
                chunks.push({ star: true, units: [] });
            at++;
            continue;
        }
        const read = character === '[' ? readClass(characters, at + 1) : readPlain(characters, at);
        if (read === undefined)
            return undefined;
        last?.units.push(read.unit);
        at = read.next;
    }
    return chunks;
}
function readPlain(characters, at) {
    const character = characters[at];
    if (character === '?')
        return { unit: { kind: 'any', fits: each => each !== '/' }, next: at + 1 };
    const index = character === '\\' ? at + 1 : at;
    const literal = characters[index];
    if (literal === undefined)
        return undefined;
    return { unit: { kind: 'character', literal, fits: each => each === literal }, next: index + 1 };
}
function readClass(characters, start) {
    const negated = characters[start] === '^';
    let at = negated ? start + 1 : start;
    const ranges = [];
    while (ranges.length === 0 || characters[at] !== ']') {
        const low = readMember(characters, at);
        if (low === undefined)
            return undefined;
        const high = characters[low.next] === '-' ? readMember(characters, low.next + 1) : low;
        if (high === undefined)
            return undefined;
        ranges.push([low.point, high.point]);
        at = high.next;
    }
    const fits = (character) => {
        const point = character.codePointAt(0) ?? 0;
        return ranges.some(([low, high]) => low <= point && point <= high) !== negated;
    };
    return { unit: { kind: 'class', fits }, next: at + 1 };
}
function readMember(characters, at) {
    if (characters[at] === '-' || characters[at] === ']')
        return undefined;
    const index = characters[at] === '\\' ? at + 1 : at;
    const point = characters[index]?.codePointAt(0);
    const isLast = index + 1 >= characters.length;
    return point === undefined || isLast ? undefined : { point, next: index + 1 };
}
function matchChunks(chunks, path) {
    let at = 0;
    for (const [index, { star, units }] of chunks.entries()) {
        const isLast = index === chunks.length - 1;
        if (units.length === 0) {
            if (star)
                return !path.slice(at).includes('/');
            continue;
        }
        const end = placeChunk(units, star, path, at, isLast);
        if (end === undefined)
            return false;
        at = end;
    }
    return at === path.length;
}
function placeChunk(units, star, path, from, isLast) {
    for (let at = from; at <= path.length; at++) {
        const end = at + units.length;
        const fits = end <= path.length && units.every((unit, index) => unit.fits(path[at + index] ?? ''));
        if (fits && (!isLast || end === path.length))
            return end;
        if (!star || path[at] === '/')
            return undefined;
    }
    return undefined;
}


/***/ }),

/***/ 892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   Dw: () => (/* binding */ trimStart),
/* harmony export */   OP: () => (/* binding */ compareCodePoints),
/* harmony export */   Pd: () => (/* binding */ trimSpace),
/* harmony export */   gQ: () => (/* binding */ lowerCase),
/* harmony export */   xC: () => (/* binding */ isSpace)
/* harmony export */ });
const space = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
function isSpace(character) {
    return (character <= ' ' || character >= '\u007f') && space.test(character);
}
const leadingSpace = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
function trimStart(text) {
    return text.replace(leadingSpace, '');
}
function trimSpace(text) {
    let end = text.length;
    while (end > 0 && isSpace(text.charAt(end - 1)))
        end--;
    return trimStart(text.slice(0, end));
}
function lowerCase(text) {
    return Array.from(text, character => (character === '\u0130' ? 'i' : character.toLowerCase())).join('');
}
function compareCodePoints(a, b) {
    const left = Array.from(a);
    const right = Array.from(b);
    for (const [index, character] of left.entries()) {
        const other = right[index];
        if (other === undefined)
            return 1;
        if (character !== other)
            return (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
    }
    return left.length - right.length;
}
function clip(text) {
    return text.length <= 200 ? text : `${text.slice(0, 200).toWellFormed()}\u2026`;
}


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dh: () => (/* binding */ detectSyntax),
/* harmony export */   Sd: () => (/* binding */ findCheck),
/* harmony export */   zj: () => (/* binding */ DirectiveReader)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _characters_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(892);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5934);



const directivePattern = /^([a-zA-Z][a-zA-Z0-9]*)[\t\n\f\r ]*=(.+)$/s;
class DirectiveReader {
    #comment;
    #seen = new Set();
    #isDone = false;
    constructor(comment = '#') {
        this.#comment = comment;
    }
    get isDone() {
        return this.#isDone;
    }
    read(line, start) {
        if (this.#isDone)
            return undefined;
        const match = line.startsWith(this.#comment)
            ? directivePattern.exec((0,_characters_js__WEBPACK_IMPORTED_MODULE_1__/* .trimStart */ .Dw)(line.slice(this.#comment.length)))
            : undefined;
        const name = match?.[1] === undefined ? undefined : (0,_characters_js__WEBPACK_IMPORTED_MODULE_1__/* .lowerCase */ .gQ)(match[1]);
        const value = match?.[2] === undefined ? undefined : trimValue(match[2]);
        if (value === undefined || (name !== 'syntax' && name !== 'escape' && name !== 'check')) {
            this.#isDone = true;
            return undefined;
        }
        if (this.#seen.has(name)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH035', `the directive ${name} is given twice`, {
                position: start,
                remedy: `keep one # ${name}= line`,
            });
        }
        this.#seen.add(name);
        const column = start.column + line.lastIndexOf(value);
        return { name, value, position: { ...start, column } };
    }
}
function detectSyntax(source) {
    for (const notation of ['#', '//']) {
        const found = findDirective('syntax', source, notation);
        if (found !== undefined)
            return { image: firstWord(found.value), position: found.position, notation };
    }
    const { body, line } = withoutShebang(source.text);
    const value = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseJsonValue */ .ZN)(body);
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, 'syntax')) {
        return undefined;
    }
    const image = value.syntax;
    if (typeof image !== 'string')
        return undefined;
    return { image, position: { file: source.path, line, column: 1 }, notation: 'json' };
}
function findCheck(source) {
    return findDirective('check', source, '#')?.value;
}
function trimValue(text) {
    const start = /^[\t\n\f\r ]*/.exec(text)?.[0].length ?? 0;
    if (start === text.length)
        return text.slice(-1);
    let end = text.length;
    while ('\t\n\f\r '.includes(text.charAt(end - 1)))
        end--;
    return text.slice(start, end);
}
function findDirective(name, source, comment) {
    const { body, line: first } = withoutShebang(source.text);
    const reader = new DirectiveReader(comment);
    try {
        let line = first;
        for (let rest = body; rest !== '' && !reader.isDone; line++) {
            const end = rest.indexOf('\n');
            const text = (end < 0 ? rest : rest.slice(0, end)).replace(/\r$/, '');
            const directive = reader.read(text, { file: source.path, line, column: 1 });
            if (directive?.name === name)
                return directive;
            rest = end < 0 ? '' : rest.slice(end + 1);
        }
    }
    catch {
    }
    return undefined;
}
function withoutShebang(text) {
    const body = text.startsWith('\ufeff') ? text.slice(1) : text;
    if (!body.startsWith('#!'))
        return { body, line: 1 };
    const end = body.indexOf('\n');
    return { body: end < 0 ? '' : body.slice(end + 1), line: 2 };
}
function firstWord(value) {
    const end = value.indexOf(' ');
    return end < 0 ? value : value.slice(0, end);
}


/***/ }),

/***/ 7217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EL: () => (/* binding */ isSoleHeredoc),
/* harmony export */   U2: () => (/* binding */ findHeredocWord),
/* harmony export */   WZ: () => (/* binding */ parseHeredocLine),
/* harmony export */   on: () => (/* binding */ readHeredocs),
/* harmony export */   yB: () => (/* binding */ chompHeredoc)
/* harmony export */ });
/* unused harmony export parseHeredocWord */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _characters_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(892);
/* harmony import */ var _lines_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6701);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5907);




const opening = /^(\d*)<<(-?)[\t\n\f\r ]*/;
const noEnvironment = { lookup: () => undefined };
function parseHeredocWord(word, position) {
    const match = opening.exec(word);
    const rest = match === null ? '' : word.slice(match[0].length);
    if (rest === '' || rest.includes('<'))
        return undefined;
    const options = { escape: '\\', position, skipUnset: true };
    const names = (0,_words_js__WEBPACK_IMPORTED_MODULE_2__/* .expandWords */ .A)(rest, noEnvironment, options);
    const [name] = names;
    if (name === undefined || names.length !== 1)
        return undefined;
    const [raw = ''] = (0,_words_js__WEBPACK_IMPORTED_MODULE_2__/* .expandWords */ .A)(rest, noEnvironment, { ...options, rawQuotes: true });
    return {
        name,
        expand: countQuotes(name) === countQuotes(raw),
        chomp: match?.[2] === '-',
        fileDescriptor: Number(match?.[1] ?? 0),
    };
}
function findHeredocWord(word) {
    try {
        return parseHeredocWord(word, { file: '', line: 1, column: 1 });
    }
    catch {
        return undefined;
    }
}
function isSoleHeredoc(text) {
    return findHeredocWord(text) !== undefined;
}
function parseHeredocLine(line, position) {
    const found = [];
    for (const word of lexLine(line, position)) {
        const heredoc = parseHeredocWord(word, position);
        if (heredoc !== undefined)
            found.push(heredoc);
    }
    return found;
}
function readHeredocs(words, reader, opener) {
    let offset = -1;
    return words.map(word => {
        offset = opener.text.indexOf('<<', offset + 1);
        const parts = [];
        let almost;
        for (let line = reader.readPhysical(); line !== undefined; line = reader.readPhysical()) {
            const text = (0,_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .trimNewline */ .x)(line);
            if ((word.chomp ? text.replace(/^\t+/, '') : text) === word.name)
                return { ...word, content: parts.join('') };
            if ((0,_characters_js__WEBPACK_IMPORTED_MODULE_3__/* .trimSpace */ .Pd)(text) === word.name)
                almost ??= `: line ${reader.lineNumber} holds \`${text}\`, with blanks around it`;
            parts.push(line);
        }
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH026', `the heredoc ${word.name} is never closed${almost ?? ''}`, {
            position: opener.locate(offset),
            remedy: `end it with a line that holds only ${word.name}`,
        });
    });
}
function chompHeredoc(content) {
    return content.replace(/(^|\n)\t+/g, '$1');
}
function lexLine(line, position) {
    try {
        const raw = { rawQuotes: true, rawEscapes: true, skipUnset: true };
        return (0,_words_js__WEBPACK_IMPORTED_MODULE_2__/* .expandWords */ .A)(line, noEnvironment, { escape: '\\', position, ...raw });
    }
    catch {
        return [];
    }
}
function countQuotes(word) {
    return word.split(/['"]/).length - 1;
}


/***/ }),

/***/ 5934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K0: () => (/* binding */ parseJsonStrings),
/* harmony export */   ZN: () => (/* binding */ parseJsonValue),
/* harmony export */   qC: () => (/* binding */ findNonString)
/* harmony export */ });
/* harmony import */ var _characters_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(892);

const maxDepth = 10_000;
function parseJsonValue(text) {
    if (!/^[\t\n\r ]*[[{]/.test(text) || depth(text) > maxDepth)
        return undefined;
    try {
        const value = JSON.parse(text);
        return hasInfinity(value) ? undefined : value;
    }
    catch {
        return undefined;
    }
}
function parseJsonStrings(text) {
    const body = (0,_characters_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(text);
    if (!body.startsWith('['))
        return 'not-json';
    const value = parseJsonValue(body);
    if (!Array.isArray(value))
        return 'not-json';
    const strings = [];
    for (const element of value) {
        if (typeof element !== 'string')
            return 'not-strings';
        strings.push(element.toWellFormed());
    }
    return strings;
}
function findNonString(text) {
    const value = parseJsonValue((0,_characters_js__WEBPACK_IMPORTED_MODULE_0__/* .trimStart */ .Dw)(text));
    const elements = Array.isArray(value) ? value : [];
    const index = elements.findIndex(element => typeof element !== 'string');
    return index < 0 ? undefined : { number: index + 1, json: JSON.stringify(elements[index]) };
}
function depth(text) {
    let current = 0;
    let deepest = 0;
    let isInString = false;
    for (let index = 0; index < text.length; index++) {
        const character = text[index];
        if (isInString) {
            if (character === '\\')
                index++;
            else if (character === '"')
                isInString = false;
        }
        else if (character === '"')
            isInString = true;
        else if (character === '[' || character === '{')
            deepest = Math.max(deepest, ++current);
        else if (character === ']' || character === '}')
            current--;
    }
    return deepest;
}
function hasInfinity(root) {
    const pending = [root];
    while (pending.length > 0) {
        const value = pending.pop();
        if (typeof value === 'number' && !Number.isFinite(value))
            return true;
        if (typeof value === 'object' && value !== null)
            for (const child of Object.values(value))
                pending.push(child);
    }
    return false;
}


/***/ }),

/***/ 6701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ LineReader),
/* harmony export */   x: () => (/* binding */ trimNewline)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _characters_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(892);
/* harmony import */ var _directives_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3142);



const maxLineBytes = 65_535;
class LineReader {
    #path;
    #lines;
    #directives = new _directives_js__WEBPACK_IMPORTED_MODULE_1__/* .DirectiveReader */ .zj();
    #next = 0;
    #escape = '\\';
    constructor(source) {
        this.#path = source.path;
        this.#lines = splitPhysicalLines(source.text.startsWith('\ufeff') ? source.text.slice(1) : source.text);
        for (const [index, line] of this.#lines.entries())
            this.#checkLength(line, index + 1);
    }
    get escape() {
        return this.#escape;
    }
    get lineNumber() {
        return this.#next;
    }
    readPhysical() {
        const line = this.#lines[this.#next];
        if (line !== undefined)
            this.#next++;
        return line;
    }
    readLogical() {
        for (let line = this.readPhysical(); line !== undefined; line = this.readPhysical()) {
            const token = trimNewline(line);
            const trimmed = (0,_characters_js__WEBPACK_IMPORTED_MODULE_2__/* .trimStart */ .Dw)(token);
            const column = token.length - trimmed.length + 1;
            this.#readDirective(trimmed, column);
            const first = this.#trimContinuation(trimmed.startsWith('#') ? '' : trimmed);
            if (first.isComplete && first.text === '')
                continue;
            return this.#join(first.text, first.isComplete, column);
        }
        return undefined;
    }
    #join(first, isFirstComplete, column) {
        const startLine = this.#next;
        const segments = [{ offset: 0, line: startLine, column }];
        const parts = [first];
        let length = first.length;
        let isComplete = isFirstComplete;
        while (!isComplete) {
            const line = this.readPhysical();
            if (line === undefined)
                break;
            const token = trimNewline(line);
            const trimmed = (0,_characters_js__WEBPACK_IMPORTED_MODULE_2__/* .trimStart */ .Dw)(token);
            if (trimmed === '' || trimmed.startsWith('#'))
                continue;
            const part = this.#trimContinuation(token);
            segments.push({ offset: length, line: this.#next, column: 1 });
            parts.push(part.text);
            length += part.text.length;
            isComplete = part.isComplete;
        }
        const locate = (offset) => this.#locate(segments, offset);
        return { text: parts.join(''), startLine, endLine: this.#next, locate };
    }
    #locate(segments, offset) {
        let low = 0;
        for (let high = segments.length; high - low > 1;) {
            const middle = (low + high) >>> 1;
            if ((segments[middle]?.offset ?? 0) <= offset)
                low = middle;
            else
                high = middle;
        }
        const { line, column, offset: start } = segments[low] ?? { line: 1, column: 1, offset: 0 };
        return { file: this.#path, line, column: column + Math.max(0, offset - start) };
    }
    #readDirective(line, column) {
        const directive = this.#directives.read(line, { file: this.#path, line: this.#next, column });
        if (directive?.name !== 'escape')
            return;
        const { value, position } = directive;
        if (value !== '\\' && value !== '`') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH035', `the escape character ${JSON.stringify(value)} is neither \\ nor \``, {
                position,
                remedy: 'write # escape=\\ or # escape=`',
            });
        }
        this.#escape = value;
    }
    #trimContinuation(line) {
        let end = line.length;
        while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t'))
            end--;
        const isContinued = line[end - 1] === this.#escape && line[end - 2] !== this.#escape;
        return isContinued ? { text: line.slice(0, end - 1), isComplete: false } : { text: line, isComplete: true };
    }
    #checkLength(line, number) {
        if (line.length * 3 <= maxLineBytes)
            return;
        const bytes = new TextEncoder().encode(line).length - (line.endsWith('\n') ? 1 : 0);
        if (bytes <= maxLineBytes)
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH024', `the line has ${bytes} bytes; BuildKit reads at most ${maxLineBytes}`, {
            position: { file: this.#path, line: number, column: 1 },
            remedy: 'break the line with continuations, or keep the text in a file',
        });
    }
}
function trimNewline(line) {
    let end = line.length;
    while (end > 0 && (line[end - 1] === '\n' || line[end - 1] === '\r'))
        end--;
    return line.slice(0, end);
}
function splitPhysicalLines(text) {
    const lines = [];
    for (let start = 0; start < text.length;) {
        const newline = text.indexOf('\n', start);
        const end = newline < 0 ? text.length : newline + 1;
        lines.push(text.slice(start, end));
        start = end;
    }
    return lines;
}


/***/ }),

/***/ 721:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  gx: () => (/* binding */ checkMount),
  QB: () => (/* binding */ mountSourceName),
  zt: () => (/* binding */ parseMount)
});

// EXTERNAL MODULE: ./lib/attributes.js
var attributes = __nccwpck_require__(2114);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/characters.js
var characters = __nccwpck_require__(892);
;// CONCATENATED MODULE: ./lib/dockerfile/sizes.js
const multipliers = {
    k: 1024,
    m: 1024 ** 2,
    g: 1024 ** 3,
    t: 1024 ** 4,
    p: 1024 ** 5,
};
function parseSize(text) {
    const match = /^([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?) ?([^0-9. ]*)$/.exec(text);
    if (match?.[1] === undefined)
        return undefined;
    const suffix = (match[2] ?? '').toLowerCase();
    const unit = suffix === '' || suffix === 'b' ? 1 : /^[kmgtp](?:i?b)?$/.test(suffix) ? multipliers[suffix.charAt(0)] : undefined;
    if (unit === undefined)
        return undefined;
    const bytes = Math.trunc(Number(match[1]) * unit);
    return bytes >= 0 && Number.isSafeInteger(bytes) ? bytes + 0 : undefined;
}

// EXTERNAL MODULE: ./lib/dockerfile/suggest.js
var suggest = __nccwpck_require__(5472);
;// CONCATENATED MODULE: ./lib/dockerfile/mounts.js





const types = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const sharings = ['shared', 'private', 'locked'];
const maxUint32 = 0xffff_ffff;
const booleans = new Map([
    ...['1', 't', 'T', 'TRUE', 'true', 'True'].map(word => [word, true]),
    ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map(word => [word, false]),
]);
const readReadonly = (value, key, _, fail) => ({ readonly: readBoolean(value, key, fail) });
const readWritable = (value, key, _, fail) => ({ readonly: !readBoolean(value, key, fail) });
const readTarget = value => ({ target: value });
const readSource = value => ({ source: value });
const readers = new Map([
    ['type', (value, key, _, fail) => ({ type: oneOf(types, value, key, fail) })],
    ['from', value => ({ from: value })],
    ['source', readSource],
    ['target', readTarget],
    ['readonly', readReadonly],
    ['id', value => ({ id: value })],
    ['sharing', (value, key, _, fail) => ({ sharing: oneOf(sharings, value, key, fail) })],
    [
        'required',
        (value, key, mount, fail) => ({ required: allowRequired(mount, fail) && readBoolean(value, key, fail) }),
    ],
    ['size', readSizeField],
    ['mode', (value, key, _, fail) => ({ mode: readNumber(value, key, 8, fail) })],
    ['uid', (value, key, _, fail) => ({ uid: readNumber(value, key, 10, fail) })],
    ['gid', (value, key, _, fail) => ({ gid: readNumber(value, key, 10, fail) })],
    ['src', readSource],
    ['dst', readTarget],
    ['destination', readTarget],
    ['ro', readReadonly],
    ['rw', readWritable],
    ['readwrite', readWritable],
    ['env', value => ({ env: value })],
]);
function parseMount(value, expand, at) {
    const fail = failAt(value, at);
    checkMount(value, at);
    const fields = { type: 'bind' };
    for (const field of fieldsOf(value, fail)) {
        const { key, value: written } = splitField(field);
        if (written === undefined) {
            Object.assign(fields, readBareField(key, fields, field, fail));
            continue;
        }
        const expanded = expand(written);
        const reader = readers.get(key);
        if (reader === undefined)
            return fail(`${key} is not a field of a mount`, (0,suggest/* suggestRemedy */.X)(key, [...readers.keys()]));
        Object.assign(fields, reader(expanded, key, fields, fail));
        if (key === 'from' && expanded !== '')
            fields.from = written;
    }
    return finish(fields, fail);
}
function checkMount(value, at) {
    const fields = fieldsOf(value, failAt(value, at));
    for (const field of fields) {
        const { key, value: from } = splitField(field);
        const dollar = from?.indexOf('$') ?? -1;
        if (key !== 'from' || from === undefined || dollar < 0 || dollar === from.length - 1)
            continue;
        throw new errors/* BasehitError */.j('BH027', `a mount's from=${from} is not expanded`, {
            position: at,
            remedy: `declare FROM ${from} AS NAME before, and write from=NAME`,
        });
    }
}
function mountSourceName(value, at) {
    const fields = fieldsOf(value, failAt(value, at)).map(splitField);
    return fields.findLast(({ key, value: from }) => key === 'from' && from !== undefined)?.value || undefined;
}
function failAt(value, at) {
    return (fact, remedy) => {
        throw new errors/* BasehitError */.j('BH036', `--mount=${(0,characters/* clip */.$Q)(value)}: ${fact}`, { position: at, remedy });
    };
}
function fieldsOf(value, fail) {
    const fields = (0,attributes/* splitCsv */.F)(value);
    const remedy = 'write fields such as type=cache,target=/path, and a field that holds a comma in double quotes';
    return 'fault' in fields ? fail(fields.fault, remedy) : fields;
}
function splitField(field) {
    const at = field.indexOf('=');
    return at < 0
        ? { key: (0,characters/* lowerCase */.gQ)(field), value: undefined }
        : { key: (0,characters/* lowerCase */.gQ)(field.slice(0, at)), value: field.slice(at + 1) };
}
function readBareField(key, mount, field, fail) {
    if (key === 'readonly' || key === 'ro')
        return { readonly: true };
    if (key === 'readwrite' || key === 'rw')
        return { readonly: false };
    if (key === 'required')
        return { required: allowRequired(mount, fail) };
    return fail(`${field} is not of the form key=value`, (0,suggest/* suggestRemedy */.X)(key, [...readers.keys()]));
}
function allowRequired(mount, fail) {
    if (mount.type === 'secret' || mount.type === 'ssh')
        return true;
    return fail(`required is not a field of a ${mount.type} mount`, 'required is for type=secret and type=ssh, and stands after it');
}
function readSizeField(value, key, mount, fail) {
    if (mount.type !== 'tmpfs') {
        return fail(`size is not a field of a ${mount.type} mount`, 'size is for type=tmpfs, and stands after it');
    }
    return { size: parseSize(value) ?? fail(`${key}=${value} is not a size`, 'write a size such as 64m') };
}
function readBoolean(value, key, fail) {
    return booleans.get(value) ?? fail(`${key}=${value} is neither true nor false`, `write ${key} or ${key}=false`);
}
function readNumber(value, key, base, fail) {
    const digits = base === 8 ? /^[0-7]+$/ : /^[0-9]+$/;
    const number = digits.test(value) ? Number.parseInt(value, base) : Number.NaN;
    if (number <= maxUint32)
        return number;
    const [what, example] = base === 8 ? ['an octal', '0755'] : ['a decimal', '1000'];
    return fail(`${key}=${value} is not ${what} number of 32 bits`, `write ${key}=${example}, or another number`);
}
function oneOf(allowed, value, key, fail) {
    const lower = (0,characters/* lowerCase */.gQ)(value);
    return allowed.includes(lower) ? lower : fail(`${key}=${value} is not known`, (0,suggest/* suggestRemedy */.X)(value, allowed));
}
function finish(fields, fail) {
    const type = fields.type ?? 'bind';
    if (type === 'bind' || type === 'tmpfs') {
        const wrong = ['mode', 'uid', 'gid'].find(key => fields[key] !== undefined);
        if (wrong !== undefined) {
            fail(`${wrong} is not a field of a ${type} mount`, `${wrong} is for type=cache, type=secret and type=ssh`);
        }
    }
    if (type === 'secret')
        checkSecret(fields, fail);
    if (type === 'ssh' && fields.source)
        fail('an ssh mount has no source', 'remove it: id names the agent');
    if (fields.sharing !== undefined && type !== 'cache') {
        fail(`sharing is not a field of a ${type} mount`, 'sharing is for type=cache');
    }
    const isReadonly = fields.readonly ?? (type !== 'cache' && type !== 'tmpfs');
    const given = Object.entries(fields).filter(([key, value]) => value !== undefined && (value !== '' || key === 'env'));
    return { ...Object.fromEntries(given), type, readonly: isReadonly, required: fields.required ?? false };
}
function checkSecret(fields, fail) {
    if (fields.from)
        fail('a secret mount has no from', 'remove from');
    if (fields.sharing !== undefined)
        fail('a secret mount has no sharing', 'remove sharing');
    if (!fields.source && !fields.target && !fields.id)
        fail('a secret mount needs an id or a target', 'add id=NAME');
    if (fields.source && fields.id)
        fail('a secret mount has either a source or an id', 'keep id, and remove source');
}


/***/ }),

/***/ 3955:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Z0: () => (/* reexport */ decodeDockerfile),
  Ai: () => (/* binding */ parseDockerfile),
  TY: () => (/* binding */ parseOnbuild)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/dockerfile/characters.js
var dockerfile_characters = __nccwpck_require__(892);
;// CONCATENATED MODULE: ./lib/dockerfile/decode.js

const maxBytes = 1024 * 1024;
const remedy = 'save the file as UTF-8 text';
function decodeDockerfile(bytes, path) {
    const start = { file: path, line: 1, column: 1 };
    if (bytes.length > maxBytes) {
        throw new errors/* BasehitError */.j('BH024', `${path} has ${bytes.length} bytes; a Dockerfile has at most ${maxBytes}`, {
            position: start,
            remedy: 'give the path of a Dockerfile',
        });
    }
    const encoding = detectUtf16(bytes);
    if (encoding !== undefined) {
        throw new errors/* BasehitError */.j('BH024', `${path} is ${encoding}, not UTF-8`, { position: start, remedy });
    }
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        const { line, column, byte } = locateInvalidByte(bytes);
        const found = `byte 0x${byte.toString(16).padStart(2, '0')} is not UTF-8`;
        throw new errors/* BasehitError */.j('BH024', found, { position: { file: path, line, column }, remedy, cause });
    }
}
function detectUtf16(bytes) {
    const [first, second] = bytes;
    if (first === 0xff && second === 0xfe)
        return 'UTF-16LE (byte order mark FF FE)';
    if (first === 0xfe && second === 0xff)
        return 'UTF-16BE (byte order mark FE FF)';
    if (first === 0 && second !== undefined && second !== 0)
        return 'UTF-16BE';
    if (second === 0 && first !== 0)
        return 'UTF-16LE';
    return undefined;
}
function locateInvalidByte(bytes) {
    const lossy = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    let offset = 0;
    let line = 1;
    let column = 1;
    for (const character of lossy) {
        const isReplacement = character === '\ufffd';
        const isWritten = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
        if (isReplacement && !isWritten)
            break;
        offset += new TextEncoder().encode(character).length;
        if (character === '\n') {
            line++;
            column = 1;
        }
        else if (character !== '\ufeff' || offset > 3)
            column += character.length;
    }
    return { line, column, byte: bytes[offset] ?? 0 };
}

// EXTERNAL MODULE: ./lib/dockerfile/directives.js
var directives = __nccwpck_require__(3142);
;// CONCATENATED MODULE: ./lib/dockerfile/split.js

const whitespace = /[\t\v\f\r ]+/;
function splitLine(line, escapeCharacter) {
    const trimmed = (0,dockerfile_characters/* trimSpace */.Pd)(line);
    const keywordOffset = line.indexOf(trimmed);
    const gap = whitespace.exec(trimmed);
    if (gap === null)
        return { keyword: trimmed, keywordOffset, flags: [], arguments: '' };
    const keyword = trimmed.slice(0, gap.index);
    const start = gap.index + gap[0].length;
    const found = extractFlags(trimmed.slice(start), escapeCharacter);
    if (found === undefined)
        return undefined;
    const flags = found.flags.map(({ text, offset }) => ({ text, offset: keywordOffset + start + offset }));
    return { keyword, keywordOffset, flags, arguments: (0,dockerfile_characters/* trimSpace */.Pd)(found.rest) };
}
function extractFlags(line, escapeCharacter) {
    if (!/^[\t\n\v\f\r ]*--/.test(line))
        return { flags: [], rest: line };
    const encoded = new TextEncoder().encode(line);
    if (encoded.length === line.length) {
        const { flags, end } = new FlagScanner(line, escapeCharacter).scan();
        return { flags, rest: line.slice(end) };
    }
    const latin1 = Array.from(encoded, byte => String.fromCharCode(byte)).join('');
    const { flags, end } = new FlagScanner(latin1, escapeCharacter).scan();
    const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
    const columns = flags.map(flag => ({ ...flag, offset: lossy.decode(encoded.subarray(0, flag.offset)).length }));
    try {
        const rest = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(encoded.subarray(end));
        return { flags: columns, rest };
    }
    catch {
        return undefined;
    }
}
class FlagScanner {
    #line;
    #escape;
    #flags = [];
    constructor(line, escapeCharacter) {
        this.#line = line;
        this.#escape = escapeCharacter;
    }
    scan() {
        const line = this.#line;
        let at = 0;
        for (;;) {
            while (at < line.length && (0,dockerfile_characters/* isSpace */.xC)(line.charAt(at)))
                at++;
            if (at === line.length || !line.startsWith('--', at))
                return { flags: this.#flags, end: at };
            const word = this.#readWord(at);
            if (word.text === '--')
                return { flags: this.#flags, end: word.end };
            this.#flags.push({ text: word.text, offset: at });
            at = word.end;
        }
    }
    #readWord(start) {
        let text = '';
        let quote = '';
        let at = start;
        for (; at < this.#line.length; at++) {
            const character = this.#line.charAt(at);
            if (quote === '' && (0,dockerfile_characters/* isSpace */.xC)(character))
                break;
            if (quote === '' && (character === "'" || character === '"'))
                quote = character;
            else if (character === quote)
                quote = '';
            else if (character === this.#escape) {
                at++;
                text += this.#line.charAt(at);
            }
            else
                text += character;
        }
        return { text, end: Math.min(at, this.#line.length) };
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/arguments.js


function splitWhitespace(text) {
    return text === '' ? [] : text.split(whitespace);
}
function splitWords(text, escapeCharacter) {
    const characters = Array.from(text);
    const words = [];
    let word = '';
    let isBlankKept = false;
    let quote = '';
    const end = () => {
        if (isBlankKept || word !== '')
            words.push(word);
        word = '';
        isBlankKept = false;
    };
    for (let index = 0; index < characters.length; index++) {
        const character = characters[index] ?? '';
        if (quote === '' && (0,dockerfile_characters/* isSpace */.xC)(character)) {
            end();
            continue;
        }
        if (quote === '' && (character === "'" || character === '"')) {
            quote = character;
            isBlankKept = true;
        }
        else if (character === quote)
            quote = '';
        else if (character === escapeCharacter && quote !== "'") {
            const next = characters[++index];
            if (next === undefined)
                break;
            word += character + next;
            continue;
        }
        word += character;
    }
    end();
    return words;
}
function splitPairs(text, keyword, escapeCharacter) {
    const words = splitWords(text, escapeCharacter);
    const first = words[0];
    if (first === undefined)
        return [];
    if (!first.includes('=')) {
        const gap = whitespace.exec(text);
        if (gap === null)
            return withoutValue(keyword, first);
        return [text.slice(0, gap.index), text.slice(gap.index + gap[0].length), ''];
    }
    const triples = [];
    for (const word of words) {
        const at = word.indexOf('=');
        if (at < 0)
            return withoutValue(keyword, word);
        triples.push(word.slice(0, at), word.slice(at + 1), '=');
    }
    return triples;
}
function withoutValue(keyword, word) {
    return { fault: `${keyword} ${(0,dockerfile_characters/* clip */.$Q)(word)} has no value`, remedy: `write ${(0,dockerfile_characters/* clip */.$Q)(word)}=\u2026` };
}

// EXTERNAL MODULE: ./lib/dockerfile/heredocs.js
var dockerfile_heredocs = __nccwpck_require__(7217);
// EXTERNAL MODULE: ./lib/dockerfile/json.js
var dockerfile_json = __nccwpck_require__(5934);
// EXTERNAL MODULE: ./lib/dockerfile/lines.js
var lines = __nccwpck_require__(6701);
;// CONCATENATED MODULE: ./lib/dockerfile/nodes.js







const keywordsWithHeredocs = new Set(['add', 'copy', 'run']);
const shapes = new Map([
    ['add', jsonOrList],
    ['arg', (text, _, escapeCharacter) => plain(splitWords(text, escapeCharacter))],
    ['cmd', jsonOrText],
    ['copy', jsonOrList],
    ['entrypoint', jsonOrText],
    ['env', pairs],
    ['expose', text => plain(splitWhitespace(text))],
    ['from', text => plain(splitWhitespace(text))],
    ['healthcheck', healthcheck],
    ['label', pairs],
    ['maintainer', wholeText],
    ['onbuild', () => plain([])],
    ['run', jsonOrText],
    ['shell', jsonOrText],
    ['stopsignal', wholeText],
    ['user', wholeText],
    ['volume', jsonOrList],
    ['workdir', wholeText],
]);
const keywords = [...shapes.keys()].map(keyword => keyword.toUpperCase());
function readDocument(source) {
    const reader = new lines/* LineReader */.u(source);
    const nodes = [];
    for (let line = reader.readLogical(); line !== undefined; line = reader.readLogical()) {
        const node = readNode(line, line.text, 0, reader.escape);
        const holder = (0,dockerfile_characters/* lowerCase */.gQ)(node.keyword) === 'onbuild' ? (node.trigger ?? node) : node;
        if (!keywordsWithHeredocs.has((0,dockerfile_characters/* lowerCase */.gQ)(holder.keyword)) || holder.isJson || !line.text.includes('<<')) {
            nodes.push(node);
            continue;
        }
        const heredocs = (0,dockerfile_heredocs/* readHeredocs */.on)((0,dockerfile_heredocs/* parseHeredocLine */.WZ)(line.text, node.position), reader, line);
        nodes.push({ ...node, heredocs, endLine: reader.lineNumber });
    }
    return { nodes, escape: reader.escape };
}
function readNode(line, text, offset, escapeCharacter) {
    const parts = splitLine(text, escapeCharacter);
    if (parts === undefined) {
        throw new errors/* BasehitError */.j('BH036', 'the flags hold a character whose bytes BuildKit takes apart', {
            position: line.locate(offset),
            remedy: 'use ASCII in flags',
        });
    }
    const position = line.locate(offset + parts.keywordOffset);
    const keyword = (0,dockerfile_characters/* lowerCase */.gQ)(parts.keyword);
    const shaped = shapes.get(keyword)?.(parts.arguments, parts.keyword, escapeCharacter) ?? plain([]);
    if ('fault' in shaped)
        throw new errors/* BasehitError */.j('BH035', shaped.fault, { position, remedy: shaped.remedy });
    const flags = parts.flags.map(flag => ({ text: flag.text, position: line.locate(offset + flag.offset) }));
    const trigger = keyword === 'onbuild' ? readTrigger(line, text, parts.arguments, offset, escapeCharacter) : undefined;
    const args = trigger === undefined ? shaped.args : [trigger.keyword, ...trigger.args];
    const { isJson } = shaped;
    const node = { keyword: parts.keyword, original: text, flags, args, isJson, trigger, heredocs: [], position };
    return { ...node, endLine: line.endLine };
}
function readTrigger(line, text, body, offset, escapeCharacter) {
    if (body === '')
        return undefined;
    const start = offset + text.lastIndexOf(body);
    if ((0,dockerfile_characters/* lowerCase */.gQ)(body.split(whitespace, 1)[0] ?? '') === 'onbuild') {
        const trigger = body.replace(/^(?:onbuild[\t\v\f\r ]+)+/i, '');
        const remedy = `write ONBUILD ${(0,dockerfile_characters/* clip */.$Q)(trigger === body ? 'INSTRUCTION' : trigger)}`;
        throw new errors/* BasehitError */.j('BH035', 'ONBUILD ONBUILD is not allowed', { position: line.locate(start), remedy });
    }
    return readNode(line, body, start, escapeCharacter);
}
function plain(args) {
    return { args, isJson: false };
}
function wholeText(text) {
    return plain(text === '' ? [] : [text]);
}
function jsonOr(text, keyword, otherwise) {
    const strings = (0,dockerfile_json/* parseJsonStrings */.K0)(text);
    if (strings === 'not-strings') {
        const { number, json } = (0,dockerfile_json/* findNonString */.qC)(text) ?? { number: 1, json: '' };
        const fault = `${keyword.toUpperCase()}: element ${number}, ${(0,dockerfile_characters/* clip */.$Q)(json)}, is not a string`;
        return { fault, remedy: `write ${JSON.stringify((0,dockerfile_characters/* clip */.$Q)(json))}` };
    }
    return strings === 'not-json' ? otherwise(text) : { args: strings, isJson: true };
}
function jsonOrText(text, keyword) {
    return jsonOr(text, keyword, wholeText);
}
function jsonOrList(text, keyword) {
    return jsonOr(text, keyword, rest => plain(splitWhitespace(rest)));
}
function pairs(text, keyword, escapeCharacter) {
    const triples = splitPairs(text, keyword.toUpperCase(), escapeCharacter);
    return 'fault' in triples ? triples : plain(triples);
}
function healthcheck(text, keyword) {
    const match = /^([^\t\n\v\f\r ]+)[\t\n\v\f\r ]*([\s\S]*)$/.exec(text);
    if (match?.[1] === undefined)
        return plain([]);
    const command = jsonOrText(match[2] ?? '', keyword);
    return 'fault' in command ? command : { args: [match[1], ...command.args], isJson: command.isJson };
}

// EXTERNAL MODULE: ./lib/dockerfile/suggest.js
var suggest = __nccwpck_require__(5472);
;// CONCATENATED MODULE: ./lib/dockerfile/flags.js


class FlagValues {
    #values;
    constructor(values) {
        this.#values = values;
    }
    all(name) {
        return this.#values.get(name) ?? [];
    }
    text(name) {
        return this.all(name)[0]?.value || undefined;
    }
    boolean(name) {
        const value = this.all(name)[0]?.value;
        return value === undefined ? undefined : value === 'true';
    }
}
function readFlags(node, kinds = {}) {
    const values = new Map();
    for (const flag of node.flags) {
        const { name, value } = splitFlag(flag);
        const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
        if (kind === undefined)
            throw unknownFlag(node, flag, name, Object.keys(kinds));
        const given = values.get(name);
        if (given !== undefined && kind !== 'list')
            throw flagFault(flag, `--${name} is given twice`, 'keep one of them');
        const one = { value: readValue(flag, name, kind, value), flag };
        if (given === undefined)
            values.set(name, [one]);
        else
            given.push(one);
    }
    return new FlagValues(values);
}
function flagFault(flag, fact, remedy) {
    return new errors/* BasehitError */.j('BH036', fact, { position: flag.position, remedy });
}
function splitFlag(flag) {
    const at = flag.text.indexOf('=');
    return at < 0
        ? { name: flag.text.slice(2), value: undefined }
        : { name: flag.text.slice(2, at), value: flag.text.slice(at + 1) };
}
function readValue(flag, name, kind, value) {
    if (kind !== 'boolean') {
        if (value === undefined)
            throw flagFault(flag, `--${name} needs a value`, `write --${name}=VALUE`);
        return value;
    }
    const lower = value?.toLowerCase() ?? 'true';
    if (lower === 'true' || lower === 'false')
        return lower;
    throw flagFault(flag, `--${name}=${value} is neither true nor false`, `write --${name} or --${name}=false`);
}
function unknownFlag(node, flag, name, known) {
    const keyword = node.keyword.toUpperCase();
    const remedy = known.length === 0
        ? `remove it: ${keyword} takes no flags`
        : (0,suggest/* suggestRemedy */.X)(`--${name}`, known.map(one => `--${one}`));
    return flagFault(flag, `${keyword} has no flag --${name}`, remedy);
}

;// CONCATENATED MODULE: ./lib/dockerfile/located.js

function located(node) {
    return { position: node.position, endLine: node.endLine, text: node.original };
}
function argumentFault(node, fact, remedy) {
    return new errors/* BasehitError */.j('BH035', `${node.keyword.toUpperCase()} ${fact}`, { position: node.position, remedy });
}
function commandOf(args, isJson) {
    return isJson ? { form: 'exec', args } : { form: 'shell', text: args.join(' ') };
}

// EXTERNAL MODULE: ./lib/dockerfile/words.js + 4 modules
var words = __nccwpck_require__(5907);
;// CONCATENATED MODULE: ./lib/dockerfile/copy.js






const sharedFlags = { chown: 'text', chmod: 'text', link: 'boolean', exclude: 'list' };
const addFlags = {
    ...sharedFlags,
    'keep-git-dir': 'boolean',
    checksum: 'text',
    unpack: 'boolean',
};
const copyFlags = { ...sharedFlags, from: 'text', parents: 'boolean' };
function readAdd(node) {
    requireDestination(node);
    const flags = readFlags(node, addFlags);
    const checksum = flags.text('checksum');
    const keepGitDir = flags.boolean('keep-git-dir');
    const unpack = flags.boolean('unpack');
    return {
        ...located(node),
        kind: 'add',
        ...readPaths(node),
        ...readShared(flags),
        ...(checksum && { checksum }),
        ...(keepGitDir !== undefined && { keepGitDir }),
        ...(unpack !== undefined && { unpack }),
    };
}
function readCopy(node, escapeCharacter) {
    requireDestination(node);
    const flags = readFlags(node, copyFlags);
    const from = readFrom(flags.all('from')[0], escapeCharacter);
    return {
        ...located(node),
        kind: 'copy',
        ...readPaths(node),
        ...readShared(flags),
        ...(from && { from }),
        parents: flags.boolean('parents') ?? false,
    };
}
function requireDestination(node) {
    if (node.args.length > 1)
        return;
    const remedy = `write ${node.keyword.toUpperCase()} ${(0,dockerfile_characters/* clip */.$Q)(node.args[0] ?? 'SOURCE')} ./`;
    throw argumentFault(node, 'needs at least one source and a destination', remedy);
}
function readShared(flags) {
    const chown = flags.text('chown');
    const chmod = flags.text('chmod');
    return {
        ...(chown && { chown }),
        ...(chmod && { chmod }),
        link: flags.boolean('link') ?? false,
        excludes: flags.all('exclude').map(({ value }) => value),
    };
}
function readFrom(given, escapeCharacter) {
    if (given === undefined || given.value === '')
        return undefined;
    const { position } = given.flag;
    if ((0,words/* expandWord */.V)(given.value, { lookup: () => undefined }, { escape: escapeCharacter, position }) === given.value)
        return given.value;
    throw new errors/* BasehitError */.j('BH027', `--from=${given.value} is not expanded`, {
        position,
        remedy: `declare FROM ${given.value} AS NAME before, and write --from=NAME`,
    });
}
function readPaths(node) {
    const destination = node.args.at(-1) ?? '';
    if ((0,dockerfile_heredocs/* findHeredocWord */.U2)(destination) !== undefined) {
        throw argumentFault(node, 'cannot have a heredoc as its destination', 'write the path of the file after the heredoc');
    }
    const bodies = new Map(node.heredocs.map(heredoc => [heredoc.name, heredoc.content]));
    const sources = [];
    const inline = [];
    for (const source of node.args.slice(0, -1)) {
        const heredoc = (0,dockerfile_heredocs/* findHeredocWord */.U2)(source);
        if (heredoc === undefined) {
            sources.push(source);
            continue;
        }
        const content = bodies.get(heredoc.name) ?? '';
        const { name, expand } = heredoc;
        inline.push({ name, content: heredoc.chomp ? (0,dockerfile_heredocs/* chompHeredoc */.yB)(content) : content, expand });
    }
    return { sources, inline, destination };
}

;// CONCATENATED MODULE: ./lib/dockerfile/durations.js
const units = new Map([
    ['ns', 1n],
    ['us', 1000n],
    ['\u00b5s', 1000n],
    ['\u03bcs', 1000n],
    ['ms', 1000000n],
    ['s', 1000000000n],
    ['m', 60000000000n],
    ['h', 3600000000000n],
]);
const limit = 1n << 63n;
const durations_element = /^([0-9]*)(?:(\.)([0-9]*))?([^.0-9]+)/;
function parseDuration(text) {
    const isNegative = text.startsWith('-');
    let rest = isNegative || text.startsWith('+') ? text.slice(1) : text;
    if (rest === '0')
        return 0n;
    if (rest === '')
        return undefined;
    let total = 0n;
    while (rest !== '') {
        const match = durations_element.exec(rest);
        const unit = units.get(match?.[4] ?? '');
        if (match === null || unit === undefined)
            return undefined;
        const [written, whole = '', , fraction = ''] = match;
        if (whole === '' && fraction === '')
            return undefined;
        const part = BigInt(whole || '0') * unit + scaleFraction(fraction, unit);
        total += part;
        if (part > limit || total > limit)
            return undefined;
        rest = rest.slice(written.length);
    }
    if (isNegative)
        return -total;
    return total < limit ? total : undefined;
}
function scaleFraction(fraction, unit) {
    let digits = 0n;
    let scale = 1;
    for (const digit of fraction) {
        if (digits > (limit - 1n) / 10n)
            break;
        const next = digits * 10n + BigInt(digit);
        if (next > limit)
            break;
        digits = next;
        scale *= 10;
    }
    return BigInt(Math.trunc(Number(digits) * (Number(unit) / scale)));
}

;// CONCATENATED MODULE: ./lib/dockerfile/healthcheck.js



const millisecond = 1000000n;
function readHealthcheck(node) {
    const [type, ...args] = node.args;
    if (type === undefined)
        throw argumentFault(node, 'needs at least one argument', 'write HEALTHCHECK CMD or HEALTHCHECK NONE');
    const keyword = type.toUpperCase();
    if (keyword === 'NONE') {
        if (args.length > 0)
            throw argumentFault(node, 'NONE takes no arguments', 'write HEALTHCHECK NONE');
        return { ...located(node), kind: 'healthcheck', test: 'none' };
    }
    const flags = readFlags(node, {
        interval: 'text',
        timeout: 'text',
        'start-period': 'text',
        'start-interval': 'text',
        retries: 'text',
    });
    if (keyword !== 'CMD')
        throw argumentFault(node, `does not know ${type}`, 'write HEALTHCHECK CMD or HEALTHCHECK NONE');
    if (args.length === 0)
        throw argumentFault(node, 'CMD needs a command', 'write HEALTHCHECK CMD and a command');
    return {
        ...located(node),
        kind: 'healthcheck',
        test: commandOf(args, node.isJson),
        ...interval(flags, 'interval', 'interval'),
        ...interval(flags, 'timeout', 'timeout'),
        ...interval(flags, 'start-period', 'startPeriod'),
        ...interval(flags, 'start-interval', 'startInterval'),
        ...retries(flags.all('retries')[0]),
    };
}
function interval(flags, name, field) {
    const given = flags.all(name)[0];
    if (given === undefined || given.value === '')
        return {};
    const duration = parseDuration(given.value);
    if (duration === undefined) {
        throw flagFault(given.flag, `--${name}=${given.value} is not a duration`, 'write a duration such as 30s or 1m30s');
    }
    if (duration === 0n)
        return {};
    if (duration < millisecond)
        throw flagFault(given.flag, `--${name}=${given.value} is shorter than 1ms`, 'write 1ms or more, or 0 for the default');
    const nanoseconds = Number(duration);
    if (!Number.isSafeInteger(nanoseconds))
        throw flagFault(given.flag, `--${name}=${given.value} is longer than 104 days`, 'write a shorter one');
    return { [field]: nanoseconds };
}
function retries(given) {
    if (given === undefined || given.value === '')
        return {};
    const count = /^[+-]?[0-9]+$/.test(given.value) ? Number(given.value) : Number.NaN;
    if (count >= 0 && count <= 0x7fff_ffff)
        return count === 0 ? {} : { retries: count };
    throw flagFault(given.flag, `--retries=${given.value} is not a count`, 'write a whole number, 0 or more');
}

// EXTERNAL MODULE: ./lib/attributes.js
var attributes = __nccwpck_require__(2114);
;// CONCATENATED MODULE: ./lib/dockerfile/devices.js

function parseDevice(value) {
    const fields = (0,attributes/* splitCsv */.F)(value);
    if ('fault' in fields)
        return fields;
    let name = '';
    let required = false;
    for (const field of fields) {
        const at = field.indexOf('=');
        const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
        const written = at < 0 ? undefined : field.slice(at + 1);
        if (key === 'required') {
            const value = written === undefined || (0,attributes/* parseBool */.q)(written);
            if (value === undefined)
                return { fault: `required=${written} is neither true nor false` };
            required = value;
        }
        else if (key === 'name' && written !== undefined) {
            if (name !== '')
                return { fault: `the device is already named ${name}` };
            name = written;
        }
        else if (name === '')
            name = field;
        else
            return { fault: `${field} is not a field of a device` };
    }
    return { name, required };
}

// EXTERNAL MODULE: ./lib/dockerfile/mounts.js + 1 modules
var dockerfile_mounts = __nccwpck_require__(721);
;// CONCATENATED MODULE: ./lib/dockerfile/run.js





const networks = ['default', 'none', 'host'];
const securities = ['sandbox', 'insecure'];
function readRun(node) {
    const flags = readFlags(node, { mount: 'list', network: 'text', security: 'text', device: 'list' });
    const mounts = flags.all('mount');
    for (const { value, flag } of mounts)
        (0,dockerfile_mounts/* checkMount */.gx)(value, flag.position);
    const network = oneOf(networks, 'network', flags.all('network')[0]);
    const security = oneOf(securities, 'security', flags.all('security')[0]);
    const devices = flags.all('device').map(readDeviceValue);
    return {
        ...located(node),
        kind: 'run',
        command: commandOf(node.args, node.isJson),
        heredocs: node.heredocs,
        mounts: mounts.map(({ value }) => value),
        mountPositions: mounts.map(({ flag }) => flag.position),
        ...(network && { network }),
        ...(security && { security }),
        devices,
    };
}
function oneOf(known, name, given) {
    if (given === undefined)
        return undefined;
    const found = known.find(one => one === given.value);
    if (found !== undefined)
        return found;
    throw flagFault(given.flag, `--${name}=${given.value} is not known`, (0,suggest/* suggestRemedy */.X)(given.value, known));
}
function readDeviceValue({ value, flag }) {
    const device = parseDevice(value);
    if ('fault' in device)
        throw flagFault(flag, `--device=${value}: ${device.fault}`, 'write --device=NAME, or --device=NAME,required');
    return value;
}

;// CONCATENATED MODULE: ./lib/dockerfile/readers.js









const readers = new Map([
    ['add', readAdd],
    ['arg', readArg],
    ['cmd', node => ({ ...located(node), kind: 'cmd', command: readCommand(node) })],
    ['copy', readCopy],
    ['entrypoint', node => ({ ...located(node), kind: 'entrypoint', command: readCommand(node) })],
    ['env', node => ({ ...located(node), kind: 'env', pairs: readPairs(node) })],
    ['expose', node => ({ ...located(node), kind: 'expose', ports: [...readList(node)].sort(dockerfile_characters/* compareCodePoints */.OP) })],
    ['from', readers_readFrom],
    ['healthcheck', readHealthcheck],
    ['label', node => ({ ...located(node), kind: 'label', pairs: readPairs(node) })],
    ['maintainer', node => ({ ...located(node), kind: 'maintainer', name: readSingle(node) })],
    ['onbuild', readOnbuild],
    ['run', readRun],
    ['shell', readShell],
    ['stopsignal', node => ({ ...located(node), kind: 'stopsignal', signal: readOnly(node) })],
    ['user', node => ({ ...located(node), kind: 'user', user: readSingle(node) })],
    ['volume', readVolume],
    ['workdir', node => ({ ...located(node), kind: 'workdir', path: readSingle(node) })],
]);
function readInstruction(node, escapeCharacter) {
    const reader = readers.get((0,dockerfile_characters/* lowerCase */.gQ)(node.keyword));
    if (reader !== undefined)
        return reader(node, escapeCharacter);
    const { position } = node;
    if (node.keyword === '') {
        const remedy = 'write an instruction after the continuation, or remove it';
        throw new errors/* BasehitError */.j('BH026', 'a continuation is followed by no instruction', { position, remedy });
    }
    const remedy = /\p{L}/u.test(node.keyword)
        ? (0,suggest/* suggestRemedy */.X)(node.keyword.toUpperCase(), keywords)
        : `did the line before lose its ${escapeCharacter} at the end?`;
    throw new errors/* BasehitError */.j('BH025', `unknown instruction ${JSON.stringify(node.keyword)}`, { position, remedy });
}
function readCommand(node) {
    readFlags(node);
    return commandOf(node.args, node.isJson);
}
function readList(node) {
    requireArguments(node);
    readFlags(node);
    return node.args;
}
function readSingle(node) {
    const argument = readOnly(node);
    readFlags(node);
    return argument;
}
function requireArguments(node) {
    if (node.args.length === 0)
        throw argumentFault(node, 'needs at least one argument', 'give it one, or remove the line');
}
function namelessFault(node) {
    return argumentFault(node, 'has a name that is empty', 'write NAME=VALUE');
}
function readOnly(node) {
    const [argument] = node.args;
    if (argument === undefined || node.args.length > 1) {
        const keyword = node.keyword.toUpperCase();
        throw argumentFault(node, 'needs exactly one argument', `write ${keyword} and one word, or remove the line`);
    }
    return argument;
}
function readPairs(node) {
    readFlags(node);
    requireArguments(node);
    const pairs = [];
    for (let index = 0; index < node.args.length; index += 3) {
        const [key = '', value = ''] = node.args.slice(index, index + 2);
        if (key === '')
            throw namelessFault(node);
        pairs.push({ key, value });
    }
    return pairs;
}
function readArg(node) {
    requireArguments(node);
    const args = node.args.map(word => {
        const at = word.indexOf('=');
        if (at === 0)
            throw namelessFault(node);
        return at < 0 ? { name: word } : { name: word.slice(0, at), value: word.slice(at + 1) };
    });
    return { ...located(node), kind: 'arg', args };
}
function readers_readFrom(node) {
    const [image, as, written] = node.args;
    const isNamed = node.args.length === 3 && /^as$/iu.test(as ?? '');
    if (image === undefined || (node.args.length !== 1 && !isNamed)) {
        throw argumentFault(node, 'takes an image, and optionally AS and a name', 'write FROM IMAGE or FROM IMAGE AS NAME');
    }
    const name = isNamed ? (0,dockerfile_characters/* lowerCase */.gQ)(written ?? '') : undefined;
    if (name !== undefined && !/^[a-z][a-z0-9_.-]*$/.test(name)) {
        const fact = `cannot name a stage ${JSON.stringify(written)}`;
        throw argumentFault(node, fact, 'begin with a letter; use letters, digits, and the signs - _ .');
    }
    const platform = readFlags(node, { platform: 'text' }).text('platform');
    return { ...located(node), kind: 'from', image, ...(platform && { platform }), ...(name && { name }) };
}
function readOnbuild(node) {
    const [first] = readList(node);
    const keyword = (0,dockerfile_characters/* trimSpace */.Pd)(first ?? '').toUpperCase();
    if (keyword === 'ONBUILD' || keyword === 'MAINTAINER' || keyword === 'FROM') {
        throw argumentFault(node, `${keyword} is not allowed`, 'write it in the Dockerfile that begins with this image');
    }
    const trigger = node.original.replace(/^[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*/i, '');
    const bodies = node.heredocs.map(heredoc => `\n${heredoc.content}${heredoc.name}`);
    return { ...located(node), kind: 'onbuild', expression: trigger + bodies.join('') };
}
function readShell(node) {
    readFlags(node);
    requireArguments(node);
    if (!node.isJson)
        throw shellFault(node);
    return { ...located(node), kind: 'shell', shell: node.args };
}
function shellFault(node) {
    const text = node.args.join(' ');
    const inner = text.startsWith('[') ? text.replace(/^\[|\]$/g, '') : text;
    const words = inner.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,]+/g) ?? [];
    const bare = words.filter(word => !word.startsWith('"'));
    const quoted = words.map(word => (word.startsWith('"') ? word : JSON.stringify(word.replace(/^'|'$/g, ''))));
    const which = bare.length === 0 ? '' : `: ${bare.join(' ')} lack${bare.length === 1 ? 's' : ''} them`;
    const fact = `takes a JSON array of strings in double quotes${which}`;
    return argumentFault(node, (0,dockerfile_characters/* clip */.$Q)(fact), `write ${(0,dockerfile_characters/* clip */.$Q)(`SHELL [${quoted.join(', ')}]`)}`);
}
function readVolume(node) {
    const paths = readList(node).map(dockerfile_characters/* trimSpace */.Pd);
    if (paths.includes(''))
        throw argumentFault(node, 'has a path that is empty', 'name a path, or remove the line');
    return { ...located(node), kind: 'volume', paths };
}

// EXTERNAL MODULE: ./lib/dockerfile/stages.js
var dockerfile_stages = __nccwpck_require__(3407);
;// CONCATENATED MODULE: ./lib/dockerfile/parse.js








function parseDockerfile(source) {
    checkText(source);
    const directives = readDirectives(source);
    const { nodes, escape: escapeCharacter } = readDocument(source);
    refuseTooMany(nodes, mostInstructions, 'instructions');
    const globalArgs = [];
    const stages = [];
    for (const node of nodes) {
        const instruction = readInstruction(node, escapeCharacter);
        const stage = stages.at(-1);
        if (instruction.kind === 'from')
            stages.push({ index: stages.length, from: instruction, instructions: [] });
        else if (stage !== undefined)
            stage.instructions.push(instruction);
        else if (instruction.kind === 'arg')
            globalArgs.push(instruction);
        else
            throw beforeFrom(node);
    }
    if (stages.length === 0)
        throw withoutFrom(source);
    refuseTooMany(stages.map(({ from }) => from), mostStages, 'stages');
    const dockerfile = { path: source.path, directives: { ...directives, escape: escapeCharacter }, globalArgs, stages };
    (0,dockerfile_stages/* checkStageGraph */.Dr)(dockerfile);
    return dockerfile;
}
function parseOnbuild(expression, at, fileEscape = '\\') {
    const fail = (fact) => new errors/* BasehitError */.j('BH035', fact);
    try {
        if (!expression.isWellFormed())
            throw fail('it is not well-formed Unicode');
        const { nodes } = readDocument({ path: at.file, text: expression });
        const [node] = nodes;
        if (node === undefined || nodes.length > 1)
            throw fail('a trigger is one instruction');
        const instruction = readInstruction({ ...node, position: at, endLine: at.line }, fileEscape);
        if (instruction.kind === 'from')
            throw fail('a trigger cannot be FROM');
        return 'mountPositions' in instruction
            ? { ...instruction, mountPositions: instruction.mounts.map(() => at) }
            : instruction;
    }
    catch (error) {
        if (!(error instanceof errors/* BasehitError */.j))
            throw error;
        const fact = `the trigger \`ONBUILD ${(0,dockerfile_characters/* clip */.$Q)(expression)}\`: ${error.message}`;
        throw new errors/* BasehitError */.j(error.code, fact, { position: at, remedy: error.remedy ?? 'change it', cause: error });
    }
}
const mostStages = 500;
const mostInstructions = 10_000;
function refuseTooMany(all, most, what) {
    const position = all[most]?.position;
    if (position === undefined)
        return;
    throw new errors/* BasehitError */.j('BH024', `a Dockerfile of more than ${most} ${what} is not read`, {
        position,
        remedy: 'split it into several files',
    });
}
function checkText({ path, text }) {
    const position = { file: path, line: 1, column: 1 };
    if (text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes) {
        throw new errors/* BasehitError */.j('BH024', `${path} is larger than ${maxBytes} bytes`, {
            position,
            remedy: 'give the path of a Dockerfile',
        });
    }
    if (!text.isWellFormed())
        throw new errors/* BasehitError */.j('BH024', `${path} is not well-formed Unicode`, {
            position,
            remedy: 'save the file as UTF-8 text',
        });
}
function readDirectives(source) {
    const syntax = (0,directives/* detectSyntax */.Dh)(source);
    if (syntax !== undefined && syntax.notation !== '#') {
        const written = syntax.notation === '//' ? '`// syntax=`' : 'a JSON object with `syntax`';
        throw new errors/* BasehitError */.j('BH030', `${written} is the directive of files that are not Dockerfiles`, {
            position: syntax.position,
            remedy: 'write `# syntax=docker/dockerfile:1`, or none',
        });
    }
    const check = (0,directives/* findCheck */.Sd)(source);
    return {
        ...(syntax && { syntax: { image: syntax.image, position: syntax.position } }),
        ...(check !== undefined && { check }),
    };
}
function beforeFrom(node) {
    return new errors/* BasehitError */.j('BH023', `${node.keyword.toUpperCase()} stands before the first FROM`, {
        position: node.position,
        remedy: 'begin the file with FROM; only ARG may stand before it',
    });
}
function withoutFrom({ path }) {
    return new errors/* BasehitError */.j('BH023', `${path} has no FROM instruction`, {
        position: { file: path, line: 1, column: 1 },
        remedy: 'begin a stage with FROM IMAGE',
    });
}


/***/ }),

/***/ 3407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ targetStage),
/* harmony export */   Dr: () => (/* binding */ checkStageGraph),
/* harmony export */   Ho: () => (/* binding */ findMountStage),
/* harmony export */   Lg: () => (/* binding */ findCopyStage),
/* harmony export */   cd: () => (/* binding */ imageSources),
/* harmony export */   iI: () => (/* binding */ findParentStage),
/* harmony export */   ry: () => (/* binding */ instructionSources)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _listing_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7487);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2037);
/* harmony import */ var _characters_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(892);
/* harmony import */ var _mounts_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(721);





function findParentStage(dockerfile, stage, image) {
    return dockerfile.stages.findLast(candidate => candidate.index < stage.index && candidate.from.name === image);
}
function findCopyStage(dockerfile, stage, from, position) {
    return earlier(lookUpCopyStage(dockerfile, from, position, name => lastNamed(dockerfile, name)), stage, `--from=${from}`, position);
}
function findMountStage(dockerfile, stage, from, position) {
    return earlier(lastNamed(dockerfile, from), stage, `from=${from}`, position);
}
function targetStage(dockerfile, target) {
    const found = target ? lastNamed(dockerfile, target) : dockerfile.stages.at(-1);
    if (found !== undefined)
        return found;
    const names = dockerfile.stages.flatMap(stage => stage.from.name ?? []);
    const meant = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .nearest */ .p)(target ?? '', names);
    const list = names.length === 0 ? 'no stage has a name' : `stages: ${(0,_listing_js__WEBPACK_IMPORTED_MODULE_3__/* .listed */ .K)(names)}`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH028', `stage ${target} not found; ${list}`, {
        position: { file: dockerfile.path, line: 1, column: 1 },
        remedy: meant === undefined ? 'name one with FROM \u2026 AS NAME' : `did you mean ${meant}?`,
    });
}
function checkStageGraph(dockerfile) {
    const named = new Map(dockerfile.stages.map(stage => [stage.from.name, stage]));
    const find = (name) => named.get((0,_characters_js__WEBPACK_IMPORTED_MODULE_4__/* .lowerCase */ .gQ)(name));
    const sources = dockerfile.stages.map(stage => stage.instructions.flatMap(instruction => dependencies(dockerfile, instruction, find)));
    const state = new Map();
    for (const stage of dockerfile.stages)
        visit(stage.index);
    function visit(root) {
        const path = [{ index: root, next: 0 }];
        while (path.length > 0) {
            const top = path.at(-1);
            if (top === undefined)
                return;
            if (state.get(top.index) === 'closed') {
                path.pop();
                continue;
            }
            state.set(top.index, 'open');
            const source = sources[top.index]?.[top.next++];
            if (source === undefined)
                state.set(top.index, 'closed');
            else if (state.get(source.stage.index) === 'open')
                throw circle(dockerfile, path, source);
            else
                path.push({ index: source.stage.index, next: 0, line: source.position.line });
        }
    }
}
function dependencies(dockerfile, instruction, find) {
    const { position } = instruction;
    if (instruction.kind === 'copy' && instruction.from !== undefined) {
        const stage = lookUpCopyStage(dockerfile, instruction.from, position, find);
        return stage === undefined ? [] : [{ stage, position }];
    }
    if (instruction.kind !== 'run')
        return [];
    return instruction.mounts.flatMap((mount, index) => {
        const at = instruction.mountPositions[index] ?? position;
        const stage = find((0,_mounts_js__WEBPACK_IMPORTED_MODULE_1__/* .mountSourceName */ .QB)(mount, at) ?? 'scratch');
        return stage === undefined ? [] : [{ stage, position: at }];
    });
}
function imageSources(dockerfile) {
    return dockerfile.stages
        .flatMap(stage => stage.instructions.flatMap(writtenSources))
        .filter(({ name }) => !isIndex(name) && lastNamed(dockerfile, name) === undefined);
}
function instructionSources(dockerfile, stage, instruction) {
    const find = instruction.kind === 'copy' ? findCopyStage : findMountStage;
    return writtenSources(instruction).map(({ name, position }) => {
        return { name, position, stage: find(dockerfile, stage, name, position) };
    });
}
function writtenSources(instruction) {
    const { kind, position } = instruction;
    if (kind === 'copy')
        return instruction.from === undefined ? [] : [{ name: instruction.from, position }];
    if (kind !== 'run')
        return [];
    return instruction.mounts.flatMap((mount, index) => {
        const at = instruction.mountPositions[index] ?? position;
        const name = (0,_mounts_js__WEBPACK_IMPORTED_MODULE_1__/* .mountSourceName */ .QB)(mount, at);
        return name === undefined ? [] : [{ name, position: at }];
    });
}
function circle(dockerfile, path, { stage, position }) {
    const remedy = 'copy only from stages that stand earlier';
    const members = path.slice(path.findIndex(step => step.index === stage.index));
    const names = members.map(({ index }) => describe(dockerfile.stages[index] ?? stage));
    if (names.length === 1)
        return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH029', `stage ${names[0]} copies from itself`, { position, remedy });
    const edges = names.map((name, at) => {
        const line = members[at + 1]?.line ?? position.line;
        return `${name} from ${names[at + 1] ?? names[0]} on line ${line}`;
    });
    const shown = edges.length > 6 ? [...edges.slice(0, 3), '\u2026', ...edges.slice(-2)] : edges;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH029', `stages copy in a circle: ${shown.join(', ')}`, { position, remedy });
}
function lookUpCopyStage(dockerfile, from, position, find) {
    if (!isIndex(from))
        return find(from);
    const found = dockerfile.stages[Number(from)];
    if (found !== undefined)
        return found;
    const count = dockerfile.stages.length;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH029', `there is no stage ${from}: the file has ${count}, counted from 0`, {
        position,
        remedy: count === 1 ? 'use 0, or a name' : `use an index from 0 to ${count - 1}, or a stage's name`,
    });
}
function isIndex(text) {
    if (!/^[+-]?[0-9]+$/.test(text))
        return false;
    const digits = text.replace(/^[+-]?0*/, '') || '0';
    return digits.length < 20 && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits);
}
function earlier(found, stage, written, position) {
    if (found === undefined || found.index < stage.index)
        return found;
    const fact = found.index === stage.index
        ? `${written} names the stage that it stands in`
        : `${written} names a stage that only begins on line ${found.from.position.line}`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH029', fact, { position, remedy: 'name a stage that stands earlier' });
}
function lastNamed(dockerfile, name) {
    const lower = (0,_characters_js__WEBPACK_IMPORTED_MODULE_4__/* .lowerCase */ .gQ)(name);
    return dockerfile.stages.findLast(stage => stage.from.name === lower);
}
function describe(stage) {
    return stage.from.name ?? String(stage.index);
}


/***/ }),

/***/ 5472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ suggestRemedy)
/* harmony export */ });
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2037);

function suggestRemedy(name, known) {
    const meant = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_0__/* .nearest */ .p)(name, known);
    return meant === undefined ? `use one of ${known.join(', ')}` : `did you mean ${meant}?`;
}


/***/ }),

/***/ 5907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  V: () => (/* binding */ expandWord),
  A: () => (/* binding */ expandWords)
});

// EXTERNAL MODULE: ./lib/dockerfile/characters.js
var characters = __nccwpck_require__(892);
;// CONCATENATED MODULE: ./lib/dockerfile/cursor.js
class Cursor {
    #characters;
    #next;
    constructor(text) {
        this.#characters = Array.from(text);
        this.#next = this.#characters[0] === '\ufeff' ? 1 : 0;
    }
    peek() {
        return this.#characters[this.#next];
    }
    take() {
        const character = this.#characters[this.#next];
        if (character !== undefined)
            this.#next++;
        return character;
    }
    takeWhile(isWanted) {
        const start = this.#next;
        for (let next = this.peek(); next !== undefined && isWanted(next); next = this.peek())
            this.#next++;
        return this.#characters.slice(start, this.#next).join('');
    }
}
class WordList {
    inside = false;
    #words = [];
    #flush;
    constructor(flush) {
        this.#flush = flush;
    }
    end() {
        this.#words.push(this.#flush());
        this.inside = false;
    }
    finish(rest) {
        if (rest !== '')
            this.end();
        return this.#words;
    }
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
;// CONCATENATED MODULE: ./lib/dockerfile/expansion-faults.js


function expansionFault(word, fact, { position }, remedy) {
    return new errors/* BasehitError */.j('BH027', `cannot expand ${JSON.stringify((0,characters/* clip */.$Q)(word))}: ${fact}`, { position, remedy });
}
function unsupportedOperator(word, operator, options) {
    const fact = `${JSON.stringify(operator)} is not an operator of a substitution`;
    return expansionFault(word, fact, options, 'use one of :- - :+ + :? ? # ## % %% / //');
}
function invalidPattern(word, pattern, options) {
    const fact = `${JSON.stringify(pattern)} is not a pattern: a backslash stands before *, ?, \\, / or }`;
    return expansionFault(word, fact, options, 'remove the backslash, or double it');
}
function requiredFault(word, { name, value, message }, options) {
    const fact = `${name} is ${value === undefined ? 'not set' : 'empty'}${message === '' ? '' : `: ${message}`}`;
    const remedy = `give ${name} in build-args`;
    if (options.owner === undefined)
        return expansionFault(word, fact, options, remedy);
    return new errors/* BasehitError */.j('BH027', `${options.owner}: ${fact}`, { position: options.position, remedy });
}

;// CONCATENATED MODULE: ./lib/dockerfile/patterns.js
function removePrefix(value, pattern, preference) {
    const tokens = readPattern(Array.from(pattern));
    if (tokens === undefined)
        return undefined;
    const characters = Array.from(value);
    const end = new Matcher(tokens, characters).matchAt(0, preference);
    return end === undefined ? value : characters.slice(end).join('');
}
function removeSuffix(value, pattern, preference) {
    const tokens = readPattern(reversePattern(Array.from(pattern)));
    if (tokens === undefined)
        return undefined;
    const characters = Array.from(value).reverse();
    const end = new Matcher(tokens, characters).matchAt(0, preference);
    return end === undefined ? value : characters.slice(end).reverse().join('');
}
function replaceFirst(value, pattern, replacement) {
    const tokens = readPattern(Array.from(pattern));
    if (tokens === undefined)
        return undefined;
    const characters = Array.from(value);
    const match = new Matcher(tokens, characters).find(0);
    if (match === undefined)
        return value;
    return characters.slice(0, match.start).join('') + replacement + characters.slice(match.end).join('');
}
function replaceAll(value, pattern, replacement) {
    const tokens = readPattern(Array.from(pattern));
    if (tokens === undefined)
        return undefined;
    const characters = Array.from(value);
    const matcher = new Matcher(tokens, characters);
    let result = '';
    let copied = 0;
    for (let search = 0; search <= characters.length;) {
        const match = matcher.find(search);
        if (match === undefined)
            break;
        result += characters.slice(copied, match.start).join('');
        if (match.end > copied || match.start === 0) {
            result += fillTemplate(replacement, characters.slice(match.start, match.end).join(''));
        }
        copied = match.end;
        search = Math.max(search + 1, match.end);
    }
    return result + characters.slice(copied).join('');
}
function readPattern(characters) {
    const tokens = [];
    for (let index = characters[0] === '\ufeff' ? 1 : 0; index < characters.length; index++) {
        let character = characters[index] ?? '';
        if (character === '*') {
            if (tokens.at(-1)?.kind !== 'any')
                tokens.push({ kind: 'any' });
            continue;
        }
        if (character === '?') {
            tokens.push({ kind: 'one' });
            continue;
        }
        if (character === '\\') {
            const next = characters[index + 1];
            if (next === '}' || next === '/')
                continue;
            if (next !== '*' && next !== '?' && next !== '\\')
                return undefined;
            character = next;
            index++;
        }
        tokens.push({ kind: 'character', character });
    }
    return tokens;
}
function reversePattern(pattern) {
    const reversed = [];
    for (let index = 0; index < pattern.length; index++) {
        const character = pattern[index] ?? '';
        const next = character === '\\' ? pattern[index + 1] : undefined;
        if (next === undefined)
            reversed.push(character);
        else {
            reversed.push(next, character);
            index++;
        }
    }
    return reversed.reverse();
}
class Matcher {
    #tokens;
    #value;
    #lineEnds;
    #failed = new Map();
    constructor(tokens, value) {
        this.#tokens = tokens;
        this.#value = value;
        this.#lineEnds = new Uint32Array(value.length + 1).fill(value.length);
        for (let index = value.length - 1; index >= 0; index--) {
            this.#lineEnds[index] = value[index] === '\n' ? index : (this.#lineEnds[index + 1] ?? value.length);
        }
    }
    find(from) {
        for (let start = from; start <= this.#value.length; start++) {
            const end = this.matchAt(start, 'longest');
            if (end !== undefined)
                return { start, end };
        }
        return undefined;
    }
    matchAt(start, preference) {
        return this.#match(0, start, preference);
    }
    #match(first, start, preference) {
        let at = start;
        for (let index = first; index < this.#tokens.length; index++) {
            const token = this.#tokens[index];
            if (token === undefined || token.kind === 'any')
                return this.#matchStar(index, at, preference);
            const character = this.#value[at];
            const isMatch = token.kind === 'one' ? character !== undefined && character !== '\n' : character === token.character;
            if (!isMatch)
                return undefined;
            at++;
        }
        return at;
    }
    #matchStar(index, from, preference) {
        const limit = this.#lineEnds[from] ?? this.#value.length;
        const key = index * (this.#value.length + 1) + limit;
        const last = Math.min(limit, (this.#failed.get(key) ?? limit + 1) - 1);
        const step = preference === 'longest' ? -1 : 1;
        for (let at = step < 0 ? last : from; at >= from && at <= last; at += step) {
            const end = this.#match(index + 1, at, preference);
            if (end !== undefined)
                return end;
        }
        if (from <= last)
            this.#failed.set(key, from);
        return undefined;
    }
}
function fillTemplate(template, match) {
    return template.replace(/\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu, (written, braced, bare) => {
        if (written === '$$')
            return '$';
        return (braced ?? bare) === '0' ? match : '';
    });
}

;// CONCATENATED MODULE: ./lib/dockerfile/lexer.js




const maxLength = 512 * 1024;
const maxWork = 10_000_000;
const maxDepth = 500;
const letter = /^[\p{L}\p{Nd}_]$/u;
const digit = /^\p{Nd}$/u;
const specialParameters = '@*#?-$!0';
class Lexer {
    #source;
    #cursor;
    #environment;
    #options;
    #buffer = '';
    #rawEscapes;
    #depth = 0;
    constructor(word, environment, options) {
        this.#source = word;
        this.#cursor = new Cursor(word);
        this.#environment = environment;
        this.#options = options;
        this.#rawEscapes = options.rawEscapes ?? false;
    }
    expand() {
        return this.#readUntil(undefined, this.#rawEscapes);
    }
    #readUntil(stop, rawEscapes) {
        const outer = this.#rawEscapes;
        this.#rawEscapes = rawEscapes;
        if (++this.#depth > maxDepth)
            throw this.#fault(`substitutions are nested more than ${maxDepth} deep`, 'nest them less');
        const result = this.#readWords(stop);
        this.#depth--;
        this.#rawEscapes = outer;
        return result;
    }
    #readWords(stop) {
        this.#buffer = '';
        let text = '';
        const words = new WordList(() => this.#flush());
        for (let character = this.#cursor.peek(); character !== undefined; character = this.#cursor.peek()) {
            if (character === stop) {
                this.#cursor.take();
                return { text, words: words.finish(this.#buffer) };
            }
            const special = this.#readSpecial(character);
            if (special !== undefined) {
                text += special;
                if (text.length > maxLength)
                    throw this.#fault(`the result is longer than ${maxLength} characters`, 'shorten the values in it');
                if (character === '$')
                    for (const one of special)
                        this.#addSplitting(words, one);
                else
                    this.#addRaw(words, special);
                continue;
            }
            this.#cursor.take();
            if (character !== this.#options.escape) {
                text += character;
                this.#addSplitting(words, character);
                continue;
            }
            const kept = this.#rawEscapes ? character : '';
            if (kept !== '')
                this.#addRaw(words, kept);
            const escaped = this.#cursor.take();
            text += kept + (escaped ?? '');
            if (escaped === undefined)
                break;
            this.#addRaw(words, escaped);
        }
        if (stop !== undefined)
            throw this.#fault(`the text ends before the closing ${stop}`, `close it with ${stop}`);
        return { text, words: words.finish(this.#buffer) };
    }
    #readSpecial(character) {
        if (character === '$')
            return this.#readDollar();
        if (character === '<')
            return this.#readPossibleHeredoc();
        if (this.#options.skipQuotes === true)
            return undefined;
        if (character === "'")
            return this.#readSingleQuote();
        return character === '"' ? this.#readDoubleQuote() : undefined;
    }
    #addRaw(words, text) {
        this.#buffer += text;
        words.inside = true;
    }
    #addSplitting(words, character) {
        if (!(0,characters/* isSpace */.xC)(character))
            this.#addRaw(words, character);
        else if (words.inside && this.#buffer !== '')
            words.end();
    }
    #flush() {
        const word = this.#buffer;
        this.#buffer = '';
        return word;
    }
    #readSingleQuote() {
        const quote = this.#options.rawQuotes === true ? "'" : '';
        this.#cursor.take();
        const text = this.#cursor.takeWhile(next => next !== "'");
        if (this.#cursor.take() === undefined)
            throw this.#fault('a single quote is never closed', "close it with '");
        return quote + text + quote;
    }
    #readDoubleQuote() {
        const quote = this.#options.rawQuotes === true ? '"' : '';
        const escapeCharacter = this.#options.escape;
        this.#cursor.take();
        let text = quote;
        for (;;) {
            const character = this.#cursor.peek();
            if (character === undefined)
                throw this.#fault('a double quote is never closed', 'close it with "');
            if (character === '$') {
                text += this.#readDollar();
                continue;
            }
            this.#cursor.take();
            if (character === '"')
                return text + quote;
            if (character !== escapeCharacter) {
                text += character;
                continue;
            }
            if (this.#rawEscapes)
                text += character;
            const following = this.#cursor.peek();
            if (following === undefined)
                continue;
            const escapes = following === '"' || following === '$' || following === escapeCharacter;
            text += escapes ? this.#cursor.take() : character;
        }
    }
    #readPossibleHeredoc() {
        this.#cursor.take();
        if (this.#cursor.peek() !== '<')
            return '<';
        this.#cursor.take();
        return `<<${this.#cursor.takeWhile(next => next === '\t' || next === '\r' || next === ' ')}`;
    }
    #readDollar() {
        this.#cursor.take();
        if (this.#cursor.peek() !== '{') {
            const name = this.#readName();
            if (name === '')
                return '$';
            return this.#read(name) ?? this.#unset(`$${name}`);
        }
        this.#cursor.take();
        const first = this.#cursor.peek();
        if (first === undefined)
            throw this.#fault('a ${ is never closed', 'close it with }');
        if (first === '{' || first === '}' || first === ':')
            throw this.#fault(`\${${first} is not a substitution`, 'write ${NAME}');
        const name = this.#readName();
        const operator = this.#cursor.take();
        if (operator === '}')
            return this.#read(name) ?? this.#unset(`\${${name}}`);
        if (operator === '/')
            return this.#substitute(name);
        if (operator === ':')
            return this.#modify(name, this.#cursor.take(), 'null-is-unset');
        if (operator !== undefined && '+-?#%'.includes(operator))
            return this.#modify(name, operator, 'null-is-set');
        if (operator === undefined)
            throw this.#fault('a ${ is never closed', 'close it with }');
        throw unsupportedOperator(this.#source, operator, this.#options);
    }
    #modify(name, operator, nulls) {
        const written = `${nulls === 'null-is-unset' ? ':' : ''}${operator ?? ''}`;
        const isTrim = operator === '#' || operator === '%';
        if (isTrim && nulls === 'null-is-unset')
            throw unsupportedOperator(this.#source, written, this.#options);
        const word = this.#readUntil('}', isTrim).text;
        const value = this.#read(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}${written}${word}}`;
        const isAbsent = value === undefined || (value === '' && nulls === 'null-is-unset');
        if (operator === '-')
            return isAbsent ? word : value;
        if (operator === '+')
            return isAbsent ? '' : word;
        if (operator === '?') {
            if (!isAbsent)
                return value;
            throw requiredFault(this.#source, { name, value, message: word }, this.#options);
        }
        if (!isTrim)
            throw unsupportedOperator(this.#source, written, this.#options);
        this.#checkWork(word, value ?? '');
        const isGreedy = word.startsWith(operator);
        const remove = operator === '%' ? removeSuffix : removePrefix;
        const pattern = isGreedy ? word.slice(1) : word;
        return remove(value ?? '', pattern, isGreedy ? 'longest' : 'shortest') ?? this.#invalidPattern(pattern);
    }
    #substitute(name) {
        const isGlobal = this.#cursor.peek() === '/';
        if (isGlobal)
            this.#cursor.take();
        const pattern = this.#readUntil('/', true).text;
        const replacement = this.#readUntil('}', true).text;
        const value = this.#read(name);
        if (value === undefined && this.#options.skipUnset === true)
            return `\${${name}/${pattern}/${replacement}}`;
        this.#checkWork(pattern, value ?? '');
        if (isGlobal)
            this.#checkWork(replacement, value ?? '');
        const replace = isGlobal ? replaceAll : replaceFirst;
        return replace(value ?? '', pattern, replacement) ?? this.#invalidPattern(pattern);
    }
    #readName() {
        const first = this.#cursor.peek();
        if (first === undefined)
            return '';
        if (!digit.test(first) && specialParameters.includes(first))
            return this.#cursor.take() ?? '';
        const wanted = digit.test(first) ? digit : letter;
        return this.#cursor.takeWhile(next => wanted.test(next));
    }
    #read(name) {
        const value = this.#environment.lookup(name);
        this.#options.onRead?.(name, value);
        return value;
    }
    #unset(written) {
        return this.#options.skipUnset === true ? written : '';
    }
    #checkWork(pattern, value) {
        const steps = pattern.length * value.length;
        if (steps > maxWork)
            throw this.#fault('the pattern and the value are too long', 'shorten them');
        this.#options.onMatch?.(steps);
    }
    #invalidPattern(pattern) {
        throw invalidPattern(this.#source, pattern, this.#options);
    }
    #fault(fact, remedy) {
        return expansionFault(this.#source, fact, this.#options, remedy);
    }
}

;// CONCATENATED MODULE: ./lib/dockerfile/words.js

function expandWord(word, environment, options) {
    return new Lexer(word, environment, options).expand().text;
}
function expandWords(word, environment, options) {
    return new Lexer(word, environment, options).expand().words;
}


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ writeFault),
/* harmony export */   j: () => (/* binding */ BasehitError)
/* harmony export */ });
class BasehitError extends Error {
    code;
    position;
    remedy;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? undefined : { cause: details.cause });
        this.name = 'BasehitError';
        this.code = code;
        this.position = details.position;
        this.remedy = details.remedy;
    }
}
function writeFault(error, path) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^E[A-Z0-9]+$/.test(code))
        return error;
    if (code === 'ENOSPC' || code === 'EDQUOT') {
        const remedy = 'Free space on that disk, or set TMPDIR (in a workflow RUNNER_TEMP) to a directory elsewhere.';
        return new BasehitError('BH103', `no space left in \`${path}\` (${code})`, { cause: error, remedy });
    }
    const remedy = 'Make it a directory that this user may write, or set TMPDIR to one.';
    return new BasehitError('BH042', `cannot write in \`${path}\` (${code})`, { cause: error, remedy });
}


/***/ }),

/***/ 4887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ parseImageConfig),
/* harmony export */   K: () => (/* binding */ configPlatform)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7241);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9024);


function parseImageConfig(bytes) {
    const what = 'image config';
    const document = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .parseObject */ .lj)(bytes, what);
    const rootfs = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'rootfs', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB) ?? {};
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .defined */ .sw)({
        architecture: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'architecture', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ) ?? '',
        os: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'os', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ) ?? '',
        variant: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'variant', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        'os.version': (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'os.version', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        'os.features': (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'os.features', what, asWords),
        author: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'author', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        created: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'created', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        rootfs: {
            type: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(rootfs, 'type', `${what}.rootfs`, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ) ?? 'layers',
            diff_ids: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(rootfs, 'diff_ids', `${what}.rootfs`, (list, at) => (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asArray */ ._j)(list, at, asDiffId)) ?? [],
        },
        config: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'config', what, asContainerConfig),
    });
}
function configPlatform(config) {
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asPlatform */ .Sd)(config, 'image config');
}
function asContainerConfig(value, what) {
    const from = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(value, what);
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .defined */ .sw)({
        Env: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Env', what, asWords),
        Entrypoint: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Entrypoint', what, asWords),
        Cmd: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Cmd', what, asWords),
        WorkingDir: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'WorkingDir', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        User: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'User', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        Labels: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Labels', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asStrings */ .P7),
        ExposedPorts: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'ExposedPorts', what, asNames),
        Volumes: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Volumes', what, asNames),
        StopSignal: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'StopSignal', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        Shell: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Shell', what, asWords),
        OnBuild: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'OnBuild', what, asWords),
        Healthcheck: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Healthcheck', what, asHealthcheck),
        ArgsEscaped: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'ArgsEscaped', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asBoolean */ .tB),
    });
}
function asHealthcheck(value, what) {
    const from = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(value, what);
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .defined */ .sw)({
        Test: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Test', what, asWords),
        Interval: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Interval', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asInteger */ .JU),
        Timeout: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Timeout', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asInteger */ .JU),
        StartPeriod: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'StartPeriod', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asInteger */ .JU),
        StartInterval: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'StartInterval', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asInteger */ .JU),
        Retries: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'Retries', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asInteger */ .JU),
    });
}
function asWords(value, what) {
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asArray */ ._j)(value, what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ);
}
function asNames(value, what) {
    return Object.fromEntries(Object.keys((0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(value, what)).map(name => [name, {}]));
}
function asDiffId(value, what) {
    const digest = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ)(value, what);
    if ((0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        return digest;
    throw (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)(`${what} \`${digest}\` is not a sha256 digest`);
}


/***/ }),

/***/ 7241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Ch: () => (/* binding */ digestFromHex),
/* harmony export */   fg: () => (/* binding */ sha256Hex),
/* harmony export */   m: () => (/* binding */ parseDigest),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   sU: () => (/* binding */ digestHex)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


const pattern = /^sha256:[0-9a-f]{64}$/;
function isDigest(text) {
    return pattern.test(text);
}
function parseDigest(text, position) {
    if (isDigest(text))
        return text;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH011', `\`${text}\` is not a content digest`, {
        position,
        remedy: 'give `sha256:` followed by 64 lower-case hex digits',
    });
}
function sha256Hex(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
function digestOf(bytes) {
    return digestFromHex(sha256Hex(bytes));
}
function digestFromHex(hex) {
    return parseDigest(`sha256:${hex}`);
}
function digestHex(digest) {
    return digest.slice('sha256:'.length);
}


/***/ }),

/***/ 9024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JU: () => (/* binding */ asInteger),
/* harmony export */   P7: () => (/* binding */ asStrings),
/* harmony export */   Qm: () => (/* binding */ malformed),
/* harmony export */   Sd: () => (/* binding */ asPlatform),
/* harmony export */   _j: () => (/* binding */ asArray),
/* harmony export */   eB: () => (/* binding */ asObject),
/* harmony export */   lj: () => (/* binding */ parseObject),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   oJ: () => (/* binding */ asString),
/* harmony export */   sw: () => (/* binding */ defined),
/* harmony export */   tB: () => (/* binding */ asBoolean)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

function parseObject(bytes, what) {
    try {
        const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return asObject(JSON.parse(text), what);
    }
    catch (cause) {
        if (cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j)
            throw cause;
        throw malformed(`${what} is not JSON in UTF-8`, cause);
    }
}
function malformed(fact, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH094', fact, {
        cause,
        remedy: 'look at what the registry serves with `docker buildx imagetools inspect --raw`',
    });
}
function asObject(value, what) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value;
    throw malformed(`${what} is not an object`);
}
function asString(value, what) {
    if (typeof value === 'string')
        return value;
    throw malformed(`${what} is not a string`);
}
function asInteger(value, what) {
    if (typeof value === 'number' && Number.isSafeInteger(value))
        return value;
    throw malformed(`${what} is not an integer`);
}
function asBoolean(value, what) {
    if (typeof value === 'boolean')
        return value;
    throw malformed(`${what} is neither true nor false`);
}
function asArray(value, what, read) {
    if (!Array.isArray(value))
        throw malformed(`${what} is not an array`);
    return value.map((member, index) => read(member, `${what}[${index}]`));
}
function asStrings(value, what) {
    const members = Object.entries(asObject(value, what));
    return Object.fromEntries(members.map(([name, member]) => [name, asString(member, `${what}.${name}`)]));
}
function optional(from, name, what, read) {
    const value = from[name];
    return value === undefined || value === null ? undefined : read(value, `${what}.${name}`);
}
function defined(members) {
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
function asPlatform(value, what) {
    const from = asObject(value, what);
    const variant = optional(from, 'variant', what, asString);
    const osVersion = optional(from, 'os.version', what, asString);
    const osFeatures = optional(from, 'os.features', what, (list, at) => asArray(list, at, asString));
    return {
        os: optional(from, 'os', what, asString) ?? '',
        architecture: optional(from, 'architecture', what, asString) ?? '',
        ...(variant ? { variant } : {}),
        ...(osVersion ? { osVersion } : {}),
        ...(osFeatures?.length ? { osFeatures } : {}),
    };
}


/***/ }),

/***/ 4252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $P: () => (/* binding */ manifestMediaTypes),
/* harmony export */   Ib: () => (/* binding */ mediaTypes),
/* harmony export */   Ng: () => (/* binding */ parseManifest)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7241);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9024);


const mediaTypes = {
    ociManifest: 'application/vnd.oci.image.manifest.v1+json',
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociConfig: 'application/vnd.oci.image.config.v1+json',
    ociEmpty: 'application/vnd.oci.empty.v1+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    dockerIndex: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerConfig: 'application/vnd.docker.container.image.v1+json',
};
const manifestMediaTypes = [
    mediaTypes.ociManifest,
    mediaTypes.ociIndex,
    mediaTypes.dockerManifest,
    mediaTypes.dockerIndex,
];
function parseManifest(bytes, mediaType) {
    const document = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .parseObject */ .lj)(bytes, 'manifest');
    if (document.schemaVersion !== 2)
        throw (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)(`manifest has schema version ${String(document.schemaVersion)}, not 2`);
    const written = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'mediaType', 'manifest', _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ);
    const said = mediaType?.split(';')[0]?.trim();
    if (written !== undefined && said !== undefined && written !== said) {
        throw (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)(`manifest calls itself ${written}, the registry calls it ${said}`);
    }
    const hasManifests = document.manifests !== undefined;
    if (hasManifests && (document.config !== undefined || document.layers !== undefined)) {
        throw (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)('manifest is both an image and an index');
    }
    const type = written ?? said ?? (hasManifests ? mediaTypes.ociIndex : mediaTypes.ociManifest);
    const common = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .defined */ .sw)({
        mediaType: type,
        artifactType: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'artifactType', 'manifest', _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
        subject: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'subject', 'manifest', asDescriptor),
        annotations: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(document, 'annotations', 'manifest', _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asStrings */ .P7),
    });
    if (type === mediaTypes.ociIndex || type === mediaTypes.dockerIndex) {
        return { kind: 'index', ...common, manifests: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asArray */ ._j)(document.manifests, 'index.manifests', asDescriptor) };
    }
    if (type !== mediaTypes.ociManifest && type !== mediaTypes.dockerManifest) {
        throw (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)(`${type} is neither an image manifest nor an index`);
    }
    return {
        kind: 'manifest',
        ...common,
        config: asDescriptor(document.config, 'manifest.config'),
        layers: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asArray */ ._j)(document.layers, 'manifest.layers', asDescriptor),
    };
}
function asDescriptor(value, what) {
    const from = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asObject */ .eB)(value, what);
    const digest = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ)(from.digest, `${what}.digest`);
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)(`${what}.digest \`${digest}\` is not a sha256 digest`);
    const size = (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asInteger */ .JU)(from.size, `${what}.size`);
    if (size < 0)
        throw (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .malformed */ .Qm)(`${what}.size is negative`);
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .defined */ .sw)({
        mediaType: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ)(from.mediaType, `${what}.mediaType`),
        digest,
        size,
        platform: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'platform', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asPlatform */ .Sd),
        annotations: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'annotations', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asStrings */ .P7),
        artifactType: (0,_document_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(from, 'artifactType', what, _document_js__WEBPACK_IMPORTED_MODULE_1__/* .asString */ .oJ),
    });
}


/***/ }),

/***/ 268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ matchPlatform)
/* harmony export */ });
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8758);

function matchPlatform(wanted, candidates) {
    const target = (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizePlatform */ .FL)(wanted);
    for (const accepted of acceptedPlatforms(target)) {
        const fitting = candidates.filter(({ platform }) => platform !== undefined && fits(platform, accepted, target));
        const [first, ...others] = fitting;
        if (first === undefined)
            continue;
        return others.reduce((best, each) => (countFeatures(each) > countFeatures(best) ? each : best), first);
    }
    return candidates.find(({ platform }) => platform === undefined);
}
function acceptedPlatforms(target) {
    const { os, architecture, variant = '' } = target;
    return variantsBelow(architecture, variant).map(([name, each]) => {
        return (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)((0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizePlatform */ .FL)({ os, architecture: name, ...(each === '' ? {} : { variant: each }) }));
    });
}
function variantsBelow(architecture, variant) {
    if (architecture === 'amd64') {
        return [...steps(variant, 1).map(each => ['amd64', each]), ['386', '']];
    }
    if (architecture === 'arm')
        return steps(variant, 5).map(each => ['arm', each]);
    if (architecture !== 'arm64')
        return [[architecture, variant]];
    const version = /^v([89])(?:\.([0-9]))?$/.exec(variant === '' ? 'v8' : variant);
    if (version === null)
        return [];
    const minor = Number(version[2] ?? 0);
    const nine = version[1] === '9' ? minorsBelow(9, minor) : [];
    const eight = minorsBelow(8, version[1] === '9' ? Math.min(minor + 5, 9) : minor);
    const narrow = steps('v8', 5).map(each => ['arm', each]);
    return [...[...nine, ...eight].map(each => ['arm64', each]), ...narrow];
}
function steps(variant, lowest) {
    const version = /^v?(\d+)$/.exec(variant)?.[1];
    if (version === undefined)
        return [variant];
    const below = Math.max(0, Number(version) - lowest);
    return [variant, ...Array.from({ length: below }, (_, index) => `v${Number(version) - index - 1}`)];
}
function minorsBelow(major, minor) {
    return Array.from({ length: minor + 1 }, (_, index) => {
        const each = minor - index;
        return each === 0 ? `v${major}` : `v${major}.${each}`;
    });
}
function fits(platform, accepted, target) {
    const candidate = (0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .normalizePlatform */ .FL)(platform);
    if ((0,_platform_js__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)(candidate) !== accepted)
        return false;
    return (candidate.osFeatures ?? []).every(each => target.osFeatures?.includes(each));
}
function countFeatures({ platform }) {
    return platform?.osFeatures?.length ?? 0;
}


/***/ }),

/***/ 8758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   FL: () => (/* binding */ normalizePlatform),
/* harmony export */   O0: () => (/* binding */ formatPlatformAll),
/* harmony export */   RN: () => (/* binding */ readSpecifier),
/* harmony export */   SW: () => (/* binding */ isSamePlatform),
/* harmony export */   Y8: () => (/* binding */ parsePlatform)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2037);


const systems = words('linux darwin freebsd windows aix android dragonfly hurd illumos ios js nacl netbsd openbsd plan9 ' + 'solaris zos');
const architectures = words('amd64 arm64 arm 386 ppc64le s390x riscv64 loong64 mips64le mips64 mips mipsle ppc64 ppc riscv s390 ' +
    'sparc sparc64 wasm amd64p32 armbe arm64be mips64p32 mips64p32le');
const variants = {
    '386': /^$/,
    amd64: /^(?:v[2-4])?$/,
    arm: /^v[5-8]$/,
    arm64: /^(?:v8\.[1-9]|v9(?:\.[1-7])?)?$/,
};
function parsePlatform(text, position) {
    const fail = (fact, remedy) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH070', `unknown platform \`${text}\`: ${fact}`, { position, remedy });
    const parts = text.split('/');
    if (/^\w+\(.*\)$/.test(parts[0] ?? ''))
        throw fail('no version or feature of a system tells Linux images apart');
    const isName = ([first = '', ...others]) => /^[A-Za-z0-9_-]+$/.test(first) && others.every(part => /^[A-Za-z0-9_.-]+$/.test(part));
    if (!isName(parts) || parts.length > 3)
        throw fail('expected os/architecture[/variant]', suggestion(text));
    const alone = parts.length === 1;
    const platform = normalizePlatform({
        os: alone ? 'linux' : (parts[0] ?? ''),
        architecture: (alone ? parts[0] : parts[1]) ?? '',
        ...(parts[2] === undefined ? {} : { variant: parts[2] }),
    });
    if (alone && systems.includes(text.toLowerCase())) {
        throw fail('the architecture is missing', `use \`${text.toLowerCase()}/amd64\` or \`${text.toLowerCase()}/arm64\``);
    }
    if (!systems.includes(platform.os) || !architectures.includes(platform.architecture)) {
        throw fail(`no such ${systems.includes(platform.os) ? 'architecture' : 'operating system'}`, suggestion(text));
    }
    if (platform.os === 'windows')
        throw fail('Windows images are not supported', 'use `linux/amd64`');
    if (variants[platform.architecture]?.test(platform.variant ?? '') === false) {
        throw fail(`${platform.architecture} has no variant ${platform.variant}`, suggestion(text));
    }
    return platform;
}
const option = '(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})';
const specifierPattern = new RegExp(`^(?<os>[A-Za-z0-9_-]+)(?:\\(${option}*(?:\\+${option}+)*\\))?(?<others>(?:/[A-Za-z0-9_.-]+){0,2})$`);
function readSpecifier(text) {
    const { os = '', others } = specifierPattern.exec(text)?.groups ?? {};
    if (others === undefined)
        return undefined;
    const [architecture = '', variant] = others.split('/').slice(1);
    const platform = normalizePlatform({ os, architecture, ...(variant === undefined ? {} : { variant }) });
    if (others !== '' || systems.includes(platform.os))
        return platform;
    const alone = normalizePlatform({ os: 'linux', architecture: text });
    return architectures.includes(alone.architecture) ? alone : undefined;
}
function normalizePlatform(platform) {
    const os = platform.os.toLowerCase();
    const [architecture, variant] = normalizeArchitecture(platform.architecture, platform.variant ?? '');
    const features = [...new Set(platform.osFeatures ?? [])].filter(each => each !== '').sort();
    return {
        os: os === 'macos' ? 'darwin' : os,
        architecture,
        ...(variant === '' ? {} : { variant }),
        ...(platform.osVersion ? { osVersion: platform.osVersion } : {}),
        ...(features.length === 0 ? {} : { osFeatures: features }),
    };
}
function formatPlatform({ os, architecture, variant }) {
    return [os, architecture, variant].filter(Boolean).join('/');
}
function formatPlatformAll(platform) {
    const { osVersion = '', osFeatures = [] } = platform;
    const features = [...new Set(osFeatures)].filter(each => each !== '').sort();
    const options = `${encode(osVersion)}${features.map(each => `+${encode(each)}`).join('')}`;
    return formatPlatform({ ...platform, os: options === '' ? platform.os : `${platform.os}(${options})` });
}
function isSamePlatform(one, other) {
    return formatPlatform(normalizePlatform(one)) === formatPlatform(normalizePlatform(other));
}
function normalizeArchitecture(given, givenVariant) {
    const architecture = given.toLowerCase();
    const variant = givenVariant.toLowerCase();
    switch (architecture) {
        case 'i386':
            return ['386', ''];
        case 'x86_64':
        case 'x86-64':
        case 'amd64':
            return ['amd64', variant === 'v1' ? '' : variant];
        case 'aarch64':
        case 'arm64':
            if (/^(?:8|v8|v8\.0)$/.test(variant))
                return ['arm64', ''];
            return ['arm64', /^(?:9|9\.0|v9\.0)$/.test(variant) ? 'v9' : variant];
        case 'armhf':
            return ['arm', 'v7'];
        case 'armel':
            return ['arm', 'v6'];
        case 'arm':
            if (variant === '')
                return ['arm', 'v7'];
            return ['arm', /^[5-8]$/.test(variant) ? `v${variant}` : variant];
        default:
            return [architecture, variant];
    }
}
const common = words('linux/amd64 linux/arm64 linux/arm/v7 linux/arm/v6 linux/386 linux/ppc64le linux/s390x linux/riscv64');
function suggestion(text) {
    const meant = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .p)(text, common);
    return meant === undefined ? 'use a platform such as `linux/amd64` or `linux/arm64`' : `did you mean \`${meant}\`?`;
}
function words(text) {
    return text.split(' ');
}
function encode(text) {
    return text.replace(/[%+()/]/g, each => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}


/***/ }),

/***/ 8424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A_: () => (/* binding */ isReference),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   GJ: () => (/* binding */ longestPath),
/* harmony export */   GT: () => (/* binding */ componentPattern),
/* harmony export */   HD: () => (/* binding */ shownName),
/* harmony export */   K0: () => (/* binding */ splitRegistry),
/* harmony export */   Vn: () => (/* binding */ noLogin),
/* harmony export */   _t: () => (/* binding */ withDefaultTag),
/* harmony export */   bO: () => (/* binding */ tagPattern),
/* harmony export */   hx: () => (/* binding */ contextKey),
/* harmony export */   sR: () => (/* binding */ registryPattern)
/* harmony export */ });
/* unused harmony export familiarName */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _login_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(78);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7241);



const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])`;
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const registryPattern = new RegExp(`^${host}(?::[0-9]+)?$`);
const componentPattern = new RegExp(`^${component}$`);
const tagPattern = /^\w[\w.-]{0,127}$/;
const longestPath = 255;
function parseReference(text, position) {
    const shown = shownName(text);
    const fail = (code, fact, remedy = 'write `[HOST/]NAME[:TAG]`, for example `ghcr.io/owner/app:1.0`') => new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j(code, `\`${shown}\` is not an image reference: ${fact}`, { position, remedy });
    if (text === '')
        throw fail('BH006', 'it is empty');
    if (shown !== text)
        throw fail('BH006', 'it has a login', noLogin);
    if (/^[a-f0-9]{64}$/.test(text))
        throw fail('BH006', '64 hex digits alone name an image of one machine');
    const { registry, rest } = splitRegistry(text);
    const { path, tag, digest } = splitSuffixes(rest);
    if (path !== path.toLowerCase())
        throw fail('BH002', 'the repository must be lower case', `use \`${text.toLowerCase()}\``);
    if (!registryPattern.test(registry))
        throw fail('BH006', `\`${registry}\` is not a registry host`);
    for (const part of path.split('/')) {
        if (!componentPattern.test(part))
            throw fail('BH006', `path component \`${part}\` breaks the OCI name rule`);
    }
    if (path.length > longestPath)
        throw fail('BH007', `${path.length} characters, limit ${longestPath}`);
    if (tag !== undefined && !tagPattern.test(tag))
        throw fail('BH006', `\`${tag}\` is not a tag`);
    if (digest !== undefined && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest)) {
        const meant = tag === undefined && tagPattern.test(digest)
            ? `use \`${text.replace('@', ':')}\`: a tag follows \`:\``
            : undefined;
        throw fail('BH011', `\`${digest}\` is not a sha256 digest`, meant);
    }
    return {
        registry,
        repository: path,
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
    };
}
const path = `${component}(?:/${component})*`;
const wholePattern = new RegExp(`^(?:${host}(?::[0-9]+)?/)?(?<path>${path})(?::\\w[\\w.-]{0,127})?(?:@(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}))?$`);
function isReference(text) {
    if (/^[a-f0-9]{64}$/.test(text))
        return false;
    const { registry, rest } = splitRegistry(text);
    const found = wholePattern.exec(`${registry}/${rest}`)?.groups?.path;
    return found !== undefined && found.length <= longestPath && !/^[^:]*[A-Z]/.test(rest);
}
function shownName(text) {
    return /^[a-z][a-z0-9+.-]*:\/\/[^@]*@(?!sha\d+:)|^[^@/]*:.*@[^/]*\//is.test(text) ? (0,_login_js__WEBPACK_IMPORTED_MODULE_2__/* .hideLogin */ .O)(text) : text;
}
function formatReference(reference) {
    return `${reference.registry}/${reference.repository}${formatSuffixes(reference)}`;
}
function familiarName(reference) {
    const { registry, repository } = reference;
    if (registry !== defaultRegistry)
        return formatReference(reference);
    const official = /^library\/([^/]+)$/.exec(repository);
    return `${official?.[1] ?? repository}${formatSuffixes(reference)}`;
}
function contextKey(name) {
    try {
        return familiarName(parseReference(name)).replace(/:latest$/, '');
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j)
            return undefined;
        throw error;
    }
}
function withDefaultTag(reference) {
    return reference.tag === undefined && reference.digest === undefined ? { ...reference, tag: 'latest' } : reference;
}
const noLogin = 'Write the name only, and log in with `docker login` before.';
const defaultRegistry = 'docker.io';
function splitRegistry(name) {
    const slash = name.indexOf('/');
    if (slash === -1)
        return { registry: defaultRegistry, rest: `library/${name}` };
    const first = name.slice(0, slash);
    const rest = name.slice(slash + 1);
    const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
    const registry = !isHost || first === 'index.docker.io' ? defaultRegistry : first;
    const path = isHost ? rest : name;
    return { registry, rest: registry === defaultRegistry && !path.includes('/') ? `library/${path}` : path };
}
function splitSuffixes(rest) {
    const at = rest.indexOf('@');
    const digest = at === -1 ? undefined : rest.slice(at + 1);
    const named = at === -1 ? rest : rest.slice(0, at);
    const colon = named.indexOf(':');
    return {
        path: colon === -1 ? named : named.slice(0, colon),
        ...(colon === -1 ? {} : { tag: named.slice(colon + 1) }),
        ...(digest === undefined ? {} : { digest }),
    };
}
function formatSuffixes({ tag, digest }) {
    return `${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}


/***/ }),

/***/ 380:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ distinctFaults)
/* harmony export */ });
function distinctFaults(faults) {
    return [...new Map(faults.map(fault => [JSON.stringify([fault.message, fault.position]), fault])).values()];
}


/***/ }),

/***/ 7487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ listed)
/* harmony export */ });
function listed(names, most = 10) {
    const more = names.length - most;
    return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}


/***/ }),

/***/ 78:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ hideLogin),
/* harmony export */   v: () => (/* binding */ hideLogins)
/* harmony export */ });
function hideLogin(text) {
    return gitAlone.test(text) ? text : text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1***@');
}
function hideLogins(message) {
    return message.replace(/:\/\/(?!git@)[^\s/?#`]*@(?!sha\d+:)/g, '://***@');
}
const gitAlone = /^(?:[a-z][a-z0-9+.-]*:\/\/)?git@[^@]*$/i;


/***/ }),

/***/ 539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ Effort)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

const most = 4 * 1024 * 1024;
const mostSteps = 50_000_000;
class Effort {
    #spent = 0;
    #steps = 0;
    match(steps, position) {
        this.#steps += steps;
        if (this.#steps <= mostSteps)
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH024', 'this base has too many patterns of ${\u2026} to match against long values', {
            position,
            remedy: 'shorten the values, or match each of them once',
        });
    }
    spend(characters, position) {
        this.#spent += characters;
        if (this.#spent <= most)
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH024', `this base has more to record than ${most} characters of variables, ports and repeated files`, {
            position,
            remedy: 'keep long values in files, and COPY a directory once',
        });
    }
}


/***/ }),

/***/ 4496:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ Environment),
/* harmony export */   Q: () => (/* binding */ text)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7241);

class Environment {
    #variables;
    constructor(variables = []) {
        this.#variables = new Map(variables);
    }
    lookup(name) {
        return this.#variables.get(name)?.value;
    }
    variable(name) {
        return this.#variables.get(name);
    }
    set(name, variable) {
        this.#variables.set(name, variable);
    }
    copy() {
        return new Environment(this.#variables);
    }
    entries() {
        return this.#variables.entries();
    }
    recorded() {
        return Object.fromEntries([...this.#variables].map(([name, { value, concealed }]) => [name, text(value, concealed)]));
    }
}
function text(value, concealed) {
    return concealed ? { sha256: (0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestHex */ .sU)((0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(value)) } : value;
}


/***/ }),

/***/ 3159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  V: () => (/* binding */ selectContextFiles),
  w: () => (/* binding */ selectContextTree)
});

// EXTERNAL MODULE: ./lib/context/entry.js
var context_entry = __nccwpck_require__(2111);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/nearest.js
var nearest = __nccwpck_require__(2037);
;// CONCATENATED MODULE: ./lib/context/questions.js
function* askStat(path) {
    return (yield { kind: 'stat', path });
}
function* askList(path, pattern) {
    return (yield { kind: 'list', path, ...(pattern === undefined ? {} : { pattern }) });
}
function* askHash(path, { source, position }) {
    return (yield { kind: 'hash', path, source, position });
}
function* askExplanation(path) {
    return (yield { kind: 'explain', path });
}

;// CONCATENATED MODULE: ./lib/context/follow.js




const linkLimit = 255;
function* followPath(path, position, passed = []) {
    let rest = splitNames((0,context_entry/* rootedPath */.je)(path));
    let current = '';
    let found = { kind: 'root', path: '' };
    let links = 0;
    let leaving;
    for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
        const here = (0,context_entry/* childPath */.cm)(current, name);
        const entry = isContainer(found) ? yield* askStat(here) : undefined;
        if (entry === undefined)
            throw yield* missing(path, [here, ...rest].join('/'), leaving, position);
        if (entry.kind !== 'symlink') {
            current = here;
            found = entry;
            continue;
        }
        links++;
        passed.push(here);
        if (links > linkLimit)
            throw looping(path, position);
        if (leavesRoot(current, entry.target))
            leaving = `${here} -> ${entry.target}`;
        const target = (0,context_entry/* rootedPath */.je)(entry.target.startsWith('/') ? entry.target : `${current}/${entry.target}`);
        rest = [...splitNames(target), ...rest];
        current = '';
        found = { kind: 'root', path: '' };
    }
    return found;
}
function isContainer(found) {
    return found.kind === 'root' || found.kind === 'directory';
}
function splitNames(path) {
    return path === '' ? [] : path.split('/');
}
function leavesRoot(directory, target) {
    if (target.startsWith('/'))
        return true;
    let depth = splitNames(directory).length;
    for (const name of target.split('/')) {
        if (name === '..')
            depth--;
        else if (name !== '' && name !== '.')
            depth++;
        if (depth < 0)
            return true;
    }
    return false;
}
function* missing(source, path, leaving, position) {
    if (leaving !== undefined) {
        return new errors/* BasehitError */.j('BH044', `\`${source}\` leaves the context by the symlink ${leaving}`, {
            position,
            remedy: 'copy the file into the context; BuildKit follows links only inside it',
        });
    }
    const explanation = yield* askExplanation(path);
    if (explanation !== undefined) {
        return new errors/* BasehitError */.j('BH050', `\`${source}\` is hidden by ${describePattern(explanation)}`, {
            position,
            remedy: `add \`!${path}\` below that pattern`,
        });
    }
    const meant = yield* findNearest(path);
    return new errors/* BasehitError */.j('BH034', `\`${source}\` not found in the build context`, {
        position,
        remedy: meant === undefined ? 'paths are relative to the context' : `did you mean \`${meant}\`?`,
    });
}
function describePattern({ text, position }) {
    return `the ignore pattern \`${text}\`${position === undefined ? '' : ` (${position.file}:${position.line})`}`;
}
function* findNearest(path) {
    const names = splitNames(path);
    let directory = '';
    for (const [index, name] of names.entries()) {
        const here = (0,context_entry/* childPath */.cm)(directory, name);
        const siblings = yield* askList(directory);
        const entry = siblings.find(each => each.path === here);
        if (entry === undefined) {
            const paths = siblings.map(each => each.path);
            const meant = (0,nearest/* nearest */.p)(here, paths) ?? paths.find(other => isShortened(name, (0,context_entry/* baseName */.Fl)(other)));
            return meant === undefined ? undefined : [meant, ...names.slice(index + 1)].join('/');
        }
        if (entry.kind !== 'directory')
            return undefined;
        directory = here;
    }
    return undefined;
}
function isShortened(one, other) {
    const [short, long] = one.length < other.length ? [one, other] : [other, one];
    return short.length >= 3 && short.length * 2 >= long.length && long.toLowerCase().startsWith(short.toLowerCase());
}
function looping(path, position) {
    return new errors/* BasehitError */.j('BH043', `\`${path}\` never ends: its symlinks form a loop`, {
        position,
        remedy: 'point the link at a file or a directory',
    });
}

// EXTERNAL MODULE: ./lib/context/wildcard.js
var wildcard = __nccwpck_require__(7393);
;// CONCATENATED MODULE: ./lib/context/expand.js





function* expandSource(path, position) {
    const names = path.split('/');
    const first = names.findIndex(wildcard/* hasWildcard */.rl);
    if (first === -1)
        return { paths: [path] };
    const pattern = names.slice(first).join('/');
    const whole = (0,wildcard/* compileWildcard */.Wo)(pattern);
    if (whole === undefined || (0,wildcard/* compileWildcard */.Wo)(path) === undefined) {
        throw new errors/* BasehitError */.j('BH034', `\`${path}\` is a malformed wildcard`, {
            position,
            remedy: 'close every `[`, and put no lone `\\` at the end',
        });
    }
    const base = yield* followPath(names.slice(0, first).join('/'), position);
    if (base.kind !== 'root' && base.kind !== 'directory')
        return { paths: [], directory: base.path };
    const parts = names.slice(first);
    if (whole.reach === 'across-names' || parts.some(part => (0,wildcard/* compileWildcard */.Wo)(part) === undefined)) {
        return { paths: yield* matchTree(base.path, '', whole.matches), directory: base.path };
    }
    return { paths: yield* matchNames(base.path, parts), directory: base.path };
}
function* matchNames(directory, [part = '', ...rest]) {
    const isLiteral = !/[*?[\\]/.test(part);
    const named = isLiteral ? yield* askStat((0,context_entry/* childPath */.cm)(directory, part)) : undefined;
    const entries = isLiteral ? (named === undefined ? [] : [named]) : yield* askList(directory, part);
    if (rest.length === 0)
        return entries.map(entry => entry.path);
    const paths = [];
    for (const entry of entries) {
        if (entry.kind === 'directory')
            paths.push(...(yield* matchNames(entry.path, rest)));
    }
    return paths;
}
function* matchTree(directory, below, matches) {
    const paths = [];
    for (const entry of yield* askList(directory)) {
        const path = (0,context_entry/* childPath */.cm)(below, entry.path.slice(directory === '' ? 0 : directory.length + 1));
        if (matches(path))
            paths.push(entry.path);
        else if (entry.kind === 'directory')
            paths.push(...(yield* matchTree(entry.path, path, matches)));
    }
    return paths;
}

// EXTERNAL MODULE: ./lib/context/ignore.js + 3 modules
var ignore = __nccwpck_require__(1453);
;// CONCATENATED MODULE: ./lib/context/parents.js



function splitParents(source, position) {
    const pivot = source.indexOf('/./');
    const start = pivot === -1 ? '' : source.slice(0, pivot);
    const rest = pivot === -1 ? source : source.slice(pivot + '/./'.length);
    const pattern = rest.startsWith('/') ? rest.slice(1) : (0,context_entry/* rootedPath */.je)(rest);
    const isPlain = !(0,wildcard/* hasWildcard */.rl)(start) && !(0,wildcard/* hasWildcard */.rl)(rest);
    return {
        start: (0,context_entry/* rootedPath */.je)(start),
        include: compileInclude(pattern, position),
        ...(isPlain ? { required: (0,context_entry/* rootedPath */.je)(`${start}/${pattern}`) } : {}),
    };
}
function compileInclude(pattern, position) {
    const matcher = (0,ignore/* compilePatterns */.x)([{ text: pattern, ...(position ? { position } : {}) }]);
    const names = (0,context_entry/* cleanPath */.ts)(pattern).split('/');
    const parts = names.map(wildcard/* compileWildcard */.Wo);
    const isAnywhere = pattern.startsWith('!') || names.some(name => /\*\*|\[/.test(name)) || parts.includes(undefined);
    return {
        matcher,
        mayContain: directory => {
            if (isAnywhere)
                return true;
            const above = directory.split('/');
            return above.length < names.length && above.every((name, index) => parts[index]?.matches(name) === true);
        },
    };
}

;// CONCATENATED MODULE: ./lib/context/selection.js







function* selectSource(source, options = {}) {
    const { position } = options;
    const walk = {
        exclude: (0,ignore/* compilePatterns */.x)((options.exclude ?? []).map(text => ({ text, ...(position ? { position } : {}) }))),
        source,
        position,
        entries: [],
        sent: [],
    };
    if (options.parents !== 'keep') {
        const { paths, directory } = yield* expandSource((0,context_entry/* rootedPath */.je)(source), position);
        for (const path of paths)
            yield* takeSource(walk, path);
        return { entries: walk.entries, sent: walk.sent, needed: named(directory) };
    }
    const { start, include, required } = splitParents(source, position);
    const { paths, directory } = yield* expandSource(start, position);
    for (const path of paths)
        yield* takeSource({ ...walk, include }, path);
    if (required !== undefined && !walk.entries.some(entry => isRequired(entry, start, required))) {
        throw yield* missing(source, required, undefined, position);
    }
    const isExcluding = walk.exclude.size > 0;
    const sent = isExcluding ? walk.sent : walk.entries.filter(({ depth }) => depth === 'below').map(({ from }) => from);
    return { entries: walk.entries, sent, needed: named(directory ?? walk.sent.at(-1)) };
}
function named(directory) {
    return directory === undefined || directory === '' ? [] : [directory];
}
function* selectTree(path, options = {}) {
    const walk = { exclude: (0,ignore/* compilePatterns */.x)([]), source: path, position: options.position, entries: [], sent: [] };
    yield* takeSource(walk, path);
    return { entries: walk.entries, sent: walk.sent, needed: [] };
}
function* takeSource(walk, path) {
    const found = yield* followPath(path, walk.position, walk.sent);
    walk.sent.push(found.path);
    if (found.kind === 'root' || found.kind === 'directory') {
        if (found.kind === 'directory') {
            walk.entries.push({ kind: 'directory', mode: found.mode, path: '', depth: 'source', from: found.path });
        }
        yield* takeTree(walk, found.path, '', undefined, undefined, []);
        return;
    }
    yield* takeEntry(walk, found, (0,context_entry/* baseName */.Fl)(path), 'source');
}
function* takeTree(walk, directory, landing, included, excluded, waiting) {
    for (const entry of yield* askList(directory)) {
        const path = (0,context_entry/* childPath */.cm)(landing, (0,context_entry/* baseName */.Fl)(entry.path));
        const include = walk.include?.matcher.matchWithParent(path, included);
        const exclude = walk.exclude.matchWithParent(path, excluded);
        const isTaken = include?.matched !== false && !exclude.matched;
        if (isTaken)
            walk.entries.push(...waiting.splice(0));
        if (entry.kind !== 'directory') {
            if (isTaken)
                yield* takeEntry(walk, entry, path, 'below');
            continue;
        }
        const taken = { kind: 'directory', mode: entry.mode, path, depth: 'below', from: entry.path };
        if (isTaken)
            walk.entries.push(taken);
        if (exclude.matched && !walk.exclude.mayReinclude(path))
            continue;
        if (include?.matched === false && walk.include?.mayContain(path) === false)
            continue;
        const above = isTaken ? [] : [...waiting, taken];
        const before = walk.entries.length;
        yield* takeTree(walk, entry.path, path, include?.state, exclude.state, above);
        if (!isTaken && walk.entries.length > before)
            waiting.length = 0;
    }
}
function* takeEntry(walk, entry, path, depth) {
    const landing = { path, depth, from: entry.path };
    if (entry.kind === 'special')
        throw refuseSpecial(entry, walk.position);
    if (entry.kind === 'symlink') {
        walk.entries.push({ kind: 'symlink', target: entry.target, ...landing });
        return;
    }
    const sha256 = yield* askHash(entry.path, walk);
    walk.entries.push({ kind: 'file', mode: entry.mode, size: entry.size, sha256, ...landing });
}
function refuseSpecial(entry, position) {
    if (entry.special === 'undecodable') {
        return new errors/* BasehitError */.j('BH046', `\`${entry.path}\` has a name or link text that is not UTF-8: bytes ${entry.bytes}`, {
            position,
            remedy: 'rename it, or hide it with an ignore pattern',
        });
    }
    const article = entry.special === 'fifo' ? 'a FIFO' : `a ${entry.special}`;
    return new errors/* BasehitError */.j('BH045', `\`${entry.path}\` is ${article}: it has no content to hash`, {
        position,
        remedy: 'remove it from the context, or hide it with an ignore pattern',
    });
}
function isRequired(entry, start, required) {
    return entry.depth === 'below' && (0,context_entry/* childPath */.cm)(start, entry.path).startsWith(required) && required !== '';
}

// EXTERNAL MODULE: ./lib/lower/origins.js
var origins = __nccwpck_require__(9754);
// EXTERNAL MODULE: ./lib/lower/questions.js
var questions = __nccwpck_require__(6404);
// EXTERNAL MODULE: ./lib/lower/transfers.js
var transfers = __nccwpck_require__(8845);
;// CONCATENATED MODULE: ./lib/lower/files.js






function* selectContextFiles(lowering, context, source, options) {
    const selected = yield* (0,questions/* inContext */.V)(context, selectSource(source, options));
    const { entries } = selected;
    (0,transfers/* noteTransfer */.Y)(lowering, context, selected, source, options.position);
    const isRoot = options.parents !== 'keep' && !(0,wildcard/* hasWildcard */.rl)((0,context_entry/* rootedPath */.je)(source));
    const { files, paths } = fileFacts(entries, isRoot && entries.length === 0);
    lowering.facts.fileOrigins.set(files, (0,origins/* originsOf */.T)(context, files, paths));
    return files;
}
function* selectContextTree(lowering, context, path, position) {
    const selected = yield* (0,questions/* inContext */.V)(context, selectTree(path, { position }));
    const { entries } = selected;
    (0,transfers/* noteTransfer */.Y)(lowering, context, selected, path, position);
    const { files: landed, paths } = fileFacts(entries, entries.length === 0);
    const files = landed.map((fact, index) => (index === 0 ? { ...fact, path: '' } : fact));
    lowering.facts.fileOrigins.set(files, (0,origins/* originsOf */.T)(context, files, paths));
    return files;
}
function fileFacts(entries, isEmptyRoot) {
    const files = isEmptyRoot ? [{ ...root }] : [];
    const paths = files.map(() => '');
    let inDirectory = false;
    for (const entry of entries) {
        if (entry.depth === 'below' && !inDirectory) {
            files.push({ ...root });
            paths.push('');
        }
        inDirectory = entry.depth === 'below' || entry.kind === 'directory';
        files.push(fileFact(entry));
        paths.push(entry.from);
    }
    return { files, paths };
}
const root = { path: '', kind: 'directory' };
function fileFact(entry) {
    if (entry.kind === 'symlink')
        return { path: entry.path, kind: 'symlink', link: entry.target };
    if (entry.kind === 'directory')
        return { path: entry.path, kind: 'directory', mode: entry.mode };
    return { path: entry.path, kind: 'file', mode: entry.mode, sha256: entry.sha256 };
}


/***/ }),

/***/ 6165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Nx: () => (/* binding */ startStage),
/* harmony export */   Oh: () => (/* binding */ findNamedContext),
/* harmony export */   P$: () => (/* binding */ fullReference),
/* harmony export */   U1: () => (/* binding */ stageContext),
/* harmony export */   X6: () => (/* binding */ lowerImage),
/* harmony export */   dx: () => (/* binding */ resolveFrom),
/* harmony export */   hD: () => (/* binding */ reservedNames)
/* harmony export */ });
/* harmony import */ var _dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3407);
/* harmony import */ var _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5907);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(452);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8758);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8424);
/* harmony import */ var _globals_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(3665);
/* harmony import */ var _inherited_platform_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(3707);
/* harmony import */ var _missing_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(6293);
/* harmony import */ var _questions_js__WEBPACK_IMPORTED_MODULE_10__ = __nccwpck_require__(6404);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(1639);
/* harmony import */ var _triggers_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(8092);











function resolveFrom(lowering, stage) {
    const { from } = stage;
    const { value: image, missing } = expandGlobal(lowering, from.image, from.position);
    if (image === '')
        throw emptyFrom(lowering, `FROM ${from.image}`, missing, from.position);
    const specifier = expandPlatform(lowering, stage);
    if (specifier === undefined)
        return { image, platform: undefined, missing };
    return { image, platform: (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .readSpecifier */ .RN)(specifier) ?? (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .parsePlatform */ .Y8)(specifier, from.position), missing };
}
function expandPlatform(lowering, { from }) {
    if (from.platform === undefined)
        return undefined;
    const { value, missing } = expandGlobal(lowering, from.platform, from.position);
    if (value === '')
        throw emptyFrom(lowering, `FROM --platform=${from.platform}`, missing, from.position);
    return value;
}
const reservedNames = new Set([undefined, 'scratch', 'context']);
function emptyFrom(lowering, written, missing, position) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BasehitError */ .j('BH027', `${written} is empty${(0,_missing_js__WEBPACK_IMPORTED_MODULE_9__/* .describeMissing */ .UV)(missing)}`, {
        position,
        remedy: (0,_missing_js__WEBPACK_IMPORTED_MODULE_9__/* .missingRemedy */ .bi)(lowering.dockerfile, missing),
    });
}
function expandGlobal(lowering, word, position) {
    const { facts, globals, options } = lowering;
    const environment = {
        lookup(name) {
            const variable = globals.get(name);
            if ((0,_globals_js__WEBPACK_IMPORTED_MODULE_5__/* .isTargetStage */ .wY)(name, variable, options))
                facts.targetStageRead ??= position;
            for (const own of (0,_globals_js__WEBPACK_IMPORTED_MODULE_5__/* .builderVariables */ .B)(name, variable, options))
                facts.builderVariables.add(own);
            return variable?.value;
        },
    };
    const missing = [];
    const onMatch = (steps) => lowering.effort.match(steps, position);
    const onRead = (0,_missing_js__WEBPACK_IMPORTED_MODULE_9__/* .noteMissing */ .r6)(missing);
    const value = (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_1__/* .expandWord */ .V)(word, environment, { escape: lowering.escape, position, onRead, onMatch });
    return { value, missing };
}
function stageContext(lowering, { from: { name } }, platform) {
    return name === undefined || reservedNames.has(name) ? undefined : findNamedContext(lowering, name, platform);
}
function* startStage(lowering, stage, lowerStage) {
    const { position, name } = stage.from;
    const from = resolveFrom(lowering, stage);
    if (from.platform !== undefined)
        (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .parsePlatform */ .Y8)(expandPlatform(lowering, stage) ?? '', position);
    const platform = from.platform ?? lowering.options.platform;
    const replacement = stageContext(lowering, stage, platform);
    if (name !== undefined && replacement !== undefined) {
        const state = yield* startNamedContext(lowering, name, replacement, platform, position);
        return { state, triggers: [], replaced: true };
    }
    const parent = (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .findParentStage */ .iI)(lowering.dockerfile, stage, from.image);
    if (parent !== undefined) {
        const state = (0,_stage_js__WEBPACK_IMPORTED_MODULE_7__/* .startFromStage */ .rc)(yield* lowerStage(parent));
        return { state, triggers: (0,_triggers_js__WEBPACK_IMPORTED_MODULE_8__/* .stageTriggers */ .q)(lowering, parent, position), replaced: false };
    }
    if (from.image === 'scratch') {
        const state = (0,_stage_js__WEBPACK_IMPORTED_MODULE_7__/* .startFromImage */ .cj)(null, _stage_js__WEBPACK_IMPORTED_MODULE_7__/* .emptyConfig */ .i4, lowering.options.platform, position, lowering.effort);
        return { state, triggers: [], replaced: false };
    }
    const state = beginWithImage(lowering, yield* lowerImage(lowering, from.image, platform, position), platform, position);
    const triggers = (0,_triggers_js__WEBPACK_IMPORTED_MODULE_8__/* .imageTriggers */ .H)(lowering, from.image, state.config.onbuild, position);
    state.config.onbuild = [];
    return { state, triggers, replaced: false };
}
function findNamedContext({ options }, name, platform) {
    const key = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .contextKey */ .hx)(name);
    if (key === undefined)
        return undefined;
    const { namedContexts } = options;
    return namedContexts.get(`${key}::${(0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatformAll */ .O0)((0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .normalizePlatform */ .FL)(platform))}`) ?? namedContexts.get(key);
}
function* startNamedContext(lowering, name, context, platform, position) {
    if (context.kind !== 'image') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BasehitError */ .j('BH037', `the build context ${name} cannot stand for a stage here: only docker-image:// is known`, {
            position,
            remedy: 'use docker-image://REFERENCE, or keep the stage',
        });
    }
    const image = yield* lowerReference(lowering, context.reference, platform, position);
    return beginWithImage(lowering, { ...image, config: { ...image.config, OnBuild: [] } }, platform, position);
}
function beginWithImage(lowering, { root, config, author, inherited }, platform, position) {
    const state = (0,_stage_js__WEBPACK_IMPORTED_MODULE_7__/* .startFromImage */ .cj)(root, config, platform, position, lowering.effort, author);
    if (inherited !== undefined)
        state.config.inherited = { ...inherited, position };
    return state;
}
function* lowerImage(lowering, image, platform, position) {
    const reference = imageReference(lowering, image, platform, position);
    const layerless = reference === image ? 'scratch' : 'image';
    return yield* lowerReference(lowering, reference, platform, position, layerless);
}
function* lowerReference(lowering, image, platform, position, layerless = 'image') {
    if (image === 'scratch')
        return { root: null, config: _stage_js__WEBPACK_IMPORTED_MODULE_7__/* .emptyConfig */ .i4 };
    const reference = fullReference(image, position);
    const at = (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPlatform */ .Bq)((0,_image_platform_js__WEBPACK_IMPORTED_MODULE_3__/* .normalizePlatform */ .FL)(platform));
    const found = yield* (0,_questions_js__WEBPACK_IMPORTED_MODULE_10__/* .askImage */ .d)(reference, at, position);
    const { upstreams } = lowering.facts;
    const key = `${reference} ${at}`;
    if (!upstreams.has(key))
        upstreams.set(key, { reference, platform: at, digest: found.digest, position });
    const { config = {}, author, rootfs } = found.config;
    const inherited = (0,_inherited_platform_js__WEBPACK_IMPORTED_MODULE_6__/* .inheritedPlatform */ .k)(lowering.options.platform, found.config);
    if (layerless === 'scratch' && rootfs.diff_ids.length === 0) {
        return { root: null, config, author, inherited: { ...inherited, isRecorded: true } };
    }
    const name = lowering.options.upstream === 'follow' ? found.digest : reference;
    const root = lowering.list.add({ op: 'image', image: name, platform: at }, position);
    return { root, config, author, inherited };
}
function imageReference(lowering, image, platform, position) {
    const context = findNamedContext(lowering, image, platform);
    if (context?.kind === 'image')
        return context.reference;
    if (context !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BasehitError */ .j('BH037', `the build context ${image} cannot stand for an image here: only docker-image:// is known`, {
            position,
            remedy: 'use docker-image://REFERENCE',
        });
    }
    return image;
}
function fullReference(image, position) {
    return (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .formatReference */ .FH)((0,_image_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .withDefaultTag */ ._t)((0,_image_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .parseReference */ .F2)(image, position)));
}


/***/ }),

/***/ 3265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ refuseForeignFrontend)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8424);


const official = new Set(['docker/dockerfile', 'docker/dockerfile-upstream']);
const builtIn = 'dockerfile.v0';
function refuseForeignFrontend({ directives }, options) {
    const given = options.buildArgs.get('BUILDKIT_SYNTAX');
    const image = given === undefined ? directives.syntax?.image : given.trim().split(' ', 1)[0];
    if (image === undefined)
        return;
    const position = given === undefined ? directives.syntax?.position : undefined;
    if (!isOfficial(image))
        throw foreign(image, position, given === undefined ? '# syntax=' : 'BUILDKIT_SYNTAX');
    const key = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .contextKey */ .hx)(image) ?? image;
    if ([...options.namedContexts.keys()].some(name => name === key || name.startsWith(`${key}::`))) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH030', `the build context ${key} takes the place of the frontend ${image}`, {
            position,
            remedy: 'remove it from build-contexts',
        });
    }
}
function isOfficial(image) {
    if (image === builtIn)
        return true;
    try {
        const { registry, repository } = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(image);
        return registry === 'docker.io' && official.has(repository);
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j)
            return false;
        throw error;
    }
}
function foreign(image, position, where) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH030', `${where} names the frontend ${image || '(empty)'}, whose language is not known here`, {
        position,
        remedy: 'use docker/dockerfile:1, or none',
    });
}


/***/ }),

/***/ 3665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ builderVariables),
/* harmony export */   OT: () => (/* binding */ evaluateGlobals),
/* harmony export */   lm: () => (/* binding */ buildPlatformArgs),
/* harmony export */   wY: () => (/* binding */ isTargetStage)
/* harmony export */ });
/* harmony import */ var _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5907);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8758);
/* harmony import */ var _effort_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(539);



function evaluateGlobals(dockerfile, options) {
    const globals = new Map();
    const effort = new _effort_js__WEBPACK_IMPORTED_MODULE_2__/* .Effort */ .P();
    for (const [name, value] of platformArgs(options)) {
        globals.set(name, { value: options.buildArgs.get(name) ?? value, origin: 'platform' });
    }
    const { escape: escapeCharacter } = dockerfile.directives;
    for (const { args, position } of dockerfile.globalArgs) {
        for (const { name, value } of args) {
            const given = options.buildArgs.get(name);
            if (given !== undefined)
                globals.set(name, { value: given, origin: 'arg', position });
            else if (value !== undefined) {
                let readsTargetStage = false;
                const fromBuilder = [];
                const lookup = (key) => {
                    readsTargetStage ||= isTargetStage(key, globals.get(key), options);
                    fromBuilder.push(...builderVariables(key, globals.get(key), options));
                    return globals.get(key)?.value;
                };
                const onMatch = (steps) => effort.match(steps, position);
                const how = { escape: escapeCharacter, position, owner: `ARG ${name}`, onMatch };
                const expanded = (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .expandWord */ .V)(value, { lookup }, how);
                globals.set(name, { value: expanded, origin: 'arg', readsTargetStage, fromBuilder, position });
            }
        }
    }
    return globals;
}
function isTargetStage(name, variable, options) {
    if (variable?.readsTargetStage)
        return true;
    return name === 'TARGETSTAGE' && variable?.origin === 'platform' && !options.buildArgs.has(name);
}
function builderVariables(name, variable, options) {
    const isOwn = variable?.origin === 'platform' && name.startsWith('BUILD') && !options.buildArgs.has(name);
    return isOwn ? [name] : (variable?.fromBuilder ?? []);
}
function buildPlatformArgs(platform) {
    return [['BUILDPLATFORM', (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(platform)], ...parts('BUILD', platform)];
}
function platformArgs(options) {
    const { buildPlatform, platform, targetStage } = options;
    return [
        ...buildPlatformArgs(buildPlatform),
        ['TARGETPLATFORM', (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatformAll */ .O0)(platform)],
        ...parts('TARGET', platform),
        ['TARGETSTAGE', targetStage],
    ];
}
function parts(prefix, platform) {
    return [
        [`${prefix}OS`, platform.os],
        [`${prefix}OSVERSION`, platform.osVersion ?? ''],
        [`${prefix}ARCH`, platform.architecture],
        [`${prefix}VARIANT`, platform.variant ?? ''],
    ];
}


/***/ }),

/***/ 3707:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ refuseInheritedVariant),
/* harmony export */   k: () => (/* binding */ inheritedPlatform)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _image_config_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4887);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8758);



function inheritedPlatform(platform, config) {
    const target = (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .normalizePlatform */ .FL)(platform);
    const { variant, osVersion, osFeatures } = (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .normalizePlatform */ .FL)((0,_image_config_js__WEBPACK_IMPORTED_MODULE_1__/* .configPlatform */ .K)(config));
    const isSame = config.os === target.os && config.architecture === target.architecture;
    return {
        variant: isSame && target.variant === undefined ? variant : undefined,
        osVersion: isSame ? osVersion : undefined,
        osFeatures,
    };
}
function refuseInheritedVariant(platform, inherited) {
    if (inherited?.variant === undefined)
        return;
    const [said, asked] = [(0,_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .Bq)({ ...platform, variant: inherited.variant }), (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPlatform */ .Bq)(platform)];
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH092', `the config of this image says ${said}, and the base is for ${asked}`, {
        position: inherited.position,
        remedy: `build for ${said}, or use another image`,
    });
}


/***/ }),

/***/ 300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  h: () => (/* binding */ beginLowering),
  X: () => (/* binding */ lowerTarget)
});

// EXTERNAL MODULE: ./lib/context/entry.js
var entry = __nccwpck_require__(2111);
// EXTERNAL MODULE: ./lib/image/platform.js
var platform = __nccwpck_require__(8758);
// EXTERNAL MODULE: ./lib/dockerfile/stages.js
var stages = __nccwpck_require__(3407);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __nccwpck_require__(8424);
// EXTERNAL MODULE: ./lib/lower/from.js
var lower_from = __nccwpck_require__(6165);
// EXTERNAL MODULE: ./lib/lower/missing.js
var lower_missing = __nccwpck_require__(6293);
;// CONCATENATED MODULE: ./lib/lower/check-stages.js





function checkStages(lowering) {
    const { dockerfile, facts, options } = lowering;
    for (const stage of dockerfile.stages) {
        (0,lower_from/* resolveFrom */.dx)(lowering, stage);
        refuseStageName(stage);
    }
    const target = (0,stages/* targetStage */.Ae)(dockerfile, options.target);
    (0,stages/* checkStageGraph */.Dr)(dockerfile);
    refuseInvalidReferences(lowering);
    facts.targetStageRead = undefined;
    facts.builderVariables.clear();
    return target;
}
function refuseStageName({ from: { name, position } }) {
    if (name === undefined || lower_from/* reservedNames */.hD.has(name) || (0,reference/* isReference */.A_)(name))
        return;
    throw new errors/* BasehitError */.j('BH006', `the stage name \`${name}\` is not an image reference, as BuildKit needs it to be`, {
        position,
        remedy: 'name the stage with letters and digits, and `.`, `_` or `-` only between them',
    });
}
function refuseInvalidReferences(lowering) {
    const { dockerfile } = lowering;
    for (const stage of dockerfile.stages) {
        const from = (0,lower_from/* resolveFrom */.dx)(lowering, stage);
        if ((0,stages/* findParentStage */.iI)(dockerfile, stage, from.image) !== undefined)
            continue;
        refuseInvalidFrom(dockerfile, stage, from);
    }
    for (const { name, position } of (0,stages/* imageSources */.cd)(dockerfile))
        if (!(0,reference/* isReference */.A_)(name))
            (0,reference/* parseReference */.F2)(name, position);
}
function refuseInvalidFrom(dockerfile, { from: { image: written, position } }, from) {
    const { image, missing } = from;
    try {
        if (!(0,reference/* isReference */.A_)(image))
            (0,reference/* parseReference */.F2)(image, position);
    }
    catch (cause) {
        if (!(cause instanceof errors/* BasehitError */.j) || missing.length === 0)
            throw cause;
        const fact = `FROM ${written} is \`${image}\`, which is no image reference${(0,lower_missing/* describeMissing */.UV)(missing)}`;
        throw new errors/* BasehitError */.j(cause.code, fact, { position, remedy: (0,lower_missing/* missingRemedy */.bi)(dockerfile, missing), cause });
    }
}

// EXTERNAL MODULE: ./lib/canonical.js
var canonical = __nccwpck_require__(9333);
// EXTERNAL MODULE: ./lib/lower/environment.js
var environment = __nccwpck_require__(4496);
;// CONCATENATED MODULE: ./lib/lower/config.js


function recordConfig(config) {
    const { osVersion, osFeatures } = config.inherited?.isRecorded === true ? config.inherited : {};
    const env = Object.fromEntries([...config.env].map(([name, { value, concealed }]) => [name, (0,environment/* text */.Q)(value, concealed)]));
    return {
        env,
        ...(config.user ? { user: config.user } : {}),
        ...(config.workdir ? { workdir: config.workdir } : {}),
        ...(config.shell.length > 0 ? { shell: config.shell } : {}),
        ...(config.entrypoint ? { entrypoint: config.entrypoint } : {}),
        ...(config.cmd ? { cmd: config.cmd } : {}),
        ...(config.labels.size > 0 ? { labels: Object.fromEntries(config.labels) } : {}),
        ...(config.ports.size > 0 ? { ports: [...config.ports].sort(canonical/* compareCodePoints */.OP) } : {}),
        ...(config.volumes.size > 0 ? { volumes: [...config.volumes].sort(canonical/* compareCodePoints */.OP) } : {}),
        ...(config.stopSignal ? { stopSignal: config.stopSignal } : {}),
        ...(config.onbuild.length > 0 ? { onbuild: config.onbuild } : {}),
        ...(config.healthcheck ? { healthcheck: config.healthcheck } : {}),
        ...(config.author ? { author: config.author } : {}),
        ...(config.argsEscaped ? { argsEscaped: true } : {}),
        ...(osVersion ? { osVersion } : {}),
        ...(osFeatures ? { osFeatures } : {}),
    };
}

// EXTERNAL MODULE: ./lib/lower/files.js + 5 modules
var lower_files = __nccwpck_require__(3159);
// EXTERNAL MODULE: ./lib/attributes.js
var attributes = __nccwpck_require__(2114);
;// CONCATENATED MODULE: ./lib/lower/remote.js


function remoteFile(source, checksum, position) {
    const { value, concealed } = source;
    if (!/^https?:\/\//.test(value)) {
        if (checksum === undefined)
            return undefined;
        throw new errors/* BasehitError */.j('BH035', `--checksum=${checksum} is for a URL, and ${value} is a path`, {
            position,
            remedy: 'remove --checksum: files of the context are hashed anyway',
        });
    }
    if (checksum === undefined) {
        const fact = `ADD ${shownUrl(source)}: remote content without a checksum is not known beforehand`;
        throw new errors/* BasehitError */.j('BH032', fact, { position, remedy: 'add --checksum=sha256:\u2026 to ADD' });
    }
    if (!digest.test(checksum)) {
        throw new errors/* BasehitError */.j('BH035', `--checksum=${checksum} is not a digest`, {
            position,
            remedy: 'write sha256:<64 hex digits>, in lower case',
        });
    }
    const url = (0,environment/* text */.Q)(withoutLogin(value), concealed);
    return { op: 'http', url, filename: remoteName(source, position), checksum };
}
const digest = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;
function shownUrl({ written, value, concealed }) {
    return withoutLogin(concealed ? written : value);
}
function withoutLogin(url) {
    return url.replace(/^([^/?#]*:\/\/)[^/?#]*@/, '$1');
}
function remoteName(url, position) {
    const path = (URL.canParse(url.value) ? decoded(url, position) : '').replace(/\/+$/, '');
    const name = path.slice(path.lastIndexOf('/') + 1);
    return name === '' || name === '.' ? '__unnamed__' : name;
}
function decoded(url, position) {
    try {
        return decodeURIComponent(new URL(url.value).pathname);
    }
    catch (cause) {
        throw new errors/* BasehitError */.j('BH035', `ADD ${shownUrl(url)}: the path of the URL is not UTF-8`, {
            position,
            remedy: 'encode its bytes as %XX of UTF-8',
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./lib/lower/git.js





function isRemoteGit(source) {
    return splitAddress(source) !== undefined;
}
function splitAddress(source) {
    const url = /^(https?|ssh|git):\/\/(?:[^/?#]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(source);
    if (url !== null) {
        const [, scheme = '', host = '', written = '', query = '', fragment = ''] = url;
        const path = git_decoded(written) ?? written;
        if (/^http/i.test(scheme) && !path.endsWith('.git'))
            return undefined;
        return { host, path, query, fragment: git_decoded(fragment) ?? fragment };
    }
    const scp = /^[a-zA-Z0-9_-]+@([a-zA-Z0-9.-]+):([^\n]*?)(?:\?([^\n]*?))?(?:#([^\n]*))?$/.exec(source);
    if (scp === null)
        return undefined;
    const [, host = '', path = '', query = '', fragment = ''] = scp;
    return { host, path, query, fragment };
}
function git_decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}
function remoteGit(source, flags, position) {
    const parts = splitAddress(source.value);
    if (parts === undefined)
        return undefined;
    const shown = `ADD ${shownUrl(source)}`;
    const refuse = (fact) => new errors/* BasehitError */.j('BH035', `${shown}: ${fact}`, {
        position,
        remedy: 'write ADD https://HOST/PATH.git#<commit>:<directory>',
    });
    const address = readAddress(parts, refuse);
    const fromQuery = address.query.get('checksum') ?? address.query.get('commit') ?? undefined;
    const checksum = agreed('--checksum', flags.checksum, fromQuery, refuse) ?? '';
    const kept = agreed('--keep-git-dir', flags.keepGitDir, flag(address.query, 'keep-git-dir', refuse), refuse) === true;
    const withSubmodules = flag(address.query, 'submodules', refuse) !== false;
    flag(address.query, 'fetch-by-commit', refuse);
    const commit = commitOf(address.ref, checksum, kept, refuse);
    if (commit === undefined)
        throw moves(shown, kept, position);
    return {
        op: 'git',
        remote: (0,environment/* text */.Q)(address.remote, source.concealed),
        commit,
        ...(address.subdir && { subdir: (0,environment/* text */.Q)(address.subdir, source.concealed) }),
        ...(kept && { gitDir: true }),
        ...(!withSubmodules && { submodules: false }),
        ...(address.query.get('mtime') === 'commit' && { mtime: 'commit' }),
    };
}
const isCommit = (text) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
function commitOf(ref, checksum, kept, refuse) {
    if (checksum !== '' && !/^[a-fA-F0-9]+$/.test(checksum))
        throw refuse(`checksum ${checksum} is not a commit`);
    if (isCommit(ref)) {
        if (ref.startsWith(checksum))
            return ref;
        throw refuse(`checksum ${checksum} is not of commit ${ref}`);
    }
    return isCommit(checksum) && !kept ? checksum : undefined;
}
function moves(shown, kept, position) {
    const fact = kept
        ? 'with --keep-git-dir a branch or tag is part of the result, and it moves'
        : 'a branch or tag of a Git repository moves, so what it holds is not known beforehand';
    return new errors/* BasehitError */.j('BH032', `${shown}: ${fact}`, {
        position,
        remedy: `name the commit in full: #<40 hex digits>${kept ? '' : ', or --checksum=<40 hex digits> beside the branch'}`,
    });
}
const known = [
    'ref',
    'tag',
    'branch',
    'subdir',
    'checksum',
    'commit',
    'keep-git-dir',
    'submodules',
    'mtime',
    'fetch-by-commit',
];
const mayBeEmpty = ['submodules', 'keep-git-dir', 'fetch-by-commit'];
function readAddress(parts, refuse) {
    const query = new URLSearchParams(parts.query);
    for (const key of new Set(query.keys())) {
        if (!known.includes(key))
            throw refuse(`\`${key}\` is no parameter of a Git address`);
        if (query.getAll(key).length > 1)
            throw refuse(`\`${key}\` is given twice`);
        if (query.get(key) === '' && !mayBeEmpty.includes(key))
            throw refuse(`\`${key}\` has no value`);
    }
    if (query.has('checksum') && query.has('commit'))
        throw refuse('`checksum` and `commit` are the same parameter');
    if (query.has('tag') && query.has('branch'))
        throw refuse('`tag` and `branch` exclude each other');
    const mtime = query.get('mtime') ?? 'checkout';
    if (mtime !== 'checkout' && mtime !== 'commit')
        throw refuse(`mtime is \`checkout\` or \`commit\`, not \`${mtime}\``);
    const [ref = '', ...directory] = parts.fragment.split(':');
    const subdirs = [(0,entry/* rootedPath */.je)(directory.join(':')), query.get('subdir') ?? ''];
    const refs = [ref, query.get('ref') ?? '', named(query, 'tag', 'refs/tags/'), named(query, 'branch', 'refs/heads/')];
    return {
        remote: `${parts.host.toLowerCase()}${(0,entry/* cleanPath */.ts)(`/${parts.path}`)}`,
        ref: onlyOne('ref', refs, refuse),
        subdir: (0,entry/* rootedPath */.je)(onlyOne('subdir', subdirs, refuse)),
        query,
    };
}
function named(query, key, prefix) {
    const value = query.get(key);
    return value === null || value.startsWith(prefix) ? (value ?? '') : `${prefix}${value}`;
}
function onlyOne(what, values, refuse) {
    const given = [...new Set(values.filter(value => value !== ''))];
    if (given.length > 1)
        throw refuse(`${what} is both \`${given[0]}\` and \`${given[1]}\``);
    return given[0] ?? '';
}
function agreed(flag, one, other, refuse) {
    if (one !== undefined && other !== undefined && one !== other)
        throw refuse(`${flag}=${one}, and the address says ${other}`);
    return other ?? one;
}
function flag(query, key, refuse) {
    const value = query.get(key);
    if (value === null)
        return undefined;
    const parsed = value === '' || (0,attributes/* parseBool */.q)(value);
    if (parsed !== undefined)
        return parsed;
    throw refuse(`${key} is true or false, not \`${value}\``);
}

// EXTERNAL MODULE: ./lib/lower/not-found.js
var not_found = __nccwpck_require__(4249);
// EXTERNAL MODULE: ./lib/lower/paths.js
var paths = __nccwpck_require__(7109);
// EXTERNAL MODULE: ./lib/lower/run-mounts.js
var run_mounts = __nccwpck_require__(8043);
// EXTERNAL MODULE: ./lib/lower/stage.js
var lower_stage = __nccwpck_require__(1639);
;// CONCATENATED MODULE: ./lib/lower/copy.js










function* lowerCopy(lowering, stage, state, instruction, lowerOther) {
    const { position, from, excludes } = instruction;
    const parents = instruction.parents ? 'keep' : 'drop';
    const sources = [];
    const other = from === undefined ? undefined : (0,stages/* findCopyStage */.Lg)(lowering.dockerfile, stage, from, position);
    const directory = from === undefined ? '' : other === undefined ? (0,run_mounts/* localContext */.NV)(lowering, from) : undefined;
    for (const written of instruction.sources) {
        const expanded = (0,lower_stage/* expandIn */.WP)(state, written, position, lowering.escape);
        refuseRemote(expanded, position);
        const source = expanded.value;
        if (directory !== undefined) {
            const selection = (0,lower_files/* selectContextFiles */.V)(lowering, directory, source, { exclude: excludes, parents, position });
            const files = yield* (0,not_found/* describeNotFound */.f)(lowering.options, directory, expanded.missing, selection);
            spendOnFiles(state, files, sources.push({ kind: 'files', files }), position);
        }
        else {
            const taken = yield* (0,run_mounts/* sourceFrom */.YX)(lowering, other, from ?? '', source, position, lowerOther);
            sources.push({ ...taken, ...(parents === 'keep' ? { parents: source } : {}) });
        }
    }
    addCopy(lowering, state, instruction, [...sources, ...inlineSources(state, instruction.inline, position)]);
}
function* lowerAdd(lowering, state, instruction) {
    const { position, excludes } = instruction;
    const sources = [];
    const checksum = expandedChecksum(lowering, state, instruction);
    for (const written of instruction.sources) {
        const source = (0,lower_stage/* expandIn */.WP)(state, written, position, lowering.escape);
        const remote = remoteSource(lowering, source, checksum, instruction);
        if (remote !== undefined) {
            sources.push(remote);
        }
        else {
            const taken = { exclude: excludes, parents: 'drop', position };
            const selection = (0,lower_files/* selectContextFiles */.V)(lowering, '', source.value, taken);
            const files = yield* (0,not_found/* describeNotFound */.f)(lowering.options, '', source.missing, selection);
            const unpack = instruction.unpack === false ? {} : { unpack: true };
            spendOnFiles(state, files, sources.push({ kind: 'files', files, ...unpack }), position);
        }
    }
    addCopy(lowering, state, instruction, [...sources, ...inlineSources(state, instruction.inline, position)]);
}
function spendOnFiles(state, files, count, position) {
    if (count > 16)
        state.effort.spend(files.length * 128, position);
}
function remoteSource(lowering, source, checksum, { position, keepGitDir, unpack }) {
    const git = remoteGit(source, { checksum, keepGitDir }, position);
    if (git !== undefined)
        return { kind: 'operation', input: lowering.list.add(git, position), path: '/' };
    const file = remoteFile(source, checksum, position);
    if (file === undefined)
        return undefined;
    return {
        kind: 'operation',
        input: lowering.list.add(file, position),
        path: `/${file.filename}`,
        ...(unpack === true && { unpack: true }),
    };
}
function expandedChecksum(lowering, state, instruction) {
    const { checksum: written, position, sources } = instruction;
    const checksum = written === undefined ? '' : (0,lower_stage/* expandIn */.WP)(state, written, position, lowering.escape).value;
    if (checksum === '')
        return undefined;
    if (sources.length === 1)
        return checksum;
    throw new errors/* BasehitError */.j('BH035', `--checksum=${checksum} is for one source, not ${sources.length}`, {
        position,
        remedy: 'write one ADD for each URL',
    });
}
function addCopy(lowering, state, instruction, from) {
    const { position, chown, chmod, excludes } = instruction;
    const expand = (word) => (0,lower_stage/* expandIn */.WP)(state, word, position, lowering.escape).value;
    const owner = chown === undefined ? '' : expand(chown);
    const mode = chmod === undefined ? '' : copyMode(expand(chmod), position);
    const operation = {
        op: 'copy',
        input: state.root,
        from: from.map(source => source.kind === 'files' || excludes.length === 0 ? source : { ...source, exclude: excludes }),
        destination: (0,paths/* destinationPath */.g)(state.cwd, expand(instruction.destination)),
        ...(owner ? { owner } : {}),
        ...(mode ? { mode } : {}),
        ...(instruction.link && !mode && state.root !== null ? { link: true } : {}),
    };
    state.root = lowering.list.add(operation, position);
}
const symbolicMode = /^[augo]*(?:[-+=][rstwXxugo]*)+(?:,[augo]*(?:[-+=][rstwXxugo]*)+)*$/;
const readsGroup = /[-+=][rstwXxuo]*g/;
function copyMode(mode, position) {
    if (readsGroup.test(mode) && symbolicMode.test(mode)) {
        throw new errors/* BasehitError */.j('BH036', `--chmod=${mode} copies what the group may do, and no base is told 0644 from 0664`, {
            position,
            remedy: 'write an octal mode, or one that copies nothing from g',
        });
    }
    if (symbolicMode.test(mode))
        return mode;
    const bits = /^[0-7]+$/.test(mode) ? Number.parseInt(mode, 8) : Number.NaN;
    if (bits <= 0o7777)
        return bits.toString(8).padStart(4, '0');
    throw new errors/* BasehitError */.j('BH035', `--chmod=${mode} is not a file mode`, {
        position,
        remedy: 'write an octal mode between 0 and 07777, or a symbolic one such as u=rwX,go=rX',
    });
}
function inlineSources(state, inline, position) {
    return inline.map(({ name, content, expand }) => {
        if (!expand)
            return { kind: 'text', name, text: content };
        const body = (0,lower_stage/* expandIn */.WP)(state, content, position, '\\', { skipQuotes: true });
        return { kind: 'text', name, text: (0,environment/* text */.Q)(body.value, body.concealed) };
    });
}
function refuseRemote(source, position) {
    if (/^https?:\/\//.test(source.value) || isRemoteGit(source.value)) {
        const fact = `COPY cannot take ${shownUrl(source)}: it is not a path`;
        throw new errors/* BasehitError */.j('BH035', fact, { position, remedy: 'use ADD' });
    }
}

// EXTERNAL MODULE: ./lib/lower/effort.js
var effort = __nccwpck_require__(539);
;// CONCATENATED MODULE: ./lib/lower/epoch.js

const epoch_name = 'SOURCE_DATE_EPOCH';
const first = -62_167_219_200;
const last = 253_402_300_799;
function readSourceDateEpoch(options, globals) {
    const text = options.buildArgs.get(epoch_name) ?? globals.get(epoch_name)?.value ?? '';
    if (text === '')
        return undefined;
    const position = options.buildArgs.has(epoch_name) ? undefined : globals.get(epoch_name)?.position;
    const remedy = 'give seconds since 1970, for example $(git log -1 --format=%ct)';
    if (!/^[+-]?[0-9]+$/.test(text)) {
        throw new errors/* BasehitError */.j('BH072', `${epoch_name}=${text} is not a number of seconds`, { position, remedy });
    }
    const seconds = Number(text) + 0;
    if (seconds >= first && seconds <= last)
        return seconds;
    throw new errors/* BasehitError */.j('BH072', `${epoch_name}=${text} is not in the years 0 to 9999`, { position, remedy });
}
function settleSourceDateEpoch(options, globals, epoch) {
    const isGiven = options.buildArgs.has(epoch_name);
    const global = globals.get(epoch_name);
    if (!isGiven && (global === undefined || epoch === undefined))
        return { options, globals };
    const buildArgs = new Map(options.buildArgs);
    const settled = new Map(globals);
    if (epoch === undefined) {
        buildArgs.delete(epoch_name);
        settled.delete(epoch_name);
    }
    else {
        if (isGiven)
            buildArgs.set(epoch_name, String(epoch));
        if (global !== undefined)
            settled.set(epoch_name, { ...global, value: String(epoch) });
    }
    return { options: { ...options, buildArgs }, globals: settled };
}

// EXTERNAL MODULE: ./lib/lower/frontend.js
var frontend = __nccwpck_require__(3265);
// EXTERNAL MODULE: ./lib/lower/globals.js
var lower_globals = __nccwpck_require__(3665);
// EXTERNAL MODULE: ./lib/lower/inherited-platform.js
var inherited_platform = __nccwpck_require__(3707);
// EXTERNAL MODULE: ./lib/dockerfile/words.js + 4 modules
var words = __nccwpck_require__(5907);
;// CONCATENATED MODULE: ./lib/lower/ports.js


function exposedPorts(ports, position) {
    return ports.specs.flatMap(spec => expandPort(spec, ports, position));
}
function expandPort(spec, { written, missing }, position) {
    const container = spec.slice(spec.lastIndexOf(':') + 1);
    const slash = container.indexOf('/');
    const [range, protocol] = slash < 0 ? [container, 'tcp'] : [container.slice(0, slash), container.slice(slash + 1) || 'tcp'];
    const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range);
    const start = Number(match?.[1]);
    const end = Number(match?.[2] ?? match?.[1]);
    if (match === null || start > end || end > 65535 || !/^(tcp|udp|sctp)$/i.test(protocol)) {
        const what = spec === written ? 'is' : `is ${spec}, which is`;
        throw new errors/* BasehitError */.j('BH035', `EXPOSE ${written} ${what} not a port${(0,lower_missing/* describeMissing */.UV)(missing)}`, {
            position,
            remedy: 'write port, port/udp or start-end',
        });
    }
    return Array.from({ length: end - start + 1 }, (_, i) => `${start + i}/${protocol.toLowerCase()}`);
}

;// CONCATENATED MODULE: ./lib/lower/secrets.js
const credentialName = /(^|_)(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|CREDENTIALS?|AUTH)(_|$)/i;
const publicName = /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|REACT_APP|VITE|GATSBY)_|_(?:URL|URI|HOST|DOMAIN|ENDPOINT|ISSUER|REALM|FILE|PATH|DIR|NAME|USER|TYPE)$/i;
function looksLikeCredential(name) {
    return credentialName.test(name) && !publicName.test(name);
}

;// CONCATENATED MODULE: ./lib/lower/signals.js
const names = new Set([
    ...['ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL'],
    ...['PROF', 'PWR', 'QUIT', 'SEGV', 'STKFLT', 'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1'],
    ...['USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ', 'RTMIN', 'RTMAX'],
    ...Array.from({ length: 15 }, (_, index) => `RTMIN+${index + 1}`),
    ...Array.from({ length: 14 }, (_, index) => `RTMAX-${index + 1}`),
]);
function isSignal(text) {
    if (!/^[+-]?[0-9]+$/.test(text))
        return names.has(text.toUpperCase().replace(/^SIG/, ''));
    const number = text.length < 100 ? BigInt(text.replace('+', '')) : 0n;
    return number !== 0n && BigInt.asIntN(64, number) === number;
}

;// CONCATENATED MODULE: ./lib/lower/metadata.js









const attestationArgs = new Set(['BUILDKIT_SBOM_SCAN_CONTEXT', 'BUILDKIT_SBOM_SCAN_STAGE']);
function lowerArg(lowering, state, instruction) {
    for (const { name, value: written } of instruction.args) {
        const given = lowering.options.buildArgs.get(name);
        if (given !== undefined && looksLikeCredential(name)) {
            throw new errors/* BasehitError */.j('BH063', `the build arg ${name} looks like a credential; its value would be in the image's history`, {
                position: instruction.position,
                remedy: `pass it as a secret: RUN --mount=type=secret,id=${name.toLowerCase()} and secrets: ${name.toLowerCase()}=\u2026`,
            });
        }
        const { position } = instruction;
        if (given !== undefined && name === 'BUILDKIT_MULTI_PLATFORM')
            throw noIndex(position);
        const global = lowering.globals.get(name);
        noticeTargetStage(lowering, name, written !== undefined, position);
        if (given === undefined && written === undefined)
            noticeBuilder(lowering, name);
        const value = given ??
            (written === undefined
                ? global?.value
                : (0,lower_stage/* expandIn */.WP)(state, written, position, lowering.escape, { owner: `ARG ${name}` }).value);
        if (value === undefined || attestationArgs.has(name))
            continue;
        const isGlobal = given === undefined && written === undefined;
        const concealed = global?.origin !== 'platform';
        state.env.set(name, { value, origin: 'arg', concealed, position, ...(isGlobal ? { isGlobal } : {}) });
    }
}
function noIndex(position) {
    return new errors/* BasehitError */.j('BH039', 'the base reads BUILDKIT_MULTI_PLATFORM, which is given and which no base is built with', {
        position,
        remedy: 'give the ARG another name',
    });
}
function noticeBuilder({ facts, globals, options }, name) {
    for (const own of (0,lower_globals/* builderVariables */.B)(name, globals.get(name), options))
        facts.builderVariables.add(own);
}
function noticeTargetStage(lowering, name, hasDefault, position) {
    const { facts, globals, options } = lowering;
    if (options.buildArgs.has(name))
        return;
    const global = globals.get(name);
    if (!hasDefault && (0,lower_globals/* isTargetStage */.wY)(name, global, options))
        facts.targetStageRead ??= position;
    if (name === 'TARGETSTAGE' && (hasDefault || global?.origin === 'arg'))
        facts.ownTargetStage ??= position;
}
function expandPairs(lowering, state, instruction) {
    const { kind, pairs, position } = instruction;
    return pairs.map(pair => ({
        key: (0,lower_stage/* expandIn */.WP)(state, pair.key, position, lowering.escape),
        value: (0,lower_stage/* expandIn */.WP)(state, pair.value, position, lowering.escape, { owner: `${kind.toUpperCase()} ${pair.key}` }),
    }));
}
function lowerEnv(lowering, state, instruction) {
    const pairs = expandPairs(lowering, state, instruction);
    for (const { key, value } of pairs) {
        const variable = {
            value: value.value,
            origin: 'env',
            concealed: value.concealed,
            position: instruction.position,
        };
        state.env.set(key.value, variable);
        state.config.env.set(key.value, variable);
    }
}
function lowerLabel(lowering, state, instruction) {
    const pairs = expandPairs(lowering, state, instruction);
    for (const { key, value } of pairs)
        state.config.labels.set(key.value, (0,environment/* text */.Q)(value.value, value.concealed));
}
function lowerVolume(lowering, state, instruction) {
    for (const path of instruction.paths) {
        const { position } = instruction;
        const { value, missing } = (0,lower_stage/* expandIn */.WP)(state, path, position, lowering.escape);
        if (value === '') {
            const fact = `VOLUME ${path} is empty${(0,lower_missing/* describeMissing */.UV)(missing)}`;
            throw new errors/* BasehitError */.j('BH035', fact, {
                position,
                remedy: 'name a path, or set the variable by ARG or ENV before',
            });
        }
        state.config.volumes.add(value);
    }
}
const portCost = 16;
function lowerExpose(lowering, state, instruction) {
    const { position } = instruction;
    for (const written of instruction.ports) {
        const missing = [];
        const onRead = (0,lower_missing/* noteMissing */.r6)(missing);
        const onMatch = (steps) => state.effort.match(steps, position);
        const specs = (0,words/* expandWords */.A)(written, state.env, { escape: lowering.escape, position, onRead, onMatch });
        const ports = exposedPorts({ written, specs, missing }, position);
        state.effort.spend(ports.length * portCost, position);
        for (const port of ports)
            state.config.ports.add(port);
    }
}
function lowerStopsignal(lowering, state, instruction) {
    const { position, signal: written } = instruction;
    const { value, missing } = (0,lower_stage/* expandIn */.WP)(state, written, position, lowering.escape);
    if (!isSignal(value)) {
        const what = value === '' ? `is empty${(0,lower_missing/* describeMissing */.UV)(missing)}` : 'is not a signal of Linux';
        const fact = value === '' || value === written ? what : `is ${value}, which ${what}`;
        const remedy = 'write a name such as SIGTERM, or a number';
        throw new errors/* BasehitError */.j('BH035', `STOPSIGNAL ${written} ${fact}`, { position, remedy });
    }
    state.config.stopSignal = value;
}
function lowerCmd(state, instruction) {
    state.config.cmd = commandArgs(state, instruction.command);
    state.config.argsEscaped = true;
    state.commandSet = true;
}
function lowerEntrypoint(state, instruction) {
    state.config.entrypoint = commandArgs(state, instruction.command);
    if (!state.commandSet)
        state.config.cmd = undefined;
}
function lowerHealthcheck(state, instruction) {
    const { test, interval, timeout, startPeriod, startInterval, retries } = instruction;
    state.config.healthcheck = {
        test: test === 'none' ? ['NONE'] : test.form === 'exec' ? ['CMD', ...test.args] : ['CMD-SHELL', test.text],
        ...(interval ? { interval } : {}),
        ...(timeout ? { timeout } : {}),
        ...(startPeriod ? { startPeriod } : {}),
        ...(startInterval ? { startInterval } : {}),
        ...(retries ? { retries } : {}),
    };
}
function commandArgs(state, command) {
    if (command.form === 'exec')
        return command.args;
    const shell = state.config.shell.length > 0 ? state.config.shell : ['/bin/sh', '-c'];
    return [...shell, command.text];
}

;// CONCATENATED MODULE: ./lib/lower/mixed-variables.js

function refuseMixedTargetStage({ facts }) {
    const { targetStageRead: read, ownTargetStage: own } = facts;
    if (read === undefined || own === undefined)
        return;
    const fact = `TARGETSTAGE is set by this file here, and read as BuildKit sets it on line ${read.line}`;
    throw new errors/* BasehitError */.j('BH039', fact, {
        position: own,
        remedy: 'give the variable of your own another name',
    });
}
function refuseMixedBuilder({ dockerfile, facts }) {
    const instructions = dockerfile.stages.flatMap(stage => stage.instructions);
    const declarations = instructions.filter(instruction => instruction.kind === 'arg');
    for (const { args, position } of [...dockerfile.globalArgs, ...declarations]) {
        const own = args.find(({ name, value }) => value !== undefined && facts.builderVariables.has(name));
        if (own === undefined)
            continue;
        throw new errors/* BasehitError */.j('BH039', `${own.name} is set by this file here, and read as BuildKit sets it elsewhere`, {
            position,
            remedy: 'give the variable of your own another name',
        });
    }
}

;// CONCATENATED MODULE: ./lib/lower/operations.js

class OperationList {
    operations = [];
    places = [];
    #known = new Map();
    add(operation, position) {
        const key = (0,canonical/* canonicalJson */.dj)(operation);
        const known = this.#known.get(key);
        if (known !== undefined)
            return known;
        const number = this.operations.length;
        this.operations.push(operation);
        this.places.push(position);
        this.#known.set(key, number);
        return number;
    }
}

// EXTERNAL MODULE: ./lib/lower/origins.js
var origins = __nccwpck_require__(9754);
// EXTERNAL MODULE: ./lib/dockerfile/heredocs.js
var dockerfile_heredocs = __nccwpck_require__(7217);
;// CONCATENATED MODULE: ./lib/lower/run.js






function* lowerRun(lowering, stage, state, instruction, lowerOther) {
    const { command, script } = runCommand(state, instruction);
    if (command.length === 0) {
        const remedy = 'write RUN COMMAND, or RUN ["PROGRAM", "ARGUMENT"]';
        throw new errors/* BasehitError */.j('BH035', 'RUN [] names no command', { position: instruction.position, remedy });
    }
    const mounts = yield* (0,run_mounts/* lowerMounts */.Yr)(lowering, stage, state, instruction, lowerOther);
    const all = inOrder(script === undefined ? mounts : [script, ...mounts]);
    const network = runNetwork(instruction) ?? lowering.options.network ?? 'default';
    const env = state.env.recorded();
    state.effort.spend(sizeOf(env), instruction.position);
    const operation = {
        op: 'run',
        input: state.root,
        command,
        env,
        cwd: state.cwd,
        user: state.config.user,
        platform: (0,platform/* formatPlatform */.Bq)((0,platform/* normalizePlatform */.FL)(state.platform)),
        ...(network === 'default' ? {} : { network }),
        ...(instruction.security === 'insecure' ? { security: 'insecure' } : {}),
        ...(all.length > 0 ? { mounts: all } : {}),
        ...(instruction.devices.length > 0 ? { devices: instruction.devices } : {}),
        ...runSettings(lowering),
    };
    state.root = lowering.list.add(operation, instruction.position);
}
const perVariable = 32;
function sizeOf(env) {
    return Object.entries(env).reduce((sum, [name, value]) => sum + perVariable + name.length + (typeof value === 'string' ? value.length : 64), 0);
}
function inOrder(mounts) {
    const isFiles = (mount) => mount.type !== 'secret' && mount.type !== 'ssh';
    const files = mounts.filter(isFiles);
    files.sort((one, other) => (0,canonical/* compareCodePoints */.OP)(one.target ?? '', other.target ?? ''));
    return [...files, ...mounts.filter(mount => !isFiles(mount))];
}
function runNetwork({ network }) {
    return network === 'default' ? undefined : network;
}
function runSettings({ options }) {
    const { hostname, extraHosts = [], ulimits = [], shmSize, cgroupParent } = options;
    return {
        ...(hostname ? { hostname } : {}),
        ...(extraHosts.length > 0 ? { extraHosts } : {}),
        ...(ulimits.length > 0 ? { ulimits } : {}),
        ...(shmSize ? { shmSize } : {}),
        ...(cgroupParent ? { cgroupParent } : {}),
    };
}
function runCommand(state, instruction) {
    const { command, heredocs } = instruction;
    const [first] = heredocs;
    if (first === undefined || command.form === 'exec')
        return { command: commandArgs(state, command) };
    if (!(0,dockerfile_heredocs/* isSoleHeredoc */.EL)(command.text)) {
        const bodies = heredocs.map(({ content, name }) => `\n${content}${name}`).join('');
        return { command: commandArgs(state, { form: 'shell', text: command.text + bodies }) };
    }
    const body = first.chomp ? (0,dockerfile_heredocs/* chompHeredoc */.yB)(first.content) : first.content;
    if (!body.startsWith('#!'))
        return { command: commandArgs(state, { form: 'shell', text: body }) };
    const path = `/dev/pipes/${first.name}`;
    return {
        command: commandArgs(state, { form: 'shell', text: path }),
        script: { type: 'script', target: path, text: body },
    };
}

// EXTERNAL MODULE: ./lib/lower/transfers.js
var transfers = __nccwpck_require__(8845);
// EXTERNAL MODULE: ./lib/lower/unresolved-images.js
var unresolved_images = __nccwpck_require__(9749);
;// CONCATENATED MODULE: ./lib/lower/lower.js




















function* lowerTarget(dockerfile, options) {
    (0,frontend/* refuseForeignFrontend */.j)(dockerfile, options);
    const lowering = beginLowering(dockerfile, options);
    const target = checkStages(lowering);
    const state = yield* lowerStage(lowering, target);
    (0,inherited_platform/* refuseInheritedVariant */._)(options.platform, state.config.inherited);
    const { facts, list } = lowering;
    refuseMixedTargetStage(lowering);
    refuseMixedBuilder(lowering);
    (0,transfers/* refuseUnsentDirectories */.B)(lowering);
    const reached = dockerfile.stages.filter(stage => lowering.stages.has(stage.index));
    (0,unresolved_images/* refuseUnresolvedImages */.q)(lowering, target, reached);
    return {
        platform: (0,platform/* formatPlatform */.Bq)((0,platform/* normalizePlatform */.FL)(options.platform)),
        operations: list.operations,
        root: state.root,
        config: recordConfig(state.config),
        places: list.places,
        fileOrigins: (0,origins/* fileLists */.S)(list.operations).flatMap(files => facts.fileOrigins.get(files) ?? []),
        upstreams: [...facts.upstreams.values()],
        cacheMounts: facts.cacheMounts,
        secrets: [...facts.secrets].sort(),
        readsTargetStage: facts.targetStageRead !== undefined,
        builderVariables: [...facts.builderVariables].sort(),
        sourceDateEpoch: lowering.sourceDateEpoch,
        lostArgs: new Map([...state.env.entries()].filter(([name, variable]) => variable.origin === 'arg' && !state.config.env.has(name))),
    };
}
function beginLowering(dockerfile, options) {
    const evaluated = (0,lower_globals/* evaluateGlobals */.OT)(dockerfile, options);
    const sourceDateEpoch = readSourceDateEpoch(options, evaluated);
    return {
        dockerfile,
        escape: dockerfile.directives.escape,
        ...settleSourceDateEpoch(options, evaluated, sourceDateEpoch),
        sourceDateEpoch,
        list: new OperationList(),
        effort: new effort/* Effort */.P(),
        stages: new Map(),
        facts: {
            upstreams: new Map(),
            cacheMounts: [],
            fileOrigins: new Map(),
            secrets: new Set(),
            sshAgents: new Set(),
            transfers: new Map(),
            targetStageRead: undefined,
            builderVariables: new Set(),
            ownTargetStage: undefined,
        },
    };
}
function* lowerStage(lowering, stage) {
    const known = lowering.stages.get(stage.index);
    if (known !== undefined)
        return known;
    const lowerOther = (other) => lowerStage(lowering, other);
    const { state, triggers, replaced } = yield* (0,lower_from/* startStage */.Nx)(lowering, stage, lowerOther);
    if (!replaced) {
        for (const instruction of [...triggers, ...stage.instructions]) {
            yield* lowerInstruction(lowering, stage, state, instruction, lowerOther);
        }
    }
    lowering.stages.set(stage.index, state);
    return state;
}
function* lowerInstruction(lowering, stage, state, instruction, lowerOther) {
    switch (instruction.kind) {
        case 'run':
            return yield* lowerRun(lowering, stage, state, instruction, lowerOther);
        case 'copy':
            return yield* lowerCopy(lowering, stage, state, instruction, lowerOther);
        case 'add':
            return yield* lowerAdd(lowering, state, instruction);
        case 'workdir':
            return lowerWorkdir(lowering, state, instruction.path, instruction.position);
        case 'arg':
            return lowerArg(lowering, state, instruction);
        case 'env':
            return lowerEnv(lowering, state, instruction);
        default:
            return lowerMetadata(lowering, state, instruction);
    }
}
function lowerMetadata(lowering, state, instruction) {
    const { config } = state;
    switch (instruction.kind) {
        case 'label':
            lowerLabel(lowering, state, instruction);
            return;
        case 'volume':
            lowerVolume(lowering, state, instruction);
            return;
        case 'expose':
            lowerExpose(lowering, state, instruction);
            return;
        case 'stopsignal':
            lowerStopsignal(lowering, state, instruction);
            return;
        case 'cmd':
            lowerCmd(state, instruction);
            return;
        case 'entrypoint':
            lowerEntrypoint(state, instruction);
            return;
        case 'healthcheck':
            lowerHealthcheck(state, instruction);
            return;
        case 'user':
            config.user = (0,lower_stage/* expandIn */.WP)(state, instruction.user, instruction.position, lowering.escape).value;
            return;
        case 'shell':
            config.shell = instruction.shell;
            return;
        case 'onbuild':
            config.onbuild = [...config.onbuild, instruction.expression];
            return;
        case 'maintainer':
            config.author = instruction.name;
            return;
    }
}
function lowerWorkdir(lowering, state, path, position) {
    const { value } = (0,lower_stage/* expandIn */.WP)(state, path, position, lowering.escape);
    const workdir = (0,paths/* normalizePath */.F)(state.config.workdir, value, 'drop-slash');
    state.config.workdir = workdir;
    state.cwd = workdir;
    if (workdir === '/')
        return;
    const created = lowering.sourceDateEpoch;
    const { user } = state.config;
    state.root = lowering.list.add({
        op: 'mkdir',
        input: state.root,
        path: (0,entry/* cleanPath */.ts)(workdir),
        ...(user ? { owner: user } : {}),
        ...(created === undefined ? {} : { created }),
    }, position);
}


/***/ }),

/***/ 6293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   UV: () => (/* binding */ describeMissing),
/* harmony export */   bi: () => (/* binding */ missingRemedy),
/* harmony export */   r6: () => (/* binding */ noteMissing)
/* harmony export */ });
function describeMissing(missing) {
    const facts = [...new Set(missing.map(({ name, is }) => `${name} is ${is}`))];
    return facts.length === 0 ? '' : `: ${facts.join(', ')}`;
}
function noteMissing(missing) {
    return (name, value) => {
        if (!value)
            missing.push({ name, is: value === undefined ? 'not set' : 'empty' });
    };
}
function missingRemedy({ globalArgs }, missing) {
    const declared = new Set(globalArgs.flatMap(({ args }) => args.map(({ name }) => name)));
    const undeclared = [...new Set(missing.map(({ name }) => name))].filter(name => !declared.has(name));
    if (undeclared.length === 0)
        return 'give the ARG a default before the first FROM, or pass it in build-args';
    const lines = undeclared.map(name => `\`ARG ${name}\``).join(' and ');
    return `declare ${lines} before the first FROM, with a default or its value in build-args`;
}


/***/ }),

/***/ 4249:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ describeNotFound)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _missing_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6293);


function* describeNotFound({ contextDirectories }, context, missing, selection) {
    try {
        return yield* selection;
    }
    catch (cause) {
        if (!(cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j) || cause.code !== 'BH034')
            throw cause;
        const directory = contextDirectories?.get(context);
        if (directory === undefined && missing.length === 0)
            throw cause;
        const where = directory === undefined ? '' : ` \`${directory}\``;
        const { position, remedy } = cause;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH034', `${cause.message}${where}${(0,_missing_js__WEBPACK_IMPORTED_MODULE_1__/* .describeMissing */ .UV)(missing)}`, {
            position,
            remedy: remedy?.startsWith('did you mean') || missing.length === 0 ? remedy : variableRemedy(missing),
            cause,
        });
    }
}
function variableRemedy(missing) {
    const names = [...new Set(missing.map(({ name }) => name))];
    return `declare ${names.map(name => `\`ARG ${name}\``).join(' and ')} in this stage, with a default or its value in build-args`;
}


/***/ }),

/***/ 6378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Lu: () => (/* binding */ observedImages),
/* harmony export */   iz: () => (/* binding */ answerAll),
/* harmony export */   oL: () => (/* binding */ observationKey)
/* harmony export */ });
/* harmony import */ var _canonical_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9333);

function observationKey({ kind, reference, platform }) {
    return (0,_canonical_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalJson */ .dj)({ kind, reference, platform });
}
function observedImages(observations) {
    return [...observations].map(([key, { digest }]) => {
        const { reference, platform } = JSON.parse(key);
        return { reference, platform, digest };
    });
}
async function answerAll(asking, answer) {
    let step = asking.next();
    while (!step.done)
        step = asking.next(await answer(step.value));
    return step.value;
}


/***/ }),

/***/ 9754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ fileLists),
/* harmony export */   T: () => (/* binding */ originsOf)
/* harmony export */ });
function fileLists(operations) {
    return operations.flatMap(operation => {
        if (operation.op !== 'copy' && operation.op !== 'run')
            return [];
        const sources = operation.op === 'copy'
            ? operation.from
            : (operation.mounts ?? []).flatMap(mount => ('from' in mount && mount.from !== undefined ? [mount.from] : []));
        return sources.flatMap(source => (source.kind === 'files' ? [source.files] : []));
    });
}
function originsOf(context, files, paths) {
    const named = context === '' ? {} : { context };
    const origins = [];
    for (const [index, file] of files.entries()) {
        const path = paths[index] ?? '';
        const directory = directoryOf(path, file.path);
        const last = origins.at(-1);
        if (directory === undefined)
            origins.push({ path, ...named });
        else if (last === undefined || 'path' in last || last.directory !== directory)
            origins.push({ directory, count: 1, ...named });
        else
            origins[origins.length - 1] = { ...last, count: last.count + 1 };
    }
    return origins;
}
function directoryOf(path, landed) {
    if (landed === '')
        return path;
    if (path === landed)
        return '';
    return path.endsWith(`/${landed}`) ? path.slice(0, -landed.length - 1) : undefined;
}


/***/ }),

/***/ 7109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ normalizePath),
/* harmony export */   g: () => (/* binding */ destinationPath)
/* harmony export */ });
/* harmony import */ var _context_entry_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2111);

function normalizePath(parent, path, keepSlash) {
    const root = parent.startsWith('/') ? parent : `/${parent}`;
    const joined = path === '' ? root : path.startsWith('/') ? path : (0,_context_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanPath */ .ts)(`${root}/${path}`);
    if (keepSlash === 'drop-slash')
        return joined;
    if (path.endsWith('/') && !joined.endsWith('/'))
        return `${joined}/`;
    if (path.endsWith('/.'))
        return joined === '/' ? '/.' : `${joined}/.`;
    return joined;
}
function destinationPath(cwd, path) {
    const joined = normalizePath(cwd, path === '' || path === '.' ? './' : path, 'keep-slash');
    const clean = (0,_context_entry_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanPath */ .ts)(joined);
    const above = clean === '/' ? '/' : `${clean}/`;
    if (joined.endsWith('/'))
        return above;
    return joined.endsWith('/.') ? `${above}.` : clean;
}


/***/ }),

/***/ 6404:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ inContext),
/* harmony export */   d: () => (/* binding */ askImage)
/* harmony export */ });
function* askImage(reference, platform, position) {
    return (yield { kind: 'image', reference, platform, position });
}
function* inContext(context, selection) {
    let step = selection.next();
    while (!step.done) {
        step = selection.next((yield { ...step.value, context }));
    }
    return step.value;
}


/***/ }),

/***/ 8043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   NV: () => (/* binding */ localContext),
/* harmony export */   YX: () => (/* binding */ sourceFrom),
/* harmony export */   Yr: () => (/* binding */ lowerMounts),
/* harmony export */   ne: () => (/* binding */ cacheMountId)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _context_entry_js__WEBPACK_IMPORTED_MODULE_9__ = __nccwpck_require__(2111);
/* harmony import */ var _dockerfile_mounts_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(721);
/* harmony import */ var _dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3407);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(452);
/* harmony import */ var _files_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3159);
/* harmony import */ var _from_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(6165);
/* harmony import */ var _not_found_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(4249);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(1639);
/* harmony import */ var _transfers_js__WEBPACK_IMPORTED_MODULE_8__ = __nccwpck_require__(8845);










function* lowerMounts(lowering, stage, state, instruction, lowerOther) {
    const mounts = [];
    for (const [index, written] of instruction.mounts.entries()) {
        const position = instruction.mountPositions[index] ?? instruction.position;
        const expand = (word) => (0,_stage_js__WEBPACK_IMPORTED_MODULE_7__/* .expandIn */ .WP)(state, word, position, lowering.escape).value;
        const mount = (0,_dockerfile_mounts_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMount */ .zt)(written, expand, position);
        mounts.push(yield* lowerMount(lowering, stage, state, mount, position, lowerOther));
    }
    return mounts;
}
function* lowerMount(lowering, stage, state, mount, position, lowerOther) {
    if (mount.type === 'secret')
        return secretMount(lowering, mount, position);
    if (mount.type === 'ssh')
        return sshMount(lowering, mount);
    const written = mount.target ?? '';
    const target = mountTarget(state, written, position);
    if (mount.type === 'tmpfs') {
        if (!mount.from)
            (0,_transfers_js__WEBPACK_IMPORTED_MODULE_8__/* .noteTransfer */ .Y)(lowering, '', { sent: [''], needed: [] }, written, position);
        return {
            type: 'tmpfs',
            target,
            ...(mount.size ? { size: mount.size } : {}),
            ...(mount.readonly ? { readonly: true } : {}),
        };
    }
    const source = mount.source ?? '';
    if (mount.type === 'bind') {
        const from = mount.from
            ? yield* mountSource(lowering, stage, mount.from, source, position, lowerOther)
            : { kind: 'files', files: yield* selectMountTree(lowering, '', source, position) };
        return { type: 'bind', target, readonly: mount.readonly, from };
    }
    lowering.facts.cacheMounts.push({
        id: cacheMountId(mount),
        target,
        sharing: mount.sharing ?? 'shared',
        position,
    });
    const owner = (0,_context_entry_js__WEBPACK_IMPORTED_MODULE_9__/* .cleanPath */ .ts)(`/${source}`) === '/' ? ownership(mount, 0o755) : undefined;
    const seed = yield* mountSource(lowering, stage, mount.from ?? 'scratch', source, position, lowerOther);
    const from = seed.kind === 'operation' && seed.input === null ? undefined : seed;
    return { type: 'cache', target, readonly: mount.readonly, ...(from ? { from } : {}), ...(owner ? { owner } : {}) };
}
function cacheMountId(mount) {
    return mount.id ?? (0,_context_entry_js__WEBPACK_IMPORTED_MODULE_9__/* .cleanPath */ .ts)(mount.target ?? '');
}
function mountTarget(state, written, position) {
    const target = written.startsWith('/') ? written : (0,_context_entry_js__WEBPACK_IMPORTED_MODULE_9__/* .cleanPath */ .ts)(`/${state.cwd}/${written}`);
    if (target === '/') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BasehitError */ .j('BH035', 'a mount cannot take the place of the root directory', {
            position,
            remedy: 'give the mount a target below /',
        });
    }
    return target;
}
function* mountSource(lowering, stage, from, path, position, lowerOther) {
    return yield* sourceFrom(lowering, (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_2__/* .findMountStage */ .Ho)(lowering.dockerfile, stage, from, position), from, path, position, lowerOther);
}
function* sourceFrom(lowering, other, from, path, position, lowerOther) {
    const clean = (0,_context_entry_js__WEBPACK_IMPORTED_MODULE_9__/* .cleanPath */ .ts)(`/${path}`);
    if (other !== undefined)
        return { kind: 'operation', input: (yield* lowerOther(other)).root, path: clean };
    if (from === 'scratch')
        return { kind: 'operation', input: null, path: clean };
    const directory = localContext(lowering, from);
    if (directory !== undefined)
        return { kind: 'files', files: yield* selectMountTree(lowering, directory, path, position) };
    const { root } = yield* (0,_from_js__WEBPACK_IMPORTED_MODULE_5__/* .lowerImage */ .X6)(lowering, from, lowering.options.platform, position);
    return { kind: 'operation', input: root, path: clean };
}
function* selectMountTree(lowering, context, path, position) {
    try {
        const selection = (0,_files_js__WEBPACK_IMPORTED_MODULE_4__/* .selectContextTree */ .w)(lowering, context, path, position);
        return yield* (0,_not_found_js__WEBPACK_IMPORTED_MODULE_6__/* .describeNotFound */ .f)(lowering.options, context, [], selection);
    }
    catch (cause) {
        if (!(cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BasehitError */ .j))
            throw cause;
        const { code, message, remedy } = cause;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BasehitError */ .j(code, `the source of a mount: ${message}`, { position: cause.position, remedy, cause });
    }
}
function localContext(lowering, name) {
    const context = (0,_from_js__WEBPACK_IMPORTED_MODULE_5__/* .findNamedContext */ .Oh)(lowering, name, lowering.options.platform);
    return context?.kind === 'directory' ? context.name : undefined;
}
function secretMount(lowering, mount, position) {
    const id = mount.source || mount.id || (mount.target ? node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(mount.target) : '');
    if (id === '')
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BasehitError */ .j('BH035', 'a secret mount needs an id or a target', { position, remedy: 'add id=NAME' });
    lowering.facts.secrets.add(id);
    const target = mount.target || (mount.env === undefined ? `/run/secrets/${node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(id)}` : undefined);
    const owner = target === undefined ? undefined : otherOwnership(mount, 0o400);
    return {
        type: 'secret',
        id,
        ...(target ? { target } : {}),
        ...(mount.env === undefined ? {} : { env: mount.env }),
        required: mount.required,
        ...(owner ? { owner } : {}),
    };
}
function sshMount(lowering, mount) {
    const id = mount.id || 'default';
    lowering.facts.sshAgents.add(id);
    const owner = otherOwnership(mount, 0o600);
    return {
        type: 'ssh',
        id,
        ...(mount.target ? { target: mount.target } : {}),
        required: mount.required,
        ...(owner ? { owner } : {}),
    };
}
function otherOwnership(mount, defaultMode) {
    const { uid = 0, gid = 0, mode = defaultMode } = mount;
    return uid === 0 && gid === 0 && mode === defaultMode ? undefined : ownership(mount, defaultMode);
}
function ownership(mount, defaultMode) {
    const { uid, gid, mode } = mount;
    if (uid === undefined && gid === undefined && mode === undefined)
        return undefined;
    return { uid: uid ?? 0, gid: gid ?? 0, mode: (mode ?? defaultMode).toString(8).padStart(4, '0') };
}


/***/ }),

/***/ 1639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   WP: () => (/* binding */ expandIn),
/* harmony export */   cj: () => (/* binding */ startFromImage),
/* harmony export */   i4: () => (/* binding */ emptyConfig),
/* harmony export */   rc: () => (/* binding */ startFromStage)
/* harmony export */ });
/* harmony import */ var _dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5907);
/* harmony import */ var _environment_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4496);
/* harmony import */ var _missing_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6293);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7109);




const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const emptyConfig = { WorkingDir: '/', Env: [`PATH=${defaultPath}`] };
function startFromImage(root, image, platform, position, effort, author) {
    const config = {
        env: new Map((image.Env ?? []).map(entry => environmentEntry(entry, position))),
        user: image.User ?? '',
        workdir: image.WorkingDir ?? '',
        shell: image.Shell ?? [],
        entrypoint: image.Entrypoint ?? undefined,
        cmd: image.Cmd ?? undefined,
        labels: new Map(Object.entries(image.Labels ?? {})),
        ports: new Set(Object.keys(image.ExposedPorts ?? {})),
        volumes: new Set(Object.keys(image.Volumes ?? {})),
        stopSignal: image.StopSignal || undefined,
        author,
        argsEscaped: image.ArgsEscaped ?? false,
        onbuild: image.OnBuild ?? [],
        healthcheck: image.Healthcheck === undefined ? undefined : readHealthcheck(image.Healthcheck),
        inherited: undefined,
    };
    return begin(root, config, new _environment_js__WEBPACK_IMPORTED_MODULE_1__/* .Environment */ .O(), platform, effort);
}
function startFromStage(parent) {
    const { config } = parent;
    const copy = {
        ...config,
        env: new Map(config.env),
        labels: new Map(config.labels),
        ports: new Set(config.ports),
        volumes: new Set(config.volumes),
        onbuild: [],
    };
    return begin(parent.root, copy, parent.env.copy(), parent.platform, parent.effort);
}
function begin(root, config, env, platform, effort) {
    if (!config.env.has('PATH')) {
        config.env.set('PATH', { value: defaultPath, origin: 'env', concealed: false, position: undefined });
    }
    for (const [name, variable] of config.env)
        env.set(name, variable);
    if (config.workdir !== '')
        config.workdir = (0,_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .normalizePath */ .F)(config.workdir, config.workdir, 'drop-slash');
    return { root, env, config, platform, effort, cwd: config.workdir || '/', commandSet: false };
}
function environmentEntry(entry, position) {
    const at = entry.indexOf('=');
    const [name, value] = at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    return [name, { value, origin: 'env', concealed: false, position }];
}
function readHealthcheck(check) {
    return {
        test: check.Test ?? [],
        ...(check.Interval ? { interval: check.Interval } : {}),
        ...(check.Timeout ? { timeout: check.Timeout } : {}),
        ...(check.StartPeriod ? { startPeriod: check.StartPeriod } : {}),
        ...(check.StartInterval ? { startInterval: check.StartInterval } : {}),
        ...(check.Retries ? { retries: check.Retries } : {}),
    };
}
function expandIn(state, word, position, escapeCharacter, options = {}) {
    let concealed = false;
    const missing = [];
    const note = (0,_missing_js__WEBPACK_IMPORTED_MODULE_3__/* .noteMissing */ .r6)(missing);
    const value = (0,_dockerfile_words_js__WEBPACK_IMPORTED_MODULE_0__/* .expandWord */ .V)(word, state.env, {
        ...options,
        escape: escapeCharacter,
        position,
        onMatch: steps => state.effort.match(steps, position),
        onRead: (name, read) => {
            note(name, read);
            if (read)
                concealed ||= state.env.variable(name)?.concealed ?? false;
        },
    });
    state.effort.spend(value.length, position);
    return { written: word, value, concealed, missing };
}


/***/ }),

/***/ 8845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ refuseUnsentDirectories),
/* harmony export */   Y: () => (/* binding */ noteTransfer)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

function noteTransfer({ facts }, context, { sent, needed }, source, position) {
    const transfer = facts.transfers.get(context) ?? { sent: new Set(), needed: [] };
    facts.transfers.set(context, transfer);
    for (const path of sent)
        transfer.sent.add(path);
    for (const directory of needed)
        transfer.needed.push({ directory, source, position });
}
function refuseUnsentDirectories({ facts }) {
    for (const { sent, needed } of facts.transfers.values()) {
        const held = new Set([...sent].flatMap(pathsTo));
        for (const { directory, source, position } of needed) {
            if (held.has(directory) || ['', ...pathsTo(directory)].some(path => sent.has(path)))
                continue;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH034', `\`${source}\` matches nothing, and no other source takes anything of \`${directory}\`: BuildKit is not sent the directory, and fails`, { position, remedy: `remove the source, or copy another file of \`${directory}\` in the base` });
        }
    }
}
function pathsTo(path) {
    return path.split('/').map((_, at, names) => names.slice(0, at + 1).join('/'));
}


/***/ }),

/***/ 8092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ imageTriggers),
/* harmony export */   q: () => (/* binding */ stageTriggers)
/* harmony export */ });
/* harmony import */ var _dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3955);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);


function stageTriggers(lowering, parent, position) {
    return parent.instructions
        .filter(instruction => instruction.kind === 'onbuild')
        .map(({ expression, position: at }) => parseTrigger(lowering, { text: `line ${at.line} sets` }, expression, position));
}
function imageTriggers(lowering, image, expressions, position) {
    const carrier = { text: `the image ${image} carries`, remedy: 'use an image without it' };
    return expressions.map(expression => parseTrigger(lowering, carrier, expression, position));
}
function parseTrigger(lowering, carrier, expression, position) {
    const { escape: escapeCharacter } = lowering;
    try {
        const trigger = (0,_dockerfile_parse_js__WEBPACK_IMPORTED_MODULE_0__/* .parseOnbuild */ .TY)(expression, position, escapeCharacter);
        if (trigger.kind !== 'onbuild')
            return trigger;
    }
    catch (cause) {
        if (!(cause instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j))
            throw cause;
        const { code, message, remedy } = cause;
        const details = { position, remedy: carrier.remedy ?? remedy, cause };
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j(code, `${carrier.text} ${message}`, details);
    }
    const fact = `${carrier.text} the trigger \`ONBUILD ${expression}\`: a trigger that sets triggers is not known here`;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH035', fact, { position, remedy: carrier.remedy ?? 'set the inner trigger in this stage' });
}


/***/ }),

/***/ 9749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ refuseUnresolvedImages)
/* harmony export */ });
/* harmony import */ var _dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3407);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8424);
/* harmony import */ var _from_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6165);




function refuseUnresolvedImages(lowering, target, stages, base) {
    const direct = reachedWithoutTriggers(lowering, target, base);
    for (const stage of stages.filter(each => !direct.has(each))) {
        if (contextOf(lowering, stage) !== undefined)
            continue;
        for (const instruction of stage.instructions) {
            for (const source of (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .instructionSources */ .ry)(lowering.dockerfile, stage, instruction)) {
                const { name, position } = source;
                if (source.stage !== undefined || name === 'scratch' || isFixed(lowering, name))
                    continue;
                const fact = `only an ONBUILD trigger leads to this stage, and BuildKit then takes ${name} by its tag, whatever stands for it`;
                throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH037', fact, {
                    position,
                    remedy: `name the image by its digest, or copy from a stage that begins with it (FROM ${name} AS \u2026)`,
                });
            }
        }
    }
}
function isFixed(lowering, name) {
    if ((0,_from_js__WEBPACK_IMPORTED_MODULE_3__/* .findNamedContext */ .Oh)(lowering, name, lowering.options.platform) !== undefined)
        return false;
    return (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReference */ .F2)(name).digest !== undefined;
}
function reachedWithoutTriggers(lowering, target, base) {
    const { dockerfile } = lowering;
    const reached = new Set();
    const open = [target];
    for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
        if (reached.has(stage))
            continue;
        reached.add(stage);
        const isReplaced = stage === base || contextOf(lowering, stage) !== undefined;
        const parent = isReplaced ? undefined : (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .findParentStage */ .iI)(dockerfile, stage, (0,_from_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveFrom */ .dx)(lowering, stage).image);
        if (parent !== undefined)
            open.push(parent);
        for (const instruction of stage.instructions) {
            for (const source of (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .instructionSources */ .ry)(dockerfile, stage, instruction)) {
                if (source.stage !== undefined)
                    open.push(source.stage);
            }
        }
    }
    return reached;
}
function contextOf(lowering, stage) {
    return (0,_from_js__WEBPACK_IMPORTED_MODULE_3__/* .stageContext */ .U1)(lowering, stage, (0,_from_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveFrom */ .dx)(lowering, stage).platform ?? lowering.options.platform);
}


/***/ }),

/***/ 2037:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
function nearest(word, candidates) {
    const limit = Math.max(1, Math.floor(word.length / 4));
    let best;
    for (const candidate of candidates) {
        if (Math.abs(candidate.length - word.length) > limit)
            continue;
        const edits = countEdits(word.toLowerCase(), candidate.toLowerCase());
        if (edits <= limit && (best === undefined || edits < best.edits))
            best = { candidate, edits };
    }
    return best?.candidate;
}
function countEdits(from, to) {
    const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)];
    for (let row = 1; row <= from.length; row++) {
        const current = [row];
        for (let column = 1; column <= to.length; column++) {
            const cost = from[row - 1] === to[column - 1] ? 0 : 1;
            const before = rows[row - 1] ?? [];
            const edits = [(before[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + cost];
            if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
                edits.push((rows[row - 2]?.[column - 2] ?? 0) + 0.5);
            }
            current.push(Math.min(...edits));
        }
        rows.push(current);
    }
    return rows[from.length]?.[to.length] ?? 0;
}


/***/ }),

/***/ 1525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ findBaseName),
/* harmony export */   qQ: () => (/* binding */ remainingStages),
/* harmony export */   wk: () => (/* binding */ findReplacement),
/* harmony export */   ym: () => (/* binding */ replacedOn)
/* harmony export */ });
/* harmony import */ var _dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3407);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8758);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8424);
/* harmony import */ var _listing_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7487);
/* harmony import */ var _graph_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8703);






function findBaseName(dockerfile, graphs, request, app) {
    refuseOldFrontend(dockerfile);
    if (request.kind === 'stage') {
        const stage = (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .targetStage */ .Ae)(dockerfile, request.stage);
        return { name: stage.from.name ?? '', stage };
    }
    if (request.baseName !== undefined)
        return { name: keyOf(request.baseName), stage: undefined };
    const names = imageNames(graphs, app);
    const [name] = names;
    if (name !== undefined && names.length === 1)
        return { name, stage: undefined };
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH038', `several images could be the base: ${(0,_listing_js__WEBPACK_IMPORTED_MODULE_5__/* .listed */ .K)(names)}`, {
        position: app.from.position,
        remedy: 'say which in base-name',
    });
}
function imageNames(graphs, app) {
    const nodes = graphs.flatMap(graph => (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .reachableFrom */ .im)(graph, app));
    return [...new Set(nodes.flatMap(({ image }) => (image === undefined ? [] : [keyOf(image.image)])))];
}
function keyOf(image) {
    return (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .contextKey */ .hx)(image) ?? image;
}
function findReplacement(dockerfile, graphs, base, app) {
    const replacement = base.stage === undefined
        ? replaceImage(dockerfile, graphs, base, app)
        : replaceStage(dockerfile, graphs, { ...base, stage: base.stage }, app);
    refusePlatforms(graphs, replacement);
    return replacement;
}
function replaceStage(dockerfile, graphs, { name, stage }, app) {
    const { position } = stage.from;
    refuseReservedName(name, position);
    const twin = dockerfile.stages.find(each => each !== stage && each.from.name === name);
    if (twin !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH029', `two stages are called ${name}; a base would take the place of both`, {
            position: twin.from.position,
            remedy: 'give the stages different names',
        });
    }
    const image = allImages(graphs).find(use => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .contextKey */ .hx)(use.image) === name);
    if (image !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH029', `the stage name ${name} is also the name of an image here; a base would take the place of both`, {
            position: image.position,
            remedy: `rename the stage, for example to ${name}-deps`,
        });
    }
    const platforms = graphs.map(graph => replacedStage(graph, stage, app));
    if (!platforms.some(each => each.isReached))
        throw notBuiltFrom(name, position, platforms, app);
    return { name, stage, position, platforms };
}
function replacedStage(graph, stage, app) {
    const remaining = (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .reachableFrom */ .im)(graph, app, stage);
    const children = remaining.filter(node => node.parent === stage);
    const isReached = stage === app || children.length > 0 || remaining.some(node => node.uses.includes(stage));
    const derived = (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .lineage */ .OZ)(graph, app).some(node => node.stage === stage);
    return { platform: graph.platform, isReached, remaining, children, derived };
}
function notBuiltFrom(name, position, platforms, app) {
    const nodes = platforms.flatMap(each => each.remaining);
    const replaced = nodes.find(node => node.context !== undefined)?.stage.from.name;
    const target = app.from.name ?? 'the target';
    const fact = `the app's stage ${app.from.name ?? app.index} is not built from ${name}`;
    if (replaced === undefined) {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH028', fact, { position, remedy: `name a stage that ${target} uses in base-stage` });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH028', `${fact}; the build context ${replaced} takes the place of the stage ${replaced}`, {
        position,
        remedy: `remove ${replaced} from build-contexts, or name a stage that ${target} uses in base-stage`,
    });
}
function replaceImage(dockerfile, graphs, { name }, app) {
    const platforms = graphs.map(graph => replacedImage(graph, name, app));
    const use = platforms
        .flatMap(each => each.remaining.flatMap(_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .imagesOf */ .IC))
        .find(({ image }) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .contextKey */ .hx)(image) === name);
    if (use === undefined) {
        const names = (0,_listing_js__WEBPACK_IMPORTED_MODULE_5__/* .listed */ .K)(imageNames(graphs, app)) || 'scratch';
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH038', `no FROM takes the base ${name}; the app is built from ${names}`, {
            position: app.from.position,
            remedy: `begin the app with FROM ${name}, or name its FROM in base-name`,
        });
    }
    refuseReservedName(name, use.position);
    const twin = dockerfile.stages.find(stage => stage.from.name === name);
    if (twin !== undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH029', `the base's name ${name} is also a stage's; a base would take the place of both`, {
            position: twin.from.position,
            remedy: 'rename the stage',
        });
    }
    return { name, stage: undefined, position: use.position, platforms };
}
function replacedImage(graph, name, app) {
    const remaining = (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .reachableFrom */ .im)(graph, app);
    const children = remaining.filter(({ image }) => image !== undefined && (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .contextKey */ .hx)(image.image) === name);
    const isReached = remaining.flatMap(_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .imagesOf */ .IC).some(({ image }) => (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .contextKey */ .hx)(image) === name);
    const derived = (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .lineage */ .OZ)(graph, app).some(node => children.includes(node));
    return { platform: graph.platform, isReached, remaining, children, derived };
}
function allImages(graphs) {
    return graphs.flatMap(graph => graph.nodes).flatMap(_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .imagesOf */ .IC);
}
function replacedOn({ platforms }, platform) {
    return platforms.find(each => (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .isSamePlatform */ .SW)(each.platform, platform));
}
function remainingStages({ platforms }) {
    return platforms.flatMap(each => each.remaining);
}
function refuseReservedName(name, position) {
    if (name === 'scratch' || name === 'context') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH029', `${name} is a name BuildKit keeps for itself: nothing can take its place`, {
            position,
            remedy: 'rename the stage',
        });
    }
}
function refusePlatforms(graphs, { stage, platforms }) {
    for (const { platform: target, children, isReached } of platforms) {
        if (!isReached)
            continue;
        const graph = graphs.find(each => each.platform === target);
        const fixed = stage === undefined || graph === undefined ? children : (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .lineage */ .OZ)(graph, stage);
        for (const { platform, stage: named } of fixed) {
            if (platform === undefined || (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .isSamePlatform */ .SW)(platform, target))
                continue;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH039', 'FROM --platform here would give every platform the same base', {
                position: named.from.position,
                remedy: 'drop --platform from this FROM, or build for that one platform only',
            });
        }
    }
}
function refuseOldFrontend(dockerfile) {
    const { syntax } = dockerfile.directives;
    if (syntax !== undefined && /:(?:1\.[0-3](?!\d)|(?:1-|1\.\d+-)?experimental$)/.test(syntax.image)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BasehitError */ .j('BH030', `${syntax.image} knows no named contexts, which exist since docker/dockerfile:1.4`, {
            position: syntax.position,
            remedy: 'write # syntax=docker/dockerfile:1',
        });
    }
}


/***/ }),

/***/ 4323:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L8: () => (/* binding */ classify),
/* harmony export */   LD: () => (/* binding */ decide),
/* harmony export */   nW: () => (/* binding */ clockSkew),
/* harmony export */   sX: () => (/* binding */ isMade)
/* harmony export */ });
/* harmony import */ var _recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2032);

const clockSkew = 60 * 60 * 1000;
function classify(answer, expected) {
    if (answer.kind === 'absent')
        return { kind: answer.what === 'repository' ? 'miss-bootstrap' : 'miss' };
    if (answer.kind !== 'found')
        return { kind: answer.kind, fault: answer };
    const { document } = answer;
    if (document.kind !== 'manifest')
        return { kind: 'foreign', detail: 'the tag names an index, not one platform\u2019s image' };
    const base = readBase(answer, document, expected);
    if (typeof base === 'string')
        return { kind: 'foreign', detail: base };
    const age = expected.now - Date.parse(base.created);
    if (age < -clockSkew)
        return { kind: 'expired', base, dated: 'ahead' };
    return { kind: age > expected.maxAge * 86_400_000 ? 'expired' : 'hit', base };
}
function readBase(found, document, expected) {
    const said = document.annotations ?? {};
    const digest = said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.dependencyDigest];
    if (digest !== expected.digest) {
        return digest === undefined ? 'the image carries no dependency digest' : `the image is the base of ${digest}`;
    }
    if (said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.platform] !== expected.platform) {
        return `the image is for ${said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.platform] ?? 'an unknown platform'}, not ${expected.platform}`;
    }
    const created = said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.created] ?? '';
    if (Number.isNaN(Date.parse(created)))
        return 'the image does not say when it was made';
    return {
        manifest: found.digest,
        document,
        created,
        durationMs: numberOf(said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.durationMs]),
        bytes: numberOf(said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.bytes]),
        source: said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.source],
        run: said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.run],
        reason: said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.reason],
        verified: verifiedCommands(said[_recipe_annotations_js__WEBPACK_IMPORTED_MODULE_0__/* .annotation */ .w.verify]),
    };
}
function numberOf(text) {
    return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
function verifiedCommands(text) {
    if (text === undefined)
        return [];
    try {
        const list = JSON.parse(text);
        return Array.isArray(list) ? list.filter(each => typeof each === 'string') : [];
    }
    catch {
        return [];
    }
}
function isMade({ kind }) {
    return kind === 'build' || kind === 'inline';
}
function decide(outcome, rebuild, run) {
    switch (outcome.kind) {
        case 'hit':
            return rebuild === 'none'
                ? {
                    kind: 'reuse',
                    base: outcome.base,
                    ...(run !== undefined && outcome.base.run === run ? { builtBy: 'this-run' } : {}),
                }
                : { kind: 'build', why: 'rebuild', replaces: outcome.base.manifest };
        case 'expired':
            return { kind: 'build', why: rebuild === 'none' ? 'expired' : 'rebuild', replaces: outcome.base.manifest };
        case 'incomplete':
            return { kind: 'build', why: 'incomplete', replaces: outcome.base.manifest };
        case 'miss':
        case 'miss-bootstrap':
            return { kind: 'build', why: outcome.kind };
        default:
            return { kind: 'refuse', outcome };
    }
}


/***/ }),

/***/ 8703:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IC: () => (/* binding */ imagesOf),
/* harmony export */   OZ: () => (/* binding */ lineage),
/* harmony export */   im: () => (/* binding */ reachableFrom),
/* harmony export */   u0: () => (/* binding */ sourcesOf),
/* harmony export */   xH: () => (/* binding */ stageGraph)
/* harmony export */ });
/* harmony import */ var _dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3407);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8758);
/* harmony import */ var _lower_from_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6165);
/* harmony import */ var _lower_lower_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(300);
/* harmony import */ var _lower_triggers_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8092);





function stageGraph(dockerfile, options) {
    const lowering = (0,_lower_lower_js__WEBPACK_IMPORTED_MODULE_3__/* .beginLowering */ .h)(dockerfile, options);
    const nodes = dockerfile.stages.map(stage => stageNode(lowering, stage));
    return { platform: options.platform, nodes, lowering };
}
function stageNode(lowering, stage) {
    const { dockerfile, options } = lowering;
    const { position } = stage.from;
    const { image, platform } = (0,_lower_from_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveFrom */ .dx)(lowering, stage);
    const wanted = platform ?? options.platform;
    const context = (0,_lower_from_js__WEBPACK_IMPORTED_MODULE_2__/* .stageContext */ .U1)(lowering, stage, wanted);
    if (context !== undefined) {
        const nothing = { parent: undefined, image: undefined, instructions: [], uses: [], images: [] };
        return { stage, platform, context, ...nothing };
    }
    const parent = (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .findParentStage */ .iI)(dockerfile, stage, image);
    const isExternal = parent === undefined && image !== 'scratch';
    const use = { image, platform: (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)((0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizePlatform */ .FL)(wanted)), position };
    const triggers = parent === undefined ? [] : (0,_lower_triggers_js__WEBPACK_IMPORTED_MODULE_4__/* .stageTriggers */ .q)(lowering, parent, position);
    const instructions = [...triggers, ...stage.instructions];
    return {
        stage,
        parent,
        image: isExternal ? use : undefined,
        platform,
        context,
        ...sourcesOf(lowering, stage, instructions),
    };
}
function sourcesOf(lowering, stage, instructions) {
    const platform = (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)((0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizePlatform */ .FL)(lowering.options.platform));
    const sources = instructions.flatMap(instruction => (0,_dockerfile_stages_js__WEBPACK_IMPORTED_MODULE_0__/* .instructionSources */ .ry)(lowering.dockerfile, stage, instruction));
    return {
        instructions,
        uses: sources.flatMap(source => source.stage ?? []),
        images: sources.flatMap(({ stage: other, name, position }) => other === undefined && name !== 'scratch' ? [{ image: name, platform, position }] : []),
    };
}
function imagesOf(node) {
    return node.image === undefined ? node.images : [node.image, ...node.images];
}
function reachableFrom({ nodes }, target, boundary) {
    const reached = new Set();
    const visit = (stage) => {
        if (reached.has(stage.index) || stage === boundary)
            return;
        reached.add(stage.index);
        const node = nodes[stage.index];
        for (const next of [node?.parent, ...(node?.uses ?? [])])
            if (next !== undefined)
                visit(next);
    };
    visit(target);
    return nodes.filter(node => reached.has(node.stage.index));
}
function lineage({ nodes }, stage) {
    const line = [];
    for (let next = stage; next !== undefined; next = nodes[next.index]?.parent) {
        const node = nodes[next.index];
        if (node === undefined)
            break;
        line.push(node);
    }
    return line;
}


/***/ }),

/***/ 4359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ insertLines),
/* harmony export */   P: () => (/* binding */ redeclareArgs)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _image_platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8758);


function redeclareArgs({ stage, platforms }, lowered, buildArgs, escapeCharacter) {
    if (stage === undefined)
        return [];
    const children = new Set(platforms.flatMap(each => each.children.map(child => child.stage)));
    return [...children]
        .sort((one, other) => one.index - other.index)
        .flatMap(child => {
        const grown = platforms.filter(each => each.children.some(node => node.stage === child));
        const names = new Set(grown.map(each => (0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)((0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalizePlatform */ .FL)(each.platform))));
        const bases = lowered.filter(each => names.has(each.platform));
        const lines = redeclareLines(stage, bases, buildArgs, escapeCharacter);
        if (lines.length === 0)
            return [];
        refuseOtherParent(stage, child, platforms);
        return [{ afterLine: child.from.endLine, lines }];
    });
}
function redeclareLines(stage, lowered, buildArgs, escapeCharacter) {
    const names = [...new Set(lowered.flatMap(each => [...each.lostArgs.keys()]))].sort();
    if (names.length > 0 && lowered.some(each => each.config.onbuild !== undefined)) {
        throw refusal(stage.from.position, 'ONBUILD in the base stage would run without its ARGs', 'use ENV for what the trigger reads');
    }
    return names.map(name => redeclareArg(stage, name, lowered, buildArgs, escapeCharacter));
}
function refuseOtherParent(stage, child, platforms) {
    const isOther = ({ remaining }) => remaining.some(node => node.stage === child && node.parent !== stage && node.context === undefined);
    const other = platforms.find(isOther);
    if (other === undefined)
        return;
    const { name = '' } = stage.from;
    throw refusal(child.from.position, `FROM ${child.from.image} is ${name} on some platforms and not on ${(0,_image_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPlatform */ .Bq)(other.platform)}: the ARGs that it would inherit from ${name} cannot be declared again for some alone`, `use ENV instead of ARG in ${name}, or begin here with a stage that is FROM ${name} on its own line`);
}
const longestLine = 65_535;
function redeclareArg(stage, name, lowered, buildArgs, escapeCharacter) {
    const variables = lowered.map(each => each.lostArgs.get(name));
    const position = variables.find(variable => variable !== undefined)?.position ?? stage.from.position;
    if (variables.every(variable => variable?.isGlobal || (variable && buildArgs.has(name))))
        return `ARG ${name}`;
    const values = new Set(variables.map(variable => variable?.value));
    const [value] = values;
    if (values.size !== 1 || value === undefined) {
        throw refusal(position, `ARG ${name} differs between platforms, so the app cannot be given it back`, `declare ARG ${name} again in the app's stage`);
    }
    if (/\n/.test(value)) {
        throw refusal(position, `ARG ${name} has a line break, which no ARG line can hold`, `pass ${name} in build-args`);
    }
    const line = `ARG ${name}="${quote(value, escapeCharacter)}"`;
    if (Buffer.byteLength(line) < longestLine)
        return line;
    throw refusal(position, `ARG ${name} is longer than a line of a Dockerfile may be`, `pass ${name} in build-args`);
}
function quote(value, escapeCharacter) {
    return [...value]
        .map(each => (each === '"' || each === '$' || each === escapeCharacter ? escapeCharacter + each : each))
        .join('');
}
function refusal(position, fact, remedy) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH039', fact, { position, remedy });
}
function insertLines(text, insertions) {
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = text.split(/(?<=\n)/);
    return lines
        .flatMap((line, index) => {
        const added = insertions.filter(each => each.afterLine === index + 1).flatMap(each => each.lines);
        const ended = added.length > 0 && !line.endsWith('\n') ? line + newline : line;
        return [ended, ...added.map(each => each + newline)];
    })
        .join('');
}


/***/ }),

/***/ 1023:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ pinImages)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8424);


function pinImages(upstreams, dockerfile) {
    const pins = new Map();
    for (const { reference, platform, digest, position } of upstreams) {
        const parsed = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)(reference, position);
        const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .contextKey */ .hx)(reference);
        if (parsed.digest !== undefined || name === undefined)
            continue;
        if (dockerfile.stages.some(stage => stage.from.name === name)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BasehitError */ .j('BH029', `the stage name ${name} is also the name of the image ${reference}, which cannot be pinned then`, {
                position,
                remedy: `rename the stage, for example to ${name}-stage`,
            });
        }
        const { registry, repository } = parsed;
        const value = `docker-image://${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .formatReference */ .FH)({ registry, repository, digest })}`;
        pins.set(`${name} ${platform}`, { name, platform, value });
    }
    return [...pins.values()];
}


/***/ }),

/***/ 4737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ trustOf),
/* harmony export */   D: () => (/* binding */ confine)
/* harmony export */ });
const events = {
    push: { publishes: 'by-ref', cache: 'own' },
    workflow_dispatch: { publishes: 'by-ref', cache: 'own' },
    release: { publishes: 'by-ref', cache: 'own' },
    schedule: { publishes: 'by-ref', cache: 'everybody' },
    repository_dispatch: { publishes: 'by-ref', cache: 'everybody' },
    merge_group: { publishes: 'always', cache: 'own' },
    workflow_run: { publishes: 'by-ref', cache: 'everybody' },
    pull_request: { publishes: 'never', cache: 'own' },
    pull_request_review: { publishes: 'never', cache: 'own' },
    pull_request_review_comment: { publishes: 'never', cache: 'own' },
    pull_request_target: { publishes: 'never', cache: 'everybody' },
};
const unknownEvent = { publishes: 'never', cache: 'everybody' };
function trustOf(actor, push) {
    const publish = push === 'wanted' ? 'required' : 'if-granted';
    if (actor.kind === 'person')
        return { read: 'allowed', publish, caches: 'shared' };
    const rule = Object.hasOwn(events, actor.event) ? (events[actor.event] ?? unknownEvent) : unknownEvent;
    const because = objection(actor, rule);
    if (because === undefined)
        return { read: 'allowed', publish, caches: 'shared' };
    const isPrivileged = actor.code === 'foreign' && rule.cache === 'everybody';
    return {
        read: 'allowed',
        publish: 'never',
        caches: rule.cache === 'own' ? 'own' : 'none',
        because,
        ...(isPrivileged && push === 'wanted' ? { caution: caution(actor.event) } : {}),
    };
}
function objection({ event, code, ref }, rule) {
    if (rule.publishes === 'always')
        return undefined;
    if (code === 'foreign')
        return `a run of ${event} for a fork or Dependabot publishes none`;
    if (rule === unknownEvent)
        return `a run of ${event || 'an unknown event'} publishes none`;
    if (rule.publishes === 'never')
        return `a run of ${event} publishes none before it is merged`;
    return ref === 'protected'
        ? undefined
        : `a run of ${event} publishes none unless its ref is protected or the default branch`;
}
function caution(event) {
    return `${event} runs for a fork with a token that may write, and push is set: check that what is built here is not the fork's code`;
}
function confine(decision, outcome, trust) {
    if (trust.publish !== 'never')
        return decision;
    if (decision.kind === 'refuse' && outcome.kind === 'denied')
        return { kind: 'inline', why: 'denied' };
    if (decision.kind !== 'build')
        return decision;
    if (outcome.kind === 'expired') {
        const { base, dated } = outcome;
        const fact = dated === 'ahead' ? `dated ${base.created}, ahead of this clock` : 'older than max-age';
        return { kind: 'reuse', base, notice: `${fact}, and used: this run may not publish another` };
    }
    return { kind: 'inline', why: decision.why };
}


/***/ }),

/***/ 2032:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ annotation)
/* harmony export */ });
const annotation = {
    dependencyDigest: 'dev.basehit.dependency-digest',
    recipeVersion: 'dev.basehit.recipe-version',
    platform: 'dev.basehit.platform',
    created: 'dev.basehit.created',
    durationMs: 'dev.basehit.duration-ms',
    bytes: 'dev.basehit.bytes',
    verify: 'dev.basehit.verify',
    source: 'dev.basehit.source',
    run: 'dev.basehit.run',
    reason: 'dev.basehit.reason',
};


/***/ }),

/***/ 1970:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Md: () => (/* binding */ fileName),
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   p1: () => (/* binding */ unnamed)
/* harmony export */ });
/* harmony import */ var _lower_origins_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9754);

const unnamed = { image: () => undefined, file: () => undefined };
function namesOf(operations, upstreams, origins) {
    const images = upstreamNames(upstreams);
    const files = fileNames(operations, origins);
    return { image: image => images.get(image), file: file => files.get(file) };
}
function fileName(path, context = '') {
    const shown = path === '' ? '.' : path;
    return context === '' ? shown : `${shown} (context ${context})`;
}
function upstreamNames(upstreams) {
    const known = new Map();
    for (const { digest, reference } of objects(upstreams)) {
        if (typeof digest === 'string' && typeof reference === 'string')
            known.set(digest, reference);
    }
    return known;
}
function fileNames(operations, origins) {
    const files = (0,_lower_origins_js__WEBPACK_IMPORTED_MODULE_0__/* .fileLists */ .S)(operations).flat();
    const names = new Map();
    let at = 0;
    for (const { path, directory, count = 1, context = '' } of objects(origins)) {
        const parent = path ?? directory;
        const end = at + (Number.isSafeInteger(count) && Number(count) >= 1 ? Number(count) : Number.NaN);
        if (typeof parent !== 'string' || typeof context !== 'string' || !(end <= files.length))
            return new Map();
        for (const file of files.slice(at, end)) {
            names.set(file, fileName(path === undefined ? joined(parent, file.path) : parent, context));
        }
        at = end;
    }
    return at === files.length ? names : new Map();
}
function joined(directory, path) {
    return directory === '' || path === '' ? directory + path : `${directory}/${path}`;
}
function objects(list) {
    return Array.isArray(list) ? list.filter(each => typeof each === 'object' && each !== null) : [];
}


/***/ }),

/***/ 4470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   PF: () => (/* binding */ encodeRecipe),
/* harmony export */   Sx: () => (/* binding */ recipeOf),
/* harmony export */   UX: () => (/* binding */ isDependencyDigest),
/* harmony export */   _q: () => (/* binding */ dependencyDigest),
/* harmony export */   n9: () => (/* binding */ recipeMediaType),
/* harmony export */   vn: () => (/* binding */ recipeVersion)
/* harmony export */ });
/* unused harmony export recipeBytes */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _canonical_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9333);



const recipeVersion = 1;
const recipeMediaType = 'application/vnd.basehit.recipe.v1+json';
function recipeOf(lowered, { salt }) {
    const { sourceDateEpoch } = lowered;
    return {
        recipe: recipeVersion,
        platform: lowered.platform,
        operations: lowered.operations,
        root: lowered.root,
        config: lowered.config,
        ...(salt ? { salt } : {}),
        ...(sourceDateEpoch === undefined ? {} : { sourceDateEpoch }),
    };
}
function recipeBytes(recipe) {
    return finish(encodeRecipe(recipe));
}
function* encodeRecipe(recipe) {
    const encoder = new TextEncoder();
    const parts = [];
    let text = '';
    for (const piece of (0,_canonical_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalPieces */ .Eu)(recipe)) {
        text += piece;
        if (text.length < pieceLength)
            continue;
        parts.push(encoder.encode(text));
        text = '';
        yield;
    }
    return Buffer.concat([...parts, encoder.encode(text)]);
}
const pieceLength = 64 * 1024;
function dependencyDigest(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}
function isDependencyDigest(text) {
    return /^[0-9a-f]{64}$/.test(text);
}


/***/ }),

/***/ 8597:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ recordMediaType)
/* harmony export */ });
const recordMediaType = 'application/vnd.basehit.record.v1+json';


/***/ }),

/***/ 3538:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S6: () => (/* binding */ errorLines),
  Cl: () => (/* binding */ eventLines),
  aj: () => (/* binding */ warningOf)
});

// UNUSED EXPORTS: age, bytes, changeLines, changeText, decisionText, seconds

;// CONCATENATED MODULE: ./lib/position.js
function formatPosition(position) {
    return `${position.file}:${position.line}:${position.column}`;
}

;// CONCATENATED MODULE: ./lib/report/capped.js
const mostListed = 50;
const mostCharacters = 100_000;
const mostOfValue = 2000;
function cappedChanges(bases) {
    return bases.map(({ changes }) => {
        if (changes === undefined)
            return { changes: null, omittedChanges: 0 };
        let left = mostCharacters / bases.length;
        const kept = changes.map(shortened).filter(change => {
            left -= JSON.stringify(change).length + 1;
            return left >= 0;
        });
        return { changes: kept, omittedChanges: changes.length - kept.length };
    });
}
function shortened(change) {
    const { subject, before, after } = change;
    return {
        ...change,
        subject: cut(subject),
        ...(before === undefined ? {} : { before: cut(before) }),
        ...(after === undefined ? {} : { after: cut(after) }),
    };
}
function cut(text) {
    return text.length > mostOfValue ? `${text.slice(0, mostOfValue - 1).toWellFormed()}\u2026` : text;
}

;// CONCATENATED MODULE: ./lib/report/text.js


function eventLines(event, now) {
    return linesOf(event, now).map(oneLine);
}
function oneLine(text) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
function linesOf(event, now) {
    switch (event.kind) {
        case 'lowered':
            return [];
        case 'decided':
            return [
                `base ${event.name} (${event.platform}): ${decisionText(event.decision, now)}`,
                `  dependency digest ${event.digest}`,
            ];
        case 'changed':
            return changeLines(event.changes);
        case 'build-started':
            return [event.why === 'app' ? `building the ${event.what}` : `building the ${event.what} (${event.why})`];
        case 'step':
            return stepLines(event);
        case 'log':
            return [`    ${event.line}`];
        case 'published':
            return [`published ${event.reference}`, `  as ${event.tag.slice(0, 17)}\u2026 in ${seconds(event.durationMs)}`];
        case 'adopted':
            return [
                `another run was first: using ${event.reference}${event.wastedMs > 0 ? `, ${seconds(event.wastedMs)} of building here were not needed` : ''}`,
            ];
        case 'app-built':
            return [`app built in ${seconds(event.durationMs)}${event.digest ? `: ${event.digest}` : ''}`];
        case 'notice':
            return [`note: ${event.message}`];
        case 'warning':
            return event.fault === undefined ? [`warning: ${event.message}`] : faultLines('warning', event.fault);
    }
}
const housekeeping = /^(\[(\S+ )*internal\]|\[(\S+ )?context |docker-image:\/\/|oci-layout:\/\/|resolve image config|resolving provenance|\[.*\] LINK )/;
function stepLines(event) {
    if (event.state === 'started' || (event.state !== 'failed' && housekeeping.test(event.name)))
        return [];
    const time = event.durationMs === undefined || event.state === 'cached' ? '' : ` ${seconds(event.durationMs)}`;
    return [`  ${event.state === 'done' ? '' : `${event.state.toUpperCase()} `}${event.name}${time}`];
}
function decisionText(decision, now) {
    if (decision.kind === 'refuse')
        return `stop (${decision.outcome.kind})`;
    if (decision.kind === 'build')
        return `build (${decision.why})`;
    if (decision.kind === 'inline')
        return `build for this run alone (${decision.why})`;
    const { created, durationMs } = decision.base;
    if (decision.builtBy === 'this-run')
        return 'use (built by this run)';
    const saved = durationMs === undefined ? '' : `, saves ${seconds(durationMs)}`;
    return `reuse (made ${age(now - Date.parse(created))} ago${saved})`;
}
function changeLines(changes) {
    if (changes.length === 0)
        return ['  no recorded fact differs from the last base'];
    const shown = changes.slice(0, mostListed);
    const width = Math.min(44, Math.max(...shown.map(change => shorten(change.subject).length)));
    return [
        `  ${changes.length} ${changes.length === 1 ? 'change' : 'changes'} since the last base:`,
        ...shown.map(change => `    ${shorten(change.subject).padEnd(width)}  ${changeText(change)}`),
        ...(changes.length > shown.length ? [`    \u2026 and ${changes.length - shown.length} more`] : []),
    ];
}
function changeText(change) {
    if (change.change === 'changed' &&
        change.before !== undefined &&
        change.after !== undefined &&
        change.kind !== 'run') {
        const [before, after] = [brief(change.before), brief(change.after)];
        if (before !== after)
            return `${before} \u2192 ${after}`;
    }
    return change.change;
}
function shorten(text) {
    const flat = text.replace(/\s+/g, ' ');
    return flat.length > 72 ? `${flat.slice(0, 71)}\u2026` : flat;
}
function brief(value) {
    return shorten(value.replace(/([0-9a-f]{8})[0-9a-f]{56}/g, '$1\u2026'));
}
function errorLines(error) {
    return faultLines('error', error).map(oneLine);
}
function faultLines(severity, { code, message, position, remedy }) {
    const [first = '', ...more] = message.split('\n');
    return [
        `${severity}[${code}]: ${first}`,
        ...more.map(line => `  ${line}`),
        ...(position === undefined ? [] : [`  at ${formatPosition(position)}`]),
        ...(remedy === undefined ? [] : [`  ${remedy}`]),
    ];
}
function warningOf(fault) {
    const { code, message, position, remedy } = fault;
    const place = position === undefined ? '' : `${formatPosition(position)}: `;
    return { kind: 'warning', message: `${place}${[message, remedy].filter(Boolean).join('; ')} (${code})`, fault };
}
function seconds(milliseconds) {
    if (milliseconds < 59_950)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    const whole = Math.round(milliseconds / 1000);
    return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
function age(milliseconds) {
    const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
    if (minutes < 60)
        return `${minutes} min`;
    if (minutes < 48 * 60)
        return `${Math.floor(minutes / 60)} h`;
    return `${Math.floor(minutes / 1440)} days`;
}
function bytes(count) {
    if (count < 1e6)
        return `${(count / 1e3).toFixed(1)} kB`;
    if (count < 1e9)
        return `${(count / 1e6).toFixed(1)} MB`;
    return `${(count / 1e9).toFixed(2)} GB`;
}


/***/ }),

/***/ 8403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";
/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ finish),
/* harmony export */   V: () => (/* binding */ finishInTurns)
/* harmony export */ });
function finish(work) {
    let step = work.next();
    while (!step.done)
        step = work.next();
    return step.value;
}
async function finishInTurns(work, turn) {
    let step = work.next();
    while (!step.done) {
        const pause = turn?.();
        if (pause !== undefined)
            await pause;
        step = work.next();
    }
    return step.value;
}


/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.cjs.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};
(__nccwpck_require__(2633)/* .start */ .n)()

module.exports = __webpack_exports__;
/******/ })()
;
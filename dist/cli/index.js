#!/usr/bin/env node
/******/ (() => { // webpackBootstrap
/******/ 	var __webpack_modules__ = ({

/***/ 31:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

"use strict";

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  q: () => (/* binding */ launch)
});

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = require("node:path");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
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
    return (0,external_node_path_namespaceObject.join)((0,external_node_path_namespaceObject.isAbsolute)(XDG_CACHE_HOME) ? XDG_CACHE_HOME : (0,external_node_path_namespaceObject.join)(home, '.cache'), 'basehit');
}

;// CONCATENATED MODULE: ./lib/cli/command-names.js
const commands = ['digest', 'plan', 'build'];

;// CONCATENATED MODULE: external "node:buffer"
const external_node_buffer_namespaceObject = require("node:buffer");
;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = require("node:crypto");
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = require("node:module");
;// CONCATENATED MODULE: external "node:vm"
const external_node_vm_namespaceObject = require("node:vm");
;// CONCATENATED MODULE: ./lib/leases/folder.js



function makeFolder(path, mode = 0o777) {
    if (isFolder(path))
        return;
    if ((0,external_node_path_namespaceObject.dirname)(path) !== path)
        makeFolder((0,external_node_path_namespaceObject.dirname)(path), mode);
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
    const unfinished = `${path}.${(0,external_node_crypto_namespaceObject.randomUUID)()}.new`;
    try {
        makeFolder((0,external_node_path_namespaceObject.dirname)(path), 0o700);
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

;// CONCATENATED MODULE: ./lib/cli/compiled.js







function runCompiled(program, folder, use) {
    const source = (0,external_node_fs_namespaceObject.readFileSync)(program);
    const kept = folder === undefined ? undefined : new KeptCode(folder, source, use);
    const code = kept?.read();
    const text = (0,external_node_buffer_namespaceObject.isAscii)(source) ? source.toString('latin1') : source.toString();
    const script = new external_node_vm_namespaceObject.Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
        filename: program,
        ...(code && { cachedData: code }),
    });
    if (kept !== undefined && (code === undefined || script.cachedDataRejected)) {
        process.once('exit', () => kept.keep(script.createCachedData()));
    }
    const load = (0,external_node_module_namespaceObject.createRequire)(program);
    const require = (name) => {
        if (name.startsWith('.') && folder !== undefined && isFolder(folder))
            (0,external_node_module_namespaceObject.enableCompileCache)(folder);
        return load(name);
    };
    const module = { exports: {} };
    script.runInThisContext()(module.exports, require, module, program, (0,external_node_path_namespaceObject.dirname)(program));
}
const hashLength = 32;
const longest = 30 * 86_400_000;
const extension = '.code';
class KeptCode {
    #folder;
    #path;
    constructor(folder, source, use) {
        this.#folder = folder;
        const { version, arch, execArgv, env } = process;
        const kind = JSON.stringify([version, arch, execArgv, env.NODE_OPTIONS]);
        const name = (0,external_node_crypto_namespaceObject.hash)('sha256', (0,external_node_crypto_namespaceObject.hash)('sha256', source) + kind).slice(0, 32);
        this.#path = (0,external_node_path_namespaceObject.join)(folder, `${name}-${use}${extension}`);
    }
    read() {
        try {
            if (![this.#folder, this.#path].every(isOwn))
                return undefined;
            const bytes = (0,external_node_fs_namespaceObject.readFileSync)(this.#path);
            const code = bytes.subarray(hashLength);
            return bytes.subarray(0, hashLength).equals((0,external_node_crypto_namespaceObject.hash)('sha256', code, 'buffer')) ? code : undefined;
        }
        catch {
            return undefined;
        }
    }
    keep(code) {
        if (!keepFile(this.#path, Buffer.concat([(0,external_node_crypto_namespaceObject.hash)('sha256', code, 'buffer'), code])))
            return;
        try {
            this.#removeOld();
        }
        catch {
        }
    }
    #removeOld() {
        for (const name of (0,external_node_fs_namespaceObject.readdirSync)(this.#folder)) {
            const path = (0,external_node_path_namespaceObject.join)(this.#folder, name);
            if (!name.includes(extension))
                continue;
            if (Date.now() - (0,external_node_fs_namespaceObject.statSync)(path).mtimeMs > longest)
                (0,external_node_fs_namespaceObject.rmSync)(path, { force: true });
        }
    }
}
function isOwn(path) {
    const { uid, mode } = (0,external_node_fs_namespaceObject.statSync)(path);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
}

;// CONCATENATED MODULE: ./lib/cli/launch.js




function launch(directory) {
    const { env, argv } = process;
    const folder = env.CI || env.GITHUB_ACTIONS ? undefined : (0,external_node_path_namespaceObject.join)(cacheFolder(env, homeFolder()), 'compiled');
    const use = commands.find(command => command === argv[2]) ?? 'other';
    runCompiled((0,external_node_path_namespaceObject.join)(directory, 'program/index.cjs'), folder, use);
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
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};
(__nccwpck_require__(31)/* .launch */ .q)(__dirname)

module.exports = __webpack_exports__;
/******/ })()
;
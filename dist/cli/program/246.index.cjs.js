"use strict";
exports.id = 246;
exports.ids = [246];
exports.modules = {

/***/ 6246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nodeProcess: () => (/* binding */ nodeProcess)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);

const graceMs = 3_000;
const nodeProcess = { run };
function run(command, args, options) {
    return new Promise((resolve, reject) => {
        options.signal?.throwIfAborted();
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(command, args, {
            cwd: options.cwd,
            env: definedOnly(options.env),
            stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
            detached: process.platform !== 'win32',
        });
        const release = stopWith(child, options.signal);
        child.once('error', error => {
            release();
            reject(error);
        });
        child.once('close', (status, signal) => {
            release();
            resolve({ status: status ?? undefined, signal: signal ?? undefined });
        });
        child.stdout?.on('data', (chunk) => options.onStdout?.(chunk));
        child.stderr?.on('data', (chunk) => options.onStderr?.(chunk));
        child.stdin?.on('error', () => { });
        child.stdin?.end(options.stdin);
    });
}
function definedOnly(env) {
    return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
function stopWith(child, signal) {
    let killing;
    const stop = (name) => {
        signalGroup(child, name);
        killing ??= setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
    };
    const onInterrupt = () => stop('SIGINT');
    const onTerminate = () => stop('SIGTERM');
    process.on('SIGINT', onInterrupt);
    process.on('SIGTERM', onTerminate);
    signal?.addEventListener('abort', onTerminate, { once: true });
    return () => {
        clearTimeout(killing);
        process.off('SIGINT', onInterrupt);
        process.off('SIGTERM', onTerminate);
        signal?.removeEventListener('abort', onTerminate);
    };
}
function signalGroup(child, name) {
    if (child.pid === undefined)
        return;
    try {
        if (process.platform === 'win32')
            child.kill(name);
        else
            process.kill(-child.pid, name);
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH'))
            throw error;
    }
}


/***/ })

};
;
// The theme in a real browser: `node tests/browser/run.mjs BAILIWICK [PART…]`. Prints what it covered, part by part, and
// fails when anything did. Needs Chromium and the packages of package.json; without Chromium it says so and passes.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { empty, many, odd } from './odd.mjs';
import { serve } from './serve.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PARTS = ['axe', 'keyboard', 'search', 'degraded', 'layout', 'speed', 'paper', 'shots'];

function chromium() {
	const named = process.env.CHROMIUM ? [process.env.CHROMIUM] : ['chromium', 'chromium-browser', 'google-chrome'];
	for (const name of named) {
		try {
			return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim();
		} catch { /* the next */ }
	}
	return null;
}

/** Builds a handbook and lists its pages with their kinds, as the pages themselves say them. */
function build(program, handbook, out) {
	const built = spawnSync(program, ['build', '--root', handbook, '--as-of', '2026-11-25', '--keep-going', '--out', out], { encoding: 'utf8' });
	if (built.status !== 0) throw new Error(`the handbook ${handbook} does not build:\n${built.stderr}`);
	return pages(out);
}

function pages(out) {
	const found = [];
	const walk = (folder) => readdirSync(folder, { withFileTypes: true }).forEach((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return walk(path);
		if (!entry.name.endsWith('.html')) return;
		const html = readFileSync(path, 'utf8');
		found.push({ file: relative(out, path), kind: /<html[^>]* data-kind="([a-z]+)"/.exec(html)?.[1] ?? 'redirect', bytes: Buffer.byteLength(html) });
	});
	walk(out);
	return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function write(folder, files) {
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
	return folder;
}

/** Of each kind the heaviest page, and one that shows what is missing where there is one. */
export function eachKind(all) {
	const kinds = new Map();
	for (const page of all) {
		if (page.kind === 'redirect') continue;
		const known = kinds.get(page.kind);
		if (!known || page.bytes > known.bytes) kinds.set(page.kind, page);
	}
	return [...kinds.values()];
}

async function main() {
	const [program, ...asked] = process.argv.slice(2);
	const path = chromium();
	if (!path) return console.log('browser: skipped: Chromium is not installed');
	if (!existsSync(join(root, 'tests/browser/node_modules'))) return console.log('browser: skipped: `npm ci` has not run in tests/browser');
	const { chromium: driver } = await import('playwright-core');
	const folder = mkdtempSync(join(tmpdir(), 'bailiwick-browser-'));
	const sites = {};
	const add = (name, handbook) => { sites[name] = { out: join(folder, 'sites', name), pages: build(resolve(program), handbook, join(folder, 'sites', name)) }; };
	const make = (name, files) => add(name, write(join(folder, 'books', name), files));
	add('example', root);
	make('odd', odd);
	make('empty', empty);
	make('many', many);
	const server = await serve(Object.fromEntries(Object.entries(sites).map(([name, site]) => [name, site.out])));
	const browser = await driver.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--allow-file-access-from-files'] });
	const failures = [];
	const world = {
		browser, server, sites, root, folder, eachKind, write, build: (handbook, out) => build(resolve(program), handbook, out),
		url: (site, file) => `${server.at}/${site}/${file.split('/').map(encodeURIComponent).join('/')}`,
		fail: (what) => { failures.push(what); console.log(`  FAILED ${what}`); },
		hold: (is, what) => { if (!is) world.fail(what); return is; },
		say: (what) => console.log(`browser: ${what}`),
	};
	try {
		for (const part of asked.length ? asked : PARTS) {
			const begun = Date.now();
			const said = await (await import(`./${part}.mjs`)).run(world).catch((error) => world.fail(`${part}: ${error.stack}`));
			if (said) console.log(`browser: ${part}: ${said} (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
		}
	} finally {
		await browser.close();
		server.end();
		rmSync(folder, { recursive: true, force: true });
	}
	if (failures.length) {
		console.log(`browser: ${failures.length} failed`);
		process.exitCode = 1;
	}
}

await main();

// What must work where something is missing: scripts, a server, newer CSS, a policy that allows almost nothing.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Opens each kind of page and gives what the browser complained about. */
async function complaints(world, context, url) {
	const page = await context.newPage();
	const said = [];
	let at = '';
	page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) said.push(`${at}: ${message.text()}`); });
	page.on('pageerror', (error) => said.push(`${at}: ${error.message}`));
	page.on('requestfailed', (request) => /ERR_ABORTED/.test(request.failure()?.errorText) || said.push(`${at}: ${request.url()} ${request.failure()?.errorText}`));
	const elsewhere = new Set();
	page.on('request', (request) => { if (!request.url().startsWith(url('')) && !request.url().startsWith('data:')) elsewhere.add(request.url()); });
	for (const { file } of world.eachKind(world.sites.example.pages)) {
		at = file;
		await page.goto(url(file));
	}
	await page.close();
	return { said: said.filter((text) => !/404 \(Not Found\)/.test(text)), elsewhere: [...elsewhere] };
}

export async function run(world) {
	const out = world.sites.example.out;
	const kinds = world.eachKind(world.sites.example.pages).length;

	// The strict policy: the server sends it with every file.
	const strict = await world.browser.newContext();
	const served = await complaints(world, strict, (file) => world.url('example', file));
	for (const one of served.said) world.fail(`policy: ${one}`);
	for (const one of served.elsewhere) world.fail(`policy: asks elsewhere: ${one}`);
	const page = await strict.newPage();
	await page.goto(world.url('example', 'systems/ledger.html'));
	const ran = await page.evaluate(() => {
		const script = document.createElement('script');
		script.textContent = 'window.ran = true';
		document.body.append(script);
		return window.ran === true;
	});
	world.hold(!ran, 'policy: the policy is in force');

	// A page that does not exist, deep down: its links and suggestions work at any depth where the address is known.
	await page.goto(world.url('example', 'systems/ledgr.html'));
	world.hold(await page.locator('h1').count() === 1, 'missing page: the page for it is sent');

	// From a file share.
	const disk = await world.browser.newContext();
	const file = (name) => pathToFileURL(join(out, name)).href;
	const read = await complaints(world, disk, file);
	for (const one of read.said) world.fail(`file://: ${one}`);
	const local = await disk.newPage();
	await local.goto(file('systems/ledger.html'));
	await local.keyboard.press('/');
	await local.keyboard.type('payments api');
	await local.waitForSelector('[role=option][aria-selected=true]', { timeout: 5000 }).catch(() => world.fail('file://: search finds nothing'));
	await Promise.all([local.waitForURL(/payments-api/, { timeout: 5000 }).catch(() => world.fail('file://: the result does not open')), local.keyboard.press('Enter')]);
	await local.goto(file('gaps/index.html'));
	await local.locator('form.filter input[type=radio]').nth(1).check({ force: true });
	const narrowed = await local.locator('main .issue:visible').count();
	world.hold(narrowed > 0 && narrowed < await local.locator('main .issue').count(), 'file://: the filters work');

	// Without scripts.
	const bare = await world.browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
	const plain = await bare.newPage();
	await plain.goto(world.url('example', 'systems/ledger.html'));
	world.hold(!await plain.locator('#bw--theme').isVisible() && !await plain.locator('[data-copy]').first().isVisible(), 'no scripts: no button that would do nothing');
	world.hold(await plain.locator('#answer').isVisible(), 'no scripts: the answer is there');
	await plain.locator('#bw--menu').click();
	world.hold(await plain.locator('#bw--side').isVisible(), 'no scripts: the menu opens');
	await plain.keyboard.press('Escape');
	await plain.locator('.find').click();
	world.hold(/search/.test(plain.url()) && await plain.locator('ul.index a').count() > 50, 'no scripts: search leads to the list from A to Z');
	await plain.goto(world.url('example', 'gaps/index.html'));
	world.hold(await plain.locator('main .issue').first().isVisible(), 'no scripts: all gaps are listed');
	await plain.locator('main .issue summary').first().click();
	world.hold(await plain.locator('main .issue .body').first().isVisible(), 'no scripts: a gap opens');
	for (const name of ['gaps/index.html', 'matrix.html', 'systems/index.html']) {
		await plain.goto(world.url('example', name));
		const filter = plain.locator('form.filter');
		const radios = plain.locator('form.filter input[type=radio]');
		if (!await filter.isVisible()) { world.fail(`no scripts: ${name} shows no filter`); continue; }
		const items = name === 'gaps/index.html' ? 'main .issue:not(.is-waived)' : 'main tbody tr:not(.grp)';
		const all = await plain.locator(`${items}:visible`).count();
		await radios.nth(1).check({ force: true });
		const some = await plain.locator(`${items}:visible`).count();
		world.hold(some > 0 && some < all, `no scripts: the filter of ${name} narrows ${all} to ${some}`);
	}

	// The browser's own wishes: forced colours, less motion, earlier browsers without the newer CSS.
	const forced = await world.browser.newContext({ forcedColors: 'active', reducedMotion: 'reduce' });
	const high = await forced.newPage();
	await high.goto(world.url('example', 'systems/ledger.html'));
	world.hold(await high.locator('.st .i').first().isVisible(), 'forced colours: the states keep their symbols');
	world.hold(await high.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior) === 'auto', 'less motion: no smooth scrolling');
	const css = readFileSync(join(out, 'assets', (await high.evaluate(() => document.querySelector('link[href*="style."]').href)).split('/').pop()), 'utf8');
	world.hold(/@supports *\(color:light-dark/.test(css), 'earlier browsers: the newer colours are asked for before they are used');
	for (const context of [strict, disk, bare, forced]) await context.close();
	return `${kinds} kinds of page under the strict policy and below a path, and from file://; without scripts; forced colours`;
}

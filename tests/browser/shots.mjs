// Pictures of every kind of page, at both widths and in both schemes, in `.screenshots/` for people to look at.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { SCHEMES, WIDTHS } from './axe.mjs';

export async function run(world) {
	const folder = join(world.root, '.screenshots');
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder);
	const wanted = Object.entries(world.sites).flatMap(([site, { pages }]) => world.eachKind(pages).map((page) => [site, page]));
	let taken = 0;
	await Promise.all(WIDTHS.flatMap((viewport) => SCHEMES.map(async (colorScheme) => {
		const context = await world.browser.newContext({ viewport, colorScheme });
		const page = await context.newPage();
		for (const [site, { file, kind }] of wanted) {
			if (site === 'many' && !['list', 'systems', 'team', 'domain', 'rule', 'gaps', 'search', 'stage'].includes(kind)) continue;
			if (site === 'empty' && !['home', 'gaps', 'matrix', 'profile'].includes(kind)) continue;
			await page.goto(world.url(site, file));
			const height = await page.evaluate(() => document.documentElement.scrollHeight);
			await page.screenshot({ path: join(folder, `${site}-${kind}-${viewport.width}-${colorScheme}.png`), clip: { x: 0, y: 0, width: viewport.width, height: Math.min(height, viewport.width > 1000 ? 2400 : 3200) }, fullPage: true });
			taken += 1;
		}
		await context.close();
	})));
	return `${taken} pictures in .screenshots/`;
}

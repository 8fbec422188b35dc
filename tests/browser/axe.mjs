// The accessibility rules on every kind of page, at two widths, in both colour schemes, with everything opened.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const WIDTHS = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
export const SCHEMES = ['light', 'dark'];

/** What the rules say of a page: rule, places and reason. Goes past the page's own policy, as the driver's scripts do. */
async function violations(page) {
	await page.evaluate(source);
	return page.evaluate(async (tags) => {
		const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
		const shown = (node) => `${node.target.join(' ')} ${(node.any[0] ?? node.all[0] ?? node.none[0] ?? {}).message}`;
		return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map(shown).join(' | ')}`);
	}, TAGS);
}

export async function run(world) {
	const wanted = [
		...world.eachKind(world.sites.example.pages).map((page) => ['example', page]),
		...world.eachKind(world.sites.odd.pages).map((page) => ['odd', page]),
		...world.sites.odd.pages.filter((page) => ['system', 'team'].includes(page.kind)).map((page) => ['odd', page]),
		...world.sites.empty.pages.filter((page) => ['home', 'teams', 'systems', 'domains', 'matrix', 'gaps', 'profile', 'search'].includes(page.kind)).map((page) => ['empty', page]),
		...world.eachKind(world.sites.many.pages).filter((page) => ['list', 'systems', 'team', 'domain', 'rule', 'gaps', 'search', 'stage'].includes(page.kind)).map((page) => ['many', page]),
	];
	const kinds = new Set(wanted.map(([, page]) => page.kind));
	const templates = ['card', 'checklists', 'domain', 'domains', 'framework', 'gaps', 'home', 'lifecycle', 'list', 'matrix', 'mistakes', 'notfound', 'page', 'people', 'person', 'practices', 'profile', 'rule', 'search', 'section', 'stage', 'start', 'system', 'systems', 'team', 'teams'];
	for (const kind of templates) world.hold(kinds.has(kind), `axe: no page of kind ${kind} was tried`);
	const queue = WIDTHS.flatMap((viewport) => SCHEMES.map((colorScheme) => ({ viewport, colorScheme })));
	let runs = 0, all = 0;
	await Promise.all(queue.map(async (look) => {
		const context = await world.browser.newContext(look);
		const page = await context.newPage();
		await page.setContent('<p style="color:#eee">hard to see</p><img src="x.png">');
		world.hold((await violations(page)).length > 2, 'axe: finds what is wrong with a bad page');
		for (const [site, { file }] of wanted) {
			await page.goto(world.url(site, file));
			await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
			const found = await violations(page);
			runs += 1;
			all += found.length;
			for (const one of found) world.fail(`axe: ${site}/${file} ${look.viewport.width} ${look.colorScheme}: ${one}`);
		}
		await context.close();
	}));
	return `${wanted.length} pages of ${kinds.size} kinds × ${WIDTHS.length} widths × ${SCHEMES.length} schemes, ${runs} runs, ${all} violations`;
}

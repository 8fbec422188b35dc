// Nothing is wider than the screen, whatever the names; nothing weighs more than its budget.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const SPACING = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';

export async function run(world) {
	const tried = ['example', 'odd', 'empty'].flatMap((site) => world.sites[site].pages.filter((page) => page.kind !== 'redirect').map((page) => [site, page]));
	const wanted = tried.filter(([site, page]) => site !== 'example' || world.eachKind(world.sites.example.pages).includes(page));
	let runs = 0;
	for (const [width, css] of [[320, ''], [390, SPACING], [1440, '']]) {
		const context = await world.browser.newContext({ viewport: { width, height: 800 }, bypassCSP: true });
		const page = await context.newPage();
		for (const [site, { file }] of wanted) {
			await page.goto(world.url(site, file));
			if (css) await page.addStyleTag({ content: css });
			const wide = await page.evaluate(() => {
				document.querySelectorAll('details.share').forEach((shut) => { shut.open = true; });
				const root = document.documentElement, most = root.clientWidth;
				if (root.scrollWidth <= most) return '';
				const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > most + 1 && !e.closest('.scroll,pre,.vh,.toc,[popover]'));
				return `${root.scrollWidth} px: ${out.slice(-2).map((e) => e.outerHTML.slice(0, 100)).join(' | ')}`;
			});
			// Drawings are lines in a colour of their own; what no style reaches is filled with black.
			const blots = await page.evaluate(() => [...document.querySelectorAll('svg:not([hidden]) use')].filter((e) => getComputedStyle(e).fill !== 'none').map((e) => e.parentNode.outerHTML.slice(0, 80)));
			runs += 1;
			world.hold(blots.length === 0, `layout: ${site}/${file} at ${width} px has ${blots.length} drawings filled: ${blots[0]}`);
			if (wide) world.fail(`layout: ${site}/${file} at ${width} px${css ? ' with wide spacing' : ''} is ${wide}`);
		}
		await context.close();
	}

	// Ids, titles, headings and elements of every page of the example.
	const context = await world.browser.newContext();
	const page = await context.newPage();
	let most = 0;
	const titles = new Map();
	for (const { file, kind } of world.sites.example.pages) {
		if (kind === 'redirect') continue;
		await page.setContent(readFileSync(join(world.sites.example.out, file), 'utf8').replace(/<(script|link)[^>]*>/g, ''));
		const facts = await page.evaluate(() => {
			const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
			return { twice: ids.filter((id, n) => ids.indexOf(id) !== n), h1: document.querySelectorAll('h1').length, all: document.querySelectorAll('*').length, title: document.title, lang: document.documentElement.lang };
		});
		world.hold(facts.twice.length === 0, `layout: ${file} has the ids ${facts.twice} twice`);
		world.hold(facts.h1 === 1 && facts.lang, `layout: ${file} has ${facts.h1} main headings, language ${facts.lang}`);
		if (['system', 'team', 'domain', 'home'].includes(kind)) {
			most = Math.max(most, facts.all);
			world.hold(facts.all <= 1500, `layout: ${file} has ${facts.all} elements`);
		}
		if (['page', 'section'].includes(kind)) continue;
		if (titles.has(facts.title)) world.fail(`layout: ${file} and ${titles.get(facts.title)} are both titled ${facts.title}`);
		titles.set(facts.title, file);
	}
	// Stages that differ look different in a table.
	await page.goto(world.url('example', 'systems/index.html'));
	const colours = await page.evaluate(() => Object.fromEntries([...document.querySelectorAll('.dots use')].map((e) => [e.className.baseVal, getComputedStyle(e).stroke])));
	world.hold(Object.keys(colours).length >= 3 && new Set(Object.values(colours)).size === Object.keys(colours).length, `layout: stages in a table have the colours ${JSON.stringify(colours)}`);
	// A gap that a long list has on another page is found, from its rule's page and from that of all gaps.
	const far = world.sites.many.pages.find((one) => /^gaps\/[a-z-]+\/all\/3\.html$/.test(one.file));
	const rule = far.file.split('/')[1], id = /<li id="([^"]+)"/.exec(readFileSync(join(world.sites.many.out, far.file), 'utf8'))[1];
	for (const from of [`gaps/${rule}.html`, 'gaps/index.html']) {
		await page.goto(`${world.url('many', from)}#${id}`);
		await page.waitForURL(`**/many/${far.file}#${id}`, { timeout: 5000 }).catch(() => world.fail(`layout: ${from}#${id} leads to ${page.url()}`));
	}
	await context.close();
	return `${wanted.length} pages at 320 px, at 390 px with wide spacing and at 1440 px, ${runs} runs; ${titles.size} titles; at most ${most} elements on a typical page`;
}

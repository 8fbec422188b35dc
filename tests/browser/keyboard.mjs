// A walk through the site with nothing but a keyboard.

export async function run(world) {
	const context = await world.browser.newContext({ viewport: { width: 1440, height: 900 } });
	const page = await context.newPage();
	let steps = 0;
	const hold = (is, what) => { steps += 1; world.hold(is, `keyboard: ${what}`); };
	const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
	const focus = () => page.evaluate(() => { const e = document.activeElement; return `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${e.className && typeof e.className === 'string' ? '.' + e.className.split(' ')[0] : ''}`; });
	const seen = (selector) => page.locator(selector).first().isVisible();

	await page.goto(world.url('example', 'systems/ledger.html'));
	await press('Tab');
	hold(await focus() === 'a.skip' && await seen('.skip'), `the first Tab shows the skip link, not ${await focus()}`);
	await press('Enter');
	hold(await focus() === 'main#bw--main', `the skip link leads into the main part, not to ${await focus()}`);
	const stops = [];
	for (let n = 0; n < 12; n += 1) { await press('Tab'); stops.push(await page.evaluate(() => { const e = document.activeElement; return e.closest('#answer') ? 'answer' : e.tagName; })); }
	hold(stops.indexOf('answer') >= 0 && stops.indexOf('answer') < 10, 'the answer is within ten stops of the main part');

	// Every stop is seen: it has an outline, and no other thing lies over it.
	await page.goto(world.url('example', world.eachKind(world.sites.example.pages).find((one) => one.kind === 'system').file));
	let stop = 0, hidden = [];
	for (; stop < 150; stop += 1) {
		await press('Tab');
		const found = await page.evaluate(() => {
			const e = document.activeElement;
			if (e === document.body) return null;
			const style = getComputedStyle(e), box = e.getBoundingClientRect();
			const over = document.elementFromPoint(Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1), Math.min(box.top + 6, innerHeight - 1));
			const inline = style.display === 'inline';
			return { name: e.outerHTML.slice(0, 90), lit: parseFloat(style.outlineWidth) >= 2 || [...e.querySelectorAll('rect')].some((r) => parseFloat(getComputedStyle(r).strokeWidth) >= 3) || style.boxShadow !== 'none' || e.matches('main'), under: !!over && over.closest('header.top') !== null && !e.closest('header.top'), small: !inline && (box.width < 24 || box.height < 23.5) && !e.matches('a.anchor,.skip,main') ? `${box.width.toFixed(0)}×${box.height.toFixed(0)}` : '' };
		});
		if (!found) break;
		if (!found.lit) hidden.push(`no outline: ${found.name}`);
		if (found.under) hidden.push(`below the header: ${found.name}`);
		if (found.small) hidden.push(`smaller than 24 × 24 (${found.small}): ${found.name}`);
	}
	hold(hidden.length === 0, hidden.slice(0, 6).join('\n    '));
	hold(stop > 30, `only ${stop} stops`);

	// Search.
	await page.goto(world.url('example', 'systems/ledger.html'));
	await press('/');
	await page.waitForSelector('dialog[open]');
	hold(await focus() === 'input#bw--seek', 'the key / opens search with its field focused');
	await page.keyboard.type('who owns gates?');
	await page.waitForSelector('[role=option][aria-selected=true]');
	const selected = () => page.locator('[role=option][aria-selected=true]').first().textContent();
	const first = await selected();
	hold(/gate/i.test(first), `the question finds the gates, not ${first}`);
	hold(await page.locator('#bw--seek').getAttribute('aria-expanded') === 'true', 'the field says that it has results');
	hold((await page.locator('dialog [role=status], dialog .vh[role=status]').allTextContents()).join('').length > 0, 'the result is announced');
	await press('ArrowUp');
	hold(await selected() !== first || await page.locator('[role=option]').count() === 1, 'the arrows choose another, past the end too');
	await press('ArrowDown');
	hold(await selected() === first, 'and back');
	await press('Tab');
	hold(await page.evaluate(() => !!document.activeElement.closest('dialog')), 'Tab stays in the dialog');
	await press('Escape');
	hold(await page.locator('dialog[open]').count() === 0, 'Esc closes search');
	await press('Control+k');
	await page.waitForSelector('dialog[open]');
	await page.keyboard.type('payments api');
	await page.waitForSelector('[role=option][aria-selected=true]');
	await Promise.all([page.waitForURL(/payments-api/), press('Enter')]);
	hold(/systems\/payments-api/.test(page.url()), 'Enter opens the chosen result');

	// The switch of the single key.
	await page.goto(world.url('example', 'search.html'));
	await page.focus('#bw--slash');
	await press('Space');
	await page.goto(world.url('example', 'systems/ledger.html'));
	await press('/');
	hold(await page.locator('dialog[open]').count() === 0, 'the key / can be turned off');
	await page.evaluate(() => localStorage.clear());

	// Gaps open and close; filters by arrow keys, with the number announced and kept in the address.
	await page.goto(world.url('example', 'gaps/index.html'));
	const radio = page.locator('form.filter input[type=radio]').first();
	await radio.focus();
	await press('ArrowRight');
	const shown = await page.locator('main .issue:visible').count(), all = await page.locator('main .issue').count();
	hold(shown > 0 && shown < all, `the arrow filters: ${shown} of ${all}`);
	hold(/\d/.test(await page.locator('form.filter output').textContent()), 'the number shown is announced');
	hold(/severity=/.test(page.url()), `the choice is in the address: ${page.url()}`);
	const kept = page.url();
	await page.goto('about:blank');
	await page.goto(kept);
	hold(await page.locator('main .issue:visible').count() === shown, 'the address brings the choice back');
	const issue = page.locator('main .issue:visible').first();
	await issue.locator('summary').focus();
	await press('Enter');
	hold(await issue.evaluate((details) => details.open), 'Enter opens a gap');
	await press('Space');
	hold(!await issue.evaluate((details) => details.open), 'Space closes it');

	// The menu of a phone.
	await page.setViewportSize({ width: 390, height: 844 });
	await page.goto(world.url('example', 'systems/ledger.html'));
	hold(!await seen('#bw--side'), 'the menu is closed at first');
	await page.focus('#bw--menu');
	await press('Enter');
	hold(await seen('#bw--side'), 'Enter opens the menu');
	await press('Tab');
	hold(await page.evaluate(() => !!document.activeElement.closest('#bw--side')), 'Tab goes into the menu');
	await press('Escape');
	hold(!await seen('#bw--side') && await focus() === 'button#bw--menu.icon', `Esc closes it, and the focus returns: ${await focus()}`);
	await press('Space');
	await page.locator('#bw--side button').first().focus();
	await press('Enter');
	hold(!await seen('#bw--side') && await focus() === 'button#bw--menu.icon', 'its own button closes it too');
	await page.locator('.find').click();
	hold(await focus() === 'input#bw--seek', 'one tap opens search with its field focused');
	await context.close();
	return `${steps} steps, ${stop} stops of a page seen in focus`;
}

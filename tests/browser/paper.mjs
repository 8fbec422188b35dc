// What is printed: the pages as PDF, with what is only of use on a screen left out.

export async function run(world) {
	const context = await world.browser.newContext();
	const page = await context.newPage();
	let bytes = 0;
	const kinds = world.eachKind(world.sites.example.pages);
	for (const { file } of kinds) {
		await page.goto(world.url('example', file));
		await page.emulateMedia({ media: 'print' });
		await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
		const seen = await page.evaluate(() => {
			const shown = (e) => e.getClientRects().length > 0;
			return { chrome: [...document.querySelectorAll('header.top, nav.side, nav.toc, form.filter, form.ask')].filter(shown).map((e) => e.className), shut: [...document.querySelectorAll('main details')].filter((d) => !d.open).length, text: document.querySelector('main').innerText.length };
		});
		world.hold(seen.chrome.length === 0, `paper: ${file} prints ${seen.chrome}`);
		world.hold(seen.shut === 0, `paper: ${file} prints ${seen.shut} closed parts`);
		world.hold(seen.text > 60, `paper: ${file} prints hardly anything`);
		const pdf = await page.pdf();
		world.hold(pdf.subarray(0, 5).toString() === '%PDF-' && pdf.length > 5000, `paper: ${file} prints to ${pdf.length} bytes`);
		bytes += pdf.length;
		await page.emulateMedia({ media: null });
	}
	await context.close();
	return `${kinds.length} kinds of page, ${(bytes / 1024).toFixed(0)} KiB of PDF`;
}

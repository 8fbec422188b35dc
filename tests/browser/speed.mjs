// How soon a page is there on a slow line and a slow machine, how much of it moves, and how many files it asks for.

// The budget is for a machine that does nothing else; what fails is what every machine must reach.
const BUDGET = 1200;
const LINE = { offline: false, latency: 150, downloadThroughput: 1.6 * 1024 * 1024 / 8, uploadThroughput: 750 * 1024 / 8 };

export async function run(world) {
	const figures = [];
	for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
		for (const file of ['index.html', 'systems/ledger.html', 'gaps/index.html', 'matrix.html']) {
			let best = Infinity, moved = 0, asked = 0;
			for (let n = 0; n < 3; n += 1) {
				const context = await world.browser.newContext({ viewport });
				const page = await context.newPage();
				const wire = await context.newCDPSession(page);
				await wire.send('Network.enable');
				await wire.send('Network.emulateNetworkConditions', LINE);
				await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 });
				await page.addInitScript(() => {
					window.seen = { lcp: 0, cls: 0 };
					new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.seen.lcp = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
					new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.cls += entry.value; }).observe({ type: 'layout-shift', buffered: true });
				});
				const before = world.server.asked.length;
				await page.goto(world.url('example', file), { waitUntil: 'load' });
				await page.waitForTimeout(300);
				const seen = await page.evaluate(() => window.seen);
				if (seen.lcp) best = Math.min(best, seen.lcp);
				moved = Math.max(moved, seen.cls);
				asked = world.server.asked.slice(before).filter((one) => !one.path.includes('/icon.')).length;
				await context.close();
			}
			figures.push(best);
			if (best > BUDGET) world.say(`speed: ${file} at ${viewport.width} px is over the budget of ${BUDGET} ms: ${best.toFixed(0)} ms`);
			world.hold(best <= 2500, `speed: ${file} at ${viewport.width} px is there after ${best.toFixed(0)} ms`);
			world.hold(moved < 0.001, `speed: ${file} at ${viewport.width} px moves by ${moved}`);
			world.hold(asked <= 7, `speed: ${file} asks for ${asked} files`);
		}
	}
	return `4 pages at 2 widths, 150 ms and 1.6 Mbit/s, processor slowed 4 times: largest paint ${Math.min(...figures).toFixed(0)}–${Math.max(...figures).toFixed(0)} ms, layout shift below 0.001`;
}

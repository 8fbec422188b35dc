// A server of plain files, below a path and under the strictest policy that the handbook promises to work under.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json', '.csv': 'text/csv', '.png': 'image/png', '.xml': 'application/xml', '.txt': 'text/plain' };

/** Serves folders by the first part of the path: `{ a: '/folder' }` is at `/a/`. Gives the address and a way to end it. */
export async function serve(folders) {
	const asked = [];
	const server = createServer(async (request, response) => {
		const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
		const [, mount, ...rest] = path.split('/');
		let file = normalize(rest.join('/')) || 'index.html';
		if (path.endsWith('/')) file = join(file, 'index.html');
		const head = { 'content-security-policy': POLICY };
		const send = (status, type, body) => { asked.push({ path, status, bytes: body.length }); response.writeHead(status, { ...head, 'content-type': type }); response.end(body); };
		if (!(mount in folders) || file.startsWith('..')) return send(404, 'text/plain', 'nothing here');
		try {
			send(200, TYPES[extname(file)] ?? 'application/octet-stream', await readFile(join(folders[mount], file)));
		} catch {
			send(404, TYPES['.html'], await readFile(join(folders[mount], '404.html')).catch(() => 'nothing here'));
		}
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	return { at: `http://127.0.0.1:${server.address().port}`, asked, mount: (name, folder) => { folders[name] = folder; }, end: () => server.close() };
}

// A server of plain files, below a path and under the strictest policy that the handbook promises to work under. It sends
// them compressed, as the manual's recipes for hosts do.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.json': 'application/json', '.csv': 'text/csv', '.png': 'image/png', '.xml': 'application/xml', '.txt': 'text/plain' };

const pause = (time) => new Promise((done) => { setTimeout(done, time); });

/** Sends a page in so many pieces, as a slow line does: the browser paints what it has. */
async function trickle(response, body, pieces) {
	const size = Math.ceil(body.length / pieces);
	for (let at = 0; at < body.length; at += size) {
		response.write(body.subarray(at, at + size));
		await pause(25);
	}
	response.end();
}

/**
 * Serves folders by the first part of the path: `{ a: '/folder' }` is at `/a/`; with `?pieces=9`, piece by piece. Gives the
 * address and a way to end it.
 */
export async function serve(folders) {
	const asked = [];
	const server = createServer(async (request, response) => {
		const asks = new URL(request.url, 'http://x'), path = decodeURIComponent(asks.pathname), pieces = Number(asks.searchParams.get('pieces') ?? 1);
		const [, mount, ...rest] = path.split('/');
		let file = normalize(rest.join('/')) || 'index.html';
		if (path.endsWith('/')) file = join(file, 'index.html');
		const head = { 'content-security-policy': POLICY };
		const send = (status, type, body) => {
			asked.push({ path, status, bytes: body.length });
			if (pieces > 1) return trickle(response.writeHead(status, { ...head, 'content-type': type }), body, pieces);
			const squeeze = !type.startsWith('image/png') && /gzip/.test(request.headers['accept-encoding'] ?? '');
			response.writeHead(status, { ...head, 'content-type': type, ...(squeeze && { 'content-encoding': 'gzip' }) });
			return response.end(squeeze ? gzipSync(body) : body);
		};
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

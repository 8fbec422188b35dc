/* Search: by name at once, by the words of texts as their files arrive. Loaded when it is first wanted. */
(function () {
'use strict';
var doc = document, root = doc.documentElement, app = window.BAILIWICK, base = app.base, say = app.say, esc = app.esc, icon = app.icon, $ = app.$, $$ = app.$$;
/* Addresses from the index: of this site, or of a kind that can do no harm. */
var to = function (u) { u = String(u || ''); return /^(https?:|mailto:|tel:)/i.test(u) ? u : /^[a-z][a-z0-9+.-]*:|^\/\//i.test(u) ? '#' : base + u; };

/* The index comes in classic scripts, so that it loads from a file share too; each part once, when it is wanted */
var loaded = {}, waiting = {};
window.BAILIWICK_SEARCH = function (name, value) { loaded[name] = value; };
function load(names, then) {
	var left = names.length, one = function () { left -= 1; if (!left) then(); };
	if (!left) return then();
	names.forEach(function (name) {
		if (name in loaded) return one();
		if (waiting[name]) return waiting[name].push(one);
		waiting[name] = [one];
		var s = doc.createElement('script');
		s.src = base + 'assets/search/' + name + '.js' + (loaded.names ? '?' + loaded.names.version : '');
		s.onload = s.onerror = function () { if (!(name in loaded)) loaded[name] = null; waiting[name].forEach(function (f) { f(); }); delete waiting[name]; s.remove(); };
		doc.head.appendChild(s);
	});
}
var book, MOST = 8, idle = window.requestIdleCallback || setTimeout;
function ready(then) {
	load(['names'], function () {
		if (!loaded.names) { delete loaded.names; return app.tell(say('index_missing')); }
		if (!book) {
			book = open(loaded.names);
			/* While nobody types: what a first key would wait for, then what corrects words, which takes longest to make */
			idle(function () { find('a', MOST); idle(tokens); });
		}
		then();
	});
}
/* Small letters without marks; hyphens, underscores, slashes and the humps of camelCase divide words. Lines stay. */
function fold(text) {
	text = String(text == null ? '' : text).replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
	if (text.normalize && /[^\u0000-\u007f]/.test(text)) text = text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').normalize('NFC');
	return text.replace(/(?:[\u0000-\u0009\u000b-\u002f\u003a-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f\ufe30-\ufe4f\ufeff\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]|[^\S\n])+/g, ' ');
}
function split(text) { return fold(text).split(/\s+/).filter(Boolean); }
/* All lines in one text, which is far faster to look through than many */
function lines(text) {
	var starts = [], at = 0;
	while (at >= 0 && at < text.length - 1) { starts.push(at); at = text.indexOf('\n', at + 1); }
	return { text: text, starts: starts };
}
function spaced(text) { return lines(('\n ' + text.replace(/\n/g, ' \n ') + ' \n').replace(/ +/g, ' ')); }
function open(d) {
	var names = fold(d.names), also = fold(d.also), ends = [], sum = 0;
	d.counts.forEach(function (n) { sum += n; ends.push(sum); });
	return {
		names: d.names.split('\n'), owners: d.owners.split(' '), ends: ends, all: sum, entities: ends[3], per: d.about, texts: d.texts,
		line: spaced(names), also: spaced(also), tight: lines('\n' + names.replace(/ /g, '') + '\n'), tightAlso: lines('\n' + also.replace(/ /g, '') + '\n'), tokens: null
	};
}
/* Every place of `needle`, or the first of each line, with the line's number */
function each(hay, needle, visit, isOnce) {
	var n = 0, starts = hay.starts, text = hay.text, at = text.indexOf(needle);
	while (at >= 0) {
		while (n + 1 < starts.length && starts[n + 1] <= at) n += 1;
		if (n < book.entities) visit(n, at);
		at = isOnce ? n + 1 < starts.length ? text.indexOf(needle, starts[n + 1]) : -1 : text.indexOf(needle, at + 1);
	}
}
var DENSE = 0x2e80;
/* A word as texts know it: scripts without spaces by every two neighbours */
function pieces(word) {
	var found = [];
	(word.match(/[\u2e80-\uffff]+|[^\u2e80-\uffff]+/g) || []).forEach(function (run) {
		if (run.charCodeAt(0) < DENSE) return run.length > 1 && found.push(run);
		if (run.length < 2) found.push(run);
		for (var i = 0; i + 1 < run.length; i += 1) found.push(run.slice(i, i + 2));
	});
	return found;
}
function fileOf(piece) {
	var first = piece.charCodeAt(0);
	return 'text-' + (first * 31 + (first >= DENSE ? 0 : piece.charCodeAt(1))) % book.texts;
}
var WEIGHTS = [26, 10, 5];
/* How much each entry says of what begins with `piece` */
function having(words, piece) {
	var scores = new Uint8Array(book.all);
	Object.keys(words).forEach(function (word) {
		if (word.lastIndexOf(piece, 0) !== 0) return;
		var isWhole = word.length === piece.length ? 1 : 0;
		if (words[word] === '*') { for (var i = book.entities; i < book.all; i += 1) if (!scores[i]) scores[i] = 1; return; }
		words[word].split('|').forEach(function (numbers, field) {
			var n = 0;
			if (numbers) numbers.split(' ').forEach(function (step) { n += parseInt(step, 36); scores[n] = Math.max(scores[n], WEIGHTS[field] + isWhole); });
		});
	});
	return scores;
}
function inTexts(word, scores, missing) {
	var all = pieces(word).map(function (piece) {
		var file = fileOf(piece);
		if (!(file in loaded)) { missing.push(file); return null; }
		return having(loaded[file] || {}, piece);
	});
	if (!all.length || all.some(function (one) { return !one; })) return;
	for (var n = 0; n < book.all; n += 1) {
		var least = all[0][n];
		for (var i = 1; i < all.length; i += 1) if (all[i][n] < least) least = all[i][n];
		if (least > scores[n]) scores[n] = least;
	}
}
function inNames(w, scores) {
	var put = function (n, score) { if (scores[n] < score) scores[n] = score; }, long = w.length + 1;
	each(book.line, ' ' + w, function (n, at) { var text = book.line.text; put(n, text.charCodeAt(at + long) === 32 ? 50 : text.charCodeAt(at - 1) === 10 ? 38 : 30); });
	each(book.also, ' ' + w, function (n, at) { put(n, book.also.text.charCodeAt(at + long) === 32 ? 42 : 24); });
	/* Within words too, but for what is too short to mean anything there */
	if (w.length < 3 && w.charCodeAt(0) < DENSE || w.length < 2) return;
	[book.tight, book.tightAlso].forEach(function (hay) { each(hay, w, function (n) { put(n, 16); }, true); });
}
/* What each entry is worth for a word. Of a question only the last word changes from key to key: the others are known. */
var known = {}, order = [];
function worth(w, missing) {
	if (known[w]) return known[w];
	var lacks = missing.length, scores = new Uint8Array(book.all);
	inNames(w, scores); inTexts(w, scores, missing);
	if (missing.length === lacks) { known[w] = scores; if (order.push(w) > 24) delete known[order.shift()]; }
	return scores;
}
/* Letters wrong, missing or swapped; `most` + 1 where there are more */
var rows = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];
function near(a, b, most) {
	var two = rows[0], last = rows[1], row = rows[2], i, j;
	for (j = 0; j <= b.length; j += 1) last[j] = j;
	for (i = 1; i <= a.length; i += 1) {
		var least = row[0] = i, swap;
		for (j = 1; j <= b.length; j += 1) {
			var d = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
			if (row[j - 1] + 1 < d) d = row[j - 1] + 1;
			if (last[j] + 1 < d) d = last[j] + 1;
			if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && two[j - 2] + 1 < d) d = two[j - 2] + 1;
			row[j] = d; if (d < least) least = d;
		}
		if (least > most) return most + 1;
		swap = two; two = last; last = row; row = swap;
	}
	return last[b.length];
}
/* Which letters a word has, as bits: words whose letters differ by more than twice the mistakes are not looked at */
function letters(word) { for (var bits = 0, i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) % 31); return bits; }
function isNear(bits, most) { while (bits && most >= 0) { bits &= bits - 1; most -= 1; } return most >= 0; }
/* The names' words by their length, each with its letters */
function tokens() {
	if (book.tokens) return book.tokens;
	var seen = {}, tokens = book.tokens = [];
	[book.line.text, book.also.text, book.tight.text, book.tightAlso.text].forEach(function (text) { text.split(/\s+/).forEach(function (word) { if (word.length > 2 && word.length < 60) seen[word] = 1; }); });
	Object.keys(seen).forEach(function (word) {
		var same = tokens[word.length] || (tokens[word.length] = { words: [], bits: [] });
		same.words.push(word); same.bits.push(letters(word));
	});
	return tokens;
}
/* The names' words that are nearest to one that none has */
function corrected(w) {
	var most = w.length > 6 ? 2 : w.length > 3 ? 1 : 0, best = most, found = [], bits = letters(w), all = most && w.length < 59 ? tokens() : [];
	for (var length = w.length - most; length <= w.length + most; length += 1) {
		var same = all[length];
		for (var i = 0; same && i < same.words.length; i += 1) {
			if (!isNear(same.bits[i] ^ bits, 2 * best)) continue;
			var d = near(same.words[i], w, best);
			if (d < best) { best = d; found = []; }
			if (d <= best) found.push(same.words[i]);
		}
	}
	return found.slice(0, 8);
}
var asking = ' ' + split(say('asking')).join(' ') + ' ';
/* What is worth most for all words together. Plain loops: they run for each of thousands of names, and not often enough to be made fast. */
function sum(all) {
	var sums = new Uint16Array(book.all);
	for (var i = 0; i < all.length; i += 1) for (var n = 0, scores = all[i], end = sums.length; n < end; n += 1) sums[n] = scores[n] && (!i || sums[n]) ? sums[n] + scores[n] : 0;
	return sums;
}
/* Names that begin with all that is asked, or are just that */
function wholly(ws) {
	var extra = new Uint8Array(book.all), whole = ws.join(' ');
	each(book.line, '\n ' + whole, function (n, at) { extra[n] = book.line.text.substr(at + whole.length + 2, 2) === ' \n' ? 100 : 20; });
	each(book.also, ' ' + whole + ' ', function (n) { extra[n] = 100; });
	return extra;
}
function best(ws, all, most) {
	var sums = sum(all), extra = wholly(ws), top = [], least = -1, words = ws.length, starts = book.line.starts;
	for (var n = 0, end = sums.length; n < end; n += 1) {
		/* No more than 3 is added for its kind */
		if (!sums[n] || sums[n] / words + extra[n] + 3 <= least) continue;
		var kind = kindOf(n), length = n < book.entities ? (starts[n + 1] || book.line.text.length) - starts[n] : 25;
		var score = sums[n] / words + extra[n] + (kind < 3 ? 3 - kind : 0) - Math.min(length, 100) / 50;
		if (score <= least) continue;
		for (var at = top.length; at && top[at - 1][0] < score; at -= 1);
		top.splice(at, 0, [score, n]); if (top.length > most) top.pop();
		if (top.length === most) least = top[most - 1][0];
	}
	return top;
}
/* Names that are nearly so, where none is */
function loosely(scores, w) {
	for (var n = 0; n < book.entities; n += 1) if (scores[n] >= 10) return scores;
	scores = scores.slice();
	corrected(w).forEach(function (word) {
		var other = new Uint8Array(book.all);
		inNames(word, other);
		for (n = 0; n < book.entities; n += 1) if (other[n]) scores[n] = Math.max(scores[n], 8 + (other[n] >> 4));
	});
	return scores;
}
function find(query, most) {
	var asked = split(query), missing = [], ws = asked.filter(function (w) { return asking.indexOf(' ' + w + ' ') < 0; });
	if (!ws.length) ws = asked;
	ws = ws.slice(0, 12);
	var all = ws.map(function (w) { return worth(w, missing); }), found = ws.length ? best(ws, all, most) : [];
	/* Nothing is called so, or only texts say it: names that are nearly so come first. */
	if (ws.length && (!found.length || found[0][0] < 10)) found = best(ws, all.map(function (scores, i) { return loosely(scores, ws[i]); }), most);
	return { found: found.map(function (x) { return x[1]; }), missing: missing.filter(function (file, i) { return missing.indexOf(file) === i; }) };
}
var KINDS = ['System', 'Team', 'Domain', 'Person', 'Page'], ICONS = ['box', 'team', 'layers', 'team', 'doc'];
function kindOf(n) { for (var k = 0; n >= book.ends[k];) k += 1; return k; }
function aboutFile(n) { return 'about-' + Math.floor(n / book.per); }
function about(n) { var some = loaded[aboutFile(n)]; return some && some[n % book.per]; }
function nameOf(n) { var e = about(n); return n < book.entities ? book.names[n] : e ? e.n : ''; }
function isSystem(n) { return n < book.ends[0]; }
function ownerOf(n) { var at = book.owners[n]; return isSystem(n) && at ? book.names[parseInt(at, 36)] : ''; }
/* What is drawn already is not drawn again: most of a key's time goes into that */
function fill(node, html) { if (node.drawn !== html) node.innerHTML = node.drawn = html; }
function set(node, name, value) { if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value); }
/* After this is painted */
function later(then) { requestAnimationFrame(function () { setTimeout(then); }); }
function option(id, i) {
	var row = doc.createElement('li'), text = function (parent, before) { return parent.insertBefore(doc.createTextNode(''), before || null); };
	row.id = id + '-' + i; row.dataset.i = i; row.setAttribute('role', 'option');
	row.innerHTML = icon('box') + '<span><mark></mark></span><small></small>';
	var mark = $('mark', row), span = mark.parentNode;
	row.parts = [text(span, mark), text(mark), text(span), text($('small', row))];
	return row;
}
function tell(row, n, query) {
	var name = nameOf(n), w = query.trim().split(/\s+/).pop(), from = w ? name.toLowerCase().indexOf(w.toLowerCase()) : -1, to = from + w.length;
	if (from < 0) from = to = name.length;
	set($('use', row), 'href', '#bw--i-' + ICONS[kindOf(n)]);
	[name.slice(0, from), name.slice(from, to), name.slice(to), isSystem(n) ? ownerOf(n) || say('no_owner') : say(KINDS[kindOf(n)])].forEach(function (text, i) {
		if (row.parts[i].data !== text) row.parts[i].data = text;
	});
}
function answer(n) {
	var e = about(n) || {}, name = nameOf(n), owned = ownerOf(n), unowned = isSystem(n) && !owned, title = e.u ? '<a href="' + esc(to(e.u)) + '">' + esc(name) + '</a>' : esc(name);
	var owner = e.ou ? '<a href="' + esc(to(e.ou)) + '">' + esc(e.o) + '</a>' : esc(e.o || owned);
	var h = '<p class="mute">' + (owned ? esc(say('owned_by', { name: name })) : esc(name) + ' · ' + esc(say(KINDS[kindOf(n)]))) + '</p><p class="who">';
	h += (!isSystem(n) ? title : unowned ? '<span class="st unowned">' + icon('unowned') + esc(say('no_owner')) + '</span>' : owner) + '</p>';
	if (unowned && e.o) h += '<p>' + esc(say('ask_instead')) + ' ' + owner + '</p>';
	var b = (e.p ? '<a class="btn pri" href="' + esc(to(e.p)) + '">' + icon('bell') + esc(say(unowned ? 'call_fallback' : 'call')) + '</a>' : '') +
		(e.cu ? '<a class="btn" href="' + esc(to(e.cu)) + '">' + icon('chat') + esc(e.c) + '</a>' : e.c ? '<span class="tag">' + esc(e.c) + '</span>' : '') +
		(e.r ? '<a class="btn" href="' + esc(to(e.r)) + '">' + icon('book') + esc(say('runbook')) + '</a>' : '');
	return h + (b && '<p class="acts">' + b + '</p>') + (e.s ? '<p class="mute">' + esc(e.s) + '</p>' : '');
}
var seq = 0;
function combo(input, pop) {
	var id = 'bw--results-' + (++seq), found = [], at = 0, isOver = pop.parentNode.classList.contains('ask');
	pop.innerHTML = '<div class="cols"><ul role="listbox" id="' + id + '" aria-label="' + esc(say('results')) + '"></ul><div class="pane"></div></div>' +
		'<p class="keys" aria-hidden="true"><span><kbd>↑</kbd> <kbd>↓</kbd> ' + esc(say('choose')) + '</span><span><kbd>Enter</kbd> ' + esc(say('open')) + '</span><span><kbd>Esc</kbd> ' + esc(say('close')) + '</span></p>';
	var live = doc.createElement('p'); live.className = 'vh'; live.setAttribute('role', 'status'); pop.parentNode.appendChild(live);
	var list = $('ul', pop), pane = $('.pane', pop), cols = $('.cols', pop), options = [];
	for (var i = 0; i < MOST; i += 1) options.push(option(id, i));
	[['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', id], ['aria-expanded', 'false']].forEach(function (a) { input.setAttribute(a[0], a[1]); });
	function shut() { cols.hidden = true; if (isOver) pop.hidden = true; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); }
	function pick(i) {
		at = (i + found.length) % found.length;
		options.forEach(function (o, n) { set(o, 'aria-selected', n === at); });
		set(input, 'aria-activedescendant', id + '-' + at); fill(pane, answer(found[at]));
		var chosen = found[at];
		if (!about(chosen)) later(function () { if (found[at] === chosen) load([aboutFile(chosen)], function () { if (found[at] === chosen) fill(pane, answer(chosen)); }); });
	}
	function move(i) { pick(i); options[at].scrollIntoView({ block: 'nearest' }); }
	function none(q) {
		list.hidden = true;
		fill(pane, '<p class="who">' + esc(say('nothing', { q: q })) + '</p><p>' + esc(say('try_index')) + ' <a href="' + esc(base + (root.dataset.search || '')) + '">' + esc(say('index')) + '</a>.</p>');
		live.textContent = say('no_results'); input.removeAttribute('aria-activedescendant');
	}
	function show(q) {
		pop.hidden = cols.hidden = false; set(input, 'aria-expanded', 'true');
		if (!found.length) return none(q);
		list.hidden = false;
		options.forEach(function (row, i) {
			if (i >= found.length) return row.remove();
			tell(row, found[i], q); if (!row.parentNode) list.appendChild(row);
		});
		pick(0);
		var n = found[0], owner = ownerOf(n), first = !isSystem(n) ? nameOf(n) : say(owner ? 'is_owned_by' : 'has_no_owner', { name: nameOf(n), owner: owner });
		live.textContent = say(found.length === 1 ? 'one_result' : 'n_results', { n: found.length, name: first });
	}
	function draw() {
		if (!input.value.trim()) { live.textContent = ''; return shut(); }
		ready(function () {
			var q = input.value, result = find(q, MOST), wanted = result.missing.concat(result.found.filter(function (n) { return n >= book.entities; }).map(aboutFile)).filter(function (file) { return !(file in loaded); });
			found = result.found.filter(function (n) { return n < book.entities || about(n); });
			if (found.length || !wanted.length) show(q);
			if (wanted.length) later(function () { load(wanted, function () { if (input.value === q && !at) draw(); }); });
		});
	}
	function go(n, apart) {
		load([aboutFile(n)], function () { var e = about(n); if (!e) return; if (apart) window.open(to(e.u), '_blank', 'noopener'); else location.href = to(e.u); });
	}
	input.addEventListener('input', function () { at = 0; draw(); });
	input.addEventListener('focus', function () { ready(function () {}); if (input.value) draw(); });
	input.addEventListener('keydown', function (e) {
		var isOpen = input.getAttribute('aria-expanded') === 'true', dialog = input.closest('dialog');
		if (e.isComposing) return;
		if (e.key === 'Escape') { if (dialog) { e.preventDefault(); dialog.close(); } else if (isOpen) { e.preventDefault(); shut(); } }
		if (!found.length || !isOpen) return;
		if (e.key === 'ArrowDown') { e.preventDefault(); move(at + 1); }
		else if (e.key === 'ArrowUp') { e.preventDefault(); move(at - 1); }
		else if (e.key === 'Enter') { e.preventDefault(); go(found[at], e.metaKey || e.ctrlKey); }
	});
	list.addEventListener('click', function (e) { var o = e.target.closest('[role=option]'); if (o) go(found[+o.dataset.i], e.metaKey || e.ctrlKey); });
	list.addEventListener('mousemove', function (e) { var o = e.target.closest('[role=option]'); if (o && +o.dataset.i !== at) pick(+o.dataset.i); });
	doc.addEventListener('mousedown', function (e) { if (!pop.contains(e.target) && !input.closest('.box').contains(e.target)) shut(); });
	shut();
	ready(draw);
}
$$('form.ask').forEach(function (f) {
	var input = $('input', f), pop = doc.createElement('div'); pop.className = 'pop'; pop.hidden = true; f.appendChild(pop);
	var q = /[?&]q=([^&#]*)/.exec(location.search);
	if (q && !input.value) input.value = app.plain(q[1].replace(/\+/g, ' '));
	combo(input, pop);
	f.addEventListener('submit', function (e) { if (input.getAttribute('aria-expanded') === 'true') e.preventDefault(); });
});
app.combo = combo;

/* A missing page: pages whose names are like the address asked for */
var suggest = $('#bw--suggest');
if (suggest) ready(function () {
	var q = app.plain(location.pathname).replace(/\/(index\.html?)?$/, '').split('/').pop().replace(/\.html?$/, ''), asked = [q].concat(split(q).filter(function (w) { return w.length > 2; }));
	var look = function () {
		var query = asked.shift(); if (!query) return;
		load(find(query, 3).missing, function () {
			var r = find(query, 3).found;
			if (!r.length) return look();
			load(r.map(aboutFile), function () {
				suggest.innerHTML = '<h2 class="first">' + esc(say('did_you_mean')) + '</h2><ul>' + r.map(about).filter(Boolean).map(function (e) { return '<li><a href="' + esc(to(e.u)) + '">' + esc(e.n) + '</a> <span class="mute">' + esc(say(e.k)) + (e.o ? ' · ' + esc(e.o) : '') + '</span></li>'; }).join('') + '</ul>';
			});
		});
	};
	look();
});
})();

/* Filters of long lists, which are complete without them. */
(function () {
'use strict';
var shown = (window.BAILIWICK_WORDS || {}).shown || '{n} of {m}';
var all = function (c, s) { return [].slice.call(c.querySelectorAll(s)); };
/* Filters: what an item is stands in its data attributes; what is chosen, in the address */
all(document, 'form.filter').forEach(function (f) {
	var items = all(document, f.dataset.items || 'tr'), groups = all(document, '[data-group]').reverse(), out = f.querySelector('output'), none = document.querySelector('.none');
	/* Choices that stand in the items alone */
	all(f, 'select[data-found]').forEach(function (select) {
		var names = {};
		items.forEach(function (x) { var id = x.dataset[select.name], at = x.querySelector('[data-name=' + select.name + ']'); if (id) names[id] = at ? at.textContent : id; });
		Object.keys(names).sort().forEach(function (id) { select.add(new Option(names[id], id)); });
	});
	var fill = function () {
		new URLSearchParams(location.hash.slice(1)).forEach(function (v, k) {
			[].forEach.call(f.elements, function (el) { if (el.name !== k) return; if (el.type === 'radio') el.checked = el.value === v; else el.value = v; });
		});
	};
	var apply = function () {
		var chosen = [], n = 0, p = new URLSearchParams();
		new FormData(f).forEach(function (v, k) { if (v) { chosen.push([k, v]); p.set(k, v); } });
		items.forEach(function (x) {
			var fits = chosen.every(function (c) { return (' ' + (x.dataset[c[0]] || '') + ' ').indexOf(' ' + c[1] + ' ') >= 0; });
			x.hidden = !fits; if (fits) n++;
		});
		groups.forEach(function (g) { g.hidden = false; g.hidden = !items.some(function (x) { return !x.hidden && g.contains(x); }); });
		if (out) out.textContent = shown.replace('{n}', n).replace('{m}', items.length);
		if (none) none.hidden = n > 0;
		return p.toString();
	};
	var changed = function () { var p = apply(); try { history.replaceState(null, '', p ? '#' + p : location.pathname + location.search); } catch (e) { /* file:// */ } };
	f.addEventListener('change', changed); f.addEventListener('reset', function () { setTimeout(changed); }); f.addEventListener('submit', function (e) { e.preventDefault(); });
	fill(); apply();
});
/* A gap that is linked to, and stands on another page of a long list: its rule's page, then the page that begins before it */
var wanted = '';
try { wanted = decodeURIComponent(location.hash.slice(1)); } catch (e) { /* not an id */ }
if (wanted && wanted.indexOf('=') < 0 && !document.getElementById(wanted) && !document.querySelector('.parts [aria-current]')) {
	var to = all(document, 'a[data-from]').filter(function (a) { return a.dataset.from <= wanted; }).pop() ||
		all(document, 'a[data-rule]').filter(function (a) { return wanted.indexOf(a.dataset.rule + '-') === 0; }).sort(function (a, b) { return a.dataset.rule.length - b.dataset.rule.length; }).pop();
	if (to) location.replace(to.href.split('#')[0] + '#' + wanted);
}
})();

// Handbooks whose names, texts and sizes are as awkward as people's are.

const long = 'The service that answers for reconciliations between every ledger, every bank and every counter of the fleet, ' +
	'including the ones that were closed before anybody wrote down who had opened them, in both currencies';
const unbroken = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenversicherungsabteilungsleiterstellvertreterinnen';

/** Long names, right-to-left text, emoji, unowned and dissolved things, people with pages, a folder without an index. */
export const odd = {
	'content/handbook.yaml': `title: "Handbook of ${unbroken}"\ndescription: "${long}"\nbanner: "🚧 ${long}"\nfooter: "© مثال 2026"\npeople: { pages: true }\nbase_url: https://odd.example/odd/\n`,
	'content/ownership/all.yaml': `domains:
  shalom: { name: "תחום התשלומים", summary: "כל מה שקשור לכסף ולחשבונות", lead: noa }
  emoji: { name: "🚀🚀🚀 Growth 🧑‍🚀", summary: "" }
  long: { name: "${long}", parent: emoji }
people:
  noa: { name: "נועה כהן־לוי" }
  omar: { name: "عمر عبد الرحمن بن عبد العزيز", handle: "@omar" }
  gone: { name: "${unbroken}", left: 2025-02-01 }
teams:
  tashlumim: { name: "צוות תשלומים", summary: "${long}", lead: noa, members: [noa, omar, gone], contact: { chat: "#צוות", email: noa@example.org }, on_call: { schedule: "https://pager.example/1", escalation: [noa, omar, gone] }, reviewed: 2020-01-01 }
  long: { name: "${long}", summary: "${unbroken}", members: [] }
  word: { name: "${unbroken}", parent: long, contact: { chat: "#${unbroken.toLowerCase()}" } }
  emoji: { name: "👩‍👩‍👧‍👦👩🏽‍💻", lead: omar }
  old: { name: Gone, status: dissolved, successor: emoji }
systems:
  long: { name: "${long}", summary: "${long}", owner: tashlumim, domain: long, tier: 1, status: production, depends_on: [word, emoji, none, "${unbroken.slice(0, 60)}"] }
  word: { name: "${unbroken}", owner: long, domain: shalom, tier: 2, repositories: [{ url: "https://git.example/${unbroken}/${unbroken}", paths: ["/${unbroken}/**"] }] }
  emoji: { name: "💸💸💸", owner: [emoji, word], domain: emoji }
  arabic: { name: "نظام الفواتير", owner: "فريق غير موجود", domain: emoji, summary: "سطر طويل من النص العربي الذي يصف ما يفعله هذا النظام بالضبط", depends_on: [long] }
  cjk: { name: "支付结算系统", owner: tashlumim, summary: "負責所有的付款與結算作業", depends_on: [arabic, emoji] }
  none: {}
  retired: { name: "<script>alert(1)</script> & \\"quotes\\"", status: retired, owner: old }
`,
	'content/index.md': `---\ntitle: "${long}"\n---\n\n${long}\n`,
	'content/folder/one.md': `---\ntitle: "${long}"\nowner: tashlumim\n---\n\n# ${long}\n\n${unbroken}\n\n## ${unbroken}\n\n` +
		`| ${unbroken} | b |\n|---|---|\n| ${unbroken} | ${long} |\n\n\`${unbroken}${unbroken}\`\n\n## עברית\n\nטקסט בעברית עם [קישור](two.md).\n\n` +
		'```rust\nfn main() { let a_long_line = "' + long + '"; }\n```\n\n> [!NOTE]\n> 🚀\n\n- [ ] ' + long + '\n- [x] done\n',
	'content/folder/two.md': '# Two\n',
};

/** Nothing but a folder with a settings file. */
export const empty = { 'content/handbook.yaml': '' };

/** Lists that are too long for one page: one team that owns everything, without a runbook or a reviewed record. */
export const many = {
	// What nobody records is one gap of the handbook; here each system is to have its own.
	'content/handbook.yaml': 'title: Many\ngaps: { limits: { unrecorded: 1000000 } }\n',
	'content/ownership/all.yaml': 'domains: { one: { name: One } }\nteams: { all: { name: All } }\nsystems:\n' +
		Array.from({ length: 320 }, (_, n) => `  part-${n}: { name: Part ${n}, owner: all, domain: one, depends_on: [part-0], status: production }\n`).join(''),
};

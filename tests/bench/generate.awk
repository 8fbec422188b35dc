# Writes a handbook of `pages` pages and `systems` systems below `root`, the same on every machine: numbers come from a
# generator of its own.

function below(limit) {
    state = (state * 16807) % 2147483647
    return state % limit
}

function words(count,    text, i) {
    text = ""
    for (i = 0; i < count; i++) text = text (i ? " " : "") word[below(size)]
    return text
}

function code(number,    text, i) {
    text = "```rust\n"
    for (i = 0; i < 12; i++)
        text = text "let " word[below(size)] "_" number " = " word[below(size)] "(\"" words(2) "\", " below(9999) "); // " words(3) "\n"
    text = text "```\n\n```yaml\n"
    for (i = 0; i < 10; i++) text = text word[below(size)] "_" i ": { owner: " word[below(size)] ", count: " below(9999) " }\n"
    return text "```\n"
}

function page(number,    text, i, other) {
    text = "---\ntitle: \"Page " number "\"\nweight: " (number % 50) "\n---\n\n# Page " number "\n"
    for (i = 0; i < 5; i++) {
        other = below(pages)
        text = text "\n## Part " i "\n\n" words(60) " **" words(2) "** `" words(1) "`.\n\n- " words(12) "\n- " words(12)
        text = text "\n\nSee [page " other "](" sprintf("../part-%04d/page-%05d.md", int(other / 50), other) ").\n"
    }
    return text "\n" code(number)
}

BEGIN {
    state = 42
    size = split("owner team system review rota release build deploy runbook stage queue ledger cache region quota index handover change risk alert", list, " ")
    for (i = 1; i <= size; i++) word[i - 1] = list[i]
    for (number = 0; number < pages; number++) {
        file = sprintf("%s/part-%04d/page-%05d.md", root, int(number / 50), number)
        printf "%s", page(number) > file
        close(file)
    }
    file = root "/ownership/all.yaml"
    teams = int(systems / 10) + 1
    print "teams:" > file
    for (i = 0; i < teams; i++)
        print "  team-" i ": { name: Team " i ", lead: lead-" i ", members: [lead-" i ", other-" i "], contact: { chat: \"#team-" i "\" } }" > file
    print "domains:" > file
    for (i = 0; i < teams; i += 12) print "  domain-" i / 12 ": { name: Domain " i / 12 ", lead: lead-" i " }" > file
    print "systems:" > file
    for (i = 0; i < systems; i++) {
        owner = below(teams)
        print "  system-" i ": { name: System " i ", owner: team-" owner ", domain: domain-" int(owner / 12) ", status: production, depends_on: [system-" below(systems) "] }" > file
    }
}

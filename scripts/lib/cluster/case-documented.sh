# shellcheck shell=bash
# The case of scripts/test-cluster that runs what the documentation says. Sourced, never run.
# shellcheck disable=SC2034,SC2154  # the parts of that script set variables for each other

# What the pages say: the cluster file, the commands, and what they print.
case_documented() {
    local command section='On several machines'
    local -a commands
    make_documented_hosts
    make_documented_program words
    documented_section docs/running.md "$section" | first_block toml | write_cluster
    documented_runner=(as_user 0 boss)
    check_documented docs/running.md "$section" "$job_limit"
    documented_runner=()
    expect_no_traces "docs/running.md"

    make_documented_program app
    documented_section README.md 'On two machines' | first_block toml | write_cluster
    run ./app --local 1
    documented_answer >"$folder/local"
    mapfile -t commands < <(documented_lines README.md '--remote')
    if ((${#commands[@]} > 0)) && [[ -s $folder/local ]]; then pass; else fail "README.md has no such command" "$folder/errors"; fi
    for command in "${commands[@]}"; do
        run bash -c "$command"
        show "README.md: $command"
        if ((status == 0)) && documented_answer | cmp -s "$folder/local"; then
            pass
        else
            fail "README.md: $command: exit code $status" "$folder/errors"
        fi
        expect_no_traces "README.md"
    done
}

# The hosts that the documentation speaks of are hosts 1 and 2 under other names, with sshd at its usual port; on one of
# them, boss logs in with nothing said about it.
make_documented_hosts() {
    local number
    add_account 1 boss id_ed25519
    add_account 2 renoir cluster
    cp "$folder/host0/known_hosts" "$folder/host0/documented_hosts"
    for number in 1 2; do
        on_host "$number" /usr/sbin/sshd -f /mnt/sshd_config -E /mnt/log -p 22
        printf 'host%d.lan %s\n' "$number" "$(<"$folder/host$number/host_key.pub")" >>"$folder/host0/documented_hosts"
    done
    on_host 0 install -o boss -g boss -m 600 /mnt/documented_hosts "$homes/boss/.ssh/known_hosts"
    printf '127.0.0.1 localhost\n%s.11 host1.lan\n%s.12 host2.lan\n' "$host_network" "$host_network" >"$folder/hosts"
    for number in 0 1 2; do
        cp "$folder/hosts" "$folder/host$number/hosts"
        on_host "$number" mount --bind /mnt/hosts /etc/hosts
    done
    printf 'some words and some more words of\ntext\n' >"$folder/text.txt"
    for number in 0 1 2; do cp "$folder/text.txt" "$folder/host$number/text.txt"; done
    on_host 0 install -o boss -g boss /mnt/text.txt "$homes/boss"
    on_host 1 install -o boss -g boss /mnt/text.txt "$homes/boss"
    on_host 2 install -o renoir -g renoir /mnt/text.txt "$homes/renoir"
}

# make_documented_program NAME: a program of the documentation, in the home of boss.
make_documented_program() {
    build_program "$1"
    cp "$program_file" "$folder/host0/$1"
    on_host 0 install -o boss -g boss -m 755 "/mnt/$1" "$homes/boss"
}

# The number of words that the program of README.md has counted; which of several is the longest is chance.
documented_answer() { sed -n 's/ different words, .*//p' "$folder/output"; }

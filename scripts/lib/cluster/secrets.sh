# shellcheck shell=bash
# Looks for the passwords of scripts/test-cluster wherever they must not be. Sourced, never run.
# shellcheck disable=SC2034,SC2154  # the parts of that script set variables for each other

# Notes every process whose command line or environment has one of the secrets.
look_for_secrets() {
    grep -aslF -f "$folder/secrets" /proc/[0-9]*/cmdline /proc/[0-9]*/environ >>"$folder/seen" || true
}

watch_secrets() {
    while :; do
        look_for_secrets
        sleep 0.05
    done
}

# Notes every file and log of the hosts that has one of the secrets, but for the cluster file.
find_secrets() {
    local number
    for number in 0 1 2 3; do
        on_host "$number" grep -rslF -f - --exclude=cluster.toml /home /tmp /run /dev/shm <"$folder/secrets" >>"$folder/seen" || true
        grep -slF -f "$folder/secrets" "$folder/host$number/log" >>"$folder/seen" || true
    done
}

# expect_seen REGEX: a planted secret was noted, at such a place and nowhere else.
expect_seen() {
    if grep -qE "$1" "$folder/seen" && ! grep -qvE "$1" "$folder/seen"; then
        pass
    else
        fail "a secret at $1 was not noticed" "$folder/seen"
    fi
    : >"$folder/seen"
}

# plant COMMAND: runs it on host 1 until end_plant; its shell gives way to `sleep`.
plant() {
    rm -f "$folder/host1/pid"
    on_host 1 bash -c "echo \$\$ >/mnt/pid; $1" 2>"$folder/host1/planting" &
    planted=$!
    wait_until 5 is_planted || die 1 "nothing can be planted on host 1: $(<"$folder/host1/planting")"
}

is_planted() { [[ -s $folder/host1/pid ]] && on_host 1 grep -q sleep "/proc/$(<"$folder/host1/pid")/comm"; }

end_plant() {
    on_host 1 kill "$(<"$folder/host1/pid")"
    wait "$planted" || true
}

# Secrets planted on a host, one at each kind of place that is looked at: who never finds one proves nothing.
test_watching() {
    printf '%s\n' "$password" "$passphrase" >"$folder/secrets"
    : >"$folder/seen"
    printf '%s' "$password" >"$folder/host1/password"
    printf '%s' "$passphrase" >"$folder/host1/passphrase"
    # shellcheck disable=SC2016  # the shell on the host expands them
    plant 'exec -a "$(</mnt/password)" sleep 20'
    look_for_secrets
    end_plant
    expect_seen '^/proc/[0-9]+/cmdline$'
    # shellcheck disable=SC2016
    plant 'PLANTED=$(</mnt/passphrase) exec sleep 20'
    look_for_secrets
    end_plant
    expect_seen '^/proc/[0-9]+/environ$'
    on_host 1 cp /mnt/password /tmp/planted
    find_secrets
    on_host 1 rm /tmp/planted
    expect_seen '^/tmp/planted$'
    local log=$folder/host1/log log_size
    log_size=$(stat -c %s "$log")
    cat "$folder/host1/passphrase" >>"$log"
    find_secrets
    truncate -s "$log_size" "$log"
    expect_seen '/host1/log$'
    look_for_secrets
    find_secrets
    if [[ -s $folder/seen ]]; then fail "a secret is somewhere before anything has run" "$folder/seen"; else pass; fi
    rm "$folder"/host1/{password,passphrase,pid,planting}
}

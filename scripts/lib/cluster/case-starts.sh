# shellcheck shell=bash
# Cases of scripts/test-cluster: jobs that run, and command lines that say something else. Sourced, never run.
# shellcheck disable=SC2034,SC2154  # the parts of that script set variables for each other

case_counts() {
    all_hosts | write_cluster
    wordcount /mnt/text --quiet
    expect_counts "first start"
    wordcount /mnt/text --associative
    expect_counts "second start"
    for number in 1 2 3; do
        local copies
        copies=$(on_host "$number" find "/home/${users[number]}/.cache/renoir" -type f -name 'wordcount-*' -perm 700 | wc -l)
        if ((copies == 1)); then pass; else fail "host $number has $copies copies of the program"; fi
    done
    wordcount /mnt/text --top 3 --threads 2
    if ((status == 0)) && cmp -s "$folder/output" <(head -n 3 "$folder/expected"); then pass; else fail "--top 3" "$folder/errors"; fi
    wordcount /mnt/text --tag-output --top 1
    if grep -qE '^\[1,0\]<stdout>:' "$folder/output"; then pass; else fail "--tag-output" "$folder/output"; fi
}

case_one_host() {
    local number
    for number in 1 2 3; do
        entry "$number" | write_cluster
        wordcount /mnt/text
        expect_counts "host $number alone"
    done
}

# Hosts by IPv6, where there is nothing else, and by names: one with capitals, and one that the user's own ssh configuration
# knows under another name, with a password, which must come all the same.
case_addresses() {
    local number network=fd00:77:: known=$folder/host0/named_hosts
    cp "$folder/host0/known_hosts" "$known"
    for number in 1 2 3; do
        printf '[%s1%d]:%d %s\n' "$network" "$number" "${ports[number]}" "$(<"$folder/host$number/host_key.pub")"
        printf '[node%d.lan]:%d %s\n' "$number" "${ports[number]}" "$(<"$folder/host$number/host_key.pub")"
        on_host "$number" ip address del "$host_network.1$number/24" dev eth0
        on_host "$number" ip address add "${network}1$number/64" dev eth0 nodad
    done >>"$known"
    on_host 0 ip address del "$host_network.1/24" dev bridge0
    on_host 0 ip address add "${network}1/64" dev bridge0 nodad
    on_host 0 install -o boss -g boss -m 600 /mnt/named_hosts "$homes/boss/.ssh/known_hosts"
    printf '127.0.0.1 localhost\n%s13 node3.lan\n' "$network" >"$folder/host0/hosts"
    on_host 0 mount --bind /mnt/hosts /etc/hosts
    printf 'Host gate\n    HostName %s12\n' "$network" >"$folder/host0/ssh_config"
    on_host 0 install -o boss -g boss -m 600 /mnt/ssh_config "$homes/boss/.ssh/config"

    { entry 1 "${network}11" && entry 2 gate && entry 3 Node3.Lan; } | write_cluster
    wordcount /mnt/text
    expect_counts "IPv6, capitals, and another name"

    on_host 0 rm "$homes/boss/.ssh/config"
    on_host 0 umount /etc/hosts
    on_host 0 install -o boss -g boss -m 600 /mnt/known_hosts "$homes/boss/.ssh"
    on_host 0 ip address del "${network}1/64" dev bridge0
    on_host 0 ip address add "$host_network.1/24" dev bridge0
    for number in 1 2 3; do
        on_host "$number" ip address del "${network}1$number/64" dev eth0
        on_host "$number" ip address add "$host_network.1$number/24" dev eth0
    done
}

# Standard files that are closed, or that nobody reads any more.
case_standard_files() {
    all_hosts | write_cluster
    # shellcheck disable=SC2016  # the shell on the host expands it
    run bash -c './wordcount --remote cluster.toml /mnt/text <&- >&- 2>&- &
        sleep 0.5
        readlink "/proc/$!/fd/0" "/proc/$!/fd/1" "/proc/$!/fd/2"
        wait $!'
    show "closed standard files"
    if ((status == 0)) && printf '/dev/null\n%.0s' 1 2 3 | cmp -s "$folder/output"; then
        pass
    else
        fail "closed standard files: exit code $status" "$folder/output"
    fi
    expect_no_traces "closed standard files"
    run bash -c 'exec 2> >(exec true); wait $!; exec ./wordcount --remote cluster.toml /mnt/text'
    expect_counts "nobody reads standard error"
    run bash -c 'exec 2> >(exec true); wait $!; exec ./wordcount --remote none.toml /mnt/text'
    show "nobody reads a message"
    if ((status == 3)); then pass; else fail "nobody reads a message: exit code $status"; fi
}

case_shared_folder() {
    # The same file under the same path is not copied.
    local number
    all_hosts | write_cluster
    for number in 1 2 3; do
        on_host "$number" rm -rf "/home/${users[number]}/.cache"
        cp "$WORDCOUNT" "$folder/host$number/wordcount"
    done
    run /mnt/wordcount --remote cluster.toml /mnt/text
    expect_counts "program on all hosts"
    for number in 1 2 3; do
        if on_host "$number" test -e "/home/${users[number]}/.cache"; then fail "host $number has a copy"; else pass; fi
        rm "$folder/host$number/wordcount"
    done
}

case_no_home() {
    local name="a home that is read-only"
    all_hosts | write_cluster
    on_host 1 rm -rf "$homes/ada/.cache"
    on_host 1 mount --bind "$homes/ada" "$homes/ada"
    on_host 1 mount -o remount,bind,ro "$homes/ada"
    wordcount /mnt/text
    # Open MPI's daemon may be there a little longer than its job.
    wait_until 5 on_host 1 umount "$homes/ada" 2>"$folder/umount" || die 1 "$name: $(<"$folder/umount")"
    if on_host 1 find /tmp/renoir-2001 -type f -perm 700 | grep wordcount >/dev/null; then pass; else fail "$name: no copy in /tmp"; fi
    on_host 1 rm -rf /tmp/renoir-2001
    expect_counts "$name"
}

case_strange_words() {
    all_hosts | write_cluster
    local name=$'it\'s a "text"\n$(touch harm) `touch harm` ;&|<>*'
    for number in 1 2 3; do cp "$folder/text" "$folder/host$number/$name"; done
    wordcount "/mnt/it's a *"
    expect_counts "a pattern with quotes"
    on_host 0 cp "$homes/boss/wordcount" "$homes/boss/it's \"count\"; \$(touch harm)"
    run "./it's \"count\"; \$(touch harm)" -r cluster.toml "/mnt/it's a *"
    expect_counts "a program with quotes"
    on_host 0 test ! -e "$homes/boss/harm" || fail "the program's name was run as a command"
    wordcount "/mnt/$name-none"
    expect_error "a file of that kind missing" 6 "^renoir: rank [0-3]: readLines .*: no file matches"
    wordcount ":" --top 3
    expect_error "a lone colon" 3 "':' for itself"
    for number in 1 2 3; do rm "$folder/host$number/$name"; done
}

# Root starts jobs as anybody does, and may be the user of a host.
case_root() {
    local start number
    for number in 0 1; do
        on_host "$number" mount -t tmpfs -o mode=700 none /root
        on_host "$number" mkdir -m 700 /root/.ssh
    done
    on_host 0 install -m 600 /mnt/key /mnt/locked_key /mnt/known_hosts /root/.ssh
    on_host 1 install -m 600 /mnt/authorized_keys /root/.ssh
    all_hosts | sed 's/username = "ada"/username = "root"/' | write_cluster
    start=$(milliseconds)
    status=0
    on_host 0 env -i HOME=/root PATH=/usr/bin:/bin timeout --kill-after=2 "$job_limit" "$homes/boss/wordcount" \
        --remote "$homes/boss/cluster.toml" /mnt/text >"$folder/output" 2>"$folder/errors" </dev/null || status=$?
    elapsed=$(($(milliseconds) - start))
    expect_counts "root"
    for number in 0 1; do on_host "$number" umount --lazy /root; done
}

case_bad_arguments() {
    all_hosts | write_cluster
    wordcount /mnt/none
    expect_error "no such text" 6 "^renoir: rank [0-3]: readLines .*/mnt/none can't be opened"
    wordcount /mnt/text --wrong
    expect_error "an option of the program's" 2 "Unknown option '--wrong'"
    run ./wordcount --remote none.toml /mnt/text
    expect_error "no cluster file" 3 "^renoir: none.toml: can't be opened: No such file"
    run ./wordcount --remote . /mnt/text
    expect_error "a folder for a cluster file" 3 "^renoir: \.: "
    : >"$folder/host0/empty"
    run ./wordcount --remote /mnt/empty /mnt/text
    expect_error "an empty cluster file" 3 "^renoir: /mnt/empty: "
    run ./wordcount --remote --quiet /mnt/text
    expect_error "an option for a cluster file" 2 "needs a cluster file"
    run ./wordcount --remote
    expect_error "--remote without file" 2 "needs a cluster file"
    on_host 0 chmod 644 "$homes/boss/cluster.toml"
    wordcount /mnt/text
    expect_error "secrets that others may read" 3 "chmod 600"
    on_host 0 chmod 000 "$homes/boss/cluster.toml"
    wordcount /mnt/text
    expect_error "an unreadable cluster file" 3 "can't be opened: Permission denied"
    # Ranks of a launcher need no file, and say so.
    cp "$folder/text" "$folder/host0/text"
    run mpirun --oversubscribe -np 2 ./wordcount --remote none.toml /mnt/text --quiet
    expect_counts "under mpirun"
    run mpirun --oversubscribe -np 2 ./wordcount --remote none.toml /mnt/text
    if grep -q "^renoir: warning: --remote none.toml is not used: Open MPI's mpirun has started 2 ranks$" "$folder/errors"; then
        pass
    else
        fail "a cluster file under mpirun" "$folder/errors"
    fi
}

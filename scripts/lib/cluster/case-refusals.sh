# shellcheck shell=bash
# Cases of scripts/test-cluster: hosts that can't take part. Sourced, never run.
# shellcheck disable=SC2034,SC2154  # the parts of that script set variables for each other

case_unreachable() {
    { entry 1 && entry 2 "$host_network.99" && entry 3; } | write_cluster
    wordcount /mnt/text
    expect_error "no such host" 6 "^  $host_network.99 \(cluster.toml:7\): ssh: connect to host .*(No route|timed out)"
    { entry 1 10.78.0.9 && entry 2 && entry 3; } | write_cluster
    wordcount /mnt/text
    expect_error "a black hole" 6 "^  10.78.0.9 \(cluster.toml:1\): ssh: connect to host .* timed out"
    { entry 1 && entry 2 && entry 3 '' 2299; } | write_cluster
    wordcount /mnt/text
    expect_error "refused" 6 "^  $host_network.13 \(cluster.toml:13\): ssh: connect to host .* Connection refused"
    { entry 1 no-such-name.invalid && entry 2 && entry 3; } | write_cluster
    wordcount /mnt/text
    expect_error "a name that nobody knows" 6 "^  no-such-name.invalid .* Could not resolve hostname"
    { entry 1 10.78.0.9 && entry 2 "$host_network.99" && entry 3 '' 2299; } | write_cluster
    wordcount /mnt/text
    expect_error "three at once" 6 "^renoir: 3 of 3 hosts can't take part:"
    on_host 1 pkill -STOP -x sshd
    all_hosts | write_cluster
    wordcount /mnt/text
    on_host 1 pkill -CONT -x sshd
    expect_error "a host that hangs" 6 "^  $host_network.11 "
}

case_wrong_login() {
    { entry 1 && entry 2 '' '' 'password = "wrong"' && entry 3; } | write_cluster
    wordcount /mnt/text
    expect_error "a wrong password" 3 "^  $host_network.12 .*: brook@.*Permission denied"
    { entry 1 '' '' 'key_file = "~/.ssh/locked_key", key_passphrase = "x"' && entry 2 && entry 3; } | write_cluster
    wordcount /mnt/text
    expect_error "a wrong passphrase" 3 "^  $host_network.11 .*: ada@.*Permission denied"
    { entry 1 && entry 2 && entry 3 '' '' 'key_file = "~/.ssh/key"'; } | write_cluster
    wordcount /mnt/text
    expect_error "a wrong key" 3 "^  $host_network.13 .*: casey@.*Permission denied"
    { entry 1 && entry 2 && entry 3 '' '' 'key_file = "~/.ssh/none"'; } | write_cluster
    wordcount /mnt/text
    expect_error "a wrong path of a key" 3 "^  $host_network.13 .*: the key_file $homes/boss/.ssh/none can't be read: No such file"
}

case_host_keys() {
    all_hosts | write_cluster
    on_host 0 sed -i 2d "$homes/boss/.ssh/known_hosts"
    wordcount /mnt/text
    expect_error "an unknown host key" 3 "^  $host_network.12 .*: its host key is not known; .*--accept-new-host-keys"
    wordcount /mnt/text --accept-new-host-keys
    expect_counts "a new host key accepted"
    {
        printf '[%s.11]:%d %s\n' "$host_network" "${ports[1]}" "$(<"$folder/host0/key.pub")"
        tail -n +2 "$folder/host0/known_hosts"
    } >"$folder/host0/other_hosts"
    on_host 0 install -o boss -g boss -m 600 /mnt/other_hosts "$homes/boss/.ssh/known_hosts"
    wordcount /mnt/text --accept-new-host-keys
    expect_error "another host key" 3 "^  $host_network.11 .*: its host key is another one than before"
    on_host 0 install -o boss -g boss -m 600 /mnt/known_hosts "$homes/boss/.ssh"
}

case_missing_on_host() {
    all_hosts | write_cluster
    on_host 2 mount --bind /dev/null /usr/bin/orted
    wordcount /mnt/text
    on_host 2 umount /usr/bin/orted
    expect_error "no Open MPI" 3 "^  $host_network.12 .*: Open MPI is missing"
    local library
    library=$(readlink -f "$(ldconfig -p | sed -n 's/.*libmpi\.so\.40.*=> //p' | sed -n 1p)")
    on_host 2 mount --bind /dev/null "$library"
    wordcount /mnt/text
    on_host 2 umount "$library"
    expect_error "a broken library of MPI's" 3 "^  $host_network.12 .*: libraries of the program are missing: .*libmpi"
    printf '#!/bin/sh\necho "mpirun (Open MPI) 5.0.3"\n' >"$folder/host3/mpirun"
    chmod 755 "$folder/host3/mpirun"
    on_host 3 mount --bind /mnt/mpirun /usr/bin/mpirun
    wordcount /mnt/text
    on_host 3 umount /usr/bin/mpirun
    expect_error "another Open MPI" 3 "^  $host_network.13 .*: it has Open MPI 5.0.3, and here is 4\."
}

case_swift_libraries() {
    # A program that is linked as builds do it by default, here for the tests, where the hosts have no Swift.
    all_hosts | write_cluster
    if [[ ! -x .build/debug/wordcount ]]; then
        swift build --product wordcount >"$folder/build" 2>&1 || die 1 "the word count does not build"
    fi
    cp .build/debug/wordcount "$folder/host0/dynamic"
    run /mnt/dynamic --remote cluster.toml /mnt/text
    expect_error "no libraries of Swift's" 3 "^  $host_network.11 .*: libraries .* missing: .*--static-swift-stdlib --product dynamic$"
}

# A firewall before the machine where jobs start: the hosts are reached, but don't reach it.
case_firewall() {
    local -a rule=(ipproto tcp sport 9400-9407 blackhole)
    all_hosts | write_cluster
    on_host 0 ip rule add "${rule[@]}"
    wordcount /mnt/text
    on_host 0 ip rule del "${rule[@]}"
    expect_error "a firewall" 6 "^  $host_network.11 .*: it can't connect back .* $host_network.1 port 940[0-3],"

    rule=(to "$host_network.12" "${rule[@]}")
    on_host 0 ip rule add "${rule[@]}"
    wordcount /mnt/text
    expect_error "a firewall before one host" 6 "^  $host_network.12 .*: it can't connect back"
    if (($(wc -l <"$folder/errors") == 2)); then pass; else fail "a firewall before one host: others named" "$folder/errors"; fi

    # A host that can't try it.
    on_host 2 mount --bind /dev/null /bin/bash
    wordcount /mnt/text
    on_host 2 umount /bin/bash
    on_host 0 ip rule del "${rule[@]}"
    show "a firewall that is not seen"
    if ((status == 6)) && grep -q 'only 2 of 3 hosts have connected back .* ports 9400–9407' "$folder/errors"; then
        pass
    else
        fail "a firewall that is not seen: exit code $status" "$folder/errors"
    fi
    # Open MPI's daemon there goes on trying for minutes.
    on_host 2 pkill -x orted || true
    if wait_until "$leaving_limit" has_no_processes; then pass; else fail "a firewall: processes are left" <(traces); fi
    for number in 0 1 2 3; do on_host "$number" sh -c 'rm -rf /tmp/ompi.* /dev/shm/*'; done
}

# shellcheck shell=bash
# Hosts to try things on, on this machine: each has network, processes, users, homes and temporary files of its own, and
# all but the first run sshd. Sourced by root, never run.
#
# A host is a set of namespaces that live as long as its first process: whatever runs there ends with it, and nothing of
# it is seen outside. The project and Swift's libraries are hidden on the hosts with sshd, as on a machine that knows
# nothing of them.

# The hosts' first processes, by number; host 0 is where jobs are started.
declare -a host_pids=()
readonly host_network=10.77.0

# Why hosts can't be made here; nothing if they can.
why_no_hosts() {
    local tool
    if [[ $(id -u) != 0 ]]; then
        say "only root can make network namespaces" && return
    fi
    for tool in ip sshd ssh ssh-keygen setpriv nsenter openssl; do
        if ! command -v "$tool" >/dev/null; then say "$tool is not installed" && return; fi
    done
    if ! unshare --net --mount --uts --ipc --pid --fork --mount-proc true 2>/dev/null; then
        say "namespaces are not permitted here"
    fi
}

# The first process of a host. Runs as root in the host's namespaces, without the project: host_main NUMBER FOLDER HIDDEN…
host_main() {
    local number=$1 folder=$2 path
    shift 2
    hostname "renoir$number"
    mount --make-rprivate /
    mount --bind "$folder" /mnt
    for path in passwd shadow group; do mount --bind "/mnt/$path" "/etc/$path"; done
    for path in "$@"; do mount -t tmpfs -o mode=755 none "$path"; done
    mount -t tmpfs -o mode=1777 none /dev/shm
    mount -t tmpfs -o mode=755 none /home
    mount -t tmpfs -o mode=755 none /run
    mkdir /run/sshd
    # What is in the machine's folder of temporary files is another host's.
    mount -t tmpfs -o mode=1777 none /tmp
    ip link set lo up
    if [[ -f /mnt/sshd_config ]]; then /usr/sbin/sshd -D -f /mnt/sshd_config -E /mnt/log & fi
    touch /mnt/ready
    # As the first process, it sees to it that nothing stays undead.
    while :; do sleep 1000 & wait; done
}

# make_host NUMBER FOLDER HIDDEN…: starts a host whose users are in the folder's passwd, shadow and group.
make_host() {
    local number=$1 folder=$2 pid
    rm -f "$folder/ready"
    unshare --net --mount --uts --ipc --pid --fork --kill-child=KILL --mount-proc \
        bash -c "$(declare -f host_main); host_main \"\$@\"" bash "$@" </dev/null >"$folder/main" 2>&1 &
    pid=$!
    for _ in {1..100}; do
        if [[ -f $folder/ready ]]; then break; fi
        sleep 0.05
    done
    [[ -f $folder/ready ]] || die 1 "host $number does not start: $(<"$folder/main")"
    # `unshare` waits outside; its child is the host.
    host_pids[number]=$(<"/proc/$pid/task/$pid/children")
    host_pids[number]=${host_pids[number]% }
}

# connect_host NUMBER: a link from host 0, which has a bridge, to the host.
connect_host() {
    local number=$1
    if ((number == 0)); then
        on_host 0 ip link add bridge0 type bridge
        on_host 0 ip address add "$host_network.1/24" dev bridge0
        on_host 0 ip link set bridge0 up
        return
    fi
    on_host 0 ip link add "link$number" type veth peer name eth0
    nsenter --target "${host_pids[0]}" --net ip link set eth0 netns "${host_pids[number]}"
    on_host 0 ip link set "link$number" master bridge0 up
    on_host "$number" ip address add "$host_network.1$number/24" dev eth0
    on_host "$number" ip link set eth0 up
}

# on_host NUMBER COMMAND…: as root on a host.
on_host() {
    local number=$1
    shift
    nsenter --target "${host_pids[number]}" --net --mount --uts --ipc --pid --wd=/ -- "$@"
}

# as_user NUMBER USER COMMAND…: as a user on a host, in the home, with nothing of our environment.
as_user() {
    local number=$1 user=$2
    shift 2
    on_host "$number" setpriv --reuid "$user" --regid "$user" --clear-groups env -i \
        "HOME=/home/$user" "USER=$user" PATH=/usr/bin:/bin LANG=C sh -c 'cd && exec "$@"' sh "$@"
}

# The names of the processes on a host, but for those of the test itself.
host_processes() {
    on_host "$1" ps -e -o pid=,user=,args= | grep -vE ' (bash -c host_main|sleep 1000|ps -e|sshd: /usr/sbin/sshd|/usr/sbin/sshd)' || true
}

end_hosts() {
    local pid
    for pid in "${host_pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
    host_pids=()
    wait
}

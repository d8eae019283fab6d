# shellcheck shell=bash
# The hosts of scripts/test-cluster, and the cluster files that name them. Sourced, never run.
# shellcheck disable=SC2034,SC2154  # the parts of that script set variables for each other

# By the number of the host: its user, the port of its sshd, and its cores.
readonly users=(boss ada brook casey) ports=(0 2201 2202 2203) cores=(0 1 2 1)
readonly homes=/home
# With a number of this run: others on this machine have theirs, and are no business of this one.
# shellcheck disable=SC2016  # no shell is to take them for anything
readonly password='pa$$ '$$' word "it'\''s"' passphrase='pass '$$' `phrase` \n'

# write_accounts NUMBER USER [PASSWORD]
write_accounts() {
    local home=$folder/host$1 hash='*'
    if [[ -n ${3:-} ]]; then hash=$(openssl passwd -6 -stdin <<<"$3"); fi
    printf '%s\n' 'root:x:0:0::/root:/bin/sh' 'sshd:x:102:65534::/run/sshd:/usr/sbin/nologin' \
        "$2:x:$((2000 + $1)):$((2000 + $1))::/home/$2:/bin/sh" >"$home/passwd"
    printf '%s\n' 'root:*:19000:0:99999:7:::' "$2:$hash:19000:0:99999:7:::" >"$home/shadow"
    printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' "$2:x:$((2000 + $1)):" >"$home/group"
    chmod 600 "$home/shadow"
}

# add_account NUMBER USER KEY: one more user of a host, whom the key of boss's opens it to.
add_account() {
    local number=$1 user=$2 key=$3 home=$folder/host$1 id=2100
    printf '%s\n' "$user:x:$id:$id::/home/$user:/bin/sh" >>"$home/passwd"
    printf '%s\n' "$user:*:19000:0:99999:7:::" >>"$home/shadow"
    printf '%s\n' "$user:x:$id:" >>"$home/group"
    ssh-keygen -q -t ed25519 -N '' -C '' -f "$folder/host0/$key"
    on_host 0 install -o boss -g boss -m 600 "/mnt/$key" "$homes/boss/.ssh"
    cp "$folder/host0/$key.pub" "$home/documented.pub"
    on_host "$number" install -d -o "$user" -g "$user" -m 700 "/home/$user" "/home/$user/.ssh"
    on_host "$number" install -o "$user" -g "$user" -m 600 /mnt/documented.pub "/home/$user/.ssh/authorized_keys"
}

write_sshd() {
    local home=$folder/host$1 passwords=no
    if [[ ${users[$1]} == brook ]]; then passwords=yes; fi
    ssh-keygen -q -t ed25519 -N '' -C '' -f "$home/host_key"
    printf '%s\n' "Port ${ports[$1]}" 'HostKey /mnt/host_key' 'PidFile none' 'UsePAM no' \
        'KbdInteractiveAuthentication no' "PasswordAuthentication $passwords" >"$home/sshd_config"
}

# make_home NUMBER: the user's home, with the key that opens it.
make_home() {
    local user=${users[$1]}
    on_host "$1" install -d -o "$user" -g "$user" -m 700 "/home/$user" "/home/$user/.ssh"
    if [[ -f $folder/host$1/authorized_keys ]]; then
        on_host "$1" install -o "$user" -g "$user" -m 600 /mnt/authorized_keys "/home/$user/.ssh/authorized_keys"
    fi
}

make_hosts() {
    local number swift_libraries
    swift_libraries=$(swift -print-target-info | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1/p')/linux
    mkdir "$folder"/host{0,1,2,3}
    for number in 0 1 2 3; do
        if ((number == 2)); then write_accounts 2 brook "$password"; else write_accounts "$number" "${users[number]}"; fi
    done
    ssh-keygen -q -t ed25519 -N '' -C '' -f "$folder/host0/key"
    ssh-keygen -q -t ed25519 -N "$passphrase" -C '' -f "$folder/host0/locked_key"
    cp "$folder/host0/key.pub" "$folder/host1/authorized_keys"
    cp "$folder/host0/locked_key.pub" "$folder/host3/authorized_keys"
    for number in 1 2 3; do
        write_sshd "$number"
        printf '[%s.1%d]:%d %s\n' "$host_network" "$number" "${ports[number]}" "$(<"$folder/host$number/host_key.pub")"
        cp "$folder/text" "$folder/host$number/text"
        # Thousands of names of one file are a job that lasts.
        mkdir "$folder/host$number/many"
        for name in {1..6000}; do ln -s ../text "$folder/host$number/many/$name"; done
    done >"$folder/host0/known_hosts"
    cp "$WORDCOUNT" "$folder/host0/wordcount"

    make_host 0 "$folder/host0"
    connect_host 0
    for number in 1 2 3; do
        make_host "$number" "$folder/host$number" "$root" "$swift_libraries"
        connect_host "$number"
        make_home "$number"
    done
    make_home 0
    on_host 0 install -o boss -g boss -m 600 /mnt/key /mnt/locked_key /mnt/known_hosts "$homes/boss/.ssh"
    on_host 0 install -o boss -g boss -m 755 /mnt/wordcount "$homes/boss"
    # Whatever is sent there is swallowed.
    on_host 0 ip link add hole type veth peer name bottom
    on_host 0 ip address add 10.78.0.1/24 dev hole
    on_host 0 ip link set hole up
    on_host 0 ip link set bottom up
    on_host 0 ip neighbour add 10.78.0.9 lladdr 02:00:00:00:00:01 dev hole nud permanent
}

# entry NUMBER [ADDRESS PORT SSH…]: a host's part of the file, its own or with what is told instead.
entry() {
    local number=$1 address=${2:-$host_network.1$1} port=${3:-${ports[$1]}} login
    case $number in
        1) login='key_file = "~/.ssh/key"' ;;
        2) login="password = '''$password'''" ;;
        3) login="key_file = '~/.ssh/locked_key', key_passphrase = '$passphrase'" ;;
    esac
    printf '[[host]]\naddress = "%s"\nbase_port = %d\nnum_cores = %d\n' "$address" $((9000 + 100 * number)) "${cores[number]}"
    printf 'ssh = { ssh_port = %d, username = "%s", %s }\n\n' "$port" "${users[number]}" "${4:-$login}"
}

# Reads the cluster file of the next runs from standard input.
write_cluster() {
    cat >"$folder/host0/cluster.toml"
    on_host 0 install -o boss -g boss -m 600 /mnt/cluster.toml "$homes/boss/cluster.toml"
}

all_hosts() { entry 1 && entry 2 && entry 3; }
